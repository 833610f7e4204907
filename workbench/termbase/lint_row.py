"""Lint rules that look at one row."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date

from workbench.model import Concept, TermStatus
from workbench.text.fold import fold

_REFUSED = (TermStatus.FORBIDDEN, TermStatus.SUPERSEDED)
Found = Iterator[tuple[str, str]]
_PRESENTATION = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")
_TATWEEL = re.compile("\u0640(?![A-Za-z0-9])")
"""A tatweel that joins no article to Latin letters: الـBBC."""
_CONTROL = re.compile(
    "[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f]"
)
"""Invisible controls that never belong into a term; the joiners ZWJ and ZWNJ do."""
_LONE_MARK = re.compile("(?:^|\\s)[\u0610-\u061a\u064b-\u065f\u0670]")
_ARABIC = re.compile("[\u0620-\u064a\u066e-\u06d3]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_DOUBLE = re.compile(r"\s[ \u00a0]|\u00a0\s")
_PLAIN = {
    "ar": re.compile("[\u0621-\u063a\u0641-\u064a]+(?: [\u0621-\u063a\u0641-\u064a]+)*"),
    "en": re.compile(r"[A-Za-z.,'-]+(?: [A-Za-z.,'-]+)*"),
}
"""Forms of nothing but letters and single spaces, about which no rule has anything to say."""
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


def row_findings(concept: Concept, cells: Sequence[str]) -> Found:
    """Yield (rule, message) for a concept and the cells of its row."""
    edge = next((c for c in cells if c != c.strip()), None)
    if edge is not None:
        yield "edge-space", f"space at the edge of {edge.strip()!r}"
    for language in ("ar", "en"):
        # Asked once a language: of a large glossary this is most of the work.
        accepted, refused = concept.forms(language), concept.forms(language, *_REFUSED)
        for form in (*accepted, *refused):
            if not _PLAIN[language].fullmatch(form):
                yield from _form(language, form)
        if len(accepted) > 1 or refused:
            yield from _twice(accepted, refused)
        if language == "ar":
            yield from _short(concept, accepted)
    yield from _dates(concept)


def _form(language: str, form: str) -> Found:
    if "|" in form:
        yield "bar-in-form", f"{form!r} is read as one form: put others into {language}_variants"
    if form.isascii() and form.isprintable() and language == "en":
        if "  " in form:
            yield "double-space", f"two spaces in {form!r}"
        return
    if _PRESENTATION.search(form):
        yield "presentation-form", f"{form!r} holds letters as a font shapes them"
    if _TATWEEL.search(form):
        yield "tatweel", f"{form!r} holds a tatweel"
    odd = _CONTROL.search(form)
    if odd:
        yield "stray-mark", f"{form!r} holds {unicodedata.name(odd[0], f'U+{ord(odd[0]):04X}')}"
    elif _LONE_MARK.search(form):
        yield "stray-mark", f"{form!r} has a vowel mark with no letter before it"
    if "\n" in form or "\r" in form:
        yield "line-break", f"a line break in {form!r}"
    elif _DOUBLE.search(form):
        yield "double-space", f"two spaces in {form!r}"
    if language == "en" and _ARABIC.search(form):
        yield "mixed-script", f"Arabic letters in the English form {form!r}"
    elif any(_mixed(word) for word in form.split()):
        yield "mixed-script", f"{form!r} has a word of two scripts"
    elif language == "ar" and _LATIN.search(form):
        yield "latin-in-arabic", f"Latin letters in the Arabic form {form!r}"


def _mixed(word: str) -> bool:
    """Return whether one run of letters is of two scripts; ``إف-16`` and ``الـBBC`` with a tatweel between are not."""
    for run in re.split(r"[\W\d_\u0640]+", word):
        scripts = {unicodedata.name(c, "").split(" ")[0] for c in run if c.isalpha()} if not run.isascii() else set()
        if len(scripts & {"ARABIC", "LATIN", "CYRILLIC", "GREEK", "HEBREW"}) > 1:
            return True
    return False


def _twice(accepted: Sequence[str], refused: Sequence[str]) -> Found:
    if len(set(accepted)) < len(accepted):
        double = next(f for n, f in enumerate(accepted) if f in accepted[:n])
        yield "repeated-variant", f"{double!r} stands twice in this row"
    if refused and accepted:
        # Letter by letter: that a name is not to be written with a small letter or without hamza is a rule like any other.
        both = next((f for f in refused if f in accepted), None)
        if both is not None:
            yield "forbidden-is-preferred", f"{both!r} is both accepted and forbidden"


def _dates(concept: Concept) -> Found:
    bounds = []
    for column in ("valid_from", "valid_to", "date"):
        value = getattr(concept, column)
        good = not value or _is_date(value)
        if not good:
            yield "bad-date", f"{column} {value!r} is no date: write YYYY, YYYY-MM or YYYY-MM-DD"
        elif column != "date":
            bounds.append(value)
    if len(bounds) == 2 and all(bounds):
        size = min(map(len, bounds))
        if bounds[1][:size] < bounds[0][:size]:
            yield "date-order", f"valid_to {bounds[1]} lies before valid_from {bounds[0]}"


def _is_date(value: str) -> bool:
    m = _DATE.fullmatch(value)
    if not m:
        return False
    try:
        date(int(m[1]), int(m[2] or 1), int(m[3] or 1))
    except ValueError:
        return False
    return True


def _short(concept: Concept, forms: Sequence[str]) -> Found:
    short = next((f for f in forms if len(f) < 12 and " " not in f and len(fold(f)) <= 3), None)
    if short is not None and not concept.protect:
        yield "short-without-protect", f"{short!r} is short: name words that are not meant in the column protect"
