"""What is had of a project from home without opening it: delivery, export, its memories and engines."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from textual.message import Message

from workbench.errors import WorkbenchError
from workbench.tui.screens.delivery_acts import DeliveryActs
from workbench.tui.screens.file_rows import Wanted
from workbench.tui.screens.home_acts import HomeActs
from workbench.workflow.projects import get_document, get_project

if TYPE_CHECKING:
    from workbench.model import Document, Project
    from workbench.tui.app import WorkbenchApp
    from workbench.workflow.proofing import Finding


class HomeResourcesTold(Message):
    """What was chosen for a project is written; with ``error`` it is not."""

    def __init__(self, error: str) -> None:
        super().__init__()
        self.error = error


class HomeFiles(HomeActs):
    """The commands. Of a project's row all its articles are meant, of an article's this one."""

    _wanted: Wanted | None = None

    async def do_resources(self) -> None:
        """Show what the project works with, and change it."""
        from workbench.tui.screens.resources import ResourcesScreen

        def told(error: str) -> None:
            # The screen may be gone already.
            with contextlib.suppress(RuntimeError):
                self.post_message(HomeResourcesTold(error))

        try:
            project = get_project(self.ws, self.project.slug)
        except WorkbenchError as e:
            self.say(str(e))
            return
        await self.app.push_screen(ResourcesScreen(self.pen, self.glyphs, self.ws, project, told))

    def on_home_resources_told(self, message: HomeResourcesTold) -> None:
        """Tell what was not written."""
        if message.error:
            self.say(message.error)

    async def do_deliver(self) -> None:
        """Prove the article or the whole project, and write the files together."""
        from workbench.tui.screens.delivery import DeliveryScreen

        found = self._place()
        if found is not None:
            project, document = found
            await self.app.push_screen(
                DeliveryScreen(self.pen, self.glyphs, self.ws, project, document, self._files(), self._jump)
            )

    async def do_statistics(self) -> None:
        """Show the counts of the article, or of the whole project."""
        from workbench.tui.screens.statistics import StatisticsScreen

        found = self._place()
        if found is not None:
            await self.app.push_screen(StatisticsScreen(self.pen, self.ws, *found))

    async def do_export(self) -> None:
        """Write a single format."""
        from workbench.tui.screens.export_form import ExportScreen

        found = self._place()
        if found is not None:
            project, document = found
            await self.app.push_screen(ExportScreen(self.pen, self.glyphs, self.ws, project, document, self._files()))

    def _files(self) -> Wanted:
        # What was agreed to was agreed to for what was looked at then.
        self._wanted = Wanted()
        return self._wanted

    def _place(self) -> tuple[Project, Document | None] | None:
        row = self.rows[self.at]
        try:
            project = get_project(self.ws, self.project.slug)
            document = get_document(self.ws, project, row.document.document.slug) if row.document else None
        except WorkbenchError as e:
            self.say(str(e))
            return None
        return project, document

    async def _jump(self, document: Document, finding: Finding) -> None:
        """Open the article of a finding there; what was ticked and agreed to goes along."""
        from workbench.workflow.desk import open_desk

        try:
            desk = open_desk(self.ws, self.project.slug, document.slug)
        except WorkbenchError as e:
            self.say(str(e))
            return
        app: WorkbenchApp = self.app  # type: ignore[assignment]
        await app.open_desk(desk)
        editor = app.screen
        if isinstance(editor, DeliveryActs):
            editor.go_to_finding(finding, self._wanted)
