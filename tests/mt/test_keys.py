from __future__ import annotations

import sys
import threading
import types
from collections.abc import Callable, Iterator

import pytest

from workbench.config import EngineSettings
from workbench.mt import keys
from workbench.mt.keys import key, variable, where


@pytest.fixture(autouse=True)
def _nothing_known(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in keys.USUAL.values():
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(keys, "_said", {})
    monkeypatch.setattr(keys, "_asking", {})
    monkeypatch.setitem(sys.modules, "keyring", None)


@pytest.fixture
def released() -> Iterator[threading.Event]:
    event = threading.Event()
    yield event
    event.set()


def keyring(monkeypatch: pytest.MonkeyPatch, get: Callable[[str, str], object]) -> None:
    module = types.ModuleType("keyring")
    module.get_password = get  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "keyring", module)


def test_the_usual_variable_and_the_named_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEEPL_API_KEY", " one\n")
    monkeypatch.setenv("OTHER", "two")
    assert key("deepl", EngineSettings()) == "one"
    assert key("deepl", EngineSettings(key_env="OTHER")) == "two"
    assert key("libretranslate", EngineSettings()) == ""
    assert key("google", EngineSettings()) == ""


def test_the_keyring_is_asked_after_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, str]] = []

    def get(service: str, entry: str) -> str:
        asked.append((service, entry))
        return "from-ring"

    keyring(monkeypatch, get)
    monkeypatch.setenv("DEEPL_API_KEY", "from-env")
    assert key("deepl", EngineSettings()) == "from-env"
    assert asked == []
    monkeypatch.delenv("DEEPL_API_KEY")
    assert [key("deepl", EngineSettings()) for _ in range(3)] == ["from-ring"] * 3
    assert asked == [("arabic-english-workbench", "deepl")]


class Panic(BaseException):
    """What compiled backends throw."""


@pytest.mark.parametrize("thrown", [RuntimeError("locked: hunter2"), Panic("hunter2"), ImportError()])
def test_a_keyring_that_fails_has_no_key(
    thrown: BaseException, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def get(_service: str, _entry: str) -> str:
        raise thrown

    keyring(monkeypatch, get)
    assert key("deepl", EngineSettings()) == ""
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("value", [None, 7, b"bytes", "مفتاح", "two words", "a\nb", "\x00"])
def test_what_cannot_be_a_key_is_none(value: object, monkeypatch: pytest.MonkeyPatch) -> None:
    keyring(monkeypatch, lambda _s, _e: value)
    assert key("deepl", EngineSettings()) == ""


def test_a_keyring_that_hangs_is_waited_for_once(monkeypatch: pytest.MonkeyPatch, released: threading.Event) -> None:
    asked: list[str] = []

    def get(_service: str, entry: str) -> str:
        asked.append(entry)
        released.wait(60)
        return "late"

    keyring(monkeypatch, get)
    monkeypatch.setattr(keys, "KEYRING_SECONDS", 0.05)
    monkeypatch.setattr(keys, "KEPT_SECONDS", 0.0)
    assert key("deepl", EngineSettings()) == ""
    assert key("deepl", EngineSettings()) == ""
    assert asked == ["deepl"]


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://api.openai.com/v1", "OPENAI_API_KEY"),
        ("http://127.0.0.1:11434/v1", "OPENAI_API_KEY"),
        ("https://llm.example/v1", ""),
        ("https://api.openai.com.example/v1", ""),
        ("https://notapi.openai.com/v1", ""),
        ("http://[::1", ""),
    ],
)
def test_a_key_of_one_service_does_not_go_to_another(url: str, name: str) -> None:
    assert variable("chat", EngineSettings(url=url)) == name
    assert variable("chat", EngineSettings(url=url, key_env="MINE")) == "MINE"


def test_where_to_put_it() -> None:
    assert where("deepl", EngineSettings()) == (
        "Set the environment variable DEEPL_API_KEY or run: keyring set arabic-english-workbench deepl"
    )
