"""Arabic names and words that only a vowel letter or a letter of one class tells apart: none is a spelling of another."""

from __future__ import annotations

from workbench.termbase.frequency import shipped

_TOLD_APART = (
    ("محمد", "محمود", "حمد", "حامد", "حميد", "احمد", "حماد", "حمدان"),
    ("حسن", "حسين", "حسان", "محسن"),
    ("سعد", "سعيد", "سعود", "اسعد", "مسعود"),
    ("عمر", "عمار", "عامر", "عمرو"),
    ("صالح", "صلاح"),
    ("سالم", "سليم"),
    ("جمال", "جميل", "كمال", "كامل", "جمل"),
    ("كريم", "كرم", "اكرم", "غريم", "جريم"),
    ("سلمان", "سليمان"),
    ("رشيد", "رشاد", "راشد"),
    ("نصر", "ناصر", "نصار", "نصير", "انصار"),
    ("خالد", "خليل", "خلد"),
    ("فيصل", "فاضل", "فضل", "فضيل"),
    ("زيد", "زياد", "يزيد", "زايد", "جياد"),
    ("وليد", "ولد", "والد"),
    ("سامر", "تامر", "ثامر", "شامر"),
    ("قاسم", "جاسم"),
    ("ياسر", "جاسر", "يسار"),
    ("نظير", "نذير"),
    ("زاهر", "ظاهر", "ضاهر", "داهر", "شاهر"),
    ("زهير", "ظهير", "شهير"),
    ("حافظ", "حافز"),
    ("قادر", "غادر", "كادر"),
    ("نادر", "ناظر", "ناضر"),
    ("زكي", "ذكي"),
    ("سامي", "شامي"),
    ("هاني", "حاني", "خاني"),
    ("هلال", "حلال", "خلال"),
    ("غالي", "غالية", "قالي"),
    ("غانم", "جانم"),
    ("عزام", "عظام"),
    ("جوزيف", "يوسف"),
    ("كينيا", "غينيا"),
    ("زهران", "ظهران", "طهران"),
)
SHORT = 5
"""A longer word is hardly another by chance."""
SEEN, SEEN_OFTEN = 3, 8
"""A short word seen so often in 1.3 million is a word of its own, when a consonant is another one, or only a vowel letter."""
_VOWELS = dict.fromkeys(map(ord, "اوي"))


def own_names(a: str, b: str) -> bool:
    """Whether two loosely folded words are two names."""
    return a != b and any(a in names and b in names for names in _TOLD_APART)


def seen(stem: str, *, article: bool = False) -> int:
    """Return how often a safely folded stem is seen with its article or without one, by the list that is shipped."""
    return shipped().get(f"ال{stem}" if article else stem, 0)


def a_word_itself(stem: str, name: str, written: str) -> bool:
    """Whether a short word that is like a name is rather an Arabic word or another name.

    Both are folded loosely; ``written`` is the word folded safely.
    """
    if stem == name or len(stem) > SHORT or (name == f"ت{stem}" and stem.startswith("ش")):
        return False
    same_consonants = stem.translate(_VOWELS) == name.translate(_VOWELS)
    return seen(written) >= (SEEN_OFTEN if same_consonants else SEEN)
