"""Is an answer a translation? An engine's error page must never reach the editor."""

from __future__ import annotations

import re

from workbench.model import MTFailure
from workbench.mt.failures import failure

_GARBAGE = re.compile(
    r"Error \d{3} \(|\b\d{3}\.\s?That.s an error|MYMEMORY WARNING|INVALID (?:SOURCE|TARGET) LANGUAGE"
    r"|QUERY LENGTH LIMIT|PLEASE SELECT TWO DISTINCT|\ANO CONTENT\Z|(?i:<html|<!doctype)"
    r"|unusual traffic from your computer|Before you continue to (?:Google|YouTube)"
)
"""What engines are known to send with status 200. Whole phrases in their own case: "unusual traffic" alone is news."""
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_LATIN = re.compile(r"[A-Za-z]")
_LOOP = re.compile(r"(\w{3,12}?)\1{5,}")


def sane(source: str, answer: str | None, target: str, engine: str) -> str:
    """Return the answer, or raise the failure ``bad_response``.

    Refused: nothing, an error or consent page, another script than the target's, a repetition loop, an implausible
    length. A source without letters and digits translates as itself, whatever the engine says.
    """
    if not has_words(source):
        return source
    if answer is None or not answer.strip() or _bad(source, answer, target):
        raise failure(MTFailure.BAD_RESPONSE, engine)
    return answer.strip()


def has_words(text: str) -> bool:
    """Whether there is anything to translate: a letter or a digit."""
    return any(c.isalnum() for c in text)


def _bad(source: str, answer: str, target: str) -> bool:
    if _GARBAGE.search(answer) and not _GARBAGE.search(source):
        return True
    if len(answer) > 12 * len(source) + 200 or (_LOOP.search(answer) and not _LOOP.search(source)):
        return True
    if sum(c.isalpha() for c in source) >= 12:
        wanted, other = (_LATIN, _ARABIC) if target.startswith("en") else (_ARABIC, _LATIN)
        if len(wanted.findall(answer)) < len(other.findall(answer)):
            return True
    words = answer.split()
    loops = len(words) >= 12 and len(set(words)) / len(words) < 0.3
    return loops and len(set(source.split())) / max(1, len(source.split())) > 0.5
