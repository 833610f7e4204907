"""Fragments on real pairs: how long learning takes beside reading the pairs, how much is covered, how often it is right.

``WORKBENCH_PAIRS`` names a TSV file with a header line and the columns ``en`` and ``ar``; pairs with the same first column, up
to a colon, are of one document, and a long one counts as several. Every fifth document is kept out. Right is a fragment whose
target stands in the reference in the same words: one that was rightly translated otherwise counts as wrong.
"""

from __future__ import annotations

import os
import resource
import time
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from workbench.config import WorkspacePaths
from workbench.model import Project, Unit
from workbench.store import memories as memories_table
from workbench.store import units
from workbench.store.phrase_pairs import read_newest
from workbench.text.matching import matching
from workbench.tm.phrase_words import words_of
from workbench.tm.phrases import Found, Learned, Pair, Phrase, find_phrases, learn
from workbench.workflow import fragments_child
from workbench.workflow.fragments import PAIRS, Fragments
from workbench.workflow.projects import new_project
from workbench.workflow.workspace import init_workspace, open_workspace

FILE = os.environ.get("WORKBENCH_PAIRS", "")
pytestmark = [
    pytest.mark.benchmark,
    pytest.mark.skipif(not FILE.endswith(".tsv"), reason="WORKBENCH_PAIRS names no TSV file"),
]
Texts = tuple[str, str]
PART = 40
"""Pairs of a long document that count as one."""


def documents() -> list[list[Texts]]:
    """Return Arabic and English texts by document."""
    lines = [line.split("\t") for line in Path(FILE).read_text(encoding="utf-8").splitlines()]
    arabic, english = lines[0].index("ar"), lines[0].index("en")
    out: dict[str, list[Texts]] = {}
    seen: dict[str, int] = {}
    for row in lines[1:]:
        if len(row) == len(lines[0]):
            name = row[0].split(":")[0]
            seen[name] = seen.get(name, 0) + 1
            out.setdefault(f"{name}/{seen[name] // PART:04}", []).append((row[arabic], row[english]))
    return [out[name] for name in sorted(out)]


class Known:
    """What was learned, in memory."""

    def __init__(self, learned: Learned) -> None:
        self._counts, self._phrases = learned.counts, {p.key: p for p in learned.phrases}

    def counts(self, words: Collection[str]) -> dict[str, int]:
        return {w: self._counts[w] for w in words if w in self._counts}

    def phrases(self, keys: Collection[str]) -> dict[str, Phrase]:
        return {k: self._phrases[k] for k in keys if k in self._phrases}


@dataclass(slots=True)
class Score:
    """Words covered, fragments shown and those that are right."""

    words: int = 0
    shown: int = 0
    right: int = 0
    by_seen: dict[int, list[int]] = field(default_factory=dict)

    def add(self, found: Found, right: bool) -> None:
        self.words += found.words
        self.shown += 1
        self.right += right
        row = self.by_seen.setdefault(min(found.phrase.seen, 6), [0, 0])
        row[0] += right
        row[1] += 1

    def said(self, of: int) -> str:
        by = "  ".join(f"{n}: {r / s:.2f}" for n, (r, s) in sorted(self.by_seen.items()))
        return f"covers {self.words / of:.1%}, right {self.right / max(1, self.shown):.3f} of {self.shown} (seen {by})"


def chosen(found: list[Found]) -> Iterator[Found]:
    """Yield what is shown: nothing overlaps."""
    taken: list[Found] = []
    for one in found:
        if not any(one.start < t.end and t.start < one.end for t in taken):
            taken.append(one)
            yield one


@pytest.mark.parametrize(("source", "target"), [("ar", "en"), ("en", "ar")])
@pytest.mark.parametrize("many", [200, 800, 2000, PAIRS])
def test_coverage_and_how_often_it_is_right(source: str, target: str, many: int) -> None:
    docs = documents()
    way = slice(None) if source == "ar" else slice(None, None, -1)
    train = [pair[way] for n, doc in enumerate(docs) if n % 5 for pair in doc]
    train = train[:many]
    if many not in (200, 800) and len(train) < many // 3:
        pytest.skip("too few pairs")
    test = [pair[way] for doc in docs[::5] for pair in doc][:2000]
    began = time.process_time()
    learned = learn([Pair(n, *pair) for n, pair in enumerate(train, 1)], source, target)
    took = time.process_time() - began
    several, single, words = Score(), Score(), 0
    for text, reference in test:
        words += len(words_of(text))
        there = f" {matching(reference)} "
        for one in chosen(find_phrases(text, source, Known(learned))):
            right = f" {matching(one.phrase.target)} " in there
            (several if one.words > 1 else single).add(one, right)
    print(f"\n{source} to {target}, {len(train)} pairs, {took:.1f} s CPU, {len(learned.phrases)} phrases")
    print(f"  two words and more: {several.said(words)}\n  single words: {single.said(words)}")
    assert several.right >= 0.35 * several.shown


def test_learning_beside_reading_and_looking_up(tmp_path: Path) -> None:
    docs = documents()
    pairs = [pair for doc in docs for pair in doc][:PAIRS]
    with open_workspace(init_workspace(tmp_path / "ws").root) as ws:
        project = new_project(ws, "news", "ar", "en")
        with ws.store.write() as conn:
            memory = memories_table.ensure_memory(conn, "news", "ar", "en")
            units.insert_units(conn, memory, [Unit("ar", "en", *pair) for pair in pairs])
        _measure(ws.paths, project)
        fragments = Fragments(ws, project)
        sources = [pair[0] for pair in pairs[:: max(1, len(pairs) // 300)]]
        times = []
        for text in sources:
            began = time.process_time()
            fragments.find(text)
            times.append(time.process_time() - began)
        times.sort()
        print(
            f"  look-up of a segment: p50 {times[len(times) // 2] * 1e3:.1f}, p95 {times[len(times) * 95 // 100] * 1e3:.1f} ms"
        )


def _measure(paths: WorkspacePaths, project: Project) -> None:
    began = time.process_time()
    read = read_newest(paths.database, project.slug, PAIRS)
    reading = time.process_time() - began
    assert read is not None
    began = time.process_time()
    assert fragments_child.train(paths, project.slug)
    training = time.process_time() - began
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    size = sum(p.stat().st_size for p in paths.private.glob("fragments-*.db")) / 1e6
    print(
        f"\n{len(read.pairs)} pairs: read in {reading:.2f} s, learned in {training:.1f} s CPU, {training / reading:.0f} times as"
    )
    print(f"  long; at most {most:.0f} MB; the file has {size:.1f} MB")
