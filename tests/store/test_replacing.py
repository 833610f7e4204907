from __future__ import annotations

from workbench.config import WorkspacePaths
from workbench.model import Unit
from workbench.store import memories as memories_table
from workbench.store import sweep, units
from workbench.store.connection import Store


def fill(store: Store, count: int) -> None:
    with store.write() as conn:
        memory = memories_table.ensure_memory(conn, "m", "ar", "en")
        units.insert_units(conn, memory, [Unit("ar", "en", f"نص {n}", f"text {n}") for n in range(count)])


def test_a_sweep_holds_no_snapshot(store: Store, paths: WorkspacePaths) -> None:
    """Between two pages others write, and the log is folded into the database."""
    fill(store, 3 * sweep.PAGE)
    other = Store(paths)
    seen = 0
    for page in sweep.unit_pages(store.read()):
        seen += sweep.count_texts(page.arabic)
        with other.write() as conn:
            conn.execute("UPDATE unit SET note = 'x' WHERE id = 1")
        busy, _log, _done = other.read().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        assert busy == 0
    assert seen == 3 * sweep.PAGE
    other.close()


def test_gaps_and_removed_units_mislead_nobody(store: Store) -> None:
    fill(store, 50)
    with store.write() as conn:
        conn.execute("DELETE FROM unit WHERE id IN (3, 4, 50)")
        units.insert_units(conn, 1, [Unit("en", "ar", "other", "آخر"), Unit("fr", "de", "un", "eins")])
    (page,) = sweep.unit_pages(store.read())
    texts = (page.arabic or b"").decode().split("\x1e")
    assert texts[2:4] == ["نص 4", "نص 5"]
    assert texts[-1] == "آخر"
    assert (page.english or b"").decode() == "other"
    assert [u.source for u in sweep.units_at(store.read(), page, [0, 2])] == ["نص 0", "نص 4"]
    assert [u.source for u in sweep.units_at(store.read(), page, [0], english=True)] == ["other"]
    with store.write() as conn:
        conn.execute("DELETE FROM unit WHERE id = 1")
    assert len(sweep.units_at(store.read(), page, [2])) == 47, "all are looked at when places do not fit any more"
