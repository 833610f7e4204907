"""Putting the translations of a sentence's pieces together again, and what is wrong where they meet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

import regex

from workbench.text.language_data import language_data

_OPENERS = frozenset("([{«‹‘")
_CLOSERS = frozenset(")]}»›.,;:!?،؛؟…%٪")
_TURNED = frozenset('"“”')
"""Marks whose look does not tell whether they open: Arabic text has them either way round."""
_PAIRS = {")": "(", "]": "[", "}": "{", "»": "«", "›": "‹"}
_STOPS = frozenset(".!?؟…۔")
_PAUSES = frozenset(",;:،؛—–-")
_BEHIND = "\"'”’»›)]}\u200e\u200f\u061c"
_BEFORE = "\"'“‘«‹\u200e\u200f\u061c"
_TO_ARABIC = str.maketrans({",": "،", ";": "؛", "?": "؟"})
_TO_ENGLISH = str.maketrans({"،": ",", "؛": ";", "؟": "?"})

_WORD = regex.compile(r"\p{L}[\p{L}\p{M}\p{N}'’-]*")
_INSIDE = regex.compile(r"(?<=[\p{Ll}\p{N},;] )\p{Lu}[\p{L}\p{M}\p{N}'’-]*")
"""A word that has its capital inside a sentence."""
_THE_NAME = regex.compile(r"The \p{Lu}")
"""May be a name with its article: The Hague, The Gambia."""
_SITE = regex.compile(r"\S*[@/_]\S*|www\.\S+|\S+\.\p{Ll}{2,}\b")
_ALWAYS = """
    monday tuesday wednesday thursday friday saturday sunday january february march april june july august september
    october november december ramadan eid mr mrs ms dr prof gen sen rep col capt lt english french german arabic arab
    arabs muslim muslims islamic christian christians jewish jews kurdish kurds european europeans american americans
    british russian russians chinese iranian iranians iraqi iraqis israeli israelis palestinian palestinians syrian
    syrians lebanese egyptian egyptians jordanian jordanians saudi saudis yemeni yemenis turkish sudanese libyan libyans
    tunisian tunisians algerian algerians moroccan moroccans qatari emirati kuwaiti bahraini omani african africans asian
    indian god allah
"""
"""Words that have a capital anywhere, besides the names a glossary has."""
_PLAIN = """
    a an the this that these those he she it they we you his her hers its their our your my him them us there here and or
    but nor so yet if as when while where who which what whose because since although though unless until after before
    during in on at by for from with without within to into of about over under between among against through not no all
    some many most several both each every any other another then also too only even just still however moreover meanwhile
    therefore thus hence instead indeed is are was were be been being has have had do does did will would can could
    might shall should must said says saying adding added noting noted stressing stressed pointing explaining explained
    according one two three
"""
"""Words that are no names: their capital is surely that of a sentence."""
_GOES_ON = """
    and or but nor so yet as while when where who whom whose which that because since although though if unless until after
    before to of in on at by for from with without into than
