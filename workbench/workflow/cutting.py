"""Splitting and joining segments, and taking it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from workbench.errors import UsageError
from workbench.model import BreakPoint, Comment, Document, Project, Segment
from workbench.store import comments as comments_table
from workbench.store import cuts as cuts_table
from workbench.store import memories as memories_table
from workbench.store import segments as segments_table
from workbench.store import waivers as waivers_table
from workbench.store.texts import text_of
from workbench.text.rejoin import JointKind, joints
from workbench.workflow.clock import now
from workbench.workflow.document_terms import DocumentTerms
from workbench.workflow.editing import segment_there
from workbench.workflow.terms import ProjectTerms, load_terms
from workbench.workflow.workspace import Workspace

if TYPE_CHECKING:
    from workbench.text.word_places import WordPlace


@dataclass(frozen=True, slots=True)
class Cut:
    """A split or join that was done: the segments as they were before it.

    ``abbreviation`` is what looks like an abbreviation in front of a joint (``تلف.``) and ``joint`` what is wrong where
    the joined targets meet; '' for none, and for a split. ``waived`` are what the two joined segments had a reason to
    ignore, ``comments`` those of the second of them.
    """

    before: tuple[Segment, ...]
    abbreviation: str = ""
    joint: str = ""
    waived: tuple[frozenset[waivers_table.Key], ...] = ()
    comments: tuple[Comment, ...] = ()


def places(segment: Segment, language: str, terms: ProjectTerms | None = None) -> list[BreakPoint]:
    """Return where a segment may be split, by offset into its text: ends of sentences, beginnings of clauses.

    No place lies inside a word or a term of several words.
    """
    from workbench.text.clauses import break_points
    from workbench.text.sentences import sentence_breaks
    from workbench.text.word_places import inside_grapheme, inside_word

    text = segment.text
    hits = terms.hits(text) if terms is not None else []
    forbidden = [(h.start, h.end) for h in hits if any(c.isspace() for c in text[h.start : h.end])]
    found = {p.offset: p for p in break_points(text, language, forbidden)}
    left = len(text) - len(text.lstrip())
    inner = text[left:].rstrip()
    found.update({left + b: BreakPoint(left + b, "sentence", automatic=True) for b in sentence_breaks(inner, language)})
    return [
        found[at]
        for at in sorted(found)
        if text[:at].strip() and text[at:].strip() and not inside_word(text, at) and not inside_grapheme(text, at)
    ]


def find_place(segment: Segment, typed: str, offered: Sequence[BreakPoint]) -> tuple[int, int]:
    """Return where the word or words a person typed begin in a segment, and how many such places there are.

    The words may be written otherwise, with a particle joined to the first and the last one cut short. Of several places
    the one with the same letters counts, then one of ``offered``, then the nearest to these. Raises :class:`UsageError`
    when no word begins so.
    """
    from workbench.text.word_places import best_place, find_words, word_around

    text = segment.text
    found = [p for p in find_words(text, typed) if text[: p.offset].strip()]
    best = best_place(found, [p.offset for p in offered])
    if best is None:
        around = word_around(text, typed)
        hint = (
            f"It stands inside {around}: type the word from its beginning." if around else "Type a word of its source."
        )
        raise UsageError(f"{typed!r} is no place in this segment.", hint)
    return best.offset, sum(_alike(p, best) for p in found)


def _alike(a: WordPlace, b: WordPlace) -> bool:
    return (a.whole, a.exact) == (b.whole, b.exact)


def split_place(segment: Segment, at: int) -> int:
    """Return where a segment is split for ``at``, an offset into its text: white space belongs to the part before.

    Raises :class:`UsageError` when a part would be empty, or a word or a letter and its marks would be parted.
    """
    from workbench.text.word_places import behind_space, inside_grapheme, inside_word, nearest_word

    text = segment.text
    lead = len(text) - len(text.lstrip())
    place = behind_space(text, at) if at > 0 else at
    if not text[: max(place, 0)].strip() or not text[place:].strip():
        raise UsageError(
            f"Segment {segment.number} cannot be split at {at - lead}.",
            f"Name a place inside it, 1 to {len(segment.source) - 1}.",
        )
    parted = "a letter and its marks" if inside_grapheme(text, place) else "a word"
    if parted == "a word" and not inside_word(text, place):
        return place
    nearest, word = nearest_word(text, place)
    raise UsageError(
        f"Segment {segment.number} cannot be split at {at - lead}: that would part {parted}.",
        f"The nearest word begins at {nearest - lead}: {word}" if word else "It is one word.",
    )


def split(ws: Workspace, document: Document, number: int, at: int) -> Cut:
    """Split segment ``number`` so that the second part begins at ``at``, an offset into its text, or behind the space there.

    Raises :class:`UsageError` when there is no place to split (:func:`split_place`), :class:`LockedError` for a locked one.
    See :mod:`workbench.store.cuts` for what becomes of its target.
    """
    with ws.store.write() as conn:
        segment = segment_there(conn, document, number)
        segments_table.refuse_locked(segment)
        at = split_place(segment, at)
        cuts_table.split(conn, segment, segment.start + at, ws.settings.author, now())
    return Cut((segment,))


def join(ws: Workspace, project: Project, document: Document, number: int, terms: ProjectTerms | None = None) -> Cut:
    """Join segment ``number`` with the next one.

    Two confirmed ones stay confirmed, unless they now name a term together that must be used and is not. ``terms`` are the
    project's, where they are known already. Raises :class:`UsageError` when there is none, or it belongs to another
    paragraph, :class:`LockedError` when one of both is locked.
    """
    with ws.store.write() as conn:
        left = segment_there(conn, document, number)
        right = segments_table.find_segment(conn, document.id, number + 1)
        if right is None or right.block != left.block:
            raise UsageError(
                f"Segment {number} is the last of its paragraph.", "Only segments of one paragraph can be joined."
            )
        segments_table.refuse_locked(left, right)
        commented = tuple(comments_table.of_segment(conn, right.id))
        waived = tuple(
            frozenset((w.check, w.subject, w.source) for w in waivers_table.of_segment(conn, part.id))
            for part in (left, right)
        )
        memory = memories_table.ensure_memory(conn, project.memories[0], project.source, project.target)
        cuts_table.join(conn, left, right, project.target, memory, ws.settings.author, now())
        _draft_what_stops(ws, project, conn, [segment_there(conn, document, number)], terms)
    return Cut(
        (left, right),
        _abbreviation(ws, document, project, left, right),
        _bad_joint(project, left, right),
        waived,
        commented,
    )


def _draft_what_stops(
    ws: Workspace, project: Project, conn: Any, parts: Sequence[Segment], terms: ProjectTerms | None
) -> None:
    """Make drafts of confirmed segments that nobody could confirm as they are now: a term stands there that must be used."""
    confirmed = [s for s in parts if s.state.confirmed]
    if not confirmed:
        return
    given = [waiver for s in confirmed for waiver in waivers_table.of_segment(conn, s.id)]
    known = DocumentTerms(terms or load_terms(ws, project), confirmed, given)
    for segment in confirmed:
        if known.stops(segment, segment.target):
            segments_table.unconfirm(conn, segment.id, segment.rev, ws.settings.author, now())


def _abbreviation(ws: Workspace, document: Document, project: Project, left: Segment, right: Segment) -> str:
    from workbench.text.abbreviations import abbreviation_like
    from workbench.text.sentences import abbreviation_before

    word = abbreviation_before(left.text, len(left.text))
    if not word:
        return ""
    text = text_of(ws.store.read(), document.id)
    return word if abbreviation_like(word, text, project.source, right.text) else ""


def _bad_joint(project: Project, left: Segment, right: Segment) -> str:
    """Return which letter is surely wrong where two targets meet; the joined text is left as people wrote it."""
    found = [
        j for j in joints([left.current, right.current], project.target) if j.sure and j.kind is not JointKind.UNMARKED
    ]
    return f"{found[0].message}. {found[0].hint}" if found else ""


def undo_cut(ws: Workspace, project: Project, document: Document, cut: Cut, terms: ProjectTerms | None = None) -> None:
    """Take a split or join back: offsets, targets, states and units are as before, the history has it all.

    What only a reason had let pass that was taken back since is a draft. Notes and comments written since are kept, the
    latter with the first. Raises :class:`LockedError` when one of them is locked, and
    :class:`UsageError` when the segments have been cut anew since, or their text has changed.
    """
    author, when = ws.settings.author, now()
    with ws.store.write() as conn:
        memory = memories_table.ensure_memory(conn, project.memories[0], project.source, project.target)
        parts = _parts(conn, document, cut.before)
        if not parts or parts[-1].end != cut.before[-1].end or len(parts) + len(cut.before) != 3:
            raise UsageError("These segments have been cut anew since.", "Split or join them as you want them.")
        if parts[0].start != cut.before[0].start or "".join(s.text for s in parts) != "".join(
            s.text for s in cut.before
        ):
            raise UsageError("The text of these segments has changed since.", "Split or join them as you want them.")
        segments_table.refuse_locked(*parts)
        ids = cuts_table.restore(conn, parts, cut.before, project.target, memory, author, when)
        if cut.waived:
            first, second = ids
            of_first, of_second = cut.waived
            waivers_table.drop(conn, first, of_second - of_first)
            waivers_table.drop(conn, second, of_first - of_second)
            comments_table.give_back(conn, first, cut.comments, second)
        restored = [s for id_ in ids if (s := segments_table.get_segment(conn, id_)) is not None]
        _draft_what_stops(ws, project, conn, restored, terms)


def _parts(conn: Any, document: Document, before: tuple[Segment, ...]) -> list[Segment]:
    """Return what stands where the segments of a cut were, from the first of them on, and no further than tells it is it."""
    first = segments_table.get_segment(conn, before[0].id)
    parts = [first] if first is not None and first.document == document.id else []
    while parts and parts[-1].end < before[-1].end and len(parts) < 3:
        following = segments_table.find_segment(conn, document.id, parts[-1].number + 1)
        if following is None:
            break
        parts.append(following)
    return parts
