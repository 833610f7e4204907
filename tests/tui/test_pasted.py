"""An article that comes as keys is counted like one that comes at once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from workbench.tui.screens.pasted import Pasted


@given(st.lists(st.text("ab \n", max_size=4)), st.integers(0, 6))
def test_words_are_those_of_the_text_in_whatever_pieces(parts: list[str], back: int) -> None:
    pasted = Pasted()
    for part in parts:
        pasted.add(part)
    for _ in range(back):
        pasted.take_back()
    text = "".join(parts)
    assert pasted.text == text[: max(0, len(text) - back)]
    assert pasted.words == len(pasted.text.split())
