from __future__ import annotations

import csv

import pytest

from tests.kept_memory import KeptMemory
from workbench.errors import UsageError, WorkbenchError
from workbench.model import Project, Unit
from workbench.workflow.desk import Desk, open_desk
from workbench.workflow.importing import import_text
from workbench.workflow.naming import pairs_with, skipped
from workbench.workflow.naming_project import Decided, NamesDesk, names_of
from workbench.workflow.naming_rows import write_names
from workbench.workflow.pacing import Pace, Stopped
from workbench.workflow.workspace import Workspace

ARTICLE = """\
قال وزير الري هاني سويلم إن السد جاهز، وشكر سلمى حداد.

وأضاف سويلم أن الأمم المتحدة ستدعم المشروع. وحضر المحامي جورج نصار الحفل.
"""


@pytest.fixture
def desk(ws: Workspace, project: Project) -> Desk:
    import_text(ws, project, "dam", ARTICLE)
    opened = open_desk(ws, "news", "dam")
    opened.prepare()
    return opened


def rows(ws: Workspace, name: str = "names.csv") -> list[dict[str, str]]:
    lines = (ws.paths.glossaries / name).read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def test_names_of_a_document_known_and_new(desk: Desk) -> None:
    found = NamesDesk(desk).find()
    assert [(k.concept.id, len(k.places)) for k in found.known] == [("salma-haddad", 1), ("un", 1)]
    assert [(n.candidate.form, n.kind, n.candidate.count, n.best) for n in found.candidates] == [
        ("وزير الري", "title", 1, "irrigation minister"),
        ("هاني سويلم", "person", 2, "Hani Sweilem"),
        ("جورج نصار", "person", 1, "George Nassar"),
    ]
    place = found.candidates[1].candidate.places[1]
    assert found.texts[place.text][place.start : place.end] == "سويلم"


def test_a_name_taken_is_one_row_with_its_origin_and_known_at_once(ws: Workspace, desk: Desk) -> None:
    names = NamesDesk(desk)
    before = (ws.paths.glossaries / "names.csv").read_text(encoding="utf-8")
    name = names.find().candidates[1]
    decision = names.take(name, "Hani Sewilam", "person", names.glossary)
    assert decision.act is Decided.TAKEN
    after = (ws.paths.glossaries / "names.csv").read_text(encoding="utf-8")
    assert after.startswith(before)
    assert len(after.splitlines()) == len(before.splitlines()) + 1
    row = rows(ws)[-1]
    assert (row["ar"], row["en"], row["kind"]) == ("هاني سويلم", "Hani Sewilam", "person")
    assert (row["ar_variants"], row["en_variants"]) == ("سويلم", "Sewilam")
    assert [h.concept.preferred("en") for h in desk.terms(1) if h.concept.id == decision.concept] == ["Hani Sewilam"]
    assert [n.candidate.form for n in names.find().candidates] == ["وزير الري", "جورج نصار"]


def test_provenance_goes_where_the_file_has_columns_for_it(ws: Workspace, desk: Desk) -> None:
    (ws.paths.glossaries / "names.csv").write_text("ar,en,kind,origin,author,date\n", encoding="utf-8")
    names = NamesDesk(desk)
    names.take(names.find().candidates[-1], "George Nassar", "person", "names.csv")
    row = rows(ws)[-1]
    assert (row["origin"], row["author"]) == ("news/dam", "Tester")
    assert row["date"][:2] == "20"


def test_undo_takes_the_row_out_again(ws: Workspace, desk: Desk) -> None:
    names = NamesDesk(desk)
    before = (ws.paths.glossaries / "names.csv").read_bytes()
    decision = names.take(names.find().candidates[1], "Hani Sweilem", "person", "names.csv")
    names.undo(decision)
    assert (ws.paths.glossaries / "names.csv").read_bytes() == before
    assert "هاني سويلم" in [n.candidate.form for n in names.find().candidates]


def test_skipped_for_ever_is_of_the_project_and_can_be_undone(ws: Workspace, desk: Desk, project: Project) -> None:
    names = NamesDesk(desk)
    name = names.find().candidates[2]
    decision = names.skip(name, never=True)
    assert skipped(ws.paths, project) == frozenset({"جورج نصار"})
    assert "جورج نصار" not in [n.candidate.form for n in names_of(ws, project).candidates]
    names.undo(decision)
    assert "جورج نصار" in [n.candidate.form for n in names_of(ws, project).candidates]


def test_the_same_pair_twice_is_refused(desk: Desk) -> None:
    names = NamesDesk(desk)
    name = names.find().candidates[2]
    names.take(name, "George Nassar", "person", "names.csv")
    with pytest.raises(UsageError, match="there already"):
        names.take(name, "George Nassar", "person", "names.csv")


