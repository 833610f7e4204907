"""Asking engines: urgency, one flight for one question, budgets, pieces, whatever an engine does."""

from __future__ import annotations

import queue
import random
import threading
import time
from collections.abc import Callable, Sequence
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.errors import FileError, MTError
from workbench.model import MTFailure
from workbench.mt import breaker as breaker_module
from workbench.mt import service as service_module
from workbench.mt.breaker import Breaker
from workbench.mt.engine import Place, Request
from workbench.mt.failures import failure
from workbench.mt.pieces import pieces
from workbench.mt.service import BATCH, NOW, SOON, Service

from .scripted import Scripted, english

Asked = queue.SimpleQueue[tuple[str, str | MTError]]


class Kept(dict[bytes, str]):
    """A cache in memory."""

    def put(self, key: bytes, _engine: str, _version: str, _request: Request, answer: str) -> None:
        self[key] = answer


class Counting:
    """A meter with so much left."""

    def __init__(self, left: int | None = None) -> None:
        self.limit, self.reserved, self.charged = left, 0, list[tuple[int, bool]]()
        self.lock = threading.Lock()

    def reserve(self, _engine: str, characters: int) -> bool:
        with self.lock:
            used = self.reserved + sum(n for n, _ in self.charged)
            if self.limit is not None and used + characters > self.limit:
                return False
            self.reserved += characters
            return True

    def settle(self, _engine: str, reserved: int, sent: int, *, failed: bool) -> None:
        with self.lock:
            self.reserved -= reserved
            self.charged.append((sent, failed))


def ask(text: str = "قال الرئيس إن السلام ممكن") -> Request:
    return Request(text, "ar", "en")


def allowed(engine: Scripted, **options: object) -> Service:
    options = {"refusal": lambda _e: None, "retries": 0, **options}
    return Service({"scripted": engine}, **options)  # type: ignore[arg-type]


def kinds(call: Callable[[], object]) -> str:
    with pytest.raises(MTError) as e:
        call()
    return e.value.kind


def test_what_is_urgent_goes_first_and_equals_as_they_came() -> None:
    engine = Scripted(place=Place.SCRAPER)
    engine.gate.clear()
    found, got = allowed(engine), Asked()
    found.submit("scripted", ask("الأول"), lambda *a: got.put(a))
    engine.entered.acquire()
    for text, priority in (("دفعة", BATCH), ("قريب ١", SOON), ("قريب ٢", SOON), ("الآن", NOW)):
        found.submit("scripted", ask(text), lambda *a: got.put(a), priority)
    engine.gate.set()
    answers = [got.get(timeout=30) for _ in range(5)]
    assert engine.texts == ["الأول", "الآن", "قريب ١", "قريب ٢", "دفعة"]
    assert [a for _, a in answers] == [english(t) for t in engine.texts]


def test_a_second_asker_takes_the_question_forward_and_both_are_answered() -> None:
    engine = Scripted(place=Place.SCRAPER)
    engine.gate.clear()
    found, got = allowed(engine), Asked()
    found.submit("scripted", ask("الأول"), lambda *a: got.put(a))
    engine.entered.acquire()
    for text, priority in (("آخر", SOON), ("نفسه", SOON), ("نفسه", NOW)):
        found.submit("scripted", ask(text), lambda *a: got.put(a), priority)
    engine.gate.set()
    assert len([got.get(timeout=30) for _ in range(4)]) == 4
    assert engine.texts == ["الأول", "نفسه", "آخر"]


def test_who_withdraws_is_not_called_and_nothing_is_sent_for_nobody() -> None:
    engine = Scripted(place=Place.SCRAPER)
    engine.gate.clear()
    found, got = allowed(engine), Asked()
    found.submit("scripted", ask("الأول"), lambda *a: got.put(a))
    engine.entered.acquire()
    gone = found.submit("scripted", ask("متروك"), lambda *_: pytest.fail("called"))
    found.submit("scripted", ask("باق"), lambda *a: got.put(a))
    gone.withdraw()
    engine.gate.set()
    assert len([got.get(timeout=30) for _ in range(2)]) == 2
    assert engine.texts == ["الأول", "باق"]
    # What was withdrawn can be asked anew.
    assert found.translate("scripted", ask("متروك")) == english("متروك")


