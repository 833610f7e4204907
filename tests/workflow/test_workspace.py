from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from workbench.workflow.workspace import open_workspace


def test_as_many_backups_are_kept_as_the_settings_say(workspace: Path) -> None:
    open_workspace(workspace).close()
    (workspace / "projects" / "workbench.toml").write_text("backups_daily = 2\nbackups_weekly = 1\n", encoding="utf-8")
    folder = workspace / "projects" / ".workbench" / "backups"
    folder.mkdir(parents=True, exist_ok=True)
    for days in range(1, 31):
        day = datetime.now(UTC) - timedelta(days=days)
        (folder / f"workbench-{day:%Y-%m-%d}T090000-daily.db").write_bytes(b"of another day")
    open_workspace(workspace).close()
    assert len(list(folder.glob("*-daily.db"))) == 3
