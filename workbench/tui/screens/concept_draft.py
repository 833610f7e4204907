"""An entry as it stands in its form: what was there, what was typed, what goes to the file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from workbench.tui.keys import place_of
from workbench.tui.screens.glossary_fields import LANGUAGES, USUAL, FormField, fields_of
from workbench.workflow.glossary_browsing import Entry, values_in
from workbench.workflow.glossary_room import FIRST_GLOSSARY, GlossaryRoom
from workbench.workflow.glossary_rows import RowAct

CHOSEN = ("pos", "gender")


class ConceptDraft:
    """The values of an entry by column; ``entry`` is None for a new one.

    ``seen`` are the cells of its row as they were read, ``start`` what the form began with, ``theirs`` what another program
    has made of the row meanwhile.
    """

    def __init__(self, room: GlossaryRoom, entry: Entry | None, values: Mapping[str, str]) -> None:
        self._room = room
        self.entry = entry
        self.theirs: Mapping[str, str] = {}
        self.seen: Mapping[str, str] = dict(entry.cells) if entry else {}
        self.values: dict[str, str] = {c: v.strip() for c, v in self.seen.items()}
        self.start: dict[str, str] = dict(self.values)
        self.values |= values
        self.fields: list[FormField] = []
        if entry is None:
            self.values |= {"glossary": self._names[0], **{c: v for c, v in USUAL.items() if c != "match"}, **values}
            self.start = dict(self.values)
        self.refit()

    # ------------------------------------------------------------------ what it is

    @property
    def _names(self) -> tuple[str, ...]:
        return self._room.names or (FIRST_GLOSSARY,)

    @property
    def path(self) -> Path:
        """The file it stands in, or goes to."""
        return self.entry.path if self.entry else self._room.path(self.values.get("glossary", self._names[0]))

    @property
    def line(self) -> int:
        """Where it stands, 0 when it is new."""
        return self.entry.line if self.entry else 0

    @property
    def title(self) -> str:
        """What it is called: ``names.csv:12 salma``."""
        return f"{self.entry.place}  {self.entry.id}" if self.entry else f"New entry in {self.path.name}"

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of its file; none when they are not known, and all are offered."""
        if self.entry is not None:
            return self.entry.columns
        return self._room.shelf.columns(self.path) if self._room.shelf else ()

    def refit(self) -> None:
        """Take the fields that its file has."""
        shelf = self._room.shelf
        known = {c: list(values_in(shelf, self.path, c)) for c in CHOSEN} if shelf else {}
        for column in CHOSEN:
            if self.value(column):
                known.setdefault(column, []).append(self.value(column))
        names = () if self.entry else self._names
        self.fields = fields_of(self._room.source, self._room.target, self.columns, glossaries=names, values=known)

    @property
    def lacks(self) -> list[str]:
        """The names of the fields its file has no column for."""
        every = fields_of(self._room.source, self._room.target, ())
        return [f.label for f in every if self.columns and f.column not in self.columns]

    def index(self, column: str) -> int:
        """Return the place of a field, -1 when there is none."""
        return next((n for n, f in enumerate(self.fields) if f.column == column), -1)

    # ------------------------------------------------------------------ values

    def value(self, column: str) -> str:
        """Return what stands in a field."""
        return self.values.get(column, "")

    def shown(self, field: FormField) -> str:
        """Return what a field says: of a choice what an empty cell means."""
        return self.value(field.column) or (USUAL.get(field.column, "") if field.choices else "")

    def set(self, column: str, value: str) -> None:
        """Put a value into a field."""
        self.values[column] = value

    def _same(self, column: str, one: str, two: str) -> bool:
        usual = USUAL.get(column, "")
        return (one.strip() or usual) == (two.strip() or usual)

    def changed(self, column: str) -> bool:
        """Whether a field says something else than its file."""
        return not self._same(column, self.value(column), self.start.get(column, ""))

    @property
    def touched(self) -> bool:
        """Whether anything was changed that would be lost."""
        return any(self.changed(c) for c in self.values)

    @property
    def missing(self) -> str:
        """The language of a form that is not there yet, '' when both are."""
        for language in (self._room.source.split("-")[0], self._room.target.split("-")[0]):
            if not self.value(language).strip():
                return LANGUAGES.get(language, language)
        return ""

    def cells(self) -> dict[str, str]:
        """Return the row as it would stand in the file."""
        return {**self.seen, **{c: v for c, v in self.values.items() if c not in ("glossary", "id")}}

    def choose(self, field: FormField, key: str, char: str) -> bool:
        """Take another choice by Left and Right, Space, or the first letter of its word; False for any other key."""
        options = list(field.choices)
        now = self.shown(field)
        at = options.index(now) if now in options else 0
        if key in ("left", "right", "space"):
            self.set(field.column, options[(at + (-1 if key == "left" else 1)) % len(options)])
            return True
        if key in ("backspace", "delete") and (field.column in USUAL or "" in options):
            self.set(field.column, USUAL.get(field.column, ""))
            return True
        letters = {char.casefold(), place_of(char).casefold()} - {""}
        turned = options[at + 1 :] + options[: at + 1]
        found = next((o for o in turned if o and o[0].casefold() in letters), None)
        if found is not None:
            self.set(field.column, found)
        return found is not None

    # ------------------------------------------------------------------ to the file

    def save(self) -> Callable[[], RowAct | None]:
        """Return what writes it as it is now; to be called in a thread."""
        room, entry, seen = self._room, self.entry, dict(self.seen)
        given = {c: v for c, v in self.values.items() if c != "glossary"}
        if entry is None:
            name = self.value("glossary")
            return lambda: room.add(name, given)
        mine = {c: v for c, v in given.items() if c != "id" and not self._same(c, v, seen.get(c, ""))}
        return lambda: room.save(entry, seen, mine)

    def take_theirs(self, theirs: Mapping[str, str] | None) -> None:
        """Go on from what another program has made of the row: its values stand where nothing was changed here.

        None: the row is gone, and what stands here is a new entry.
        """
        entry = self.entry
        if theirs is None or entry is None:
            self.become_new()
            return
        mine = {c: v for c, v in self.values.items() if c != "id" and not self._same(c, v, self.seen.get(c, ""))}
        self.entry = replace(entry, cells=theirs)
        self.theirs = self.seen = dict(theirs)
        self.start = {c: v.strip() for c, v in theirs.items()}
        self.values = {**self.start, **mine}

    def become_new(self) -> None:
        """Be a new entry with all that stands here: its row, or its file, is gone."""
        entry = self.entry
        if entry is not None:
            name = entry.path.name
            self.values["glossary"] = name if name in self._names else self._names[0]
            if "id" in entry.columns:
                self.values["id"] = entry.id
        self.entry, self.seen, self.theirs, self.start = None, {}, {}, {}
        self.refit()

    def file_gone(self) -> bool:
        """Whether its file is no longer there; then it is a new entry, for another file."""
        if self.entry is None or self.entry.path.exists():
            return False
        self.become_new()
        return True
