"""Source and translation side by side as one HTML file: to be read, printed, sent to an editor.

The file needs nothing else: no scripts, no pictures, no fonts from elsewhere, and its own policy forbids to load any.

**Where the columns stand.** Arabic stands on the right and English on the left in both directions: each text then begins at
the outer edge its readers begin at, and the ends of the lines meet in the middle. In the file the source is always the first
of the two, because a screen reader reads in that order; from Arabic the table itself runs from right to left, which
puts its first column on the right.

**What may stand in a text.** Every text stands in a block of its own with its language and its direction, never in a line
with others: bidi controls that are not closed, or closed once too often, end with it. (A ``bdi`` in a line can be closed
from inside by U+2069.)
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from pathlib import Path

from workbench import __version__
from workbench.files import write_atomically
from workbench.model import Role, State, is_rtl
from workbench.text.clean import stored_text
from workbench.text.tokens import count_words

_LINE_ENDS = re.compile("[\x85\u2028\u2029]")
_NO_TEXT = re.compile(
    "[\x7f-\x9f\ufdd0-\ufdef"
    + "".join(chr(p * 0x10000 + 0xFFFE) + chr(p * 0x10000 + 0xFFFF) for p in range(1, 17))
    + "]"
)
_LANGUAGES = {"ar": "Arabic", "en": "English"}
_STATES = {State.INITIAL: "draft", State.TRANSLATED: "confirmed", State.REVIEWED: "reviewed", State.FINAL: "final"}
_HEADINGS = {Role.TITLE: "h2", Role.HEADING: "h3"}
_STYLE = """\
:root { color-scheme: light; }
body { margin: 2rem auto; padding: 0 1.5rem; max-width: 75rem; background: #fff; color: #1a1a1a;
  font: 1rem/1.55 "Noto Serif", Georgia, "Times New Roman", serif; }
