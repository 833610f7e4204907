"""The program typed into through a real terminal: nothing lands in the wrong place, nothing confirmed is lost."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench.model import Segment
from workbench.store import documents, projects, segments
from workbench.workflow.importing import import_text
from workbench.workflow.projects import new_project
from workbench.workflow.workspace import open_workspace

from .terminal import Terminal, program

SIZES = [(80, 24), (120, 35), (200, 50)]


@pytest.fixture
def project(workspace: Path) -> Path:
    """A workspace with sixty one-line segments in each direction."""
    with open_workspace(workspace) as ws:
        arabic = new_project(ws, "ar", "ar", "en")
        english = new_project(ws, "en", "en", "ar")
        import_text(
            ws, arabic, "doc", "".join(f"هذه هي الجملة التي تحمل الاسم {_word(i)} في النص.\n" for i in range(60))
        )
        import_text(
            ws, english, "doc", "".join(f"This is the sentence called {_word(i)} in the text.\n" for i in range(60))
        )
    return workspace


def _word(i: int) -> str:
    return "".join(chr(ord("a") + int(d)) for d in str(100 + i))


@pytest.fixture
def terminals() -> Iterator[list[Terminal]]:
    opened: list[Terminal] = []
    yield opened
    for terminal in opened:
        terminal.close()


def stored(workspace: Path, slug: str) -> list[Segment]:
    """Read the document as another program would."""
    with open_workspace(workspace) as ws:
        conn = ws.store.read()
        project = projects.get_project(conn, slug)
        assert project is not None
        document = documents.get_document(conn, project.id, "doc")
        assert document is not None
        return segments.load_segments(conn, document.id)


def start(terminals: list[Terminal], workspace: Path, slug: str, size: tuple[int, int] = (120, 35)) -> Terminal:
    terminal = Terminal(
        program(workspace, "open", slug, "doc"), size, {"WORKBENCH_USER_DIR": os.environ["WORKBENCH_USER_DIR"]}
    )
    terminals.append(terminal)
    terminal.until_shows("Enter ")
    terminal.until(lambda: "loading" not in terminal.screen(), "terms and memory loaded")
    return terminal


@pytest.mark.long
@pytest.mark.parametrize("size", SIZES, ids=str)
def test_fifty_segments_in_one_burst(project: Path, terminals: list[Terminal], size: tuple[int, int]) -> None:
    terminal = start(terminals, project, "ar", size)
    n = 50
    typed = "".join(f'Target {_word(i)}, "quoted" alphaX\x7fb\x1b[Dc\x1b[C and more.\r' for i in range(n))
    terminal.burst(typed)
    terminal.until_shows(f"{n}/60 confirmed")
    rows = stored(project, "ar")
    wanted = [f'Target {_word(i)}, "quoted" alphacb and more.' for i in range(n)]
    assert [s.target for s in rows[:n]] == wanted
    assert all(s.target == "" and not s.draft for s in rows[n:])


@pytest.mark.long
def test_fifty_arabic_targets_in_one_burst(project: Path, terminals: list[Terminal]) -> None:
    terminal = start(terminals, project, "en", (80, 24))
    n = 50
    # In an Arabic line the left arrow goes forward: right, letter, left.
    typed = "".join(f"هذا هو الهدف {_word(i)} سX\x7fلام\x1b[Cه\x1b[D، ثم «النهاية».\r" for i in range(n))
    terminal.burst(typed)
    terminal.until_shows(f"{n}/60 confirmed")
    wanted = [f"هذا هو الهدف {_word(i)} سلاهم، ثم «النهاية»." for i in range(n)]
    assert [s.target for s in stored(project, "en")[:n]] == wanted


def test_a_hundred_and_twenty_segments_in_both_scripts(workspace: Path, terminals: list[Terminal]) -> None:
    """Arabic and Latin in turns, with backspace over a lam-alef, arrows through both directions, a mark, a pair of quotes."""
    n = 120
    with open_workspace(workspace) as ws:
        english = new_project(ws, "long", "en", "ar")
        text = "".join(f"This is the sentence called {_word(i)} in the text.\n" for i in range(n + 4))
        import_text(ws, english, "doc", text)
    terminal = start(terminals, workspace, "long", (100, 30))
    typed, wanted = "", []
    for i in range(n):
        if i % 3 == 0:
            # Right goes back in an Arabic paragraph: over the full stop, a letter, and forward again.
            typed += f"قالت سلا\x7fام {_word(i)}.\x1b[Cه\x1b[D\r"
            wanted.append(f"قالت سلام {_word(i)}ه.")
        elif i % 3 == 1:
            typed += f"WHO {_word(i)} abX\x7fc\x1bepنعم\r"
            wanted.append(f"WHO {_word(i)} abc،نعم")
        else:
            typed += f"محمَّد {_word(i)} \x1beqلا\x1b[D WHO\r"
            wanted.append(f"محمَّد {_word(i)} «لا» WHO")
    terminal.burst(typed)
    terminal.until_shows(f"{n}/{n + 4} confirmed")
    rows = stored(workspace, "long")
    assert [s.target for s in rows[:n]] == wanted
    assert all(s.target == "" and not s.draft for s in rows[n:])


def test_kill_while_typing_keeps_what_was_confirmed_and_the_draft(project: Path, terminals: list[Terminal]) -> None:
    terminal = start(terminals, project, "ar")
    terminal.keys("First target.", "Enter", "Second target.", "Enter", "A draft that")
    terminal.until_shows("2/60 confirmed")
    terminal.until_shows("A draft that")
    terminal.until(lambda: stored(project, "ar")[2].draft == "A draft that", "the draft in the store")
    os.kill(terminal.pid(), signal.SIGKILL)
    rows = stored(project, "ar")
    assert [s.target for s in rows[:2]] == ["First target.", "Second target."]
    assert rows[2].draft == "A draft that"
    again = start(terminals, project, "ar")
    again.until_shows("A draft that")
    assert "seg 3/60" in again.screen()


@pytest.mark.long
def test_kill_right_after_a_confirm(project: Path, terminals: list[Terminal]) -> None:
    terminal = start(terminals, project, "ar")
    for i in range(1, 6):
        terminal.keys(f"Target {i}.", "Enter")
        terminal.until_shows(f"{i}/60 confirmed")
        shown = i
    os.kill(terminal.pid(), signal.SIGKILL)
    assert sum(s.state.confirmed for s in stored(project, "ar")) >= shown


def test_commands_and_text_in_one_burst(project: Path, terminals: list[Terminal]) -> None:
    terminal = start(terminals, project, "ar")
    # Go to 20, type; Esc g by its Arabic place; a command between two words; then quit at once.
    terminal.burst("one\x1bg20\rtwenty \x1bgx\x7f21\rtwo")
    terminal.until_shows("seg 21/60")
    terminal.keys("C-q")
    terminal.until_shows("ended 0")
    rows = stored(project, "ar")
    assert (rows[0].draft, rows[19].draft, rows[20].draft) == ("one", "twenty ", "two")


@pytest.mark.long
def test_quit_right_behind_the_text(project: Path, terminals: list[Terminal]) -> None:
    terminal = start(terminals, project, "ar")
    terminal.burst("not lost\x11")
    terminal.until_shows("ended 0")
    assert stored(project, "ar")[0].draft == "not lost"


@pytest.mark.long
def test_hangup_keeps_the_draft(project: Path, terminals: list[Terminal]) -> None:
    terminal = start(terminals, project, "ar")
    terminal.keys("kept")
    terminal.until_shows("kept")
    os.kill(terminal.pid(), signal.SIGTERM)
    terminal.until_shows("ended")
    assert stored(project, "ar")[0].draft == "kept"


@pytest.mark.long
def test_resizing_keeps_text(project: Path, terminals: list[Terminal]) -> None:
    terminal = start(terminals, project, "ar")
    terminal.keys("some text")
    for size in ((20, 5), (200, 50), (80, 24)):
        terminal.resize(*size)
        time.sleep(0.2)
    terminal.keys(" more")
    terminal.until_shows("some text more")
    # And while keys wait.
    words = " ".join(_word(i) for i in range(150))
    terminal.burst(f" {words}")
    for size in ((20, 5), (100, 30), (60, 16), (120, 35)):
        terminal.resize(*size)
    terminal.burst(" end\r")
    terminal.until_shows("1/60 confirmed")
    assert stored(project, "ar")[0].target == f"some text more {words} end"


def test_alt_digits_and_arabic_letters_behind_escape(project: Path, terminals: list[Terminal]) -> None:
    terminal = start(terminals, project, "ar")
    terminal.keys("A sentence.", "Enter")
    terminal.until_shows("seg 2/60")
    terminal.until_shows("TM ")
    terminal.until_shows(" 1 ")
    terminal.burst("\x1b1")
    terminal.until_shows("A sentence.")
    assert "¡" not in terminal.screen()
    # ؤ stands where c stands on a US board: copy source.
    terminal.keys("Escape")
    terminal.keys("ؤ")
    terminal.until(lambda: "ﻪﺘﻳﺎﻬﻧ" not in terminal.screen(), "nothing odd")
    terminal.keys("C-q")
    terminal.until_shows("ended 0")
    rows = stored(project, "ar")
    assert rows[1].draft == rows[1].source


@pytest.mark.long
def test_an_arabic_target_stands_at_the_right_edge_from_the_start(workspace: Path, terminals: list[Terminal]) -> None:
    """The first layout is that of a wide window; what was wrapped for it must be drawn again.

    The text takes two lines in either width: Textual draws by itself only when their number changes.
    """
    with open_workspace(workspace) as ws:
        english = new_project(ws, "edge", "en", "ar")
        import_text(ws, english, "doc", "One sentence stands here in the text.\nAnother one stands there.\n")
        with ws.store.write() as conn:
            conn.execute("UPDATE segment SET draft = ? WHERE number = 1", ("من " * 28,))
    terminal = start(terminals, workspace, "edge", (90, 24))
    terminal.until_shows("ﻦﻣ ﻦﻣ")
    terminal.until(
        lambda: any(len(line.rstrip()) >= 87 for line in terminal.screen().split("\n") if "▸" in line), "the right edge"
    )
