"""Dates and times in a row of tokens.

Month names of English and of four Arabic traditions, numeric dates with the order of day and month left open, the
Hijri calendar under values of its own: nothing is converted.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from workbench.text.number_data import NumberData, Role, number_data, numeral
from workbench.text.number_hits import NumberKind
from workbench.text.number_tokens import DIGITS, Token, TokenKind, match, plain
from workbench.text.number_words import read_words

Found = tuple[NumberKind, frozenset[str], int, int]
"""A kind, the values, the offset where it begins and the token behind it."""

SUFFIXES = frozenset({"st", "nd", "rd", "th"})
_YEARS = (1000, 2999)
_HIJRI_YEARS = (1, 1600)
_MODERN_HIJRI = (1300, 1500)


def read_date(toks: Sequence[Token], i: int) -> Found | None:
    """Return the date that begins at a token."""
    data = number_data()
    if toks[i].digits:
        return _numeric(toks, i) or _day_first(toks, i, data) or _hijri_year(toks, i, data)
    if toks[i].kind is not TokenKind.WORD:
        return None
    return _month_first(toks, i, data) or _written_day(toks, i, data)


def read_time(toks: Sequence[Token], i: int) -> Found | None:
    """Return the time that begins at a token: ``14:05``, ``2:30 p.m.``, ``9.30am``, ``10 صباحا``."""
    four = _four_digits(toks, i)
    if four:
        return four
    hour, minute, j = _clock(toks, i)
    second = f":{int(toks[j - 1].text.translate(DIGITS)):02}" if j - i == 5 else ""
    if hour is None:
        return None
    part = match(number_data().day_times, toks, j)
    if part is None and minute is None:
        return None
    if minute is None and hour > 12:
        return None
    values = {f"{h}:{minute or 0:02}{second}" for h in _hours(hour, part[0] if part else "")}
    if not minute and not second:
        values |= {v.split(":")[0] for v in values}
    return NumberKind.TIME, frozenset(values), toks[i].start, part[1] if part else j


def _four_digits(toks: Sequence[Token], i: int) -> Found | None:
    """Return a time without a colon: ``0400 GMT``, ``0400 hours``."""
    value, data, j = plain(toks[i], 0, 2400), number_data(), i + 1
    if value is None or len(toks[i].text) != 4 or value % 100 > 59 or j >= len(toks):
        return None
    zone = match(data.zones, toks, j)
    if zone is None and not (toks[j].key in data.clock_hours and value < 1000):
        return None
    hour, minute = divmod(value, 100)
    values = {f"{hour}:{minute:02}"} | (set() if minute else {str(hour)})
    return NumberKind.TIME, frozenset(values), toks[i].start, zone[1] if zone else j + 1


def _clock(toks: Sequence[Token], i: int) -> tuple[int | None, int | None, int]:
    """Return hour, minute (None when there is none) and the token behind."""
    token = toks[i]
    if token.kind is TokenKind.FIGURE and _DOT in token.text and _at(toks, i + 1, TokenKind.WORD):
        head, tail = token.text.translate(DIGITS).split(_DOT, 1)
        if len(head) <= 2 and len(tail) == 2 and head.isdigit() and int(head) <= 12 and int(tail) < 60:
            return (int(head), int(tail), i + 1) if match(number_data().day_times, toks, i + 1) else (None, None, i)
    hour = plain(token, 0, 24)
    if hour is None or len(token.text) > 2 or (i > 1 and _joined(toks, i - 1, ":") and toks[i - 2].digits):
        return None, None, i
    if not _joined(toks, i + 1, ":"):
        return hour, None, i + 1
    if i + 2 >= len(toks) or toks[i + 2].gap or len(toks[i + 2].text) != 2:
        return None, None, i
    minute, j = plain(toks[i + 2], 0, 59), i + 3
    if (
        minute is not None
        and _joined(toks, j, ":")
        and j + 1 < len(toks)
        and not toks[j + 1].gap
        and toks[j + 1].digits
    ):
        j = j + 2 if plain(toks[j + 1], 0, 59) is not None else i
    return (hour, minute, j) if minute is not None and j > i else (None, None, i)


_DOT = "."


def _hours(hour: int, part: str) -> set[int]:
    if hour == 12 and part:
        return {12, 0}
    return {hour, hour + 12} if part == "afternoon" and hour < 12 else {hour}


def _day_first(toks: Sequence[Token], i: int, data: NumberData) -> Found | None:
    day = plain(toks[i], 1, 31)
    if day is None or len(toks[i].text) > 2:
        return None
    j = i + 1
    if j < len(toks) and toks[j].key in SUFFIXES and not toks[j].gap:
        j += 1
    if j < len(toks) and toks[j].text == "-" and not toks[j].gap:
        j += 1
    for word in ("day", "of", "من", "شهر"):
        j += j < len(toks) and toks[j].key == word
    return _behind_day(toks, i, j, day, data)


_DAY_ROLES = (Role.ORDINAL, Role.BEFORE_TEN, Role.TENS, Role.ONES)
_OF = frozenset({"of", "من"})


def _written_day(toks: Sequence[Token], i: int, data: NumberData) -> Found | None:
    """Return a date with the day in words: ``السابع من أكتوبر 2023``, "the seventh of October 2023".

    With a noun before it the ordinal counts something else: ``الأسبوع الأول من أكتوبر``.
    """
    first = numeral(toks[i].key)
    if first is None or first.role not in _DAY_ROLES or not (first.latin or first.definite):
        return None
    key, before = toks[i].key, toks[i - 1].key if i and toks[i].gap else ""
    counted = key.startswith("ال") and _noun(before) and before not in data.day_nouns
    if not first.latin and (counted or key.endswith(("ة", "اولي"))):
        return None
    written = read_words(toks, i)
    if written is None or len(written.values) != 1 or written.end >= len(toks) or toks[written.end].key not in _OF:
        return None
    last = numeral(toks[written.end - 1].key)
    day = int(next(iter(written.values)))
    if not (20 if first.role is Role.ONES else 0) < day <= 31 or (
        first.latin and (last is None or last.role is not Role.ORDINAL)
    ):
        return None
    j = written.end + 1
    return _behind_day(toks, i, j + (j < len(toks) and toks[j].key in ("شهر", "month")), day, data)


def _noun(key: str) -> bool:
    return key.startswith(("ال", "وال", "بال", "لل"))


def _behind_day(toks: Sequence[Token], i: int, j: int, day: int, data: NumberData) -> Found | None:
    """Return the date of a day that begins at ``i`` with the month that stands at ``j``."""
    if j >= len(toks):
        return None
    found = match(data.months, toks, j)
    if found:
        month, k = found[0], _other_name(toks, found[1], data)
        year, end = _year(toks, k, data, *_YEARS)
        if year is None and toks[j].key in data.month_words and toks[j].text.islower():
            return None
        return NumberKind.DATE, frozenset({f"{year or '?'}-{month}-{day}"}), toks[i].start, end
    found = match(data.hijri_months, toks, j)
    if found:
        year, end = _year(toks, found[1], data, *_HIJRI_YEARS)
        if year is None and toks[j].key in data.hijri_words:
            return None
        return NumberKind.DATE, frozenset({f"{year or '?'}-{found[0]}-{day}-AH"}), toks[i].start, end
    return None


def _month_first(toks: Sequence[Token], i: int, data: NumberData) -> Found | None:
    token, start, key = toks[i], toks[i].start, toks[i].key
    latin = key.isascii()
    if not latin and key[0] == "و" and token.text[0] == "و" and key not in data.months.by_first:
        key, start = key[1:], start + 1
    found = match(data.months, toks, i, key)
    if found is None:
        return _hijri_month_first(toks, i, data, key, start)
    month, j = found[0], _other_name(toks, found[1], data)
    year, end = _year(toks, j, data, *_YEARS)
    if year is not None:
        return NumberKind.DATE, frozenset({f"{year}-{month}-?"}), start, end
    day = plain(toks[j], 1, 31) if j < len(toks) and len(toks[j].text) <= 2 else None
    if day is None or (latin and token.text.islower() and token.key in data.month_words):
        return None
    j += 1
    if j < len(toks) and toks[j].key in SUFFIXES and not toks[j].gap:
        j += 1
    if j < len(toks) and (toks[j].text in (":", "%", "٪") or (not toks[j].gap and toks[j].kind is TokenKind.WORD)):
        return None
    scale = numeral(toks[j].key) if j < len(toks) else None
    if scale and scale.role in (Role.SCALE, Role.SCALES):
        return None
    year, end = _year(toks, j, data, *_YEARS)
    if year is None and not latin:
        return None
    return NumberKind.DATE, frozenset({f"{year or '?'}-{month}-{day}"}), start, end


def _hijri_month_first(toks: Sequence[Token], i: int, data: NumberData, key: str, start: int) -> Found | None:
    found = match(data.hijri_months, toks, i, key)
    if found is None:
        return None
    year, end = _year(toks, found[1], data, *_HIJRI_YEARS)
    if year is None or (year < 1000 and not _is_hijri(toks, end - 1, data)):
        return None
    return NumberKind.DATE, frozenset({f"{year}-{found[0]}-?-AH"}), start, end


def _hijri_year(toks: Sequence[Token], i: int, data: NumberData) -> Found | None:
    year = plain(toks[i], *_HIJRI_YEARS)
    if year is None or not _is_hijri(toks, i + 1, data):
        return None
    return NumberKind.DATE, frozenset({f"{year}-?-?-AH"}), toks[i].start, i + 2


def _is_hijri(toks: Sequence[Token], i: int, data: NumberData) -> bool:
    """Return whether a token says that the year before it is a Hijri one; "ah" is a cry."""
    return i < len(toks) and toks[i].key in data.hijri and (not toks[i].key.isascii() or toks[i].text.isupper())


def _other_name(toks: Sequence[Token], j: int, data: NumberData) -> int:
    """Step over the stop of "Jan." and over the month's second name: ``/يناير``, ``(يناير)``."""
    if j + 1 < len(toks) and toks[j].text in "/(":
        other = match(data.months, toks, j + 1)
        if other:
            closed = other[1] < len(toks) and toks[other[1]].text == ")" and toks[j].text == "("
            return other[1] + closed
    return j + 1 if _joined(toks, j, ".") and j + 1 < len(toks) and toks[j + 1].digits else j


