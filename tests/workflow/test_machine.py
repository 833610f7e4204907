"""Engines of a project: what is kept, asked ahead, tried again, and asked for a whole document."""

from __future__ import annotations

import itertools
import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from workbench.config import EngineSettings
from workbench.errors import MTError, StoreError
from workbench.model import MTFailure, Origin, Project, Proposal, ProposalKind
from workbench.mt import breaker
from workbench.mt.engine import Call, Place, Request
from workbench.mt.engines import ENGINES
from workbench.mt.failures import failure
from workbench.mt.service import BATCH, Ticket
from workbench.store import mt_usage
from workbench.store.connection import Store
from workbench.workflow import machine_batch
from workbench.workflow.desk import Desk, open_desk
from workbench.workflow.importing import import_text
from workbench.workflow.machine import Machine
from workbench.workflow.machine_batch import Control
from workbench.workflow.machine_store import UsageMeter
from workbench.workflow.pretranslating import prepare
from workbench.workflow.projects import new_project
from workbench.workflow.workspace import Workspace, open_workspace


def english(text: str) -> str:
    """A made-up translation: Latin letters, another for every text."""
    return "EN " + "".join(chr(ord("a") + ord(c) % 26) if c.isalpha() else c for c in text)


class Engine:
    """Answers as a test says, in this process, and remembers what it was asked."""

    version = "7"
    interval = 0.0
    batch = 1

    def __init__(self, id_: str, place: Place, answer: Callable[[str], str], takes: Sequence[str] = ()) -> None:
        self.id, self.title, self.host = id_, id_.title(), f"{id_}.example"
        self.place, self.answer, self.takes = place, answer, frozenset(takes)
        self.seen: list[Request] = []
        self.gate = threading.Event()
        self.gate.set()

    def supports(self, _source: str, _target: str) -> bool:
        return True

    def fits(self, _request: Request) -> bool:
        return True

    def translate(self, requests: Sequence[Request], call: Call) -> list[str]:
        if self.place.leaves_machine:
            call.sending("\n".join(r.text for r in requests))
        self.seen += requests
        self.gate.wait(60)
        return [self.answer(r.text) for r in requests]

    @property
    def texts(self) -> list[str]:
        return [r.text for r in self.seen]


Make = Callable[..., Engine]


@pytest.fixture
def make(ws: Workspace, monkeypatch: pytest.MonkeyPatch) -> Make:
    """Put an engine into the table and the settings."""
    ws.settings = replace(ws.settings, mt_engines=())

    def made(
        id_: str = "cloud",
        place: Place = Place.CLOUD,
        answer: Callable[[str], str] = english,
        takes: Sequence[str] = (),
        settings: EngineSettings | None = None,
    ) -> Engine:
        engine = Engine(id_, place, answer, takes)
        monkeypatch.setitem(ENGINES, id_, lambda _settings: engine)
        names, own = (*ws.settings.mt_engines, id_), dict(ws.settings.mt)
        if settings is not None:
            own[id_] = settings
        ws.settings = replace(ws.settings, mt_engines=names, mt=own)
        return engine

    return made


def ask(machine: Machine, text: str) -> dict[str, str | MTError]:
    """Ask all engines and wait for all answers."""
    got: queue.SimpleQueue[tuple[str, str | MTError]] = queue.SimpleQueue()
    machine.ask(machine.request(text), lambda *answer: got.put(answer))
    return dict(got.get(timeout=30) for _ in machine.engines())


def failing(kind: MTFailure) -> Callable[[str], str]:
    def answer(_text: str) -> str:
        raise failure(kind, "Engine")

    return answer


ARTICLE = "افتتح المستشفى أبوابه من جديد.\nقال المدير إن الوقود نفد تماما.\nوغادر الوفد المدينة في المساء.\nثم عاد الجميع إلى بيوتهم.\nوانتهى اليوم الطويل بسلام.\nولم يقل أحد شيئا بعد ذلك.\n"


@pytest.fixture
def desk(ws: Workspace, project: Project) -> Iterator[Desk]:
    import_text(ws, project, "article", ARTICLE)
    opened = open_desk(ws, "news", "article")
    opened.prepare()
    yield opened
    opened.close()


def until(test: Callable[[], bool]) -> None:
    for _ in range(3000):
        if test():
            return
        threading.Event().wait(0.01)
    raise AssertionError("it did not happen")


# ---------------------------------------------------------------------- consent and what is kept


