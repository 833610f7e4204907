"""The lines of a pasted page below its title: the rest of the head, the body with its boxes, what stands below."""

from __future__ import annotations

from enum import Enum, auto

import regex

from workbench.model import Role
from workbench.text.language_data import LanguageData
from workbench.text.page_lines import LONG, PARAGRAPH, SENTENCE, SHORT, Kind, Line, is_name

HEADING_IN_BOX = 7
"""The last short line of a box above a paragraph is at most so many words when it is taken for a heading."""
FEW = 3
"""A tag, category or footer link has at most so many words."""
_COMMA = regex.compile(r"[,،]")
_KINDS = {
    Kind.BUTTON: Role.BOILERPLATE,
    Kind.LABEL: Role.BOILERPLATE,
    Kind.BOX: Role.BOILERPLATE,
    Kind.BOX_WORD: Role.BOILERPLATE,
    Kind.BOX_END: Role.BOILERPLATE,
    Kind.LINK: Role.RELATED,
    Kind.TAGS: Role.BOILERPLATE,
    Kind.TAG_LINE: Role.CATEGORY,
    Kind.COMMENTS: Role.BOILERPLATE,
    Kind.FURNITURE: Role.BOILERPLATE,
}


class _In(Enum):
    """Where in a page a line stands."""

    TEXT = auto()
    BOX = auto()
    TAGS = auto()
    COMMENTS = auto()
    FOOT = auto()


def label_body(lines: list[Line], title: int, first: int, sections: set[str], data: LanguageData) -> None:
    """Give every line without a role one.

    ``first`` is the first paragraph, ``title`` -1 when there is none, ``sections`` are the keys of the site's sections.
    """
    _Body(lines, title, first, sections, data).label()


