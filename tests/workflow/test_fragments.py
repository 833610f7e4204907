"""Fragments of a segment: learned in a process of their own, found again, and named with where they come from."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from tests.tm.phrase_corpus import KNOWN, PAIRS
from workbench.model import Project, Unit
from workbench.store import memories as memories_table
from workbench.store import phrase_file, units
from workbench.workflow import fragments as fragments_module
from workbench.workflow import fragments_child
from workbench.workflow.editing import confirm, get_segment, set_draft, unconfirm
from workbench.workflow.fragments import Fragments, phrase_path, training_lock
from workbench.workflow.importing import import_text
from workbench.workflow.projects import new_project
from workbench.workflow.workspace import Workspace, open_workspace

TEXT = "وصل رئيس الوزراء ووفد الأمم المتحدة إلى المدينة."
PATIENCE = 60.0
"""Seconds after which something that must happen has not; nothing waits so long when all is well."""


def fill(ws: Workspace, project: Project, pairs: list[tuple[str, str]] | None = None, direction: str = "ar en") -> int:
    """Put the corpus into the memory of a project and return the number of the memory."""
    source, target = direction.split()
    with ws.store.write() as conn:
        memory = memories_table.ensure_memory(conn, project.memories[0], source, target)
        new = [Unit(source, target, *(p if source == "ar" else p[::-1])) for p in (PAIRS if pairs is None else pairs)]
        units.insert_units(conn, memory, new)
    return memory


def until(happened: object, what: str) -> None:
    """Wait for a condition."""
    assert callable(happened)
    end = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < end, what
        time.sleep(0.01)


@pytest.fixture(autouse=True)
def _few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fragments_module, "LEAST", 20)


@pytest.fixture
def learned(ws: Workspace, project: Project) -> Iterator[Fragments]:
    """A project whose phrases are learned."""
    fill(ws, project)
    assert fragments_child.train(ws.paths, project.slug)
    with Fragments(ws, project) as found:
        yield found


# ---------------------------------------------------------------------- looking up


def test_fragments_stand_where_they_say_and_name_a_pair_that_has_them(learned: Fragments) -> None:
    found = learned.find(TEXT)
    told = {f.source: f.target for f in found}
    assert told["رئيس الوزراء"] == "prime minister"
    assert told["الأمم المتحدة"] == "United Nations"
    for f in found:
        assert TEXT[f.start : f.end] == f.source
        assert f.target in f.unit.target
        assert f.unit.memory == "news"
        assert f.seen >= 2
        assert 0.6 <= f.share <= 1
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert found == learned.find(TEXT)


def test_no_more_than_nine(learned: Fragments, monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(learned.find(" , ".join(list(KNOWN) * 3))) == 9
    monkeypatch.setattr(fragments_module, "SHOWN", 1)
    found = learned.find("تراجع في السنوات الأخيرة رئيس الوزراء")
    assert [f.source for f in found] == ["في السنوات الأخيرة"]


def test_into_arabic_from_pairs_of_the_other_direction(ws: Workspace) -> None:
    project = new_project(ws, "back", "en", "ar")
    fill(ws, project)
    assert fragments_child.train(ws.paths, project.slug)
    found = Fragments(ws, project).find("The Prime Minister criticised the Ministry of Health.")
    assert {f.source: f.target for f in found} == {
        "Prime Minister": "رئيس الوزراء",
        "Ministry of Health": "وزارة الصحة",
    }
    assert all(f.target in f.unit.target for f in found)


def test_a_pair_taken_out_of_the_memory_is_named_no_more(ws: Workspace, learned: Fragments) -> None:
    before = {f.source: f.unit for f in learned.find(TEXT)}["رئيس الوزراء"]
    with ws.store.write() as conn:
        units.delete_unit(conn, before.id)
    after = {f.source: f.unit for f in learned.find(TEXT)}["رئيس الوزراء"]
    assert after.id < before.id
    with ws.store.write() as conn:
        conn.execute("DELETE FROM unit WHERE target LIKE '%prime minister%'")
    assert "رئيس الوزراء" not in {f.source for f in learned.find(TEXT)}


def test_a_pair_that_was_corrected_is_named_no_more(ws: Workspace, learned: Fragments) -> None:
    before = {f.source: f.unit for f in learned.find(TEXT)}["رئيس الوزراء"]
    with ws.store.write() as conn:
        conn.execute("UPDATE unit SET target = replace(target, 'prime minister', 'premier') WHERE id = ?", (before.id,))
    assert {f.source: f.unit for f in learned.find(TEXT)}["رئيس الوزراء"].id != before.id


def test_the_segment_a_pair_belongs_to_is_named_but_never_the_open_one(ws: Workspace, project: Project) -> None:
    fill(ws, project)
    document = import_text(ws, project, "a.txt", "بيان\n\nرفض رئيس الوزراء أيضا مشروع القانون.\n").document
    drafted = set_draft(ws, get_segment(ws, document, 2), "The prime minister also rejected the bill.")
    confirmed = confirm(ws, project, drafted)
    segment = confirmed.id
    assert fragments_child.train(ws.paths, project.slug)
    fragments = Fragments(ws, project)
    named = {f.source: f for f in fragments.find(TEXT)}["رئيس الوزراء"]
    assert (named.unit.segment, named.number, named.unit.document) == (segment, 2, document.slug)
    other = {f.source: f for f in fragments.find(TEXT, segment=segment)}["رئيس الوزراء"]
    assert (other.unit.segment, other.number) == (None, 0)
    unconfirm(ws, confirmed)
    assert {f.source: f for f in fragments.find(TEXT)}["رئيس الوزراء"].unit.segment is None


@pytest.mark.parametrize("content", [None, b"", b"no database", b"SQLite format 3\0" + b"\xff" * 5000])
def test_without_a_whole_file_there_are_none_and_it_is_made_anew(
    ws: Workspace, project: Project, learned: Fragments, content: bytes | None
) -> None:
    assert not learned.due()
    path = phrase_path(ws.paths, project)
    path.unlink() if content is None else path.write_bytes(content)
    assert learned.find(TEXT) == []
    assert learned.due()
    assert fragments_child.train(ws.paths, project.slug)
    assert learned.find(TEXT)


def test_other_memories_make_it_due_and_only_what_stands_in_them_is_told(
    ws: Workspace, project: Project, learned: Fragments
) -> None:
    fill(ws, new_project(ws, "other", "ar", "en"), PAIRS[:3])
    more = Fragments(ws, replace(project, memories=("news", "other")))
    assert more.find(TEXT) == learned.find(TEXT) != []
    assert more.due()
    assert Fragments(ws, replace(project, memories=("other",))).find(TEXT) == []


def test_phrases_of_another_project_are_not_told(ws: Workspace, project: Project, learned: Fragments) -> None:
    assert learned.find(TEXT)
    assert Fragments(ws, replace(project, id=99)).find(TEXT) == []
    assert Fragments(ws, replace(project, id=99)).due()


# ---------------------------------------------------------------------- when it is due


def test_it_is_due_with_enough_pairs_and_again_after_so_many_new_ones(ws: Workspace, project: Project) -> None:
    fragments = Fragments(ws, project)
    assert not fragments.due()
    fill(ws, project, PAIRS[:19])
    assert not fragments.due()
    fill(ws, project)
    assert fragments.due()
    assert fragments_child.train(ws.paths, project.slug)
    assert not fragments.due()
    fill(ws, project, [(f"خبر {n}", f"news {n}") for n in range(fragments_module.AFTER - 1)])
    assert not fragments.due()
    fill(ws, project, [("خبر آخر", "more news")])
    assert fragments.due()


def test_taking_the_newest_pair_out_makes_it_not_due_but_a_restored_database_does(
    ws: Workspace, project: Project, learned: Fragments
) -> None:
    with ws.store.write() as conn:
        conn.execute("DELETE FROM unit WHERE id = (SELECT max(id) FROM unit)")
    assert not learned.due()
    with ws.store.write() as conn:
        conn.execute("UPDATE last_unit SET id = (SELECT max(id) FROM unit)")
    assert learned.due()


def test_never_in_a_workspace_open_for_reading(ws: Workspace, project: Project) -> None:
    fill(ws, project)
    ws.store.close()
    with open_workspace(ws.paths.root, read_only=True) as closed:
        fragments = Fragments(closed, project)
        assert not fragments.due()
        assert not fragments.learn()
        assert fragments.find(TEXT) == []


# ---------------------------------------------------------------------- the process


def test_it_is_learned_in_the_background_and_nothing_is_said(
    ws: Workspace, project: Project, capfd: pytest.CaptureFixture[str]
) -> None:
    fill(ws, project)
    database = ws.store.read().execute("PRAGMA data_version").fetchone()
    with Fragments(ws, project) as fragments:
        assert fragments.learn()
        assert not fragments.learn()
        assert fragments._process is not None
        assert fragments._process.wait(PATIENCE) == 0
        assert fragments.wait(0)
        assert "رئيس الوزراء" in {f.source for f in fragments.find(TEXT)}
        assert not fragments.learn()
    assert ws.store.read().execute("PRAGMA data_version").fetchone() == database
    assert capfd.readouterr() == ("", "")
    names = {p.name for p in ws.paths.private.iterdir()}
    assert not [n for n in names if n.endswith(".tmp")]


def test_a_training_that_fails_is_not_begun_again_at_once(ws: Workspace, project: Project) -> None:
    fill(ws, project)
    with Fragments(ws, project) as fragments:
        path = phrase_path(ws.paths, project)
        path.mkdir()
        assert fragments.learn()
        assert fragments.wait(PATIENCE)
        assert not fragments.due()
        assert fragments.find(TEXT) == []
        fill(ws, project, [(f"خبر {n}", f"news {n}") for n in range(fragments_module.AFTER)])
        assert fragments.due()


def test_where_no_process_can_be_started_nothing_is_learned(
    ws: Workspace, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(ws, project)
    monkeypatch.setattr(sys, "executable", str(ws.paths.root / "none"))
    with Fragments(ws, project) as fragments:
        assert not fragments.learn()
        assert not fragments.learning
        assert not fragments.due()


def test_never_two_at_once(ws: Workspace, project: Project) -> None:
    fill(ws, project)
    with training_lock(ws.paths):
        with Fragments(ws, project) as fragments:
            assert fragments.due()
            assert not fragments.learn()
        # And where the other one began in between:
        process = fragments_module._start(ws.paths.root, project.slug)
        assert process.wait(PATIENCE) == fragments_module.BUSY
        assert process.stdin is not None
        process.stdin.close()
    assert not phrase_path(ws.paths, project).exists()


SLOW = """
import time
from workbench.workflow import fragments_child
def learn(*_):
    (fragments_child.WORKBENCH_ROOT / "began").touch()
    time.sleep(600)
