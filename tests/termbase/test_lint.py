"""Each lint rule fires where it should, once, and on a clean glossary none does."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.errors import FileError, UsageError
from workbench.model import Severity
from workbench.termbase.glossary_file import GlossaryFile, glossary_of
from workbench.termbase.lint import RULES, lint

CLEAN = """\
# A clean glossary
id,ar,en,kind,status,enforce,match,ar_variants,en_variants,en_forbidden,protect,subject,valid_from,valid_to,date
un,الأمم المتحدة,United Nations,organisation,,must,,,UN | U.N.,UNO,,,1945-10,,2026-01-02
egypt,مصر,Egypt,place,preferred,,,,,,ومصر,,,,2026
nasser,جمال عبد الناصر,Gamal Abdel Nasser,person,,,,عبد الناصر,Nasser,,,,1918,1970-09-28,
gamal,جمال مبارك,Gamal Mubarak,person,,,,,,,,,,,
bank,المصرف,bank,other,,,,,,,,finance,,,
shore,المصرف,drain,other,,,,,,,,water,,,
f16,طائرة إف-16,F-16,work,,,,,,,,,,,
old,جبهة قديمة,Old Front,organisation,superseded,,,,,,,,,,
new,جبهة قديمة,New Front,organisation,,,,,,,,,,,
maybe,كلمة ما,some word,other,candidate,info,loose,,,,,,,,
"""

GOLD: dict[str, tuple[str, int]] = {
    "bad-row": ("ar,en\nسلام,\n", 2),
    "merge-conflict": ("ar,en\nسلام,peace\n<<<<<<< HEAD\n=======\n>>>>>>> b\n", 3),
    "duplicate-column": ("ar,en,note,note\nسلام,peace,,\n", 1),
    "duplicate-id": ("id,ar,en\na,سلام,peace\na,حرب,war\n", 3),
    "unknown-value": ("ar,en,status\nسلام,peace,fine\n", 2),
    "unknown-column": ("# c\nar,en,en_varients\nسلام,peace,\n", 2),
    "no-header": ("سلام,peace\n", 1),
    "duplicate-entry": ("ar,en\nالسّلام,the Peace\nالسلام,the peace\n", 3),
    "two-targets": ("ar,en\nأحمد حسن,Ahmad Hasan\nاحمد حسن,Ahmed Hassan\n", 3),
    "two-sources": ("ar,en\nسيارة,car\nعربة,car\n", 3),
    "variant-is-preferred-elsewhere": ("ar,en,en_variants\nسلام,peace,calm\nهدوء,Calm,\n", 2),
    "forbidden-is-preferred": ("ar,en,en_forbidden\nسلام,peace,war | peace\n", 2),
    "superseded-chain": ("ar,en,status\nجبهة,Front,superseded\nجبهة,League,superseded\n", 2),
    "repeated-variant": ("ar,en,en_variants\nسلام,peace,truce | truce\n", 2),
    "bar-in-form": ("ar,en\nسلام,peace | truce\n", 2),
    "mixed-script": ("ar,en\nسلام,peaсe\n", 2),
    "latin-in-arabic": ("ar,en\nفيتامين C,vitamin C\n", 2),
    "presentation-form": ("ar,en\nﺳﻼم,peace\n", 2),
    "tatweel": ("ar,en\nســـلام,peace\n", 2),
    "stray-mark": ("ar,en\nسلا\u200fم,peace\n", 2),
    "line-break": ('ar,en\nسلام,"peace\nnow"\n', 2),
    "edge-space": ("ar,en\nسلام , peace\n", 2),
    "double-space": ("ar,en\nسلام,for  peace\n", 2),
    "bad-date": ("ar,en,date\nسلام,peace,1/2/2026\n", 2),
    "date-order": ("ar,en,valid_from,valid_to\nسلام,peace,2026-02,2026-01-31\n", 2),
    "name-spelled-two-ways": (
        "ar,en,kind\nمحمد علي,Muhammad Ali,person\nمحمد حسن,Mohammed Hassan,person\nمحمد البنا,Mohammed al-Banna,person\n",
        2,
    ),
    "short-without-protect": ("ar,en\nمصر,Egypt\n", 2),
}


def read(text: str, name: str = "g.csv") -> GlossaryFile:
    return glossary_of(Path(name), text.encode())


def test_nothing_to_lint() -> None:
    assert lint([read(CLEAN)]) == []


def test_every_rule_has_a_case() -> None:
    assert set(GOLD) | {"unreadable", "conflict-copy", "id-in-two-files"} == set(RULES)


@pytest.mark.parametrize("rule", GOLD)
def test_a_rule_fires_once_and_no_other_does(rule: str) -> None:
    text, line = GOLD[rule]
    found = [(f.rule, f.line) for f in lint([read(text)])]
    # Two superseded entries are a chain with two links.
    assert found == [(rule, line)] + ([(rule, line + 1)] if rule == "superseded-chain" else [])


def test_all_rules_in_one_glossary() -> None:
    header = CLEAN.splitlines()[1]
    rows = [
        ",حرب,war,,,,,,warfare | War,battle | warfare,,,2026,2025,x",
        ",مصر  ,Egуpt,,,,,,,,,,,,",
    ]
    found = [(f.line, f.rule) for f in lint([read("\n".join([header, *rows]) + "\n")])]
    assert found == [
        (2, "date-order"),
        (2, "forbidden-is-preferred"),
        (2, "bad-date"),
        (2, "short-without-protect"),
        (3, "mixed-script"),
        (3, "edge-space"),
        (3, "short-without-protect"),
    ]


def test_two_files_are_compared_and_conflict_copies_named() -> None:
    files = [read("id,ar,en\na,سلام,peace\n", "one.csv"), read("id,ar,en\na,هدوء,calm\nb,سلام,peace\n", "two.csv")]
    found = lint(files, skipped=[Path("one.conflict-1.csv")], unread=[FileError("big.csv", "is too large.")])
    assert [(f.path.name, f.line, f.rule) for f in found] == [
        ("two.csv", 2, "id-in-two-files"),
        ("two.csv", 3, "duplicate-entry"),
        ("one.conflict-1.csv", 0, "conflict-copy"),
        ("big.csv", 0, "unreadable"),
    ]
    assert "one.csv:2" in found[0].message


def test_what_one_entry_refuses_another_must_not_accept() -> None:
    (found,) = lint([read("ar,en,status\nسَلام,peace,\nسلام,peace,forbidden\n")])
    assert (found.rule, found.line) == ("forbidden-is-preferred", 3)


def test_a_spelling_of_a_form_may_be_refused() -> None:
    """The check tells them apart: a small letter, a hamza left out."""
    assert lint([read("ar,en,en_forbidden,ar_forbidden\nأحمد حسن,North Korea,North korea,احمد حسن\n")]) == []
    assert lint([read("ar,en,status\nسلام,peace,\nسلام,Peace,forbidden\n")]) == []


def test_a_tatweel_before_latin_letters_is_none_too_many() -> None:
    found = lint([read("ar,en\nقناة الـBBC,BBC channel\n")], ignore=["latin-in-arabic"])
    assert found == []


def test_rules_are_chosen() -> None:
    file = read("ar,en,mine\nمصر , Egypt,\n")
    assert {f.rule for f in lint([file])} == {"unknown-column", "edge-space", "short-without-protect"}
    assert {f.rule for f in lint([file], rules=["edge-space"])} == {"edge-space"}
    assert {f.rule for f in lint([file], ignore=["edge-space"])} == {"unknown-column", "short-without-protect"}
    with pytest.raises(UsageError) as told:
        lint([file], rules=["edge-spaces"])
    assert "edge-space?" in told.value.hint


def test_severities() -> None:
    (found,) = lint([read(GOLD["tatweel"][0])])
    assert found.severity is Severity.WARNING


def test_lint_is_linear(linear: object) -> None:
    def act(n: int) -> object:
        rows = "".join(f"محمد عمر,Omar {k % 7},person,peace | {k},\n" for k in range(n))
        return lint([read("ar,en,kind,en_variants,status\n" + rows)])

    linear(act)  # type: ignore[operator]


def test_the_rules_are_documented() -> None:
    page = (Path(__file__).parents[2] / "docs" / "lint.md").read_text(encoding="utf-8")
    for rule, (severity, what) in RULES.items():
        assert f"| `{rule}` | {severity.value} | {what} |" in page