def test_nothing_is_asked_before_a_yes_and_nothing_after_a_no(ws: Workspace, project: Project, make: Make) -> None:
    engine = make()
    machine = Machine(ws, project)
    answer = ask(machine, "نص أول")["cloud"]
    assert isinstance(answer, MTError)
    assert answer.kind == MTFailure.CONSENT
    machine.allow("cloud", True)
    assert ask(machine, "نص أول") == {"cloud": english("نص أول")}
    machine.allow("cloud", False)
    assert isinstance(ask(machine, "نص ثان")["cloud"], MTError)
    assert engine.texts == ["نص أول"]


def test_a_yes_for_less_is_none_for_more(ws: Workspace, project: Project, make: Make) -> None:
    make("cloud")
    Machine(ws, project).allow("cloud", True)
    assert Machine(ws, project).engines()[0].allowed
    make("cloud", takes=("context",))
    assert not Machine(ws, project).engines()[0].allowed


def test_confidential_text_goes_to_no_other_machine_and_into_no_cache(ws: Workspace, make: Make) -> None:
    cloud, local = make(), make("model", Place.INPROC)
    secret = new_project(ws, "secret", "ar", "en", confidential=True)
    machine = Machine(ws, secret)
    machine.allow("cloud", True)
    answers = ask(machine, "نص سري")
    assert answers["model"] == english("نص سري")
    assert isinstance(answers["cloud"], MTError)
    assert cloud.seen == []
    # In this sitting it is not computed twice; on the disk there is nothing of it.
    assert ask(machine, "نص سري")["model"] == english("نص سري")
    assert len(local.seen) == 1
    ws.store.read().execute("PRAGMA wal_checkpoint")
    kept = b"".join(p.read_bytes() for p in ws.paths.projects.rglob("*") if p.is_file())
    assert "نص سري".encode() not in kept
    assert english("نص سري").encode() not in kept


