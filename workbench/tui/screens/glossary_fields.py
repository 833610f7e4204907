"""The fields of an entry of a glossary: their names for people, what can stand in them, in the order of the form."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from workbench.model import TERM_CHOICES

LANGUAGES = {"ar": "Arabic", "en": "English"}
USUAL = {"kind": "other", "status": "preferred", "enforce": "prefer", "match": "normal"}
"""What an empty cell means."""
_MORE = {
    "pos": ("", "noun", "verb", "adjective", "adverb", "other"),
    "gender": ("", "masculine", "feminine", "neuter", "other"),
}
_BAR = "several are separated by |"
_HELP = {
    "status": "preferred: use it; allowed: may be used; forbidden: never; superseded: right once; candidate: undecided",
    "enforce": "must: nothing is confirmed without it or a reason; prefer: warns; info: is only shown",
    "kind": "person, title, organisation, place, work, other",
    "match": "exact: these letters only; normal: as the language writes it; loose: also words that sound so",
    "protect": f"whole words that are never taken for this term behind a particle (وليد is not و + ليد); {_BAR}",
    "pos": "part of speech",
    "gender": "grammatical gender",
    "subject": "field of knowledge: entries of two subjects do not contradict each other",
    "valid_from": "from when it holds: YYYY, YYYY-MM or YYYY-MM-DD",
    "valid_to": "until when it held: YYYY, YYYY-MM or YYYY-MM-DD",
    "note": "what those who translate should know",
    "origin": "where it comes from: an article, an authority",
    "id": "a word or two without a bar; empty: it is made of the English form",
    "glossary": "the file it goes to; Left and Right choose another",
}


@dataclass(frozen=True, slots=True)
class FormField:
    """A field: its column, what it is called, what may be chosen (() for text), its language ('' by its letters)."""

    column: str
    label: str
    help: str = ""
    choices: tuple[str, ...] = ()
    language: str = ""


def fields_of(
    source: str,
    target: str,
    columns: Sequence[str],
    *,
    glossaries: Sequence[str] = (),
    values: Mapping[str, Sequence[str]] | None = None,
) -> list[FormField]:
    """Return the fields of a file with these ``columns`` (none: all there are), the source language first.

    ``glossaries`` can be chosen for a new entry; ``values`` are what the file has in the columns ``pos`` and ``gender``.
    """
    every = list(_all(source.split("-")[0], target.split("-")[0], glossaries, values or {}))
    if not columns:
        return every
    out = [f for f in every if f.column in columns or f.column == "glossary"]
    known = {f.column for f in every} | {"id", "author", "date"}
    return [*out, *(FormField(c, c, "a column of this file's own") for c in columns if c not in known)]


def _all(
    source: str, target: str, glossaries: Sequence[str], values: Mapping[str, Sequence[str]]
) -> Iterator[FormField]:
    for language in (source, target):
        name = LANGUAGES.get(language, language)
        yield FormField(language, name, f"the {name} form, one; others go into its variants", (), language)
    if glossaries:
        yield FormField("glossary", "glossary", _HELP["glossary"], tuple(glossaries))
    for column in ("status", "enforce", "kind", "match"):
        yield FormField(column, column, _HELP[column], TERM_CHOICES[column])
    for what, help_ in (
        ("variants", f"other right forms; {_BAR}"),
        ("forbidden", f"forms that must not be used; {_BAR}"),
        ("first", "the form for the first mention in a text"),
        ("later", "the form for later mentions in a text"),
    ):
        for language in (target, source):
            label = f"{LANGUAGES.get(language, language)} {what}"
            yield FormField(f"{language}_{what}", label, help_, (), language)
    yield FormField("protect", "protect", _HELP["protect"], (), "ar")
    for column in ("note", "subject"):
        yield FormField(column, column, _HELP[column])
    for column in ("pos", "gender"):
        known = dict.fromkeys((*_MORE[column], *values.get(column, ())))
        yield FormField(column, "part of speech" if column == "pos" else column, _HELP[column], tuple(known))
    for column, label in (("valid_from", "valid from"), ("valid_to", "valid to"), ("origin", "origin")):
        yield FormField(column, label, _HELP[column])
    if glossaries:
        yield FormField("id", "id", _HELP["id"], (), "en")


def spoken(text: str, otherwise: str = "en") -> str:
    """Return the language whose direction a text has by its first letter, ``otherwise`` without one."""
    for char in text:
        kind = unicodedata.bidirectional(char)
        if kind in ("R", "AL"):
            return "ar"
        if kind == "L":
            return "en"
    return otherwise
