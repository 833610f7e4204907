"""The one table of keys. Bindings, key bar, help and the README are made from it.

Every command is Esc and then one key, and Alt with that key is the same command; F-keys and Ctrl with a letter are
further doors, never the only one. The Arabic letter in the same place of the board counts as the Latin one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from workbench.config import user_paths
from workbench.errors import FileError, WorkbenchError
from workbench.tui.key_names import SILENT, shown, shown_behind


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its id, the keys behind Esc ('' for the loop keys), its other keys by Textual name, what it does.

    ``short`` is its word on the menu line, for the commands behind Esc. ``more`` are further keys behind Esc.
    """

    id: str
    escape: str
    keys: tuple[str, ...]
    text: str
    short: str = ""
    more: tuple[str, ...] = ()

    @property
    def escapes(self) -> tuple[str, ...]:
        """All its keys behind Esc."""
        return (self.escape, *self.more) if self.escape else ()

    @property
    def shown_keys(self) -> list[str]:
        """Its keys as people read them, those behind Esc last."""
        own = [shown(k) for k in self.keys if k not in SILENT]
        return [*own, *(f"Esc {shown_behind(e)}" for e in self.escapes)] or [shown(k) for k in self.keys]


LOOP: tuple[Command, ...] = (
    Command("confirm", "", ("enter", "ctrl+j", "ctrl+enter"), "confirm, save, go to the next open segment"),
    Command(
        "give", "", ("tab",), "give me: best proposal, the term I am typing, the next term; again: the next candidate"
    ),
    Command("take_back", "", ("shift+tab",), "take Tab's last gift back"),
    Command("previous", "", ("pageup",), "previous segment (draft kept)"),
    Command("next", "", ("pagedown",), "next segment (draft kept)"),
    Command("previous_open", "", ("ctrl+up",), "previous open segment"),
    Command("next_open", "", ("ctrl+down",), "next open segment"),
    Command("brighter_up", "", ("alt+up",), "make the proposal above the bright one"),
    Command("brighter_down", "", ("alt+down",), "make the proposal below the bright one"),
    Command("first", "", ("ctrl+home",), "first segment"),
    Command("last", "", ("ctrl+end",), "last segment"),
    Command("menu", "", ("escape",), "menu line; again: close it"),
)
"""Keys of the loop: no modifier, the same in every terminal."""

