from __future__ import annotations

from workbench.bidi.kept import kept
from workbench.bidi.layout import KEPT, layout


def test_the_latest_results_are_kept_up_to_a_size() -> None:
    made: list[str] = []

    @kept(10)
    def upper(text: str, *, mark: str = "") -> str:
        made.append(text)
        return text.upper() + mark

    assert [upper("abcd"), upper("abcd"), upper("abcd", mark="!")] == ["ABCD", "ABCD", "ABCD!"]
    assert made == ["abcd", "abcd"]
    upper("abcd")
    upper("xyz")
    assert upper.size <= 10
    upper("abcd")
    assert made == ["abcd", "abcd", "xyz"], "what was asked for last stays"
    upper("a" * 50)
    upper("a" * 50)
    assert made == ["abcd", "abcd", "xyz", "a" * 50]
    upper("")
    assert upper.size == 0


def test_typing_does_not_fill_the_memory() -> None:
    text = "كلمة " * 900
    for n in range(0, len(text), 13):
        layout(text[:n], 76, 1, caret_room=True)
    assert layout.size <= KEPT
