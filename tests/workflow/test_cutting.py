from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.errors import UsageError
from workbench.model import Document, Project, Role, Segment, State, Waiver, WaiverReason
from workbench.store import cuts as cuts_table
from workbench.store import segments as segments_table
from workbench.store import units as units_table
from workbench.store import waivers
from workbench.store.texts import text_of
from workbench.text.word_places import inside_grapheme, inside_word
from workbench.workflow import editing
from workbench.workflow.cutting import Cut, find_place, join, places, split, split_place, undo_cut
from workbench.workflow.importing import import_text
from workbench.workflow.projects import get_document
from workbench.workflow.roles import set_role
from workbench.workflow.terms import load_terms
from workbench.workflow.updating import update_article
from workbench.workflow.workspace import Workspace

from ..store.test_long_documents import steps

EXAMPLES = settings.default.max_examples

TEXT = "عاد الوفد إلى المدينة صباحا. ثم غادر في المساء إلى الميناء. وبقي الأطباء هناك.\n\nفقرة ثانية قصيرة هنا.\n"


@pytest.fixture
def document(ws: Workspace, project: Project) -> Document:
    return import_text(ws, project, "doc", f"عنوان المقال الأول\n\n{TEXT}").document


def segments(ws: Workspace, document: Document) -> list[Segment]:
    return segments_table.load_segments(ws.store.read(), document.id)


def texts(ws: Workspace, document: Document) -> list[str]:
    return [s.source for s in segments(ws, document)]


def units(ws: Workspace) -> list[tuple[str, str]]:
    return [(u.source, u.target) for u in list(units_table.iter_units(ws.store.read(), memory_ids=[1]))]


def confirmed(ws: Workspace, project: Project, document: Document, number: int, target: str) -> None:
    segment = editing.get_segment(ws, document, number)
    editing.confirm(ws, project, editing.set_draft(ws, segment, target))


def check_tiling(ws: Workspace, document: Document) -> None:
    found = segments(ws, document)
    assert "".join(s.text for s in found) == text_of(ws.store.read(), document.id)
    assert [s.number for s in found] == list(range(1, len(found) + 1))
    assert all(a.end == b.start for a, b in pairwise(found))


def test_a_split_keeps_the_target_as_a_draft_and_takes_the_unit_out(
    ws: Workspace, project: Project, document: Document
) -> None:
    confirmed(ws, project, document, 2, "The delegation returned in the morning.")
    at = segments(ws, document)[1].text.index("إلى")
    split(ws, document, 2, at)
    first, second = segments(ws, document)[1:3]
    assert (first.source, second.source) == ("عاد الوفد", "إلى المدينة صباحا.")
    assert (first.state, first.draft, second.draft) == (State.INITIAL, "The delegation returned in the morning.", None)
    assert first.sentence == second.sentence
    assert units(ws) == []
    assert "split" in [h.act for h in segments_table.history(ws.store.read(), first.id)]
    check_tiling(ws, document)
    assert cuts_table.load_cuts(ws.store.read(), document.id) == ({first.end}, set())


def test_joined_confirmed_segments_are_one_unit(ws: Workspace, project: Project, document: Document) -> None:
    confirmed(ws, project, document, 2, "It returned.")
    confirmed(ws, project, document, 3, "Then it left.")
    boundary = segments(ws, document)[1].end
    join(ws, project, document, 2)
    joined = segments(ws, document)[1]
    assert joined.source == "عاد الوفد إلى المدينة صباحا. ثم غادر في المساء إلى الميناء."
    assert (joined.state, joined.target) == (State.TRANSLATED, "It returned. Then it left.")
    assert units(ws) == [(joined.source, "It returned. Then it left.")]
    acts = [(h.act, h.target) for h in segments_table.history(ws.store.read(), joined.id)]
    assert ("confirm", "It returned.") in acts
    assert ("confirm", "Then it left.") in acts
    check_tiling(ws, document)
    assert cuts_table.load_cuts(ws.store.read(), document.id) == (set(), {boundary})


