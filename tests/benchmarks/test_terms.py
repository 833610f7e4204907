"""Finding terms: precision and recall beside plainer ways, and the time beside a dictionary of word sequences."""

from __future__ import annotations

import csv
import gc
import os
import random
import re
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from rapidfuzz.distance import JaroWinkler

from tests.termbase.gold import CASES, marked
from workbench.model import Concept, Term
from workbench.termbase.columns import COLUMNS
from workbench.termbase.frequency import shipped
from workbench.termbase.glossary_file import read_glossary
from workbench.termbase.termbase import Termbase
from workbench.text.fold import fold
from workbench.text.tokens import tokens

Find = Callable[[str], set[tuple[int, int]]]
TERMS = 80_000


class Exact:
    """Terms as sequences of safely folded words, longest first; no clitics."""

    def __init__(self, terms: list[str]) -> None:
        self.known = {" ".join(fold(t.text) for t in tokens(term)) for term in terms}
        self.longest = max(k.count(" ") + 1 for k in self.known)

    def find(self, text: str) -> set[tuple[int, int]]:
        places = tokens(text)
        words = [fold(p.text) for p in places]
        found, at = set(), 0
        while at < len(words):
            for n in range(min(self.longest, len(words) - at), 0, -1):
                if " ".join(words[at : at + n]) in self.known:
                    found.add((places[at].start, places[at + n - 1].end))
                    at += n - 1
                    break
            at += 1
        return found


def substring(terms: list[str]) -> Find:
    """Return a finder of the terms wherever their letters stand, longest first."""
    ordered = sorted(terms, key=len, reverse=True)

    def find(text: str) -> set[tuple[int, int]]:
        taken: set[tuple[int, int]] = set()
        words = tokens(text)
        for term in ordered:
            at = text.find(term)
            while at >= 0:
                # The whole words it lies in, as the expected hits are.
                inside = [w for w in words if w.start < at + len(term) and at < w.end]
                span = inside[0].start, inside[-1].end
                if all(span[0] >= e or span[1] <= s for s, e in taken):
                    taken.add(span)
                at = text.find(term, at + 1)
        return taken

    return find


@pytest.mark.benchmark
@pytest.mark.parametrize("folder", [CASES, CASES / "apart"], ids=["first", "apart"])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_recognition_beside_plainer_ways(folder: Path, language: str) -> None:
    concepts = read_glossary(folder / "recognise.csv").concepts
    terms = [form for c in concepts for form in c.forms(language)]
    base = Termbase(concepts)
    ways: dict[str, Find] = {
        "ours": lambda text: {(h.start, h.end) for h in base.find(text, language)},
        "exact words": Exact(terms).find,
        "substring": substring(terms),
    }
    cases = list(marked(folder / f"recognise_{language}.txt"))
    for name, find in ways.items():
        right = wrong = missed = 0
        for _line, text, hits in cases:
            expected, got = {(s, e) for s, e, _ in hits}, find(text)
            right, wrong, missed = (
                right + len(got & expected),
                wrong + len(got - expected),
                missed + len(expected - got),
            )
        print(
            f"\n{language} {folder.name}, {len(cases)} cases, {name}: precision {right / (right + wrong):.3f},"
            f" recall {right / (right + missed):.3f}"
        )


def made(seed: int) -> tuple[list[str], list[str]]:
    """Return terms of one to four words and sentences of 15 to 45, both of the words that come with the program."""
    chance = random.Random(seed)
    words = [w for w in shipped() if len(w) > 2]
    weights = [shipped()[w] for w in words]
    made_up = (" ".join(chance.choices(words, k=chance.choice((1, 1, 2, 2, 2, 3, 4)))) for _ in range(TERMS))
    terms = list(dict.fromkeys(made_up))
    sentences = []
    for _ in range(1500):
        sentence = chance.choices(words, weights, k=chance.randint(15, 45))
        for _ in range(2):
            sentence.insert(chance.randrange(len(sentence)), chance.choice(("", "و", "ل")) + chance.choice(terms))
        sentences.append(" ".join(sentence))
    return terms, sentences


def seconds(calls: Sequence[Callable[[str], object]], texts: list[str]) -> list[float]:
    """Return the CPU seconds of each way; they take turns every few texts, so that noise falls on all alike."""
    took = [0.0] * len(calls)
    for at in range(0, len(texts), 20):
        for n, call in enumerate(calls):
            began = time.process_time()
            for text in texts[at : at + 20]:
                call(text)
            took[n] += time.process_time() - began
    return took


def compared(title: str, exact: Exact, base: Termbase, texts: list[str]) -> float:
    """Print the time a text takes, and return it in times of the dictionary's."""
    theirs, ours = seconds([exact.find, lambda t: base.find(t, "ar")], texts)
    print(f"\n{title}: {ours / len(texts) * 1e6:.0f} µs a sentence, {ours / theirs:.2f} times the dictionary's")
    return ours / theirs


@pytest.mark.benchmark
def test_time_a_sentence_and_a_term_added() -> None:
    terms, sentences = made(1)
    gold = os.environ.get("WORKBENCH_GOLD")
    if gold:
        lines = Path(gold, "ntrex_news.tsv").read_text(encoding="utf-8").splitlines()[1:]
        sentences += [line.split("\t")[2] for line in lines]
    base = Termbase([Concept(str(n), (Term("ar", t), Term("en", f"term {n}"))) for n, t in enumerate(terms)])
    exact = Exact(terms)
    random.Random(5).shuffle(sentences)
    half = len(sentences) // 2
    gc.collect()
    gc.freeze()
    ratio = 0.0
    for name, some in (
        ("the first ones", sentences[:half]),
        ("then new ones", sentences[half:]),
        ("those again", sentences * 3),
    ):
        ratio = compared(f"{len(terms)} terms, {len(some)} sentences, {name}", exact, base, some)
    gc.unfreeze()
    assert ratio <= 2
    began = time.process_time()
    base.add(Concept("new", (Term("ar", "مدينة جديدة تماما"), Term("en", "a new town"))))
    hits = [h.concept.id for h in base.find("في مدينة جديدة تماما", "ar")]
    print(f"\na term added and found: {(time.process_time() - began) * 1e6:.0f} µs")
    assert "new" in hits


