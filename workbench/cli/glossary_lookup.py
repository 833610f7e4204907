"""``glossary list``, ``show``, ``find``, ``stats``: what the glossaries hold."""

from __future__ import annotations

import click

from workbench.cli.app import Session, notice
from workbench.cli.glossary import glossary_option, paths_of
from workbench.cli.output import Column, Page, json_option, print_json
from workbench.model import Concept


@click.command("list")
@json_option
@click.pass_obj
def glossary_list(session: Session, as_json: bool) -> None:
    """List the glossary files of the workspace."""
    from workbench.workflow.glossaries import list_glossaries

    found = list_glossaries(session.paths())
    if as_json:
        print_json([{"glossary": g.name, "concepts": g.concepts, "errors": g.errors} for g in found])
        return
    Page(session).table(
        [Column("glossary"), Column("concepts", right=True), Column("bad rows", right=True)],
        [(g.name, g.concepts, g.errors or "") for g in found],
    )


@click.command("find")
@click.argument("text")
@glossary_option
@json_option
@click.pass_obj
def glossary_find(session: Session, text: str, glossaries: tuple[str, ...], as_json: bool) -> None:
    """Find terms that hold TEXT in either language (folded), in their id or note."""
    from workbench.workflow.glossaries import find_concepts, read_all

    found = find_concepts(read_all(paths_of(session, glossaries)), text)
    if as_json:
        print_json([_concept(c) for c in found])
        return
    if not found:
        notice("Nothing found.")
        return
    Page(session).table(
        [
            Column("id", 28),
            Column("ar", 34, "ar"),
            Column("en", 34),
            Column("kind"),
            Column("enforce"),
            Column("place"),
        ],
        [
            (c.id, c.preferred("ar"), c.preferred("en"), c.kind, c.enforce.value, f"{c.glossary}:{c.line}")
            for c in found
        ],
    )


def _concept(c: Concept) -> dict[str, object]:
    return {
        "id": c.id,
        "ar": c.preferred("ar"),
        "en": c.preferred("en"),
        "kind": c.kind,
        "status": c.status.value,
        "enforce": c.enforce.value,
        "note": c.note,
        "file": c.glossary,
        "line": c.line,
    }
