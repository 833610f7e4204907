"""Where a personal name begins and ends in Arabic: given name, surname, and what joins them."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.termbase.candidates_words import Rarity, Word, compound_at, is_in, is_never, is_odd, part_of, readings
from workbench.termbase.frequency import Counts
from workbench.termbase.name_words import arabic_words, parts
from workbench.text.fold import fold

RARE, FEW, SELDOM, OFTEN = 2, 8, 30, 150
"""How often a word may be seen that is unknown, that stands behind a given name, that a title or a kind of place
vouches for, and that stands behind the same kind of place again."""
LONGEST = 6
"""Words of the longest name."""
_FAMILY = "آل"
"""Stands before the name of a family; folded it is the article."""
_TEN = "عشر"
_THAT = frozenset(fold(w) for w in ("إن", "إنه", "إنها", "أن", "أنه", "أنها"))
_ARABIC_BEGINS = ("ال", "م", "ت", "ي", "ن", "است", "وال", "بال", "لل", "و", "فال")
_ARABIC_ENDS = ("ات", "ون", "ين", "ا", "ية", "ة", "تم", "ته", "نا", "اء")


class NameReading:
    """Reads personal names in the words of a text."""

    def __init__(self, counts: Counts) -> None:
        self._rarity = Rarity(counts)
        self._counts = counts
        self._cues = arabic_words()

    def _plain_name(self, words: Sequence[Word], at: int) -> bool:
        """Whether two common parts of names stand at a place."""
        found = part_of(words[at])
        return found is not None and not found[1] and self._second(words, at)

    def _behind(self, word: Word) -> tuple[str, bool] | None:
        """Return the common part of names that stands behind the word's proclitic."""
        if self._rarity.common(word.raw) > SELDOM and self._counts.get(word.safe, 0):
            return None
        for r in word.read.behind:
            found = parts().get(r.safe)
            if found is not None and not r.article and len(r.proclitic) == 1:
                return r.safe, found.word
        return None

    def _speaks(self, words: Sequence[Word], at: int) -> bool:
        return at < len(words) and (words[at].safe in self._cues.after_said or words[at].comma)

    def _proclitic(self, word: Word) -> int:
        """Return how many letters stand before a name in its first word."""
        if part_of(word) is not None or word.article:
            return 0
        found = self._behind(word)
        return len(word.raw) - len(found[0]) if found and word.raw.endswith(found[0][-2:]) else 0

    def _name_end(self, words: Sequence[Word], at: int, cue: str) -> tuple[int, bool]:
        """Return where a personal name that begins at a word ends, and whether a part of it is a common one."""
        k, strong, taken, abroad = at, False, 0, False
        while k < len(words) and taken < LONGEST:
            word = words[k]
            if word.known or is_never(word) or word.safe.startswith("لل") or (k > at and not word.joined):
                break
            if is_odd(word) and part_of(word) is None and self._behind(word) is None:
                break
            if cue == "group" and word.safe.endswith(("يه", "ية")) and not word.article:
                break
            if k == at and is_in(word, self._cues.titles) and (word.article or part_of(word) is None):
                break
            if compound_at(words, k) and not words[k + 1].known:
                k, strong, taken = k + 2, True, taken + 1
                continue
            if word.safe in self._cues.joints and word.raw != "ال":
                if k + 1 >= len(words) or not words[k + 1].joined or words[k + 1].known:
                    break
                # A family may be called by any word: آل ثاني.
                if is_never(words[k + 1]) and word.raw != _FAMILY:
                    break
                if is_odd(words[k + 1]):
                    break
                if word.safe in ("بن", "ولد", "بنت") and k == at and cue != "said":
                    break
                step = 3 if compound_at(words, k + 1) else 2
                k, strong, taken = k + step, True, taken + 1
                continue
            found = part_of(word)
            if found is not None:
                if k == at and word.article and (found[1] if cue == "title" else cue != "said"):
                    break
                if taken > 1 and word.article and found[1] and not word.safe.endswith("ي"):
                    break
                if k == at and cue == "name" and found[1]:
                    break
                if k == at and cue == "said" and found[1] and not word.article and not self._second(words, k):
                    break
                strong = True
                abroad = abroad or parts()[found[0]].foreign
            elif k == at:
                if self._behind(word) is not None:
                    strong = True
                elif not self._may_begin(word, cue):
                    break
            elif not self._may_follow(word, strong, taken, abroad=abroad, titled=cue == "title"):
                break
            k, taken = k + 1, taken + 1
            if taken > 1 and word.article and not self._goes_on(words, k):
                # A surname with the article is mostly the last.
                break
        if at < k < len(words) and words[k].raw == _TEN and words[k].joined and words[k - 1].article:
            # The number of a ruler: لويس الرابع عشر.
            k += 1
        return k, strong

    def _goes_on(self, words: Sequence[Word], k: int) -> bool:
        """Whether another name with the article stands behind one: الأحمد الجابر الصباح."""
        if k >= len(words) or not words[k].joined or words[k].known or not words[k].article:
            return False
        found = part_of(words[k])
        return found is not None and (not found[1] or self._goes_on(words, k + 1))

    def _to_that(self, words: Sequence[Word], at: int, end: int, *, strong: bool) -> int:
        """Return where a name ends that goes on to the word "that": قال محمد حسنين هيكل إن; ``end`` when it does not.

        Behind a common part of names (``strong``) a surname may be an ordinary word, else all must be seldom seen.
        """
        for k in range(end, min(len(words), end + 3)):
            word = words[k]
            if k > end and word.joined and word.safe in _THAT:
                return k if strong or k - at > 1 else end
            if not word.joined or word.known or is_never(word) or is_odd(word) or self._and(word):
                break
            if is_in(word, self._cues.said) or is_in(word, self._cues.titles) or word.safe in self._cues.joints:
                break
            if (k == at and word.article) or self._rarity.common(word.raw) > (OFTEN if strong else FEW):
                break
            feminine = word.safe.endswith(("ه", "ة")) and self._counts.get(word.safe, 0) > RARE
            if part_of(word) is None and (feminine or (word.safe.endswith("ا") and strong)):
                # How it was said, in feminine or accusative: صراحة, غاضبا.
                break
            if self._counts.get(word.safe, 0) > RARE and any(self._counts.get(r.safe, 0) for r in word.read.behind):
                break
        return end

    def _second(self, words: Sequence[Word], k: int) -> bool:
        return (
            k + 1 < len(words)
            and words[k + 1].joined
            and not words[k + 1].known
            and (part_of(words[k + 1]) is not None or words[k + 1].safe in self._cues.joints)
        )

    def _may_begin(self, word: Word, cue: str) -> bool:
        if cue == "name" or len(word.safe) < 3 or word.safe[0] == "و":
            return False
        if word.article:
            return cue == "said" and self._rarity.common(word.raw) <= RARE
        return self._rarity.common(word.raw) <= (SELDOM if cue == "title" else RARE)

    def _and(self, word: Word) -> bool:
        """Whether a word may be "and" and another word."""
        return word.safe[0] == "و" and (
            len(word.raw) < 4 or word.safe[1] == "و" or self._rarity.common(word.raw[1:]) > 0
        )

    def _may_follow(self, word: Word, strong: bool, taken: int, *, abroad: bool, titled: bool) -> bool:
        if is_in(word, self._cues.said) or is_in(word, self._cues.titles) or self._and(word):
            return False
        common = self._rarity.common(word.raw)
        if word.article:
            if taken > 1 and not word.safe.endswith("ي"):
                return False
            return (titled and strong and taken == 1) or common <= (2 * SELDOM if strong and taken == 1 else RARE)
        if word.safe.endswith("ا") and len(word.safe) > 4 and not abroad:
            # An indefinite accusative, whose tanwin is not written.
            return False
        if not strong and not self._strange(word):
            return False
        if abroad and taken == 1 and common > FEW:
            # A foreign given name hardly ever stands alone: بريت كافانو; but no verb and no feminine is a surname.
            verb = word.safe.startswith(("ي", "ت", "س")) and self._counts.get(word.safe[1:], 0) > 0
            return common <= 2 * SELDOM and not verb and not word.safe.endswith(("ه", "ة"))
        more = abroad or self._strange(word)
        return taken <= (2 if more else 1) and common <= (FEW if strong else RARE) and len(word.safe) >= 3

    def _strange(self, word: Word) -> bool:
        """Whether a word was never seen in any form and has no form that Arabic words have."""
        safe = word.safe
        return (
            word.arabic
            and len(safe) >= 4
            and not safe.startswith(_ARABIC_BEGINS)
            and not safe.endswith(_ARABIC_ENDS)
            and not is_odd(word)
            and self._rarity.common(word.raw) == 0
        )


def surname_of(form: str) -> str:
    """Return the last name of a personal name of several words, with what belongs to it: بن سالم, عبد الهادي."""
    words = form.split()
    joints = arabic_words().joints
    if len(words) < 2:
        return ""
    start = len(words) - 1
    while start > 1 and (fold(words[start - 1]) in joints or words[start] in ("الله", "الدين")):
        start -= 1
    return " ".join(words[start:]) if start else ""


def is_definite(word: Word) -> bool:
    """Whether a title has the article, or says whose."""
    return (
        any(r.article for r in readings(word))
        or word.safe.endswith(("ها", "ه", "هم"))
        or word.safe in ("بابا", "د", "م")
    )
