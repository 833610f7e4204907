"""From a parsed ``tu`` to rows: one for each translation, in the order of the fields of :class:`workbench.model.Unit`.

What the model has no field for is kept as properties: attributes as ``x-usagecount`` and the like, a time that is none under
the name of its attribute (``x-creationdate``), the properties of one language as ``source:`` and ``target:`` with their name.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any, Final

from workbench.formats.languages import alike, pick_all
from workbench.formats.stamps import stored_stamp
from workbench.formats.tmx_codes import CODES_OF_OTHERS, PROP_CODES, Part, lf, number, parts_of
from workbench.model import Origin

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
PROP_ORIGIN, PROP_VIA, PROP_DOCUMENT = "x-origin", "x-via", "x-document"
"""Our own properties; with :data:`PROP_CODES` they say what a field or a text says."""
PROP_BEFORE, PROP_AFTER = "prev", "next"
"""What OmegaT calls the sources of the neighbours."""
FIELDS = {
    PROP_ORIGIN: "origin",
    PROP_VIA: "via",
    PROP_DOCUMENT: "document",
    PROP_BEFORE: "before",
    PROP_AFTER: "after",
}
"""Properties of a unit that are fields of the model; the first of each with a value is taken, others stay properties."""
KEPT = (
    "usagecount",
    "lastusagedate",
    "creationtool",
    "creationtoolversion",
    "datatype",
    "segtype",
    "o-tmf",
    "o-encoding",
)
"""Attributes of a ``tu`` the model has no field for: they travel as properties with ``x-`` in front."""
SIDES = ("source:", "target:")
ORIGINS = {origin.value: origin for origin in Origin}

Props = tuple[tuple[str, str], ...]
Row = tuple[str, str, str, str, int, str, str, str, str, str, str, Origin | None, str, None, str, Props, str, str, str]
"""The fields of :class:`workbench.model.Unit` in their order, so that ``Unit(*row)`` is the unit."""
ROW_PROPS: Final = 15
"""Where the properties stand in a row."""


@dataclass(slots=True)
class Inside:
    """What stands in a ``tu`` or ``tuv``: its attributes, notes, properties, and variants or the text."""

    attributes: dict[str, str]
    notes: list[str] = field(default_factory=list)
    props: list[tuple[str, str]] = field(default_factory=list)
    variants: list[Inside] = field(default_factory=list)
    segment: Any = None
    parts: list[Part] = field(default_factory=list)

    @property
    def tag(self) -> str:
        """The language, as it is written."""
        return self.attributes.get(LANG) or self.attributes.get("lang") or ""

    @property
    def blank(self) -> bool:
        """Whether there is nothing but white space and codes."""
        return not any(isinstance(p, str) and p.strip() for p in self.parts)


@dataclass(slots=True)
class Reading:
    """What a unit gave: rows, or why it gave none; and what is to be counted."""

    rows: list[Row] = field(default_factory=list)
    skipped: str = ""
    languages: tuple[str, ...] = ()
    unknown: int = 0
    """Elements inside the texts that TMX does not know."""
    regions: tuple[str, ...] = ()
    """Tags of other regions of the two languages, whose texts were left."""


NO_LANGUAGE, EMPTY_SIDE = "without one of the languages", "with an empty side"


def rows_of(unit: Any, source: str, target: str) -> Reading:
    """Return the rows of a ``tu`` (without name spaces) for the pair asked for.

    The variants taken are those whose tag fits best: the tag itself, else the bare language, else a region, the first that
    has text. Several of one tag are alternatives: each further translation makes a unit of its own, with the first text of
    the other side where that has no further one. A text that is there already is not taken twice.
    """
    inside = _inside(unit)
    variants = [v for v in inside.variants if v.segment is not None]
    tags = tuple([v.tag for v in variants])
    out = Reading(languages=tags)
    sides = [[variants[n] for n in pick_all(tags, language)] for language in (source, target)]
    for side in sides:
        for variant in side:
            variant.parts, unknown = parts_of(variant.segment)
            out.unknown += unknown
    if not all(sides):
        out.skipped = NO_LANGUAGE
        return out
    full = [[v for v in side if not v.blank] for side in sides]
    if not all(full):
        out.skipped = EMPTY_SIDE
        return out
    for n, side in enumerate(full):
        full[n], others = _of_one_region(side)
        out.regions += others
    seen = set()
    for a, b in zip_longest(*full):
        row = _row(inside, source, target, a or full[0][0], b or full[1][0])
        if row[2:4] not in seen:
            seen.add(row[2:4])
            out.rows.append(row)
    return out


def _of_one_region(side: list[Inside]) -> tuple[list[Inside], tuple[str, ...]]:
    """Return the variants of the first region, and the tags of those of others that say something else."""
    same = [v for v in side if alike(v.tag, side[0].tag)]
    texts = [v.parts for v in same]
    others = [v for v in side if v not in same and v.parts not in texts] if len(same) < len(side) else []
    return same, tuple([v.tag for v in others])


def _inside(element: Any) -> Inside:
    out = Inside(dict(element.attrib))
    for child in element:
        tag = child.tag
        if tag == "tuv":
            out.variants.append(_inside(child))
        elif tag == "seg":
            out.segment = child if out.segment is None else out.segment
        elif tag == "prop":
            out.props.append((child.get("type") or "", _text(child)))
        elif tag == "note":
            out.notes.append(_text(child))
    return out


def _text(element: Any) -> str:
    return lf("".join(element.itertext()) if len(element) else element.text or "")


def _row(unit: Inside, source: str, target: str, a: Inside, b: Inside) -> Row:
    get, get_else = unit.attributes.get, b.attributes.get
    # Who and when stand on the unit, or (OmegaT) on the translation.
    created = get("creationdate") or get_else("creationdate") or ""
    changed = get("changedate") or get_else("changedate") or ""
    when = stored_stamp(created), stored_stamp(changed)
    props = [(f"x-{name}", unit.attributes[name]) for name in KEPT if get(name)]
    if created and not when[0]:
        props.append(("x-creationdate", created))
    if changed and not when[1]:
        props.append(("x-changedate", changed))
    fields: dict[str, str] = {}
    for name, value in unit.props:
        if value and FIELDS.get(name, "") not in ("", *fields) and (name != PROP_ORIGIN or value in ORIGINS):
            fields[FIELDS[name]] = value
        else:
            props.append((f"x-{name}" if CODES_OF_OTHERS.fullmatch(name) else name, value))
    for side, variant in zip(SIDES, (a, b), strict=True):
        props += [(side + name, value) for name, value in variant.props]
    source_text, target_text, codes = number(a.parts, b.parts)
    if codes:
        props.append((PROP_CODES, codes))
    notes = [*unit.notes, *a.notes, *b.notes]
    return (
        source, target, source_text, target_text, 0, "",
        get("tuid") or "", *when, get("creationid") or get_else("creationid") or "",
        get("changeid") or get_else("changeid") or "",
        ORIGINS.get(fields.get("origin", "")), fields.get("document", ""), None,
        "\n".join(n for n in notes if n), tuple(props), fields.get("before", ""), fields.get("after", ""),
        fields.get("via", ""),
    )  # fmt: skip
