"""Models on this computer: nothing leaves it.

A model of each direction runs in a process of its own (:mod:`workbench.mt.local_process` says why), loaded when it is first
asked and ended when nobody asks any more. A call that is cancelled leaves the lines it has begun to that process, which
finishes them unheard; at the deadline the process is ended.
"""

from __future__ import annotations

import importlib.util
import os
import re
import threading
from collections.abc import Sequence
from pathlib import Path

from workbench.config import EngineSettings, user_paths
from workbench.errors import MTError
from workbench.model import MTFailure
from workbench.mt.engine import Call, Place, Request
from workbench.mt.failures import failure
from workbench.mt.local_process import LocalProcess, Stopped
from workbench.mt.models import PAIRS, Installed, describe, usable
from workbench.mt.sanity import has_words

MOST_CHARACTERS = 1500
"""Of a line: about 500 tokens, which is what the models were made for. The exact count is known when it is translated."""
WIDEST_BEAM = 10
"""Memory and time grow with it, and translations are no better from about five."""
PACKAGES = ("ctranslate2", "sentencepiece")
INSTALL = "Install one: workbench mt install FILE (docs/local-models.md says where models are found)."
_NAMES = {"ar": "Arabic", "en": "English"}
_KINDS = {
    "timeout": MTFailure.TIMEOUT,
    "cancelled": MTFailure.CANCELLED,
    "too_long": MTFailure.TOO_LONG,
    "gone": MTFailure.INTERNAL,
}
"""What an ended or refused call means; whatever else it is, the model cannot be used as it is."""
_TROUBLE = {
    "model": ("is damaged or of a version that cannot be read", "Install it again: workbench mt install FILE"),
    "vocabulary": ("has the tokenisers of another model", "Install it again, with the .spm files that belong to it."),
    "memory": ("does not fit into memory", "Close other programs, or take a smaller model."),
    "crashed": ("was ended by the system, as it is when it is damaged or memory is short", "Install it again."),
}
_LASTING = ("model", "vocabulary")
"""What no second loading changes: such a model is not loaded for every sentence again."""
_TRIES = 3
"""A process that ended by itself while it was asked is started again; two in a row are chance enough."""


