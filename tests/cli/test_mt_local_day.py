"""A confidential article with a model on this computer, from the package to the exported pairs: nothing leaves."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.mt.tiny_model import tiny_model, translated
from tests.tui.terminal import Terminal, program
from workbench.config import user_paths
from workbench.mt.models import install
from workbench.workflow.importing import import_text
from workbench.workflow.projects import new_project
from workbench.workflow.workspace import open_workspace

LINES = ["قال الرئيس إن السلام ممكن.", "زار الوزير القاهرة مع المدير.", "وصل السفير إلى دمشق اليوم."]


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_model(tmp_path_factory.mktemp("package"))


def test_a_day(run: Run, package: Path, tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text("\n".join(LINES), encoding="utf-8")
    assert run("project", "new", "secret", "--from", "ar", "--to", "en", "--confidential").code == 0
    assert run("import", "secret", article).code == 0
    assert run("mt", "install", package).code == 0
    done = run("pretranslate", "secret", "--mt", "--json")
    assert (done.json["mt"], done.json["skipped"], done.json["stopped"]) == (3, 0, "")
    assert "on this computer" in done.err
    assert run("edit", "secret/article", "1", "--confirm").code == 0
    edited = translated(LINES[1]).replace("director", "manager")
    assert run("edit", "secret/article", "2", "--target", edited, "--confirm").code == 0
    # Three drafts of a machine, two of them looked at by a person: two pairs.
    out = tmp_path / "pairs.tmx"
    assert run("export", "secret", "--to", "tmx", "--out", out).code == 0
    pairs = out.read_text(encoding="utf-8")
    assert pairs.count("<tu ") == 2
    assert "local" in pairs
    assert "manager" in pairs
    (document,) = run("stats", "secret", "--json").json
    # A text given whole on the command line is a person's, whatever stood there.
    counted = {r["origin"]: (r["via"][:6], r["segments"], r["kept"], r["distance"]) for r in document["origins"]}
    assert counted == {"mt": ("local ", 1, 1, 0.0), "human": ("", 1, 0, None)}
    assert run("mt", "log", "--json").json == []
    assert run("mt", "usage", "--json").json == []


@pytest.fixture
def terminal(workspace: Path, package: Path) -> Iterator[Terminal]:
    install(package, user_paths().models)
    with open_workspace(workspace) as ws:
        project = new_project(ws, "secret", "ar", "en", confidential=True)
        import_text(ws, project, "article", "\n".join(LINES))
    opened = Terminal(
        program(workspace, "open", "secret", "article"),
        (100, 30),
        {"WORKBENCH_USER_DIR": os.environ["WORKBENCH_USER_DIR"]},
    )
    yield opened
    opened.close()


@pytest.mark.long
def test_on_the_screen(terminal: Terminal) -> None:
    terminal.until_shows("MT local")
    terminal.until_shows(translated(LINES[0]))
    terminal.keys("Tab")
    terminal.keys("Enter")
    terminal.until_shows("1/3 confirmed")
    # Asked ahead: it is there as soon as the segment has rested.
    terminal.until_shows(translated(LINES[1]))
    began = time.monotonic()
    terminal.keys("C-q")
    terminal.until_shows("ended 0")
    assert time.monotonic() - began < 30
