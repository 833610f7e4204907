"""One file of an article or project, written without a proof: the format is chosen by Enter."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.model import counted
from workbench.tui.screens.file_rows import FolderRow, FormatRow, OptionRow, WrittenRow, option_rows
from workbench.tui.screens.files import FilesScreen
from workbench.tui.screens.sections import After, Heading
from workbench.workflow.exporting import FORMATS, Exported, export_into, file_names


class ExportScreen(FilesScreen):
    """The formats there are, what goes into them, the folder."""

    def on_mount(self) -> None:
        """Show the formats."""
        super().on_mount()
        self.build()

    def build(self) -> None:
        """What was written, the formats, what is wanted."""
        rows: list[object] = [Heading(" Written"), *self.written] if self.written else []
        rows += [Heading(" Format: Enter writes it"), *(FormatRow(f) for f in FORMATS)]
        rows += [Heading(" With"), *option_rows(self.wanted, ("everything", "states", "notes", "safe"))]
        rows.append(FolderRow(self.folder))
        self.show_rows(rows, lambda row: getattr(row, "to", None) or getattr(row, "name", None) or type(row).__name__)

    def title_bar(self) -> tuple[str, str]:
        """What is written."""
        return f" Export of {self.place}", self.how_far

    def keys(self) -> list[str]:
        """The keys of the row chosen."""
        row = self.chosen
        if self.busy:
            return ["Esc give up"]
        if isinstance(row, WrittenRow):
            return ["c copy the path", "Tab next part", "Esc back"]
        own = {FormatRow: "Enter write it", OptionRow: "Space yes or no", FolderRow: "Enter another folder"}
        return [own.get(type(row), ""), "f folder", "Tab next part", "Esc back"]

    async def enter(self, row: object) -> None:
        """Write a format, or change what goes into it."""
        if isinstance(row, FormatRow):
            self._write(row.to)
        elif isinstance(row, WrittenRow):
            self.app.bell()
        else:
            self.toggle(row)

    def toggle(self, row: object) -> None:
        """Formats are not ticked here: one is written at a time."""
        if isinstance(row, FormatRow):
            self._write(row.to)
        else:
            super().toggle(row)

    def _write(self, to: str) -> None:
        if self.ws.read_only and self.wanted.folder is None:
            self.say("This workspace cannot be written: f names a folder elsewhere.")
            return

        def work() -> After:
            options = self.wanted.options
            done = export_into(
                self.ws,
                self.project,
                self.document,
                to=to,
                folder=self.folder,
                everything="everything" in options,
                spreadsheet_safe="safe" in options,
                states="states" in options,
                notes="notes" in options,
                pace=self.pace(),
            )
            return lambda: self._show(done)

        self.unless_there(
            lambda: file_names(self.ws, self.project, self.document, (to,)), lambda: self.do_long("writing", work)
        )

    def _show(self, done: Sequence[Exported]) -> None:
        self.written = [WrittenRow(d.path, d.count, _notices(d)) for d in done]
        self.build()
        self.choose(1)
        self.say("Written; c copies where it is.")


def _notices(done: Exported) -> tuple[str, ...]:
    if done.notices or not done.open:
        return done.notices
    return (f"Not confirmed, and there untranslated: {done.open} of {counted(done.count, 'segment')}.",)
