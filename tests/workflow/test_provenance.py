"""Where targets came from, as reports and files tell it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from workbench.model import Document, Origin, Project, Provenance, Segment
from workbench.store import segments as segments_table
from workbench.store import units as units_table
from workbench.workflow import editing
from workbench.workflow.exporting import export_project
from workbench.workflow.importing import import_text
from workbench.workflow.memories import export_memory
from workbench.workflow.memory_import import import_memory
from workbench.workflow.projects import get_project
from workbench.workflow.statistics import OriginCount, all_origins, statistics
from workbench.workflow.updating import update_article
from workbench.workflow.workspace import Workspace

LINES = [
    "عاد الوزير إلى المدينة في المساء.",
    "ثم سافر الوفد إلى الجبل البعيد.",
    "وافتتحت المدرسة أبوابها للأطفال أمس.",
    "وقال المدير إن العمل فيها بدأ.",
]
GOOGLE, LOCAL = "google 1.11.4", "local ar-en 1.0 patched"


@pytest.fixture
def document(ws: Workspace, project: Project) -> Document:
    return import_text(ws, project, "doc", "\n\n".join(LINES)).document


def segment(ws: Workspace, document: Document, n: int) -> Segment:
    found = segments_table.load_segments(ws.store.read(), document.id)
    return next(s for s in found if s.source == LINES[n])


def offered(ws: Workspace, document: Document, n: int, text: str, via: str, origin: Origin = Origin.MT) -> Segment:
    s = segment(ws, document, n)
    with ws.store.write() as conn:
        done = segments_table.save_draft(
            conn, s.id, text, s.rev, "me", "2026-01-31T10:20:30Z", origin, via=via, offered=text
        )
    return done.segment


def edited(ws: Workspace, s: Segment, text: str) -> Segment:
    with ws.store.write() as conn:
        return segments_table.save_draft(conn, s.id, text, s.rev, "me", "2026-01-31T10:20:30Z", None).segment


def confirmed(ws: Workspace, project: Project, s: Segment) -> Segment:
    return editing.confirm(ws, project, s)


@pytest.fixture
def done(ws: Workspace, project: Project, document: Document) -> Document:
    """Kept and edited from one engine, edited from another, and one a person wrote."""
    confirmed(ws, project, offered(ws, document, 0, "The minister returned in the evening.", GOOGLE))
    confirmed(ws, project, edited(ws, offered(ws, document, 1, "abcd", GOOGLE), "abcx"))
    confirmed(ws, project, edited(ws, offered(ws, document, 2, "abcd", LOCAL), "wxyz"))
    confirmed(ws, project, editing.set_draft(ws, segment(ws, document, 3), "The director spoke."))
    return document


def test_kept_edited_and_how_much_by_engine(ws: Workspace, project: Project, done: Document) -> None:
    (row,) = statistics(ws, project)
    assert row.origins == (
        OriginCount(Origin.HUMAN, "", 1),
        OriginCount(Origin.MT, GOOGLE, 2, 1, 1, 0.25),
        OriginCount(Origin.MT, LOCAL, 1, 0, 1, 1.0),
    )
    assert [o.mean for o in row.origins] == [None, 0.125, 1.0]


def test_what_is_only_a_draft_is_not_counted(ws: Workspace, project: Project, document: Document) -> None:
    s = confirmed(ws, project, offered(ws, document, 0, "abcd", GOOGLE))
    offered(ws, document, 1, "abcd", LOCAL)
    # Beside a confirmed target stands a draft of another engine.
    with ws.store.write() as conn:
        segments_table.save_draft(conn, s.id, "other", s.rev, "me", "now", Origin.MT, via=LOCAL, offered="other")
    (row,) = statistics(ws, project)
    assert row.origins == (OriginCount(Origin.MT, GOOGLE, 1, 1, 0, 0.0),)


def test_several_documents_together(ws: Workspace, project: Project, done: Document) -> None:
    other = import_text(ws, project, "other", "\n\n".join(LINES[:2]) + "\n\nسطر آخر من النص.").document
    confirmed(ws, project, offered(ws, other, 0, "abcd", GOOGLE))
    confirmed(ws, project, offered(ws, other, 1, "From the memory.", "news", Origin.TM))
    rows = statistics(ws, project)
    assert all_origins(rows) == (
        OriginCount(Origin.HUMAN, "", 1),
        OriginCount(Origin.TM, "news", 1, 1, 0, 0.0),
        OriginCount(Origin.MT, GOOGLE, 3, 2, 1, 0.25),
        OriginCount(Origin.MT, LOCAL, 1, 0, 1, 1.0),
    )


def test_a_pair_says_it_in_every_format_and_reads_it_back(ws: Workspace, project: Project, done: Document) -> None:
    (file,) = export_project(ws, project, to="csv")
    rows = list(csv.DictReader(file.path.read_text(encoding="utf-8-sig").splitlines()))
    assert [(r["origin"], r["via"], r["edited"]) for r in rows] == [
        ("mt", GOOGLE, "0.00"),
        ("mt", GOOGLE, "0.25"),
        ("mt", LOCAL, "1.00"),
        ("human", "", ""),
    ]
    (tmx,) = export_project(ws, project, to="tmx")
    memory = ws.paths.export("news") / "memory"
    files = [file.path, tmx.path]
    for kind in ("tmx", "csv", "tsv", "xlsx"):
        files.append(memory.with_suffix(f".{kind}"))
        export_memory(ws, "news", files[-1])
    units = list(units_table.iter_units(ws.store.read(), project_id=project.id))
    wanted = [(u.target, u.origin, u.via, u.props) for u in units]
    assert {u.via for u in units} == {"", GOOGLE, LOCAL}
    for n, path in enumerate(files):
        assert import_memory(ws, path, memory=f"again{n}").added == 4
        again = units_table.iter_units(ws.store.read(), memory_ids=[memory_id(ws, f"again{n}")])
        assert [(u.target, u.origin, u.via, u.props) for u in again] == wanted, path.name


def memory_id(ws: Workspace, name: str) -> int:
    found: int = ws.store.read().execute("SELECT id FROM memory WHERE name = ?", (name,)).fetchone()[0]
    return found


@pytest.mark.parametrize("kind", ["tmx", "csv"])
def test_drafts_of_a_machine_go_out_but_into_no_memory(
    ws: Workspace, project: Project, done: Document, kind: str
) -> None:
    editing.unconfirm(ws, segment(ws, done, 1))
    editing.unconfirm(ws, segment(ws, done, 3))
    (file,) = export_project(ws, project, to=kind, everything=True)
    text = file.path.read_text(encoding="utf-8")
    assert "abcx" in text
    assert "0.25" in text
    read = import_memory(ws, file.path, memory="again", dry=True)
    assert (read.read, read.added) == (3, 3)
    read = import_memory(ws, file.path, memory="again")
    assert (read.read, read.added) == (3, 3)
    assert [n.message for n in read.notices] == ["1 pair is a machine's draft nobody has confirmed: passed over."]
    targets = [u.target for u in units_table.iter_units(ws.store.read(), memory_ids=[memory_id(ws, "again")])]
    assert "abcx" not in targets
    assert "The director spoke." in targets, "what a person wrote is as before"


def test_a_newer_version_of_the_article_keeps_it(ws: Workspace, project: Project, done: Document) -> None:
    editing.unconfirm(ws, segment(ws, done, 0))
    changed = LINES[2].replace("أمس", "اليوم")
    made = segment(ws, done, 0).provenance
    article = "\n\n".join([LINES[1], LINES[0].replace(" ", "  ", 1), changed, LINES[3]])
    update_article(ws, get_project(ws, "news"), done, article.encode(), Path("doc.txt"))
    found = segments_table.load_segments(ws.store.read(), done.id)
    drafts = [s for s in found if s.draft == "The minister returned in the evening."]
    assert [s.provenance for s in drafts] == [made]
    assert made == Provenance(Origin.MT, GOOGLE, "The minister returned in the evening.")
    (new,) = [s for s in found if s.source == changed]
    (entry,) = [h for h in segments_table.history(ws.store.read(), new.id) if h.act == "update"]
    assert (entry.target, entry.origin, entry.via, entry.offered) == ("wxyz", Origin.MT, LOCAL, "abcd")
