"""Settings with their defaults and one line of help each; every path the program uses is made here.

Two files: ``projects/workbench.toml`` holds what belongs to a workspace, ``config.toml`` in the user's own
configuration folder what belongs to the person. Consents and the log of what was sent are the person's too: they must
not travel with a workspace by git.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import platformdirs

from workbench.errors import NotFoundError

APP = "arabic-english-workbench"
ENV_WORKSPACE = "WORKBENCH_HOME"
ENV_USER_DIR = "WORKBENCH_USER_DIR"
"""Overrides the per-user folder; tests and portable installations use it."""
ENV_OFFLINE = "WORKBENCH_OFFLINE"
"""Any value but '', '0', 'no' keeps every engine that would leave the machine switched off."""

SEGMENT_LIMIT = 5000
"""Longest segment the editor takes, in code points; longer ones are split at import (measured: 0.4 s a key
at 50,000 code points)."""


@dataclass(frozen=True, slots=True)
class WorkspacePaths:
    """Where things lie in a workspace folder. Making the object touches no disk."""

    root: Path

    @property
    def glossaries(self) -> Path:
        """The glossary files, the truth for terms."""
        return self.root / "glossaries"

    @property
    def projects(self) -> Path:
        """One folder a project, and the database beside them."""
        return self.root / "projects"

    @property
    def database(self) -> Path:
        """One SQLite file for all projects, because the memory is shared and a confirm is one transaction."""
        return self.projects / "workbench.db"

    @property
    def settings(self) -> Path:
        """Workspace settings."""
        return self.projects / "workbench.toml"

    @property
    def private(self) -> Path:
        """Lock, rescue files and backups."""
        return self.projects / ".workbench"

    @property
    def lock(self) -> Path:
        """Held around every write by whichever program writes."""
        return self.private / "write.lock"

    @property
    def rescue(self) -> Path:
        """Text that could not be written to the database, one JSON line each."""
        return self.private / "rescue"

    @property
    def backups(self) -> Path:
        """Rolling backups of the database."""
        return self.private / "backups"

    @property
    def removed(self) -> Path:
        """Original bytes of articles whose import was taken back."""
        return self.private / "removed"

    @property
    def reviews(self) -> Path:
        """Alignments under review, one file each."""
        return self.private / "alignments"

    def project(self, slug: str) -> Path:
        """A project's folder."""
        return self.projects / slug

    def abbreviations(self, slug: str) -> Path:
        """A project's own abbreviations, one a line."""
        return self.projects / slug / "abbreviations.txt"

    def srx(self, slug: str) -> Path:
        """A project's own segmentation rules."""
        return self.projects / slug / "segmentation.srx"

    def source(self, slug: str) -> Path:
        """The original bytes of a project's documents."""
        return self.projects / slug / "source"

    def export(self, slug: str) -> Path:
        """Where exports go unless the user names a file."""
        return self.projects / slug / "export"


def find_workspace(given: Path | None = None) -> WorkspacePaths:
    """Return the workspace named by ``given``, else by ``WORKBENCH_HOME``, else the nearest one above the current folder.

    A workspace is a folder with ``glossaries/`` and ``projects/``. Raises :class:`NotFoundError` when there is none.
    """
    named = given or (Path(os.environ[ENV_WORKSPACE]) if os.environ.get(ENV_WORKSPACE) else None)
    if named is not None:
        named = named.expanduser().absolute()
        if not is_workspace(named):
            raise NotFoundError(
                f"{named} is not a workspace (it has no glossaries/ and projects/ folder).",
                f"Make one with: workbench init {named}",
            )
        return WorkspacePaths(named)
    here = Path.cwd()
    for folder in (here, *here.parents):
        if is_workspace(folder):
            return WorkspacePaths(folder)
    raise NotFoundError(
        f"No workspace in {here} or above it.",
        "Make one here with: workbench init   (or try the sample: workbench demo)",
    )


def is_workspace(folder: Path) -> bool:
    """Whether the folder has the two folders that make a workspace."""
    return (folder / "glossaries").is_dir() and (folder / "projects").is_dir()


