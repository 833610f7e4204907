"""An SRX 2.0 interpreter as the standard has it, place by place, to judge what we write by: slow, and none of our code."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import regex

NS = "{http://www.lisa.org/srx20}"


def load(path: Path, language: str) -> list[tuple[bool, regex.Pattern[str]]]:
    """Return the rules of a file for a language, in order: whether one breaks, and where it stands."""
    root = ElementTree.parse(path).getroot()
    header = root.find(f"{NS}header")
    assert header is not None
    assert root.get("version") == "2.0"
    groups = {g.get("languagerulename"): g for g in root.iter(f"{NS}languagerule")}
    out = []
    for entry in root.iter(f"{NS}languagemap"):
        if regex.fullmatch(entry.get("languagepattern", ""), language):
            for rule in groups[entry.get("languagerulename")].findall(f"{NS}rule"):
                before, after = rule.findtext(f"{NS}beforebreak") or "", rule.findtext(f"{NS}afterbreak") or ""
                out.append((rule.get("break") == "yes", regex.compile(f"(?<={before})(?={after})")))
            if header.get("cascade") == "no":
                break
    return out


def breaks(rules: list[tuple[bool, regex.Pattern[str]]], text: str) -> list[int]:
    """Return where a text is broken: at each place the first rule that stands there decides; where none does, not."""
    out = []
    for at in range(1, len(text)):
        decided = next((yes for yes, pattern in rules if pattern.match(text, at)), False)
        if decided:
            out.append(at)
    return out
