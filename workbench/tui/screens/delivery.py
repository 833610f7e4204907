"""Delivery on the screen: the proof, what fails with a jump to each, then all files together or none."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from rich.style import Style
from textual.strip import Strip

from workbench.model import Document, Project, Severity, counted
from workbench.tui.marks import Glyphs
from workbench.tui.screens.file_rows import FolderRow, FormatRow, Wanted, WrittenRow, option_rows
from workbench.tui.screens.files import FilesScreen, Ready, already
from workbench.tui.screens.finding_rows import FindingRow
from workbench.tui.screens.sections import After, Heading
from workbench.tui.strips import Pen, Spans, joined
from workbench.workflow import delivery
from workbench.workflow.delivery import Delivery, Proved
from workbench.workflow.exporting import FORMATS, file_names
from workbench.workflow.proofing import Finding, ProofKind
from workbench.workflow.workspace import Workspace

Jump = Callable[[Document, Finding], Awaitable[None] | None]
"""Goes to the segment of a finding, once the screen has gone."""
PROVING, WRITING = "proving", "writing"
FAIL_ON = Severity.ERROR
"""How bad a finding must be to stop it, as for the command."""
_PAIRS = frozenset({"tmx", "csv"})


class DeliveryScreen(FilesScreen):
    """Proves when it opens. ``wanted`` is kept by who opens it; ``jump`` goes to a segment."""

    def __init__(
        self,
        pen: Pen,
        glyphs: Glyphs,
        ws: Workspace,
        project: Project,
        document: Document | None,
        wanted: Wanted,
        jump: Jump,
        ready: Ready = already,
    ) -> None:
        super().__init__(pen, glyphs, ws, project, document, wanted, ready)
        self._jump = jump
        self.proved: tuple[Proved, ...] = ()
        self._longest = 0
        """Columns the longest message takes."""
        self.findings: list[FindingRow] = []
        """What counts or is told, what fails first; smaller things are only counted."""

    def on_mount(self) -> None:
        """Prove."""
        super().on_mount()
        self._prove()

    # ------------------------------------------------------------------ the proof

    def _prove(self) -> None:
        def work() -> After:
            done = self._deliver(only_proof=True)
            return lambda: self._show_proof(done)

        self.do_long(PROVING, work)

    def _deliver(self, *, only_proof: bool = False) -> Delivery:
        wanted, formats = self.wanted, tuple(f for f in FORMATS if f in self.wanted.formats)
        return delivery.deliver(
            self.ws,
            self.project,
            self.document,
            # The proof knows the pairs as well: a format may be ticked later.
            formats=FORMATS if only_proof else formats,
            folder=wanted.folder,
            allow=tuple(wanted.allow),
            fail_on=FAIL_ON,
            states="states" in wanted.options,
            notes="notes" in wanted.options,
            spreadsheet_safe="safe" in wanted.options,
            only_proof=only_proof,
            pace=self.pace(),
        )

    def _show_proof(self, done: Delivery) -> None:
        self.proved = done.proved
        self.build()
        first = next((n for n, r in enumerate(self.rows) if isinstance(r, FindingRow) and r.fails), None)
        files = next((n for n, r in enumerate(self.rows) if isinstance(r, FormatRow)), 0)
        self.choose(files if first is None else first)

    def _found(self) -> list[FindingRow]:
        wanted = self.wanted
        rows = [
            FindingRow(
                p.document,
                f,
                delivery.fails(f, wanted.allow, FAIL_ON),
                delivery.allowed(f, wanted.allow),
                p.source(f),
            )
            for p in self.proved
            for f in p.findings
            if not f.waived and f.severity.rank >= Severity.WARNING.rank
            if f.kind != ProofKind.PAIRS or wanted.formats & _PAIRS
        ]
        return sorted(rows, key=lambda row: not row.fails)

    @property
    def failing(self) -> int:
        """How many findings stop it."""
        return sum(row.fails for row in self.findings)

    def _agree(self, row: FindingRow) -> None:
        """Agree to all findings of a kind, or no longer."""
        kind = str(row.finding.kind)
        if kind in self.wanted.allow:
            self.wanted.allow.discard(kind)
        elif row.finding.firm:
            must = row.finding.kind == ProofKind.TERMINOLOGY
            keys = self.app.key_table.behind("ignore")  # type: ignore[attr-defined] # the app is a WorkbenchApp
            why = (
                f"a term that must stand takes a reason in its segment ({keys} there)" if must else "text would be lost"
            )
            self.app.bell()
            self.say(f"Nobody can agree to that: {why}.")
            return
        else:
            self.wanted.allow.add(kind)
        self.build()

    # ------------------------------------------------------------------ writing

    def write(self) -> None:
        """Write all files together, or say why not."""
        formats = tuple(f for f in FORMATS if f in self.wanted.formats)
        if self.busy or not self.proved:
            self.app.bell()
        elif self.failing:
            self.app.bell()
            self.say(f"{_findings(self.failing)}: nothing is written. Enter goes to one, a agrees to its kind.")
            self.choose(next(n for n, r in enumerate(self.rows) if isinstance(r, FindingRow)))
        elif not formats:
            self.app.bell()
            self.say("No format is ticked: Space ticks one.")
        elif self.ws.read_only and self.wanted.folder is None:
            self.say("This workspace cannot be written: f names a folder elsewhere.")
        else:
            self.unless_there(lambda: file_names(self.ws, self.project, self.document, formats), self._write_all)

    def _write_all(self) -> None:
        def work() -> After:
            done = self._deliver()
            return lambda: self._show_written(done)

        self.do_long(WRITING, work)

    def _show_written(self, done: Delivery) -> None:
        if not done.files:
            self._show_proof(done)
            self.say("The article was changed meanwhile and does not pass any more: nothing was written.", bad=True)
            return
        self.proved = done.proved
        self.written = [WrittenRow(f.path, f.count, f.notices) for f in done.files]
        self.build()
        self.choose(1)
        self.say(f"Written: {counted(len(done.files), 'file')}; c copies where they are.")

    # ------------------------------------------------------------------ rows

    def build(self) -> None:
        """What was written, what was found, what is wanted."""
        rows: list[object] = [Heading(f" Written into {self.folder}"), *self.written] if self.written else []
        self.findings = findings = self._found()
        self._longest = max((len(r.finding.message) for r in findings), default=0)
        if self.busy == PROVING:
            rows.append(Heading(" Looking the article through ..."))
        for p in self.proved if self.busy != PROVING else ():
            waived = f", ignored with reasons {p.waived}" if p.waived else ""
            rows.append(
                Heading(
                    f" {p.document.slug}: {counted(p.segments, 'segment')}, {p.states}, words {p.words_in} ->"
                    f" {p.words_out}{waived}"
                )
            )
        if self.proved and not self.busy and not findings:
            rows.append(Heading(f" {self.glyphs.done} Nothing fails."))
        if self.proved:
            rows += findings if self.busy != PROVING else []
            rows += [Heading(" Files, written together or not at all: Enter")]
            rows += [FormatRow(f, f in self.wanted.formats) for f in FORMATS]
            rows += option_rows(self.wanted, ("states", "notes", "safe"))
            rows.append(FolderRow(self.folder))
        self.show_rows(rows, _same)

    def title_bar(self) -> tuple[str, str]:
        """What is delivered, and whether it can be."""
        n = self.failing
        stands = _findings(n) if n else "ready to write" if self.proved else ""
        return f" Delivery of {self.place}", self.how_far or f"{stands} "

    def entry(self, row: object, width: int, style: Style) -> Strip:
        """A finding with its place, kind and the beginning of its source, or what every such screen has."""
        if not isinstance(row, FindingRow):
            return super().entry(row, width, style)
        head = row.head(self.glyphs, alone=self.document is not None)
        rest = max(8, width - len(head) - 1)
        message = min(self._longest, rest * 3 // 5) if row.source else rest
        cells = [self.pen.label(head, len(head), style), self.pen.label(row.finding.message, message, style)]
        if row.source:
            cells.append(self.pen.label(" ", 1, style))
            cells.append(self.pen.cell(row.source, rest - message, self.project.source, style))
        return joined(cells, width, style)

    def entry_whole(self, row: object) -> list[tuple[str, str, Spans]]:
        """A finding, and what can be done about it."""
        if not isinstance(row, FindingRow):
            return super().entry_whole(row)
        same = sum(r.finding.kind == row.finding.kind for r in self.findings)
        source: list[tuple[str, str, Spans]] = [(row.source, self.project.source, ())] if row.source else []
        return [*((line, "en", ()) for line in row.whole(same)), *source]

    def nothing(self) -> str:
        """Before the proof."""
        return "Looking the article through ..." if self.busy else "Nothing was proved."

    def keys(self) -> list[str]:
        """The keys of the row chosen."""
        row = self.chosen
        if self.busy == WRITING:
            return ["Esc give up"]
        if not self.proved:
            return ["Esc back"] if self.busy else ["s prove again", "Esc back"]
        if isinstance(row, FindingRow):
            kind = row.finding.kind
            agree = f"a {'no longer ' if row.agreed else ''}agree to: {kind}"
            return [
                "Enter go there",
                *([] if row.finding.firm else [agree]),
                "w write",
                "Esc back",
                "Tab files",
                "s again",
            ]
        if isinstance(row, WrittenRow):
            return ["c copy the paths", "s prove again", "Tab next part", "Esc back"]
        return ["Enter write them", "Space tick", "f folder", "Tab findings", "s prove again", "Esc back"]

    # ------------------------------------------------------------------ keys

    @property
    def holds(self) -> bool:
        """A proof is left like any list; what is written is waited for."""
        return self.busy == WRITING

    async def enter(self, row: object) -> None:
        """Go to a finding, or write."""
        if isinstance(row, WrittenRow):
            self.app.bell()
        elif not isinstance(row, FindingRow):
            self.write()
        elif not row.finding.segment:
            self.say("That is about the article as a whole.")
        else:
            self.app.pop_screen()
            going = self._jump(row.document, row.finding)
            if going is not None:
                await going

    def letter(self, char: str, row: object) -> bool:
        """Agree, write, prove again, or what every such screen does."""
        if char == "a" and isinstance(row, FindingRow):
            self._agree(row)
        elif char == "w":
            self.write()
        elif char == "s":
            if not self.busy:
                self._prove()
        else:
            return super().letter(char, row)
        return True


def _findings(count: int) -> str:
    return "1 finding fails" if count == 1 else f"{count} findings fail"


def _same(row: object) -> object:
    """Return what a row is about: it stays the chosen one."""
    if isinstance(row, FindingRow):
        return row.document.id, row.finding
    if isinstance(row, FormatRow):
        return row.to
    return getattr(row, "name", None) or type(row).__name__
