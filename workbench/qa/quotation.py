"""Quotation marks: pairs of two kinds, several kinds in one text, other ones than the article has, and lost partners."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from workbench.model import Issue, Severity, Side, counted
from workbench.qa.context import Context
from workbench.text.quotation_marks import CLOSERS, VISIBLE, Quotation, Quotations, quotations

_LEAST = 2
"""Quotations of a kind by which an article is taken to have it."""


def check_partners(context: Context) -> Iterator[Issue]:
    """Yield issues for quotation marks that lack their partner, and for another number of quotations than in the source.

    A mark without a partner is none where the source has one as well, or where a target near has its partner: the
    quotation goes on there.
    """
    target, source = quotations(context.target), quotations(context.source)
    lost = list(_lost(context, target, source))
    yield from lost
    if not lost and not (target.unclosed or target.unopened or source.unclosed or source.unopened):
        yield from _count(context, target, source)


def style_of(texts: Iterable[str]) -> str:
    """Return the mark that opens most quotations of some targets, '' where there are few or as many of another kind."""
    counts: Counter[str] = Counter()
    for text in texts:
        for q in quotations(text).outer:
            if q.kind == q.closed:
                counts[q.kind] += 1
    (kind, most), *others = [*counts.most_common(2), ("", 0)]
    return kind if most >= _LEAST and most > others[0][1] else ""


def _lost(context: Context, target: Quotations, source: Quotations) -> Iterator[Issue]:
    text = context.target
    unclosed = target.unclosed
    # English opens each paragraph of a long quotation anew and closes the last alone.
    if unclosed and not VISIBLE.search(text, 0, unclosed[0]) and quotations(context.quotes().before).unclosed:
        unclosed = unclosed[1:]
    if unclosed and len(target.unclosed) > len(source.unclosed) and not quotations(context.quotes().behind).unopened:
        at = unclosed[-1]
        yield _issue(at, at + 1, f"{text[at]} is never closed")
    if len(target.unopened) > len(source.unopened) and not quotations(context.quotes().before).unclosed:
        at = target.unopened[0]
        yield _issue(at, at + 1, f"{text[at]} has no partner")


def _closer(quotation: Quotation, text: str) -> str:
    """Return what closes a quotation as it was opened; one that was opened by a turned mark is closed by a turned one."""
    opened = text[quotation.start]
    return {"”": "“", "„": "“", "»": "«"}.get(opened, CLOSERS[quotation.kind])


def check_kinds(context: Context) -> Iterator[Issue]:
    """Yield quotations that open and close with marks of two kinds, and those of another kind than the article has.

    Where it has none they are held against most of the same text, its first where no kind has most. What is quoted inside a
    quotation may have other marks.
    """
    target = quotations(context.target)
    if not target.pairs:
        return
    outer = target.outer
    article = context.quotes().style
    counts = Counter(q.kind for q in outer)
    arabic_marks = context.target_lang.startswith("en") and article != "«"
    if arabic_marks:
        del counts["«"]
    wanted = article or (counts.most_common(1)[0][0] if counts else "“")
    for q in target.pairs:
        if q.kind != q.closed:
            yield _of_two_kinds(context.target, q, q.kind if q.depth else wanted)
        elif q.depth or q.kind == wanted:
            continue
        elif arabic_marks and q.kind == "«":
            yield _issue(q.start, q.end + 1, "« and » are Arabic marks", _marked(context.target, q, wanted))
        else:
            where = "the article has" if article else "beside"
            message = f"quotation in {_shown(q.kind)}, {where} {_shown(wanted)}"
            yield _issue(q.start, q.end + 1, message, _marked(context.target, q, wanted))
    yield from _single(context, target, wanted)


def _single(context: Context, target: Quotations, wanted: str) -> Iterator[Issue]:
    """Yield a hint for words in single marks beside quotations in double ones, unless the source has both as well."""
    if _beside(quotations(context.source)):
        return
    for start, end in _beside(target):
        inner = context.target[start + 1 : end - 1]
        if any(c.isalpha() for c in inner):
            message = f"quotation in {context.target[start]}…{context.target[end - 1]}, beside {_shown(wanted)}"
            fix = f"{wanted}{inner}{CLOSERS[wanted]}"
            yield replace(_issue(start, end, message, fix), severity=Severity.INFO)


def _beside(side: Quotations) -> list[tuple[int, int]]:
    return [s for s in side.single if side.outer and not any(q.start < s[0] < q.end for q in side.outer)]


def _of_two_kinds(text: str, q: Quotation, wanted: str) -> Issue:
    message = f"{text[q.start]} is closed by {text[q.end]}"
    if q.kind == wanted:
        return _issue(q.end, q.end + 1, message, _closer(q, text))
    return _issue(q.start, q.end + 1, message, _marked(text, q, wanted))


def _marked(text: str, q: Quotation, wanted: str) -> str | None:
    """Return a quotation in other marks, None where it has those inside."""
    inner = text[q.start + 1 : q.end]
    return None if any(mark in inner for mark in (wanted, CLOSERS[wanted])) else f"{wanted}{inner}{CLOSERS[wanted]}"


def _shown(kind: str) -> str:
    return f"{kind}…{CLOSERS[kind]}"


def _count(context: Context, target: Quotations, source: Quotations) -> Iterator[Issue]:
    """Yield an issue for another number of quotations than in the source; those in single marks may count or not."""
    ours, theirs = ((len(side.pairs), len(side.pairs) + len(side.single)) for side in (target, source))
    if not set(range(ours[0], ours[1] + 1)) & set(range(theirs[0], theirs[1] + 1)):
        message = f"{counted(ours[0], 'quotation')}, the source has {theirs[0]}"
        yield _issue(0, len(context.target), message)


def _issue(start: int, end: int, message: str, fix: str | None = None) -> Issue:
    return Issue("typographical", Severity.WARNING, Side.TARGET, start, end, message, fix=fix)
