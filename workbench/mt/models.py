"""Translation models installed on this computer, one folder each: a CTranslate2 model, its tokenisers, and what it is.

::

    models/translate-ar_en-1_0/
        workbench-model.json    pair, title, version, where it came from, prefixes, licence file
        model/                  model.bin, config.json, vocabularies
        sentencepiece.model     or source.spm and target.spm
        README.md               what the package says of its licence
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import re
import shutil
import tempfile
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from workbench.errors import FileError
from workbench.files import write_atomically
from workbench.mt.packages import WHERE, Member, Package, opened

META = "workbench-model.json"
PAIRS = (("ar", "en"), ("en", "ar"))
FIRST_INTO_ARABIC = ">>ara<<"
"""First token of what an OPUS model of several target languages is to put into standard Arabic."""
_SPARE = 32 * 2**20
"""Bytes to leave on the disk."""
_OLD = 3600.0
"""Seconds after which a folder a broken-off installation left is taken away."""
_BLOCK = 2**20
_UNFIT = re.compile(r"[^\w.-]+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Installed:
    """A model as it lies on the disk. ``trouble`` says why it cannot be used; then the rest may be empty.

    ``origin`` is the name of the file or folder it came from, ``licence`` the file in it that speaks of its licence,
    ``installed`` the time in ISO form. A prefix is a token put before the source or the answer of every text.
    """

    folder: Path
    source: str = ""
    target: str = ""
    title: str = ""
    version: str = ""
    origin: str = ""
    licence: str = ""
    source_prefix: str = ""
    target_prefix: str = ""
    installed: str = ""
    trouble: str = ""

    @property
    def pair(self) -> tuple[str, str]:
        """Source and target language."""
        return self.source, self.target

    @property
    def model(self) -> Path:
        """The folder CTranslate2 loads."""
        inner = self.folder / "model"
        return inner if inner.is_dir() else self.folder

    @property
    def tokenisers(self) -> tuple[Path, Path]:
        """The SentencePiece models of source and target; one file may serve both."""
        for name in ("sentencepiece.model", "spm.model"):
            if (self.folder / name).is_file():
                return self.folder / name, self.folder / name
        return self.folder / "source.spm", self.folder / "target.spm"

    @property
    def size(self) -> int:
        """Bytes of its weights, 0 when they are not there."""
        with contextlib.suppress(OSError):
            return (self.model / "model.bin").stat().st_size
        return 0

    @property
    def fingerprint(self) -> str:
        """Changes when the model does: its version, and a digest of the size and the time of its weights."""
        digest = hashlib.blake2b(digest_size=4)
        with contextlib.suppress(OSError):
            weights = (self.model / "model.bin").stat()
            digest.update(f"{self.folder}\0{weights.st_size}\0{weights.st_mtime_ns}".encode())
        return f"{self.title} {self.version} {digest.hexdigest()}"


def describe(folder: Path) -> Installed:
    """Return what a folder holds: an installed model or an unpacked Argos package. Loads nothing; never raises."""
    data = _read(folder / META)
    if data is None:
        argos = _read(folder / "metadata.json")
        if argos is None:
            return Installed(folder, title=folder.name, trouble=f"it has no readable {META}")
        data = _facts_of_argos(argos, folder.name)
    known = {f.name for f in fields(Installed)} - {"folder", "trouble"}
    values = {k: _clean(v) for k, v in data.items() if k in known and isinstance(v, str)}
    model = Installed(folder, **values)
    return replace(model, trouble=_trouble(model), title=model.title or folder.name)


def _trouble(model: Installed) -> str:
    if model.pair not in PAIRS:
        return "it is not between Arabic and English"
    if not model.size:
        return "its model.bin is missing or empty"
    missing = next((t.name for t in model.tokenisers if not t.is_file()), "")
    return f"its {missing} is missing" if missing else ""


def installed(folder: Path) -> list[Installed]:
    """Return the models in a folder, broken ones too, by name. No folder is no model."""
    try:
        inside = sorted(p for p in folder.iterdir() if p.is_dir() and not p.name.startswith("."))
    except OSError:
        return []
    return [describe(p) for p in inside]


def usable(folder: Path) -> dict[tuple[str, str], Installed]:
    """Return the model of each pair: of several the one installed last, a broken one only when there is no other."""
    found = sorted(installed(folder), key=lambda m: (not m.trouble, m.installed, m.folder.name))
    return {m.pair: m for m in found if m.pair in PAIRS}


def find(folder: Path, source: str, target: str) -> Installed | None:
    """Return the model of a pair, as :func:`usable` chooses it."""
    return usable(folder).get((source, target))


def install(path: Path, into: Path, pair: tuple[str, str] | None = None) -> Installed:
    """Copy a model into its own folder below ``into`` and return it; one of the same name is replaced.

    ``path`` is an Argos package (``.argosmodel`` or unpacked) or a CTranslate2 folder with its SentencePiece models;
    the latter does not tell its pair. Nothing is seen before all is there: it is unpacked beside and renamed. Raises
    :class:`FileError` when it is no model, not of this pair, not safe to unpack, or when the disk is full.
    """
    try:
        with opened(path) as package:
            facts = _facts(path, package, pair)
            into.mkdir(parents=True, exist_ok=True)
            _sweep(into)
            if shutil.disk_usage(into).free < package.size + _SPARE:
                need = (package.size + _SPARE) // 10**6
                raise FileError(into, "there is no room for the model.", f"It needs {need} MB: make room, then again.")
            new = Path(tempfile.mkdtemp(dir=into, prefix=".new-"))
            try:
                _unpack(package, new, facts)
                final = into / (_UNFIT.sub("_", package.name).strip("._-") or "model")
                _swap(new, final)
            finally:
                shutil.rmtree(new, ignore_errors=True)
    except OSError as e:
        full = e.errno in (errno.ENOSPC, errno.EDQUOT)
        hint = "Make room on the disk, then again." if full else f"Look at the rights of it and of {into}."
        reason = e.strerror or type(e).__name__
        raise FileError(path, f"cannot be installed ({reason}).", f"Nothing was changed. {hint}") from e
    return describe(final)


def _facts(path: Path, package: Package, pair: tuple[str, str] | None) -> dict[str, str]:
    facts = _facts_of_argos(package.metadata, package.name) if package.metadata else {"title": package.name}
    told = (facts.get("source", ""), facts.get("target", ""))
    if told == ("", ""):
        if pair is None:
            hint = "Say it: --from ar --to en, or --from en --to ar."
            raise FileError(path, "does not say which languages it translates.", hint)
        told = pair
    if told not in PAIRS:
        raise FileError(path, f"translates {_clean('-'.join(told))}, not between Arabic and English.", WHERE)
    if pair is not None and told != pair:
        raise FileError(path, f"translates {'-'.join(told)}, not {'-'.join(pair)}.", "Leave the languages out.")
    licence = min((n for n in package.files if "/" not in n and n.upper().startswith(("LIC", "COPY"))), default="")
    readme = min((n for n in package.files if n.upper().startswith("README")), default="")
    return facts | {
        "source": told[0],
        "target": told[1],
        "origin": path.resolve().name,
        "licence": licence or readme,
        "installed": datetime.now(UTC).isoformat(),
    }


def _facts_of_argos(metadata: Mapping[str, Any], name: str) -> dict[str, str]:
    """Return what Argos's metadata says, in our words."""
    facts = {"title": name}
    names = {"source": "from_code", "target": "to_code", "version": "package_version", "target_prefix": "target_prefix"}
    for ours, theirs in names.items():
        value = metadata.get(theirs, "")
        facts[ours] = _clean(value) if isinstance(value, str) else ""
    return facts


