"""How the glossary browser draws an entry: on one line of the list, and whole below it."""

from __future__ import annotations

from collections.abc import Sequence

from rich.style import Style
from textual.strip import Strip

from workbench.model import Concept, Enforce, TermMatching, TermStatus, counted
from workbench.tui.marks import BRIGHT, DIM
from workbench.tui.screens.glossary_fields import LANGUAGES, spoken
from workbench.tui.strips import Pen, joined
from workbench.workflow.glossary_browsing import Entry
from workbench.workflow.glossary_room import Uses

WIDE = 110
"""Columns from which words are written out."""
_STATUS = {"preferred": "pref", "allowed": "allow", "forbidden": "FORB!", "superseded": "old", "candidate": "cand?"}
_KIND = {"organisation": "org"}
_FORMS = ("variants", "forbidden", "first", "later")
_LABEL = 20


class GlossaryLines:
    """Draws entries in a direction."""

    def __init__(self, pen: Pen, source: str, target: str) -> None:
        self._pen = pen
        self.several = True
        """Whether there is more than one glossary: only then the list says which."""
        self._source, self._target = source.split("-")[0], target.split("-")[0]

    def _widths(self, width: int) -> tuple[int, int, int, int, int]:
        status, enforce, kind, name = (11, 8, 13, 16) if width >= WIDE else (7, 8, 7, 9)
        name = name if self.several else 0
        half = max(4, (width - status - enforce - kind - name - 2) // 2)
        return half, status, enforce, kind, name

    def head(self, width: int, style: Style) -> Strip:
        """Name the columns of the list."""
        half, *rest = self._widths(width - 4)
        names = [LANGUAGES.get(lang, lang) for lang in (self._source, self._target)]
        parts = [self._pen.label("   ", 3, style)]
        parts += [self._pen.label(n, half + 1, style) for n in names]
        words = ("status", "enforce", "kind", "glossary")
        parts += [self._pen.label(n, w, style) for n, w in zip(words, rest, strict=True)]
        return joined(parts, width, style)

    def line(self, concept: Concept, width: int, style: Style) -> Strip:
        """Draw an entry on one line."""
        half, status, enforce, kind, name = self._widths(width)
        wide = width >= WIDE
        own = style + DIM if concept.status in (TermStatus.SUPERSEDED, TermStatus.CANDIDATE) else style
        forms = [form_of(concept, language) for language in (self._source, self._target)]
        gap = self._pen.label(" ", 1, style)
        cells = [
            self._pen.cell(forms[0], half, self._source, own),
            gap,
            self._pen.cell(forms[1], half, self._target, own),
            gap,
            self._pen.label(concept.status.value if wide else _STATUS[concept.status.value], status, own),
            self._pen.label(concept.enforce.value, enforce, own + BRIGHT if concept.enforce is Enforce.MUST else own),
            self._pen.label(concept.kind if wide else _KIND.get(concept.kind, concept.kind), kind, own),
            self._pen.label(concept.glossary.removesuffix(".csv"), name, own),
        ]
        return joined(cells, width, style)

    def whole(self, entry: Entry, uses: Uses | None, width: int, style: Style) -> list[Strip]:
        """Draw all that is known of an entry."""
        out: list[Strip] = []
        languages = (self._source, self._target)
        for language in languages:
            out += self._labelled(
                LANGUAGES.get(language, language), entry.value(language), language, width, style + BRIGHT
            )
        c = entry.concept
        words = [c.status.value, c.enforce.value, c.kind]
        words += [f"match {c.match.value}"] if c.match is not TermMatching.NORMAL else []
        words += [entry.value(column) for column in ("pos", "gender", "subject") if entry.value(column)]
        out += self._labelled("", ", ".join(words), "en", width, style)
        out += self._labelled("", f"{entry.place}  {entry.id}", "en", width, style + DIM)
        if uses is not None:
            used = f"{counted(uses.here, 'segment')} of this document, {uses.project:,} of the project (Esc w: where)"
            out += self._labelled("used in", used, "en", width, style)
        for what in _FORMS:
            for language in languages:
                label = f"{LANGUAGES.get(language, language)} {what}"
                out += self._labelled(label, entry.value(f"{language}_{what}"), language, width, style)
        out += self._labelled("protect", entry.value("protect"), "ar", width, style)
        out += self._labelled("note", entry.value("note"), spoken(entry.value("note")), width, style)
        valid = " to ".join(filter(None, (entry.value("valid_from"), entry.value("valid_to"))))
        out += self._labelled("valid", valid, "en", width, style)
        known = {"id", "kind", "status", "enforce", "match", "pos", "gender", "subject", "protect", "note"}
        known |= {"valid_from", "valid_to", "origin", "author", "date", *languages}
        known |= {f"{language}_{what}" for language in languages for what in _FORMS}
        for column in entry.columns:
            if column not in known:
                value = entry.value(column)
                out += self._labelled(column, value, spoken(value), width, style)
        made = ", ".join(filter(None, (entry.value("author"), entry.value("date"), entry.value("origin"))))
        out += self._labelled("by", made, "en", width, style)
        return out

    def _labelled(self, label: str, text: str, language: str, width: int, style: Style) -> Sequence[Strip]:
        if not text:
            return ()
        out = []
        for n, line in enumerate(self._pen.lines(text, max(10, width - _LABEL - 1), language)):
            head = self._pen.label(f"  {label}" if n == 0 else "", _LABEL, style)
            out.append(joined([head, self._pen.strip(line, style)], width, style))
        return out


def form_of(concept: Concept, language: str) -> str:
    """Return the main form of an entry, be it preferred or not."""
    forms = concept.forms(language, *TermStatus)
    return concept.preferred(language) or (forms[0] if forms else "")


def copied(entry: Entry) -> str:
    """Return an entry as it is copied: its cells by column, those with something in them."""
    return "\n".join(f"{column}\t{entry.value(column)}" for column in entry.columns if entry.value(column))
