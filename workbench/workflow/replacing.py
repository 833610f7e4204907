"""Find and replace in the targets of a document or a project: a plan that is shown first, then one bulk act.

Sources are never changed. What is searched is the text a segment shows: its draft, else its confirmed target. A confirmed
target stays confirmed, its unit changes with it; a draft stays a draft, and the confirmed target under it stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from workbench.config import SEGMENT_LIMIT
from workbench.errors import UsageError
from workbench.model import BulkAct, Document, Issue, Project, Segment, State
from workbench.store import batches, replacing
from workbench.store import segments as segments_table
from workbench.store import waivers as waivers_table
from workbench.workflow.clock import now
from workbench.workflow.document_terms import DocumentTerms
from workbench.workflow.pacing import AT_ONCE, Pace
from workbench.workflow.projects import documents_of
from workbench.workflow.replace_pattern import Finder, Wish
from workbench.workflow.terms import ProjectTerms, load_terms
from workbench.workflow.workspace import Workspace

Stops = Callable[[Segment, str], Sequence[Issue]]
"""The issues with which a text of a segment cannot be confirmed."""

_OPEN = {**dict.fromkeys("\u2066\u2067\u2068", "\u2069"), **dict.fromkeys("\u202a\u202b\u202d\u202e", "\u202c")}


class Which(StrEnum):
    """Which texts are searched."""

    BOTH = "both"
    DRAFTS = "drafts"
    CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True)
class Span:
    """Where something was replaced: ``start`` to ``end`` in the old text, ``new_start`` to ``new_end`` in the new one."""

    start: int
    end: int
    new_start: int
    new_end: int


@dataclass(frozen=True, slots=True)
class Change:
    """A text and what it would become; ``rev`` is the segment's revision as it was looked at.

    Law: outside ``spans`` both texts are the same.
    """

    document: str
    number: int
    segment: int
    rev: int
    confirmed: bool
    source: str
    old: str
    new: str
    spans: tuple[Span, ...]

    @property
    def place(self) -> str:
        """Document and number, for people."""
        return f"{self.document} {self.number}"


@dataclass(frozen=True, slots=True)
class Refused:
    """A text that has what is looked for and stays as it is, and why; ``act`` is as in :class:`WorkbenchError`."""

    document: str
    number: int
    old: str
    why: str
    act: str = ""

    @property
    def place(self) -> str:
        """Document and number, for people."""
        return f"{self.document} {self.number}"


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be changed, in order, and what is refused. Nothing is written yet."""

    wish: Wish
    place: str
    changes: tuple[Change, ...] = ()
    refused: tuple[Refused, ...] = ()

    @property
    def places(self) -> int:
        """How often something is replaced."""
        return sum(len(c.spans) for c in self.changes)


@dataclass(frozen=True, slots=True)
class Done:
    """What was changed, and what was left because somebody changed it since; ``batch`` is 0 when nothing was."""

    batch: int
    done: tuple[Change, ...]
    left: tuple[Change, ...]


def plan_segments(
    finder: Finder,
    document: str,
    segments: Iterable[Segment],
    which: Which = Which.BOTH,
    stops: Stops = lambda _segment, _text: (),
) -> tuple[list[Change], list[Refused]]:
    """Return what a wish would change in some segments, and what it must not. Pure.

    A locked text stays as it is, and a confirmed one that would lose a term that must stand there: where that is meant, it
    is done in the editor, which stops there too.

    Raises :class:`UsageError` for an expression that takes too long or finds nothing at all.
    """
    changes: list[Change] = []
    refused: list[Refused] = []
    for segment in segments:
        confirmed = segment.state.confirmed and segment.draft is None
        old = segment.current
        if not segment.translate or not old or which is (Which.DRAFTS if confirmed else Which.CONFIRMED):
            continue
        new, spans, why = _replaced(finder, old)
        if new == old and not why:
            continue
        if segment.state is State.FINAL:
            why = "It is locked: unlock it first."
        why = why or _refusal(segment, old, new, stops if confirmed else None)
        if why:
            act = "lock" if segment.state is State.FINAL else ""
            refused.append(Refused(document, segment.number, old, why, act))
            continue
        changes.append(
            Change(document, segment.number, segment.id, segment.rev, confirmed, segment.source, old, new, tuple(spans))
        )
    return changes, refused


