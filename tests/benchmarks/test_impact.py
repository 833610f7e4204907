"""Which of 100,000 stored pairs a changed term touches, beside an SQL LIKE scan of the same pairs."""

from __future__ import annotations

import random
import sqlite3
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from workbench.model import Unit
from workbench.store import memories as memories_table
from workbench.store import units as units_table
from workbench.text.fold import T2, fold
from workbench.text.tokens import tokens
from workbench.workflow.impact import find_impact
from workbench.workflow.workspace import init_workspace, open_workspace

PAIRS = 100_000
OFTEN = 1000
"""Each term stands in one pair of so many."""
TIMES = 3
"""At most so many times the LIKE scan."""
TERMS = {
    "one word": ("حماة", "Hamah", "Hama"),
    "begins with alef": ("أنطاكية", "Antakiya", "Antakya"),
    "two words": ("مستشفى النهر", "Nahr Hospital", "River Hospital"),
    "behind the article": ("الأمم المتحدة", "United Nation", "United Nations"),
}
STEMS = ("حما", "نطاكي", "مستشفي", "امم")
"""Words with these are left to the terms."""
PROCLITICS = ("", "و", "ب", "ل", "ك")


def sentences(rng: random.Random) -> Callable[[], str]:
    """Return a maker of sentences of 8 to 30 words of the Arabic of our cases."""
    folder = Path(__file__).parents[1] / "termbase" / "cases"
    texts = [p.read_text(encoding="utf-8") for p in sorted(folder.glob("*.tsv"))]
    words = {t.text for text in texts for t in tokens(text) if "\u0620" <= t.text[0] <= "\u064a"}
    ordinary = sorted(w for w in words if not any(stem in fold(w, T2) for stem in STEMS))
    return lambda: " ".join(rng.choices(ordinary, k=rng.randint(8, 30)))


def best(*acts: Callable[[], object], rounds: int = 7) -> list[float]:
    """Return the best processor time of each act, in turns: a busy machine meets all of them."""
    took: list[list[float]] = [[] for _ in acts]
    for _ in range(rounds):
        for act, times in zip(acts, took, strict=True):
            began = time.process_time()
            act()
            times.append(time.process_time() - began)
    return [min(times) for times in took]


@pytest.mark.benchmark
def test_a_changed_term_beside_a_like_scan(tmp_path: Path) -> None:
    rng = random.Random(1)
    sentence = sentences(rng)
    root = init_workspace(tmp_path / "ws").root
    glossary = root / "glossaries" / "names.csv"
    header = "id,ar,en\n"
    new = header + "".join(f"t{n},{ar},{en}\n" for n, (ar, _old, en) in enumerate(TERMS.values()))
    glossary.write_text(new, encoding="utf-8")
    made = []
    seeded: dict[str, set[int]] = {name: set() for name in TERMS}
    for n in range(1, PAIRS + 1):
        arabic, english = sentence(), f"Something else was said here, at some length, for pair {n}."
        if n % OFTEN < len(TERMS):
            name = list(TERMS)[n % OFTEN]
            ar, old, approved = TERMS[name]
            wrong = rng.random() < 0.5
            form = rng.choice(PROCLITICS) + ar if not ar.startswith("ال") else rng.choice((ar, "و" + ar, "لل" + ar[2:]))
            arabic, english = f"{arabic} {form}", f"{english} In {old if wrong else approved} too."
            seeded[name] |= {n} if wrong else set()
        made.append(Unit("ar", "en", arabic, english))
    print(f"\n{'term':20} {'LIKE':>8} {'impact':>8} {'ratio':>6} found of seeded")
    with open_workspace(root) as ws:
        with ws.store.write() as conn:
            memory = memories_table.ensure_memory(conn, "m", "ar", "en")
            units_table.insert_units(conn, memory, made)
        conn = ws.store.read()
        for n, (name, (ar, old, en)) in enumerate(TERMS.items()):
            before = tmp_path / "names.csv"
            before.write_text(new.replace(f"t{n},{ar},{en}\n", f"t{n},{ar},{old}\n"), encoding="utf-8")
            found = {f.unit for f in find_impact(ws, since=str(before)).findings}
            like, ours = best(partial(_like, conn, ar), partial(find_impact, ws, since=str(before), preview=False))
            missed, more = seeded[name] - found, found - seeded[name]
            print(f"{name:20} {like:8.3f} {ours:8.3f} {ours / like:6.2f} {len(found)} of {len(seeded[name])}")
            assert not missed
            assert not more
            assert ours <= TIMES * like, f"{name}: {ours / like:.2f}"


def _like(conn: sqlite3.Connection, term: str) -> int:
    found: int = conn.execute("SELECT count(*) FROM unit WHERE source LIKE ?", (f"%{term}%",)).fetchone()[0]
    return found
