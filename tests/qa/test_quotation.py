"""Quotation marks: the gold cases, what they say together, and that they cost no more than reading the text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from workbench.model import Issue
from workbench.qa.context import Context, Quotes
from workbench.qa.quotation import check_kinds, check_partners, style_of
from workbench.text.quotation_marks import quotations

Linear = Callable[[Callable[[int], object]], None]
CASES = Path(__file__).parent / "cases" / "quotation_pairs.txt"


def check_quotations(context: Context) -> list[Issue]:
    return [*check_partners(context), *check_kinds(context)]


def cases() -> list[tuple[Context, set[tuple[str, str]]]]:
    out = []
    for line in CASES.read_text(encoding="utf-8").split("\n"):
        if line and not line.startswith("#"):
            head, target, expected = line.split(" || ")
            languages, style, source = (part.strip() for part in head.split("|", 2))
            a, b = languages.split(">")
            issues = [part.split("=>") for part in expected.split(" ; ")] if expected.strip() != "-" else []
            context = Context(source, target, a, b, quotes=lambda style=style: Quotes(style))
            out.append((context, {(at.strip(), fix.strip()) for at, fix in issues}))
    return out


def test_gold() -> None:
    told = []
    for context, expected in cases():
        found = {(context.target[i.start : i.end], i.fix or "") for i in check_quotations(context)}
        if found != expected:
            told.append((context.target, expected, found))
    assert told == []
    assert len(cases()) > 50


def test_a_fix_leaves_nothing_to_say() -> None:
    for context, expected in cases():
        issues = list(check_quotations(context))
        if len(issues) != 1 or not next(iter(expected))[1]:
            continue
        (issue,) = issues
        put = context.target[: issue.start] + (issue.fix or "") + context.target[issue.end :]
        again = Context(context.source, put, context.source_lang, context.target_lang, quotes=context.quotes)
        assert not list(check_quotations(again)), put


def test_the_marks_of_an_article_are_those_most_of_its_targets_have() -> None:
    assert style_of(["قال «نعم».", 'قال «لا» و"نعم".']) == "«"
    assert style_of(["قال «نعم»."]) == "", "one is no style"
    assert style_of(["قال «نعم» و«لا».", 'قال "نعم" و"لا".']) == ""
    assert style_of(['قال «إنه "كبير" و"واسع" و"عال"» و«نعم».']) == "«", "those inside do not count"
    assert style_of([]) == ""


@pytest.mark.parametrize(
    ("target", "before", "behind", "lost"),
    [
        ("“He came.", "", "And he went.”", False),
        ("And he went.”", "“He came.", "", False),
        ("And he stayed.", "“He came.", "And he went.”", False),
        ("“He came.", "", "And he “went”.", True),
        ("“He came.", "He said: “I saw.", "", False),
        ("And he went.”", "“He” came.", "", True),
        ("“And he stayed.", "“He came.", "", False),
        (" \u200e“And he “stayed”.", "“He came.", "", False),
        ("“And he “stayed.", "“He came.", "", True),
        ("And “he stayed.", "“He came.", "", True),
        ("“And he stayed.", "“He” came.", "", True),
    ],
)
def test_a_quotation_may_go_on_in_the_next_segment(target: str, before: str, behind: str, lost: bool) -> None:
    context = Context("جاء وذهب.", target, "ar", "en", quotes=lambda: Quotes("", before, behind))
    assert bool(list(check_partners(context))) is lost


@pytest.mark.parametrize(
    "text", ["rock 'n' roll", "rock ‘n’ roll", "the '90s kids' dad", "'Twas he' and 'til now' and 'em '."]
)
def test_what_is_left_out_opens_no_single_quotation(text: str) -> None:
    assert quotations(text).single == ()
    assert len(quotations(f"{text} 'yes'").single) == 1


@pytest.mark.parametrize("text", ["", '"', "””“", "»«»", '"""', '5"', '" "', '«“"', "\u200f«\u200fنعم\u200f»\u200f"])
def test_any_marks_are_each_of_one_pair_or_of_none(text: str) -> None:
    found = quotations(text)
    places = [*found.unclosed, *found.unopened, *(at for q in found.pairs for at in (q.start, q.end))]
    assert len(places) == len(set(places))
    assert all(q.start < q.end for q in found.pairs)


@pytest.mark.long
@pytest.mark.parametrize("unit", ['"a', '"a" ', "“a", "»", '5" ', "'a", "«a» "])
def test_the_check_is_linear(unit: str, linear: Linear) -> None:
    linear(lambda times: list(check_quotations(Context("-", unit * times, "en", "ar"))))


def test_another_number_of_quotations_is_told_as_one_counts() -> None:
    for target, told in (('He said "yes".', "1 quotation"), ('He said "yes" and "no".', "2 quotations")):
        context = Context("قال نعم ولا.", target, "ar", "en")
        assert [i.message for i in check_partners(context)] == [f"{told}, the source has 0"]
