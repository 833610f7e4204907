from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.kept_memory import KeptMemory
from workbench.model import DiffKind, MatchKind, Unit
from workbench.tm.diff import diff_words
from workbench.tm.score import char_similarity, percent, score, token_similarity

WORDS = st.lists(
    st.sampled_from(["قال", "الوزير", "إن", "ان", "العمل", "بدأ", "12", "13", "أمس", "،", "."]), max_size=8
)
SENTENCE = WORDS.map(" ".join)


def unit(source: str, target: str = "t", **more: object) -> Unit:
    return Unit("ar", "en", source, target, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("query", "stored", "kind", "percent"),
    [
        ("قال الوزير", "قال الوزير", MatchKind.EXACT, 100),
        (" قال الوزير\n", "قال الوزير", MatchKind.EXACT, 100),
        ("إيران قوية", "ايران قوية", MatchKind.FOLDED, 99),
        ("قالَ الوزيرُ", "قال الوزير", MatchKind.FOLDED, 99),
        ("The Minister said", "the minister said", MatchKind.FOLDED, 99),
        ("عاد 12 عاملا", "عاد 13 عاملا", MatchKind.FUZZY, 91),
        ("قال", "غادر المدينة", MatchKind.FUZZY, 16),
    ],
)
def test_scores(query: str, stored: str, kind: MatchKind, percent: int) -> None:
    assert score(query, stored) == (kind, percent)


@given(SENTENCE, SENTENCE)
def test_laws_of_scores(a: str, b: str) -> None:
    for similarity in (token_similarity, char_similarity):
        assert 0 <= similarity(a, b) <= 1
        assert similarity(a, b) == similarity(b, a)
    kind, percent = score(a, b)
    assert (percent == 100) == (a.strip() == b.strip()) == (kind is MatchKind.EXACT)
    assert percent < 99 or kind is not MatchKind.FUZZY


@given(
    st.lists(SENTENCE.filter(str.strip), max_size=12, unique=True),
    SENTENCE,
    st.sampled_from([60, 75, 90]),
    st.booleans(),
)
def test_words_alike_are_found_as_by_looking_at_every_unit(
    stored: list[str], query: str, threshold: int, settled: bool
) -> None:
    memory = KeptMemory(unit(s, f"t{i}") for i, s in enumerate(stored))
    if settled:
        memory.settle()
    found = {m.unit.id: m.score for m in memory.search(query, threshold=threshold, limit=100)}
    wanted = {i + 1: score(query, s)[1] for i, s in enumerate(stored)}
    sure = {i + 1: percent(token_similarity(query, s)) for i, s in enumerate(stored)}
    if not any(c.isalnum() for c in query):
        assert found == {i: p for i, p in wanted.items() if p == 100}
        return
    assert all(wanted[i] == p for i, p in found.items())
    # What is fresh is all compared; of the indexed what is alike by words is found, and most of what is by letters.
    assert {i for i, p in (sure if settled else wanted).items() if p >= threshold} <= set(found)


@pytest.mark.parametrize("settled", [False, True])
def test_exact_is_looked_up(settled: bool) -> None:
    memory = KeptMemory([unit("قال الوزير", "a"), unit("قال الوزير", "b"), unit("غيره", "c"), unit("قال الوزيرُ", "d")])
    if settled:
        memory.settle()
    assert {m.unit.target for m in memory.exact(" قال الوزير ")} == {"a", "b"}
    assert memory.exact("لا شيء") == []
    memory.remove(1)
    assert [m.unit.target for m in memory.exact("قال الوزير")] == ["b"]


