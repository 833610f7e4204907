"""Completion on real pairs: keys saved by a translator who types the reference, and what a keystroke costs.

``WORKBENCH_PAIRS`` names a TSV file with a header line and the columns ``en`` and ``ar``; pairs with the same first column, up
to a colon, are of one document. The translator types the reference letter by letter and presses Tab when the grey text is
what comes next: never for less than it saves, never the second candidate, and a space that Tab put too much is a key more.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field

import pytest

from workbench.text.used_words import UsedWords
from workbench.tm.phrases import Pair, find_phrases, learn
from workbench.workflow.candidates import rest, taken
from workbench.workflow.completion import Offers, candidates

from .test_fragments import FILE, Known, chosen, documents

pytestmark = [
    pytest.mark.benchmark,
    pytest.mark.skipif(not FILE.endswith(".tsv"), reason="WORKBENCH_PAIRS names no TSV file"),
]
LEAST_REST = 2
Texts = tuple[str, str]


@dataclass(slots=True)
class Typed:
    """Keys with and without completion, how often Tab was pressed, and how often grey text stood there."""

    plain: int = 0
    keys: int = 0
    tabs: int = 0
    shown: int = 0
    took: list[float] = field(default_factory=list)

    def said(self) -> str:
        took = sorted(self.took)
        at = [took[min(len(took) - 1, len(took) * share // 100)] * 1e3 for share in (50, 95, 99)]
        return (
            f"{self.plain} letters, {self.keys} keys, {1 - self.keys / self.plain:.1%} saved by {self.tabs} Tabs; grey text at "
            f"{self.shown / self.plain:.0%} of the letters; a keystroke {at[0]:.2f} ms, p95 {at[1]:.2f}, p99 {at[2]:.2f}"
        )


def type_it(reference: str, offers: Offers, typed: Typed) -> None:
    """Type a reference with the grey text at hand."""
    at = 0
    typed.plain += len(reference)
    while at < len(reference):
        text = reference[:at]
        began = time.process_time()
        found = candidates(text, at, offers)[:1]
        typed.took.append(time.process_time() - began)
        grey = rest(text, at, found[0]) if found else ""
        if len(grey) >= LEAST_REST:
            typed.shown += 1
            made = taken(text, at, found[0])[0]
            for end, extra in ((made, 0), (made.rstrip(), int(made.rstrip() != made))):
                there = len(min(end, reference, key=len)) if end.rstrip() == reference else len(end)
                if (reference.startswith(end) or end.rstrip() == reference) and there - at > 1 + extra:
                    at, extra = there, extra * (end != reference)
                    typed.keys += 1 + extra
                    typed.tabs += 1
                    break
            else:
                at += 1
                typed.keys += 1
            continue
        at += 1
        typed.keys += 1


@pytest.mark.parametrize(("source", "target"), [("ar", "en"), ("en", "ar")])
@pytest.mark.parametrize("known", [0, 800])
def test_keys_saved(source: str, target: str, known: int) -> None:
    docs = documents()
    way = slice(None) if source == "ar" else slice(None, None, -1)
    train: list[Texts] = [pair[way] for n, doc in enumerate(docs) if n % 5 for pair in doc][:known]
    test: list[list[Texts]] = [[pair[way] for pair in doc] for doc in docs[::5]]
    learned = learn([Pair(n, *pair) for n, pair in enumerate(train, 1)], source, target) if train else None
    memory = UsedWords()
    for n, (_source, reference) in enumerate(train):
        memory.learn(n, reference)
    for offers in ("words", "words and fragments") if known else ("words",):
        typed = Typed()
        left = 300
        for doc in test:
            words = UsedWords()
            for n, (text, reference) in enumerate(doc):
                found = [] if learned is None else list(chosen(find_phrases(text, source, Known(learned))))
                fragments = [f.phrase.target for f in sorted(found, key=lambda f: f.start)]
                shown = tuple(fragments) if "fragments" in offers else ()
                type_it(reference, Offers(target, fragments=shown, words=words, memory=memory), typed)
                words.learn(n, reference)
                left -= 1
            if left < 0:
                break
        print(f"\n{source} to {target}, {known} pairs known, {offers}: {typed.said()}")
        assert typed.keys <= typed.plain


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_keystroke_with_ten_thousand_segments(language: str) -> None:
    texts = [pair[language == "en"] for doc in documents() for pair in doc]
    words = UsedWords()
    began = time.process_time()
    for n in range(10_000):
        # No two are alike: the end of one behind the beginning of another.
        one, two = texts[n % len(texts)], texts[n * 7 % len(texts)]
        words.learn(n, f"{one[: len(one) // 2]} {two[len(two) // 2 :]}")
    built = time.process_time() - began
    offers = Offers(
        language,
        terms=tuple(" ".join(t.split()[:3]) for t in texts[:12]),
        proposal=texts[20],
        sure=999,
        fragments=tuple(" ".join(t.split()[2:5]) for t in texts[30:39]),
        near=tuple(texts[10:19]),
        words=words,
    )
    typed = Typed()
    for text in texts[:40]:
        type_it(text, offers, typed)
    print(f"\n{language}: 10,000 segments, {len(words)} words learned in {built:.1f} s; {typed.said()}")
    assert sorted(typed.took)[len(typed.took) * 95 // 100] < 0.004
