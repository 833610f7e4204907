"""``workbench --help`` beside a bare ``python -c pass``: CPU of the whole process, medians of alternating runs."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys

import pytest

RUNS = 25
GOAL = 4.0


def cpu_seconds(*args: str) -> float:
    """Run a process to its end and return the CPU it used, user and system."""
    before = os.times()
    subprocess.run(args, stdout=subprocess.DEVNULL, check=True)
    after = os.times()
    return (after.children_user - before.children_user) + (after.children_system - before.children_system)


@pytest.mark.benchmark
def test_help_beside_a_bare_python() -> None:
    bare, ours = [], []
    for _ in range(RUNS):
        bare.append(cpu_seconds(sys.executable, "-c", "pass"))
        ours.append(cpu_seconds(sys.executable, "-m", "workbench", "--help"))
    a, b = statistics.median(bare), statistics.median(ours)
    print(f"\npython -c pass {a * 1e3:.1f} ms, workbench --help {b * 1e3:.1f} ms: ratio {b / a:.2f} (goal {GOAL})")
    assert b / a <= GOAL
