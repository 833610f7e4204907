"""What reaches the screen of a line: its width, its caret, isolates that are closed, tags that stay whole."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.style import Style
from textual.strip import Strip

from workbench.bidi.profile import PROFILES, Profile
from workbench.tui.strips import Pen

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


@given(MIXED, ANY, st.sampled_from(["ar", "en"]), st.integers(8, 40), st.booleans())
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