def test_order_is_score_then_memory_then_time() -> None:
    memory = KeptMemory(
        [
            unit("قال الوزير إن العمل بدأ", "old", memory="mine", changed="2025-01-01T00:00:00Z"),
            unit("قال الوزير إن العمل بدأ", "new", memory="mine", changed="2026-01-01T00:00:00Z"),
            unit("قال الوزير إن العمل بدأ", "other", memory="theirs", changed="2026-02-01T00:00:00Z"),
            unit("قال الوزير إن العمل انتهى", "less", memory="mine"),
            unit("قال الوزير إن العمل بدأ", "new", memory="theirs"),
        ],
        ("mine", "theirs"),
    )
    found = memory.search("قال الوزير إن العمل بدأ")
    assert [m.unit.target for m in found] == ["new", "old", "other", "less"]
    assert [m.score for m in found] == [100, 100, 100, 80]


def test_a_number_is_never_nearly_exact() -> None:
    memory = KeptMemory([unit("بلغ عدد المشاركين في الدورة الأولى من المنتدى 240 شخصا من ست دول")])
    (found,) = memory.search("بلغ عدد المشاركين في الدورة الأولى من المنتدى 250 شخصا من ست دول")
    assert found.score <= 98
    assert [(s.kind, s.text) for s in found.diff if s.kind is not DiffKind.SAME] == [
        (DiffKind.GONE, "240"),
        (DiffKind.NEW, "250"),
    ]


def test_text_without_words_matches_only_itself() -> None:
    memory = KeptMemory([unit("...", "…"), unit("***", "x")])
    for _ in range(2):
        assert [m.score for m in memory.search("...")] == [100]
        assert memory.search("؟!") == []
        memory.settle()


@given(SENTENCE, SENTENCE)
def test_a_difference_gives_both_texts_back(old: str, new: str) -> None:
    spans = diff_words(old, new)
    assert "".join(s.text for s in spans if s.kind is not DiffKind.NEW) == old
    assert "".join(s.text for s in spans if s.kind is not DiffKind.GONE) == new
    assert all(s.text for s in spans)
    for span in spans:
        assert span.kind is not DiffKind.SAME or not span.letters
        assert all(0 <= a < b <= len(span.text) for a, b in span.letters)


def test_letters_that_differ_inside_alike_words() -> None:
    def letters(old: str, new: str) -> list[tuple[str, list[str]]]:
        return [
            (s.text, [s.text[a:b] for a, b in s.letters]) for s in diff_words(old, new) if s.kind is not DiffKind.SAME
        ]

    assert letters("وصل الوزير أمس", "وصل والوزير أمس") == [("الوزير", []), ("والوزير", ["و"])]
    assert letters("كتب المعلمون", "كتب المعلمين") == [("المعلمون", ["و"]), ("المعلمين", ["ي"])]
    assert letters("in 1998 he", "in 1996 he") == [("1998", ["8"]), ("1996", ["6"])]
    # Other words altogether.
    assert letters("مدير مستشفى الشفاء", "مدير مستشفى ناصر") == [("الشفاء", []), ("ناصر", [])]


def test_a_changed_phrase_reads_as_one() -> None:
    spans = diff_words("مدير مستشفى الشفاء قال", "مدير مستشفى ناصر الطبي قال")
    assert [(s.kind.value, s.text) for s in spans] == [
        ("same", "مدير مستشفى "),
        ("gone", "الشفاء"),
        ("new", "ناصر الطبي"),
        ("same", " قال"),
    ]


def test_a_word_keeps_its_marks_and_a_figure_its_separators() -> None:
    spans = diff_words("كتبَ 1,500 كتاب", "كتبَ 1,700 كتاب")
    assert [(s.kind.value, s.text) for s in spans] == [
        ("same", "كتبَ "),
        ("gone", "1,500"),
        ("new", "1,700"),
        ("same", " كتاب"),
    ]


def test_a_removed_unit_is_not_found_however_many_there_are() -> None:
    memory = KeptMemory(unit(f"قال الوزير إن العمل رقم {n} بدأ", f"t{n}") for n in range(700))
    memory.settle()
    memory.remove(400)
    found = memory.search("قال الوزير إن العمل رقم 399 بدأ", limit=5000, threshold=60)
    assert len(found) == 699
    assert found[0].score < 99
    assert memory.search("قال الوزير إن العمل رقم 400 بدأ")[0].score == 100
