"""Numbers: the same figures on both sides, in whichever digits."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.model import Issue, Severity, Side
from workbench.qa.context import Context
from workbench.text.numbers import NumberHit, find_numbers, unmatched

_WORDS = {
    "en": {
        "0": "zero", "1": "one first once single a", "2": "two second twice both pair",
        "3": "three third", "4": "four fourth",
        "5": "five fifth", "6": "six sixth", "7": "seven seventh", "8": "eight eighth", "9": "nine ninth", "10": "ten tenth",
        "11": "eleven eleventh", "12": "twelve twelfth dozen",
    },
    "ar": {
        "0": "صفر", "1": "واحد واحدة الأول الأولى", "2": "اثنان اثنين اثنتان اثنتين الثاني الثانية",
        "3": "ثلاثة ثلاث الثالث الثالثة",
        "4": "أربعة أربع الرابع الرابعة", "5": "خمسة خمس الخامس الخامسة", "6": "ستة ست السادس السادسة",
        "7": "سبعة سبع السابع السابعة", "8": "ثمانية ثماني ثمان الثامن الثامنة", "9": "تسعة تسع التاسع التاسعة",
        "10": "عشرة عشر العاشر العاشرة", "11": "أحد", "12": "اثنا اثني اثنتا اثنتي",
    },
}  # fmt: skip
"""Small numbers as words: a figure written out is right, not missing."""


def check_numbers(context: Context) -> Iterator[Issue]:
    """Yield an issue for each figure that the other side does not have; one written out as a word is none."""
    missing, extra = unmatched(find_numbers(context.source), find_numbers(context.target))
    for hit in missing:
        if not _spelled(hit, context.target, context.target_lang):
            message = f"number {hit.surface.strip()} not in target"
            yield Issue("numbers", Severity.ERROR, Side.SOURCE, hit.start, hit.end, message)
    for hit in extra:
        if not _spelled(hit, context.source, context.source_lang):
            message = f"number {hit.surface.strip()} not in source"
            yield Issue("numbers", Severity.ERROR, Side.TARGET, hit.start, hit.end, message)


def _spelled(hit: NumberHit, text: str, language: str) -> bool:
    words = {w.strip('.,،؛:؟?!"“”«»()').casefold() for w in text.split()}
    table = _WORDS.get(language.split("-")[0], {})
    for value in hit.values:
        for name in table.get(value, "").split():
            if name in words or (language == "ar" and any(w in words for w in (f"و{name}", f"ب{name}", f"ل{name}"))):
                return True
    return False
