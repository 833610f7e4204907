"""What lies in a package of a translation model: an archive or a folder, looked at and refused before anything is written."""

from __future__ import annotations

import json
import re
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any

from workbench.errors import FileError

MOST_BYTES = 2 * 2**30
"""Of what is taken out of a package; the largest converted models of the pair have a quarter of it."""
MOST_MEMBERS = 5_000
MOST_METADATA = 2**20
_MODEL = re.compile(r"model\.bin|config\.json|vmap\.txt|(?:shared|source|target)_vocabulary\.(?:json|txt)")
_TOKENISERS = {
    "sentencepiece.model": "sentencepiece.model",
    "spm.model": "sentencepiece.model",
    "source.spm": "source.spm",
    "target.spm": "target.spm",
}
_LICENCE = re.compile(r"(?:LICEN[CS]E|COPYING|README)(?:\.(?:md|txt|rst))?", re.IGNORECASE)
_BROKEN = (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, ValueError)
WHERE = "docs/local-models.md says where models are found and how they are made."


@dataclass(frozen=True, slots=True)
class Member:
    """A file of a package: its size as told, and how it is opened."""

    size: int
    open: Callable[[], IO[bytes]]


@dataclass(frozen=True, slots=True)
class Package:
    """What is needed of a package: ``files`` by their names in an installed model, ``metadata`` of Argos if there is any."""

    name: str
    metadata: Mapping[str, Any]
    files: Mapping[str, Member]

    @property
    def size(self) -> int:
        """Bytes of all its files."""
        return sum(member.size for member in self.files.values())


@contextmanager
def opened(path: Path) -> Iterator[Package]:
    """Open a package. Raises :class:`FileError` for what is no model or must not be unpacked.

    Errors of a damaged archive that show only while it is read are turned into :class:`FileError` as well.
    """
    if path.is_dir():
        yield _package(path, path.resolve().name, _members_of_folder(path))
        return
    try:
        with zipfile.ZipFile(path) as archive:
            yield _package(path, path.stem, _members_of_archive(path, archive))
    except FileNotFoundError as e:
        raise FileError(path, "is not there.", "Name the file or the folder of a model.") from e
    except _BROKEN as e:
        hint = "Fetch it again; a model is an .argosmodel file or a folder."
        raise FileError(path, "is no package of a model, or a damaged or locked one.", hint) from e


def _members_of_archive(path: Path, archive: zipfile.ZipFile) -> dict[str, Member]:
    infos = archive.infolist()
    if len(infos) > MOST_MEMBERS:
        raise FileError(path, "has too many files; it is not unpacked.", WHERE)
    out: dict[str, Member] = {}
    for info in infos:
        name = info.filename
        parts = PurePosixPath(name).parts
        if "\\" in name or ":" in name or name.startswith("/") or ".." in parts:
            raise FileError(path, "would write outside its folder; it is not unpacked.", "Do not use this package.")
        if stat.S_ISLNK(info.external_attr >> 16):
            raise _link(path)
        if not info.is_dir():
            out["/".join(parts)] = Member(info.file_size, lambda info=info: archive.open(info))  # type: ignore[misc]
    return out


def _members_of_folder(path: Path) -> dict[str, Member]:
    out: dict[str, Member] = {}
    folders = [path, path / "model"]
    for folder in folders:
        if folder.is_symlink() and folder != path:
            raise _link(path)
        for file in sorted(folder.iterdir()) if folder.is_dir() else ():
            name = file.relative_to(path).as_posix()
            if file.is_symlink() and (name == "metadata.json" or _wanted(name) is not None):
                raise _link(path)
            if file.is_file():
                out[name] = Member(file.stat().st_size, lambda file=file: file.open("rb"))  # type: ignore[misc]
    return out


def _link(path: Path) -> FileError:
    return FileError(path, "has links in it; it is not taken.", "Copy the folder so that links become files (cp -rL).")


def _package(path: Path, name: str, members: Mapping[str, Member]) -> Package:
    """Return the package below the folder its metadata or its model lies in."""
    roots = {m.removesuffix("metadata.json") for m in members if PurePosixPath(m).name == "metadata.json"}
    # Beside an OPUS model of Hugging Face lies no metadata.json; in an archive the data of Stanza may bring more.
    root = min(roots, key=len, default=None)
    if root is None:
        models = [m for m in members if PurePosixPath(m).name == "model.bin"]
        if not models:
            raise _no_model(path)
        root = min(models, key=len).removesuffix("model.bin").removesuffix("model/")
    inside = {m.removeprefix(root): member for m, member in members.items() if m.startswith(root)}
    files: dict[str, Member] = {}
    for own, member in inside.items():
        wanted = _wanted(own)
        if wanted is not None:
            files.setdefault(wanted, member)
    _complete(path, inside, files)
    metadata = _metadata(path, inside["metadata.json"]) if "metadata.json" in inside else {}
    package = Package(PurePosixPath(root).name or name, metadata, files)
    if package.size > MOST_BYTES:
        raise FileError(path, f"would unpack to more than {MOST_BYTES // 2**30} GB; it is not unpacked.", WHERE)
    return package


def _wanted(name: str) -> str | None:
    """Return the name a file gets, None for one that is not needed (Stanza, spaCy, other frameworks' weights)."""
    if name in _TOKENISERS:
        return _TOKENISERS[name]
    if _LICENCE.fullmatch(name):
        return name
    bare = name.removeprefix("model/")
    return f"model/{bare}" if _MODEL.fullmatch(bare) else None


def _complete(path: Path, inside: Mapping[str, Member], files: Mapping[str, Member]) -> None:
    if "model/model.bin" not in files:
        raise _no_model(path)
    if "sentencepiece.model" not in files and not {"source.spm", "target.spm"} <= files.keys():
        if "bpe.model" in inside:
            raise FileError(
                path,
                "cuts words as Moses does (bpe.model), which is not read here.",
                "Take version 1.0 of the package.",
            )
        raise FileError(
            path, "has no SentencePiece model.", "Copy source.spm and target.spm of the original beside model.bin."
        )
    if not any("_vocabulary." in name for name in files):
        raise FileError(path, "has no vocabulary: it is not whole.", "Fetch or convert it again.")


def _no_model(path: Path) -> FileError:
    return FileError(path, "has no model.bin: it is no CTranslate2 model.", WHERE)


def _metadata(path: Path, member: Member) -> Mapping[str, Any]:
    with member.open() as f:
        data = f.read(MOST_METADATA)
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise FileError(path, "its metadata.json cannot be read.", "Fetch it again.")
    return found