def test_offline_beats_every_yes(ws: Workspace, project: Project, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = make()
    machine = Machine(ws, project)
    machine.allow("cloud", True)
    monkeypatch.setenv("WORKBENCH_OFFLINE", "1")
    answer = ask(machine, "نص أول")["cloud"]
    assert isinstance(answer, MTError)
    assert answer.kind == MTFailure.OFFLINE
    assert engine.seen == []


def test_a_kept_answer_serves_the_next_sitting_and_usage_counts_what_was_sent(
    ws: Workspace, project: Project, make: Make
) -> None:
    engine = make()
    for _ in range(2):
        machine = Machine(ws, project)
        machine.allow("cloud", True)
        assert ask(machine, "نص أول") == {"cloud": english("نص أول")}
    assert len(engine.seen) == 1
    rows = mt_usage.usage(ws.store.read())
    assert [(r.engine, r.characters, r.calls, r.failures) for r in rows] == [("cloud", len("نص أول"), 1, 0)]


def test_the_budget_of_the_settings_holds(ws: Workspace, project: Project, make: Make) -> None:
    engine = make(settings=EngineSettings(budget=10))
    machine = Machine(ws, project)
    machine.allow("cloud", True)
    assert isinstance(ask(machine, "نص أول")["cloud"], str)
    answer = ask(machine, "نص ثان طويل")["cloud"]
    assert isinstance(answer, MTError)
    assert answer.kind == MTFailure.BUDGET
    assert len(engine.seen) == 1
    assert Machine(ws, project).engines()[0].left == 10 - len("نص أول")


# ---------------------------------------------------------------------- at the desk


def answers_of(desk: Desk, number: int) -> list[Proposal | MTError]:
    got: queue.SimpleQueue[Proposal | MTError] = queue.SimpleQueue()
    desk.request_mt(number, lambda _n, _e, answer: got.put(answer))
    return [got.get(timeout=30) for _ in desk.engines]


def test_the_next_segments_are_asked_ahead_and_there_when_they_are_opened(desk: Desk, make: Make) -> None:
    engine = make()
    desk.settings = desk.ws.settings
    desk.allow_engine("cloud", True)
    desk.prefetch(1)
    until(lambda: all(desk.known_mt(n) for n in (2, 3, 4)))
    assert sorted(engine.texts) == sorted(s.source for s in desk.segments[1:4])
    assert [(p.kind, p.text, p.via) for p in desk.known_mt(2)] == [
        (ProposalKind.MT, english(desk.segment(2).source), "cloud 7")
    ]
    # Opened, it is not asked for again.
    assert len(answers_of(desk, 2)) == 1
    assert len(engine.seen) == 3


def test_what_lies_ahead_of_an_earlier_place_is_asked_for_no_more(desk: Desk, make: Make) -> None:
    engine = make(place=Place.SCRAPER, settings=EngineSettings(interval=0.0))
    desk.allow_engine("cloud", True)
    engine.gate.clear()
    desk.prefetch(1)
    until(lambda: len(engine.seen) == 1)
    desk.prefetch(5)
    engine.gate.set()
    until(lambda: bool(desk.known_mt(6)))
    assert engine.texts == [desk.segment(2).source, desk.segment(6).source]


def test_a_closed_document_asks_no_more(desk: Desk, make: Make) -> None:
    engine = make(place=Place.SCRAPER, settings=EngineSettings(interval=0.0))
    desk.allow_engine("cloud", True)
    engine.gate.clear()
    desk.prefetch(1)
    until(lambda: len(engine.seen) == 1)
    desk.ask_no_more()
    engine.gate.set()
    assert len(answers_of(desk, 6)) == 1
    assert engine.texts == [desk.segment(2).source, desk.segment(6).source]


def test_a_web_page_is_not_asked_ahead_nor_anybody_for_what_is_known(desk: Desk, make: Make) -> None:
    page, engine = make("page", Place.SCRAPER), make()
    for name in ("page", "cloud"):
        desk.allow_engine(name, True)
    done = threading.Event()
    desk.confirm(2, "The manager said so.", Origin.HUMAN, "", lambda _s: done.set())
    assert done.wait(10)
    desk.prefetch(1)
    until(lambda: len(engine.seen) == 3)
    assert sorted(engine.texts) == sorted(s.source for s in desk.segments[2:5])
    assert page.seen == []


def test_only_who_can_use_them_gets_terms_context_and_matches(desk: Desk, make: Make) -> None:
    plain, helped = make(), make("chat", takes=("terms", "context", "matches"))
    for name in ("cloud", "chat"):
        desk.allow_engine(name, True)
    answers_of(desk, 2)
    assert (plain.seen[0].before, plain.seen[0].after) == ("", "")
    assert (helped.seen[0].before, helped.seen[0].after) == (desk.segment(1).source, desk.segment(3).source)


# ---------------------------------------------------------------------- the second pass

MUST = "id,ar,en,kind,enforce\nnahar,مستشفى النهر,River Hospital,place,must\n"


@pytest.fixture
def named(ws: Workspace, project: Project) -> Iterator[Desk]:
    (ws.paths.glossaries / "names.csv").write_text(MUST, encoding="utf-8")
    import_text(ws, project, "named", "زار الوفد ومستشفى النهر في الصباح الباكر.\n")
    opened = open_desk(ws, "news", "named")
    opened.prepare()
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("second", "text"),
    [
        ("The delegation and [x 0 X] were visited in the morning.", "River Hospital were visited"),
        ("The delegation was visited in the morning.", "the clinic"),
        ("The [X0X] and the [X0X] were visited early.", "the clinic"),
        ("The delegation and [X1X] were visited early.", "the clinic"),
    ],
    ids=["restored", "lost", "doubled", "unknown"],
)
def test_a_second_pass_is_taken_only_when_it_restores_cleanly(
    ws: Workspace, make: Make, named: Desk, second: str, text: str
) -> None:
    engine = make(answer=lambda t: second if "[X" in t else "The delegation visited the clinic in the early morning.")
    ws.settings = replace(ws.settings, mt_second_pass=True)
    named.allow_engine("cloud", True)
    (offer,) = answers_of(named, 1)
    assert isinstance(offer, Proposal)
    assert text in offer.text
    assert engine.texts == [named.segment(1).source, "زار الوفد و [X0X] في الصباح الباكر."]


def test_no_second_pass_where_nothing_is_lost_nor_unless_wanted(ws: Workspace, make: Make, named: Desk) -> None:
    engine = make(answer=lambda _t: "The delegation visited the clinic in the early morning.")
    named.allow_engine("cloud", True)
    answers_of(named, 1)
    assert len(engine.seen) == 1
    good = make("good", answer=lambda _t: "The delegation visited River Hospital in the early morning.")
    ws.settings = replace(ws.settings, mt_second_pass=True, mt_engines=("good",))
    again = open_desk(ws, "news", "named")
    again.prepare()
    again.allow_engine("good", True)
    (offer,) = answers_of(again, 1)
    again.close()
    assert isinstance(offer, Proposal)
    assert (offer.terms_kept, offer.terms_total) == (1, 1)
    assert len(good.seen) == 1


# ---------------------------------------------------------------------- a whole document


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


def test_the_log_says_what_was_sent_before_it_is(ws: Workspace, project: Project, make: Make, tmp_path: Path) -> None:
    from workbench.workflow.sent_log import SentLog

    make()
    machine = Machine(ws, project)
    machine.allow("cloud", True)
    ask(machine, "نص أول")
    (entry,) = SentLog(ws.user, ws.paths.root).read()
    assert (entry.engine, entry.host, entry.texts, entry.sent) == ("cloud", "cloud.example", ("نص أول",), "نص أول")


