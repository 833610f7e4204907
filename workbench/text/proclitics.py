"""Writing an Arabic word behind the words of one letter that are written together with it."""

from __future__ import annotations

import re

LETTER = "\u0621-\u063a\u0641-\u064a\u0671-\u06d3"
"""Arabic letters, for a class of a regular expression."""
MARK = "\u0610-\u061a\u064b-\u065f\u0670"
"""Vowels and other marks on letters, likewise."""
_ARTICLE = re.compile(f"[اٱ]ل[{MARK}]*(?=[{LETTER}][{MARK}]*[{LETTER}])")


def has_article(form: str) -> bool:
    """Whether a form begins with the article as it is written; the hamza of ألمانيا shows that the alef is its own."""
    return _ARTICLE.match(form) is not None


def behind(proclitic: str, form: str) -> str:
    """Return a form behind a proclitic (و ف ب ك ل and their stacks), '' leaves it as it is.

    ل and ال are written لل, and one of three ل is not written: للأمم, للجنة, لله. A form in other letters or digits has a
    tatweel before it: لـBBC.
    """
    article = _ARTICLE.match(form)
    if proclitic.endswith("ل") and article is not None:
        rest = form[article.end() :]
        return proclitic + (rest if rest.startswith("ل") else f"ل{rest}")
    foreign = proclitic and form[:1].isalnum() and not re.match(f"[{LETTER}]", form)
    return f"{proclitic}\u0640{form}" if foreign else proclitic + form