def test_one_call_for_several_and_what_is_urgent_alone() -> None:
    engine = Scripted(place=Place.INPROC, batch=8)
    engine.gate.clear()
    found, got = allowed(engine), Asked()
    found.submit("scripted", ask("الأول"), lambda *a: got.put(a))
    engine.entered.acquire()
    for n in range(10):
        found.submit("scripted", ask(f"جملة {n}"), lambda *a: got.put(a), SOON)
    found.submit("scripted", ask("الآن"), lambda *a: got.put(a))
    engine.gate.set()
    for _ in range(12):
        got.get(timeout=30)
    assert [len(c) for c in engine.seen] == [1, 1, 8, 2]
    assert engine.seen[1] == ["الآن"]


def test_one_bad_text_spoils_no_other() -> None:
    engine = Scripted(lambda t: "" if "سيئ" in t else english(t), place=Place.INPROC, batch=8)
    engine.gate.clear()
    found, got = allowed(engine), Asked()
    found.submit("scripted", ask("الأول"), lambda *_: None)
    engine.entered.acquire()
    for text in ("جيد", "سيئ", "جيد أيضا"):
        found.submit("scripted", ask(text), lambda *a: got.put(a), SOON)
    engine.gate.set()
    answers = [got.get(timeout=30)[1] for _ in range(3)]
    assert sorted(a for a in answers if isinstance(a, str)) == sorted(map(english, ("جيد", "جيد أيضا")))
    assert [a.kind for a in answers if isinstance(a, MTError)] == [MTFailure.BAD_RESPONSE]


def test_an_engine_that_forgets_its_deadline_is_given_up_and_the_next_call_goes_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(service_module, "GRACE", 0.05)
    engine = Scripted(place=Place.INPROC)
    engine.gate.clear()
    found = allowed(engine, deadline=0.05)
    assert kinds(lambda: found.translate("scripted", ask())) == MTFailure.TIMEOUT
    engine.gate.set()
    other = allowed(engine)
    assert other.translate("scripted", ask()) == english(ask().text)


@pytest.mark.parametrize(
    "raised", [ValueError("the text and sk-key"), MemoryError(), SystemError("x"), KeyError("k")], ids=repr
)
def test_whatever_an_engine_raises_is_a_failure_without_its_words(raised: Exception) -> None:
    def answer(_text: str) -> str:
        raise raised

    found = allowed(Scripted(answer))
    with pytest.raises(MTError) as e:
        found.translate("scripted", ask())
    assert e.value.kind == MTFailure.INTERNAL
    assert "sk-key" not in f"{e.value!r} {e.value.message} {e.value.hint} {e.value.__cause__!r} {e.value.__context__!r}"


def test_a_wrong_number_of_answers_is_none() -> None:
    class Two(Scripted):
        def translate(self, requests: Sequence[Request], call: object) -> list[str]:
            return ["One.", "Two."]

    assert kinds(lambda: allowed(Two()).translate("scripted", ask())) == MTFailure.BAD_RESPONSE


def test_nothing_leaves_unless_it_could_be_logged() -> None:
    engine = Scripted()

    def full(_engine: str, _requests: Sequence[Request], _sent: str) -> None:
        raise FileError("log", "cannot be written.", "Nothing was sent.")

    with pytest.raises(MTError, match="cannot be written"):
        allowed(engine, on_send=full).translate("scripted", ask())
    assert engine.seen == []


