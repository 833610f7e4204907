from __future__ import annotations

import random
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.stored import import_bytes
from workbench.model import Project, ProposalKind, Role, State
from workbench.store import cuts as cuts_table
from workbench.store import documents as documents_table
from workbench.store import segments as segments_table
from workbench.store import units as units_table
from workbench.workflow import editing, roles
from workbench.workflow.cutting import join, split
from workbench.workflow.desk import Desk
from workbench.workflow.importing import import_text
from workbench.workflow.projects import get_project, new_project
from workbench.workflow.workspace import Workspace, open_workspace

from .conftest import GLOSSARY
from .updating_cases import (
    NEW,
    OLD,
    OTHER,
    TITLE,
    A,
    B,
    C,
    Case,
    D,
    G,
    H,
    J,
    K,
    L,
    Paragraphs,
    article,
    give_work,
    worked_on,
)

A2 = A.replace("الوزير", "رئيس الوزراء")
H2 = H.replace("كثيرا", "قليلا")
P, Q, R, S = OLD

SCENARIOS: dict[str, tuple[Paragraphs, tuple[int, int, int, int]]] = {
    # kept, changed, added, gone
    "append": ((P, Q, R, S, (NEW, OTHER)), (12, 0, 2, 0)),
    "prepend": (((NEW, OTHER), P, Q, R, S), (12, 0, 2, 0)),
    "delete a paragraph": ((P, R, S), (9, 0, 0, 3)),
    "delete a sentence": (((A, C), Q, R, S), (11, 0, 0, 1)),
    "insert a sentence": (((A, NEW, B, C), Q, R, S), (12, 0, 1, 0)),
    "edit a word": (((A2, B, C), Q, R, S), (11, 1, 0, 0)),
    "rewrite a sentence": (((A, NEW, C), Q, R, S), (11, 0, 1, 1)),
    "rewrite a paragraph": ((P, (NEW, OTHER), R, S), (9, 0, 2, 3)),
    "swap": ((R, Q, P, S), (12, 0, 0, 0)),
    "turn round": ((S, R, Q, P), (12, 0, 0, 0)),
    "move first": ((S, P, Q, R), (12, 0, 0, 0)),
    "move last": ((Q, R, S, P), (12, 0, 0, 0)),
    "merge": ((P + Q, R, S), (12, 0, 0, 0)),
    "merge all": ((P + Q + R + S,), (12, 0, 0, 0)),
    "split": (((A,), (B, C), Q, R, S), (12, 0, 0, 0)),
    "split each": (tuple((s,) for p in OLD for s in p), (12, 0, 0, 0)),
    "move a sentence": (((A, C), Q, R, (*S, B)), (12, 0, 0, 0)),
    "move, insert, delete, edit": ((S, (NEW,), (G, H2), P), (7, 1, 1, 4)),
    "swap with an edit": (((G, H2, L), Q, P, S), (11, 1, 0, 0)),
    "replaced by an unrelated one": (((NEW,), Q, R, S), (9, 0, 1, 3)),
}


@pytest.fixture(scope="module")
def _made() -> dict[Callable[..., Case], Path]:
    return {}


@pytest.fixture
def again(
    _made: dict[Callable[..., Case], Path], new_workspace: Callable[[], Path], tmp_path: Path
) -> Iterator[Callable[[Callable[[Workspace, Project], Case]], Case]]:
    """A copy of an article that is worked on, which is made once for all the changes it is then given."""
    with ExitStack() as stack:

        def copy(work: Callable[[Workspace, Project], Case]) -> Case:
            if work not in _made:
                root = new_workspace()
                (root / "glossaries" / "names.csv").write_text(GLOSSARY, encoding="utf-8")
                with open_workspace(root) as ws:
                    work(ws, new_project(ws, "news", "ar", "en"))
                _made[work] = root
            ws = stack.enter_context(open_workspace(Path(shutil.copytree(_made[work], tmp_path / "again"))))
            return Case(ws, get_project(ws, "news"), "doc")

        yield copy


