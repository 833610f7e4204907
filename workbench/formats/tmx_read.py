"""Reading TMX 1.1 to 1.4b as it is met in the wild: tolerant, streaming, reporting by line.

The parser fetches nothing and expands no entity from outside; entities that grow beyond reason end the reading.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from workbench.errors import FileError
from workbench.formats.languages import pick
from workbench.formats.stamps import stored_stamp
from workbench.formats.tmx_write import KEPT_ATTRIBUTES, PROP_DOCUMENT, PROP_ORIGIN
from workbench.formats.xml_stream import elements, without_namespaces
from workbench.model import Origin, Repair, Unit
from workbench.text.clean import stored_text

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_CODES = frozenset({"bpt", "ept", "ph", "it", "ut"})
_EMPTY_SIDE = "with an empty side"
Report = Callable[[Repair], None]


@dataclass(slots=True)
class _Tally:
    """What was met in the file so far; ``units`` are complete ``tu``, ``pairs`` those of them that were yielded."""

    units: int = 0
    pairs: int = 0
    codes: int = 0
    languages: set[str] = field(default_factory=set)
    skipped: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Why units were passed over: how many, and the line of the first."""

    def skip(self, reason: str, line: int) -> None:
        count, first = self.skipped.get(reason, (0, line))
        self.skipped[reason] = (count + 1, first)


@dataclass(slots=True)
class _Variant:
    """One language of a unit; ``codes`` is how many inline codes were taken out of the text."""

    element: Any
    text: str
    codes: int


def read_tmx(path: Path, source: str, target: str, report: Report) -> Iterator[Unit]:
    """Yield the units that have both languages, in the direction asked for.

    A unit without one of them, or with an empty side, is passed over; a notice counts them and has the line of the first.
    Inline codes are taken out and
    counted, the text between them stays. Raises :class:`FileError` with the line when the file is no TMX, is cut off or
    not well-formed (the units before it have been yielded: store nothing until the end), or has no such pair at all.
    """
    tally = _Tally()
    for element in _elements(path, tally):
        tags, variants = _variants(element)
        tally.languages.update(tags)
        a, b = pick(tags, source), pick(tags, target)
        if a is None or b is None:
            tally.skip("without one of the languages", element.sourceline or 0)
        elif not variants[a].text.strip() or not variants[b].text.strip():
            tally.skip(_EMPTY_SIDE, element.sourceline or 0)
        else:
            tally.codes += variants[a].codes + variants[b].codes
            tally.pairs += 1
            yield _unit(element, source, target, variants[a], variants[b])
    _conclude(path, report, (source, target), tally)


def _elements(path: Path, tally: _Tally) -> Iterator[Any]:
    """Yield the ``tu`` elements one by one."""
    for element in elements(path, what="TMX", roots=("tmx",), entries=("tu",), noun="unit"):
        tally.units += 1
        yield without_namespaces(element)


def _variants(unit: Any) -> tuple[list[str], list[_Variant]]:
    """Return the language tags and, in the same order, what stands in that language."""
    tags, variants = [], []
    for element in unit.iterchildren("tuv"):
        segment = element.find("seg")
        if segment is None:
            continue
        text, codes = _plain(segment)
        tags.append(element.get(_LANG) or element.get("lang") or "")
        variants.append(_Variant(element, stored_text(text)[0], codes))
    return tags, variants


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


def _unit(element: Any, source: str, target: str, source_side: _Variant, target_side: _Variant) -> Unit:
    def said(name: str) -> str:
        """Who and when stand on the unit, or (OmegaT) on the translation."""
        return element.get(name) or target_side.element.get(name) or ""

    origin, document, props = _props(element)
    notes = [stored_text(n.text or "")[0] for n in element.iterchildren("note")]
    return Unit(
        source,
        target,
        source_side.text,
        target_side.text,
        tuid=element.get("tuid") or "",
        created=stored_stamp(said("creationdate")),
        changed=stored_stamp(said("changedate")),
        author=said("creationid"),
        changer=said("changeid"),
        origin=origin,
        document=document,
        note="\n".join(n for n in notes if n),
        props=props,
    )


def _props(element: Any) -> tuple[Origin | None, str, tuple[tuple[str, str], ...]]:
    """Return origin and document where a property of ours says them, and all other properties as they stand."""
    origin: Origin | None = None
    document = ""
    rest = [(name, element.get(key)) for name, key in KEPT_ATTRIBUTES.items() if element.get(key)]
    for prop in element.iterchildren("prop"):
        name, value = prop.get("type") or "", prop.text or ""
        if name == PROP_ORIGIN and origin is None and value in set(Origin):
            origin = Origin(value)
        elif name == PROP_DOCUMENT and not document:
            document = value
        else:
            rest.append((name, value))
    return origin, document, tuple(rest)


def _conclude(path: Path, report: Report, pair: tuple[str, str], tally: _Tally) -> None:
    """Report what was passed over and taken out; raise :class:`FileError` when there was no pair at all."""
    if not tally.pairs:
        raise FileError(path, *_why_no_pair(pair, tally))
    for reason, (count, line) in tally.skipped.items():
        what = "1 unit" if count == 1 else f"{count} units"
        report(Repair(line, f"{what} {reason}, passed over{'' if count == 1 else '; the first is here'}."))
    if tally.codes:
        what = "1 inline code" if tally.codes == 1 else f"{tally.codes} inline codes"
        report(Repair(0, f"{what} (formatting) taken out of the texts."))


def _why_no_pair(pair: tuple[str, str], tally: _Tally) -> tuple[str, str]:
    """Return message and hint."""
    if not tally.units:
        return "is a TMX file with no unit in it.", "Export it again from the program it is from."
    if _EMPTY_SIDE in tally.skipped:
        return f"has units of {pair[0]} and {pair[1]}, but none with text on both sides.", "Is it translated?"
    languages = ", ".join(sorted(tag or "(none)" for tag in tally.languages)) or "none"
    return f"has no pair of {pair[0]} and {pair[1]}; its languages: {languages}.", "Check --from and --to."
