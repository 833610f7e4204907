"""Writing TBX-Basic (ISO 30042:2019, style DCA): the same bytes for the same rows.

Levels and picklists are those of the dialect: subjectField at the concept, termNotes at the term; grammaticalGender stands at
the Arabic main term, as English has none. The first form of a language is its main one, which the reader relies on for files
of ours.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from workbench import __version__
from workbench.files import write_atomically
from workbench.formats.terms import COLUMNS, Row, Tally, WriteOptions, count_lost, status_of, values
from workbench.formats.xml_text import xml_attr, xml_text
from workbench.model import TermStatus

NAMESPACE = "urn:iso:std:iso:30042:ed-2"
TOOL = "workbench"
CANDIDATE_NOTE = "status: candidate"
"""TBX-Basic has no status for what is not decided; a note says it."""
KEPT = frozenset(COLUMNS) - {"kind", "enforce", "match", "protect", "valid_from", "valid_to"}
STATUS_VALUES = {
    TermStatus.PREFERRED: "preferredTerm-admn-sts",
    TermStatus.ALLOWED: "admittedTerm-admn-sts",
    TermStatus.FORBIDDEN: "deprecatedTerm-admn-sts",
    TermStatus.SUPERSEDED: "supersededTerm-admn-sts",
}
PARTS_OF_SPEECH = frozenset({"noun", "verb", "adjective", "adverb", "other"})
GENDERS = frozenset({"masculine", "feminine", "neuter", "other"})
SHORT = {"m": "masculine", "f": "feminine", "n": "neuter"}
"""What glossaries write for short: the same to us, so nothing is lost."""
_ESCAPED = re.compile(
    r"[^A-Za-z0-9\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff._-]|_(?=x[0-9A-F]+_)"
)
_NO_START = re.compile(r"[0-9.-]")
_UNESCAPED = re.compile(r"_x([0-9A-F]{1,6})_")


def write_tbx(path: Path, rows: Iterable[Row], options: WriteOptions, tally: Tally) -> int:
    """Write rows as TBX-Basic (see :class:`workbench.formats.terms.TermWriter`)."""
    count = 0
    ids: set[str] = set()

    def lines() -> Iterator[bytes]:
        nonlocal count
        yield _head(options).encode()
        for row in rows:
            count += 1
            yield _entry(row, options, tally, ids, count).encode()
        yield b"</body></text>\n</tbx>\n"

    write_atomically(path, lines())
    return count


def xml_id(key: str) -> str:
    """Return an id XML allows: other characters as ``_x20_``. Law: ``plain_id(xml_id(key)) == key``."""
    out = _ESCAPED.sub(lambda m: f"_x{ord(m[0]):X}_", key)
    return _NO_START.sub(lambda m: f"_x{ord(m[0]):X}_", out, count=1) if _NO_START.match(out) else out


def plain_id(written: str) -> str:
    """Return the id :func:`xml_id` was given."""
    return _UNESCAPED.sub(lambda m: chr(min(int(m[1], 16), 0x10FFFF)), written)


def _head(options: WriteOptions) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<tbx xmlns="{NAMESPACE}" type="TBX-Basic" style="dca" xml:lang={xml_attr(options.source)}>\n'
        f"<tbxHeader><fileDesc><sourceDesc><p>{TOOL} {__version__}</p></sourceDesc></fileDesc></tbxHeader>\n"
        "<text><body>\n"
    )


def _entry(row: Row, options: WriteOptions, tally: Tally, ids: set[str], number: int) -> str:
    count_lost(row, KEPT, tally)
    key = xml_id(row.get("id", "") or f"c{number}")
    if key in ids:
        tally.lost["id"] += 1
        n = 2
        while f"{key}-{n}" in ids:
            n += 1
        key = f"{key}-{n}"
    ids.add(key)
    inner = "".join(f'<descrip type="subjectField">{xml_text(v)}</descrip>' for v in _split(row, "subject"))
    inner += _provenance(row, tally)
    if status_of(row) is TermStatus.CANDIDATE:
        inner += f"<note>{CANDIDATE_NOTE}</note>"
    if row.get("note"):
        inner += f"<note>{xml_text(row['note'])}</note>"
    for language in (options.source, options.target):
        inner += f"<langSec xml:lang={xml_attr(language)}>{_terms(row, language, tally)}</langSec>"
    return f"<conceptEntry id={xml_attr(key)}>{inner}</conceptEntry>\n"


def _split(row: Row, column: str) -> tuple[str, ...]:
    return values(row.get(column, ""))


def _provenance(row: Row, tally: Tally) -> str:
    date = row.get("date", "")
    if date and not _is_date(date):
        tally.lost["date"] += 1
        date = ""
    out = ""
    if row.get("author") or date:
        out = '<transacGrp><transac type="transactionType">origination</transac>'
        if row.get("author"):
            out += f'<transacNote type="responsibility">{xml_text(row["author"])}</transacNote>'
        out += f"<date>{date}</date></transacGrp>" if date else "</transacGrp>"
    if row.get("origin"):
        out += f'<admin type="source">{xml_text(row["origin"])}</admin>'
    return out


def _is_date(text: str) -> bool:
    """Whether a text is a day as XML Schema writes it."""
    try:
        return len(text) == 10 and dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _terms(row: Row, language: str, tally: Tally) -> str:
    """Return the termSecs of a language, the main form first."""
    main = {"administrativeStatus": STATUS_VALUES.get(status_of(row), "")}
    main["partOfSpeech"] = _picked(row, "pos", PARTS_OF_SPEECH, tally if language == "ar" else Tally())
    if language == "ar":
        main["grammaticalGender"] = _picked(row, "gender", GENDERS, tally)
    allowed, refused = STATUS_VALUES[TermStatus.ALLOWED], STATUS_VALUES[TermStatus.FORBIDDEN]
    out = _term(row.get(language, ""), main)
    for column, kind in (("first", "fullForm"), ("later", "shortForm")):
        if row.get(f"{language}_{column}"):
            out += _term(row[f"{language}_{column}"], {"administrativeStatus": allowed, "termType": kind})
    for form in _split(row, f"{language}_variants"):
        out += _term(form, {"administrativeStatus": allowed, "termType": "variant"})
    for form in _split(row, f"{language}_forbidden"):
        out += _term(form, {"administrativeStatus": refused})
    return out


def _term(text: str, notes: dict[str, str]) -> str:
    inner = "".join(f'<termNote type="{k}">{v}</termNote>' for k, v in notes.items() if v)
    return f"<termSec><term>{xml_text(text)}</term>{inner}</termSec>"


def _picked(row: Row, column: str, picklist: frozenset[str], tally: Tally) -> str:
    """Return the cell where the picklist has it, else what is nearest in it, counted.

    Names and noun phrases count as nouns, anything else as ``other``.
    """
    cell = SHORT.get(row.get(column, ""), row.get(column, ""))
    if not cell or cell in picklist:
        return cell
    tally.lost[f"{column}={cell}"] += 1
    return "noun" if column == "pos" and any(w in cell.casefold() for w in ("noun", "name")) else "other"
