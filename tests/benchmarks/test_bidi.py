"""Drawing Arabic beside what does not know of it: layout, typing, lists.

``WORKBENCH_LAYOUT`` may name a folder with another ``layout.py`` (and what it imports) whose ``layout(text, width, base)`` is
measured in the same run; without it the layout is measured beside English.
"""

from __future__ import annotations

import importlib
import os
import sys
import time
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path

import pytest
from rich.segment import Segment
from rich.style import Style
from textual.app import App, ComposeResult
from textual.content import Content
from textual.strip import Strip
from textual.style import Style as TextualStyle
from textual.widget import Widget
from textual.widgets import TextArea

from workbench.bidi import shape
from workbench.bidi.layout import layout
from workbench.tui import strips
from workbench.tui.strips import Pen
from workbench.tui.widgets.editor import TargetEditor

pytestmark = pytest.mark.benchmark

SAMPLES = Path(__file__).parents[2] / "projects" / "sample" / "source"
ARABIC = [p for p in (SAMPLES / "water-and-grain-forum.ar.txt").read_text(encoding="utf-8").split("\n") if len(p) > 100]
ENGLISH = [p for p in (SAMPLES / "festival.en.txt").read_text(encoding="utf-8").split("\n") if len(p) > 100]


def seconds(act: Callable[[], object], rounds: int = 7) -> float:
    """Return the CPU seconds of the fastest round."""
    best = 1e9
    for _ in range(rounds):
        began = time.process_time()
        act()
        best = min(best, time.process_time() - began)
    return best


def per_thousand(
    lay: Callable[[str], object], texts: Sequence[str], before: Callable[[], None] = lambda: None
) -> float:
    """Return milliseconds for 1,000 characters."""

    def act() -> None:
        before()
        for text in texts:
            lay(text)

    return seconds(act) * 1e6 / sum(map(len, texts))


def test_layout() -> None:
    own = layout.__wrapped__
    arabic = per_thousand(lambda t: own(t, 76, 1), ARABIC)
    cold = per_thousand(lambda t: own(t, 76, 1), ARABIC, shape._known.cache_clear)
    english = per_thousand(lambda t: own(t, 76, 0), ENGLISH)
    cached = per_thousand(lambda t: layout(t, 76, 1), ARABIC)
    print(f"\nlayout, ms per 1,000 characters: Arabic {arabic:.3f}, no word known {cold:.3f}, English {english:.3f}")
    print(f"English is {english / cold:.3f} of Arabic, a repeated layout {cached / cold:.4f}")
    folder = os.environ.get("WORKBENCH_LAYOUT")
    if not folder:
        return
    sys.path.insert(0, folder)
    try:
        other = importlib.import_module("layout").layout
    finally:
        sys.path.remove(folder)
    reference = per_thousand(lambda t: other(t, 76, 1), ARABIC)
    print(f"beside {reference:.3f} of the other: Arabic {arabic / reference:.2f}, cold {cold / reference:.2f}")
    print(f"English {english / reference:.3f} of its Arabic")
    assert cold / reference <= 0.8
    assert english / reference <= 0.1


async def _nobody(_key: str, _event: object) -> bool:
    return False


class Editors(App[None]):
    """The two editors, one over the other."""

    CSS = "TextArea { height: 20; border: none; }"

    def compose(self) -> ComposeResult:
        """Both show the same text."""
        yield TargetEditor(Pen(), "ar", _nobody, id="ours")
        yield TextArea(soft_wrap=True, show_line_numbers=False, id="stock")


async def test_typing_in_a_long_arabic_segment() -> None:
    text = " ".join(ARABIC)[:1000]
    app = Editors()
    async with app.run_test(size=(80, 45)) as pilot:
        ours, stock = app.query_one("#ours", TargetEditor), app.query_one("#stock", TextArea)
        ours.load(text)
        stock.load_text(text)
        await pilot.pause()

        def typing(area: TextArea) -> Callable[[], None]:
            # The text grows, so that none comes twice: whoever types makes a new one with every key.
            def act() -> None:
                for n in range(30):
                    area.move_cursor((0, 500))
                    area.insert("بنمسل"[n % 5])
                    area._line_cache.clear()
                    for y in range(20):
                        area.render_line(y)

            return act

        # Taken in turns, so that neither has the quieter half of a busy machine.
        mine, theirs = [], []
        for _ in range(7):
            mine.append(seconds(typing(ours), 1))
            theirs.append(seconds(typing(stock), 1))
        ratio = min(mine) / min(theirs)
        print(
            f"\ntyping in 1,000 Arabic characters: {ratio:.2f} of the stock TextArea ({min(mine) / 30 * 1000:.1f} ms)"
        )
        assert ratio <= 1.1


class _List(Widget):
    """Rows as the segment list draws them."""

    def __init__(self, rows: Sequence[str], draw: Callable[[str, int, Style], Strip]) -> None:
        super().__init__()
        self._rows, self._draw = rows, draw

    def paint(self, first: int) -> None:
        """Draw fifty rows."""
        style = Style()
        for y in range(50):
            Strip([Segment(f"{first + y:>5}  ", style), *self._draw(self._rows[first + y], 60, style)])


def test_a_list_of_ten_thousand_rows() -> None:
    pen = Pen()
    arabic = [f"{n} {ARABIC[n % len(ARABIC)][n % 40 :]}" for n in range(10_000)]
    english = [f"{n} {ENGLISH[n % len(ENGLISH)][n % 40 :]}" for n in range(10_000)]

    @lru_cache(8192)
    def plain(text: str, width: int, _style: Style) -> Strip:
        content = Content(text).truncate(width, ellipsis=True)
        return Strip(content.render_segments(TextualStyle())).adjust_cell_length(width)

    ours = _List(arabic, lambda text, width, style: pen.cell(text, width, "ar", style))
    stock = _List(english, plain)
    places = range(0, 9_950, 350)

    def scroll(rows: _List, before: Callable[[], None] = lambda: None) -> float:
        best = 1e9
        for _ in range(5):
            total = 0.0
            for first in places:
                before()
                began = time.process_time()
                rows.paint(first)
                total += time.process_time() - began
            best = min(best, total)
        return best

    def forget() -> None:
        strips._cell.cache_clear()
        layout.cache_clear()

    cold = scroll(ours, forget) / scroll(stock, plain.cache_clear)
    scroll(stock)
    scroll(ours)
    warm_base, warm = [], []
    for _ in range(5):
        warm_base.append(scroll(stock))
        warm.append(scroll(ours))
    ratio = min(warm) / min(warm_base)
    print(
        f"\n50 of 10,000 Arabic rows: {ratio:.2f} of English ones drawn by Textual without bidi when warm, {cold:.1f} when cold"
    )
    assert ratio <= 1.3
    assert cold <= 8
