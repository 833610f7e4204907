"""``segments``, ``words``, ``numbers``: looking at any text, without a project. Offsets are into the text as stored."""

from __future__ import annotations

from pathlib import Path

import click

from workbench.cli.app import Session, notice
from workbench.cli.output import Column, Page, json_option, print_json, read_input
from workbench.model import counted

encoding_option = click.option("--encoding", help="Encoding of a text that is not UTF-8 or UTF-16, e.g. cp1256.")


@click.command()
@click.argument("file")
@click.option("--lang", type=click.Choice(["ar", "en"]), help="Language of the text (default: by its letters).")
@click.option("--clauses", is_flag=True, help="Cut sentences of more than 35 words into clauses.")
@encoding_option
@json_option
@click.pass_obj
def segments(session: Session, file: str, lang: str | None, clauses: bool, encoding: str | None, as_json: bool) -> None:
    """Split FILE (or - for stdin) into segments; needs no project.

    The offsets of the JSON are code points into the text as it would be stored; the segments tile it.
    """
    from workbench.workflow.texts import guess_language, segments_of

    text = _text(file, encoding)
    language = lang or guess_language(text)
    pieces = segments_of(text, language, clauses=clauses)
    if as_json:
        print_json(
            [
                {"block": p.block, "role": p.role.value, "start": p.start, "end": p.end, "text": text[p.start : p.end]}
                for p in pieces
            ]
        )
        return
    page = Page(session)
    for n, p in enumerate(pieces, 1):
        page.paragraph(f"{n:>4} {p.role.value:<13}", text[p.start : p.end].strip(), language, indent=0)


@click.command()
@click.argument("file")
@encoding_option
@json_option
@click.pass_obj
def words(session: Session, file: str, encoding: str | None, as_json: bool) -> None:
    """Count the words of FILE (or - for stdin) as GMX-V does; the JSON lists them."""
    from workbench.workflow.texts import words_of

    text = _text(file, encoding)
    found = words_of(text)
    if as_json:
        print_json([{"start": w.start, "end": w.end, "text": w.text} for w in found])
        return
    Page(session).line(
        f"{counted(len(found), 'word')}, {counted(len(text), 'character')},"
        f" {sum(not c.isspace() for c in text)} without spaces"
    )


@click.command()
@click.argument("file")
@encoding_option
@json_option
@click.pass_obj
def numbers(session: Session, file: str, encoding: str | None, as_json: bool) -> None:
    """List the figures, dates and times in FILE (or - for stdin) and what they can mean.

    Duals and words with a scale (million, ألف) are listed too; form and currency are in the JSON.
    """
    from workbench.workflow.texts import numbers_of

    text = _text(file, encoding)
    found = numbers_of(text)
    if as_json:
        print_json(
            [
                {
                    "start": h.start,
                    "end": h.end,
                    "kind": h.kind,
                    "values": sorted(h.values),
                    "surface": h.surface,
                    "form": h.form,
                    "currency": sorted(h.currency),
                }
                for h in found
            ]
        )
        return
    Page(session).table(
        [Column("start", right=True), Column("kind"), Column("found", 30, "ar"), Column("value")],
        [(h.start, h.kind.value, h.surface, " or ".join(sorted(h.values))) for h in found],
    )


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--project", "project_name", help="With the abbreviations of this project.")
@click.pass_obj
def srx(session: Session, file: Path, project_name: str | None) -> None:
    """Write our segmentation rules to FILE as SRX 2.0, for OmegaT, memoQ or Trados."""
    from workbench.workflow import segmentation

    given: list[str] = []
    if project_name:
        from workbench.workflow.projects import get_project

        ws = session.workspace()
        given = segmentation.abbreviations(ws, get_project(ws, project_name))
    notice(f"{segmentation.export_rules(file, given)} rules written to {file}")


def _text(file: str, encoding: str | None) -> str:
    from workbench.workflow.texts import stored_text_of

    data, path = read_input(file)
    text, repairs = stored_text_of(data, path, encoding)
    for r in repairs:
        notice(f"{path}:{r.line}: {r.message}" if r.line else f"{path}: {r.message}")
    return text
