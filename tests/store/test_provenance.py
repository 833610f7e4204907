"""Where a target came from goes with it: segment, history, unit, and everything that changes, parts, joins or takes back."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from tests.stored import unit_of_segment
from workbench.model import BulkAct, Origin, Provenance, Segment, Unit
from workbench.store import batches, cuts, provenance, removal, replacing, segments, units
from workbench.store import memories as memories_table
from workbench.store.connection import Store

from .conftest import AT, fill

OFFER = "The first sentence."
GOOGLE = Provenance(Origin.MT, "google 1.11.4", OFFER)
LOCAL = Provenance(Origin.MT, "local ar-en 1.0 patched", "A first sentence.")


@dataclass
class Desk:
    """The three segments of a document; every act sees the newest revision."""

    conn: sqlite3.Connection
    document: int
    memory: int

    def at(self, number: int) -> Segment:
        return segments.load_segments(self.conn, self.document)[number - 1]

    def draft(self, text: str, origin: Origin | None = None, number: int = 1, **told: str) -> Segment:
        s = self.at(number)
        return segments.save_draft(self.conn, s.id, text, s.rev, "me", AT, origin, **told).segment

    def offer(self, made: Provenance, number: int = 1) -> Segment:
        return self.draft(made.offered, made.origin, number, via=made.via, offered=made.offered)

    def confirm(self, text: str, origin: Origin = Origin.MT, number: int = 1, **told: Any) -> Segment:
        s = self.at(number)
        return segments.confirm(self.conn, s.id, text, s.rev, "me", AT, origin, self.memory, **told).segment

    def unconfirm(self, number: int = 1) -> Segment:
        s = self.at(number)
        return segments.unconfirm(self.conn, s.id, s.rev, "me", AT).segment

    def unit(self, number: int = 1) -> Unit | None:
        return unit_of_segment(self.conn, self.at(number).id)

    def told(self, number: int = 1) -> list[tuple[str, str, Provenance]]:
        return [
            (h.act, h.target, Provenance(h.origin, h.via, h.offered))
            for h in segments.history(self.conn, self.at(number).id)
        ]


@pytest.fixture
def desk(store: Store) -> Iterator[Desk]:
    _project, document, memory = fill(store)
    with store.write() as conn:
        yield Desk(conn, document.id, memory)


def test_a_draft_keeps_what_it_began_as_however_it_is_edited(desk: Desk) -> None:
    assert desk.offer(GOOGLE).provenance == GOOGLE
    assert desk.draft("The very first sentence.").provenance == GOOGLE, "typed on"
    assert desk.draft("Something else altogether, then.", Origin.MT).provenance == GOOGLE, "the face says what it knows"
    assert desk.told() == []


def test_another_proposal_takes_its_place_and_the_history_has_the_old(desk: Desk) -> None:
    desk.offer(GOOGLE)
    assert desk.offer(LOCAL).provenance == LOCAL
    assert desk.told() == [("draft", OFFER, GOOGLE)]
    assert desk.draft("From the memory.", Origin.TM, via="news").provenance == Provenance(Origin.TM, "news", "")
    assert desk.draft("Typed.", Origin.HUMAN).provenance == Provenance(Origin.HUMAN)


def test_an_emptied_text_comes_from_nowhere(desk: Desk) -> None:
    desk.offer(GOOGLE)
    assert desk.draft("", Origin.MT, via=GOOGLE.via, offered=OFFER).provenance == Provenance()
    assert desk.told() == [("draft", OFFER, GOOGLE)], "what was thrown away can be found"
    assert desk.draft("Typed anew").provenance == Provenance()
    assert desk.confirm("Typed anew.", Origin.HUMAN).provenance == Provenance(Origin.HUMAN)


def test_confirm_writes_it_to_history_and_unit(desk: Desk) -> None:
    desk.offer(GOOGLE)
    assert desk.confirm("The 1st sentence.").provenance == GOOGLE
    assert desk.told() == [("confirm", "The 1st sentence.", GOOGLE)]
    unit = desk.unit()
    assert unit is not None
    assert (unit.origin, unit.via, unit.props) == (Origin.MT, GOOGLE.via, (("x-edited", "0.16"),))
    desk.confirm("The first sentence.")
    unit = desk.unit()
    assert unit is not None
    assert (unit.via, unit.props) == (GOOGLE.via, (("x-edited", "0.00"),))
    desk.confirm("Mine.", Origin.HUMAN)
    unit = desk.unit()
    assert unit is not None
    assert (unit.origin, unit.via, unit.props) == (Origin.HUMAN, "", ())


def test_what_is_said_at_the_confirm_counts(desk: Desk) -> None:
    desk.offer(GOOGLE)
    assert desk.confirm(LOCAL.offered, via=LOCAL.via, offered=LOCAL.offered).provenance == LOCAL


def test_a_draft_beside_a_confirmed_target_does_not_say_where_that_came_from(desk: Desk) -> None:
    desk.offer(GOOGLE)
    desk.confirm(OFFER)
    desk.draft("Typed.", Origin.HUMAN)
    beside = desk.at(1)
    assert beside.provenance == Provenance(Origin.HUMAN)
    assert provenance.of_target(desk.conn, beside) == GOOGLE
    assert desk.draft(OFFER, Origin.HUMAN).provenance == GOOGLE, "back at the confirmed target"
    desk.draft("Typed again.", Origin.HUMAN)
    desk.unconfirm()
    assert desk.told()[-1] == ("unconfirm", OFFER, GOOGLE)
    assert desk.at(1).provenance == Provenance(Origin.HUMAN), "the newer draft stays"


def test_unconfirm_and_a_second_confirm_keep_it(desk: Desk) -> None:
    desk.offer(GOOGLE)
    desk.confirm(OFFER)
    assert desk.unconfirm().provenance == GOOGLE
    assert desk.confirm(OFFER).provenance == GOOGLE
    assert [made for _act, _text, made in desk.told()] == [GOOGLE] * 3


def test_a_text_that_lost_a_race_says_in_the_history_where_it_came_from(desk: Desk) -> None:
    stale = desk.at(1)
    desk.confirm("Theirs.", Origin.HUMAN)
    segments.save_draft(
        desk.conn, stale.id, OFFER, stale.rev, "me", AT, Origin.MT, via=GOOGLE.via, offered=GOOGLE.offered
    )
    assert desk.told()[-1] == ("conflict", OFFER, GOOGLE)


def test_bulk_acts_and_repeats(desk: Desk) -> None:
    batch = batches.begin(desk.conn, BulkAct.PRETRANSLATE, "p", "me", AT)
    s = desk.at(1)
    segments.pretranslate(desk.conn, s.id, OFFER, s.rev, "me", AT, Origin.MT, batch, via=GOOGLE.via)
    assert desk.at(1).provenance == GOOGLE
    assert desk.told() == [("pretranslate", OFFER, GOOGLE)]
    batches.undo_segments(desk.conn, batch, "me", AT)
    assert desk.at(1).provenance == Provenance()
    s = desk.at(2)
    made = Provenance(Origin.REPEAT, "", "Again.")
    s = segments.repeat(desk.conn, s.id, "Again.", s.rev, "me", AT).segment
    assert s.provenance == made
    assert segments.unrepeat(desk.conn, s.id, "Again.", s.rev, "me", AT).segment.provenance == Provenance()
    assert desk.told(2) == [("repeat", "Again.", made), ("unrepeat", "Again.", made)]


def test_a_split_keeps_the_engine_but_measures_no_part_by_the_whole(desk: Desk) -> None:
    desk.offer(GOOGLE)
    desk.confirm(OFFER)
    before = desk.at(1)
    cuts.split(desk.conn, before, before.start + 5, "me", AT)
    assert desk.at(1).provenance == Provenance(Origin.MT, GOOGLE.via)
    assert desk.at(2).provenance == Provenance()
    assert desk.told()[-1] == ("split", OFFER, GOOGLE)
    cuts.restore(desk.conn, [desk.at(1), desk.at(2)], [before], "en", desk.memory, "me", AT)
    assert desk.at(1).provenance == GOOGLE
    unit = desk.unit()
    assert unit is not None
    assert (unit.via, unit.props) == (GOOGLE.via, (("x-edited", "0.00"),))


@pytest.mark.parametrize(
    ("second", "made"),
    [
        (Provenance(Origin.MT, GOOGLE.via, "A second."), Provenance(Origin.MT, GOOGLE.via, f"{OFFER} A second.")),
        (Provenance(Origin.MT, LOCAL.via, "A second."), Provenance(Origin.MT, "", f"{OFFER} A second.")),
        (Provenance(Origin.MT, GOOGLE.via, ""), Provenance(Origin.MT, GOOGLE.via)),
        (Provenance(Origin.HUMAN), Provenance(Origin.HUMAN)),
        (Provenance(), GOOGLE),
    ],
)
def test_a_join(desk: Desk, second: Provenance, made: Provenance) -> None:
    desk.offer(GOOGLE)
    if second.origin is not None:
        desk.draft("A second.", second.origin, 2, via=second.via, offered=second.offered)
        desk.confirm("A second.", second.origin, 2)
        desk.confirm(OFFER)
    before = [desk.at(1), desk.at(2)]
    cuts.join(desk.conn, before[0], before[1], "en", desk.memory, "me", AT)
    assert desk.at(1).provenance == made
    unit = desk.unit()
    if second.origin is not None:
        assert unit is not None
        assert (unit.origin, unit.via) == (made.origin, made.via)
        assert unit.props == ((("x-edited", "0.00"),) if made.offered else ())
    cuts.restore(desk.conn, [desk.at(1)], before, "en", desk.memory, "me", AT)
    assert [desk.at(1).provenance, desk.at(2).provenance] == [before[0].provenance, before[1].provenance]


def test_the_unit_of_a_sentence_says_what_its_pieces_have_in_common(desk: Desk) -> None:
    desk.conn.execute("UPDATE segment SET sentence = 9 WHERE document = ? AND number = 3", (desk.document,))
    for number, offered in ((1, "The first,"), (2, "the second.")):
        desk.offer(Provenance(Origin.MT, GOOGLE.via, offered), number)
        desk.confirm(offered, number=number)

    def whole() -> tuple[Origin | None, str, tuple[tuple[str, str], ...]]:
        (number,) = desk.conn.execute("SELECT id FROM unit WHERE whole IS NOT NULL").fetchone()
        unit = units.get_unit(desk.conn, number)
        assert unit is not None
        return unit.origin, unit.via, unit.props

    assert whole() == (Origin.MT, GOOGLE.via, (("x-edited", "0.00"),))
    desk.draft("Typed beside.", Origin.HUMAN, 1)
    desk.confirm("the 2nd.", number=2)
    assert whole() == (Origin.MT, GOOGLE.via, (("x-edited", "0.18"),)), "what is confirmed counts, not the draft"
    desk.confirm("My own.", Origin.HUMAN, 2)
    assert whole() == (Origin.HUMAN, "", ())


def test_terms_put_right_in_bulk_count_as_edits_and_are_taken_back(desk: Desk) -> None:
    desk.offer(GOOGLE)
    s = desk.confirm(OFFER)
    bulk = replacing.Bulk(batches.begin(desk.conn, BulkAct.IMPACT, "p", "me", AT), "me", AT)
    assert replacing.replace_target(
        desk.conn, replacing.Exchange(s.id, s.source, OFFER, "The 1st sentence.", "why"), bulk
    )
    assert [(act, made) for act, _text, made in desk.told()[1:]] == [("replaced", GOOGLE), ("impact", GOOGLE)]
    unit = desk.unit()
    assert unit is not None
    assert (unit.via, unit.props) == (GOOGLE.via, (("x-edited", "0.16"),))
    replacing.undo(desk.conn, bulk)
    unit = desk.unit()
    assert unit is not None
    assert (unit.target, unit.props) == (OFFER, (("x-edited", "0.00"),))
    assert desk.told()[-1] == ("undo", OFFER, GOOGLE)


def test_pairs_taken_out_come_back_with_it(store: Store) -> None:
    with store.write() as conn:
        memory = memories_table.ensure_memory(conn, "m", "ar", "en")
        pair = Unit("ar", "en", "نص", "text", origin=Origin.MT, via="google 1.11.4", props=(("x-edited", "0.20"),))
        assert units.insert_units(conn, memory, [pair]) == 1
        (held,) = units.iter_units(conn, memory_ids=[memory])
        batch = batches.begin(conn, BulkAct.TM_UPKEEP, "m", "me", AT)
        assert removal.remove(conn, [held.id], batch) == 1
        assert removal.put_back(conn, batch, 10) == (1, 0)
        (back,) = units.iter_units(conn, memory_ids=[memory])
    assert back == held
    assert (back.origin, back.via, back.props) == (pair.origin, pair.via, pair.props)


def test_rows_from_before_say_nothing(desk: Desk) -> None:
    """What an older version has written: an origin, but neither by what nor the text that was offered."""
    desk.conn.execute("UPDATE segment SET origin = 'mt', draft = 'Old.' WHERE number = 1")
    assert desk.at(1).provenance == Provenance(Origin.MT)
    assert desk.confirm("Old.").provenance == Provenance(Origin.MT)
    unit = desk.unit()
    assert unit is not None
    assert (unit.via, unit.props) == ("", ())
