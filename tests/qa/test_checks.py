from __future__ import annotations

import pytest

from workbench.model import Concept, Enforce, Mention, Severity, Side, Term, TermHit, TermUse, TermUseKind
from workbench.qa.checks import CHECKS, run_checks
from workbench.qa.context import Context
from workbench.qa.punctuation import check_locale


def issues(
    source: str, target: str, pair: str = "ar>en", *, confirmed: bool = True, uses: tuple[TermUse, ...] = ()
) -> list:  # type: ignore[type-arg]
    a, b = pair.split(">")
    found = run_checks(Context(source, target, a, b, uses, confirmed))
    for i in found:
        text = source if i.side is Side.SOURCE else target
        assert 0 <= i.start <= i.end <= len(text)
    return found


def kinds(source: str, target: str, pair: str = "ar>en") -> set[str]:
    return {i.check for i in issues(source, target, pair)}


@pytest.mark.parametrize(
    ("source", "target", "pair"),
    [
        ("وصل 12 قاربا.", "Twelve boats arrived.", "ar>en"),
        ("وصل ١٢ قاربا.", "12 boats arrived.", "ar>en"),
        ("بلغ 3 آلاف.", "It reached 3,000.", "ar>en"),
        ("في 15 مارس 2024.", "On March 15, 2024.", "ar>en"),
        ("There were 3 of them.", "كانوا ثلاثة.", "en>ar"),
        ("نسبة 5 في المئة.", "5 percent.", "ar>en"),
        ("حرب الـ33 يوما.", "The 33-day war.", "ar>en"),
        ("لا أرقام.", "No numbers.", "ar>en"),
    ],
)
def test_numbers_agree(source: str, target: str, pair: str) -> None:
    assert "numbers" not in kinds(source, target, pair)


@pytest.mark.parametrize(
    ("source", "target", "pair"),
    [
        ("وصل 12 قاربا.", "Boats arrived.", "ar>en"),
        ("وصل 12 قاربا.", "21 boats arrived.", "ar>en"),
        ("وصلت قوارب.", "12 boats arrived.", "ar>en"),
        ("في 15 مارس 2024.", "On March 16, 2024.", "ar>en"),
        ("نما 3.5 في المئة.", "It grew 3.4 percent.", "ar>en"),
        ("There were 30.", "كانوا ٣.", "en>ar"),
        ("5 و5.", "5 and.", "ar>en"),
        ("مليون و200 ألف.", "a million and 200 million.", "ar>en"),
    ],
)
def test_numbers_differ(source: str, target: str, pair: str) -> None:
    assert "numbers" in kinds(source, target, pair)


@pytest.mark.parametrize(
    ("target", "pair", "bad"),
    [
        ("The مدير said.", "ar>en", True),
        ("The director said س.", "ar>en", True),
        ("The director said 12.", "ar>en", False),
        ("Prices: ١٢.", "ar>en", True),
        ("The director said.", "ar>en", False),
        ("قال المدير.", "en>ar", False),
        ("قال مدير WHO.", "en>ar", False),
        ("The director said.", "en>ar", True),
        ("WHO.", "en>ar", False),
    ],
)
def test_text_left_in_the_source_language(target: str, pair: str, bad: bool) -> None:
    source = "قال المدير 12." if pair == "ar>en" else "The director of WHO said."
    assert ("untranslated" in kinds(source, target, pair)) is bad


def test_a_target_that_is_its_source() -> None:
    assert "untranslated" in kinds("قال المدير.", "قال المدير.")


@pytest.mark.parametrize(
    ("source", "target", "pair", "bad"),
    [
        ("هل وصل؟", "Has he arrived?", "ar>en", False),
        ("هل وصل؟", "Has he arrived.", "ar>en", True),
        ("وصل.", "He arrived.", "ar>en", False),
        ("وصل.", "He arrived", "ar>en", True),
        ("عنوان", "Title", "ar>en", False),
        ("عنوان", "Title.", "ar>en", True),
        ("جزء أول،", "A first part.", "ar>en", False),
        ("جزء أول،", "A first part,", "ar>en", False),
        ("قال:", "He said:", "ar>en", False),
        ("قال: «نعم».", "He said: “Yes.”", "ar>en", False),
        ("He came…", "جاء…", "en>ar", False),
        ("He came!", "جاء.", "en>ar", True),
        ("What?", "ماذا؟", "en>ar", False),
    ],
)
def test_the_end(source: str, target: str, pair: str, bad: bool) -> None:
    assert any("ends in" in i.message for i in issues(source, target, pair)) is bad