class _Body:
    """One pass over the lines, in order: a box of links goes on until the text does."""

    def __init__(self, lines: list[Line], title: int, first: int, sections: set[str], data: LanguageData) -> None:
        self.lines, self.title, self.first, self.sections, self.data = lines, title, first, sections, data
        self.comments = _comments_start(lines, first)
        self.last = max((i for i in range(self.comments) if _content(lines, i)), default=-1)
        self.page = bool(sections) or sum(line.kind is not Kind.TEXT for line in lines) > 0
        self.where = _In.TEXT
        self.links = self.unknown = 0
        self.signed = False

    def label(self) -> None:
        """Label all lines below the title."""
        for i, line in enumerate(self.lines):
            if line.role is None:
                line.role = self._role(i, line)

    def _role(self, i: int, line: Line) -> Role:
        if line.kind is not Kind.TEXT and not self._text_after_all(i, line):
            return self._furniture(i, line)
        if self.where is _In.COMMENTS:
            return Role.TRAILING
        if i > self.last and self._rights(line):
            self.where = _In.FOOT
            return Role.BOILERPLATE
        if line.text.isdigit() and not self.first <= i <= self.last and self.page and self.where is not _In.BOX:
            return Role.BOILERPLATE
        if line.words <= FEW and line.key in self.sections and not self.first <= i <= self.last:
            return Role.CATEGORY
        if self.where is _In.TAGS and line.words <= FEW + 1 and not line.stopped:
            return Role.CATEGORY
        if self.where is _In.BOX:
            if not self._ends_box(i, line):
                self.links += 1
                return Role.RELATED
            self.where = _In.TEXT
        elif self.where is _In.TAGS:
            self.where = _In.TEXT
        if i < self.first:
            return self._head_role(i, line)
        return self._text_role(i, line)

    def _furniture(self, i: int, line: Line) -> Role:
        """Label a line known by its words, and see what it opens."""
        below = i > self.last
        if line.kind is Kind.BOX or (line.kind is Kind.BOX_WORD and i >= self.first):
            self.where, self.links = _In.BOX, 0
        elif line.kind is Kind.COMMENTS and i >= self.comments:
            self.where = _In.COMMENTS
        elif line.kind is Kind.TAGS and i >= self.first:
            self.where = _In.TAGS
        elif line.kind is Kind.BOX_END and self.where is _In.BOX:
            self.where = _In.TEXT
        elif below and (
            line.kind is Kind.FURNITURE
            or (line.kind in (Kind.BUTTON, Kind.LABEL) and self.where in (_In.TEXT, _In.TAGS))
        ):
            self.where = _In.FOOT
        return _KINDS[line.kind]

    def _text_after_all(self, i: int, line: Line) -> bool:
        """Whether a line that looks like a button or a box is text: in the midst of the article, with text below it."""
        if not self.first <= i <= min(self.last, self.comments - 1):
            return False
        if line.kind is Kind.FURNITURE:
            return line.words > 2 * SENTENCE - 3 and line.period
        if line.kind is Kind.COMMENTS:
            return not any(c.isdigit() for c in line.key) and self._above_text(i)
        return line.kind in (Kind.LABEL, Kind.TAGS, Kind.BOX_WORD, Kind.BOX) and self._above_text(i)

    def _above_text(self, i: int) -> bool:
        return i + 1 < len(self.lines) and (self.lines[i + 1].sentence or self.lines[i + 1].paragraph)

    def _ends_box(self, i: int, line: Line) -> bool:
        """Whether the text goes on here: a teaser is short, a headline without a stop, or cut off with dots."""
        if line.truncated:
            return False
        if line.paragraph or line.sentence:
            return True
        if i > self.last:
            return False
        if line.words >= FEW and line.text.endswith(":"):
            return True
        following = self.lines[i + 1] if i + 1 < len(self.lines) else None
        if following is None or i < self.first or not self.links:
            return False
        return following.sentence and line.words <= HEADING_IN_BOX and line.blank and following.blank

    def _head_role(self, i: int, line: Line) -> Role:
        """Label a line between title and text."""
        if line.date:
            self.signed = True
            return Role.DATE
        beside = self.signed or self._signed_below(i)
        if line.signature or (beside and is_name(line, self.data.language) and i != self.title + 1):
            self.signed = True
            return Role.BYLINE
        if self._is_heading(i, line) and i + 1 < len(self.lines) and self.lines[i + 1].words < PARAGRAPH:
            return Role.HEADING
        return Role.BODY if self.signed or line.item else Role.LEAD

    def _signed_below(self, i: int) -> bool:
        below = self.lines[i + 1 : i + 3]
        return any(x.date or x.signature for x in below)

    def _text_role(self, i: int, line: Line) -> Role:
        if line.byline or (line.signature and i > self.last):
            return Role.BYLINE
        if self._is_heading(i, line):
            return Role.HEADING
        if i <= self.last or not self.page or line.sentence or line.item:
            return Role.BODY
        if _tag_list(line):
            return Role.CATEGORY
        if self.where is _In.FOOT:
            return Role.BODY if line.words >= PARAGRAPH else Role.BOILERPLATE
        if line.words > FEW:
            return Role.BODY
        self.unknown += 1
        if self.unknown > 1:
            self.where = _In.FOOT
        return Role.TRAILING

    def _is_heading(self, i: int, line: Line) -> bool:
        """Whether a short line without a stop, or with one that a heading may have, stands above text."""
        if line.words > SHORT or i > self.last or i + 1 >= len(self.lines):
            return False
        if line.stopped and not line.text.endswith(("؟", "?", ":")):
            return False
        following = self.lines[i + 1]
        before = self.lines[i - 1] if i else None
        if line.item and (following.item or (before is not None and before.item)):
            return False
        if following.item:
            return not line.text.endswith(":")
        leads_in = following.words >= FEW and following.text.endswith(":")
        return following.sentence or (following.kind is Kind.TEXT and (following.words >= PARAGRAPH or leads_in))

    def _rights(self, line: Line) -> bool:
        return line.words <= 2 * LONG and any(r in line.key for r in self.data.structure.rights)


def _tag_list(line: Line) -> bool:
    """Whether a line is words between commas and no more."""
    parts = _COMMA.split(line.text) if line.words <= PARAGRAPH and not line.stopped else []
    return len(parts) > 2 and all(0 < len(p.split()) <= FEW for p in parts)


def _content(lines: list[Line], i: int) -> bool:
    """Whether a line is surely text of an article, so that the article goes on until there."""
    line = lines[i]
    return line.sentence or line.paragraph or (line.item and i > 0 and (lines[i - 1].item or lines[i - 1].stopped))


def _comments_start(lines: list[Line], first: int) -> int:
    """Return where the readers' comments begin: at their head, when most of the paragraphs stand above it."""
    above, total = 0, sum(line.words for line in lines if line.paragraph)
    for i, line in enumerate(lines):
        below = lines[i + 1] if i + 1 < len(lines) else None
        counted = any(c.isdigit() for c in line.key)
        sure = counted or below is None or not below.paragraph
        if line.kind is Kind.COMMENTS and i > first and sure and 2 * above >= total:
            return i
        above += line.words if line.paragraph else 0
    return len(lines)
