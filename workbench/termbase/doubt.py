"""Whether a replacement in a text that a person has written needs a look before it is made.

What repair puts into a proposal is read before it counts. A decision that has changed is put right in texts nobody will
read again: what may well be something else there (Premier League, Washington Post) is left to be decided one by one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import regex

from workbench.model import TermChange, TermHit, is_rtl
from workbench.termbase import romanised, soundalike
from workbench.termbase.check import accepted_and_refused, target_of
from workbench.termbase.english import POSSESSIVE, Word, words
from workbench.termbase.places_english import begins_sentence
from workbench.termbase.repair import Repaired, apart, words_beside
from workbench.termbase.repair_arabic import stems_of
from workbench.termbase.repair_english_words import is_people, may_stand_beside, title_cased
from workbench.text.tokens import tokens

RESPELLED = 0.70
"""Two forms of as many parts that are so much alike are spellings of one name; it stays that inside a longer one."""
_HYPHENED = regex.compile(r"[-‐‑]\p{Lu}")
_GAP = regex.compile(r"[ \u00a0]|[-‐‑–]")


def doubt(
    hits: Sequence[TermHit], repaired: Repaired, language: str, known: Sequence[TermHit] = (), source: str = ""
) -> str:
    """Return why the changes of a repaired target are to be looked at one by one, '' when they are safe to make unseen.

    ``hits`` are the terms of the source that were put right, ``known`` all terms found in the repaired target. Doubtful is
    a term that would stand there oftener than in the source, and another word put in beside a word with a capital that the
    source does not vouch for; in Arabic, which shows no names, a form that grows.
    """
    changed = {c.concept for c in repaired.changes}
    counts = Counter(h.concept.id for h in hits)
    searched = target_of(repaired.target, language)
    for concept in {h.concept.id: h.concept for h in hits if h.concept.id in changed}.values():
        accepted = apart(accepted_and_refused(concept, searched, language)[0])
        if len(accepted) > counts[concept.id]:
            return f"{accepted[0].form} would stand there oftener than in the source"
    for change in repaired.changes:
        longer = _grows(change) if is_rtl(language) else _longer_name(change, repaired, hits, known, source)
        if longer:
            return f"may be part of a longer name: {longer}"
    return ""


def _grows(change: TermChange) -> str:
    """Return the new form of a change that has the old one's words and more."""
    old, new = stems_of(change.old), stems_of(change.new)
    return change.new if len(new) > len(old) and set(old) <= set(new) else ""


def _longer_name(
    change: TermChange, repaired: Repaired, hits: Sequence[TermHit], known: Sequence[TermHit], source: str
) -> str:
    """Return the old form with the word beside it that seems to belong to the same name, '' for none."""
    if _respelled(change.old, change.new) or title_cased(repaired.target):
        return ""
    text = repaired.target
    found = words(text)
    vouched = [w for h in hits if h.concept.id == change.concept for w in words_beside(source, h)]

    def joins(word: Word, gap: str, *, before: bool) -> bool:
        capital = word.raw[:1].isupper() or (word.key in soundalike.ARTICLES and _HYPHENED.match(text, word.end))
        if not _GAP.fullmatch(gap) or not capital or _stands_apart(word.key):
            return False
        if before and (POSSESSIVE.search(word.raw) or begins_sentence(text, word.start)):
            return False
        # A word of another term, or one the source has beside it as well: Foreign Minister Abbas.
        if any(h.start <= word.start < h.end and not h.start <= change.start < h.end for h in known):
            return False
        return not any(romanised.writes(w, word.raw) for w in vouched)

    before = next((w for w in reversed(found) if w.end <= change.start), None)
    if before is not None and joins(before, text[before.end : change.start], before=True):
        return f"{before.raw} {change.old}"
    behind = next((w for w in found if w.start >= change.end), None)
    if behind is not None and joins(behind, text[change.end : behind.start], before=False):
        return f"{change.old} {behind.raw}"
    return ""


def _respelled(old: str, new: str) -> bool:
    """Whether two forms are spellings of one name."""
    return len(tokens(old)) == len(tokens(new)) and soundalike.alike(old, new) >= RESPELLED


def _stands_apart(key: str) -> bool:
    """Whether a word with a capital belongs to no name: a title, a day, a people."""
    return may_stand_beside(key) or is_people(key, "")
