"""``glossary lint``, ``dedupe``, ``merge``, ``diff``: keeping glossaries in order."""

from __future__ import annotations

import click

from workbench.cli.app import FINDINGS, notice
from workbench.cli.glossary import glossary_option, paths_of
from workbench.cli.output import Page, json_option, print_json


@click.command("lint")
@glossary_option
@click.option("--fail-on", type=click.Choice(["error", "warning", "info"]), default="error", show_default=True)
@json_option
@click.pass_context
def glossary_lint(ctx: click.Context, glossaries: tuple[str, ...], fail_on: str, as_json: bool) -> None:
    """Check glossary files. Exit code 3 when something at or above --fail-on was found."""
    from workbench.workflow.glossaries import lint_files

    found = lint_files(paths_of(ctx.obj, glossaries))
    if as_json:
        print_json(
            [{"file": str(f.path), "line": f.line, "severity": f.severity.value, "message": f.message} for f in found]
        )
    else:
        page = Page(ctx.obj)
        for f in found:
            page.line(f"{f.path}:{f.line}: {f.severity.value}: {f.message}")
        if not found:
            notice("Nothing found: the glossaries are in order.")
    rank = {"info": 0, "warning": 1, "error": 2, "critical": 3}
    if any(rank[f.severity.value] >= rank[fail_on] for f in found):
        ctx.exit(FINDINGS)
