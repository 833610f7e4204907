"""The dress of an English form: the article, number and case the text asks for stay when it is put in."""

from __future__ import annotations

import regex

from workbench.model import TermChangeReason
from workbench.termbase import english
from workbench.termbase.places import Place
from workbench.termbase.places_english import begins_sentence
from workbench.termbase.repairing import Candidate

_ARTICLE = regex.compile(r"(?:(?<=^)|(?<=[^\p{L}\p{N}]))(the|an?)[ \t\u00a0]+$", regex.I)
_TEXT_ENDS = regex.compile(r"\.[\s\"”'’)\]»]*(?:\n|$)")
_PLURAL_POSSESSIVE = regex.compile(r"[sS]['’](?![\p{L}\p{N}])")
_OPEN_QUOTE = regex.compile(r"(?<![\p{L}\p{N}])['‘]")
_BY_LETTERS = (("man", "men"), ("child", "children"), ("sis", "ses"))
_NO_MAN = regex.compile(r"(?i)(?<!\p{L})(?:hu|ger|ro|nor|otto|mussul|talis|sha|cai)man$")
"""Words in -man whose plural has an s: Germans."""


def dressed(
    whole: str,
    start: int,
    end: int,
    form: str,
    concept: str,
    reason: TermChangeReason,
    score: float,
    place: Place | None = None,
) -> Candidate:
    """Return the change with the article, number and case the text asks for."""
    if place is not None:
        start, end = _with_marks(whole, start, end, place.form)
    if form.endswith(".") and whole.startswith(".", end) and not whole.startswith("..", end):
        # The stop of the form is that of the sentence as well: in the U.S.
        end += 1
    old = whole[start:end]
    new = in_number(form, place.plural) if place is not None else form
    article = _ARTICLE.search(whole[:start])
    own = _ARTICLE.match(f"{new.split(' ', 1)[0]} ") if " " in new else None
    listed_article = place is not None and _ARTICLE.match(f"{place.form.split(' ', 1)[0]} ") is not None
    if article is not None and own is not None and own[1] == "The":
        start = article.start(1)
    elif article is not None:
        new = new[len(own[1]) + 1 :] if own is not None else new
        if own is None and listed_article and len(english.words(place.form if place else "")) > 1:
            start = article.start(1)
        elif article[1].casefold() != "the" and _an(old) != _an(new) and _an(old) == (len(article[1]) == 2):
            start = article.start(1)
            new = f"{article[1][0]}{'n' if _an(new) else ''} {new}"
    if _owns(whole, start, end) and not new.casefold().endswith("s"):
        new, end = f"{new}{whole[end]}s", end + 1
    letters = [c for c in old if c.isalpha()]
    listed_caps = place is not None and not any(c.islower() for c in place.form)
    if len(letters) > 1 and all(c.isupper() for c in letters) and any(c.islower() for c in form):
        if not listed_caps or whole.upper() == whole:
            new = new.upper()
    elif new[:1].islower() and whole[start].isupper() and begins_sentence(whole, start):
        new = new[:1].upper() + new[1:]
    return Candidate(start, end, whole[start:end], new, concept, reason, score)


def _with_marks(whole: str, start: int, end: int, form: str) -> tuple[int, int]:
    """Return a place of a form with the marks around its words that the text has, too: Mr. Haddad, Labor (party)."""
    words = english.words(form)
    before, behind = form[: words[0].start], form[words[-1].end :]
    if before and whole.endswith(before, 0, start):
        start -= len(before)
    has_it = whole.endswith(behind, start, end)
    if behind and not has_it and whole.startswith(behind, end) and not (behind == "." and _TEXT_ENDS.match(whole, end)):
        end += len(behind)
    return start, end


def _owns(whole: str, start: int, end: int) -> bool:
    """Whether the possessive of a plural stands behind a place: managers', and no quotation ends there."""
    return _PLURAL_POSSESSIVE.match(whole, end - 1) is not None and _OPEN_QUOTE.search(whole, 0, start) is None


def _an(text: str) -> bool:
    """Whether a text takes ``an``: it begins with the sound of a vowel."""
    return regex.match(r"(?i)[aeio]|u(?!n[ies]|s|k|ti|r[aeiou])", text) is not None and not text.startswith(
        ("Eu", "One")
    )


def in_number(form: str, plural: int) -> str:
    """Return a form with its head in the plural (1), the singular (-1) or as it is (0): secretaries-general."""
    read = english.form(form)
    if not plural or read is None:
        return form
    words = english.words(form)
    end = words[len(words) - len(read.keys) + read.head].end
    return _one_in_number(form[:end], plural) + form[end:]


def _one_in_number(word: str, plural: int) -> str:
    letters = next((pair for pair in _BY_LETTERS if word.lower().endswith(pair[plural < 0])), None)
    if letters is not None and _NO_MAN.search(word) is None:
        one, many = letters if plural > 0 else letters[::-1]
        return word[: -len(one)] + many
    if plural > 0 and not word.endswith("s"):
        if regex.search(r"[^aeiou]y$", word):
            return f"{word[:-1]}ies"
        return f"{word}es" if regex.search(r"(?:ch|sh|x|z)$", word) else f"{word}s"
    if plural < 0 and word.endswith("s") and not word.endswith("ss"):
        return word[:-1]
    return word
