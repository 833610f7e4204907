"""What is written is read back equal."""

from __future__ import annotations

import csv
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from workbench.formats.table import READERS, WRITERS
from workbench.model import PROP_EDITED, Origin, Repair, Unit

Props = tuple[tuple[str, str], ...]
CHARS = st.one_of(
    st.characters(codec="utf-8", exclude_characters="\ufffe\uffff", exclude_categories=("Cs", "Cc")),
    st.sampled_from("\x7f\x80\x85\x9f"),
    st.sampled_from("<>&\"'\n\t ]]>كتاب؟،ـًّ=+-@;,|\u200f\u202e\u2028"),
)
TEXT = st.text(CHARS, min_size=1, max_size=40).filter(lambda s: s.strip())
LINE = st.text(CHARS, max_size=15)
STAMP = st.sampled_from(["", "2026-01-31T10:20:30Z", "1999-12-31T23:59:59Z"])
UNITS = st.lists(
    st.builds(
        Unit,
        st.just("ar"),
        st.just("en"),
        TEXT,
        TEXT,
        tuid=LINE,
        created=STAMP,
        changed=STAMP,
        author=LINE,
        changer=LINE,
        origin=st.sampled_from([None, *Origin]),
        document=LINE,
        note=LINE,
        before=LINE,
        after=LINE,
        via=LINE,
    ),
    min_size=1,
    max_size=5,
)


def round_trip(kind: str, units: list[Unit], **options: object) -> list[Unit]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"pairs.{kind}"
        assert WRITERS[kind](path, units, source="ar", target="en", **options) == len(units)
        notices: list[Repair] = []
        return list(READERS[kind](path, "ar", "en", notices.append))


PROPS = st.lists(st.tuples(LINE.map(lambda s: f"x-p{s}"), LINE), max_size=3).map(tuple)
EDITED = st.lists(st.tuples(st.just(PROP_EDITED), LINE), max_size=2).map(tuple)
"""In tables it is a column of its own and comes back as the last property, the last of several."""


@given(UNITS, PROPS, EDITED)
def test_tmx(units: list[Unit], props: Props, edited: Props) -> None:
    units = [replace(units[0], props=props + edited), *units[1:]]
    assert round_trip("tmx", units) == units


@given(UNITS, PROPS, EDITED, st.booleans(), st.sampled_from(["csv", "tsv"]))
def test_csv(units: list[Unit], props: Props, edited: Props, safe: bool, kind: str) -> None:
    units = [replace(units[0], props=props + edited), *units[1:]]
    assert by_edited(round_trip(kind, units, spreadsheet_safe=safe)) == by_edited(units)


@settings(max_examples=settings().max_examples // 2)
@given(UNITS, PROPS, EDITED)
def test_xlsx(units: list[Unit], props: Props, edited: Props) -> None:
    units = [replace(units[0], props=props + edited), *units[1:]]
    assert by_edited(round_trip("xlsx", units)) == by_edited(units)


def by_edited(units: list[Unit]) -> list[Unit]:
    """Return units with the properties that say how much was edited behind the others, empty ones first."""
    return [
        replace(u, props=tuple(sorted(u.props, key=lambda p: p[0] == PROP_EDITED and 1 + bool(p[1])))) for u in units
    ]


def test_where_a_target_came_from_is_three_columns(tmp_path: Path) -> None:
    unit = Unit("ar", "en", "س", "q", origin=Origin.MT, via="google 1.11.4 patched", props=((PROP_EDITED, "0.12"),))
    path = tmp_path / "x.csv"
    WRITERS["csv"](path, [unit, Unit("ar", "en", "ص", "r")], source="ar", target="en")
    rows = list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))
    assert [[row[c] for c in ("origin", "via", "edited", "props")] for row in rows] == [
        ["mt", "google 1.11.4 patched", "0.12", ""],
        ["", "", "", ""],
    ]
    path = tmp_path / "x.tmx"
    WRITERS["tmx"](path, [unit], source="ar", target="en")
    text = path.read_text(encoding="utf-8")
    assert '<prop type="x-origin">mt</prop><prop type="x-via">google 1.11.4 patched</prop>' in text
    assert '<prop type="x-edited">0.12</prop>' in text


@pytest.mark.parametrize("kind", ["tmx", "csv", "tsv", "xlsx"])
def test_without_metadata_only_texts_and_codes_go_out(tmp_path: Path, kind: str) -> None:
    codes = '[[[1,"/","ph",{},["x"]]],[]]'
    unit = Unit(
        "ar", "en", "س<1/>", "q", tuid="7", author="A", note="n", before="b", props=(("a", "b"), ("x-codes", codes))
    )
    (again,) = round_trip(kind, [unit], metadata=False)
    kept = (("x-codes", codes),) if kind == "tmx" else ()
    assert again == Unit("ar", "en", "س<1/>", "q", props=kept)


def test_unknown_properties_stay(tmp_path: Path) -> None:
    unit = Unit("ar", "en", "س", "q", props=(("x-client", "A & B"), ("x-domain", "news")))
    assert round_trip("tmx", [unit]) == [unit]


