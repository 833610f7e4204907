"""Themes: every pair of colours that is drawn can be read, in ours and in Textual's; where there are no colours, none come."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from rich.color import Color, ColorSystem
from rich.color_triplet import ColorTriplet
from rich.segment import Segment
from rich.style import Style
from textual.color import Color as Backdrop
from textual.theme import BUILTIN_THEMES
from textual.widget import Widget

from workbench.cli.app import run
from workbench.config import THEMES, UserPaths
from workbench.errors import FileError
from workbench.tui import marks
from workbench.tui.themes import LOOKS, NO_COLOUR, READABLE, Colours, Depth, contrast, depth_of, look_of
from workbench.tui.widgets.drawn import Drawn
from workbench.workflow.preferences import keep_setting, load_settings

from .conftest import Sit
from .fake_desk import FakeDesk

MARKS = [Style(), marks.DIM, marks.GONE, marks.NEW, marks.BAD, marks.WARN, marks.GOOD, marks.NUMBER, marks.FOUND]
MARKS += [marks.BAD + marks.DIM, marks.NUMBER + marks.DIM]
BEHIND = ("background", "surface", "panel", "panel-lighten-1", "boost", "primary-background", "input-cursor-background")
"""Theme variables that the style sheets put behind text."""
XTERM = [(0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0), (0, 0, 238), (205, 0, 205), (0, 205, 205), (229, 229, 229)]
XTERM += [
    (127, 127, 127),
    (255, 0, 0),
    (0, 255, 0),
    (255, 255, 0),
    (92, 92, 255),
    (255, 0, 255),
    (0, 255, 255),
    (255, 255, 255),
]
"""The sixteen colours of xterm."""


def seen(colour: Color | None, system: ColorSystem) -> ColorTriplet:
    assert colour is not None
    return colour.downgrade(system).get_truecolor()


def test_every_mark_is_readable_on_every_background_of_every_theme() -> None:
    themes = {**{name: look.theme for name, look in LOOKS.items()}, **BUILTIN_THEMES}
    for theme in themes.values():
        if theme.ansi:
            continue
        look, variables = look_of(theme), theme.to_color_system().generate()
        base = Backdrop.parse(variables["background"])
        for depth, system in ((Depth.FULL, ColorSystem.TRUECOLOR), (Depth.MANY, ColorSystem.EIGHT_BIT)):
            colours = Colours(look, depth)
            for name, mark in itertools.product(BEHIND, MARKS):
                behind = base + Backdrop.parse(variables[name])
                text = Style.from_color(Backdrop.parse(variables["foreground"]).rich_color, behind.rich_color)
                shown = colours.shown(text + mark, base)
                assert not shown.dim
                ink, paper = (seen(c, system) for c in (shown.color, shown.bgcolor))
                assert contrast(ink, paper) >= look.least, (theme.name, name, mark, depth)
    assert LOOKS["high-contrast"].least >= 7 > READABLE >= 4.5


def test_contrast_is_that_of_the_standard() -> None:
    white, grey = ColorTriplet(255, 255, 255), ColorTriplet(118, 118, 118)
    assert contrast(white, ColorTriplet(0, 0, 0)) == pytest.approx(21)
    assert contrast(grey, white) == pytest.approx(4.54, abs=0.01)


def test_sixteen_colours_are_readable_as_xterm_has_them() -> None:
    base, text = Backdrop.parse("#000000"), Style.parse("#ffffff on #000000")
    for look in LOOKS.values():
        colours = Colours(look, Depth.SIXTEEN)
        for mark in MARKS:
            shown = colours.shown(text + mark, base)
            assert shown.color is not None
            assert shown.bgcolor is not None
            ink, paper = (ColorTriplet(*XTERM[c.number or 0]) for c in (shown.color, shown.bgcolor))
            assert contrast(ink, paper) >= look.least, (look.theme.name, mark)


def test_without_colours_nothing_but_bold_underline_and_reverse_is_sent() -> None:
    base, text = Backdrop.parse("#000000"), Style.parse("#ffffff on #000000")
    selected = Style.parse("#000000 on #ffffff")
    for depth in (Depth.NONE, Depth.PLAIN):
        colours = Colours(NO_COLOUR, depth)
        for mark in MARKS:
            shown = colours.shown(text + mark, base)
            assert (shown.color, shown.bgcolor) == (None, None)
            assert not shown.dim
            assert not shown.strike
            assert bool(shown.reverse) == (bool(mark.reverse) and depth is Depth.NONE)
        assert colours.shown(selected, base).reverse
        assert colours.apply([Segment("x", None)], base) == [Segment("x", None)]


@pytest.mark.parametrize(
    ("environ", "system", "depth"),
    [
        ({"TERM": "xterm-256color"}, "256", Depth.MANY),
        ({"TERM": "xterm-256color"}, "truecolor", Depth.FULL),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, "256", Depth.NONE),
        ({"TERM": "linux"}, "standard", Depth.SIXTEEN),
        ({"TERM": "vt100"}, "standard", Depth.NONE),
        ({"TERM": "xterm-mono"}, "standard", Depth.NONE),
        ({"TERM": "unheard-of"}, "standard", Depth.SIXTEEN),
        ({}, "standard", Depth.SIXTEEN),
        ({"TERM": "dumb"}, None, Depth.NONE),
    ],
)
def test_what_a_terminal_can_show(environ: dict[str, str], system: str | None, depth: Depth) -> None:
    assert depth_of(environ, system) is depth


def test_the_names_of_the_setting_are_the_themes_there_are(tmp_path: Path) -> None:
    assert set(THEMES) == {*LOOKS, *BUILTIN_THEMES}
    user = UserPaths(tmp_path)
    user.settings.write_text('theme = "drak"\n', encoding="utf-8")
    with pytest.raises(FileError) as caught:
        load_settings(user=user)
    assert "drak" in caught.value.message
    assert "high-contrast" in caught.value.hint


def test_one_setting_is_kept_and_the_rest_of_the_file_stands(tmp_path: Path) -> None:
    user = UserPaths(tmp_path / "not yet")
    keep_setting("theme", "light", user)
    assert load_settings(user=user).theme == "light"
    written = '# mine\r\nauthor = "Salma"  # me\r\n\r\n[mt.chat]\r\nurl = "http://localhost"\r\n'
    user.settings.write_bytes(b"\xef\xbb\xbf" + written.encode())
    keep_setting("theme", "high-contrast", user)
    found = load_settings(user=user)
    assert (found.theme, found.author, found.mt["chat"].url) == ("high-contrast", "Salma", "http://localhost")
    for line in ("# mine\r\n", 'author = "Salma"  # me\r\n', '[mt.chat]\r\nurl = "http://localhost"\r\n'):
        assert line.encode() in user.settings.read_bytes()
    assert run(["terminal", "--theme", "nord"], lambda *_a, **_k: 0) == 0
    assert load_settings().theme == "nord"
    assert run(["terminal", "--theme", "drak"], lambda *_a, **_k: 0) == 2
    user.settings.write_text("theme = \n", encoding="utf-8")
    with pytest.raises(FileError):
        keep_setting("theme", "dark", user)
    assert user.settings.read_text(encoding="utf-8") == "theme = \n"


async def test_themes_by_key_and_the_way_arabic_is_sent(sit: Sit) -> None:
    from workbench.config import user_paths

    async with sit(FakeDesk()) as s:
        names = []
        for _ in range(4):
            await s.press("escape", "x", "t")
            names.append(s.app.theme_chosen)
            assert f"Theme: {names[-1]}" in s.toasts[-1]
        assert names == ["light", "high-contrast", "no-colour", "dark"]
        assert load_settings(user=user_paths()).theme == "dark"
        # Grey letters that say "not yours yet" are words where there is no grey.
        s.app.use_theme("no-colour")
        s.screen.target.ghost = "The hospital is open."
        assert "exact: The hospital" in s.line("target")
        s.app.use_theme("dark")
        assert "exact:" not in s.line("target")
        s.screen.target.ghost = ""

        joined = s.line("source").strip()
        await s.press("escape", "x", "a")
        assert "Which one reads right?" in s.shown()
        await s.press("8")
        assert s.app.pen.profile.name == "logical"
        await s.press("escape")
        assert s.app.pen.profile.name == "visual"
        assert s.line("source").strip() == joined
        await s.press("escape", "x", "a", "8", "enter")
        # At once, in every widget; the list's cells too, which are kept.
        assert s.line("source").strip().endswith(s.desk.segments[0].source)
        assert "زارت" in s.pane("after")
        assert s.app.pen.profile.name == "logical"
        assert "kept for" in s.toasts[-1]
        assert "logical" in user_paths().terminals.read_text(encoding="utf-8")


async def test_what_a_widget_keeps_of_its_style_follows_the_theme(sit: Sit) -> None:
    async with sit(FakeDesk(["one.", "two."])) as s:
        met = set()
        for name in LOOKS:
            s.app.use_theme(name)
            await s.pilot.pause()
            for widget in s.screen.query(Drawn):
                assert widget.rich_style == Widget.rich_style.fget(widget), (name, widget)  # type: ignore[attr-defined]
                assert widget._dressed()[1] == widget.background_colors[1]
                met.add(widget.rich_style)
        assert len(met) > len(LOOKS) / 2
