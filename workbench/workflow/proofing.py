"""The proof before delivery: is everything there, where it was, and nothing there that does not belong?

Pure: it is given the article as it would be written and what the checks found, and says what is wrong. Whether that may be
passed is for whoever delivers.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import accumulate, groupby

import regex

from workbench.model import Block, Issue, Segment, Severity, Side, Waiver, is_rtl
from workbench.qa.context import Context, Quotes
from workbench.qa.punctuation import check_pairs
from workbench.qa.quotation import check_partners
from workbench.text.rejoin import join_pieces
from workbench.text.tokens import count_words
from workbench.workflow.checking import quotes_near
from workbench.workflow.exporting import BLANK, article_segments
from workbench.workflow.leftovers import foreign_letters, foreign_words, placeholders

SHORTEST = 0.5
LONGEST = 2.2
"""A target with a smaller or larger share of the source's words is told. Of the pairs of 3,834 English and 3,752 Arabic
sentences (news and health) 10 are too short by this in Arabic and 4 in English, 3 too long."""
COUNTED_FROM = 8
"""Words a source needs for that."""
_LINE_ENDS = "\n\x85\u2028\u2029"
_GAP = regex.compile(f"[{regex.escape(BLANK)}]+")
_SPACES = regex.compile(r"[^\S\n\x85\u2028\u2029]{2,}")
_MARKS = str.maketrans({"،": ",", "؛": ";", "؟": "?"})


class ProofKind(StrEnum):
    """What the proof itself finds; the other kinds are the checks of :mod:`workbench.qa`, by their ITS 2.0 names."""

    SOURCE = "source"
    LOST = "lost"
    PAIRS = "pairs"
    EMPTY = "empty"
    UNCONFIRMED = "unconfirmed"
    LEFT_OUT = "left-out"
    LAYOUT = "layout"
    WORDS = "words"
    LENGTH = "length"
    PLACEHOLDER = "placeholder"
    UNTRANSLATED = "untranslated"
    TERMINOLOGY = "terminology"
    NUMBERS = "numbers"
    TYPOGRAPHICAL = "typographical"
    LOCALE = "locale-violation"
    WHITESPACE = "whitespace"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something found in ``segment`` (its number, 0: the article as a whole).

    ``kind`` is a :class:`ProofKind` or a check's name. ``waived`` is the reason for which it does not count, else ''.
    ``firm``: no agreement passes it, because text of ours would be lost or because a ``must`` term wants a reason of its own.
    ``at`` is where it ends in the target of the segment (code points), -1 where no place of it is meant.
    """

    kind: str
    severity: Severity
    segment: int
    message: str
    waived: str = ""
    firm: bool = False
    at: int = -1


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is proved: a document and what would go out for it.

    ``text`` and ``blocks`` are the document as it was stored, ``segments`` all of it. ``targets`` are by number what goes
    out for those that are translated, '' where there is nothing, and ``article`` is made of them. ``issues`` are those of
    the checks on these targets, by segment number, each with the waiver of one that does not count; ``forms`` the target
    forms of the terms that stand in a segment's source: whatever stands in them is meant.
    """

    source: str
    target: str
    text: str
    blocks: Sequence[Block]
    segments: Sequence[Segment]
    targets: Mapping[int, str]
    article: str
    issues: Sequence[tuple[int, Issue, Waiver | None]] = ()
    forms: Mapping[int, Sequence[str]] = field(default_factory=dict)

    @property
    def kept(self) -> list[Segment]:
        """The segments the article is made of."""
        return article_segments(list(self.segments))


def proof(sheet: Sheet) -> list[Finding]:
    """Return what is wrong, in the order of the segments, what concerns the whole article first.

    Laws: without a finding every kept segment has a confirmed target and all of these, and nothing else, stand in the
    article in their order, no letter or mark lost (``, ; ?`` may be those of the language), with the paragraphs and blank
    lines of the blocks they come from; taking a word out of the article, or joining two of its paragraphs, gives a finding.
    """
    found = [
        *_source(sheet),
        *_states(sheet),
        *_lost(sheet),
        *_layout(sheet),
        *_spaces(sheet),
        *_issues(sheet),
        *(f for s in sheet.kept for f in _leftovers(sheet, s, sheet.targets.get(s.number, ""))),
    ]
    return sorted(found, key=lambda f: (f.segment, -f.severity.rank))


# ---------------------------------------------------------------------------------------------- is everything there


def _source(sheet: Sheet) -> Iterator[Finding]:
    """The segments tile the source; text of the article that is not translated was left out by somebody."""
    if "".join(s.text for s in sheet.segments) != sheet.text:
        yield Finding(
            ProofKind.SOURCE,
            Severity.CRITICAL,
            0,
            "the segments do not make up the source any more: workbench doctor",
            firm=True,
        )
    for s in sheet.segments:
        if not s.translate and s.role.translated_by_default and s.source:
            yield Finding(
                ProofKind.LEFT_OUT, Severity.WARNING, s.number, f"text of the article is left out ({s.role.value})"
            )


def _states(sheet: Sheet) -> Iterator[Finding]:
    for s in sheet.kept:
        target = sheet.targets.get(s.number, "").strip()
        if not target:
            yield Finding(ProofKind.EMPTY, Severity.CRITICAL, s.number, "no translation")
        elif target and not s.state.confirmed:
            yield Finding(ProofKind.UNCONFIRMED, Severity.CRITICAL, s.number, "a draft, not confirmed")
        elif s.draft and s.draft.strip() not in ("", target):
            yield Finding(
                ProofKind.UNCONFIRMED, Severity.WARNING, s.number, "has a newer draft; the confirmed text goes out"
            )


def _out(sheet: Sheet, segment: Segment) -> str:
    """What stands in the article for a segment: its target, else its source."""
    return sheet.targets.get(segment.number, "").strip() or segment.source


def _essence(text: str) -> str:
    """What joining never changes: all but white space, with ``, ; ?`` of either language as one."""
    return "".join(text.split()).translate(_MARKS)


def _lost(sheet: Sheet) -> Iterator[Finding]:
    """Every target stands in the article, in order, and nothing else; no two words became one."""
    kept = sheet.kept
    wanted = [_essence(_out(sheet, s)) for s in kept]
    whole, there = "".join(wanted), _essence(sheet.article)
    if whole != there:
        at = next(
            (i for i, (a, b) in enumerate(zip(whole, there, strict=False)) if a != b), min(len(whole), len(there))
        )
        number = kept[_place(wanted, at)].number if kept else 0
        yield Finding(
            ProofKind.LOST,
            Severity.CRITICAL,
            number,
            "the article is not what its segments say from here on",
            firm=True,
        )
        return
    words, out = sum(count_words(_out(sheet, s)) for s in kept), count_words(sheet.article)
    if words != out:
        yield Finding(ProofKind.WORDS, Severity.ERROR, 0, f"{words} words in the segments, {out} in the article")


def _place(parts: Sequence[str], offset: int) -> int:
    """Return which of ``parts``, put one behind the other, holds the character at ``offset``; the last for the end."""
    return min(bisect_right(list(accumulate(map(len, parts))), offset), len(parts) - 1)


# ---------------------------------------------------------------------------------------------- is it where it was


def _layout(sheet: Sheet) -> Iterator[Finding]:
    """Paragraphs and blank lines are those of the blocks that were translated."""
    broken = [s.number for s in sheet.kept if any(c in sheet.targets.get(s.number, "").strip() for c in _LINE_ENDS)]
    if broken:
        yield from (Finding(ProofKind.LAYOUT, Severity.ERROR, n, "a line end inside the translation") for n in broken)
        return
    text = {b.number: sheet.text[b.start : b.end] for b in sheet.blocks}
    first: dict[int, int] = {}
    for s in sheet.kept:
        first.setdefault(s.block, s.number)
    lines = [(_breaks(text.get(block, "")), number) for block, number in first.items()]
    expected = [(ends, number) for found, number in lines for ends in found or [0]]
    there = _breaks(sheet.article)
    # Behind the last line a text file has one line end, whatever the source had.
    wanted = [ends for ends, _number in expected[:-1]]
    if wanted == there[:-1] and (not expected or there[-1:] == [1]):
        return
    at = next((i for i, (a, b) in enumerate(zip(wanted, there, strict=False)) if a != b), min(len(wanted), len(there)))
    number = expected[min(at, len(expected) - 1)][1] if expected else 0
    yield Finding(
        ProofKind.LAYOUT, Severity.ERROR, number, "paragraphs or blank lines are not as in the source from here on"
    )


def _breaks(text: str) -> list[int]:
    """Return how many line ends stand behind each line of a text that has something in it."""
    gaps = (sum(c in _LINE_ENDS for c in m[0]) for m in _GAP.finditer(text.lstrip(BLANK)))
    return [ends for ends in gaps if ends]


def _spaces(sheet: Sheet) -> Iterator[Finding]:
    """Two spaces that stand in no target: those inside one are the spaces check's."""
    kept = sheet.kept
    parts = [_essence(_out(sheet, s)) for s in kept]
    passed = begin = 0
    for m in _SPACES.finditer(sheet.article):
        passed, begin = passed + len(_essence(sheet.article[begin : m.start()])), m.start()
        at = _place(parts, passed)
        if kept and m[0] not in _out(sheet, kept[at]):
            yield Finding(
                ProofKind.WHITESPACE, Severity.WARNING, kept[at].number, "two spaces in front of this segment"
            )


