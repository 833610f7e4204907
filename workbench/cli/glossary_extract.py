"""``glossary extract``: the names of an article, those known and those to decide."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from workbench.cli.app import Session, notice
from workbench.cli.glossary import glossary_option, paths_of, read_told
from workbench.cli.output import Column, Page, json_option, print_json, read_input
from workbench.errors import NotFoundError, UsageError
from workbench.model import TERM_CHOICES, counted

if TYPE_CHECKING:
    from workbench.model import Document, Project
    from workbench.workflow.naming import Names

KINDS = TERM_CHOICES["kind"]
"""What a name can be."""


@click.command("extract")
@click.argument("place", metavar="PROJECT[/DOC] or FILE")
@glossary_option
@click.option("--from", "source", help="Language of a FILE (default: by its letters).")
@click.option("--min", "least", type=click.IntRange(1), default=1, show_default=True, help="Only names that often.")
@click.option("--kind", "kinds", multiple=True, type=click.Choice(KINDS), help="Only this kind (repeatable).")
@click.option("--add-to", metavar="GLOSSARY", help="Write the candidates that have a form into this glossary.")
@click.option(
    "--status",
    type=click.Choice(["candidate", "preferred", "allowed"]),
    default="candidate",
    show_default=True,
    help="What the rows of --add-to are; a candidate is recognised nowhere until someone decides.",
)
@click.option("--encoding", help="Encoding of a FILE that is not UTF-8 or UTF-16, e.g. cp1256.")
@json_option
@click.pass_obj
def glossary_extract(
    session: Session,
    place: str,
    glossaries: tuple[str, ...],
    source: str | None,
    least: int,
    kinds: tuple[str, ...],
    add_to: str | None,
    status: str,
    encoding: str | None,
    as_json: bool,
) -> None:
    """List the names and titles of an article: those the glossaries know, and candidates with a suggested form.

    A FILE (or - for stdin) needs no project. With a project its memory is asked for the forms, too.
    """
    if place == "-" or Path(place).is_file():
        found, language, origin = _of_file(session, place, glossaries, source, least, encoding)
    else:
        found, language, origin = _of_project(session, place, least)
    other = "en" if language.split("-")[0] == "ar" else "ar"
    if kinds:
        found = _only(found, kinds)
    if as_json:
        print_json(_json(found, language, other))
    else:
        _show(session, found, language, other)
    if add_to:
        _add(session, add_to, found, language, other, origin, status)


def _of_file(
    session: Session, place: str, glossaries: tuple[str, ...], source: str | None, least: int, encoding: str | None
) -> tuple[Names, str, str]:
    from workbench.workflow.naming import find_names
    from workbench.workflow.terms import termbase_of
    from workbench.workflow.texts import guess_language, stored_text_of

    data, path = read_input(place)
    text, _repairs = stored_text_of(data, path, encoding)
    language = source or guess_language(text)
    try:
        files = read_told(paths_of(session, glossaries), language, "en" if language == "ar" else "ar")
    except NotFoundError:
        # Outside a workspace there is nothing known.
        if glossaries:
            raise
        files = []
    return find_names(text.split("\n"), termbase_of(files), language, least=least), language, path.name


def _of_project(session: Session, place: str, least: int) -> tuple[Names, str, str]:
    from workbench.workflow.naming_project import names_of
    from workbench.workflow.projects import find_place

    if Path(place).is_absolute() or Path(place).suffix in (".txt", ".md", ".html"):
        raise NotFoundError(f"There is no file {place}.", "Name a file, or PROJECT[/DOC].")
    ws = session.workspace()
    project, document = find_place(ws, place)
    return names_of(ws, project, document, least=least), project.source, _origin(project, document)


def _origin(project: Project, document: Document | None) -> str:
    return f"{project.slug}/{document.slug}" if document else project.slug


def _only(found: Names, kinds: tuple[str, ...]) -> Names:
    from dataclasses import replace

    return replace(
        found,
        known=tuple(k for k in found.known if k.concept.kind in kinds),
        candidates=tuple(c for c in found.candidates if c.kind in kinds),
    )


def _json(found: Names, language: str, other: str) -> dict[str, object]:
    def places(of: tuple[tuple[int, int, int], ...]) -> list[dict[str, int]]:
        return [{"segment": n + 1, "start": start, "end": end} for n, start, end in of]

    return {
        "known": [
            {
                "id": k.concept.id,
                language: k.concept.preferred(language),
                other: k.concept.preferred(other),
                "kind": k.concept.kind,
                "count": len(k.places),
                "surfaces": list(k.surfaces),
                "places": places(k.places),
            }
            for k in found.known
        ],
        "candidates": [
            {
                "form": n.candidate.form,
                "kind": n.kind,
                "cue": n.candidate.cue,
                "count": n.candidate.count,
                "short": n.candidate.short,
                "suggestions": [{"text": s.text, "why": s.why} for s in n.suggestions],
                "places": places(n.candidate.places),
            }
            for n in found.candidates
        ],
    }


def _show(session: Session, found: Names, language: str, other: str) -> None:
    rows = [
        (
            "known",
            len(k.places),
            k.concept.kind,
            k.concept.preferred(language),
            k.concept.preferred(other),
            k.concept.id,
        )
        for k in found.known
    ]
    rows += [
        ("new", n.candidate.count, n.kind, n.candidate.form, n.best, n.suggestions[0].why if n.suggestions else "")
        for n in found.candidates
    ]
    Page(session).table(
        [
            *(Column(""), Column("times", right=True), Column("kind")),
            *(
                Column(f"name ({language})", 36, language),
                Column(f"form ({other})", 36, other),
                Column("id or source", 30),
            ),
        ],
        rows,
    )
    notice(f"{len(found.known)} known, {len(found.candidates)} new.")


def _add(session: Session, glossary: str, found: Names, language: str, other: str, origin: str, status: str) -> None:
    from workbench.workflow.clock import now
    from workbench.workflow.naming_rows import values_of, write_names

    ready = [n for n in found.candidates if n.best]
    if not ready:
        notice("No candidate has a form to write.")
        return
    path = Path(glossary)
    if not path.is_file():
        if path.suffix != ".csv":
            raise UsageError(f"{glossary} is no glossary file.", "A glossary is a file NAME.csv.")
        path = session.paths().glossaries / glossary
    author, date = session.settings().author, now()[:10]
    rows = [values_of(n.candidate, n.best, n.kind, language, other, origin, author, date, status) for n in ready]
    added = write_names(path, rows)
    notice(f"{counted(added, 'row')} added to {path.name} as {status}; there already: {len(rows) - added}.")
