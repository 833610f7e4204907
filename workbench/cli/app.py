"""The click group, its lazy commands, and the one funnel for errors."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import click

from workbench import __version__
from workbench.cli.commands import help_text, targets
from workbench.config import ENV_OFFLINE
from workbench.errors import WorkbenchError
from workbench.files import NO_ROOM

if TYPE_CHECKING:
    from typing import TextIO

    from workbench.bidi.profile import Profile
    from workbench.config import Settings, WorkspacePaths
    from workbench.workflow.workspace import Workspace


class OpenScreen(Protocol):
    """Starts the screen on a workspace, a project and a document, each None for what is usual; returns the exit code."""

    def __call__(self, workspace: str | None, project: str | None, document: str | None, *, plain: bool = False) -> int:
        """Start it."""
        ...


OpenReview = Callable[[str, str, float], int]
"""(workspace, file of the review, least confidence) -> exit code."""

KeyLines = Callable[[object], tuple[Sequence[Mapping[str, Any]], Sequence[WorkbenchError]]]
"""The table ``[keys]`` of the settings -> the commands of the editor with their keys, and what is wrong with the table."""
FINDINGS = 3
"""Exit code: the work is done, but there are findings at or above what was asked to fail on."""


@dataclass(slots=True)
class Session:
    """What every command gets: the workspace that was named and how to open the other face."""

    folder: Path | None
    open_screen: OpenScreen
    open_review: OpenReview = lambda _workspace, _path, _least: 0
    key_lines: KeyLines = lambda _table: ([], ())
    _open: list[Any] = field(default_factory=list)
    _profile: Profile | None = None

    def workspace(self, *, read_only: bool = False) -> Workspace:
        """Open the workspace, once a run; warnings about it go to stderr."""
        if not self._open:
            from workbench.workflow.workspace import open_workspace

            ws = open_workspace(self.folder, read_only=read_only)
            self._open.append(ws)
            for warning in ws.warnings:
                notice(f"Warning: {warning}")
        found: Workspace = self._open[0]
        return found

    def paths(self) -> WorkspacePaths:
        """Return where the workspace is, without opening its database."""
        from workbench.config import find_workspace

        return find_workspace(self.folder)

    def settings(self) -> Settings:
        """Return the settings, those of the workspace included when there is one."""
        from workbench.config import find_workspace
        from workbench.errors import NotFoundError
        from workbench.workflow.preferences import load_settings

        try:
            return load_settings(find_workspace(self.folder))
        except NotFoundError:
            return load_settings()

    def profile(self, stream: TextIO) -> Profile:
        """Return how Arabic is sent to the terminal behind a stream; what it needs is on from now on until the end."""
        if self._profile is None:
            from workbench.bidi.switching import Switch
            from workbench.workflow.terminal import find_terminal

            self._profile = find_terminal(self.settings(), ask=False).profile
            Switch(self._profile, stream).on()
        return self._profile

    def close(self) -> None:
        """Close what was opened, and tell which glossaries played no part."""
        for ws in self._open:
            for error in ws.unread.values():
                notice(f"Warning: {error.message} None of its terms was used.", self)
            ws.close()
        self._open.clear()


class LazyGroup(click.Group):
    """A group whose commands are loaded when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return all names."""
        return list(targets())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load a command; None when there is no such one."""
        where = targets().get(cmd_name)
        if where is None:
            return None
        module, _, name = where.partition(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return command

    def get_help(self, ctx: click.Context) -> str:
        """Return the same help that is printed without click."""
        return help_text().rstrip("\n")


@click.group(cls=LazyGroup, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--workspace", "folder", type=click.Path(path_type=Path), help="Folder of the workspace.")
@click.option("--offline", is_flag=True, help="Ask no engine beyond this computer, whatever was allowed.")
@click.version_option(__version__, prog_name="workbench")
@click.pass_context
def cli(ctx: click.Context, folder: Path | None, offline: bool) -> None:
    """Arabic-English translation workbench."""
    ctx.obj.folder = folder
    if offline:
        # For the other face and for programs we start as well; run() puts it back.
        os.environ[ENV_OFFLINE] = "1"
    if ctx.invoked_subcommand is None:
        ctx.exit(ctx.obj.open_screen(str(folder) if folder else None, None, None))


def notice(text: str, session: Session | None = None) -> None:
    """Print narration to stderr, made harmless and readable there; data goes to stdout."""
    click.echo(readable(text, session), err=True)


def readable(text: str, session: Session | None = None) -> str:
    """Return a message as stderr takes it: on a terminal in the order its Arabic is read in, else as it is stored.

    ``session`` is that of the command that runs, when none is given.
    """
    from workbench.bidi.harmless import harmless
    from workbench.bidi.plain import defused, display

    if text.isascii() and text.isprintable():
        return text
    context = click.get_current_context(silent=True)
    session = session or (context.find_object(Session) if context else None)
    if session is None or not sys.stderr.isatty():
        return harmless(defused(text))
    try:
        return display(text, profile=session.profile(sys.stderr))
    except WorkbenchError:
        return harmless(defused(text))


def run(
    args: list[str],
    open_screen: OpenScreen,
    open_review: OpenReview | None = None,
    key_lines: KeyLines | None = None,
) -> int:
    """Run the command line on ``args`` and return the exit code. The only place where errors become text."""
    session = Session(None, open_screen)
    if open_review is not None:
        session.open_review = open_review
    if key_lines is not None:
        session.key_lines = key_lines
    before = os.environ.get(ENV_OFFLINE)
    _utf8()
    try:
        code = cli.main(args, prog_name="workbench", standalone_mode=False, obj=session)
    except WorkbenchError as e:
        return _fail(e, session)
    except click.exceptions.Exit as e:
        return e.exit_code
    except click.Abort:
        notice("Stopped.", session)
        return 1
    except click.ClickException as e:
        e.show()
        return e.exit_code
    except BrokenPipeError:
        # The reader of a pipe has left (| head); Python would complain when it flushes stdout at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        notice("Stopped.", session)
        return 130
    except OSError as e:
        return _no_room(session) if e.errno in NO_ROOM else _unexpected(e, session)
    except Exception as e:  # noqa: BLE001 - the last resort: no traceback reaches a user, none is lost
        return _unexpected(e, session)
    finally:
        session.close()
        if before is None:
            os.environ.pop(ENV_OFFLINE, None)
        else:
            os.environ[ENV_OFFLINE] = before
    return code if isinstance(code, int) else 0


def _fail(error: WorkbenchError, session: Session) -> int:
    notice(f"Error: {error.message}", session)
    if error.hint:
        notice(f"       {error.hint}{by_command(error.act)}", session)
    return error.exit_code


def by_command(act: str) -> str:
    """Return how an act of the editor is done by command, to be written behind a hint; '' where none is meant."""
    option = {"lock": "--unlock", "confirm": "--confirm"}.get(act)
    return f"  (workbench edit PROJECT/DOC N {option})" if option else ""


def _no_room(session: Session) -> int:
    """What is printed goes into a file of a full disk, or what is made on the way does."""
    notice("Error: The disk is full: not everything could be written.", session)
    notice("       Make room and give the command again.", session)
    return 1


def _unexpected(error: Exception, session: Session) -> int:
    """Write the traceback to the user's error log and say where it is."""
    import traceback

    from workbench.config import user_paths

    path = user_paths().error_log
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as f:
            f.write("".join(traceback.format_exception(error)) + "\n")
        where = f"Details are in {path}"
    except OSError:
        where = f"({type(error).__name__})"
    notice("Error: something went wrong inside the program; nothing confirmed is lost.", session)
    notice(f"       {where}", session)
    return 1


def _utf8() -> None:
    """Write UTF-8 whatever the locale says: half of what we print is Arabic."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
