"""How the texts of a project are cut: its own abbreviations and SRX rules, and the terms no clause is cut in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from workbench.config import SEGMENT_LIMIT
from workbench.errors import FileError, UsageError
from workbench.files import write_atomically
from workbench.model import LANGUAGES, Block, ClauseMode, Piece, Project, SrxMode
from workbench.store import projects as projects_table
from workbench.text.segments import Segmentation, segment_blocks, segment_text
from workbench.text.sentences import abbreviation_key
from workbench.text.srx import RuleSet, own_rules
from workbench.workflow.terms import load_terms
from workbench.workflow.workspace import Workspace

PART = 50_000
"""Characters of a text in which terms are looked for at once; an article has fewer."""
_HEAD = "# Abbreviations of this project: no sentence ends behind one. One a line; a line with # is a comment.\n"


def cut(ws: Workspace, project: Project, text: str) -> list[Piece]:
    """Return the segments of a stored text in the project's source language; raises as :func:`segmentation`."""
    how = segmentation(ws, project)
    return segment_text(text, project.source, SEGMENT_LIMIT, how=how, forbidden=term_spans(ws, project, text))


def cut_block(ws: Workspace, project: Project, text: str, block: Block) -> list[Piece]:
    """Return the segments of one block, as its role has it."""
    how = segmentation(ws, project)
    spans = term_spans(ws, project, text)
    return segment_blocks(text, [block], project.source, SEGMENT_LIMIT, how=how, forbidden=spans)


def segmentation(ws: Workspace, project: Project) -> Segmentation:
    """Return how the project's texts are cut. Raises :class:`FileError` for rules that cannot be read."""
    rules = None
    if project.srx is not SrxMode.OFF:
        # Loaded when there are rules: it costs a start as much as a tenth of Textual.
        from workbench.formats.srx import read_srx

        rules = RuleSet(read_srx(ws.paths.srx(project.slug), project.source))
    given = frozenset(abbreviation_key(a) for a in abbreviations(ws, project)) - {""}
    return Segmentation(project.clauses, given, rules, project.srx is SrxMode.INSTEAD)


def abbreviations(ws: Workspace, project: Project) -> list[str]:
    """Return the project's own abbreviations as they are written in its file, in order."""
    return [line for line in _lines(ws, project) if line and not line.startswith("#")]


def add_abbreviations(ws: Workspace, project: Project, words: Sequence[str]) -> list[str]:
    """Add abbreviations and return those that were new; raises :class:`UsageError` for what is no word."""
    known = {abbreviation_key(a) for a in abbreviations(ws, project)}
    new: dict[str, str] = {}
    for word in words:
        bare = word.strip()
        if not any(c.isalnum() for c in bare) or any(c.isspace() for c in bare) or bare.startswith("#"):
            raise UsageError(f"{word!r} is no abbreviation.", "It is one word, with or without its last stop.")
        if abbreviation_key(bare) not in known:
            new.setdefault(abbreviation_key(bare), bare)
    if new:
        _write(ws, project, [*_lines(ws, project), *new.values()])
    return list(new.values())


def remove_abbreviations(ws: Workspace, project: Project, words: Sequence[str]) -> list[str]:
    """Remove abbreviations and return those that were there."""
    gone = {abbreviation_key(w) for w in words}
    lines = _lines(ws, project)
    out = [line for line in lines if line.startswith("#") or not line or abbreviation_key(line) not in gone]
    removed = [line for line in lines if line not in out]
    if removed:
        _write(ws, project, out)
    return removed


def set_rules(ws: Workspace, project: Project, file: Path | None, mode: SrxMode) -> Project:
    """Give a project SRX rules: those of ``file``, of which a copy is kept in its folder, or those it has (None).

    Raises :class:`FileError` when they cannot be read or hold none for the source language; nothing is changed then.
    """
    kept = ws.paths.srx(project.slug)
    if mode is not SrxMode.OFF:
        from workbench.formats.srx import read_srx

        RuleSet(read_srx(file or kept, project.source))
    if file is not None:
        data = file.read_bytes()
        kept.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(kept, [data])
    with ws.store.write() as conn:
        projects_table.update_project(conn, project.id, srx=mode)
    found = projects_table.get_project(ws.store.read(), project.slug)
    return found or project


def export_rules(path: Path, given: Sequence[str] = ()) -> int:
    """Write our rules for both languages as SRX, the abbreviations of a project with them; returns how many."""
    from workbench.formats.srx import write_srx

    return write_srx(path, {language: own_rules(language, given) for language in LANGUAGES})


def term_spans(
    ws: Workspace, project: Project, text: str, went: Callable[[int], None] = lambda _at: None
) -> list[tuple[int, int]]:
    """Return where terms of several words stand in a text: no clause is cut inside one.

    A long text is looked through in parts that end with a line or a word; ``went`` is told behind each how far it is.
    """
    if project.clauses is ClauseMode.OFF:
        return []
    terms = load_terms(ws, project)
    out: list[tuple[int, int]] = []
    start = 0
    while start < len(text):
        most = start + PART
        end = (text.rfind("\n", start, most) + 1 or text.rfind(" ", start, most) + 1) if most < len(text) else most
        end = end or most
        part = text[start:end]
        hits = sorted((h.start, h.end) for h in terms.hits(part) if any(c.isspace() for c in part[h.start : h.end]))
        out += [(start + a, start + b) for a, b in hits]
        start = end
        went(min(start, len(text)))
    return out


def _lines(ws: Workspace, project: Project) -> list[str]:
    path = ws.paths.abbreviations(project.slug)
    try:
        return [line.strip() for line in path.read_text(encoding="utf-8-sig").splitlines()]
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError) as e:
        raise FileError(
            path, f"cannot be read ({e}).", "Save it as plain text (UTF-8), one abbreviation a line."
        ) from e


def _write(ws: Workspace, project: Project, lines: Sequence[str]) -> None:
    path = ws.paths.abbreviations(project.slug)
    path.parent.mkdir(parents=True, exist_ok=True)
    head = "" if lines and lines[0].startswith("#") else _HEAD
    write_atomically(path, [(head + "\n".join(lines) + "\n").encode()])
