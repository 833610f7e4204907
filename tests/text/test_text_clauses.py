from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.text.clauses import break_points, clause_breaks
from workbench.text.quotes import Pairs

Linear = Callable[[Callable[[int], object]], None]

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


def forbidden_places(language: str) -> list[tuple[str, set[int], set[int]]]:
    """Read sentences with the places where no piece may begin, and those where one may only be offered."""
    text = Path(__file__).with_name("cases").joinpath(f"clauses_never_{language}.txt").read_text(encoding="utf-8")
    out = []
    for line in text.split("\n"):
        if line and not line.startswith("# "):
            plain, marked = "", {"|": set[int](), "~": set[int]()}
            for char in line:
                if char in marked:
                    marked[char].add(len(plain))
                else:
                    plain += char
            out.append((plain, marked["|"], marked["~"]))
    return out


@pytest.mark.parametrize(
    ("language", "text", "never", "offered"), [(x, *case) for x in LANGUAGES for case in forbidden_places(x)]
)
def test_where_no_piece_begins(language: str, text: str, never: set[int], offered: set[int]) -> None:
    points = break_points(text, language)
    assert [text[p.offset - 15 :][:30] for p in points if p.offset in never] == []
    assert [text[p.offset - 15 :][:30] for p in points if p.offset in offered and p.automatic] == []


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


RUNS = {
    "cases": {x: " ".join(t for t, _cuts in cases(x)) for x in LANGUAGES},
    "terms": {"ar": "وقال حزب الله، " * 40, "en": "and Blue River Bank said, " * 40},
    "commas": {"ar": "وقال إنه، " * 60, "en": "and he said, " * 60},
    "subjects": {"ar": "البيت والدار، " * 60, "en": "house and yard, " * 60},
    "titles": {"ar": "وزير الدولة، " * 60, "en": "the Minister of State, " * 60},
    "no commas": {"ar": "وقال إنه كما " * 60, "en": "and he said while " * 60},
    "one chunk": {"ar": "رغم البيت " * 60 + "، إلا أن", "en": "Minister of the house " * 60 + ", John"},
}


@pytest.mark.parametrize("name", RUNS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_time_grows_with_the_text(language: str, name: str, linear: Linear) -> None:
    text = RUNS[name][language]
    term = "حزب الله" if language == "ar" else "Blue River Bank"

    def work(size: int) -> None:
        sample = text * (1 + size // 200)
        clause_breaks(sample, language, [m.span() for m in re.finditer(term, sample)], hard=60)

    linear(work)


def test_a_hard_limit_prefers_the_better_of_weak_places() -> None:
    text = (
        "In the first years behind the long war between the two kingdoms of the north and the end of the trade in furs, oil and"
        " ivory from the islands, researchers from the museum beside the old harbour of the town counted the seals along the"
        " whole of the coast of the bay, and measured the ice from the lighthouse to the mouth of the river near the bridge"
    )
    assert clause_breaks(text, "en") == []
    assert [text[b:][:12] for b in clause_breaks(text, "en", hard=60)] == ["and measured"]
