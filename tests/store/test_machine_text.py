"""Law: what a machine wrote is in no memory before a person has confirmed it, whatever was done and in which order."""

from __future__ import annotations

import contextlib
import sqlite3
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from workbench.model import BulkAct, Origin, SaveKind, Segment, State
from workbench.store import batches, cuts, replacing, segments, units
from workbench.store.connection import Store
from workbench.store.segment_units import edited_props

from .conftest import AT, fill

PERSON = "person"
OVER = {"unconfirm", "split", "pretranslate", "repeat", "unrepeat"}
"""Acts after which what was confirmed before is confirmed no more."""
ACTS = ["machine", "machine", "pretranslate", "pretranslate", "undo", "undo", "repeat", "unrepeat", "type", "empty"]
ACTS += ["confirm"] * 5 + ["unconfirm", "unconfirm", "split", "join", "join", "replace", "undo replace", "stale"]
STEPS = st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 1), st.integers(0, 2)), min_size=20, max_size=40)
CONFIRMED_ANEW = [
    ("machine", 0, 1), ("confirm", 0, 0), ("replace", 0, 0), ("unconfirm", 0, 0), ("confirm", 0, 0), ("undo replace", 0, 0),
]  # fmt: skip
"""The pair is another one than the replacement has changed, with the same text."""
TEXTS = ["The first.", "A second text.", "And the third of them."]


class Undone(Exception):
    """Ends an example; the write is rolled back."""


class Act:
    """Acts on segments of one document, as the faces and the bulk acts do them."""

    def __init__(self, conn: sqlite3.Connection, document: int, memory: int) -> None:
        self.conn, self.document, self.memory = conn, document, memory
        self.batches: list[int] = []
        self.replaced: list[int] = []

    def all(self) -> list[Segment]:
        return segments.load_segments(self.conn, self.document)

    def do(self, act: str, at: int, n: int) -> None:
        found = self.all()
        s, text = found[at % len(found)], TEXTS[n]
        getattr(self, f"_{act.replace(' ', '_')}")(s, text)

    def _machine(self, s: Segment, text: str) -> None:
        segments.save_draft(self.conn, s.id, text, s.rev, PERSON, AT, Origin.MT, via="engine 1", offered=text)

    def _pretranslate(self, s: Segment, text: str) -> None:
        self.batches.append(batches.begin(self.conn, BulkAct.PRETRANSLATE, "p", "bulk", AT))
        segments.pretranslate(self.conn, s.id, text, s.rev, "bulk", AT, Origin.MT, self.batches[-1], via="engine 1")

    def _repeat(self, s: Segment, text: str) -> None:
        segments.repeat(self.conn, s.id, text, s.rev, "bulk", AT)

    def _unrepeat(self, s: Segment, text: str) -> None:
        segments.unrepeat(self.conn, s.id, text, s.rev, "bulk", AT)

    def _undo(self, _s: Segment, _text: str) -> None:
        if self.batches:
            batches.undo_segments(self.conn, self.batches.pop(), "bulk", AT)

    def _type(self, s: Segment, text: str) -> None:
        segments.save_draft(self.conn, s.id, s.current + text[:3], s.rev, PERSON, AT, None)

    def _empty(self, s: Segment, _text: str) -> None:
        segments.save_draft(self.conn, s.id, "", s.rev, PERSON, AT, s.origin)

    def _confirm(self, s: Segment, _text: str) -> None:
        if s.current.strip():
            origin = s.origin or Origin.HUMAN
            segments.confirm(self.conn, s.id, s.current.strip(), s.rev, PERSON, AT, origin, self.memory)

    def _unconfirm(self, s: Segment, _text: str) -> None:
        if s.state.confirmed:
            segments.unconfirm(self.conn, s.id, s.rev, PERSON, AT)

    def _split(self, s: Segment, _text: str) -> None:
        if len(s.source) > 2:
            cuts.split(self.conn, s, s.start + 2, PERSON, AT)

    def _join(self, s: Segment, _text: str) -> None:
        found = self.all()
        if s.number < len(found) and found[s.number].block == s.block:
            cuts.join(self.conn, s, found[s.number], "en", self.memory, PERSON, AT)

    def _replace(self, s: Segment, text: str) -> None:
        self.replaced.append(batches.begin(self.conn, BulkAct.IMPACT, "p", PERSON, AT))
        replacing.replace_target(
            self.conn,
            replacing.Exchange(s.id, s.source, s.target, text, "why"),
            replacing.Bulk(self.replaced[-1], PERSON, AT),
        )

    def _undo_replace(self, _s: Segment, _text: str) -> None:
        if self.replaced:
            batches.undo_replaced(self.conn, self.replaced.pop(), PERSON, AT)

    def _stale(self, s: Segment, text: str) -> None:
        done = segments.confirm(self.conn, s.id, text, s.rev - 1, PERSON, AT, Origin.MT, self.memory)
        assert done.kind is SaveKind.CONFLICT


