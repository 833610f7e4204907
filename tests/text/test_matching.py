from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from workbench.text.fold import fold_key
from workbench.text.matching import matching, matching_all, matching_places

LETTERS = st.text(st.sampled_from("اأإآبتةىيئءَّـکگ٠۱٢3 aAßİéЖ漢'’،.-_\t\n\0\1\u200cﻻﷺ😀"), max_size=20)
ANY = st.text(max_size=20)


@given(st.lists(LETTERS | ANY, max_size=8))
def test_many_at_once_are_what_each_is_alone(texts: list[str]) -> None:
    assert matching_all(texts) == [matching(t) for t in texts]


@given(LETTERS | ANY)
def test_laws(text: str) -> None:
    form = matching(text)
    assert matching(form) == form
    assert form == " ".join(form.split())
    if any(c.isalnum() for c in form):
        places = matching_places(text)
        assert " ".join(word for word, _start, _end in places) == form
        assert all(0 <= a < b <= len(text) for _word, a, b in places)
        assert all(x[1] <= y[1] for x, y in pairwise(places))


@given(LETTERS, LETTERS)
def test_equal_keys_have_equal_forms(a: str, b: str) -> None:
    for left, right in ((a, b), (a, fold_key(a))):
        if fold_key(left) == fold_key(right):
            assert matching(left) == matching(right)


def test_forms() -> None:
    assert matching("قالَ الرئيسُ: «إنّ 12.5%» …") == "قال الرئيس ان 12 5"
    assert matching("Don’t stop the_bus, JOHN'S!") == "dont stop the bus johns"
    assert matching(" * * *\n") == "***"
    assert matching("") == ""
    assert matching_places("قالَ «لا»") == [("قال", 0, 4), ("لا", 6, 8)]
