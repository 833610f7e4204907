"""The engines of a project on the screen: what may be sent, taking that back, the log, a try."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from workbench.errors import WorkbenchError
from workbench.model import Project
from workbench.tui.screens import consent_questions
from workbench.tui.screens.consent_questions import Part
from workbench.tui.screens.resource_rows import name_of
from workbench.tui.screens.sections import After, SectionedScreen
from workbench.tui.screens.sent_list import SentScreen, latest
from workbench.tui.widgets.question import Ask
from workbench.workflow import mt_records, mt_upkeep
from workbench.workflow.mt_upkeep import EngineState, Offer
from workbench.workflow.projects import set_resources
from workbench.workflow.sent_log import Sent
from workbench.workflow.workspace import Workspace

ASKING = "asking ..."
"""What stands there until an engine answers."""


class EngineActs(SectionedScreen):
    """What is done with an engine; the screen that is made of this keeps and shows the rows."""

    project: Project
    _ws: Workspace
    _where: str
    _parts: Callable[[str], Sequence[Part]]
    _tried: dict[str, tuple[str, ...]]

    def _build(self) -> None:
        raise NotImplementedError

    def _look_at_engines(self) -> After:
        raise NotImplementedError

    def _refused(self) -> bool:
        raise NotImplementedError

    def _write(self, act: Callable[[], object], after: After = lambda: None) -> None:
        raise NotImplementedError

    def _ask_consent(self, engine: EngineState) -> None:
        if engine.missing or engine.refused_by in ("confidential", "offline") or not engine.leaves_machine:
            here = f"{engine.title} translates on this computer: nobody has to allow it."
            self.say(engine.missing or engine.refusal or here)
        elif engine.standing == "allowed":
            self.ask(
                consent_questions.withdrawal(
                    engine.title, engine.host, self.project, lambda yes: self._decide(engine.id, yes)
                )
            )
        else:
            project, at = self.project, name_of(self.chosen)

            def work() -> After:
                offer = mt_upkeep.offer(self._ws, project, engine.id)
                parts = self._parts(engine.id)
                return lambda: self._show_consent(offer, parts, at)

            self.in_background(work)

    def _show_consent(self, offer: Offer, parts: Sequence[Part], at: object) -> None:
        """Ask, unless another row was chosen or something else is asked by now."""
        if name_of(self.chosen) == at:
            self._ask_if_free(
                consent_questions.consent(
                    offer, self.project, parts, self._where, lambda yes: self._decide(offer.engine, yes)
                )
            )

    def _ask_if_free(self, ask: Ask) -> None:
        """Ask, unless something else is asked or shown by now."""
        if self.is_current and not self.question.is_open:
            self.ask(ask)

    def _decide(self, engine: str, yes: bool) -> None:
        act = mt_upkeep.allow if yes else mt_upkeep.forbid
        self._write(lambda: act(self._ws, self.project, engine), self._look_again)

    def _look_again(self) -> None:
        self.in_background(self._look_at_engines)

    def _ask_mark(self) -> None:
        if self._refused():
            return
        project = self.project

        def decide(confidential: bool) -> None:
            self.project = replace(self.project, confidential=confidential)
            self._build()
            self._write(lambda: set_resources(self._ws, project, confidential=confidential), self._look_again)

        def work() -> After:
            answers = mt_records.list_consents(self._ws, project.slug)
            allowed = sorted({c.engine for c in answers if c.yes})
            return lambda: self._ask_if_free(consent_questions.mark(project, allowed, decide))

        self.in_background(work)

    def _show_log(self) -> None:
        project = self.project

        def work() -> After:
            rows = latest(mt_records.sent(self._ws, project.slug))
            return lambda: self._open_log(rows)

        self.in_background(work)

    def _open_log(self, rows: list[Sent]) -> None:
        if self.is_current:
            self.app.push_screen(SentScreen(self.pen, self.glyphs, self.project.name, self.project.source, rows))

    def _try(self, engine: EngineState) -> None:
        """Have a sentence of ours translated, where the engine may be asked."""
        if engine.missing or engine.refusal:
            self.say(engine.missing or f"{engine.refusal} Only what is allowed is tried: Enter asks.")
            return
        if self._tried.get(engine.id) == (ASKING,):
            return
        self._tried[engine.id] = (ASKING,)
        self._build()
        project = self.project

        def work() -> After:
            try:
                done = mt_upkeep.try_engine(self._ws, engine.id, project)
            except WorkbenchError as e:
                told: tuple[str, ...] = (f"No answer. {e}",)
            else:
                told = (f"{done.seconds:.1f} s: {done.answer}",)
            return lambda: self._answered(engine.id, told)

        self.in_background(work)

    def _answered(self, engine: str, told: tuple[str, ...]) -> None:
        self._tried[engine] = told
        self._build()
        self._look_again()
