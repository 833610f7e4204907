"""Currencies and percent: signs and words around a number, and anywhere in a text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from workbench.text.number_data import number_data
from workbench.text.number_tokens import Token, TokenKind, match, tokens

Money = tuple[frozenset[str], int]
"""The currencies a sign or word can mean, and a token: the first of it, or the one behind it."""

_ADJECTIVES = 2
"""Capitalised words between a figure and its currency: "5 million US dollars", "Egyptian pounds"."""


_PERCENT_WORDS = frozenset({"pc", "مئوية", "المئوية"})


def money_before(toks: Sequence[Token], i: int, floor: int) -> Money | None:
    """Return the currency before the figure at a token, and its first token; nothing of it lies before ``floor``."""
    if i == 0 or toks[i - 1].start < floor:
        return None
    data, before = number_data(), toks[i - 1]
    if before.text in data.currency_signs:
        first = i - 1
        if first and not before.gap and toks[first - 1].start >= floor and _country(toks[first - 1]):
            first -= 1
        return data.currency_signs[before.text], first
    found = data.currency_codes.get(before.text)
    return (found, i - 1) if found else None


def money_after(toks: Sequence[Token], j: int) -> Money | None:
    """Return the currency that begins at a token behind a number, and the token behind it."""
    if j >= len(toks):
        return None
    data, token = number_data(), toks[j]
    if token.text in data.currency_signs:
        of_next = token.gap and j + 1 < len(toks) and toks[j + 1].digits and not toks[j + 1].gap
        return None if of_next else (data.currency_signs[token.text], j + 1)
    if token.text == "-" and not token.gap:
        j += 1
    if j < len(toks) and toks[j].key == "من":
        j += 1
    for k in range(j, min(j + 1 + _ADJECTIVES, len(toks))):
        found = data.currency_codes.get(toks[k].text) or word_currency(toks[k], data.currency_words)
        if found:
            return found, k + 1
        if not (toks[k].kind is TokenKind.WORD and toks[k].text[0].isupper()):
            return None
    return None


def percent_after(toks: Sequence[Token], j: int) -> int | None:
    """Return the token behind a percent sign or word that begins at a token."""
    if j >= len(toks):
        return None
    data = number_data()
    if toks[j].text in data.percent_signs:
        of_next = toks[j].gap and j + 1 < len(toks) and toks[j + 1].digits and not toks[j + 1].gap
        return None if of_next else j + 1
    if toks[j].text == "-" and not toks[j].gap:
        j += 1
    found = match(data.percent, toks, j)
    return found[1] if found else None


def percent_before(toks: Sequence[Token], i: int, floor: int) -> bool:
    """Return whether a percent sign stands directly before a figure and belongs to it, as in ``%5``."""
    if i == 0 or toks[i].gap or toks[i - 1].text not in number_data().percent_signs or toks[i - 1].start < floor:
        return False
    return not (i > 1 and toks[i - 2].digits and not toks[i - 1].gap)


def currencies_in(text: str) -> frozenset[str]:
    """Return all currencies a text names, also by a word that is the answer to one (``رطل`` to ``pound``)."""
    data, out = number_data(), set[str]()
    for token in tokens(text):
        out |= data.currency_signs.get(token.text, frozenset())
        out |= data.currency_codes.get(token.text, frozenset())
        out |= word_currency(token, data.currency_words) or frozenset()
        out |= word_currency(token, data.currency_answers) or frozenset()
    return frozenset(out)


def has_percent(text: str) -> bool:
    """Return whether a text has a percent sign or word anywhere."""
    toks, data = tokens(text), number_data()
    return any(
        t.text in data.percent_signs or t.key in _PERCENT_WORDS or match(data.percent, toks, i)
        for i, t in enumerate(toks)
    )


def word_currency(token: Token, words: Mapping[str, frozenset[str]]) -> frozenset[str] | None:
    """Return what a word means as a currency, also behind و ف ب ل ك ال."""
    if token.kind is not TokenKind.WORD:
        return None
    return next((words[key] for key in _bare(token.key) if key in words), None)


_SHORTEST = 3
"""Letters a word has at least behind what is taken off it: "بين" is "between", not "in yen"."""


def _bare(key: str) -> Iterator[str]:
    yield key
    if key.isascii():
        return
    for prefix in ("و", "ف", "لل", "ب", "ل", "ك", "ال"):
        if key.startswith(prefix) and len(key) - len(prefix) >= _SHORTEST:
            key = key[len(prefix) :]
            yield key


def _country(token: Token) -> bool:
    return token.kind is TokenKind.WORD and token.text.isascii() and token.text.isupper() and len(token.text) <= 3
