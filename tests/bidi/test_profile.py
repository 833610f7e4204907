from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from workbench.bidi.layout import layout
from workbench.bidi.plain import display
from workbench.bidi.profile import PROFILES, Replies, recognise, sent
from workbench.bidi.sample import sample_lines
from workbench.bidi.uax9 import line_levels, resolve, visual_order
from workbench.bidi.units import units
from workbench.config import CHOICES, Settings

RECORDED = {
    "xterm 379": (
        {"XTERM_VERSION": "XTerm(379)", "TERM": "xterm"},
        Replies("XTerm(379)", "[8;0$y", ">41;379;0c"),
        "visual",
        "xterm",
    ),
    "alacritty 0.11": (
        {"TERM": "alacritty", "ALACRITTY_WINDOW_ID": "29360135"},
        Replies("", "", ">0;1700;1c"),
        "visual",
        "alacritty",
    ),
    "st 0.9": ({"TERM": "st-256color"}, Replies(), "visual", "st"),
    "urxvt 9.30": ({"TERM": "rxvt-unicode-256color"}, Replies("", "", ">85;95;0c"), "visual", "urxvt"),
    "VTE 0.70": (
        {"VTE_VERSION": "7006", "TERM": "xterm-256color"},
        Replies("", "[8;1$y", ">65;7006;1c"),
        "explicit",
        "vte",
    ),
    "tmux in VTE": (
        {"VTE_VERSION": "7006", "TERM": "tmux-256color", "TERM_PROGRAM": "tmux", "TMUX": "socket,1,0"},
        Replies(outer="xterm-256color"),
        "override",
        "tmux in vte",
    ),
    "Konsole 22.12": (
        {"KONSOLE_VERSION": "221203", "TERM": "xterm-256color"},
        Replies("Konsole 22.12.3", "", ">1;115;0c"),
        "embed",
        "konsole",
    ),
    "mlterm 3.9": ({"TERM": "mlterm", "MLTERM": "3.9.0"}, Replies("", "[8;0$y", ">24;279;0c"), "mlterm", "mlterm"),
    "kitty 0.26": (
        {"KITTY_WINDOW_ID": "1", "TERM": "xterm-kitty"},
        Replies("kitty(0.26.5)", "[8;0$y", ">1;4000;26c"),
        "words",
        "kitty",
    ),
    "QTerminal 1.2": ({"TERM": "xterm-256color"}, Replies("", "", ">0;115;0c"), "logical", "xterm-256color 0;115;0c"),
    "tmux in xterm": (
        {"TERM": "tmux-256color", "TMUX": "socket,1,0", "KONSOLE_VERSION": "221203"},
        Replies(outer="xterm XTerm(379)"),
        "visual",
        "tmux in xterm",
    ),
    "tmux in Konsole": ({"TERM": "screen", "TMUX": "/t"}, Replies(outer="x Konsole 22.12"), "embed", "tmux in konsole"),
    "a browser": (
        {"TEXTUAL_DRIVER": "textual.drivers.web_driver:WebDriver", "VTE_VERSION": "7006"},
        Replies(),
        "web",
        "web",
    ),
    "an unknown one that obeys mode 8": (
        {"TERM": "xterm-256color"},
        Replies("New 1", "[8;2$y"),
        "explicit",
        "new-1",
    ),
}
"""What the terminals answered, recorded in each."""


@pytest.mark.parametrize("name", RECORDED)
def test_recorded_answers_choose_the_profile(name: str) -> None:
    environ, replies, profile, key = RECORDED[name]
    found = recognise(environ, replies)
    assert found.profile.name == profile
    assert key in found.keys
    assert found.profile.sure
    if profile in ("explicit", "mlterm"):
        assert found.profile.on
        assert found.profile.off


def test_without_answers_the_environment_decides() -> None:
    for name, (environ, _replies, profile, _key) in RECORDED.items():
        if name not in ("QTerminal 1.2", "an unknown one that obeys mode 8", "tmux in xterm", "tmux in Konsole"):
            assert recognise(environ).profile.name == profile, name


def test_a_choice_for_a_term_that_many_share_counts_where_nothing_better_is_known() -> None:
    shared = {"TERM": "xterm-256color"}
    assert recognise(shared).counted == ("xterm-256color",)
    for name in ("QTerminal 1.2", "an unknown one that obeys mode 8"):
        environ, replies, _profile, key = RECORDED[name]
        assert recognise(environ, replies).counted == (key,), name
    assert recognise(shared, Replies(mode8="[8;2$y")).counted == ()
    assert recognise(shared, Replies("Other 2")).counted == ("other-2",), "asked about by itself"
    assert recognise({"TERM": "foot"}, Replies("foot(1.2)")).counted == ("foot",)
    assert recognise({"TERM": "xterm-256color", "TERM_PROGRAM": "Tabby"}).counted == ("tabby",)
    assert recognise({"TERM": "screen", "TMUX": "/t"}).counted == ("tmux in an unknown terminal",)


def test_an_unknown_terminal_is_not_sure() -> None:
    found = recognise({"TERM": "xterm-256color"})
    assert found.profile.name == "visual"
    assert not found.profile.sure
    assert not recognise({"TERM_PROGRAM": "Apple_Terminal"}).profile.sure


