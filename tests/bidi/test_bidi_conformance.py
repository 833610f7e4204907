from __future__ import annotations

import os
from pathlib import Path

import pytest

from workbench.bidi.uax9 import line_levels, resolve, visual_order

SAMPLE = Path(__file__).parent / "data" / "BidiCharacterTest-sample.txt"


def failures(path: Path) -> tuple[int, list[str]]:
    """Count the cases of a BidiCharacterTest file and collect those that come out otherwise."""
    cases, bad = 0, []
    for line in path.read_text(encoding="utf-8").splitlines():
        fields = line.split("#")[0].strip().split(";")
        if len(fields) != 5:
            continue
        cases += 1
        text = "".join(chr(int(p, 16)) for p in fields[0].split())
        base, types, levels = resolve(text, {"0": 0, "1": 1, "2": None}[fields[1]])
        out = line_levels(types, levels, base, 0, len(text))
        wanted = fields[3].split()
        kept = [i for i, level in enumerate(wanted) if level != "x"]
        order = " ".join(str(kept[k]) for k in visual_order([out[i] for i in kept]))
        if base != int(fields[2]) or any(out[i] != int(wanted[i]) for i in kept) or order != fields[4]:
            bad.append(line)
    return cases, bad


def test_the_sample() -> None:
    cases, bad = failures(SAMPLE)
    assert cases == 1500
    assert bad == []


@pytest.mark.long
def test_the_whole_file() -> None:
    path = os.environ.get("WORKBENCH_BIDI_TEST")
    if not path:
        pytest.skip("set WORKBENCH_BIDI_TEST to the path of BidiCharacterTest.txt")
    cases, bad = failures(Path(path))
    assert cases > 90_000
    assert bad == []
