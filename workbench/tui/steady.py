"""A database that cannot be read ends nothing: it is told, and what is typed stays on the screen.

Textual ends the program at any error in a message, a timer or a key. Nearly all that a screen does reads something.
"""

from __future__ import annotations

from textual.message import Message
from textual.message_pump import MessagePump

from workbench.errors import StoreError

_dispatch = MessagePump._dispatch_message


async def _steadily(self: MessagePump, message: Message) -> None:
    try:
        await _dispatch(self, message)
    except StoreError as e:
        self.app.trouble(e)  # type: ignore[attr-defined] # the app is a WorkbenchApp


def install() -> None:
    """Let messages go on. Uses a private name, which ``tests/tui/test_key_contract.py`` watches."""
    MessagePump._dispatch_message = _steadily  # type: ignore[method-assign]
