"""What every engine that is asked over HTTP must do, whatever its server does."""

from __future__ import annotations

import logging
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from workbench.config import EngineSettings
from workbench.errors import FileError, MTError
from workbench.model import MTFailure
from workbench.mt import keys
from workbench.mt.engine import Call, Engine, Place, Request
from workbench.mt.engines import ENGINES
from workbench.mt.google import ENV_URL

from . import server as protocols
from .server import Fake, serve, translated

TEXT = "قال الوزير: «السلام ممكن» & العمل مستمر"
KEY = 'K3y/with+"odd"~signs:fx'
HTTP = ("google", "mymemory", "libretranslate", "deepl", "chat")
PATHS = {"google": "", "mymemory": "/get", "libretranslate": "", "deepl": "", "chat": "/v1"}
WITH_KEY = ("libretranslate", "deepl", "chat")
OWN_ADDRESS = ("libretranslate", "chat")
"""Engines whose server the user names: where it is not found, the settings are wrong."""


@pytest.fixture(scope="module")
def server() -> Iterator[Fake]:
    # Its import would eat the short deadlines below.
    import deepl  # noqa: F401

    with serve() as fake:
        yield fake


@pytest.fixture
def fake(server: Fake, monkeypatch: pytest.MonkeyPatch) -> Fake:
    server.clear()
    monkeypatch.setenv(ENV_URL, server.url)
    for name in keys.USUAL.values():
        monkeypatch.setenv(name, KEY)
    monkeypatch.setattr(keys, "_from_keyring", lambda _entry: "")
    return server


def settings(name: str, base: str) -> EngineSettings:
    return EngineSettings(url=base + PATHS[name], model="test-model", email="someone@paper.example", interval=0.0)


def engine(name: str, fake: Fake) -> Engine:
    return ENGINES[name](settings(name, fake.base))


def ask(text: str = TEXT) -> Request:
    return Request(text, "ar", "en")


def soon(seconds: float = 20.0, **more: object) -> Call:
    return Call(time.monotonic() + seconds, **more)  # type: ignore[arg-type]


def everything_said(error: BaseException | None) -> str:
    """Return all that an error, what caused it and what was under way shows of itself."""
    said = ""
    while error is not None:
        said += f"{error!s} {error!r} {vars(error)!r} "
        error = error.__cause__ or error.__context__
    return said


