"""From bytes to text: a byte order mark or strict UTF-8, or what the user says. Never a guess."""

from __future__ import annotations

import codecs
from pathlib import Path

from workbench.errors import FileError
from workbench.model import Repair

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ARABIC_CODES = ("cp1256", "iso8859_6", "mac_arabic")
_COMMON = frozenset("الويمنرتبسعدفهكقحجأةإى،؟ ")


def decode(data: bytes, path: Path | str, encoding: str | None = None) -> tuple[str, tuple[Repair, ...]]:
    """Return the text of a file, without its byte order mark, and what is to be told about it.

    ``encoding`` wins over everything but is still strict. Without it only a byte order mark or UTF-8 is taken; other
    bytes raise :class:`FileError` with the place of the first bad byte and, where the bytes look like an Arabic code
    page, the option to say so.
    """
    name, mark, told = encoding_of(data, path, encoding)
    text = _strict(data, path, name, mark)
    return (text.removeprefix("\ufeff") if told else text), told


def encoding_of(data: bytes, path: Path | str, encoding: str | None = None) -> tuple[str, int, tuple[Repair, ...]]:
    """Return the encoding of a file by its first bytes, how long its mark is, and what is to be told about it.

    What :func:`decode` takes, for files too large to be read at once.
    """
    if not data:
        raise FileError(path, "the file is empty.", "Check that it is the right file.")
    if encoding is not None:
        name = _as_told(path, encoding)
        return name, 0, (Repair(0, f"read as {name}, as you said."),)
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name, len(mark), ()
    unmarked = _utf16_without_mark(data)
    if unmarked:
        raise FileError(path, "it looks like UTF-16 without a byte order mark.", f"Try --encoding {unmarked}")
    return "utf-8", 0, ()


def _as_told(path: Path | str, encoding: str) -> str:
    try:
        name = codecs.lookup(encoding).name
        # What Python counts among the codecs but gives no text (rot13, hex, undefined) fails on any byte.
        b"a".decode(name, errors="replace")
    except (LookupError, ValueError) as e:
        raise FileError(path, f"{encoding!r} is no encoding of text.", "For example: --encoding cp1256") from e
    return name


def _strict(data: bytes, path: Path | str, name: str, skip: int = 0) -> str:
    """Decode what stands behind the first ``skip`` bytes; the place in the error counts from the start of the file."""
    try:
        return data[skip:].decode(name)
    except UnicodeDecodeError as e:
        at = skip + e.start
        line = data[:at].count(b"\n") + 1 if name == "utf-8" else 0
        raise FileError(
            path, f"the bytes are not {name.upper()} text (byte {at}, 0x{data[at]:02X}).", _advice(data), line
        ) from e
    except UnicodeError as e:  # some codecs (idna, punycode) give no place
        raise FileError(path, f"the bytes are not {name.upper()} text.", _advice(data)) from e


def _utf16_without_mark(data: bytes) -> str:
    """Return which UTF-16 the bytes look like, '' for neither.

    UTF-16 of Arabic or English is mostly valid UTF-8, so strictness alone lets it through: every second byte is then
    the upper half of a letter, 00 or 06.
    """
    first, second = data[:4096:2], data[1:4096:2]
    if len(second) < 2:
        return ""
    high_first, high_second = (sum(half.count(c) for c in (0, 6)) / len(half) for half in (first, second))
    if high_second > 0.85 and high_first < 0.5:
        return "utf-16-le"
    return "utf-16-be" if high_first > 0.85 and high_second < 0.5 else ""


def _advice(data: bytes) -> str:
    """Say what the bytes look like."""
    if b"\x00" in data[:4096] or data[:4] in (b"\x89PNG", b"PK\x03\x04", b"%PDF"):
        return "It is not a text file."
    name = _looks_like(data[:65536])
    if name:
        return f"It looks like {name}: try --encoding {name}, and look whether it reads right."
    return "Save it as UTF-8, or say what it is with --encoding."


def _looks_like(data: bytes) -> str:
    """Return the Arabic code page under which the high bytes are common Arabic letters, '' when none fits."""
    best, best_share = "", 0.6
    for name in _ARABIC_CODES:
        high = [c for c in data.decode(name, errors="replace") if ord(c) > 127]
        share = sum(c in _COMMON for c in high) / len(high) if high else 0.0
        if share > best_share:
            best, best_share = name, share
    return best
