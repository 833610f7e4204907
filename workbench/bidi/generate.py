"""Make ``data.py`` from files of the Unicode Character Database.

Run: ``python -m workbench.bidi.generate FOLDER``, where FOLDER holds BidiBrackets.txt, BidiMirroring.txt, ArabicShaping.txt
and DerivedBidiClass.txt of one version.
"""

from __future__ import annotations

import re
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

_HEAD = '''"""Tables of the bidirectional algorithm and of Arabic joining. Generated: do not edit.

From BidiBrackets.txt, BidiMirroring.txt, ArabicShaping.txt and DerivedBidiClass.txt of the Unicode Character Database,
version {version}.

UNICODE LICENSE V3. COPYRIGHT AND PERMISSION NOTICE. Copyright (c) 1991-2023 Unicode, Inc.
Permission is hereby granted, free of charge, to any person obtaining a copy of data files and any associated
documentation (the "Data Files") or software and any associated documentation (the "Software") to deal in the Data Files
or Software without restriction, including without limitation the rights to use, copy, modify, merge, publish,
distribute, and/or sell copies of the Data Files or Software, and to permit persons to whom the Data Files or Software
are furnished to do so, provided that either (a) this copyright and permission notice appear with all copies of the Data
Files or Software, or (b) this copyright and permission notice appear in associated Documentation.
THE DATA FILES AND SOFTWARE ARE PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT
LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT OF THIRD PARTY RIGHTS.
IN NO EVENT SHALL THE COPYRIGHT HOLDER OR HOLDERS INCLUDED IN THIS NOTICE BE LIABLE FOR ANY CLAIM, OR ANY SPECIAL
INDIRECT OR CONSEQUENTIAL DAMAGES, OR ANY DAMAGES WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR PROFITS, WHETHER IN AN
ACTION OF CONTRACT, NEGLIGENCE OR OTHER TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE OR PERFORMANCE OF
THE DATA FILES OR SOFTWARE. Except as contained in this notice, the name of a copyright holder shall not be used in
advertising or otherwise to promote the sale, use or other dealings in these Data Files or Software without prior written
authorization of the copyright holder.
"""

'''

LETTERS = {
    "L": "L",
    "R": "R",
    "AL": "A",
    "EN": "E",
    "ES": "S",
    "ET": "T",
    "AN": "N",
    "CS": "C",
    "NSM": "M",
    "BN": "b",
    "B": "B",
    "S": "s",
    "WS": "W",
    "ON": "O",
    "LRE": "1",
    "LRO": "2",
    "RLE": "3",
    "RLO": "4",
    "PDF": "5",
    "LRI": "6",
    "RLI": "7",
    "FSI": "8",
    "PDI": "9",
}
"""The bidi classes as one letter each."""
_MISSING = re.compile(r"# @missing: ([0-9A-F]+)\.\.([0-9A-F]+); (\w+)")
_LONG = {
    "Left_To_Right": "L",
    "Right_To_Left": "R",
    "Arabic_Letter": "AL",
    "European_Terminator": "ET",
    "Boundary_Neutral": "BN",
}


def _classes(path: Path) -> list[tuple[int, str]]:
    """Return where the bidi class changes over the code points, with the class from there on.

    Unassigned code points have the class that the ``@missing`` lines give them, the later line over the earlier one.
    """
    of = ["L"] * 0x110000
    for start, end, name in _MISSING.findall(path.read_text(encoding="utf-8")):
        low, high = int(start, 16), int(end, 16) + 1
        of[low:high] = [LETTERS[_LONG[name]]] * (high - low)
    for span, name in _rows(path):
        start, _dots, end = span.partition("..")
        low, high = int(start, 16), int(end or start, 16) + 1
        of[low:high] = [LETTERS[name]] * (high - low)
    return [(code, letter) for code, letter in enumerate(of) if code == 0 or letter != of[code - 1]]


def _rows(path: Path) -> Iterator[list[str]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        bare = line.split("#")[0].strip()
        if bare:
            yield [cell.strip() for cell in bare.split(";")]


def _literal(name: str, text: str) -> str:
    """Return an assignment of ASCII only, broken into lines."""
    escaped = [ascii(c)[1:-1] if c not in "\"'" else f"\\{c}" for c in text]
    lines, line = [], ""
    for part in escaped:
        if len(line) + len(part) > 100:
            lines.append(line)
            line = ""
        line += part
    lines.append(line)
    body = "\n".join(f'    "{x}"' for x in lines)
    return f"{name} = (\n{body}\n)\n"


def generate(folder: Path) -> str:
    """Return the text of ``data.py``."""
    first = (folder / "BidiBrackets.txt").read_text(encoding="utf-8").split("\n", 1)[0]
    version = re.search(r"(\d+\.\d+\.\d+)", first)
    brackets = "".join(
        chr(int(a, 16)) + chr(int(b, 16)) for a, b, kind in _rows(folder / "BidiBrackets.txt") if kind == "o"
    )
    mirror = "".join(chr(int(a, 16)) + chr(int(b, 16)) for a, b in _rows(folder / "BidiMirroring.txt"))
    joining: dict[str, str] = {"D": "", "R": "", "C": ""}
    for code, _name, kind, _group in _rows(folder / "ArabicShaping.txt"):
        point = int(code, 16)
        # Syriac and Mandaic join too, but no font of a terminal has their forms.
        if 0x600 <= point <= 0x8FF and not 0x700 <= point <= 0x74F and not 0x780 <= point <= 0x85F and kind in joining:
            joining[kind] += chr(point)
    parts = [_HEAD.format(version=version[1] if version else "unknown")]
    parts.append(_literal("BRACKETS", brackets))
    parts.append('"""Paired brackets: opener, closer, opener, closer ..."""\n')
    parts.append(_literal("MIRROR", mirror))
    parts.append('"""Mirrored characters: one, its mirror image, ..."""\n')
    for kind, meaning in (
        ("D", "Dual-joining letters."),
        ("R", "Right-joining letters."),
        ("C", "Join-causing characters."),
    ):
        parts.append(_literal(f"JOIN_{kind}", joining[kind]))
        parts.append(f'"""{meaning}"""\n')
    changes = _classes(folder / "DerivedBidiClass.txt")
    numbers = textwrap.fill(" ".join(f"{code:x}" for code, _letter in changes), 100)
    parts.append(f'CLASS_STARTS = """\n{numbers}\n"""\n')
    parts.append('"""Code points from which on the bidi class is another, in hexadecimal."""\n')
    parts.append(_literal("CLASS_LETTERS", "".join(letter for _code, letter in changes)))
    parts.append('"""The class from each of them on, as one letter; see ``generate.LETTERS``."""\n')
    return "".join(parts)


if __name__ == "__main__":
    Path(__file__).with_name("data.py").write_text(generate(Path(sys.argv[1])), encoding="utf-8", newline="\n")
