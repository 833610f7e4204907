"""A locked segment: what is refused, what is passed over, and that nothing but unlocking it changes it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.errors import LockedError, UsageError, WorkbenchError
from workbench.model import BulkAct, Document, Origin, Project, Segment, Side, State
from workbench.store import batches, replacing
from workbench.store import memories as memories_table
from workbench.store import segments as segments_table
from workbench.store import units as units_table
from workbench.workflow import cutting, editing, roles
from workbench.workflow.batches import find_batch, undo_batch
from workbench.workflow.desk import open_desk
from workbench.workflow.impact import Finding
from workbench.workflow.impact_fix import fix_impact
from workbench.workflow.importing import import_text
from workbench.workflow.projects import get_document, new_project
from workbench.workflow.replace_pattern import Wish
from workbench.workflow.replacing import plan_replacing, replace_planned
from workbench.workflow.updating import update_article
from workbench.workflow.workspace import Workspace, init_workspace, open_workspace

from ..recutting import changed

SENTENCES = ("افتتح المستشفى أبوابه من جديد.", "نفد الوقود تماما في المدينة.", "عاد الوفد مساء اليوم.", "انتهى العمل.")
ARTICLE = f"{' '.join(SENTENCES[:2])}\n\n{' '.join(SENTENCES[2:])}\n"
NEWER = (ARTICLE, f"{SENTENCES[3]}\n\n{ARTICLE}", ARTICLE.replace("الوقود", "الماء"), f"{SENTENCES[0]}\n")
AT = "2026-01-31T10:20:30Z"


@pytest.fixture
def document(ws: Workspace, project: Project) -> Document:
    return import_text(ws, project, "article", ARTICLE).document


def confirmed(ws: Workspace, project: Project, document: Document, number: int, target: str) -> Segment:
    segment = editing.get_segment(ws, document, number)
    return editing.confirm(ws, project, editing.set_draft(ws, segment, target))


def locked(ws: Workspace, project: Project, document: Document, number: int, target: str) -> Segment:
    return editing.lock(ws, confirmed(ws, project, document, number, target))


def test_it_is_unlocked_to_what_it_was(ws: Workspace, project: Project, document: Document) -> None:
    first = confirmed(ws, project, document, 1, "It opened.")
    units = len(list(units_table.iter_units(ws.store.read(), project_id=project.id)))
    assert editing.unlock(ws, editing.lock(ws, first)).state is State.TRANSLATED
    again = editing.lock(ws, editing.review(ws, project, editing.get_segment(ws, document, 1)))
    assert (again.state, again.target) == (State.FINAL, "It opened.")
    assert editing.lock(ws, again) == again
    back = editing.unlock(ws, again)
    assert back.state is State.REVIEWED
    acts = [(h.act, h.state.value) for h in segments_table.history(ws.store.read(), back.id)]
    assert acts[1:] == [
        ("lock", "final"),
        ("unlock", "translated"),
        ("confirm", "reviewed"),
        ("lock", "final"),
        ("unlock", "reviewed"),
    ]
    assert editing.unreview(ws, back).state is State.TRANSLATED
    assert len(list(units_table.iter_units(ws.store.read(), project_id=project.id))) == units


def test_only_a_confirmed_one_without_a_draft_is_locked(ws: Workspace, project: Project, document: Document) -> None:
    with pytest.raises(UsageError, match="not confirmed"):
        editing.lock(ws, editing.get_segment(ws, document, 1))
    with pytest.raises(UsageError, match="not confirmed"):
        editing.lock(ws, editing.set_draft(ws, confirmed(ws, project, document, 1, "One."), "Newer."))
    with pytest.raises(UsageError, match="not locked"):
        editing.unlock(ws, confirmed(ws, project, document, 2, "Two."))
    with pytest.raises(UsageError, match="not reviewed"):
        editing.unreview(ws, editing.get_segment(ws, document, 2))


def test_an_edited_review_is_no_review(ws: Workspace, project: Project, document: Document) -> None:
    reviewed = editing.review(ws, project, confirmed(ws, project, document, 1, "It opened."))
    assert editing.confirm(ws, project, reviewed).state is State.REVIEWED, "the same text was read"
    assert confirmed(ws, project, document, 1, "It opened anew.").state is State.TRANSLATED


def test_every_single_act_says_how_to_unlock(ws: Workspace, project: Project, document: Document) -> None:
    segment = locked(ws, project, document, 1, "It opened.")
    for act in (
        lambda: editing.set_draft(ws, segment, "Other."),
        lambda: editing.confirm(ws, project, segment),
        lambda: editing.unconfirm(ws, segment),
        lambda: editing.review(ws, project, segment),
        lambda: editing.unreview(ws, segment),
        lambda: cutting.split(ws, document, 1, segment.text.index("أبوابه")),
        lambda: cutting.join(ws, project, document, 1),
    ):
        with pytest.raises(LockedError, match="locked") as refused:
            act()
        # Which key or command that is says the face.
        assert (refused.value.hint, refused.value.act) == ("Unlock it first.", "lock")
    assert editing.set_draft(ws, segment, "It opened.") == segment, "the same text is no change"
    with pytest.raises(UsageError, match="confirmed"):
        roles.set_translate(ws, document, 1, translate=False)
    assert editing.get_segment(ws, document, 1) == segment
    assert editing.set_note(ws, segment, "a note is no change").note


def test_bulk_acts_pass_it_over_and_count_it(ws: Workspace, project: Project, document: Document) -> None:
    segment = locked(ws, project, document, 1, "The hospital opened.")
    confirmed(ws, project, document, 2, "The hospital ran dry.")
    plan = plan_replacing(ws, project, document, Wish("hospital", "clinic"))
    assert [(c.number, c.new) for c in plan.changes] == [(2, "The clinic ran dry.")]
    assert [r.number for r in plan.refused] == [1]
    assert "locked" in plan.refused[0].why
    done = replace_planned(ws, plan)
    editing.lock(ws, editing.get_segment(ws, document, 2))
    undone = undo_batch(ws, find_batch(ws, done.batch))
    assert (undone.taken, undone.kept) == (0, 1)
    finding = Finding(
        "s1",
        "article 1",
        segment.source,
        segment.target,
        Side.TARGET,
        ("ar", "en"),
        (),
        (),
        "Open.",
        segment=segment.id,
    )
    fixed = fix_impact(ws, [finding])
    assert (fixed.done, fixed.left, fixed.locked, fixed.batch) == ((), (), (finding,), 0)
    assert editing.get_segment(ws, document, 1) == segment


def test_an_update_that_would_change_it_changes_nothing(ws: Workspace, project: Project, document: Document) -> None:
    segment = locked(ws, project, document, 2, "Fuel ran out.")
    with pytest.raises(UsageError, match="locked segments 2"):
        update_article(ws, project, document, NEWER[2].encode(), Path("article.txt"))
    assert editing.get_segment(ws, document, 2) == segment
    assert "".join(s.text for s in segments_table.load_segments(ws.store.read(), document.id)) == ARTICLE
    update_article(ws, project, document, NEWER[1].encode(), Path("article.txt"))
    moved = editing.get_segment(ws, get_document(ws, project, "article"), 3)
    assert (moved.id, moved.state, moved.target) == (segment.id, State.FINAL, "Fuel ran out.")


def test_the_desk_reviews_and_locks_at_once(ws: Workspace, project: Project, document: Document) -> None:
    confirmed(ws, project, document, 1, "It opened.")
    desk = open_desk(ws, "news", "article")
    try:
        desk.prepare()
        assert changed(desk, lambda done: desk.turn_reviewed(1, done)).state is State.REVIEWED
        locked = changed(desk, lambda done: desk.set_locked(1, done, locked=True))
        assert locked == desk.segment(1) == editing.get_segment(ws, document, 1)
        ended: list[object] = []
        desk.save_draft(1, "Typed.", Origin.HUMAN, ended.append)
        desk.flush()
        assert isinstance(ended[0].error, LockedError)  # type: ignore[attr-defined]
        assert desk.segment(1).draft is None
        assert changed(desk, lambda done: desk.set_locked(1, done, locked=False)).state is State.REVIEWED
        with pytest.raises(UsageError, match="not confirmed"):
            changed(desk, lambda done: desk.set_locked(2, done, locked=True))
        assert not desk.failure, "a refusal loses nothing"
        desk.save_draft(1, "Typed.", Origin.HUMAN, ended.append)
        assert changed(desk, lambda done: desk.turn_reviewed(1, done)).state is State.TRANSLATED
        with pytest.raises(UsageError, match="not confirmed"):
            changed(desk, lambda done: desk.turn_reviewed(1, done))
    finally:
        desk.close()


# ------------------------------------------------------------------------------------------------ the law

ACTS = (
    *("draft", "confirm", "unconfirm", "review", "unreview", "lock", "lock", "unlock", "split", "join", "undo cut"),
    *("replace", "undo replace", "update", "role", "skip", "pretranslate", "repeat", "unrepeat", "impact", "undo fill"),
)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir=tmp_path_factory.getbasetemp()) as folder:
        yield init_workspace(Path(folder) / "ws").root


class Table:
    """A document, and what was done that can be taken back."""

    def __init__(self, ws: Workspace, project: Project) -> None:
        self.ws, self.project = ws, project
        self.cuts: list[cutting.Cut] = []
        self.batches: list[int] = []

    @property
    def document(self) -> Document:
        return get_document(self.ws, self.project, "article")

    @property
    def segments(self) -> list[Segment]:
        return segments_table.load_segments(self.ws.store.read(), self.document.id)

    def final(self) -> dict[int, tuple[object, ...]]:
        return {s.id: (s.source, s.target, s.draft, s.state) for s in self.segments if s.state is State.FINAL}

    def act(self, act: str, at: int) -> None:
        ws, project, found = self.ws, self.project, self.segments
        s = found[at % len(found)]
        text = f"Text {at % 3}."
        if act in ("split", "join", "undo cut"):
            self.cut(act, s, at)
        elif act in ("pretranslate", "repeat", "unrepeat", "impact", "replace", "undo replace", "undo fill"):
            self.bulk(act, s, at)
        elif act == "update":
            update_article(ws, project, self.document, NEWER[at % len(NEWER)].encode(), Path("article.txt"))
        elif act == "role":
            roles.set_role(ws, project, self.document, s.number, list(type(s.role))[at % 5])
        elif act == "skip":
            roles.set_translate(ws, self.document, s.number, translate=bool(at % 2))
        elif act == "draft":
            editing.set_draft(ws, s, text)
        elif act == "confirm":
            editing.confirm(ws, project, s if s.current else editing.set_draft(ws, s, text))
        elif act == "review":
            editing.review(ws, project, s)
        elif act in ("lock", "unlock", "unreview", "unconfirm"):
            getattr(editing, act)(ws, s)

    def cut(self, act: str, s: Segment, at: int) -> None:
        if act == "split":
            places = [n for n in range(1, len(s.text)) if s.text[n - 1] == " " and s.text[n:].strip()]
            if places:
                self.cuts.append(cutting.split(self.ws, self.document, s.number, places[at % len(places)]))
        elif act == "join":
            self.cuts.append(cutting.join(self.ws, self.project, self.document, s.number))
        elif self.cuts:
            cutting.undo_cut(self.ws, self.project, self.document, self.cuts.pop())

    def bulk(self, act: str, s: Segment, at: int) -> None:
        if act == "replace":
            done = replace_planned(
                self.ws, plan_replacing(self.ws, self.project, self.document, Wish("Text", f"Words {at}"))
            )
            self.batches += [done.batch] if done.batch else []
        elif act in ("undo replace", "undo fill"):
            if self.batches:
                undo_batch(self.ws, find_batch(self.ws, self.batches.pop()))
        else:
            with self.ws.store.write() as conn:
                kind = BulkAct.IMPACT if act == "impact" else BulkAct.PRETRANSLATE
                batch = batches.begin(conn, kind, "news", "Tester", AT)
                self.batches.append(batch)
                if act == "pretranslate" and at % 2:
                    memory = memories_table.ensure_memory(conn, "news", "ar", "en")
                    if not s.current:
                        segments_table.confirm(
                            conn, s.id, "Filled.", s.rev, "Tester", AT, Origin.TM, memory, "pretranslate", batch=batch
                        )
                elif act == "pretranslate":
                    segments_table.pretranslate(conn, s.id, "Filled.", s.rev, "Tester", AT, Origin.TM, batch)
                elif act == "impact":
                    replacing.replace_target(
                        conn,
                        replacing.Exchange(s.id, s.source, s.target, "Right.", "why"),
                        replacing.Bulk(batch, "Tester", AT),
                    )
                elif act == "repeat":
                    segments_table.repeat(conn, s.id, "Repeated.", s.rev, "Tester", AT)
                else:
                    segments_table.unrepeat(conn, s.id, s.current, s.rev, "Tester", AT)


@settings(max_examples=settings().max_examples // 2)
@given(st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 30)), min_size=4, max_size=24))
def test_nothing_but_unlocking_changes_a_locked_segment(place: Path, acts: list[tuple[str, int]]) -> None:
    with open_workspace(place) as ws:
        project = new_project(ws, f"p{len(list(ws.paths.projects.iterdir()))}", "ar", "en")
        import_text(ws, project, "article", ARTICLE)
        table = Table(ws, project)
        for number in (1, 3):
            locked(ws, project, table.document, number, f"Text {number}.")
        for act, at in acts:
            before = table.final()
            found = table.segments
            unlocked = {found[at % len(found)].id} if act == "unlock" else set()
            try:
                table.act(act, at)
            except WorkbenchError:
                assert table.final() == before
            after = {s.id: (s.source, s.target, s.draft, s.state) for s in table.segments}
            for id_, was in before.items():
                assert after[id_] == was or id_ in unlocked
