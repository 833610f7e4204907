"""What the index finds is what comparing every unit finds, whatever was done to the memory."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.kept_memory import KeptMemory
from workbench.model import Context, MatchKind, Side, Unit
from workbench.store import indexing, units
from workbench.store.index import Index
from workbench.store.keys import text_of
from workbench.text.matching import matching
from workbench.tm import candidates, listed
from workbench.tm.concordance import concordance
from workbench.tm.score import percent, token_similarity
from workbench.tm.search import Memory

WORD = st.sampled_from(["قال", "الوزير", "إن", "العمل", "بدأ", "12", "13", "في", "المدينة", "أمس", "the", "report"])
TEXT = st.lists(WORD, min_size=1, max_size=9).map(" ".join)
STEP = st.one_of(
    st.tuples(st.just("add"), TEXT, TEXT),
    st.tuples(st.just("edit"), st.integers(0, 30), TEXT, st.sampled_from(list(Side))),
    st.tuples(st.just("delete"), st.integers(0, 30)),
    st.tuples(st.just("settle")),
    st.tuples(st.just("part"), st.lists(st.tuples(TEXT, TEXT), max_size=5)),
    st.tuples(st.just("tidy"), st.integers(1, 4)),
)


def apply(memory: KeptMemory, step: tuple) -> None:  # type: ignore[type-arg]
    ids = [r[0] for r in memory.conn.execute("SELECT id FROM unit ORDER BY id")]
    match step:
        case ("add", source, target):
            memory.add(Unit("ar", "en", source, target))
        case ("edit", n, text, side) if ids:
            units.set_text(memory.conn, ids[n % len(ids)], side, text, "T", "2026-01-01T00:00:00Z")
        case ("delete", n) if ids:
            units.delete_unit(memory.conn, ids[n % len(ids)])
        case ("settle",):
            memory.settle()
        case ("tidy", times):
            for _ in range(times):
                indexing.tidy(memory.conn)
        case ("part", pairs):
            new = units.load_units(memory.conn, memory.ids["m"], [Unit("ar", "en", s, t) for s, t in pairs])
            gathered = indexing.Gathered()
            gathered.add("ar", ((u.id << 1, u.source_words) for u in new))
            gathered.add("en", ((u.id << 1 | 1, u.target_words) for u in new))
            for do in indexing.part_steps(memory.conn, gathered):
                do(memory.conn)


@given(
    st.lists(STEP, max_size=14),
    TEXT,
    st.sampled_from([60, 70, 85, 100]),
    st.booleans(),
    st.sampled_from([0, 12]),
    st.sampled_from([0, 16]),
)
def test_nothing_alike_by_words_is_missed_whatever_was_done(
    steps: list[tuple],  # type: ignore[type-arg]
    query: str,
    threshold: int,
    backwards: bool,
    enough: int,
    probed: int,
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in (("RECENT", 20), ("PARTS", 1), ("SLICE", 3)):
            patch.setattr(indexing, name, value)
        # What is found by letters would hide what the words miss.
        patch.setattr(candidates, "shared_letters", lambda _words, _threshold: 9.0)
        patch.setattr(candidates, "SHORT", 0)
        # Lists are read to the end, or no more than must be; looked into, or gone through.
        patch.setattr(candidates, "ENOUGH", enough)
        patch.setattr(candidates, "MOST", 0)
        patch.setattr(listed, "_PROBED", probed)
        memory = KeptMemory(languages="en ar" if backwards else "ar en")
        for step in steps:
            apply(memory, step)
        stored = {u.id: u for u in units.iter_units(memory.conn, memory_ids=[1])}
        sides = {n: (u.target if backwards else u.source) for n, u in stored.items()}
        wanted = {
            n for n, text in sides.items() if percent(token_similarity(query, text)) >= threshold or text == query
        }
        if threshold == 100:
            found = {m.unit.id for m in memory.exact(query)}
            targets = {(u.source if backwards else u.target) for n, u in stored.items() if sides[n] == query}
            assert {m.unit.target for m in memory.exact(query)} == targets
            assert all(sides[n] == query for n in found)
        else:
            # Of units with one translation the best is shown: all that is wanted stands there, itself or by its target.
            matches = memory.search(query, threshold=threshold, limit=1000)
            assert {m.unit.target for m in matches} >= {
                (stored[n].source if backwards else stored[n].target) for n in wanted
            }
        page = concordance(memory.index(), query, exact=True, limit=1000)
        words = set(matching(query).split())
        assert {p.unit.id for p in page.places} == {n for n, t in sides.items() if words <= set(matching(t).split())}


def test_texts_beyond_a_shard_are_found() -> None:
    memory = KeptMemory()
    far = (1 << 23) + 5
    memory.add(Unit("ar", "en", "قال الوزير إن العمل بدأ", "near"))
    memory.add(Unit("ar", "en", "قال الوزير إن العمل بدأ أمس", "far"))
    memory.conn.execute("UPDATE fresh SET text = text - 4 + ? WHERE text >= 4", (far << 1,))
    memory.conn.execute("UPDATE unit SET id = ? WHERE id = 2", (far,))
    for _ in range(2):
        found = memory.search("قال الوزير إن العمل بدأ أمس", threshold=70)
        assert [m.unit.target for m in found] == ["far", "near"]
        memory.settle()
        assert [m.unit.target for m in memory.search("قال الوزير إن العمل بدأ أمس", threshold=70)] == ["far", "near"]
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(indexing, "RECENT", 0)
            memory.settle()
    keys = memory.index().postings_of(range(1, 9), 0, 99)  # type: ignore[attr-defined]
    pieces = [some for lists in keys.values() for some in lists]
    assert {text_of(k) for some in pieces for k in some} <= {2, 3, far << 1, far << 1 | 1}
    assert all(list(some) == sorted(some) for some in pieces)


def test_a_word_that_the_mark_of_a_key_splits_is_found_whole() -> None:
    memory = KeptMemory([Unit("ar", "en", "حجم الشبكة", "grid size"), Unit("en", "ar", "hide", "إخفاء")])
    memory.settle()
    assert [(m.unit.target, m.score) for m in memory.search("حجم ال&شبكة")] == [("grid size", 90)]
    turned = Index(memory.conn, [1], "en", "ar")
    assert [m.unit.target for m in Memory(lambda: turned, ["m"]).search("h&ide", threshold=70)] == ["إخفاء"]


def test_of_thousands_that_share_a_word_those_that_share_the_most_are_compared(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(candidates, "MOST", 3)
    memory = KeptMemory([Unit("ar", "en", f"الملف {'سصضطظ'[n % 5]}{'عغفقك'[n // 5]}", f"t{n}") for n in range(25)])
    memory.add(Unit("ar", "en", "الملف سليم", "nearest"))
    memory.settle()
    found = memory.search("الملف سليمة", threshold=50, limit=50)
    assert found[0].unit.target == "nearest"
    assert [m.unit.target for m in memory.search("الملف سع", threshold=100)] == ["t0"]


def test_pairs_of_other_languages_are_no_matches() -> None:
    memory = KeptMemory(
        [Unit("ar", "fr", "قال الوزير", "le ministre"), Unit("en-GB", "ar-SA", "the minister", "قال الوزير")]
    )
    assert [m.unit.target for m in memory.search("قال الوزير")] == ["the minister"]


def test_both_neighbours_make_101_and_the_same_document_102() -> None:
    stored = Unit("ar", "en", "نعم", "Yes", before="هل جاء الوزير؟", after="ثم عاد.", document="report")
    memory = KeptMemory(
        [stored, Unit("ar", "en", "نعم", "Indeed"), Unit("ar", "en", "لا", "No", before="x", after="y")]
    )

    def best(before: str, after: str, document: str) -> tuple[MatchKind, int, str]:
        match = memory.exact("نعم", context=Context(before, after, document))[0]
        return match.kind, match.score, match.unit.target

    assert best("هل جاء الوزير؟", "ثم عاد.", "other") == (MatchKind.CONTEXT, 101, "Yes")
    assert best("هل جاءَ الوزير؟", "ثم عاد.", "report") == (MatchKind.CONTEXT, 102, "Yes")
    assert best("هل جاء الوزير؟", "", "report")[1] == 100
    assert best("", "", "report")[1] == 100


def test_the_best_of_many_equal_texts_is_found_though_it_is_the_oldest() -> None:
    around = {"before": "هل جاء؟", "after": "ثم عاد."}
    memory = KeptMemory([Unit("ar", "en", "نعم", "T", document="report", **around)])
    memory.add(*[Unit("ar", "en", "نعم", f"t{n}", document="other", **around) for n in range(40)])
    best = memory.search("نعم", context=Context("هل جاء؟", "ثم عاد.", "report"))[0]
    assert (best.score, best.unit.target) == (102, "T")


def test_parts_are_joined_while_another_program_writes_one(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("PARTS", 1), ("SLICE", 2), ("RECENT", 0)):
        monkeypatch.setattr(indexing, name, value)
    memory = KeptMemory()

    def load(texts: list[str], between: bool) -> None:
        new = units.load_units(memory.conn, 1, [Unit("ar", "en", t, f"{t} t") for t in texts])
        gathered = indexing.Gathered()
        gathered.add("ar", ((u.id << 1, u.source_words) for u in new))
        gathered.add("en", ((u.id << 1 | 1, u.target_words) for u in new))
        for do in indexing.part_steps(memory.conn, gathered):
            do(memory.conn)
            if between:
                memory.settle()

    texts = [f"الجملة {n} من التقرير {n * 7}" for n in range(12)]
    load(texts[:4], between=False)
    load(texts[4:8], between=False)
    load(texts[8:], between=True)
    memory.settle()
    assert [[m.unit.source for m in memory.exact(t)] for t in texts] == [[t] for t in texts]


def test_numbers_of_units_are_given_once() -> None:
    memory = KeptMemory([Unit("ar", "en", "نعم", "Yes"), Unit("ar", "en", "لا", "No")])
    memory.remove(2)
    memory.add(Unit("ar", "en", "ربما", "Perhaps"))
    assert [m.unit.id for m in memory.exact("ربما")] == [3]


def test_thousands_of_translations_of_one_source() -> None:
    memory = KeptMemory([Unit("ar", "en", "موافق", f"OK {n}") for n in range(1500)])
    memory.settle()
    assert len(memory.search("موافق")) == 5
    assert [m.score for m in memory.exact("موافق")] == [100] * 1500


def test_concordance() -> None:
    memory = KeptMemory(
        [
            Unit("ar", "en", "زار وزيرُ الخارجية مصر", "a"),
            Unit("ar", "en", "وللوزير الخارجي رأي", "b"),
            Unit("ar", "en", "الخارجية قالت إن الوزير عاد", "c"),
            Unit("ar", "en", "من هنا", "from here - to there"),
        ]
    )

    def found(query: str, **how: bool) -> list[tuple[str, list[str]]]:
        page = concordance(memory.index(), query, **how)  # type: ignore[arg-type]
        return [(p.unit.target[:4], [p.unit.source[a:b] for a, b in p.spans]) for p in page.places]

    for _ in range(2):
        assert found("وزير") == [("c", ["الوزير"]), ("b", ["وللوزير"]), ("a", ["وزيرُ"])]
        assert found("الوزير") == [("c", ["الوزير"]), ("b", ["وللوزير"])]
        assert found("وزير", exact=True) == [("a", ["وزيرُ"])]
        assert found("وزير الخارجية") == [("c", ["الخارجية", "الوزير"]), ("a", ["وزيرُ", "الخارجية"])]
        assert found('"وزير الخارجية"') == [("a", ["وزيرُ الخارجية"])]
        assert found("الخارج*") == [("c", ["الخارجية"]), ("b", ["الخارجي"]), ("a", ["الخارجية"])]
        for nothing in ("", '"', "*", "-", '"""', "؟", "* *", "()"):
            assert found(nothing) == []
        assert found("من")[0][0] == "from"
        memory.settle()
    more = concordance(memory.index(), "الوزير", limit=1)
    assert ([p.unit.target for p in more.places], more.more) == (["c"], True)
    rest = concordance(memory.index(), "الوزير", limit=1, skip=1)
    assert ([p.unit.target for p in rest.places], rest.more) == (["b"], False)
