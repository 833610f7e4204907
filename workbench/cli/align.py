"""``align``: pairs out of an article and its translation that exist already."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from workbench.cli.app import Session, notice
from workbench.cli.output import Page, json_option, print_json
from workbench.model import LANGUAGES, counted

if TYPE_CHECKING:
    from workbench.workflow.article_pairs import Aligned
    from workbench.workflow.pair_review import Review

NAMED = 10
"""So many sentences without a partner are named in the summary."""


@click.command()
@click.argument("arabic", metavar="AR", type=click.Path(path_type=Path))
@click.argument("english", metavar="EN", type=click.Path(path_type=Path))
@click.option("--to", "out", type=click.Path(path_type=Path), help="Write the pairs to this .tmx or .csv.")
@click.option("--memory", metavar="NAME", help="Store the pairs in this memory; workbench undo takes them out again.")
@click.option(
    "--min-confidence",
    "least",
    type=click.FloatRange(0, 1),
    default=0.8,
    show_default=True,
    help="Pairs below this are left out, unless accepted in the review.",
)
@click.option("--review", is_flag=True, help="Look over the pairs on the screen; the same command goes on with it.")
@click.option("--afresh", is_flag=True, help="Forget an earlier review of these two texts.")
@click.option(
    "--from", "source", type=click.Choice(LANGUAGES), default="ar", show_default=True, help="Source language."
)
@click.option("--glossary", "glossaries", multiple=True, metavar="F", help="Names of this glossary (default: all).")
@click.option("--learn", "teacher", metavar="NAME", help="Learn words from this memory (default: that of --memory).")
@click.option("--encoding", help="Encoding of texts that are not UTF-8 or UTF-16, e.g. cp1256.")
@json_option
@click.pass_obj
def align(
    session: Session,
    arabic: Path,
    english: Path,
    out: Path | None,
    memory: str | None,
    least: float,
    review: bool,
    afresh: bool,
    source: str,
    glossaries: tuple[str, ...],
    teacher: str | None,
    encoding: str | None,
    as_json: bool,
) -> None:
    """Align an Arabic article AR with its English translation EN, or the other way about, sentence by sentence.

    Without a workspace it prints the pairs or writes them with --to; --memory and --review need one. What was decided in a
    review counts from then on.
    """
    from workbench.errors import NotFoundError
    from workbench.workflow.article_pairs import align_files, checked_kind, memory_pairs, workspace_terms
    from workbench.workflow.pair_review import Review, Row, review_of

    if out is not None:
        checked_kind(out)
    needed = memory or review or glossaries or teacher or afresh
    try:
        session.paths()
    except NotFoundError:
        if needed:
            raise
        ws = None
    else:
        ws = session.workspace(read_only=not (memory or review))
    found = align_files(
        arabic,
        english,
        encoding=encoding,
        terms=workspace_terms(ws, glossaries) if ws else None,
        known=memory_pairs(ws, teacher or memory or "") if ws and (teacher or memory) else (),
    )
    state = review_of(found, ws.paths, afresh=afresh) if ws else Review(found, [Row(b) for b in found.beads])
    for text in found.notices:
        notice(f"Note: {text}")
    if review and ws is not None:
        state.save()
        session.open_review(str(ws.paths.root), str(state.path), least)
        state = review_of(found, ws.paths)
        doubt = sum(r.in_doubt(least) for r in state.rows)
        if doubt and (out is not None or memory):
            notice(
                f"{doubt} are still in doubt, and nothing was written: go on with the same command, or leave --review out."
            )
            out = memory = None
    _finish(session, state, out, memory, least, source, as_json=as_json, quiet=review)


def _finish(
    session: Session,
    state: Review,
    out: Path | None,
    memory: str | None,
    least: float,
    source: str,
    *,
    as_json: bool,
    quiet: bool,
) -> None:
    from workbench.workflow.article_pairs import store_pairs, units_of, write_pairs

    target = "en" if source == "ar" else "ar"
    taken = state.taken(least)
    found = state.found
    if out is not None or memory:
        author = session.settings().author
        units = units_of(found, taken, source=source, target=target, author=author)
        if out is not None:
            notice(f"{counted(write_pairs(out, units, source=source, target=target), 'pair')} written to {out}")
        if memory:
            place = f"{found.arabic.name} + {found.english.name}"
            done = store_pairs(session.workspace(), memory, units, place)
            notice(f"{counted(done.pairs, 'pair')}, {done.added} new in memory {done.memory}.")
            if done.batch:
                notice(f"Taken back by: workbench undo {done.batch}")
    if as_json:
        print_json(_json(state, least))
    elif out is None and not memory and not quiet:
        _print(session, state)
    _tell(state, len(taken), least)


def _print(session: Session, state: Review) -> None:
    page = Page(session)
    for n, row in enumerate(state.rows, 1):
        ar, en = state.found.texts(row.bead)
        sure = f"{row.bead.confidence:.2f}" if row.verdict.value == "open" else row.verdict.value
        page.line(f"{n}. {_kind(row.bead.ar_end - row.bead.ar, row.bead.en_end - row.bead.en)}  {sure}")
        if ar:
            page.paragraph("", ar, "ar")
        if en:
            page.paragraph("", en, "en")


def _kind(arabic: int, english: int) -> str:
    return f"{arabic}-{english}"


def _tell(state: Review, taken: int, least: float) -> None:
    beads = [r.bead for r in state.rows]
    kinds = Counter(_kind(b.ar_end - b.ar, b.en_end - b.en) for b in beads)
    listed = ", ".join(f"{kind} {n}" for kind, n in kinds.most_common())
    paired = [b.confidence for b in beads if b.paired]
    mean = sum(paired) / max(1, len(paired))
    notice(
        f"Arabic-English: {listed}. Mean confidence of pairs {mean:.2f}; {counted(taken, 'pair')} kept (from {least:g} on)."
    )
    for side, name in ((state.found.arabic, "Arabic"), (state.found.english, "English")):
        lines = _alone(state.found, [r.bead for r in state.rows], side.language)
        if lines:
            notice(f"{name} without a partner: line {_named(lines)} of {side.name}")


def _named(lines: Sequence[int]) -> str:
    """Name lines, those that come again once: ``6 (4 sentences), 9``."""
    counts = list(Counter(lines).items())
    told = ", ".join(f"{line} ({many} sentences)" if many > 1 else str(line) for line, many in counts[:NAMED])
    return told + (f" and {len(counts) - NAMED} more" if len(counts) > NAMED else "")


def _alone(found: Aligned, beads: Sequence[Any], language: str) -> list[int]:
    """Return the lines of the sentences of a side that stand alone."""
    out: list[int] = []
    for b in beads:
        if not b.paired:
            span = (b.ar, b.ar_end) if language == "ar" else (b.en, b.en_end)
            side = found.arabic if language == "ar" else found.english
            out += side.lines[span[0] : span[1]]
    return out


def _json(state: Review, least: float) -> list[dict[str, object]]:
    return [
        {
            "kind": _kind(r.bead.ar_end - r.bead.ar, r.bead.en_end - r.bead.en),
            "confidence": round(r.bead.confidence, 3),
            "verdict": r.verdict.value,
            "kept": r.taken(least),
            "ar": ar,
            "en": en,
            "ar_lines": list(state.found.arabic.lines[r.bead.ar : r.bead.ar_end]),
            "en_lines": list(state.found.english.lines[r.bead.en : r.bead.en_end]),
        }
        for r in state.rows
        for ar, en in [state.found.texts(r.bead)]
    ]
