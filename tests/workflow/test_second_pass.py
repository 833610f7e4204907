"""The second pass: what is hidden, what is taken, and that nothing that goes wrong costs the plain answer."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import cast

import pytest

from workbench.errors import MTError
from workbench.model import MTFailure
from workbench.mt.engine import Request
from workbench.mt.failures import failure
from workbench.mt.flights import Asker
from workbench.mt.service import Ticket
from workbench.termbase.repair import Repaired
from workbench.workflow.machine import Answer, Machine
from workbench.workflow.projects import new_project
from workbench.workflow.second_pass import second_pass
from workbench.workflow.terms import ProjectTerms, load_terms
from workbench.workflow.workspace import Workspace

GLOSSARY = """\
id,ar,en,kind,enforce
un,الأمم المتحدة,United Nations,organisation,must
health,وزارة الصحة,Ministry of Health,organisation,must
committee,اللجنة الدولية,International Committee,organisation,must
twin,وزارة الصحة,Health Ministry,organisation,must
nahar,مستشفى النهر,River Hospital,place,must
hospital,مستشفى,hospital,other,must
salma,سلمى حداد,Salma Haddad,person,prefer
"""
PLAIN = "The delegation thanked somebody and the United Nations yesterday."
SOURCE = "شكر الوفد مستشفى النهر والأمم المتحدة أمس."


class Asked:
    """Stands for the engines of a project: remembers the question; a test answers it."""

    def __init__(self, refusal: MTError | None = None, error: Exception | None = None, *, known: bool = True) -> None:
        self.refusal, self.error, self.known = refusal, error, known
        self.requests: list[Request] = []
        self.ticket = Ticket((Asker(lambda _answer: None),))
        self.got: Answer = lambda _engine, _answer: None

    def ask(
        self, request: Request, done: Answer, _priority: int, engines: Collection[str] | None = None
    ) -> tuple[Ticket, ...]:
        assert list(engines or ()) == ["cloud"]
        if self.error is not None:
            raise self.error
        if not self.known:
            return ()
        self.requests.append(request)
        self.got = done
        if self.refusal is not None:
            done("cloud", self.refusal)
            return ()
        return (self.ticket,)


@pytest.fixture
def terms(ws: Workspace) -> Callable[[str, str], ProjectTerms]:
    def loaded(source: str, target: str) -> ProjectTerms:
        (ws.paths.glossaries / "names.csv").write_text(GLOSSARY, encoding="utf-8")
        return load_terms(ws, new_project(ws, f"{source}{target}", source, target))

    return loaded


def run(asked: Asked, terms: ProjectTerms, source: str, plain: str, done: Callable[[str], None]) -> tuple[Ticket, ...]:
    request = Request(source, terms.source, terms.target, terms=(("x", "y"),))
    hits = terms.hits(source, nested=True)
    return second_pass(cast("Machine", asked), request, "cloud", plain, hits, terms, 0, done)


Terms = Callable[[str, str], ProjectTerms]


# ---------------------------------------------------------------------- what is hidden


def test_all_terms_that_must_stand_are_hidden_where_one_is_lost(terms: Terms) -> None:
    asked, told = Asked(), list[str]()
    tickets = run(asked, terms("ar", "en"), SOURCE, PLAIN, told.append)
    assert [(r.text, r.terms) for r in asked.requests] == [("شكر الوفد [X0X] و [X1X] أمس.", ())]
    assert tickets == (asked.ticket,)
    assert told == []
    asked.got("cloud", "The delegation thanked [X0X] and the [X1X] yesterday.")
    assert told == ["The delegation thanked River Hospital and the United Nations yesterday."]


def test_every_mention_is_hidden_and_of_two_terms_on_the_same_words_one(terms: Terms) -> None:
    asked = Asked()
    source = "قالت سلمى حداد إن وزارة الصحة شكرت الأمم المتحدة ثم شكرت الأمم المتحدة وزارة الصحة."
    run(asked, terms("ar", "en"), source, "Salma Haddad said the Health Ministry thanked them.", lambda _text: None)
    assert [r.text for r in asked.requests] == ["قالت سلمى حداد إن [X0X] شكرت [X1X] ثم شكرت [X2X] [X3X]."]


@pytest.mark.parametrize("plain", ["The delegation thanked River Hospital and the United Nations.", PLAIN])
def test_nothing_is_asked_where_nothing_is_lost_or_nothing_can_be_told_apart(terms: Terms, plain: str) -> None:
    asked, told = Asked(), list[str]()
    source = SOURCE if plain != PLAIN else f"{SOURCE} X0X"
    assert run(asked, terms("ar", "en"), source, plain, told.append) == ()
    assert (asked.requests, told) == ([], [plain])


# ---------------------------------------------------------------------- what is taken


@pytest.mark.parametrize(
    "second",
    [
        "The delegation thanked [X0X] and others yesterday.",
        "The delegation thanked [X0X] and the[X1X] yesterday.",
        "The delegation thanked [X0X], [X0X] and the [X1X].",
        failure(MTFailure.TIMEOUT, "Cloud"),
    ],
)
def test_else_the_plain_answer_stays(terms: Terms, second: str | MTError) -> None:
    asked, told = Asked(), list[str]()
    run(asked, terms("ar", "en"), SOURCE, PLAIN, told.append)
    asked.got("cloud", second)
    assert told == [PLAIN]


@pytest.mark.parametrize(
    ("second", "text"),
    [
        ("They thanked an [X0X] today.", "They thanked a River Hospital today."),
        ("They thanked the the [X0X] today.", "They thanked the River Hospital today."),
        ("They thanked [X0X]'s staff, the the band.", "They thanked River Hospital's staff, the the band."),
    ],
)
def test_into_english_the_article_goes_with_the_form(terms: Terms, second: str, text: str) -> None:
    asked, told = Asked(), list[str]()
    run(asked, terms("ar", "en"), "شكروا مستشفى النهر اليوم.", "They thanked somebody today.", told.append)
    asked.got("cloud", second)
    assert told == [text]


@pytest.mark.parametrize(
    ("article", "form", "text"),
    [("a", "الأمم المتحدة", "A United Nations team"), ("an", "اللجنة الدولية", "An International Committee team")],
)
def test_a_form_that_takes_the_other_article_gets_it(terms: Terms, article: str, form: str, text: str) -> None:
    other = "An" if article == "a" else "A"
    asked, told = Asked(), list[str]()
    run(asked, terms("ar", "en"), f"وصل فريق {form} اليوم.", "Some team came today.", told.append)
    asked.got("cloud", f"{other} [X0X] team came today.")
    assert told == [f"{text} came today."]


PLAIN_ARABIC = "شكر الوفد الجهة المعنية أمس في الصباح."


@pytest.mark.parametrize(
    ("name", "second", "text"),
    [
        ("International Committee", "قدم الوفد الشكر ل [X0X] أمس.", "قدم الوفد الشكر للجنة الدولية أمس."),
        ("International Committee", "قدم الوفد الشكر لل [X0X] أمس.", "قدم الوفد الشكر للجنة الدولية أمس."),
        ("United Nations", "قدم الوفد الشكر لـ [X0X] أمس.", "قدم الوفد الشكر للأمم المتحدة أمس."),
        ("United Nations", "عمل الوفد بال[X0X] أمس.", "عمل الوفد بالأمم المتحدة أمس."),
        ("United Nations", "قالت ال[X0X] أمس.", "قالت الأمم المتحدة أمس."),
        ("Ministry of Health", "قدم الوفد الشكر لـ [X0X] أمس.", "قدم الوفد الشكر لوزارة الصحة أمس."),
        ("Ministry of Health", "قدم الوفد الشكر لل [X0X] أمس.", PLAIN_ARABIC),
        ("Ministry of Health", "قالت ال[X0X] أمس.", PLAIN_ARABIC),
        ("Ministry of Health", "عمل الوفد بال[X0X] أمس.", PLAIN_ARABIC),
    ],
)
def test_into_arabic_it_is_joined_right_or_not_taken(terms: Terms, name: str, second: str, text: str) -> None:
    asked, told = Asked(), list[str]()
    run(asked, terms("en", "ar"), f"The delegation thanked the {name} yesterday.", PLAIN_ARABIC, told.append)
    assert [r.text for r in asked.requests] == ["The delegation thanked the [X0X] yesterday."]
    asked.got("cloud", second)
    assert told == [text]


# ---------------------------------------------------------------------- what goes wrong


@pytest.mark.parametrize(
    "asked",
    [
        Asked(refusal=failure(MTFailure.CONSENT, "Cloud")),
        Asked(error=ValueError("a defect")),
        Asked(error=failure(MTFailure.INTERNAL, "Cloud")),
        Asked(known=False),
    ],
    ids=["refused", "defect", "error", "engine gone"],
)
def test_who_cannot_ask_keeps_the_plain_answer_and_is_told_once(terms: Terms, asked: Asked) -> None:
    told: list[str] = []
    assert run(asked, terms("ar", "en"), SOURCE, PLAIN, told.append) == ()
    assert told == [PLAIN]


def test_what_who_waits_raises_is_not_told_a_second_time(terms: Terms) -> None:
    told: list[str] = []

    def gone(text: str) -> None:
        told.append(text)
        raise RuntimeError("the screen is closed")

    with pytest.raises(RuntimeError):
        run(Asked(refusal=failure(MTFailure.CONSENT, "Cloud")), terms("ar", "en"), SOURCE, PLAIN, gone)
    assert told == [PLAIN]


@pytest.mark.parametrize("calls", [0, 1], ids=["before", "after"])
def test_a_defect_in_repair_keeps_the_plain_answer(terms: Terms, calls: int, monkeypatch: pytest.MonkeyPatch) -> None:
    asked, told, loaded = Asked(), list[str](), terms("ar", "en")
    left, real = [calls], ProjectTerms.repaired

    def repaired(self: ProjectTerms, *args: object) -> Repaired:
        if not left[0]:
            raise ValueError("a defect")
        left[0] -= 1
        return real(self, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(ProjectTerms, "repaired", repaired)
    tickets = run(asked, loaded, SOURCE, PLAIN, told.append)
    assert len(tickets) == calls
    asked.got("cloud", "The delegation thanked [X0X] and the [X1X] yesterday.")
    assert told == [PLAIN]
