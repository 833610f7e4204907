"""What the documents say is so."""

from __future__ import annotations

import importlib
import re
import runpy
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import click

from workbench.cli.commands import targets
from workbench.config import EngineSettings, Settings

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]


def test_every_setting_is_documented_with_its_default() -> None:
    page = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    for field in (*fields(Settings), *fields(EngineSettings)):
        assert f"`{field.name}`" in page or f"`{field.name} = " in page, field.name


def test_links_lead_somewhere() -> None:
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
            if "://" not in target:
                assert (page.parent / target).exists(), (page.name, target)


def test_every_glossary_column_is_documented() -> None:
    from workbench.termbase.glossary_file import COLUMNS

    page = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    for column in COLUMNS:
        assert f"`{column}`" in page, column


def test_every_page_is_linked_from_the_manual() -> None:
    contents = (ROOT / "docs" / "README.md").read_text(encoding="utf-8")
    for page in (ROOT / "docs").glob("*.md"):
        assert page.name == "README.md" or f"]({page.name})" in contents, page.name


def test_each_command_of_the_screen_names_its_twin() -> None:
    """A new command of the keymap must say by which command it is done without the screen, or why by none."""
    from workbench.tui.keymap import HOME, LOOP, MENU

    page = (ROOT / "docs" / "accessibility.md").read_text(encoding="utf-8")
    rows = re.findall(
        r"^\| (`[a-z_`, ]+) \| (.+) \|$", page.partition("### Each command of the screen")[2], re.MULTILINE
    )
    named = [name for names, _twin in rows for name in re.findall(r"`([a-z_]+)`", names)]
    assert sorted(named) == sorted({c.id for c in (*LOOP, *MENU, *HOME)})
    for names, twin in rows:
        if re.fullmatch(r"none: .{20,}", twin):
            continue
        command = None
        for code in re.findall(r"`([^`]+)`", twin):
            words = code.split()
            if not code.startswith("-"):
                command = command_named(words)
            assert command is not None, names
            options = {o for p in command.params for o in (*p.opts, *p.secondary_opts)}
            assert {w for w in words if w.startswith("--")} <= options, (names, code)
        assert command is not None, names


def command_named(words: list[str]) -> click.Command:
    """Return the command that words begin with."""
    module, _, attribute = targets()[words[0]].partition(":")
    command = getattr(importlib.import_module(module), attribute)
    if isinstance(command, click.Group):
        command = command.get_command(click.Context(command), words[1])
    assert isinstance(command, click.Command), words
    return command


def test_every_picture_is_shown_and_made() -> None:
    """``.ci/run`` makes them anew and compares; here only their names are."""
    script = runpy.run_path(str(ROOT / "docs" / "make_pictures.py"))
    made = {f"{p.name}.svg" for p in (*script["AT_HOME"], *script["IN_THE_EDITOR"])}
    pages = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    assert set(re.findall(r"pictures/([^)]+\.svg)\)", pages)) == made
    assert {p.name for p in (ROOT / "docs" / "pictures").iterdir()} == made


def test_chords_in_the_pages_exist() -> None:
    from workbench.tui.keymap import MENU, ROWS

    chords = {escape for command in MENU for escape in command.escapes}
    for page in PAGES[:1] + PAGES[2:]:
        for row, key in re.findall(r"\bEsc ([a-z]) ([a-z])\b", page.read_text(encoding="utf-8")):
            assert row not in ROWS or row + key in chords, f"{page.name}: Esc {row} {key}"


def commands_in(text: str) -> Iterator[str]:
    """Yield what a page says after the word ``workbench``, from code in lines and in blocks."""
    blocks = re.findall(r"```[a-z]*\n(.*?)```", text, re.DOTALL)
    lines = [line.split("  #")[0] for block in blocks for line in block.splitlines()]
    spans = re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))
    for code in (*lines, *spans):
        yield from re.findall(r"(?:^|[ (])workbench +((?!-m)[a-z-][^;&()<>]*)", code.replace("\\|", "|"))


def unknown_of(said: str, root: click.Command) -> list[str]:
    """Return the commands and options of ``said`` that do not exist: ``tm import|export`` is two, ``[--all]`` an option."""
    here, wrong, beneath = [root], [], True
    for word in re.split(r"[\s=]+", re.sub(r"--workspace \S+|\.\.\.", " ", said)):
        bare = word.strip("[],.:'\"…")
        groups = [c for c in here if isinstance(c, click.Group)]
        if bare.startswith("--"):
            known = {o for c in (root, *here) for p in c.params for o in (*p.opts, *p.secondary_opts)}
            wrong += [o for o in re.findall(r"--[a-z-]+", bare) if o not in known | {"--help"}]
        elif beneath and groups and re.fullmatch(r"[a-z|-]+", bare):
            names = bare.split("|")
            found = [g.commands.get(n) or g.get_command(click.Context(g), n) for g in groups for n in names]
            wrong += [n for n, c in zip(names, found, strict=False) if c is None]
            here = [c for c in found if c is not None] or here
        elif bare:
            beneath = False
    return wrong


def test_commands_in_the_pages_exist_with_their_options() -> None:
    from workbench.cli.app import cli

    said = [(p.name, text) for p in (PAGES[0], *PAGES[2:]) for text in commands_in(p.read_text(encoding="utf-8"))]
    assert [(page, text, wrong) for page, text in said if (wrong := unknown_of(text, cli))] == []


def test_commands_that_do_not_exist_are_found() -> None:
    from workbench.cli.app import cli

    assert list(commands_in("`workbench tm import\\|export F` and\n```sh\ncd x && workbench init  # it\n```\n")) == [
        "init",
        "tm import|export F",
    ]
    assert unknown_of("--workspace desk export sample --to txt", cli) == []
    assert unknown_of("tm import|exprot FILE [--dry-run] [--nothing]", cli) == ["exprot", "--nothing"]
    assert unknown_of("translate", cli) == ["translate"]
