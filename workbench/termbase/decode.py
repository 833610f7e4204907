"""From the bytes of a glossary file to its text, within bounds and without guessing."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from pathlib import Path

from workbench.errors import FileError

MAX_BYTES = 50_000_000
"""The largest glossary file that is read: some 400,000 rows. Beyond it a file is no glossary but a memory."""
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CODING = re.compile(rb"#[^\r\n]{0,40}?coding[:=][ \t]*([-\w.]+)")
_NAMED = ("utf-8", "cp1256", "windows-1256", "iso-8859-6", "mac-arabic", "cp720", "cp1252")
"""What a coding line may say: encodings that keep ASCII where it is and lead back to the same bytes."""
_SAVE = (
    "Save it as UTF-8 (in Excel: CSV UTF-8), or: workbench glossary import FILE --encoding cp1256;"
    " or name its encoding in its first line: # coding: cp1256"
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, and what leads back to its bytes: law ``bom + text.encode(encoding) == data``."""

    text: str
    bom: bytes
    encoding: str


def load(path: Path) -> bytes:
    """Return the bytes of a glossary file; raises :class:`FileError` when it cannot be read or is too large."""
    try:
        with path.open("rb") as f:
            data = f.read(MAX_BYTES + 1)
    except PermissionError as e:
        raise FileError(path, "cannot be read (no permission).", "Is it open in a spreadsheet? Close it there.") from e
    except OSError as e:
        raise FileError(path, f"cannot be read ({e.strerror or e}).", "Check the name and its rights.") from e
    if len(data) > MAX_BYTES:
        raise FileError(
            path,
            f"is larger than {MAX_BYTES // 1_000_000} MB, too large for a glossary.",
            "Split it; pairs of sentences belong into a memory: workbench tm import",
        )
    return data


def decode(path: Path, data: bytes) -> Decoded:
    """Decode by the byte order mark, else a coding line (``# coding: cp1256``), else as UTF-8.

    Raises :class:`FileError` with the line of the first wrong byte; nothing is guessed and nothing replaced.
    """
    bom, encoding = next(((b, e) for b, e in _BOMS if data.startswith(b)), (b"", ""))
    if not encoding:
        named = _CODING.match(data[:200])
        encoding = named[1].decode("ascii", "replace").lower() if named else "utf-8"
        if encoding not in _NAMED:
            raise FileError(
                path, f"names an encoding that is not known: {encoding}.", f"Known: {', '.join(_NAMED)}.", 1
            )
        if data[:1000].count(0) > len(data[:1000]) // 5:
            raise FileError(path, "looks like UTF-16 without a byte order mark.", _SAVE)
    try:
        return Decoded(data[len(bom) :].decode(encoding), bom, encoding)
    except UnicodeDecodeError as e:
        line = data[len(bom) :][: e.start].count(b"\n") + 1
        raise FileError(path, f"is not {encoding.upper()} text (byte {len(bom) + e.start}).", _SAVE, line) from e