@pytest.mark.parametrize(
    ("source", "target", "bad"),
    [
        ("قال (نعم).", "He said (yes).", False),
        ("قال (نعم).", "He said (yes.", True),
        ("قال نعم.", "He said yes).", True),
        ("قال «نعم».", "He said “yes”.", False),
        ("قال «نعم».", 'He said "yes".', False),
        ("قال «نعم».", "He said yes.", True),
        ("قال نعم.", "He said “yes.", True),
        ("1. نعم.", "1) yes.", False),
        ("قال «لا» و«نعم».", "He said “no” and “yes”.", False),
    ],
)
def test_brackets_and_quotations(source: str, target: str, bad: bool) -> None:
    found = [i for i in issues(source, target) if i.check == "typographical" and "ends in" not in i.message]
    assert bool(found) is bad


@pytest.mark.parametrize(
    ("target", "pair", "fixes"),
    [
        ("نعم, لا; ماذا?", "en>ar", ["،", "؛", "؟"]),
        ("نعم، لا؛ ماذا؟", "en>ar", []),
        ("بلغ 3,000 شخص", "en>ar", []),
        ("شركة Olive, Inc, كبيرة", "en>ar", []),
        ("Yes، no؛ what؟", "ar>en", [",", ";", "?"]),
        ("5٪", "ar>en", ["%"]),
        ("Yes, no; what?", "ar>en", []),
        ("قال: نعم", "en>ar", []),
    ],
)
def test_marks_of_the_other_language(target: str, pair: str, fixes: list[str]) -> None:
    source = "x" if pair == "en>ar" else "س"
    found = issues(source, target, pair)
    assert [i.fix for i in found if i.check == "locale-violation"] == fixes
    # Each is told once.
    assert not [i for i in found if i.check == "untranslated"]


@pytest.mark.parametrize(
    ("target", "fixed"),
    [
        ("one  two.", "one two."),
        ("one\u00a0 two.", "one two."),
        (" one.", "one."),
        ("one. ", "one."),
        ("one , two.", "one, two."),
        ("one two.", "one two."),
        ("one - two.", "one - two."),
        ("3 : 2 then .5", "3: 2 then .5"),
        ("one ,two ؛ثلاثة", "one, two؛ ثلاثة"),
        ("“one .” (two .", "“one.” (two."),
        ("(one ), [two ], «three », “four ”.", "(one), [two], «three», “four”."),
        ("( one ) [ two ], « three » 20 % “one … two” … :) and ”.“ one )", None),
    ],
)
def test_spaces_and_their_fixes(target: str, fixed: str | None) -> None:
    fixed = target if fixed is None else fixed
    found = [i for i in issues("س.", target) if i.check == "whitespace"]
    text = target
    for i in sorted(found, key=lambda i: -i.start):
        text = text[: i.start] + (i.fix or "") + text[i.end :]
    assert text == fixed
    assert bool(found) is (target != fixed)


@pytest.mark.parametrize(
    ("pair", "target", "fixed"),
    [
        ("ar>en", "In 2023after a dispute, $85million was paid.", "In 2023 after a dispute, $85 million was paid."),
        ("ar>en", "The meadows,a quarter;or more.", "The meadows, a quarter; or more."),
        ("ar>en", "It ended.The next day rain fell.", "It ended. The next day rain fell."),
        ("ar>en", "On the 10th, 5km off, at 3pm, 1,000 of 1.5 came; see www.river.example and e.g. that.", ""),
        ("en>ar", "دلمون،18 نوفمبر،وقال.وأضاف 14شهرا", "دلمون، 18 نوفمبر، وقال. وأضاف 14 شهرا"),
        ("en>ar", "أ.د. سالم، ص.ب. 12، بـ3.5 ملايين و1،5 كم و12م؛ نعم.", ""),
    ],
)
def test_a_space_that_lacks_is_a_warning(pair: str, target: str, fixed: str) -> None:
    found = [i for i in issues("x", target, pair) if i.check == "whitespace"]
    assert all(i.severity is Severity.WARNING for i in found)
    text = target
    for i in sorted(found, key=lambda i: -i.start):
        text = text[: i.start] + (i.fix or "") + text[i.end :]
    assert text == (fixed or target)
    # As the source has it.
    assert not [i for i in issues(target, target + " .", "en>ar") if i.message.startswith("no space")]


