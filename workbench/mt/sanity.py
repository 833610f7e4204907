"""Is an answer a translation? An engine's error page must never reach the editor, nor a control character a target."""

from __future__ import annotations

import re

from workbench.model import MTFailure
from workbench.mt.failures import failure
from workbench.text.clean import stored_text

_GARBAGE = re.compile(
    r"Error \d{3} \(|\b\d{3}\.\s?That.s an error|MYMEMORY WARNING|INVALID (?:SOURCE|TARGET) LANGUAGE"
    r"|QUERY LENGTH LIMIT|PLEASE SELECT TWO DISTINCT|\ANO CONTENT\Z|(?i:<html|<!doctype)"
    r"|unusual traffic from your computer|Before you continue to (?:Google|YouTube)"
)
"""What engines are known to send with status 200. Whole phrases in their own case: "unusual traffic" alone is news."""
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_LATIN = re.compile(r"[A-Za-z]")
_LOOP = re.compile(r"(\w{3,12}?)\1{5,}")
_LINE_ENDS = re.compile("\x85|\u2028|\u2029")
_CONTROLS = re.compile("[\x7f-\x9f]")
"""DEL and C1: XML allows them, a terminal obeys them."""
_ADDRESS = re.compile(
    r"(?i:https?://|www\.)\S+|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+|[@#]\w+"
    r"|(?<![\w.-])(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,}(?:/\S*)?"
)
"""Addresses, handles and tags, bounded so that a long run of one letter is not read again from each of them."""
_LATIN_RUN = re.compile(r"[A-Za-z0-9][A-Za-z0-9&'’.-]*(?: [A-Za-z0-9][A-Za-z0-9&'’.-]*)*")
NAME = 4
"""A longer run of words copied from the source is a text left as it was, no name."""
_ENOUGH = 12
"""Letters from which the script of a text tells its language."""


def sane(source: str, answer: str | None, target: str, engine: str) -> str:
    """Return the answer as it can be stored, or raise the failure ``bad_response``.

    Refused: nothing, an error or consent page, another script than the target's, a repetition loop, an implausible
    length. A source without letters and digits translates as itself, whatever the engine says.
    """
    if not has_words(source):
        return source
    text = _cleaned(source, answer or "")
    if not text.strip("\ufffd \n\t") or _bad(source, text, target):
        raise failure(MTFailure.BAD_RESPONSE, engine)
    return text


def has_words(text: str) -> bool:
    """Whether there is anything to translate: a letter or a digit."""
    return any(c.isalnum() for c in text)


def looks_like_page(answer: str | None, source: str = "") -> bool:
    """Whether an answer that is refused is a page without a translation: the engine fails with every text, not this one.

    ``source`` may say itself what such pages say.
    """
    return answer is not None and _GARBAGE.search(answer) is not None and not _GARBAGE.search(source)


def _cleaned(source: str, answer: str) -> str:
    """Return an answer as an imported text is stored, without controls, line ends and tabs that the source does not have."""
    text = stored_text(_LINE_ENDS.sub("\n", answer))[0].strip()
    text = _CONTROLS.sub("\ufffd", text)
    if "\n" not in source.strip():
        text = " ".join(line for part in text.split("\n") if (line := part.strip()))
    return text if "\t" in source else text.replace("\t", " ")


def _bad(source: str, answer: str, target: str) -> bool:
    if looks_like_page(answer, source):
        return True
    if len(answer) > 12 * len(source) + 200 or (_LOOP.search(answer) and not _LOOP.search(source)):
        return True
    if _wrong_script(_ADDRESS.sub(" ", source), _ADDRESS.sub(" ", answer), target):
        return True
    words = answer.split()
    loops = len(words) >= 12 and len(set(words)) / len(words) < 0.3
    return loops and len(set(source.split())) / max(1, len(source.split())) > 0.5


def _wrong_script(source: str, answer: str, target: str) -> bool:
    """Whether most letters are of the other script, names that Arabic leaves as the source has them aside."""
    if sum(c.isalpha() for c in source) < _ENOUGH:
        return False
    english = target.startswith("en")
    wanted, other = (_LATIN, _ARABIC) if english else (_ARABIC, _LATIN)
    right = len(wanted.findall(answer))
    if not right:
        return other.search(answer) is not None
    return right < len(other.findall(answer if english else _without_names(source, answer)))


def _without_names(source: str, answer: str) -> str:
    known = {w for run in _LATIN_RUN.findall(source) for w in _words(run)}

    def left(run: re.Match[str]) -> str:
        words = _words(run[0])
        names = all(w in known and not w.islower() for w in words)
        return " " if names and len(words) <= NAME else run[0]

    return _LATIN_RUN.sub(left, answer)


def _words(run: str) -> list[str]:
    return [w.rstrip("&'’.-") for w in run.split(" ")]
