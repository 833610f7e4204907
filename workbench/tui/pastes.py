"""A paste is taken out of what the terminal sends before Textual reads it sign by sign: 2.5 s for a megabyte (measured)."""

from __future__ import annotations

from textual import events

START, END = "\x1b[200~", "\x1b[201~"
"""What stands around a paste (bracketed paste)."""
_ALMOST = len(START) - 1


class Pastes:
    """Finds the pastes in the input of one terminal, however it is cut into pieces."""

    def __init__(self) -> None:
        self._held: list[str] | None = None
        self._slow = False
        """Whether Textual's own parser is inside a paste: its beginning came in two pieces, or behind a lone Esc."""
        self._before = ""
        self._begun = ""
        """The beginning of ``START`` at the end of a piece: it waits for the rest."""

    def of(self, data: str) -> list[str | events.Paste]:
        """Return the input in order: stretches for the parser, and whole pastes."""
        out: list[str | events.Paste] = []
        data, self._begun = self._begun + data, ""
        while data:
            at = (self._before + data).find(END if self._held is not None or self._slow else START)
            start = at - len(self._before)
            if self._held is not None:
                data = self._paste(data, start if at >= 0 else None, out)
                continue
            if at < 0:
                # ESC and [ alone may be keys, which must not wait.
                begun = 0 if self._slow else next((n for n in (5, 4, 3) if data.endswith(START[:n])), 0)
                data, self._begun = data[: len(data) - begun], data[len(data) - begun :]
                self._before = (self._before + data)[-_ALMOST:]
                out += [data] if data else []
                break
            escaped = (self._before + data)[:at].endswith("\x1b")
            if self._slow or start < 0 or escaped:
                self._slow = not self._slow
                out.append(data[: start + len(START)])
            else:
                self._held = []
                out += [data[:start]] if start else []
            self._before, data = "", data[start + len(START) :]
        return out

    def _paste(self, data: str, end: int | None, out: list[str | events.Paste]) -> str:
        """Hold ``data`` or finish the paste before its ``end``, which may have begun earlier; return what is left."""
        held = self._held if self._held is not None else []
        held.append(data if end is None else data[: max(0, end)])
        if end is None:
            self._before = (self._before + data)[-_ALMOST:]
            return ""
        text = "".join(held)
        # NUL is taken out as Textual does.
        out.append(events.Paste((text[:end] if end < 0 else text).replace("\x00", "")))
        self._held, self._before = None, ""
        return data[end + len(END) :]
