"""The commands that write files of the open article: delivery behind its proof, a single format without one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.tui.screens.acts import Acts
from workbench.tui.screens.file_rows import Wanted

if TYPE_CHECKING:
    from workbench.model import Document
    from workbench.tui.marks import Glyphs
    from workbench.workflow.proofing import Finding

WAIT = 10.0
"""Seconds in which what was typed must be on the disk."""


class DeliveryActs(Acts):
    """The commands; what was ticked and agreed to is kept while the article is open."""

    glyphs: Glyphs
    _files_wanted: Wanted | None = None

    @property
    def files_wanted(self) -> Wanted:
        """What is ticked."""
        if self._files_wanted is None:
            self._files_wanted = Wanted()
        return self._files_wanted

    async def do_deliver(self) -> None:
        """Prove the article, and write its files together."""
        from workbench.tui.screens.delivery import DeliveryScreen

        self.keep_draft()
        desk = self.desk
        await self.app.push_screen(
            DeliveryScreen(
                self.pen,
                self.glyphs,
                desk.ws,
                desk.project,
                desk.document,
                self.files_wanted,
                self._jump,
                self._all_saved,
            )
        )

    async def do_export(self) -> None:
        """Write a single format."""
        from workbench.tui.screens.export_form import ExportScreen

        self.keep_draft()
        desk = self.desk
        await self.app.push_screen(
            ExportScreen(
                self.pen, self.glyphs, desk.ws, desk.project, desk.document, self.files_wanted, self._all_saved
            )
        )

    def _all_saved(self) -> str:
        """Wait until everything typed is on the disk (in a thread); return why it is not."""
        if not self.desk.flush(WAIT) or self.desk.failure:
            return f"Not everything typed is saved yet. {self.desk.failure}".rstrip()
        return ""

    def _jump(self, _document: Document, finding: Finding) -> None:
        self.go_to_finding(finding)

    def go_to_finding(self, finding: Finding, wanted: Wanted | None = None) -> None:
        """Go to the place of a finding; ``wanted`` is what was ticked and agreed to before the article was opened."""
        self._files_wanted = wanted or self._files_wanted
        self.go(finding.segment)
        if finding.at >= 0:
            self.target.move_cursor((0, min(finding.at, len(self.target.text))))
