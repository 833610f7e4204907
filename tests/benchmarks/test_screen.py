"""The screen with a document of 100,000 segments beside empty Textual apps with the same imports, on the same terminal.

Measured in one run and by turns, because machines are noisy: the first paint and the memory beside an app of one line, a
letter beside an app of one TextArea, confirming beside a letter. Every time is from the key until the terminal got bytes.
"""

from __future__ import annotations

import statistics
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from .book import make_book
from .terminal import Program, seconds_to

SEGMENTS = 100_000
RUNS = 7
LETTERS = 120
CONFIRMS = 60
SIZES = [(80, 24), (140, 45)]
HERE = Path(__file__).parent
EMPTY = [sys.executable, str(HERE / "empty_app.py")]
BARE = [sys.executable, str(HERE / "bare_editor.py")]
FIRST_PAINT, LETTER, MEMORY = 1.3, 1.3, 60.0
CONFIRM, CONFIRM_P95 = 3.0, 8.0


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    folder = tmp_path_factory.mktemp("book")
    for part in ("glossaries", "projects"):
        (folder / part).mkdir()
    make_book(folder, SEGMENTS)
    return [sys.executable, "-m", "workbench", "--workspace", str(folder), "open", "big", "big"]


def p95(values: Sequence[float]) -> float:
    return sorted(values)[int(len(values) * 0.95)]


@pytest.mark.benchmark
def test_first_paint(book: list[str]) -> None:
    a, b = [], []
    for _ in range(RUNS):
        a.append(seconds_to("Empty-app-is-painted", EMPTY))
        b.append(seconds_to("Enter", book))
    reference, measured = statistics.median(a), statistics.median(b)
    ratio = measured / reference
    print(
        f"\nfirst paint: empty app {reference * 1e3:.0f} ms, {SEGMENTS:,} segments {measured * 1e3:.0f} ms: {ratio:.2f}"
    )
    assert ratio <= FIRST_PAINT


@pytest.mark.benchmark
@pytest.mark.parametrize("size", SIZES, ids=["80x24", "140x45"])
def test_keys_and_memory(book: list[str], size: tuple[int, int]) -> None:
    with Program(BARE, size) as bare, Program(EMPTY, size) as empty, Program(book, size) as ours:
        bare.until("are-editor-is-painted")
        empty.until("Empty-app-is-painted")
        # The words are counted once everything else is known.
        ours.until("words ", 300)
        for program in (bare, empty, ours):
            program.rest(1.0)
        plain, letters = [], []
        for n in range(LETTERS):
            letter = "the manager said that "[n % 22]
            plain.append(bare.key(letter))
            bare.rest(0.05)
            letters.append(ours.key(letter))
            ours.rest(0.05)
        confirms = []
        ours.rest(1.0)
        for n in range(CONFIRMS):
            for letter in f"number {n}":
                ours.key(letter)
            ours.rest(0.15)
            # The number of the next segment stands in the status line once it is painted.
            confirms.append(ours.key("\r", "seg "))
            ours.rest(0.15)
        memory = ours.memory - empty.memory
    letter, confirm = statistics.median(letters), statistics.median(confirms)
    print(
        f"\n{size[0]}x{size[1]}: a letter in a bare editor {statistics.median(plain) * 1e3:.1f} ms (p95 {p95(plain) * 1e3:.1f}),"
        f" here {letter * 1e3:.1f} (p95 {p95(letters) * 1e3:.1f}): {letter / statistics.median(plain):.2f};"
        f" confirm and next {confirm * 1e3:.1f} ms, {confirm / letter:.1f} letters"
        f" (p95 {p95(confirms) * 1e3:.1f}, {p95(confirms) / letter:.1f}); memory +{memory:.0f} MB"
    )
    assert letter / statistics.median(plain) <= LETTER
    assert confirm / letter <= CONFIRM
    assert p95(confirms) / letter <= CONFIRM_P95
    assert memory <= MEMORY