def check(act: Act) -> int:
    """Check the law and that segment, history and unit agree; return how many pairs of a machine were looked at."""
    machine = 0
    found = {s.id: s for s in act.all()}
    held: list[tuple[Any, ...]] = act.conn.execute(
        "SELECT segment, target, origin, via, id FROM unit WHERE segment IS NOT NULL"
    ).fetchall()
    assert {row[0] for row in held} == {s.id for s in found.values() if s.state.confirmed}
    for segment, target, origin, via, number in held:
        s = found[segment]
        told = segments.history(act.conn, segment)
        last = [h for h in told if h.act in {"confirm", *OVER}][-1]
        assert (last.act, last.author) == ("confirm", PERSON)
        assert target == s.target
        # Also of joined segments each part was confirmed, or put there by a person's bulk act.
        rest = target
        for known in sorted({h.target for h in told if h.act in {"confirm", "impact", "undo"}}, key=len, reverse=True):
            rest = rest.replace(known, "")
        assert not rest.strip()
        if s.draft is None:
            assert (origin, via) == (s.origin, s.via)
            unit = units.get_unit(act.conn, number)
            assert unit is not None
            assert unit.props == edited_props(s.provenance, s.target)
        machine += origin == Origin.MT
    # Nothing came in by itself, so no pair stands by itself.
    assert act.conn.execute("SELECT 1 FROM unit WHERE segment IS NULL AND whole IS NULL").fetchone() is None
    for whole, target in act.conn.execute("SELECT whole, target FROM unit WHERE whole IS NOT NULL").fetchall():
        pieces = segments.sentence_of(act.conn, found[whole])
        assert all(p.state is not State.INITIAL for p in pieces)
        assert all(p.target in target or len(pieces) > 1 for p in pieces)
    for s in found.values():
        assert s.current or s.offered == "", "nothing was offered for an empty text"
    return machine


def run(store: Store, document: int, memory: int, steps: list[tuple[str, int, int]]) -> int:
    machine = 0
    with contextlib.suppress(Undone), store.write() as conn:
        act = Act(conn, document, memory)
        for step in steps:
            act.do(*step)
            machine += check(act)
        raise Undone
    return machine


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
@example(steps=CONFIRMED_ANEW)
def _law(store: Store, document: int, memory: int, steps: list[tuple[str, int, int]]) -> None:
    run(store, document, memory, steps)


def test_no_memory_has_what_no_person_confirmed(store: Store) -> None:
    _project, document, memory = fill(store)
    _law(store, document.id, memory)


def test_a_machines_draft_beside_a_confirmed_target_is_not_joined_into_the_memory(store: Store) -> None:
    _project, document, memory = fill(store)
    with store.write() as conn:
        act = Act(conn, document.id, memory)
        for number in (0, 1):
            act.do("machine", number, number)
            act.do("confirm", number, 0)
        act.do("machine", 0, 2)
        act.do("join", 0, 0)
        assert act.all()[0].state is State.INITIAL
        assert units.count_units(conn, [memory]) == 0


def test_the_law_sees_pairs_of_a_machine(store: Store) -> None:
    _project, document, memory = fill(store)
    steps = [("machine", 0, 0), ("confirm", 0, 0), ("pretranslate", 1, 1), ("confirm", 1, 0), ("join", 0, 0)]
    assert run(store, document.id, memory, steps) == 1 + 1 + 2 + 1
