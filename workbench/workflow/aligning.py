"""Laying the segments of an article over its newer version.

First the paragraphs that are the same, wherever they stand now; then, in the others, sentences that are the same, with
their splits and joins; then single segments; last, what was changed. Nothing is written here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from workbench.model import Block, Piece, Segment
from workbench.store.updates import NewSegment
from workbench.workflow.matching import equal_pairs, same_words, similar_pairs
from workbench.workflow.recutting import Gap, Passage, cut_again


@dataclass(frozen=True, slots=True)
class Before:
    """An article as it was.

    ``cuts`` are the places people have split (True) and joined (False); ``labels`` the blocks as the rules label them:
    another role was given by a person.
    """

    text: str
    blocks: Sequence[Block]
    segments: Sequence[Segment]
    cuts: Mapping[int, bool]
    labels: Sequence[Block] = ()


@dataclass(frozen=True, slots=True)
class After:
    """Its newer version as the rules cut it."""

    text: str
    blocks: Sequence[Block]
    pieces: Sequence[Piece]


@dataclass(frozen=True, slots=True)
class Aligned:
    """The segments of the newer version, with what they go on as; its blocks and the cuts that were taken over."""

    rows: list[NewSegment]
    blocks: list[Block]
    cuts: list[tuple[int, bool]]


@dataclass(slots=True)
class _Slot:
    """A stretch of the new text in one block: segments that go on in it, or none, and then it is one segment."""

    block: Block
    start: int
    end: int
    kept: Sequence[Segment] = ()
    was: Segment | None = None
    key: Hashable = None


class _Waiting:
    """Old sentences that were not found yet, by their texts."""

    def __init__(self, keys: Sequence[str]) -> None:
        self._counts = Counter(keys)
        self._lengths = {len(key) for key in keys}
        self.longest = max(self._lengths, default=0)

    def has(self, text: str, start: int, end: int) -> bool:
        return end - start in self._lengths and self._counts[text[start:end]] > 0

    def take(self, key: str) -> None:
        self._counts[key] -= 1


def align(before: Before, after: After) -> Aligned:
    """Return the newer version's segments.

    Laws: they tile its text; of every source as many segments go on with all they have as it stands in both versions;
    none is said to have been another whose source is less alike than :data:`workbench.workflow.matching.SIMILAR`.
    """
    same = equal_pairs(
        [_core(before.text, b.start, b.end) for b in before.blocks],
        [_core(after.text, b.start, b.end) for b in after.blocks],
    )
    blocks = [
        _as_it_was(before.blocks[same[n]], b, before.text, after.text) if n in same else b
        for n, b in enumerate(after.blocks)
    ]
    passages = _passages(before, set(same.values()))
    slots = _paragraphs(before, after, blocks, same, _Waiting([p.key for p in passages]))
    _sentences(passages, slots)
    found = {s.kept[0].id for s in slots if s.kept}
    left = [p for p in passages if p.segments[0].id not in found]
    slots, again = _cut_again(left, slots, after, before)
    _segments([s for p in left for s in p.segments], slots, after.text)
    _roles_people_gave(before, slots)
    given = {s.block.number: s.block for s in slots}
    blocks = [given[b.number] for b in blocks]
    return Aligned(_rows(slots, after), blocks, sorted({**_moved_cuts(before, slots, after.text), **again}.items()))


def _paragraphs(
    before: Before, after: After, blocks: Sequence[Block], same: Mapping[int, int], waiting: _Waiting
) -> list[_Slot]:
    """Return slots for all blocks: one for each that is the same, in the others the sentences still to be found."""
    was = {n: list(group) for n, group in groupby(before.segments, key=lambda s: s.block)}
    now = {n: list(group) for n, group in groupby(after.pieces, key=lambda p: p.block)}
    slots: list[_Slot] = []
    for n, block in enumerate(blocks):
        if n in same:
            kept = was[before.blocks[same[n]].number]
            slots.append(_Slot(block, block.start, block.end, kept, key=("block", same[n])))
        else:
            slots += _tiled(block, now[block.number], after.text, waiting)
    return slots


def _tiled(block: Block, pieces: Sequence[Piece], text: str, waiting: _Waiting) -> list[_Slot]:
    """Return the slots of a block: where a run of pieces is an old sentence, the longest such run; else each piece."""
    starts = [_edge(text, p.start, p.end) for p in pieces]
    ends = [p.start + len(text[p.start : p.end].rstrip()) for p in pieces]
    slots: list[_Slot] = []
    at = 0
    while at < len(pieces):
        last = -1
        for to in range(at, len(pieces)):
            if ends[to] - starts[at] > waiting.longest:
                break
            if waiting.has(text, starts[at], ends[to]):
                last = to
        if last < 0:
            slots.append(_Slot(block, pieces[at].start, pieces[at].end))
            at += 1
        else:
            key = text[starts[at] : ends[last]]
            waiting.take(key)
            slots.append(_Slot(block, pieces[at].start, pieces[last].end, key=("sentence", key)))
            at = last + 1
    return slots


def _sentences(passages: Sequence[Passage], slots: Sequence[_Slot]) -> None:
    """Give every sentence that was found the segments of one of the old ones that are equal to it."""
    # Paragraphs that are the same hold their place in both orders: of equal sentences neighbours go together.
    old: list[tuple[int, Hashable, Passage | None]] = [(p.segments[0].number, ("sentence", p.key), p) for p in passages]
    old += [(s.kept[0].number, s.key, None) for s in slots if s.kept]
    old.sort(key=lambda entry: entry[0])
    new = [s.key if s.key is not None else ("new", n) for n, s in enumerate(slots)]
    for n, o in equal_pairs([key for _number, key, _passage in old], new).items():
        passage = old[o][2]
        if passage is not None:
            slots[n].kept = passage.segments


def _cut_again(
    left: Sequence[Passage], slots: Sequence[_Slot], after: After, before: Before
) -> tuple[list[_Slot], dict[int, bool]]:
    """Split and join what is new where people had split and joined the changed sentences it was made of."""
    out: list[_Slot] = []
    gaps: list[tuple[int, int, Gap]] = []
    for (_block, kept), group in groupby(slots, key=lambda s: (s.block.number, bool(s.kept))):
        run = list(group)
        if not kept:
            gaps.append((len(out), len(run), Gap(run[0].start, run[-1].end, {s.start for s in run[1:]})))
        out += run
    again = cut_again(left, before.text, before.cuts, [gap for *_, gap in gaps], after.text)
    for at, count, gap in reversed(gaps if again else []):
        edges = [gap.start, *sorted(gap.breaks), gap.end]
        out[at : at + count] = [_Slot(out[at].block, a, b) for a, b in pairwise(edges)]
    return out, again


def _segments(old: Sequence[Segment], slots: Sequence[_Slot], text: str) -> None:
    """Find single segments again, then those that were changed."""
    open_ = [s for s in slots if not s.kept]
    sources = [_core(text, s.start, s.end) for s in open_]
    pairs = equal_pairs([s.source for s in old], sources)
    for n, o in pairs.items():
        open_[n].kept = (old[o],)
    taken = set(pairs.values())
    was = [s for o, s in enumerate(old) if o not in taken]
    new = [n for n in range(len(open_)) if n not in pairs]
    for n, o in similar_pairs([s.source for s in was], [sources[n] for n in new]).items():
        open_[new[n]].was = was[o]


def _roles_people_gave(before: Before, slots: Sequence[_Slot]) -> None:
    """Let a changed paragraph be what a person had said the one is that most of it comes from."""
    if [b.start for b in before.labels] != [b.start for b in before.blocks]:
        return
    said = {b.number: b.role for b, rule in zip(before.blocks, before.labels, strict=True) if b.role is not rule.role}
    if not said:
        return
    for _number, group in groupby(slots, key=lambda s: s.block.number):
        here = list(group)
        origins = Counter(o.block for s in here for o in (*s.kept, s.was) if o is not None)
        if origins and (role := said.get(origins.most_common(1)[0][0])) is not None:
            for slot in here:
                slot.block = replace(slot.block, role=role)


def _rows(slots: Iterable[_Slot], after: After) -> list[NewSegment]:
    """Return the segments of the slots. A sentence ends where the rules end it and no kept one runs on."""
    begins = {p.start for a, p in pairwise(after.pieces) if a.sentence != p.sentence}
    rows: list[NewSegment] = []
    sentence = -1
    for slot in slots:
        by = _shift(slot, after.text)
        edges = [slot.start, *(s.start + by for s in slot.kept[1:]), slot.end]
        for n, (start, end) in enumerate(pairwise(edges)):
            inside = n > 0 and slot.kept[n].sentence == slot.kept[n - 1].sentence
            if not rows or (not inside and (n > 0 or start in begins or rows[-1].block != slot.block.number)):
                sentence += 1
            row = NewSegment(slot.block.number, slot.block.role, start, end, sentence)
            if slot.kept:
                row = replace(row, kept=slot.kept[n])
            elif slot.was is not None:
                same = same_words(slot.was.source, _core(after.text, start, end))
                row = replace(row, was=slot.was, same_words=same)
            rows.append(row)
    return rows


def _moved_cuts(before: Before, slots: Iterable[_Slot], text: str) -> dict[int, bool]:
    """Return the cuts inside what goes on, where they are now."""
    out: dict[int, bool] = {}
    cuts = sorted(before.cuts.items())
    for slot in slots:
        if slot.kept and cuts:
            by = _shift(slot, text)
            out |= {at + by: forced for at, forced in cuts if slot.kept[0].start < at < slot.kept[-1].end}
    return out


def _passages(before: Before, kept: set[int]) -> list[Passage]:
    """Return the sentences of the paragraphs that are not the same: what was split stays together, joined ones are one."""
    there = {before.blocks[n].number for n in kept}
    return [
        Passage.of(list(group), before.text)
        for (block, _sentence), group in groupby(before.segments, key=lambda s: (s.block, s.sentence))
        if block not in there
    ]


def _as_it_was(was: Block, now: Block, old: str, text: str) -> Block:
    """Return a block that is the same with the role and the dateline it had: a person may have said so."""
    moved = (_edge(text, now.start, now.end) - now.start) - (_edge(old, was.start, was.end) - was.start)
    return replace(now, role=was.role, dateline=was.dateline + moved if was.dateline else 0)


def _shift(slot: _Slot, text: str) -> int:
    """Return how far the segments that go on in a slot have moved; white space at its edges may have changed."""
    if not slot.kept:
        return 0
    was = "".join(s.text for s in slot.kept)
    return _edge(text, slot.start, slot.end) - (slot.kept[0].start + len(was) - len(was.lstrip()))


def _edge(text: str, start: int, end: int) -> int:
    return end - len(text[start:end].lstrip())


def _core(text: str, start: int, end: int) -> str:
    return text[start:end].strip()
