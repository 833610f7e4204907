"""Home: projects and documents, how far they are, and what is left to do."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult

from workbench.bidi.plain import cells
from workbench.errors import WorkbenchError
from workbench.tui.keys import normal, place_of
from workbench.tui.marks import ASCII, SYMBOLS
from workbench.tui.messages import HomeCounted
from workbench.tui.screens.home_files import HomeFiles
from workbench.tui.screens.home_import import HomeImport
from workbench.tui.screens.home_lines import HomeRow
from workbench.tui.strips import Pen
from workbench.tui.widgets.field import Field
from workbench.tui.widgets.key_lines import KeyLines
from workbench.tui.widgets.panels import Bar, Panel
from workbench.tui.widgets.question import Question
from workbench.workflow.home import Counting, filtered
from workbench.workflow.pacing import Pace
from workbench.workflow.projects import ProjectOverview, overview
from workbench.workflow.workspace import Workspace

if TYPE_CHECKING:
    from workbench.tui.app import WorkbenchApp

COUNT_REST = 0.6
"""Seconds behind the first paint before anything is counted: whoever presses Enter at once waits for nothing."""
STEPS = {"up": -1, "down": 1, "pageup": -10, "pagedown": 10}


@dataclass(frozen=True, slots=True)
class HomeAct:
    """A letter at home: the method ``do_<id>`` it calls, and its words in the key bar. ``row``: it needs a project."""

    letter: str
    id: str
    label: str
    row: bool = True
    keys: tuple[str, ...] = ()


ACTS = (
    HomeAct("i", "import", "import"),
    HomeAct("p", "paste", "paste"),
    HomeAct("n", "new", "new", row=False),
    HomeAct("/", "filter", "filter", row=False),
    HomeAct("t", "glossary", "terms", row=False),
    HomeAct("g", "impact", "impact", row=False),
    HomeAct("c", "copy", "copy", keys=("ctrl+c",)),
    HomeAct("r", "rename", "rename"),
    HomeAct("a", "archive", "archive"),
    HomeAct("v", "archived", "archived", row=False),
    HomeAct("x", "remove", "remove", keys=("delete",)),
    HomeAct("m", "resources", "memories, engines"),
    HomeAct("d", "deliver", "deliver"),
    HomeAct("e", "export", "export"),
    HomeAct("s", "statistics", "statistics"),
    HomeAct("o", "theme", "colours", row=False),
    HomeAct("w", "terminal", "Arabic", row=False),
    HomeAct("k", "palette", "commands", row=False, keys=("ctrl+p", "alt+slash")),
    HomeAct("h", "help", "help", row=False, keys=("f1", "alt+h", "question_mark", "؟")),
    HomeAct("q", "quit", "quit", row=False, keys=("ctrl+q", "alt+q")),
)
"""All letters; what is to be had by one more is a line here and a method."""


class HomeScreen(HomeFiles, HomeImport):
    """Projects, each with its documents; the last opened is chosen, and Enter goes on with it."""

    def __init__(self, pen: Pen, ws: Workspace, counting: Counting | None = None) -> None:
        super().__init__()
        self.pen = pen
        self.ws = ws
        self.glyphs = ASCII if ws.settings.ascii else SYMBOLS
        self.rows: list[HomeRow] = []
        self.at = 0
        self.figures = {}
        self._projects: list[ProjectOverview] = []
        self._counting = counting or Counting(ws)
        self._stop = threading.Event()
        self._filtering = False
        self.archived = False

    def compose(self) -> ComposeResult:
        """Title, list, filter, keys."""
        yield Bar(self.pen, self._title, id="title")
        yield Panel(self.list_lines, id="list")
        yield Field(self.pen, id="filter")
        yield Question(self.pen, id="question")
        yield KeyLines(self.pen, self._keys, id="keys")

    def on_mount(self) -> None:
        """Show the projects; what has to be counted is, a little later."""
        self.question = self.query_one("#question", Question)
        self._field = self.query_one("#filter", Field)
        self._projects = overview(self.ws)
        self._choose_last()
        self.set_timer(COUNT_REST, self._count)
        self.app.ready()  # type: ignore[attr-defined] # the app is a WorkbenchApp

    def on_unmount(self) -> None:
        """Count no more."""
        self._stop.set()

    def on_resize(self) -> None:
        """Let the question follow."""
        self.call_after_refresh(self.question.fit)

    # ------------------------------------------------------------------ the list

    def reload(self, choose: Callable[[HomeRow], bool] | None = None) -> None:
        """Read projects and progress anew; the row chosen is the first that ``choose`` takes, else the one it was."""
        self._projects = overview(self.ws, archived=self.archived)
        if choose is not None:
            self._clear_filter()
        self._renew(choose)
        self._count()

    def _renew(self, choose: Callable[[HomeRow], bool] | None = None) -> None:
        was = self.rows[self.at].key if self.at < len(self.rows) else None
        typed = self._field.text
        shown = list(filtered(self._projects, typed)) if typed.strip() else self._projects
        # Typed with the other keyboard layout on.
        shown = shown or list(filtered(self._projects, "".join(map(place_of, typed))))
        self.rows = [row for p in shown for row in (HomeRow(p), *(HomeRow(p, d) for d in p.documents))]
        keep = next((n for n, r in enumerate(self.rows) if r.key == was), min(self.at, max(0, len(self.rows) - 1)))
        self.at = next((n for n, r in enumerate(self.rows) if choose is not None and choose(r)), keep)
        self._draw()

    def _choose_last(self) -> None:
        """Choose the document opened last, the first one when none was ever opened."""
        documents = [d for p in self._projects for d in p.documents]
        last = max(documents, key=lambda d: d.opened, default=None)
        self._renew(lambda row: row.document is last and last is not None)

    def _draw(self) -> None:
        self.query_one("#list", Panel).renew()
        self.query_one("#title").refresh()

    def nothing(self) -> str:
        """What stands there without any project."""
        if self._projects:
            return "Nothing fits. Esc shows all."
        return "No project is archived. v shows the others." if self.archived else "No projects yet: n makes one."

    def _title(self) -> tuple[str, str]:
        typed = self._field.text
        name = "Archived projects: a brings one back, v shows the others" if self.archived else "Projects"
        left, right = f" {name}{f'   /{typed}' if typed else ''}", f" {self.ws.paths.root} "
        return left, right if cells(left) + cells(right) <= self.size.width else ""

    # ------------------------------------------------------------------ counting

    def _count(self) -> None:
        """Count words and issues in a thread; an earlier count ends."""
        self._stop.set()
        self._stop = stop = threading.Event()
        projects = list(self._projects)

        def found(figures: object) -> None:
            # The screen may be gone already.
            with contextlib.suppress(RuntimeError):
                if not stop.is_set():
                    self.post_message(HomeCounted(figures))  # type: ignore[arg-type]

        pace = Pace(stopped=stop.is_set, resting=True)

        def count() -> None:
            # What Enter on a document needs, loaded while nobody waits for it.
            import workbench.tui.screens.editor  # noqa: F401

            self._counting.run(projects, found, pace)

        threading.Thread(target=count, name="home figures", daemon=True).start()

    def on_home_counted(self, message: HomeCounted) -> None:
        """Show what is known now."""
        self.figures[message.figures.document] = message.figures
        self.query_one("#list", Panel).renew()

    # ------------------------------------------------------------------ keys

    def _keys(self) -> list[str]:
        if self.pasting is not None:
            from workbench.model import counted

            return [
                f"Paste the article: {counted(self.pasting.words, 'word')} so far.",
                "Ctrl+D goes on",
                "Esc cancels",
            ]
        if self._filtering:
            return ["Type part of a name", "Enter open", "Up/Down choose", "Esc shows all"]
        names = {"h": "F1"}
        return ["Enter open", *(f"{names.get(a.letter, a.letter)} {a.label}" for a in ACTS)]

    def fit_keys(self) -> None:
        """Show the keys anew."""
        self.query_one("#keys", KeyLines).fit()

    async def on_key(self, event: events.Key) -> None:
        """Handle every key here."""
        event.stop()
        event.prevent_default()
        key = normal(event.key)
        if self.question.is_open:
            await self.question.press(key, event)
        elif self.pasting is not None:
            self.paste_key(key, event)
        elif self._filtering and await self._filter_key(key, event):
            pass
        elif key in STEPS or key in ("home", "end"):
            self._move(key)
        elif key in ("enter", "ctrl+j"):
            await self._open()
        elif key == "escape":
            self._clear_filter()
            self._renew()
        else:
            await self._act(key, place_of(event.character or "").lower())

    async def _act(self, key: str, char: str) -> None:
        """Do what a letter stands for."""
        act = next((a for a in ACTS if (char and char == a.letter) or key in a.keys or char in a.keys), None)
        if act is None:
            return
        if act.row and not self.rows:
            self.say("Nothing is chosen. Esc shows all." if self._projects else self.nothing())
            return
        done = getattr(self, f"do_{act.id}")()
        if done is not None:
            await done

    def _move(self, key: str) -> None:
        far = len(self.rows)
        self.at = max(0, min(far - 1, self.at + {**STEPS, "home": -far, "end": far}[key]))
        self._draw()

    async def _open(self) -> None:
        """Open a document where it was left, of a project the one opened last."""
        if not self.rows:
            return
        row = self.rows[self.at]
        if row.document is None and not row.project.documents:
            self.say(f"{row.project.project.name} has no document yet: i imports one, p takes a pasted one.")
            return
        from workbench.workflow.desk import open_desk

        document = row.document or max(row.project.documents, key=lambda d: d.opened)
        try:
            desk = open_desk(self.ws, row.project.project.slug, document.document.slug)
        except WorkbenchError as e:
            self.say(str(e))
            return
        self._stop.set()
        app: WorkbenchApp = self.app  # type: ignore[assignment]
        await app.open_desk(desk, names=not document.opened and self.ws.settings.names_first)

    def on_panel_clicked(self, message: Panel.Clicked) -> None:
        """Choose the clicked line."""
        if message.panel == "list" and message.y and self.rows:
            self.at = min(len(self.rows) - 1, self.top(self.query_one("#list").size.height) + message.y - 1)
            self._draw()

    # ------------------------------------------------------------------ the filter

    def do_filter(self) -> None:
        """Type part of a name; the list follows."""
        self._filtering = True
        self._field.display = True
        self.fit_keys()

    async def _filter_key(self, key: str, event: events.Key) -> bool:
        """Handle a key of the filter line; False for those of the list."""
        if key in ("escape", "enter", "ctrl+j", "up", "down", "pageup", "pagedown"):
            return False
        await self._field.edit_key(key, event)
        self._renew()
        return True

    def _clear_filter(self) -> None:
        self._filtering = False
        self._field.display = False
        self._field.begin("", "en")
        self.fit_keys()

    def say(self, text: str, *, bad: bool = False) -> None:
        """Show a notice."""
        self.app.tell(text, severity="error" if bad else "information")  # type: ignore[attr-defined] # a WorkbenchApp
