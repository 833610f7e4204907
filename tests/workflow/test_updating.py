from __future__ import annotations

import random
from pathlib import Path

import pytest

from workbench.errors import FileError
from workbench.model import Document, Project, Segment, State
from workbench.store import cuts as cuts_table
from workbench.store import segments as segments_table
from workbench.store import units as units_table
from workbench.store.texts import text_of
from workbench.workflow import editing
from workbench.workflow.cutting import join, split
from workbench.workflow.importing import import_text
from workbench.workflow.projects import get_document
from workbench.workflow.updating import Updated, update_article
from workbench.workflow.workspace import Workspace

FIRST = "عاد الوفد إلى المدينة صباحا. ثم غادر في المساء إلى الميناء."
SECOND = "افتتحت المدرسة الجديدة أبوابها أمس. وحضر الأهالي جميعا."
THIRD = "وصلت القافلة بعد الظهر. وبقي السائقون هناك."


@pytest.fixture
def document(ws: Workspace, project: Project) -> Document:
    return import_text(ws, project, "doc", f"عنوان المقال الأول\n\n{FIRST}\n\n{SECOND}\n\n{THIRD}\n").document


def update(ws: Workspace, project: Project, *paragraphs: str) -> Updated:
    text = "\n\n".join(("عنوان المقال الأول", *paragraphs)) + "\n"
    return update_article(ws, project, get_document(ws, project, "doc"), text.encode(), Path("doc.txt"))


def segments(ws: Workspace, project: Project) -> list[Segment]:
    document = get_document(ws, project, "doc")
    found = segments_table.load_segments(ws.store.read(), document.id)
    assert "".join(s.text for s in found) == text_of(ws.store.read(), document.id)
    assert [s.number for s in found] == list(range(1, len(found) + 1))
    return found


def confirmed(ws: Workspace, project: Project, number: int, target: str) -> None:
    segment = segments(ws, project)[number - 1]
    editing.confirm(ws, project, editing.set_draft(ws, segment, target))


def named(found: list[Segment]) -> dict[str, Segment]:
    return {s.source: s for s in found}


def test_what_did_not_change_keeps_everything(ws: Workspace, project: Project, document: Document) -> None:
    confirmed(ws, project, 2, "It returned.")
    split(ws, document, 4, segments(ws, project)[3].text.index("أمس"))
    join(ws, project, document, 7)
    editing.set_note(ws, segments(ws, project)[2], "ask")
    before = {s.source: (s.id, s.state, s.target, s.draft, s.note) for s in segments(ws, project)}
    done = update(ws, project, "فقرة جديدة في أول المقال.", FIRST, SECOND, THIRD)
    after = named(segments(ws, project))
    assert {k: (s.id, s.state, s.target, s.draft, s.note) for k, s in after.items() if k in before} == before
    assert (done.kept, done.changed, done.added, done.gone) == (len(before), 0, 1, 0)
    text = text_of(ws.store.read(), document.id)
    forced, joined = cuts_table.load_cuts(ws.store.read(), document.id)
    assert [text[at : at + 4].strip() for at in forced] == ["أمس."]
    assert [text[at:].split()[0] for at in joined] == ["وبقي"]
    assert done.backup is not None
    assert done.backup.exists()
    assert sorted(p.name for p in ws.paths.source("news").iterdir()) == ["doc-2.txt", "doc.txt"]


def test_a_changed_sentence_offers_the_old_pair(ws: Workspace, project: Project, document: Document) -> None:
    confirmed(ws, project, 4, "The new school opened yesterday.")
    confirmed(ws, project, 5, "All the people came.")
    done = update(ws, project, FIRST, SECOND.replace("أمس", "اليوم"), THIRD)
    assert (done.kept, done.changed, done.added, done.gone) == (6, 1, 0, 0)
    found = segments(ws, project)
    assert (found[3].source, found[3].state, found[3].target) == (
        "افتتحت المدرسة الجديدة أبوابها اليوم.",
        State.INITIAL,
        "",
    )
    assert found[4].target == "All the people came."
    pairs = {u.source: u.target for u in list(units_table.iter_units(ws.store.read(), memory_ids=[1]))}
    assert pairs["افتتحت المدرسة الجديدة أبوابها أمس."] == "The new school opened yesterday."
    acts = {h.act: (h.target, h.reason) for h in segments_table.history(ws.store.read(), found[3].id)}
    assert acts["update"] == ("The new school opened yesterday.", "افتتحت المدرسة الجديدة أبوابها أمس.")
    assert "confirm" in acts


