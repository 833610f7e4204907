"""How a line is sent to this terminal, and which terminal wants it how.

Terminals differ in who puts Arabic in order: most draw cells from left to right, some order lines themselves, some can be
told not to, kitty turns each word around. What is known of each was seen on its screen (``docs/terminals.md``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from rich.cells import cell_len

from workbench.bidi.layout import VISUAL, Drawing, Mode, VisualLine
from workbench.bidi.uax9 import MIRRORED, classes

_LRI, _RLI, _PDI = "\u2066", "\u2067", "\u2069"
_ZWNJ = "\u200c"
_LAMS = frozenset("لﻝﻞﻟﻠ")
_ALEFS = frozenset("اأإآﺍﺎﺃﺄﺇﺈﺁﺂ")
_LRO, _PDF = "\u202d", "\u202c"
_BDSM_ON, _BDSM_OFF = "\x1b[8l", "\x1b[8h"
"""ECMA-48 BDSM: explicit, that is the program orders; and implicit, the terminal does."""
_MLTERM_ON, _MLTERM_OFF = "\x1b]5379;use_ctl=false\x07", "\x1b]5379;use_ctl=true\x07"


@dataclass(frozen=True, slots=True)
class Profile:
    """One way to send lines.

    ``on`` is written when the screen starts and ``off`` when it ends, is suspended or crashes. ``override`` puts a line in
    LRO and PDF, so that a terminal leaves the order as it is; ``words`` turns each right-to-left word around, for one that
    turns it back; ``apart`` keeps an alef and the lam behind it, which stand as lam and alef on the screen, from being drawn
    as one, for a terminal that draws a run of cells as text. ``sure`` says whether the terminal was recognised, ``note``
    what does not work in it.
    """

    name: str
    drawing: Drawing = VISUAL
    on: str = ""
    off: str = ""
    override: bool = False
    words: bool = False
    apart: bool = False
    sure: bool = True
    note: str = ""

    @property
    def visual(self) -> bool:
        """Whether we put lines in order."""
        return self.drawing.mode is Mode.VISUAL


_EMBED = replace(VISUAL, mode=Mode.EMBED)
_LOGICAL = replace(VISUAL, mode=Mode.LOGICAL)

PROFILES: Mapping[str, Profile] = {
    p.name: p
    for p in (
        Profile("visual"),
        Profile("web", apart=True),
        Profile("explicit", on=_BDSM_ON, off=_BDSM_OFF),
        Profile("override", override=True),
        Profile("embed", _EMBED, note="lam-alef stands with a gap"),
        Profile("words", words=True, note="with force_ltr yes in kitty.conf choose visual"),
        Profile("mlterm", on=_MLTERM_ON, off=_MLTERM_OFF),
        Profile("logical", _LOGICAL, note="mixed lines are ordered by the terminal, as it sees fit"),
    )
}
"""The profiles by name, in the order they are offered."""


@dataclass(frozen=True, slots=True)
class Replies:
    """What a terminal answered: its version (XTVERSION), the state of mode 8 (DECRQM), what it is (DA2).

    ``outer`` is what tmux says of the terminal around it; ``typed`` what somebody typed meanwhile.
    """

    version: str = ""
    mode8: str = ""
    attributes: str = ""
    outer: str = ""
    typed: str = ""


@dataclass(frozen=True, slots=True)
class Terminal:
    """A terminal, how it wants Arabic, and how that is known.

    ``keys`` are the names a choice of the user is remembered under: what the terminal says it is, then what the
    environment says. ``vague`` is the one that only TERM gives, which terminals of all kinds share.
    """

    keys: tuple[str, ...]
    profile: Profile
    why: str = ""
    vague: str = ""

    @property
    def counted(self) -> tuple[str, ...]:
        """The keys under which an earlier choice counts here: a vague one only where nothing better is known."""
        clear = tuple(key for key in self.keys if key != self.vague)
        return clear if clear or self.profile.sure else self.keys


_NOBODY = Replies()
_KNOWN = ("konsole", "vte", "mlterm", "kitty", "xterm(", "alacritty", "wezterm", "foot", "ghostty", "iterm2", "contour")
"""Names that terminals give themselves in XTVERSION, or tmux them, in the order they are looked for. ``xterm`` alone says
nothing: half of all terminals claim to be one in TERM, which tmux passes on."""
_PLAIN = ("xterm", "alacritty", "windows-terminal", "st", "urxvt", "linux", "foot", "ghostty")
"""Terminals that draw cells from left to right: seen, or their makers say so."""


def in_tmux(environ: Mapping[str, str]) -> bool:
    """Whether tmux (or screen) stands between the program and the terminal."""
    return bool(
        "TMUX" in environ
        or environ.get("TERM_PROGRAM") == "tmux"
        or environ.get("TERM", "").startswith(("tmux", "screen"))
    )


def recognise(environ: Mapping[str, str], replies: Replies = _NOBODY) -> Terminal:
    """Return which terminal this is, from the environment and what it answered, and the profile that reads right in it.

    Order: web, tmux's outer terminal, Konsole, a terminal that obeys mode 8, VTE, mlterm, kitty, Apple's, QTerminal, others.
    """
    if "web_driver" in environ.get("TEXTUAL_DRIVER", ""):
        # The other variables are those of the shell that started the server.
        return Terminal(("web",), PROFILES["web"], "a browser draws cells from left to right")
    tmux = in_tmux(environ)
    said = (replies.outer if tmux else replies.version).lower()
    by_name = next((name.rstrip("(") for name in _KNOWN if name in said), "")
    by_environment = _from_environment(environ, tmux=tmux)
    vague = "" if by_environment else ("an unknown terminal" if tmux else _slug(environ.get("TERM", "")) or "unknown")
    profile, why = _profile(by_name or by_environment or vague, replies, tmux=tmux)
    answered = "" if by_name or by_environment else _slug(said) or _slug(replies.attributes, vague)
    inside = "tmux in " if tmux else ""
    keys = dict.fromkeys(inside + key for key in (by_name or answered, by_environment or vague) if key)
    return Terminal(tuple(keys), profile, why, inside + vague if vague else "")


def _slug(said: str, before: str = "") -> str:
    """Return what a terminal answered as a name, behind another where it says little; '' for no answer."""
    name = re.sub(r"[^a-z0-9.;]+", "-", said.lower()).strip("-")
    return f"{before} {name}".strip() if name else ""


def _from_environment(environ: Mapping[str, str], *, tmux: bool) -> str:
    """Return what the environment says the terminal is, '' when it has only a TERM that many share.

    In tmux it may be that of an older terminal, but for VTE and mlterm.
    """
    term, program = environ.get("TERM", ""), environ.get("TERM_PROGRAM", "")
    signs = {
        "konsole": not tmux and "KONSOLE_VERSION" in environ,
        "vte": "VTE_VERSION" in environ,
        "mlterm": "MLTERM" in environ or term.startswith("mlterm"),
        "kitty": not tmux and ("KITTY_WINDOW_ID" in environ or term == "xterm-kitty"),
        "apple": program == "Apple_Terminal",
        "iterm2": program == "iTerm.app",
        "wezterm": program == "WezTerm",
        "ghostty": program == "ghostty",
        "vscode": program == "vscode",
        "windows-terminal": "WT_SESSION" in environ,
        "xterm": not tmux and "XTERM_VERSION" in environ,
        "alacritty": not tmux and ("ALACRITTY_WINDOW_ID" in environ or term.startswith("alacritty")),
        "foot": term.startswith("foot"),
        "st": term.startswith("st-"),
        "urxvt": term.startswith("rxvt"),
        "linux": term == "linux",
    }
    return next((name for name, here in signs.items() if here), "") or ("" if tmux else _slug(program))


def _profile(name: str, replies: Replies, *, tmux: bool) -> tuple[Profile, str]:
    """Return the profile for a terminal of this name and these answers, and why."""
    if name == "konsole":
        return PROFILES["embed"], "Konsole orders lines itself and cannot be told not to"
    if not tmux and re.search(r"\[8;[12]\$y", replies.mode8):
        return PROFILES["explicit"], "it obeys mode 8 (BDSM): its own ordering is switched off"
    if name == "vte":
        if tmux:
            return PROFILES["override"], "VTE orders lines itself, and tmux does not pass on what switches that off"
        return PROFILES["explicit"], "VTE orders lines itself; that is switched off (BDSM)"
    if name == "mlterm":
        return mlterm(tmux=tmux), "mlterm orders lines itself; that is switched off"
    if name == "vscode":
        return PROFILES["web"], "VS Code draws as a browser does"
    if name == "kitty":
        return PROFILES["words"], "kitty turns each right-to-left word around"
    if name == "apple":
        return replace(PROFILES["embed"], sure=False), "Apple's Terminal orders lines itself; not tried here"
    if not tmux and not replies.version and re.search(r">0;115;0c", replies.attributes):
        return PROFILES["logical"], "an old kind of Konsole, which orders lines itself and cannot be told anything"
    if name in _PLAIN:
        return PROFILES["visual"], f"{name} draws cells from left to right"
    return replace(PROFILES["visual"], sure=False), "not a terminal known here; most draw cells from left to right"


def mlterm(*, tmux: bool) -> Profile:
    """Return the profile of mlterm, in tmux with what is written wrapped so that tmux passes it on."""
    profile = PROFILES["mlterm"]
    return replace(profile, on=_through_tmux(profile.on), off=_through_tmux(profile.off)) if tmux else profile


def _through_tmux(sequence: str) -> str:
    """Wrap a sequence so that tmux passes it on (with ``allow-passthrough on``)."""
    doubled = sequence.replace("\x1b", "\x1b\x1b")
    return f"\x1bPtmux;{doubled}\x1b\\"


# ---------------------------------------------------------------------------------------------- what is sent


def sent(line: VisualLine, profile: Profile, tail: str = "") -> list[str]:
    """Return what is sent for each cell of ``line.seen``, from the first column on; ``tail`` is a cell more at its end.

    Law: without what has no width it takes the columns of the line.
    """
    glyphs = [line.shaped.glyphs[i] for i in line.seen]
    if profile.words and line.base + max(line.levels, default=0):
        glyphs = _turned(glyphs)
    if profile.apart:
        for i in range(len(glyphs) - 1):
            if glyphs[i][:1] in _LAMS and glyphs[i + 1][:1] in _ALEFS:
                glyphs[i] += _ZWNJ
    if tail:
        glyphs.append(tail)
    if not glyphs:
        return glyphs
    if line.base or max(line.levels, default=0):
        if profile.override:
            glyphs[0] = _LRO + glyphs[0]
            glyphs[-1] += _PDF
        elif line.mode is Mode.EMBED:
            glyphs[0] = (_RLI if line.base else _LRI) + glyphs[0]
            glyphs[-1] += _PDI
    return glyphs


def _mirrored(glyph: str) -> str:
    """Mirror a bracket, with any marks on it; a tag, which begins with one, stays."""
    return glyph if cell_len(glyph) > 1 else MIRRORED.get(glyph[:1], glyph[:1]) + glyph[1:]


def _turned(glyphs: list[str]) -> list[str]:
    """Turn each run between blanks around whose first strong letter is right to left; the terminal turns it back."""
    out: list[str] = []
    at = 0
    while at < len(glyphs):
        end = at
        while end < len(glyphs) and glyphs[end] != " ":
            end += 1
        run = glyphs[at:end]
        strong = next((c for c in classes("".join(run)) if c in "LRA"), "L")
        out += [_mirrored(g) for g in reversed(run)] if strong != "L" else run
        if end < len(glyphs):
            out.append(" ")
        at = end + 1
    return out
