"""The proof before delivery, and files that come together or not at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.errors import FileError, UsageError
from workbench.model import Block, Document, Issue, Project, Role, Segment, Severity, Side, State, Waiver, WaiverReason
from workbench.store import segments as segments_table
from workbench.store import units as units_table
from workbench.store import waivers as waivers_table
from workbench.workflow import delivery, editing, waiving
from workbench.workflow.delivery import ChangedError, deliver, fails, kinds, prove
from workbench.workflow.exporting import build_article, file_names, written
from workbench.workflow.importing import import_text
from workbench.workflow.leftovers import foreign_letters, foreign_words, placeholders
from workbench.workflow.pacing import Pace, Stopped
from workbench.workflow.placing import put_in_place
from workbench.workflow.projects import new_project
from workbench.workflow.proofing import Finding, ProofKind, Sheet, proof
from workbench.workflow.workspace import Workspace

# ---------------------------------------------------------------------------------------------- the proof alone

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


def test_a_segment_without_text_needs_no_translation(ws: Workspace, project: Project) -> None:
    made = import_text(ws, project, "doc", f"\n\n{TEXT}\u200f\n\nثم سافرت سلمى إلى المدينة.\n").document
    for s in segments_table.load_segments(ws.store.read(), made.id):
        if s.source.strip("\u200f"):
            editing.set_draft(ws, s, "Salma Haddad, United Nations 15 March.")
    (proved,) = prove(ws, project, made)
    assert proved.segments == 4
    assert proved.article.count("\n\n\n") == 1
    assert {f.kind for f in proved.findings} <= {"unconfirmed", "numbers"}


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


# ---------------------------------------------------------------------------------------------- the files

TEXT = "قالت سلمى حداد إن العمل بدأ. وشكرت الأمم المتحدة.\n\nيفتح في 15 مارس.\n"
TARGETS = ("Salma Haddad said that work has begun.", "She thanked the United Nations.", "It opens on 15 March.")


@pytest.fixture
def document(ws: Workspace, project: Project) -> Document:
    """An article with everything confirmed."""
    made = import_text(ws, project, "hospital", TEXT).document
    for s, target in zip(segments_table.load_segments(ws.store.read(), made.id), TARGETS, strict=True):
        editing.confirm(ws, project, editing.set_draft(ws, s, target))
    return made


def names(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir()) if folder.exists() else []


def test_everything_is_delivered_together(ws: Workspace, project: Project, document: Document) -> None:
    done = deliver(ws, project, document)
    folder = ws.paths.export("news")
    assert (done.failed, [f.count for f in done.files]) == (0, [3, 3, 3, 3])
    assert names(folder) == ["hospital.ar-en.html", "hospital.csv", "hospital.en.txt", "hospital.tmx"]
    assert (folder / "hospital.en.txt").read_text(encoding="utf-8") == (f"{TARGETS[0]} {TARGETS[1]}\n\n{TARGETS[2]}\n")
    (proved,) = done.proved
    assert (proved.segments, proved.confirmed, proved.words_in, proved.words_out) == (3, 3, 13, 17)
    assert proved.findings == ()


def test_what_is_not_translated_is_no_word_of_the_target(ws: Workspace, project: Project, document: Document) -> None:
    for n in (1, 2, 3):
        editing.unconfirm(ws, editing.get_segment(ws, document, n))
    for n in (2, 3):
        editing.set_draft(ws, editing.get_segment(ws, document, n), "")
    (proved,) = deliver(ws, project, document, only_proof=True).proved
    assert (proved.confirmed, proved.words_in, proved.words_out) == (0, 13, len(TARGETS[0].split()))


def test_a_project_is_delivered_with_all_its_articles(ws: Workspace, project: Project, document: Document) -> None:
    other = import_text(ws, project, "school", "يفتح في 15 مارس.\n").document
    (s,) = segments_table.load_segments(ws.store.read(), other.id)
    editing.confirm(ws, project, editing.set_draft(ws, s, TARGETS[2]))
    done = deliver(ws, project, formats=("txt", "tmx"))
    assert [(f.path.name, f.count) for f in done.files] == [
        ("hospital.en.txt", 3),
        ("school.en.txt", 1),
        ("news.tmx", 4),
    ]


def test_nothing_is_written_when_something_fails(
    ws: Workspace, project: Project, document: Document, tmp_path: Path
) -> None:
    s = editing.get_segment(ws, document, 3)
    editing.confirm(ws, project, editing.set_draft(ws, s, "It opens on 16 March."))
    out = tmp_path / "out"
    done = deliver(ws, project, document, folder=out)
    assert done.failed == 2
    assert not done.files
    assert names(out) == []
    assert {(f.kind, f.segment) for f in done.proved[0].findings} == {("numbers", 3)}
    assert len(deliver(ws, project, document, folder=out, allow=["numbers"]).files) == 4
    assert len(deliver(ws, project, document, folder=out, fail_on=Severity.CRITICAL).files) == 4


def test_what_is_ignored_with_a_reason_is_counted(ws: Workspace, project: Project, document: Document) -> None:
    s = editing.get_segment(ws, document, 3)
    s = editing.confirm(ws, project, editing.set_draft(ws, s, "It opens on 16 March."))
    waiving.waive(ws, project, s, "numbers", "right")
    done = deliver(ws, project, document, formats=["txt"])
    assert (done.failed, done.proved[0].waived, len(done.files)) == (0, 2, 1)


def test_drafts_go_out_only_when_agreed_to(ws: Workspace, project: Project, document: Document) -> None:
    s = editing.unconfirm(ws, editing.get_segment(ws, document, 2))
    assert s.current == TARGETS[1]
    assert not deliver(ws, project, document, fail_on=Severity.CRITICAL).files
    done = deliver(ws, project, document, allow=["unconfirmed"])
    assert [f.count for f in done.files] == [3, 3, 3, 3]
    assert TARGETS[1] in done.files[0].path.read_text(encoding="utf-8")
    editing.set_draft(ws, s, "")
    assert not deliver(ws, project, document, allow=["unconfirmed"]).files
    done = deliver(ws, project, document, allow=["unconfirmed", "empty"], formats=["txt"])
    assert "وشكرت الأمم المتحدة." in done.files[0].path.read_text(encoding="utf-8")


def test_a_must_term_takes_a_reason_and_no_agreement(ws: Workspace, project: Project, document: Document) -> None:
    s = editing.set_draft(ws, editing.get_segment(ws, document, 2), "She thanked the organisation.")
    s = editing.confirm(ws, project, s, reason="other:as she said it")
    assert deliver(ws, project, document, formats=["txt"]).files
    (waiver,) = waiving.waivers_of(ws, project, s)
    with ws.store.write() as conn:
        waivers_table.remove(conn, s, waiver.check, waiver.subject, "Tester", "")
    assert deliver(ws, project, document, allow=kinds(), formats=["txt"]).failed == 1


def test_a_pair_that_is_not_in_the_memory_is_told(ws: Workspace, project: Project, document: Document) -> None:
    with ws.store.write() as conn:
        unit = next(iter(units_table.iter_units(conn, document_id=document.id)))
        conn.execute("DELETE FROM unit WHERE id = ?", (unit.id,))
    (proved,) = prove(ws, project, document, pairs=True)
    assert [(f.kind, f.segment) for f in proved.findings] == [("pairs", 1)]
    assert not deliver(ws, project, document).files
    assert deliver(ws, project, document, formats=["txt", "html"]).files


def test_a_paragraph_ends_where_it_ended_when_its_last_sentence_is_left_out(
    ws: Workspace, project: Project, document: Document
) -> None:
    with ws.store.write() as conn:
        conn.execute("UPDATE segment SET translate = 0 WHERE number = 2")
    (proved,) = prove(ws, project, document)
    assert proved.article == f"{TARGETS[0]}\n\n{TARGETS[2]}\n"
    assert [(f.kind, f.segment) for f in proved.findings] == [("left-out", 2)]


def test_only_the_proof(ws: Workspace, project: Project, document: Document) -> None:
    done = deliver(ws, project, document, only_proof=True)
    assert (done.failed, done.files, names(ws.paths.export("news"))) == (0, (), [])


@pytest.mark.parametrize(
    ("options", "word"),
    [({"formats": ["odt"]}, "odt"), ({"allow": ["everything"]}, "everything"), ({"allow": ["lost"]}, "lost")],
)
def test_unknown_words(
    ws: Workspace, project: Project, document: Document, options: dict[str, list[str]], word: str
) -> None:
    with pytest.raises(UsageError, match=word):
        deliver(ws, project, document, **options)  # type: ignore[arg-type]


def test_an_empty_project(ws: Workspace) -> None:
    with pytest.raises(UsageError, match="no document"):
        deliver(ws, new_project(ws, "empty", "ar", "en"))


def test_an_article_without_a_pair(ws: Workspace, project: Project) -> None:
    bare = import_text(ws, project, "bare", TEXT).document
    with pytest.raises(UsageError, match="no pair to write as tmx"):
        deliver(ws, project, bare, allow=("empty", "untranslated", "length"))
    assert names(ws.paths.export("news")) == []


def test_every_kind_of_a_check_can_be_allowed() -> None:
    from workbench.qa.checks import CHECKS

    assert {c.id for c in CHECKS} - {"omission"} <= set(kinds())
    assert fails(Finding("lost", Severity.CRITICAL, 1, "", firm=True), ["lost"], Severity.ERROR)


def test_a_change_meanwhile_stops_it(
    ws: Workspace, project: Project, document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = delivery.export_project

    def slow(*args: object, **options: object) -> object:
        editing.set_draft(ws, editing.get_segment(ws, document, 1), "Somebody else.")
        return real(*args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(delivery, "export_project", slow)
    with pytest.raises(ChangedError):
        deliver(ws, project, document)
    assert names(ws.paths.export("news")) == []


def test_a_file_that_reads_back_otherwise_stops_it(
    ws: Workspace, project: Project, document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(delivery.READERS, "tmx", lambda *_args: iter(()))
    with pytest.raises(FileError, match="read back"):
        deliver(ws, project, document)
    assert names(ws.paths.export("news")) == []


def test_files_that_cannot_take_their_place_leave_all_as_it_was(
    ws: Workspace, project: Project, document: Document
) -> None:
    folder = ws.paths.export("news")
    folder.mkdir(parents=True)
    (folder / "hospital.en.txt").write_text("old", encoding="utf-8")
    (folder / "hospital.tmx").mkdir()
    with pytest.raises(FileError, match=r"hospital\.tmx"):
        deliver(ws, project, document)
    assert names(folder) == ["hospital.en.txt", "hospital.tmx"]
    assert (folder / "hospital.en.txt").read_text(encoding="utf-8") == "old"


def test_a_folder_that_cannot_be_made(ws: Workspace, project: Project, document: Document, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(FileError, match="file"):
        deliver(ws, project, document, folder=tmp_path / "file" / "out")


def test_links_and_rights_of_a_file_stay(tmp_path: Path) -> None:
    real, link, made = tmp_path / "real", tmp_path / "link", tmp_path / "made"
    real.write_text("old")
    real.chmod(0o600)
    link.symlink_to(real)
    made.write_text("new")
    put_in_place([(made, link)])
    assert link.is_symlink()
    assert (real.read_text(), real.stat().st_mode & 0o777) == ("new", 0o600)


def test_how_far_it_is_and_given_up(ws: Workspace, project: Project, document: Document) -> None:
    told: list[tuple[int, int]] = []
    deliver(ws, project, document, only_proof=True, pace=Pace(lambda done, total: told.append((done, total))))
    assert told == [(1, 3), (2, 3), (3, 3)]
    for steps in (1, 3, 5, 7):
        left = iter(range(steps))
        with pytest.raises(Stopped):
            deliver(ws, project, document, pace=Pace(stopped=lambda left=left: next(left, None) is None))  # type: ignore[misc]
        assert names(ws.paths.export("news")) == []
    assert file_names(ws, project, document, ("txt", "html", "tmx")) == [
        *("hospital.en.txt", "hospital.ar-en.html", "hospital.tmx"),
    ]
    assert file_names(ws, project, None, ("csv",)) == ["news.csv"]


def test_a_finding_of_a_check_knows_its_place() -> None:
    told = [(1, issue("numbers", 4, 6), None)]
    assert [f.at for f in proof(sheet([[("عاد 12.", "It, 12.")]], issues=told)) if f.kind == "numbers"] == [6]
    assert Finding("empty", Severity.CRITICAL, 1, "x").at == -1
