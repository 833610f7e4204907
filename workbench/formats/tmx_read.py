"""Reading TMX 1.1 to 1.4b as it is met in the wild: tolerant, streaming, reporting by line.

The parser fetches nothing and expands no entity from outside; entities that grow beyond reason end the reading.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from workbench.errors import FileError
from workbench.formats.languages import pick
from workbench.formats.tmx_write import PROP_DOCUMENT, PROP_ORIGIN
from workbench.model import Origin, Repair, Unit

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_DATE = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)T(\d\d):?(\d\d):?(\d\d)Z?$")
_CODES = frozenset({"bpt", "ept", "ph", "it", "ut"})
Report = Callable[[Repair], None]


@dataclass(slots=True)
class _Progress:
    """How many units were complete when the file broke off."""

    done: int = 0


def read_tmx(path: Path, source: str, target: str, report: Report) -> Iterator[Unit]:
    """Yield the units that have both languages, in the direction asked for.

    A unit without one of them, or with an empty side, is passed over and counted. Inline codes are taken out and
    counted, the text between them stays. Raises :class:`FileError` with the line when the file is no TMX, is cut off or
    not well-formed (the units before it have been yielded: store nothing until the end), or has no such pair at all.
    """
    if path.stat().st_size == 0 if path.exists() else False:
        raise FileError(path, "the file is empty.", "Export it again from the program it is from.")
    skipped: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    codes = 0
    progress = _Progress()
    for element in _elements(path, progress):
        tags, texts, dropped = _variants(element)
        seen.update(tags)
        a, b = pick(tags, source), pick(tags, target)
        if a is None or b is None:
            skipped["without one of the languages"] += 1
        elif not texts[a].strip() or not texts[b].strip():
            skipped["with an empty side"] += 1
        else:
            codes += dropped
            progress.done += 1
            yield _unit(element, source, target, texts[a], texts[b])
    _conclude(path, report, (source, target), progress.done, skipped, seen)
    if codes:
        report(Repair(0, f"{codes} inline codes (formatting) were taken out of the texts."))


def _elements(path: Path, progress: _Progress) -> Iterator[Any]:
    """Yield the ``tu`` elements one by one, each forgotten afterwards."""
    try:
        with path.open("rb") as f:
            events = etree.iterparse(
                f,
                events=("start", "end"),
                resolve_entities="internal",
                no_network=True,
                load_dtd=False,
                huge_tree=False,
                remove_comments=True,
                remove_pis=True,
            )
            root = None
            for event, element in events:
                if root is None:
                    root = element
                    _check_root(path, root)
                if event == "end" and element.tag == "tu":
                    yield element
                    element.clear()
                    while element.getprevious() is not None:
                        del element.getparent()[0]
    except etree.XMLSyntaxError as e:
        raise _syntax_error(path, e, progress.done) from e
    except (OSError, LookupError) as e:
        reason = e.strerror if isinstance(e, OSError) and e.strerror else str(e)
        raise FileError(path, f"cannot be read ({reason}).", "Check the name and its rights.") from e


def _check_root(path: Path, root: Any) -> None:
    if root.tag != "tmx":
        name = etree.QName(root).localname
        raise FileError(path, f"is no TMX file: it begins with <{name}>.", "A TMX file begins with <tmx>.")


def _syntax_error(path: Path, error: etree.XMLSyntaxError, done: int) -> FileError:
    line = getattr(error, "lineno", 0) or 0
    reason = (error.msg or "not well-formed").split(", line")[0]
    if "entity" in reason.lower() or "amplification" in reason.lower():
        reason = f"it uses an entity that is not allowed ({reason})"
    before = "no complete unit stood before it" if not done else f"{done} complete units stood before it"
    return FileError(path, f"the file is broken here: {reason}; {before}, none was taken.", "Export it again.", line)


def _variants(unit: Any) -> tuple[list[str], list[str], int]:
    """Return the language tags, the texts and how many inline codes were taken out of them."""
    tags, texts, dropped = [], [], 0
    for variant in unit.iterchildren("tuv"):
        segment = variant.find("seg")
        if segment is None:
            continue
        text, codes = _plain(segment)
        tags.append(variant.get(_LANG) or variant.get("lang") or "")
        texts.append(text)
        dropped += codes
    return tags, texts, dropped


def _plain(segment: Any) -> tuple[str, int]:
    """Return the text of a ``seg``: native codes are left out, ``hi`` and ``sub`` are text."""
    parts, codes = [segment.text or ""], 0
    for child in segment:
        if child.tag in _CODES:
            codes += 1
        elif isinstance(child.tag, str):
            inner, more = _plain(child)
            parts.append(inner)
            codes += more
        parts.append(child.tail or "")
    return "".join(parts), codes


def _unit(element: Any, source: str, target: str, source_text: str, target_text: str) -> Unit:
    props = {p.get("type") or "": p.text or "" for p in element.iterchildren("prop")}
    origin = props.pop(PROP_ORIGIN, "")
    document = props.pop(PROP_DOCUMENT, "")
    notes = [n.text or "" for n in element.iterchildren("note")]
    return Unit(
        source,
        target,
        source_text,
        target_text,
        tuid=element.get("tuid") or "",
        created=_date(element.get("creationdate")),
        changed=_date(element.get("changedate")),
        author=element.get("creationid") or "",
        changer=element.get("changeid") or "",
        origin=Origin(origin) if origin in set(Origin) else None,
        document=document,
        note="\n".join(n for n in notes if n),
        props=tuple(props.items()),
    )


def _date(raw: str | None) -> str:
    """Return a date of either shape met in TMX files as it is stored, '' for none or another shape."""
    found = _DATE.match(raw or "")
    return "{}-{}-{}T{}:{}:{}Z".format(*found.groups()) if found else ""


def _conclude(
    path: Path, report: Report, pair: tuple[str, str], done: int, skipped: Counter[str], seen: Counter[str]
) -> None:
    if not done:
        languages = ", ".join(sorted(t or "(none)" for t in seen)) or "none"
        raise FileError(
            path, f"has no pair of {pair[0]} and {pair[1]}; its languages: {languages}.", "Check --from and --to."
        )
    for reason, count in skipped.items():
        report(Repair(0, f"{count} units {reason} were passed over."))
