"""``glossary``: list, add, find, hits, lint."""

from __future__ import annotations

from pathlib import Path

import click

from workbench.cli.app import FINDINGS, Session, notice
from workbench.cli.output import Column, Page, json_option, print_json, read_input
from workbench.errors import NotFoundError
from workbench.model import Concept

glossary_option = click.option(
    "--glossary", "glossaries", multiple=True, help="Only this glossary: a path or a name (repeatable; default: all)."
)


@click.group()
def glossary() -> None:
    """Glossaries: list, add, find, hits, lint."""


def _paths(session: Session, names: tuple[str, ...]) -> list[Path]:
    """Return glossary files; a workspace is needed only for names that are no paths."""
    from workbench.workflow.glossaries import glossary_paths

    if names and all(Path(n).is_file() for n in names):
        return glossary_paths(None, names)
    try:
        workspace = session.paths()
    except NotFoundError:
        if names:
            raise NotFoundError(f"There is no glossary {names[0]} here.", "Name a file that exists.") from None
        raise
    return glossary_paths(workspace, names)


@glossary.command("list")
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


@glossary.command("add")
@click.argument("arabic")
@click.argument("english")
@click.option("--glossary", "name", help="The file to add to (default: the first of the workspace).")
@click.option("--id", "concept_id", default="", help="Unique id (default: made from the English form).")
@click.option(
    "--kind", type=click.Choice(["person", "title", "organisation", "place", "work", "other"]), default="other"
)
@click.option(
    "--status",
    type=click.Choice(["preferred", "allowed", "forbidden", "superseded", "candidate"]),
    default="preferred",
)
@click.option("--enforce", type=click.Choice(["must", "prefer", "info"]), default="prefer")
@click.option("--ar-variant", "ar_variants", multiple=True, help="Another Arabic form (repeatable).")
@click.option("--en-variant", "en_variants", multiple=True, help="Another accepted English form (repeatable).")
@click.option("--note", default="")
@click.pass_obj
def glossary_add(
    session: Session,
    arabic: str,
    english: str,
    name: str | None,
    concept_id: str,
    kind: str,
    status: str,
    enforce: str,
    ar_variants: tuple[str, ...],
    en_variants: tuple[str, ...],
    note: str,
) -> None:
    """Add the term ARABIC = ENGLISH."""
    from workbench.workflow.clock import now
    from workbench.workflow.glossaries import add_term

    concept = add_term(
        session.paths(),
        name,
        {
            "id": concept_id,
            "ar": arabic.strip(),
            "en": english.strip(),
            "kind": kind,
            "status": status,
            "enforce": enforce,
            "ar_variants": " | ".join(ar_variants),
            "en_variants": " | ".join(en_variants),
            "note": note,
            "author": session.settings().author,
            "date": now()[:10],
        },
    )
    notice(f"Added {concept.id} to {concept.glossary}:{concept.line}")


@glossary.command("find")
@click.argument("text")
@glossary_option
@json_option
@click.pass_obj
def glossary_find(session: Session, text: str, glossaries: tuple[str, ...], as_json: bool) -> None:
    """Find terms that hold TEXT in either language (folded), in their id or note."""
    from workbench.workflow.glossaries import find_concepts, read_all

    found = find_concepts(read_all(_paths(session, glossaries)), text)
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


@glossary.command("hits")
@click.argument("file")
@glossary_option
@click.option("--from", "source", default="ar", show_default=True, help="Language of the text.")
@click.option("--to", "target", default="en", show_default=True, help="Language of the approved form.")
@click.option("--nested", is_flag=True, help="Also terms inside longer ones.")
@click.option("--encoding", help="Encoding of a text that is not UTF-8 or UTF-16, e.g. cp1256.")
@json_option
@click.pass_obj
def glossary_hits(
    session: Session,
    file: str,
    glossaries: tuple[str, ...],
    source: str,
    target: str,
    nested: bool,
    encoding: str | None,
    as_json: bool,
) -> None:
    """Show the terms found in FILE (or - for stdin) with their offsets in the stored text."""
    from workbench.workflow.glossaries import first_error, hits_in, read_all
    from workbench.workflow.texts import stored_text_of

    data, path = read_input(file, encoding)
    text, _repairs = stored_text_of(data, path, encoding)
    files = read_all(_paths(session, glossaries), source, target)
    error = first_error(files)
    if error is not None:
        notice(f"Warning: {error.message}  (all: workbench glossary lint)")
    hits = hits_in(files, text, source, nested=nested)
    if as_json:
        print_json(
            [
                {
                    "start": h.start,
                    "end": h.end,
                    "surface": h.surface,
                    "id": h.concept.id,
                    "ar": h.concept.preferred("ar"),
                    "en": h.concept.preferred("en"),
                    "score": h.score,
                }
                for h in hits
            ]
        )
        return
    Page(session).table(
        [
            Column("start", right=True),
            Column("found", 36, source),
            Column(f"approved ({target})", 36, target),
            Column("id", 30),
        ],
        [(h.start, h.surface, h.concept.preferred(target), h.concept.id) for h in hits],
    )


@glossary.command("lint")
@glossary_option
@click.option("--fail-on", type=click.Choice(["error", "warning", "info"]), default="error", show_default=True)
@json_option
@click.pass_context
def glossary_lint(ctx: click.Context, glossaries: tuple[str, ...], fail_on: str, as_json: bool) -> None:
    """Check glossary files. Exit code 3 when something at or above --fail-on was found."""
    from workbench.workflow.glossaries import lint_files

    found = lint_files(_paths(ctx.obj, glossaries))
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
