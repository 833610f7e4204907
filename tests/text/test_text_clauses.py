from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.text.clauses import break_points, clause_breaks
from workbench.text.quotes import Pairs

CASE_LONG = 24
LANGUAGES = ("ar", "en")
WORDS = {
    "ar": [
        "قال",
        "وقال",
        "المدير",
        "إن",
        "كما",
        "حيث",
        "،",
        "وأضاف",
        "في",
        "البيت",
        "(",
        ")",
        "«",
        "»",
        "؛",
        "وهو",
        "ثم",
    ],
    "en": [
        "he",
        "said",
        "and",
        "she",
        ",",
        "left",
        "which",
        ";",
        "(",
        ")",
        "“",
        "”",
        "while",
        "house",
        "the",
        "adding",
    ],
}


def cases(language: str) -> list[tuple[str, list[int]]]:
    """Read the sentences of a language and where they are cut."""
    text = Path(__file__).with_name("cases").joinpath(f"clauses_{language}.txt").read_text(encoding="utf-8")
    out = []
    for line in text.split("\n"):
        if line and not line.startswith("# "):
            parts = line.split("¦")
            out.append(("".join(parts), [sum(map(len, parts[:n])) for n in range(1, len(parts))]))
    return out


@pytest.mark.parametrize(("language", "text", "expected"), [(x, t, e) for x in LANGUAGES for t, e in cases(x)])
def test_case(language: str, text: str, expected: list[int]) -> None:
    # The cases are shorter than news has them, so that they can be read: what is tried is where, not how long.
    edges = [0, *clause_breaks(text, language, long=CASE_LONG), len(text)]
    assert [text[a:b] for a, b in pairwise(edges)] == [text[a:b] for a, b in pairwise([0, *expected, len(text)])]


@pytest.mark.parametrize("language", LANGUAGES)
def test_short_sentences_are_left_alone(language: str) -> None:
    for text, _cuts in cases(language):
        words = text.split()[:35]
        assert clause_breaks(" ".join(words), language) == []


def test_a_term_is_never_cut() -> None:
    text, (cut, *_rest) = cases("ar")[0]
    assert clause_breaks(text, "ar", [(cut - 4, cut + 4)], long=CASE_LONG) == []
    assert clause_breaks(text, "ar", [(cut, cut + 4)], long=CASE_LONG) == [cut], "beside a term is not inside it"


def test_a_hard_limit_uses_what_is_only_offered() -> None:
    text = "، ".join(["اشترت البلدية الجديدة خمس حافلات كبيرة للنقل العام بين القرى"] * 9) + "."
    assert all(not p.automatic for p in break_points(text, "ar"))
    assert clause_breaks(text, "ar") == []
    cuts = clause_breaks(text, "ar", hard=50)
    lengths = [len(text[a:b].split()) for a, b in pairwise([0, *cuts, len(text)])]
    assert max(lengths) <= 50
    assert min(lengths) >= 10


def test_a_long_quotation_may_be_cut_a_short_one_not() -> None:
    speech = "وصل المدير إلى المكتب صباحا وفتح النوافذ كلها ورتب الأوراق على الطاولة، وقال إن العمل يبدأ الآن ولا ينتهي قبل المساء"
    short = f"ثم كتب في دفتره الصغير الذي لا يفارقه «{speech}» ومضى إلى بيته في آخر الشارع الطويل المؤدي إلى البحر القديم وهو يغني."
    assert clause_breaks(short, "ar") == []
    long = short.replace(
        speech,
        f"{speech}، وأضاف أن كل واحد منا يعرف ما عليه وأن الوقت يمضي سريعا وأن الناس تنتظر خارج المبنى منذ الفجر",
    )
    assert len(clause_breaks(long, "ar")) >= 1


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=150)
@given(data=st.data())
def test_laws(language: str, data: st.DataObject) -> None:
    text = " ".join(data.draw(st.lists(st.sampled_from(WORDS[language]), min_size=36, max_size=140)))
    offered = break_points(text, language)
    cuts = clause_breaks(text, language)
    assert cuts == sorted(set(cuts))
    assert set(cuts) <= {p.offset for p in offered if p.automatic}
    assert len({p.offset for p in offered}) == len(offered)
    pairs = Pairs(text)
    for point in offered:
        assert 0 < point.offset < len(text)
        assert text[point.offset - 1].isspace()
        assert not text[point.offset].isspace()
        pair = pairs.around(point.offset - 1, point.offset)
        assert pair is None or not pair.bracket


@pytest.mark.parametrize("language", LANGUAGES)
def test_time_grows_with_the_text(language: str) -> None:
    text = " ".join(t for t, _cuts in cases(language))

    def seconds(times: int) -> float:
        began = time.process_time()
        clause_breaks(text * times, language)
        return time.process_time() - began

    seconds(1)
    assert seconds(16) < 10 * max(seconds(4), 0.02)
