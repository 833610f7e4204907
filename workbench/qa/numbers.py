"""Numbers: the same figures on both sides, in whichever digits or words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache

from workbench.model import Issue, Severity, Side
from workbench.qa.context import Context
from workbench.text.number_match import Agreement, Comparison, Pair
from workbench.text.number_money import currencies_in, has_percent
from workbench.text.number_tokens import DIGITS, written_as
from workbench.text.number_words import may_hold_dual
from workbench.text.numbers import NumberForm, NumberHit, NumberKind, compare, find_numbers

_RUNS = re.compile(r"\d+(?:[.,٫٬]\d+)*")
_SIDES = {Side.SOURCE: "source", Side.TARGET: "target"}


def check_numbers(context: Context) -> Iterator[Issue]:
    """Yield an issue for each number that the other side does not have, or has with another sign or currency.

    A figure is an error, a number in words, an ordinal or a decade only an info; ``docs/numbers.md`` has the table.
    One on each side is one slip: it comes first, as one issue of the target that says both, with its fix where that
    is sure.
    """
    texts = {Side.SOURCE: _Text(context.source), Side.TARGET: _Text(context.target)}
    hits = {side: _numbers(text.text) for side, text in texts.items()}
    found = compare(hits[Side.SOURCE], hits[Side.TARGET])
    missing = [i for hit in found.missing for i in _unmatched(hit, Side.SOURCE, Side.TARGET, texts[Side.TARGET])]
    extra = [i for hit in found.extra for i in _unmatched(hit, Side.TARGET, Side.SOURCE, texts[Side.SOURCE])]
    slip = _slip(missing, extra)
    if slip is not None:
        wanted, wrong = slip
        names = [text[i.start : i.end].strip() for text, i in ((context.source, wanted), (context.target, wrong))]
        message = f"number {names[1]} where the source has {names[0]}"
        worse = max(slip, key=lambda i: i.severity.rank).severity
        yield replace(wrong, severity=worse, message=message, fix=_fix(found))
        missing.remove(wanted)
        extra.remove(wrong)
    for side, issues in ((Side.SOURCE, missing), (Side.TARGET, extra)):
        yield from issues
        for hit in hits[side]:
            if hit.doubtful:
                values = " or ".join(sorted(hit.values))
                yield _issue(Severity.WARNING, side, hit, f"{hit.surface} can be read as {values}")
    for pair in found.pairs:
        yield from _differences(pair, texts)


def _slip(missing: Sequence[Issue], extra: Sequence[Issue]) -> tuple[Issue, Issue] | None:
    """Return the issues of either side that are one slip: the only errors, or all that there are."""
    errors = [[i for i in side if i.severity is Severity.ERROR] for side in (missing, extra)]
    ours, theirs = errors if len(errors[0]) == len(errors[1]) == 1 else (missing, extra)
    return (ours[0], theirs[0]) if len(ours) == len(theirs) == 1 else None


def _fix(found: Comparison) -> str | None:
    """Return the one figure of the target that is wrong as the one of the source has it, None where that is not sure."""
    ours, theirs = [h for h in found.missing if h.digits], [h for h in found.extra if h.digits]
    if len(ours) != 1 or len(theirs) != 1:
        return None
    wanted, wrong = _RUNS.findall(ours[0].surface), list(_RUNS.finditer(theirs[0].surface))
    if len(wanted) != len(wrong):
        return None
    differ = [(a, b) for a, b in zip(wanted, wrong, strict=True) if a.translate(DIGITS) != b[0].translate(DIGITS)]
    if len(differ) != 1:
        return None
    (right, place), surface = differ[0], theirs[0].surface
    for figure in (right, *_grouped(ours[0], place[0])):
        fix = surface[: place.start()] + written_as(figure, place[0]) + surface[place.end() :]
        read = find_numbers(fix)
        # A million for a billion is another slip.
        if len(read) == 1 and read[0].values & ours[0].values:
            return fix
    return None


def _grouped(hit: NumberHit, like: str) -> list[str]:
    """Return a number that has a word in it in figures alone, where another one is written so: ``185 ألف`` as ``185,000``."""
    return [f"{int(v):,}" for v in hit.values if v.isdecimal()] if re.search("[,٬]", like) else []


@lru_cache(32)
def _numbers(text: str) -> tuple[NumberHit, ...]:
    """Return the numbers of a text: the same source is looked at with every key, the same target by several panels."""
    return tuple(find_numbers(text, words=True))


class _Text:
    """What a whole text names, found when it is first asked for: the check stays linear."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def currencies(self) -> frozenset[str]:
        return currencies_in(self.text)

    @cached_property
    def percent(self) -> bool:
        return has_percent(self.text)

    @cached_property
    def dual(self) -> bool:
        return may_hold_dual(self.text)


def _unmatched(hit: NumberHit, side: Side, other: Side, text: _Text) -> Iterator[Issue]:
    """Yield the issue of a number that only one side has; "two" is none where the other side may say it by a dual."""
    severity, what, more = Severity.ERROR, "number", ""
    dual = "2" in hit.values and text.dual
    if hit.form is NumberForm.WORD and dual:
        return
    if hit.form is not NumberForm.FIGURE:
        severity, what = Severity.INFO, f"number ({hit.form.value})"
    elif dual:
        severity, more = Severity.INFO, "; a dual may stand for it"
    yield _issue(severity, side, hit, f"{what} {hit.surface.strip()} not in {_SIDES[other]}{more}")


def _differences(pair: Pair, texts: dict[Side, _Text]) -> Iterator[Issue]:
    """Yield what two numbers that were matched differ in."""
    a, b = pair.source, pair.target
    ways = ((Side.SOURCE, Side.TARGET, a, b), (Side.TARGET, Side.SOURCE, b, a))
    for side, _, hit, its in ways:
        name = hit.surface.strip()
        if pair.agreement is Agreement.CALENDAR:
            yield _issue(Severity.INFO, side, hit, f"{name}: the year stands in two calendars")
        elif pair.agreement is Agreement.GUESS and hit.digits:
            yield _issue(Severity.INFO, side, hit, f"only {its.surface} may stand for {name}")
        elif pair.agreement is Agreement.SIGN and any(v.startswith("-") for v in hit.values):
            yield _issue(Severity.WARNING, side, hit, f"{name} has no minus on the other side")
        elif pair.agreement is Agreement.YEAR and not _no_year(hit):
            yield _issue(Severity.INFO, side, hit, f"the year of {name} stands on this side only")
    if a.currency and b.currency and not a.currency & b.currency:
        names = "/".join(sorted(a.currency))
        yield _issue(Severity.ERROR, Side.TARGET, b, f"{b.surface.strip()}: the currency in source is {names}")
    for side, other, hit, its in ways:
        if not hit.digits:
            continue
        name = hit.surface.strip()
        if hit.currency and not its.currency and not hit.currency & texts[other].currencies:
            yield _issue(Severity.WARNING, side, hit, f"no currency of {name} in {_SIDES[other]}")
        if hit.kind is NumberKind.PERCENT is not its.kind and not texts[other].percent:
            yield _issue(Severity.WARNING, side, hit, f"no percent for {name} in {_SIDES[other]}")


def _no_year(hit: NumberHit) -> bool:
    return all(v.startswith("?") for v in hit.values)


def _issue(severity: Severity, side: Side, hit: NumberHit, message: str) -> Issue:
    return Issue("numbers", severity, side, hit.start, hit.end, message)
