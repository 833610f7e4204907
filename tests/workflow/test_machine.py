"""Engines of a project: consent, what is kept, asked ahead, tried again, and what it costs."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.mt.scripted import english
from workbench.config import EngineSettings
from workbench.errors import MTError, StoreError
from workbench.model import MTFailure, Origin, Project, Proposal, ProposalKind
from workbench.mt.engine import Place
from workbench.store import mt_usage
from workbench.store.connection import Store
from workbench.workflow.desk import Desk, open_desk
from workbench.workflow.importing import import_text
from workbench.workflow.machine import Machine
from workbench.workflow.machine_store import UsageMeter
from workbench.workflow.pretranslating import prepare
from workbench.workflow.projects import new_project
from workbench.workflow.workspace import Workspace, open_workspace

from .machine_engines import Make, ask, until

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