def plan_replacing(
    ws: Workspace,
    project: Project,
    document: Document | None,
    wish: Wish,
    which: Which = Which.BOTH,
    pace: Pace = AT_ONCE,
) -> Plan:
    """Return what a wish would change in a document, or in all of a project's; see :func:`plan_segments`. Reads only.

    Raises :class:`Stopped` when ``pace`` is stopped.
    """
    finder = Finder(wish)
    place = project.slug if document is None else f"{project.slug}/{document.slug}"
    terms = cache(lambda: load_terms(ws, project))
    changes: list[Change] = []
    refused: list[Refused] = []
    for doc in documents_of(ws, project, document):
        pace.rest()
        segments = segments_table.load_segments(ws.store.read(), doc.id)
        stops = _stops(ws, terms, doc, segments)
        found, not_done = plan_segments(finder, doc.slug, segments, which, stops)
        changes += found
        refused += not_done
    return Plan(wish, place, tuple(changes), tuple(refused))


def replace_planned(
    ws: Workspace,
    plan: Plan,
    changes: Sequence[Change] | None = None,
    stopped: Callable[[], bool] = lambda: False,
) -> Done:
    """Write the changes, all of the plan's or those chosen, in one transaction and as one bulk act.

    A segment somebody has changed since it was planned is left and returned. The history keeps every old text with the
    wish; where a text came from stays, what is put in counts as an edit. Raises :class:`UsageError`, nothing changed, when
    ``stopped`` says so by the time that it can be written.
    """
    wanted = plan.changes if changes is None else changes
    done: list[Change] = []
    left: list[Change] = []
    if not wanted:
        return Done(0, (), ())
    author, at, told = ws.settings.author, now(), plan.wish.told
    with ws.store.write() as conn:
        if stopped():
            raise UsageError("It was given up.", "Nothing was changed.")
        batch = batches.begin(conn, BulkAct.REPLACE, f"{plan.place}: {told}", author, at)
        bulk = replacing.Bulk(batch, author, at)
        for c in wanted:
            exchange = replacing.Exchange(c.segment, c.source, c.old, c.new, told, c.rev)
            if c.confirmed:
                ok = replacing.replace_target(conn, exchange, bulk, act="replace")
            else:
                ok = replacing.replace_draft(conn, exchange, bulk)
            (done if ok else left).append(c)
        if not done:
            batches.forget(conn, batch)
            batch = 0
    return Done(batch, tuple(done), tuple(left))


def _stops(ws: Workspace, terms: Callable[[], ProjectTerms], document: Document, segments: list[Segment]) -> Stops:
    """Return what stops a text of the document; terms are loaded when the first confirmed text is to be changed."""
    known = cache(lambda: DocumentTerms(terms(), segments, waivers_table.load(ws.store.read(), document.id)))
    return lambda segment, text: known().stops(segment, text)


def _replaced(finder: Finder, old: str) -> tuple[str, list[Span], str]:
    """Return a text with everything replaced, where, and why that cannot be ('' when it can)."""
    parts: list[str] = []
    spans: list[Span] = []
    at = length = 0
    for hit in finder.hits(old):
        length += hit.start - at + len(hit.new)
        if length > SEGMENT_LIMIT:
            return "", [], f"It would have more than {SEGMENT_LIMIT:,} characters."
        parts += [old[at : hit.start], hit.new]
        spans.append(Span(hit.start, hit.end, length - len(hit.new), length))
        at = hit.end
    new = "".join([*parts, old[at:]])
    if len(new) > max(SEGMENT_LIMIT, len(old)):
        return "", [], f"It would have more than {SEGMENT_LIMIT:,} characters."
    return new, spans, ""


def _refusal(segment: Segment, old: str, new: str, stops: Stops | None) -> str:
    if not new.strip():
        return "Nothing would be left of it."
    if _paired(old) and not _paired(new):
        return "A bidi control would stand there without its other half."
    if stops is None:
        return ""
    lost = {(i.check, i.subject): i for i in stops(segment, new)}
    if lost:
        for known in stops(segment, old):
            lost.pop((known.check, known.subject), None)
    return f"It is confirmed and must keep its terms: {'; '.join(i.message for i in lost.values())}" if lost else ""


def _paired(text: str) -> bool:
    """Whether every embedding and isolate of a text is closed, and nothing else is."""
    waiting: list[str] = []
    for char in text:
        if char in _OPEN:
            waiting.append(_OPEN[char])
        elif char in "\u2069\u202c" and (not waiting or waiting.pop() != char):
            return False
    return not waiting
