"""How this terminal wants Arabic: the setting, what the user chose here before, what is found out."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, replace

from workbench.bidi.probe import ask_terminal, tmux_outer
from workbench.bidi.profile import PROFILES, Profile, Replies, Terminal, in_tmux, mlterm, recognise
from workbench.config import Settings, user_paths
from workbench.files import write_atomically
from workbench.workflow.preferences import keep_setting


@dataclass(frozen=True, slots=True)
class Found:
    """The terminal, the profile to use, and where that comes from: ``setting``, ``remembered``, ``plain`` or ``found``.

    ``typed`` is what came from the keyboard while the terminal was asked.
    """

    terminal: Terminal
    profile: Profile
    source: str
    typed: str = ""

    @property
    def sure(self) -> bool:
        """Whether nobody needs to be asked."""
        return self.source != "found" or self.profile.sure


def find_terminal(settings: Settings, *, ask: bool, environ: Mapping[str, str] | None = None) -> Found:
    """Return how Arabic is to be sent. With ``ask`` the terminal is asked, which takes 300 ms at most; never otherwise."""
    environ = os.environ if environ is None else environ
    replies = ask_terminal(environ) if ask and settings.bidi == "auto" else Replies(outer=tmux_outer(environ))
    terminal = recognise(environ, replies)
    profile, source = terminal.profile, "found"
    if settings.bidi != "auto":
        profile, source = named_profile(settings.bidi, environ), "setting"
    else:
        known = remembered()
        name = next((known[key] for key in terminal.counted if key in known), "")
        if name:
            profile, source = named_profile(name, environ), "remembered"
        elif settings.plain:
            # A screen reader reads the letters as they are stored, whatever is seen.
            profile, source = PROFILES["logical"], "plain"
    return Found(terminal, _drawn(profile, settings), source, replies.typed)


def chosen(found: Found, name: str, settings: Settings) -> Found:
    """Return the same terminal with the profile a person chose."""
    return replace(found, profile=_drawn(named_profile(name, os.environ), settings), source="remembered")


def _drawn(profile: Profile, settings: Settings) -> Profile:
    forms = profile.drawing.forms if settings.shaping == "auto" else settings.shaping == "forms"
    return replace(profile, drawing=replace(profile.drawing, forms=forms, harakat=settings.harakat == "show"))


def named_profile(name: str, environ: Mapping[str, str]) -> Profile:
    """Return a profile by its name, made for tmux where we are in one."""
    return mlterm(tmux=in_tmux(environ)) if name == "mlterm" else PROFILES[name]


def remembered() -> dict[str, str]:
    """Return the profiles chosen, by terminal. A file that cannot be read counts as none: it only holds a convenience."""
    try:
        data = json.loads(user_paths().terminals.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {k: v for k, v in data.items() if v in PROFILES} if isinstance(data, dict) else {}


def remember(terminal: Terminal, name: str) -> None:
    """Keep a choice for a terminal; '' forgets it. Raises :class:`FileError` when it cannot be written."""
    path = user_paths().terminals
    known = remembered()
    for key in terminal.keys:
        if name:
            known[key] = name
        else:
            known.pop(key, None)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, [json.dumps(known, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"])


def keep_choice(found: Found, name: str, settings: Settings) -> str:
    """Keep the profile a person chose on the screen, and return what for: this terminal, or all where the setting names one.

    Raises :class:`FileError` when it cannot be kept.
    """
    if settings.bidi != "auto":
        # The setting would win over a choice kept for the terminal.
        keep_setting("bidi", name)
        return "every terminal, in config.toml"
    remember(found.terminal, name)
    return ", ".join(found.terminal.keys)
