"""One thread that writes, so that the screen never waits for the disk or for another program's lock."""

from __future__ import annotations

import queue
import sqlite3
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar, cast

from workbench.errors import ReadOnlyError, StoreError, WorkbenchError
from workbench.store import rescue
from workbench.store.connection import Store
from workbench.text.clean import stored_text

T = TypeVar("T")

TRIES = 3
"""How often a write is tried before its text goes to a rescue file."""
PAUSE = 0.2
"""Seconds between tries."""
LULL = 0.05
"""Seconds a write waits at most for the screen to be drawn. Both are mostly Python, which runs one of two threads at a time:
with a confirm written beside it the next segment was painted 7 ms later, of 26."""
_DEFECT = "Change the text and save it again."


@dataclass(frozen=True, slots=True)
class _Job(Generic[T]):
    """What is written: by ``run`` in a transaction of the queue, or by ``act`` in one it makes itself."""

    run: Callable[[sqlite3.Connection], T] | None
    done: Callable[[T | None, WorkbenchError | None], None]
    rescue: Mapping[str, Any] | None
    act: Callable[[], T] | None = None
    asked: float = field(default_factory=time.monotonic)


class WriteQueue:
    """Runs jobs in the order they were submitted, each as one durable transaction.

    Law: whatever a job or the one who waits for it raises, the jobs behind it are run.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._jobs: queue.Queue[_Job[Any] | None] = queue.Queue()
        self._open = 0
        self._drawn = threading.Event()
        self._drawn.set()
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
        self._put(_Job(run, done, rescue))

    def submit_act(
        self,
        act: Callable[[], T],
        done: Callable[[T | None, WorkbenchError | None], None],
        rescue: Mapping[str, Any] | None = None,
    ) -> None:
        """Queue what writes by itself, in one transaction of its own; else as :meth:`submit`."""
        self._put(_Job(None, done, rescue, act))

    def call(self, act: Callable[[], T], then: Callable[[], None] = lambda: None) -> T:
        """Do what writes by itself behind everything queued, and wait for it. Raises what it does; for another thread.

        ``then`` is done right behind it, before anything else is written, also when a part of it was not done.
        """
        told: queue.Queue[tuple[T | None, WorkbenchError | None]] = queue.Queue()

        def finished(result: T | None, error: WorkbenchError | None) -> None:
            try:
                then()
            except WorkbenchError as e:
                error = error or e
            finally:
                told.put((result, error))

        self.submit_act(act, finished)
        result, error = told.get()
        if error is not None:
            raise error
        return cast("T", result)

    def lull(self) -> None:
        """Let the screen be drawn before what is queued is written: until :meth:`go_on`, each for :data:`LULL` at most."""
        self._drawn.clear()

    def go_on(self) -> None:
        """Write on: the screen is drawn."""
        self._drawn.set()

    def _put(self, job: _Job[Any]) -> None:
        with self._changed:
            self._open += 1
        self._jobs.put(job)

    def flush(self, timeout: float) -> bool:
        """Wait until all jobs submitted so far are done; False when the time ran out."""
        self.go_on()
        with self._changed:
            return self._changed.wait_for(lambda: self._open == 0, timeout)

    def close(self, timeout: float = 30.0) -> None:
        """Finish what is queued and end the thread."""
        self.go_on()
        self._jobs.put(None)
        self._thread.join(timeout)

    def _loop(self) -> None:
        while (job := self._jobs.get()) is not None:
            self._drawn.wait(max(0.0, job.asked + LULL - time.monotonic()))
            try:
                job.done(*self._outcome(job))
            except Exception:  # noqa: BLE001, S110 - who waits may be gone (a closed screen); what comes next is written
                pass
            finally:
                with self._changed:
                    self._open -= 1
                    self._changed.notify_all()

    def _outcome(self, job: _Job[Any]) -> tuple[Any, WorkbenchError | None]:
        """Return a job's result, or its error once its text is kept elsewhere."""
        try:
            return self._written(job), None
        except StoreError as e:
            return None, self._rescued(job, e)
        except WorkbenchError as e:
            # Not the disk's fault: there is nothing to rescue.
            return None, e
        except Exception:  # noqa: BLE001 - the worker funnel: without this thread nothing would be saved any more
            # What it says may hold the text and is not shown.
            error = StoreError("The text was not written: the program met something it did not expect.", _DEFECT)
            return None, self._rescued(job, error)

    def _written(self, job: _Job[Any]) -> Any:
        """Write, again where that can help. Raises what the last try did."""
        for _attempt in range(TRIES - 1):
            try:
                return self._once(job)
            except ReadOnlyError:
                raise
            except StoreError:
                time.sleep(PAUSE)
        return self._once(job)

    def _once(self, job: _Job[Any]) -> Any:
        if job.act is not None:
            return job.act()
        assert job.run is not None  # noqa: S101 - a job has one of both
        with self._store.write() as conn:
            return job.run(conn)

    def _rescued(self, job: _Job[Any], error: StoreError) -> StoreError:
        if job.rescue is None:
            return error
        try:
            path = self._kept(job.rescue)
        except (OSError, TypeError, ValueError):
            lost = type(error)(
                error.message, f"{error.hint} Your text could not be kept anywhere: copy it now.".strip()
            )
            lost.nowhere = True
            return lost
        return type(error)(error.message, f"{error.hint} Your text is kept in {path}.".strip())

    def _kept(self, entry: Mapping[str, Any]) -> Path:
        try:
            return rescue.append(self._store.paths, entry)
        except UnicodeError:
            # A lone surrogate fits into no file.
            sound = {k: stored_text(v)[0] if isinstance(v, str) else v for k, v in entry.items()}
            return rescue.append(self._store.paths, sound)