@dataclass(frozen=True, slots=True)
class UserPaths:
    """Where the person's own things lie, outside every workspace."""

    root: Path

    @property
    def settings(self) -> Path:
        """The person's settings."""
        return self.root / "config.toml"

    @property
    def terminals(self) -> Path:
        """How Arabic is sent to each terminal, as the person chose."""
        return self.root / "terminals.json"

    @property
    def consents(self) -> Path:
        """Which engine may be sent text of which project."""
        return self.root / "consents.json"

    @property
    def sent_log(self) -> Path:
        """Every text that was sent to an engine, one JSON line each."""
        return self.root / "sent.jsonl"

    @property
    def models(self) -> Path:
        """Translation models for this computer, one folder each."""
        return self.root / "models"

    @property
    def error_log(self) -> Path:
        """Where the last-resort hook writes what a user never sees."""
        return self.root / "error.log"


def user_paths() -> UserPaths:
    """Return the person's folder: ``WORKBENCH_USER_DIR`` if set, else the platform's configuration folder."""
    named = os.environ.get(ENV_USER_DIR)
    return UserPaths(Path(named) if named else Path(platformdirs.user_config_dir(APP, appauthor=False)))


@dataclass(frozen=True, slots=True)
class EngineSettings:
    """What may stand in a table ``[mt.ENGINE]``; an engine looks at what concerns it. Never a key: only where it is found."""

    url: str = ""
    """Address of a server of your own."""
    model: str = ""
    """Name of the model a chat server is asked for."""
    path: str = ""
    """Folder of a model on this computer; without it the installed one of the pair is taken."""
    key_env: str = ""
    """Environment variable that holds the key; without it the engine's usual one."""
    email: str = ""
    """Address that raises MyMemory's free quota. It is sent along."""
    timeout: float = 0.0
    """Seconds after which an answer is given up; 0: as ``mt_timeout`` says."""
    interval: float = -1.0
    """Seconds to leave between two calls; below 0: as the engine needs it."""
    budget: int = 0
    """Characters a month after which the engine is not asked any more; 0: no limit."""
    price: float = 0.0
    """Price of a million characters, in your currency, to show what a batch costs."""
    threads: int = 2
    """Processor threads of a local model."""
    beam: int = 2
    """Beam size of a local model."""
    idle: float = 300.0
    """Seconds after which a local model that nobody asks is taken out of memory."""
    allow_plain_http: bool = False
    """Whether an ``http://`` address beyond this computer may be used: everybody on the way can read what is sent."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting with its default. The text under a field is its help (``docs/settings.md`` is made of it)."""

    author: str = ""
    """Your name as it stands in history and in exported pairs; default: the login name. [user]"""
    bidi: str = "auto"
    """How Arabic is sent to the terminal: ``auto`` finds out; else ``visual``, ``web``, ``explicit``, ``override``,
    ``embed``, ``words``, ``mlterm`` or ``logical`` (see ``docs/terminals.md``). [user]"""
    shaping: str = "auto"
    """Whether letters are joined here: ``auto``, ``forms`` (yes) or ``none``, for a font without joined letters. [user]"""
    harakat: str = "show"
    """Vowel signs on the screen: ``show`` or ``hide``; they stay in the text. [user]"""
    arrow_keys: str = "paragraph"
    """What the left arrow does: ``paragraph`` (forward in an Arabic text), ``logical`` (always back) or ``visual`` (to the
    letter that stands left). [user]"""
    ascii: bool = False
    """State marks in ASCII for fonts without symbols. [user]"""
    theme: str = "dark"
    """Colours: ``dark``, ``light``, ``high-contrast``, ``no-colour``, or a theme of Textual's (see ``docs/terminals.md``).
    [user]"""
    plain: bool = False
    """For a screen reader: marks in ASCII, no colours and lines, the terminal's own caret, Arabic as it is stored (see
    ``docs/accessibility.md``). [user]"""
    keys: object = field(default_factory=dict)
    """Table ``[keys]``: command -> a key or a list of keys, see ``docs/keys.md``. As it stands in the file: the screen
    looks at it, so that a mistake there leaves the usual keys and stops nothing. [user]"""
    enter_takes: str = "exact"
    """What Enter on an empty target may take and confirm at once: ``exact`` matches or ``never`` anything. [user]"""
    ghost: str = "on"
    """Whether the rest of what Tab would complete stands in grey behind the caret, and in an empty target the proposal that
    Enter and Tab would put: ``on`` or ``off``. An exact match is shown by ``enter_takes``. [user]"""
    names_first: bool = True
    """Whether an article opened for the first time from the list of projects shows its names before its text. [user]"""
    effort: bool = True
    """Whether keys and seconds are counted for each segment you work on, for the statistics. [user]"""
    fuzzy_threshold: int = 60
    """Memory matches below this percent are not shown. [workspace]"""
    proposals: int = 5
    """How many memory matches are offered at most. [workspace]"""
    repeats: str = "fill"
    """What segments of an article do that say the same as one just confirmed: ``fill`` with its target as a draft, or
    ``offer`` it as a match only. [workspace]"""
    penalty_machine: int = 0
    """Percent taken off memory matches whose target a machine wrote, though a person confirmed it. [workspace]"""
    penalty_aligned: int = 3
    """Percent taken off memory matches that an alignment made. [workspace]"""
    penalty_age: int = 0
    """Percent taken off memory matches for each year since they were written. [workspace]"""
    mt_engines: tuple[str, ...] = ("local", "google")
    """Machine translation engines offered, in order: a model on this computer once one is installed; the others not before
    you allow them for a project. [workspace]"""
    mt_timeout: float = 12.0
    """Seconds after which an engine's answer is given up. [workspace]"""
    mt_prefetch: int = 3
    """How many segments ahead the engines are asked while you work; engines that are web pages are not. [workspace]"""
    mt_second_pass: bool = False
    """Whether an engine is asked once more, names and titles replaced by placeholders, when a term that must stand in its
    answer does not and could not be put right. [workspace]"""
    mt_cache: bool = True
    """Whether answers are kept in the workspace; those of confidential projects never are. [workspace]"""
    mt: Mapping[str, EngineSettings] = field(default_factory=dict)
    """Tables ``[mt.ENGINE]``: address, model, budget and the like of an engine. [workspace]"""
    backups_daily: int = 7
    """How many daily backups of the database are kept. [workspace]"""
    backups_weekly: int = 4
    """How many weekly backups are kept beyond the daily ones. [workspace]"""


