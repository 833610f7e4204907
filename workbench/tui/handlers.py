"""Who handles a message is found once for each kind of widget.

Textual 8.2.8 goes through the two dozen classes of a widget for every message it gets, and a key makes a hundred of them: a
tenth of all that typing took.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Iterator
from typing import Any

from textual.message import Message
from textual.message_pump import MessagePump

Handler = tuple[type, Callable[[Message], Awaitable[Any]]]

_every = MessagePump._get_dispatch_methods
_owners: dict[tuple[type, type, str], tuple[tuple[type, str], ...] | None] = {}


def _find(pump: type, message: type, name: str) -> tuple[tuple[type, str], ...] | None:
    """Return the classes with a handler and its name in each; None where a decorated one may have to look at the message."""
    found = []
    for owner in pump.__mro__:
        decorated = owner.__dict__.get("_decorated_handlers")
        if decorated and not decorated.keys().isdisjoint(message.__mro__):
            return None
        for own in (f"_{name}", name):
            if method := owner.__dict__.get(own):
                if not getattr(method, "_textual_on", None):
                    found.append((owner, own))
                break
    return tuple(found)


def _handlers(self: MessagePump, method_name: str, message: Message) -> Iterable[Handler]:
    key = type(self), type(message), method_name
    if key not in _owners:
        _owners[key] = _find(*key)
    owners = _owners[key]
    if owners is None:
        return _every(self, method_name, message)
    return _bound(self, message, owners) if owners else ()


def _bound(pump: MessagePump, message: Message, owners: tuple[tuple[type, str], ...]) -> Iterator[Handler]:
    for owner, name in owners:
        if message._no_default_action:
            return
        yield owner, owner.__dict__[name].__get__(pump, owner)


def install() -> None:
    """Remember handlers. Uses private names, which ``tests/tui/test_key_contract.py`` watches."""
    MessagePump._get_dispatch_methods = _handlers  # type: ignore[method-assign]
