"""``glossary add``, ``edit``, ``remove``, ``rename-id``: changing rows."""

from __future__ import annotations

import click

from workbench.cli.app import Session, notice


@click.command("add")
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
