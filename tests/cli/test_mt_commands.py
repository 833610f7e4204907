"""Machine translation by the command line: nothing leaves unasked, and what left is told."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.mt.server import Fake, serve, translated
from workbench.config import ENV_OFFLINE, user_paths
from workbench.mt import keys
from workbench.mt.google import ENV_URL
from workbench.store import mt_cache, mt_usage
from workbench.workflow.clock import now
from workbench.workflow.mt_upkeep import SAMPLES
from workbench.workflow.workspace import open_workspace


@pytest.fixture(scope="module")
def server() -> Iterator[Fake]:
    with serve() as fake:
        yield fake


@pytest.fixture
def fake(server: Fake, monkeypatch: pytest.MonkeyPatch) -> Fake:
    server.clear()
    monkeypatch.setenv(ENV_URL, server.url)
    for variable in (ENV_OFFLINE, *keys.USUAL.values()):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setattr(keys, "_from_keyring", lambda _entry: "")
    return server


@pytest.fixture
def news(run: Run, fake: Fake) -> str:
    assert run("project", "new", "news", "--from", "ar", "--to", "en").code == 0
    return "news"


Settings = Callable[[str], None]


@pytest.fixture
def settings(workspace: Path) -> Settings:
    def write(text: str) -> None:
        (workspace / "projects" / "workbench.toml").write_text(text, encoding="utf-8")

    return write


def host(fake: Fake) -> str:
    return fake.base.removeprefix("http://")


def test_a_day(run: Run, fake: Fake, news: str, settings: Settings) -> None:
    settings("[mt.google]\nprice = 20.0\nbudget = 1000\n")
    rows = {e["engine"]: e for e in run("mt", "engines", news, "--json").json}
    google = rows["google"]
    assert (google["host"], google["offered"], google["allowed"]) == (host(fake), True, False)
    assert google["pairs"] == ["ar>en", "en>ar"]
    assert "off for this project" in google["refusal"]
    assert rows["deepl"]["offered"] is False
    assert "DEEPL_API_KEY" in rows["deepl"]["missing"]
    assert "url" in rows["libretranslate"]["missing"]

    refused = run("mt", "test", "google", news)
    assert refused.code == 1
    assert f"workbench mt consent allow {news} google" in refused.err
    assert "PROJECT" in run("mt", "test", "google").err

    asked = run("mt", "consent", "allow", news, "google")
    assert asked.code == 2
    for part in (host(fake), "a web page", "https", "text of the segment", "--yes"):
        assert part in asked.err
    assert run("mt", "consent", "list", "--json").json == []
    assert fake.received == [], "nothing has left so far"

    assert run("mt", "consent", "allow", news, "google", "--yes").code == 0
    (answer,) = run("mt", "consent", "list", "--json").json
    assert (answer["project"], answer["engine"], answer["host"]) == (news, "google", host(fake))
    assert (answer["yes"], answer["what"]) == (True, ["text"])
    assert "google" in run("mt", "consent").out
    assert run("mt", "consent", "list", "NEWS", "--json").json == [answer]
    assert run("mt", "consent", "list", "law", "--json").json == []

    done = run("mt", "test", "google", news, "--json").json
    assert (done["ar"], done["en"]) == (SAMPLES["ar"], translated(SAMPLES["ar"]))
    assert done["seconds"] >= 0
    assert fake.seen == [SAMPLES["ar"]]
    own = run("mt", "test", "google", news, "--text", "جملة أخرى")
    assert translated("جملة أخرى") in own.out
    assert fake.seen[1:] == ["جملة أخرى"]

    size = len(SAMPLES["ar"]) + len("جملة أخرى")
    (used,) = run("mt", "usage", "--json").json
    assert (used["characters"], used["calls"], used["failures"], used["budget"]) == (size, 2, 0, 1000)
    assert used["cost"] == pytest.approx(size * 20 / 1e6, abs=1e-4)
    assert f"1000 ({100 * size // 1000} %)" in run("mt", "usage").out
    assert {e["engine"]: e["used"] for e in run("mt", "engines", "--json").json}["google"] == size
    assert f"{size}/1000" in run("mt", "engines").out

    first, second = run("mt", "log", "--json").json
    assert (first["texts"], second["texts"]) == ([SAMPLES["ar"]], ["جملة أخرى"])
    assert first["sent"].startswith(f"GET {fake.url}")
    assert run("mt", "log", "--last", "1", "--json").json == [second]
    assert run("mt", "log", "--engine", "deepl", "--json").json == []
    assert run("mt", "log", "--project", "NEWS", "--since", now()[:10], "--json").json == [first, second]
    assert run("mt", "log", "--since", "2999-01-01", "--json").json == []
    assert SAMPLES["ar"] in run("mt", "log").out

    assert run("mt", "cache", "--json").json == [], "a trial is not kept"
    assert run("mt", "consent", "forbid", news, "google").code == 0
    assert run("mt", "test", "google", news).code == 1
    assert len(fake.seen) == 2


def test_the_direction_is_the_projects(run: Run, fake: Fake) -> None:
    run("project", "new", "reports", "--from", "en", "--to", "ar")
    run("mt", "consent", "allow", "reports", "google", "--yes")
    fake.mode = "arabic"
    done = run("mt", "test", "google", "reports", "--json").json
    assert done["en"] == SAMPLES["en"]
    assert fake.seen == [SAMPLES["en"]]


def test_offline_beats_every_yes_and_ends_with_the_command(
    run: Run, fake: Fake, news: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("mt", "consent", "allow", news, "google", "--yes")
    off = run("--offline", "mt", "test", "google", news)
    assert off.code == 1
    assert "--offline" in off.err
    assert ENV_OFFLINE not in os.environ
    rows = run("--offline", "mt", "engines", news, "--json").json
    assert rows[0]["allowed"] is False
    monkeypatch.setenv(ENV_OFFLINE, "1")
    assert run("mt", "test", "google", news).code == 1
    assert run("--offline", "mt", "engines").code == 0
    assert os.environ[ENV_OFFLINE] == "1"
    monkeypatch.setenv(ENV_OFFLINE, "0")
    assert fake.received == []
    assert run("mt", "test", "google", news).code == 0
    assert "--offline" in run("--help").out


def test_the_screen_is_offline_too(monkeypatch: pytest.MonkeyPatch) -> None:
    from workbench.cli.app import run as run_cli
    from workbench.config import offline

    monkeypatch.delenv(ENV_OFFLINE, raising=False)
    seen: list[bool] = []

    def screen(*_args: object) -> int:
        seen.append(offline())
        return 0

    assert run_cli(["--offline"], screen) == 0
    assert run_cli([], screen) == 0
    assert seen == [True, False]


def test_a_confidential_project_is_sent_nowhere(run: Run, fake: Fake, news: str) -> None:
    run("mt", "consent", "allow", news, "google", "--yes")
    run("project", "set", news, "--confidential")
    done = run("mt", "test", "google", news)
    assert (done.code, "confidential" in done.err) == (1, True)
    done = run("mt", "consent", "allow", news, "google", "--yes")
    assert (done.code, "confidential" in done.err) == (1, True)
    assert run("mt", "engines", news, "--json").json[0]["allowed"] is False
    assert fake.received == []


def test_a_yes_does_not_follow_the_settings_to_another_server(run: Run, news: str, settings: Settings) -> None:
    settings('[mt.libretranslate]\nurl = "https://mt.first.example/"\n')
    assert run("mt", "consent", "allow", news, "libretranslate", "--yes").code == 0
    assert standing(run, "libretranslate") is True
    settings('[mt.libretranslate]\nurl = "https://mt.second.example/"\n')
    assert standing(run, "libretranslate") is False
    settings('[mt.libretranslate]\nurl = "http://mt.first.example/"\nallow_plain_http = true\n')
    assert standing(run, "libretranslate") is False, "unencrypted was not said"
    shown = run("mt", "consent", "allow", news, "libretranslate").err
    assert "UNENCRYPTED" in shown
    assert "everybody on the way can read it" in shown
    settings('[mt.libretranslate]\nurl = "https://mt.first.example/"\nkey_env = "DEPOT_PASSWORD"\n')
    assert standing(run, "libretranslate") is False, "another secret was not said"
    assert "DEPOT_PASSWORD" in run("mt", "consent", "allow", news, "libretranslate").err
    settings('[mt.libretranslate]\nurl = "https://mt.first.example/"\n')
    assert standing(run, "libretranslate") is True


def standing(run: Run, engine: str) -> bool | None:
    rows = {e["engine"]: e["allowed"] for e in run("mt", "engines", "news", "--json").json}
    found: bool | None = rows[engine]
    return found


class Keyboard(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("typed", "kept"), [("y\n", True), ("n\n", False), ("\n", False), ("", False)])
def test_a_yes_can_be_typed_and_enter_means_no(
    run: Run, news: str, monkeypatch: pytest.MonkeyPatch, typed: str, kept: bool
) -> None:
    monkeypatch.setattr(sys, "stdin", Keyboard(typed))
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert run("mt", "consent", "allow", news, "google").code == (0 if kept else 1)
    assert bool(run("mt", "consent", "list", "--json").json) is kept


def test_an_engine_on_this_computer_needs_no_leave(run: Run, fake: Fake, news: str, settings: Settings) -> None:
    assert run("mt", "consent", "allow", news, "libretranslate", "--yes").code == 1, "nobody knows yet where it is"
    settings(f'[mt.libretranslate]\nurl = "{fake.base}"\n')
    assert "nobody has to allow it" in run("mt", "consent", "allow", news, "libretranslate").err
    assert run("mt", "consent", "list", "--json").json == []
    assert run("mt", "test", "libretranslate", "--json").json["en"] == translated(SAMPLES["ar"])
    assert standing(run, "libretranslate") is True


def test_a_budget_that_is_used_up_ends_it(run: Run, fake: Fake, news: str, settings: Settings) -> None:
    settings("[mt.google]\nbudget = 5\n")
    run("mt", "consent", "allow", news, "google", "--yes")
    done = run("mt", "test", "google", news)
    assert (done.code, "budget" in done.err) == (1, True)
    assert fake.received == []


def test_what_cannot_be_logged_is_not_sent(run: Run, fake: Fake, news: str) -> None:
    run("mt", "consent", "allow", news, "google", "--yes")
    (user_paths().root / f"sent-{now()[:7]}.jsonl").mkdir()
    done = run("mt", "test", "google", news)
    assert done.code == 1
    assert "cannot be written" in done.err
    assert fake.received == []


def test_a_failure_says_what_to_do_here(run: Run, fake: Fake, news: str) -> None:
    run("mt", "consent", "allow", news, "google", "--yes")
    fake.mode = "500"
    done = run("mt", "test", "google", news)
    assert done.code == 1
    assert "Esc" not in done.err
    assert "again" in done.err
    assert run("mt", "usage", "--json").json[0]["failures"] == 1


def test_what_is_not_there_or_makes_no_sense(run: Run, news: str, settings: Settings) -> None:
    settings('mt_engines = ["gogle"]\n[mt.gogle]\nprice = 1\n')
    for args in (("test", "gogle"), ("test", "google", "nowhere"), ("consent", "allow", news, "gogle", "--yes")):
        done = run("mt", *args)
        assert done.code == 1
        assert "There is no" in done.err
    assert "google" in run("mt", "test", "gogle").err, "those there are"
    row = next(e for e in run("mt", "engines", "--json").json if e["engine"] == "gogle")
    assert "no such engine" in row["missing"]
    assert (row["offered"], row["place"]) == (True, "")
    # What was once said about an engine that is gone can be taken back.
    assert run("mt", "consent", "forbid", news, "gogle").code == 0
    for args in (
        ("usage", "--month", "2026-13"),
        ("usage", "--month", "november"),
        ("log", "--since", "yesterday"),
        ("log", "--last", "0"),
        ("cache", "--forget"),
    ):
        assert run("mt", *args).code == 2, args
    assert run("mt", "usage", "--month", "2020-01").err.strip().endswith("Nothing was sent in 2020-01.")


def test_usage_of_other_months(run: Run, news: str, workspace: Path) -> None:
    with open_workspace(workspace) as ws, ws.store.write() as conn:
        mt_usage.charge(conn, "deepl", "2025-03-31", 12, 2, 1)
        mt_usage.charge(conn, "deepl", "2025-04-01", 7)
    assert run("mt", "usage", "--json").json == []
    assert [u["characters"] for u in run("mt", "usage", "--month", "2025-03", "--json").json] == [12]
    assert [u["month"] for u in run("mt", "usage", "--all", "--json").json] == ["2025-04", "2025-03"]


def test_kept_answers_are_counted_and_forgotten(run: Run, news: str, workspace: Path) -> None:
    with open_workspace(workspace) as ws, ws.store.write() as conn:
        for key, engine in ((b"a", "google"), (b"b", "google"), (b"c", "chat")):
            mt_cache.put(conn, key, engine, "1", "ar", "en", "نص", "text", now())
    assert [(c["engine"], c["answers"]) for c in run("mt", "cache", "--json").json] == [("chat", 1), ("google", 2)]
    assert run("mt", "cache", "--engine", "google", "--json").json[0]["bytes"] == 16
    assert run("mt", "cache", "--forget").code == 2
    assert len(run("mt", "cache", "--json").json) == 2
    assert run("mt", "cache", "--forget", "--engine", "google", "--yes", "--json").json == {"forgotten": 2}
    assert [c["engine"] for c in run("mt", "cache", "--json").json] == ["chat"]
    assert run("mt", "cache", "--forget", "--yes").code == 0
    assert run("mt", "cache").err.strip() == "No answers are kept."
