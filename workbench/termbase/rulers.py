"""The numbers of kings and popes: words behind the name in Arabic (محمد السادس), Roman figures in English."""

from __future__ import annotations

from workbench.text.fold import fold

_WORDS = (
    "الأول الثاني الثالث الرابع الخامس السادس السابع الثامن التاسع العاشر الحادي_عشر الثاني_عشر الثالث_عشر الرابع_عشر"
    " الخامس_عشر السادس_عشر"
)
_FIGURES = "I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI"
ARABIC = dict(zip(_FIGURES.split(), (w.replace("_", " ") for w in _WORDS.split()), strict=True))
"""The Arabic words of a figure."""
_LATIN = {fold(words): figure for figure, words in ARABIC.items()}


def ends_in_number(words: list[str]) -> tuple[int, str]:
    """Return how many words at the end of an Arabic name are a ruler's number, and its figure; (0, '') for none."""
    for count in (2, 1):
        figure = _LATIN.get(fold(" ".join(words[-count:]))) if len(words) > count else None
        if figure is not None:
            return count, figure
    return 0, ""
