from __future__ import annotations

import time
from pathlib import Path

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from workbench.errors import UsageError
from workbench.formats.srx import write_srx
from workbench.model import BreakRule
from workbench.text import srx
from workbench.text.segments import Segmentation, segment_text
from workbench.text.sentences import sentence_breaks
from workbench.text.srx import RuleSet, own_rules

from . import srx_interpreter
from .test_text_sentences import news

STOP = BreakRule(True, r"[.!?]", r"\s")
BEYOND = regex.compile("[\"'“”«»()‘’\u0640\u064b-\u0652\u200e\u200f]")
"""SRX cannot count the words on either side of a mark, nor tell which mark closes which."""
PORTABLE = {"L", "M", "Lu", "Ll", "Lo", "Nd"}


def sayable(language: str) -> list[str]:
    return [text for text, _ in news(language) if not BEYOND.search(text)]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_written_rules_break_where_the_engine_does(language: str, tmp_path: Path) -> None:
    path = tmp_path / "rules.srx"
    write_srx(path, {lang: own_rules(lang) for lang in ("ar", "en")})
    rules = srx_interpreter.load(path, f"{language}-EG" if language == "ar" else language)
    texts = sayable(language)
    assert len(texts) > 80
    wrong = [t for t in texts if srx_interpreter.breaks(rules, t) != sentence_breaks(t, language)]
    assert wrong == []


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_engine_and_our_own_runner_agree_on_them(language: str) -> None:
    rules = RuleSet(own_rules(language))
    assert [t for t in sayable(language) if rules.breaks(t) != sentence_breaks(t, language)] == []


@pytest.mark.parametrize("language", ["ar", "en"])
def test_patterns_keep_to_what_java_icu_and_dotnet_share(language: str) -> None:
    for rule in own_rules(language, ["تلف"]):
        for pattern in (rule.before, rule.after):
            assert set(regex.findall(r"\\[pP]\{(\w+)\}", pattern)) <= PORTABLE, pattern
            assert "&&" not in pattern, "only Java and ICU know intersections"
            assert not regex.search(r"[*+?]\+|\d\}\+|\(\?>|\(\?R|\\[XKGRh]", pattern), pattern


def test_abbreviations_of_a_project_are_written_with_the_rules() -> None:
    text = "اتصل على تلف. 5522 ثم وتلف. سامر. ثم غادر."
    rules = RuleSet(own_rules("ar", ["تلف."]))
    assert [text[:b].strip()[-4:] for b in rules.breaks(text)] == ["امر."]


def test_the_first_rule_that_stands_at_a_place_decides() -> None:
    text = "Dr. Haddad came. She left."
    before = BreakRule(False, r"\bDr\.", r"\s")
    assert RuleSet([before, STOP]).breaks(text) == [17]
    assert RuleSet([STOP, before]).breaks(text) == [4, 17]


def test_white_space_belongs_to_the_segment_before_it() -> None:
    assert RuleSet([STOP]).breaks("One. \u00a0 Two.") == [7]
    assert RuleSet([STOP]).breaks("One. ") == []
    assert RuleSet([STOP]).breaks("One.\nTwo.") == [5], "a newline ends where it stands"


def test_rules_before_ours_forbid_and_add() -> None:
    text = "وصل الوفد. ثم غادر؛ وبقي الأطباء."
    ours = sentence_breaks(text, "ar")
    assert len(ours) == 1
    assert RuleSet([BreakRule(False, r"الوفد\.", r"\s")]).breaks(text, ours) == []
    assert RuleSet([BreakRule(True, "؛", r"\s")]).breaks(text, ours) == [*ours, text.index("وبقي")]


def test_a_project_may_have_its_rules_alone() -> None:
    text = "وصل الوفد إلى المدينة صباح اليوم. ثم غادر؛ وبقي الأطباء هناك.\n"
    rules = RuleSet([BreakRule(True, "؛", r"\s")])

    def parts(how: Segmentation) -> int:
        return len(segment_text(text, "ar", how=how))

    assert parts(Segmentation()) == 2
    assert parts(Segmentation(rules=rules)) == 3
    assert parts(Segmentation(rules=rules, alone=True)) == 2


def test_a_pattern_that_cannot_be_read_is_named() -> None:
    with pytest.raises(UsageError, match=r"\(\["):
        RuleSet([BreakRule(True, "([", "")])


@pytest.mark.parametrize(("before", "after"), [("a)(b", ""), ("", "a)|(b"), ("(a", "b)"), ("a", "*b"), ("[a", "]")])
def test_each_pattern_is_read_by_itself(before: str, after: str) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        RuleSet([BreakRule(True, before, after)])


def test_a_pattern_counts_its_own_groups() -> None:
    assert RuleSet([BreakRule(True, r"(\d)", r"(\p{L})\1")]).breaks("1bb 1bc 1 2cc") == [1, 11]


@pytest.mark.parametrize(
    ("pattern", "text", "breaks"),
    [
        (r"\Qa.b\E", "axb a.b c", [7]),
        (r"\Q[*]\E\s", "x [*] y", [6]),
        (r"\Q(.", "x (. y", [4]),
        (r"[\Q.-?\E]", "a- b/ c? d", [2, 8]),
        (r"\\Q", r"x \Q y", [4]),
        (r"\x{61}\x{062A}", "aت b", [2]),
    ],
)
def test_what_java_and_icu_write_otherwise_is_read(pattern: str, text: str, breaks: list[int]) -> None:
    assert sorted(RuleSet([BreakRule(True, pattern, "")]).decisions(text)) == breaks


def test_all_paragraphs_of_a_text_share_one_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(srx, "SECONDS_IN_ALL", 0.3)
    rules = RuleSet([BreakRule(True, "", r"(a|aa)+b")])
    began = time.perf_counter()

    def import_text() -> None:
        for _paragraph in range(50_000):
            rules.breaks("a" * 24 + "cb")

    with pytest.raises(UsageError, match="takes too long"):
        import_text()
    # Each paragraph by itself would be stopped thousands of times.
    assert time.perf_counter() - began < 30


def test_a_rule_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(srx, "SECONDS", 0.05)
    rules = RuleSet([BreakRule(True, "", r"(a|aa)+b")])
    with pytest.raises(UsageError, match="takes too long"):
        rules.breaks("a" * 200 + "cb")


@given(st.text(alphabet="ab. \n؛،ثمA?", max_size=60), st.lists(st.integers(1, 59), max_size=5))
def test_breaks_ascend_inside_the_text(text: str, ours: list[int]) -> None:
    rules = RuleSet([BreakRule(False, "a", ""), STOP, BreakRule(True, "", "A")])
    found = rules.breaks(text, sorted({b for b in ours if b < len(text)}))
    assert found == sorted(set(found))
    assert all(0 < b < len(text) for b in found)