fragments_child.learn = learn
from pathlib import Path
fragments_child.WORKBENCH_ROOT = Path({root!r})
raise SystemExit(fragments_child.main({root!r}, {slug!r}))
"""


def slow(ws: Workspace, project: Project) -> list[str]:
    return [sys.executable, "-c", SLOW.format(root=str(ws.paths.root), slug=project.slug)]


def test_closing_ends_a_training(ws: Workspace, project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(ws, project)
    real = subprocess.Popen

    def start(words: list[str], **more: object) -> subprocess.Popen[bytes]:
        return real(slow(ws, project), **more)  # type: ignore[call-overload, no-any-return]

    monkeypatch.setattr(fragments_module.subprocess, "Popen", start)
    fragments = Fragments(ws, project)
    assert fragments.learn()
    assert fragments._process is not None
    process = fragments._process
    until((ws.paths.root / "began").exists, "the training did not begin")
    assert fragments.learning
    fragments.close()
    assert process.returncode is not None
    assert not fragments.learning
    with training_lock(ws.paths):
        pass


@pytest.mark.skipif(os.name != "posix", reason="kills by POSIX signal")
def test_a_training_ends_when_its_program_is_killed(ws: Workspace, project: Project) -> None:
    fill(ws, project)
    parent = (
        "import subprocess, sys, time\n"
        f"child = subprocess.Popen({slow(ws, project)!r}, stdin=subprocess.PIPE, start_new_session=True)\n"
        "print(child.pid, flush=True)\ntime.sleep(600)"
    )
    with subprocess.Popen([sys.executable, "-c", parent], stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        child = int(program.stdout.readline())
        until((ws.paths.root / "began").exists, "the training did not begin")
        program.send_signal(signal.SIGKILL)
        program.wait()

    def free() -> bool:
        try:
            with training_lock(ws.paths):
                return not _alive(child)
        except TimeoutError:
            return False

    until(free, "the training lives on")


def _alive(process: int) -> bool:
    """Whether a process runs; one that has ended and waits to be looked after does not."""
    state = Path(f"/proc/{process}/stat")
    try:
        os.kill(process, 0)
        return not state.exists() or state.read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def test_what_was_half_made_and_the_phrases_of_gone_projects_go(ws: Workspace, project: Project) -> None:
    fill(ws, project)
    half = ws.paths.private / ".fragments-ar-en-news.xyz.tmp"
    half.write_bytes(b"half")
    gone = ws.paths.private / "fragments-ar-en-gone.db"
    phrase_file.write_phrases(gone, phrase_file.Stamp(99, "ar", "en", (), 0, 0), [], {})
    assert fragments_child.train(ws.paths, project.slug)
    assert not half.exists()
    assert not gone.exists()
    assert not fragments_child.train(ws.paths, "none")
