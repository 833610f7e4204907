"""Models are installed whole or not at all."""

from __future__ import annotations

import errno
import json
import os
import shutil
import stat
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from workbench.config import UserPaths
from workbench.errors import FileError
from workbench.mt import models, packages
from workbench.mt.models import META, describe, find, install, installed

from .tiny_model import argos_folder, build, dictionary, tiny_model, tokeniser


@pytest.fixture(scope="module")
def argos(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An unpacked package, to be copied."""
    return argos_folder(tmp_path_factory.mktemp("argos"))


@pytest.fixture
def package(tmp_path: Path, argos: Path) -> Path:
    return Path(shutil.copytree(argos, tmp_path / argos.name))


@pytest.fixture
def into(tmp_path: Path) -> Path:
    return tmp_path / "models"


@pytest.fixture(scope="module")
def opus_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("opus") / "opus-mt-en-ar"
    words = dictionary(("en", "ar"))
    build(folder, {f"▁{a}": f"▁{b}" for a, b in words.items()}, prefix=">>ara<<")
    (folder / "source.spm").write_bytes(tokeniser(list(words)))
    (folder / "target.spm").write_bytes(tokeniser(list(words.values())))
    (folder / "LICENSE").write_text("CC-BY 4.0, say the makers of this example\n", encoding="utf-8")
    return folder


def zipped(folder: Path, extra: dict[str, bytes] | None = None) -> Path:
    path = folder.with_suffix(".argosmodel")
    with zipfile.ZipFile(path, "w") as archive:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                archive.write(file, f"{folder.name}/{file.relative_to(folder).as_posix()}")
        for name, data in (extra or {}).items():
            archive.writestr(name, data)
    return path


def files(folder: Path) -> set[str]:
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}


NEEDED = {
    META,
    "README.md",
    "sentencepiece.model",
    "model/model.bin",
    "model/config.json",
    "model/source_vocabulary.json",
    "model/target_vocabulary.json",
}


def test_an_argos_package_is_unpacked_and_described(package: Path, into: Path) -> None:
    name = package.name
    path = zipped(package, {f"{name}/stanza/ar/tokenize/set.pt": b"x" * 99, f"{name}/stanza/metadata.json": b"{}"})
    model = install(path, into)
    assert (model.pair, model.version, model.title) == (("ar", "en"), "0.1", name)
    assert (model.origin, model.licence, model.trouble) == (path.name, "README.md", "")
    assert files(model.folder) == NEEDED
    assert [p.name for p in into.iterdir()] == [name]
    assert installed(into) == [model]
    assert find(into, "ar", "en") == model
    assert find(into, "en", "ar") is None


def test_an_unpacked_package_is_taken_too(package: Path, into: Path) -> None:
    model = install(package, into, ("ar", "en"))
    assert files(model.folder) == NEEDED
    assert describe(package).trouble == ""


def test_an_opus_folder_is_told_its_pair_and_its_first_token_found(opus_made: Path, into: Path) -> None:
    with pytest.raises(FileError, match="does not say which languages") as e:
        install(opus_made, into)
    assert "--from" in e.value.hint
    model = install(opus_made, into, ("en", "ar"))
    assert (model.pair, model.source_prefix, model.licence) == (("en", "ar"), ">>ara<<", "LICENSE")
    assert [t.name for t in model.tokenisers] == ["source.spm", "target.spm"]
    # Into English the token would be a word of the text.
    assert install(opus_made, into, ("ar", "en")).source_prefix == ""


def test_a_model_of_the_same_name_is_replaced(package: Path, into: Path) -> None:
    first = install(package, into)
    (first.folder / "left over").write_text("x", encoding="utf-8")
    # The time of the weights tells a model of the same size from the one before.
    os.utime(first.model / "model.bin", (1, 1))
    before = first.fingerprint
    second = install(package, into)
    assert second.folder == first.folder
    assert files(second.folder) == NEEDED
    assert second.fingerprint != before
    assert [p.name for p in into.iterdir()] == [package.name]


def symlink(archive: zipfile.ZipFile, name: str) -> None:
    info = zipfile.ZipInfo(name)
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    archive.writestr(info, "/etc/passwd")


def broken_member(package: Path) -> Path:
    path = zipped(package)
    data = bytearray(path.read_bytes())
    at = data.index((package / "model" / "model.bin").read_bytes()[:64])
    data[at + 40] ^= 0xFF
    path.write_bytes(data)
    return path


def with_link(package: Path) -> Path:
    path = zipped(package)
    with zipfile.ZipFile(path, "a") as archive:
        symlink(archive, f"{package.name}/model/shared_vocabulary.json")
    return path


def linked_folder(package: Path) -> Path:
    real = package / "model" / "model.bin"
    real.rename(package.parent / "weights")
    real.symlink_to(package.parent / "weights")
    return package


def linked_model_folder(package: Path) -> Path:
    (package / "model").rename(package.parent / "elsewhere")
    (package / "model").symlink_to(package.parent / "elsewhere", target_is_directory=True)
    return package


def metadata(package: Path, **values: object) -> Path:
    path = package / "metadata.json"
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | values), encoding="utf-8")
    return zipped(package)


def without(package: Path, *names: str) -> Path:
    for name in names:
        (package / name).unlink()
    return zipped(package)


def moses(package: Path) -> Path:
    (package / "sentencepiece.model").rename(package / "bpe.model")
    return zipped(package)


def written(package: Path, name: str, data: bytes) -> Path:
    (package / name).write_bytes(data)
    return zipped(package)


def a_file(package: Path, data: bytes) -> Path:
    path = package.with_suffix(".argosmodel")
    path.write_bytes(data)
    return path


def cut(package: Path) -> Path:
    path = zipped(package)
    path.write_bytes(path.read_bytes()[:-400])
    return path


def locked(package: Path) -> Path:
    path = zipped(package)
    data = path.read_bytes()
    at = 0
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        data = data[: at + 8] + b"\x01\x00" + data[at + 10 :]
        at += 4
    path.write_bytes(data)
    return path


VOCABULARIES = ("model/source_vocabulary.json", "model/target_vocabulary.json")
REFUSED: dict[str, tuple[Callable[[Path], Path], str]] = {
    "slip": (lambda p: zipped(p, {"../evil.txt": b"x"}), "outside its folder"),
    "deep slip": (lambda p: zipped(p, {f"{p.name}/model/../../../evil.txt": b"x"}), "outside its folder"),
    "absolute": (lambda p: zipped(p, {"/evil.txt": b"x"}), "outside its folder"),
    "windows": (lambda p: zipped(p, {"..\\evil.txt": b"x"}), "outside its folder|no package"),
    "drive": (lambda p: zipped(p, {"C:evil.txt": b"x"}), "outside its folder"),
    "link": (with_link, "links in it"),
    "linked file": (linked_folder, "links in it"),
    "linked folder": (linked_model_folder, "links in it"),
    "no weights": (lambda p: without(p, "model/model.bin"), "no model.bin"),
    "no tokeniser": (lambda p: without(p, "sentencepiece.model"), "no SentencePiece"),
    "no vocabulary": (lambda p: without(p, *VOCABULARIES), "no vocabulary"),
    "moses": (moses, "Moses"),
    "cut": (cut, "damaged"),
    "broken inside": (broken_member, "damaged"),
    "locked": (locked, "locked"),
    "no archive": (lambda p: a_file(p, b"This is a page that says: not found"), "no package"),
    "empty": (lambda p: a_file(p, b""), "no package"),
    "archive of nothing": (lambda p: a_file(p, b"PK\x05\x06" + b"\0" * 18), "no model.bin"),
    "not there": (lambda p: p / "nowhere.argosmodel", "is not there"),
    "another pair": (lambda p: metadata(p, from_code="fr"), "translates fr-en"),
    "one language": (lambda p: metadata(p, from_code="en"), "translates en-en"),
    "half a pair": (lambda p: metadata(p, to_code=7), "translates ar-,"),
    "escapes": (lambda p: metadata(p, from_code="\x1b[2Jfr"), r"translates \[2Jfr-en"),
    "metadata": (lambda p: written(p, "metadata.json", b"{"), "metadata.json cannot"),
    "metadata list": (lambda p: written(p, "metadata.json", b"[]"), "metadata.json cannot"),
    "metadata deep": (lambda p: written(p, "metadata.json", b"[" * 100_000), "metadata.json cannot"),
    "metadata large": (lambda p: metadata(p, note="x" * 2**21), "metadata.json cannot"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refused_packages_leave_nothing(package: Path, into: Path, case: str) -> None:
    make, says = REFUSED[case]
    path = make(package)
    before = {p for p in package.parent.rglob("*") if into not in (p, *p.parents)}
    with pytest.raises(FileError, match=says) as e:
        install(path, into)
    assert e.value.hint
    assert "\x1b" not in str(e.value)
    assert not into.exists() or not any(into.iterdir())
    assert {p for p in package.parent.rglob("*") if into not in (p, *p.parents)} == before


def test_what_would_grow_too_large_is_refused(package: Path, into: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "MOST_BYTES", 1000)
    with pytest.raises(FileError, match="more than"):
        install(zipped(package), into)
    monkeypatch.setattr(packages, "MOST_MEMBERS", 2)
    with pytest.raises(FileError, match="too many files"):
        install(zipped(package), into)
    assert not into.exists()


def test_another_pair_than_was_said_is_refused(package: Path, into: Path) -> None:
    with pytest.raises(FileError, match="translates ar-en, not en-ar"):
        install(package, into, ("en", "ar"))


def test_no_room_is_told_before_and_while(package: Path, into: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = install(package, into)
    before = files(into)

    def full(*_args: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as m:
        m.setattr(shutil, "disk_usage", lambda _path: SimpleNamespace(free=2**20))
        with pytest.raises(FileError, match="no room") as e:
            install(package, into)
        assert "MB" in e.value.hint
    with monkeypatch.context() as m:
        m.setattr(shutil, "copyfileobj", full)
        with pytest.raises(FileError, match="No space left") as e:
            install(package, into)
        assert "Make room" in e.value.hint
    assert files(into) == before
    assert installed(into) == [kept]


def test_the_old_model_comes_back_when_the_new_one_cannot_take_its_place(
    package: Path, into: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = install(package, into)
    real = Path.rename

    def rename(self: Path, to: Path) -> Path:
        if self.name.startswith(".new-"):
            raise PermissionError(errno.EACCES, "Permission denied")
        return real(self, to)

    with monkeypatch.context() as m:
        m.setattr(Path, "rename", rename)
        with pytest.raises(FileError, match="Permission denied"):
            install(package, into)
    assert installed(into) == [kept]
    assert [p.name for p in into.iterdir()] == [kept.folder.name]


def test_what_a_killed_installation_left_goes_and_a_model_put_aside_comes_back(
    package: Path, into: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (into / ".new-abc").mkdir(parents=True)
    aside = into / f".old-other-model-{time.time_ns()}"
    aside.mkdir()
    install(package, into)
    # Young ones may be another program's.
    assert (into / ".new-abc").exists()
    assert aside.exists()
    monkeypatch.setattr(models, "_OLD", -1.0)
    install(package, into)
    assert sorted(p.name for p in into.iterdir()) == ["other-model", package.name]


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda f: (f / META).write_text("{", encoding="utf-8"), META),
        (lambda f: (f / META).unlink(), META),
        (lambda f: (f / META).write_text("[]", encoding="utf-8"), META),
        (lambda f: (f / META).write_text('{"source": "ar", "target": 3}', encoding="utf-8"), "not between"),
        (lambda f: (f / "model" / "model.bin").unlink(), "model.bin"),
        (lambda f: (f / "model" / "model.bin").write_bytes(b""), "model.bin"),
        (lambda f: (f / "sentencepiece.model").unlink(), "source.spm"),
    ],
)
def test_broken_models_are_listed_as_broken(package: Path, into: Path, spoil: Callable[[Path], Any], says: str) -> None:
    model = install(package, into)
    (into / "a file").write_text("x", encoding="utf-8")
    spoil(model.folder)
    (found,) = installed(into)
    assert says in found.trouble
    assert found.title == package.name or found.title == model.title


def test_no_folder_is_no_model(tmp_path: Path) -> None:
    assert installed(tmp_path / "nowhere") == []
    assert UserPaths(tmp_path).models == tmp_path / "models"


def test_of_several_the_one_installed_last_is_taken_and_a_broken_one_only_alone(tmp_path: Path, into: Path) -> None:
    newer = install(tiny_model(tmp_path, version="1.1"), into)
    older = install(tiny_model(tmp_path, version="1.0"), into)
    assert find(into, "ar", "en") == older
    (older.folder / "model" / "model.bin").unlink()
    assert find(into, "ar", "en") == newer
    (newer.folder / "model" / "model.bin").unlink()
    broken = find(into, "ar", "en")
    assert broken is not None
    assert "model.bin" in broken.trouble


def test_foreign_words_are_made_harmless(package: Path, into: Path) -> None:
    path = metadata(package, package_version="1.0\x1b]0;x\x07" + "9" * 500)
    model = install(path, into)
    assert model.version.isprintable()
    assert len(model.version) == 80
