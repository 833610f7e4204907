from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.text.sentences import sentence_breaks

Linear = Callable[[Callable[[int], object]], None]

TERMS = st.text(alphabet='اب تجد.!؟…"«»()[] \nAbc d1٢،؛:“”ـ\u200f\u00a0', max_size=120)


def cases(language: str) -> list[tuple[str, list[str]]]:
    """Read the case file of a language."""
    text = Path(__file__).with_name("cases").joinpath(f"{language}.txt").read_text(encoding="utf-8")
    found = []
    for block in text.split("===\n"):
        lines = [line for line in block.split("\n") if line and not line.startswith("# ")]
        if lines:
            cut = lines.index("---")
            found.append(("\n".join(lines[:cut]), lines[cut + 1 :]))
    return found


def news(language: str) -> list[tuple[str, list[str]]]:
    """Read the news paragraphs of a language: one a line, ``¦`` before every sentence but the first."""
    text = Path(__file__).with_name("cases").joinpath(f"{language}_news.txt").read_text(encoding="utf-8")
    lines = [line for line in text.split("\n") if line and not line.startswith("# ")]
    return [(line.replace("¦", ""), [part.strip() for part in line.split("¦")]) for line in lines]


def split(text: str, language: str) -> list[str]:
    edges = [0, *sentence_breaks(text, language), len(text)]
    return [text[a:b].strip() for a, b in pairwise(edges)]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_cases(language: str) -> None:
    told = [(text, expected, split(text, language)) for text, expected in cases(language)]
    assert [case for case in told if case[1] != case[2]] == []


def test_there_are_cases_enough() -> None:
    assert len(cases("ar")) + len(news("ar")) >= 150
    assert len(cases("en")) + len(news("en")) >= 120


@pytest.mark.parametrize("language", ["ar", "en"])
def test_news_paragraphs(language: str) -> None:
    """They were written before the rules were tried: some the rules cannot decide stay wrong, and are not bent."""
    wrong = [(text, expected, split(text, language)) for text, expected in news(language)]
    wrong = [w for w in wrong if w[1] != w[2]]
    assert len(wrong) <= 0.03 * len(news(language)), wrong


@pytest.mark.parametrize("language", ["ar", "en"])
@given(text=TERMS)
def test_breaks_lie_inside_and_ascend(language: str, text: str) -> None:
    breaks = sentence_breaks(text, language)
    assert breaks == sorted(set(breaks))
    assert all(0 < b < len(text) for b in breaks)
    assert all(b in breaks for b in (i + 1 for i, c in enumerate(text[:-1]) if c == "\n"))


RUNS = {
    "long word": "ب" * 30_000,
    "one line": "هذه جملة قصيرة في سطر واحد. " * 1_500,
    "dots": "." * 30_000,
    "spaced dots": ". " * 15_000,
    "dots and letters": "ب.ت" * 10_000,
    "abbreviations": "د. " * 10_000,
    "quotes": '"' * 30_000,
    "open brackets": "(" * 30_000 + ").]" * 3_000,
    "quoted stops": "«جملة. " * 4_000,
    "missing spaces": "كلمة.كلمة، on Sunday.He left " * 3_000,
    "closed stops": '(a)".On ' * 4_000 + ")" * 30_000 + ".On ",
}


@pytest.mark.parametrize("name", RUNS)
@pytest.mark.parametrize("language", ["ar", "en"])
def test_time_is_linear(name: str, language: str, linear: Linear) -> None:
    text = RUNS[name]
    linear(lambda size: sentence_breaks((text * (1 + 20 * size // len(text)))[: 20 * size], language))


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_quick_way_for_ordinary_stops_is_only_quicker(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [text for text, _expected in [*news(language), *cases(language)]]
    texts += [" ".join(texts[n : n + 9]) for n in range(0, len(texts), 9)]
    quick = [sentence_breaks(text, language) for text in texts]
    monkeypatch.setattr("workbench.text.sentences._ordinary", lambda *_args: False)
    assert [sentence_breaks(text, language) for text in texts] == quick