@pytest.mark.parametrize("name", SCENARIOS)
def test_what_stays_keeps_everything(again: Callable[[Callable[[Workspace, Project], Case]], Case], name: str) -> None:
    case = again(worked_on)
    ws = case.ws
    before, typed = case.work(), case.typed()
    new, counts = SCENARIOS[name]
    done = case.update(new)
    after = case.work()
    assert {k: after[k] for k in after if k in before} == {k: before[k] for k in before if k in after}
    assert (done.kept, done.changed, done.added, done.gone) == counts
    assert [s.source for s in case.segments] == [TITLE, *(s for p in new for s in p)]
    assert typed <= case.typed()
    for source in (NEW, OTHER):
        if source in after:
            found = case.named(source)
            assert (found.state, found.target, found.draft, found.note) == (State.INITIAL, "", None, "")
            assert [h.act for h in segments_table.history(ws.store.read(), found.id) if h.act == "update"] == []


def test_no_draft_of_another_sentence(ws: Workspace, project: Project) -> None:
    """A draft and a note follow their sentence, and go with it when it is another one altogether."""
    case = worked_on(ws, project)
    draft = case.named(J).draft or case.named(J).target
    case.update((P, Q, R, (NEW, K)))
    new = case.named(NEW)
    assert (new.current, new.note) == ("", "")
    assert draft in case.typed()


@pytest.mark.parametrize("order", [(0, 1, 0, 2), (0, 2, 1, 0), (2, 0, 0, 1)])
def test_sentences_that_stand_twice_are_told_apart_by_their_neighbours(
    ws: Workspace, project: Project, order: tuple[int, ...]
) -> None:
    twice: tuple[Paragraphs, ...] = (((A, C),), ((B, C),), ((D, C),))
    case = worked_on(ws, project, tuple(p for (p,) in twice))
    ids = {(a.source, b.source): (a.id, b.id) for a, b in zip(case.segments, case.segments[1:], strict=False)}
    case.update(tuple(twice[n][0] for n in dict.fromkeys(order)))
    after = {(a.source, b.source): (a.id, b.id) for a, b in zip(case.segments, case.segments[1:], strict=False)}
    for pair in ((A, C), (B, C), (D, C)):
        assert after[pair] == ids[pair]


def test_a_copy_more_is_new_and_a_copy_less_is_gone(ws: Workspace, project: Project) -> None:
    case = worked_on(ws, project, ((A, B), (A, C)))
    ids = [s.id for s in case.segments]
    done = case.update(((A, B), (A, C), (A, D)))
    assert (done.kept, done.added) == (5, 2)
    assert [s.id for s in case.segments][:5] == ids
    assert case.segments[5].current == ""
    done = case.update(((A, C), (A, D)))
    assert (done.kept, done.gone) == (5, 2)
    assert [s.id for s in case.segments][1:3] == ids[3:]


# ------------------------------------------------------------------ splits and joins


def cut_case(ws: Workspace, project: Project) -> Case:
    """An article where B is split before its verb, and G and H are joined; all of it is worked on."""
    import_text(ws, project, "doc", article(OLD))
    case = Case(ws, project, "doc")
    split(ws, case.document, case.number(B), case.named(B).text.index("أن"))
    join(ws, project, case.document, case.number(G))
    for segment in case.segments:
        give_work(case, segment, segment.number % 5, f"T{segment.number}")
    return case


B1, B2 = "وأضاف المدير", "أن العمل مستمر في المدينة."
GH = f"{G} {H}"

