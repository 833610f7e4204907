"""An engine that does as a test says, and a document to ask it about."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import pytest

from tests.mt.scripted import english
from workbench.config import EngineSettings
from workbench.errors import MTError
from workbench.model import MTFailure, Project
from workbench.mt.engine import Call, Place, Request
from workbench.mt.engines import ENGINES
from workbench.mt.failures import failure
from workbench.workflow.desk import Desk, open_desk
from workbench.workflow.importing import import_text
from workbench.workflow.machine import Machine
from workbench.workflow.workspace import Workspace


class Engine:
    """Answers as a test says, in this process, and remembers what it was asked."""

    version = "7"
    interval = 0.0
    batch = 1

    def __init__(self, id_: str, place: Place, answer: Callable[[str], str], takes: Sequence[str] = ()) -> None:
        self.id, self.title, self.host = id_, id_.title(), f"{id_}.example"
        self.place, self.answer, self.takes = place, answer, frozenset(takes)
        self.seen: list[Request] = []
        self.gate = threading.Event()
        self.gate.set()

    def supports(self, _source: str, _target: str) -> bool:
        return True

    def fits(self, _request: Request) -> bool:
        return True

    def translate(self, requests: Sequence[Request], call: Call) -> list[str]:
        if self.place.leaves_machine:
            call.sending("\n".join(r.text for r in requests))
        self.seen += requests
        self.gate.wait(60)
        return [self.answer(r.text) for r in requests]

    @property
    def texts(self) -> list[str]:
        return [r.text for r in self.seen]


Make = Callable[..., Engine]


@pytest.fixture
def make(ws: Workspace, monkeypatch: pytest.MonkeyPatch) -> Make:
    """Put an engine into the table and the settings."""
    ws.settings = replace(ws.settings, mt_engines=())

    def made(
        id_: str = "cloud",
        place: Place = Place.CLOUD,
        answer: Callable[[str], str] = english,
        takes: Sequence[str] = (),
        settings: EngineSettings | None = None,
    ) -> Engine:
        engine = Engine(id_, place, answer, takes)
        monkeypatch.setitem(ENGINES, id_, lambda _settings: engine)
        names, own = (*ws.settings.mt_engines, id_), dict(ws.settings.mt)
        if settings is not None:
            own[id_] = settings
        ws.settings = replace(ws.settings, mt_engines=names, mt=own)
        return engine

    return made


def ask(machine: Machine, text: str) -> dict[str, str | MTError]:
    """Ask all engines and wait for all answers."""
    got: queue.SimpleQueue[tuple[str, str | MTError]] = queue.SimpleQueue()
    machine.ask(machine.request(text), lambda *answer: got.put(answer))
    return dict(got.get(timeout=30) for _ in machine.engines())


def failing(kind: MTFailure) -> Callable[[str], str]:
    def answer(_text: str) -> str:
        raise failure(kind, "Engine")

    return answer


ARTICLE = "افتتح المستشفى أبوابه من جديد.\nقال المدير إن الوقود نفد تماما.\nوغادر الوفد المدينة في المساء.\nثم عاد الجميع إلى بيوتهم.\nوانتهى اليوم الطويل بسلام.\nولم يقل أحد شيئا بعد ذلك.\n"


@pytest.fixture
def desk(ws: Workspace, project: Project) -> Iterator[Desk]:
    import_text(ws, project, "article", ARTICLE)
    opened = open_desk(ws, "news", "article")
    opened.prepare()
    yield opened
    opened.close()


def until(test: Callable[[], bool]) -> None:
    for _ in range(3000):
        if test():
            return
        threading.Event().wait(0.01)
    raise AssertionError("it did not happen")
