"""The dateline of an article: the place and the agency in front of its first sentence (``الوقت-``, ``CAIRO (AP) —``).

A false dateline tears a sentence apart, a missed one costs nothing: what may be something else is none. An Arabic
place without an agency needs a verb behind it ("لبنان - بلد صغير" is a sentence). A name between
dashes ("قال - وهو يبتسم - إن"), a count ("أولا-"), a place nobody knows behind a dash with space around it are none.
"""

from __future__ import annotations

from functools import cache
from itertools import islice

import regex

from workbench.text.clauses_ar_words import lists, verb
from workbench.text.fold import fold_key
from workbench.text.language_data import StructureData, line_key
from workbench.text.number_data import number_data, word_key

LONGEST = 80
"""A dateline is at most so long, in code points."""
PAIR = 120
"""So far behind the dash a second one would make the words between them an insertion."""

_DATELINE = regex.compile(
    r"(?P<place>(?:[\p{L}\p{M}ـ.'’]{1,20}(?:[ \u00a0-](?=[\p{L}\p{M}(]))?){1,5}?"
    r"(?:[,،]\s?(?:[\p{L}\p{M}ـ.'’]{1,20} ?){1,3})?"
    r"(?P<day>,?\s?(?<!\p{L})\p{L}{3,9}\.? \p{Nd}{1,2}|[,،]?\s\p{Nd}{1,2} \p{L}{2,9}(?:[ /]\p{L}{2,9}){0,3})?)"
    r"[\s\u00a0]{0,2}(?P<agency>\([^()\n]{2,30}\))?"
    r"[\s\u00a0]{0,2}(?P<mark>--|[-–—:])[\s\u00a0]{1,3}(?P<next>\S)"
)
_NAKED_AGENCY = regex.compile(r"(?P<agency>\([^()\n]{2,30}\))\s?(?:--|[-–—])[\s\u00a0]{1,3}\S")
_AGENCY_BEHIND = regex.compile(
    r"(?P<agency>\([^()\n]{2,30}\)|[\p{L}.]{2,12}(?: [\p{L}.]{1,12}){0,2})\s?(?:[:–—-]|--)[\s\u00a0]{1,3}(?=\S)"
)
_BEFORE_COLON = regex.compile(r"(?:[\p{L}\p{M}.'’]{1,20}[ \u00a0]?){1,3}(?=:\s)")
_WORD = regex.compile(r"[\p{L}\p{M}ـ]+|\p{Nd}+")
_MONTH_WORD = regex.compile(r"\p{L}[\p{L}\p{M}]*")
_DASH = regex.compile(r"(?:\s|(?<=[\p{L}\p{M}]))(?:--|[-–—])(?=\s)")
_SENTENCE_END = regex.compile(r"[.؟?!]\s")
_SURE = 2
"""What ``verb`` says of a word that is no noun; below 1 it is one as often (``كشف``)."""
_NOUNS = frozenset({"هنا", "ظل", "علم", "درس", "امر", "عمل"})
"""These are nouns far more often."""
_PAST = regex.compile(r"است\p{L}{3}(?<!ا\p{L})|(?!ال)\p{L}{3,6}(?<![اوين])ت")
_PRESENT = regex.compile(r"ي\p{L}{3,}(?<!ات)(?<!ين)(?<!ون)")


