"""Numbers in figures, with what stands around them: sign, percent, scale words, currency."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from workbench.text.dates import SUFFIXES, read_date, read_time
from workbench.text.number_data import Role, number_data, numeral
from workbench.text.number_hits import NumberForm, NumberHit, NumberKind
from workbench.text.number_money import money_after, money_before, percent_after, percent_before, word_currency
from workbench.text.number_tokens import DIGITS, Token, TokenKind, digits_of, figure_values, match, plain
from workbench.text.number_words import AND, Written, in_years, strings, with_part

_BEFORE_SIGN = frozenset("([{«“\"'‘:،,;؛/=وبلفك")
_CLOSING = frozenset(")]}»”\"'’.،,;؛:!؟?%٪")
_ZERO_WORDS = 3
"""Words between a figure and "below zero": "7 degrees Celsius below zero"."""


@dataclass(frozen=True, slots=True)
class Read:
    """A hit with the tokens it was read from, ``first`` up to ``stop``, its last scale (0: none) and values."""

    hit: NumberHit
    first: int
    stop: int
    scale: Decimal = Decimal(0)
    values: frozenset[Decimal] = frozenset()


def read_figure(text: str, toks: Sequence[Token], i: int, floor: int) -> Read:
    """Read the number whose digits stand at a token; nothing of it may lie before ``floor``."""
    token = toks[i]
    values = frozenset(figure_values(token)) if token.kind is not TokenKind.LABEL else frozenset[Decimal]()
    if not values:
        kind = NumberKind.LABEL if token.kind is TokenKind.LABEL else NumberKind.NUMBER
        hit = NumberHit(token.start, token.end, kind, frozenset({_label(token)}), token.text)
        return Read(hit, i, i + 1)
    ordinal = _ordinal_or_decade(text, toks, i)
    if ordinal:
        return ordinal
    doubtful = token.kind is TokenKind.MAGHREB
    percent = percent_after(toks, i + 1)
    if percent or percent_before(toks, i, floor):
        first = i if percent else i - 1
        start, values = _signed(toks, first, i + 1, values, floor)
        end = toks[percent - 1].end if percent else token.end
        hit = NumberHit(start, end, NumberKind.PERCENT, strings(values), text[start:end], doubtful=doubtful)
        return Read(hit, first, percent or i + 1)
    return _amount(text, toks, i, floor, values, doubtful)


def _amount(text: str, toks: Sequence[Token], i: int, floor: int, values: frozenset[Decimal], doubtful: bool) -> Read:
    before = money_before(toks, i, floor)
    values, j, scale, unsure = scaled(toks, i + 1, values)
    values, j, scale = _with_part(toks, j, values, scale)
    values, j, scale = added(toks, j, values, scale)
    if not scale:
        values, j = in_years(toks, j, values)
    after = None if before else money_after(toks, j)
    if unsure:
        sure = frozenset(v * unsure for v in values)
        values, scale = (sure, unsure) if before or after else (values | sure, Decimal(0))
    first = before[1] if before else i
    start, values = _signed(toks, first, j, values, floor)
    currency = before[0] if before else after[0] if after else frozenset[str]()
    stop = after[1] if after else j
    end = toks[stop - 1].end
    kind = NumberKind.CURRENCY if currency else NumberKind.NUMBER
    hit = NumberHit(start, end, kind, strings(values), text[start:end], currency=currency, doubtful=doubtful)
    return Read(hit, first, stop, scale, values)


def read_written(text: str, toks: Sequence[Token], i: int, written: Written) -> Read:
    """Make a hit of a number in words, with percent or currency behind it; figures may go on with it."""
    values, j, scale = added(toks, written.end, written.values, written.scale)
    form = written.form if j == written.end else NumberForm.FIGURE
    kind, currency = NumberKind.NUMBER, frozenset[str]()
    own = word_currency(toks[i], number_data().currency_words) if form is NumberForm.DUAL else None
    percent = percent_after(toks, j) if form is not NumberForm.DECADE else None
    after = money_after(toks, j) if not percent else None
    if percent:
        kind, j = NumberKind.PERCENT, percent
    elif after and not form.explains_only:
        kind, (currency, j) = NumberKind.CURRENCY, after
    elif own:
        kind, currency = NumberKind.CURRENCY, own
    start, end = toks[i].start, toks[j - 1].end
    hit = NumberHit(start, end, kind, strings(values), text[start:end], form, currency)
    return Read(hit, i, j, scale, values)


def scaled(
    toks: Sequence[Token], j: int, values: frozenset[Decimal]
) -> tuple[frozenset[Decimal], int, Decimal, Decimal | None]:
    """Multiply by the scale words at a token; return values, the token behind, the scale, and one in doubt."""
    scale = Decimal(0)
    for _ in range(2):
        if j < len(toks) and toks[j].text == "+" and not toks[j].gap:
            j += 1
        k = j + (j + 1 < len(toks) and toks[j].text in "-‑" and not toks[j].gap and not toks[j + 1].gap)
        n = numeral(toks[k].key) if k < len(toks) and toks[k].kind is TokenKind.WORD else None
        if n is None or n.joined or n.role not in (Role.SCALE, Role.SCALES):
            break
        if n.doubtful:
            return values, k + 1, scale, n.value
        values, j, scale = frozenset(v * n.value for v in values), k + 1, n.value
    return values, j, scale, None


def added(
    toks: Sequence[Token], j: int, values: frozenset[Decimal], scale: Decimal
) -> tuple[frozenset[Decimal], int, Decimal]:
    """Add the figures that go on with a number: "and 200 thousand". Return values, token behind, last scale.

    Without a scale word a smaller number goes on with thousands only, and only in Arabic (``3 آلاف و500``).
    """
    while scale and len(values) == 1 and j + 1 < len(toks) and toks[j].key in AND and toks[j + 1].digits:
        if read_date(toks, j + 1) or read_time(toks, j + 1) or toks[j + 1].kind is TokenKind.LABEL:
            break
        more, end, low, unsure = scaled(toks, j + 2, frozenset(figure_values(toks[j + 1])))
        arabic = toks[j].key == "و" and scale == 1000
        if len(more) != 1 or unsure or percent_after(toks, end) or not (low or arabic) or max(more) >= scale:
            break
        values, j, scale = frozenset({next(iter(values)) + next(iter(more))}), end, low
    return values, j, scale


def _with_part(
    toks: Sequence[Token], j: int, values: frozenset[Decimal], scale: Decimal
) -> tuple[frozenset[Decimal], int, Decimal]:
    """Add a part: ``ونصف المليون``, "and a half million". It may also be half of something else (``5 ونصف``)."""
    part = with_part(toks, j, scale) if j < len(toks) else None
    if part is None:
        return values, j, scale
    value, of, end = part
    if scale:
        return frozenset(v + value * of for v in values), end, scale
    if of:
        return frozenset((v + value) * of for v in values), end, of
    return values | {v + value for v in values}, end, scale


def _ordinal_or_decade(text: str, toks: Sequence[Token], i: int) -> Read | None:
    """Read ``21st``, ``1980s`` or ``80's``."""
    value = plain(toks[i], 0, 9999)
    j = i + 1
    if value is None or j >= len(toks) or toks[j].gap:
        return None
    form, values = NumberForm.ORDINAL, {value}
    if toks[j].text in "'’" and j + 1 < len(toks) and not toks[j + 1].gap:
        j += 1
    if toks[j].key == "s" and value % 10 == 0 and (10 <= value < 100 or 1000 <= value < 3000):
        form = NumberForm.DECADE
        values |= {1900 + value} if value < 100 else set()
    elif toks[j].key not in SUFFIXES or j > i + 1:
        return None
    start, end = toks[i].start, toks[j].end
    hit = NumberHit(start, end, NumberKind.NUMBER, frozenset(map(str, values)), text[start:end], form)
    return Read(hit, i, j + 1)


