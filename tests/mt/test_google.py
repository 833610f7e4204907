from __future__ import annotations

import subprocess
import sys
import threading
import time
import urllib.parse
from collections.abc import Iterator

import pytest

from workbench.errors import MTError
from workbench.model import MTFailure
from workbench.mt.engine import Call, Request
from workbench.mt.failures import failure
from workbench.mt.google import ENV_URL, Google
from workbench.mt.http_fence import seconds_to_wait
from workbench.mt.sanity import sane
from workbench.mt.service import Service

from .server import Fake, serve, translated

TEXT = "قال الرئيس إن السلام ممكن"


@pytest.fixture(scope="module")
def server() -> Iterator[Fake]:
    with serve() as fake:
        yield fake


@pytest.fixture
def fake(server: Fake, monkeypatch: pytest.MonkeyPatch) -> Fake:
    server.mode = "ok"
    server.seen.clear()
    monkeypatch.setenv(ENV_URL, server.url)
    return server


class Kept(dict[bytes, str]):
    """A cache in memory."""

    def put(self, key: bytes, _engine: str, _version: str, _request: Request, answer: str) -> None:
        self[key] = answer


def service(*, consent: bool = True, deadline: float = 20.0, retries: int = 0, cache: Kept | None = None) -> Service:
    return Service(
        {"google": Google()},
        refusal=lambda e: None if consent else failure(MTFailure.CONSENT, e),
        deadline=deadline,
        retries=retries,
        cache=cache,
    )


def ask(text: str = TEXT) -> Request:
    return Request(text, "ar", "en")


def test_an_answer(fake: Fake) -> None:
    assert service().translate("google", ask()) == translated(TEXT)
    assert fake.seen == [TEXT]


@pytest.mark.parametrize(
    ("mode", "kind"),
    [
        ("hang", MTFailure.TIMEOUT),
        ("drip", MTFailure.TIMEOUT),
        ("stops", MTFailure.TIMEOUT),
        ("429", MTFailure.RATE_LIMITED),
        ("429-after", MTFailure.RATE_LIMITED),
        ("500", MTFailure.SERVER),
        ("404", MTFailure.BAD_RESPONSE),
        ("403", MTFailure.AUTH),
        ("errorpage", MTFailure.BAD_RESPONSE),
        ("consent", MTFailure.BAD_RESPONSE),
        ("empty", MTFailure.BAD_RESPONSE),
        ("arabic", MTFailure.BAD_RESPONSE),
        ("loop", MTFailure.BAD_RESPONSE),
        ("big", MTFailure.BAD_RESPONSE),
    ],
)
def test_failures(fake: Fake, mode: str, kind: MTFailure) -> None:
    fake.mode = mode
    began = time.monotonic()
    with pytest.raises(MTError) as e:
        service(deadline=1.0 if kind is MTFailure.TIMEOUT else 20.0).translate("google", ask())
    assert e.value.kind == kind
    assert kind is not MTFailure.TIMEOUT or time.monotonic() - began < 15
    assert "السلام" not in str(e.value)
    assert e.value.retry_after == (77 if mode == "429-after" else None)


def test_a_redirection_to_another_host_gets_no_text(fake: Fake) -> None:
    with serve() as other:
        fake.mode, fake.elsewhere = "moved", other.url
        with pytest.raises(MTError) as e:
            service().translate("google", ask())
        assert e.value.kind == MTFailure.BAD_RESPONSE
        assert other.seen == []


def test_a_proxy_does_not_see_what_is_meant_for_this_machine(fake: Fake, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.delenv("no_proxy", raising=False)
    assert service().translate("google", ask()) == translated(TEXT)


def test_every_engine_object_keeps_the_deadline(fake: Fake) -> None:
    first, second = Google(), Google()
    answers = [engine.translate([ask()], Call(time.monotonic() + 20)) for engine in (first, second)]
    assert answers == [[translated(TEXT)]] * 2
    fake.mode = "hang"
    for engine in (first, second):
        began = time.monotonic()
        with pytest.raises(MTError):
            engine.translate([ask()], Call(time.monotonic() + 0.5))
        assert time.monotonic() - began < 15


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (None, None),
        ("", None),
        ("soon", None),
        ("nan", None),
        ("12", 12),
        ("-3", 0),
        ("99999", 3600),
        ("Wed, 21 Oct 2015 07:28:00 GMT", 0),
        ("Wed, 21 Oct 2199 07:28:00 GMT", 3600),
    ],
)
def test_retry_after(header: str | None, seconds: float | None) -> None:
    assert seconds_to_wait(header) == seconds


def test_a_page_that_only_asks_for_consent_opens_the_breaker(fake: Fake) -> None:
    fake.mode = "consent"
    found = service()
    kinds = []
    for n in range(4):
        with pytest.raises(MTError) as e:
            found.translate("google", ask(f"النص رقم {n} من عدة نصوص"))
        kinds.append(e.value.kind)
    assert kinds == [MTFailure.BAD_RESPONSE] * 3 + [MTFailure.CIRCUIT_OPEN]


def test_text_without_words_is_not_sent(fake: Fake) -> None:
    assert service().translate("google", ask("* * *")) == "* * *"
    assert fake.seen == []


def test_too_long_is_not_told_as_sent() -> None:
    told: list[str] = []
    with pytest.raises(MTError):
        Service(
            {"google": Google()}, refusal=lambda _e: None, on_send=lambda _e, _r, sent: told.append(sent)
        ).translate("google", ask("ا" * 2000))
    assert told == []


def test_a_cut_connection_is_one_of_our_kinds(fake: Fake) -> None:
    fake.mode = "cut"
    with pytest.raises(MTError) as e:
        service().translate("google", ask())
    assert e.value.kind in (MTFailure.OFFLINE, MTFailure.BAD_RESPONSE)


