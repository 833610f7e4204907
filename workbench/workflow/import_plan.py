"""An article as it would be stored, before anything is: looked at and put right by a person. Nothing here writes."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from workbench.config import SEGMENT_LIMIT
from workbench.errors import UsageError
from workbench.model import Block, BreakPoint, ClauseMode, Document, Piece, Project, Repair, Role, Segment
from workbench.text.segments import Segmentation, segment_blocks
from workbench.text.tokens import count_words
from workbench.workflow import cutting
from workbench.workflow.texts import language_name


@dataclass(frozen=True, slots=True)
class Reading:
    """How a file is read: in which encoding (None: found out), and whether lines broken for a page's width are joined."""

    encoding: str | None = None
    unwrap: bool = False


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import would store.

    ``data`` are the original bytes, ``text`` the text as it would be stored, which ``blocks`` and ``pieces`` tile; pieces
    are counted from 1, as their segments will be. ``how`` and ``forbidden`` say how it was cut, ``clauses`` being the mode
    of this import. ``turned`` are the blocks that are translated although their role says no, or the other way round;
    ``cuts`` the offsets where a person has split (True) or joined (False). ``already`` is the document of the project
    that has the same text: then nothing would be stored.
    """

    project: Project
    name: str
    data: bytes = field(repr=False)
    suffix: str
    digest: str
    text: str = field(repr=False)
    blocks: tuple[Block, ...] = field(repr=False)
    pieces: tuple[Piece, ...] = field(repr=False)
    how: Segmentation = field(repr=False)
    forbidden: Sequence[tuple[int, int]] = field(repr=False)
    clauses: ClauseMode
    repairs: tuple[Repair, ...] = ()
    unwrapped: bool = False
    turned: frozenset[int] = frozenset()
    cuts: Mapping[int, bool] = field(default_factory=dict)
    already: Document | None = None
    newest: int = 0
    """The id of the project's newest document when this was planned."""
    other_language: str = ""
    """The language the text seems to be written in, where the project does not translate from it."""

    def translates(self, block: Block | Piece) -> bool:
        """Whether a block, or the block of a piece, is to be translated."""
        number = block.number if isinstance(block, Block) else block.block
        return block.role.translated_by_default != (number in self.turned)

    @property
    def language_notice(self) -> str:
        """What to tell of a text that seems to be in another language than the project translates from, else ''."""
        if not self.other_language:
            return ""
        source = language_name(self.project.source)
        return f"It seems to be written in {self.other_language}; {self.project.slug} translates from {source}."

    @property
    def translatable(self) -> int:
        """Segments to translate."""
        return sum(self.translates(p) for p in self.pieces)

    def pieces_of(self, block: Block) -> list[tuple[int, Piece]]:
        """Return the segments of a block with their numbers."""
        first = bisect_left(self.pieces, block.number, key=lambda p: p.block)
        last = bisect_right(self.pieces, block.number, key=lambda p: p.block)
        return [(n + 1, self.pieces[n]) for n in range(first, last)]

    def text_of(self, part: Block | Piece) -> str:
        """Return the text of a block or segment without white space at its edges."""
        return self.text[part.start : part.end].strip()


def block_words(plan: ImportPlan) -> list[int]:
    """Return how many words each block has (GMX-V), whatever it is: a second for some 10 million characters."""
    return [count_words(plan.text[b.start : b.end]) for b in plan.blocks]


def words_to_translate(plan: ImportPlan, words: Sequence[int] | None = None) -> int:
    """Return how many source words there are to translate; ``words`` are those of :func:`block_words` if they are known."""
    counted = block_words(plan) if words is None else words
    return sum(n for n, b in zip(counted, plan.blocks, strict=True) if plan.translates(b))


# ---------------------------------------------------------------------------------------------- what a person changes


def with_role(plan: ImportPlan, number: int, role: Role) -> ImportPlan:
    """Say what block ``number`` is: it is cut, and translated or not, as the role has it."""
    blocks = tuple(replace(b, role=role) if b.number == number else b for b in plan.blocks)
    return _cut_anew(replace(plan, blocks=blocks, turned=plan.turned - {number}), number)


def with_translate(plan: ImportPlan, number: int, *, translate: bool) -> ImportPlan:
    """Let block ``number`` be translated or left out, whatever its role says."""
    default = plan.blocks[number].role.translated_by_default
    return replace(plan, turned=plan.turned - {number} if translate == default else plan.turned | {number})


