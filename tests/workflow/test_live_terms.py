"""The open document follows glossaries that change under it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench.errors import FileError
from workbench.model import Project, WaiverReason
from workbench.workflow import live_terms
from workbench.workflow.desk import Desk, open_desk
from workbench.workflow.importing import import_text
from workbench.workflow.live_terms import LiveTerms
from workbench.workflow.workspace import Workspace

from .conftest import ARTICLE


@pytest.fixture
def desk(ws: Workspace, project: Project) -> Iterator[Desk]:
    import_text(ws, project, "hospital", ARTICLE)
    opened = open_desk(ws, "news", "hospital")
    opened.prepare()
    yield opened
    opened.close()


@pytest.fixture
def names(workspace: Path) -> Path:
    return workspace / "glossaries" / "names.csv"


def body(desk: Desk) -> int:
    return next(s.number for s in desk.segments if "سلمى" in s.source)


def ids(desk: Desk) -> set[str]:
    return {h.concept.id for h in desk.terms(body(desk))}


def test_a_row_added_removed_and_changed(desk: Desk, names: Path) -> None:
    text = names.read_text(encoding="utf-8")
    assert not desk.glossaries_changed
    names.write_text(text + "building,المبنى الجديد,New Building,place,must,,\n", encoding="utf-8")
    assert desk.glossaries_changed
    assert "building" not in ids(desk)
    desk.follow_glossaries()
    assert not desk.glossaries_changed
    assert ids(desk) == {"salma-haddad", "nahar", "building"}
    assert any(i.concept == "building" and i.must for i in desk.issues(body(desk), "x"))
    names.write_text(text.replace("River Hospital", "Nahr Hospital"), encoding="utf-8")
    desk.follow_glossaries()
    assert "term not used: Nahr Hospital" in {i.message for i in desk.issues(body(desk), "River Hospital")}
    assert [p.terms_total for p in desk.exact(body(desk))] == []


def test_a_whole_glossary_comes_and_goes(desk: Desk, names: Path) -> None:
    other = names.with_name("other.csv")
    other.write_text("ar,en\nالمبنى الجديد,New Building\n", encoding="utf-8")
    desk.follow_glossaries()
    assert "new-building" in ids(desk)
    other.unlink()
    assert desk.glossaries_changed
    desk.follow_glossaries()
    assert "new-building" not in ids(desk)
    assert desk.glossaries_gone == ("other.csv",)
    names.write_text(names.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    desk.follow_glossaries()
    assert desk.glossaries_gone == ()


def test_one_that_cannot_be_read_for_the_moment_stays_as_it_was(desk: Desk, names: Path) -> None:
    """A program may be writing it, or leave it broken."""
    good = names.read_bytes()
    names.write_bytes(b"\xff\xff\xff nothing to read")
    desk.follow_glossaries()
    assert ids(desk) == {"salma-haddad", "nahar"}
    assert [e.path.name for e in desk.glossary_errors if hasattr(e, "path")] == ["names.csv"]
    # Another file changes: this one is told all the same.
    names.with_name("other.csv").write_text("ar,en\nالمبنى الجديد,New Building\n", encoding="utf-8")
    desk.follow_glossaries()
    assert ids(desk) == {"salma-haddad", "nahar", "new-building"}
    assert [e.path.name for e in desk.glossary_errors if isinstance(e, FileError)] == ["names.csv"]
    names.with_name("other.csv").unlink()
    names.write_bytes(good)
    desk.follow_glossaries()
    assert ids(desk) == {"salma-haddad", "nahar"}
    assert desk.glossary_errors == ()


def test_a_reason_given_meanwhile_is_kept(desk: Desk, names: Path) -> None:
    n = body(desk)
    issue = next(i for i in desk.issues(n, "x") if i.must)
    desk.waive(n, issue, WaiverReason.QUOTED, "", lambda _s: None)
    names.write_text(names.read_text(encoding="utf-8") + "\n# A comment.\n", encoding="utf-8")
    desk.follow_glossaries()
    assert [w.subject for w in desk.ignored(n)] == ["nahar"]
    desk.flush()


def test_only_the_file_that_changed_is_read(
    ws: Workspace, project: Project, names: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names.with_name("other.csv").write_text("ar,en\nالمبنى الجديد,New Building\n", encoding="utf-8")
    live = LiveTerms(ws, project)
    assert live.changed
    first = live.read()
    read: list[str] = []
    real = live_terms.read_glossary
    monkeypatch.setattr(live_terms, "read_glossary", lambda path, **m: (read.append(path.name), real(path, **m))[1])
    assert live.read() is first
    assert read == []
    names.write_text(names.read_text(encoding="utf-8") + "x,س ص,X Y,other,info,,\n", encoding="utf-8")
    assert live.read() is not first
    assert read == ["names.csv"]


def test_a_file_that_is_not_used_at_all_is_told_before_single_rows(desk: Desk, names: Path) -> None:
    names.with_name("a.csv").write_text("ar,en,status\nقمر,moon,gone\n", encoding="utf-8")
    names.with_name("z.csv").write_bytes("ar,en\nكتاب,book\n".encode("cp1256"))
    desk.follow_glossaries()
    assert [e.path.name for e in desk.glossary_errors if isinstance(e, FileError)] == ["z.csv", "a.csv"]
