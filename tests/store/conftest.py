from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench.config import WorkspacePaths
from workbench.model import Block, Document, Piece, Project, Role
from workbench.store import documents, projects
from workbench.store import memories as memories_table
from workbench.store.connection import Store

AT = "2026-01-31T10:20:30Z"
TEXT = "جملة أولى. جملة ثانية.\nسطر ثان.\n"


@pytest.fixture
def paths(tmp_path: Path) -> WorkspacePaths:
    found = WorkspacePaths(tmp_path / "ws")
    found.glossaries.mkdir(parents=True)
    found.projects.mkdir()
    return found


@pytest.fixture
def store(paths: WorkspacePaths, _made_workspace: Path) -> Iterator[Store]:
    # A copy: making the tables takes ten times as long.
    shutil.copyfile(WorkspacePaths(_made_workspace).database, paths.database)
    opened = Store(paths)
    yield opened
    opened.close()


@pytest.fixture
def new_store(paths: WorkspacePaths) -> Iterator[Store]:
    """One that made its database itself, a moment ago."""
    opened = Store(paths)
    yield opened
    opened.close()


def fill(store: Store) -> tuple[Project, Document, int]:
    """A project with one document of three segments, and its memory."""
    with store.write() as conn:
        project = projects.insert_project(
            conn,
            slug="p",
            name="P",
            source="ar",
            target="en",
            glossaries=["g.csv"],
            memories=["p"],
            confidential=False,
            at=AT,
        )
        memory = memories_table.ensure_memory(conn, "p", "ar", "en")
        document = documents.insert_document(
            conn,
            project=project.id,
            slug="d",
            name="D",
            sha256="0" * 64,
            text=TEXT,
            original="d.txt",
            blocks=[Block(0, 0, 23, Role.BODY), Block(1, 23, len(TEXT), Role.RELATED, 2)],
            pieces=[
                Piece(0, Role.BODY, 0, 11),
                Piece(0, Role.BODY, 11, 23),
                Piece(1, Role.RELATED, 23, len(TEXT)),
            ],
            at=AT,
        )
    return project, document, memory