CUT_SCENARIOS: dict[str, tuple[Paragraphs, set[str]]] = {
    # what is new or changed: all else stays
    "beside the split": (((A2, B, C), Q, R, S), {A2}),
    "beside the join": ((P, Q, (G, H, L.replace("أكبر", "أقل")), S), {L.replace("أكبر", "أقل")}),
    "beside both, moved and merged": ((S, (G, H, NEW, A2, B)), {A2, NEW}),
    "paragraphs split around them": (((A,), (B,), (C,), Q, (G, H), (L,), S), set()),
    "a sentence put before each": (((A, NEW, B, C), Q, (OTHER, G, H, L), S), {NEW, OTHER}),
    "the joined text cut by a paragraph": ((P, Q, (G,), (H, L), S), {G, H}),
    "the first part changed": (((A, B.replace("المدير", "المدير العام"), C), Q, R, S), {"وأضاف المدير العام"}),
    "the second part changed": (((A, B.replace("المدينة", "القرية"), C), Q, R, S), {"أن العمل مستمر في القرية."}),
    "a joined sentence changed": ((P, Q, (G, H2, L), S), {f"{G} {H2}"}),
}


@pytest.mark.parametrize("name", CUT_SCENARIOS)
def test_splits_and_joins_stay_beside_a_change(
    again: Callable[[Callable[[Workspace, Project], Case]], Case], name: str
) -> None:
    case = again(cut_case)
    ws = case.ws
    before, typed = case.work(), case.typed()
    assert {B1, B2, GH} <= before.keys()
    new, other = CUT_SCENARIOS[name]
    case.update(new)
    after = case.work()
    assert after.keys() - before.keys() == other
    assert {k: after[k] for k in after if k in before} == {k: before[k] for k in before if k in after}
    assert typed <= case.typed()
    # The marks are in the table: the next update finds them, whatever it changes beside them.
    marks = cuts_table.load_cuts(ws.store.read(), case.document.id)
    text = case.text
    case.update(text.replace(TITLE, f"{TITLE} مرة أخرى").replace(C, NEW).replace(K, OTHER))
    assert after.keys() - case.work().keys() <= {TITLE, C, K}
    again = cuts_table.load_cuts(ws.store.read(), case.document.id)
    newer = case.text
    assert [{text[at:].split()[0] for at in m} for m in marks] == [{newer[at:].split()[0] for at in m} for m in again]
    assert {newer[at : at + 2] for at in again[0]} == {"أن"}


def test_the_pieces_of_a_split_sentence_stay_one_sentence(ws: Workspace, project: Project) -> None:
    """The unit of the whole sentence stays while it is whole, and stays in the memory when a piece has changed."""
    import_text(ws, project, "doc", article(OLD))
    case = Case(ws, project, "doc")
    split(ws, case.document, case.number(B), case.named(B).text.index("أن"))
    for source, target in ((B1, "The director added"), (B2, "that work goes on.")):
        editing.confirm(ws, project, editing.set_draft(ws, case.named(source), target))
    whole = (B, "The director added that work goes on.")

    def pairs() -> list[tuple[str, str]]:
        return [(u.source, u.target) for u in list(units_table.iter_units(ws.store.read(), memory_ids=[1]))]

    assert whole in pairs()
    case.update(((A2, B, C), Q, R, S))
    assert case.named(B1).sentence == case.named(B2).sentence
    assert case.named(B1).sentence != case.named(C).sentence
    editing.unconfirm(ws, case.named(B2))
    assert whole not in pairs()
    editing.confirm(ws, project, case.named(B2))
    case.update(((A2, B.replace("المدينة", "القرية"), C), Q, R, S))
    editing.unconfirm(ws, case.named(B1))
    assert whole in pairs()


# ------------------------------------------------------------------ beside the old


def offers(case: Case, source: str) -> list[tuple[ProposalKind, str, str]]:
    desk = Desk(case.ws, case.project, case.document)
    desk.prepare()
    try:
        return [(p.kind, p.text, p.label) for p in desk.matches(case.number(source))]
    finally:
        desk.close()


