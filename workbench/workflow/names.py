"""Names of projects and documents, and the folder and file names made of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from workbench.errors import UsageError

NAME_BYTES = 120
"""Longest file name we make, in UTF-8 bytes: leaves room for suffixes under the 255 of common file systems."""

_SEPARATORS = re.compile(r'[\\/:*?"<>|]')
_WINDOWS_DEVICES = {"con", "prn", "aux", "nul", *(f"com{i}" for i in range(1, 10)), *(f"lpt{i}" for i in range(1, 10))}


def checked_name(name: str, what: str = "project") -> str:
    r"""Return a name a person gave, NFC and stripped.

    Raises :class:`UsageError` when it is empty, holds control characters or one of ``/ \ : * ? " < > |``, which no
    folder name can hold on every system. Nothing is replaced silently: the user chooses another name.
    """
    clean = unicodedata.normalize("NFC", name).strip()
    if not clean:
        raise UsageError(f"A {what} name cannot be empty.")
    bad = _SEPARATORS.search(clean)
    if bad:
        better = _SEPARATORS.sub("-", clean).strip(" .-") or "new-project"
        raise UsageError(f"A {what} name cannot contain {bad[0]!r}.", f"Take for example {better!r}.")
    if any(unicodedata.category(c) in ("Cc", "Cs") for c in clean):
        raise UsageError(f"A {what} name cannot contain control characters.")
    if not slug(clean):
        raise UsageError(f"{clean!r} cannot be a {what} name.", "Use letters or digits.")
    return clean


def slug(name: str) -> str:
    """Return a safe file name for a name: '' when nothing usable is left.

    Law: the result holds no separator, control or format character, does not begin with a dot or hyphen and is no
    reserved device name of Windows; ``slug(slug(x)) == slug(x)``.
    """
    text = unicodedata.normalize("NFC", name)
    text = "".join(" " if unicodedata.category(c) == "Cc" else c for c in text)
    text = "".join(c for c in text if unicodedata.category(c) not in ("Cf", "Cs", "Co", "Cn"))
    text = _SEPARATORS.sub("-", text)
    text = re.sub(r"\s+", "-", text.strip()).strip(" .-")
    while len(text.encode()) > NAME_BYTES:
        text = text[:-1].rstrip(" .-")
    if text.split(".")[0].lower() in _WINDOWS_DEVICES:
        text = f"project-{text}"
    return text


def free_slug(wanted: str, taken: Collection[str]) -> str:
    """Return ``wanted``, or ``wanted-2``, ``wanted-3`` ... so that no name equal after case folding is taken."""
    folded = {unicodedata.normalize("NFC", t).casefold() for t in taken}
    candidate, n = wanted, 1
    while candidate.casefold() in folded:
        n += 1
        candidate = f"{wanted}-{n}"
    return candidate
