"""``tm`` concordance and search: what the memories hold."""

from __future__ import annotations

from collections.abc import Sequence

import click

from workbench.cli.app import Session, notice
from workbench.cli.output import Page, json_option, print_json
from workbench.cli.tm import pair_options, tm
from workbench.model import LANGUAGES


@tm.command("concordance")
@click.argument("words", nargs=-1, required=True)
@click.option("--memory", "memories", multiple=True, help="Search only this memory (repeatable; default: all).")
@click.option(
    "--in", "language", type=click.Choice(LANGUAGES), help="Language of the words (default: by their letters)."
)
@click.option("--exact", is_flag=True, help="Arabic words as written, not under و ف ب ك ل ال.")
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="How many at most.")
@click.option("--skip", type=click.IntRange(0), default=0, help="Leave out the first so many.")
@json_option
@click.pass_obj
def tm_concordance(
    session: Session,
    words: tuple[str, ...],
    memories: tuple[str, ...],
    language: str | None,
    exact: bool,
    limit: int,
    skip: int,
    as_json: bool,
) -> None:
    """Show where WORDS stand in the memories, the latest first. word* is a beginning, "two words" a phrase."""
    from workbench.workflow.memories import find_places

    query = " ".join(words)
    searched = language or ("ar" if any("\u0600" <= c <= "\u06ff" for c in query) else "en")
    other = next(tag for tag in LANGUAGES if tag != searched)
    page = find_places(
        session.workspace(),
        query,
        language=searched,
        other=other,
        memories=memories,
        exact=exact,
        limit=limit,
        skip=skip,
    )
    if as_json:
        print_json(
            [
                {
                    "id": p.unit.id,
                    searched: p.unit.source,
                    other: p.unit.target,
                    "spans": [list(s) for s in p.spans],
                    "memory": p.unit.memory,
                    "document": p.unit.document,
                }
                for p in page.places
            ]
        )
        return
    if not page.places:
        notice("Nothing found.")
    out = Page(session)
    for p in page.places:
        out.line(f"{p.unit.id}  {' · '.join(x for x in (p.unit.memory, p.unit.document) if x)}")
        out.paragraph("", marked(p.unit.source, p.spans), searched)
        out.paragraph("", p.unit.target, other)
    if page.more:
        notice(f"There are more: --skip {skip + limit}")


def marked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """Return a text with what was found between brackets."""
    for start, end in reversed(spans):
        text = f"{text[:start]}[{text[start:end]}]{text[end:]}"
    return text


@tm.command("search")
@click.argument("text")
@click.option("--memory", "memories", multiple=True, help="Search only this memory (repeatable; default: all).")
@click.option("--threshold", type=click.IntRange(1, 100), help="Lowest score shown.")
@click.option("--limit", type=click.IntRange(1), help="How many at most.")
@pair_options
@json_option
@click.pass_obj
def tm_search(
    session: Session,
    text: str,
    memories: tuple[str, ...],
    threshold: int | None,
    limit: int | None,
    source: str,
    target: str,
    as_json: bool,
) -> None:
    """Show the matches for TEXT as if it were a segment."""
    from workbench.workflow.memories import search_memory

    found = search_memory(
        session.workspace(),
        text,
        source=source,
        target=target,
        memories=memories,
        threshold=threshold,
        limit=limit,
    )
    if as_json:
        print_json(
            [
                {
                    "id": m.unit.id,
                    "score": m.score,
                    "kind": m.kind.value,
                    source: m.unit.source,
                    target: m.unit.target,
                    "memory": m.unit.memory,
                }
                for m in found
            ]
        )
        return
    if not found:
        notice("No match.")
        return
    page = Page(session)
    for m in found:
        where = " · ".join(x for x in (m.unit.memory, m.unit.document) if x)
        page.line(f"{m.score} %  {m.kind.value}  {m.unit.id}  {where}")
        page.paragraph("", m.unit.source, source)
        page.paragraph("", m.unit.target, target)
