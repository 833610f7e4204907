"""What each line of a pasted article is.

Nothing is ever dropped: a role only decides what is translated by default. The rules look at repetition (a title stands
again and again), at breadcrumbs, at what stands beside a byline or date, at the fixed phrases of buttons and boxes
(``data/*.toml``) and at length: body paragraphs are long and end in a stop, furniture is short. Where a line may be text
of the article it is taken for that: a line too many is skipped with a key, a lost one is not missed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import regex

from workbench.model import Block, Role
from workbench.text.datelines import dateline_length
from workbench.text.language_data import LanguageData, language_data, line_key
from workbench.text.page_body import label_body
from workbench.text.page_lines import LONG, PARAGRAPH, Kind, Line, split_lines

HEAD_LINES = 6
"""A breadcrumb stands in the first lines, or right above the title."""
TITLE_WORDS = 30
FIRST_SENTENCE = 8
"""Words from which a line with a full stop can begin the body."""
WORDY = 4
"""Words from which a line is more than an item of a menu."""
SECTION = 3
"""The name of a section has at most so many words."""
LONG_MENU = 6
"""So many short lines above the title of an article with a byline or date are one, whatever their words."""
MENU_LINES = 4
"""So many short lines above the title, two of them words of a menu, are one."""
DATELINE_TRIES = 4
"""The dateline stands in one of the first paragraphs: a caption may come before."""

_SITE = regex.compile(r"\s[-–—|»]\s[^-–—|»]{2,40}$")
"""The name of the site behind the title, as browsers show it."""
_SEPARATOR = regex.compile(r"\s[/›»>|]\s")


def label_blocks(text: str, language: str, went: Callable[[int], None] = lambda _at: None) -> list[Block]:
    """Return the blocks of an article with their roles; they tile ``text``.

    A block is a line with its line end and the blank lines behind it; blank lines at the very beginning belong to the
    first block. A text of white space only is one body block, an empty one has none. ``went`` is told behind each line
    how far it is.
    """
    data = language_data(language)
    lines = split_lines(text, data.structure, went)
    if not lines:
        return [Block(0, 0, len(text), Role.BODY)] if text else []
    crumbs = _breadcrumbs(lines, data)
    first = _first_paragraph(lines)
    menu = _menu_end(lines, first, data)
    title = _title(lines, first, menu, crumbs, data)
    _label_above(lines, menu if title is None else title, menu, page=bool(crumbs) or menu > 0)
    sections = crumbs | {line.key for line in lines[:menu] if line.words <= SECTION}
    label_body(lines, -1 if title is None else title, first, sections, data)
    _dateline(lines, data)
    starts = [0, *[line.start for line in lines[1:]]]
    ends = [*starts[1:], len(text)]
    return [
        Block(n, start, end, line.role or Role.BODY, line.text_start - start + line.dateline if line.dateline else 0)
        for n, (line, start, end) in enumerate(zip(lines, starts, ends, strict=True))
    ]


def _breadcrumbs(lines: list[Line], data: LanguageData) -> set[str]:
    """Label breadcrumb lines and return the keys of their parts."""
    crumbs: set[str] = set()
    long = next((i for i, line in enumerate(lines) if line.words >= LONG), len(lines))
    for i, line in enumerate(lines[: max(HEAD_LINES, long)]):
        if line.words > TITLE_WORDS or line.text.endswith("."):
            continue
        parts = _SEPARATOR.split(line.head)
        if len(parts) < 2:
            continue
        home = line_key(parts[0]) in data.structure.home
        early = i < HEAD_LINES and len(parts) > 2
        sections = all(line_key(p) in data.structure.menu for p in parts[:1]) and all(
            len(p.split()) <= 3 for p in parts
        )
        if home or early or sections:
            line.role = Role.BREADCRUMB
            crumbs |= {line_key(p) for p in parts}
    return crumbs


def _first_paragraph(lines: list[Line]) -> int:
    """Return where the body begins: behind the head, at the first line that is long or a sentence of some length.

    A sentence with a byline or date below it is the standfirst, not the body.
    """
    able = [
        i
        for i, line in enumerate(lines)
        if line.kind is Kind.TEXT
        and line.role is None
        and (line.words >= LONG or (line.words >= FIRST_SENTENCE and line.period and not line.truncated))
        and not line.signature
    ]
    for at, i in enumerate(able):
        below = lines[i + 1 : i + 3]
        following = any(x.date or x.signature for x in below)
        if not (following and lines[i].words < LONG + PARAGRAPH and at + 1 < len(able)):
            return i
    if able:
        return able[-1]
    return next((i for i, line in enumerate(lines) if line.full_stop and line.words > 3), len(lines))


def _menu_end(lines: list[Line], first: int, data: LanguageData) -> int:
    """Return how many lines at the top are the page's menu; its last one is a button or a word of a menu."""
    if first == len(lines):
        return 0
    short = known = end = run = 0
    for i, line in enumerate(lines[:first]):
        if line.role is not None or line.date or line.signature:
            if short >= MENU_LINES:
                break
            continue
        word = line.words <= 3 and (line.key.split(" ", 1)[0] in data.structure.menu or line.key in data.structure.home)
        named = word or line.kind is not Kind.TEXT
        if not named and (line.words >= WORDY or (line.stopped and line.words > 1)):
            if short:
                break
            continue
        short += 1
        known += word
        end = i + 1 if named else end
        run = i + 1 if line.words < WORDY - 1 else run
    if short >= MENU_LINES and known >= 2:
        return end
    signed = any(_credit(line) for line in lines[run : first + 1])
    return run if short >= LONG_MENU and signed else 0


