"""The form of the database, as steps that are never changed once released.

Each step runs in its own transaction and leaves its number in ``PRAGMA user_version``, so that opening a database that
is up to date loads nothing but sqlite3.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from workbench.store import indexing
from workbench.store.pairs import key_of

if TYPE_CHECKING:
    from sqlite_utils import Database, Migrations

_FIRST = """
CREATE TABLE project (
  id INTEGER PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  source TEXT NOT NULL,
  target TEXT NOT NULL,
  glossaries TEXT NOT NULL,
  memories TEXT NOT NULL,
  confidential INTEGER NOT NULL,
  archived INTEGER NOT NULL DEFAULT 0,
  created TEXT NOT NULL
) STRICT;
CREATE TABLE document (
  id INTEGER PRIMARY KEY,
  project INTEGER NOT NULL REFERENCES project(id) ON DELETE CASCADE,
  slug TEXT NOT NULL,
  name TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  text TEXT NOT NULL,
  original TEXT NOT NULL,
  imported TEXT NOT NULL,
  caret_segment INTEGER,
  last_opened TEXT,
  UNIQUE (project, slug)
) STRICT;
CREATE TABLE block (
  document INTEGER NOT NULL REFERENCES document(id) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  role TEXT NOT NULL,
  dateline INTEGER NOT NULL,
  PRIMARY KEY (document, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE segment (
  id INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES document(id) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  block INTEGER NOT NULL,
  role TEXT NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  translate INTEGER NOT NULL,
  state TEXT NOT NULL DEFAULT 'initial',
  target TEXT NOT NULL DEFAULT '',
  draft TEXT,
  origin TEXT,
  note TEXT NOT NULL DEFAULT '',
  rev INTEGER NOT NULL DEFAULT 0,
  UNIQUE (document, number)
) STRICT;
CREATE TABLE history (
  id INTEGER PRIMARY KEY,
  segment INTEGER NOT NULL REFERENCES segment(id) ON DELETE CASCADE,
  at TEXT NOT NULL,
  author TEXT NOT NULL,
  act TEXT NOT NULL,
  target TEXT NOT NULL,
  state TEXT NOT NULL,
  origin TEXT,
  reason TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX history_segment ON history(segment);
CREATE TABLE waiver (
  segment INTEGER NOT NULL REFERENCES segment(id) ON DELETE CASCADE,
  concept TEXT NOT NULL,
  reason TEXT NOT NULL,
  author TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (segment, concept)
) STRICT, WITHOUT ROWID;
CREATE TABLE memory (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  source TEXT NOT NULL,
  target TEXT NOT NULL
) STRICT;
CREATE TABLE unit (
  id INTEGER PRIMARY KEY,
  memory INTEGER NOT NULL REFERENCES memory(id) ON DELETE CASCADE,
  pair BLOB NOT NULL,
  source_lang TEXT NOT NULL,
  target_lang TEXT NOT NULL,
  source TEXT NOT NULL,
  target TEXT NOT NULL,
  tuid TEXT NOT NULL,
  created TEXT NOT NULL,
  changed TEXT NOT NULL,
  author TEXT NOT NULL,
  changer TEXT NOT NULL,
  origin TEXT,
  document TEXT NOT NULL,
  segment INTEGER UNIQUE REFERENCES segment(id) ON DELETE SET NULL,
  note TEXT NOT NULL,
  props TEXT NOT NULL,
  batch TEXT NOT NULL
) STRICT;
CREATE INDEX unit_pair ON unit(memory, pair);
CREATE TABLE mt_cache (
  key BLOB PRIMARY KEY,
  engine TEXT NOT NULL,
  version TEXT NOT NULL,
  source TEXT NOT NULL,
  target TEXT NOT NULL,
  text TEXT NOT NULL,
  answer TEXT NOT NULL,
  created TEXT NOT NULL
) STRICT, WITHOUT ROWID
"""

_BATCHES = """
CREATE TABLE batch (
  id INTEGER PRIMARY KEY,
  act TEXT NOT NULL,
  place TEXT NOT NULL,
  at TEXT NOT NULL,
  author TEXT NOT NULL,
  undone TEXT
) STRICT;
ALTER TABLE unit DROP COLUMN batch;
ALTER TABLE unit ADD COLUMN batch INTEGER REFERENCES batch(id);
ALTER TABLE history ADD COLUMN batch INTEGER REFERENCES batch(id);
ALTER TABLE document ADD COLUMN batch INTEGER REFERENCES batch(id);
CREATE INDEX unit_batch ON unit(batch) WHERE batch IS NOT NULL;
CREATE INDEX history_batch ON history(batch) WHERE batch IS NOT NULL
"""
"""Bulk acts. What was imported before there were any cannot be taken back as one."""

_PIECES = """
ALTER TABLE segment ADD COLUMN sentence INTEGER NOT NULL DEFAULT 0;
UPDATE segment SET sentence = number - 1;
ALTER TABLE project ADD COLUMN clauses TEXT NOT NULL DEFAULT 'soft';
ALTER TABLE unit ADD COLUMN whole INTEGER REFERENCES segment(id) ON DELETE SET NULL;
CREATE UNIQUE INDEX unit_whole ON unit(whole) WHERE whole IS NOT NULL
"""
"""Pieces of long sentences; ``unit.whole`` is the first segment of a sentence that is stored as a unit as well."""

_CUTS = """
CREATE TABLE cut (
  document INTEGER NOT NULL REFERENCES document(id) ON DELETE CASCADE,
  "at" INTEGER NOT NULL,
  forced INTEGER NOT NULL,
  PRIMARY KEY (document, "at")
) STRICT, WITHOUT ROWID
"""
"""Where people have split and joined: ``forced`` 1 is a break the rules did not make, 0 one they made that is none."""

_RULES = """
ALTER TABLE project ADD COLUMN srx TEXT NOT NULL DEFAULT 'off';
ALTER TABLE document ADD COLUMN unwrapped INTEGER NOT NULL DEFAULT 0
"""
"""How the texts of a project are cut; ``unwrapped`` 1 are those whose line wraps were joined when they came in."""


_REASONS = """
CREATE TABLE reason (
  segment INTEGER NOT NULL REFERENCES segment(id) ON DELETE CASCADE,
  "check" TEXT NOT NULL,
  subject TEXT NOT NULL,
  source TEXT NOT NULL,
  reason TEXT NOT NULL,
  note TEXT NOT NULL,
  author TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (segment, "check", subject, source)
) STRICT, WITHOUT ROWID;
INSERT INTO reason SELECT w.segment, 'terminology', w.concept, substr(d.text, s.start + 1, s."end" - s.start), 'other',
  w.reason, w.author, w.at FROM waiver w JOIN segment s ON s.id = w.segment JOIN document d ON d.id = s.document;
DROP TABLE waiver;
ALTER TABLE reason RENAME TO waiver
"""
"""Reasons from a list, for issues of any check, each for the text it was given for."""

_REPLACED = """
CREATE TABLE replaced (
  id INTEGER PRIMARY KEY,
  batch INTEGER NOT NULL REFERENCES batch(id) ON DELETE CASCADE,
  segment INTEGER REFERENCES segment(id) ON DELETE CASCADE,
  unit INTEGER REFERENCES unit(id) ON DELETE CASCADE,
  side TEXT NOT NULL,
  old TEXT NOT NULL,
  new TEXT NOT NULL,
  changed TEXT NOT NULL,
  changer TEXT NOT NULL
) STRICT;
CREATE INDEX replaced_batch ON replaced(batch);
CREATE INDEX replaced_segment ON replaced(segment) WHERE segment IS NOT NULL;
CREATE INDEX replaced_unit ON replaced(unit) WHERE unit IS NOT NULL
"""
"""Texts that a bulk act put in place of others, of segments and of stored pairs, with what leads back."""

_INDEX = """
ALTER TABLE unit ADD COLUMN source_words TEXT NOT NULL DEFAULT '';
ALTER TABLE unit ADD COLUMN target_words TEXT NOT NULL DEFAULT '';
ALTER TABLE unit ADD COLUMN before TEXT NOT NULL DEFAULT '';
ALTER TABLE unit ADD COLUMN after TEXT NOT NULL DEFAULT '';
ALTER TABLE memory ADD COLUMN penalty INTEGER NOT NULL DEFAULT 0;
ALTER TABLE memory ADD COLUMN read_only INTEGER NOT NULL DEFAULT 0;
CREATE TABLE word (
  lang TEXT NOT NULL,
  word TEXT NOT NULL,
  id INTEGER NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (lang, word)
) STRICT, WITHOUT ROWID;
CREATE TABLE gram (
  lang TEXT NOT NULL,
  gram TEXT NOT NULL,
  letters INTEGER NOT NULL,
  row INTEGER NOT NULL,
  words TEXT NOT NULL,
  PRIMARY KEY (lang, gram, letters, row)
) STRICT, WITHOUT ROWID;
CREATE TABLE last_word (
  id INTEGER NOT NULL
) STRICT;
INSERT INTO last_word VALUES (0);
CREATE TABLE last_unit (
  id INTEGER NOT NULL
) STRICT;
INSERT INTO last_unit SELECT coalesce(max(id), 0) FROM unit;
CREATE TABLE part (
  id INTEGER PRIMARY KEY,
  filling TEXT
) STRICT;
CREATE TABLE posting (
  id INTEGER PRIMARY KEY,
  keys BLOB NOT NULL
) STRICT;
CREATE TABLE recent (
  word INTEGER NOT NULL,
  key INTEGER NOT NULL,
  PRIMARY KEY (word, key)
) STRICT, WITHOUT ROWID;
CREATE TABLE fresh (
  text INTEGER PRIMARY KEY,
  lang TEXT NOT NULL
) STRICT;
CREATE TABLE removed (
  act INTEGER NOT NULL REFERENCES batch(id) ON DELETE CASCADE,
  id INTEGER NOT NULL,
  memory INTEGER NOT NULL,
  pair BLOB NOT NULL,
  source_lang TEXT NOT NULL,
  target_lang TEXT NOT NULL,
  source TEXT NOT NULL,
  target TEXT NOT NULL,
  tuid TEXT NOT NULL,
  created TEXT NOT NULL,
  changed TEXT NOT NULL,
  author TEXT NOT NULL,
  changer TEXT NOT NULL,
  origin TEXT,
  document TEXT NOT NULL,
  note TEXT NOT NULL,
  props TEXT NOT NULL,
  batch INTEGER,
  before TEXT NOT NULL,
  after TEXT NOT NULL,
  source_words TEXT NOT NULL,
  target_words TEXT NOT NULL
) STRICT;
CREATE INDEX removed_act ON removed(act);
CREATE TABLE moved (
  act INTEGER NOT NULL REFERENCES batch(id) ON DELETE CASCADE,
  unit INTEGER NOT NULL,
  memory INTEGER NOT NULL
) STRICT;
CREATE INDEX moved_act ON moved(act);
CREATE TABLE loading (
  batch INTEGER PRIMARY KEY REFERENCES batch(id) ON DELETE CASCADE,
  memory INTEGER NOT NULL REFERENCES memory(id) ON DELETE CASCADE,
  digest BLOB NOT NULL
) STRICT
"""
"""The index of the memories; workbench/store/index.py says what the tables hold. ``loading`` are imports not yet
whole; ``removed`` and ``moved`` lead back from bulk acts on memories."""

_MACHINE = """
ALTER TABLE mt_cache ADD COLUMN used TEXT NOT NULL DEFAULT '';
CREATE INDEX mt_cache_used ON mt_cache(used);
CREATE TABLE mt_usage (
  engine TEXT NOT NULL,
  day TEXT NOT NULL,
  characters INTEGER NOT NULL DEFAULT 0,
  calls INTEGER NOT NULL DEFAULT 0,
  failures INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (engine, day)
) STRICT, WITHOUT ROWID;
ALTER TABLE segment ADD COLUMN via TEXT NOT NULL DEFAULT '';
ALTER TABLE segment ADD COLUMN offered TEXT NOT NULL DEFAULT '';
ALTER TABLE history ADD COLUMN via TEXT NOT NULL DEFAULT '';
ALTER TABLE history ADD COLUMN offered TEXT NOT NULL DEFAULT '';
ALTER TABLE unit ADD COLUMN via TEXT NOT NULL DEFAULT '';
ALTER TABLE removed ADD COLUMN via TEXT NOT NULL DEFAULT ''
"""
"""``via`` says what a target came from (engine and version, or memory, and whether it was patched), ``offered`` holds the
text of the proposal it began as: with both it can be said later how much of a machine's text was kept."""

_DAY = """
CREATE TABLE wording (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  document INTEGER NOT NULL UNIQUE REFERENCES document(id) ON DELETE CASCADE,
  text TEXT NOT NULL
) STRICT;
INSERT INTO wording (document, text) SELECT id, text FROM document;
ALTER TABLE document DROP COLUMN text;
CREATE INDEX segment_sentence ON segment(document, sentence);
ALTER TABLE document ADD COLUMN caret_offset INTEGER NOT NULL DEFAULT 0;
CREATE TABLE effort (
  segment INTEGER NOT NULL REFERENCES segment(id) ON DELETE CASCADE,
  author TEXT NOT NULL,
  day TEXT NOT NULL,
  seconds REAL NOT NULL DEFAULT 0,
  keys INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (segment, author, day)
) STRICT, WITHOUT ROWID;
CREATE TABLE comment (
  id INTEGER PRIMARY KEY,
  segment INTEGER NOT NULL REFERENCES segment(id) ON DELETE CASCADE,
  author TEXT NOT NULL,
  at TEXT NOT NULL,
  text TEXT NOT NULL,
  done INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX comment_segment ON comment(segment)
"""
"""A text stands apart from what changes more often: SQLite writes a row anew as a whole. ``caret_offset`` is where in the
target the person was, code points. ``effort`` counts what a segment took: seconds in which something was done, and keys.
A comment is what somebody says of a segment to others, ``done`` once it is settled."""

_PAIRS = """
CREATE TABLE pair (
  key INTEGER NOT NULL,
  unit INTEGER NOT NULL,
  PRIMARY KEY (key, unit)
) STRICT, WITHOUT ROWID;
INSERT INTO pair SELECT key_of(pair), id FROM unit ORDER BY 1, 2;
DROP INDEX unit_pair;
CREATE INDEX unit_memory ON unit(memory);
ALTER TABLE unit DROP COLUMN pair;
ALTER TABLE removed DROP COLUMN pair
"""
"""Units by their texts; workbench/store/pairs.py says why they stand apart."""


def version(conn: sqlite3.Connection) -> int:
    """Return the step a database is at, 0 for a new one."""
    found: int = conn.execute("PRAGMA user_version").fetchone()[0]
    return found


_STEPS = (
    ("m001_begin", _FIRST),
    ("m002_batches", _BATCHES),
    ("m003_pieces", _PIECES),
    ("m004_cuts", _CUTS),
    ("m005_rules", _RULES),
    ("m006_reasons", _REASONS),
    ("m007_replaced", _REPLACED),
    ("m008_index", _INDEX),
    ("m009_machine", _MACHINE),
    ("m010_day", _DAY),
    ("m011_pairs", _PAIRS),
)
"""The steps by the name a database remembers each by, and what each executes."""
VERSION = len(_STEPS)
"""The newest step."""


def migrate(conn: sqlite3.Connection) -> None:
    """Bring a database to :data:`VERSION`. The caller holds the write lock and has made a backup."""
    import sqlite_utils

    database = sqlite_utils.Database(conn, execute_plugins=False)
    _steps().apply(database)


def _steps() -> Migrations:
    """Return the steps; sqlite-utils is loaded only when there is something to do."""
    from sqlite_utils import Migrations

    steps = Migrations("workbench")
    for version, (name, statements) in enumerate(_STEPS, 1):
        _add(steps, version, name, statements)
    return steps


def _add(steps: Migrations, version: int, name: str, statements: str) -> None:
    @steps(name=name)
    def step(db: Database) -> None:
        db.conn.create_function("key_of", 1, key_of, deterministic=True)
        for statement in statements.split(";\n"):
            db.execute(statement)
        if statements is _INDEX:
            indexing.index_all(db.conn)
        db.execute(f"PRAGMA user_version = {version}")
