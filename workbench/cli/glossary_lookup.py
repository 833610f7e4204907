"""``glossary list``, ``show``, ``find``, ``stats``: what the glossaries hold."""

from __future__ import annotations

import click

from workbench.cli.app import Session, notice
from workbench.cli.glossary import glossary_option, paths_of, read_told
from workbench.cli.output import Column, Page, json_option, print_json
from workbench.errors import UsageError
from workbench.model import Concept, counted, is_rtl


@click.command("list")
@json_option
@click.pass_obj
def glossary_list(session: Session, as_json: bool) -> None:
    """List the glossary files of the workspace."""
    from workbench.workflow.glossaries import list_glossaries, skipped_copies

    paths = session.paths()
    found = list_glossaries(paths)
    if as_json:
        print_json(
            [{"glossary": g.name, "concepts": g.concepts, "errors": g.errors, "problem": g.problem} for g in found]
        )
    else:
        Page(session).table(
            [Column("glossary"), Column("concepts", right=True), Column("bad rows", right=True)],
            [(g.name, g.concepts, g.errors or "") for g in found],
        )
    for g in found:
        for text in (*((f"Warning: {g.problem}",) if g.problem else ()), *g.notices):
            notice(text)
    for path in skipped_copies(paths.glossaries):
        notice(f"{path.name} is another version of a glossary and is not loaded.")


@click.command("show")
@click.argument("concept_id", metavar="ID")
@glossary_option
@json_option
@click.pass_obj
def glossary_show(session: Session, concept_id: str, glossaries: tuple[str, ...], as_json: bool) -> None:
    """Show everything the term ID says."""
    from workbench.workflow.glossaries import term_rows

    found = term_rows(read_told(paths_of(session, glossaries)), concept_id)
    if len(found) > 1:
        names = ", ".join(path.name for path, _concept, _row in found)
        raise UsageError(f"{concept_id} stands in {names}.", "Say which one: --glossary NAME")
    path, concept, row = found[0]
    if as_json:
        print_json({**concept_json(concept), **_rest(concept), "file": str(path), "row": row})
        return
    page = Page(session)
    page.line(f"{concept.id}  {path.name}:{concept.line}  {concept.kind}, {concept.status}, {concept.enforce}")
    for column, value in row.items():
        if value.strip() and column not in ("id", "kind", "status", "enforce"):
            language = column.partition("_")[0]
            page.paragraph(f"{column}: ", value.strip(), language if is_rtl(language) else "en")


@click.command("find")
@click.argument("text")
@glossary_option
@json_option
@click.pass_obj
def glossary_find(session: Session, text: str, glossaries: tuple[str, ...], as_json: bool) -> None:
    """Find terms that hold TEXT in either language (folded), in their id or note."""
    from workbench.workflow.glossaries import find_concepts

    found = find_concepts(read_told(paths_of(session, glossaries)), text)
    if as_json:
        print_json([concept_json(c) for c in found])
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
        [(c.id, *main_forms(c), c.kind, c.enforce.value, f"{c.glossary}:{c.line}") for c in found],
    )


@click.command("stats")
@glossary_option
@json_option
@click.pass_obj
def glossary_stats(session: Session, glossaries: tuple[str, ...], as_json: bool) -> None:
    """Count entries and forms: by kind, status and enforcement."""
    from workbench.workflow.glossaries import stats_of

    found = [stats_of(f) for f in read_told(paths_of(session, glossaries))]
    if as_json:
        print_json(
            [
                {
                    "glossary": s.name,
                    "concepts": s.concepts,
                    "bad_rows": s.bad_rows,
                    "without_id": s.without_id,
                    "kind": dict(s.kinds),
                    "status": dict(s.statuses),
                    "enforce": dict(s.enforce),
                    "forms": dict(s.forms),
                }
                for s in found
            ]
        )
        return
    page = Page(session)
    for s in found:
        page.line(
            f"{s.name}: {counted(s.concepts, 'entry', 'entries')}, {counted(s.bad_rows, 'bad row')},"
            f" {s.without_id} without an id of their own"
        )
        for title, counts in (("kind", s.kinds), ("status", s.statuses), ("enforce", s.enforce), ("forms", s.forms)):
            page.line(f"    {title}: " + ", ".join(f"{name} {n}" for name, n in counts.most_common() if n))


def main_forms(c: Concept) -> tuple[str, str]:
    """Return the two main forms of a row, also of a forbidden or superseded one: the first of each language."""
    first = {t.language: t.text for t in reversed(c.terms)}
    return first.get("ar", ""), first.get("en", "")


def concept_json(c: Concept) -> dict[str, object]:
    """Return a concept as ``find`` and ``dedupe`` print it."""
    arabic, english = main_forms(c)
    return {
        "id": c.id,
        "ar": arabic,
        "en": english,
        "kind": c.kind,
        "status": c.status.value,
        "enforce": c.enforce.value,
        "note": c.note,
        "file": c.glossary,
        "line": c.line,
    }


def _rest(c: Concept) -> dict[str, object]:
    names = ("pos", "gender", "subject", "valid_from", "valid_to", "origin", "author", "date")
    return {
        "match": c.match.value,
        "terms": [{"language": t.language, "text": t.text, "status": t.status.value} for t in c.terms],
        "first": dict(c.first),
        "later": dict(c.later),
        "protect": list(c.protect),
        **{name: getattr(c, name) for name in names},
    }
