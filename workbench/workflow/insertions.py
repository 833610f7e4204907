"""What a translator takes over from the source as it is: figures, addresses, Latin names, quotations; and letter case."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import regex

from workbench.model import is_rtl
from workbench.qa.figure_order import in_order
from workbench.text.fold import fold, fold_key
from workbench.text.number_hits import NumberForm, NumberHit, NumberKind
from workbench.text.number_match import Agreement, compare
from workbench.text.number_tokens import written_as
from workbench.text.numbers import find_numbers
from workbench.text.quotes import Pairs
from workbench.text.telephones import telephones

__all__ = ["in_order", "lacking_numbers", "lacking_texts", "next_case"]

_DIGITS = regex.compile(r"\p{Nd}+(?:[.,٫٬،]\p{Nd}+)*")
_EASTERN = regex.compile(r"[\u0660-\u0669\u06f0-\u06f9]")
_WESTERN = regex.compile(r"[0-9]")
_ADDRESS = regex.compile(
    r"(?:https?://|www\.)[^\s«»“”\"<>]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<!\w)[@#][\p{Latin}\p{N}_]+"
)
_LATIN = regex.compile(r"\p{Latin}[\p{Latin}\p{M}\p{N}'’.&/+_-]*(?: \p{Latin}[\p{Latin}\p{M}\p{N}'’.&/+_-]*)*")
_CODE = regex.compile(
    r"(?<![\w-])(?=[\p{Latin}\p{N}/_-]*\p{N})(?=[\p{Latin}\p{N}/_-]*\p{Lu})[\p{Latin}\p{N}]+(?:[/_-][\p{Latin}\p{N}]+)*"
)
_INNER_CAPITAL = r"(?!Ma?c\p{Lu})\p{Latin}*\p{Ll}\p{Lu}\p{Latin}*"
_MADE_UP = regex.compile(rf"(?<![\w-]){_INNER_CAPITAL}(?: {_INNER_CAPITAL})*(?![\w-])")
"""Names that companies and programs give themselves (OpenMRS, MedTech GmbH): Arabic often keeps their letters."""
_TRAILING = ".,;:!?'’)]،؛؟/-&"
_MARKS = {"٫": ".", "٬": ",", "،": ","}


def lacking_numbers(source: str, target: str, language: str, near: Iterable[str] = ()) -> list[str]:
    """Return the figures of a source that its target lacks, each as the target language writes it, in their order.

    Which digits an Arabic target has is told by itself, else by the texts ``near`` it, else by the source. A figure keeps
    its groups, its point and its percent sign, a telephone number all its groups; numbers in words, months and currencies
    are the translator's.
    """
    wanted, there = find_numbers(source, words=True), find_numbers(target, words=True)
    found = compare(wanted, there)
    same = [p for p in found.pairs if p.agreement is Agreement.SAME]
    ours, theirs = {p.source.start for p in same}, {p.target.start for p in same}
    # The day alone agrees with a date: its year is lacking all the same.
    open_ones = {h.start for h in found.missing} | {h.start for h in wanted if h.kind is NumberKind.DATE} - ours
    digit = _eastern_digit(target, near, source) if is_rtl(language) else ""
    begun = Counter(_plain(run) for hit in there if hit.start not in theirs for run in _DIGITS.findall(hit.surface))
    lacking = []
    phones = telephones(source, wanted)
    digits = _run_of_digits(target)
    for start, end in phones:
        if _run_of_digits(source[start:end]) in digits:
            open_ones -= {h.start for h in wanted if start <= h.start < end}
    # Where a part of one is there already it is put on part by part, whatever it is.
    phones = [(a, b) for a, b in phones if not any(a <= at < b for at in ours)]
    for hit in wanted:
        phone = next((p for p in phones if p[0] <= hit.start < p[1]), None)
        if phone is not None:
            if hit.start in open_ones:
                phones.remove(phone)
                lacking.append(_plain(source[slice(*phone)]))
                open_ones -= {h.start for h in wanted if phone[0] <= h.start < phone[1]}
            continue
        for text in _figures(hit) if hit.digits and hit.start in open_ones else ():
            runs = Counter(_plain(run) for run in _DIGITS.findall(text))
            if runs <= begun:
                begun -= runs
            else:
                plain = _plain(text)
                eastern = digit and hit.kind is not NumberKind.LABEL
                lacking.append(written_as(plain, digit).replace("%", "٪") if eastern else plain)
    return lacking


def _run_of_digits(text: str) -> str:
    return "".join(_plain(run) for run in regex.findall(r"\p{Nd}+", text))


def _eastern_digit(target: str, near: Iterable[str], source: str) -> str:
    """Return a digit of those the target is written with, Arabic-Indic or Persian; '' for Western ones."""
    for text in (target, " ".join(near), source):
        eastern, western = _EASTERN.findall(text), _WESTERN.findall(text)
        if eastern or western:
            return eastern[0] if len(eastern) > len(western) else ""
    return ""


def _figures(hit: NumberHit) -> list[str]:
    """Return what is to be put of a number: the whole where no word is in it, else its runs of digits."""
    if hit.form is NumberForm.FIGURE and not any(c.isalpha() for c in hit.surface) and not hit.currency:
        return [hit.surface.strip()]
    return _DIGITS.findall(hit.surface)


def _plain(figure: str) -> str:
    return "".join(_MARKS.get(c) or fold(c) for c in figure)


def lacking_texts(source: str, target: str, language: str) -> list[str]:
    """Return what of a source may stay as it is and the target lacks: addresses, codes and names in Latin letters, of an
    English source those with a capital inside, in their order; behind them what stands in quotation marks, without the marks.
    """
    found: list[tuple[int, str]] = []
    taken: list[tuple[int, int]] = []
    for pattern in (_ADDRESS, _CODE, _LATIN if is_rtl(language) else _MADE_UP):
        for match in pattern.finditer(source):
            text = match[0].rstrip(_TRAILING)
            end = match.start() + len(text)
            if text and not any(a < end and match.start() < b for a, b in taken):
                taken.append((match.start(), end))
                found.append((match.start(), text))
    texts = [text for _at, text in sorted(found)]
    texts += [source[a + 1 : b].strip() for a, b in Pairs(source).outer if source[a] not in "(["]
    there = fold_key(target)
    return [text for text in dict.fromkeys(texts) if text and fold_key(text) not in there]


def next_case(text: str) -> str:
    """Return a text in the next case: small letters, Capitals, CAPITALS, small again. One without cases stays itself.

    A text of mixed case becomes small first.
    """
    if text == text.lower() and text != text.title():
        return _capitals(text)
    if text == _capitals(text) and text != text.upper():
        return text.upper()
    return text.lower()


def _capitals(text: str) -> str:
    """Return a text with a capital at the beginning of each word; an apostrophe begins none."""
    return regex.sub(
        r"(?<![\p{L}\p{M}\p{N}'’])\p{Ll}", lambda m: m[0].upper() if len(m[0].upper()) == 1 else m[0], text.lower()
    )
