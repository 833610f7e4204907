"""The themes, and how colours reach a terminal: always readable, and left out where there are none.

What is drawn names a mark (``marks.py``) and Textual's theme variables. What a mark looks like is decided here, last, where
its background is known: its colour is moved until it stands out enough. So no theme, not one of Textual's either, can make
a line unreadable, and a terminal without colours gets none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from rich.color import Color, ColorSystem, ColorType
from rich.color_triplet import ColorTriplet
from rich.segment import Segment
from rich.style import Style
from textual.color import Color as Backdrop
from textual.filter import LineFilter
from textual.theme import Theme


class Depth(StrEnum):
    """What a terminal can show."""

    FULL = "full"
    MANY = "many"
    """256 colours."""
    SIXTEEN = "sixteen"
    NONE = "none"
    """No colours: bold, underline and reverse."""
    PLAIN = "plain"
    """For a screen reader: reverse for a selection only."""


MANY_COLOURS = frozenset({Depth.FULL, Depth.MANY})
_COLOURLESS = re.compile(r"vt\d.*|.*-m(?:ono)?")
"""Names in TERM of terminals without colours; rich takes every one it does not know for one of sixteen."""
READABLE = 4.5
"""Least contrast of text by WCAG 2.1 (1.4.3), as a ratio of relative luminances."""
_QUIET = 0.68
"""Share of the text's own colour in what is said quietly; the rest is the background's."""


@dataclass(frozen=True, slots=True)
class Look:
    """A theme and the colours of its marks.

    ``least`` is the contrast that everything has, ``quiet`` says whether grey is used.
    """

    theme: Theme
    bad: str
    warn: str
    good: str
    least: float = READABLE
    quiet: bool = True
    inks: tuple[int, int, int, int, int] = (0, 7, 9, 11, 10)
    """Of the sixteen colours: background, text, bad, warn, good."""


_BLACK, _WHITE, _YELLOW = "#000000", "#ffffff", "#ffff00"


def _on_black(name: str, strong: str, title: str, caret: str, behind_caret: str) -> Theme:
    """Return a theme of white on black, with ``strong`` for lines and what matters; ``title`` is behind titles."""
    return Theme(
        name,
        primary=strong,
        secondary=strong,
        accent=strong,
        warning=strong,
        error=strong,
        success=_WHITE,
        foreground=_WHITE,
        background=_BLACK,
        surface=_BLACK,
        panel=_BLACK,
        boost=_BLACK,
        luminosity_spread=0,
        variables={
            "primary-background": title,
            "input-cursor-background": behind_caret,
            "input-cursor-foreground": caret,
            "input-selection-background": _WHITE,
            "block-cursor-background": _WHITE,
            "block-cursor-foreground": _BLACK,
        },
    )


DARK = Look(
    Theme(
        "dark",
        primary="#3a86c8",
        secondary="#2a5a86",
        accent="#e0b050",
        warning="#e0b050",
        error="#ff7b7b",
        success="#7cc98a",
        foreground="#e4e4e4",
        background="#121416",
        surface="#1a1d20",
        panel="#24292e",
    ),
    bad="#ff7b7b",
    warn="#e0b050",
    good="#7cc98a",
)
LIGHT = Look(
    Theme(
        "light",
        primary="#1f5f99",
        secondary="#5b86ad",
        accent="#7a4b00",
        warning="#7a4b00",
        error="#a4161a",
        success="#1b6b2f",
        foreground="#1a1a1a",
        background="#fafaf7",
        surface="#f1f1ec",
        panel="#e4e4dd",
        dark=False,
    ),
    bad="#a4161a",
    warn="#7a4b00",
    good="#1b6b2f",
    inks=(7, 0, 1, 4, 0),
)
HIGH_CONTRAST = Look(
    _on_black("high-contrast", _YELLOW, title=_YELLOW, caret=_BLACK, behind_caret=_YELLOW),
    bad=_YELLOW,
    warn=_YELLOW,
    good=_WHITE,
    least=7.0,
    quiet=False,
    inks=(0, 15, 11, 11, 15),
)
# Of two levels: where the background is the lighter one, something is selected, or the caret stands.
NO_COLOUR = Look(
    _on_black("no-colour", _WHITE, title=_BLACK, caret=_BLACK, behind_caret=_WHITE),
    bad=_WHITE,
    warn=_WHITE,
    good=_WHITE,
    quiet=False,
)
LOOKS: Mapping[str, Look] = {look.theme.name: look for look in (DARK, LIGHT, HIGH_CONTRAST, NO_COLOUR)}
"""Our themes by name, in the order in which a key goes through them."""
PLAIN_THEME = _on_black("plain", _WHITE, title=_BLACK, caret=_WHITE, behind_caret=_BLACK)
"""The same without a block for the caret: the terminal's own stands there."""


def look_of(theme: Theme) -> Look:
    """Return how marks look in a theme: ours as the table has it, another in the colours it has itself."""
    known = LOOKS.get(theme.name)
    if known is not None:
        return known
    base = DARK if theme.dark else LIGHT
    return Look(theme, theme.error or base.bad, theme.warning or base.warn, theme.success or base.good, inks=base.inks)


