"""Reading TBX: ISO 30042:2019 in both styles (DCA, DCT) and the older ``martif`` with ``tig`` or ``ntig``.

Streaming, one entry in memory. In DCA a data category is the ``type`` of a generic element, in DCT it is the element's own
name; both come out as (category, text) here, so that one set of rules reads all three.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from workbench.errors import FileError
from workbench.formats.languages import primary
from workbench.formats.terms import REFUSED, STATUS_WORDS, ReadOptions, Tally, TermRow, clean, joined
from workbench.formats.terms_tbx_write import CANDIDATE_NOTE, TOOL, plain_id
from workbench.formats.xml_stream import elements, local_name
from workbench.model import LANGUAGES, TermStatus

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_GENERIC = frozenset({"termNote", "descrip", "admin", "transac", "transacNote", "ref", "xref"})
_FRAME = frozenset({"langSec", "langSet", "termSec", "tig", "ntig", "termGrp", "term"})
_FRAME |= frozenset(f"{name}Grp" for name in ("termNote", "descrip", "admin", "transac"))
_ENTRIES = ("conceptEntry", "termEntry")
_SECTIONS = ("termSec", "tig", "ntig")
_WAYS = {"origination": 0, "modification": 1}
_INDENT = re.compile(r"[ \t]*[\t\n][ \t\n]*")
_NO_CATEGORY = frozenset({"hi", "foreign", "sc", "p", "br"})
"""Inline markup: part of the text around it."""


@dataclass(slots=True)
class _Form:
    """One term of a language, with what is said about it."""

    text: str
    said: dict[str, str] = field(default_factory=dict)

    @property
    def status(self) -> TermStatus | None:
        return STATUS_WORDS.get(self.said.get("administrativeStatus", "").casefold())

    @property
    def kind(self) -> str:
        return self.said.get("termType", "")


@dataclass(slots=True)
class _Entry:
    """One concept as the file has it; ``ours`` when this program wrote it, so that line breaks in a text are meant."""

    ours: bool = False
    forms: dict[str, list[_Form]] = field(default_factory=lambda: {language: [] for language in LANGUAGES})
    subjects: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    acts: list[tuple[int, str, str]] = field(default_factory=list)


def read_tbx(path: Path, options: ReadOptions, tally: Tally) -> Iterator[TermRow]:
    """Yield the concepts of a TBX file (see :class:`workbench.formats.terms.TermReader`)."""
    ours, any_entry = False, False
    stream = elements(
        path,
        what="TBX",
        roots=("tbx", "martif"),
        entries=_ENTRIES,
        others=("sourceDesc",),
        noun="entry",
    )
    for element in stream:
        if local_name(element.tag) == "sourceDesc":
            ours = "".join(element.itertext()).strip().startswith(f"{TOOL} ")
            continue
        any_entry = True
        line = element.sourceline or 0
        key = element.get("id") or ""
        entry = _entry(element, tally, ours=ours)
        missing = [language for language in LANGUAGES if not entry.forms[language]]
        if missing:
            tally.skip(f"without {' and '.join(missing)}", line)
            continue
        cells = _cells(entry, tally)
        yield TermRow({"id": plain_id(key) if ours else key, **cells} if key else cells, line, key)
    if not any_entry:
        raise FileError(path, "is a TBX file with no entry in it.", "Export it again from the program it is from.")


def _entry(element: Any, tally: Tally, *, ours: bool) -> _Entry:
    entry = _Entry(ours)
    for child in element:
        if local_name(child.tag) in ("langSec", "langSet"):
            language = primary(child.get(_LANG) or child.get("lang") or "")
            if language not in LANGUAGES:
                tally.lost[f"language={language or 'none'}"] += 1
                continue
            for part in child:
                if local_name(part.tag) in _SECTIONS:
                    form = _form(part, entry, tally)
                    if form is not None:
                        entry.forms[language].append(form)
                else:
                    _take(part, entry, None, tally)
        else:
            _take(child, entry, None, tally)
    return entry


def _form(section: Any, entry: _Entry, tally: Tally) -> _Form | None:
    term = next(section.iter("{*}term"), None)
    text = _text(term, entry) if term is not None else ""
    if not text:
        return None
    form = _Form(text)
    for part in section:
        _take(part, entry, form, tally)
    return form


def _take(element: Any, entry: _Entry, form: _Form | None, tally: Tally) -> None:
    """Put what an element says where it belongs; what has no place is counted under its category."""
    name = local_name(element.tag)
    if name == "transacGrp":
        _act(element, entry)
        return
    if name in _FRAME:
        for child in element:
            _take(child, entry, form, tally)
        return
    category = element.get("type") or name if name in _GENERIC else name
    text = _text(element, entry)
    if not text or category in _NO_CATEGORY:
        return
    if form is not None and category in ("administrativeStatus", "partOfSpeech", "grammaticalGender", "termType"):
        form.said[category] = text
    elif category == "subjectField":
        entry.subjects.append(text)
    elif category in ("note", "definition"):
        entry.notes.append(text)
    elif category == "source" and form is None and local_name(element.getparent().tag) in _ENTRIES:
        entry.sources.append(text)
    else:
        tally.lost[category] += 1


def _text(element: Any, entry: _Entry) -> str:
    text = "".join(element.itertext()) if len(element) else element.text or ""
    # Other programs indent their XML, texts included.
    return clean(text if entry.ours else _INDENT.sub(" ", text))


def _act(group: Any, entry: _Entry) -> None:
    kind, who, date = "", "", ""
    for child in group:
        name = local_name(child.tag)
        category = child.get("type") or name if name in _GENERIC else name
        text = _text(child, entry)
        if category == "transactionType":
            kind = text
        elif category == "responsibility":
            who = text
        elif category == "date":
            date = text
    entry.acts.append((_WAYS.get(kind, 2), who, date))


def _cells(entry: _Entry, tally: Tally) -> dict[str, str]:
    mains = {language: _main(entry.forms[language], ours=entry.ours) for language in LANGUAGES}
    candidate = CANDIDATE_NOTE in entry.notes
    _who, author, date = min(entry.acts, default=(0, "", ""), key=lambda act: act[0])
    out = {
        "status": _status(list(mains.values()), candidate=candidate).value,
        "subject": joined(entry.subjects),
        "note": " | ".join(dict.fromkeys(n for n in entry.notes if n != CANDIDATE_NOTE)),
        "origin": " | ".join(dict.fromkeys(entry.sources)),
        "author": author,
        "date": date,
        "pos": next((m.said["partOfSpeech"] for m in mains.values() if "partOfSpeech" in m.said), ""),
        "gender": next((m.said["grammaticalGender"] for m in mains.values() if "grammaticalGender" in m.said), ""),
    }
    for language, main in mains.items():
        out[language] = main.text
        out.update(_others(language, main, entry.forms[language], tally, ours=entry.ours))
    return {column: cell for column, cell in out.items() if cell}


def _main(forms: Sequence[_Form], *, ours: bool) -> _Form:
    """Return the form a language is led by: in files of ours the first, else preferred before undecided before refused."""
    if ours:
        return forms[0]

    def rank(form: _Form) -> int:
        if form.status is TermStatus.PREFERRED:
            return 0
        if form.status in REFUSED:
            return 3
        return 2 if form.kind in ("variant", "shortForm") else 1

    return min(forms, key=rank)


def _status(mains: Sequence[_Form], *, candidate: bool) -> TermStatus:
    found = {main.status for main in mains}
    for refused in REFUSED:
        if refused in found:
            return refused
    if candidate:
        return TermStatus.CANDIDATE
    if TermStatus.PREFERRED in found:
        return TermStatus.PREFERRED
    for status in (TermStatus.CANDIDATE, TermStatus.ALLOWED):
        if status in found:
            return status
    return TermStatus.PREFERRED


def _others(language: str, main: _Form, forms: Sequence[_Form], tally: Tally, *, ours: bool) -> dict[str, str]:
    """Return the forms beside the main one by column.

    A full form is the one for the first mention unless the main form is called full as well (then they are synonyms), a
    short form the one for later mentions.
    """
    out: dict[str, list[str]] = {"variants": [], "forbidden": [], "first": [], "later": []}
    for form in forms:
        if form is main or (form.text == main.text and not ours):
            continue
        if form.status in REFUSED:
            if form.status is TermStatus.SUPERSEDED:
                tally.lost["status=superseded form"] += 1
            out["forbidden"].append(form.text)
        elif form.kind == "fullForm" and main.kind != "fullForm" and not out["first"]:
            out["first"].append(form.text)
        elif form.kind == "shortForm" and not out["later"]:
            out["later"].append(form.text)
        else:
            out["variants"].append(form.text)
    single = {f"{language}_{c}": forms[0] for c, forms in out.items() if c in ("first", "later") and forms}
    return {**single, **{f"{language}_{c}": joined(out[c]) for c in ("variants", "forbidden")}}