def _year(toks: Sequence[Token], j: int, data: NumberData, low: int, high: int) -> tuple[int | None, int]:
    """Return the year behind a month or day, None when there is none, and the token behind; هـ goes with it."""
    k = j
    if k < len(toks) and (toks[k].text in ",،" or (toks[k].text == "-" and not toks[k].gap)):
        k += 1
    for words in (("من", "of", "in"), data.year_words):
        k += k < len(toks) and toks[k].key in words
    year = plain(toks[k], low, high) if k < len(toks) else None
    if year is None or (k > j and low < 1000 and len(toks[k].text) < 3):
        return None, j
    if low < 1000 and len(toks[k].text) < 4 and not _is_hijri(toks, k + 1, data):
        return None, j
    if _joined(toks, k + 1, ":") or (k + 1 < len(toks) and toks[k + 1].text in "%٪"):
        return None, j
    return year, k + 1 + (high == _HIJRI_YEARS[1] and _is_hijri(toks, k + 1, data))


def _numeric(toks: Sequence[Token], i: int) -> Found | None:
    """Return a date of three numbers: the year is the part of four digits, or behind a slash one of two."""
    if toks[i].kind is TokenKind.LABEL:
        parts, mark, end = toks[i].text.translate(DIGITS).split("."), ".", i + 1
    else:
        if i + 4 >= len(toks) or toks[i + 1].text not in "/-" or toks[i + 3].text != toks[i + 1].text:
            return None
        mark, end = toks[i + 1].text, i + 5
        row = toks[i:end:2]
        if any(t.kind is not TokenKind.PLAIN for t in row) or (mark == "-" and any(t.gap for t in toks[i + 1 : end])):
            return None
        parts = [t.text.translate(DIGITS) for t in row]
    if len(parts) != 3 or not all(p.isdecimal() and len(p) in (1, 2, 4) for p in parts):
        return None
    if end + 1 < len(toks) and toks[end].text == mark and not toks[end].gap and toks[end + 1].digits:
        return None
    values = set()
    for year, (one, two) in ((parts[0], parts[1:]), (parts[2], parts[:2])):
        if len(year) == 4 or (len(year) == 2 and mark == "/" and all(len(p) <= 2 for p in parts)):
            values |= _orders(year, int(one), int(two))
    if not values:
        return None
    marked = _is_hijri(toks, end, number_data())
    return NumberKind.DATE, frozenset(_calendars(values, marked)), toks[i].start, end + marked


def _calendars(values: set[str], marked: bool) -> set[str]:
    """Return numeric dates by the calendars they can be of; without a mark a year of these centuries can be of both."""
    hijri = {f"{v}-AH" for v in values if marked or _MODERN_HIJRI[0] <= int(v.split("-")[0]) <= _MODERN_HIJRI[1]}
    return hijri if marked else values | hijri


def _orders(year: str, one: int, two: int) -> set[str]:
    years = (year,) if len(year) == 4 else (f"19{year}", f"20{year}")
    pairs = ((one, two), (two, one))
    return {f"{int(y)}-{m}-{d}" for y, (m, d) in product(years, pairs) if 1 <= m <= 12 and 1 <= d <= 31 and int(y) > 0}


def _joined(toks: Sequence[Token], i: int, mark: str) -> bool:
    return 0 <= i < len(toks) and toks[i].text == mark and not toks[i].gap


def _at(toks: Sequence[Token], i: int, kind: TokenKind) -> bool:
    return i < len(toks) and toks[i].kind is kind
