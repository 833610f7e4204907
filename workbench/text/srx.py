"""Segmentation rules in the form of SRX 2.0: a user's own, run here, and ours, written out for other tools.

A rule stands at a place when its first pattern ends there and its second one begins there. The first rule that stands at
a place decides it (SRX 2.0, section 5). Patterns are ICU's; the ``regex`` module reads them but for rare constructs.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence

import regex

from workbench.errors import UsageError
from workbench.model import BreakRule
from workbench.text.language_data import LanguageData, language_data, word_lists

SECONDS = 5.0
"""How long a rule may take on one paragraph."""
SECONDS_IN_ALL = 20.0
"""How long all rules may take on all paragraphs of a text."""
_FLAGS = regex.MULTILINE | regex.VERSION1
_FOREIGN = regex.compile(r"(?s)\\Q(?<quoted>.*?)(?:\\E|\Z)|\\x\{(?<code>(?:10|0?[0-9A-Fa-f])?[0-9A-Fa-f]{1,4})\}|\\.")
_CLOSERS = r"[\"'”’»›)\]}\u200e\u200f]*"
_EDGE = r"(?:^|[\s(\[{«“\"])"
_LIST_MARK = rf"(?:^|[\p{{Ll}}\p{{Lo}}]{{4,}}[.!?؟…]{_CLOSERS}\s)\s*(?:\p{{Nd}}{{1,3}}|\p{{L}}|[ivxIVX]{{1,4}})\."
_NAME_LESS = r"[^\s.@_/\\(\[{«“\"]"
"""A letter of a token that is no address or path."""
_ARABIC = r"[\u0620-\u064a\u066e-\u06d3]"
_LATIN = r"[A-Za-z\u00c0-\u024f]"
"""Written out: what tools call ``\\p{Latin}`` differs."""


class RuleSet:
    """A user's rules, ready to run on one text, paragraph by paragraph: all of it shares :data:`SECONDS_IN_ALL`.

    Raises :class:`UsageError` for a pattern that cannot be read, naming it.
    """

    def __init__(self, rules: Sequence[BreakRule]) -> None:
        self._rules = [_Compiled(r) for r in rules]
        self._left = SECONDS_IN_ALL

    def decisions(self, paragraph: str) -> dict[int, bool]:
        """Return the places some rule stands at, and whether it breaks there; never 0 nor the end.

        Raises :class:`UsageError` when a rule takes longer than :data:`SECONDS`, or none of the text's time is left.
        """
        out: dict[int, bool] = {}
        for rule in self._rules:
            began = time.perf_counter()
            try:
                for at in rule.places(paragraph, min(SECONDS, self._left)):
                    if 0 < at < len(paragraph):
                        out.setdefault(at, rule.breaks)
            except TimeoutError as e:
                raise UsageError(
                    f"A segmentation rule takes too long: {rule.name[:60]}", "Make the pattern simpler."
                ) from e
            self._left -= time.perf_counter() - began
        return out

    def breaks(self, paragraph: str, ours: Sequence[int] = ()) -> list[int]:
        """Return the breaks of a paragraph: where a rule decides its word, elsewhere ``ours``; a newline always breaks.

        White space belongs to the segment before it, wherever in it a rule puts its break; and a rule that decides
        anywhere in the white space before one of our breaks decides that break.
        """
        found = self.decisions(paragraph)
        newlines = {i + 1 for i, c in enumerate(paragraph[:-1]) if c == "\n"}
        vetoed = {_behind_space(paragraph, at) for at, breaks in found.items() if not breaks}
        broken = {_behind_space(paragraph, at) for at, breaks in found.items() if breaks}
        return sorted((newlines | (set(ours) - vetoed) | broken) - {0, len(paragraph)})


def _behind_space(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
        if text[at - 1] == "\n":
            break
    return at


class _Compiled:
    """A rule and the places it stands at.

    Each pattern is compiled alone, so that brackets and groups are its own; together they are looked for in one run,
    unless the second has groups, which the first one's would renumber.
    """

    def __init__(self, rule: BreakRule) -> None:
        self.breaks = rule.breaks
        self.name = rule.before + rule.after
        try:
            before, after = _translated(rule.before), _translated(rule.after)
            for pattern in (before, after):
                regex.compile(pattern, _FLAGS)
            self._behind = regex.compile(f"(?={after})", _FLAGS)
            front = f"(?<={before})" if before else ""
            self._apart = bool(front) and self._behind.groups > 0
            self._pattern = regex.compile(front if self._apart else f"{front}(?={after})", _FLAGS)
        except regex.error as e:
            raise UsageError(
                f"A segmentation rule cannot be read: {rule.before!r} {rule.after!r} ({e}).", "Correct or remove it."
            ) from e

    def places(self, text: str, seconds: float) -> Iterator[int]:
        """Yield where the rule stands, ascending. Raises :class:`TimeoutError` when it takes longer than ``seconds``."""
        if seconds <= 0:
            raise TimeoutError
        until = time.perf_counter() + seconds
        for m in self._pattern.finditer(text, timeout=seconds):
            if not self._apart or self._behind.match(text, m.start(), timeout=max(until - time.perf_counter(), 0.001)):
                yield m.start()


def _translated(pattern: str) -> str:
    r"""Return a pattern of ICU or Java as :mod:`regex` reads it: ``\Q...\E`` stands for itself, ``\x{61}`` for a letter."""

    def plain(m: regex.Match[str]) -> str:
        if m["quoted"] is not None:
            return str(regex.escape(m["quoted"]))
        return str(regex.escape(chr(int(m["code"], 16)))) if m["code"] else str(m[0])

    return str(_FOREIGN.sub(plain, pattern))


def own_rules(language: str, abbreviations: Iterable[str] = ()) -> list[BreakRule]:
    """Return our rules for a language as far as SRX can say them, and ``abbreviations`` of a project before them.

    They keep to what the pattern languages of Java, ICU and .NET share.

    It cannot count words, nor know which quotation mark closes which: quotations that a sentence goes on behind, and
    several sentences in one quotation, come out as the plain rules have them.
    """
    data = language_data(language)
    bare = [a.rstrip(".") for a in abbreviations]
    given = [BreakRule(False, rf"{_EDGE}[وفبلك]?(?i:{_any(bare)})\.\s+", r"\S")] if bare else []
    return given + (_arabic(data) if data.language == "ar" else _english(data))


def _arabic(data: LanguageData) -> list[BreakRule]:
    starter = rf"(?:[وف]?(?:{_any(data.starters, loose=True)})(?![\p{{L}}\p{{M}}])|و\p{{L}}{{2,}})"
    other = rf"(?!{starter})\S"
    long = [w for w in data.never_end if len(w.replace(".", "")) > 1]
    number = r"[0-9٠-٩۰-۹]"
    english = language_data("en")
    token = rf"{_EDGE}{_NAME_LESS}*"
    latin = _any(w for w in english.may_end | english.never_end if len(w) > 1)
    return [
        BreakRule(False, rf"{_LIST_MARK}\s*", r"\S"),
        BreakRule(False, rf"{_EDGE}(?:{_any(data.number_labels)})\s+\p{{Nd}}+\.\s+", other),
        BreakRule(True, rf"{_EDGE}[وبل]?(?:{_any(data.letter_labels)})\s+\p{{L}}\.\s+", r"\S"),
        BreakRule(False, rf"{_EDGE}(?:{_any(data.may_end)})\.\s+", other),
        BreakRule(True, rf"{_EDGE}(?:{_any(data.may_end)})\.\s+", r"\S"),
        BreakRule(False, rf"{number}\s*(?:{_any(data.units)})\.\s+", other),
        BreakRule(True, rf"{number}\s*(?:{_any(data.units)})\.\s+", r"\S"),
        BreakRule(False, rf"{_EDGE}(?i:{latin})\.\s+", other),
        BreakRule(True, rf"{_EDGE}(?i:{latin})\.\s+", r"\S"),
        BreakRule(False, rf"{_EDGE}[وفبلك]?(?:{_any(long)})\.\s+", r"\S"),
        BreakRule(False, rf"{_EDGE}(?:و?(?!{_LATIN})\p{{L}}|(?:\p{{L}}{{1,2}}\.)+\p{{L}}{{1,2}})\.\s+", r"\S"),
        BreakRule(False, rf"{_EDGE}{_LATIN}\.\s+", r"[\x00-\x7f]"),
        BreakRule(False, r"(?:^|[^.!?؟…])(?:\.{2,}|…|\.(?:[ \u00a0]\.)+)\s+", r"\S"),
        BreakRule(False, rf"\.{_CLOSERS}\s+", r"\p{Ll}"),
        BreakRule(True, rf"[.!?؟…۔‼⁇⁈⁉]+{_CLOSERS}\s+", r"\S"),
        # A space is missing behind the stop.
        BreakRule(
            True,
            r"(?:[\p{L}\p{Nd}]{2}[\"”»)]+(?:\.|[!?؟]+)|[\p{L}\p{Nd}][.!?؟]+[\"”»)]+)",
            rf"{_ARABIC}[\u064b-\u0652]*{_ARABIC}",
        ),
        BreakRule(True, r"\p{Nd}[%٪](?:\.|[!?؟]+)", rf"{_ARABIC}[\u064b-\u0652]*{_ARABIC}"),
        BreakRule(True, rf"{token}{_ARABIC}{{3}}(?:\.|[!?؟]+)", rf"{_ARABIC}[\u064b-\u0652]*{_ARABIC}"),
        BreakRule(True, rf"{token}-{_NAME_LESS}*\p{{Nd}}(?:\.|[!?؟]+)", rf"{_ARABIC}[\u064b-\u0652]*{_ARABIC}"),
        BreakRule(True, rf"{token}{_NAME_LESS}\p{{Nd}}(?:\.|[!?؟]+)", rf"(?={starter}){_ARABIC}"),
        BreakRule(False, rf"{_EDGE}(?i:{latin})\.", rf"(?!{starter})\S"),
        BreakRule(True, rf"{token}[A-Za-z]{{2}}(?:\.|[!?؟]+)", rf"{_ARABIC}[\u064b-\u0652]*{_ARABIC}"),
    ]


def _english(data: LanguageData) -> list[BreakRule]:
    starter = rf"(?i:(?:{_any(data.starters)})(?![\p{{L}}]))"
    other = rf"(?!{starter})\S"
    end = r"\.\s+"
    token = rf"{_EDGE}(?:{_NAME_LESS}*[-'‘’])?"
    glued = word_lists("en.glued", str.lower)
    names = _any(glued["name_ends"])
    word = (
        rf"(?!(?i:{names})[ ,'’])(?:\p{{Lu}}\p{{Ll}}*|\p{{Lu}}{{2,}}\d*|\p{{Lu}}[\p{{L}}\d]*(?:-[\p{{L}}\d]+)+)[ ,'’]"
    )
    often = rf"(?=(?i:{_any(data.starters | glued['openers'])})[ ,'’]){word}"
    return [
        BreakRule(False, rf"{_LIST_MARK}\s*", r"\S"),
        BreakRule(False, rf"[.!?…]+{_CLOSERS}\s+", r"\p{Ll}"),
        BreakRule(
            False, rf"\p{{Nd}}[ .:\d]*(?:{_any(data.clock)}){end}", rf"(?i:(?:{_any(data.after_clock)})(?!\p{{L}}))"
        ),
        BreakRule(True, rf"\p{{Nd}}[ .:\d]*(?:{_any(data.clock)}){end}", r"\p{Lu}"),
        BreakRule(False, rf"{_EDGE}(?i:{_any(data.may_end)}){end}", other),
        BreakRule(True, rf"{_EDGE}(?i:{_any(data.may_end)}){end}", r"\S"),
        BreakRule(False, rf"{_EDGE}(?i:{_any(data.before_number)}){end}", r"[\p{Nd}(]"),
        BreakRule(False, rf"{_EDGE}(?:{_any(w.capitalize() for w in data.capital_only)}){end}", other),
        BreakRule(True, rf"(?i:{_EDGE}(?:{_any(data.letter_labels)}))\s+\p{{Lu}}{end}", r"\S"),
        BreakRule(False, rf"{_EDGE}\p{{Lu}}{end}", other),
        BreakRule(True, rf"{_EDGE}\p{{Lu}}{end}", r"\S"),
        BreakRule(False, rf"{_EDGE}(?i:{_any(data.never_end)}){end}", r"\S"),
        BreakRule(False, rf"{_EDGE}(?:\p{{L}}{{1,2}}\.)+\p{{L}}{{1,2}}{end}", other),
        BreakRule(False, r"\.\s+", r"\."),
        BreakRule(False, r"(?:^|[^.\s])\s?\.(?:[ \u00a0]\.){2}\s+", r"\S"),
        BreakRule(False, r"(?:\.{2,}|…)\s+", r"\P{Lu}"),
        BreakRule(True, rf"[.!?…]+{_CLOSERS}\s+", r"\S"),
        # A space is missing behind the stop.
        BreakRule(True, r"(?:[\p{L}\p{Nd}]{2}[\"”»)]+[.!?]|[\p{L}\p{Nd}][.!?][\"”»)]+)", word),
        BreakRule(True, rf"{_EDGE}[$€£]?\d[\d.,]*%[.!?]", word),
        BreakRule(
            True, rf"{_EDGE}(?i:{_any(w for w in data.may_end if '.' in w)})[.!?]", rf"(?=\p{{Lu}}\p{{L}}){often}"
        ),
        BreakRule(False, rf"{_EDGE}(?i:{_any(data.never_end)})\.", r"\p{Lu}"),
        BreakRule(False, rf"{_EDGE}(?i:{_any(data.may_end)})\.", rf"(?!{often})\p{{Lu}}"),
        BreakRule(True, rf"{token}[a-z]{{3,}}[.!?]", word),
        BreakRule(True, rf"{_EDGE}(?:19|20)\d\d[.!?]", word),
        BreakRule(True, rf"{token}(?:[A-Za-z]{{2,}}|[$€£]?[A-Za-z\d]+\d%?|(?<=-)\d)(?:['’][a-z]{{1,2}})?[.!?]", often),
    ]


def _any(words: Iterable[str], *, loose: bool = False) -> str:
    """Return the words as one alternation, the longest first."""
    given = sorted(set(words), key=lambda w: (-len(w), w))
    found = "|".join(regex.escape(w, special_only=True) for w in given)
    # The starters are kept folded: every spelling of their alef and yeh counts.
    return found.replace("ا", "[اأإآ]").replace("ي", "[يىی]") if loose else found