def test_a_join_takes_the_earliest_state(ws: Workspace, project: Project, document: Document) -> None:
    confirmed(ws, project, document, 2, "It returned.")
    editing.set_draft(ws, editing.get_segment(ws, document, 3), "then left")
    join(ws, project, document, 2)
    joined = segments(ws, document)[1]
    assert (joined.state, joined.target, joined.draft) == (State.INITIAL, "", "It returned. then left")
    assert units(ws) == []


def test_a_reviewed_and_a_confirmed_one_are_confirmed(ws: Workspace, project: Project, document: Document) -> None:
    confirmed(ws, project, document, 2, "It returned.")
    editing.review(ws, project, editing.get_segment(ws, document, 2))
    confirmed(ws, project, document, 3, "Then it left.")
    join(ws, project, document, 2)
    assert segments(ws, document)[1].state is State.TRANSLATED


def snapshot(ws: Workspace, document: Document) -> list[tuple[object, ...]]:
    return [
        (s.number, s.start, s.end, s.state, s.target, s.draft, s.origin, s.note, s.sentence)
        for s in segments(ws, document)
    ]


@pytest.mark.parametrize("act", ["split", "join"])
def test_undo_gives_all_of_it_back(ws: Workspace, project: Project, document: Document, act: str) -> None:
    confirmed(ws, project, document, 2, "It returned.")
    confirmed(ws, project, document, 3, "Then it left.")
    editing.set_note(ws, editing.get_segment(ws, document, 3), "ask")
    before, stored = snapshot(ws, document), sorted(units(ws))
    cut: Cut = split(ws, document, 2, 4) if act == "split" else join(ws, project, document, 2)
    assert snapshot(ws, document) != before
    undo_cut(ws, project, document, cut)
    assert snapshot(ws, document) == before
    assert sorted(units(ws)) == stored
    assert cuts_table.load_cuts(ws.store.read(), document.id) == (set(), set())
    check_tiling(ws, document)
    with pytest.raises(UsageError, match="cut anew"):
        undo_cut(ws, project, document, cut)


def test_what_cannot_be_cut(ws: Workspace, project: Project, document: Document) -> None:
    segment = segments(ws, document)[1]
    for at in (0, -1, len(segment.text), len(segment.text) + 5, len(segment.text) - 1):
        with pytest.raises(UsageError, match="cannot be split"):
            split(ws, document, 2, at)
    with pytest.raises(UsageError, match="last of its paragraph"):
        join(ws, project, document, 4)
    with pytest.raises(UsageError, match="last of its paragraph"):
        join(ws, project, document, len(segments(ws, document)))
    with pytest.raises(UsageError, match="no segment 99"):
        join(ws, project, document, 99)


@pytest.mark.parametrize("at", [3, 4])
def test_white_space_stays_with_the_left_part(ws: Workspace, document: Document, at: int) -> None:
    split(ws, document, 2, at)
    assert [s.text for s in segments(ws, document)[1:3]] == ["عاد ", "الوفد إلى المدينة صباحا. "]


def test_a_word_is_not_parted(ws: Workspace, project: Project, document: Document) -> None:
    with pytest.raises(UsageError, match="part a word") as refused:
        split(ws, document, 2, 6)
    assert refused.value.hint == "The nearest word begins at 4: الوفد"
    marked = import_text(ws, project, "marked", "عاد الوَفد الي\u200dوم كله صباحا.\n").document
    text = segments(ws, marked)[0].text
    with pytest.raises(UsageError, match="a letter and its marks") as refused:
        split(ws, marked, 1, text.index("َ"))
    assert "4: الوَفد" in (refused.value.hint or "")
    with pytest.raises(UsageError, match="a letter and its marks"):
        split(ws, marked, 1, text.index("‍"))
    assert len(segments(ws, marked)) == 1