def test_consent_is_asked_for_at_the_last_moment() -> None:
    engine = Scripted(place=Place.SCRAPER)
    engine.gate.clear()
    yes = [True]
    found = allowed(engine, refusal=lambda e: None if yes else failure(MTFailure.CONSENT, e))
    got = Asked()
    found.submit("scripted", ask("الأول"), lambda *_: None)
    engine.entered.acquire()
    found.submit("scripted", ask("الثاني"), lambda *a: got.put(a))
    yes.clear()
    engine.gate.set()
    answer = got.get(timeout=30)[1]
    assert isinstance(answer, MTError)
    assert answer.kind == MTFailure.CONSENT
    assert engine.texts == ["الأول"]


def test_a_local_engine_needs_no_consent() -> None:
    engine = Scripted(place=Place.INPROC)
    found = Service({"scripted": engine})
    assert found.translate("scripted", ask()) == english(ask().text)


def test_the_budget_ends_before_it_is_exceeded() -> None:
    engine, meter = Scripted(), Counting(30)
    found = allowed(engine, meter=meter)
    found.translate("scripted", ask("خمسة عشر حرفا"))
    assert kinds(lambda: found.translate("scripted", ask("أكثر مما بقي من الرصيد"))) == MTFailure.BUDGET
    assert len(engine.seen) == 1
    assert meter.charged == [(13, False)]


def test_a_kept_answer_costs_nothing_and_waits_for_no_pace() -> None:
    engine, meter = Scripted(interval=60.0), Counting()
    found = allowed(engine, meter=meter, cache=Kept())
    first = found.translate("scripted", ask())
    # The next call may begin in a minute; this one needs none.
    assert found.translate("scripted", ask()) == first
    assert len(meter.charged) == 1


def test_only_what_an_engine_uses_makes_another_question() -> None:
    plain, helped = Scripted(), Scripted(takes=frozenset({"terms"}))
    for engine, calls in ((plain, 1), (helped, 2)):
        found = allowed(engine, cache=Kept())
        for term in ("Peace", "The peace"):
            request = Request("قال الرئيس إن السلام ممكن", "ar", "en", terms=(("السلام", term),), before=term)
            found.translate("scripted", request)
        assert len(engine.seen) == calls


def test_terms_and_matches_do_not_stand_for_each_other_in_a_key() -> None:
    engine = Scripted(takes=frozenset({"terms", "matches", "context"}))
    found = allowed(engine, cache=Kept())
    pair = (("أ", "a"),)
    for request in (
        Request("نص", "ar", "en", terms=pair),
        Request("نص", "ar", "en", matches=pair),
        Request("نص", "ar", "en", before="أ", after="a"),
        Request("نص", "ar", "en", before="أa"),
    ):
        found.translate("scripted", request)
    assert len(engine.seen) == 4


LONG = "قال الوزير إن الوقود نفد. وأضاف أن المستشفى أغلق، وأن المرضى نقلوا إلى مدينة أخرى في الليلة نفسها؛ ثم سكت."


def test_a_long_text_goes_in_pieces_and_comes_back_whole() -> None:
    engine = Scripted(longest=60)
    answer = allowed(engine).translate("scripted", ask(LONG))
    assert max(map(len, engine.texts)) <= 60
    assert sorted(engine.texts, key=LONG.index) == [p.request.text for p in pieces(ask(LONG), engine.fits)]
    assert answer.count("EN ") == len(engine.texts) == 3
    assert answer.replace("EN ", "") == english(LONG).removeprefix("EN ")


def test_a_piece_that_fails_fails_the_whole() -> None:
    engine = Scripted(lambda t: "" if "المرضى" in t else english(t), longest=60)
    assert kinds(lambda: allowed(engine).translate("scripted", ask(LONG))) == MTFailure.BAD_RESPONSE


def test_what_cannot_be_cut_is_too_long() -> None:
    engine = Scripted(longest=40)
    assert kinds(lambda: allowed(engine).translate("scripted", ask("كلمة " * 30))) == MTFailure.TOO_LONG
    assert engine.seen == []


