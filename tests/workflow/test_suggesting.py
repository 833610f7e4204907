"""A missing name of which something like it stands in the target: the issue shows where, and what would be right."""

from __future__ import annotations

from workbench.model import Concept, Enforce, Issue, Side, Term
from workbench.termbase.termbase import Termbase
from workbench.workflow.checking import segment_issues
from workbench.workflow.suggesting import Suggestions
from workbench.workflow.terms import ProjectTerms

CONCEPTS = [
    Concept("xi", (Term("ar", "شي جين بينغ"), Term("en", "Xi Jinping")), kind="person", enforce=Enforce.MUST),
    Concept("jamal", (Term("ar", "جمال"), Term("en", "Jamal")), kind="person"),
    Concept("putin", (Term("ar", "فلاديمير بوتين"), Term("en", "Vladimir Putin")), kind="person"),
    Concept("summit", (Term("ar", "قمة"), Term("en", "Summit")), kind="title"),
]


def found(source: str, target: str) -> dict[str, Issue]:
    terms = ProjectTerms(Termbase(CONCEPTS), "ar", "en")
    hits = terms.hits(source)
    plain = segment_issues(terms, source, target, hits)
    suggestions = Suggestions()
    issues = suggestions.shown(terms, source, target, hits, plain)
    assert suggestions.shown(terms, source, target, hits, plain) == issues
    assert [(i.concept, i.severity, i.must, i.aspect, i.subject) for i in issues] == [
        (i.concept, i.severity, i.must, i.aspect, i.subject) for i in plain
    ]
    for issue in issues:
        if issue.fix and issue.side is Side.TARGET:
            assert issue.fix not in target
    return {i.concept: i for i in issues}


def at(issue: Issue, target: str) -> str:
    return target[issue.start : issue.end] if issue.side is Side.TARGET else ""


def test_what_may_be_the_missing_name_is_offered() -> None:
    target = "Vladimer Putin met Shi Jinping"
    issues = found("فلاديمير بوتين وشي جين بينغ", target)
    assert (at(issues["xi"], target), issues["xi"].fix) == ("Shi Jinping", "Xi Jinping")
    assert (at(issues["putin"], target), issues["putin"].fix) == ("Vladimer Putin", "Vladimir Putin")
    assert issues["xi"].message == "term not used: Xi Jinping (for Shi Jinping?)"


def test_nothing_is_offered_for_what_is_not_there_and_for_words() -> None:
    issues = found("جمال وقمة", "He spoke at the Sumit")
    assert {(i.side, i.fix) for i in issues.values()} == {(Side.SOURCE, None)}
    assert found("جمال", "Jamal spoke") == {}