@given(st.text(alphabet="اَب ء.،12-aB(\u200d\u0301\n", min_size=1, max_size=12), st.integers(-1, 13))
def test_a_place_is_refused_or_behind_space_and_before_a_word_or_sign(text: str, at: int) -> None:
    segment = Segment(1, 1, 1, 1, Role.BODY, 0, len(text), text)
    try:
        place = split_place(segment, at)
    except UsageError:
        return
    assert place >= at
    assert not text[at:place].strip()
    assert not text[place].isspace()
    assert text[:place].strip()
    assert not inside_word(text, place)
    assert not inside_grapheme(text, place)


def test_the_place_of_a_typed_word(ws: Workspace, document: Document) -> None:
    segment = segments(ws, document)[2]
    assert find_place(segment, "الميناء", ()) == (segment.text.index("الميناء"), 1)
    assert find_place(segment, "ميناء", ()) == (segment.text.index("الميناء"), 1)
    with pytest.raises(UsageError, match="no place") as refused:
        find_place(segment, "يناء", ())
    assert "الميناء" in (refused.value.hint or "")
    with pytest.raises(UsageError, match="no place"):
        find_place(segment, "ثم", ())
    with pytest.raises(UsageError, match="no place"):
        find_place(segment, "", ())


def test_only_what_looks_like_an_abbreviation_is_offered(ws: Workspace, project: Project, document: Document) -> None:
    assert join(ws, project, document, 2).abbreviation == "", "صباحا is a word"
    text = "زار الوفد منطقة كدس. الشاطئ صباحا. وعاد إلى منطقة تلف. الأطباء هناك في تلف كلهم.\n"
    other = import_text(ws, project, "other", text).document
    assert join(ws, project, other, 1).abbreviation == "كدس."
    assert join(ws, project, other, 1).abbreviation == ""
    assert join(ws, project, other, 1).abbreviation == "", "it stands there without a stop as well"


def test_undo_of_a_join_gives_each_its_reasons_back(ws: Workspace, project: Project, document: Document) -> None:
    with ws.store.write() as conn:
        for number, concept in ((2, "a"), (2, "b"), (3, "b"), (3, "c")):
            segment = segments(ws, document)[number - 1]
            waivers.add(
                conn, segment, Waiver(segment.id, "terminology", concept, WaiverReason.QUOTED, source=segment.source)
            )

    def reasons() -> list[set[tuple[str, str]]]:
        rows = waivers.load(ws.store.read(), document.id)
        return [{(w.subject, w.source) for w in rows if w.segment == s.id} for s in segments(ws, document)[1:3]]

    before = reasons()
    cut = join(ws, project, document, 2)
    assert {subject for subject, _source in reasons()[0]} == {"a", "b", "c"}
    undo_cut(ws, project, document, cut)
    assert reasons() == before


def test_places_to_split(ws: Workspace, project: Project, document: Document) -> None:
    join(ws, project, document, 2)
    join(ws, project, document, 2)
    whole = segments(ws, document)[1]
    found = places(whole, "ar", load_terms(ws, project))
    assert [whole.text[p.offset :].split()[0] for p in found if p.kind == "sentence"] == ["ثم", "وبقي"]


def test_pieces_of_two_sentences_joined_become_one_sentence(
    ws: Workspace, project: Project, document: Document
) -> None:
    split(ws, document, 3, segments(ws, document)[2].text.index("في"))
    join(ws, project, document, 2)
    first, rest = segments(ws, document)[1:3]
    assert first.sentence == rest.sentence
    confirmed(ws, project, document, 2, "It returned, then left")
    confirmed(ws, project, document, 3, "in the evening.")
    assert (
        "عاد الوفد إلى المدينة صباحا. ثم غادر في المساء إلى الميناء.",
        "It returned, then left in the evening.",
    ) in units(ws)


def sentence_shape(ws: Workspace, document: Document) -> list[int]:
    """Sentence numbers in the order they are first met: equal shapes are equal but for the names."""
    seen: dict[int, int] = {}
    return [seen.setdefault(s.sentence, len(seen)) for s in segments(ws, document)]


