"""Numbers, dates and times of a text as values that can be compared across the two languages.

A form that can mean two values (``1.000``, ``5 m``) keeps both; either is right. The words are in
``data/numbers.toml``; ``docs/numbers.md`` says what is recognised.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

import regex

from workbench.text.dates import read_date, read_time
from workbench.text.number_data import Role, number_data, numeral
from workbench.text.number_figures import Read, read_figure, read_written
from workbench.text.number_hits import NumberForm, NumberHit, NumberKind
from workbench.text.number_match import Comparison, Pair, compare, unmatched
from workbench.text.number_tokens import Token, TokenKind, canonical, match, plain, tokens
from workbench.text.number_words import read_words, strings

__all__ = ["Comparison", "NumberForm", "NumberHit", "NumberKind", "Pair", "compare", "find_numbers", "unmatched"]

_RANGE = frozenset({"-", "–", "—", "to", "or", "او", "الي"})
_PAIR = frozenset({"and", "و"})
_BETWEEN = frozenset({"between", "بين", "وبين"})
_DASHES = "-–/"
_DIGITS = regex.compile(r"(?<!\p{Nd})\p{Nd}{1,4}(?!\p{Nd})")


def find_numbers(text: str, *, words: bool = False) -> list[NumberHit]:
    """Return the numbers of a text, ascending and disjoint; a date is one hit, and so is a time.

    Numbers without a digit are among them when their value is certain: duals (``عامين``, ``مئتا``) and those with a
    scale (``نصف مليون``, ``a million``). With ``words`` so are all others in words, and the hints. Linear in the text.
    """
    toks = tokens(text)
    phrases = number_data().percent
    found: list[Read] = []
    i = floor = 0
    while i < len(toks):
        percent = match(phrases, toks, i) if toks[i].key in phrases.by_first else None
        if percent and not toks[i].key.startswith("ال"):
            i = percent[1]
            continue
        if words and toks[i].kind is TokenKind.WORD and not toks[i].key.isalpha():
            found.extend(_inside(toks, i))
        read = _read(text, toks, i, floor)
        if read is None and found and toks[i].key in number_data().same and found[-1].stop >= i - 1:
            read = _hint(toks[i], i, found[-1].hit.values)
        if read is None:
            i += 1
            continue
        if found and read.hit.form is NumberForm.HINT and found[-1].stop == i - 1:
            found[-1] = _with_half(toks, i, found[-1])
        found.append(read)
        i, floor = read.stop, read.hit.end
    for one in range(len(found) - 1):
        found[one], found[one + 1] = _share(toks, found[one], found[one + 1])
    return [r.hit for r in found if words or _certain(r)]


def _read(text: str, toks: Sequence[Token], i: int, floor: int) -> Read | None:
    """Read what begins at a token; nothing of it may lie before ``floor``."""
    token = toks[i]
    if token.kind is TokenKind.MARK:
        return None
    found = read_date(toks, i) or (read_time(toks, i) if token.digits else None)
    if found:
        kind, values, start, stop = found
        end = toks[stop - 1].end
        surface = text[start:end]
        form = NumberForm.FIGURE if any(c.isnumeric() for c in surface) else NumberForm.WORD
        return Read(NumberHit(start, end, kind, values, surface, form), i, stop)
    if token.digits:
        return read_figure(text, toks, i, floor)
    written = read_words(toks, i)
    return read_written(text, toks, i, written) if written else _stands_for(text, toks, i)


def _stands_for(text: str, toks: Sequence[Token], i: int) -> Read | None:
    """Read a word that is no number but may stand for one: "noon", the goal of ``بهدفين مقابل هدف``."""
    token, data = toks[i], number_data()
    clock = match(data.clock_words, toks, i)
    if clock:
        values = frozenset({"12:00"} if clock[0] == "noon" else {"0:00", "12:00", "24:00"})
        end = toks[clock[1] - 1].end
        hit = NumberHit(token.start, end, NumberKind.TIME, values, text[token.start : end], NumberForm.HINT)
        return Read(hit, i, clock[1])
    around = {toks[k].key for k in (i - 1, i + 1) if 0 <= k < len(toks)}
    if token.key in data.goal and around & (data.beside | data.same):
        return _hint(token, i, frozenset({"1"}))
    return None


def _with_half(toks: Sequence[Token], i: int, one: Read) -> Read:
    """Add ``ونصف`` behind the noun that is counted: ``ثلاث ساعات ونصف`` is 3 or 3.5, as ``3 ونصف`` is."""
    part = numeral(toks[i].key)
    if part is None or part.role is not Role.FRACTION or not part.joined or one.scale or not one.values:
        return one
    values = one.values | {v + part.value for v in one.values}
    return replace(one, hit=replace(one.hit, values=strings(values)), values=values)


def _hint(token: Token, i: int, values: frozenset[str]) -> Read:
    hit = NumberHit(token.start, token.end, NumberKind.NUMBER, values, token.text, NumberForm.HINT)
    return Read(hit, i, i + 1)


def _inside(toks: Sequence[Token], i: int) -> Iterator[Read]:
    """Yield the digits inside a Latin word as hints: ``ACE2`` may be written apart on the other side."""
    token = toks[i]
    for m in _DIGITS.finditer(token.text):
        start, end = token.start + m.start(), token.start + m.end()
        values = frozenset({canonical(Decimal(m[0]))})
        yield Read(NumberHit(start, end, NumberKind.NUMBER, values, m[0], NumberForm.HINT), i, i + 1)


def _certain(read: Read) -> bool:
    """Return whether a number is listed without being asked for."""
    form = read.hit.form
    return read.hit.digits or form is NumberForm.DUAL or (form is NumberForm.WORD and read.scale > 0)


def _share(toks: Sequence[Token], one: Read, two: Read) -> tuple[Read, Read]:
    """Let the ends of a range share what is written once: "2 to 3 million", "1990-95"."""
    if two.first != one.stop + 1:
        return one, two
    between, a, b = toks[one.stop], one.hit, two.hit
    if between.key in _PAIR and (one.first == 0 or toks[one.first - 1].key not in _BETWEEN):
        return one, two
    if between.key not in _RANGE | _PAIR and between.text != "/":
        return one, two
    if two.scale and not one.scale and one.values and a.kind in (NumberKind.NUMBER, NumberKind.CURRENCY):
        if between.text != "/" and all(v < 1000 for v in one.values):
            scaled = one.values | {v * two.scale for v in one.values}
            return replace(one, hit=replace(a, values=strings(scaled)), values=scaled), two
    elif between.text in _DASHES and not between.gap and not toks[two.first].gap:
        year = plain(toks[one.first], 1000, 2999)
        short = plain(toks[two.first], 0, 99)
        alone = one.stop - one.first == 1 and two.stop - two.first == 1
        if alone and year is not None and short is not None and len(toks[two.first].text) == 2:
            return one, replace(two, hit=replace(b, values=b.values | {str(year - year % 100 + short)}))
    return one, two
