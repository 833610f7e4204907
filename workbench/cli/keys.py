"""``keys``: the keys of the editor as they are in force."""

from __future__ import annotations

import click

from workbench.cli.app import Session, notice
from workbench.cli.output import Column, Page, json_option, print_json


@click.command()
@json_option
@click.pass_context
def keys(ctx: click.Context, as_json: bool) -> None:
    """List the commands of the editor with their keys, yours from [keys] in config.toml included (* marks them).

    With anything wrong in that table the usual keys are in force: they are listed, what is wrong is told, exit code 1.
    """
    session: Session = ctx.obj
    lines, errors = session.key_lines(session.settings().keys)
    if as_json:
        print_json(lines)
    else:
        Page(session).table(
            [Column("command"), Column("keys"), Column("what")],
            [(k["id"] + "*" * k["changed"], ", ".join(k["keys"]), k["text"]) for k in lines],
        )
    for error in errors:
        notice(f"Error: {error}", session)
    if errors:
        ctx.exit(1)
