from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from workbench.model import Concept, Term, TermMatching, TermStatus
from workbench.termbase import prefilter as module
from workbench.termbase.prefilter import MOST, SEPARATOR, Prefilter
from workbench.termbase.termbase import Termbase

NAMES = (
    *(
        "حماة",
        "نصر الله",
        "نصرالله",
        "عبد الرحمن",
        "أبو بكر",
        "إلياس",
        "اللاذقية",
        "مستشفى النهر",
        "الأمم المتحدة",
        "هيئة",
    ),
    *(
        "وزير الخارجية",
        "جماعات مسلحة",
        "علي",
        "مؤسسة الشام",
        "ليلى",
        "شركة BP",
        "بنو هاشم",
        "ذو الفقار",
        "سوء",
        "لجنة 15",
    ),
    *("أنطاكية", "اوي", "بكّة", "معلم"),
)
ENGLISH = (
    "Hamas",
    "free cities",
    "United Nations",
    "city",
    "al-Qaeda",
    "U.N.",
    "The Hague",
    "Müller",
    "boxes",
    "minister of state",
    "O'Hara",
)
PROCLITICS = ("", "", "و", "ف", "ب", "ك", "ل", "وب", "ول", "فل", "وال", "بال", "لل", "ولل", "ال")
MARKS = "\u064b\u064e\u0651\u0652\u0670\u0640\u200c\u200f\u06d6\u00ad"
SWAPS = {
    **dict.fromkeys("اأإآ", "اأإآٱﺍ"),
    **dict.fromkeys("يىئ", "يىیئﻱﻲ"),
    **dict.fromkeys("هة", "هةہەھۀﺔ"),
    "ك": "کڪگ",
    "ب": "پﺑ",
    "ج": "چ",
    "ف": "ڤﻓ",
    "ق": "ڨ",
    "ز": "ژ",
    "غ": "ڠ",
    "و": "ؤاي",
    "ؤ": "و",
    "ل": "ﻟ",
    "م": "ﻣ",
    "1": "١۱",
    "5": "٥۵",
}
LATIN = {"a": "áâāªàḁ", "u": "üūú", "s": "śš\u017f", "i": "ı\u0130í", "H": "ḤĦ\uff28", "e": "éē", "o": "ö", "h": "ḥ"}


@st.composite
def arabic_text(draw: st.DrawFn, term: str) -> str:
    """A term as texts have it: behind proclitics, with marks, other letters, endings, joined or parted."""
    out = []
    for word in term.split():
        word = draw(st.sampled_from(PROCLITICS)) + word.removeprefix("ال" if draw(st.booleans()) else "")
        if draw(st.integers(0, 3)) == 0:
            word = word.rstrip("ةهياونت")[: max(2, len(word))] + draw(
                st.sampled_from(("ة", "ات", "ين", "ون", "ي", "تين", "ًا"))
            )
        letters = []
        for c in word:
            swap = SWAPS.get(c, "")
            letters.append(draw(st.sampled_from(swap)) if swap and draw(st.integers(0, 4)) == 0 else c)
            letters.append(draw(st.text(MARKS, max_size=2)) if draw(st.integers(0, 4)) == 0 else "")
        out.append("".join(letters))
    joint = draw(st.sampled_from((" ", "  ", "\u00a0", ' "', "", "ـ ", " (")))
    text = joint.join(out).replace("لا", draw(st.sampled_from(("لا", "ﻻ"))))
    return draw(st.sampled_from(("", "قال ", "في\n", "‏"))) + text + draw(st.sampled_from(("", " أمس", "، ثم", ".")))


@st.composite
def english_text(draw: st.DrawFn, term: str) -> str:
    out = []
    for c in term:
        if c == " " and draw(st.booleans()):
            c = draw(st.sampled_from(("-", "\u00a0", " (", "’s ", ' "', "  ")))
        swap = LATIN.get(c, "")
        c = draw(st.sampled_from(swap)) if swap and draw(st.integers(0, 3)) == 0 else c
        c += draw(st.sampled_from(("\u0301", "’", "'", "ʿ", ".", "\u064b"))) if draw(st.integers(0, 7)) == 0 else ""
        out.append(c)
    text = "".join(out)
    text = draw(st.sampled_from((text, text.removesuffix("es"), text.removesuffix("y"))))
    text = draw(st.sampled_from((text, text.upper(), text.title(), text.lower())))
    text += draw(st.sampled_from(("", "s", "es", "'s", "’s", "ies", ",")))
    return draw(st.sampled_from(("", "the ", "In “"))) + text + draw(st.sampled_from(("", " said", ".")))


