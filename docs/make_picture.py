"""Make docs/screen.svg: the translator's screen on the sample article, drawn by the program itself.

Run from the repository: ``.venv/bin/python docs/make_picture.py``
"""

from __future__ import annotations

import asyncio
import os
import tempfile
from pathlib import Path

os.environ["WORKBENCH_USER_DIR"] = tempfile.mkdtemp()
os.environ["TEXTUAL_DISABLE_KITTY_KEY"] = "1"

from workbench.tui import keys
from workbench.tui.app import WorkbenchApp
from workbench.workflow.demo import MAIN, make_demo
from workbench.workflow.desk import open_desk
from workbench.workflow.pretranslating import pretranslate
from workbench.workflow.projects import get_project

SIZE = (124, 34)
OPEN = "ويدير وليد البيدر"
"""Beginning of the segment that is open in the picture."""


def as_drawn(svg: str) -> str:
    """Keep a viewer of the picture from putting Arabic in order a second time: the cells are in order already."""
    return svg.replace("<style>", "<style>\n    text { unicode-bidi: bidi-override; direction: ltr }", 1)


async def main() -> None:
    """Open the sample, type a little, save what is seen."""
    keys.install()
    folder = Path(tempfile.mkdtemp()) / "workbench-demo"
    ws, _made = make_demo(folder)
    with ws:
        pretranslate(ws, get_project(ws, MAIN), confirm_exact=True, fuzzy=101)
        desk = open_desk(ws, MAIN)
        app = WorkbenchApp(ws, desk)
        async with app.run_test(size=SIZE) as pilot:
            while not desk.prepared:
                await pilot.pause(0.05)
            number = next((s.number for s in desk.segments if s.source.startswith(OPEN)), 12)
            app.screen.go(number)  # type: ignore[attr-defined]
            await pilot.pause(0.5)
            for char in "Walid al-Baydar ":
                await pilot.press("space" if char == " " else "minus" if char == "-" else char)
            await pilot.pause(0.8)
            picture = as_drawn(app.export_screenshot(title="workbench"))
            Path(__file__).with_name("screen.svg").write_text(picture, encoding="utf-8", newline="\n")
        desk.close()


if __name__ == "__main__":
    asyncio.run(main())
