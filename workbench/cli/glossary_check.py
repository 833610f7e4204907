"""``glossary check`` and ``glossary repair``: pairs from outside any project against glossaries."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from workbench.cli.app import FINDINGS, Session, notice
from workbench.cli.glossary import glossary_option, paths_of
from workbench.cli.output import Column, Page, json_option, print_json

if TYPE_CHECKING:
    from workbench.workflow.term_pairs import Pair
    from workbench.workflow.terms import ProjectTerms

_LANGUAGE = click.Choice(["ar", "en"])


def _options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add what both commands take."""
    for add in (
        json_option,
        click.option("--encoding", help="Encoding of pairs that are not UTF-8 or UTF-16, e.g. cp1256."),
        click.option(
            "--to", "target", type=_LANGUAGE, default="en", show_default=True, help="Language of the targets."
        ),
        click.option(
            "--from", "source", type=_LANGUAGE, default="ar", show_default=True, help="Language of the sources."
        ),
        glossary_option,
        click.argument("file", metavar="PAIRS.tsv"),
    ):
        command = add(command)
    return command


def _load(
    session: Session, file: str, glossaries: tuple[str, ...], source: str, target: str, encoding: str | None
) -> tuple[list[Pair], ProjectTerms]:
    """Return the pairs and the terms they are held to; what is wrong with lines and rows goes to stderr."""
    from workbench.errors import UsageError
    from workbench.workflow.glossaries import first_error, read_all
    from workbench.workflow.importing import read_bytes
    from workbench.workflow.term_pairs import glossary_terms, read_pairs
    from workbench.workflow.texts import stored_text_of

    if source == target:
        raise UsageError("--from and --to name the same language.", "For pairs from English: --from en --to ar")
    path = Path("pairs.tsv" if file == "-" else file)
    data = sys.stdin.buffer.read() if file == "-" else read_bytes(path, any_type=True)
    text, _repairs = stored_text_of(data, path, encoding)
    pairs, errors = read_pairs(text, path)
    for error in errors:
        notice(f"Warning: {error.message}")
    files = read_all(paths_of(session, glossaries), source, target)
    bad = first_error(files)
    if bad is not None:
        notice(f"Warning: {bad.message}  (all: workbench glossary lint)")
    return pairs, glossary_terms(files, source, target)


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

    pairs, terms = _load(ctx.obj, file, glossaries, source, target, encoding)
    found = [(pair, issue) for pair in pairs for issue in check_pair(terms, pair)]
    if as_json:
        print_json(
            [
                {
                    "segment": pair.number,
                    "check": issue.check,
                    "severity": issue.severity.value,
                    "side": issue.side.value,
                    "start": issue.start,
                    "end": issue.end,
                    "message": issue.message,
                }
                for pair, issue in found
            ]
        )
    else:
        Page(ctx.obj).table(
            [Column("pair", right=True), Column("line", right=True), Column("severity"), Column("message")],
            [(pair.number, pair.line, issue.severity.value, issue.message) for pair, issue in found],
        )
        notice(f"{len(pairs)} pairs, {len(found)} issues.")
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

    The file has the header source<TAB>target, and so has what is printed; every change is told on stderr. The offsets of
    the JSON are places in the repaired target. Nothing is written to the file.
    """
    from workbench.workflow.term_pairs import HEADER, repair_pair, shown

    pairs, terms = _load(session, file, glossaries, source, target, encoding)
    done = [(pair, repair_pair(terms, pair)) for pair in pairs]
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
    if not page.tty:
        click.echo("\t".join(HEADER))
    page.table(
        [Column("source", 0, source), Column("target", 0, target)],
        [(pair.source, repaired.target) for pair, repaired in done],
    )
    for pair, repaired in done:
        for change in repaired.changes:
            notice(f"{pair.line}: {shown(change)}  ({change.concept})")
        for change in repaired.suggestions:
            notice(f"{pair.line}: perhaps {shown(change)}  ({change.concept})")
    notice(f"{len(pairs)} pairs, {sum(len(r.changes) for _p, r in done)} changes.")
