"""An article as it is pasted: in one piece or several, or key by key where a terminal does not mark its pastes."""

from __future__ import annotations


class Pasted:
    """The text so far, and how many words it has; what is added is counted once, however much there is."""

    def __init__(self, text: str = "") -> None:
        self._parts: list[str] = []
        self.words = 0
        self.add(text)

    @property
    def text(self) -> str:
        """All of it."""
        return "".join(self._parts)

    def add(self, part: str) -> None:
        """Put a part behind the others; a word may go on in it."""
        if part:
            self.words += len(part.split()) - (self._inside and not part[0].isspace())
            self._parts.append(part)

    def take_back(self) -> None:
        """Take the last character back."""
        if self._parts:
            last = self._parts.pop()
            self._parts += [last[:-1]] if len(last) > 1 else []
            self.words -= not last[-1].isspace() and not (last[-2:-1].strip() if len(last) > 1 else self._inside)

    @property
    def _inside(self) -> bool:
        return bool(self._parts) and not self._parts[-1][-1].isspace()