"""
"""Words before which English needs no comma."""
_SAYING = frozenset({"said", "says", "told", "added", "noted", "reported", "explained", "stressed", "denied", "warned"})
_ALWAYS_WORDS, _PLAIN_WORDS, _GOING_ON_WORDS = (frozenset(words.split()) for words in (_ALWAYS, _PLAIN, _GOES_ON))
_GOES_ON_ARABIC = regex.compile(
    r"[وف]\p{L}|(?:ثم|أو|او|أم|كما|حيث|إذ|اذ|لكن|بل|بينما|فيما|حتى|لأن|الذي|التي|الذين|أن|مما|بعد|قبل)\b"
)
"""How an Arabic piece begins that needs no comma before it."""


class JointKind(StrEnum):
    """What is wrong at a joint: a small letter behind a stop, a capital behind none, no mark."""

    SMALL = "small"
    CAPITAL = "capital"
    UNMARKED = "unmarked"


@dataclass(frozen=True, slots=True)
class Joint:
    """Something wrong where two pieces meet. ``left`` is the index of the piece before the joint.

    ``word`` is the first word of the piece behind it and ``fix`` what it should be, '' where that is not certain;
    ``sure`` is False where a reader may find it right.
    """

    left: int
    kind: JointKind
    message: str
    hint: str
    word: str = ""
    fix: str = ""
    sure: bool = True


# ---------------------------------------------------------------------------------------------- joining


def join_pieces(parts: Sequence[str], language: str) -> str:
    """Return one sentence made of the targets of its pieces, in ``language``.

    One space stands between two pieces, none behind an opening mark or before a closing one; the mark at a joint is that
    of the language (``،`` and ``,``). A bracket or quotation that opens in one piece and closes in another has no space
    inside it at either end. Empty pieces are passed over.

    Laws: nothing changes but white space and ``, ; ?`` at the joints, inside a piece not even these; joining what is
    joined changes nothing; joining the first pieces first gives the same.
    """
    return join_written([(part, language) for part in parts])


def join_written(parts: Sequence[tuple[str, str]]) -> str:
    """Do the same for pieces of which each has a language; one with ``''`` keeps its marks as they are.

    That is how a piece without a translation stands among the others, in the words of the original.
    """
    out, before = "", ""
    waiting: list[int] = []
    for text, language in parts:
        piece = text.strip()
        if not piece:
            continue
        if out:
            left, right = _tightened(_own_mark_behind(out, before), _own_mark_before(piece, language), waiting)
            gap = "" if _opens(left) or _closes(right) else " "
            waiting += [len(left) + len(gap) + at for at in _unclosed(right)]
            out = left + gap + right
        else:
            out, waiting = piece, _unclosed(piece)
        before = language
    return out


def _opens(text: str) -> bool:
    """Whether a text ends in an opening mark; ``"`` and its like open when a space or nothing stands before them."""
    last = text[-1]
    if last in _TURNED:
        before = text[-2:-1]
        return not before or before.isspace() or before in _OPENERS or before in ":—–"
    return last in _OPENERS


def _closes(text: str) -> bool:
    """Whether a text begins with a closing mark; ``"`` and its like close when no word stands behind them."""
    if text[0] in _TURNED:
        behind = text[1:2]
        return not behind or behind.isspace() or behind in _CLOSERS
    if text[0] == "’":
        return not text[1:2].isalpha()
    return text[0] in _CLOSERS and not (text[0] == "." and text[1:2].isdigit())


def _tightened(left: str, right: str, waiting: list[int]) -> tuple[str, str]:
    """Take the white space out of the ends of every bracket that opens on the left and closes on the right.

    ``waiting`` are the places on the left where brackets are open, in order; those that close are taken out of it.
    """
    closing: list[tuple[int, int]] = []
    depth: list[str] = []
    for at, char in enumerate(right):
        if char in _PAIRS.values():
            depth.append(char)
        elif char in _PAIRS:
            if depth and depth[-1] == _PAIRS[char]:
                depth.pop()
            elif waiting and left[waiting[-1]] == _PAIRS[char]:
                closing.append((waiting.pop(), at))
    for _opened, closed in reversed(closing):
        right = right[:closed].rstrip() + right[closed:]
    for opened, _closed in closing:
        left = left[: opened + 1] + left[opened + 1 :].lstrip()
    return left, right


def _unclosed(text: str) -> list[int]:
    """Return where brackets and quotations open that do not close, in their order."""
    open_: list[int] = []
    for at, char in enumerate(text):
        if char in _PAIRS.values():
            open_.append(at)
        elif char in _PAIRS and open_ and text[open_[-1]] == _PAIRS[char]:
            open_.pop()
    return open_


def _own_mark_behind(text: str, language: str) -> str:
    """Return a text with the mark at its end as its language writes it."""
    body = text.rstrip(_BEHIND)
    if not language or not body or body[-1] not in ",;?،؛؟":
        return text
    return body[:-1] + body[-1].translate(_table(language)) + text[len(body) :]


def _own_mark_before(text: str, language: str) -> str:
    """Return a text with the mark it begins with, if any, as its language writes it."""
    if not language or text[0] not in ",;?،؛؟":
        return text
    return text[0].translate(_table(language)) + text[1:]


def _table(language: str) -> dict[int, str]:
    return _TO_ARABIC if language.split("-")[0] == "ar" else _TO_ENGLISH


# ---------------------------------------------------------------------------------------------- what is wrong


