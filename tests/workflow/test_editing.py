from __future__ import annotations

import pytest

from workbench.errors import UsageError
from workbench.model import Project, Segment, State
from workbench.store import segments as segments_table
from workbench.workflow import editing
from workbench.workflow.importing import import_text
from workbench.workflow.workspace import Workspace

from .conftest import ARTICLE


@pytest.fixture
def segment(ws: Workspace, project: Project) -> Segment:
    done = import_text(ws, project, "hospital", ARTICLE)
    found = segments_table.load_segments(ws.store.read(), done.document.id)
    return next(s for s in found if "سلمى" in s.source)


def test_a_must_term_stops_a_confirm_until_there_is_a_reason(ws: Workspace, project: Project, segment: Segment) -> None:
    drafted = editing.set_draft(ws, segment, "Salma Haddad said the building holds 120 beds.")
    with pytest.raises(UsageError, match="River Hospital"):
        editing.confirm(ws, project, drafted)
    confirmed = editing.confirm(ws, project, drafted, reason="house-style: the paper says so")
    assert confirmed.state is State.TRANSLATED
    history = segments_table.history(ws.store.read(), segment.id)
    assert history[-1].reason == "house-style: the paper says so"
    # The reason is kept: the next confirm needs none.
    again = editing.set_draft(ws, confirmed, "Salma Haddad said the building has 120 beds.")
    assert editing.confirm(ws, project, again).target.endswith("has 120 beds.")


def test_nothing_to_confirm(ws: Workspace, project: Project, segment: Segment) -> None:
    with pytest.raises(UsageError, match="no target"):
        editing.confirm(ws, project, segment)


def test_line_breaks_become_spaces(ws: Workspace, segment: Segment) -> None:
    assert editing.set_draft(ws, segment, "one\ntwo\r\nthree").draft == "one two three"


def test_a_stale_segment_is_a_conflict(ws: Workspace, segment: Segment) -> None:
    editing.set_draft(ws, segment, "theirs")
    with pytest.raises(editing.ConflictError):
        editing.set_draft(ws, segment, "mine")
    assert {h.target for h in segments_table.history(ws.store.read(), segment.id)} >= {"mine"}


def test_unconfirm_needs_a_confirmed_segment(ws: Workspace, segment: Segment) -> None:
    with pytest.raises(UsageError, match="not confirmed"):
        editing.unconfirm(ws, segment)


def test_only_what_is_confirmed_can_be_reviewed(ws: Workspace, project: Project, segment: Segment) -> None:
    with pytest.raises(UsageError, match="not confirmed"):
        editing.review(ws, project, segment)
    drafted = editing.set_draft(ws, segment, "River Hospital, Salma Haddad, 120 beds.")
    confirmed = editing.confirm(ws, project, drafted)
    reviewed = editing.review(ws, project, confirmed)
    assert (reviewed.state, reviewed.target) == (State.REVIEWED, confirmed.target)
    changed = editing.set_draft(ws, reviewed, "Another text.")
    with pytest.raises(UsageError, match="not confirmed"):
        editing.review(ws, project, changed)
