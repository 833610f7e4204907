"""Articles go in at home: a file, a folder, or what is pasted; looked at before anything is stored."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual import events

from workbench.errors import WorkbenchError
from workbench.model import counted
from workbench.tui.screens.home_acts import HomeActs
from workbench.tui.screens.pasted import Pasted
from workbench.tui.widgets.question import Ask

if TYPE_CHECKING:
    from workbench.workflow.import_plan import ImportPlan, Reading
    from workbench.workflow.importing import Imported
    from workbench.workflow.pacing import Pace


class HomeImport(HomeActs):
    """Importing."""

    pasting: Pasted | None = None
    """The pasted article so far, None when none is taken."""

    def fit_keys(self) -> None:
        """Show the keys anew."""
        raise NotImplementedError

    # ------------------------------------------------------------------ a file or a folder

    def do_import(self) -> None:
        """Ask which file or folder."""
        body = [("A text file, or a folder of them. Tab completes its name, ~ is your own folder.", "en")]
        self.question.ask(Ask("Import what?", body, enter=self._import, tab=_completed))

    async def _import(self, typed: str) -> None:
        if not typed:
            return
        from workbench.workflow.import_folder import typed_path
        from workbench.workflow.importing import plan_file

        try:
            path = typed_path(typed)
        except WorkbenchError as e:
            self.say(str(e))
            return
        project = self.project
        if path.is_dir():
            from workbench.tui.screens.import_folder import FolderScreen

            screen = FolderScreen(self.pen, self.glyphs, self.ws, project, path, self._folder_stored)
            await self.app.push_screen(screen)
            return
        await self._preview(
            lambda how, pace: plan_file(self.ws, project, path, how.encoding, unwrap=how.unwrap, pace=pace)
        )

    async def _preview(
        self, make: Callable[[Reading, Pace], ImportPlan], left: Callable[[], None] = lambda: None
    ) -> None:
        from workbench.tui.screens.import_preview import ImportPreviewScreen

        screen = ImportPreviewScreen(self.pen, self.glyphs, self.ws, make, stored=self._stored, left=left)
        await self.app.push_screen(screen)

    def _stored(self, done: Imported) -> None:
        self.reload(lambda row: row.document is not None and row.document.document.id == done.document.id)
        if done.already:
            self.say(f"The same text is there already as {done.document.slug}; nothing was changed.")
        else:
            self.say(f"{counted(done.segments, 'segment')}, {done.translatable} to translate, in {done.document.slug}")

    def _folder_stored(self, done: list[Imported], errors: list[str]) -> None:
        new = [d for d in done if not d.already]
        first = new[0].document.id if new else 0
        self.reload(lambda row: row.document is not None and row.document.document.id == first)
        same = f", {len(done) - len(new)} were there already" if len(new) < len(done) else ""
        bad = f" {len(errors)} could not be imported: {errors[0]}" if errors else ""
        self.say(
            f"{counted(len(new), 'document')} imported{same},"
            f" {counted(sum(d.translatable for d in new), 'segment')} to translate.{bad}"
        )

    # ------------------------------------------------------------------ a paste

    def do_paste(self) -> None:
        """Take what is pasted from now on as an article."""
        # What was said before lies where it is counted.
        self.app.clear_notifications()
        self.pasting = Pasted()
        self.fit_keys()

    def on_paste(self, event: events.Paste) -> None:
        """Take pasted text for the line that is typed, or as the article."""
        event.stop()
        if self.question.is_open:
            self.question.paste(event.text)
        elif self.pasting is not None:
            self.pasting.add(event.text)
            self.fit_keys()
        else:
            self.say("To import a pasted article press p first.")

    def paste_key(self, key: str, event: events.Key) -> None:
        """Terminals without bracketed paste send an article as keys."""
        pasted = self.pasting or Pasted()
        words = pasted.words
        if key == "escape":
            self.pasting = None
        elif key == "ctrl+d":
            self.pasting = None
            self._ask_name(pasted.text)
        elif key == "backspace":
            pasted.take_back()
        elif key in ("enter", "ctrl+j"):
            pasted.add("\n")
        elif key == "tab" or (event.character and event.is_printable):
            pasted.add("\t" if key == "tab" else event.character or "")
        if self.pasting is None or pasted.words != words:
            self.fit_keys()

    def _ask_name(self, text: str) -> None:
        from workbench.workflow.importing import plan_text

        project = self.project

        async def named(name: str) -> None:
            # The article is not lost when it is not imported after all.
            await self._preview(
                lambda how, pace: plan_text(self.ws, project, name or "pasted", text, unwrap=how.unwrap, pace=pace),
                lambda: self._paste_again(text),
            )

        self.question.ask(Ask("Name of the document:", enter=named, escape=lambda: self._paste_again(text)))

    def _paste_again(self, text: str) -> None:
        """Go back to the paste with all of it."""
        self.pasting = Pasted(text)
        self.fit_keys()


def _completed(typed: str) -> tuple[str, Sequence[str]]:
    from workbench.workflow.import_folder import complete_path

    done = complete_path(typed)
    return done.text, done.names