MENU: tuple[Command, ...] = (
    Command("help", "h", ("f1",), "help", "help"),
    Command("copy_source", "c", (), "copy source to target", "source"),
    Command("insert_term", "t", (), "insert a term or a fragment: then its letter", "term"),
    Command("issue", "i", ("f7",), "next issue", "issue"),
    Command("machine", "m", ("f9",), "ask machine translation", "MT"),
    Command("unconfirm", "u", (), "back to draft", "draft"),
    Command("undo_confirm", "z", (), "take back the last confirm", "undo"),
    Command("undo", "yz", ("ctrl+z",), "undo; in untouched text: take back the last confirm", "undo typing"),
    Command("redo", "yy", ("ctrl+y",), "redo", "redo"),
    Command("go_to", "g", ("f5", "ctrl+g"), "go to a segment by number", "go"),
    Command("find", "f", ("f4", "ctrl+f"), "find words in source and target", "find"),
    Command("find_next", ".", (), "next segment that has them", "next"),
    Command(
        "quality", "q", ("f12",), "quality report: all issues, the worst first; go to, put right, ignore", "quality"
    ),
    Command("statistics", "xs", (), "statistics: words, states, match bands, what it took", "statistics"),
    Command("find_previous", ",", (), "previous segment that has them", "previous"),
    Command("concordance", "k", ("f3",), "look words up in the memory: those selected, or others", "look up"),
    Command("segments", "l", (), "list of the segments: all, open, drafts, with issues, by machine ...", "list"),
    Command("names", "o", ("f8",), "names of the article: decide them, one key each", "names"),
    Command("add_term", "a", ("f2",), "add a term to the glossary: what is selected, in source and target", "add term"),
    Command(
        "glossary", "r", (), "register of terms: all glossaries of the project, found by typing, edited", "register"
    ),
    Command("split", "p", (), "split the segment", "split"),
    Command("join", "j", (), "join it with the next one", "join"),
    Command("role", "yo", (), "say what the paragraph is: title, heading, text, not of the article ...", "role"),
    Command("skip", "yk", (), "leave the segment out of the translation, or translate it after all", "skip"),
    Command("abbreviation", "ya", (), "behind a join: the word before the joint never ends a sentence", "abbreviation"),
    Command(
        "fill", "yf", (), "fill the open segments with drafts, from memory and machine; again: pause, stop", "fill"
    ),
    Command("replace", "yr", (), "find and replace in the targets, shown first; taken back as one", "replace"),
    Command("history", "yh", (), "what happened to the segment; a text of it can be had again", "history"),
    Command("review", "yv", (), "mark the confirmed segment as reviewed; again: only confirmed", "reviewed"),
    Command("lock", "yl", (), "lock the confirmed segment: nothing changes it; again: unlock it", "lock"),
    Command("comment", "ym", (), "what people say of the segment: add to it, mark it as done", "comments"),
    Command("direction", "yd", (), "let the paragraph run the other way (right to left, left to right)", "direction"),
    Command("ignore", "yi", (), "let the issue shown not count here, and say why", "ignore"),
    Command("waived", "yw", (), "what is ignored in this segment; take it back", "ignored"),
    Command("unrepair", "yx", (), "take back what was put right for the terms in the proposal just taken", "unrepair"),
    Command("copy", "yc", ("ctrl+c",), "copy the selection; without one choose what", "copy"),
    Command(
        "insert_sign", "ep", (), "Arabic comma; again: ؛ ؟ ٪ …; turns a Latin sign before the caret", "punctuation"
    ),
    Command("insert_quotes", "eq", (), "quotation marks around the selection or the caret", "quotes"),
    Command("insert_zwnj", "ez", (), "put a non-joiner (ZWNJ)", "ZWNJ"),
    Command("insert_rlm", "er", (), "put a right-to-left mark (RLM)", "RLM"),
    Command("insert_lrm", "el", (), "put a left-to-right mark (LRM)", "LRM"),
    Command("insert_number", "en", (), "put the next number of the source that the target lacks", "number"),
    Command(
        "insert_text", "et", (), "put the next address, code, Latin name or quotation that the target lacks", "as it is"
    ),
    Command(
        "insert_selection", "es", (), "select words in the source by arrows, Enter puts them as they are", "selection"
    ),
    Command("swap_case", "eu", (), "the selection or the word before the caret: small, Capitals, CAPITALS", "case"),
    Command("invisibles", "v", (), "show what cannot be seen: controls, spaces", "invisibles"),
    Command("note", "n", (), "note", "note"),
    Command(
        "palette", "/", ("ctrl+p",), "all commands, found by their words; a number goes to that segment", "commands"
    ),
    Command("details", "d", (), "show the bright proposal whole", "details"),
    Command("wide", "w", (), "wide or narrow", "wide"),
    Command("theme", "xt", (), "colours: the next theme (dark, light, high contrast, no colour)", "theme"),
    Command("terminal", "xa", (), "how Arabic is sent to this terminal: choose the line that reads right", "terminal"),
    Command(
        "resources",
        "xm",
        (),
        "memories, engines and glossaries of the project: which count, what may be sent",
        "memories, engines",
    ),
    Command("deliver", "xd", (), "delivery: the proof, each finding with a jump, then all files together", "deliver"),
    Command("export", "xe", (), "export one format, without a proof", "export"),
    Command("confirm_stay", "enter", ("alt+enter",), "confirm and stay", "stay"),
    Command("save", "s", ("ctrl+s",), "save now", "save"),
    Command("home", "xh", (), "leave to home", "home"),
    Command("quit", "xq", ("ctrl+q",), "quit (saves first)", "quit"),
)
"""Commands behind Esc; Esc 1 to 9 put a proposal besides. Those with two keys have a second row of the menu."""

ROWS: dict[str, str] = {"e": "insert", "y": "segment", "x": "article"}
"""What opens a second row, and its word on the menu line."""

WRITES = frozenset(
    {
        *("confirm", "confirm_stay", "give", "take_back", "undo", "redo"),
        *("copy_source", "insert_term", "unconfirm", "undo_confirm", "note", "split", "join"),
        *("role", "skip", "abbreviation", "fill", "unrepair", "ignore", "waived", "replace"),
        *("review", "lock", "add_term"),
        *("insert_sign", "insert_quotes", "insert_zwnj", "insert_rlm", "insert_lrm"),
        *("insert_number", "insert_text", "insert_selection", "swap_case"),
    }
)
"""Commands that change text: refused, with a sentence, where nothing can be written."""

WHEN_LOCKED = frozenset(
    {"undo", "redo", "undo_confirm", "note", "role", "fill", "replace", "ignore", "lock", "comment"}
)
"""Those of them that a locked segment does not refuse: they do not touch it, or ask by themselves."""

