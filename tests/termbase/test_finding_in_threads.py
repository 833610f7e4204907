"""The screen, the names and a sweep look for terms at the same time; the index is worked out while they do."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator

import pytest

from workbench.model import Concept, Term
from workbench.termbase.termbase import Termbase

PLACES = [f"مدينة {a}{b}" for a in "ابتثجحخدذرزسشصضطظعغفقكلمنهوي" for b in ("نور", "باب", "دار", "جسر")]


@pytest.fixture
def impatient() -> Iterator[None]:
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_no_thread_finds_less_than_another(impatient: None, language: str) -> None:
    names = PLACES if language == "ar" else [f"Town of {n} Bridge" for n in range(len(PLACES))]
    other = "en" if language == "ar" else "ar"
    concepts = [Concept(str(n), (Term(language, name), Term(other, "X"))) for n, name in enumerate(names)]
    text = ". ".join(names)
    for _ in range(4):
        base = Termbase(concepts)
        found: list[int] = []

        def look(base: Termbase = base, found: list[int] = found) -> None:
            found.append(len(base.find(text, language)))
            found.append(len(base.find(text, language)))

        threads = [threading.Thread(target=look) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert found == [len(names)] * 8


def test_a_term_added_while_others_look_is_found_by_all_afterwards(impatient: None) -> None:
    for n in range(30):
        base = Termbase([Concept("a", (Term("ar", "نهر الأردن"), Term("en", "Jordan River")))])
        stop = threading.Event()

        def look(base: Termbase = base, stop: threading.Event = stop) -> None:
            while not stop.is_set():
                base.find("عند نهر الأردن وجسر الملك", "ar")

        thread = threading.Thread(target=look)
        thread.start()
        base.add(Concept("b", (Term("ar", "جسر الملك"), Term("en", f"King's Bridge {n}"))))
        stop.set()
        thread.join()
        assert [h.concept.id for h in base.find("عند نهر الأردن وجسر الملك", "ar")] == ["a", "b"]
