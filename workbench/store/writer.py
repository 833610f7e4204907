"""One thread that writes, so that the screen never waits for the disk or for another program's lock."""

from __future__ import annotations

import queue
import sqlite3
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from workbench.errors import ReadOnlyError, StoreError, WorkbenchError
from workbench.store import rescue
from workbench.store.connection import Store

T = TypeVar("T")

TRIES = 3
"""How often a write is tried before its text goes to a rescue file."""
PAUSE = 0.2
"""Seconds between tries."""


@dataclass(frozen=True, slots=True)
class _Job(Generic[T]):
    run: Callable[[sqlite3.Connection], T]
    done: Callable[[T | None, WorkbenchError | None], None]
    rescue: Mapping[str, Any] | None


class WriteQueue:
    """Runs jobs in the order they were submitted, each as one durable transaction."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._jobs: queue.Queue[_Job[Any] | None] = queue.Queue()
        self._open = 0
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._loop, name="writer", daemon=True)
        self._thread.start()

    def submit(
        self,
        run: Callable[[sqlite3.Connection], T],
        done: Callable[[T | None, WorkbenchError | None], None],
        rescue: Mapping[str, Any] | None = None,
    ) -> None:
        """Queue a transaction. ``done`` gets its result or its error, in the writer thread, after the commit.

        ``rescue`` is what to keep in a file if the database cannot be written.
        """
        with self._changed:
            self._open += 1
        self._jobs.put(_Job(run, done, rescue))

    def flush(self, timeout: float) -> bool:
        """Wait until all jobs submitted so far are done; False when the time ran out."""
        with self._changed:
            return self._changed.wait_for(lambda: self._open == 0, timeout)

    def close(self, timeout: float = 30.0) -> None:
        """Finish what is queued and end the thread."""
        self._jobs.put(None)
        self._thread.join(timeout)

    def _loop(self) -> None:
        while (job := self._jobs.get()) is not None:
            try:
                self._run(job)
            finally:
                with self._changed:
                    self._open -= 1
                    self._changed.notify_all()

    def _run(self, job: _Job[Any]) -> None:
        error: WorkbenchError = StoreError("The text was not written.")
        for attempt in range(TRIES):
            if attempt:
                time.sleep(PAUSE)
            try:
                with self._store.write() as conn:
                    result = job.run(conn)
            except ReadOnlyError as e:
                error = e
                break
            except StoreError as e:
                error = e
            except WorkbenchError as e:
                # Not the disk's fault: trying again would not help, and there is nothing to rescue.
                job.done(None, e)
                return
            else:
                job.done(result, None)
                return
        job.done(None, self._rescued(job, error))

    def _rescued(self, job: _Job[Any], error: WorkbenchError) -> WorkbenchError:
        if job.rescue is None:
            return error
        try:
            path = rescue.append(self._store.paths, job.rescue)
        except OSError:
            return type(error)(error.message, f"{error.hint} Your text could not be kept anywhere: copy it now.")
        return type(error)(error.message, f"{error.hint} Your text is kept in {path}.")
