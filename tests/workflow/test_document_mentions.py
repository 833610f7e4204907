"""First and later mentions, counted over a document that is split, joined and told anew what its paragraphs are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.stored import counting
from workbench.errors import UsageError
from workbench.model import Document, Mention, Project, Role, Segment, State, WaiverReason
from workbench.store import segments as segments_table
from workbench.store import waivers as waivers_table
from workbench.workflow import editing
from workbench.workflow.cutting import split_place
from workbench.workflow.desk import Desk, open_desk
from workbench.workflow.document_terms import DocumentTerms
from workbench.workflow.importing import import_text
from workbench.workflow.projects import new_project
from workbench.workflow.terms import load_terms
from workbench.workflow.workspace import Workspace, open_workspace

from ..recutting import recut

MENTIONS = """\
id,ar,en,kind,enforce,en_first,en_later
chief,كمال منصور,Kamal Mansour,person,prefer,"Kamal Mansour, the library's director",Mansour
library,المكتبة العامة,Public Library,organisation,must,,the library
doctor,سلمى حداد,Salma Haddad,person,info,Dr Salma Haddad,
"""
FIRST = "Kamal Mansour, the library's director"
ARTICLE = """\
كمال منصور يفتتح المكتبة العامة

قال كمال منصور إن الأبواب مفتوحة. وأضاف كمال منصور أن الدخول مجاني.

كمال منصور في سطور