def test_the_old_text_is_offered_whatever_the_memory_says(ws: Workspace, project: Project) -> None:
    """Below the memory's 60 % too, drafts as well as targets, the newest first, with the difference."""
    case = worked_on(ws, project)
    far = "قال الوزير في خطاب طويل ألقاه اليوم."
    editing.set_draft(ws, editing.get_segment(ws, case.document, case.number(A)), "My draft.")
    case.update(((far, B, C), Q, R, S))
    assert case.named(far).current == ""
    assert case.named(far).note == "note T2"
    (first, *_) = offers(case, far)
    assert first == (ProposalKind.EARLIER, "My draft.", "before the update")
    assert "T2" in [text for _kind, text, _label in offers(case, far)]
    desk = Desk(ws, project, case.document)
    desk.prepare()
    offer = desk.matches(case.number(far))[0]
    desk.close()
    assert offer.match is not None
    assert offer.match.unit.source == A
    assert 0 < offer.score < 100
    assert "".join(s.text for s in offer.match.diff if s.kind.value != "new") == A
    assert "".join(s.text for s in offer.match.diff if s.kind.value != "gone") == far
    assert f"{offer.score} %" in offer.detail


def test_it_stands_behind_an_exact_match_and_before_the_fuzzy_ones(ws: Workspace, project: Project) -> None:
    case = worked_on(ws, project)
    import_text(ws, project, "other", f"{A2}\n")
    other = Case(ws, project, "other")
    editing.confirm(ws, project, editing.set_draft(ws, other.segments[0], "Exactly this."))
    case.update(((A2, B, C), Q, R, S))
    found = offers(case, A2)
    assert [kind for kind, *_ in found][:2] == [ProposalKind.EXACT, ProposalKind.EARLIER]
    texts = [text for _kind, text, _label in found]
    assert len(texts) == len(set(texts))


def test_a_confirmed_segment_is_offered_nothing_of_before(ws: Workspace, project: Project) -> None:
    case = worked_on(ws, project)
    case.update(((A2, B, C), Q, R, S))
    editing.confirm(ws, project, editing.set_draft(ws, case.named(A2), "Done."))
    assert ProposalKind.EARLIER not in [kind for kind, *_ in offers(case, A2)]


def test_it_is_offered_after_several_updates(ws: Workspace, project: Project) -> None:
    """Nothing was made of the version between: what was made of the first is still offered."""
    case = worked_on(ws, project)
    case.update(((A2, B, C), Q, R, S))
    a3 = A2.replace("اليوم", "أمس")
    case.update(((a3, B, C), Q, R, S))
    assert offers(case, a3)[0][:2] == (ProposalKind.EARLIER, "T2")
    case.update(((NEW, a3, B, C), R, S))
    assert offers(case, a3)[0][:2] == (ProposalKind.EARLIER, "T2")
    assert ProposalKind.EARLIER not in [kind for kind, *_ in offers(case, NEW)]


@pytest.mark.parametrize(
    ("new", "stays"),
    [
        (A.replace("الصحفي", "الصّحفي"), True),
        (A.replace("اليوم.", "اليوم!"), True),
        (A.replace("الوزير في", "الوزير، في"), True),
        (A.replace("الوزير", "المدير"), False),
        (A.replace("قال", "ما قال"), False),
        (A.replace("اليوم", "يوم 15"), False),
    ],
)
def test_a_draft_stays_a_draft_while_the_words_are_the_same(
    ws: Workspace, project: Project, new: str, stays: bool
) -> None:
    import_text(ws, project, "doc", article(OLD))
    case = Case(ws, project, "doc")
    editing.set_draft(ws, case.named(A), "The minister said")
    case.update(((new, B, C), Q, R, S))
    assert case.named(new).draft == ("The minister said" if stays else None)
    if not stays:
        assert offers(case, new)[0][:2] == (ProposalKind.EARLIER, "The minister said")


def test_what_went_is_told_in_the_history_of_its_neighbour(ws: Workspace, project: Project) -> None:
    case = worked_on(ws, project)
    text, note = case.named(B).current, case.named(B).note
    case.update(((A, C), Q, R, S))
    told = segments_table.history(ws.store.read(), case.named(A).id)
    assert (text, B) in [(h.target, h.reason) for h in told if h.act == "gone"]
    assert (note, B) in [(h.target, h.reason) for h in told if h.act == "note"]


