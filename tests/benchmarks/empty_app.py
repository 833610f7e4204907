"""The reference: an empty Textual app that has imported what ours imports."""

from __future__ import annotations

import os

os.environ["TEXTUAL_DISABLE_KITTY_KEY"] = "1"

from textual.app import App, ComposeResult
from textual.widgets import Static

import workbench.cli.app
import workbench.cli.articles
import workbench.main
import workbench.tui.screens.editor
import workbench.tui.starting
import workbench.workflow.desk  # noqa: F401


class Empty(App[None]):
    """One line of text."""

    def compose(self) -> ComposeResult:
        yield Static("Empty-app-is-painted")


if __name__ == "__main__":
    Empty().run()
