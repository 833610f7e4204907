"""What a delivered text must not hold: placeholders, and words of the source's language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import regex

_X = "[XxХх×]"
_PLACEHOLDER = regex.compile(
    rf"[\[［(]\s*{_X}\s*\d+\s*{_X}\s*[\]］)]"  # ours, in all the ways engines write them
    rf"|(?<!\w){_X}\d+{_X}(?!\w)"
    r"|</?[A-Za-z][\w:-]*(?:\s[^<>]*)?/?>|</?\d+/?>"  # tags, also the numbered ones of a memory
    r"|\{\{[^{}\n]*\}\}|\$?\{[\w.$]*\}"
    r"|(?<![\w%])%(?:\d+\$)?[sd@](?!\w)"
    r"|&(?:[A-Za-z]{2,8}|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});"
    r"|[\ufffc\ufffd]"
)
_ARABIC = regex.compile(r"(?V1)[\p{Script=Arabic}&&\p{L}][\p{Script=Arabic}\p{Mn}]*")
_LATIN = regex.compile(r"(?V1)[\p{Script=Latin}&&\p{L}][[\p{Script=Latin}&&\p{L}]\p{Mn}\p{N}'’-]*")
_ADDRESS = regex.compile(r"\S*[@/#_]\S*|(?i:www\.)\S+|[\w-]+(?:\.[\w-]+)*\.\p{Ll}{2,}\b")
_VOWEL = regex.compile(r"[aeiouy]")

Spans = list[tuple[int, int]]


def placeholders(source: str, target: str) -> list[str]:
    """Return the placeholders and tags of a target that its source does not have, or has less often."""
    left = Counter(m[0] for m in _PLACEHOLDER.finditer(target))
    left.subtract(m[0] for m in _PLACEHOLDER.finditer(source))
    return [sign for sign, more in left.items() if more > 0]


def foreign_letters(target: str, forms: Sequence[str]) -> Spans:
    """Return where words in letters of the Arabic script stand in an English target.

    ``forms`` are terms as they are to be written: what stands inside one of them is meant.
    """
    meant = _spans(target, forms)
    return [m.span() for m in _ARABIC.finditer(target) if not _inside(m.span(), meant)]


def foreign_words(source: str, target: str, forms: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the Latin words of an Arabic target: ordinary words of its source, and others, each once.

    An ordinary word has small letters and a vowel and stands so in the source. The others are names, abbreviations, units:
    they may stay. Addresses, and what stands in one of ``forms``, are neither.
    """
    meant = _spans(target, forms) + [m.span() for m in _ADDRESS.finditer(target)]
    ordinary = {m[0] for m in _LATIN.finditer(source)}
    plain: list[str] = []
    others: list[str] = []
    for m in _LATIN.finditer(target):
        word = m[0]
        if len(word) < 2 or _inside(m.span(), meant):
            continue
        known = word in ordinary and word.islower() and word.isalpha() and _VOWEL.search(word)
        (plain if known else others).append(word)
    return list(dict.fromkeys(plain)), list(dict.fromkeys(others))


def _spans(text: str, forms: Sequence[str]) -> Spans:
    """Return where any of the forms stands."""
    out: Spans = []
    for form in filter(None, forms):
        at = text.find(form)
        while at >= 0:
            out.append((at, at + len(form)))
            at = text.find(form, at + len(form))
    return out


def _inside(span: tuple[int, int], spans: Spans) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in spans)