HOME: tuple[Command, ...] = (
    Command("open", "", ("enter",), "open the document where it was left"),
    Command("import", "", ("i",), "import articles from a file or a folder", "import"),
    Command("paste", "", ("p",), "paste an article", "paste"),
    Command("new", "", ("n",), "make a project", "new"),
    Command("filter", "", ("/",), "show only the projects and documents with these letters", "filter"),
    Command("glossary", "", ("t",), "terms: the glossaries, found by typing, edited", "terms"),
    Command("impact", "", ("g",), "impact: what changed terms touch", "impact"),
    Command("copy", "", ("c", "ctrl+c"), "copy the line chosen", "copy"),
    Command("rename", "", ("r",), "give the project another name", "rename"),
    Command(
        "archive",
        "",
        ("a",),
        "archive the project: it is not shown any more; an archived one: bring it back",
        "archive",
    ),
    Command("archived", "", ("v",), "the archived projects; again: the others", "archived"),
    Command("remove", "", ("x", "delete"), "remove the project", "remove"),
    Command("resources", "", ("m",), "memories, engines and glossaries of the project", "memories, engines"),
    Command("deliver", "", ("d",), "delivery: the proof, then all files together", "deliver"),
    Command("export", "", ("e",), "export one format, without a proof", "export"),
    Command("statistics", "", ("s",), "statistics: words, states, match bands, what it took", "statistics"),
    Command("theme", "", ("o",), "colours: the next theme (dark, light, high contrast, no colour)", "colours"),
    Command("terminal", "", ("w",), "how Arabic is sent to this terminal: choose the line that reads right", "Arabic"),
    Command("palette", "", ("k", "ctrl+p"), "all commands, found by their words", "commands"),
    Command("help", "", ("h", "f1"), "help", "help"),
    Command("quit", "", ("q", "ctrl+q"), "quit", "quit"),
)
"""Commands of the list of projects: no text is typed there, letters are keys. ``screens/home.py`` acts on them."""


@dataclass(frozen=True, slots=True)
class Keymap:
    """The keys in force in the editor. Nothing changes it: other keys are another one."""

    loop: tuple[Command, ...]
    menu: tuple[Command, ...]
    _keys: Mapping[str, Command] = field(init=False, repr=False, compare=False)
    _escapes: Mapping[str, Command] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_keys", {key: c for c in self.commands for key in c.keys})
        object.__setattr__(self, "_escapes", {keys: c for c in self.commands for keys in c.escapes})

    @property
    def commands(self) -> tuple[Command, ...]:
        """All commands, those of the loop first."""
        return (*self.loop, *self.menu)

    def by_key(self, key: str) -> Command | None:
        """Return the command of a key by Textual's name."""
        return self._keys.get(key)

    def by_escape(self, keys: str) -> Command | None:
        """Return the command of keys behind Esc."""
        return self._escapes.get(keys)

    def first_key(self, command: str) -> str:
        """Return the key by which a command is named to people: ``Enter``, ``F1``, ``Esc y o``."""
        return next(c.shown_keys[0] for c in self.commands if c.id == command)

    def behind(self, command: str) -> str:
        """Return the keys behind Esc by which a message names a command, ``Esc y f``; its first key if it has none."""
        keys = next(c.shown_keys for c in self.commands if c.id == command)
        return next((k for k in keys if k.startswith("Esc ")), keys[0])

    def told(self, error: WorkbenchError) -> str:
        """Return what an error says, with the key of the act it speaks of."""
        return f"{error} ({self.behind(error.act)})" if error.act else str(error)

    def menu_items(self, row: str = "") -> list[str]:
        """Return what the menu line says: the commands of one key, or those of a second row."""
        found = [(keys, c.short or c.id.replace("_", " ")) for c in self.commands for keys in c.escapes]
        if row:
            return [f"{keys[1:]} {word}" for keys, word in found if len(keys) == 2 and keys[0] == row]
        first = [f"{shown(keys)} {word}" for keys, word in found if len(keys) != 2]
        return [*first, *(f"{key} {name} ..." for key, name in ROWS.items())]


DEFAULTS = Keymap(LOOP, MENU)
"""The keys without anybody's settings."""


def key_table(settings: object) -> tuple[Keymap, tuple[FileError, ...]]:
    """Return the keys in force by the person's table ``[keys]``, and what is wrong with it: then they are the defaults."""
    if settings in ({}, None):
        return DEFAULTS, ()
    # Most people have no such table: a start does not load what reads one.
    from workbench.tui.remapping import remapped

    return remapped(DEFAULTS, ROWS, settings, user_paths().settings)


def readme_table() -> str:
    """Return the key table of the README."""
    rows = ["| key | does |", "|---|---|"]
    rows += [f"| **{', '.join(shown(k) for k in c.keys[:1])}** | {c.text} |" for c in LOOP]
    rows += ["| **Alt+1** ... **Alt+9** | put proposal 1 ... 9 |", "", "Behind **Esc** (or with **Alt**):", ""]
    rows += ["| Esc + | also | does |", "|---|---|---|"]
    for c in MENU:
        other = ", ".join(shown(k) for k in c.keys if not k.startswith("alt+"))
        rows.append(f"| **{shown_behind(c.escape)}** | {other} | {c.text} |")
    return "\n".join(rows)
