"""SRX 2.0: segmentation rules in and out (LISA/GALA, SRX 2.0, 2008)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import regex
from lxml import etree

from workbench.errors import FileError, UsageError
from workbench.files import write_atomically
from workbench.model import BreakRule
from workbench.text.srx import RuleSet

NAMESPACE = "http://www.lisa.org/srx20"
_NSMAP: dict[Any, str] = {None: NAMESPACE}
_NAMES = {"ar": "Arabic", "en": "English"}


def read_srx(path: Path, language: str) -> list[BreakRule]:
    """Return the rules of a file for a language, in the order they are asked.

    The language maps are read as the header's ``cascade`` says: all that fit, or the first. Raises :class:`FileError` for
    a file that cannot be read, is no SRX, holds a pattern that cannot be read, or has no rule for the language.
    """
    parser = etree.XMLParser(resolve_entities="internal", no_network=True, load_dtd=False, huge_tree=False)  # type: ignore[arg-type] # the stubs do not know "internal"
    try:
        root = etree.fromstring(path.read_bytes(), parser)
    except OSError as e:
        raise FileError(path, f"cannot be read ({e.strerror or e}).", "Check the name and its rights.") from e
    except etree.XMLSyntaxError as e:
        raise FileError(path, f"the file is broken here: {e.msg}.", "Export it again.", e.lineno or 0) from e
    if etree.QName(root).localname != "srx":
        raise FileError(
            path, f"is no SRX file: it begins with <{etree.QName(root).localname}>.", "It begins with <srx>."
        )
    rules = {r.get("languagerulename", ""): _all(r, "rule") for r in _all(root, "languagerule")}
    header = next(iter(_all(root, "header")), None)
    cascade = header is not None and header.get("cascade") == "yes"
    out: list[BreakRule] = []
    for entry in _all(root, "languagemap"):
        pattern = entry.get("languagepattern", "")
        try:
            fits = regex.fullmatch(pattern, language, regex.IGNORECASE, timeout=1) is not None
        except (regex.error, TimeoutError) as e:
            raise FileError(path, f"the language pattern {pattern!r} cannot be read.", "", _line(entry)) from e
        if fits:
            out += [_rule(path, x) for x in rules.get(entry.get("languagerulename", ""), [])]
            if not cascade:
                break
    if not out:
        raise FileError(path, f"has no rules for {language}.", "Look at its <languagemap> elements.")
    return out


def write_srx(path: Path, rules: Mapping[str, Sequence[BreakRule]]) -> int:
    """Write rules by language and return how many; languages match with any region."""
    root = etree.Element(f"{{{NAMESPACE}}}srx", nsmap=_NSMAP, version="2.0")
    header = _add(root, "header", segmentsubflows="yes", cascade="no")
    for kind, include in (("start", "no"), ("end", "yes"), ("isolated", "no")):
        _add(header, "formathandle", type=kind, include=include)
    body = _add(root, "body")
    languages = _add(body, "languagerules")
    maps = _add(body, "maprules")
    count = 0
    for language, given in rules.items():
        name = _NAMES.get(language, language)
        group = _add(languages, "languagerule", languagerulename=name)
        for rule in given:
            element = _add(group, "rule", **{"break": "yes" if rule.breaks else "no"})
            _add(element, "beforebreak").text = rule.before
            _add(element, "afterbreak").text = rule.after
            count += 1
        _add(maps, "languagemap", languagepattern=f"(?i){language}([-_].*)?", languagerulename=name)
    data = etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    write_atomically(path, [data])
    return count


def _line(element: etree._Element) -> int:
    return element.sourceline if isinstance(element.sourceline, int) else 0


def _all(root: etree._Element, name: str) -> list[etree._Element]:
    return [e for e in root.iter() if isinstance(e.tag, str) and etree.QName(e).localname == name]


def _rule(path: Path, element: etree._Element) -> BreakRule:
    def text(name: str) -> str:
        found = _all(element, name)
        return (found[0].text or "") if found else ""

    rule = BreakRule(element.get("break", "yes") == "yes", text("beforebreak"), text("afterbreak"))
    try:
        RuleSet([rule])
    except UsageError as e:
        raise FileError(path, e.message, e.hint, _line(element)) from e
    return rule


def _add(parent: etree._Element, name: str, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{NAMESPACE}}}{name}", attributes)