def arabic(folder: str, name: str) -> list[str]:
    """Return the Arabic column of a file of ``WORKBENCH_GOLD``."""
    head, *rows = [line.split("\t") for line in Path(folder, name).read_text(encoding="utf-8").splitlines()]
    return [text for row in rows if (text := row[head.index("ar")])]


@pytest.mark.benchmark
def test_time_on_real_text_with_a_glossary_of_names() -> None:
    """Names as glossaries have them, real and made of their words, in real sentences that come once, in their order."""
    gold = os.environ.get("WORKBENCH_GOLD")
    if not gold:
        pytest.skip("WORKBENCH_GOLD names the folder with names.tsv, ntrex_news.tsv and tico19.tsv")
    terms = dict.fromkeys(arabic(gold, "names.tsv"))
    words = list(dict.fromkeys(w for name in terms for w in name.split() if len(w) > 2))
    chance = random.Random(3)
    while len(terms) < TERMS:
        terms[" ".join(chance.choices(words, k=chance.choice((2, 2, 3, 3, 4))))] = None
    base = Termbase([Concept(str(n), (Term("ar", t), Term("en", f"Name {n}"))) for n, t in enumerate(terms)])
    exact = Exact(list(terms))
    gc.collect()
    gc.freeze()
    ratio = 0.0
    # On the first sentences the index is worked out, which the dictionary's time leaves out as well.
    for name in ("ntrex_news.tsv", "tico19.tsv"):
        some = arabic(gold, name)
        ratio = compared(f"{len(terms)} names, {len(some)} sentences of {name}", exact, base, some)
    gc.unfreeze()
    assert ratio <= 2


@pytest.mark.benchmark
def test_start_beside_a_csv_reader(tmp_path: Path) -> None:
    terms, _sentences = made(2)
    path = tmp_path / "large.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        for n, term in enumerate(terms):
            variants = f"Name {n} | Other {n}" if n % 3 == 0 else ""
            writer.writerow({"id": f"t-{n}", "ar": term, "en": f"Term {n}", "kind": "other", "en_variants": variants})

    # A process of its own, as a start is: the tests' own objects would be gone through by the collector.
    done = subprocess.run([sys.executable, "-c", START, str(path)], capture_output=True, text=True, check=True)
    theirs, *ours = map(float, done.stdout.split())
    for name, took in zip(("read", "first Arabic sentence", "and English"), ours, strict=True):
        print(f"\n{len(terms)} rows, {name}: {took:.2f} s, {took / theirs:.2f} times csv.reader")
    assert ours[1] / theirs <= 3


START = """
import csv, gc, sys, time
from pathlib import Path
from workbench.termbase.frequency import shipped
from workbench.termbase.glossary_file import read_glossary
from workbench.termbase.termbase import Termbase

path = Path(sys.argv[1])
shipped()

def reader():
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))

def arabic():
    base = Termbase(read_glossary(path).concepts)
    base.find("قال الوزير إن الاجتماع انتهى", "ar")
    return base

def both():
    return arabic().find("The minister said the meeting ended", "en")

for call in (reader, lambda: read_glossary(path), arabic, both):
    took = []
    for _ in range(7):
        gc.collect()
        began = time.process_time()
        kept = call()
        took.append(time.process_time() - began)
        del kept
    print(min(took))
"""


@pytest.mark.benchmark
def test_single_names_on_real_text() -> None:
    """Names of one word over news and health texts: has the English sentence a capitalised word that sounds alike?"""
    gold = os.environ.get("WORKBENCH_GOLD")
    if not gold:
        pytest.skip("WORKBENCH_GOLD names the folder with names.tsv, ntrex_news.tsv and tico19.tsv")
    rows = [line.split("\t") for line in Path(gold, "names.tsv").read_text(encoding="utf-8").splitlines()[1:]]
    names = {ar: en for _source, _kind, en, ar in reversed(rows) if ar and " " not in ar and en[:1].isupper()}
    base = Termbase(
        [Concept(str(n), (Term("ar", ar), Term("en", en)), kind="place") for n, (ar, en) in enumerate(names.items())]
    )
    seen = {"as written": [0, 0], "behind a proclitic": [0, 0]}
    sentences = 0
    for file in ("ntrex_news.tsv", "tico19.tsv"):
        for line in Path(gold, file).read_text(encoding="utf-8").splitlines()[1:]:
            _id, english, arabic = line.split("\t")
            sentences += 1
            capitals = [w.lower() for w in re.findall(r"[A-Z][\w'’-]+", english)]
            for hit in base.find(arabic, "ar"):
                name = hit.concept.preferred("en").split()[0].lower()
                counts = seen["as written" if fold(hit.surface) == fold(hit.term) else "behind a proclitic"]
                counts[0] += 1
                counts[1] += any(JaroWinkler.similarity(name, c) >= 0.88 for c in capitals)
    for what, (hits, alike) in seen.items():
        print(
            f"\n{len(names)} names, {sentences} sentences, {what}: {hits} hits, {100 * alike / hits:.0f} % sound alike"
        )
