"""``glossary add``, ``edit``, ``remove``, ``rename-id``: changing rows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from workbench.cli.app import Session, notice
from workbench.cli.glossary import glossary_option, paths_of
from workbench.cli.output import json_option, print_json
from workbench.errors import NotFoundError, UsageError
from workbench.model import TERM_CHOICES

if TYPE_CHECKING:
    from workbench.config import WorkspacePaths
    from workbench.workflow.glossary_upkeep import Saved
    from workbench.workflow.workspace import Workspace

_KIND, _STATUS, _ENFORCE = (click.Choice(TERM_CHOICES[column]) for column in ("kind", "status", "enforce"))


def _lists(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options for cells that hold several values."""
    for language, name in (("en", "English"), ("ar", "Arabic")):
        for column, what in (("forbidden", f"{name} form that must not be used"), ("variant", f"other {name} form")):
            plural = f"{language}_{column}s" if column == "variant" else f"{language}_{column}"
            option = click.option(
                f"--{language}-{column}", plural, multiple=True, help=f"{what[0].upper()}{what[1:]} (repeatable)."
            )
            command = option(command)
    return command


def _mentions(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options for the forms of a first and a later mention."""
    for language, name in (("en", "English"), ("ar", "Arabic")):
        for mention in ("later", "first"):
            what = f"{name} form of a {mention} mention."
            command = click.option(f"--{language}-{mention}", help=what)(command)
    return command


@click.command("add")
@click.argument("arabic")
@click.argument("english")
@click.option("--glossary", "name", help="The file to add to (default: the first of the workspace).")
@click.option("--id", "concept_id", default="", help="Unique id (default: made from the English form).")
@click.option("--kind", type=_KIND, default="other")
@click.option("--status", type=_STATUS, default="preferred")
@click.option("--enforce", type=_ENFORCE, default="prefer")
@_mentions
@_lists
@click.option("--note", default="")
@json_option
@click.pass_obj
def glossary_add(
    session: Session, /, arabic: str, english: str, name: str | None, concept_id: str, as_json: bool, **cells: Any
) -> None:
    """Add the term ARABIC = ENGLISH."""
    from workbench.cli.glossary_lookup import concept_json
    from workbench.workflow.glossary_upkeep import add_term

    values = {k: " | ".join(v) if isinstance(v, tuple) else v for k, v in cells.items() if v is not None}
    values |= {"id": concept_id, "ar": arabic.strip(), "en": english.strip(), **_stamp(session)}
    concept = add_term(_workspace(session, name), name, values)
    notice(f"Added {concept.id} to {concept.glossary}:{concept.line}")
    if as_json:
        print_json(concept_json(concept))


def _workspace(session: Session, name: str | None) -> WorkspacePaths | None:
    """Return the workspace; none is needed for a glossary named by its path."""
    return None if name and Path(name).is_file() else session.paths()


def _stamp(session: Session) -> dict[str, str]:
    from workbench.workflow.clock import now

    return {"author": session.settings().author, "date": now()[:10]}


@click.command("edit")
@click.argument("concept_id", metavar="ID")
@click.option(
    "--set", "pairs", multiple=True, metavar="COLUMN=VALUE", help="Set a cell, also of your own columns (repeatable)."
)
@click.option("--ar", help="The Arabic form.")
@click.option("--en", help="The English form.")
@click.option("--kind", type=_KIND)
@click.option("--status", type=_STATUS)
@click.option("--enforce", type=_ENFORCE)
@click.option("--note")
@_mentions
@_lists
@glossary_option
@json_option
@click.pass_obj
def glossary_edit(
    session: Session,
    /,
    concept_id: str,
    pairs: tuple[str, ...],
    glossaries: tuple[str, ...],
    as_json: bool,
    **cells: Any,
) -> None:
    """Change the row of the term ID: one row, every other byte stays.

    --set and the other options replace a cell; those for other and forbidden forms add to theirs.
    """
    from workbench.workflow.glossary_upkeep import edit_term

    values = {k: v for k, v in cells.items() if isinstance(v, str)}
    for pair in pairs:
        column, sign, value = pair.partition("=")
        if not sign or not column.strip():
            raise UsageError(f"{pair!r} is not COLUMN=VALUE.", 'For example: --set note="asked the office"')
        values[column.strip().lower()] = value
    more = {k: v for k, v in cells.items() if isinstance(v, tuple) and v}
    if not values and not more:
        raise UsageError("Nothing to change was given.", "For example: --en TEXT, or --set COLUMN=VALUE")
    saved, changes = edit_term(paths_of(session, glossaries), concept_id, values, more, _stamp(session))
    if as_json:
        print_json({column: {"old": old, "new": new} for change in changes for column, old, new in change.cells})
    if not changes:
        notice(f"{concept_id} says so already; nothing was changed.")
        return
    columns = ", ".join(column for change in changes for column, _old, _new in change.cells)
    _done(saved, f"Changed {concept_id} in {saved.path.name}: {columns}")


@click.command("remove")
@click.argument("concept_id", metavar="ID")
@glossary_option
@click.pass_obj
def glossary_remove(session: Session, concept_id: str, glossaries: tuple[str, ...]) -> None:
    """Remove the row of the term ID."""
    from workbench.workflow.glossary_upkeep import remove_term

    saved = remove_term(paths_of(session, glossaries), concept_id)
    _done(saved, f"Removed {concept_id} from {saved.path.name}")


@click.command("rename-id")
@click.argument("old")
@click.argument("new")
@glossary_option
@click.pass_obj
def glossary_rename(session: Session, old: str, new: str, glossaries: tuple[str, ...]) -> None:
    """Give the term OLD the id NEW."""
    from workbench.workflow.glossary_upkeep import rename_term

    paths = paths_of(session, glossaries)
    saved, reasons = rename_term(paths, old, new, _projects(session))
    _done(saved, f"Renamed {old} to {new} in {saved.path.name}")
    if reasons:
        notice(
            f"{reasons} reasons kept in projects are for {new} now." if reasons > 1 else f"1 reason is for {new} now."
        )


def _projects(session: Session) -> Workspace | None:
    """Return the workspace when it has projects: a database is not made for a glossary's sake."""
    try:
        return session.workspace() if session.paths().database.is_file() else None
    except NotFoundError:
        return None


def _done(saved: Saved, text: str) -> None:
    from workbench.workflow.glossaries import open_elsewhere

    notice(text)
    if saved.merged:
        notice(f"{saved.path.name} was changed by another program meanwhile; both changes stand in it now.")
    who = open_elsewhere(saved.path)
    if who:
        notice(f"{saved.path.name} is open in {who}: load it anew there, or saving undoes this.")
