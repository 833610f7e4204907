"""What arrives from a terminal's bytes, and the private names of Textual that depend on its version."""

from __future__ import annotations

import sys

import pytest
from textual import events
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._compositor import Compositor, CompositorUpdate
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.document._wrapped_document import WrappedDocument
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import TextArea

from workbench.tui import keys

keys.install()


def arrived(data: str) -> list[tuple[str, str | None]]:
    """Feed bytes to Textual's parser and return the keys it makes of them."""
    parser = XTermParser(debug=False)
    found = [e for part in (data, "") for e in parser.feed(part)]
    return [(e.key, e.character) for e in found if isinstance(e, events.Key)]


@pytest.mark.parametrize("digit", "1234567890")
def test_alt_and_a_digit_types_nothing(digit: str) -> None:
    ((key, character),) = arrived(f"\x1b{digit}")
    assert key == f"alt+{digit}"
    assert not character


@pytest.mark.parametrize(
    ("data", "key"),
    [
        ("\x1bc", "alt+c"),
        ("\x1b.", "alt+full_stop"),
        ("\x1b/", "alt+slash"),
        ("\x1bس", "alt+s"),
        ("\x1bؤ", "alt+c"),
        ("\x1b٢", "alt+2"),
        ("\x1b\r", "alt+enter"),
        ("\x1bA", "alt+A"),
        ("\x1b²", "alt+²"),
        ("\x1bد", "alt+right_square_bracket"),
        ("\r", "enter"),
        ("\t", "tab"),
        ("\x1b[Z", "shift+tab"),
        ("\x1b[5~", "pageup"),
        ("\x1b[6~", "pagedown"),
        ("\x1b[1;5A", "ctrl+up"),
        ("\x1b[1;5H", "ctrl+home"),
        ("\x1b[1;3A", "alt+up"),
        ("\x1b[1;3B", "alt+down"),
        ("\x7f", "backspace"),
        ("\x1b[3;3~", "alt+delete"),
        ("\x1b[3;5~", "ctrl+delete"),
        ("\x1bOP", "f1"),
        ("\x1a", "ctrl+z"),
        ("\x11", "ctrl+q"),
        ("\n", "ctrl+j"),
    ],
)
def test_bytes_and_their_key(data: str, key: str) -> None:
    assert [k for k, _ in arrived(data)] == [key]


def test_alt_before_another_sequence_stays_whole() -> None:
    for char in "aA!²éأدجًـ؟":
        found = arrived(f"\x1b{char}\x1b[B")
        assert [k for k, _ in found][1:] == ["down"], char
        assert found[0][0].startswith("alt+"), char
        assert not found[0][1], char


def test_arabic_letters_with_ctrl() -> None:
    assert keys.normal("ctrl+س") == "ctrl+s"
    assert keys.normal("س") == "س"
    assert keys.normal("ctrl+s") == "ctrl+s"


def test_private_names_of_this_textual() -> None:
    for name in ("_get_dispatch_methods", "_context", "_get_component_classes"):
        assert hasattr(Widget, name)
    assert hasattr(events.Key, "_set_forwarded")
    for name in ("_check_bindings", "_on_exit_app", "_fatal_error", "_close_messages_no_wait", "_handle_exception", "_begin_batch", "_unnotify", "_refresh_notifications"):  # fmt: skip
        assert hasattr(App, name), name
    assert hasattr(App(), "_exception")
    assert hasattr(App(), "_notifications")
    assert hasattr(App(), "_filters")
    assert hasattr(App, "_display")
    assert hasattr(Compositor, "render_strips")
    assert hasattr(CompositorUpdate, "render_segments")
    if sys.platform != "win32":
        from textual.drivers.linux_driver import LinuxDriver

        names = {*LinuxDriver.__init__.__code__.co_names, *LinuxDriver._sigcont_application.__code__.co_names}
        assert {"_auto_restart", "_must_signal_resume"} <= names
    for name in ("_push_result_callback", "_on_screen_resume", "_on_resize"):
        assert hasattr(Screen, name), name
    for name in (
        "_set_document", "_build_highlight_map", "_watch_selection", "_render_line", "_replace_via_keyboard", "_delete_via_keyboard", "_rewrap_and_refresh_virtual_size",
        "_on_key", "_on_paste", "_on_resize", "_draw_cursor", "get_cursor_word_left_location", "get_cursor_word_right_location", "action_cursor_word_left", "load_text",
    ):  # fmt: skip
        assert hasattr(TextArea, name), name
    for name in ("wrap", "wrap_range", "location_to_offset", "offset_to_location", "get_target_document_column"):
        assert hasattr(WrappedDocument, name), name
    assert "\x1ba" in ANSI_SEQUENCES_KEYS
