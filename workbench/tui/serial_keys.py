"""Keys one after the other: each is finished before the next is looked at.

Textual as it is lets a printable key act in its widget while a bound one first goes up to the app, and lets a pushed
screen or moved focus take effect after keys already waiting: fifty segments typed in one burst ended as one segment with
all fifty texts (measured). With this mixin a key's bindings have run, its screen is pushed and the focus has moved before
the next key is read. Handlers must ``await push_screen()`` and use ``screen.set_focus(widget)``; they must never wait
for something that needs the app's own queue.
"""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any

from textual import events
from textual._callback import invoke
from textual._xterm_parser import XTermParser

from workbench.errors import StoreError
from workbench.tui.held_key import HeldKey

if TYPE_CHECKING:
    from textual.app import App

    _Base = App[int]
else:
    _Base = object


BREATH = 0.1
"""Seconds of keys without a pause after which everything else has its turn."""


class SerialKeys(_Base):
    """To be mixed in before ``App``. Uses private names of Textual 8.2.8, watched by tests.

    Keys that come before the first screen can take them wait for :meth:`ready`.
    """

    _early: list[events.Event] | None = None
    _holding = False
    _unwanted = ""
    """A key that is dropped when it is the first to be let go."""
    _breathed = 0.0
    pressed_at = 0.0
    """When the last key or paste was looked at, by ``time.monotonic()``."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.held_key = HeldKey()

    def hold_keys(self, typed: str = "") -> None:
        """Let keys wait from now on, behind what was ``typed`` before the app began."""
        parser = XTermParser(debug=False)
        found = [*parser.feed(typed), *parser.feed("")] if typed else []
        # Also by a key that has waited itself: those behind it wait on.
        self._early = [*(self._early or ()), *(e for e in found if isinstance(e, events.Key | events.Paste))]
        self._holding = True

    def ready(self) -> None:
        """Let the keys go that wait, in their order, before any that come later."""
        if self._early is not None:
            self._holding = False
            self.call_later(self._let_go)

    def drop_keys(self) -> int:
        """Drop the keys that wait, and return how many: what they were meant for has not come."""
        count = len(self._early or ())
        if self._early:
            self._early.clear()
        return count

    def drop_first(self, key: str) -> None:
        """Drop the first key that waits if it is this one: what it was pressed for has happened by itself.

        When they are let go: some may have come that the app has not looked at yet.
        """
        self._unwanted = key

    async def _let_go(self) -> None:
        first = self._early[0] if self._early and not self._holding else None
        unwanted, self._unwanted = self._unwanted, ""
        if self._early and isinstance(first, events.Key) and first.key == unwanted:
            self._early.pop(0)
        while self._early and not self._holding:
            await self._route(self._early.pop(0))
        if not self._holding:
            self._early = None

    def trouble(self, error: StoreError) -> None:
        """Tell that the database cannot be read."""
        raise NotImplementedError

    async def on_event(self, event: events.Event) -> None:
        """Route keys and pastes by hand, everything else as ever."""
        if not (isinstance(event, events.Key | events.Paste) and not event.is_forwarded and self.is_running):
            await super().on_event(event)
        elif self._early is not None:
            self._early.append(event)
        else:
            await self._route(event)

    async def _route(self, event: events.Event) -> None:
        """Hand a key or paste to the widget that has the focus, then up, and to the bindings."""
        if time.monotonic() - self._breathed > BREATH:
            # Between keys, never inside one: what they changed is looked at and drawn although more keys wait.
            await asyncio.sleep(0)
            self._breathed = time.monotonic()
        if isinstance(event, events.Key):
            self.held_key.press(event.key, event.time)
        self.pressed_at = time.monotonic()
        event._set_forwarded()
        if isinstance(event, events.Key) and await self._check_bindings(event.key, priority=True):
            return
        try:
            await self._hand_up(event)
        except StoreError as e:
            # Keys that wait behind it are looked at all the same.
            self.trouble(e)

    async def _hand_up(self, event: events.Event) -> None:
        node: Any = self.focused or self.screen
        while node is not None and node is not self:
            with node._context():
                for _class, method in node._get_dispatch_methods(event.handler_name, event):
                    await invoke(method, event)
            if event._stop_propagation:
                return
            node = node._parent if event.bubble else None
        if isinstance(event, events.Key):
            await self._check_bindings(event.key)
