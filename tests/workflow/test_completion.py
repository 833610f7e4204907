"""What Tab may put: which candidates, in which order, and what taking one leaves alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.model import Origin, Project, Unit
from workbench.store import memories as memories_table
from workbench.store import units as units_table
from workbench.text.fold import fold
from workbench.text.used_words import UsedWords
from workbench.workflow.candidates import Candidate, From, Round, begun, rest, round_of, taken
from workbench.workflow.completion import Offers, candidates
from workbench.workflow.desk import open_desk
from workbench.workflow.importing import import_text
from workbench.workflow.workspace import Workspace

ENGLISH = Offers(
    "en",
    terms=("River Hospital", "director"),
    proposal="The building is ready for the guests, he said.",
    sure=46,
    fragments=("opening ceremony",),
    near=("Visitors came by ferry.",),
)
ARABIC = Offers("ar", terms=("مستشفى النهر", "المستشفى العام", "وزارة الإسكان", "إدارة"))


def used(*texts: str) -> UsedWords:
    words = UsedWords()
    for n, text in enumerate(texts):
        words.learn(n, text)
    return words


def texts(typed: str, offers: Offers = ENGLISH) -> list[str]:
    return [c.text for c in candidates(typed, len(typed), offers)]


def first(typed: str, offers: Offers = ENGLISH) -> tuple[str, int, From]:
    best = candidates(typed, len(typed), offers)[0]
    return best.text, best.replaces, best.origin


@pytest.mark.parametrize(
    ("typed", "best"),
    [
        ("at Ri", ("River Hospital", 2, From.TERM)),
        ("at river ho", ("River Hospital", 8, From.TERM)),
        ("the Hos", ("Hospital", 3, From.TERM)),
        ("at River ", ("River Hospital", 6, From.TERM)),
        ("Dir", ("Director", 3, From.TERM)),
        ("DIR", ("DIRECTOR", 3, From.TERM)),
        ("The ", ("building is ready for the", 0, From.PROPOSAL)),
        ("the buil", ("building is ready for the", 4, From.PROPOSAL)),
        ("Its building i", ("is ready for the guests", 1, From.PROPOSAL)),
        ("for the ", ("guests", 0, From.PROPOSAL)),
        ("the op", ("opening ceremony", 2, From.FRAGMENT)),
        ("by fe", ("ferry", 2, From.USED)),
        ("By vi", ("Visitors", 2, From.USED)),
        # One letter, a sign, a word that is whole: the next term.
        ("r", ("River Hospital", 0, From.TERM)),
        ("and,", ("River Hospital", 0, From.TERM)),
        ("a River Hospital ", ("director", 0, From.TERM)),
    ],
)
def test_the_best_candidate(typed: str, best: tuple[str, int, From]) -> None:
    assert first(typed) == best


def test_nothing_is_given_inside_a_word_or_when_nothing_is_left() -> None:
    assert candidates("Riv", 2, ENGLISH) == []
    assert candidates("Ri, then", 2, ENGLISH)[0].text == "River Hospital"
    # A name forgotten at the beginning.
    for text, caret in (("told them", 0), ("and told them", 4)):
        (term,) = candidates(text, caret, ENGLISH)
        assert taken(text, caret, term)[0] == f"{text[:caret]}River Hospital {text[caret:]}"
    assert texts("River Hospital, director xq") == []
    assert candidates("", 0, Offers("en")) == []
    assert round_of("", 0, []) is None


def test_unused_terms_come_first_and_the_proposal_stops_at_what_is_not_sure() -> None:
    offers = replace(ENGLISH, terms=("River Hospital", "river bank"), proposal="The building is ready at 5.", sure=16)
    assert texts("River Hospital, ri", offers)[:2] == ["river bank", "River Hospital"]
    assert texts("The ", offers)[0] == "building is"
    assert texts("he", replace(ENGLISH, proposal="He said.", sure=8)) == ["River Hospital"], "it is typed already"


@pytest.mark.parametrize(
    ("typed", "best"),
    [
        ("في مست", "مستشفى النهر"),
        ("بمست", "بمستشفى النهر"),
        ("وبمست", "وبمستشفى النهر"),
        ("للمست", "للمستشفى العام"),
        ("والمست", "والمستشفى العام"),
        ("وزارة الاس", "وزارة الإسكان"),
        ("ادا", "إدارة"),
        ("وباد", "وبإدارة"),
        ("الادا", "الإدارة"),
        ("مُستَ", "مستشفى النهر"),
    ],
)
def test_arabic_keeps_what_is_joined_and_writes_the_hamza(typed: str, best: str) -> None:
    assert texts(typed, ARABIC)[0] == best


def test_used_words_come_by_what_stood_before_then_by_frequency() -> None:
    words = used(
        "The Ministry of Health said the minister was there.",
        "Officials of the Ministry of Health met.",
        "A small minority of the ministers left.",
        "Ministers and ministers.",
    )
    offers = Offers("en", words=words)
    assert texts("of the Min", offers)[0] == "Ministry of Health"
    # Of equals the alphabet decides; what stands whole and often is not gone on from.
    assert texts("x mini", offers) == ["ministers", "Ministry of Health", "minister"]
    assert texts("xx Ministers", offers) == []
    assert texts("MINO", offers) == ["MINORITY"]
    arabic = Offers("ar", words=used("زار المستشفى الكبير في المدينة"))
    assert texts("للمدي", arabic) == ["للمدينة"]
    assert texts("بالمدي", arabic) == ["بالمدينة"]


def test_a_text_learned_anew_or_forgotten_leaves_nothing() -> None:
    words = used("The ferry left.")
    words.learn(0, "The train left.")
    assert (words.count("ferry"), words.count("train"), words.beginning_with("fer")) == (0, 1, [])
    words.learn(0, "Not this one.", anew=False)
    assert words.count("train") == 1
    words.forget(0)
    words.forget("never there")
    assert words.beginning_with("tr", ["The"]) == []


SOME = st.sampled_from("abcR Hiver,.dtoا أإلمستشفىوبِ1’")
TEXT = st.text(SOME, max_size=30)


@given(st.lists(TEXT, max_size=5), TEXT, TEXT)
def test_learning_the_last_of_two_is_learning_it_alone(others: list[str], one: str, two: str) -> None:
    twice, once = UsedWords(), UsedWords()
    for n, text in enumerate(others):
        twice.learn(n, text)
        once.learn(n, text)
    twice.learn("x", one)
    twice.learn("x", two)
    once.learn("x", two)
    for start in ("ab", "ri", "ال", "مس", "aaaaa"):
        found = {(w.text, w.seen, w.fits) for w in twice.beginning_with(start, ["a"], 99)}
        assert found == {(w.text, w.seen, w.fits) for w in once.beginning_with(start, ["a"], 99)}


@given(TEXT, st.integers(0, 30), st.lists(TEXT, max_size=4), TEXT, st.sampled_from(("ar", "en")))
def test_taking_a_candidate_keeps_all_but_what_was_typed_of_it(
    text: str, caret: int, forms: list[str], proposal: str, language: str
) -> None:
    caret = min(caret, len(text))
    offers = Offers(
        language, tuple(f for f in forms if f.strip()), (), frozenset(), proposal, len(proposal), (), (), used(*forms)
    )
    found = candidates(text, caret, offers)
    for one in found:
        assert 0 <= one.replaces <= caret
        made, place = taken(text, caret, one)
        assert made[: caret - one.replaces] == text[: caret - one.replaces]
        assert made[place:] == text[caret:]
        assert made[caret - one.replaces : place].strip() == one.text.strip()
        typed = fold(text[caret - one.replaces : caret]).casefold()
        assert fold(one.text).casefold().startswith(typed)
        assert one.text.endswith(rest(text, caret, one))
    going = round_of(text, caret, found)
    if going is not None:
        assert _as_often(going) == going
        for n in range(len(going.candidates)):
            other = going.turned(n)
            start, put = other.change
            # From whichever candidate stands there: what is before and behind is the same in all.
            assert text[:start] + put + text[caret:] == other.made[0]


def _as_often(going: Round) -> Round:
    for _ in going.candidates:
        going = going.turned()
    return going


@given(TEXT, TEXT)
def test_what_is_typed_of_a_form_folds_to_its_beginning(form: str, typed: str) -> None:
    at = begun(form, typed)
    if at is not None:
        assert fold(form[:at]).casefold() == fold(typed).casefold()
        assert rest("x " + typed, 2 + len(typed), Candidate(form, len(typed), From.TERM)) == form[at:]


def test_the_desk_learns_confirmed_targets_and_the_memory(ws: Workspace, project: Project) -> None:
    with ws.store.write() as conn:
        memory = memories_table.ensure_memory(conn, project.memories[0], "ar", "en")
        units_table.insert_units(conn, memory, [Unit("ar", "en", "وصلت العبارة.", "The zephyrferry came.")])
    import_text(ws, project, "quay", "وصل القارب.\n\nغادر القارب الميناء.\n")
    desk = open_desk(ws, "news", "quay")
    try:
        desk.prepare()
        assert desk._reading is not None
        desk._reading.join(10)

        def put(typed: str) -> list[str]:
            return [c.text for c in desk.completions(2, typed, len(typed)) if c.replaces]

        assert put("a zeph") == ["zephyrferry"]
        assert put("a brig") == []
        desk.confirm(1, "The brigantine came.", Origin.HUMAN, "", lambda _s: None)
        assert desk.flush()
        assert put("a brig") == ["brigantine"]
        desk.undo_confirm(lambda _s: None)
        assert desk.flush()
        assert put("a brig") == []
        assert desk.lacking_numbers(1, "") == []
        assert desk.lacking_texts(1, "") == []
    finally:
        desk.close()


def test_which_signs_stand_close_behind_a_candidate() -> None:
    def joining(before: str, name: str, signs: str) -> str:
        going = Round(before, len(before), (Candidate(name, 0, From.TERM),))
        return "".join(sign for sign in signs if going.joins(sign))

    signs = "\"'.,;:!?)]»”’%…،؛؟٪(«“-–/aب"
    assert joining("The ", "River", signs) == "'.,;:!?)]»”’%…،؛؟٪"
    assert joining('The "old ', "River", signs) == "\"'.,;:!?)]»”’%…،؛؟٪"
    assert joining("زار ", "النهر", signs) == ".,;:!?)]»”’%…،؛؟٪"
    assert joining("زار 'جسر ", "النهر", signs) == "'.,;:!?)]»”’%…،؛؟٪"
    assert joining("The ", "River.", signs) == "", "no space was put"


def test_a_term_put_first_begins_the_sentence_with_a_capital() -> None:
    offers = replace(ENGLISH, terms=("al-Haddad", "director"), begins=True)
    assert first("", offers)[0] == "Al-Haddad"
    assert first("so ", offers)[0] == "al-Haddad"
    assert first("", replace(offers, begins=False))[0] == "al-Haddad"
    assert first("", replace(offers, terms=("eHealth office",)))[0] == "eHealth office"


def test_another_accepted_form_uses_a_term_up(ws: Workspace, project: Project) -> None:
    rows = "id,ar,en,kind,ar_variants,en_variants\nrisha,حمدان أبو ريشة,Hamdan Risha,person,ريشة,Risha\n"
    (ws.paths.glossaries / "people.csv").write_text(rows, encoding="utf-8")
    text = "قال حمدان أبو ريشة نعم، وقال سعيد لا في الاجتماع."
    document = import_text(ws, project, "people", text).document
    with_desk = open_desk(ws, project.slug, document.slug)
    try:
        with_desk.issues(1, "", confirming=True)
        assert [c.text for c in with_desk.completions(1, "", 0)] == ["Hamdan Risha"]
        assert with_desk.completions(1, "Risha said yes, ", 16) == []
        assert [c.text for c in with_desk.completions(1, "Rishani, ", 9)] == ["Hamdan Risha"]
    finally:
        with_desk.close()
