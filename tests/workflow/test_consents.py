"""Who may be sent what: for the project, the engine, the host and the things that were named."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from workbench.config import EngineSettings, UserPaths, user_paths
from workbench.errors import FileError
from workbench.model import MTFailure, Project
from workbench.mt.engine import Place
from workbench.mt.google import Google
from workbench.workflow.consents import WHAT, Consents, what_leaves

PROJECT = Project(1, "news", "News", "ar", "en", created="2026-01-31T10:20:30Z")
HOST = "translate.google.com"


@pytest.fixture
def user() -> UserPaths:
    return user_paths()


@pytest.fixture
def consents(user: UserPaths, tmp_path: Path) -> Consents:
    return Consents(user, tmp_path)


def test_no_answer_is_no(consents: Consents) -> None:
    assert not consents.allowed(PROJECT, "google", HOST)
    assert consents.answers() == []


def test_a_yes_is_for_one_project_engine_and_host(consents: Consents, user: UserPaths, tmp_path: Path) -> None:
    consents.answer(PROJECT, "own", True, "mt.example:5000", ("text",))
    assert consents.allowed(PROJECT, "own", "mt.example:5000")
    assert consents.allowed(PROJECT, "own", "MT.example:5000")
    assert not consents.allowed(PROJECT, "own", "mt.example")
    assert not consents.allowed(PROJECT, "own", "other.example:5000")
    assert not consents.allowed(PROJECT, "own")
    assert not consents.allowed(PROJECT, "chat", "mt.example:5000")
    assert not consents.allowed(replace(PROJECT, slug="law"), "own", "mt.example:5000")
    assert not Consents(user, tmp_path / "elsewhere").allowed(PROJECT, "own", "mt.example:5000")


def test_two_hosts_may_both_be_allowed_and_a_no_is_for_all(consents: Consents) -> None:
    consents.answer(PROJECT, "own", True, "a.example")
    consents.answer(PROJECT, "own", True, "b.example")
    assert consents.allowed(PROJECT, "own", "a.example")
    assert consents.allowed(PROJECT, "own", "b.example")
    consents.answer(PROJECT, "own", False, "a.example")
    assert not consents.allowed(PROJECT, "own", "a.example")
    assert not consents.allowed(PROJECT, "own", "b.example")
    assert [(a.host, a.yes) for a in consents.answers()] == [("a.example", False)]
    consents.answer(PROJECT, "own", True, "b.example")
    assert [(a.host, a.yes) for a in consents.answers()] == [("b.example", True)]


def test_a_no_is_remembered_but_a_yes_to_another_host_is_none(consents: Consents) -> None:
    consents.answer(PROJECT, "own", True, "a.example")
    assert not consents.said_no(PROJECT, "own"), "about b.example nobody has said anything"
    consents.answer(PROJECT, "own", False, "a.example")
    assert consents.said_no(PROJECT, "own")
    assert not consents.said_no(PROJECT, "google")
    assert not consents.said_no(replace(PROJECT, created="2026-02-01T00:00:00Z"), "own")


def test_more_than_was_said_asks_again(consents: Consents) -> None:
    consents.answer(PROJECT, "chat", True, "h", ("text", "terms"))
    assert consents.allowed(PROJECT, "chat", "h")
    assert consents.allowed(PROJECT, "chat", "h", ("terms", "text"))
    assert not consents.allowed(PROJECT, "chat", "h", ("text", "terms", "context"))
    assert not consents.allowed(PROJECT, "chat", "h", ("text", "plain"))
    consents.answer(PROJECT, "chat", True, "h", ("text",))
    assert not consents.allowed(PROJECT, "chat", "h", ("text", "terms"))


def test_confidential_beats_every_yes(consents: Consents) -> None:
    consents.answer(PROJECT, "google", True, HOST)
    assert not consents.allowed(replace(PROJECT, confidential=True), "google", HOST)


def test_a_project_made_anew_under_the_same_name_is_another(consents: Consents) -> None:
    consents.answer(PROJECT, "google", True, HOST)
    assert not consents.allowed(replace(PROJECT, created="2026-02-01T00:00:00Z"), "google", HOST)
    assert consents.allowed(replace(PROJECT, name="Other name"), "google", HOST)


def test_an_answer_of_before_hosts_holds_for_google_itself(consents: Consents, user: UserPaths, tmp_path: Path) -> None:
    old = {"yes": True, "at": "2026-01-01T00:00:00Z"}
    user.consents.write_text(json.dumps({str(tmp_path.resolve()): {"news": {"google": old, "own": old}}}))
    assert consents.allowed(PROJECT, "google", HOST)
    assert not consents.allowed(PROJECT, "google", "127.0.0.1:5000")
    assert not consents.allowed(PROJECT, "google", HOST, ("text", "context"))
    assert not consents.allowed(PROJECT, "own", "mt.example")
    assert [(a.engine, a.host, a.what) for a in consents.answers()] == [
        ("google", HOST, ("text",)),
        ("own", "", ("text",)),
    ]
    consents.answer(PROJECT, "google", False, HOST)
    assert not consents.allowed(PROJECT, "google", HOST)
    assert len(consents.answers()) == 2


def test_answers_tell_everything_of_every_workspace(consents: Consents, user: UserPaths, tmp_path: Path) -> None:
    consents.answer(PROJECT, "google", True, HOST, ("text", "plain"))
    Consents(user, tmp_path / "b").answer(PROJECT, "chat", False, "h")
    first, second = sorted(consents.answers(), key=lambda a: a.workspace)
    assert (first.workspace, first.project, first.engine) == (str(tmp_path.resolve()), "news", "google")
    assert (first.host, first.yes, first.what) == (HOST, True, ("text", "plain"))
    assert first.at.endswith("Z")
    assert (second.engine, second.yes) == ("chat", False)
    assert consents.here() == [first]


@pytest.mark.parametrize(
    "text",
    [
        '{"W": 3}',
        '{"W": {"news": []}}',
        '{"W": {"news": {"google": true}}}',
        '{"W": {"news": {"google": [1, {"yes": "yes", "host": 5, "what": "text"}]}}}',
        '{"W": {"news": {"google": [{"yes": 1, "host": "translate.google.com"}]}}}',
    ],
)
def test_what_makes_no_sense_is_no_answer(consents: Consents, user: UserPaths, tmp_path: Path, text: str) -> None:
    user.consents.write_text(text.replace("W", str(tmp_path.resolve())))
    assert not consents.allowed(PROJECT, "google", HOST)
    assert not [a for a in consents.answers() if a.yes]
    consents.answer(PROJECT, "google", True, HOST)
    assert consents.allowed(PROJECT, "google", HOST)


@pytest.mark.parametrize("content", [b"{", b"[]", b"\xff\xfe", b"3"])
def test_a_damaged_file_is_said_and_not_written_over(consents: Consents, user: UserPaths, content: bytes) -> None:
    user.consents.write_bytes(content)
    for act in (
        lambda: consents.allowed(PROJECT, "google", HOST),
        lambda: consents.answer(PROJECT, "google", True, HOST),
        consents.answers,
    ):
        with pytest.raises(FileError, match="cannot be read"):
            act()
    assert user.consents.read_bytes() == content


def test_an_answer_that_cannot_be_kept_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(FileError, match="not kept") as e:
        Consents(UserPaths(tmp_path / "file" / "below"), tmp_path).answer(PROJECT, "google", True, HOST)
    assert "cannot be written" in e.value.message


def test_two_programs_that_answer_at_once_lose_nothing(user: UserPaths, tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from workbench.config import user_paths;"
        "from workbench.model import Project; from workbench.workflow.consents import Consents;"
        "c = Consents(user_paths(), Path(sys.argv[1])); print(flush=True); sys.stdin.readline();"
        "[c.answer(Project(1, 'p', 'P', 'ar', 'en'), f'{sys.argv[2]}{n}', True, 'h') for n in range(15)]"
    )
    running = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(tmp_path), name], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for name in ("a", "b")
    ]
    for p in running:
        assert p.stdout is not None
        p.stdout.readline()
    for p in running:
        assert p.stdin is not None
        p.stdin.write("\n")
        p.stdin.flush()
    for p in running:
        p.communicate(timeout=60)
        assert p.returncode == 0
    assert len(Consents(user, tmp_path).answers()) == 30


class Own(Google):
    id = "own"
    place = Place.SELFHOSTED
    takes = frozenset({"terms", "matches"})


def test_what_leaves_is_named_for_every_engine() -> None:
    assert what_leaves(Google()) == ("text",)
    assert what_leaves(Own(), EngineSettings(url="https://mt.example")) == ("text", "terms", "matches")
    shown = what_leaves(Own(), EngineSettings(url="HTTP://mt.example", email="me@example.org"))
    assert shown == ("text", "terms", "matches", "email", "plain")
    assert set(shown) <= set(WHAT)
    assert [WHAT[word] for word in ("text", "key DEPOT_PASSWORD", "unheard of")] == [
        "the text of the segment",
        "the key in your environment variable DEPOT_PASSWORD",
        "unheard of",
    ]


def test_another_variable_to_take_the_key_from_asks_again(consents: Consents) -> None:
    first = what_leaves(Own(), EngineSettings(url="https://mt.example", key_env="MT_KEY"))
    consents.answer(PROJECT, "own", True, "h", first)
    assert consents.allowed(PROJECT, "own", "h", first)
    other = what_leaves(Own(), EngineSettings(url="https://mt.example", key_env="DEPOT_PASSWORD"))
    assert not consents.allowed(PROJECT, "own", "h", other)


def test_the_one_rule_for_all_that_is_sent(consents: Consents, monkeypatch: pytest.MonkeyPatch) -> None:
    engine, settings = Own(), EngineSettings(url="https://mt.example")

    def why(project: Project = PROJECT, given: EngineSettings = settings) -> str:
        refused = consents.refusal(project, engine, given)
        return refused.kind if refused else ""

    assert why() == MTFailure.CONSENT
    consents.answer(PROJECT, "own", True, engine.host, what_leaves(engine, settings))
    assert why() == ""
    assert why(given=EngineSettings(url="http://mt.example")) == MTFailure.CONSENT, "unencrypted was not said"
    monkeypatch.setenv("WORKBENCH_OFFLINE", "1")
    assert why() == MTFailure.OFFLINE
    assert why(replace(PROJECT, confidential=True)) == MTFailure.CONFIDENTIAL
    engine.place = Place.LOOPBACK
    assert why(replace(PROJECT, confidential=True)) == "", "on this computer"
