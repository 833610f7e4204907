"""The proof of an article before it is delivered: what is lost, left empty, or stands as it should not."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.model import Block, Issue, Role, Segment, Severity, Side, State, Waiver, WaiverReason
from workbench.workflow.delivery import fails
from workbench.workflow.exporting import build_article, written
from workbench.workflow.leftovers import foreign_letters, foreign_words, placeholders
from workbench.workflow.proofing import Finding, ProofKind, Sheet, proof

Paragraphs = Sequence[Sequence[tuple[str, str]]]
"""Blocks of (source, target); a target of ``-`` is left out of the translation, '' is not there."""


def segments_of(
    paragraphs: Paragraphs, gap: str = "\n\n", last: str = "\n\n"
) -> tuple[str, list[Block], list[Segment]]:
    text, blocks, segments = "", [], []
    for b, sentences in enumerate(paragraphs):
        begin = len(text)
        end = gap if b < len(paragraphs) - 1 else last
        for n, (source, target) in enumerate(sentences):
            slice_ = source + (end if n == len(sentences) - 1 else " ")
            number = len(segments) + 1
            state = State.TRANSLATED if target not in ("", "-") else State.INITIAL
            segments.append(
                Segment(
                    number, 1, number, b, Role.BODY, len(text), len(text) + len(slice_), slice_,
                    target != "-", state, target if target != "-" else "", sentence=number,
                )
            )  # fmt: skip
            text += slice_
        blocks.append(Block(b, begin, len(text), Role.BODY))
    return text, blocks, segments


def sheet(
    paragraphs: Paragraphs,
    *,
    pair: tuple[str, str] = ("ar", "en"),
    change: Callable[[str], str] = lambda article: article,
    issues: Sequence[tuple[int, Issue, Waiver | None]] = (),
    forms: Mapping[int, Sequence[str]] | None = None,
    segments: Callable[[list[Segment]], list[Segment]] = lambda s: s,
) -> Sheet:
    text, blocks, made = segments_of(paragraphs)
    made = segments(made)
    article, _count, _open = build_article(made, pair[1], everything=True)
    targets = {s.number: written(s, everything=True) for s in made if s.translate}
    return Sheet(*pair, text, blocks, made, targets, change(article), issues, forms or {})


def found(of: Sheet) -> list[tuple[str, int]]:
    return [(f.kind, f.segment) for f in proof(of)]


GOOD: Paragraphs = [
    [("عاد الوفد أمس.", "The delegation returned yesterday."), ("ثم سافر.", "Then it left.")],
    [("بقيت سلمى.", "Salma stayed.")],
]

word = st.text(st.sampled_from("abcdeXY19'’éß"), min_size=1, max_size=6).filter(lambda w: w[0].isalnum())
sentence = st.lists(word, min_size=1, max_size=4).map(" ".join)
article_of = st.lists(st.lists(sentence, min_size=1, max_size=3), min_size=1, max_size=4)
LOSSES = {ProofKind.LOST, ProofKind.WORDS, ProofKind.LAYOUT, ProofKind.SOURCE, ProofKind.EMPTY, ProofKind.UNCONFIRMED}


@given(article_of, st.sampled_from(["\n", "\n\n", "\n\n\n"]), st.sampled_from(["", "\n", "\n\n"]))
def test_the_article_is_the_source_with_every_segment_replaced(targets: list[list[str]], gap: str, last: str) -> None:
    paragraphs = [[(f"س{b}ص{n}.", t) for n, t in enumerate(row)] for b, row in enumerate(targets)]
    text, blocks, segments = segments_of(paragraphs, gap, last)
    article, count, _open = build_article(segments, "en")
    wanted = "".join(s.target + s.text[len(s.source) :] for s in segments)
    assert article == wanted.rstrip("\n") + "\n"
    assert count == len(segments)
    proved = proof(Sheet("ar", "en", text, blocks, segments, {s.number: s.target for s in segments}, article))
    assert not LOSSES & {f.kind for f in proved}


@given(article_of, st.data())
def test_a_word_that_is_gone_and_a_paragraph_that_is_joined_are_found(
    targets: list[list[str]], data: st.DataObject
) -> None:
    paragraphs = [[(f"س{b}ص{n}.", t) for n, t in enumerate(row)] for b, row in enumerate(targets)]
    text, blocks, segments = segments_of(paragraphs)
    article, _count, _open = build_article(segments, "en")
    words = article.split(" ")
    at = data.draw(st.integers(0, len(words) - 1))
    lost = " ".join([*words[:at], *words[at + 1 :]])
    made = {s.number: s.target for s in segments}
    assert {f.kind for f in proof(Sheet("ar", "en", text, blocks, segments, made, lost))} & LOSSES
    if len(blocks) > 1:
        for other in ("\n", " ", "\n\n\n"):
            joined = article.replace("\n\n", other, 1)
            assert {f.kind for f in proof(Sheet("ar", "en", text, blocks, segments, made, joined))} & LOSSES


@pytest.mark.parametrize("gap", ["\n\u200f\n", "\n\ufeff \n", "\u2028\x85"])
def test_a_line_that_is_empty_to_the_eye_is_an_empty_line(gap: str) -> None:
    text, blocks, segments = segments_of(GOOD, gap)
    article, _count, _open = build_article(segments, "en")
    assert article.count("\n\n") == 1
    assert proof(Sheet("ar", "en", text, blocks, segments, {s.number: s.target for s in segments}, article)) == []


def test_a_good_article_has_nothing() -> None:
    assert proof(sheet(GOOD)) == []
    assert proof(sheet([[("Salma stayed.", "بقيت سلمى.")]], pair=("en", "ar"))) == []
    assert proof(sheet([])) == []


def test_a_repeated_title_and_what_is_no_article_are_not_missed() -> None:
    def roles(made: list[Segment]) -> list[Segment]:
        return [
            replace(made[0], role=Role.TITLE_REPEAT),
            replace(made[1], role=Role.RELATED),
            *made[2:],
        ]

    rows: Paragraphs = [[("عنوان", "")], [("اقرأ", "-")], [("بقيت.", "She stayed.")]]
    assert found(sheet(rows, segments=roles)) == []


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        (lambda a: a.replace(" Then it left.", ""), ("lost", 2)),
        (lambda a: a.replace("Then it", "it Then"), ("lost", 2)),
        (lambda a: a.replace("yesterday.", "yesterday"), ("lost", 1)),
        (lambda a: a + "More.\n", ("lost", 3)),
        (lambda a: "", ("lost", 1)),
        (lambda a: a.replace("Then it", "Thenit"), ("words", 0)),
        (lambda a: a.replace("\n\n", "\n"), ("layout", 1)),
        (lambda a: a.replace("\n\n", " "), ("layout", 1)),
        (lambda a: a.replace(". Then", ".\nThen"), ("layout", 1)),
        (lambda a: a.rstrip(), ("layout", 3)),
        (lambda a: a + "\n", ("layout", 3)),
        (lambda a: a.replace(". Then", ".  Then"), ("whitespace", 2)),
    ],
)
def test_what_happened_to_the_article_is_found_where_it_happened(
    change: Callable[[str], str], wanted: tuple[str, int]
) -> None:
    assert found(sheet(GOOD, change=change))[0] == wanted


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        ([[("بقيت سلمى.", "")]], [("empty", 1)]),
        ([[("بقيت سلمى.", "Salma [X0X] stayed.")]], [("placeholder", 1)]),
        ([[("بقيت سلمى.", "Salma stayed\nhere.")]], [("layout", 1)]),
        ([[("بقيت سلمى.", "Salma سلمى stayed.")]], [("untranslated", 1)]),
        ([[("بقيت سلمى.", "-"), ("ثم سافرت.", "She left.")]], [("left-out", 1)]),
        ([[("عاد الوفد من رحلة طويلة إلى المدينة صباح أمس.", "They came.")]], [("length", 1)]),
        ([[("عاد الوفد من رحلة طويلة إلى المدينة صباح أمس.", "It came. " * 10)]], [("length", 1)]),
    ],
)
def test_seeded_faults_are_found(rows: Paragraphs, wanted: list[tuple[str, int]]) -> None:
    assert found(sheet(rows)) == wanted


def test_a_draft_is_not_confirmed_and_a_newer_one_is_told() -> None:
    def draft(made: list[Segment]) -> list[Segment]:
        return [replace(made[0], state=State.INITIAL, target="", draft=made[0].target), *made[1:]]

    drafts = sheet(GOOD, segments=draft)
    (finding,) = proof(drafts)
    assert (finding.kind, finding.severity) == ("unconfirmed", Severity.CRITICAL)
    newer = sheet(GOOD, segments=lambda made: [replace(made[0], draft="They came back."), *made[1:]])
    (finding,) = proof(newer)
    assert (finding.kind, finding.severity) == ("unconfirmed", Severity.WARNING)


def test_a_source_that_is_not_tiled_is_firm() -> None:
    gone = sheet(GOOD, segments=lambda made: [*made[:1], *made[2:]])
    assert ("source", True) in [(f.kind, f.firm) for f in proof(gone)]


# ---------------------------------------------------------------------------------------------- what the checks said


def issue(check: str, start: int, end: int, severity: Severity = Severity.ERROR, *, must: bool = False) -> Issue:
    return Issue(check, severity, Side.TARGET, start, end, f"{check} is wrong", must=must)


def test_issues_become_findings_and_waived_ones_do_not_count() -> None:
    waiver = Waiver(1, "numbers", "12", WaiverReason.OTHER, "as he said it")
    rows = proof(
        sheet(GOOD, issues=[(1, issue("numbers", 0, 2), waiver), (3, issue("terminology", 0, 2, must=True), None)])
    )
    assert [(f.kind, f.segment, f.waived, f.firm) for f in rows] == [
        ("numbers", 1, "other: as he said it", False),
        ("terminology", 3, "", True),
    ]
    assert [fails(f, (), Severity.INFO) for f in rows] == [False, True]
    assert fails(rows[1], ["terminology"], Severity.ERROR)


def test_arabic_that_a_term_has_is_meant() -> None:
    rows: Paragraphs = [[("صدرت مجلة العربي أمس.", "The magazine العربي came out yesterday.")]]
    at = rows[0][0][1].index("العربي")
    told = [(1, issue("untranslated", at, at + 6), None)]
    assert found(sheet(rows, issues=told)) == [("untranslated", 1)]
    assert found(sheet(rows)) == [("untranslated", 1)]
    for forms in ({1: ("العربي",)}, {1: ("magazine العربي",)}):
        assert found(sheet(rows, issues=told, forms=forms)) == []
        assert found(sheet(rows, forms=forms)) == []
    assert found(sheet(rows, issues=told, forms={1: ("العرب",)})) == [("untranslated", 1)]


def test_brackets_are_judged_in_the_whole_sentence() -> None:
    def one(made: list[Segment]) -> list[Segment]:
        return [replace(s, sentence=1) for s in made]

    rows: Paragraphs = [[("قال (عاد الوفد،", "He said (the party returned,"), ("وبقيت سلمى).", "and Salma stayed).")]]
    pieces = [
        (1, Issue("typographical", Severity.WARNING, Side.TARGET, 8, 9, "( is never closed"), None),
        (2, Issue("typographical", Severity.WARNING, Side.TARGET, 16, 17, ") has no partner"), None),
    ]
    assert found(sheet(rows, segments=one, issues=pieces)) == []
    assert found(sheet(rows, issues=pieces)) == [("typographical", 1), ("typographical", 2)]
    open_: Paragraphs = [[("قال (عاد الوفد،", "He said (the party returned,"), ("وبقيت سلمى).", "and Salma stayed.")]]
    assert found(sheet(open_, segments=one, issues=pieces[:1])) == [("typographical", 1)]
    waived = [(1, pieces[0][1], Waiver(1, "typographical", "(", WaiverReason.RIGHT))]
    (finding,) = proof(sheet(open_, segments=one, issues=waived))
    assert finding.waived == "right"


# ---------------------------------------------------------------------------------------------- leftovers


@pytest.mark.parametrize(
    ("target", "left"),
    [
        ("a [X0X] b", ["[X0X]"]),
        ("a [ х ٣ х ] b", ["[ х ٣ х ]"]),
        ("a X12X b", ["X12X"]),
        ("<g id='1'>a</g>", ["<g id='1'>", "</g>"]),
        ("<1>a</1> <2/>", ["<1>", "</1>", "<2/>"]),
        ("{0} {name} {{x}} ${y}", ["{0}", "{name}", "{{x}}", "${y}"]),
        ("%s and %1$d", ["%s", "%1$d"]),
        ("a&nbsp;b &#1603;", ["&nbsp;", "&#1603;"]),
        ("a\ufffd", ["\ufffd"]),
        ("5 < 6 and 7 > 3, 50% so; AT&T, 4x4x4, [12]", []),
    ],
)
def test_placeholders_and_tags(target: str, left: list[str]) -> None:
    assert placeholders("نص", target) == left
    assert placeholders(target, target) == []
    assert placeholders(target, f"{target} {target}") == left


def test_letters_of_the_arabic_script() -> None:
    for text in ("ب", "پ", "\u0870", "\ufe91", "\U00010ec2", "\U0001ee00"):
        assert foreign_letters(f"a {text} b", ()) == [(2, 2 + len(text))]
    assert foreign_letters("in 1445 (١٤٤٥)، he said؟", ()) == []


def test_latin_words_in_arabic() -> None:
    source = "The weather app of NATO measures 5 km; see weather.com, info@east.org and @salma."
    assert foreign_words(source, "تطبيق weather للناتو", ()) == (["weather"], [])
    assert foreign_words(source, "تطبيق NATO يقيس 5 km", ()) == ([], ["NATO", "km"])
    assert foreign_words(source, "في weather.com و info@east.org و @salma", ()) == ([], [])
    assert foreign_words(source, "تطبيق weather للناتو", ("weather",)) == ([], [])
    assert foreign_words(source, "كتب hello", ()) == ([], ["hello"])
    assert foreign_words("Eastgate is late.", "تأخرت Eastgate", ()) == ([], ["Eastgate"])
    rows: Paragraphs = [[("The weather of NATO.", "طقس weather في NATO.")]]
    assert [(f.kind, f.severity) for f in proof(sheet(rows, pair=("en", "ar")))] == [
        ("untranslated", Severity.ERROR),
        ("untranslated", Severity.WARNING),
    ]


def test_a_finding_of_a_check_knows_its_place() -> None:
    told = [(1, issue("numbers", 4, 6), None)]
    assert [f.at for f in proof(sheet([[("عاد 12.", "It, 12.")]], issues=told)) if f.kind == "numbers"] == [6]
    assert Finding("empty", Severity.CRITICAL, 1, "x").at == -1
