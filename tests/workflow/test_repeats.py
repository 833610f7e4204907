from __future__ import annotations

from collections.abc import Iterator

import pytest

from workbench.model import Origin, Project, State
from workbench.workflow.desk import Desk, open_desk
from workbench.workflow.importing import import_text
from workbench.workflow.repeats import repeats
from workbench.workflow.statistics import statistics
from workbench.workflow.workspace import Workspace

TEXT = """تقرير عن المدينة

هذا تقرير طويل عن المدينة وعن كل من زارها في العام الماضي.

عاد الوزير إلى المدينة.

نعم.

ثم سافر الوزير أمس.

نعم.

عاد الوزير إلى المدينة.

عاد الوزير إلى المدينة!

عاد الوزير إلى المدينة.
"""


@pytest.fixture
def desk(ws: Workspace, project: Project) -> Iterator[Desk]:
    import_text(ws, project, "again", TEXT)
    opened = open_desk(ws, "news", "again")
    opened.prepare()
    yield opened
    opened.close()


def confirm(desk: Desk, number: int, text: str) -> None:
    desk.confirm(number, text, Origin.HUMAN, "", lambda _s: None)
    for _ in range(3):
        assert desk.flush()


def same(desk: Desk) -> list[int]:
    return [n for n, s in enumerate(desk.segments, 1) if s.source.strip() == "عاد الوزير إلى المدينة."]


def test_what_says_the_same_begins_with_the_confirmed_target(desk: Desk) -> None:
    first, second, third = same(desk)
    desk.save_draft(third, "The minister", None, lambda _s: None)
    confirm(desk, first, "The minister returned to the city.")
    assert desk.segments[second - 1].draft == "The minister returned to the city."
    assert desk.segments[second - 1].origin is Origin.REPEAT
    assert desk.segments[second - 1].state is State.INITIAL, "a person still looks at it"
    assert desk.segments[third - 1].draft == "The minister", "what somebody has begun stays"
    assert [h.act for h in desk.history(second)] == ["repeat"]


def test_taking_the_confirm_back_takes_them_back_where_untouched(desk: Desk) -> None:
    first, second, third = same(desk)
    confirm(desk, first, "The minister returned to the city.")
    desk.save_draft(third, "He returned to the city.", Origin.HUMAN, lambda _s: None)
    desk.undo_confirm(lambda _s: None)
    assert desk.flush()
    assert desk.flush()
    assert desk.segments[second - 1].draft is None
    assert desk.segments[third - 1].draft == "He returned to the city."


def test_short_texts_repeat_only_between_the_same_neighbours(desk: Desk) -> None:
    short = [n for n, s in enumerate(desk.segments, 1) if s.source.strip() == "نعم."]
    assert repeats(desk.segments, short[0], desk.segments.alike(short[0])) == []
    confirm(desk, short[0], "Yes.")
    assert desk.segments[short[1] - 1].draft is None


def test_offered_only_when_told_so(desk: Desk) -> None:
    object.__setattr__(desk.settings, "repeats", "offer")
    first, second, _third = same(desk)
    confirm(desk, first, "The minister returned to the city.")
    assert desk.segments[second - 1].draft is None
    assert [p.text for p in desk.exact(second)] == ["The minister returned to the city."]


def test_a_corrected_target_goes_to_the_repeats_nobody_touched(desk: Desk) -> None:
    first, second, _third = same(desk)
    confirm(desk, first, "First, wrong.")
    confirm(desk, first, "Second, right.")
    assert desk.segments[second - 1].draft == "Second, right."


def test_bands_say_what_the_memory_knew_not_what_the_article_put_there(ws: Workspace, desk: Desk) -> None:
    def bands() -> dict[str, int]:
        (row,) = statistics(ws, desk.project)
        return {band: segments for band, (segments, _words) in row.bands.items() if segments}

    before = bands()
    confirm(desk, next(n for n, s in enumerate(desk.segments, 1) if "سافر" in s.source), "Then the minister left.")
    assert bands() == before
