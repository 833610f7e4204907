"""The quality report: all issues of a document or a project, the worst first, kept true while they are mended.

``workbench check`` prints the same (:func:`workbench.workflow.findings.all_findings`), in the order of the documents.
"""

from __future__ import annotations

from dataclasses import replace

from workbench.errors import UsageError
from workbench.model import Project, SaveKind, Segment, Side, State, Waiver, WaiverReason
from workbench.qa.checks import CHECKS
from workbench.store import segments as segments_table
from workbench.store import waivers as waivers_table
from workbench.workflow.clock import now
from workbench.workflow.confirming import confirm_as_before
from workbench.workflow.desk import Desk
from workbench.workflow.document_check import INCONSISTENT, DocumentCheck
from workbench.workflow.document_terms import DocumentTerms
from workbench.workflow.editing import ConflictError
from workbench.workflow.findings import Finding
from workbench.workflow.pacing import Pace
from workbench.workflow.projects import documents_of
from workbench.workflow.terms import load_terms
from workbench.workflow.workspace import Workspace

CHANGED, LOOK_AGAIN = "The segment was changed since it was looked at.", "Look the texts through again."
ORDER = {check: n for n, check in enumerate(dict.fromkeys((*(c.id for c in CHECKS), INCONSISTENT)))}
"""The checks, in the order in which issues of equal severity are listed."""


def fixed(finding: Finding) -> str | None:
    """Return the target with what the issue offers put in; None where it offers nothing."""
    issue, text = finding.issue, finding.segment.current
    if issue.fix is None or issue.side is not Side.TARGET or not 0 <= issue.start <= issue.end <= len(text):
        return None
    return text[: issue.start] + issue.fix + text[issue.end :]


class Quality:
    """The issues that count of the open document, or of all documents of its project.

    What is written in the open document the desk writes; in the others this does, at once: call :meth:`fix` and
    :meth:`waive` in a thread.
    """

    def __init__(self, desk: Desk, *, whole_project: bool = False) -> None:
        self.desk = desk
        self.ws: Workspace = desk.ws
        self.project: Project = desk.project
        self.whole_project = whole_project
        self.findings: list[Finding] = []
        self.checked = 0
        self._checks: dict[str, DocumentCheck] = {}
        self._places: dict[str, int] = {}

    def look(self, pace: Pace) -> None:
        """Find all issues. Raises :class:`Stopped`, and what reading the glossaries raises; for a thread."""
        self._checks = self._all_checks() if self.whole_project else {self.desk.document.slug: self.desk.whole_check()}
        self._places = {slug: n for n, slug in enumerate(self._checks)}
        total = sum(len(c.segments) for c in self._checks.values())
        found: list[Finding] = []
        passed = checked = 0
        for slug, check in self._checks.items():
            for segment, judged in check.all(pace, passed, total):
                checked += 1
                found += [Finding(slug, segment, issue) for issue, waiver in judged if waiver is None]
            passed += len(check.segments)
        self.findings, self.checked = sorted(found, key=self._rank), checked

    def _all_checks(self) -> dict[str, DocumentCheck]:
        terms = load_terms(self.ws, self.project)
        conn = self.ws.store.read()
        out = {}
        for doc in documents_of(self.ws, self.project):
            if doc.id == self.desk.document.id:
                out[doc.slug] = self.desk.whole_check()
            else:
                segments = segments_table.load_segments(conn, doc.id)
                known = DocumentTerms(terms, segments, waivers_table.load(conn, doc.id))
                out[doc.slug] = DocumentCheck(known, segments)
        return out

    def _rank(self, finding: Finding) -> tuple[int, int, int, int, int]:
        issue = finding.issue
        return (
            -issue.severity.rank,
            ORDER.get(issue.check, len(ORDER)),
            self._places.get(finding.document, 0),
            finding.segment.number,
            issue.start,
        )

    def is_open(self, finding: Finding) -> bool:
        """Whether an issue is one of the document on the desk."""
        return finding.document == self.desk.document.slug

    # ------------------------------------------------------------------ mending

    def taken(self, finding: Finding, segment: Segment) -> None:
        """The segment of an issue is another now: its issues, and those of segments near or like it, are found anew."""
        check = self._checks[finding.document]
        if self.is_open(finding):
            check.known = self.desk.document_terms
        places = check.take(segment)
        gone = {check.segments[n].id for n in places}
        kept = [f for f in self.findings if f.document != finding.document or f.segment.id not in gone]
        for n in places:
            judged = check.at(n)
            kept += [Finding(finding.document, check.segments[n], issue) for issue, waiver in judged if waiver is None]
        self.findings = sorted(kept, key=self._rank)

    def draft_of(self, finding: Finding) -> Segment:
        """Return the segment as it is once the issue's fix is put in: a draft, also where it was confirmed."""
        text = fixed(finding)
        if text is None:
            raise UsageError("Nothing is offered for this issue.")
        return replace(finding.segment, target="", draft=text, state=State.INITIAL)

    def fix(self, finding: Finding) -> Segment:
        """Put a fix into a segment of another document of the project.

        Raises :class:`UsageError` when somebody changed it since it was looked at, :class:`LockedError` for a locked one.
        """
        wanted = self.draft_of(finding)
        author, at = self.ws.settings.author, now()
        with self.ws.store.write() as conn:
            there = segments_table.get_segment(conn, finding.segment.id)
            if there is None or there.current != finding.segment.current:
                raise UsageError(CHANGED, LOOK_AGAIN)
            if there.state.confirmed:
                there = segments_table.unconfirm(conn, there.id, there.rev, author, at).segment
            result = segments_table.save_draft(conn, there.id, wanted.draft, there.rev, author, at, None)
            if result.kind is SaveKind.CONFLICT:
                raise ConflictError(CHANGED, LOOK_AGAIN)
        return result.segment

    def take_back(self, finding: Finding, put_right: Segment) -> Segment:
        """Make a segment of another document what it was before :meth:`fix`; one that would take a reason stays a draft.

        Raises :class:`UsageError` when somebody changed it since.
        """
        before = finding.segment
        author, at = self.ws.settings.author, now()
        stops = before.state.confirmed and self._checks[finding.document].known.stops(before, before.target)
        with self.ws.store.write() as conn:
            there = segments_table.get_segment(conn, before.id)
            if there is None or there.state.confirmed or there.current != put_right.current:
                raise UsageError(CHANGED, LOOK_AGAIN)
            if before.state.confirmed and not stops:
                there = confirm_as_before(conn, self.project, before, there.rev, author, at).segment
            if there.current != before.current:
                there = segments_table.save_draft(
                    conn, there.id, before.current, there.rev, author, at, before.origin
                ).segment
        return there

    def waive(self, finding: Finding, reason: WaiverReason, note: str) -> None:
        """Keep why an issue of another document does not count."""
        segment, issue = finding.segment, finding.issue
        waiver = Waiver(
            segment.id, issue.check, issue.subject, reason, note, segment.source, self.ws.settings.author, now()
        )
        with self.ws.store.write() as conn:
            waivers_table.add(conn, segment, waiver)
        self._checks[finding.document].known.waive(waiver)
