"""What a word of a text can be is worked out quickly for most: laws that tie the quick ways to the careful ones."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from workbench.model import Concept, Term, TermMatching
from workbench.termbase.arabic import as_in_terms, forms, stems, text_word
from workbench.termbase.arabic_match import match_several, match_single
from workbench.text.tokens import spans_of, token_texts, tokens

LETTERS = "ابتلوفكسدنيىةهءأإآئؤپچگـ\u064b\u0651"
WORDS = st.builds(
    str.__add__,
    st.sampled_from(["", "", "و", "ف", "ب", "ك", "ل", "لل", "ال", "وال", "بال", "ولل", "ابو", "ء", "فلا"]),
    st.text(LETTERS, min_size=1, max_size=7),
).map(lambda w: "".join(token_texts(w)[:1]) or "بيت")


@given(WORDS)
def test_stems_are_those_of_the_readings(raw: str) -> None:
    word, quick = text_word(raw), stems(raw)
    assert set(quick.plain) == {x for r in word.plain for x in as_in_terms(r)}
    assert set(quick.behind) - set(quick.plain) == {x for r in word.behind for x in as_in_terms(r)} - set(quick.plain)
    assert tuple(dict.fromkeys(quick.plain_keys)) == word.plain_keys


@given(st.lists(WORDS, min_size=1, max_size=4), st.sampled_from(TermMatching), st.sampled_from(["person", "other"]))
def test_a_term_written_just_so_fits_wholly(words: list[str], matching: TermMatching, kind: str) -> None:
    concept = Concept("c", (Term("ar", " ".join(words)), Term("en", "Thing")), kind=kind, match=matching)
    form = forms(" ".join(words), concept)[0]
    found = [text_word(w) for w in words]
    score = match_single(found[0], form, {}) if form.single else match_several(found, form, egyptian=False)
    assert score == 1.0


@given(st.text("ab'’ \nاب،ـ\u064b\u200c9٣-", max_size=40))
def test_spans_are_those_of_the_tokens(text: str) -> None:
    texts = token_texts(text)
    assert list(zip(spans_of(text, texts), texts, strict=True)) == [((t.start, t.end), t.text) for t in tokens(text)]
