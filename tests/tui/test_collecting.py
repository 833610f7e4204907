from __future__ import annotations

import gc
import time
from typing import Any

import pytest

from workbench.tui import collecting
from workbench.tui.collecting import Collecting


class Screenful(Collecting):
    """What looks after the garbage, without a screen."""


@pytest.mark.parametrize(("rounds", "rested", "runs"), [(10, 1.5, 1), (9, 1.5, 0), (50, 0.2, 0)])
def test_it_is_collected_at_a_rest(monkeypatch: pytest.MonkeyPatch, rounds: int, rested: float, runs: int) -> None:
    done: list[Any] = []
    monkeypatch.setattr(gc, "get_count", lambda: (0, 0, rounds))
    monkeypatch.setattr(gc, "collect", lambda: done.append(1))
    app = Screenful()
    app.pressed_at = time.monotonic() - rested
    app._look()
    assert len(done) == runs
    assert collecting.AT_LATEST > collecting.ROUNDS


def test_nobody_there_it_is_looked_for_seldom() -> None:
    app = Screenful()
    app.pressed_at = time.monotonic()
    assert app._until_next() == collecting.LOOK
    app.pressed_at -= collecting.AWAY
    assert app._until_next() == collecting.SELDOM > collecting.LOOK