def _unpack(package: Package, new: Path, facts: dict[str, str]) -> None:
    for name, member in package.files.items():
        to = new / name
        to.parent.mkdir(exist_ok=True)
        _copy(member, to)
    vocabularies = [*new.glob("model/source_vocabulary.*"), *new.glob("model/shared_vocabulary.*")]
    several = facts["target"] == "ar" and any(FIRST_INTO_ARABIC.encode() in v.read_bytes() for v in vocabularies)
    facts = facts | {"source_prefix": FIRST_INTO_ARABIC if several else ""}
    known = {k: v for k, v in asdict(Installed(new, **facts)).items() if k not in ("folder", "trouble")}
    text = json.dumps(known, ensure_ascii=False, indent=1)
    write_atomically(new / META, [text.encode()])


def _copy(member: Member, to: Path) -> None:
    with member.open() as source, to.open("wb") as f:
        shutil.copyfileobj(source, f, _BLOCK)
        f.flush()
        os.fsync(f.fileno())


def _swap(new: Path, final: Path) -> None:
    """Put the new folder in the old one's place; the old one comes back when that fails."""
    old = final.with_name(f".old-{final.name}-{time.time_ns()}")
    if final.exists():
        final.rename(old)
    try:
        new.chmod(0o755)
        new.rename(final)
    except OSError:
        if old.exists():
            old.rename(final)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _sweep(into: Path) -> None:
    """Take away what installations left that were killed; a model one of them had put aside comes back."""
    for left in into.glob(".old-*"):
        name, _, at = left.name.removeprefix(".old-").rpartition("-")
        if at.isdecimal() and time.time() - int(at) / 1e9 > _OLD and not (into / name).exists():
            left.rename(into / name)
    for left in (*into.glob(".new-*"), *into.glob(".old-*")):
        with contextlib.suppress(OSError):
            if time.time() - left.stat().st_ctime > _OLD:
                shutil.rmtree(left, ignore_errors=True)


def _read(path: Path) -> dict[str, Any] | None:
    try:
        data = json.loads(path.read_bytes()[: 2**20])
    except (OSError, ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) else None


def _clean(value: str) -> str:
    """Return a foreign word as it may be shown: printable, short."""
    return "".join(c for c in value if c.isprintable())[:80]
