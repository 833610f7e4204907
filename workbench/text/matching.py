"""The form in which the memory compares texts: folded words with one space between.

Every unit is brought into this form, at import a million of them: :func:`matching_all` does many texts in one go, by a
table of bytes where their characters allow it, which is ten times as fast as ``str.translate`` over Arabic.
"""

from __future__ import annotations

import codecs
import threading
import unicodedata
from collections.abc import Sequence
from typing import Any

from workbench.text.fold import fold

_SEPARATOR = "\0"
_OTHER = "\1"
"""Two characters that stand in no stored text."""
_met = threading.local()


def _form(char: str) -> str:
    """Return what becomes of a character: folded and case folded; what is no part of a word becomes a space.

    Apostrophes go without a trace: ``don't`` and ``don’t`` are one word, and so is ``dont``.
    """
    out = []
    for c in fold(char).casefold():
        if c == "'":
            continue
        out.append(c if c.isalnum() or unicodedata.category(c)[0] == "M" else " ")
    return "".join(out)


class _Table(dict[int, str]):
    """The forms of all characters, made when first met."""

    def __missing__(self, code: int) -> str:
        form = self[code] = _form(chr(code))
        return form


_TABLE = _Table({ord(_SEPARATOR): _SEPARATOR})


def matching(text: str) -> str:
    """Return the words of a text as the memory compares them: folded (T1), case folded, one space between.

    A text without a letter or digit is its folded key with spaces between its characters gone, so that ``***`` is found
    again. Laws: applying it twice changes nothing; texts with equal :func:`workbench.text.fold.fold_key` have equal forms.
    """
    return _joined(text.replace(_SEPARATOR, " ").translate(_TABLE)) or _wordless(text)


def matching_all(texts: Sequence[str]) -> list[str]:
    """Return :func:`matching` of every text."""
    if not texts:
        return []
    whole = _SEPARATOR.join(texts)
    if _OTHER in whole or whole.count(_SEPARATOR) != max(0, len(texts) - 1):
        return [matching(t) for t in texts]
    others: list[str] = []
    _met.forms = others
    raw = codecs.charmap_encode(whole, _ERRORS, _ENCODE)[0]
    folded = codecs.charmap_decode(raw.translate(_BYTES, _GONE), "strict", _DECODE)[0]
    if others:
        parts = folded.split(_OTHER)
        parts[1:] = [part for pair in zip(others, parts[1:], strict=True) for part in pair]
        folded = "".join(parts)
    return [_joined(f) or _wordless(t) for f, t in zip(folded.split(_SEPARATOR), texts, strict=True)]


def _joined(form: str) -> str:
    return " ".join(form.split())


def _wordless(text: str) -> str:
    return "".join(fold(text).casefold().split())


# The bytes of the fast way: all of ASCII, and what Arabic and English texts are written with besides. A character counts
# only when it becomes one character that is among them too, or none.
_COMMON = (
    "".join(map(chr, range(0x80)))
    + "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيٱپچژڤگکیہھەۀے"
    + "".join(map(chr, range(0x064B, 0x0656)))
    + "\u0640\u0670"
    + "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹"
    + "،؛؟٪٫٬۔"
    + "“”„«»‘’–—…•\u00a0\u200c\u200d\u200e\u200f\u202b\u202a\u202c\ufeff"
    + "éèêàâçñöüäïîôíáóāīū"
)


def _tables() -> tuple[Any, bytes, bytes, str]:
    alphabet = [c for c in dict.fromkeys(_COMMON) if len(_form(c)) <= 1]
    alphabet += [c for c in dict.fromkeys(_form(c) for c in alphabet) if c and c not in alphabet]
    decode = "".join(alphabet).ljust(256, "\ufffe")
    place = {c: n for n, c in enumerate(alphabet)}
    table = bytearray(range(256))
    gone = bytearray()
    for c, n in place.items():
        form = c if c in (_SEPARATOR, _OTHER) else _form(c)
        if form:
            table[n] = place[form]
        else:
            gone.append(n)
    return codecs.charmap_build(decode), bytes(table), bytes(gone), decode


_ENCODE, _BYTES, _GONE, _DECODE = _tables()
_ERRORS = "workbench.matching"


def _other(error: UnicodeError) -> tuple[str, int]:
    """Keep the form of characters that have no byte, and a sign in their place."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    _met.forms.append(error.object[error.start : error.end].translate(_TABLE))
    return _OTHER, error.end


codecs.register_error(_ERRORS, _other)


def matching_places(text: str) -> list[tuple[str, int, int]]:
    """Return the words of :func:`matching` with where they stand: word, start, end in the text.

    Law: the words joined by spaces are :func:`matching` of a text that has a letter or digit.
    """
    out: list[tuple[str, int, int]] = []
    word, start, end = "", 0, 0
    for at, char in enumerate(text):
        for c in _TABLE[ord(char)].replace(_SEPARATOR, " "):
            if c == " ":
                if word:
                    out.append((word, start, end))
                word = ""
            else:
                start = start if word else at
                word, end = word + c, at + 1
        if word and not _TABLE[ord(char)]:
            end = at + 1
    if word:
        out.append((word, start, end))
    return out
