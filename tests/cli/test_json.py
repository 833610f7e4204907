"""``--json`` of every command that has it, on every way it can end: JSON on stdout, or nothing and an error on stderr."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from workbench.cli.commands import targets

from .conftest import Run

WALK = """
terminal
terminal --theme light
terminal --forget
keys
doctor
segments a.txt
segments a.txt --clauses
words a.txt
numbers a.txt
numbers none.txt
project list
project list --archived
import news a.txt --preview --recursive --join-lines
import news a.txt
import news a.txt
import news nothing.txt
import news --update a2.txt --name a
import news --update a.txt nothing.txt
project abbreviations news
project abbreviations news --add د.
stats
stats nowhere
list news
list news/a --show comments
list news/a --find nothing
edit news/a 1
edit news/a 1 --target Work.
edit news/a 1 --confirm
edit news/a 1 --review
edit news/a 1 --no-review
edit news/a 1 --lock
edit news/a 1 --target Other.
edit news/a 1 --unlock
edit news/a 1 --unconfirm
edit news/a 1 --confirm
edit news/a 2 --places
edit news/a 2 --split 4
edit news/a 2 --join
edit news/a 2 --skip
edit news/a 2 --translate
edit news/a 99
history news/a 1
history news/a 2
history news/a 1 --restore 1
history news/a 1 --restore 99
comment news/a 1 Look.
comments news
comments news --all
comments news --done 1
comments news --reopen 1
comments news --remove 1
comments news --remove 1
check news
check news --waived
check news --fail-on info
pretranslate news --confirm-exact
pretranslate news --mt
replace news Work Labour --dry-run
replace news Work Labour
replace news Work Labour --yes --exact --words --drafts
replace news W.rk Labour --yes --regex --confirmed
replace news nothing other --yes
deliver news/a --dry-run
deliver news/a --allow empty,unconfirmed,draft --states --notes --spreadsheet-safe --fail-on critical
tm list
tm import pairs.csv --memory old --dry-run
tm import pairs.csv --memory old
tm import nothing.csv
tm search كتاب --memory old
tm search شيء
tm concordance كتاب --exact
tm concordance nothing
tm stats old
tm clean old
tm clean old --repair
tm clean old --remove
tm dedupe old
tm dedupe old --remove
tm create other
tm create other
tm edit old --rename kept --read-only
tm edit kept --writable
tm edit 1 --target Book.
tm edit 99 --target Book.
tm penalty kept 5
tm penalty nothing 5
tm export kept kept.tmx --since 2026-01-01 --author nobody --bare
tm export kept kept.csv --spreadsheet-safe
tm export kept kept.doc
tm merge kept other
tm merge kept nothing
tm delete 1
tm delete other --yes
tm delete other
tm delete other --forget
tm delete kept --forget
align a.txt en.txt
align a.txt en.txt --afresh
mt engines
mt engines news
mt consent list
mt consent list --all
mt test google news
mt log
mt usage
mt usage --all
mt cache
mt cache --forget --yes
mt models
mt models --remove nothing --yes
glossary list
glossary add كتاب book --glossary terms.csv --id book
glossary show book
glossary show nothing
glossary find book
glossary find nothing
glossary stats
glossary edit book --set en=books
glossary edit book --set en=books
glossary lint
glossary dedupe
glossary dedupe --merge book nothing
glossary diff glossaries/terms.csv glossaries/terms.csv
glossary check pairs.tsv
glossary repair pairs.tsv
glossary hits a.txt --nested
glossary where book
glossary where nothing
glossary impact --term book --dry-run
glossary impact --term book
glossary import terms.tsv --glossary terms.csv
glossary export --to csv -o out.csv --spreadsheet-safe
glossary extract news
glossary extract a.txt --min 1 --add-to terms.csv
undo --list
undo
undo 99
"""

NOT_TRIED = {
    "align --review": "opens the screen",
}


def commands() -> Iterator[tuple[str, click.Command]]:
    """Every command that has --json."""

    def walk(name: str, command: click.Command) -> Iterator[tuple[str, click.Command]]:
        if isinstance(command, click.Group):
            # Some parts are loaded when they are wanted.
            context = click.Context(command)
            for part in command.list_commands(context):
                inner = command.get_command(context, part)
                assert inner is not None
                yield from walk(f"{name} {part}", inner)
        elif any(p.name == "as_json" for p in command.params):
            yield name, command

    for name, where in targets().items():
        module, _, attribute = where.partition(":")
        yield from walk(name, getattr(importlib.import_module(module), attribute))


def flags(command: click.Command) -> Iterator[str]:
    """The options of a command that are given without a value: each may be a way out of its own."""
    for option in command.params:
        if isinstance(option, click.Option) and option.is_flag and option.name != "as_json":
            yield from (option.opts[-1], *option.secondary_opts)


def test_the_walk_goes_over_all_commands_and_their_flags() -> None:
    lines = [line for line in WALK.splitlines() if line]
    for name, command in commands():
        own = [line.removeprefix(name).split() for line in lines if f"{line} ".startswith(f"{name} ")]
        assert own, f"{name} has --json and is not tried"
        for flag in flags(command):
            tried = any(flag in words for words in own) or f"{name} {flag}" in NOT_TRIED
            assert tried, f"{name} {flag} is not tried with --json"


def test_json_is_printed_whatever_is_asked(run: Run, workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    article = "بدأ العمل في المكتبة. قرأ الطالب كتابا جديدا في الصباح.\n\nكتاب 12.\n"
    for name, text in {
        "a.txt": article,
        "a2.txt": article.replace("12", "13"),
        "none.txt": "لا شيء.\n",
        "en.txt": "Work began in the library. The student read a new book in the morning.\n\nBook 12.\n",
        "pairs.csv": "ar,en\nكتاب 12.,Book 12.\nكتاب 12.,Book 12\nكتاب,كتاب\n",
        "pairs.tsv": "source\ttarget\nكتاب.\tA pen.\n",
        "terms.tsv": "source\ttarget\nقلم\tpen\n",
    }.items():
        (workspace / name).write_text(text, encoding="utf-8")
    run("project", "new", "news", "--from", "ar", "--to", "en")
    ended = set()
    for line in WALK.splitlines():
        if line:
            done = run(*line.split(), "--json")
            ended.add(done.code)
            if done.code in (0, 3):
                try:
                    done.json  # noqa: B018 - that it is JSON is what is asked
                except ValueError:
                    pytest.fail(f"{line}: {done.out[:200]!r} is no JSON")
            else:
                assert done.err, line
                assert not done.out.strip() or done.json is not None, line
    assert ended == {0, 1, 2, 3}
