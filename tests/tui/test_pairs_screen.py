from __future__ import annotations

from pathlib import Path
from typing import Any

from workbench.tm.align import Bead
from workbench.workflow.article_pairs import Aligned, SideText
from workbench.workflow.pair_review import Review, Row, Verdict, load_review
from workbench.workflow.workspace import open_workspace

from .conftest import draw

ARABIC = ("وصل الوفد إلى حماة أمس.", "وعاد اليوم.", "في المدينة سوق.", "انتهى.")
ENGLISH = ("The delegation reached Hama yesterday.", "It came back today.", "The city has a market.")


def made(path: Path) -> Review:
    found = Aligned(
        SideText("ar.txt", "ar", ARABIC, (1, 2, 3, 4)),
        SideText("en.txt", "en", ENGLISH, (1, 2, 3)),
        (Bead(0, 1, 0, 1, 0.99), Bead(1, 2, 1, 3, 0.41), Bead(2, 4, 3, 3, 0.5)),
    )
    return Review(found, [Row(b) for b in found.beads], path)


def lines(screen: Any, name: str) -> str:
    draw(screen.app)
    panel = screen.query_one(name)
    return "\n".join(panel.render_line(y).text for y in range(panel.size.height))


async def test_a_review_is_done_by_keys_and_each_act_is_on_the_disk(workspace: Path, tmp_path: Path) -> None:
    from workbench.tui.app import WorkbenchApp
    from workbench.tui.screens.pairs import PairsScreen

    path = tmp_path / "review.json"
    review = made(path)
    with open_workspace(workspace) as ws:
        app = WorkbenchApp(ws, None, first=lambda pen: PairsScreen(pen, ws, review, 0.8))
        async with app.run_test(size=(100, 30)) as pilot:
            screen: Any = app.screen
            assert screen.at == 1, "it begins where something is in doubt"
            assert "ar.txt + en.txt" in screen.query_one("#pairs-title").render_line(0).text
            assert "1-2  41%" in lines(screen, "#pairs")
            assert "It came back today." in lines(screen, "#pair")
            await pilot.press("4")
            assert [(r.bead.en, r.bead.en_end) for r in load_review(path).rows] == [(0, 1), (1, 2), (2, 3)]
            await pilot.press("down", "s")
            assert [(r.bead.ar, r.bead.ar_end, r.bead.en, r.bead.en_end) for r in load_review(path).rows[2:]] == [
                (2, 3, 2, 3),
                (3, 4, 3, 3),
            ]
            await pilot.press("up", "enter", "enter")
            assert [r.verdict for r in load_review(path).rows] == [
                Verdict.OPEN,
                Verdict.ACCEPTED,
                Verdict.ACCEPTED,
                Verdict.EDITED,
            ]
            await pilot.press("home", "d", "d", "j", "z", "z")
            assert load_review(path).rows[0].verdict is Verdict.DROPPED
            await pilot.press("z")
            assert len(load_review(path).taken(0.8)) == 3
            # The Arabic letter in the same place of the board is the same command: ي is d.
            await pilot.press("ي")
            assert load_review(path).rows[0].verdict is Verdict.DROPPED
            await pilot.press("q")
    assert len(load_review(path).rows) == 4
