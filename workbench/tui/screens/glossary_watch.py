"""The open document follows its glossaries: git, an editor or another window may change them while it is open."""

from __future__ import annotations

import contextlib
import threading

from textual.message import Message

from workbench.errors import WorkbenchError
from workbench.tui.screens.acts import Acts


class GlossariesRead(Message):
    """Glossaries that were changed have been read again. ``error`` is a sentence when they could not be."""

    def __init__(self, error: str = "") -> None:
        super().__init__()
        self.error = error


class GlossaryWatch(Acts):
    """Looks at the dates of the files when it is told to. Enter looks for itself before it confirms."""

    _reading = False

    def look_at_glossaries(self) -> None:
        """Follow the glossaries, if any was changed."""
        if self._reading or not self.desk.glossaries_changed:
            return
        self._reading = True

        def work() -> None:
            error = ""
            try:
                self.desk.follow_glossaries()
            except WorkbenchError as e:
                error = str(e)
            # The screen may be gone already.
            with contextlib.suppress(RuntimeError):
                self.post_message(GlossariesRead(error))

        threading.Thread(target=work, name="glossaries", daemon=True).start()

    def on_glossaries_read(self, message: GlossariesRead) -> None:
        """Terms and issues are those of the changed glossaries now."""
        self._reading = False
        errors = [message.error] if message.error else [e.message for e in self.desk.glossary_errors[:1]]
        gone = self.desk.glossaries_gone
        if gone and not message.error:
            names = f"Glossary {gone[0]} was" if len(gone) == 1 else f"Glossaries {', '.join(gone)} were"
            self.say(f"{names} removed: none of the terms in it counts any more.", bad=True)
        elif errors:
            self.say(f"A glossary was changed. {' '.join(errors)} What cannot be read does not count.", bad=True)
        else:
            self.say("A glossary was changed and read again.")
        self.fit()
        self.refresh_segment()