def test_guarded_cells_do_not_begin_as_formulas(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    WRITERS["csv"](path, [Unit("ar", "en", "=1+1", "-10 %")], source="ar", target="en", spreadsheet_safe=True)
    row = path.read_text(encoding="utf-8-sig").splitlines()[1]
    assert row.startswith("'=1+1,'-10 %")


def test_csv_is_made_for_excel(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    WRITERS["csv"](path, [Unit("ar", "en", "سطر،\nثان", 'a "b", c')], source="ar", target="en")
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbfar,en,")
    assert b'"a ""b"", c"' in data
    assert data.endswith(b"\r\n")


def test_the_same_units_are_the_same_bytes(tmp_path: Path) -> None:
    units = [Unit("ar", "en", f"نص {i}", f"text {i}", created="2026-01-31T10:20:30Z") for i in range(3)]
    for name in ("a", "b"):
        WRITERS["tmx"](tmp_path / f"{name}.tmx", units, source="ar", target="en")
    assert (tmp_path / "a.tmx").read_bytes() == (tmp_path / "b.tmx").read_bytes()


CHILDREN = {"tmx": ["header", "body"], "tu": ["note", "prop", "tuv"], "tuv": ["note", "prop", "seg"]}
"""Order of children in TMX 1.4b: notes and properties before what they belong to."""
REQUIRED = {
    "tmx": {"version"},
    "header": {"creationtool", "creationtoolversion", "segtype", "o-tmf", "adminlang", "srclang", "datatype"},
    "prop": {"type"},
    "tuv": {"{http://www.w3.org/XML/1998/namespace}lang"},
}


def test_tmx_has_the_shape_of_its_dtd(tmp_path: Path) -> None:
    path = tmp_path / "x.tmx"
    unit = Unit("ar", "en", "نص", "text", created="2026-01-31T10:20:30Z", author="أنا", note="n", origin=Origin.HUMAN)
    WRITERS["tmx"](path, [replace(unit, props=(("x-a", "b"),)), unit], source="ar", target="en")
    data = path.read_bytes()
    assert data.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n')
    root = etree.fromstring(data, etree.XMLParser(load_dtd=False, no_network=True))
    for element in root.iter():
        assert REQUIRED.get(element.tag, set()) <= set(element.attrib)
        order = CHILDREN.get(element.tag)
        if order:
            places = [order.index(child.tag) for child in element]
            assert places == sorted(places)
    assert root.get("version") == "1.4"
    assert root.find("header").get("srclang") == "ar"
    assert [t.get("{http://www.w3.org/XML/1998/namespace}lang") for t in root.find("body/tu")[-2:]] == ["ar", "en"]
    assert root.find("body/tu").get("creationdate") == "20260131T102030Z"


@pytest.mark.long
def test_tmx_is_valid_against_the_dtd(tmp_path: Path) -> None:
    import os

    dtd = os.environ.get("WORKBENCH_TMX_DTD")
    if not dtd:
        pytest.skip("set WORKBENCH_TMX_DTD to the path of tmx14.dtd")
    coded = (
        'a<bpt i="1" x="1" type="b">&lt;<sub type="alt">t<ph assoc="p">q</ph></sub></bpt>b<ept i="1">&gt;</ept>'
        '<it pos="end"/><ph x="2"/><hi type="h">c<ut x="1">u</ut></hi><bpt i="7">n</bpt><ept>m</ept>'
    )
    wild = tmp_path / "wild.tmx"
    wild.write_text(
        '<tmx version="1.1"><body><tu usagecount="2" segtype="odd" datatype="html" srclang="ar" creationdate="soon"><note>1</note>'
        f'<prop type="prev">p</prop><tuv lang="ar"><note>2</note><prop type="c">v</prop><seg>{coded}</seg></tuv>'
        f'<tuv lang="en"><prop type="">v</prop><seg>{coded}</seg></tuv></tu></body></tmx>',
        encoding="utf-8",
    )
    units = list(READERS["tmx"](wild, "ar", "en", print))
    # And what a translator may make of the tags.
    codes = [(k, v) for k, v in units[0].props if k == "x-codes"]
    texts = ["<1>", "</1>", "<1><1></1>", "</2><5></5><5>", "<5><5></5></1>", "<2/><3/><4/><5/><6/><9/>", "</1/>"]
    units += [Unit("ar", "en", text, text[::-1], props=tuple(codes)) for text in texts]
    units.append(Unit("ar", "en", "نص", "text", note="n", origin=Origin.MT))
    path = tmp_path / "x.tmx"
    WRITERS["tmx"](path, units, source="ar", target="en")
    with Path(dtd).open("rb") as f:
        validator = etree.DTD(f)
    assert validator.validate(etree.parse(str(path))), validator.error_log


def test_a_file_that_cannot_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "x.tmx"
    path.write_text("old", encoding="utf-8")

    def broken() -> object:
        yield Unit("ar", "en", "س", "q")
        raise RuntimeError("half-way")

    with pytest.raises(RuntimeError):
        WRITERS["tmx"](path, broken(), source="ar", target="en")
    assert path.read_text(encoding="utf-8") == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["x.tmx"]


@pytest.mark.parametrize("kind", ["tmx", "xlsx"])
def test_what_xml_forbids_is_never_written(tmp_path: Path, kind: str) -> None:
    """The store holds no such character; this is the guard behind it."""
    path = tmp_path / f"x.{kind}"
    bad = "a\x00\x1b\ufffe\ud800b"
    notices: list[Repair] = []
    unit = Unit("ar", "en", "س", bad, author=bad, note=bad)
    WRITERS[kind](path, [unit], source="ar", target="en", report=notices.append)
    assert [n.message for n in notices] == (["12 characters that XML forbids became U+FFFD."] if kind == "tmx" else [])
    (unit,) = READERS[kind](path, "ar", "en", print)
    assert unit.target == unit.author == unit.note == "a" + "\ufffd" * 4 + "b"