def test_no_cut_in_a_term() -> None:
    text = "زار الوفد مدينة الرباط، عاصمة المغرب، ثم عاد إلى بلاده بعد يومين من المحادثات."
    term = "الرباط، عاصمة المغرب"
    plain = pieces(ask(text), lambda r: len(r.text) <= 60)
    assert [p.request.text for p in plain] == [text[:23], text[24:]]
    assert pieces(Request(text, "ar", "en", terms=((term, "Rabat"),)), lambda r: len(r.text) <= 60) == []


@given(st.text(st.sampled_from("ابتثجحخ .،؛؟\n"), max_size=200), st.integers(5, 60))
def test_pieces_fit_and_give_the_text_back(text: str, longest: int) -> None:
    found = pieces(ask(text), lambda r: len(r.text) <= longest)
    assert all(len(p.request.text) <= longest for p in found)
    if found:
        assert "".join(p.request.text + p.space for p in found) == text.strip()


def test_a_breaker_opens_after_failures_and_tells_when() -> None:
    engine = Scripted(lambda _t: "<html><body>Something else</body></html>")
    found = allowed(engine)
    for n in range(breaker_module.FAILURES):
        assert kinds(lambda n=n: found.translate("scripted", ask(f"نص رقم {n}"))) == MTFailure.BAD_RESPONSE
    assert kinds(lambda: found.translate("scripted", ask("نص آخر"))) == MTFailure.CIRCUIT_OPEN
    assert len(engine.seen) == breaker_module.FAILURES
    assert 0 < found.rest("scripted") <= breaker_module.REST[0]


@pytest.mark.parametrize(
    "calls", [pytest.param(600, id="short"), pytest.param(5000, id="whole", marks=pytest.mark.long)]
)
@pytest.mark.parametrize("batch", [1, 8])
def test_no_answer_reaches_another_text(calls: int, batch: int) -> None:
    engine = Scripted(batch=batch)
    found = allowed(engine, workers=8)
    wrong: list[tuple[str, object]] = []
    texts = [f"هذه هي الجملة رقم {n % (calls * 3 // 4)} من السلسلة" for n in range(calls)]
    random.Random(7).shuffle(texts)

    def work(mine: list[str]) -> None:
        for text in mine:
            answer = found.translate("scripted", ask(text), random.Random(text).choice((NOW, SOON, BATCH)))
            if answer != english(text):
                wrong.append((text, answer))

    threads = [threading.Thread(target=work, args=(texts[k::8],)) for k in range(8)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert wrong == []
    assert len(engine.texts) <= calls


# ---------------------------------------------------------------------- what goes wrong beside the call


@pytest.mark.parametrize(
    "raised",
    [RuntimeError("closed"), ValueError("v"), FileError("consents", "cannot be read."), MemoryError()],
    ids=repr,
)
def test_what_a_callback_raises_ends_with_it(raised: Exception) -> None:
    engine = Scripted(place=Place.INPROC)
    engine.gate.clear()
    found, got = allowed(engine), Asked()

    def bad(_engine: str, _answer: str | MTError) -> None:
        raise raised

    tickets = [found.submit("scripted", ask(), bad), found.submit("scripted", ask(), lambda *a: got.put(a))]
    engine.gate.set()
    assert got.get(timeout=30)[1] == english(ask().text)
    assert found.translate("scripted", ask("نص آخر")) == english("نص آخر")
    assert all(t.over for t in tickets)


def test_two_at_a_time_do_not_exceed_the_budget_together() -> None:
    engine, meter = Scripted(), Counting(30)
    engine.gate.clear()
    found, got = allowed(engine, meter=meter), Asked()
    found.submit("scripted", ask("عشرون حرفا أو أكثر"), lambda *a: got.put(a))
    engine.entered.acquire()
    assert kinds(lambda: found.translate("scripted", ask("عشرون حرفا أخرى غيرها"))) == MTFailure.BUDGET
    engine.gate.set()
    assert isinstance(got.get(timeout=30)[1], str)
    assert len(engine.seen) == 1


def test_all_that_an_engine_takes_counts_and_nothing_else() -> None:
    request = Request("نص", "ar", "en", (("ا", "abc"),), "قبل ذلك", "بعد", (("جملة", "Sentence"),))
    for takes, size in ((frozenset[str](), 2), (frozenset({"context"}), 12), (frozenset({"terms", "matches"}), 18)):
        meter = Counting()
        allowed(Scripted(takes=takes), meter=meter).translate("scripted", request)
        assert meter.charged == [(size, False)]


def test_what_did_not_leave_is_given_back_and_what_failed_behind_it_is_not() -> None:
    def full(_engine: str, _requests: Sequence[Request], _sent: str) -> None:
        raise FileError("log", "cannot be written.", "Nothing was sent.")

    def broken(_text: str) -> str:
        raise failure(MTFailure.SERVER, "Scripted")

    held, sent = Counting(100), Counting(100)
    kinds(lambda: allowed(Scripted(), meter=held, on_send=full).translate("scripted", ask()))
    kinds(lambda: allowed(Scripted(broken), meter=sent).translate("scripted", ask()))
    assert (held.reserved, held.charged) == (0, [(0, True)])
    assert (sent.reserved, sent.charged) == (0, [(len(ask().text), True)])


def test_no_second_try_for_what_nobody_wants_any_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service_module.random, "uniform", lambda *_: 0.0)
    monkeypatch.setattr(breaker_module, "FAILURES", 9)
    bad = [True]

    def answer(text: str) -> str:
        if bad:
            raise failure(MTFailure.SERVER, "Scripted")
        return english(text)

    engine = Scripted(answer, place=Place.SCRAPER)
    engine.gate.clear()
    found = allowed(engine, retries=1)
    gone = found.submit("scripted", ask("متروك"), lambda *_: pytest.fail("called"))
    engine.entered.acquire()
    assert gone.withdraw()
    engine.gate.set()
    # One worker: this is asked behind whatever became of the first.
    kinds(lambda: found.translate("scripted", ask("بعده")))
    assert engine.texts == ["متروك", "بعده", "بعده"]
    bad.clear()
    found.translate("scripted", ask("متروك"))
    assert engine.texts[3:] == ["متروك"]