THEMES = (
    *("dark", "light", "high-contrast", "no-colour", "textual-dark", "textual-light", "nord", "gruvbox", "dracula"),
    *("catppuccin-mocha", "catppuccin-latte", "catppuccin-frappe", "catppuccin-macchiato", "tokyo-night", "monokai"),
    *("flexoki", "solarized-light", "solarized-dark", "rose-pine", "rose-pine-moon", "rose-pine-dawn"),
    *("atom-one-dark", "atom-one-light", "ansi-dark", "ansi-light"),
)
"""Ours, then Textual's: written out, so that a wrong one is found without loading Textual."""

CHOICES: Mapping[str, tuple[str, ...]] = {
    "theme": THEMES,
    "bidi": ("auto", "visual", "web", "explicit", "override", "embed", "words", "mlterm", "logical"),
    "shaping": ("auto", "forms", "none"),
    "harakat": ("show", "hide"),
    "arrow_keys": ("paragraph", "logical", "visual"),
    "enter_takes": ("exact", "never"),
    "ghost": ("on", "off"),
    "repeats": ("fill", "offer"),
}
"""What a setting may be, where it is one of a few words."""


def offline(environ: dict[str, str] | None = None) -> bool:
    """Whether the environment forbids every engine that leaves the machine."""
    value = (os.environ if environ is None else environ).get(ENV_OFFLINE, "")
    return value.strip().lower() not in ("", "0", "no", "false")
