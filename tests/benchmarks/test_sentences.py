"""Sentence ends on gold text: found, extra and speed, beside pySBD and sentencex when they are installed.

The gold is a tab-separated file a language with the columns ``doc``, ``input`` and ``expected`` (a JSON list of
sentences), ``gold_sentences_<language>.tsv`` in the folder ``WORKBENCH_GOLD`` names. Without it our own case files serve.
"""

from __future__ import annotations

import importlib
import json
import os
import time
from collections.abc import Callable
from itertools import accumulate
from pathlib import Path
from typing import Any

import pytest

from workbench.text.sentences import sentence_breaks

CASES = Path(__file__).parents[1] / "text" / "cases"
Splitter = tuple[Callable[[str], Any], Callable[[str, Any], list[int]]]
"""A splitter's own call, which is timed, and what makes ends of sentences of its answer."""
GOALS = {"ar": (98.8, 0.2), "en": (99.3, 0.2)}
"""Percent of the expected ends found at least, and of extra ones at most."""


def gold(language: str) -> list[tuple[str, list[str]]]:
    """Return paragraphs with the sentences expected of them."""
    folder = os.environ.get("WORKBENCH_GOLD")
    if folder:
        lines = (Path(folder) / f"gold_sentences_{language}.tsv").read_text(encoding="utf-8").split("\n")[1:]
        rows = [line.split("\t") for line in lines if line]
        return [(row[1], json.loads(row[2])) for row in rows]
    lines = (CASES / f"{language}_news.txt").read_text(encoding="utf-8").split("\n")
    return [(line.replace("¦", ""), line.split("¦")) for line in lines if line and not line.startswith("#")]


def expected_ends(text: str, sentences: list[str]) -> set[int]:
    """Return where the expected sentences end, the last one left out."""
    at, out = 0, []
    for sentence in sentences:
        at = text.index(sentence.strip(), at) + len(sentence.strip())
        out.append(at)
    return set(out[:-1])


def ours(language: str) -> Splitter:
    """Return our splitter."""
    return lambda text: sentence_breaks(text, language), lambda text, breaks: [len(text[:b].rstrip()) for b in breaks]


def pysbd(language: str) -> Splitter | None:
    """Return pySBD's, None when it is not installed."""
    try:
        segmenter = importlib.import_module("pysbd").Segmenter(language=language, clean=False, char_span=True)
    except ImportError:
        return None

    return segmenter.segment, lambda _text, found: [s.start + len(s.sent.rstrip()) for s in found][:-1]


def sentencex(language: str) -> Splitter | None:
    """Return sentencex's, None when it is not installed."""
    try:
        segment = importlib.import_module("sentencex").segment
    except ImportError:
        return None

    def ends(_text: str, parts: list[str]) -> list[int]:
        return [
            end - len(part) + len(part.rstrip()) for part, end in zip(parts, accumulate(map(len, parts)), strict=True)
        ][:-1]

    return lambda text: list(segment(language, text)), ends


def seconds(call: Callable[[str], Any], texts: list[str]) -> float:
    """Return the CPU seconds of the fastest of seven rounds."""
    rounds = []
    for _ in range(7):
        began = time.process_time()
        for text in texts:
            call(text)
        rounds.append(time.process_time() - began)
    return min(rounds)


@pytest.mark.benchmark
@pytest.mark.parametrize("language", ["ar", "en"])
def test_sentences_beside_others(language: str) -> None:
    paragraphs = gold(language)
    texts = [text for text, _sentences in paragraphs]
    size = sum(map(len, texts))
    base = seconds(ours(language)[0], texts)
    for name, splitter in (("ours", ours(language)), ("pySBD", pysbd(language)), ("sentencex", sentencex(language))):
        if splitter is None:
            print(f"\n{language} {name}: not installed")
            continue
        call, ends = splitter
        wanted = found = extra = 0
        for text, sentences in paragraphs:
            expected, got = expected_ends(text, sentences), set(ends(text, call(text)))
            wanted, found, extra = wanted + len(expected), found + len(expected & got), extra + len(got - expected)
        took = base if name == "ours" else seconds(call, texts)
        print(
            f"\n{language} {name}: {found} of {wanted} found ({100 * found / wanted:.1f} %), {extra} extra,"
            f" {size / took / 1e6:.2f} M characters/s, ours is {took / base:.1f} times as fast"
        )
        if name == "ours" and os.environ.get("WORKBENCH_GOLD"):
            least, most = GOALS[language]
            assert 100 * found / wanted >= least
            assert 100 * extra / wanted <= most
