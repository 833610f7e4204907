"""Punctuation: the end of the sentence, pairs, and the marks of each language."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.model import Issue, Severity, Side
from workbench.qa.context import Context

_ENDS = {
    **dict.fromkeys(".۔", "a full stop"),
    **dict.fromkeys("?؟", "a question mark"),
    "!": "an exclamation mark",
    ":": "a colon",
    **dict.fromkeys(",،", "a comma"),
    **dict.fromkeys(";؛", "a semicolon"),
    "…": "an ellipsis",
}
_CLOSERS = "\"'”’»›)]} \u200e\u200f\u061c"
_APOSTROPHE_SAFE = {"(": ")", "[": "]", "{": "}"}
_ARABIC_MARK = {"،": ",", "؛": ";", "؟": "?", "٪": "%", "٫": ".", "٬": ","}
_LATIN_MARK = {",": "،", ";": "؛", "?": "؟"}
_SPACE_BEFORE = re.compile(r"(?<=\S)[ \u00a0]+(?=[،؛؟.,;:!?](?:\s|$)|[،؛؟.,;!?][”»])")
_SPACE_MISPLACED = re.compile(r"(?<=\S)[ \u00a0]+([،؛,;])(?=[^\W\d_])(?![\ufb50-\ufefc])")
_PARTNERS = {")": "(", "]": "[", "}": "{", "»": "«", "”": "“"}
_SPACE_WITHIN = re.compile(r"(?<=\S)[ \u00a0]+([)\]}»”])(?=\s|$|[،؛؟.,;:!?])")
_SOFT = frozenset({"a comma", "a semicolon", ""})


def check_end(context: Context) -> Iterator[Issue]:
    """Yield an issue when the two sides end in marks of another kind.

    A piece of a long sentence may end in a comma where the target ends in a full stop.
    """
    source, target = _end(context.source), _end(context.target)
    if source == target or (source in _SOFT and target in ("a full stop", *_SOFT) and source != ""):
        return
    if source == "" and target == "":
        return
    end = len(context.target.rstrip())
    if not source:
        message = f"ends in {target}, the source in none"
    elif not target:
        message = f"ends in no mark, the source in {source}"
    else:
        message = f"ends in {target}, the source in {source}"
    yield Issue("typographical", Severity.WARNING, Side.TARGET, max(0, end - 1), end, message)


def _end(text: str) -> str:
    bare = text.rstrip().rstrip(_CLOSERS)
    if bare.endswith(("...", "..")):
        return "an ellipsis"
    return _ENDS.get(bare[-1:], "")


def ends_in_pause(text: str) -> bool:
    """Whether a text ends in a comma or semicolon."""
    return _end(text) in _SOFT - {""}


def check_pairs(context: Context) -> Iterator[Issue]:
    """Yield issues for brackets that do not close."""
    yield from _brackets(context.target)


def _brackets(text: str) -> Iterator[Issue]:
    stack: list[tuple[str, int]] = []
    for i, c in enumerate(text):
        if c in _APOSTROPHE_SAFE:
            stack.append((_APOSTROPHE_SAFE[c], i))
        elif c in ")]}":
            if stack and stack[-1][0] == c:
                stack.pop()
            elif not _list_mark(text, i):
                yield Issue("typographical", Severity.WARNING, Side.TARGET, i, i + 1, f"{c} has no partner")
    for _closer, i in stack:
        yield Issue("typographical", Severity.WARNING, Side.TARGET, i, i + 1, f"{text[i]} is never closed")


def _list_mark(text: str, i: int) -> bool:
    """``1)`` and ``a)`` at the beginning are list marks."""
    return i <= 3 and text[:i].strip().isalnum()


def check_locale(context: Context) -> Iterator[Issue]:
    """Yield an issue for each mark of the other language, with the right one as the fix."""
    arabic = context.target_lang.startswith("ar")
    wrong = _LATIN_MARK if arabic else _ARABIC_MARK
    for i, c in enumerate(context.target):
        if c not in wrong or (arabic and not _arabic_around(context.target, i)):
            continue
        severity = Severity.WARNING if arabic else Severity.ERROR
        name = "Latin" if arabic else "Arabic"
        yield Issue("locale-violation", severity, Side.TARGET, i, i + 1, f"{name} mark {c}", fix=wrong[c])


def _arabic_around(text: str, i: int) -> bool:
    """Whether a Latin mark stands in Arabic: not between digits, not after a Latin word."""
    before, after = text[i - 1 : i], text[i + 1 : i + 2]
    if before.isdigit() and after.isdigit():
        return False
    word = text[:i].rstrip('"”») ').rsplit(None, 1)
    return not (word and word[-1][-1:].isascii() and word[-1][-1:].isalpha())


def check_space_before_mark(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the places where a space stands before a mark that closes, and what should stand there.

    A pair with spaces on both its insides is somebody's way of writing, and so are those before ``%`` and ``…``.
    """
    for m in _SPACE_BEFORE.finditer(text):
        yield m.start(), m.end(), ""
    for m in _SPACE_MISPLACED.finditer(text):
        yield m.start(), m.end(), f"{m[1]} "
    for m in _SPACE_WITHIN.finditer(text):
        opener = text.rfind(_PARTNERS[m[1]], 0, m.start())
        if opener >= 0 and m[1] not in text[opener : m.start()] and not text[opener + 1].isspace():
            yield m.start(), m.end() - 1, ""