def test_undo_of_a_join_across_two_sentences_parts_them_again(
    ws: Workspace, project: Project, document: Document
) -> None:
    split(ws, document, 2, segments(ws, document)[1].text.index("إلى"))
    split(ws, document, 4, segments(ws, document)[3].text.index("في"))
    shape = sentence_shape(ws, document)
    assert shape[1:5] == [1, 1, 2, 2]
    undo_cut(ws, project, document, join(ws, project, document, 3))
    assert sentence_shape(ws, document) == shape
    for number, target in ((2, "It returned"), (3, "to the city."), (5, "in the evening.")):
        confirmed(ws, project, document, number, target)
    found = segments(ws, document)
    assert sorted(units(ws)) == sorted(
        [
            (found[1].source, "It returned"),
            (found[2].source, "to the city."),
            (found[4].source, "in the evening."),
            ("عاد الوفد إلى المدينة صباحا.", "It returned to the city."),
        ]
    )


def test_undo_of_a_join_takes_no_number_another_sentence_has_got(
    ws: Workspace, project: Project, document: Document
) -> None:
    last = segments(ws, document)[3].sentence
    cut = join(ws, project, document, 3)
    with ws.store.write() as conn:
        conn.execute("UPDATE segment SET sentence = ? WHERE document = ? AND number = 1", (last, document.id))
    undo_cut(ws, project, document, cut)
    assert len(set(sentence_shape(ws, document))) == len(segments(ws, document))


def test_notes_written_after_a_cut_outlive_its_undo(ws: Workspace, project: Project, document: Document) -> None:
    def note(number: int, text: str) -> None:
        editing.set_note(ws, editing.get_segment(ws, document, number), text)

    def notes() -> list[str]:
        return [s.note for s in segments(ws, document)[1:4]]

    note(2, "left")
    note(3, "right")
    cut = join(ws, project, document, 2)
    note(2, "left\nright\nask the editor")
    undo_cut(ws, project, document, cut)
    assert notes() == ["left\nask the editor", "right", ""]
    cut = join(ws, project, document, 2)
    note(2, "another")
    undo_cut(ws, project, document, cut)
    assert notes() == ["another", "right", ""]
    cut = split(ws, document, 2, 4)
    note(3, "second part")
    undo_cut(ws, project, document, cut)
    assert notes() == ["another\nsecond part", "right", ""]


def test_undo_of_a_split_leaves_no_unit_of_parts_confirmed_meanwhile(
    ws: Workspace, project: Project, document: Document
) -> None:
    cut = split(ws, document, 2, 4)
    confirmed(ws, project, document, 2, "It")
    confirmed(ws, project, document, 3, "returned.")
    assert len(units(ws)) == 3
    undo_cut(ws, project, document, cut)
    assert segments(ws, document)[1].state is State.INITIAL
    assert units(ws) == []
    acts = [(h.act, h.target) for h in segments_table.history(ws.store.read(), segments(ws, document)[1].id)]
    assert ("confirm", "It") in acts
    assert ("confirm", "returned.") in acts


@pytest.mark.parametrize("act", ["split", "join"])
@pytest.mark.parametrize(
    ("old", "new"), [("عاد الوفد", "زار الوفد"), ("عنوان المقال الأول\n\n", "عنوان آخر طويل للمقال الأول\n\nفقرة.\n\n")]
)
def test_undo_of_a_cut_is_refused_when_the_article_has_changed(
    ws: Workspace, project: Project, document: Document, act: str, old: str, new: str
) -> None:
    confirmed(ws, project, document, 2, "It returned.")
    cut = split(ws, document, 2, 4) if act == "split" else join(ws, project, document, 2)
    update_article(
        ws, project, document, text_of(ws.store.read(), document.id).replace(old, new).encode(), Path("doc.txt")
    )
    document = get_document(ws, project, "doc")
    before, stored = snapshot(ws, document), units(ws)
    with pytest.raises(UsageError, match="since"):
        undo_cut(ws, project, document, cut)
    assert (snapshot(ws, document), units(ws)) == (before, stored)