# ---------------------------------------------------------------------------------------------- is it right


def _issues(sheet: Sheet) -> Iterator[Finding]:
    """Yield what the checks found, brackets and quotations judged in whole sentences."""
    kept = {s.number: s for s in sheet.kept}
    apart: dict[int, set[Issue]] = {}
    waived: dict[int, str] = {}
    for group in _sentences(sheet):
        pieces = {s.number: set(_pairs(sheet, s.source, sheet.targets[s.number], s, s)) for s in group}
        apart.update(pieces)
        reasons = [w for n, i, w in sheet.issues if i in pieces.get(n, ())]
        if reasons and all(reasons):
            waived[group[0].number] = next(w.told for w in reasons if w)
    for number, issue, waiver in sheet.issues:
        if number not in kept or issue.check == "omission" or issue in apart.get(number, ()):
            continue
        if issue.check == "untranslated" and _meant(sheet, number, issue):
            continue
        told = waiver.told if waiver else ""
        at = issue.end if issue.side is Side.TARGET else -1
        yield Finding(issue.check, issue.severity, number, issue.message, told, firm=issue.must, at=at)
    for group in _sentences(sheet):
        targets = [sheet.targets[s.number] for s in group]
        whole = join_pieces(targets, sheet.target)
        parts = [_essence(t) for t in targets]
        for issue in _pairs(sheet, "".join(s.text for s in group).strip(), whole, group[0], group[-1]):
            number = group[_place(parts, len(_essence(whole[: issue.start])))].number
            told = waived.get(group[0].number, "")
            yield Finding(issue.check, issue.severity, number, issue.message, told)


