"""The local engine with a real model: a word-for-word dictionary (:mod:`tests.mt.tiny_model`)."""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from workbench.config import EngineSettings, user_paths
from workbench.errors import MTError
from workbench.model import MTFailure
from workbench.mt import local_process
from workbench.mt.engine import Call, Engine, Place, Request
from workbench.mt.engines import ENGINES
from workbench.mt.local import MOST_CHARACTERS, Local
from workbench.mt.models import Installed, install
from workbench.mt.sanity import sane

from .tiny_model import argos_folder, build, dictionary, tiny_model, tokeniser, translated

AR = "أعلن الرئيس اليوم في القاهرة إن السلام ممكن."
EN = "ambassador visited government today, and met director."
LONG = 60.0
"""Seconds a busy machine may take for what takes a moment."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The packages, made once."""
    folder = tmp_path_factory.mktemp("packages")
    return {
        "ar-en": tiny_model(folder),
        "en-ar": tiny_model(folder, ("en", "ar")),
        "endless": tiny_model(folder, version="9", endless=True),
    }


@pytest.fixture(scope="module")
def shared(made: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Local]]:
    """A person's folder with models of both directions, and one engine for what does not change it."""
    person = tmp_path_factory.mktemp("models-of-a-person")
    with pytest.MonkeyPatch.context() as m:
        m.setenv("WORKBENCH_USER_DIR", str(person))
        for pair in ("ar-en", "en-ar"):
            install(made[pair], user_paths().models)
        engine = Local(EngineSettings(threads=1))
        yield person, engine
        engine.close()


@pytest.fixture
def local(shared: tuple[Path, Local], monkeypatch: pytest.MonkeyPatch) -> Local:
    monkeypatch.setenv("WORKBENCH_USER_DIR", str(shared[0]))
    return shared[1]