@pytest.mark.parametrize("name", HTTP)
class TestEach:
    def test_an_answer(self, name: str, fake: Fake) -> None:
        found = engine(name, fake)
        assert found.translate([ask()], soon()) == [translated(TEXT)]
        assert fake.seen == [TEXT]
        assert found.id == name
        assert found.supports("en", "ar")
        assert not found.supports("ar", "fr")

    @pytest.mark.parametrize(
        ("mode", "kind"),
        [
            ("hang", MTFailure.TIMEOUT),
            ("drip", MTFailure.TIMEOUT),
            ("drip-head", MTFailure.TIMEOUT),
            ("stops", MTFailure.TIMEOUT),
            ("408", MTFailure.TIMEOUT),
            ("cut", MTFailure.OFFLINE),
            ("reset", MTFailure.OFFLINE),
            ("short", MTFailure.OFFLINE),
            ("429", MTFailure.RATE_LIMITED),
            ("429-after", MTFailure.RATE_LIMITED),
            ("402", MTFailure.QUOTA),
            ("456", MTFailure.QUOTA),
            ("401", MTFailure.AUTH),
            ("403", MTFailure.AUTH),
            ("404", MTFailure.BAD_RESPONSE),
            ("400", MTFailure.BAD_RESPONSE),
            ("413", MTFailure.TOO_LONG),
            ("414", MTFailure.TOO_LONG),
            ("500", MTFailure.SERVER),
            ("busy", MTFailure.SERVER),
            ("nothing", MTFailure.BAD_RESPONSE),
            ("empty", MTFailure.BAD_RESPONSE),
            ("consent", MTFailure.BAD_RESPONSE),
            ("big", MTFailure.BAD_RESPONSE),
        ],
    )
    def test_a_fault_is_one_of_our_kinds(self, name: str, fake: Fake, mode: str, kind: MTFailure) -> None:
        if mode == "404" and name in OWN_ADDRESS:
            kind = MTFailure.NOT_CONFIGURED
        fake.mode = mode
        waits = kind is MTFailure.TIMEOUT and mode != "408"
        began = time.monotonic()
        with pytest.raises(MTError) as e:
            engine(name, fake).translate([ask()], soon(0.3 if waits else 20))
        assert e.value.kind == kind
        assert e.value.message
        assert time.monotonic() - began < 15
        assert e.value.retry_after == (77 if mode == "429-after" else None)
        said = everything_said(e.value)
        assert KEY not in said
        assert "السلام" not in said

    def test_an_error_page_sent_as_a_translation_is_left_to_the_sanity_filter(self, name: str, fake: Fake) -> None:
        fake.mode = "errorpage"
        (answer,) = engine(name, fake).translate([ask()], soon())
        assert answer.startswith("Error 500")

    def test_no_redirection_carries_text_or_key_to_another_host(self, name: str, fake: Fake) -> None:
        with serve() as other:
            for mode in ("moved", "moved-post"):
                fake.mode, fake.elsewhere = mode, other.base
                with pytest.raises(MTError) as e:
                    engine(name, fake).translate([ask()], soon())
                assert e.value.kind == MTFailure.BAD_RESPONSE
            assert other.received == []

    def test_nobody_listens(self, name: str, fake: Fake, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv(ENV_URL, "http://127.0.0.1:9/m")
        with pytest.raises(MTError) as e:
            ENGINES[name](settings(name, "http://127.0.0.1:9")).translate([ask()], soon())
        assert e.value.kind == MTFailure.OFFLINE
        assert ("127.0.0.1:9" in e.value.message) == (name in OWN_ADDRESS)

    def test_no_name_is_found(self, name: str, fake: Fake, monkeypatch: pytest.MonkeyPatch) -> None:
        def unknown(*_a: object, **_k: object) -> object:
            raise socket.gaierror(-2, "unknown")

        for proxy in ("http_proxy", "https_proxy", "all_proxy"):
            monkeypatch.delenv(proxy, raising=False)
            monkeypatch.delenv(proxy.upper(), raising=False)
        monkeypatch.delenv(ENV_URL)
        monkeypatch.setattr(socket, "getaddrinfo", unknown)
        usual = EngineSettings(url="https://mt.example" if name in OWN_ADDRESS else "", model="test-model")
        with pytest.raises(MTError) as e:
            ENGINES[name](usual).translate([ask()], soon())
        assert e.value.kind == MTFailure.OFFLINE
        assert e.value.__context__ is None

    def test_every_byte_is_told_before_it_leaves_but_the_key(self, name: str, fake: Fake) -> None:
        told: list[str] = []

        def sending(sent: str) -> None:
            assert len(fake.received) == len(told)
            told.append(sent)

        request = replace(ask(), before="ما قبله", after="ما بعده", terms=(("السلام", "peace"),))
        engine(name, fake).translate([request], soon(sending=sending))
        (seen,) = fake.received
        body = f"\n{seen.body}" if seen.body else ""
        as_received = f"{seen.method} {fake.base}{seen.path}{body}"
        assert told == [as_received.replace(KEY.replace('"', '\\"'), "(key)")]
        assert KEY not in told[0]
        assert "3y/with" not in told[0]
        assert seen.method == "GET" or "السلام" in told[0]

    def test_what_cannot_be_logged_is_not_sent(self, name: str, fake: Fake) -> None:
        def full(_sent: str) -> None:
            raise FileError("sent.jsonl", "the disk is full.")

        with pytest.raises(FileError, match="disk is full"):
            engine(name, fake).translate([ask()], soon(sending=full))
        assert fake.received == []

    def test_a_call_that_was_given_up_sends_nothing(self, name: str, fake: Fake) -> None:
        cancelled = threading.Event()
        cancelled.set()
        with pytest.raises(MTError) as e:
            engine(name, fake).translate([ask()], soon(cancelled=cancelled))
        assert e.value.kind == MTFailure.CANCELLED
        assert fake.received == []

    def test_too_late_sends_nothing(self, name: str, fake: Fake) -> None:
        with pytest.raises(MTError) as e:
            engine(name, fake).translate([ask()], soon(-1))
        assert e.value.kind == MTFailure.TIMEOUT
        assert fake.received == []

    def test_too_long_and_another_pair_send_nothing(self, name: str, fake: Fake) -> None:
        found = engine(name, fake)
        for request, kind in (
            (ask("ا" * 200_000), MTFailure.TOO_LONG),
            (Request("bonjour", "fr", "en"), MTFailure.UNSUPPORTED_PAIR),
        ):
            with pytest.raises(MTError) as e:
                found.translate([request], soon())
            assert e.value.kind == kind
        assert not found.fits(ask("ا" * 200_000))
        assert found.fits(ask())
        assert fake.received == []

    def test_the_key_is_not_shown(self, name: str, fake: Fake) -> None:
        found = engine(name, fake)
        found.translate([ask()], soon())
        shown = [repr(found), str(found), repr(vars(found)), found.title, found.host, found.version]
        assert not [s for s in shown if KEY in s]
        seen = fake.received[0]
        assert (KEY in seen.body.replace('\\"', '"') or KEY in str(seen.headers)) == (name in WITH_KEY)

    def test_odd_headers_are_not_written_to_the_screen(
        self, name: str, fake: Fake, caplog: pytest.LogCaptureFixture
    ) -> None:
        """A warning nobody listens to is printed, in the middle of the screen, with the whole address."""
        fake.mode = "odd-header"
        assert engine(name, fake).translate([ask()], soon()) == [translated(TEXT)]
        assert [r for r in caplog.records if r.levelno >= logging.WARNING] == []

    def test_several_texts_keep_their_order(self, name: str, fake: Fake) -> None:
        found = engine(name, fake)
        texts = [f"الجملة رقم {n}" for n in range(max(2, found.batch))]
        assert found.translate([ask(t) for t in texts], soon()) == [translated(t) for t in texts]
        assert len(fake.received) == -(-len(texts) // found.batch)
        assert found.translate([], soon()) == []


@pytest.mark.parametrize("name", [name for name in HTTP if name != "google"])
def test_half_an_answer_is_none(name: str, fake: Fake) -> None:
    fake.mode = "half"
    with pytest.raises(MTError) as e:
        engine(name, fake).translate([ask()], soon())
    assert e.value.kind == MTFailure.BAD_RESPONSE


@pytest.mark.parametrize("name", ["libretranslate", "deepl"])
def test_an_answer_too_many_is_no_answer(name: str, fake: Fake) -> None:
    fake.mode = "too-many"
    with pytest.raises(MTError) as e:
        engine(name, fake).translate([ask()], soon())
    assert e.value.kind == MTFailure.BAD_RESPONSE


def test_one_text_without_an_answer_does_not_cost_the_others_theirs(
    fake: Fake, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(protocols.PAGES, "gap", '{"translatedText": ["one", null, "three"]}')
    fake.mode = "gap"
    texts = [ask(f"الجملة رقم {n}") for n in range(3)]
    assert engine("libretranslate", fake).translate(texts, soon()) == ["one", "", "three"]


@pytest.mark.long
def test_no_answer_reaches_another_sentence(fake: Fake) -> None:
    engines = [engine(name, fake) for name in HTTP]
    wrong: list[object] = []

    def work(worker: int) -> None:
        for n in range(20):
            text = f"هذه هي الجملة رقم {worker} من السلسلة {n}"
            found = engines[n % len(engines)]
            if found.translate([ask(text)], soon(60)) != [translated(text)]:
                wrong.append((found.id, text))

    threads = [threading.Thread(target=work, args=(k,)) for k in range(8)]
    usual = sys.getswitchinterval()
    # Threads take turns a thousand times as often as usual: what they share shows.
    sys.setswitchinterval(5e-6)
    try:
        for t in threads:
            t.start()
        for t in threads:
            t.join()
    finally:
        sys.setswitchinterval(usual)
    assert wrong == []
    assert len(fake.seen) == 160


def _without(name: str) -> Callable[[pytest.MonkeyPatch], EngineSettings]:
    def made(monkeypatch: pytest.MonkeyPatch) -> EngineSettings:
        if name == "key":
            monkeypatch.delenv("DEEPL_API_KEY")
            return EngineSettings()
        if name == "named key":
            return EngineSettings(key_env="MY_DEEPL")
        if name == "model":
            return EngineSettings(url="http://127.0.0.1:9/v1")
        return EngineSettings()

    return made


@pytest.mark.parametrize(
    ("name", "missing", "hint"),
    [
        ("libretranslate", "url", "url"),
        ("chat", "url", "url"),
        ("chat", "model", "model"),
        ("deepl", "key", "DEEPL_API_KEY"),
        ("deepl", "named key", "MY_DEEPL"),
    ],
)
def test_what_is_missing_is_named(
    name: str, missing: str, hint: str, fake: Fake, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = ENGINES[name](_without(missing)(monkeypatch))
    assert found.supports("ar", "en")
    with pytest.raises(MTError) as e:
        found.translate([ask()], soon())
    assert e.value.kind == MTFailure.NOT_CONFIGURED
    assert hint in e.value.hint


@pytest.mark.parametrize("name", ["mymemory", "libretranslate", "deepl", "chat"])
@pytest.mark.parametrize(
    "url", ["http://mt.example", "http://me:hunter2@127.0.0.1:9", "ftp://mt.example", "http://[::1"]
)
def test_addresses_that_are_not_taken(name: str, url: str, fake: Fake) -> None:
    found = ENGINES[name](EngineSettings(url=url, model="m"))
    with pytest.raises(MTError) as e:
        found.translate([ask()], soon())
    assert e.value.kind == MTFailure.NOT_CONFIGURED
    assert e.value.hint
    assert "hunter2" not in str(e.value) + found.host


@pytest.mark.parametrize(
    ("name", "url", "host", "place"),
    [
        ("google", "", "translate.google.com", Place.SCRAPER),
        ("mymemory", "", "api.mymemory.translated.net", Place.CLOUD),
        ("libretranslate", "http://localhost:5000/", "localhost:5000", Place.LOOPBACK),
        ("libretranslate", "https://10.0.0.7", "10.0.0.7", Place.SELFHOSTED),
        ("libretranslate", "https://libretranslate.example/api", "libretranslate.example", Place.CLOUD),
        ("deepl", "", "api-free.deepl.com", Place.CLOUD),
        ("deepl", "https://mt.example", "mt.example", Place.CLOUD),
        ("chat", "http://127.0.0.1:11434/v1", "127.0.0.1:11434", Place.LOOPBACK),
        ("chat", "https://api.openai.com/v1", "api.openai.com", Place.CLOUD),
        ("chat", "https://gpu.lan/v1", "gpu.lan", Place.SELFHOSTED),
    ],
)
def test_where_it_is_sent(
    name: str, url: str, host: str, place: Place, fake: Fake, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(ENV_URL)
    found = ENGINES[name](EngineSettings(url=url, model="m"))
    assert (found.host, found.place) == (host, place)


def test_a_paid_key_goes_to_the_paid_host(fake: Fake, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEEPL_API_KEY", "paid")
    assert ENGINES["deepl"](EngineSettings()).host == "api.deepl.com"


def test_without_its_client_deepl_says_what_to_install(fake: Fake, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "deepl", None)
    with pytest.raises(MTError, match=r"\[deepl\]") as e:
        engine("deepl", fake).translate([ask()], soon())
    assert e.value.kind == MTFailure.NOT_CONFIGURED


def test_deepl_is_sent_what_stands_before_and_no_more(fake: Fake) -> None:
    request = replace(ask(), before="جملة قبلها", after="جملة بعدها", terms=(("السلام", "peace"),))
    engine("deepl", fake).translate([request], soon())
    body = fake.received[0].body
    assert '"context": "جملة قبلها"' in body
    assert '"target_lang": "EN-GB"' in body
    assert "بعدها" not in body
    assert "peace" not in body


def test_mymemory_tells_a_used_up_quota_from_a_translation(fake: Fake, monkeypatch: pytest.MonkeyPatch) -> None:
    said = "MYMEMORY WARNING: YOU USED ALL AVAILABLE FREE TRANSLATIONS FOR TODAY."
    monkeypatch.setitem(protocols.TEXTS, "used-up", said)
    fake.mode = "used-up"
    with pytest.raises(MTError) as e:
        engine("mymemory", fake).translate([ask()], soon())
    assert e.value.kind == MTFailure.QUOTA


def test_mymemory_counts_bytes(fake: Fake) -> None:
    found = engine("mymemory", fake)
    assert found.fits(ask("ا" * 250))
    assert not found.fits(ask("ا" * 251))
    assert found.fits(ask("a" * 499))
    assert not found.fits(ask("a" * 500))


@pytest.mark.parametrize(("email", "sent"), [("", False), ("someone@paper.example", True)])
def test_mymemory_is_told_an_email_only_where_one_is_set(email: str, sent: bool, fake: Fake) -> None:
    ENGINES["mymemory"](EngineSettings(url=fake.base + "/get", email=email)).translate([ask()], soon())
    assert ("de=" in fake.received[0].path) == sent


def test_making_engines_loads_no_library() -> None:
    code = (
        "import sys; from workbench.config import EngineSettings; from workbench.mt.engines import ENGINES;"
        "[make(EngineSettings(url='http://127.0.0.1:9', model='m')) for make in ENGINES.values()];"
        "print([m for m in ('requests', 'deep_translator', 'deepl', 'keyring', 'urllib3') if m in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