def test_a_row_that_waits_as_a_candidate_is_decided_in_its_place(ws: Workspace, desk: Desk) -> None:
    path = ws.paths.glossaries / "names.csv"
    head = "id,ar,en,kind,status,author,date\n"
    path.write_text(f"{head}nassar,جورج نصار,Georges Nassar,person,candidate,Ada,2026-01-01\n", encoding="utf-8")
    names = NamesDesk(desk)
    desk.follow_glossaries()
    name = names.find().candidates[-1]
    assert [(s.text, s.why) for s in name.suggestions[:2]] == [
        ("Georges Nassar", "candidate"),
        ("George Nassar", "lexicon"),
    ]
    before = path.read_bytes()
    decision = names.take(name, "Georges Nassar", "person", "names.csv")
    (row,) = rows(ws)
    assert (row["id"], row["en"], row["status"], row["author"]) == ("nassar", "Georges Nassar", "preferred", "Tester")
    assert "جورج نصار" not in [n.candidate.form for n in names.find().candidates]
    names.undo(decision)
    assert path.read_bytes() == before


def test_another_spelling_of_a_known_name_becomes_a_variant_of_its_row(ws: Workspace, desk: Desk) -> None:
    path = ws.paths.glossaries / "names.csv"
    head = "id,ar,en,kind,ar_variants,en_variants,author,date\n"
    path.write_text(f"{head}nassar,جرج نصار,George Nassar,person,جرجي نصار,Nassar,Ada,2026-01-01\n", encoding="utf-8")
    names = NamesDesk(desk)
    desk.follow_glossaries()
    name = next(n for n in names.find().candidates if n.candidate.form == "جورج نصار")
    assert (name.best, name.suggestions[0].why) == ("George Nassar", "glossary")
    before = path.read_bytes()
    decision = names.take(name, "George Nassar", "person", "names.csv")
    (row,) = rows(ws)
    assert (row["id"], row["ar"], row["ar_variants"], row["author"]) == (
        "nassar",
        "جرج نصار",
        "جرجي نصار | جورج نصار",
        "Tester",
    )
    assert "جورج نصار" not in [n.candidate.form for n in names.find().candidates]
    names.undo(decision)
    assert path.read_bytes() == before


def test_what_somebody_made_of_a_row_since_is_not_taken_back(ws: Workspace, desk: Desk) -> None:
    path = ws.paths.glossaries / "names.csv"
    names = NamesDesk(desk)
    decision = names.take(names.find().candidates[2], "George Nassar", "person", "names.csv")
    path.write_text(path.read_text(encoding="utf-8").replace("George Nassar", "Georges Nassar"), encoding="utf-8")
    with pytest.raises(WorkbenchError, match="was changed since"):
        names.undo(decision)
    assert "Georges Nassar" in path.read_text(encoding="utf-8")


def test_a_glossary_that_is_not_there_is_made_for_its_decisions(ws: Workspace, desk: Desk) -> None:
    before = (ws.paths.glossaries / "names.csv").read_bytes()
    names = NamesDesk(desk)
    decision = names.take(names.find().candidates[2], "George Nassar", "person", "new.csv")
    assert [(r["ar"], r["origin"]) for r in rows(ws, "new.csv")] == [("جورج نصار", "news/dam")]
    assert (ws.paths.glossaries / "names.csv").read_bytes() == before
    names.undo(decision)
    assert rows(ws, "new.csv") == []


def test_stored_pairs_are_looked_for_by_folded_form() -> None:
    met, nothing = (
        Unit("ar", "en", "قابل وجورج نَصار أمس", "He met Georges Nassar"),
        Unit("ar", "en", "لا شيء", "Nothing"),
    )
    memory = KeptMemory([met, nothing])
    assert pairs_with(["جورج نصار", "نصار جورج"], memory) == {"جورج نصار": ["He met Georges Nassar"]}
    with pytest.raises(Stopped):
        pairs_with(["لا شيء"], memory, Pace(stopped=lambda: True).rest)
    memory.add(*[Unit("ar", "en", f"لا شيء {n}", "Nothing") for n in range(60)])
    assert len(pairs_with(["لا شيء"], memory)["لا شيء"]) == 40


def test_many_rows_are_written_in_one_go_and_never_twice(ws: Workspace) -> None:
    path = ws.paths.glossaries / "new.csv"
    cells = [{"ar": "جورج نصار", "en": "George Nassar", "kind": "person", "status": "candidate"}]
    assert write_names(path, cells) == 1
    assert write_names(path, cells) == 0
    assert [(r["ar"], r["status"]) for r in rows(ws, "new.csv")] == [("جورج نصار", "candidate")]
