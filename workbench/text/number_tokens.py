"""A text as figures, words and marks: what the readers of numbers and dates look at.

Bidi controls and other invisible signs are no tokens and separate nothing; a figure never begins behind a Latin letter
(``A380``), but may behind an Arabic one (``عام2020``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

import regex

from workbench.text.number_data import Phrases, word_key

DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫٬،\u00a0\u202f’", "01234567890123456789.,,  '")
"""To the digits and signs that numbers are read by."""
INDIC = str.maketrans("0123456789.,", "٠١٢٣٤٥٦٧٨٩٫٬")
"""From these to those Arabic is written with."""


_PERSIAN = str.maketrans("0123456789.,", "۰۱۲۳۴۵۶۷۸۹٫٬")
_DECIMAL = regex.compile(r"\d+([.,٫٬])(?!\d{3}$)\d+")
"""A figure with one sign, which can be no sign of thousands."""


def written_as(figure: str, like: str) -> str:
    """Return a figure in the digits of another one, and with its signs where that has some: ``1,200`` as ``۱٬۲۰۰``.

    In Western digits only a decimal sign is changed, where it can be no sign of thousands: ``2,5`` like ``2.6``.
    """
    plain = figure.translate(DIGITS)
    for table in (INDIC, _PERSIAN):
        if any(chr(table[ord(digit)]) in like for digit in "0123456789"):
            written = plain.translate(table)
            signs = {chr(table[ord(sign)]): sign for sign in ".," if sign in like}
            return "".join(signs.get(c, c) for c in written)
    ours, theirs = _DECIMAL.fullmatch(plain), _DECIMAL.fullmatch(like)
    return plain.replace(ours[1], theirs[1]) if ours and theirs else plain


class TokenKind(StrEnum):
    """What a token is. ``plain`` is digits alone; ``label`` a phone number or a version."""

    PLAIN = "plain"
    FIGURE = "figure"
    MAGHREB = "maghreb"
    LABEL = "label"
    WORD = "word"
    MARK = "mark"


@dataclass(frozen=True, slots=True)
class Token:
    """A token: ``text`` is its slice of the source, ``key`` a word folded. ``gap``: white space stands before it.

    ``first``: nothing stands before it on its line.
    """

    start: int
    end: int
    text: str
    key: str
    kind: TokenKind
    gap: bool
    first: bool

    @property
    def digits(self) -> bool:
        """True for every kind of figure."""
        return self.kind not in (TokenKind.WORD, TokenKind.MARK)


# Every repeat is bounded or cannot be entered again from behind its start: the work is linear in any text.
_N = r"\p{Nd}"
_TOKEN = regex.compile(
    rf"""
    (?P<label>(?<![{_N}.,])(?:
        (?:\+|00|٠٠)(?=(?:[\ \-.()]{{0,2}}{_N}){{8}}){_N}{{1,3}}(?:[\ \-.()]{{1,2}}{_N}{{1,8}}){{1,5}}(?!{_N})
      | (?:\+|00|٠٠){_N}{{8,14}}(?!{_N})
      | \({_N}{{3}}\)[\ -]?{_N}{{3}}-{_N}{{4}}(?!{_N})
      | {_N}{{3}}-{_N}{{3}}-{_N}{{4}}(?!{_N}))
    )
    |(?P<version>(?!{_N}{{1,3}}(?:\.{_N}{{3}}){{1,8}}(?!\.?{_N})){_N}{{1,4}}(?:\.{_N}{{1,4}}){{2,6}}(?!{_N}))
    |(?P<figure>
        {_N}{{1,3}}(?:(?P<sep>[,٬،.'’\u00a0\u202f]){_N}{{3}}(?!{_N}))(?:(?P=sep){_N}{{3}}(?!{_N}))*+(?:(?!(?P=sep))[.٫,،]{_N}++)?
      | {_N}{{1,2}}(?:,{_N}{{2}}){{1,5}},{_N}{{3}}(?!{_N})
      | (?<!{_N}\ ){_N}{{1,3}}(?:\ {_N}{{3}}){{1,5}},{_N}{{1,2}}(?!{_N})
      | (?<!{_N}\ ){_N}{{1,3}}(?:(?:\ {_N}{{3}}){{2,5}}|\ [0٠۰]{_N}{{2}})(?!\ ?{_N})
      | (?:{_N}{{1,6}}\ ?)?[¼½¾⅓⅔⅛⅜⅝⅞]
    )
    |(?P<maghreb>{_N}{{1,4}}ر{_N}{{1,4}}(?![{_N}\p{{L}}]))
    |(?P<decimal>
        {_N}++[.٫]{_N}++
      | (?<!{_N}[,،])(?:{_N}{{1,9}}[,،]{_N}{{1,2}}|{_N}{{1,3}}[,،]{_N}{{4,9}})(?!{_N})(?![,،]{_N})
    )
    |(?P<plain>{_N}++)
    |(?P<word>(?:\p{{Latin}}\.)+\p{{Latin}}(?![\p{{L}}{_N}])
      | [\p{{Latin}}_][\p{{Latin}}\p{{M}}\p{{N}}_]*+(?:['’][\p{{Latin}}]++)*+
      | (?:(?!\p{{Latin}})[\p{{L}}\p{{M}}])++)
    |(?P<mark>[^\s\p{{Cf}}])
    """,
    regex.VERBOSE,
)
_KINDS = {
    "label": TokenKind.LABEL,
    "figure": TokenKind.FIGURE,
    "decimal": TokenKind.FIGURE,
    "maghreb": TokenKind.MAGHREB,
    "version": TokenKind.LABEL,
    "plain": TokenKind.PLAIN,
    "word": TokenKind.WORD,
    "mark": TokenKind.MARK,
}
_FRACTIONS = dict(zip("¼½¾⅓⅔⅛⅜⅝⅞", [".25", ".5", ".75", ".3333", ".6667", ".125", ".375", ".625", ".875"], strict=True))
_GROUPED = regex.compile(r"\d{1,3}([.,' ])\d{3}(?:\1\d{3})*(?:[.,]\d+)?")
_LONGEST = 25
"""Digits a value is calculated with; longer figures are compared as they are written."""


def tokens(text: str) -> list[Token]:
    """Return the tokens of a text in order."""
    out: list[Token] = []
    at = 0
    for m in _TOKEN.finditer(text):
        between = text[at : m.start()]
        kind = _KINDS[m.lastgroup or "mark"] if m.lastgroup != "sep" else TokenKind.FIGURE
        surface = m[0]
        key = word_key(surface) if kind is TokenKind.WORD else surface
        first = not out or "\n" in between
        gap = first or between.isspace() or any(c.isspace() for c in between)
        out.append(Token(m.start(), m.end(), surface, key, kind, gap, first))
        at = m.end()
    return out


def plain(token: Token | None, low: int, high: int) -> int | None:
    """Return the value of a token of plain digits when it lies between two bounds."""
    if token is None or token.kind is not TokenKind.PLAIN or len(token.text) > 4:
        return None
    value = int(token.text.translate(DIGITS))
    return value if low <= value <= high else None


def match(phrases: Phrases, toks: Sequence[Token], i: int, key: str = "") -> tuple[str, int] | None:
    """Return the meaning of the longest phrase at a token and the token behind it; hyphens may join its words.

    ``key`` stands for the first word, where something was taken off it.
    """
    if i >= len(toks):
        return None
    for rest, meaning in phrases.by_first.get(key or toks[i].key, ()):
        j = i + 1
        for word in rest:
            if j + 1 < len(toks) and toks[j].text == "-" and not toks[j].gap:
                j += 1
            if j >= len(toks) or toks[j].key != word:
                break
            j += 1
        else:
            return meaning, j
    return None


def figure_values(token: Token) -> set[Decimal]:
    """Return the values digits with separators can mean; nothing for more digits than are calculated with.

    A stop or an Arabic comma before three digits may be either mark (``150.000``), a comma is for thousands.

    Maghreb papers write ``ر`` for the decimal mark, and since its digits often stand in visual order, either half may be
    the whole part.
    """
    raw = token.text.translate(DIGITS)
    if len(raw) > _LONGEST:
        return set()
    if token.kind is TokenKind.MAGHREB:
        one, two = raw.split("ر")
        return {Decimal(f"{one}.{two}"), Decimal(f"{two}.{one}")}
    if raw[-1] in _FRACTIONS:
        return {Decimal(raw[:-1].strip() or "0") + Decimal(_FRACTIONS[raw[-1]])}
    grouped = _GROUPED.fullmatch(raw)
    if grouped is None or raw.startswith("0"):
        if raw.count(",") + raw.count(".") <= 1 and not any(c in raw for c in "' "):
            return {Decimal(raw.replace(",", "."))}
        return {Decimal("".join(c for c in raw if c.isdigit()))}
    mark = grouped[1]
    if mark in "' ":
        return {Decimal(raw.replace(mark, "").replace(",", "."))}
    other = "." if mark == "," else ","
    values = {Decimal(raw.replace(mark, "").replace(other, "."))}
    if raw.count(mark) == 1 and other not in raw and "," not in token.text and "٬" not in token.text:
        values.add(Decimal(raw.replace(mark, ".")))
    return values


def canonical(value: Decimal) -> str:
    """Return a value as the string values are compared by."""
    text = format(value.normalize(), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def digits_of(text: str) -> str:
    """Return only the digits of a text, as ASCII."""
    return "".join(c for c in text.translate(DIGITS) if c.isdigit())
