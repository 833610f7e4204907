from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from workbench.store.vocabulary import gram_rows

WORD = st.text(st.sampled_from("abاب1"), min_size=0, max_size=33)


@given(st.lists(WORD, unique=True))
def test_each_word_stands_once_with_each_three_letters_it_has(words: list[str]) -> None:
    wanted = {
        (f" {word} "[n : n + 3], len(word), word)
        for word in words
        if 2 <= len(word) <= 30 and not word[0].isdigit()
        for n in range(len(word))
    }
    rows = gram_rows("ar", words)
    found = [(gram, letters, word) for _language, gram, letters, some in rows for word in some.split(" ")]
    assert sorted(found) == sorted(wanted)
    assert [row[:3] for row in rows] == sorted({("ar", gram, letters) for gram, letters, _word in wanted})