def dateline_length(text: str, language: str, data: StructureData, *, first: bool = True) -> int:
    """Return how many code points at the start of a paragraph are its dateline with the space behind it, 0 for none.

    A dateline names a known place or an agency; in the ``first`` paragraph of an Arabic article other words that have
    the dash joined to them will do (newspapers put their own name there), in an English one a place in capitals.
    """
    head = text[: LONGEST + PAIR]
    bare = _NAKED_AGENCY.match(head)
    if bare is not None:
        return bare.end() - 1 if _is_agency(bare["agency"], data) else 0
    found = _DATELINE.match(head)
    if found is None or found.end() > LONGEST:
        return 0
    place = found["place"].strip(" \u00a0,،")
    words = line_key(place).split()
    if not words or _no_place(place, words, data):
        return 0
    agency = found["agency"] is not None and _is_agency(found["agency"], data)
    if found["day"] and not any(word_key(w) in _months() for w in _MONTH_WORD.findall(found["day"])):
        return 0
    parts = [line_key(p) for p in regex.split(r"[,،]|-(?=\p{L})", place)]
    joined_agency = len(parts) > 1 and parts[-1] in data.agencies
    known = any(p in data.places for p in parts)
    if found["mark"] == ":":
        capital = language != "en" or place.isupper()
        return found.end() - 1 if (capital and (agency or joined_agency)) or (place.isupper() and known) else 0
    sure = (
        agency
        or joined_agency
        or (known and (found["agency"] or found["day"] or len(parts) > 1 or found["mark"] == "--"))
    )
    end = _with_agency(head, found.end() - 1, data)
    named = agency or joined_agency or end > found.end() - 1
    if not named and _BEFORE_COLON.match(head, end) and not (language == "ar" and _tells(head[end:])):
        return 0
    if not sure and _insertion(head[found.end("mark") :]):
        return 0
    if language == "en":
        able = sure or (_begins_a_sentence(found["next"]) and (known or (first and _capitals(place))))
    else:
        likely = known or (first and _joined(head, found.start("mark"), words, place))
        able = sure or (likely and (named or _tells(head[end:])))
    return end if able else 0


@cache
def _months() -> frozenset[str]:
    """Return the first words of the names of months."""
    data = number_data()
    return frozenset({*data.months.by_first, *data.hijri_months.by_first})


def _tells(behind: str) -> bool:
    """Whether an Arabic sentence begins with its verb, as news does: no noun, question, negation or و with a pronoun."""
    found = list(islice(_WORD.finditer(behind), 3))
    words = [fold_key(m[0]) for m in found]
    if words[:1] in (["قد"], ["لقد"]):
        words, found = words[1:], found[1:]
    if not words or found[0].start() > 6 or words[0] in lists().function or words[0].startswith("كان"):
        return False
    word, sure = words[0], verb(words[0])
    if 0 < sure < 1:
        return (
            word not in _NOUNS
            and len(words) > 1
            and (words[1].startswith("ال") or words[1][0].isdigit() or words[1] in lists().titles)
        )
    return sure == _SURE or _PAST.fullmatch(word) is not None or (sure > 0 and _PRESENT.fullmatch(word) is not None)


def _joined(head: str, mark: int, words: list[str], place: str) -> bool:
    """Whether a few words have the dash joined to them, and are no compound (``أرض- أرض``)."""
    behind = line_key(head[mark:]).split()
    return not head[mark - 1].isspace() and len(words) <= 3 and len(place) > 2 and behind[:1] != words[-1:]


def _with_agency(head: str, end: int, data: StructureData) -> int:
    """Return the end of a dateline that names the agency behind the dash: ``القاهرة - (أ ش أ): ``."""
    found = _AGENCY_BEHIND.match(head, end)
    return found.end() if found is not None and _is_agency(found["agency"], data) else end


def _is_agency(brackets: str, data: StructureData) -> bool:
    inner = brackets.strip("()")
    key = line_key(inner)
    return key in data.agencies or any(p in data.agencies for p in key.split()) or (inner.isupper() and len(inner) < 8)


def _no_place(place: str, words: list[str], data: StructureData) -> bool:
    """Whether a word among them never stands in a dateline, or the first is a letter that counts."""
    if line_key(place) in data.places:
        return False
    return len(words[0]) == 1 or any(w in data.no_dateline for w in words)


def _insertion(behind: str) -> bool:
    """Whether a second dash follows in the same sentence."""
    end = _SENTENCE_END.search(behind, 0, PAIR)
    return _DASH.search(behind, 1, end.start() if end else PAIR) is not None


def _begins_a_sentence(letter: str) -> bool:
    return letter.isupper() or letter.isdigit() or letter in "\"“‘'«["


def _capitals(place: str) -> bool:
    """Whether the place begins with a word of three capitals or more, as agencies write it."""
    first = regex.match(r"[\p{L}.'’]+", place)
    return first is not None and first[0].isupper() and sum(c.isalpha() for c in first[0]) >= 3
