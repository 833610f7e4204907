"""One term in place of another in a stored target: only where nothing but the term has to change.

The change is written as repair writes it, with the clitic, article, case and possessive that stand there. What would ask for
more (another gender, another number, a case ending, an article the glossary does not tell) is left to the translator.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from workbench.model import Concept, Mention, Term, TermHit, is_rtl
from workbench.termbase.check import accepted_and_refused, accepted_forms, target_of
from workbench.termbase.mentions import mention_forms
from workbench.termbase.places import Place, Target
from workbench.termbase.places_arabic import ArabicTarget
from workbench.termbase.places_english import EnglishTarget
from workbench.termbase.repair import apart
from workbench.termbase.repair_arabic import ArabicRepairer
from workbench.termbase.repair_english import EnglishRepairer
from workbench.text.fold import T2, fold
from workbench.tm.patch import Edit, Slot
from workbench.workflow.agreement import agree_in_arabic, agree_in_english, as_capitalised
from workbench.workflow.terms import ProjectTerms

KINDS = frozenset({"person", "place", "organisation", "title"})
"""Kinds of concepts that are swapped, each for one of its own kind."""


def term_slots(hits: Sequence[TermHit], text: str, language: str) -> dict[Slot, TermHit]:
    """Return the terms of a source that can be swapped, by the slots they are; in a slot's key are kind and clitic.

    Left out are those of several meanings, and those in another number or with an ending of their own.
    """
    meanings = Counter((h.start, h.end) for h in hits)
    out: dict[Slot, TermHit] = {}
    for hit in hits:
        kind = hit.concept.kind
        if hit.nested or kind not in KINDS or meanings[hit.start, hit.end] > 1:
            continue
        places = target_of(hit.surface, language).places((hit.term,), kind)
        place = next((p for p in places if len(p.surface) == len(hit.surface)), None)
        if place is None or not _plain(place, hit.surface, language):
            continue
        start = hit.start
        if not is_rtl(language) and hit.term[:4].casefold() == "the " and text[:start].casefold().endswith("the "):
            start -= len("the ")
        out[Slot(start, hit.end, f"{kind} {place.proclitic}", hit.concept.id)] = hit
    return out


@dataclass(frozen=True)
class Swapper:
    """Puts terms of the open source in place of those of the stored one in its target; ``hits`` are all of the stored one."""

    terms: ProjectTerms
    target: str
    new: dict[Slot, TermHit]
    old: dict[Slot, TermHit]
    hits: Sequence[TermHit]

    def edit(self, before: Slot, after: Slot) -> Edit | None:
        """Return the change of the target, None where it cannot be made surely."""
        old, new = self.old.get(before), self.new.get(after)
        if old is None or new is None or not _same_number(old, new, self.terms.source):
            return None
        if sum(h.concept.id == old.concept.id for h in self.hits) != 1:
            return None
        place = self._place(old.concept)
        form = self._form(place, old.concept, new.concept) if place is not None else ""
        if place is None or not form:
            return None
        # Only the form that was chosen is known to the repairer: it takes none that sounds more like the old one.
        chosen = Concept(new.concept.id, (Term(self.terms.target, form),), new.concept.kind)
        if is_rtl(self.terms.target):
            if not agree_in_arabic(old.concept, place.form, new.concept, form):
                return None
            made = self._arabic.listed(place, chosen)
        else:
            if not agree_in_english(self.target, place, old.concept, new.concept, form):
                return None
            made = self._english.listed(place, chosen)
        return None if made is None else Edit(made.start, made.end, made.new, new.concept.id)

    @cached_property
    def _searched(self) -> Target:
        return target_of(self.target, self.terms.target)

    @cached_property
    def _arabic(self) -> ArabicRepairer:
        return ArabicRepairer(self._searched if isinstance(self._searched, ArabicTarget) else ArabicTarget(self.target))

    @cached_property
    def _english(self) -> EnglishRepairer:
        known = self._searched if isinstance(self._searched, EnglishTarget) else EnglishTarget(self.target)
        return EnglishRepairer(known, self._known)

    @cached_property
    def _known(self) -> list[TermHit]:
        return self.terms.termbase.find(self.target, self.terms.target)

    def _place(self, concept: Concept) -> Place | None:
        """Return where a concept stands in the target, None where it does not once, plainly and by itself."""
        language = self.terms.target
        accepted, refused = accepted_and_refused(concept, self._searched, language)
        standing = apart(sorted(accepted, key=lambda p: (p.start, -p.end, not p.as_written)))
        if len(standing) != 1 or refused or not _plain(standing[0], self.target, language):
            return None
        place = standing[0]
        within = any(
            h.concept.id != concept.id and h.start < place.end and place.start < h.end
            and h.end - h.start > place.end - place.start
            for h in self._known
        )  # fmt: skip
        return None if within else place

    def _form(self, place: Place, old: Concept, new: Concept) -> str:
        """Return the form of the new concept that answers to the old one's in the target, '' where none does."""
        language = self.terms.target
        usual, preferred = old.preferred(language), new.preferred(language)
        if not preferred or not usual:
            return ""
        if place.form.casefold() == usual.casefold():
            return as_capitalised(preferred, place, usual) if not is_rtl(language) else preferred
        if old.kind != "person":
            # An allowed form of a title may be its feminine or its plural.
            return preferred if old.kind != "title" else ""
        here, whole = len(place.form.split()), len(usual.split())
        if here >= whole:
            # A longer form has an office or an honorific in it that is not everybody's.
            return preferred if here == whole else ""
        later = mention_forms(new, Mention.LATER, language) if any(lang == language for lang, _f in new.later) else ()
        short = later or [f for f in accepted_forms(new, language) if len(f.split()) == here < len(preferred.split())]
        return short[0] if later or len(short) == 1 else ""


def _plain(place: Place, text: str, language: str) -> bool:
    """Whether a form stands in its own number, without an ending, and in Arabic with its own article."""
    if place.bent or place.plural:
        return False
    if not is_rtl(language) or place.as_written:
        return True
    bare = text[place.core : place.end]
    return any(fold(b, T2) == fold(place.form, T2) for b in (bare, f"ا{bare}", f"ال{bare[1:]}"))


def _same_number(old: TermHit, new: TermHit, language: str) -> bool:
    """Whether two titles stand in their sources in the same number: as approved, or with the same head."""
    if old.concept.kind != "title":
        return True
    if all(h.term.casefold() == h.concept.preferred(language).casefold() for h in (old, new)):
        return True
    head = 0 if is_rtl(language) else -1
    return old.term.casefold().split()[head] == new.term.casefold().split()[head]
