"""The reference: a Textual app with nothing but a TextArea, that has imported what ours imports."""

from __future__ import annotations

import os

os.environ["TEXTUAL_DISABLE_KITTY_KEY"] = "1"

from textual.app import App, ComposeResult
from textual.widgets import TextArea

import workbench.cli.app
import workbench.cli.articles
import workbench.main
import workbench.tui.screens.editor
import workbench.tui.starting
import workbench.workflow.desk  # noqa: F401


class Bare(App[None]):
    """An editor."""

    def compose(self) -> ComposeResult:
        yield TextArea("Bare-editor-is-painted ", soft_wrap=True)

    def on_mount(self) -> None:
        self.query_one(TextArea).cursor_blink = False


if __name__ == "__main__":
    Bare().run()
