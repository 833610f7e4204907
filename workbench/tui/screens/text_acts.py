"""Commands on the text itself: signs a keyboard lacks, the direction of a paragraph, what cannot be seen, copying."""

from __future__ import annotations

from workbench.model import is_rtl
from workbench.tui.screens.acts import Acts
from workbench.tui.widgets.question import Ask, Choice

ZWNJ, LRM, RLM = "\u200c", "\u200e", "\u200f"
ARABIC_SIGNS = ("،", "؛", "؟", "٪", "…", "ـ")
"""What the sign command puts, one after the other when it is pressed again."""
TO_ARABIC = {",": "،", ";": "؛", "?": "؟", "%": "٪"}
TO_ENGLISH = {arabic: latin for latin, arabic in TO_ARABIC.items()}
QUOTES = {"ar": ("«", "»"), "en": ("“", "”")}


class TextActs(Acts):
    """The commands on the text."""

    # ------------------------------------------------------------------ signs

    def do_insert_zwnj(self) -> None:
        """Put a non-joiner at the caret."""
        self.target.insert_at_caret(ZWNJ)

    def do_insert_rlm(self) -> None:
        """Put a right-to-left mark at the caret."""
        self.target.insert_at_caret(RLM)

    def do_insert_lrm(self) -> None:
        """Put a left-to-right mark at the caret."""
        self.target.insert_at_caret(LRM)

    def do_insert_sign(self) -> None:
        """Turn the sign before the caret into that of the language, else put one; again: the next one."""
        row, column = self.target.cursor_location
        before = self.target.document[row][column - 1 : column]
        arabic = is_rtl(self.desk.project.target)
        turned = (TO_ARABIC if arabic else TO_ENGLISH).get(before, "")
        if turned:
            self.target.replace_before_caret(1, turned)
        elif arabic and before in ARABIC_SIGNS:
            following = ARABIC_SIGNS[(ARABIC_SIGNS.index(before) + 1) % len(ARABIC_SIGNS)]
            self.target.replace_before_caret(1, following)
        elif arabic:
            if not self.put_sign(ARABIC_SIGNS[0]):
                self.target.insert_at_caret(ARABIC_SIGNS[0])
        else:
            self.say(
                "This turns an Arabic comma, semicolon, question mark or percent sign before the caret into English."
            )

    def do_insert_quotes(self) -> None:
        """Put a pair of quotation marks around the selection, or around the caret."""
        opening, closing = QUOTES.get(self.desk.project.target.split("-")[0], QUOTES["en"])
        self.target.surround(opening, closing)

    # ------------------------------------------------------------------ looking

    def do_direction(self) -> None:
        """Let the paragraph run the other way, while it is on the screen."""
        base = 1 - self.target.direction
        self.directions[self.opened.number] = base
        self.target.set_direction(base)
        self.fit()
        self.say("From right to left." if base else "From left to right.")

    def do_invisibles(self) -> None:
        """Show controls and spaces, or no longer."""
        self.labels = not self.labels
        self.target.show_labels(shown=self.labels)
        self.source_view.labels = self.labels
        self.fit()
        self.source_view.refresh()

    # ------------------------------------------------------------------ copying

    def do_copy(self) -> None:
        """Copy what is selected in the target or the source; without a selection ask what."""
        chosen = self.target.selected_text or self.source_view.selected
        if chosen:
            self._copy(chosen, "The selection")
            return
        found = [
            ("s", "the source", self.desk.segment(self.opened.number).source),
            ("t", "the target", self.target.text),
        ]
        if self.opened.proposals:
            proposal = self.opened.proposals[self.opened.bright]
            found.append(("p", "the proposal", proposal.text))
            if proposal.match is not None:
                found.append(("m", "the source of the match", proposal.match.unit.source))
        terms = dict.fromkeys(
            f"{hit.concept.preferred(self.desk.project.source)}\t{hit.concept.preferred(self.desk.project.target)}"
            for hit in self.desk.terms(self.opened.number)
        )
        if terms:
            found.append(("w", "the terms", "\n".join(terms)))
        found.append(("i", "the issues", "\n".join(issue.message for issue in self.issues())))
        found += [
            (key, name, "\t".join((self.desk.segment(n).source, self.text_of(self.desk.segment(n))[0])))
            for key, name, n in (
                ("a", "the segment above", self.opened.number - 1),
                ("n", "the segment below", self.opened.number + 1),
            )
            if 1 <= n <= len(self.desk.segments)
        ]

        def choice(key: str, name: str, text: str) -> Choice:
            return Choice(key, name, lambda: self._copy(text, name.capitalize()))

        choices = [choice(key, name, text) for key, name, text in found if text.strip()]
        self.question.ask(Ask("Copy what?", choices=[Choice("enter", "nothing", lambda: None), *choices]))

    def _copy(self, text: str, name: str) -> None:
        self.app.copy_to_clipboard(text)
        self.say(f"{name} is copied.")
