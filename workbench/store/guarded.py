"""Connections whose errors are sentences: a file that is damaged, replaced or gone while it is open is told as that.

Reading is done everywhere, in drawing too, and mostly cannot fail. Where it does, what is raised is both a
:class:`StoreError`, which every face and thread knows, and the error of SQLite it was.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Self

from workbench.errors import ReadOnlyError, StoreError
from workbench.store.errors import store_error

ROWS = 256
"""Rows read at a time, at most."""
_OURS = (sqlite3.IntegrityError, sqlite3.ProgrammingError, sqlite3.InterfaceError, sqlite3.DataError)
"""Mistakes of ours, not of the file."""


class UnreadableError(StoreError, sqlite3.OperationalError):
    """The database could not be read or written; ``sqlite_errorcode`` is what SQLite said."""


class ClosedError(UnreadableError):
    """The database was closed while another thread was reading: there is nothing to be told, the thread ends."""


class UnwritableError(ReadOnlyError, sqlite3.OperationalError):
    """The database can be read only."""


def trouble(error: sqlite3.Error, path: Path) -> sqlite3.Error:
    """Return what to raise for an error of SQLite."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    if isinstance(error, (StoreError, *_OURS)):
        return error
    out: sqlite3.OperationalError
    if code == sqlite3.SQLITE_INTERRUPT:
        out = ClosedError(f"{path} was closed while it was read.", "Open the workspace again.")
    else:
        told = store_error(error, path)
        kind = UnwritableError if isinstance(told, ReadOnlyError) else UnreadableError
        out = kind(told.message, told.hint)
    out.sqlite_errorcode = code
    return out


def _guarded(kind: type, name: str) -> Callable[..., Any]:
    plain = getattr(kind, name)

    def call(self: GuardedCursor | GuardedConnection, *args: Any) -> Any:
        try:
            return plain(self, *args)
        except sqlite3.Error as e:
            found = trouble(e, self.path)
            if getattr(found, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
                self.kind.damaged = True
            if found is e:
                raise
            raise found from e

    call.__name__ = name
    return call


class GuardedCursor(sqlite3.Cursor):
    """A cursor of a :class:`GuardedConnection`."""

    connection: GuardedConnection

    @property
    def path(self) -> Path:
        """The database."""
        return self.connection.path

    @property
    def kind(self) -> type[GuardedConnection]:
        """The class of the connection."""
        return type(self.connection)

    execute = _guarded(sqlite3.Cursor, "execute")
    executemany = _guarded(sqlite3.Cursor, "executemany")
    fetchone = _guarded(sqlite3.Cursor, "fetchone")
    fetchmany = _guarded(sqlite3.Cursor, "fetchmany")
    fetchall = _guarded(sqlite3.Cursor, "fetchall")
    __next__ = _guarded(sqlite3.Cursor, "__next__")

    def __iter__(self) -> Iterator[Any]:  # type: ignore[override] # said to be the cursor itself; who iterates needs no more
        """Yield the rows, read more and more at a time: each asked for in Python takes three times as long."""
        many = 1
        while rows := self.fetchmany(many):
            yield from rows
            many = min(4 * many, ROWS)


class GuardedConnection(sqlite3.Connection):
    """A connection to the database at :attr:`path`."""

    path: Path = Path()
    damaged: bool = False
    """Whether any connection of this class has found the file damaged: what is written to it may be lost with it."""

    @property
    def kind(self) -> type[GuardedConnection]:
        """The class of the connections to this database."""
        return type(self)

    @classmethod
    def at(cls, path: Path) -> type[Self]:
        """Return the class of connections to a database, for SQLite to make them of."""
        return type(cls.__name__, (cls,), {"path": path})

    def cursor(self, factory: Any = GuardedCursor) -> Any:
        """Return a cursor."""
        return super().cursor(factory)

    # SQLite's own make a plain cursor, whose rows fail in its words (Python 3.11).

    def execute(self, *args: Any) -> Any:
        """Run a statement and return its cursor."""
        return self.cursor().execute(*args)

    def executemany(self, *args: Any) -> Any:
        """Run a statement once for each of several values."""
        return self.cursor().executemany(*args)
