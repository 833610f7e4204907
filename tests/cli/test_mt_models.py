"""Models on this computer by the command line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.mt.tiny_model import argos_folder
from workbench.config import user_paths


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return argos_folder(tmp_path_factory.mktemp("package"))


def test_a_model_comes_and_goes(run: Run, made: Path) -> None:
    assert run("mt", "models", "--json").json == []
    assert "mt install" in run("mt", "models").err
    assert "mt install" in next(e for e in run("mt", "engines", "--json").json if e["engine"] == "local")["missing"]
    done = run("mt", "install", made)
    assert done.code == 0
    assert "ar to en" in done.err
    assert "README.md" in done.err, "where its licence is"
    (model,) = run("mt", "models", "--json").json
    assert (model["from"], model["to"], model["version"], model["trouble"]) == ("ar", "en", "0.1", "")
    assert Path(model["folder"]).parent == user_paths().models
    assert model["model"] in run("mt", "models").out
    local = next(e for e in run("mt", "engines", "--json").json if e["engine"] == "local")
    assert (local["pairs"], local["missing"], local["allowed"]) == (["ar>en"], "", True)

    assert run("mt", "models", "--remove", model["model"]).code == 2, "nobody said yes"
    assert len(run("mt", "models", "--json").json) == 1
    assert run("mt", "models", "--remove", model["model"], "--yes").code == 0
    assert run("mt", "models", "--json").json == []
    assert made.is_dir()


def test_a_link_to_a_model_elsewhere_is_removed_not_the_model(run: Run, made: Path, tmp_path: Path) -> None:
    mine = Path(shutil.copytree(made, tmp_path / "mine"))
    user_paths().models.mkdir(parents=True)
    try:
        (user_paths().models / "mine").symlink_to(mine, target_is_directory=True)
    except OSError:
        pytest.skip("no links here")
    assert [m["model"] for m in run("mt", "models", "--json").json] == ["mine"]
    assert run("mt", "models", "--remove", "mine", "--yes").code == 0
    assert (mine / "metadata.json").is_file()
    assert run("mt", "models", "--json").json == []


@pytest.mark.parametrize("name", ["nothing", "..", ".", "", "../models", "/"])
def test_only_a_model_is_removed(run: Run, made: Path, name: str) -> None:
    assert run("mt", "install", made).code == 0
    done = run("mt", "models", "--remove", name, "--yes")
    assert done.code == 1
    assert "There is no model" in done.err
    assert user_paths().models.is_dir()
    assert len(run("mt", "models", "--json").json) == 1


@pytest.mark.parametrize(
    ("languages", "code"),
    [
        (("--from", "ar"), 2),
        (("--to", "en"), 2),
        (("--from", "ar", "--to", "ar"), 2),
        (("--from", "en", "--to", "ar"), 1),
    ],
)
def test_a_pair_has_two_languages(run: Run, made: Path, languages: tuple[str, ...], code: int) -> None:
    assert run("mt", "install", made, *languages).code == code
    assert run("mt", "models", "--json").json == []


def test_what_is_no_model_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "x.argosmodel").write_text("no zip")
    for path in (tmp_path / "x.argosmodel", tmp_path / "nothing", tmp_path):
        done = run("mt", "install", path)
        assert done.code == 1
        assert done.err.startswith("Error: ")
