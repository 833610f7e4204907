"""The one table of keys. Bindings, key bar, help and the README are made from it.

Every command is Esc and then one key, and Alt with that key is the same command; F-keys and Ctrl with a letter are
further doors, never the only one. The Arabic letter in the same place of the board counts as the Latin one.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its id, the keys behind Esc ('' for the loop keys), its other keys by Textual name, what it does.

    ``short`` is its word on the menu line, for the commands behind Esc.
    """

    id: str
    escape: str
    keys: tuple[str, ...]
    text: str
    short: str = ""


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
    Command("undo", "", ("ctrl+z",), "undo; in untouched text: take back the last confirm"),
    Command("redo", "", ("ctrl+y",), "redo"),
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
    Command("go_to", "g", ("f5", "ctrl+g"), "go to a segment by number", "go"),
    Command("find", "f", ("f4", "ctrl+f"), "find words in source and target", "find"),
    Command("find_next", ".", (), "next segment that has them", "next"),
    Command("find_previous", ",", (), "previous segment that has them", "previous"),
    Command("concordance", "k", ("f3",), "look words up in the memory: those selected, or others", "look up"),
    Command("segments", "l", (), "list of the segments: all, open, drafts, with issues, by machine ...", "list"),
    Command("names", "o", ("f8",), "names of the article: decide them, one key each", "names"),
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
    Command("invisibles", "v", (), "show what cannot be seen: controls, spaces", "invisibles"),
    Command("note", "n", (), "note", "note"),
    Command("details", "d", (), "show the bright proposal whole", "details"),
    Command("wide", "w", (), "wide or narrow", "wide"),
    Command("confirm_stay", "enter", ("alt+enter",), "confirm and stay", "stay"),
    Command("save", "s", ("ctrl+s",), "save now", "save"),
    Command("home", "backspace", (), "leave to home", "home"),
    Command("quit", "b", ("ctrl+q",), "bye: quit (saves first)", "bye"),
)
"""Commands behind Esc; Esc 1 to 9 put a proposal besides. Those with two keys have a second row of the menu."""

ROWS: dict[str, str] = {"e": "insert", "y": "segment"}
"""What opens a second row, and its word on the menu line."""

WRITES = frozenset(
    {
        *("confirm", "confirm_stay", "give", "take_back", "undo", "redo"),
        *("copy_source", "insert_term", "unconfirm", "undo_confirm", "note", "split", "join"),
        *("role", "skip", "abbreviation", "fill", "unrepair", "ignore", "waived", "replace"),
        *("insert_sign", "insert_quotes", "insert_zwnj", "insert_rlm", "insert_lrm"),
    }
)
"""Commands that change text: refused, with a sentence, where nothing can be written."""

UNUSABLE = frozenset(
    {
        *(f"ctrl+{n}" for n in "0123456789"),
        *(f"ctrl+{c}" for c in "imhb[a"),
        "ctrl+tab",
        "ctrl+backspace",
        "shift+pageup",
        "shift+pagedown",
        "f10",
        "f11",
        *(f"{m}+f{n}" for m in ("shift", "ctrl", "alt") for n in (1, 2, 3, 4)),
    }
)
"""Keys that do not arrive, or arrive as something else, in one terminal or another (measured in six)."""

_SIGNS = {"full_stop": ".", "slash": "/", "comma": ",", "semicolon": ";", "minus": "-", "backslash": "\\", "space": " "}


def by_key() -> dict[str, Command]:
    """Return the commands by the names of their own keys."""
    return {key: command for command in (*LOOP, *MENU) for key in command.keys}


def by_escape() -> dict[str, Command]:
    """Return the commands by the key behind Esc."""
    return {command.escape: command for command in MENU}


def alt_char(key: str) -> str:
    """Return the character of an ``alt+...`` key name: ``alt+slash`` is ``/``, ``alt+A`` is ``a``; '' for other keys."""
    if not key.startswith("alt+"):
        return ""
    name = key[4:]
    return _SIGNS.get(name, name.lower() if len(name) == 1 else "")


def shown(key: str) -> str:
    """Return a key as people read it: ``ctrl+home`` is ``Ctrl+Home``, ``pageup`` is ``PgUp``."""
    names = {"pageup": "PgUp", "pagedown": "PgDn", "escape": "Esc"}
    if len(key) == 1:
        return key
    return "+".join(names.get(p, p.upper() if len(p) <= 3 and p[0] == "f" else p.capitalize()) for p in key.split("+"))


def behind_escape(command: Command) -> str:
    """Return the keys behind Esc as people read them: ``Enter``, ``y o``."""
    return {"enter": "Enter", "backspace": "Backspace"}.get(command.escape) or " ".join(command.escape)


def menu_items(row: str = "") -> list[str]:
    """Return what the menu line says: the commands of one key, or those of a second row."""
    if row:
        return [f"{c.escape[1:]} {c.short}" for c in MENU if len(c.escape) == 2 and c.escape[0] == row]
    first = [f"{shown(c.escape)} {c.short}" for c in MENU if len(c.escape) != 2]
    return [*first, *(f"{key} {name} ..." for key, name in ROWS.items())]


def readme_table() -> str:
    """Return the key table of the README."""
    rows = ["| key | does |", "|---|---|"]
    rows += [f"| **{', '.join(shown(k) for k in c.keys[:1])}** | {c.text} |" for c in LOOP]
    rows += ["| **Alt+1** ... **Alt+9** | put proposal 1 ... 9 |", "", "Behind **Esc** (or with **Alt**):", ""]
    rows += ["| Esc + | also | does |", "|---|---|---|"]
    for c in MENU:
        other = ", ".join(shown(k) for k in c.keys if not k.startswith("alt+"))
        rows.append(f"| **{behind_escape(c)}** | {other} | {c.text} |")
    return "\n".join(rows)