# ---------------------------------------------------------------------- what is sent and what it may cost


def test_two_at_a_time_do_not_exceed_the_budget(ws: Workspace, project: Project, make: Make) -> None:
    engine = make(settings=EngineSettings(budget=10))
    machine = Machine(ws, project)
    machine.allow("cloud", True)
    engine.gate.clear()
    got: queue.SimpleQueue[str | MTError] = queue.SimpleQueue()
    for text in ("نص أول", "نص ثان"):
        machine.ask(machine.request(text), lambda _e, answer: got.put(answer))
    refused = got.get(timeout=30)
    assert isinstance(refused, MTError)
    assert refused.kind == MTFailure.BUDGET
    engine.gate.set()
    assert isinstance(got.get(timeout=30), str)
    assert len(engine.seen) == 1


def test_where_nothing_can_be_written_the_budget_holds_all_the_same(
    ws: Workspace, project: Project, make: Make
) -> None:
    engine = make(settings=EngineSettings(budget=20))
    Machine(ws, project).allow("cloud", True)
    with open_workspace(ws.paths.root, read_only=True) as reading:
        reading.settings = ws.settings
        machine = Machine(reading, project)
        answers = [ask(machine, f"نص رقم {n} طويل")["cloud"] for n in range(3)]
    assert [isinstance(a, str) for a in answers] == [True, False, False]
    assert len(engine.seen) == 1
    assert mt_usage.usage(ws.store.read()) == []


def test_what_could_not_be_written_counts_and_is_with_the_next(
    ws: Workspace, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(settings=EngineSettings(budget=100))
    meter = UsageMeter(ws)
    with monkeypatch.context() as m:

        def full(_store: Store) -> None:
            raise StoreError("The disk is full.")

        m.setattr(Store, "write", full)
        assert meter.reserve("cloud", 40)
        meter.settle("cloud", 40, 40, failed=True)
    assert (meter.left("cloud"), meter.share("cloud")) == (60, 0.4)
    assert not meter.reserve("cloud", 61)
    assert meter.reserve("cloud", 60)
    assert meter.left("cloud") == 0
    meter.settle("cloud", 60, 45, failed=False)
    (row,) = mt_usage.usage(ws.store.read())
    assert (row.characters, row.calls, row.failures) == (85, 2, 1)
    assert (meter.left("cloud"), meter.share("cloud")) == (15, 0.85)
    assert (meter.left("other"), meter.share("other"), meter.reserve("other", 10**9)) == (None, None, True)


def test_what_nothing_was_sent_of_is_no_call(ws: Workspace, make: Make) -> None:
    make(settings=EngineSettings(budget=100))
    meter = UsageMeter(ws)
    assert meter.reserve("cloud", 100)
    meter.settle("cloud", 100, 0, failed=True)
    assert meter.left("cloud") == 100
    assert mt_usage.usage(ws.store.read()) == []


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


def test_a_project_made_confidential_elsewhere_sends_and_keeps_nothing_more(
    ws: Workspace, project: Project, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    from workbench.workflow import machine as machine_module
    from workbench.workflow.projects import set_resources

    monkeypatch.setattr(machine_module, "SEEN", 0.0)
    cloud, local = make(), make("model", Place.INPROC)
    machine = Machine(ws, project)
    machine.allow("cloud", True)
    ask(machine, "نص أول")
    set_resources(ws, project, confidential=True)
    answers = ask(machine, "نص ثان")
    assert isinstance(answers["cloud"], MTError)
    assert answers["cloud"].kind == MTFailure.CONFIDENTIAL
    assert answers["model"] == english("نص ثان")
    assert cloud.texts == ["نص أول"]
    assert local.texts == ["نص أول", "نص ثان"]
    kept = {text for (text,) in ws.store.read().execute("SELECT text FROM mt_cache")}
    assert kept == {"نص أول"}


def test_a_plan_counts_the_second_pass(ws: Workspace, make: Make, named: Desk) -> None:
    engine = make(answer=lambda _t: "The delegation visited the clinic in the early morning.")
    ws.settings = replace(ws.settings, mt_second_pass=True)
    Machine(ws, named.project).allow("cloud", True)
    ready = prepare(ws, named.project, named.document, use_machine=True)
    assert ready.plan.characters == 2 * len(named.segment(1).source)
    done = ready.run()
    assert (done.machine, len(engine.seen)) == (1, 2)
