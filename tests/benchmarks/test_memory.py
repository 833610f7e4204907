"""The memory beside full scans in the same process: recall, speed, first answers, confirms, concordance.

``WORKBENCH_MEMORY_UNITS`` says how many units (default 30,000; a million takes half an hour), ``WORKBENCH_PAIRS`` of what
(:mod:`tests.benchmarks.memory_data`), ``WORKBENCH_MEMORY_QUERIES`` how many queries are compared with a scan of everything
(default 60). docs/finding-pairs.md has the figures of a million units.
"""

from __future__ import annotations

import os
import platform
import resource
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, islice, pairwise
from pathlib import Path
from typing import Any

import pytest
import rapidfuzz
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from tests.benchmarks.memory_data import Maker, real_pairs
from workbench.model import Origin, Unit
from workbench.store import memories as memories_table
from workbench.store import segments, units
from workbench.store.index import Index
from workbench.text.matching import matching
from workbench.tm.candidates import SHORT, candidates
from workbench.tm.concordance import concordance
from workbench.tm.score import similarities
from workbench.tm.search import Memory
from workbench.workflow.importing import import_text
from workbench.workflow.memory_index import BulkIndex, keep_index
from workbench.workflow.projects import new_project
from workbench.workflow.workspace import Workspace, init_workspace, open_workspace

UNITS = int(os.environ.get("WORKBENCH_MEMORY_UNITS", "30000"))
QUERIES = int(os.environ.get("WORKBENCH_MEMORY_QUERIES", "60"))
THRESHOLD = 0.7
Search = Levenshtein.normalized_similarity

pytestmark = pytest.mark.benchmark


def say(*words: object) -> None:
    print(*words, flush=True)


def percentiles(seconds: list[float]) -> str:
    ordered = sorted(seconds)
    at = [ordered[min(len(ordered) - 1, int(len(ordered) * p))] * 1e3 for p in (0.5, 0.95, 0.99)]
    return "p50 {:.2f}  p95 {:.2f}  p99 {:.2f} ms CPU".format(*at)


def cpu(act: Callable[[], object]) -> float:
    start = time.process_time()
    act()
    return time.process_time() - start


@pytest.fixture(scope="module")
def maker() -> Maker:
    return Maker(real_pairs())


