"""Which decisions of the glossaries are to be checked, and what they were before: by id, by file, by what has changed."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from workbench.errors import FileError, NotFoundError, UsageError, WorkbenchError
from workbench.model import Concept, Term, TermStatus
from workbench.termbase.check import accepted_forms, refused_forms
from workbench.termbase.editing import is_conflict_copy
from workbench.termbase.glossary_file import GlossaryFile, glossary_of
from workbench.termbase.index import Concepts
from workbench.termbase.rows import free_id
from workbench.termbase.termbase import Termbase
from workbench.workflow.glossaries import term_rows

GIT_SECONDS = 20
"""How long git may take."""


@dataclass(frozen=True, slots=True)
class Change:
    """A concept of a glossary before and now, None when it was not or is not there.

    ``glossary`` is where it is, or was; '' for that of a file there is no more: it held in all projects that knew the file.
    """

    glossary: str
    old: Concept | None
    new: Concept | None


@dataclass(frozen=True, slots=True)
class Decisions:
    """What is to be checked: concepts by glossary and the id they have there, all when None; and what changed, where asked.

    The glossary is '' for a concept of a file there is no more.
    """

    terms: frozenset[tuple[str, str]] | None = None
    changes: tuple[Change, ...] = ()

    def asked(self, ids: Mapping[tuple[str, str], str], target: str) -> tuple[frozenset[str] | None, list[Concept]]:
        """Return the ids to check among some glossaries, None for all, and concepts to be looked at before theirs.

        ``ids`` says by glossary and own id by which id each concept goes there: no two have one. The concepts are the
        changed ones, with forms given up refused, only in the language of the target: a source text with a form that the
        glossary does not have any more says nothing. A concept that was removed and that no other stands for has its
        forms refused, and none in their place.
        """
        if self.terms is None:
            return None, []
        glossaries = {glossary for glossary, _own in ids}
        asked = {ids[one] for one in self.terms if one in ids}
        out: dict[str, Concept] = {}
        for change in self.changes:
            if (change.glossary and change.glossary not in glossaries) or change.old is None:
                continue
            old = accepted_forms(change.old, target)
            if change.new is None:
                gone = free_id(change.old.id, {*ids.values(), *out})
                new = replace(_plain(change.old), id=gone, status=TermStatus.SUPERSEDED, first=(), later=())
                kept = [t for t in new.terms if t.language != target]
                out[gone] = replace(new, terms=(*kept, *_refused(old, target)))
                asked.add(gone)
                continue
            at = ids[change.glossary, change.new.id]
            new = out.get(at) or replace(_plain(change.new), id=at)
            known = {*accepted_forms(new, target), *refused_forms(new, target)}
            given_up = [form for form in old if form not in known]
            if given_up:
                out[at] = replace(new, terms=(*new.terms, *_refused(given_up, target)))
        return frozenset(asked), list(out.values())


def decisions(
    files: Sequence[GlossaryFile], *, ids: Sequence[str] = (), since: str = "", only: Sequence[str] = ()
) -> Decisions:
    """Return what is to be checked of these glossaries: some ids, what changed since a version, some files, else all.

    ``since`` is a git revision, a glossary file, or a folder with older versions of the glossaries. Raises
    :class:`NotFoundError` for an id or a version that is not there, :class:`UsageError` when both are given.
    """
    if ids and since:
        raise UsageError("--since and --term exclude each other.", "Name terms, or what changed since a version.")
    named = [f for f in files if not only or f.path.name in only]
    if ids:
        rows = [row for one in ids for row in term_rows(named, one)]
        return Decisions(frozenset((path.name, concept.id) for path, concept, _cells in rows))
    if since:
        changes = [c for f in named for c in _changes(f, since, len(named))]
        changes = _moved(changes, _elsewhere(files, named, since), whole=not only)
        changes = _followed(changes, Termbase(Concepts(*(f.concepts for f in named))))
        sides = [(c.glossary, c.new or c.old) for c in changes]
        return Decisions(frozenset((glossary, one.id) for glossary, one in sides if one is not None), tuple(changes))
    if only:
        return Decisions(frozenset((f.path.name, i) for f in named for i in f.concepts.ids))
    return Decisions()


def _followed(changes: list[Change], now: Termbase) -> list[Change]:
    """Let another concept that has the Arabic of a removed one stand in its place: it was renamed, or taken into that."""
    out = []
    for change in changes:
        if change.new is None and change.old is not None:
            arabic = change.old.preferred("ar")
            heirs = [h.concept for h in now.find(arabic, "ar") if (h.start, h.end) == (0, len(arabic))]
            out += [Change(heir.glossary, change.old, heir) for heir in heirs] or [change]
        else:
            out.append(change)
    return [c for c in out if c.old is None or c.new is None or _decided(c.old) != _decided(c.new)]


def _moved(changes: list[Change], elsewhere: Sequence[Concept], *, whole: bool) -> list[Change]:
    """Make one change of the row that came and the row of its id that went: it was moved to another file, or its file was.

    ``elsewhere`` are concepts of files that are there no more; those that came nowhere have gone when the ``whole`` is asked.
    """
    went = {c.old.id: c.old for c in changes if c.new is None and c.old is not None}
    known = {**{c.id: c for c in elsewhere}, **went}
    came = {c.new.id for c in changes if c.old is None and c.new is not None} & known.keys()
    out = [
        replace(c, old=known[c.new.id]) if c.old is None and c.new is not None and c.new.id in came else c
        for c in changes
        if not (c.new is None and c.old is not None and c.old.id in came)
    ]
    gone = [Change("", c, None) for c in elsewhere if c.id not in came and c.id not in went]
    return out + (gone if whole else [])


def _changes(file: GlossaryFile, since: str, files: int) -> list[Change]:
    data = _older(file.path, since, files)
    now, name = file.concepts, file.path.name
    was = glossary_of(file.path, data if data is not None else b"").concepts
    before = {i: n for n, i in enumerate(was.ids)}
    changed = []
    for n, i in enumerate(now.ids):
        o = before.pop(i, None)
        # Rows of the same cells are the same concept: of a large glossary hardly any is looked at.
        if o is not None and was.at == now.at and was.cells[o] == now.cells[n]:
            continue
        if o is None or _decided(was[o]) != _decided(now[n]):
            changed.append(Change(name, was[o] if o is not None else None, now[n]))
    return changed + [Change(name, was[o], None) for o in before.values()]


def _decided(c: Concept) -> tuple[object, ...]:
    """Return what of a concept decides how it is to be translated: not its notes."""
    return (
        frozenset(c.terms),
        c.preferred("ar"),
        c.preferred("en"),
        c.status,
        c.first,
        c.later,
        c.match,
        c.protect,
        c.kind,
    )


def _plain(c: Concept) -> Concept:
    """Return a concept without its row, so that other terms can be given to it."""
    return Concept(
        c.id,
        c.terms,
        c.kind,
        c.status,
        c.enforce,
        c.match,
        c.protect,
        c.first,
        c.later,
        glossary=c.glossary,
        line=c.line,
    )


def _refused(forms: Sequence[str], language: str) -> list[Term]:
    return [Term(language, form, TermStatus.SUPERSEDED) for form in forms]


# ------------------------------------------------------------------------------------------ older versions


def _older(path: Path, since: str, files: int) -> bytes | None:
    """Return the bytes a glossary had, None when there was no such file."""
    place = Path(since)
    if place.is_dir():
        place = place / path.name
        return place.read_bytes() if place.is_file() else None
    if place.is_file():
        if files > 1 and place.name != path.name:
            raise UsageError(f"{since} is one file; there are {files} glossaries.", "Say which: --glossary NAME")
        return place.read_bytes()
    return _from_git(path, since)


def _elsewhere(files: Sequence[GlossaryFile], named: Sequence[GlossaryFile], since: str) -> list[Concept]:
    """Return the concepts of other glossaries of that version: of those not ``named``, or there no more."""
    place = Path(since)
    if place.is_file() or not files:
        return []
    now = {f.path.name for f in named}
    still = {i for f in files if f.path.name not in now for i in f.concepts.ids}
    folders = [place] if place.is_dir() else list(dict.fromkeys(f.path.resolve().parent for f in files))
    out: list[Concept] = []
    for folder in folders:
        older = [p.name for p in folder.iterdir()] if place.is_dir() else _names_in_git(folder, since)
        for name in older:
            if not name.lower().endswith(".csv") or name in now or is_conflict_copy(name):
                continue
            data = _older(folder / name, since, len(files))
            # What could not be read then decided nothing.
            with suppress(FileError):
                out += (c for c in glossary_of(folder / name, data or b"").concepts if c.id not in still)
    return out


def _names_in_git(folder: Path, revision: str) -> list[str]:
    """Return the names of the files a folder had in a revision, which is known to be there."""
    listed = _git(folder, "ls-tree", "-z", "--name-only", "--end-of-options", f"{revision}^{{commit}}")
    return [n for n in listed.stdout.decode("utf-8", "replace").split("\0") if n]


def _from_git(path: Path, revision: str) -> bytes | None:
    if shutil.which("git") is None:
        raise NotFoundError(f"There is no file {revision}, and no git here.", "Name an older glossary file.")
    folder = path.resolve().parent
    found = _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if found.returncode:
        raise NotFoundError(
            f"There is no version {revision} of the glossaries.", "Name a git revision, a file or a folder."
        )
    commit = found.stdout.decode("ascii", "replace").strip()
    shown = _git(folder, "show", f"{commit}:./{path.resolve().name}")
    return shown.stdout if shown.returncode == 0 else None


def _git(folder: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(  # noqa: S603 - no shell, and the revision cannot be taken for an option
            ["git", "-C", str(folder), *words],  # noqa: S607 - the git of the person who runs this
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=GIT_SECONDS,
            check=False,
        )
    except (OSError, subprocess.SubprocessError) as e:
        raise WorkbenchError(f"git did not answer ({e}).", "Name an older glossary file instead.") from e
