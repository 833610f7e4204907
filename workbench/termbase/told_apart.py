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
    ("هاني", "حاني", "خاني"),
    ("هلال", "حلال", "خلال"),
    ("غالي", "غالية", "قالي"),
    ("غانم", "جانم"),
    ("عزام", "عظام"),
    ("جوزيف", "يوسف"),
    ("جون", "يون"),
    ("كينيا", "غينيا"),
    ("زهران", "ظهران", "طهران"),
)
SHORT = 5
"""A longer word is hardly another by chance."""
SEEN, SEEN_OFTEN = 3, 20
"""A short word seen so often in 1.3 million is a word of its own, when a consonant is another one, or only a vowel letter."""
_VOWELS = dict.fromkeys(map(ord, "اوي"))


def own_names(a: str, b: str) -> bool:
    """Whether two loosely folded words are two names."""
    return a != b and any(a in names and b in names for names in _TOLD_APART)


def seen(stem: str, *, article: bool) -> int:
    """Return how often a loosely folded stem is seen with its article or without one, by the list that is shipped."""
    counts, before = shipped(), "ال" if article else ""
    return max(counts.get(before + stem, 0), counts.get(f"{before}{stem[:-1]}ة", 0) if stem.endswith("ه") else 0)


def a_word_itself(stem: str, name: str) -> bool:
    """Whether a short word that is written much like a name is rather an Arabic word or another name."""
    if stem == name or len(stem) > SHORT:
        return False
    same_consonants = stem.translate(_VOWELS) == name.translate(_VOWELS)
    return seen(stem, article=False) >= (SEEN_OFTEN if same_consonants else SEEN)