@pytest.fixture(scope="module")
def ws(maker: Maker, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    kept = os.environ.get("WORKBENCH_MEMORY_FOLDER")
    folder = Path(kept) if kept else tmp_path_factory.mktemp("memory")
    made = (folder / "projects").is_dir()
    if not made:
        init_workspace(folder)
    found = open_workspace(folder)
    sqlite, fuzz = sqlite3.sqlite_version, rapidfuzz.__version__
    say(
        f"\n{platform.machine()}, Python {platform.python_version()}, SQLite {sqlite}, rapidfuzz {fuzz}, {UNITS:,} units"
    )
    if not made:
        build(found, maker)
    yield found
    found.store.close()


def build(ws: Workspace, maker: Maker) -> None:
    with ws.store.write() as conn:
        memory = memories_table.ensure_memory(conn, "big", "ar", "en")
    index = BulkIndex(ws)
    stream = maker.units(UNITS)
    rows = index_time = 0.0
    while some := [Unit("ar", "en", a, e) for a, e in islice(stream, 500)]:
        start = time.process_time()
        with ws.store.write() as conn:
            new = units.load_units(conn, memory, some)
        between = time.process_time()
        index.add(new)
        rows += between - start
        index_time += time.process_time() - between
    index_time += cpu(index.write)
    index_time += cpu(lambda: keep_index(ws))
    size = ws.paths.database.stat().st_size / 1e6
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    per = 1e6 / UNITS
    say(
        f"stored: rows {rows * per:.1f} s CPU a million, index of both sides {index_time * per:.1f} s; {size:.0f} MB file"
    )
    say(f"  peak of this process {peak:.0f} MB, the texts it makes among them")


def index_of(ws: Workspace, language: str) -> Index:
    conn = ws.store.read()
    return Index(conn, memories_table.memory_ids(conn, ["big"]), language, "en" if language == "ar" else "ar")


@pytest.mark.parametrize("language", ["ar", "en"])
def test_recall_and_speed_beside_scans(
    ws: Workspace, maker: Maker, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    side = 0 if language == "ar" else 1
    column = ("source", "target")[side]
    queries = [q[side] for q in maker.queries(QUERIES)]
    memory = Memory(lambda: index_of(ws, language), ["big"])
    first = [cpu(partial(memory.search, q, threshold=70)) for q in queries]
    say(f"{language}: look-up by words and letters, ranked, first run of each query: {percentiles(first)}")
    with monkeypatch.context() as patch:
        patch.setattr("workbench.tm.candidates.shared_letters", lambda _words, _threshold: 9.0)
        patch.setattr("workbench.tm.candidates.SHORT", 0)
        others = [q[side] for q in maker.queries(QUERIES)]
        words_only = [cpu(partial(look, ws, language, matching(q))) for q in others]
        say(f"  by words alone, first run of other queries: {percentiles(words_only)}")
    stored = ws.store.read().execute(f"SELECT id, {column}_words FROM unit WHERE memory = 1").fetchall()
    texts = dict(stored)
    codes: dict[str, str] = {}
    coded = {
        number: "".join([codes.setdefault(w, chr(0x4000 + len(codes))) for w in words.split(" ")])
        for number, words in stored
    }
    words_all = words_found = letters_all = letters_found = 0
    best = {"long .70": [0, 0], "long .75": [0, 0], "short .75": [0, 0]}
    ratios_words, ratios_letters, alone, scans = [], [], [], []
    for query, ours in zip(queries, first, strict=True):
        form = matching(query)
        split = form.split(" ")
        key = "".join([codes.get(w, "\x00") for w in split])
        start = time.process_time()
        by_words = {n for _t, _s, n in scan(key, coded)}
        middle = time.process_time()
        by_letters = {n: s for _t, s, n in scan(form, texts)}
        scans.append(middle - start)
        ratios_words.append((middle - start) / ours)
        ratios_letters.append((time.process_time() - middle) / ours)
        start = time.process_time()
        alike = look(ws, language, form)
        alone.append(time.process_time() - start)
        found = {t >> 1 for t in alike if t & 1 == side}
        words_all += len(by_words)
        words_found += len(by_words & found)
        letters_all += len(by_letters)
        letters_found += len(by_letters.keys() & found)
        top = max(by_letters.values(), default=0.0)
        hit = any(by_letters.get(n, 0) >= top - 1e-9 for n in found)
        for name, counts in best.items():
            kind, floor = name.split()
            if (len(split) > SHORT) == (kind == "long") and top >= float(floor):
                counts[0] += 1
                counts[1] += hit
    say(f"  alike by words from .70: {words_found} of {words_all} found; by letters {letters_found} of {letters_all}")
    say("  best by letters found: " + ", ".join(f"{name} {hit} of {many}" for name, (many, hit) in best.items()))
    say(f"  second run, look-up without ranking: {percentiles(alone)}")
    by_words_ratio, by_letters_ratio = statistics.median(ratios_words), statistics.median(ratios_letters)
    say(
        f"  a scan of encoded words takes {by_words_ratio:.0f} times as long (median), of letters {by_letters_ratio:.0f}"
    )
    alone_ratio = statistics.median(scans) / statistics.median(words_only)
    say(
        f"  beside the look-up by words alone a scan of encoded words takes {alone_ratio:.0f} times as long (of medians)"
    )
    assert words_found == words_all


def look(ws: Workspace, language: str, form: str) -> dict[int, float]:
    index = index_of(ws, language)
    with index.snapshot():
        return dict(similarities(form, index.texts(candidates(index, form.split(" "), THRESHOLD)), THRESHOLD))


def scan(query: str, choices: dict[int, str]) -> list[tuple[str, float, int]]:
    return process.extract(query, choices, scorer=Search, processor=None, limit=None, score_cutoff=THRESHOLD)


class Watched(Index):
    """An index that notes what it is asked for."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.lists: list[tuple[Sequence[int], int, int]] = []
        self.keys: set[int] = set()

    def postings_of(self, words: Sequence[int], low: int, high: int) -> dict[int, Collection[Sequence[int]]]:
        self.lists.append((words, low, high))
        return super().postings_of(words, low, high)

    def texts(self, keys: Iterable[int]) -> Iterator[tuple[int, str]]:
        self.keys = set(keys)
        return super().texts(self.keys)


@pytest.mark.parametrize("words_alone", [True, False])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_what_a_look_up_cannot_do_without(
    ws: Workspace, maker: Maker, language: str, words_alone: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reading the lists, bringing their keys together, reading rows, comparing them: each alone, all pages at hand."""
    if words_alone:
        monkeypatch.setattr("workbench.tm.candidates.shared_letters", lambda _words, _threshold: 9.0)
        monkeypatch.setattr("workbench.tm.candidates.SHORT", 0)
    side, conn = (0 if language == "ar" else 1), ws.store.read()
    index = Watched(conn, memories_table.memory_ids(conn, ["big"]), language, "en" if language == "ar" else "ar")
    parts: dict[str, list[float]] = {"whole": [], "lists": [], "keys": [], "rows": [], "comparing": [], "all four": []}
    for query in maker.queries(QUERIES):
        form = matching(query[side])
        for _twice in range(2):
            index.lists.clear()
            start = time.process_time()
            with index.snapshot():
                found = candidates(index, form.split(" "), THRESHOLD)
                dict(similarities(form, index.texts(found), THRESHOLD))
            whole = time.process_time() - start
        asked = list(index.lists)
        with index.snapshot():
            ticks = [time.process_time()]
            lists = [index.postings_of(*some) for some in asked]
            ticks.append(time.process_time())
            sorted(chain.from_iterable(keys for some in lists for pieces in some.values() for keys in pieces))
            ticks.append(time.process_time())
            rows = list(index.texts(index.keys))
            ticks.append(time.process_time())
            process.extract(form, dict(rows), scorer=Search, processor=None, limit=None, score_cutoff=THRESHOLD)
            ticks.append(time.process_time())
        took = [whole, *(b - a for a, b in pairwise(ticks)), ticks[-1] - ticks[0]]
        for one, seconds in zip(parts.values(), took, strict=True):
            one.append(seconds)
    say(f"{language}, by words {'alone' if words_alone else 'and letters'}, again with all pages at hand:")
    for name, some in parts.items():
        say(f"  {name}: {percentiles(some)}")


def test_first_answer_of_a_fresh_process(ws: Workspace, maker: Maker) -> None:
    code = (
        "import os, random, re, sys, time, sqlite3\n"
        "from rapidfuzz import process\n"
        "from rapidfuzz.distance import Levenshtein\n"
        "def resident(): return int(re.search(r'VmHWM:\\s+(\\d+)', open('/proc/self/status').read())[1]) / 1024\n"
        "def reads(): return int(re.search(r'syscr: (\\d+)', open('/proc/self/io').read())[1])\n"
        "bare = resident()\n"
        "from workbench.store.index import Index\n"
        "from workbench.tm.search import Memory\n"
        # Not in our own process: closing the file would let go of SQLite's locks on it.
        "f = os.open(sys.argv[1], os.O_RDONLY)\n"
        "hasattr(os, 'posix_fadvise') and os.posix_fadvise(f, 0, 0, os.POSIX_FADV_DONTNEED)\n"
        "os.close(f)\n"
        "c = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "n, t = reads(), time.process_time()\n"
        "Memory(lambda: Index(c, [1], 'ar', 'en'), ['big']).search(sys.argv[2], threshold=70)\n"
        "t, n, peak = time.process_time() - t, reads() - n, resident()\n"
        # The same number of pages, read and no more.
        "f = os.open(sys.argv[1], os.O_RDONLY)\n"
        "hasattr(os, 'posix_fadvise') and os.posix_fadvise(f, 0, 0, os.POSIX_FADV_DONTNEED)\n"
        "pages = [random.randrange(os.fstat(f).st_size >> 12) << 12 for _ in range(n)]\n"
        "p = time.process_time()\n"
        "for at in pages: os.pread(f, 4096, at)\n"
        "print(t, peak, bare, n, time.process_time() - p)\n"
    )
    took, size, read, pages, bare = [], [], [], [], 0.0
    for query, _e in maker.queries(30):
        done = subprocess.run(
            [sys.executable, "-c", code, str(ws.paths.database), query], capture_output=True, text=True, check=True
        )
        seconds, peak, bare, many, reading = map(float, done.stdout.split())
        took.append(seconds)
        size.append(peak)
        pages.append(many)
        read.append(reading)
    say(f"first answer of a fresh process, cold pages: {percentiles(took)}")
    say(
        f"  {statistics.median(size):.1f} MB resident, {max(size):.1f} at the most; Python, SQLite and rapidfuzz alone {bare:.1f}"
    )
    say(
        f"  {statistics.median(pages):.0f} pages, {max(pages):.0f} at the most; reading so many and no more: {percentiles(read)}"
    )


def test_a_confirm_beside_the_same_rows_without_an_index(
    ws: Workspace, maker: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = new_project(ws, f"p{time.time_ns()}", "ar", "en", memories=("big",))
    text = "\n\n".join(f"{a} {n}." for n, (a, _e) in enumerate(maker.queries(400)))
    document = import_text(ws, project, "confirmed", text).document
    rows = segments.load_segments(ws.store.read(), document.id)[:300]
    took: dict[bool, list[float]] = {True: [], False: []}
    for n, segment in enumerate(rows):
        bare = bool(n % 2)
        with monkeypatch.context() as patch:
            if bare:
                patch.setattr(units.indexing, "note", lambda *_: None)
                patch.setattr(units, "matching", lambda _text: "")
            start = time.perf_counter()
            with ws.store.write() as conn:
                segments.confirm(conn, segment.id, "A target.", segment.rev, "T", "2026", Origin.HUMAN, 1)
            took[bare].append(time.perf_counter() - start)
    with_index, without = (statistics.median(took[bare]) for bare in (False, True))
    say(f"confirm: {with_index * 1e3:.2f} ms wall, {with_index / without:.2f} times the same rows without an index")
    keep_index(ws)


def test_concordance(ws: Workspace) -> None:
    for language in ("ar", "en"):
        conn = ws.store.read()
        counts = conn.execute("SELECT word, count FROM word WHERE lang = ? ORDER BY count DESC LIMIT 3", (language,))
        frequent = [w for w, _c in counts]
        rare = [
            w
            for (w,) in conn.execute(
                "SELECT word FROM word WHERE lang = ? AND count BETWEEN 2 AND 20 ORDER BY id LIMIT 60", (language,)
            )
        ]
        for name, words in (("rare", rare), ("frequent", frequent)):
            index = index_of(ws, language)
            took = [cpu(partial(concordance, index, w)) for w in words]
            say(f"{language}: concordance of a {name} word: {percentiles(took)}")