def test_undo_of_a_join_keeps_what_a_role_given_since_says(ws: Workspace, project: Project, document: Document) -> None:
    confirmed(ws, project, document, 2, "It returned.")
    cut = join(ws, project, document, 2)
    set_role(ws, project, document, 2, Role.RELATED)
    assert [s.translate for s in segments(ws, document)[1:3]] == [False, False]
    undo_cut(ws, project, document, cut)
    found = segments(ws, document)[1:4]
    assert [(s.role, s.translate) for s in found] == [
        (Role.RELATED, True),
        (Role.RELATED, False),
        (Role.RELATED, False),
    ]
    assert found[0].state.confirmed


def all_of_it(ws: Workspace, document: Document) -> object:
    rows = [row[:-1] for row in snapshot(ws, document)]
    marks = cuts_table.load_cuts(ws.store.read(), document.id)
    translate = [s.translate for s in segments(ws, document)]
    return rows, sentence_shape(ws, document), translate, sorted(units(ws)), marks


@pytest.mark.parametrize("seed", range(EXAMPLES))
def test_whatever_was_done_undo_gives_back_what_the_last_cut_found(
    ws: Workspace, project: Project, document: Document, seed: int
) -> None:
    random = Random(seed)

    def word(number: int) -> None:
        """Confirm, write or note something."""
        segment = segments(ws, document)[number - 1]
        match random.randrange(4):
            case 0 | 1:
                confirmed(ws, project, document, number, f"target {random.randrange(100)}")
            case 2:
                editing.set_draft(ws, segment, f"draft {random.randrange(100)}")
            case _:
                editing.set_note(ws, segment, f"note {random.randrange(100)}")

    def cut() -> Cut | None:
        number = random.randint(1, len(segments(ws, document)))
        segment = segments(ws, document)[number - 1]
        try:
            if random.random() < 0.5:
                return split(ws, document, number, random.randrange(len(segment.text)))
            return join(ws, project, document, number)
        except UsageError:
            return None

    for _ in range(25):
        if random.random() < 0.6:
            word(random.randint(1, len(segments(ws, document))))
            continue
        before = all_of_it(ws, document)
        done = cut()
        check_tiling(ws, document)
        if done is None or random.random() < 0.4:
            continue
        notes = [s.note for s in segments(ws, document)]
        for _ in range(random.randrange(3)):
            parts = [
                s.number
                for s in segments(ws, document)
                if s.number - done.before[0].number in (0, 2 - len(done.before))
            ]
            word(random.choice(parts))
        written = [s.note for s in segments(ws, document) if s.note not in notes]
        undo_cut(ws, project, document, done)
        check_tiling(ws, document)
        after = all_of_it(ws, document)
        if written:
            now = "\n".join(s.note for s in segments(ws, document))
            assert all(n in now for n in written)
            for segment in done.before:
                with ws.store.write() as conn:
                    conn.execute(
                        "UPDATE segment SET note = ? WHERE document = ? AND start = ?",
                        (segment.note, document.id, segment.start),
                    )
            after = all_of_it(ws, document)
        assert after == before


@pytest.mark.parametrize("what", ["split", "join"])
def test_a_cut_and_taking_it_back_takes_no_more_steps_in_a_book(ws: Workspace, project: Project, what: str) -> None:
    terms = load_terms(ws, project)
    taken = []
    for name, paragraphs in (("note", 10), ("book", 500)):
        # The last paragraph but one: what stands behind is numbered anew, here as there.
        text = "".join(
            f"عاد الوفد {n} إلى المدينة صباحا. ثم غادر في المساء إلى الميناء.\n\n" for n in range(paragraphs)
        )
        document = import_text(ws, project, name, text).document
        number = 2 * paragraphs - 3
        if what != "join":
            confirmed(ws, project, document, number, "A short sentence.")
        # The connection of this thread, which writes, too.
        with steps(ws.store.read()) as count:
            cut = split(ws, document, number, 4) if what == "split" else join(ws, project, document, number, terms)
            undo_cut(ws, project, document, cut, terms)
            taken.append(count())
        assert len(segments(ws, document)) == 2 * paragraphs
    assert taken[1] < taken[0] + 1_000, taken
