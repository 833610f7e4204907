"""The home screen: what can be done there is told there."""

from __future__ import annotations

from pathlib import Path

from workbench.workflow.workspace import open_workspace


async def test_every_act_stands_in_the_bar_at_80_columns(workspace: Path) -> None:
    from workbench.tui.app import WorkbenchApp

    with open_workspace(workspace) as ws:
        app = WorkbenchApp(ws, None)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            bar = app.screen._compositor.render_strips()[-1].text
            for act in ("Enter open", "i import", "p paste", "n new", "g impact", "c copy", "F1 help", "q quit"):
                assert act in bar, act