def _title(lines: list[Line], first: int, menu: int, crumbs: set[str], data: LanguageData) -> int | None:
    """Label the title and its repeats, and return its place."""
    count = Counter(line.key for line in lines)
    head = [
        i
        for i, line in enumerate(lines[: first + 1])
        if line.role is None
        and (line.kind is Kind.TEXT or line.key in crumbs)
        and 3 <= line.words <= TITLE_WORDS
        and not line.signature
    ]
    least = WORDY if menu else 3
    named = crumbs | {line_key(_SITE.sub("", lines[i].head)) for i in head if _SITE.search(lines[i].head)}
    sure = [i for i in head if lines[i].key in named or (count[lines[i].key] > 1 and lines[i].words >= least)]
    at = sure[0] if sure else _likely_title([i for i in head if i < first], lines, first, menu, data)
    if at is None:
        return None
    title = lines[at]
    title.role = Role.TITLE
    for i, line in enumerate(lines):
        if line.role is None and (line.key == title.key or (i < first and _page_name(line, title))):
            line.role = Role.TITLE_REPEAT
    return at


def _page_name(line: Line, title: Line) -> bool:
    """Whether a line is the title with the site's name behind it."""
    rest = line.key[len(title.key) :]
    return line.key.startswith(title.key + " ") and len(rest.split()) <= 4 and line.words > title.words + 1


def _likely_title(able: list[int], lines: list[Line], first: int, menu: int, data: LanguageData) -> int | None:
    """Return the first line that can be a title; behind a menu the first of those right above a byline, date or text."""
    able = [i for i in able if not lines[i].date]
    if not menu:
        return able[0] if able else None
    able = [i for i in able if i >= menu]
    wordy = [i for i in able if lines[i].words >= WORDY] or able
    if not wordy:
        return None
    signs = (i for i in range(wordy[0] + 1, first) if _credit(lines[i]))
    anchor = next(signs, first)
    group = [i for i in wordy if i < anchor]
    at = len(group) - 1
    while at > 0 and group[at] - group[at - 1] <= 2 and at > len(group) - 3:
        at -= 1
    return group[at]


def _credit(line: Line) -> bool:
    return line.date or line.signature


def _label_above(lines: list[Line], title: int, menu: int, *, page: bool) -> None:
    """Label what stands above the title: the menu, the section's name, a date."""
    for i, line in enumerate(lines[:title]):
        if line.role is not None:
            continue
        if i < menu or line.kind is not Kind.TEXT:
            line.role = Role.BOILERPLATE
        elif line.date:
            line.role = Role.DATE
        elif line.signature:
            line.role = Role.BYLINE
        elif not page or line.words >= WORDY or line.stopped:
            line.role = Role.LEAD
        else:
            line.role = Role.CATEGORY if i + 2 >= title else Role.BOILERPLATE


def _dateline(lines: list[Line], data: LanguageData) -> None:
    """Mark the dateline of the first body paragraph, or of one that is near it when a caption stands before."""
    tries = 0
    for line in lines:
        if line.role is Role.BODY and line.words >= PARAGRAPH and not line.item:
            line.dateline = dateline_length(line.text, data.language, data.structure, first=tries == 0)
            tries += 1
            if line.dateline or tries == DATELINE_TRIES:
                return