def test_mlterm_in_tmux_is_reached_through_tmux() -> None:
    profile = recognise({"MLTERM": "3.9", "TMUX": "/t"}, Replies(outer="mlterm")).profile
    assert profile.on.startswith("\x1bPtmux;\x1b\x1b]5379")
    assert profile.on.endswith("\x1b\\")


def test_the_setting_knows_every_profile() -> None:
    assert set(CHOICES["bidi"]) == {"auto", *PROFILES}
    assert Settings().bidi == "auto"


def drawn(text: str, name: str, base: int = 1) -> str:
    profile = PROFILES[name]
    return "".join(sent(layout(text, 60, base, profile.drawing, units=units(text))[0], profile))


@pytest.mark.parametrize(
    ("name", "text", "out"),
    [
        ("visual", "قال نعم", "ﻢﻌﻧ ﻝﺎﻗ"),
        ("override", "قال نعم", "\u202dﻢﻌﻧ ﻝﺎﻗ\u202c"),
        ("embed", "قال نعم", "\u2067قال نعم\u2069"),
        ("embed", "قال (نعم)", "\u2067قال \u200f)\u200fنعم\u200f(\u200f\u2069"),
        ("words", "قال نعم", "ﻧﻌﻢ ﻗﺎﻝ"),
        ("words", "قال (نعم) WHO", "WHO (ﻧﻌﻢ) ﻗﺎﻝ"),
        ("logical", "قال نعم", "قال نعم"),
        ("web", "قالت سلام", "ﻡﻼﺳ ﺖﻟ\u200cﺎﻗ"),
        ("override", "plain", "\u202dplain\u202c"),
        ("embed", "اضغط <b>هنا</b> {0}", "\u2067اضغط \u2066<b>\u2069هنا\u2066</b>\u2069 \u2066{0}\u2069\u2069"),
        ("embed", "plain <b>bold</b>", "\u2067plain \u2066<b>\u2069bold\u2066</b>\u2069\u2069"),
        ("words", "هنا</b> الآن", "ﺍﻵﻥ </b>ﺎﻨﻫ"),
        ("words", "<b>هنا", "<b>ﻫﻨﺎ"),
        ("words", "(<b>)", "(<b>)"),
    ],
)
def test_what_is_sent(name: str, text: str, out: str) -> None:
    assert drawn(text, name) == out


@given(
    st.lists(st.sampled_from(["قال", "لا ", " ", "abc", "x ", "12", "،", "<b>", "</b>", "{0}", "%1$d"])).map("".join)
)
def test_a_terminal_that_orders_embedded_lines_leaves_tags_whole_and_shows_what_we_would(text: str) -> None:
    def seen(sent: str) -> list[str]:
        """What a terminal with the Unicode algorithm makes of it, as letters."""
        base, types, levels = resolve(sent, 0)
        order = visual_order(line_levels(types, levels, base, 0, len(sent)))
        return [sent[i] for i in order if sent[i] not in "\u2066\u2067\u2069\u200f"]

    one_line = " ".join(text.split())
    ours = layout(one_line, 200, 1, replace(PROFILES["visual"].drawing, forms=False), units=units(one_line))[0].drawn
    theirs = layout(one_line, 200, 1, PROFILES["embed"].drawing, units=units(one_line))[0]
    assert "".join(seen("".join(sent(theirs, PROFILES["embed"])))) == ours


def test_plain_english_is_sent_as_it_is() -> None:
    assert all(drawn("plain (text)", name, 0) == "plain (text)" for name in PROFILES)


def balanced(sent: str) -> bool:
    """Whether every isolate and override is closed, behind where it was opened."""
    open_ = []
    for c in sent:
        if c in "\u2066\u2067\u202d":
            open_.append(c)
        elif c in "\u2069\u202c" and (not open_ or (open_.pop() == "\u202d") != (c == "\u202c")):
            return False
    return not open_


@given(
    st.text(alphabet="قالنعم لا() «»abc 12\u200f<b>/{0}", max_size=30),
    st.sampled_from(sorted(PROFILES)),
    st.sampled_from([0, 1]),
)
def test_what_is_sent_takes_the_columns_of_the_line(text: str, name: str, base: int) -> None:
    profile = PROFILES[name]
    for line in layout(text, 12, base, profile.drawing, caret_room=True, units=units(text)):
        whole = "".join(sent(line, profile))
        assert cell_len(whole) == line.used
        assert balanced(whole)


def test_the_sample_is_as_wide_in_every_way() -> None:
    lines = sample_lines(60)
    assert [line.number for line in lines] == [1, 2, 3, 4, 5, 6]
    assert len({line.text for line in lines}) == len(lines)
    for line in lines:
        bare = line.text.removeprefix(line.profile.on).removesuffix(line.profile.off)
        assert cell_len(bare) == 60


def test_alignment_is_the_terminals_where_it_orders() -> None:
    assert display("قال", 6, language="ar", profile=PROFILES["logical"]) == "قال   "
    assert display("قال", 6, language="ar") == "   ﻝﺎﻗ"