h1 { font-size: 1.6rem; line-height: 1.35; margin: 0 0 .8rem; }
dl { display: flex; flex-wrap: wrap; gap: .2rem 2rem; margin: 0 0 1.2rem; font-size: .85em; color: #444; }
dl > div { display: flex; gap: .5rem; }
dt::after { content: ":"; }
dd { margin: 0; color: #1a1a1a; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; }
caption { caption-side: bottom; padding-top: .8rem; font-size: .8em; color: #444; text-align: left; }
th, td { padding: .35em .7rem; vertical-align: top; text-align: start; overflow-wrap: break-word; }
td { white-space: pre-wrap; }
thead th { border-bottom: 2px solid #1a1a1a; font-size: .85em; }
.right { text-align: right; }
tbody { border-bottom: 1px solid #999; }
tbody tr + tr td, tbody tr + tr th { border-top: 1px dotted #ccc; }
tbody th { font-size: .75em; font-weight: normal; color: #555; line-height: 1.3; padding-top: .6em; }
tbody th span { display: block; font-style: italic; color: #8a3b00; }
.n { width: 3.2em; } .state { width: 6em; } .note { width: 12em; }
td.state, td.note { font-size: .85em; color: #444; }
td:lang(ar) { font: 1.15em/1.8 "Noto Naskh Arabic", Amiri, "Scheherazade New", "Traditional Arabic", "Geeza Pro", serif; }
.said { margin-top: .4em; font-size: .9em; font-style: italic; }
td h2, td h3 { margin: 0; font-family: inherit; line-height: inherit; }
td h2 { font-size: 1.25em; } td h3 { font-size: 1.08em; }
tr.byline td[lang], tr.date td[lang] { color: #444; font-size: .9em; }
td.open { color: #8a3b00; font-style: italic; }
@page { size: A4; margin: 16mm 14mm; }
@media print {
  body { margin: 0; padding: 0; max-width: none; font-size: 10pt; }
  thead { display: table-header-group; }
  tr { break-inside: avoid; }
  th, td { padding: .3em .5rem; }
  .state { width: 5em; } .note { width: 8em; }
  tr.title, tr.heading { break-after: avoid; }
  h1, dl { break-after: avoid; }
}
"""


@dataclass(frozen=True, slots=True)
class BilingualComment:
    """What somebody said of a segment: ``head`` is who and when, ``done`` whether it is settled."""

    head: str
    text: str
    done: bool = False


@dataclass(frozen=True, slots=True)
class BilingualRow:
    """A segment on the page. ``draft`` says that ``target`` is not confirmed; an empty one is shown as open."""

    number: int
    block: int
    role: Role
    source: str
    target: str
    state: State
    note: str = ""
    comments: Sequence[BilingualComment] = ()

    @property
    def draft(self) -> bool:
        """Whether the target is there and nobody has confirmed it."""
        return bool(self.target) and not self.state.confirmed


@dataclass(frozen=True, slots=True)
class BilingualPage:
    """An article in two languages: names, a date for people, the two languages, and its segments in order."""

    project: str
    document: str
    date: str
    source: str
    target: str
    rows: Sequence[BilingualRow]


def write_bilingual_html(path: Path, page: BilingualPage, *, states: bool = False, notes: bool = False) -> int:
    """Write a page whole or not at all and return how many segments it holds. Raises :class:`FileError`."""
    write_atomically(path, [bilingual_html(page, states=states, notes=notes).encode("utf-8")])
    return len(page.rows)


def bilingual_html(page: BilingualPage, *, states: bool = False, notes: bool = False) -> str:
    """Return the page; with ``states`` and ``notes`` it has a column for each, comments under the note.

    The segments of a paragraph stand together; titles and headings are headings for a screen reader too, and
    ``#s12`` leads to segment 12. A draft is marked as one, whatever the columns.

    Law: the text of every cell is :func:`page_text` of what was given, and the page is valid HTML.
    """
    title = next((r for r in page.rows if r.role is Role.TITLE), None)
    name, language = page.document, ""
    if title is not None:
        name, language = (title.target, page.target) if title.target else (title.source, page.source)
    return (
        '<!DOCTYPE html>\n<html lang="en" dir="ltr">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="generator" content="workbench {__version__}">\n'
        f"<title>{_text(name)}</title>\n<style>\n{_STYLE}</style>\n</head>\n<body>\n"
        f"<h1{_in(language)}>{_text(name)}</h1>\n{_about(page)}{_table(page, states, notes)}</body>\n</html>\n"
    )


def page_text(text: str) -> str:
    """Return a text as it stands on the page.

    Line ends of all kinds are LF; characters that HTML forbids (control characters, surrogates, noncharacters) are U+FFFD,
    one for one. Everything else, bidi controls too, stays.
    """
    return _NO_TEXT.sub("\ufffd", _LINE_ENDS.sub("\n", stored_text(text)[0]))


def _text(text: str) -> str:
    return escape(page_text(text), quote=False)


def _in(language: str) -> str:
    """Return the attributes of a text in a language, or in one that is not known."""
    if not language:
        return ' dir="auto"'
    return f' lang="{escape(language)}" dir="{"rtl" if is_rtl(language) else "ltr"}"'


def _name(language: str) -> str:
    return _LANGUAGES.get(language.split("-")[0], language)


def _about(page: BilingualPage) -> str:
    words = [
        sum(count_words(t) for t in side) for side in ((r.source for r in page.rows), (r.target for r in page.rows))
    ]
    drafts, still_open = sum(r.draft for r in page.rows), sum(not r.target for r in page.rows)
    parts = [f"{n} {what}" for n, what in ((drafts, "not confirmed"), (still_open, "not translated")) if n]
    rows = (
        ("Project", page.project),
        ("Document", page.document),
        ("Date", page.date),
        ("Languages", f"{_name(page.source)} to {_name(page.target)}"),
        ("Segments", f"{len(page.rows)}, {', '.join(parts) or 'all confirmed'}"),
        ("Words", f"{words[0]} to {words[1]}"),
    )
    return (
        "<dl>\n" + "".join(f'<div><dt>{k}</dt><dd dir="auto">{_text(v)}</dd></div>\n' for k, v in rows if v) + "</dl>\n"
    )


def _table(page: BilingualPage, states: bool, notes: bool) -> str:
    edge = " right" if is_rtl(page.source) else ""
    columns = [f'<th scope="col" class="n{edge}" dir="ltr">No.</th>']
    for language, what in ((page.source, "source"), (page.target, "translation")):
        side = ' class="right"' if is_rtl(language) else ""
        columns.append(f'<th scope="col" dir="ltr"{side}>{_name(language)} ({what})</th>')
    columns += ['<th scope="col" class="state" dir="ltr">State</th>'] * states
    columns += ['<th scope="col" class="note" dir="ltr">Note</th>'] * notes
    direction = "rtl" if is_rtl(page.source) else "ltr"
    bodies = (
        "<tbody>\n" + "".join(_row(page, r, states, notes) for r in rows) + "</tbody>\n"
        for _block, rows in groupby(page.rows, key=lambda r: r.block)
    )
    return (
        f'<table dir="{direction}">\n<caption dir="ltr">Source and translation, segment by segment; a line under every'
        f" paragraph.</caption>\n<thead>\n<tr>{''.join(columns)}</tr>\n</thead>\n{''.join(bodies)}</table>\n"
    )


def _row(page: BilingualPage, row: BilingualRow, states: bool, notes: bool) -> str:
    tag = _HEADINGS.get(row.role, "")
    mark = "<span>draft</span>" if row.draft else ""
    right = ' class="right"' if is_rtl(page.source) else ""
    cells = [f'<th scope="row" dir="ltr"{right}>{row.number}{mark}</th>', _cell(row.source, page.source, tag)]
    if row.target:
        cells.append(_cell(row.target, page.target, tag))
    else:
        side = "open right" if is_rtl(page.target) else "open"
        cells.append(f'<td class="{side}" dir="ltr">not translated</td>')
    if states:
        cells.append(f'<td class="state" dir="ltr">{_STATES[row.state] if row.target else "open"}</td>')
    if notes:
        said = "".join(map(_comment, row.comments))
        cells.append(f'<td class="note" dir="auto">{_text(row.note)}{said}</td>')
    return f'<tr id="s{row.number}" class="{row.role.value}">{"".join(cells)}</tr>\n'


def _comment(comment: BilingualComment) -> str:
    """Return a comment as two blocks of their own: who and when, then the words in their own direction."""
    done = " (done)" if comment.done else ""
    return f'<div class="said" dir="auto">{_text(comment.head)}{done}</div><div dir="auto">{_text(comment.text)}</div>'


def _cell(text: str, language: str, tag: str) -> str:
    inner = f"<{tag}>{_text(text)}</{tag}>" if tag else _text(text)
    return f"<td{_in(language)}>{inner}</td>"
