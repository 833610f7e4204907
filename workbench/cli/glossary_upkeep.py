"""``glossary lint``, ``dedupe``, ``diff``, ``merge``: keeping glossaries in order."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from workbench.cli.app import FINDINGS, Session, notice
from workbench.cli.glossary import glossary_option, paths_of, read_told
from workbench.cli.output import Page, json_option, print_json
from workbench.errors import UsageError

_FILE = click.Path(path_type=Path)


@click.command("lint")
@glossary_option
@click.option("--fail-on", type=click.Choice(["error", "warning", "info"]), default="error", show_default=True)
@click.option("--rule", "rules", multiple=True, help="Only this rule (repeatable; docs/lint.md lists them).")
@click.option("--ignore", multiple=True, help="Not this rule (repeatable).")
@json_option
@click.pass_context
def glossary_lint(
    ctx: click.Context,
    glossaries: tuple[str, ...],
    fail_on: str,
    rules: tuple[str, ...],
    ignore: tuple[str, ...],
    as_json: bool,
) -> None:
    """Check glossary files. Exit code 3 when something at or above --fail-on was found."""
    from workbench.workflow.glossary_upkeep import lint_files

    session: Session = ctx.obj
    folder = None if glossaries else session.paths().glossaries
    found = lint_files(paths_of(session, glossaries), rules=rules, ignore=ignore, folder=folder)
    if as_json:
        print_json(
            [
                {
                    "file": str(f.path),
                    "line": f.line,
                    "rule": f.rule,
                    "severity": f.severity.value,
                    "id": f.id,
                    "message": f.message,
                }
                for f in found
            ]
        )
    else:
        page = Page(session)
        for f in found:
            place = f"{f.path}:{f.line}" if f.line else f"{f.path}"
            page.line(f"{place}: {f.severity.value}: {f.message} [{f.rule}]")
        if not found:
            notice("Nothing found: the glossaries are in order.")
    rank = {"info": 0, "warning": 1, "error": 2, "critical": 3}
    if any(rank[f.severity.value] >= rank[fail_on] for f in found):
        ctx.exit(FINDINGS)


@click.command("dedupe")
@click.option("--merge", "pair", nargs=2, metavar="KEEP OTHER", help="Make one row of two: OTHER goes into KEEP.")
@glossary_option
@json_option
@click.pass_obj
def glossary_dedupe(session: Session, pair: tuple[str, str] | None, glossaries: tuple[str, ...], as_json: bool) -> None:
    """List entries that are equal or nearly so, or make two of them one (forms united)."""
    from workbench.cli.glossary_lookup import concept_json, main_forms
    from workbench.workflow.glossary_upkeep import find_twins, merge_terms

    paths = paths_of(session, glossaries)
    if pair:
        if as_json:
            raise UsageError("--merge prints no data.", "Leave --json out.")
        saved = merge_terms(paths, *pair)
        notice(f"{pair[1]} is part of {pair[0]} in {saved.path.name} now.")
        return
    found = find_twins(read_told(paths))
    if as_json:
        print_json([{"equal": t.equal, "entries": [concept_json(c) for _path, c in t.entries]} for t in found])
        return
    page = Page(session)
    for t in found:
        page.line("equal:" if t.equal else "nearly equal:")
        for path, c in t.entries:
            arabic, english = main_forms(c)
            page.line(f"    {path.name}:{c.line}  {c.id}  {page.shown(arabic, 'ar')}  {english}")
    if not found:
        notice("Nothing found: no entry stands twice.")


@click.command("diff")
@click.argument("old", type=_FILE)
@click.argument("new", type=_FILE)
@json_option
@click.pass_obj
def glossary_diff(session: Session, old: Path, new: Path, as_json: bool) -> None:
    """Show the rows that differ between two versions of a glossary, with their cells."""
    from workbench.workflow.glossary_upkeep import ChangeKind, diff_files

    changes, count = diff_files(old, new)
    if as_json:
        print_json(
            [
                {
                    "change": c.kind.value,
                    "id": c.id,
                    "line": c.line,
                    "cells": {column: {"old": before, "new": after} for column, before, after in c.cells},
                }
                for c in changes
            ]
        )
    else:
        page = Page(session)
        for c in changes:
            page.line(f"{c.kind.value} {c.id or '(no id)'} (line {c.line})")
            for column, before, after in c.cells:
                shown = [page.shown(v, "ar" if column.startswith("ar") else "en") for v in (before, after) if v]
                sign = "-" if not after else "+" if not before else " "
                page.line(f"  {sign} {column}: {' -> '.join(shown)}")
        if not changes:
            notice("The same rows.")
    removed = sum(c.kind is ChangeKind.REMOVED for c in changes)
    if count and removed > count / 5:
        notice(f"Warning: {removed} of {count} rows were removed.")


@click.command("merge")
@click.argument("base", type=_FILE)
@click.argument("ours", type=_FILE)
@click.argument("theirs", type=_FILE)
@click.option("-o", "--out", type=_FILE, help="Where to write (default: stdout). Git's merge driver: --out %A")
@click.pass_context
def glossary_merge(ctx: click.Context, base: Path, ours: Path, theirs: Path, out: Path | None) -> None:
    """Merge OURS and THEIRS, two versions of the glossary BASE, row by row.

    Exit code 0 when all is merged, 1 when rows conflict: both versions stand between marks as git writes them. As a merge
    driver of git: see docs/glossaries.md.
    """
    from workbench.workflow.glossary_upkeep import merge_files, write_merged

    merged = merge_files(base, ours, theirs)
    if out is None:
        sys.stdout.buffer.write(merged.file.dump())
        sys.stdout.flush()
    else:
        write_merged(merged, out)
    for conflict in merged.conflicts:
        notice(f"Conflict: {conflict.reason}")
    if merged.conflicts:
        ctx.exit(1)
