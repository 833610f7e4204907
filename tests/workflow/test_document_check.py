"""A check that is kept true while segments change says what a new one says."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from workbench.model import Project, State
from workbench.store import segments as segments_table
from workbench.workflow.document_check import INCONSISTENT, DocumentCheck
from workbench.workflow.document_terms import DocumentTerms
from workbench.workflow.importing import import_text
from workbench.workflow.pacing import Pace
from workbench.workflow.terms import load_terms
from workbench.workflow.workspace import Workspace

TEXT = "شكر المدير الأطباء.\n\nبدأ العمل في الصباح.\n\nزارت سلمى حداد المدرسة.\n\nبدأ العمل في الصباح.\n\nبدأ العملُ في الصباح.\n\nنعم.\n\nنعم.\n"
QUOTED = ('He said “yes” and "no".', '"Yes" or "no"?', "“Yes” or “no”?", "“Yes.", "And no.”")
TARGETS = (*QUOTED, "", "Work began.", "Work started، then", "Salma Hadad came.", "Yes.")


@pytest.mark.parametrize("seed", range(3))
def test_taken_in_or_made_anew(ws: Workspace, project: Project, seed: int) -> None:
    document = import_text(ws, project, "doc", TEXT).document
    segments = segments_table.load_segments(ws.store.read(), document.id)
    known = DocumentTerms(load_terms(ws, project), segments)
    check = DocumentCheck(known, segments)
    kept = {n: check.at(n) for n in range(len(segments))}
    random, told = Random(seed), 0
    for _ in range(30):
        at = random.randrange(len(segments))
        segments[at] = replace(segments[at], draft=random.choice(TARGETS))
        for n in check.take(segments[at]):
            kept[n] = check.at(n)
        fresh = DocumentCheck(known, segments)
        assert kept == {n: fresh.at(n) for n in range(len(segments))}
        found = {s.number - 1: issues for s, issues in fresh.all(Pace())}
        assert {n: issues for n, issues in kept.items() if issues} == {n: i for n, i in found.items() if i}
        told += sum(i.check == INCONSISTENT for issues in kept.values() for i, _w in issues)
    assert told
    assert check.take(replace(segments[0], id=10_000)) == []


def test_the_marks_of_a_quotation_are_those_of_the_article(ws: Workspace, project: Project) -> None:
    document = import_text(ws, project, "doc", TEXT).document
    segments = segments_table.load_segments(ws.store.read(), document.id)
    drafts = ["“Yes” or “no”?", "", "“Yes.”", '"No."']
    segments = [replace(s, draft=draft, translate=True) for s, draft in zip(segments, drafts, strict=False)]
    check = DocumentCheck(DocumentTerms(load_terms(ws, project), segments), segments)
    fixes = [i.fix for i, _w in check.at(3) if "the article has" in i.message]
    assert fixes == ["“No.”"]
    # Not once the others have them as well.
    told = check.take(replace(segments[0], draft='"Yes" or "no"?'))
    assert {0, 2, 3} <= set(told)
    assert [i.message for i, _w in check.at(3) if "the article has" in i.message] == []
    assert [i.fix for i, _w in check.at(2) if "the article has" in i.message] == ['"Yes."']


def test_the_space_at_the_end_of_a_draft_is_no_issue(ws: Workspace, project: Project) -> None:
    document = import_text(ws, project, "doc", TEXT).document
    first, second, *_ = segments_table.load_segments(ws.store.read(), document.id)
    drafted = replace(first, draft="The doctors were  thanked. ")
    done = replace(second, target="Work began. ", state=State.TRANSLATED)
    check = DocumentCheck(DocumentTerms(load_terms(ws, project), [drafted, done]), [drafted, done])
    told = [[i.message for i, _w in check.at(n) if i.check == "whitespace"] for n in (0, 1)]
    assert told == [["two spaces"], ["space at the end"]], "confirming takes that of a draft away"
