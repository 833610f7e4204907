from __future__ import annotations

import os
import stat
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench.errors import FileError
from workbench.files import write_atomically


def test_the_old_file_stands_when_anything_fails(tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    path.write_bytes(b"old")

    def broken() -> Iterator[bytes]:
        yield b"new"
        raise ValueError("half-way")

    with pytest.raises(ValueError, match="half-way"):
        write_atomically(path, broken())
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(os.name == "nt", reason="modes and links of POSIX")
def test_a_link_and_the_mode_stay(tmp_path: Path) -> None:
    real, link = tmp_path / "real.txt", tmp_path / "link.txt"
    real.write_bytes(b"old")
    real.chmod(0o640)
    link.symlink_to(real)
    write_atomically(link, [b"new", b"er"])
    assert link.is_symlink()
    assert real.read_bytes() == b"newer"
    assert stat.S_IMODE(real.stat().st_mode) == 0o640


def test_a_folder_or_a_missing_one(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "missing" / "out.txt"):
        with pytest.raises(FileError, match="cannot be written"):
            write_atomically(path, [b"x"])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with names")
def test_a_pipe_or_device_is_written_into_and_never_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()), daemon=True)
    reader.start()
    write_atomically(pipe, [b"a", b"b"])
    reader.join(5)
    assert got == [b"ab"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)