class Local:
    """CTranslate2 models, from Argos packages or converted OPUS-MT ones."""

    id = "local"
    title = "Local model"
    host = "this computer"
    place = Place.INPROC
    batch = 8
    takes: frozenset[str] = frozenset()

    def __init__(self, settings: EngineSettings | None = None) -> None:
        self._settings = settings or EngineSettings()
        self.interval = max(0.0, self._settings.interval)
        self._lock = threading.Lock()
        self._held: dict[tuple[str, str], tuple[str, LocalProcess]] = {}
        self.version = ""
        self._models()

    @property
    def loaded(self) -> tuple[tuple[str, str], ...]:
        """The pairs whose models are in memory."""
        with self._lock:
            return tuple(pair for pair, (_, process) in self._held.items() if process.alive)

    def supports(self, source: str, target: str) -> bool:
        """Whether a model of the pair is there, usable or not; without any model at all, too, to say how one is got.

        Looks at the folder each time, and at the version.
        """
        return (source, target) in (self._models() or PAIRS)

    def fits(self, request: Request) -> bool:
        """Whether no line is longer than a model takes; measured in characters, nothing is loaded.

        Asked before anything else, so that it looks at the version, too: a model installed meanwhile gives other answers.
        """
        self._models()
        return all(len(line) <= MOST_CHARACTERS for line in request.text.split("\n"))

    def translate(self, requests: Sequence[Request], call: Call) -> list[str]:
        """Return the translations; see :class:`workbench.mt.engine.Engine`. Lines stay lines, with the space around them."""
        if not requests:
            return []
        texts = [re.split(r"(\n)", request.text) for request in requests]
        # Words only: the space around a line is not the model's business, and "***" is not translated.
        lines = [line.strip() for text in texts for line in text if has_words(line)]
        answers = iter(self._ask(requests[0].source, requests[0].target, lines, call))
        return ["".join(_around(line, next(answers)) if has_words(line) else line for line in text) for text in texts]

    def close(self) -> None:
        """Take the models out of memory, a translation that runs with them."""
        with self._lock:
            held, self._held = self._held, {}
        for _, process in held.values():
            process.end()

    def _models(self) -> dict[tuple[str, str], Installed]:
        """Return the model of each pair as they are now, and note their version."""
        models = usable(user_paths().models)
        if self._settings.path:
            named = describe(Path(self._settings.path).expanduser())
            # Not found or unreadable, it is told for every pair: another model in its place would go unnoticed.
            models |= {pair: named for pair in PAIRS if named.pair == pair or named.pair not in PAIRS}
        prints = [model.fingerprint for _, model in sorted(models.items())]
        self.version = "; ".join([*prints, f"beam {self._settings.beam}"])
        return models

    def _usable(self, source: str, target: str) -> Installed:
        model = self._models().get((source, target))
        if model is None:
            if (source, target) not in PAIRS:
                raise failure(MTFailure.UNSUPPORTED_PAIR, self.title)
            pair = f"{_NAMES[source]} to {_NAMES[target]}"
            raise self._not_configured(f"No local model from {pair} is installed.", INSTALL)
        if model.trouble:
            raise self._not_configured(f"The model in {model.folder} cannot be used: {model.trouble}.", INSTALL)
        if not all(map(importlib.util.find_spec, PACKAGES)):
            raise self._no_packages()
        return model

    def _ask(self, source: str, target: str, lines: Sequence[str], call: Call) -> list[str]:
        for _ in range(_TRIES):
            # Looked up each time: the process may be gone because another model took its place.
            model = self._usable(source, target)
            try:
                return self._process(model).ask(lines, call) if lines else []
            except Stopped as e:
                error = self._failure(model, e.code)
                if e.code != "gone":
                    break
        raise error

    def _process(self, model: Installed) -> LocalProcess:
        """Return the process that holds this model as it is now, started if need be."""
        with self._lock:
            fingerprint, process = self._held.get(model.pair, ("", None))
            same = fingerprint == model.fingerprint
            if same and process is not None and process.refused in _LASTING:
                raise Stopped(process.refused)
            if same and process is not None and process.alive:
                return process
            if process is not None:
                process.end("gone")
            encoder, decoder = model.tokenisers
            start = {
                "model": str(model.model),
                "encoder": str(encoder),
                "decoder": str(decoder),
                "source_prefix": model.source_prefix,
                "target_prefix": model.target_prefix,
                "beam": min(max(1, self._settings.beam), WIDEST_BEAM),
                "threads": min(max(1, self._settings.threads), os.cpu_count() or 1),
                "idle": self._settings.idle,
            }
            try:
                process = LocalProcess(start)
            except OSError:
                raise failure(MTFailure.INTERNAL, self.title) from None
            self._held[model.pair] = model.fingerprint, process
            return process

    def _failure(self, model: Installed, code: str) -> MTError:
        if code in _KINDS:
            return failure(_KINDS[code], self.title)
        if code == "packages":
            return self._no_packages()
        trouble, hint = _TROUBLE.get(code, _TROUBLE["model"])
        return self._not_configured(f"The model in {model.folder} {trouble}.", hint)

    def _no_packages(self) -> MTError:
        return self._not_configured(
            "Local models need two more packages.", "Install them: pip install 'arabic-english-workbench[local]'"
        )

    def _not_configured(self, message: str, hint: str) -> MTError:
        return failure(MTFailure.NOT_CONFIGURED, self.title, message=message, hint=hint)


def _around(line: str, answer: str) -> str:
    """Return an answer with the space that stood around its line."""
    text = line.strip()
    at = line.index(text)
    return line[:at] + answer.strip() + line[at + len(text) :]
