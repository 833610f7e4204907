"""Finding the translation in what a language model wrote, or saying that there is none."""

from __future__ import annotations

import json
import re

_THOUGHT = re.compile(
    r"\A\s*(?:<(think|thinking|reasoning)>)?.*?</(?:think|thinking|reasoning)>", re.DOTALL | re.IGNORECASE
)
_OPEN_THOUGHT = re.compile(r"\A\s*<(?:think|thinking|reasoning)>", re.IGNORECASE)
_FENCE = re.compile(r"\A\s*```[a-zA-Z]*[ \t]*\n(.*?)\n?\s*```\s*\Z", re.DOTALL)
_QUOTES_INSIDE = re.compile(r'\A\s*\{\s*"t"\s*:\s*"(.*)"\s*,?\s*\}\s*\Z', re.DOTALL)
_SECOND_KEY = re.compile(r'"\s*,\s*"[^"]*"\s*:')
_TALK = re.compile(
    r"\A\W*(?:here(?:'s| is| are)|sure|certainly|of course|translation|the translation|i(?:'m| am| can(?:no|')t| will)\b"
    r"|sorry|as an ai|note\b|إليك|بالتأكيد|بالطبع|الترجمة|عذر|آسف|لا أستطيع|لا يمكنني)",
    re.IGNORECASE,
)
"""How a model begins that speaks instead of translating."""
_NOTHING = frozenset({"null", "none", "undefined", "n/a", "ok"})
_ARABIC = re.compile(r"[\u0620-\u064a\u0671-\u06d3]")
_LATIN = re.compile(r"[A-Za-z]")
_MOST_BRACES = 50
"""So many places are tried where an object might begin: a page of braces must not cost minutes."""


def translation(content: str, source: str, target: str) -> str | None:
    """Return the translation in a model's answer, None when there is none or more than one.

    The agreed form is ``{"t": "..."}``. Taken too: a block of thoughts before it, a code fence or a sentence around it,
    quotes inside that were not escaped. Without any object the whole is taken only if it is plainly the translation:
    in the target's script, of as many lines as the source, of a length that can be, no talk.
    """
    text = content
    if not _OPEN_THOUGHT.match(source):
        text = _THOUGHT.sub("", content, count=1) if _thinks(content) else content
        if _OPEN_THOUGHT.match(text):
            # It thought until its last word.
            return None
    found = _objects(text)
    if found:
        return found.pop() if len(found) == 1 else None
    text = _unfenced(text)
    loose = _QUOTES_INSIDE.match(text)
    if loose:
        return None if _SECOND_KEY.search(loose[1]) else _unescaped(loose[1])
    text = _unquoted(text.strip(), source)
    return text if _plain(text, source, target) else None


def _thinks(content: str) -> bool:
    """Whether thoughts end before the answer begins; some servers leave out the tag that begins them."""
    end = re.search(r"</(?:think|thinking|reasoning)>", content, re.IGNORECASE)
    return bool(end) and (bool(_OPEN_THOUGHT.match(content)) or '"t"' not in content[: end.start() if end else 0])


def _objects(text: str) -> set[str]:
    """Return what stands under ``t`` in every JSON object of the text."""
    decoder = json.JSONDecoder(strict=False)
    found: set[str] = set()
    at = -1
    for _ in range(_MOST_BRACES):
        at = text.find("{", at + 1)
        if at < 0:
            break
        try:
            value, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            continue
        if isinstance(value, dict) and isinstance(value.get("t"), str):
            found.add(value["t"])
            at = end - 1
    return found


def _unfenced(text: str) -> str:
    fenced = _FENCE.match(text)
    return fenced[1] if fenced else text


def _unescaped(text: str) -> str:
    return re.sub(r'\\(["\\/n])', lambda m: "\n" if m[1] == "n" else m[1], text)


def _unquoted(text: str, source: str) -> str:
    inner = text[1:-1]
    around = text[:1] == text[-1:] == '"' and '"' not in inner
    return inner if around and source.strip()[:1] not in '"«“' else text


def _plain(text: str, source: str, target: str) -> bool:
    if (
        not text
        or _TALK.match(text)
        or any(mark in text and mark not in source for mark in ("{", "}", "```", "<think"))
    ):
        return False
    if len(text.splitlines()) > len(source.strip().splitlines()):
        return False
    wanted, other = (_LATIN, _ARABIC) if target == "en" else (_ARABIC, _LATIN)
    if text.lower() in _NOTHING or not len(source) / 6 - 10 <= len(text) <= 4 * len(source) + 40:
        return False
    return len(wanted.findall(text)) > 3 * len(other.findall(text))
