"""Words with a capital that stand beside a name and are no part of it: titles, peoples, days, what places are."""

from __future__ import annotations

from functools import cache

import regex

from workbench.model import Concept
from workbench.termbase import soundalike
from workbench.termbase.check import accepted_forms, refused_forms
from workbench.termbase.english import word_key
from workbench.text.clauses_en_words import lists
from workbench.text.language_data import word_lists

_PEOPLE = regex.compile(r"[a-z]{2,}(?:ian|ean|ese|ish)")
_OF_A_PEOPLE = frozenset(
    {
        *(
            "n",
            "ns",
            "an",
            "ans",
            "ian",
            "ians",
            "i",
            "is",
            "ese",
            "ish",
            "ite",
            "ites",
            "er",
            "ers",
            "ic",
            "ine",
            "inian",
        )
    }
)
_OPENING = ("ly", "ing", "ed")
"""Endings of words that begin a sentence and no name: Meanwhile aside, Speaking, Finally, Asked."""


ACRONYM = 4
"""So many letters a short acronym has at most."""
A_SURNAME = 0.70
"""How alike a refused surname and the accepted one are at least."""


@cache
def _beside_any() -> frozenset[str]:
    clauses, names = lists(), word_lists("en.names", str.lower)
    functions = clauses.openers | clauses.strong | clauses.weak | clauses.fronting | clauses.verbs | clauses.reporting
    return functions | clauses.titles | clauses.months | clauses.weekdays | names["titles"] | names["peoples"]


@cache
def _beside(kind: str) -> frozenset[str]:
    names = word_lists("en.names", str.lower)
    return {"place": names["of_places"], "organisation": names["of_places"] | names["of_groups"]}.get(kind, frozenset())


def may_stand_beside(key: str) -> bool:
    """Whether a word is a function word, a title, a day or a people."""
    return key in _beside_any()


def is_people(key: str, place: str) -> bool:
    """Whether a word is the people or the adjective of a place: American, Iraqi, Lebanese; in -ian and -ish of any place."""
    if _PEOPLE.fullmatch(key):
        return True
    name = word_key(place)
    stems = {name, name.rstrip("aeiouy"), name.removesuffix("ia"), name.removesuffix("on")}
    return key != name and any(key.removeprefix(s) in _OF_A_PEOPLE for s in stems if len(s) > 2 and key.startswith(s))


def benign(key: str, kind: str, *, before: bool, starts: bool) -> bool:
    """Whether a word beside a name of this kind is none of its parts; ``starts`` says it begins a sentence."""
    if key in _beside_any() or key in _beside(kind) or _PEOPLE.fullmatch(key):
        return True
    return not any(c.isalpha() for c in key) or (before and starts and key.endswith(_OPENING))


def other_acronym(word: str, form: str) -> bool:
    """Whether one of two words is a short acronym the other is no spelling of: SANA, the news agency, is not Sanaa."""
    short, other = sorted((word, form), key=lambda w: (len(w), not w.isupper()))
    return short.isupper() and len(short) <= ACRONYM and len(short) < len(other)


def refused_surname(word: str, concept: Concept) -> str:
    """Return the accepted surname of a person for the last word of a refused full name: Trump for the Tramp of Donald Tramp.

    '' where the word is nothing like it.
    """
    if concept.kind != "person":
        return ""
    full = [f.split() for f in refused_forms(concept, "en")]
    if not any(len(f) > 1 and f[-1].casefold() == word.casefold() for f in full):
        return ""
    single = [f for f in accepted_forms(concept, "en") if len(f.split()) == 1]
    best = max(single, key=lambda f: soundalike.alike(f, word), default="")
    return best if best and soundalike.alike(best, word) >= A_SURNAME else ""


def title_cased(text: str) -> bool:
    """Whether a text is in capitals or a headline in which all words begin with one: they tell nothing there."""
    if text.upper() == text:
        return True
    words: list[str] = regex.findall(r"\p{L}{4,}", text)
    return len(words) >= 4 and sum(w[0].isupper() for w in words) >= 0.9 * len(words)
