"""Whether a term can take the place of another without the words around it changing."""

from __future__ import annotations

import regex

from workbench.model import Concept
from workbench.termbase.places import Place
from workbench.termbase.places_english import begins_sentence
from workbench.text.fold import T2, fold

_GENDERS = {"f": "feminine", "m": "masculine", "مؤنث": "feminine", "مذكر": "masculine"}
_MASCULINE_PLACES = frozenset(
    fold(w, T2)
    for w in (
        *(
            "العراق",
            "لبنان",
            "الأردن",
            "السودان",
            "جنوب",
            "اليمن",
            "المغرب",
            "الصومال",
            "الجنوب",
            "الشمال",
            "الخليج",
            "الساحل",
        ),
        *(
            "قطاع",
            "مخيم",
            "مطار",
            "معبر",
            "ميدان",
            "نهر",
            "جبل",
            "بحر",
            "خليج",
            "سجن",
            "حي",
            "شارع",
            "قصر",
            "مضيق",
            "وادي",
        ),
        *(
            "إقليم",
            "سهل",
            "ميناء",
            "مستشفى",
            "جسر",
            "مسجد",
            "حقل",
            "سد",
            "برج",
            "متحف",
            "ساحل",
            "البحر",
            "البيت",
            "خط",
            "الخط",
        ),
    )
)
"""Countries that are masculine, and first words of names of places that are; other countries and all towns are feminine."""
_MASCULINE_BODIES = frozenset(
    fold(w, T2)
    for w in (
        *(
            "مجلس",
            "حزب",
            "اتحاد",
            "برنامج",
            "صندوق",
            "مكتب",
            "بنك",
            "مصرف",
            "جيش",
            "مركز",
            "معهد",
            "نادي",
            "تيار",
            "تحالف",
        ),
        *(
            "جهاز",
            "ديوان",
            "مستشفى",
            "متحف",
            "تلفزيون",
            "موقع",
            "لواء",
            "فيلق",
            "حرس",
            "برلمان",
            "مؤتمر",
            "فريق",
            "منتدى",
        ),
    )
)
"""First words of names of bodies that are masculine without doubt; of others without ة the gender is not known."""
_BENDS = frozenset({"ابو", "ابا", "ابي", "اخو", "ذو"})
"""First words whose last letter shows the case."""
_PRONOUNS = regex.compile(r"(?i)\b(?:he|him|his|himself|she|her|hers|herself)\b")
_AGREES = regex.compile(r"(?i)\b(?:is|are|was|were|has|have|does|do|its|their|itself|themselves)\b")
_BEFORE_THE = frozenset(
    {
        *("in", "to", "from", "of", "with", "by", "between", "and", "or", "for", "at", "against", "on", "into", "near"),
        *("through", "across", "via", "than", "that", "as", "but", "over", "within", "outside", "inside", "toward"),
        *("towards", "since", "because", "while", "if", "when", "behind", "like", "under", "about", "around", "among"),
    }
)
"""Behind these a name may begin with its article; behind an adjective (northern Iran) it may not."""
_WITH_THE = regex.compile(
    r"(?i)\b(?:states|kingdom|emirates|republic|islands?|netherlands|philippines|territor(?:y|ies)|strip|bank|gulf|sea|ocean"
    r"|river|canal|straits?|mountains|peninsula|desert|heights|delta|line|zone|valley)\b"
)
"""What names of places that take an article have in them."""
_BEFORE = regex.compile(r"([\p{L}'’]+)[ \t\u00a0]+$")
_SMALL = frozenset({"of", "the", "for", "and", "to", "in", "at", "on"})


def agree_in_arabic(old: Concept, old_form: str, new: Concept, form: str) -> bool:
    """Whether two terms have one gender, as far as it is told or shown, and the new one shows no case."""
    one, other = gender(old, old_form), gender(new, form)
    # Of bodies there are as many of either gender, and the verb tells it (قالت حماس, قال الحزب): not known is no yes.
    if one != other or (not one and old.kind == "organisation"):
        return False
    words = [fold(w, T2) for w in form.split()]
    if words[0] in _BENDS:
        return False
    return old.kind in ("person", "place") or not any(w.endswith(("ون", "ين")) and len(w) > 4 for w in words)


def gender(concept: Concept, form: str) -> str:
    """Return the gender of a concept in Arabic: that of its column, else what its form shows, '' where it is not known."""
    told = concept.gender.strip().lower()
    words = form.split()
    if told or concept.kind == "person":
        return _GENDERS.get(told, told)
    if concept.kind == "place":
        return "masculine" if fold(words[0], T2) in _MASCULINE_PLACES else "feminine"
    adjective = len(words) > 1 and words[0].startswith("ال") and words[1].startswith("ال") and words[1].endswith("ة")
    if words[0].endswith(("ة", "ات")) or adjective:
        return "feminine"
    masculine = concept.kind == "title" or fold(words[0], T2).removeprefix("ال") in _MASCULINE_BODIES
    return "masculine" if masculine else ""


def agree_in_english(text: str, place: Place, old: Concept, new: Concept, form: str) -> bool:
    """Whether pronouns, verbs and the article in front can stay, or the forms tell what becomes of the article."""
    one, other = gender_told(old), gender_told(new)
    if one and other and one != other and _PRONOUNS.search(text):
        return False
    many = [f.endswith("s") and not f.endswith(("ss", "us", "as")) for f in (place.form, form)]
    alone = any(len(f.split()) == 1 for f in (place.form, form))
    if old.kind == "organisation" and many[0] != many[1] and (alone or _AGREES.search(text)):
        return False
    small = place.surface[:1].islower() and place.form[:1].isupper()
    return not small and _article_known(text, place, old.kind, form)


def gender_told(concept: Concept) -> str:
    """Return the gender in a concept's column, '' when there is none."""
    told = concept.gender.strip().lower()
    return _GENDERS.get(told, told)


def _article_known(text: str, place: Place, kind: str, form: str) -> bool:
    before = _BEFORE.search(text[: place.start])
    word = before[1].casefold() if before is not None else ""
    has, takes = _takes_article(place.form, kind), _takes_article(form, kind)
    if has is None and word != "the" and kind == "place":
        has = False
    if has is None or takes is None:
        return has is takes
    if has or not takes:
        # Its own article must be there to go; that of another word (the Cairo office) stays.
        return word == "the" if has else word != "the" or len(place.form.split()) == len(form.split()) == 1
    if word in ("the", "a", "an"):
        return True
    return not word or word in _BEFORE_THE or begins_sentence(text, place.start)


def _takes_article(form: str, kind: str) -> bool | None:
    """Return whether a name takes an article, None where the glossary does not tell."""
    if form[:4].casefold() == "the ":
        return True
    if kind == "title":
        return None
    several = len(form.split()) > 1
    if kind == "place":
        return None if _WITH_THE.search(form) else False
    return None if several and kind == "organisation" else False


def as_capitalised(form: str, place: Place, usual: str) -> str:
    """Return a form with capitals where what stands there has more than it is listed with: Foreign Minister Haddad."""
    there = [w for w in place.surface.split() if w.casefold() not in _SMALL]
    listed = [w for w in usual.split() if w.casefold() not in _SMALL]
    if len(there) < 2 or not all(w[:1].isupper() for w in there) or all(w[:1].isupper() for w in listed):
        return form
    return " ".join(w if w in _SMALL else w[:1].upper() + w[1:] for w in form.split(" "))
