"""Addresses of servers: which are taken, whose they are, and what is shown of them."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from workbench.mt.engine import Place

_HOST = re.compile(r"[A-Za-z0-9_.-]+\Z|[0-9A-Fa-f:.]+\Z")
"""A name in plain letters, or an IPv6 address; anything else two parsers might read as two different hosts."""
_FORBIDDEN = re.compile(r"[\s\\\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Address:
    """A server's address as it stands in the settings, looked at.

    ``base`` has no slash at its end and is '' where ``refusal`` says why it is not used. ``host`` is what text is sent to,
    with the port, never with a password.
    """

    base: str
    host: str
    place: Place
    refusal: str = ""


def address(url: str, *, allow_plain_http: bool = False) -> Address:
    """Read an address. The one rule for all engines.

    ``http://`` is for this computer, beyond it only where the settings allow it: everybody on the way could read text
    and key. A password in an address would end in logs, a question mark would cut the path. Never raises.
    """
    if not url.strip():
        return Address("", "", Place.LOOPBACK, "Set url in the table of this engine in the settings.")
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return _refused("", "This url cannot be read; it looks like http://127.0.0.1:5000.")
    shown = f"[{host}]" if ":" in host else host
    shown += f":{port}" if port is not None else ""
    if "@" in parts.netloc:
        return _refused(shown, "Take name and password out of the url; keys come from the environment or the keyring.")
    if parts.scheme not in ("http", "https") or not _HOST.match(host) or _FORBIDDEN.search(url.strip()):
        return _refused(shown, "The url must begin with http:// or https:// and name a host in plain letters.")
    if parts.query or parts.fragment or url.strip().endswith(("?", "#")):
        return _refused(shown, "Take what begins with ? or # out of the url.")
    place = place_of(host)
    if parts.scheme == "http" and place is not Place.LOOPBACK and not allow_plain_http:
        return _refused(
            shown,
            "http:// beyond this computer can be read by everybody on the way: use https://, or set allow_plain_http.",
            place,
        )
    return Address(f"{parts.scheme}://{shown}{parts.path.rstrip('/')}", shown, place)


def place_of(host: str) -> Place:
    """Return whose a host is: this computer's, one of a network at home or in the office, or somebody's beyond."""
    if is_loopback(host):
        return Place.LOOPBACK
    try:
        return Place.SELFHOSTED if ipaddress.ip_address(host).is_private else Place.CLOUD
    except ValueError:
        own = "." not in host or host.endswith((".local", ".lan", ".internal", ".home.arpa"))
        return Place.SELFHOSTED if own else Place.CLOUD


def is_loopback(host: str | None) -> bool:
    """Whether this host is this computer, by its own name or number; nobody is asked."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host or "").is_loopback
    except ValueError:
        return False


def _refused(host: str, why: str, place: Place = Place.CLOUD) -> Address:
    return Address("", host, place, why)