def depth_of(environ: Mapping[str, str], system: str | None) -> Depth:
    """Return what a terminal can show; ``system`` is what rich takes it for, None where it finds no colours."""
    if "NO_COLOR" in environ or system is None:
        return Depth.NONE
    if system != "standard":
        return Depth.MANY if system == "256" else Depth.FULL
    return Depth.NONE if _COLOURLESS.fullmatch(environ.get("TERM", "")) else Depth.SIXTEEN


# ---------------------------------------------------------------------------------------------- what is readable


def contrast(one: ColorTriplet, other: ColorTriplet) -> float:
    """Return the contrast of two colours, 1 to 21 (WCAG 2.1, "contrast ratio")."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: ColorTriplet) -> float:
    """Return the relative luminance, 0 to 1 (WCAG 2.1)."""
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour.normalized)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _mixed(one: ColorTriplet, other: ColorTriplet, share: float) -> ColorTriplet:
    return ColorTriplet(*(round(a * share + b * (1 - share)) for a, b in zip(one, other, strict=True)))


_POLES = (ColorTriplet(0, 0, 0), ColorTriplet(255, 255, 255))


def readable(colour: ColorTriplet, behind: ColorTriplet, least: float) -> ColorTriplet:
    """Return a colour, moved towards black or white until it stands out from what is behind it by ``least``."""
    pole = max(_POLES, key=lambda p: contrast(p, behind))
    steps = 10
    moved = (_mixed(pole, colour, n / steps) for n in range(steps + 1))
    return next((c for c in moved if contrast(c, behind) >= least), pole)


def _nearest(colour: ColorTriplet) -> Color:
    """Return the nearest of 256 colours."""
    return Color.from_triplet(colour).downgrade(ColorSystem.EIGHT_BIT)


class Colours(LineFilter):
    """Turns marks into what a terminal shows, as the last step of drawing. A style is worked out once."""

    def __init__(self, look: Look, depth: Depth) -> None:
        super().__init__()
        self._look, self._depth = look, depth
        theme = look.theme
        self._text = _triplet(theme.foreground or ("#e4e4e4" if theme.dark else "#1a1a1a"))
        self._roles = {1: _triplet(look.bad), 3: _triplet(look.warn), 2: _triplet(look.good)}
        self._known: dict[tuple[Style, Backdrop], Style] = {}

    def apply(self, segments: list[Segment], background: Backdrop) -> list[Segment]:
        """Return the segments in their colours."""
        return [
            Segment(text, None if style is None else self.shown(style, background), None) for text, style, _ in segments
        ]

    def shown(self, style: Style, background: Backdrop) -> Style:
        """Return what a style is shown as on a background."""
        found = self._known.get((style, background))
        if found is None:
            paint = self._full if self._depth in MANY_COLOURS else self._few
            found = self._known[style, background] = paint(style, background)
        return found

    def _sides(self, style: Style, background: Backdrop) -> tuple[ColorTriplet, ColorTriplet]:
        """Return the colours of the letters and of what is behind them, as the style names them."""
        behind = style.bgcolor.triplet if style.bgcolor and style.bgcolor.triplet else background.rich_color.triplet
        return self._letters(style.color), behind or _POLES[0]

    def _letters(self, colour: Color | None) -> ColorTriplet:
        if colour is None or colour.type is ColorType.DEFAULT:
            return self._text
        if colour.triplet is not None:
            return colour.triplet
        return self._roles.get(colour.number or 0, self._text)

    def _full(self, style: Style, background: Backdrop) -> Style:
        letters, behind = self._sides(style, background)
        if style.dim and self._look.quiet:
            letters = _mixed(letters, behind, _QUIET)
        least = self._look.least
        if self._depth is Depth.FULL:
            ink, paper = Color.from_triplet(readable(letters, behind, least)), Color.from_triplet(behind)
        else:
            paper = _nearest(behind)
            near = paper.get_truecolor()
            # The nearest to a readable colour may be less so: more is asked for then, and pure black or white at last.
            found = (_nearest(readable(letters, near, least + more)) for more in (0, 0.5, 1, 2, 21))
            ink = next((c for c in found if contrast(c.get_truecolor(), near) >= least), Color.from_ansi(15))
        return style + Style(color=ink, bgcolor=paper, dim=False)

    def _few(self, style: Style, background: Backdrop) -> Style:
        """With the theme of two levels: a background lighter than its letters is a selection or the caret."""
        letters, behind = self._sides(style, background)
        selected = _luminance(behind) > _luminance(letters)
        turned = selected or (bool(style.reverse) and self._depth is not Depth.PLAIN)
        kept = Style(
            bold=style.bold, italic=style.italic, underline=style.underline, meta=style.meta if style.meta else None
        )
        if self._depth is not Depth.SIXTEEN:
            return kept + Style(reverse=True) if turned else kept
        paper, text, *roles = self._look.inks
        number = style.color.number if style.color is not None and style.color.triplet is None else None
        ink = dict(zip((1, 3, 2), roles, strict=True)).get(number or 0, text)
        ink, paper = (paper, text) if turned else (ink, paper)
        return kept + Style(color=Color.from_ansi(ink), bgcolor=Color.from_ansi(paper))


def _triplet(colour: str) -> ColorTriplet:
    return Backdrop.parse(colour).rich_color.triplet or _POLES[1]
