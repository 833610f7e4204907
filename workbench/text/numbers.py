"""Numbers and dates of a text as values that can be compared across the two languages.

Numbers written as words are not read, but scale words behind digits are (``3 آلاف``, ``3 thousand``). A form that can
mean two values (``1.000``, ``5 m``) keeps both; either is right.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

import regex


class NumberKind(StrEnum):
    """What a figure is."""

    NUMBER = "number"
    PERCENT = "percent"
    DATE = "date"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class NumberHit:
    """A figure in a text: ``text[start:end] == surface``. ``values`` are the values it can mean, as canonical strings.

    A date's value is ``year-month-day`` with ``?`` for a year that is not written; that of a time ``hour:minute``, by
    both clocks where the text says afternoon, and the bare hour as well when it is a full one.
    """

    start: int
    end: int
    kind: NumberKind
    values: frozenset[str]
    surface: str


_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫٬", "01234567890123456789.,")

_NUMBER = regex.compile(
    r"(?<![\p{Latin}\p{N}_])(?<!\p{N}[.,٫٬])"
    r"(?:[+\-−](?=\p{Nd}))?"
    r"(?P<n>\p{Nd}{1,3}(?:[,٬.\u00a0\u202f]\p{Nd}{3})++(?:[.٫,]\p{Nd}++)?"
    r"|\p{Nd}++(?:[.٫,،ر]\p{Nd}++)?)"
    r"(?P<percent>\s?[%٪])?(?!\p{Nd})"
)
_PERCENT = regex.compile(r"\s*(?:[%٪]|(?:في|ب|بال)?\s?(?:المائة|المئة|المية|بالمائة|بالمئة)|per\s?cent)", regex.I)
_SCALES = {
    **dict.fromkeys(("ألف", "آلاف", "الف", "الاف", "ألفا", "ألفاً", "thousand", "k"), 3),
    **dict.fromkeys(("مليون", "ملايين", "مليونا", "مليوناً", "million", "mn", "m"), 6),
    **dict.fromkeys(("مليار", "مليارات", "مليارا", "ملياراً", "بليون", "billion", "bn"), 9),
    **dict.fromkeys(("تريليون", "trillion", "tn"), 12),
}
_DOUBTFUL_SCALES = frozenset("km")
"""These may be units as well: ``5 m`` is five metres or five million."""
_SCALE = regex.compile(
    rf"[\s-]{{0,2}}(?P<s>{'|'.join(sorted(_SCALES, key=len, reverse=True))})(?![\p{{L}}\p{{M}}])", regex.I
)

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan يناير جانفي كانون_الثاني",
            "february feb فبراير فيفري شباط",
            "march mar مارس آذار اذار",
            "april apr أبريل ابريل إبريل نيسان أفريل",
            "may مايو أيار ايار ماي",
            "june jun يونيو حزيران جوان يونيه",
            "july jul يوليو تموز جويلية يوليه",
            "august aug أغسطس اغسطس آب اب أوت",
            "september sept sep سبتمبر أيلول ايلول",
            "october oct أكتوبر اكتوبر تشرين_الأول تشرين_الاول",
            "november nov نوفمبر تشرين_الثاني",
            "december dec ديسمبر كانون_الأول كانون_الاول",
        ),
        1,
    )
    for name in names.split()
}
"""Month names of English and of the four Arabic traditions (Egypt and Gulf, Levant, Maghreb French, Maghreb)."""
_MONTH = "|".join(sorted((m.replace("_", r"\s+") for m in _MONTHS), key=len, reverse=True))
_DAY_FIRST = regex.compile(
    rf"(?<![\p{{L}}\p{{N}}])(?P<d>\p{{Nd}}{{1,2}})(?:st|nd|rd|th)?\s*(?:من\s+(?:شهر\s+)?|of\s+)?(?P<m>{_MONTH})\.?"
    rf"(?:\s*[/(]\s*(?:{_MONTH})\)?)?(?!\p{{L}})(?:[\s,،]*(?:من\s+)?(?:عام\s+|سنة\s+)?(?P<y>\p{{Nd}}{{4}})(?!\p{{Nd}}))?",
    regex.I,
)
_MONTH_FIRST = regex.compile(
    rf"(?<!\p{{L}})(?P<m>{_MONTH})\.?\s+(?P<d>\p{{Nd}}{{1,2}})(?:st|nd|rd|th)?(?![\p{{L}}\p{{Nd}}])"
    rf"(?:,?\s*(?P<y>\p{{Nd}}{{4}})(?!\p{{Nd}}))?",
    regex.I,
)
_NUMERIC_DATE = regex.compile(
    r"(?<!\p{Nd})(?P<a>\p{Nd}{1,4})[/.\-\u202a\u202c\u200e\u200f]{1,4}(?P<b>\p{Nd}{1,2})"
    r"[/.\-\u202a\u202c\u200e\u200f]{1,4}(?P<c>\p{Nd}{1,4})(?!\p{Nd})"
)
_TIME = regex.compile(
    r"(?<![\p{Latin}\p{N}_])(?<!\p{N}[.,٫٬:])(?P<h>\p{Nd}{1,2}):(?P<m>\p{Nd}{2})(?::\p{Nd}{2})?(?![\p{Nd}:])"
    r"(?P<afternoon>\s?(?:p\.?\s?m\b|مساء|ظهر|عصر|بعد\s(?:ال)?ظهر))?",
    regex.I,
)


def find_numbers(text: str) -> list[NumberHit]:
    """Return the figures of a text in order; a date is one hit, and so is a time."""
    taken = bytearray(len(text))
    hits = _dates(text, taken)
    for m in _TIME.finditer(text):
        values = _time(m)
        if values and _take(taken, m.start(), m.end()):
            hits.append(NumberHit(m.start(), m.end(), NumberKind.TIME, values, m[0]))
    for m in _NUMBER.finditer(text):
        if _take(taken, m.start(), m.end()):
            hits.append(_number(text, m))
    return sorted(hits, key=lambda h: h.start)


def _take(taken: bytearray, start: int, end: int) -> bool:
    """Mark a stretch of the text as read; False when some of it already was (looking through hits is quadratic)."""
    if any(taken[start:end]):
        return False
    taken[start:end] = b"\1" * (end - start)
    return True


def unmatched(source: Sequence[NumberHit], target: Sequence[NumberHit]) -> tuple[list[NumberHit], list[NumberHit]]:
    """Return the source figures missing in the target and the target figures that no source figure explains.

    Figures are compared as multisets by value; a date also equals one with a year left out, and its day (with or
    without the year) written as a plain number. A percent sign on one side only does not matter: words for percent are many.
    """
    left, missing = list(target), []
    for hit in source:
        found = next((t for t in left if _equal(hit, t)), None)
        if found is None:
            missing.append(hit)
        else:
            left.remove(found)
    return _without_date_parts(missing, left)


def _without_date_parts(missing: list[NumberHit], left: list[NumberHit]) -> tuple[list[NumberHit], list[NumberHit]]:
    """Let a date on one side meet its day, and its year if it stands there, written apart on the other."""
    for dates, numbers in ((missing, left), (left, missing)):
        for date in [h for h in dates if h.kind is NumberKind.DATE]:
            years, _months, days = (set(parts) for parts in zip(*(v.split("-") for v in date.values), strict=True))
            plain = [h for h in numbers if h.kind is NumberKind.NUMBER]
            day = next((h for h in plain if h.values & days), None)
            if day is None:
                continue
            year = next((h for h in plain if h is not day and h.values & years), None)
            dates.remove(date)
            for part in (day, year):
                if part is not None:
                    numbers.remove(part)
    return missing, left


def _equal(a: NumberHit, b: NumberHit) -> bool:
    if a.values & b.values:
        return True
    if a.kind is b.kind is NumberKind.DATE:
        return any(_same_date(x, y) for x in a.values for y in b.values)
    return False


def _same_date(a: str, b: str) -> bool:
    return all(x == y or "?" in (x, y) for x, y in zip(a.split("-"), b.split("-"), strict=True))


def _dates(text: str, taken: bytearray) -> list[NumberHit]:
    hits: list[NumberHit] = []

    def add(start: int, end: int, values: frozenset[str]) -> None:
        if values and _take(taken, start, end):
            hits.append(NumberHit(start, end, NumberKind.DATE, values, text[start:end]))

    for pattern in (_DAY_FIRST, _MONTH_FIRST):
        for m in pattern.finditer(text):
            day = int(m["d"].translate(_DIGITS))
            month = _MONTHS["_".join(m["m"].casefold().split())]
            year = m["y"].translate(_DIGITS) if m["y"] else "?"
            add(m.start(), m.end(), frozenset({f"{year}-{month}-{day}"}) if 1 <= day <= 31 else frozenset())
    for m in _NUMERIC_DATE.finditer(text):
        add(m.start(), m.end(), _numeric_date(*(int(m[g].translate(_DIGITS)) for g in "abc")))
    return hits


def _numeric_date(a: int, b: int, c: int) -> frozenset[str]:
    """Return what ``a/b/c`` can mean: the year is the part over 31, day and month may stand either way."""
    if a > 31:
        year, one, two = a, b, c
    elif c > 31:
        year, one, two = c, a, b
    else:
        return frozenset()
    return frozenset(f"{year}-{m}-{d}" for m, d in ((one, two), (two, one)) if 1 <= m <= 12 and 1 <= d <= 31)


def _time(m: regex.Match[str]) -> frozenset[str]:
    """Return what a time can mean, nothing when the clock has no such time."""
    hour, minute = (int(m[g].translate(_DIGITS)) for g in "hm")
    if hour > 24 or minute > 59:
        return frozenset()
    hours = {hour, hour + 12} if m["afternoon"] and hour < 12 else {hour}
    full = {str(h) for h in hours} if minute == 0 else set()
    return frozenset({f"{h}:{minute:02}" for h in hours} | full)


def _number(text: str, m: regex.Match[str]) -> NumberHit:
    values = _values(m["n"])
    start, end, kind = m.start(), m.end(), NumberKind.NUMBER
    percent = _PERCENT.match(text, m.end())
    if m["percent"] or percent:
        kind = NumberKind.PERCENT
        end = percent.end() if percent else end
    else:
        scale = _SCALE.match(text, m.end())
        if scale:
            name = scale["s"].casefold()
            scaled = {v * Decimal(10) ** _SCALES[name] for v in values}
            values = values | scaled if name in _DOUBTFUL_SCALES else scaled
            end = scale.end()
    return NumberHit(start, end, kind, frozenset(_canonical(v) for v in values), text[start:end])


def _values(raw: str) -> set[Decimal]:
    """Return the values digits with separators can mean.

    Maghreb papers write ``ر`` for the decimal mark, and since its digits often stand in visual order, either half may be
    the whole part.
    """
    if "ر" in raw:
        one, two = raw.translate(_DIGITS).split("ر")
        return {Decimal(f"{one}.{two}"), Decimal(f"{two}.{one}")}
    s = raw.translate(_DIGITS).replace("،", ",").replace("\u00a0", "").replace("\u202f", "")
    grouped = regex.fullmatch(r"\d{1,3}([.,])\d{3}(?:\1\d{3})*(?:[.,]\d+)?", s)
    if grouped is None or s.startswith("0"):
        return {Decimal(s.replace(",", "."))} if s.count(",") + s.count(".") <= 1 else {Decimal(_only_digits(s))}
    mark = grouped[1]
    other = "." if mark == "," else ","
    values = {Decimal(s.replace(mark, "").replace(other, "."))}
    if s.count(mark) == 1 and other not in s:
        values.add(Decimal(s.replace(mark, ".")))
    return values


def _only_digits(s: str) -> str:
    return s.replace(",", "").replace(".", "")


def _canonical(value: Decimal) -> str:
    text = format(value.normalize(), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
