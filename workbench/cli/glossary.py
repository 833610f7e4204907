"""``glossary``: the group and its table of commands; finding terms in a text."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workbench.cli.app import Session, notice
from workbench.cli.output import Column, Page, json_option, print_json, read_input
from workbench.errors import NotFoundError, WorkbenchError

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.workflow.glossaries import GlossaryFile
    from workbench.workflow.workspace import Workspace

LANGUAGE = click.Choice(["ar", "en"])
glossary_option = click.option(
    "--glossary", "glossaries", multiple=True, help="Only this glossary: a path or a name (repeatable; default: all)."
)


COMMANDS = {
    "list": "workbench.cli.glossary_lookup:glossary_list",
    "show": "workbench.cli.glossary_lookup:glossary_show",
    "find": "workbench.cli.glossary_lookup:glossary_find",
    "stats": "workbench.cli.glossary_lookup:glossary_stats",
    "add": "workbench.cli.glossary_edit:glossary_add",
    "edit": "workbench.cli.glossary_edit:glossary_edit",
    "remove": "workbench.cli.glossary_edit:glossary_remove",
    "rename-id": "workbench.cli.glossary_edit:glossary_rename",
    "lint": "workbench.cli.glossary_upkeep:glossary_lint",
    "dedupe": "workbench.cli.glossary_upkeep:glossary_dedupe",
    "diff": "workbench.cli.glossary_upkeep:glossary_diff",
    "merge": "workbench.cli.glossary_upkeep:glossary_merge",
    "check": "workbench.cli.glossary_check:glossary_check",
    "repair": "workbench.cli.glossary_check:glossary_repair",
    "impact": "workbench.cli.glossary_impact:glossary_impact",
    "where": "workbench.cli.glossary_impact:glossary_where",
    "import": "workbench.cli.glossary_exchange:glossary_import",
    "export": "workbench.cli.glossary_exchange:glossary_export",
    "extract": "workbench.cli.glossary_extract:glossary_extract",
}
"""Where each command of the group is written; loaded when it is called."""


class GlossaryGroup(click.Group):
    """The commands of this module and those of the table."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return all names, those of the table first."""
        return [*COMMANDS, *(name for name in super().list_commands(ctx) if name not in COMMANDS)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load a command; None when there is no such one."""
        if cmd_name not in COMMANDS:
            return super().get_command(ctx, cmd_name)
        module, _, name = COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return command


@click.group(cls=GlossaryGroup)
def glossary() -> None:
    """Glossaries: look up, edit, check, compare and merge."""


def paths_of(session: Session, names: tuple[str, ...]) -> list[Path]:
    """Return glossary files; a workspace is needed only for names that are no paths."""
    from workbench.workflow.glossaries import glossary_paths

    if names and all(Path(n).is_file() for n in names):
        return glossary_paths(None, names)
    try:
        workspace = session.paths()
    except NotFoundError:
        if names:
            raise NotFoundError(f"There is no glossary {names[0]} here.", "Name a file that exists.") from None
        raise
    return glossary_paths(workspace, names)


def read_told(paths: list[Path], source: str = "ar", target: str = "en", *, rows: bool = False) -> list[GlossaryFile]:
    """Read the glossaries that can be read and tell the others, with ``rows`` also the first bad row.

    Raises the first error when none can be read.
    """
    from workbench.workflow.glossaries import first_error, read_good

    files, errors = read_good(paths, source, target)
    if errors and not files:
        raise errors[0]
    for unread in errors:
        notice(f"Warning: {unread}")
    bad = first_error(files) if rows else None
    if bad is not None:
        notice(f"Warning: {bad.message}  (all: workbench glossary lint)")
    return files


def words_of(session: Session) -> Callable[[], Workspace | None]:
    """Return what opens the workspace whose memory shows how words are read; it gives None where there is none."""

    def workspace() -> Workspace | None:
        try:
            # Looking terms up must not make a database.
            return session.workspace(read_only=True) if session.paths().database.is_file() else None
        except NotFoundError:
            return None
        except WorkbenchError as e:
            notice(f"Warning: {e.message} The words of the memory were not counted.")
            return None

    return workspace


@glossary.command("hits")
@click.argument("file")
@glossary_option
@click.option("--from", "source", type=LANGUAGE, default="ar", show_default=True, help="Language of the text.")
@click.option("--to", "target", type=LANGUAGE, default="en", show_default=True, help="Language of the approved form.")
@click.option("--nested", is_flag=True, help="Also terms inside longer ones.")
@click.option("--encoding", help="Encoding of a text that is not UTF-8 or UTF-16, e.g. cp1256.")
@json_option
@click.pass_obj
def glossary_hits(
    session: Session,
    file: str,
    glossaries: tuple[str, ...],
    source: str,
    target: str,
    nested: bool,
    encoding: str | None,
    as_json: bool,
) -> None:
    """Show the terms found in FILE (or - for stdin) with their offsets in the stored text."""
    from workbench.workflow.terms import glossary_terms
    from workbench.workflow.texts import stored_text_of

    data, path = read_input(file)
    text, _repairs = stored_text_of(data, path, encoding)
    files = read_told(paths_of(session, glossaries), source, target, rows=True)
    hits = glossary_terms(files, source, target, words_of(session)).hits(text, nested=nested)
    if as_json:
        print_json(
            [
                {
                    "start": h.start,
                    "end": h.end,
                    "surface": h.surface,
                    "id": h.concept.id,
                    "ar": h.concept.preferred("ar"),
                    "en": h.concept.preferred("en"),
                    "score": h.score,
                }
                for h in hits
            ]
        )
        return
    Page(session).table(
        [
            Column("start", right=True),
            Column("found", 36, source),
            Column(f"approved ({target})", 36, target),
            Column("id", 30),
        ],
        [(h.start, h.surface, h.concept.preferred(target), h.concept.id) for h in hits],
    )
