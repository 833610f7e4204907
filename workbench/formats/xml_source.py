"""The text of a large XML file, a stretch at a time: decoded as the file says, line ends LF, without what XML forbids.

Control characters become U+FFFD and are told by line. Bytes that are no text in the file's encoding stay visible as lone
surrogates, so that the reader can pass over what they stand in and nothing else.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from workbench.errors import FileError
from workbench.model import Repair

FIRST, CHUNK = 1 << 16, 1 << 20
"""Bytes read at first, so that reading yields at once, and then."""
NOTICES = 20
"""More lines than this with forbidden characters are summed up in one notice."""
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"),
)  # fmt: skip
"""How a file in an encoding may begin: with a mark, or (UTF-16) with ``<``."""
_DECLARED = re.compile(rb"""\s*<\?xml[^>]{0,200}?\sencoding\s*=\s*["']([A-Za-z][A-Za-z0-9._-]{0,40})["']""")
_TEXT_CODEC = re.compile(r"utf-8$|ascii$|iso8859|cp\d|mac|koi8|gb|big5|shift_jis|euc|hz$|johab|tis|ptcp|kz1048|hp-")
"""Python's names of encodings in which ASCII is itself; others (idna, rot13) are no encodings of text files."""
_CONTROL_BYTES = bytes(set(range(32)) - {9, 10})
_FORBIDDEN = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_NO_TEXT = re.compile("[\ud800-\udfff]")

Progress = Callable[[int, int], None]
"""Called with bytes done and bytes in all."""
Decode = Callable[[bytes, bool], tuple[str, bool]]
"""From bytes (and whether they are the last) to text, and whether forbidden characters may be in it."""


class XmlSource:
    """An XML file as text. ``done`` and ``total`` are bytes; ``total`` is 0 where the size cannot be known.

    ``dirty`` is True as soon as bytes were met that are no text in the file's encoding.
    """

    def __init__(self, path: Path, report: Callable[[Repair], None], progress: Progress | None = None) -> None:
        self.path, self.encoding, self.dirty = path, "utf-8", False
        self.done = self.total = 0
        self._report, self._progress = report, progress
        self._line = 1
        self._told = self._more = 0

    def stretches(self) -> Iterator[str]:
        """Yield the text in order; raises :class:`FileError` when the file cannot be read or says a false encoding."""
        try:
            with self.path.open("rb") as f:
                self.total = self.path.stat().st_size if self.path.is_file() else 0
                yield from self._decoded(f)
        except OSError as e:
            raise FileError(self.path, f"cannot be read ({e.strerror or e}).", "Check the name and its rights.") from e
        if self._more:
            self._report(Repair(0, f"{self._more} more lines had characters that cannot be stored."))

    def _decoded(self, f: BinaryIO) -> Iterator[str]:
        data = f.read(FIRST)
        if not data:
            raise FileError(self.path, "the file is empty.", "Export it again from the program it is from.")
        self.encoding, skip = self._encoding(data)
        decode = self._decode_utf8() if self.encoding == "utf-8" else self._decode_other()
        self.done, data = len(data), data[skip:]
        held = ""
        while True:
            final = not data
            text, odd = decode(data, final)
            text = held + text
            held = "\r" if text.endswith("\r") and not final else ""
            text = text.removesuffix(held)
            if odd or "\r" in text:
                text = self._without_forbidden(text.replace("\r\n", "\n").replace("\r", "\n"))
            self._line += text.count("\n")
            if text:
                yield text
            if self._progress is not None:
                self._progress(self.done, max(self.total, self.done))
            if final:
                return
            data = f.read(CHUNK)
            self.done += len(data)

    def _encoding(self, data: bytes) -> tuple[str, int]:
        """Return the encoding and how long its mark is."""
        for mark, name in _MARKS:
            if data.startswith(mark):
                return name, 0 if b"<" in mark else len(mark)
        found = _DECLARED.match(data)
        said = found[1].decode() if found else "utf-8"
        try:
            name = codecs.lookup(said).name
        except LookupError as e:
            raise self._no_encoding(f"{said!r} is no encoding known here") from e
        if name.startswith(("utf-16", "utf-32")):
            raise self._no_encoding(f"it says its encoding is {said}, but its bytes are not")
        if not _TEXT_CODEC.match(name):
            raise self._no_encoding(f"{said!r} is no encoding of XML")
        return ("utf-8" if name == "ascii" else name), 0

    def _no_encoding(self, reason: str) -> FileError:
        return FileError(self.path, f"{reason}.", "Correct encoding=... in its first line, or export it again.", 1)

    def _decode_utf8(self) -> Decode:
        held = b""

        def decode(data: bytes, final: bool) -> tuple[str, bool]:
            nonlocal held
            data = held + data
            try:
                text, used = codecs.utf_8_decode(data, "strict", final)
            except UnicodeDecodeError:
                self.dirty = True
                text, used = codecs.utf_8_decode(data, "surrogateescape", final)
            held = data[used:]
            # Looked for among the bytes, several times faster than among letters. EF BF begins U+FFFE, U+FFFF and
            # little else that is met.
            return text, len(data.translate(None, _CONTROL_BYTES)) != len(data) or b"\xef\xbf" in data

        return decode

    def _decode_other(self) -> Decode:
        errors = "surrogatepass" if self.encoding.startswith("utf") else "surrogateescape"
        decoder = codecs.getincrementaldecoder(self.encoding)(errors)

        def decode(data: bytes, final: bool) -> tuple[str, bool]:
            try:
                text = decoder.decode(data, final)
            except UnicodeDecodeError as e:
                if not final:
                    raise self._no_encoding(f"its bytes are no {self.encoding.upper()} text") from e
                text = ""  # half a character: the file is cut off, which shows otherwise
            self.dirty = self.dirty or bool(_NO_TEXT.search(text))
            return text, bool(_FORBIDDEN.search(text))

        return decode

    def _without_forbidden(self, text: str) -> str:
        if not _FORBIDDEN.search(text):
            return text
        for number, line in enumerate(text.split("\n"), self._line):
            found = _FORBIDDEN.findall(line)
            if found and self._told >= NOTICES:
                self._more += 1
            elif found:
                self._told += 1
                self._report(Repair(number, forbidden_notice(found)))
        return _FORBIDDEN.sub("\ufffd", text)


def forbidden_notice(found: list[str]) -> str:
    """Return the words about characters that became U+FFFD."""
    names = ", ".join(f"U+{ord(c):04X}" for c in sorted(set(found))[:4])
    count = "a character" if len(found) == 1 else f"{len(found)} characters"
    return f"{count} that cannot be stored ({names}) became U+FFFD."
