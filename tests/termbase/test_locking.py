"""One writer at a time, and nothing left behind."""

from __future__ import annotations

import errno
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from filelock import Timeout

from workbench.termbase import locking
from workbench.termbase.locking import locked


def names(folder: Path) -> list[str]:
    return [p.name for p in folder.iterdir()]


def test_it_is_there_while_it_is_held_and_no_longer(tmp_path: Path) -> None:
    with locked(tmp_path / "g.csv"):
        assert names(tmp_path) == [".g.csv.lock"]
    assert names(tmp_path) == []


def test_a_second_one_waits_and_gives_up(tmp_path: Path) -> None:
    with locked(tmp_path / "g.csv"), pytest.raises(Timeout), locked(tmp_path / "g.csv", timeout=0.1):
        pass
    with locked(tmp_path / "g.csv"), locked(tmp_path / "h.csv", timeout=0.1):
        pass


def test_what_a_crash_left_hinders_nobody(tmp_path: Path) -> None:
    code = "import os, sys; from pathlib import Path; from workbench.termbase.locking import locked\n"
    code += "with locked(Path(sys.argv[1])): os._exit(0)\n"
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "g.csv")], check=True)
    assert names(tmp_path) == [".g.csv.lock"]
    with locked(tmp_path / "g.csv", timeout=1):
        pass
    assert names(tmp_path) == []


def test_a_file_of_another_user_is_waited_for(tmp_path: Path) -> None:
    (tmp_path / ".g.csv.lock").touch()
    (tmp_path / ".g.csv.lock").chmod(0o444)
    with locked(tmp_path / "g.csv", timeout=1):
        pass


@pytest.mark.parametrize("known", [True, False], ids=["with locks", "a file system without"])
def test_never_two_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, known: bool) -> None:
    if not known:

        def none(_fd: int, *, blocking: bool) -> bool:
            raise OSError(errno.ENOSYS, "no locks here")

        monkeypatch.setattr(locking, "lock_descriptor", none)
    count, inside, most = 0, 0, 0

    def work() -> None:
        nonlocal count, inside, most
        for _ in range(10):
            with locked(tmp_path / "g.csv"):
                inside += 1
                most = max(most, inside)
                seen = count
                threading.Event().wait(0.001)
                count = seen + 1
                inside -= 1

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (count, most) == (40, 1)
    assert names(tmp_path) == []


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), locked(tmp_path / "none" / "g.csv"):
        pass
