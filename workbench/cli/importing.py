"""``import``: files and folders go in, or are shown as they would."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from workbench.cli.app import Session, notice
from workbench.cli.output import Page, json_option, print_json, progress, read_input
from workbench.errors import FileError, UsageError, WorkbenchError
from workbench.model import ClauseMode, Project, Repair, counted

if TYPE_CHECKING:
    from workbench.workflow.import_plan import ImportPlan
    from workbench.workflow.workspace import Workspace


@dataclass(frozen=True, slots=True)
class _Options:
    name: str | None
    encoding: str | None
    unwrap: bool
    clauses: ClauseMode | None


@click.command("import")
@click.argument("project_name", metavar="PROJECT")
@click.argument("files", nargs=-1, required=True, metavar="FILE|FOLDER...")
@click.option("--name", help="Name of the document (default: the file's name).")
@click.option("--preview", is_flag=True, help="Show paragraphs, their roles and segments; store nothing.")
@click.option("--recursive", is_flag=True, help="The folders in a FOLDER too.")
@click.option(
    "--join-lines", is_flag=True, help="Join lines that were broken for a page's width, as in text from a PDF."
)
@click.option(
    "--clauses",
    type=click.Choice([m.value for m in ClauseMode]),
    help="Cut long sentences this time: never, at clauses, or also where needed (default: as the project does).",
)
@click.option("--update", is_flag=True, help="The file is a newer version of that document: keep what was translated.")
@click.option("--encoding", help="Encoding of a text that is not UTF-8 or UTF-16, e.g. cp1256.")
@json_option
@click.pass_obj
def import_(
    session: Session,
    project_name: str,
    files: tuple[str, ...],
    name: str | None,
    preview: bool,
    recursive: bool,
    join_lines: bool,
    clauses: str | None,
    update: bool,
    encoding: str | None,
    as_json: bool,
) -> None:
    """Import text FILEs (or - for stdin), or all text files of a FOLDER, into PROJECT, one document each.

    With --update FILE is a newer version of the document of its name (or --name): what did not change keeps target,
    state, splits and notes; the pair of a confirmed segment that changed stays in the memory and is offered.
    """
    from workbench.workflow.projects import get_project

    if name and len(files) > 1:
        raise UsageError("--name is for one file.", "Import the files one by one.")
    if update and (preview or clauses):
        raise UsageError("--update goes neither with --preview nor with --clauses.", "Leave one of them out.")
    ws = session.workspace()
    job = get_project(ws, project_name)
    if update:
        rows = _update(ws, job, files, name, encoding)
        if as_json:
            print_json(rows)
        return
    given = _Options(name, encoding, join_lines, ClauseMode(clauses) if clauses else None)
    _run(session, ws, job, _Sources(files, recursive=recursive), given, preview=preview, as_json=as_json)


class _Sources:
    """The files to import. Those of a folder that are of no known type are named and left out."""

    def __init__(self, files: tuple[str, ...], *, recursive: bool) -> None:
        self.files: list[str] = []
        self.of_folder: set[str] = set()
        for file in files:
            if file != "-" and Path(file).is_dir():
                self._add_folder(Path(file), recursive=recursive)
            else:
                self.files.append(file)

    def _add_folder(self, folder: Path, *, recursive: bool) -> None:
        from workbench.workflow.import_folder import folder_files

        found = folder_files(folder, recursive=recursive)
        for f in found:
            if f.problem:
                notice(f"{f.path}: left out, {f.problem}.")
        able = [str(f.path) for f in found if not f.problem]
        if not able:
            raise FileError(folder, "holds no file that can be imported.", "Text files (.txt) can be.")
        self.files += able
        self.of_folder |= set(able)


def _run(
    session: Session,
    ws: Workspace,
    job: Project,
    sources: _Sources,
    given: _Options,
    *,
    preview: bool,
    as_json: bool,
) -> None:
    """Plan and store each file. One of a folder that cannot be read hinders no other, and is an error in the end."""
    if given.name and len(sources.files) > 1:
        raise UsageError("--name is for one file.", "Import the files one by one.")
    rows: list[dict[str, Any]] = []
    failed = 0
    with progress("Reading" if preview else "Importing") as advance:
        for n, file in enumerate(sources.files, 1):
            try:
                plan, path = _plan(ws, job, file, given, advance if len(sources.files) == 1 else _untold)
            except FileError as e:
                if file not in sources.of_folder:
                    raise
                failed += 1
                notice(f"Left out: {e}")
                continue
            rows.append(_preview(session, plan, path, as_json) if preview else _store(ws, plan, path))
            advance(n, len(sources.files))
    if as_json:
        print_json(rows)
    if failed:
        raise WorkbenchError(f"{failed} of {len(sources.files)} files could not be read.", "They are named above.")


def _untold(_done: int, _total: int) -> None:
    """Of many files only the number is told."""


def _plan(
    ws: Workspace, job: Project, file: str, given: _Options, advance: Callable[[int, int], None]
) -> tuple[ImportPlan, Path]:
    from workbench.workflow.importing import plan_import
    from workbench.workflow.pacing import Pace

    data, path = read_input(file)
    plan = plan_import(
        ws,
        job,
        given.name or path.stem,
        data,
        path=path,
        encoding=given.encoding,
        unwrap=given.unwrap,
        clauses=given.clauses,
        pace=Pace(advance),
    )
    if plan.language_notice:
        notice(f"{path}: {plan.language_notice}")
    return plan, path


def _store(ws: Workspace, plan: ImportPlan, path: Path) -> dict[str, Any]:
    from workbench.workflow.importing import store_import

    done = store_import(ws, plan)
    for text in _repairs(path, done.repairs):
        notice(text)
    place = f"{plan.project.slug}/{done.document.slug}"
    if done.already:
        notice(f"{path}: the same text is there already as {place}; nothing was changed.")
    else:
        notice(f"{path}: {counted(done.segments, 'segment')}, {done.translatable} to translate, in {place}")
    return {
        "file": str(path),
        "document": done.document.slug,
        "segments": done.segments,
        "translatable": done.translatable,
        "already": done.already,
        "other_language": plan.other_language or None,
    }


def _repairs(path: Path, repairs: tuple[Repair, ...]) -> Iterator[str]:
    return (f"{path}:{r.line}: {r.message}" if r.line else f"{path}: {r.message}" for r in repairs)


# ---------------------------------------------------------------------------------------------- the preview


def _preview(session: Session, plan: ImportPlan, path: Path, as_json: bool) -> dict[str, Any]:
    from workbench.workflow.import_plan import words_to_translate

    words = words_to_translate(plan)
    if not as_json:
        _show(session, plan, path, words)
    return {
        "file": str(path),
        "name": plan.name,
        "already": plan.already.slug if plan.already else None,
        "words": words,
        "other_language": plan.other_language or None,
        "translatable": plan.translatable,
        "repairs": [{"line": r.line, "message": r.message} for r in plan.repairs],
        "blocks": [
            {
                "block": b.number,
                "role": b.role.value,
                "translate": plan.translates(b),
                "start": b.start,
                "end": b.end,
                "segments": [
                    {"segment": n, "start": p.start, "end": p.end, "text": plan.text[p.start : p.end]}
                    for n, p in plan.pieces_of(b)
                ],
            }
            for b in plan.blocks
        ],
    }


def _show(session: Session, plan: ImportPlan, path: Path, words: int) -> None:
    page = Page(session)
    page.line(
        f"{path}: {counted(len(plan.blocks), 'paragraph')}, {counted(len(plan.pieces), 'segment')},"
        f" {plan.translatable} to translate"
        f" with {counted(words, 'word')}. Nothing is stored."
    )
    if plan.already is not None:
        page.line(f"The same text is there already as {plan.project.slug}/{plan.already.slug}.")
    for text in _repairs(path, plan.repairs):
        page.line(text)
    for block in plan.blocks:
        page.line(f"{block.role.value}{'' if plan.translates(block) else '  (left out)'}")
        for n, piece in plan.pieces_of(block):
            page.paragraph(f"{n:>5}  ", plan.text_of(piece), plan.project.source)


# ---------------------------------------------------------------------------------------------- a newer version


def _update(
    ws: Workspace, job: Project, files: tuple[str, ...], name: str | None, encoding: str | None
) -> list[dict[str, Any]]:
    from workbench.workflow.names import slug
    from workbench.workflow.projects import get_document
    from workbench.workflow.updating import update_article

    rows: list[dict[str, Any]] = []
    with progress("Importing") as advance:
        for n, file in enumerate(files, 1):
            data, path = read_input(file)
            new = update_article(ws, job, get_document(ws, job, slug(name or path.stem)), data, path, encoding)
            for text in _repairs(path, new.repairs):
                notice(text)
            notice(
                f"{job.slug}/{new.document.slug}: {counted(new.kept, 'segment')} kept, {new.changed} changed,"
                f" {new.added} new,"
                f" {new.gone} gone." + (f" The database as it was: {new.backup}" if new.backup else "")
            )
            counts = {"kept": new.kept, "changed": new.changed, "added": new.added, "gone": new.gone}
            backup = str(new.backup) if new.backup else None
            rows.append({"file": str(path), "document": new.document.slug, **counts, "backup": backup})
            advance(n, len(files))
    return rows
