"""What an import of a TMX costs beside what it cannot do without, turn by turn in one process.

``WORKBENCH_IMPORT_UNITS`` says how many units (default 20,000), ``WORKBENCH_PAIRS`` of what
(:mod:`tests.benchmarks.memory_data`). The floors build on one another: the file parsed by expat, the two texts put into a
table, both texts folded and cut into words, and each word looked up in a dictionary once. Who indexes every word of both
sides in Python does at least that; what the sum of them is a million units says whether a goal can be reached here at all.
"""

from __future__ import annotations

import os
import platform
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import repeat
from pathlib import Path
from xml.parsers import expat
from xml.sax.saxutils import escape

import pytest

from tests.benchmarks.memory_data import Maker, real_pairs
from workbench.formats.tmx_read import read_tmx_rows
from workbench.store.indexing import Gathered
from workbench.text.matching import matching_all
from workbench.workflow.memory_import import CHUNK, import_memory
from workbench.workflow.memory_index import uncollected
from workbench.workflow.workspace import init_workspace, open_workspace

UNITS = int(os.environ.get("WORKBENCH_IMPORT_UNITS", "20000"))
ROUNDS = 3
GOAL = 12.0
"""Seconds CPU a million that the whole import was to take."""
Pair = tuple[str, str]

pytestmark = pytest.mark.benchmark


def made(path: Path) -> Path:
    with path.open("w", encoding="utf-8", newline="\n") as f:
        f.write('<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4"><header creationtool="x"/><body>\n')
        for ar, en in Maker(real_pairs()).units(UNITS):
            sides = (f'<tuv xml:lang="{tag}"><seg>{escape(text)}</seg></tuv>' for tag, text in (("en", en), ("ar", ar)))
            f.write(f"<tu>{''.join(sides)}</tu>\n")
        f.write("</body></tmx>\n")
    return path


def parse(file: Path) -> None:
    """Let expat go through the file with nobody listening."""
    parser = expat.ParserCreate()
    with file.open("rb") as f:
        parser.ParseFile(f)


def parsed(file: Path) -> Iterator[Pair]:
    """Yield the pairs by expat, as plainly as it goes."""
    out: list[Pair] = []
    text: list[str] = []
    unit: dict[str, str] = {}
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == "tuv":
            unit["language"] = attributes["xml:lang"]
        elif name == "seg":
            text.clear()
            parser.CharacterDataHandler = text.append

    def end(name: str) -> None:
        if name == "seg":
            unit[unit["language"]] = "".join(text)
            parser.CharacterDataHandler = None
        elif name == "tu":
            out.append((unit["ar"], unit["en"]))

    parser.StartElementHandler, parser.EndElementHandler = start, end
    with file.open("rb") as f:
        while block := f.read(1 << 18):
            parser.Parse(block, False)
            yield from out
            out.clear()


def insert(folder: Path, rows: Iterable[Pair]) -> None:
    """Put pairs into a table of two columns, in one transaction."""
    conn = sqlite3.connect(folder / "floor.db", isolation_level=None)
    conn.execute("PRAGMA journal_mode=WAL")
    conn.execute("CREATE TABLE unit (id INTEGER PRIMARY KEY, source TEXT, target TEXT)")
    conn.execute("BEGIN")
    conn.executemany("INSERT INTO unit (source, target) VALUES (?, ?)", rows)
    conn.execute("COMMIT")
    conn.close()


def fold(sides: list[list[str]]) -> list[list[list[str]]]:
    """Return the words of both sides."""
    out: list[list[list[str]]] = []
    for texts in sides:
        out.append([])
        for n in range(0, len(texts), CHUNK):
            out[-1] += [form.split(" ") for form in matching_all(texts[n : n + CHUNK])]
    return out


def look_up(words: list[list[list[str]]]) -> None:
    """Ask a dictionary for each word, which then has it."""
    for side in words:
        ask = dict[str, int]().setdefault
        for some in side:
            list(map(ask, some, repeat(1)))


def whole(folder: Path, file: Path) -> None:
    init_workspace(folder)
    ws = open_workspace(folder)
    assert import_memory(ws, file, memory="m").read == UNITS
    ws.store.close()


def rows_alone(folder: Path, file: Path) -> None:
    """Import without the index: rows with their keys and folded texts, no pair twice, each transaction durable."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Gathered, "add", lambda *_: None)
        whole(folder, file)


def test_an_import_beside_its_floors(tmp_path: Path) -> None:
    file = made(tmp_path / "made.tmx")
    pairs = list(parsed(file))
    sides = [list(side) for side in zip(*pairs, strict=True)]
    words = fold(sides)
    many = sum(len(some) for side in words for some in side)
    cases: dict[str, Callable[[Path], object]] = {
        "expat, nobody listening": lambda _: parse(file),
        "our reader": lambda _: sum(1 for _ in read_tmx_rows(file, "ar", "en", lambda _notice: None)),
        "expat + insert (floor)": lambda folder: insert(folder, parsed(file)),
        "our reader + insert": lambda folder: insert(
            folder, (r[2:4] for r in read_tmx_rows(file, "ar", "en", lambda _notice: None))
        ),
        "both sides folded and cut": lambda _: fold(sides),
        "a dictionary asked, each word": lambda _: look_up(words),
        "rows alone": lambda folder: rows_alone(folder, file),
        "whole import": lambda folder: whole(folder, file),
    }
    best = dict.fromkeys(cases, float("inf"))
    for _ in range(ROUNDS):
        for name, act in cases.items():
            folder = tmp_path / "case"
            folder.mkdir()
            with uncollected():
                start = time.process_time()
                act(folder)
                best[name] = min(best[name], time.process_time() - start)
            shutil.rmtree(folder)
    floor = best["expat + insert (floor)"]
    print(f"\n{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, SQLite", end=" ")
    print(f"{sqlite3.sqlite_version}; {UNITS:,} units, {many / UNITS:.1f} words in both sides of one")
    for name, seconds in best.items():
        print(f"{name:32s} {seconds / UNITS * 1e6:7.1f} s CPU a million {seconds / floor:7.2f} times the floor")
    least = min(floor, best["our reader + insert"])
    least += best["both sides folded and cut"] + best["a dictionary asked, each word"]
    print(f"{'floors of an index, together':32s} {least / UNITS * 1e6:7.1f} s CPU a million; the goal was {GOAL:.0f}")
    print(f"{'whole import beside these':32s} {best['whole import'] / least:7.2f} times")