@pytest.fixture
def person(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A person without models."""
    monkeypatch.setenv("WORKBENCH_USER_DIR", str(tmp_path))
    return tmp_path


@pytest.fixture
def engine(person: Path) -> Iterator[Callable[..., Local]]:
    """Make engines that are ended with the test."""
    made: list[Local] = []

    def make(**settings: object) -> Local:
        made.append(Local(replace(EngineSettings(threads=1), **settings)))  # type: ignore[arg-type]
        return made[-1]

    yield make
    for one in made:
        one.close()


def never(_sent: str) -> None:
    raise AssertionError("something left the machine")


def ask(engine: Engine, *texts: str, pair: tuple[str, str] = ("ar", "en"), seconds: float = LONG) -> list[str]:
    call = Call(time.monotonic() + seconds, sending=never)
    return engine.translate([Request(text, *pair) for text in texts], call)


def failed(engine: Engine, *texts: str, pair: tuple[str, str] = ("ar", "en"), seconds: float = LONG) -> MTError:
    with pytest.raises(MTError) as e:
        ask(engine, *texts, pair=pair, seconds=seconds)
    for text in texts:
        assert text not in str(e.value)
    return e.value


def wait(until: Callable[[], bool]) -> None:
    end = time.monotonic() + LONG
    while not until():
        assert time.monotonic() < end
        time.sleep(0.02)


def running(pid: int) -> bool:
    """Whether a process is there and not only waits to be collected by the one that started it."""
    try:
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except OSError:
        return False


def process(engine: Local, pair: tuple[str, str] = ("ar", "en")) -> local_process.LocalProcess:
    return engine._held[pair][1]


def test_what_it_is() -> None:
    engine = ENGINES["local"](EngineSettings())
    assert (engine.id, engine.place, engine.interval, engine.batch) == ("local", Place.INPROC, 0.0, 8)
    assert not engine.place.leaves_machine
    assert engine.takes == frozenset()


def test_both_directions_exactly_and_as_a_translation_must_look(local: Local) -> None:
    assert ask(local, AR) == ["announced president today in Cairo that peace possible."]
    assert ask(local, EN, pair=("en", "ar")) == ["السفير زار الحكومة اليوم، و اجتمع المدير."]
    for text, pair in ((AR, ("ar", "en")), (EN, ("en", "ar"))):
        (answer,) = ask(local, text, pair=pair)
        assert answer == translated(text, pair) == sane(text, answer, pair[1], local.title)
    assert set(local.loaded) == {("ar", "en"), ("en", "ar")}


def test_a_batch_keeps_its_order_its_lines_and_what_is_no_word(local: Local) -> None:
    texts = [
        "زار السفير بغداد",
        "***",
        "",
        "  قال الوزير\n\n\tالماء في دمشق  \n— —\nغدا؟",
        *(f"وصل المدير {n} من المدينة" for n in range(20)),
        "كتب لندن الكتاب",
    ]
    assert ask(local, *texts) == [
        "visited ambassador Baghdad",
        "***",
        "",
        "  said minister\n\n\twater in Damascus  \n— —\ntomorrow?",
        *(f"arrived director {n} from city" for n in range(20)),
        "wrote لندن book",
    ]
    assert ask(local) == []


def test_eight_threads_get_each_their_own_answers(local: Local) -> None:
    wrong: list[str] = []

    def many(k: int) -> None:
        for n in range(6):
            pair = ("ar", "en") if (k + n) % 2 else ("en", "ar")
            text = f"وصل السفير {k} مع {n}" if pair == ("ar", "en") else f"arrived ambassador {k} with {n}"
            wrong.extend(answer for answer in ask(local, text, pair=pair) if answer != translated(text, pair))

    threads = [threading.Thread(target=many, args=(k,), daemon=True) for k in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(LONG)
        assert not thread.is_alive()
    assert wrong == []


def test_too_long_is_known_before_where_it_is_plain_and_told_where_it_is_not(local: Local) -> None:
    assert local.fits(Request("ا" * MOST_CHARACTERS + "\n" + "ا" * MOST_CHARACTERS, "ar", "en"))
    assert not local.fits(Request("ا" * (MOST_CHARACTERS + 1), "ar", "en"))
    assert failed(local, "زار " + "و " * 501).kind == MTFailure.TOO_LONG
    # Nothing is cut off silently, and the model goes on.
    assert ask(local, AR) == [translated(AR)]


def test_a_text_as_long_as_a_model_takes(local: Local) -> None:
    text = "زار الرئيس القاهرة. " * 160
    assert ask(local, text) == [translated(text) + " "]


def test_a_model_of_fewer_positions_than_usual(person: Path, engine: Callable[..., Local], tmp_path: Path) -> None:
    install(argos_folder(tmp_path / "mine", positions=64), user_paths().models)
    local = engine()
    assert failed(local, "زار " + "و " * 120).kind == MTFailure.TOO_LONG
    assert ask(local, AR) == [translated(AR)]


def test_pairs(person: Path, made: dict[str, Path], engine: Callable[..., Local]) -> None:
    local = engine()
    # Without any model it says how one is got; that is worth more than "not this pair".
    assert local.supports("ar", "en")
    error = failed(local, AR)
    assert error.kind == MTFailure.NOT_CONFIGURED
    assert "Arabic to English" in error.message
    assert "workbench mt install" in error.hint
    install(made["en-ar"], user_paths().models)
    assert local.supports("en", "ar")
    assert not local.supports("ar", "en")
    assert not local.supports("fr", "en")
    assert failed(local, "bonjour", pair=("fr", "en")).kind == MTFailure.UNSUPPORTED_PAIR
    assert failed(local, AR).kind == MTFailure.NOT_CONFIGURED
    assert local.loaded == ()


def test_the_version_is_another_one_when_the_model_or_the_beam_is(
    person: Path, made: dict[str, Path], engine: Callable[..., Local]
) -> None:
    local = engine()
    models = user_paths().models
    seen = [local.version]

    def note() -> None:
        # The service asks this first, then makes the key.
        assert local.fits(Request(AR, "ar", "en"))
        seen.append(local.version)

    weights = install(made["ar-en"], models).model / "model.bin"
    note()
    os.utime(weights, (5, 5))
    note()
    with weights.open("ab") as f:
        f.write(b"\0")
    os.utime(weights, (5, 5))
    note()
    install(made["en-ar"], models)
    note()
    assert len(set(seen)) == 5
    note()
    assert seen[-1] == seen[-2] == engine().version != engine(beam=3).version


def test_a_model_replaced_while_it_is_loaded_is_loaded_again_and_an_engine_dropped_ends(
    person: Path, made: dict[str, Path]
) -> None:
    local = Local(EngineSettings(threads=1))
    models = user_paths().models
    install(made["ar-en"], models)
    ask(local, AR)
    before = process(local)
    install(made["ar-en"], models)
    assert ask(local, AR) == [translated(AR)]
    assert process(local) is not before
    assert not before.alive
    # Without a word, as when a workspace is closed: the process does not stay behind.
    pid = process(local).pid
    del local
    gc.collect()
    wait(lambda: not running(pid))


def test_the_folder_of_the_settings_comes_first(
    person: Path, made: dict[str, Path], engine: Callable[..., Local], tmp_path: Path
) -> None:
    mine = argos_folder(tmp_path / "mine", version="7")
    for pair in ("ar-en", "en-ar"):
        install(made[pair], user_paths().models)
    local = engine(path=str(mine))
    assert local._models()["ar", "en"] == Installed(mine, "ar", "en", "translate-ar_en-7", version="7")
    assert local._models()["en", "ar"].folder == user_paths().models / "translate-en_ar-0_1"
    assert ask(local, AR) == [translated(AR)]
    wrong = engine(path=str(tmp_path / "nowhere"))
    assert wrong.supports("ar", "en")
    error = failed(wrong, AR)
    assert error.kind == MTFailure.NOT_CONFIGURED
    assert str(tmp_path / "nowhere") in error.message


def test_the_tokens_a_model_wants_first_are_given_and_taken_away(
    person: Path, engine: Callable[..., Local], tmp_path: Path
) -> None:
    argos = argos_folder(tmp_path / "mine")
    facts = json.loads((argos / "metadata.json").read_text(encoding="utf-8"))
    (argos / "metadata.json").write_text(json.dumps(facts | {"target_prefix": "▁said"}), encoding="utf-8")
    model = install(argos, user_paths().models)
    # The dictionary looks at places: what was the first word's is taken by the token, and taken off the answer.
    assert ask(engine(), "زار السفير بغداد") == ["ambassador Baghdad"]
    own = model.folder / "workbench-model.json"
    facts = json.loads(own.read_text(encoding="utf-8"))
    own.write_text(json.dumps(facts | {"target_prefix": "", "source_prefix": "▁قال"}), encoding="utf-8")
    assert ask(engine(), "زار السفير بغداد") == ["said visited ambassador Baghdad"]


def test_an_opus_model_whose_converter_left_the_end_to_us(
    person: Path, engine: Callable[..., Local], tmp_path: Path
) -> None:
    folder = tmp_path / "opus-mt-en-ar"
    words = dictionary(("en", "ar"))
    build(folder, {f"▁{a}": f"▁{b}" for a, b in words.items()}, prefix=">>ara<<", adds_end=False)
    (folder / "source.spm").write_bytes(tokeniser(list(words)))
    (folder / "target.spm").write_bytes(tokeniser(list(words.values())))
    install(folder, user_paths().models, ("en", "ar"))
    # The dictionary has no word for the first token, so that it shows where it was.
    assert ask(engine(), EN, pair=("en", "ar")) == [">>ara<< " + translated(EN, ("en", "ar"))]


@pytest.mark.parametrize("most", [True, False])
def test_settings_beyond_all_reason_do_no_harm(
    person: Path, made: dict[str, Path], engine: Callable[..., Local], most: bool
) -> None:
    install(made["ar-en"], user_paths().models)
    local = engine(
        **(
            {"idle": float("inf"), "beam": 10**9, "threads": 10**9}
            if most
            else {"idle": -1.0, "beam": 0, "threads": -3}
        )
    )
    # Half a character is no fault of the model either.
    assert ask(local, "زار \ud800 الوزير") == ["visited ? minister"]


def test_without_the_packages_it_says_which_extra(
    person: Path, made: dict[str, Path], engine: Callable[..., Local], monkeypatch: pytest.MonkeyPatch
) -> None:
    install(made["ar-en"], user_paths().models)
    local = engine()
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    assert local.supports("ar", "en")
    error = failed(local, AR)
    assert error.kind == MTFailure.NOT_CONFIGURED
    assert "[local]" in error.hint


def spoil_weights(folder: Path) -> None:
    weights = folder / "model" / "model.bin"
    weights.write_bytes(weights.read_bytes()[:5000])


def spoil_tokeniser(folder: Path) -> None:
    (folder / "sentencepiece.model").write_bytes(b"no model at all")


def other_tokeniser(folder: Path) -> None:
    (folder / "sentencepiece.model").write_bytes(tokeniser([f"word{n}" for n in range(300)]))


@pytest.mark.parametrize(
    ("spoil", "says"),
    [(spoil_weights, "damaged"), (spoil_tokeniser, "damaged"), (other_tokeniser, "tokenisers of another model")],
)
def test_a_model_that_is_no_good_is_named_and_not_loaded_for_every_sentence(
    person: Path,
    made: dict[str, Path],
    engine: Callable[..., Local],
    spoil: Callable[[Path], None],
    says: str,
    capfd: pytest.CaptureFixture[str],
) -> None:
    model = install(made["ar-en"], user_paths().models)
    spoil(model.folder)
    local = engine()
    error = failed(local, AR)
    assert error.kind == MTFailure.NOT_CONFIGURED
    assert str(model.folder) in error.message
    assert says in error.message
    assert error.hint
    before = process(local)
    assert str(failed(local, AR)) == str(error)
    assert process(local) is before
    if spoil is spoil_weights:
        # Installed again it is another model.
        install(made["ar-en"], user_paths().models)
        assert ask(local, AR) == [translated(AR)]
    # What the libraries print would stand in the middle of the screen.
    assert capfd.readouterr() == ("", "")


def test_a_deadline_ends_the_translation(
    person: Path, made: dict[str, Path], engine: Callable[..., Local], monkeypatch: pytest.MonkeyPatch
) -> None:
    install(made["endless"], user_paths().models)
    local = engine(idle=0.5)
    assert failed(local, AR, seconds=0).kind == MTFailure.TIMEOUT
    # Loading is not broken off: a model on a slow disk would never be there.
    assert process(local).alive
    loaded = process(local)
    wait(lambda: loaded._answers.qsize() > 0 or not loaded.alive)
    assert failed(local, *[AR] * 8, seconds=0.5).kind == MTFailure.TIMEOUT
    assert not loaded.alive


@pytest.mark.long
def test_cancelled_calls_end_and_a_long_one_is_not_waited_for(
    person: Path, made: dict[str, Path], engine: Callable[..., Local], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local_process, "GRACE", 0.3)
    install(made["endless"], user_paths().models)
    local = engine()
    call = Call(time.monotonic() + LONG)
    raised: list[MTError] = []

    def translate() -> None:
        try:
            local.translate([Request(AR, "ar", "en")] * 8, call)
        except MTError as e:
            raised.append(e)

    thread = threading.Thread(target=translate, daemon=True)
    thread.start()
    wait(lambda: bool(local._held) and process(local)._asked == 1)
    call.cancelled.set()
    thread.join(LONG)
    assert [e.kind for e in raised] == [MTFailure.CANCELLED]
    busy = process(local)
    # Left to itself, it would be waited for by the next call for a moment only.
    assert busy.alive
    assert failed(local, *[AR] * 8, seconds=1).kind == MTFailure.TIMEOUT
    assert not busy.alive
    assert process(local) is not busy


@pytest.mark.parametrize("how", ["closed", "program ends"])
def test_an_end_cancels_what_runs_and_starts_nothing(
    person: Path, made: dict[str, Path], engine: Callable[..., Local], how: str
) -> None:
    install(made["endless"], user_paths().models)
    local = engine()
    raised: list[MTError] = []
    thread = threading.Thread(target=lambda: raised.append(failed(local, *[AR] * 8)), daemon=True)
    thread.start()
    wait(lambda: bool(local._held) and process(local)._asked == 1)
    held = process(local)
    local.close() if how == "closed" else held._finalizer()
    thread.join(LONG)
    assert [e.kind for e in raised] == [MTFailure.CANCELLED]
    assert not held.alive
    assert local.loaded == ()


def test_a_call_under_way_when_the_model_is_replaced_is_asked_of_the_new_one(
    person: Path, made: dict[str, Path], engine: Callable[..., Local]
) -> None:
    install(made["endless"], user_paths().models)
    local = engine()
    got: list[str] = []
    thread = threading.Thread(target=lambda: got.extend(ask(local, *[AR] * 8)), daemon=True)
    thread.start()
    wait(lambda: bool(local._held) and process(local)._asked == 1)
    install(made["ar-en"], user_paths().models)
    assert ask(local, "كتب الوزير") == ["wrote minister"]
    thread.join(LONG)
    assert got == [translated(AR)] * 8


def test_one_that_was_cancelled_before_is_not_begun_and_the_next_is_answered(local: Local) -> None:
    call = Call(time.monotonic() + LONG)
    call.cancelled.set()
    with pytest.raises(MTError) as e:
        local.translate([Request(AR, "ar", "en")], call)
    assert e.value.kind == MTFailure.CANCELLED
    assert ask(local, AR) == [translated(AR)]


def test_an_answer_that_came_too_late_is_not_given_to_the_next(local: Local) -> None:
    ask(local, AR)
    held = process(local)
    # As if a call had been left while this line was under way.
    held._asked += 1
    held._send({"id": held._asked, "lines": ["زار السفير بغداد"]})
    held._left = held._asked, time.monotonic()
    assert ask(local, "كتب الوزير") == ["wrote minister"]


def test_unused_it_leaves_memory_and_comes_back(person: Path, made: dict[str, Path]) -> None:
    install(made["ar-en"], user_paths().models)
    local = Local(EngineSettings(threads=1, idle=0.1))
    assert ask(local, AR) == [translated(AR)]
    pid = process(local).pid
    wait(lambda: local.loaded == ())
    assert not running(pid)
    assert ask(local, AR) == [translated(AR)]
    assert process(local).pid != pid
    local.close()


def test_a_process_that_ended_while_it_was_asked_is_started_again(
    person: Path, made: dict[str, Path], engine: Callable[..., Local], monkeypatch: pytest.MonkeyPatch
) -> None:
    install(made["ar-en"], user_paths().models)
    local = engine()
    ask(local, AR)
    first = process(local)
    real = local_process.LocalProcess._send

    def send(self: local_process.LocalProcess, message: dict[str, object]) -> None:
        if self is first:
            # It ends between being found alive and being asked, as one nobody asked for long does.
            self._popen.stdin.close()  # type: ignore[union-attr]
            self._popen.wait()
        real(self, message)

    monkeypatch.setattr(local_process.LocalProcess, "_send", send)
    assert ask(local, AR) == [translated(AR)]


def test_a_killed_process_is_told_and_the_next_call_starts_another(
    person: Path, made: dict[str, Path], engine: Callable[..., Local], monkeypatch: pytest.MonkeyPatch
) -> None:
    install(made["ar-en"], user_paths().models)
    local = engine()
    ask(local, AR)
    first = process(local)
    real = local_process.LocalProcess._send

    def send(self: local_process.LocalProcess, message: dict[str, object]) -> None:
        if self is first:
            self._popen.kill()
            self._popen.wait()
        real(self, message)

    monkeypatch.setattr(local_process.LocalProcess, "_send", send)
    error = failed(local, AR)
    assert error.kind == MTFailure.NOT_CONFIGURED
    assert "ended by the system" in error.message
    assert ask(local, AR) == [translated(AR)]


SCRIPT = """
import sys, threading, time
from workbench.config import EngineSettings
from workbench.errors import MTError
from workbench.mt.engine import Call, Request
from workbench.mt.local import Local
local = Local(EngineSettings(threads=1))
def translate():
    try:
        local.translate([Request("\\u0632\\u0627\\u0631", "ar", "en")] * 64, Call(time.monotonic() + 600))
        print("translated")
    except MTError as e:
        # The end of the program is no crash of the model.
        if e.kind != "cancelled":
            print(e.kind, file=sys.stderr)
threading.Thread(target=translate, daemon=True).start()
while not (local._held and local._held["ar", "en"][1]._asked):
    time.sleep(0.01)
time.sleep(0.1)
assert not {"ctranslate2", "sentencepiece", "numpy"} & set(sys.modules)
print(local._held["ar", "en"][1].pid, flush=True)
"""


@pytest.mark.long
@pytest.mark.parametrize("how", ["ends", "is killed"])
def test_a_program_ends_though_a_translation_runs_and_takes_it_along(
    person: Path, made: dict[str, Path], how: str
) -> None:
    install(made["endless"], user_paths().models)
    script = SCRIPT + ("" if how == "ends" else "time.sleep(600)")
    program = subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    with program:
        assert program.stdout is not None
        pid = int(program.stdout.readline())
        began = time.monotonic()
        if how == "is killed":
            program.kill()
        # The translation itself would take minutes.
        out, error = program.communicate(timeout=20)
    took = time.monotonic() - began
    assert (out, error) == ("", "")
    assert program.returncode == (0 if how == "ends" else -9)
    wait(lambda: not running(pid))
    print(f"ended after {took:.2f} s")
