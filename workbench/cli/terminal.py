"""``terminal``: how Arabic is sent to this terminal, and the choice of the line that reads right."""

from __future__ import annotations

import shutil
import sys
import textwrap
from typing import TYPE_CHECKING

import click

from workbench.cli.app import Session, notice
from workbench.cli.output import json_option, print_json
from workbench.config import THEMES
from workbench.errors import WorkbenchError

if TYPE_CHECKING:
    from workbench.workflow.terminal import Found

_WIDEST = 60
_READ = 0.5
"""Seconds for which the question stands before an answer is taken: nobody reads the lines faster."""


@click.command()
@click.option("--forget", is_flag=True, help="Forget what was chosen for this terminal.")
@click.option(
    "--theme", type=click.Choice(THEMES), metavar="NAME", help="Keep NAME as the theme of the screen instead."
)
@json_option
@click.pass_obj
def terminal(session: Session, forget: bool, theme: str | None, as_json: bool) -> None:
    """Show how Arabic is sent to this terminal, and why; on a terminal let you pick the line that reads right."""
    from workbench.workflow import terminal as terminals

    if theme:
        from workbench.workflow.preferences import keep_setting

        keep_setting("theme", theme)
        notice(f"Theme: {theme}")
        if as_json:
            print_json({"theme": theme})
        return

    settings = session.settings()
    found = terminals.find_terminal(settings, ask=not as_json)
    if forget:
        terminals.remember(found.terminal, "")
        notice(f"Forgotten: {', '.join(found.terminal.keys)}")
        if as_json:
            print_json({"forgotten": list(found.terminal.keys)})
        return
    if as_json:
        print_json(
            {
                "terminal": list(found.terminal.keys),
                "profile": found.profile.name,
                "source": found.source,
                "sure": found.sure,
                "why": found.terminal.why,
            }
        )
        return
    click.echo(f"terminal  {', '.join(found.terminal.keys)}")
    click.echo(f"profile   {found.profile.name}  ({_reason(found, settings.bidi)})")
    if found.profile.note:
        click.echo(f"note      {found.profile.note}")
    if found.source == "setting":
        notice('To pick the line that reads right instead, take bidi out of config.toml, or set bidi = "auto".')
    elif sys.stdin.isatty() and sys.stdout.isatty():
        choose_line(found)


def _reason(found: Found, setting: str) -> str:
    if found.source == "setting":
        return f'the setting says bidi = "{setting}"'
    return "you chose it" if found.source == "remembered" else found.terminal.why


def choose_line(found: Found) -> str:
    """Show the sample line in every way, ask which one reads right, keep the answer and return the profile's name.

    Leaving it as it is keeps nothing, but in a terminal that was not recognised: there it is asked only once. It comes
    unasked there, and keys that were typed before it could be read answer nothing.
    """
    from workbench.bidi.probe import drop_typed
    from workbench.bidi.sample import WANTED, sample_lines
    from workbench.workflow import terminal as terminals

    columns = shutil.get_terminal_size((80, 24)).columns
    lines = sample_lines(min(_WIDEST, columns - 6))
    click.echo("\nWhich of these lines reads right?")
    for hint in textwrap.wrap(WANTED, max(20, columns - 4)):
        click.echo(f"  {hint}")
    click.echo()
    for line in lines:
        # Straight to the terminal: click would drop what switches its own ordering off.
        sys.stdout.write(f" {line.number}  {line.text}\n")
    sys.stdout.flush()
    if not found.sure:
        drop_typed(_READ)
    now = next((f"{line.number}, " for line in lines if line.profile.name == found.profile.name), "")
    answer = click.prompt(
        f"\nIts number (Enter: as now, {now}{found.profile.name}; 0: none)",
        default="",
        show_default=False,
        value_proc=_number(len(lines)),
    )
    if answer == 0:
        notice("Then the font has no joined Arabic letters, or the terminal does something new: see docs/terminals.md.")
    if not answer and found.sure:
        return found.profile.name
    name = lines[answer - 1].profile.name if answer else found.profile.name
    try:
        terminals.remember(found.terminal, name)
    except WorkbenchError as e:
        notice(f"It could not be remembered: {e.message}")
    notice(f"Kept for {', '.join(found.terminal.keys)}: {name}. Again: workbench terminal")
    return name


def _number(most: int):  # type: ignore[no-untyped-def] # click's own type
    def parse(text: str) -> int | None:
        if not text.strip():
            return None
        # int() reads Arabic digits too.
        if text.strip().isdecimal() and 0 <= int(text) <= most:
            return int(text)
        raise click.UsageError(f"A number from 0 to {most}, please.")

    return parse