def joints(
    parts: Sequence[str], language: str, *, is_name: Callable[[str], bool] = lambda _piece: False
) -> list[Joint]:
    """Return what is wrong where the pieces of one sentence meet, at most one thing a joint.

    Behind a full stop a piece begins with a capital; behind a comma, or nothing, it does not, unless with a name, an
    acronym or ``I``; a piece without a mark at its end wants one. Only English has letters that can tell. ``is_name``
    says whether a piece begins with a name.

    Nothing is said of a joint at which a reader finds either form right: behind a colon, an ellipsis, an abbreviation,
    a quotation that ends in its own stop; before a quotation. A joint with an empty piece is none.
    """
    found = (_joint(n, a.strip(), b.strip(), language, is_name) for n, (a, b) in enumerate(pairwise(parts)))
    return [joint for joint in found if joint is not None]


def _joint(at: int, left: str, right: str, language: str, is_name: Callable[[str], bool]) -> Joint | None:
    bare, begins = left.rstrip(_BEHIND), right.lstrip(_BEFORE)
    if not bare or not begins:
        return None
    first = _WORD.match(begins)
    word = first[0] if first else ""
    last = bare[-1]
    if language.split("-")[0] == "en" and word:
        if last in _STOPS:
            return _small(at, left, bare, begins, word)
        if last != ":" and begins == right and _capital_of_a_sentence(left, right, word, is_name):
            return _capital(at, word, marked=last in _PAUSES, name=_THE_NAME.match(begins) is not None)
    if last in _STOPS | _PAUSES or last in _OPENERS or not begins[0].isalnum():
        return None
    goes_on = _GOES_ON_ARABIC.match(begins) if language.split("-")[0] == "ar" else word.lower() in _GOING_ON_WORDS
    return Joint(
        at,
        JointKind.UNMARKED,
        "the piece ends in no mark",
        "End it with a full stop or a comma, if it wants one.",
        word,
        sure=not goes_on,
    )


def _small(at: int, left: str, bare: str, begins: str, word: str) -> Joint | None:
    """Return the joint of a small letter behind a stop, if it is one that ends a sentence for sure."""
    if not word[0].islower() or bare != left.rstrip("\u200e\u200f\u061c") or _SITE.match(begins):
        return None
    if any(c.isupper() for c in word) and "-" not in word:
        return None
    if bare.endswith(("…", "..")) or (bare.endswith(".") and _abbreviated(bare)):
        return None
    fix = word[0].upper() + word[1:]
    return Joint(
        at,
        JointKind.SMALL,
        f"{word!r} follows a full stop in lower case",
        f"Begin the piece with {fix!r}, or end the one before with a comma.",
        word,
        fix,
    )


def _abbreviated(text: str) -> bool:
    """Whether the stop at the end of a text may be that of an abbreviation: ``U.S.``, ``etc.``, ``J.``."""
    word = text.split()[-1].rstrip(".").lstrip(_BEFORE + "([{")
    return "." in word or len(word) == 1 or word.casefold() in language_data("en").abbreviations


def _capital_of_a_sentence(left: str, right: str, word: str, is_name: Callable[[str], bool]) -> bool:
    """Whether a piece begins with a capital that it has only because somebody took it for a sentence."""
    key = word.casefold().removesuffix("'s").removesuffix("’s")
    if not word[0].isupper() or word == "I" or word.startswith(("I'", "I’")):
        return False
    if any(c.isupper() or c.isdigit() for c in word[1:]) or key in _ALWAYS_WORDS or right[len(word) :].startswith("."):
        return False
    if key not in _PLAIN_WORDS:
        following = _WORD.match(right[len(word) :].lstrip())
        if word.endswith(("'s", "’s")) or left[-1] in _BEHIND or (following and _after_name(following[0])):
            return False
        inside = {w.removesuffix("'s").removesuffix("’s").casefold() for w in _INSIDE.findall(f"{left} \n{right}")}
        if key in inside:
            return False
    return not is_name(right)


def _after_name(word: str) -> bool:
    """Whether a word that follows another tells that this is a name: a second part of it, or what it says."""
    return (word[0].isupper() and len(word) > 1) or word in _SAYING


def _capital(at: int, word: str, *, marked: bool, name: bool) -> Joint:
    sure = word.casefold() in _PLAIN_WORDS and not name
    small = word[0].lower() + word[1:]
    where = "a comma" if marked else "no mark"
    hint = f"Go on with {small!r}, or end the piece before with a full stop."
    return Joint(
        at,
        JointKind.CAPITAL,
        f"{word!r} follows {where} with a capital",
        hint if sure else f"If it is no name: {hint[0].lower()}{hint[1:]}",
        word,
        small if sure and marked else "",
        sure=sure,
    )
