"""What a decision of the glossary breaks: stored pairs and segments that have the term and do not follow the decision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.errors import FileError
from workbench.model import Issue, Severity, Side, TermChange, TermUse, TermUseKind
from workbench.qa.context import Context
from workbench.qa.terms import check_terms
from workbench.store import waivers
from workbench.termbase.doubt import doubt
from workbench.workflow.decisions import decisions
from workbench.workflow.glossaries import glossary_paths, read_all
from workbench.workflow.pacing import AT_ONCE, Pace
from workbench.workflow.sweeping import Glossaries, Pair, Sweep
from workbench.workflow.workspace import Workspace

_BROKEN = (TermUseKind.MISSING, TermUseKind.FORBIDDEN)


@dataclass(frozen=True, slots=True)
class Finding:
    """A pair that does not follow the glossary.

    ``key`` names it in every run: ``s12`` the segment, ``u34`` the stored pair with that number (``u34s``: its source is
    the text that is judged). ``text`` is that text, ``other`` the one with the terms; ``fixed`` is the text with the terms
    put right, '' when it must be done by hand, because of what ``held`` says or because no old form was found. ``doubt``
    says why it should be looked at before it is put in, '' when it is safe to put in unseen.
    """

    key: str
    place: str
    other: str
    text: str
    side: Side
    languages: tuple[str, str]
    uses: tuple[TermUse, ...]
    issues: tuple[Issue, ...]
    fixed: str = ""
    changes: tuple[TermChange, ...] = ()
    suggestions: tuple[TermChange, ...] = ()
    held: str = ""
    doubt: str = ""
    segment: int = 0
    unit: int = 0

    @property
    def ids(self) -> tuple[str, ...]:
        """The concepts it does not follow."""
        return tuple(u.hit.concept.id for u in self.uses)

    @property
    def ready(self) -> bool:
        """Whether it can be put right together with others, unseen."""
        return bool(self.fixed) and not self.doubt

    @property
    def severity(self) -> Severity:
        """That of its worst issue."""
        return max((i.severity for i in self.issues), key=lambda s: s.rank, default=Severity.WARNING)

    @property
    def reason(self) -> str:
        """Why it is changed, for the history: ``term hama: Hamah → Hama``."""
        told = ", ".join(f"{c.old} → {c.new}" for c in self.changes)
        return f"term {', '.join(dict.fromkeys(c.concept for c in self.changes))}: {told}"


@dataclass(frozen=True, slots=True)
class Impact:
    """What was found, in order; how many pairs have the terms at all; which rows of glossaries were passed over."""

    findings: tuple[Finding, ...]
    checked: int
    terms: int | None
    errors: tuple[FileError, ...] = ()


def find_impact(
    ws: Workspace,
    *,
    since: str = "",
    terms: Sequence[str] = (),
    glossaries: Sequence[str] = (),
    preview: bool = True,
    pace: Pace = AT_ONCE,
) -> Impact:
    """Return every stored pair and segment that has a term and does not follow its decision.

    Which terms: those named by id, those changed ``since`` a git revision or an older file, those of some glossaries, else
    all. A project is held to its own glossaries, in its direction; a pair without a segment to all of them, in both. The
    source of an article is nobody's translation and is not judged. Without ``preview`` no replacement is worked out, which
    takes longer than finding (docs/impact.md). Reads only. Raises :class:`Stopped` when ``pace`` is stopped.
    """
    paths = glossary_paths(ws.paths, glossaries)
    folder = ws.paths.glossaries.resolve()
    outside = [p for p in paths if p.resolve().parent != folder]
    known = Glossaries(ws, read_all(outside))
    asked = decisions(known.all(), ids=terms, since=since, only=[p.name for p in paths] if glossaries else ())
    sweep = Sweep(ws, known, asked, pace)
    count = 0
    found: list[Finding] = []
    waived: dict[int, set[tuple[int, str, str]]] = {}
    for pair in sweep.pairs() if asked.terms != frozenset() else ():
        uses, bad = _broken(pair)
        count += bool(uses)
        if bad and pair.segment is not None:
            document = pair.segment.document
            if document not in waived:
                given = waivers.load(ws.store.read(), document)
                waived = {document: {(w.segment, w.subject, w.source.strip()) for w in given}}
            segment = pair.segment
            bad = [u for u in bad if (segment.id, u.hit.concept.id, segment.source) not in waived[document]]
        if bad:
            found.append(_finding(pair, bad, preview=preview))
    return Impact(tuple(found), count, None if asked.terms is None else len(asked.terms), tuple(known.errors))


def _broken(pair: Pair) -> tuple[list[TermUse], list[TermUse]]:
    """Return what became of the terms that are asked about, and of those the broken ones."""
    terms, ids = pair.judge.terms, pair.judge.ids
    hits = [h for h in terms.hits(pair.source) if ids is None or h.concept.id in ids]
    if not hits or not pair.target.strip():
        return [], []
    uses = terms.uses(hits, pair.target)
    return uses, [u for u in uses if u.kind in _BROKEN and not _only_gone(u, terms.target)]


def _only_gone(use: TermUse, language: str) -> bool:
    """Whether a decision was withdrawn and its form does not stand there: nothing is wanted instead."""
    return use.kind is TermUseKind.MISSING and not use.hit.concept.forms(language)


def _finding(pair: Pair, bad: list[TermUse], *, preview: bool) -> Finding:
    terms = pair.judge.terms
    fixed, changes, suggestions, doubtful = _repaired(pair, bad) if preview else ("", (), (), "")
    issues = check_terms(Context(pair.source, pair.target, terms.source, terms.target, tuple(bad)))
    segment, unit = pair.segment, pair.unit
    held = ""
    if segment is not None and (segment.draft is not None or not segment.state.confirmed):
        held, fixed, changes, suggestions, doubtful = "draft", "", (), (*changes, *suggestions), ""
    if segment is not None and pair.project is not None and pair.document is not None:
        key, place = f"s{segment.id}", f"{pair.project.slug}/{pair.document.slug} {segment.number}"
    else:
        number = unit.id if unit is not None else 0
        key = f"u{number}" + ("s" if pair.side is Side.SOURCE else "")
        place = f"{unit.memory if unit is not None else ''} {number}"
    return Finding(
        key,
        place,
        pair.source,
        pair.target,
        pair.side,
        (terms.source, terms.target),
        tuple(bad),
        tuple(issues),
        fixed,
        changes,
        suggestions,
        held,
        doubtful,
        segment.id if segment is not None else 0,
        unit.id if unit is not None and segment is None else 0,
    )


def _repaired(pair: Pair, bad: list[TermUse]) -> tuple[str, tuple[TermChange, ...], tuple[TermChange, ...], str]:
    """Return the text with the broken terms put right; '' when that would not make it better, or another term worse.

    With the changes, those only suggested, and why the changes are to be looked at first.
    """
    terms = pair.judge.terms
    broken = {u.hit.concept.id for u in bad}
    hits = terms.hits(pair.source)
    repaired = terms.repaired([h for h in hits if h.concept.id in broken], pair.source, pair.target)
    if not repaired.changes or repaired.target == pair.target:
        return "", (), repaired.suggestions, ""
    before = {u.hit.concept.id for u in terms.uses(hits, pair.target) if u.kind in _BROKEN}
    after = {u.hit.concept.id for u in terms.uses(hits, repaired.target) if u.kind in _BROKEN}
    if not after < before:
        return "", (), (*repaired.changes, *repaired.suggestions), ""
    known = terms.termbase.find(repaired.target, terms.target)
    doubtful = doubt(hits, repaired, terms.target, known, pair.source)
    return repaired.target, repaired.changes, repaired.suggestions, doubtful