def test_what_a_gone_neighbour_was_before_is_not_offered(ws: Workspace, project: Project) -> None:
    case = worked_on(ws, project)
    case.update(((A, B.replace("المدينة", "القرية"), C), Q, R, S))
    case.update(((A, C), Q, R, S))
    editing.unconfirm(ws, case.named(A))
    told = segments_table.history(ws.store.read(), case.named(A).id)
    assert B in [h.reason for h in told if h.act == "gone"]
    assert ProposalKind.EARLIER not in [kind for kind, *_ in offers(case, A)]


def test_what_a_person_said_of_a_paragraph_stays_where_a_word_is_changed(ws: Workspace, project: Project) -> None:
    import_text(ws, project, "doc", article(OLD))
    case = Case(ws, project, "doc")
    roles.set_role(ws, project, case.document, case.number(B), Role.RELATED)
    roles.set_translate(ws, case.document, case.number(G), translate=False)
    g2 = G.replace("أمس", "اليوم")
    case.update(((A2, B, C), Q, (g2, H, L), S))
    assert [(case.named(s).role, case.named(s).translate) for s in (A2, B, C)] == [(Role.RELATED, False)] * 3
    assert [(case.named(s).role, case.named(s).translate) for s in (g2, H)] == [(Role.BODY, False), (Role.BODY, True)]
    blocks = documents_table.blocks(ws.store.read(), case.document.id)
    assert [b.role for b in blocks].count(Role.RELATED) == 1


def test_the_place_where_one_was_moves_along(ws: Workspace, project: Project) -> None:
    case = worked_on(ws, project)
    with ws.store.write() as conn:
        conn.execute("UPDATE document SET caret_segment = ?", (case.number(H),))
    case.update(((NEW, OTHER), R, P))
    desk = Desk(ws, project, case.document)
    assert desk.start == case.number(H)
    desk.close()


# ------------------------------------------------------------------ the same text


def test_other_line_ends_are_the_same_text(ws: Workspace, project: Project) -> None:
    case = worked_on(ws, project)
    before = case.segments
    windows = article(OLD).replace("\n", "\r\n")
    again = import_bytes(ws, project, "other", windows.encode(), path=ws.paths.root / "other.txt")
    assert again.already
    assert again.document.id == case.document.id
    done = case.update(windows)
    assert (done.kept, done.backup) == (len(before), None)
    assert case.segments == before


@pytest.mark.long
def test_two_thousand_segments_take_little_more_than_their_import(ws: Workspace, project: Project) -> None:
    """Every third sentence changed, paragraphs turned round; then all rewritten."""
    rng = random.Random(5)
    words = ["".join(rng.choices("ابتثجحخدذرزسشصضطظعغفقكلمنهوي", k=rng.randint(3, 7))) for _ in range(3000)]
    old = [[rng.choices(words, k=16) for _ in range(3)] for _ in range(667)]
    new = [[[*a], [*b[:4], "كلمة", *b[5:]], [*c]] for a, b, c in reversed(old)]
    other = [[rng.choices(words, k=16) for _ in range(3)] for _ in range(667)]

    def text(paragraphs: list[list[list[str]]]) -> str:
        return "\n\n".join([TITLE, *(" ".join(" ".join(s) + "." for s in p) for p in paragraphs)]) + "\n"

    began = time.process_time()
    import_text(ws, project, "doc", text(old))
    importing = time.process_time() - began
    case = Case(ws, project, "doc")
    for version, counts in ((new, (1335, 667, 0, 0)), (other, (1, 0, 2001, 2001))):
        began = time.process_time()
        done = case.update(text(version))
        # Measured: 1.5 times; labelling and cutting the new text is most of it. The rest is for busy machines.
        assert time.process_time() - began < 8 * importing
        assert (done.kept, done.changed, done.added, done.gone) == counts
