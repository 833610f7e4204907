"""Checks on a pair and on the joints of a document."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from workbench.model import Issue, Mention, Segment, Severity, TermHit
from workbench.qa.checks import run_checks
from workbench.qa.context import Context, Quotes
from workbench.qa.joints import check_joints
from workbench.qa.quotation import style_of
from workbench.text.quotation_marks import quotations
from workbench.workflow.terms import NO_MENTIONS, ProjectTerms

QUOTES_REACH = 40
"""Segments before and behind one in which the article's quotation marks are looked for: a book may change them."""
GOES_ON = 3
"""Segments over which a quotation may go on."""
_NAME_REACH = 120
"""A name at the beginning of a text is looked for in so many code points."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands near a segment, as far as its issues rest on it: the targets before and behind it in its sentence, and what
    gives that its quotation marks are held against, which is looked for only when it is asked for.
    """

    before: str = ""
    behind: str = ""
    quotes: Callable[[], Quotes] = Quotes


ALONE = Surroundings()
"""Nothing near."""


def surroundings(segments: Sequence[Segment], at: int, text_of: Callable[[Segment], str]) -> Surroundings:
    """Return what stands near segment ``at`` (from 0); ``text_of`` says what the target of a segment is."""
    return Surroundings(*neighbours(segments, at, text_of), partial(quotes_near, segments, at, text_of))


def segment_issues(
    terms: ProjectTerms,
    source: str,
    target: str,
    hits: list[TermHit] | tuple[TermHit, ...],
    *,
    mentions: Mapping[str, Mention] = NO_MENTIONS,
    confirmed: bool = False,
    around: Surroundings = ALONE,
    listed: bool = False,
) -> list[Issue]:
    """Return the issues of a pair, worst first.

    ``mentions`` says by concept which mention in the document this is. ``confirmed`` (or about to be) makes an empty
    target an issue. ``around`` is what stands near it; ``listed`` says that the issues of its neighbours are shown as well.
    """
    uses = tuple(terms.uses(hits, target, mentions)) if target.strip() else ()
    context = Context(
        source=source,
        target=target,
        source_lang=terms.source,
        target_lang=terms.target,
        uses=uses,
        confirmed=confirmed,
        before=around.before,
        behind=around.behind,
        is_name=lambda text: _begins_with_name(terms, text),
        listed=listed,
        quotes=around.quotes,
    )
    return run_checks(context)


def quotes_near(segments: Sequence[Segment], at: int, text_of: Callable[[Segment], str]) -> Quotes:
    """Return what the quotation marks of segment ``at`` (from 0) are held against.

    The article's are those of the targets up to :data:`QUOTES_REACH` before and behind it. ``text_of`` says what the target
    of a segment is.
    """

    def text(n: int) -> str:
        return text_of(segments[n]) if 0 <= n < len(segments) and segments[n].translate else ""

    def lacking(step: int) -> str:
        near = (text(at + step * n) for n in range(1, GOES_ON + 1))
        return next((t for t in near if (found := quotations(t)).unclosed or found.unopened), "")

    places = range(max(0, at - QUOTES_REACH), min(len(segments), at + QUOTES_REACH + 1))
    return Quotes(style_of(text(n) for n in places if n != at), lacking(-1), lacking(1))


def neighbours(segments: Sequence[Segment], at: int, text_of: Callable[[Segment], str]) -> tuple[str, str]:
    """Return the targets before and behind segment ``at`` (from 0) in its sentence, '' where there is none.

    ``text_of`` says what the target of a segment is. One that is not translated has none.
    """
    segment = segments[at]

    def text(n: int) -> str:
        if not 0 <= n < len(segments):
            return ""
        other = segments[n]
        same = (other.block, other.sentence) == (segment.block, segment.sentence)
        return text_of(other) if same and other.translate else ""

    return text(at - 1), text(at + 1)


def bad_joints(terms: ProjectTerms, segments: Sequence[Segment], text_of: Callable[[Segment], str]) -> int:
    """Return at how many places the pieces of a sentence do not fit together, ``text_of`` giving their targets."""
    count = 0
    for at, segment in enumerate(segments):
        target = text_of(segment) if segment.translate else ""
        before, behind = neighbours(segments, at, text_of)
        if not target.strip() or not (before or behind):
            continue
        context = Context(
            source=segment.source,
            target=target,
            source_lang=terms.source,
            target_lang=terms.target,
            before=before,
            behind=behind,
            is_name=lambda text: _begins_with_name(terms, text),
            listed=True,
        )
        count += sum(i.severity.rank >= Severity.WARNING.rank for i in check_joints(context))
    return count


def _begins_with_name(terms: ProjectTerms, text: str) -> bool:
    """Whether a target begins with a term of the glossaries that is written with a capital."""
    found = terms.termbase.find(text[:_NAME_REACH], terms.target)
    return any(h.start == 0 and h.term[:1].isupper() and _first(h.term) == _first(h.surface) for h in found)


def _first(text: str) -> str:
    return text.split()[0].casefold()
