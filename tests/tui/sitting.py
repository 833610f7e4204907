"""A real workspace on the screen, and what a test asks of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from workbench.workflow.workspace import Workspace

from .conftest import draw


class Sitting:
    """Keys in, what is drawn and told out."""

    def __init__(self, app: Any, pilot: Any) -> None:
        self.app, self.pilot = app, pilot

    @property
    def screen(self) -> Any:
        return self.app.screen

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()
        while self.app._early is not None:
            # Keys wait while something is written.
            await self.pilot.pause(0.01)

    async def until(self, test: Callable[[], Any]) -> None:
        for _ in range(1500):
            if test():
                await self.pilot.pause()
                return
            await self.pilot.pause(0.02)
        raise AssertionError(f"it did not happen: {self.told}\n{self.shown()}")

    async def line_typed(self, text: str) -> None:
        """Answer a question that wants a line."""
        self.screen.question.field.load("")
        if text:
            self.screen.question.paste(text)
        await self.press("enter")

    def line(self, name: str) -> str:
        draw(self.app)
        text: str = self.screen.query_one(f"#{name}").render_line(0).text
        return text

    def pane(self, name: str) -> str:
        draw(self.app)
        found = self.screen.query_one(f"#{name}")
        return "\n".join(found.render_line(y).text for y in range(found.size.height))

    def shown(self) -> str:
        """Everything on the screen."""
        draw(self.app)
        return "\n".join(strip.text for strip in self.screen._compositor.render_strips())

    @property
    def told(self) -> str:
        return " ".join(n.message.replace("\n", " ") for n in self.app._notifications)


def open_it(ws: Workspace, document: str | None = "doc") -> tuple[Any, Any]:
    """Open a document of the project ``news``, or with None the list of projects."""
    from workbench.tui import keys
    from workbench.tui.app import WorkbenchApp
    from workbench.workflow.desk import open_desk

    keys.install()
    desk = open_desk(ws, "news", document) if document else None
    return WorkbenchApp(ws, desk), desk
