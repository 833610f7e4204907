"""``glossary check`` and ``glossary repair``: pairs from outside any project against glossaries."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from workbench.cli.app import FINDINGS, Session, notice
from workbench.cli.glossary import LANGUAGE, glossary_option, paths_of, read_told, words_of
from workbench.cli.output import Column, Page, issue_row, json_option, print_json
from workbench.model import counted

if TYPE_CHECKING:
    from workbench.workflow.term_pairs import PairFile
    from workbench.workflow.terms import ProjectTerms


def _options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add what both commands take."""
    for add in (
        json_option,
        click.option("--encoding", help="Encoding of pairs that are not UTF-8 or UTF-16, e.g. cp1256."),
        click.option("--to", "target", type=LANGUAGE, default="en", show_default=True, help="Language of the targets."),
        click.option(
            "--from", "source", type=LANGUAGE, default="ar", show_default=True, help="Language of the sources."
        ),
        glossary_option,
        click.argument("file", metavar="PAIRS.tsv"),
    ):
        command = add(command)
    return command


def _load(
    session: Session, file: str, glossaries: tuple[str, ...], source: str, target: str, encoding: str | None
) -> tuple[PairFile, ProjectTerms]:
    """Return the pairs and the terms they are held to; what is wrong with lines and rows goes to stderr."""
    from workbench.errors import UsageError
    from workbench.workflow.importing import read_bytes
    from workbench.workflow.term_pairs import read_pairs
    from workbench.workflow.terms import glossary_terms

    if source == target:
        raise UsageError("--from and --to name the same language.", "For pairs from English: --from en --to ar")
    path = Path("stdin" if file == "-" else file)
    data = sys.stdin.buffer.read() if file == "-" else read_bytes(path, any_type=True)
    pairs = read_pairs(data, path, encoding)
    for error in pairs.errors:
        notice(f"Warning: {error.message}")
    files = read_told(paths_of(session, glossaries), source, target, rows=True)
    return pairs, glossary_terms(files, source, target, words_of(session))


@click.command("check")
@_options
@click.option(
    "--fail-on",
    type=click.Choice(["info", "warning", "error", "critical"]),
    default="error",
    show_default=True,
    help="Exit code 3 from here up.",
)
@click.pass_context
def glossary_check(
    ctx: click.Context,
    file: str,
    glossaries: tuple[str, ...],
    source: str,
    target: str,
    encoding: str | None,
    as_json: bool,
    fail_on: str,
) -> None:
    """Check whether the targets of PAIRS.tsv (or - for stdin) keep the terms of their sources.

    The file has the header source<TAB>target. In the JSON, segment is the number of the pair, from 1.
    """
    from workbench.model import Severity
    from workbench.workflow.term_pairs import check_pair

    read, terms = _load(ctx.obj, file, glossaries, source, target, encoding)
    pairs = read.pairs
    found = [(pair, issue) for pair in pairs for issue in check_pair(terms, pair)]
    if as_json:
        print_json([{"segment": pair.number, **issue_row(issue)} for pair, issue in found])
    else:
        Page(ctx.obj).table(
            [Column("pair", right=True), Column("line", right=True), Column("severity"), Column("message")],
            [(pair.number, pair.line, issue.severity.value, issue.message) for pair, issue in found],
        )
        notice(f"{counted(len(pairs), 'pair')}, {counted(len(found), 'issue')}.")
    if any(issue.severity.rank >= Severity(fail_on).rank for _pair, issue in found):
        ctx.exit(FINDINGS)


@click.command("repair")
@_options
@click.pass_obj
def glossary_repair(
    session: Session,
    file: str,
    glossaries: tuple[str, ...],
    source: str,
    target: str,
    encoding: str | None,
    as_json: bool,
) -> None:
    """Put the agreed names and titles into the targets of PAIRS.tsv (or - for stdin) and print the pairs.

    The file has the header source<TAB>target. What is printed to a pipe is the file line by line, with its other columns
    and line ends, in UTF-8; a line without a target stays as it is. Every change is told on stderr. The offsets of the JSON
    are places in the repaired target. Nothing is written to the file.
    """
    from workbench.workflow.term_pairs import repair_pair, shown

    read, terms = _load(session, file, glossaries, source, target, encoding)
    done = [(pair, repair_pair(terms, pair)) for pair in read.pairs]
    if as_json:
        print_json(
            [
                {
                    "source": pair.source,
                    "target": repaired.target,
                    "changes": [
                        {"start": c.start, "end": c.end, "old": c.old, "new": c.new, "id": c.concept}
                        for c in repaired.changes
                    ],
                }
                for pair, repaired in done
            ]
        )
        return
    page = Page(session)
    if page.tty:
        page.table(
            [Column("source", 0, source), Column("target", 0, target)],
            [(pair.source, repaired.target) for pair, repaired in done],
        )
    else:
        text = read.with_targets({pair.line: repaired.target for pair, repaired in done if repaired.changes})
        click.echo(text.encode("utf-8"), nl=False)
    for pair, repaired in done:
        for change in repaired.changes:
            notice(f"{pair.line}: {shown(change)}  ({change.concept})")
        for change in repaired.suggestions:
            notice(f"{pair.line}: perhaps {shown(change)}  ({change.concept})")
    notice(f"{counted(len(read.pairs), 'pair')}, {counted(sum(len(r.changes) for _p, r in done), 'change')}.")