def test_behind_a_piece_that_failed_the_others_are_not_sent() -> None:
    engine = Scripted(lambda t: english(t) if t == "نص آخر" else "", longest=60, place=Place.SCRAPER)
    found = allowed(engine)
    assert kinds(lambda: found.translate("scripted", ask(LONG))) == MTFailure.BAD_RESPONSE
    found.translate("scripted", ask("نص آخر"), BATCH)
    assert engine.texts == [pieces(ask(LONG), engine.fits)[0].request.text, "نص آخر"]


def test_what_has_not_been_sent_can_be_called_back() -> None:
    engine = Scripted(place=Place.SCRAPER, longest=60)
    engine.gate.clear()
    found, got = allowed(engine), Asked()
    sent = found.submit("scripted", ask("الأول"), lambda *a: got.put(a))
    engine.entered.acquire()
    waiting = found.submit("scripted", ask("الثاني"), lambda *_: pytest.fail("called"))
    long = found.submit("scripted", ask(LONG), lambda *_: pytest.fail("called"))
    assert (sent.recall(), waiting.recall(), long.recall()) == (False, True, True)
    engine.gate.set()
    assert got.get(timeout=30)[1] == english("الأول")
    found.translate("scripted", ask("الثالث"))
    assert engine.texts == ["الأول", "الثالث"]
    assert not sent.withdraw(), "it was answered"


