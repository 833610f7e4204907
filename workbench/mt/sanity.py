"""Is an answer a translation? An engine's error page must never reach the editor."""

from __future__ import annotations

import re

from workbench.model import MTFailure
from workbench.mt.failures import failure

_GARBAGE = re.compile(
    r"Error \d{3} \(|That.s an error|MYMEMORY WARNING|INVALID (?:SOURCE|TARGET) LANGUAGE|QUERY LENGTH LIMIT"
    r"|PLEASE SELECT TWO DISTINCT|NO CONTENT|<html|<!doctype|unusual traffic|Before you continue",
    re.IGNORECASE,
)
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_LATIN = re.compile(r"[A-Za-z]")
_LOOP = re.compile(r"(\w{3,12}?)\1{5,}")


def sane(source: str, answer: str | None, target: str, engine: str) -> str:
    """Return the answer, or raise the failure ``bad_response``.

    Refused: nothing, an error or consent page, another script than the target's, a repetition loop, an implausible
    length. A source without letters and digits translates as itself, whatever the engine says.
    """
    if not any(c.isalnum() for c in source):
        return source
    if answer is None or not answer.strip() or _bad(source, answer, target):
        raise failure(MTFailure.BAD_RESPONSE, engine)
    return answer.strip()


def _bad(source: str, answer: str, target: str) -> bool:
    if _GARBAGE.search(answer) and not _GARBAGE.search(source):
        return True
    if len(answer) > 12 * len(source) + 200 or _LOOP.search(answer):
        return True
    if sum(c.isalpha() for c in source) >= 12:
        wanted, other = (_LATIN, _ARABIC) if target.startswith("en") else (_ARABIC, _LATIN)
        if len(wanted.findall(answer)) < len(other.findall(answer)):
            return True
    words = answer.split()
    loops = len(words) >= 12 and len(set(words)) / len(words) < 0.3
    return loops and len(set(source.split())) / max(1, len(source.split())) > 0.5
