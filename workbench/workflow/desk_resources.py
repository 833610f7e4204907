"""The open document follows its project: other memories, glossaries and engines count at once, whoever chose them."""

from __future__ import annotations

import threading

from workbench.config import EngineSettings
from workbench.model import Project, Proposal
from workbench.mt.engines import ENGINES
from workbench.store import memories as memories_table
from workbench.store import projects as projects_table
from workbench.workflow.desk_fragments import DeskFragments
from workbench.workflow.desk_machine import DeskMachine
from workbench.workflow.desk_terms import DeskTerms
from workbench.workflow.proposing import load_memory

Part = tuple[str, str, str]
"""Something that is sent: what it is ('' for the text itself), its text, the language of that."""


class DeskResources(DeskTerms, DeskMachine, DeskFragments):
    """The part of the desk that takes over what was chosen for the project."""

    _taking = threading.Lock()
    _penalties: dict[str, int] | None = None

    def _count_memory(self) -> None:
        raise NotImplementedError

    @property
    def project_changed(self) -> bool:
        """Whether other memories, glossaries or penalties were chosen than those the document goes by: two short looks."""
        penalties = memories_table.memory_penalties(self.ws.store.read())
        if self._penalties is None:
            self._penalties = penalties
        return penalties != self._penalties or self._project_now() != self.project

    def follow_project(self) -> None:
        """Take over what was chosen for the project since. For a thread: glossaries are read.

        What engines may be asked is looked at anew in any case: consents are no part of the database.
        """
        with self._taking:
            if self._closed:
                return
            before, project = self.project, self._project_now()
            self._penalties = memories_table.memory_penalties(self.ws.store.read())
            self.project = project
            if self._machine is not None:
                self._machine.look_again()
            # What was asked ahead may have gone to engines, or with pairs, that are not wanted any more.
            self._ask_ahead_anew()
            if self._proposer is not None:
                self._proposer.memory = load_memory(self.ws, project)
                self._count_memory()
            if project.glossaries != before.glossaries:
                self._live.follow(project)
                if self._proposer is not None:
                    self._know().first_mentions()
            if project.memories != before.memories:
                self._learn_of(project)

    def _project_now(self) -> Project:
        found = projects_table.get_project(self.ws.store.read(), self.project.slug)
        # Removed, or another of its name: what is open goes on with what it knows.
        return found if found is not None and found.id == self.project.id else self.project

    def parts_sent(self, number: int, engine: str) -> list[Part]:
        """Return what an engine would be sent for a segment now: its text, and what the engine can use besides.

        For a thread: where the nearest pairs are sent too, the memory is searched.
        """
        source, target = self.project.source, self.project.target
        takes = ENGINES[engine](self.ws.settings.mt.get(engine, EngineSettings())).takes
        text, hits, around = self.segment(number).source, self.terms(number), self._context(number)
        near: list[Proposal] = []
        if self._proposer is not None and "matches" in takes:
            near = self._proposer.matches(text, hits, around)
        asked = self.machine.request(text, hits, around, near).only(takes)
        parts: list[Part] = [("", asked.text, source)]
        parts += [("before it", asked.before, source)] if asked.before else []
        parts += [("after it", asked.after, source)] if asked.after else []
        for surface, form in asked.terms:
            parts += [("a term of your glossaries", surface, source), ("", form, target)]
        for old, new in asked.matches:
            parts += [("a pair of your memories", old, source), ("", new, target)]
        return parts