def test_an_empty_target_is_one_issue_and_only_when_confirmed() -> None:
    (issue,) = issues("قال 12.", "  ")
    assert (issue.check, issue.severity) == ("omission", Severity.CRITICAL)
    assert issues("قال 12.", "", confirmed=False) == []


def use(kind: TermUseKind, enforce: Enforce = Enforce.PREFER, found: str = "") -> TermUse:
    concept = Concept("c", (Term("ar", "النهر"), Term("en", "River")), enforce=enforce)
    return TermUse(
        TermHit(0, 3, "نهر", concept, "x", 1.0), kind, found, 0 if found else -1, len(found) if found else -1
    )


@pytest.mark.parametrize(
    ("kind", "enforce", "found", "severity"),
    [
        (TermUseKind.KEPT, Enforce.MUST, "River", None),
        (TermUseKind.MISSING, Enforce.MUST, "", Severity.CRITICAL),
        (TermUseKind.MISSING, Enforce.PREFER, "", Severity.WARNING),
        (TermUseKind.MISSING, Enforce.INFO, "", Severity.INFO),
        (TermUseKind.FORBIDDEN, Enforce.MUST, "Stream", Severity.CRITICAL),
        (TermUseKind.FORBIDDEN, Enforce.PREFER, "Stream", Severity.ERROR),
        (TermUseKind.KEPT_LOOSELY, Enforce.MUST, "river", Severity.INFO),
    ],
)
def test_terms(kind: TermUseKind, enforce: Enforce, found: str, severity: Severity | None) -> None:
    result = [i for i in issues("نهر.", "Stream.", uses=(use(kind, enforce, found),)) if i.check == "terminology"]
    assert [i.severity for i in result] == ([severity] if severity else [])
    if kind is TermUseKind.MISSING:
        assert (result[0].message, result[0].concept, result[0].must) == (
            "term not used: River",
            "c",
            enforce is Enforce.MUST,
        )
    if kind is TermUseKind.FORBIDDEN:
        assert result[0].fix == "River"


def test_the_worst_comes_first() -> None:
    found = issues("نهر 12.", "Stream  here", uses=(use(TermUseKind.MISSING, Enforce.MUST),))
    ranks = [i.severity.rank for i in found]
    assert ranks == sorted(ranks, reverse=True)
    assert len({i.check for i in found}) >= 4


def test_every_check_has_an_its_type_and_a_title() -> None:
    its = {"omission", "terminology", "numbers", "untranslated", "typographical", "locale-violation", "whitespace"}
    assert {c.id for c in CHECKS} == its
    assert all(c.title for c in CHECKS)


@pytest.mark.parametrize(
    ("target", "lang", "severity"),
    [("He left، then came.", "en", Severity.ERROR), ("غادر, ثم عاد.", "ar", Severity.WARNING)],
)
def test_a_mark_of_the_other_language(target: str, lang: str, severity: Severity) -> None:
    source_lang = "ar" if lang == "en" else "en"
    context = Context("س" if lang == "en" else "x", target, source_lang, lang)
    assert [i.severity for i in check_locale(context)] == [severity]


@pytest.mark.parametrize(
    ("target", "wanted", "fixed"),
    [
        ("It left the River Hospital.", "the hospital", "It left the hospital."),
        ("River Hospital opened.", "the hospital", "the hospital opened."),
        ("It left the hospital.", "River Hospital", "It left the River Hospital."),
    ],
)
def test_the_form_of_a_mention_is_a_fix(target: str, wanted: str, fixed: str) -> None:
    concept = Concept("c", (Term("ar", "نهر"), Term("en", "River Hospital")), enforce=Enforce.MUST)
    found = "River Hospital" if "River" in target else "hospital"
    at = target.index(found)
    hit = TermHit(0, 3, "نهر", concept, "x", 1.0)
    uses = (TermUse(hit, TermUseKind.KEPT, found, at, at + len(found), Mention.LATER, wanted),)
    (issue,) = [i for i in issues("نهر.", target, uses=uses) if i.check == "terminology"]
    assert (issue.severity, issue.must) == (Severity.WARNING, False)
    assert target[: issue.start] + (issue.fix or "") + target[issue.end :] == fixed