وزار كمال منصور المكتبة العامة أمس.
"""


@pytest.fixture
def article(ws: Workspace, project: Project, workspace: Path) -> Document:
    (workspace / "glossaries" / "mentions.csv").write_text(MENTIONS, encoding="utf-8")
    return import_text(ws, project, "library", ARTICLE).document


def segments(ws: Workspace, document: Document) -> list[Segment]:
    return segments_table.load_segments(ws.store.read(), document.id)


def translate(ws: Workspace, document: Document, targets: list[str]) -> None:
    todo = [s for s in segments(ws, document) if s.translate]
    for segment, target in zip(todo, targets, strict=True):
        editing.set_draft(ws, segment, target)


def told(ws: Workspace, project: Project, document: Document) -> list[tuple[str, str, str]]:
    """Role, severity and message of the issues of mentions, in order."""
    return [
        (f.segment.role.value, f.issue.severity.value, f.issue.message)
        for f in counting(ws, project, document)
        if "mention" in f.issue.message
    ]


def test_the_first_in_the_body_wants_the_first_form(ws: Workspace, project: Project, article: Document) -> None:
    roles = [s.role.value for s in segments(ws, article)]
    assert roles == ["title", "body", "body", "heading", "body"]
    translate(
        ws,
        article,
        [
            "Mansour opens Public Library",
            "Mansour said the doors were open.",
            f"{FIRST}, added that entry was free.",
            "Kamal Mansour in brief",
            "Mansour visited the Public Library yesterday.",
        ],
    )
    assert told(ws, project, article) == [
        ("body", "warning", f"first mention: use {FIRST} (not Mansour)"),
        ("body", "warning", f"later mention: use Mansour (not {FIRST})"),
    ]


def test_a_must_term_is_at_most_warned_of_for_its_mention(ws: Workspace, project: Project, article: Document) -> None:
    translate(
        ws,
        article,
        [
            "Mansour opens the library",
            f"{FIRST}, said the doors were open.",
            "Mansour added that entry was free.",
            "Mansour in brief",
            "Mansour visited the library yesterday.",
        ],
    )
    assert told(ws, project, article) == [("body", "warning", "first mention: use Public Library (not library)")]
    last = segments(ws, article)[-1]
    assert editing.confirm(ws, project, last).state is State.TRANSLATED


def test_one_segment_that_names_it_twice(ws: Workspace, project: Project, article: Document) -> None:
    document = import_text(
        ws, project, "twice", "عنوان\n\nقال كمال منصور إن كمال منصور كان هناك. ثم غادر كمال منصور المدينة.\n"
    ).document
    translate(ws, document, ["Title", f"{FIRST}, said Mansour was there.", "Then Mansour left the city."])
    assert told(ws, project, document) == []


def test_a_severity_follows_enforce(ws: Workspace, project: Project, article: Document) -> None:
    document = import_text(ws, project, "s", "عنوان\n\nقالت سلمى حداد إن العمل بدأ. وقالت سلمى حداد المزيد.\n").document
    translate(ws, document, ["Title", "Salma Haddad said work had begun.", "Dr Salma Haddad said more."])
    assert told(ws, project, document) == [
        ("body", "info", "first mention: use Dr Salma Haddad (not Salma Haddad)"),
        ("body", "info", "later mention: use Salma Haddad (not Dr Salma Haddad)"),
    ]


def test_what_is_not_translated_or_not_named_does_not_count(ws: Workspace, project: Project, article: Document) -> None:
    desk = open_desk(ws, "news", article.slug)
    desk.prepare()
    assert [desk.mentions(n).get("chief") for n in range(1, 6)] == [
        None,
        Mention.FIRST,
        Mention.LATER,
        None,
        Mention.LATER,
    ]
    recut(desk, lambda done: desk.set_translate(2, done, translate=False))
    assert [desk.mentions(n).get("chief") for n in range(1, 6)] == [None, None, Mention.FIRST, None, Mention.LATER]
    missing = next(i for i in desk.issues(3, "He added that.") if i.concept == "chief")
    assert missing.message == f"term not used: Kamal Mansour (first mention: {FIRST})"
    desk.waive(3, missing, WaiverReason.LEFT_OUT, "", lambda _s: None)
    assert [desk.mentions(n).get("chief") for n in range(1, 6)] == [None, None, None, None, Mention.FIRST]
    desk.flush()
    (waiver,) = desk.ignored(3)
    desk.unwaive(3, waiver, lambda _s: None)
    assert desk.mentions(5)["chief"] is Mention.LATER
    desk.close()


def test_the_form_to_put_next(ws: Workspace, project: Project, article: Document) -> None:
    desk = open_desk(ws, "news", article.slug)
    desk.prepare()
    assert desk.forms(1, "") == {}, "a headline has the approved forms"
    assert desk.forms(2, "") == {"chief": FIRST}
    assert desk.forms(2, f"{FIRST}, said that") == {"chief": "Mansour"}
    assert desk.forms(5, "") == {"chief": "Mansour", "library": "Public Library"}
    desk.close()


def test_a_role_that_changes_moves_the_first_mention(ws: Workspace, project: Project, article: Document) -> None:
    desk = open_desk(ws, "news", article.slug)
    desk.prepare()
    recut(desk, lambda done: desk.set_role(2, Role.HEADING, done))
    assert desk.mentions(2) == {}
    assert desk.mentions(5)["chief"] is Mention.FIRST
    recut(desk, lambda done: desk.set_role(1, Role.BODY, done))
    assert (desk.mentions(1)["chief"], desk.mentions(5)["chief"]) == (Mention.FIRST, Mention.LATER)
    desk.close()


def test_only_new_texts_are_looked_through(ws: Workspace, project: Project, article: Document) -> None:
    desk = open_desk(ws, "news", article.slug)
    desk.prepare()
    looked: list[str] = []
    assert desk._known is not None
    terms = desk._known.terms
    find = terms.hits
    object.__setattr__(terms, "hits", lambda text: (looked.append(text), find(text))[1])
    for text in ("M", "Ma", "Mansour said"):
        desk.issues(2, text)
        desk.issues(5, text)
    recut(desk, lambda done: desk.set_translate(3, done, translate=False))
    desk.issues(5, "x")
    assert looked == []
    recut(desk, lambda done: desk.split(2, desk.segment(2).text.index("إن"), done))
    desk.issues(6, "x")
    assert sorted(looked) == sorted([desk.segment(2).source, desk.segment(3).source])
    desk.close()


# ---------------------------------------------------------------------------------------------- the law

ACTS = st.lists(
    st.tuples(
        st.sampled_from(["split", "join", "role", "skip", "undo", "waive"]), st.integers(0, 50), st.integers(0, 50)
    ),
    max_size=8,
)
ROLES = (Role.BODY, Role.HEADING, Role.TITLE, Role.LEAD, Role.BOILERPLATE)


@given(ACTS)
@settings(
    max_examples=settings().max_examples // 2,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_after_any_acts_it_is_what_a_fresh_look_says(
    new_workspace: Callable[[], Path], acts: list[tuple[str, int, int]]
) -> None:
    root = new_workspace()
    (root / "glossaries" / "mentions.csv").write_text(MENTIONS, encoding="utf-8")
    with open_workspace(root) as ws:
        project = new_project(ws, "news", "ar", "en")
        document = import_text(ws, project, "library", ARTICLE).document
        desk = open_desk(ws, "news", "library")
        desk.prepare()
        for act, a, b in acts:
            _do(desk, act, a, b)
            desk.flush()
            fresh = segments(ws, document)
            known = DocumentTerms(load_terms(ws, project), fresh, waivers_table.load(ws.store.read(), document.id))
            assert [desk.mentions(s.number) for s in fresh] == [known.mentions(s) for s in fresh]
            assert [[w.subject for w in desk.ignored(s.number)] for s in fresh] == [
                [w.subject for w in known.waivers(s)] for s in fresh
            ]
        desk.close()


def _do(desk: Desk, act: str, a: int, b: int) -> None:
    number = a % len(desk.segments) + 1
    segment = desk.segment(number)
    try:
        if act == "split":
            words = [n for n, c in enumerate(segment.text) if c == " "]
            if words:
                recut(desk, lambda done: desk.split(number, split_place(segment, words[b % len(words)]), done))
        elif act == "join":
            recut(desk, lambda done: desk.join(number, done))
        elif act == "role":
            recut(desk, lambda done: desk.set_role(number, ROLES[b % len(ROLES)], done))
        elif act == "skip":
            recut(desk, lambda done: desk.set_translate(number, done, translate=bool(b % 2)))
        elif act == "undo":
            recut(desk, desk.undo_cut)
        else:
            found = [i for i in desk.issues(number, "x") if i.concept]
            if found:
                reasons = (WaiverReason.NOT_HERE, WaiverReason.QUOTED)
                desk.waive(number, found[b % len(found)], reasons[b % 2], "", lambda _s: None)
    except UsageError:
        pass


def test_a_person_named_by_the_surname_is_put_so(ws: Workspace, project: Project, workspace: Path) -> None:
    rows = """\
id,ar,en,kind,ar_variants,en_variants
haddad,سلمى الحدّاد,Salma al-Haddad,person,الحداد,al-Haddad
amin,نور الأمين,Nour bin Amin,person,الأمين,bin Amin|Amin
library,المكتبة العامة,Public Library,organisation,المكتبة,Library
"""
    (workspace / "glossaries" / "people.csv").write_text(rows, encoding="utf-8")
    text = "قالت سلمى الحداد إن المكتبة مفتوحة. وأوضحت الحداد أن الأمين زارها. وسألت الحداد سلمى الحداد."
    document = import_text(ws, project, "people", text).document
    terms = DocumentTerms(load_terms(ws, project), segments(ws, document))
    whole, short, both = (terms.forms(s, "") for s in segments(ws, document))
    assert (whole, both) == ({}, {})
    # Of two short forms neither is sure, and a body has other words in its short one.
    assert short == {"haddad": "al-Haddad"}