def test_asked_alone_they_keep_the_engines_distance(monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []
    monkeypatch.setattr(service_module, "time", SimpleNamespace(monotonic=time.monotonic, sleep=waits.append))
    all_there = threading.Event()

    class Late(Kept):
        def get(self, key: bytes, default: str | None = None) -> str | None:  # type: ignore[override]
            all_there.wait(60)
            return super().get(key)

    engine = Scripted(lambda _t: "", place=Place.SCRAPER, batch=8, interval=600.0)
    found, got = allowed(engine, cache=Late()), Asked()
    for n in range(3):
        found.submit("scripted", ask(f"نص رقم {n}"), lambda *a: got.put(a))
    all_there.set()
    for _ in range(3):
        got.get(timeout=30)
    assert [len(c) for c in engine.seen] == [3, 1, 1, 1]
    # Nobody really waits here: each turn lies one distance behind the one before it.
    assert [round(w / 600) for w in waits] == [1, 2, 3]


# ---------------------------------------------------------------------- rests


@pytest.mark.parametrize("kind", [MTFailure.SERVER, MTFailure.TIMEOUT, MTFailure.RATE_LIMITED])
@pytest.mark.parametrize("seconds", [5.0, 300.0])
def test_an_engine_that_says_when_is_not_asked_before(kind: MTFailure, seconds: float) -> None:
    def answer(_text: str) -> str:
        raise failure(kind, "Scripted", seconds)

    engine = Scripted(answer)
    found = allowed(engine, retries=1)
    assert kinds(lambda: found.translate("scripted", ask())) == kind
    assert kinds(lambda: found.translate("scripted", ask("نص آخر"))) == MTFailure.CIRCUIT_OPEN
    assert len(engine.seen) == 1
    assert seconds - 4 < found.rest("scripted") <= seconds


def test_only_the_first_rest_may_be_shorter_than_ours_and_no_account_is_full_again_in_a_second() -> None:
    twice, account = Breaker(), Breaker()
    twice.failed(failure(MTFailure.RATE_LIMITED, "E", 0.001))
    time.sleep(0.002)
    assert twice.rest() == 0
    twice.failed(failure(MTFailure.RATE_LIMITED, "E", 0.001))
    assert twice.rest() > breaker_module.REST[1] - 20
    account.failed(failure(MTFailure.QUOTA, "E", 1.0))
    assert account.rest() > breaker_module.REST[0] - 20


def test_calls_that_were_on_their_way_make_no_rest_longer_than_they_say() -> None:
    found = Breaker()
    for seconds in (5.0, 8.0, None, 2.0):
        found.failed(failure(MTFailure.RATE_LIMITED, "E", seconds))
    assert 5.0 < found.rest() <= 8.0


def test_texts_that_are_refused_stop_no_other_and_an_engine_that_says_nothing_is_left_alone() -> None:
    engine = Scripted(lambda t: english(t) if "جيد" in t else "")
    found = allowed(engine)
    for n in range(breaker_module.REFUSED - 1):
        assert kinds(lambda n=n: found.translate("scripted", ask(f"نص رقم {n}"))) == MTFailure.BAD_RESPONSE
    assert found.translate("scripted", ask("نص جيد")) == english("نص جيد")
    for n in range(breaker_module.REFUSED):
        assert kinds(lambda n=n: found.translate("scripted", ask(f"سطر رقم {n}"))) == MTFailure.BAD_RESPONSE
    assert kinds(lambda: found.translate("scripted", ask("نص جيد آخر"))) == MTFailure.CIRCUIT_OPEN


def test_closed_its_threads_end_and_nothing_is_asked_any_more() -> None:
    engine = Scripted(place=Place.SCRAPER)
    found, others = allowed(engine), set(threading.enumerate())
    found.translate("scripted", ask("الأول"))
    threads = [t for t in threading.enumerate() if t not in others and t.name.startswith("mt-scripted")]
    assert threads
    found.close()
    for thread in threads:
        thread.join(30)
    assert not any(t.is_alive() for t in threads)
    found.submit("scripted", ask("الثاني"), lambda *_: pytest.fail("asked"))
    assert engine.texts == ["الأول"]
