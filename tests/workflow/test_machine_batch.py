"""Engines asked for a whole document: in turn, paused, ended, disturbed."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.mt.scripted import english
from workbench.config import EngineSettings
from workbench.errors import MTError
from workbench.model import MTFailure, Origin, Project
from workbench.mt import breaker
from workbench.mt.engine import Place, Request
from workbench.mt.failures import failure
from workbench.mt.service import BATCH, Ticket
from workbench.workflow import machine_batch
from workbench.workflow.desk import Desk, open_desk
from workbench.workflow.machine import Machine
from workbench.workflow.machine_batch import Control
from workbench.workflow.pretranslating import prepare
from workbench.workflow.workspace import Workspace

from .machine_engines import Make, ask, failing, until


def test_a_document_is_filled_and_taken_back_and_nothing_is_memory(
    ws: Workspace, project: Project, desk: Desk, make: Make
) -> None:
    make()
    Machine(ws, project).allow("cloud", True)
    ready = prepare(ws, project, desk.document, use_machine=True)
    assert (ready.plan.asked, ready.plan.characters) == (6, sum(len(s.source) for s in desk.segments))
    told: list[tuple[int, int]] = []
    done = ready.run(lambda *p: told.append(p))
    assert (done.machine, done.skipped, done.stopped) == (6, 0, "")
    assert told[-1] == (6, 6)
    again = open_desk(ws, "news", "article")
    assert {(s.origin, s.via) for s in again.segments} == {(Origin.MT, "cloud 7")}
    assert all(s.draft == s.offered == english(s.source) for s in again.segments)
    assert ws.store.read().execute("SELECT count(*) FROM unit").fetchone() == (0,)
    again.close()


def test_the_next_engine_is_asked_where_one_fails_but_none_beyond_this_machine_for_a_local_one(
    ws: Workspace, project: Project, desk: Desk, make: Make
) -> None:
    make("first", answer=failing(MTFailure.QUOTA))
    make("second")
    machine = Machine(ws, project)
    for name in ("first", "second"):
        machine.allow(name, True)
    done = prepare(ws, project, desk.document, use_machine=True).run()
    assert (done.machine, done.failures) == (6, {})
    assert {s.via for s in open_desk(ws, "news", "article").segments} == {"second 7"}


def test_a_local_engine_that_fails_sends_nothing_elsewhere(
    ws: Workspace, project: Project, desk: Desk, make: Make
) -> None:
    make("model", Place.INPROC, failing(MTFailure.NOT_CONFIGURED))
    cloud = make()
    Machine(ws, project).allow("cloud", True)
    done = prepare(ws, project, desk.document, use_machine=True).run()
    assert (done.machine, cloud.seen) == (0, [])
    assert done.stopped


def test_three_failures_in_a_row_end_it_with_the_reason(
    ws: Workspace, project: Project, desk: Desk, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machine_batch, "WINDOW", 1)
    engine = make(answer=failing(MTFailure.AUTH))
    Machine(ws, project).allow("cloud", True)
    done = prepare(ws, project, desk.document, use_machine=True).run()
    assert (done.machine, done.skipped) == (0, 6)
    assert "rests" in done.stopped
    assert len(engine.seen) == 1, "refused access: the breaker opened at once"


def test_a_bad_answer_ends_nothing(ws: Workspace, project: Project, desk: Desk, make: Make) -> None:
    make(answer=lambda t: "" if "الوقود" in t else english(t))
    Machine(ws, project).allow("cloud", True)
    done = prepare(ws, project, desk.document, use_machine=True).run()
    assert (done.machine, done.skipped, done.stopped) == (5, 1, "")
    assert list(done.failures.values()) == [1]


def test_paused_it_asks_nothing_and_resumed_it_goes_on(
    ws: Workspace, project: Project, desk: Desk, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machine_batch, "WINDOW", 1)
    engine = make()
    Machine(ws, project).allow("cloud", True)
    control, paused = Control(), threading.Event()

    def progress(done: int, _total: int) -> None:
        if done == 2:
            control.pause()
            paused.set()

    ready = prepare(ws, project, desk.document, use_machine=True)
    running = threading.Thread(target=ready.run, args=(progress, control))
    running.start()
    assert paused.wait(30)
    threading.Event().wait(0.3)
    assert len(engine.seen) == 2
    control.resume()
    running.join(30)
    assert ready.done.machine == 6


def test_cancelled_what_is_there_stays_and_the_same_again_goes_on(
    ws: Workspace, project: Project, desk: Desk, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machine_batch, "WINDOW", 2)
    engine = make()
    Machine(ws, project).allow("cloud", True)
    control = Control()
    done = prepare(ws, project, desk.document, use_machine=True).run(
        lambda n, _total: control.cancel() if n == 2 else None, control
    )
    assert done.cancelled
    assert 2 <= done.machine < 6
    assert done.machine + done.skipped == 6
    rest = prepare(ws, project, desk.document, use_machine=True).run()
    assert done.machine + rest.machine == 6
    assert set(engine.texts) == {s.source for s in desk.segments}
    assert len(engine.texts) <= 6 + machine_batch.WINDOW, "nothing is asked twice but what was on its way"


def test_what_somebody_wrote_meanwhile_stays(ws: Workspace, project: Project, desk: Desk, make: Make) -> None:
    make()
    Machine(ws, project).allow("cloud", True)
    ready = prepare(ws, project, desk.document, use_machine=True)
    saved = threading.Event()
    desk.save_draft(3, "Mine.", None, lambda _s: saved.set())
    assert saved.wait(10)
    done = ready.run()
    assert (done.machine, done.skipped) == (5, 1)
    assert open_desk(ws, "news", "article").segment(3).draft == "Mine."


# ---------------------------------------------------------------------- a batch that is disturbed


def plain(_n: int, _request: Request, _engine: str, answer: str, done: Callable[[str], None]) -> None:
    done(answer)


def batch_of(ws: Workspace, project: Project, better: machine_batch.Better = plain) -> machine_batch.MachineBatch:
    machine = Machine(ws, project)
    for engine in machine.engines():
        machine.allow(engine.id, True)
    return machine_batch.MachineBatch(machine, Control(), better)


def six(batch: machine_batch.MachineBatch) -> list[Request]:
    return [
        batch.machine.request(f"هذه هي الجملة {word} من السلسلة")
        for word in ("أولى", "ثانية", "ثالثة", "رابعة", "خامسة", "سادسة")
    ]


def test_whatever_is_to_make_an_answer_better_the_plain_one_stays(ws: Workspace, project: Project, make: Make) -> None:
    def raises(*_: object) -> None:
        raise ValueError("a defect")

    def forgets(*_: object) -> tuple[Ticket, ...]:
        return ()

    engine = make("model", Place.INPROC)
    for better in (raises, forgets):
        batch = batch_of(ws, project, better)
        found = {n: answer for n, _engine, answer in batch.answers(six(batch))}
        assert found == {n: english(r.text) for n, r in enumerate(six(batch))}
    assert engine.seen


@pytest.mark.parametrize("told", [True, False], ids=["tickets", "none"])
def test_what_makes_an_answer_better_has_its_time(ws: Workspace, project: Project, make: Make, told: bool) -> None:
    engine = make(place=Place.SCRAPER, settings=EngineSettings(interval=0.0))

    def better(
        _n: int, request: Request, engine_: str, _a: str, done: Callable[[str], None]
    ) -> tuple[Ticket, ...] | None:
        again = replace(request, text=f"{request.text} مرة أخرى")
        engine.gate.clear()
        tickets = batch.machine.ask(again, lambda _e, answer: done(str(answer)), BATCH, [engine_])
        return tickets if told else None

    batch, found = batch_of(ws, project, better), list[str | MTError]()
    request = six(batch)[0]
    running = threading.Thread(target=lambda: found.extend(a for _n, _e, a in batch.answers([request])))
    running.start()
    until(lambda: len(engine.seen) == 2)
    running.join(0.3)
    assert running.is_alive()
    engine.gate.set()
    running.join(30)
    assert found == [english(f"{request.text} مرة أخرى")]


def test_paused_what_was_not_sent_stays_here_and_resumed_it_goes(ws: Workspace, project: Project, make: Make) -> None:
    engine = make(place=Place.SCRAPER, settings=EngineSettings(interval=0.0))
    engine.gate.clear()
    batch, found = batch_of(ws, project), {}
    running = threading.Thread(target=lambda: found.update({n: a for n, _e, a in batch.answers(six(batch))}))
    running.start()
    until(lambda: len(engine.seen) == 1)
    batch.control.pause()
    until(lambda: len(batch._todo) == 5)
    engine.gate.set()
    until(lambda: not batch._flying)
    assert len(engine.seen) == 1
    batch.control.resume()
    running.join(30)
    assert found == {n: english(r.text) for n, r in enumerate(six(batch))}
    assert len(engine.seen) == 6


def resting(kind: MTFailure, seconds: float | None, *calls: int) -> Callable[[str], str]:
    """Fail at these calls."""
    count = itertools.count(1)

    def answer(text: str) -> str:
        if next(count) in calls:
            raise failure(kind, "Cloud", seconds)
        return english(text)

    return answer


@pytest.mark.parametrize("kind", [MTFailure.RATE_LIMITED, MTFailure.SERVER])
def test_a_short_rest_is_waited_out(ws: Workspace, project: Project, make: Make, kind: MTFailure) -> None:
    engine = make(answer=resting(kind, 0.1, 2))
    batch = batch_of(ws, project)
    found = {n: a for n, _e, a in batch.answers(six(batch))}
    assert found == {n: english(r.text) for n, r in enumerate(six(batch))}
    assert (batch.stopped, len(engine.seen)) == ("", 7)


def test_a_rest_is_seen_and_a_batch_can_be_ended_in_it(ws: Workspace, project: Project, make: Make) -> None:
    engine = make(place=Place.SCRAPER, answer=resting(MTFailure.RATE_LIMITED, 50.0, 2))
    batch, found = batch_of(ws, project), {}
    running = threading.Thread(target=lambda: found.update({n: a for n, _e, a in batch.answers(six(batch))}))
    running.start()
    until(lambda: len(batch._todo) == 5 and batch.control.resting > 0)
    assert not batch.control.paused
    batch.control.cancel()
    running.join(30)
    assert not running.is_alive()
    assert (len(found), len(engine.seen), batch.stopped) == (1, 2, "")


@pytest.mark.parametrize(("kind", "seconds"), [(MTFailure.RATE_LIMITED, 3600.0), (MTFailure.QUOTA, 1.0)])
def test_a_rest_that_is_long_or_cures_nothing_ends_it(
    ws: Workspace, project: Project, make: Make, kind: MTFailure, seconds: float
) -> None:
    engine = make(answer=failing(kind) if kind is MTFailure.QUOTA else resting(kind, seconds, *range(1, 20)))
    batch = batch_of(ws, project)
    assert len(list(batch.answers(six(batch)))) == machine_batch.IN_A_ROW
    assert batch.stopped
    assert len(engine.seen) <= 2


def test_an_engine_that_only_rests_is_given_up(
    ws: Workspace, project: Project, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(breaker, "REST", (0.05,))
    engine = make(place=Place.SCRAPER, answer=failing(MTFailure.RATE_LIMITED))
    batch = batch_of(ws, project)
    assert all(isinstance(a, MTError) for _n, _e, a in batch.answers(six(batch)))
    assert batch.stopped
    assert len(engine.seen) <= 2 * machine_batch.IN_A_ROW


def test_the_next_engine_is_asked_while_the_first_rests(ws: Workspace, project: Project, make: Make) -> None:
    make("first", answer=resting(MTFailure.RATE_LIMITED, 50.0, 1))
    make("second")
    batch = batch_of(ws, project)
    found = {n: a for n, _e, a in batch.answers(six(batch))}
    assert found == {n: english(r.text) for n, r in enumerate(six(batch))}


def test_what_has_arrived_by_the_end_is_kept(ws: Workspace, project: Project, make: Make) -> None:
    make("model", Place.INPROC)
    batch = batch_of(ws, project)
    answers = batch.answers(six(batch))
    found = [next(answers)]
    until(lambda: batch._answers.qsize() == 5)
    batch.control.cancel()
    found += answers
    assert sorted(n for n, _e, _a in found) == list(range(6))


def test_cancelled_nothing_more_is_sent_to_make_an_answer_better_and_the_plain_one_is_kept(
    ws: Workspace, project: Project, make: Make
) -> None:
    engine = make(place=Place.SCRAPER, settings=EngineSettings(interval=0.0))
    second: list[Ticket] = []

    def better(_n: int, request: Request, engine_: str, _a: str, done: Callable[[str], None]) -> tuple[Ticket, ...]:
        again = replace(request, text=f"{request.text} مرة أخرى")
        if request.text == first:
            # The second pass waits behind this one, and with it the rest of the batch.
            engine.gate.clear()
        tickets = batch.machine.ask(again, lambda _e, answer: done(str(answer)), BATCH, [engine_])
        second.extend(tickets)
        return tickets

    batch = batch_of(ws, project, better)
    requests = six(batch)[:2]
    first, found = requests[1].text, list[tuple[int, str, str | MTError]]()
    running = threading.Thread(target=lambda: found.extend(batch.answers(requests)))
    running.start()
    until(lambda: len(second) == 2 and len(engine.seen) == 3)
    batch.control.cancel()
    running.join(30)
    engine.gate.set()
    assert {n: a for n, _e, a in found} == {n: english(r.text) for n, r in enumerate(requests)}
    assert all(t.over for t in second)
    ask(batch.machine, "نص بعد ذلك")
    assert engine.texts == [*(r.text for r in requests), f"{requests[0].text} مرة أخرى", "نص بعد ذلك"]
