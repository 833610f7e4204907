from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from workbench.model import Block, ClauseMode, Origin, Piece, Project, Segment, State
from workbench.store import segments as segments_table
from workbench.store import units as units_table
from workbench.text.segments import segment_blocks
from workbench.workflow import editing
from workbench.workflow.desk import Desk, open_desk
from workbench.workflow.exporting import export_project
from workbench.workflow.importing import import_text
from workbench.workflow.memories import list_memories
from workbench.workflow.projects import new_project
from workbench.workflow.workspace import Workspace

LONG = (
    "أعلنت وزارة الصحة في بيان مفصل صدر مساء أمس أن المستشفى الجديد سيفتح أبوابه أمام المرضى مطلع الشهر المقبل بعد عامين من"
    " العمل المتواصل في المدينة القديمة، وأضافت أن الأطباء والممرضين أنهوا تدريبهم على الأجهزة الحديثة التي وصلت من ثلاث دول"
    " مختلفة قبل أسابيع قليلة فقط."
)
ARTICLE = f"افتتاح مستشفى جديد في المدينة\n\n{LONG} ثم شكر الوزير الحضور.\n"
FIRST, SECOND = "The ministry said the hospital would open,", "and the doctors had been trained."


def pieces(ws: Workspace, project: Project) -> list[Segment]:
    document = import_text(ws, project, "doc", ARTICLE).document
    return segments_table.load_segments(ws.store.read(), document.id)


def test_a_long_sentence_comes_in_pieces_that_know_it(ws: Workspace, project: Project) -> None:
    title, first, second, last = pieces(ws, project)
    assert (first.text + second.text).strip() == LONG
    assert second.text.startswith("وأضافت")
    assert first.sentence == second.sentence
    assert len({title.sentence, first.sentence, last.sentence}) == 3


def test_a_project_may_leave_sentences_whole(ws: Workspace) -> None:
    project = new_project(ws, "whole", "ar", "en", clauses=ClauseMode.OFF)
    assert LONG in [s.source for s in pieces(ws, project)]


def test_terms_of_several_words_are_handed_to_the_cutting(
    ws: Workspace, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[str] = []

    def spy(text: str, blocks: Sequence[Block], language: str, limit: int, **options: Any) -> list[Piece]:
        given.extend(text[a:b] for a, b in options.get("forbidden", ()))
        return segment_blocks(text, blocks, language, limit, **options)

    monkeypatch.setattr("workbench.workflow.importing.segment_blocks", spy)
    import_text(ws, project, "doc", "زار وفد من الأمم المتحدة مستشفى النهر ثم التقى سلمى حداد.\n")
    assert given == ["الأمم المتحدة", "مستشفى النهر", "سلمى حداد"]


@pytest.fixture
def desk(ws: Workspace, project: Project) -> Desk:
    pieces(ws, project)
    opened = open_desk(ws, "news", "doc")
    opened.prepare()
    return opened


def sizes(ws: Workspace) -> int:
    return next(m.units for m in list_memories(ws) if m.name == "news")


def test_with_all_its_pieces_confirmed_the_sentence_is_a_unit_too(ws: Workspace, desk: Desk) -> None:
    desk.confirm(2, FIRST, Origin.HUMAN, "", lambda _s: None)
    assert desk.flush()
    assert sizes(ws) == 1
    desk.confirm(3, SECOND, Origin.HUMAN, "", lambda _s: None)
    assert desk.flush()
    assert sizes(ws) == 3
    found = {u.source: u.target for u in list(units_table.iter_units(ws.store.read(), memory_ids=[1]))}
    assert found[LONG] == f"{FIRST} {SECOND}"
    assert desk.memory_size == 3, "found in this sitting already"
    desk.confirm(3, "and doctors were trained.", Origin.HUMAN, "", lambda _s: None)
    assert desk.flush()
    assert sizes(ws) == 3
    assert {u.source: u.target for u in list(units_table.iter_units(ws.store.read(), memory_ids=[1]))}[LONG].endswith(
        "and doctors were trained."
    )
    desk.unconfirm(2, lambda _s: None)
    assert desk.flush()
    assert sizes(ws) == 1
    assert desk.memory_size == 1
    desk.close()


def test_exports_hold_the_pieces_only(ws: Workspace, project: Project) -> None:
    for s in pieces(ws, project)[1:3]:
        editing.confirm(ws, project, editing.set_draft(ws, s, FIRST if s.number == 2 else SECOND))
    (file,) = export_project(ws, project, to="tmx")
    assert file.count == 2
    (article,) = export_project(ws, project, to="txt")
    assert f"{FIRST} {SECOND}" in article.path.read_text(encoding="utf-8")


def test_one_piece_alone_is_no_sentence(ws: Workspace, project: Project) -> None:
    last = pieces(ws, project)[-1]
    confirmed = editing.confirm(ws, project, editing.set_draft(ws, last, "Then the minister thanked everyone."))
    assert confirmed.state is State.TRANSLATED
    assert sizes(ws) == 1