def test_no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ENV_URL, "http://127.0.0.1:9/m")
    with pytest.raises(MTError) as e:
        service().translate("google", ask())
    assert e.value.kind == MTFailure.OFFLINE


def test_nothing_is_sent_without_consent(fake: Fake) -> None:
    with pytest.raises(MTError) as e:
        service(consent=False).translate("google", ask())
    assert e.value.kind == MTFailure.CONSENT
    assert fake.seen == []


def test_what_is_sent_is_told_before(fake: Fake) -> None:
    told: list[str] = []
    Service({"google": Google()}, refusal=lambda _e: None, on_send=lambda _e, _r, sent: told.append(sent)).translate(
        "google", ask()
    )
    assert [urllib.parse.unquote_plus(sent.split("q=")[1]) for sent in told] == [TEXT]


def test_a_kept_answer_is_not_asked_for_again(fake: Fake) -> None:
    cache = Kept()
    found = service(cache=cache)
    assert found.translate("google", ask()) == found.translate("google", ask())
    assert len(fake.seen) == 1


def test_the_same_text_at_once_is_sent_once(fake: Fake) -> None:
    found = service(cache=Kept())
    threads = [threading.Thread(target=found.translate, args=("google", ask())) for _ in range(6)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert len(fake.seen) == 1


@pytest.mark.long
def test_no_answer_reaches_another_sentence(fake: Fake) -> None:
    found = service(deadline=5)
    wrong: list[tuple[str, str]] = []

    def work(worker: int) -> None:
        for n in range(25):
            text = f"هذه هي الجملة رقم {worker} من السلسلة {n}"
            answer = found.translate("google", ask(text))
            if answer != translated(text):
                wrong.append((text, answer))

    threads = [threading.Thread(target=work, args=(k,)) for k in range(8)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert wrong == []
    assert len(fake.seen) == 200


def test_it_rests_after_a_refusal(fake: Fake) -> None:
    fake.mode = "429"
    found = service()
    with pytest.raises(MTError):
        found.translate("google", ask())
    with pytest.raises(MTError) as e:
        found.translate("google", ask("نص آخر غير الأول"))
    assert e.value.kind == MTFailure.CIRCUIT_OPEN
    assert len(fake.seen) == 1


def test_one_more_try_where_it_can_help(fake: Fake) -> None:
    fake.mode = "500"
    with pytest.raises(MTError):
        service(retries=1).translate("google", ask())
    assert len(fake.seen) == 2


def test_too_long_is_not_sent(fake: Fake) -> None:
    with pytest.raises(MTError) as e:
        service().translate("google", ask("ا" * 2000))
    assert e.value.kind == MTFailure.TOO_LONG
    assert fake.seen == []


def test_an_unsupported_pair_and_an_unknown_engine(fake: Fake) -> None:
    with pytest.raises(MTError, match="pair"):
        service().translate("google", Request("bonjour", "fr", "en"))
    with pytest.raises(MTError) as e:
        service().translate("other", ask())
    assert e.value.kind == MTFailure.NOT_CONFIGURED


def test_answers_come_by_callback(fake: Fake) -> None:
    got: list[object] = []
    event = threading.Event()

    def done(_engine: str, answer: object) -> None:
        got.append(answer)
        event.set()

    service().submit("google", ask(), done)
    assert event.wait(5)
    assert got == [translated(TEXT)]


def test_only_this_machine_can_stand_in_for_google(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ENV_URL, "http://evil.example/m")
    assert Google().host == "translate.google.com"


def test_the_program_ends_while_an_engine_hangs(fake: Fake) -> None:
    fake.mode = "hang"
    code = (
        "from workbench.mt.google import Google; from workbench.mt.service import Service;"
        "from workbench.mt.engine import Request; import sys;"
        "s = Service({'google': Google()}, refusal=lambda e: None, deadline=60);"
        "s.submit('google', Request('نص طويل بما يكفي', 'ar', 'en'), print); sys.stdin.read()"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE) as program:
        end = time.monotonic() + 60
        while not fake.seen:
            assert time.monotonic() < end
            time.sleep(0.02)
        assert program.stdin is not None
        program.stdin.close()
        # The server hangs for 20 seconds, the engine would wait for 60.
        assert program.wait(timeout=15) == 0


@pytest.mark.parametrize(
    ("source", "answer", "target"),
    [
        (TEXT, "", "en"),
        (TEXT, None, "en"),
        (TEXT, "Error 500 (Server Error)!!1", "en"),
        ("According to some people here", "According to some people here", "ar"),
        (TEXT, "mainstremainstremainstremainstremainstremainstre", "en"),
        (TEXT, "word " * 200, "en"),
    ],
)
def test_no_translation(source: str, answer: str | None, target: str) -> None:
    with pytest.raises(MTError) as e:
        sane(source, answer, target, "X")
    assert e.value.kind == MTFailure.BAD_RESPONSE


@pytest.mark.parametrize(
    ("source", "answer", "target", "result"),
    [
        (TEXT, " The president said peace is possible. ", "en", "The president said peace is possible."),
        ("؟!", None, "en", "؟!"),
        ("UN", "الأمم المتحدة", "ar", "الأمم المتحدة"),
    ],
)
def test_translations(source: str, answer: str | None, target: str, result: str) -> None:
    assert sane(source, answer, target, "X") == result


@pytest.mark.parametrize("kind", list(MTFailure))
def test_every_failure_has_a_sentence(kind: MTFailure) -> None:
    error = failure(kind, "Engine X")
    assert error.message
    assert error.kind == kind