def places(plan: ImportPlan, number: int) -> list[BreakPoint]:
    """Return where segment ``number`` may well be split, by offset into its text."""
    segment, piece = segment_of(plan, number), plan.pieces[number - 1]
    inside = [(a - piece.start, b - piece.start) for a, b in plan.forbidden if piece.start <= a < piece.end]
    return [
        p
        for p in cutting.places(segment, plan.project.source)
        if p.automatic or not any(a < p.offset < b for a, b in inside)
    ]


def with_split(plan: ImportPlan, number: int, at: int) -> ImportPlan:
    """Split segment ``number`` so that the second part begins at ``at``, an offset into its text.

    Raises :class:`UsageError` where :func:`workbench.workflow.cutting.split_place` does.
    """
    piece = plan.pieces[number - 1]
    return _cut_at(plan, piece, piece.start + cutting.split_place(segment_of(plan, number), at), split=True)


def with_join(plan: ImportPlan, number: int) -> ImportPlan:
    """Join segment ``number`` with the next; raises :class:`UsageError` when that is of another paragraph, or too much."""
    piece = plan.pieces[number - 1]
    behind = plan.pieces[number] if number < len(plan.pieces) else None
    if behind is None or behind.block != piece.block:
        raise UsageError(
            f"Segment {number} is the last of its paragraph.", "Only segments of one paragraph can be joined."
        )
    if behind.end - piece.start > SEGMENT_LIMIT:
        raise UsageError(f"Together they would be longer than {SEGMENT_LIMIT} characters.", "Leave them apart.")
    return _cut_at(plan, piece, behind.start, split=False)


def segment_of(plan: ImportPlan, number: int) -> Segment:
    """Return piece ``number`` as the segment it will be, without an id."""
    p = plan.pieces[number - 1]
    return Segment(0, 0, number, p.block, p.role, p.start, p.end, plan.text[p.start : p.end], plan.translates(p))


# ---------------------------------------------------------------------------------------------- cutting


def _cut_at(plan: ImportPlan, piece: Piece, at: int, *, split: bool) -> ImportPlan:
    """Cut or join at an offset; the opposite of what a person did there before takes that back."""
    cuts = dict(plan.cuts)
    if cuts.get(at, split) is split:
        cuts[at] = split
    else:
        del cuts[at]
    return _cut_anew(replace(plan, cuts=cuts), piece.block)


def _cut_anew(plan: ImportPlan, number: int) -> ImportPlan:
    """Cut one block as its role and its cuts have it; the other pieces stay."""
    fresh = segment_blocks(
        plan.text,
        [plan.blocks[number]],
        plan.project.source,
        SEGMENT_LIMIT,
        how=plan.how,
        forbidden=plan.forbidden,
    )
    before = [p for p in plan.pieces if p.block < number]
    behind = [p for p in plan.pieces if p.block > number]
    return replace(plan, pieces=tuple(counted([*before, *cut_by_hand(fresh, plan.cuts), *behind])))


def cut_by_hand(pieces: Iterable[Piece], cuts: Mapping[int, bool]) -> list[Piece]:
    """Return pieces with the splits and joins of a person; a part of a sentence stays with it, joined ones are one."""
    out: list[Piece] = []
    one: dict[int, int] = {}
    for given in pieces:
        piece = replace(given, sentence=one.get(given.sentence, given.sentence))
        inside = sorted(at for at, split in cuts.items() if split and piece.start < at < piece.end)
        edges = [piece.start, *inside, piece.end]
        parts = [replace(piece, start=a, end=b) for a, b in pairwise(edges)]
        last = out[-1] if out else None
        joined = cuts.get(piece.start) is False and last is not None and last.block == piece.block
        if joined and last is not None and parts[0].end - last.start <= SEGMENT_LIMIT:
            one[given.sentence] = last.sentence
            parts = [replace(p, sentence=last.sentence) for p in parts]
            out[-1] = replace(last, end=parts.pop(0).end)
        out += parts
    return out


def counted(pieces: Sequence[Piece]) -> list[Piece]:
    """Return pieces with their sentences counted from 0."""
    out: list[Piece] = []
    sentence, known = -1, (-1, -1)
    for piece in pieces:
        if (piece.block, piece.sentence) != known:
            sentence, known = sentence + 1, (piece.block, piece.sentence)
        out.append(replace(piece, sentence=sentence))
    return out


def marks(plan: ImportPlan, usual: Iterable[Piece]) -> dict[int, bool]:
    """Return where a plan is cut otherwise than the project would cut it: cut (True) or not (False), by offset.

    ``usual`` are the pieces the project makes of the plan's blocks.
    """
    own, theirs = {p.start for p in plan.pieces}, {p.start for p in usual}
    return dict.fromkeys(own - theirs, True) | dict.fromkeys(theirs - own, False)
