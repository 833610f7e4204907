"""Where sentences end.

One rule engine for both languages; what differs is data (``data/*.toml``) and the rules in ``sentences_ar`` and
``sentences_en``. A candidate is a run of terminators with the closing marks and white space behind it; the vetoes are
asked in order. Every look around a candidate is bounded, so the time is linear in the text.

``:`` ``،`` ``؛`` never end a sentence. An Arabic ellipsis ends none by itself (``المقاومة.. ما الذي``).
"""

from __future__ import annotations

import re
import sys
from collections.abc import Set

from workbench.text.language_data import PARTICLES, LanguageData, language_data
from workbench.text.quotes import Pairs, places
from workbench.text.sentences_ar import arabic_end
from workbench.text.sentences_en import english_end
from workbench.text.stops import INVISIBLE, LIST_MARK_REACH, OPENERS, REACH, Stop, stop_at

_RUN = re.compile(r"\.(?:[ \u00a0]\.){2,}+|[.!?؟…。۔‼⁇⁈⁉]++")
_SIGNS = ".!?؟…。۔‼⁇⁈⁉"
_PARTICLES = frozenset(PARTICLES)
"""What is joined to the word behind it: and, so, in, to, like."""
_NOWHERE = (sys.maxsize, sys.maxsize)


def sentence_breaks(block: str, language: str, abbreviations: Set[str] = frozenset()) -> list[int]:
    """Return the offsets inside ``block`` where a new sentence begins, ascending, never 0 nor its length.

    ``abbreviations`` are those of a project besides the language's own (see :func:`abbreviation_key`): no sentence ends
    behind one.

    A newline always breaks and belongs to the sentence before it, and so does white space after a stop: the slices
    between the breaks give the block back.
    """
    data = language_data(language)
    pairs = Pairs(block)
    ends = arabic_end if data.language == "ar" else english_end
    breaks: list[int] = []
    last = done = 0
    newline = block.find("\n")
    spans = iter(pairs.outer)
    opened, closed = next(spans, _NOWHERE)
    for at in places(block, _SIGNS):
        if at < done:
            continue
        while 0 <= newline < at:
            last = newline + 1
            breaks.append(last)
            newline = block.find("\n", last)
        while closed < at:
            opened, closed = next(spans, _NOWHERE)
        if at < opened and not abbreviations and _ordinary(block, at, last, data):
            last = at + 2
            breaks.append(last)
            continue
        if block[at + 1 : at + 2].isdigit():
            # 12.5: a sign without white space behind it ends no sentence unless letters follow.
            continue
        run = _RUN.match(block, at)
        if run is None:
            continue
        done = run.end()
        stop = stop_at(block, at, run[0], last)
        if stop is not None and not _given(stop, abbreviations) and ends(stop, data, pairs):
            last = stop.end
            breaks.append(last)
    while newline >= 0:
        breaks.append(newline + 1)
        newline = block.find("\n", newline + 1)
    return [b for b in breaks if 0 < b < len(block)]


def _ordinary(text: str, at: int, last: int, data: LanguageData) -> bool:
    """Whether the sign at ``at`` is a stop no rule has a word to say about: it ends a sentence, as most do.

    It stands outside quotations and brackets, behind a word that is no abbreviation, before one space and a letter that
    is not small. The rules would say the same of it, only later.
    """
    if at - last <= LIST_MARK_REACH or text[at] != "." or text[at + 1 : at + 2] != " ":
        return False
    following = text[at + 2 : at + 3]
    if not following.isalpha() or following.islower():
        return False
    low = max(last, at - REACH)
    word = text[max(low, text.rfind(" ", low, at) + 1) : at]
    return 1 < len(word) < REACH and word.isalpha() and word.lower() not in data.abbreviations


def abbreviation_key(word: str) -> str:
    """Return an abbreviation as it is looked up: without its last stop, harakat and invisible marks, in small letters."""
    return INVISIBLE.sub("", word.strip()).rstrip(".").casefold()


def abbreviation_before(text: str, at: int) -> str:
    """Return the word that would have to be an abbreviation if no sentence ends before ``at``: ``ود.``; '' for none."""
    head = text[:at].rstrip()
    word = head[max(0, len(head) - REACH) :].split()[-1:]
    if not word or not word[0].endswith(".") or not any(c.isalpha() for c in word[0]):
        return ""
    return word[0].lstrip("".join(OPENERS))


def _given(stop: Stop, abbreviations: Set[str]) -> bool:
    """Whether an abbreviation of the project stands before a stop, in Arabic with a joined particle or without."""
    if not abbreviations or stop.mark != ".":
        return False
    word = stop.before.casefold()
    return word in abbreviations or (word[:1] in _PARTICLES and word[1:] in abbreviations)