def _signed(
    toks: Sequence[Token], first: int, j: int, values: frozenset[Decimal], floor: int
) -> tuple[int, frozenset[Decimal]]:
    """Return where the number begins with its sign, and its values: both signs where a minus is in doubt.

    In Arabic a minus is often typed behind the digits (``5-``); at the head of a line it may be a list mark.
    """
    start, negative = toks[first].start, frozenset(-v for v in values)
    data, p = number_data(), first - 1
    if p >= 0 and toks[p].start >= floor:
        sign = toks[p]
        if sign.text in "-−" and not toks[first].gap and (sign.gap or p == 0 or toks[p - 1].text in _BEFORE_SIGN):
            sure = not sign.first and not (p and toks[p - 1].digits)
            return sign.start, negative if sure or sign.text == "−" else values | negative
        if sign.key in data.minus and not (p and toks[p - 1].digits):
            return sign.start, negative
    for k in range(j, min(j + 1 + _ZERO_WORDS, len(toks))):
        if match(data.below_zero, toks, k):
            return start, negative
        if toks[k].digits:
            break
    behind = j < len(toks) and toks[j].text in "-−" and not toks[j].gap and not toks[first].first
    if behind and (j + 1 == len(toks) or toks[j + 1].gap or toks[j + 1].text in _CLOSING) and _arabic(toks, first, j):
        return start, values | negative
    return start, values


def _arabic(toks: Sequence[Token], first: int, j: int) -> bool:
    around = [toks[k] for k in (first - 1, j + 1) if 0 <= k < len(toks)]
    return any(t.kind is TokenKind.WORD and not t.key.isascii() for t in around)


def _label(token: Token) -> str:
    """Return what a phone number, a version or a figure too long to calculate with is compared by."""
    if token.kind is TokenKind.LABEL and "." in token.text and token.text.replace(".", "").isdecimal():
        return token.text.translate(DIGITS)
    digits = digits_of(token.text)
    return digits.removeprefix("00").lstrip("0") or "0"