def concepts(term: str, language: str, kind: str, matching: TermMatching, form: str = "x") -> list[Concept]:
    other = "en" if language == "ar" else "ar"
    return [Concept("c", (Term(language, term), Term(other, form)), kind=kind, match=matching)]


@settings(max_examples=2 * settings().max_examples)
@given(st.data())
def test_no_text_with_a_term_is_dropped(data: st.DataObject) -> None:
    is_arabic = data.draw(st.booleans())
    language = "ar" if is_arabic else "en"
    term = data.draw(st.sampled_from(NAMES if is_arabic else ENGLISH))
    kind = data.draw(st.sampled_from(("person", "title", "other", "organisation")))
    matching = data.draw(st.sampled_from(list(TermMatching)))
    known = concepts(term, language, kind, matching, data.draw(st.sampled_from(("a thing", "A Name"))))
    drawn = arabic_text(term) if is_arabic else english_text(term)
    texts = data.draw(st.lists(drawn, min_size=1, max_size=4))
    base, sieve = Termbase(known, counts={}), Prefilter(known, language)
    page = SEPARATOR.join(texts).encode()
    rows = sieve.rows(page)
    assert rows == [n for n, text in enumerate(texts) if sieve.passes(text)]
    for n, text in enumerate(texts):
        if base.find(text, language):
            assert n in rows, text


@given(st.lists(st.text(st.sampled_from("اأنﻻحمةه ـًﷲگ'’.aAßﬁHs\n١"), max_size=12), max_size=8))
@example(["ﻻ", "", "حماة"])
def test_the_coarse_sieve_agrees_with_the_fine_one(texts: list[str]) -> None:
    for term, language in (("حماة", "ar"), ("لاه", "ar"), ("has", "en")):
        sieve = Prefilter(concepts(term, language, "other", TermMatching.NORMAL), language)
        passing = [n for n, text in enumerate(texts) if sieve.passes(text)]
        assert sieve.rows(SEPARATOR.join(texts).encode()) == passing


def test_letters_that_fold_to_several_begin_with_a_rare_byte() -> None:
    """Else the coarse sieve would drop what the fine one lets pass."""
    for letters in (module._arabic_letters(), module._english_letters()):
        odd = re.compile(letters.odd)
        for n in (*range(0x80, 0xD800), *range(0xE000, 0x11000), *range(0x1D400, 0x1D800)):
            assert not odd.match(chr(n)) or module._is_rare(chr(n), letters), hex(n)


def test_what_does_not_have_the_term_is_mostly_dropped() -> None:
    sieve = Prefilter(concepts("الأمم المتحدة", "ar", "organisation", TermMatching.NORMAL), "ar")
    assert sieve.passes("وللأمم المتحدة رأي")
    assert not sieve.passes("قالت الولايات المتحدة إن الأمم كلها")
    assert sieve.rows(SEPARATOR.join(["لا شيء", "بالاُمم ٱلمتحده", "المتحدة", "ﻷمم متحدة"]).encode()) == [1, 3]


@pytest.mark.parametrize(
    ("term", "text"),
    [("أبو بكر", "لأبا بكر"), ("بنو هاشم", "بني هاشم"), ("جماعات مسلحة", "وجماعة مسلحون"), ("هيئة", "هيئه")],
)
def test_other_cases_and_endings_pass(term: str, text: str) -> None:
    known = concepts(term, "ar", "title", TermMatching.NORMAL)
    assert Termbase(known, counts={}).find(text, "ar")
    assert Prefilter(known, "ar").passes(text)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_nothing_to_look_for_and_too_much(language: str) -> None:
    page = SEPARATOR.join("abc").encode()
    assert Prefilter([], language).rows(page) == []
    candidate = Concept("c", (Term("ar", "حماة"), Term("en", "Hama")), status=TermStatus.CANDIDATE)
    assert Prefilter([candidate], language).rows(page) == []
    many = [
        c
        for n in range(MOST + 1)
        for c in concepts(f"حماة{n}" if language == "ar" else f"Hama{n}", language, "other", TermMatching.NORMAL)
    ]
    assert Prefilter(many, language).rows(page) == [0, 1, 2]


def test_hostile_texts_take_time_in_proportion(linear) -> None:  # type: ignore[no-untyped-def]
    sieve = Prefilter(concepts("ان اني انا", "ar", "other", TermMatching.NORMAL), "ar")
    linear(lambda n: sieve.passes("اني" * n))
    linear(lambda n: sieve.rows(("ان" + " ـ" * n).encode()))
