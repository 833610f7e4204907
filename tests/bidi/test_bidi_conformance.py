"""The Unicode test files of the bidirectional algorithm: samples here, the whole files in the long run."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench.bidi.generate import LETTERS
from workbench.bidi.uax9 import classes, line_levels, resolve, visual_order

DATA = Path(__file__).parent / "data"
CHARACTERS = {
    "L": "a",
    "R": "א",
    "AL": "ب",
    "EN": "1",
    "ES": "+",
    "ET": "$",
    "AN": "١",
    "CS": ",",
    "NSM": "\u0300",
    "BN": "\u00ad",
    "B": "\u2029",
    "S": "\t",
    "WS": " ",
    "ON": "!",
    "LRE": "\u202a",
    "LRO": "\u202d",
    "RLE": "\u202b",
    "RLO": "\u202e",
    "PDF": "\u202c",
    "LRI": "\u2066",
    "RLI": "\u2067",
    "FSI": "\u2068",
    "PDI": "\u2069",
}
"""One character of each class."""

Case = tuple[str, int | None, int | None, list[str], str, str]
"""Text, paragraph direction asked for, the one expected, levels, order, the line of the file."""


def character_cases(path: Path) -> Iterator[Case]:
    for line in path.read_text(encoding="utf-8").splitlines():
        fields = line.split("#")[0].strip().split(";")
        if len(fields) == 5:
            text = "".join(chr(int(p, 16)) for p in fields[0].split())
            yield text, {"0": 0, "1": 1, "2": None}[fields[1]], int(fields[2]), fields[3].split(), fields[4], line


def class_cases(path: Path) -> Iterator[Case]:
    levels, order = [], ""
    for line in path.read_text(encoding="utf-8").splitlines():
        bare = line.split("#")[0].strip()
        if bare.startswith("@Levels:"):
            levels = bare.partition(":")[2].split()
        elif bare.startswith("@Reorder:"):
            order = bare.partition(":")[2].strip()
        elif bare:
            names, bits = bare.split(";")
            text = "".join(CHARACTERS[name] for name in names.split())
            for bit, asked in ((1, None), (2, 0), (4, 1)):
                if int(bits) & bit:
                    yield text, asked, None, levels, order, line


def failures(cases: Iterator[Case]) -> tuple[int, list[str]]:
    """Count the cases and collect those that come out otherwise."""
    count, bad = 0, []
    for text, asked, expected_base, wanted, wanted_order, line in cases:
        count += 1
        base, types, levels = resolve(text, asked)
        out = line_levels(types, levels, base, 0, len(text))
        kept = [i for i, level in enumerate(wanted) if level != "x"]
        order = " ".join(str(kept[k]) for k in visual_order([out[i] for i in kept]))
        wrong_base = expected_base is not None and base != expected_base
        if wrong_base or any(out[i] != int(wanted[i]) for i in kept) or order != wanted_order:
            bad.append(line)
    return count, bad


def test_characters_stand_for_their_classes() -> None:
    assert [classes(c) for c in CHARACTERS.values()] == [LETTERS[name] for name in CHARACTERS]


def test_the_sample_of_characters() -> None:
    count, bad = failures(character_cases(DATA / "BidiCharacterTest-sample.txt"))
    assert count == 5095
    assert bad == []


def test_the_sample_of_classes() -> None:
    count, bad = failures(class_cases(DATA / "BidiTest-sample.txt"))
    assert count > 5000
    assert bad == []


@pytest.mark.long
@pytest.mark.parametrize(("name", "count"), [("BidiCharacterTest.txt", 91_707), ("BidiTest.txt", 770_241)])
def test_the_whole_files(name: str, count: int) -> None:
    folder = os.environ.get("WORKBENCH_UNICODE")
    if not folder:
        pytest.skip("set WORKBENCH_UNICODE to the folder of BidiCharacterTest.txt and BidiTest.txt, version 15.0")
    read = character_cases if name == "BidiCharacterTest.txt" else class_cases
    assert failures(read(Path(folder) / name)) == (count, [])
