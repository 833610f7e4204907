"""What reaches the screen of a line: its width, its caret, isolates that are closed, tags that stay whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from workbench.bidi.layout import layout
from workbench.bidi.plain import shortened
from workbench.bidi.profile import PROFILES, Profile
from workbench.model import Issue, Severity, Side
from workbench.tui.marks import SYMBOLS
from workbench.tui.screens.panel_lines import PanelLines
from workbench.tui.strips import Pen, chosen

MIXED = st.text(
    alphabet="اللهسلامكتبیگپأآ ًَُِّـ12٣ abC().,،؟«»<b>/{0}%-\u200c\u200d\u200f\u2067\u2069\u202e\u202c\t\n\u0600界👩é\u00a0ﷺ\u0300🇵🇸",
    max_size=70,
)
ANY = st.sampled_from(list(PROFILES.values()))
CARET = Style(reverse=True)


def caret_columns(strip: Strip) -> list[int]:
    """The columns that are drawn as the caret."""
    out, x = [], 0
    for segment in strip:
        width = cell_len(segment.text)
        if segment.style and segment.style.reverse:
            out += range(x, x + width)
        x += width
    return out


# In ``words`` what is sent is not what is seen: the terminal turns wide and narrow letters around.
@given(MIXED, ANY.filter(lambda p: not p.words), st.sampled_from(["ar", "en"]), st.integers(8, 40), st.booleans())
def test_a_caret_is_always_drawn_where_it_is_said_to_stand(
    text: str, profile: Profile, language: str, width: int, labels: bool
) -> None:
    pen = Pen(profile)
    for line in pen.lines(text, width, language, caret_room=True, labels=labels):
        for at in (*line.stops(), line.end):
            strip = pen.strip(line, Style(), (), at, CARET)
            columns = caret_columns(strip)
            assert columns, (at, strip.text)
            assert line.caret_x(at) in columns
            assert cell_len(strip.text) == strip.cell_length == width


def open_and_closed(text: str) -> tuple[int, int, int, int]:
    """How many isolates and overrides are opened and closed."""
    return (
        sum(map(text.count, "\u2066\u2067\u2068")), text.count("\u2069"), text.count("\u202d"), text.count("\u202c")
    )  # fmt: skip


@given(MIXED, ANY, st.integers(1, 40))
def test_labels_and_cells_have_the_width_asked_for_and_close_what_they_open(
    text: str, profile: Profile, width: int
) -> None:
    pen = Pen(profile)
    for strip in (
        pen.label(text, width, Style()), pen.cell(text, width, "ar", Style()), pen.cell(text, width, "en", Style())
    ):  # fmt: skip
        assert cell_len(strip.text) == strip.cell_length == width
        isolates, closed, overrides, ended = open_and_closed(strip.text)
        assert (isolates, overrides) == (closed, ended)


@pytest.mark.parametrize("name", ["embed", "override"])
def test_a_counted_line_closes_what_it_opens(name: str) -> None:
    issue = Issue(
        "t", Severity.WARNING, Side.TARGET, 0, 1, "term not used: مستشفى ناصر, Nasser Hospital, جنوب القطاع المحاصر منذ أشهر"
    )  # fmt: skip
    lines = PanelLines(Pen(PROFILES[name]), "ar", "en", SYMBOLS).issues([issue, issue], 70, 1, Style())
    (line,) = lines
    isolates, closed, overrides, ended = open_and_closed(line.text)
    assert (isolates, overrides) == (closed, ended)
    assert line.text.index(" 1 of 2 issues ") > max(line.text.rfind("\u2069"), line.text.rfind("\u202c"))
    assert line.cell_length == 70


def test_an_arabic_date_in_an_issue_keeps_its_order() -> None:
    date = "15 نوفمبر 2026"
    issue = Issue("numbers", Severity.ERROR, Side.SOURCE, 0, 1, f"number {date} not in target")
    (line,) = PanelLines(Pen(), "ar", "en", SYMBOLS).issues([issue], 60, 5, Style())
    alone = Pen().cell(date, 30, "ar", Style()).text.strip()
    assert line.text.startswith(f" ! number {alone} not in target")


def test_an_ellipsis_stands_right_behind_the_text() -> None:
    pen = Pen()
    drawn = pen.cell("The delegation returned to the city in the evening.", 30, "en", Style()).text
    assert drawn == "The delegation returned to…   "
    arabic = pen.cell("عاد الوفد إلى المدينة صباح اليوم ثم غادر في المساء.", 28, "ar", Style()).text
    assert len(arabic) == 28
    assert arabic.lstrip(" ").startswith("…")
    assert arabic.startswith(" ")
    assert pen.cell("Short.", 30, "en", Style()).text == "Short.".ljust(30)
    bold = Style(bold=True)
    row = chosen(Strip([Segment("a", Style(dim=True)), Segment("b", Style(color="red") + bold)]), Style(reverse=True))
    assert [s.style for s in row] == [Style(reverse=True, bold=None), Style(reverse=True, bold=True)]


@given(st.text("aZ 9%·…–—×│─█░✓★■◐▸", max_size=30), st.integers(4, 34))
def test_a_label_of_plain_marks_is_what_the_layout_makes_of_it(text: str, width: int) -> None:
    pen = Pen()
    drawn = pen.strip(layout(shortened(text, width), width, 0, pen.profile.drawing)[0], Style())
    assert pen.label(text, width, Style()).text == drawn.text