def _pairs(sheet: Sheet, source: str, target: str, first: Segment, last: Segment) -> Iterator[Issue]:
    def text(segment: Segment) -> str:
        return sheet.targets.get(segment.number, "")

    before = quotes_near(sheet.segments, first.number - 1, text).before
    behind = quotes_near(sheet.segments, last.number - 1, text).behind
    context = Context(source, target, sheet.source, sheet.target, quotes=lambda: Quotes("", before, behind))
    yield from check_pairs(context)
    yield from check_partners(context)


def _sentences(sheet: Sheet) -> list[list[Segment]]:
    """Return the sentences that were cut into pieces and have a target for all of them."""
    groups = [list(g) for _key, g in groupby(sheet.kept, key=lambda s: (s.block, s.sentence))]
    return [g for g in groups if len(g) > 1 and all(sheet.targets.get(s.number, "").strip() for s in g)]


def _meant(sheet: Sheet, number: int, issue: Issue) -> bool:
    """Whether all letters of the source's script in an issue's span stand in terms that are written so."""
    target = sheet.targets.get(number, "")
    if is_rtl(sheet.target):
        return False
    found = foreign_letters(target[issue.start : issue.end], ())
    return bool(found) and not [
        (a, b) for a, b in foreign_letters(target, sheet.forms.get(number, ())) if a < issue.end and issue.start < b
    ]


def _leftovers(sheet: Sheet, segment: Segment, target: str) -> Iterator[Finding]:
    """Placeholders, letters of the source's script, and a length that tells of something left out."""
    if not target.strip():
        return
    number, forms = segment.number, sheet.forms.get(segment.number, ())
    for sign in placeholders(segment.source, target):
        yield Finding(ProofKind.PLACEHOLDER, Severity.ERROR, number, f"left in the translation: {sign}")
    if is_rtl(sheet.target):
        plain, names = foreign_words(segment.source, target, forms)
        if plain:
            yield Finding(
                ProofKind.UNTRANSLATED, Severity.ERROR, number, f"English left in the Arabic: {', '.join(plain)}"
            )
        if names:
            yield Finding(ProofKind.UNTRANSLATED, Severity.WARNING, number, f"Latin letters: {', '.join(names)}")
    else:
        told = [(i.start, i.end) for n, i, _w in sheet.issues if n == number and i.check == "untranslated"]
        for a, b in foreign_letters(target, forms):
            if not any(a < end and start < b for start, end in told):
                yield Finding(
                    ProofKind.UNTRANSLATED, Severity.ERROR, number, f"Arabic left in the English: {target[a:b]}"
                )
    words, out = count_words(segment.source), count_words(target)
    if words >= COUNTED_FROM and not SHORTEST * words <= out <= LONGEST * words:
        yield Finding(ProofKind.LENGTH, Severity.WARNING, number, f"{words} words became {out}: is anything missing?")