def test_a_draft_of_a_changed_sentence_is_kept_beside_it(ws: Workspace, project: Project, document: Document) -> None:
    editing.set_draft(ws, segments(ws, project)[3], "The new school")
    update(ws, project, FIRST, SECOND.replace("أمس", "اليوم"), THIRD)
    changed = segments(ws, project)[3]
    assert changed.draft is None
    told = [(h.act, h.target, h.reason) for h in segments_table.history(ws.store.read(), changed.id)]
    assert told == [("update", "The new school", "افتتحت المدرسة الجديدة أبوابها أمس.")]


def test_what_went_is_in_the_history(ws: Workspace, project: Project, document: Document) -> None:
    confirmed(ws, project, 4, "The new school opened yesterday.")
    done = update(ws, project, FIRST, THIRD)
    assert (done.kept, done.gone) == (5, 2)
    history = [h.target for s in segments(ws, project) for h in segments_table.history(ws.store.read(), s.id)]
    assert "The new school opened yesterday." in history
    assert len(list(units_table.iter_units(ws.store.read(), memory_ids=[1]))) == 1


def test_the_same_bytes_change_nothing(ws: Workspace, project: Project, document: Document) -> None:
    split(ws, document, 2, 4)
    before = segments(ws, project)
    done = update(ws, project, FIRST, SECOND, THIRD)
    assert (done.kept, done.changed, done.added, done.gone, done.backup) == (len(before), 0, 0, 0, None)
    assert segments(ws, project) == before


def test_everything_new(ws: Workspace, project: Project, document: Document) -> None:
    confirmed(ws, project, 2, "It returned.")
    update_article(ws, project, document, "نص آخر تماما.\n".encode(), Path("doc.txt"))
    found = segments(ws, project)
    assert [s.source for s in found] == ["نص آخر تماما."]
    assert "It returned." in [h.target for h in segments_table.history(ws.store.read(), found[0].id)]


def test_no_text_changes_nothing(ws: Workspace, project: Project, document: Document) -> None:
    before = segments(ws, project)
    for data in (b"", b"\xff\xff\xfa", b" \n "):
        with pytest.raises(FileError):
            update_article(ws, project, document, data, Path("doc.txt"))
    assert segments(ws, project) == before


def test_laws_over_many_updates(ws: Workspace, project: Project, document: Document) -> None:
    """Whatever changes: the segments tile the text, and nothing a person confirmed leaves the history."""
    rng = random.Random(3)
    paragraphs = [FIRST, SECOND, THIRD]
    said: set[str] = set()
    for n in range(25):
        number = rng.randrange(len(segments(ws, project))) + 1
        confirmed(ws, project, number, f"Target {n}.")
        said.add(f"Target {n}.")
        at = rng.randrange(len(paragraphs))
        act = rng.choice(["drop", "repeat", "word", "swap", "add"])
        if act == "drop" and len(paragraphs) > 1:
            del paragraphs[at]
        elif act == "repeat":
            paragraphs.insert(at, paragraphs[rng.randrange(len(paragraphs))])
        elif act == "swap":
            rng.shuffle(paragraphs)
        elif act == "add":
            paragraphs.insert(at, f"جملة جديدة رقم {n} هنا. وأخرى بعدها.")
        else:
            words = paragraphs[at].split()
            words[rng.randrange(len(words) - 1)] = f"كلمة{n}"
            paragraphs[at] = " ".join(words)
        update(ws, project, *paragraphs)
        found = segments(ws, project)
        kept = {h.target for s in found for h in segments_table.history(ws.store.read(), s.id)}
        assert said <= kept
        assert {s.state for s in found if s.target} <= {State.TRANSLATED}
