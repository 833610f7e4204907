"""TMX as other programs write it: nothing said in it is lost or turned round, and a notice names the line."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from workbench.errors import FileError
from workbench.formats import tmx_read, xml_source
from workbench.formats.table import READERS, WRITERS
from workbench.formats.tmx_read import read_tmx
from workbench.model import Origin, Repair, Unit

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def tu(inner: str = "", *, attributes: str = "", ar: str = "كتاب", en: str = "book", variant: str = "") -> str:
    return (
        f'<tu{attributes}>{inner}<tuv xml:lang="ar"><seg>{ar}</seg></tuv>'
        f'<tuv xml:lang="en"{variant}><seg>{en}</seg></tuv></tu>\n'
    )


def read(folder: Path, body: str, *, head: str = "", root: str = "") -> tuple[list[Unit], list[Repair]]:
    path = folder / "wild.tmx"
    path.write_text(f'{head}<tmx version="1.4"{root}><header/><body>\n{body}</body></tmx>', encoding="utf-8")
    notices: list[Repair] = []
    return list(READERS["tmx"](path, "ar", "en", notices.append)), notices


def test_provenance_on_the_variant_counts(tmp_path: Path) -> None:
    """OmegaT writes who and when on the target ``tuv``."""
    dates = ' creationid="Huda" creationdate="20200102T030405Z" changeid="Sami" changedate="2021-01-02T03:04:05Z"'
    (unit,), _ = read(tmp_path, tu(variant=dates))
    assert (unit.author, unit.created) == ("Huda", "2020-01-02T03:04:05Z")
    assert (unit.changer, unit.changed) == ("Sami", "2021-01-02T03:04:05Z")


def test_provenance_on_the_unit_goes_first(tmp_path: Path) -> None:
    (unit,), _ = read(tmp_path, tu(attributes=' creationid="Huda"', variant=' creationid="Sami"'))
    assert unit.author == "Huda"


def test_repeated_and_foreign_properties_stay(tmp_path: Path) -> None:
    inner = '<prop type="x-origin">web</prop><prop type="a">1</prop><prop type="a">2</prop><prop type="b"/>'
    (unit,), _ = read(tmp_path, tu(inner))
    assert unit.origin is None
    assert unit.props == (("x-origin", "web"), ("a", "1"), ("a", "2"), ("b", ""))
    path = tmp_path / "again.tmx"
    WRITERS["tmx"](path, [unit], source="ar", target="en")
    assert list(READERS["tmx"](path, "ar", "en", print)) == [unit]


def test_usage_count_is_kept(tmp_path: Path) -> None:
    (unit,), _ = read(tmp_path, tu(attributes=' usagecount="4"'))
    path = tmp_path / "again.tmx"
    WRITERS["tmx"](path, [unit], source="ar", target="en")
    assert etree.parse(str(path)).find("body/tu").get("usagecount") == "4"
    assert list(READERS["tmx"](path, "ar", "en", print)) == [unit]


@pytest.mark.parametrize("stamp", ["20261399T102030Z", "yesterday", "20260230T000000Z", ""])
def test_a_date_that_is_none_is_left_out(tmp_path: Path, stamp: str) -> None:
    (unit,), _ = read(tmp_path, tu(attributes=f' creationdate="{stamp}"'))
    assert unit.created == ""
    path = tmp_path / "again.tmx"
    WRITERS["tmx"](path, [Unit("ar", "en", "س", "q", created=stamp)], source="ar", target="en")
    assert b"creationdate" not in path.read_bytes()


def test_line_ends_are_stored_as_lf(tmp_path: Path) -> None:
    (unit,), _ = read(tmp_path, tu(ar="ا&#13;&#10;ب&#13;ج"))
    assert unit.source == "ا\nب\nج"


def test_a_namespace_does_not_hide_the_units(tmp_path: Path) -> None:
    units, _ = read(tmp_path, tu(), root=' xmlns="http://www.lisa.org/tmx14"')
    assert [(u.source, u.target) for u in units] == [("كتاب", "book")]


def test_own_entities_of_a_file_are_text(tmp_path: Path) -> None:
    (unit,), _ = read(tmp_path, tu(en="&co; Ltd"), head='<!DOCTYPE tmx [<!ENTITY co "Acme">]>')
    assert unit.target == "Acme Ltd"


def test_a_secret_file_never_gets_in(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("<!ENTITY y 'treasure'>", encoding="utf-8")
    for declaration, use in (
        (f'<!ENTITY x SYSTEM "{secret.as_uri()}">', "&x;"),
        (f'<!ENTITY % x SYSTEM "{secret.as_uri()}"> %x;', "&y;"),
    ):
        with pytest.raises(FileError, match="entity") as e:
            read(tmp_path, tu(en=use), head=f"<!DOCTYPE tmx [{declaration}]>")
        assert "treasure" not in str(e.value)


def test_notices_name_the_first_line(tmp_path: Path) -> None:
    only = '<tu><tuv xml:lang="ar"><seg>ا</seg></tuv></tu>\n'
    units, notices = read(tmp_path, tu() + tu(en=" ") + tu(ar="") + only + tu("", en="pen"))
    assert [u.target for u in units] == ["book", "pen"]
    assert [(n.line, n.message.split(" ")[0]) for n in notices] == [(3, "2"), (5, "1")]


@pytest.mark.parametrize(
    ("body", "says"),
    [("", "no unit"), (tu(en=""), "none with text on both sides"), (tu().replace('"ar"', '"fr"'), "en, fr")],
)
def test_a_file_without_a_pair_says_why(tmp_path: Path, body: str, says: str) -> None:
    with pytest.raises(FileError, match=says):
        read(tmp_path, body)


def test_a_cut_file_without_a_pair_counts_its_units(tmp_path: Path) -> None:
    path = tmp_path / "cut.tmx"
    path.write_text(
        '<tmx version="1.4"><header/><body>\n' + tu().replace('"ar"', '"fr"') * 2 + "<tu><", encoding="utf-8"
    )
    with pytest.raises(FileError, match="2 complete units stood before it") as e:
        list(READERS["tmx"](path, "ar", "en", print))
    assert e.value.line == 4


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        ("<tu><", "it has no end"),
        (tu(ar="a & b"), "xmlParseEntityRef"),
        (tu(ar="&nbsp;"), "the entity &nbsp; is declared nowhere"),
        (tu(ar="a ]]> b"), "not allowed in content"),
        (tu().replace("</tuv>", "", 1), "mismatch"),
        (tu(attributes=' tuid="1" tuid="2"'), "redefined"),
        (tu(attributes=" tuid=1"), "AttValue"),
        (tu(ar="<x:y>a</x:y>"), "prefix x"),
        (tu(ar="<!-- a -- b -->"), "comment"),
        (tu(ar="<![CDATA[a"), "CData"),
        (tu(ar="a\u00a0<seg\u00a0/>"), "attribute name"),
        (tu().replace("<seg>", "<seg><!-- "), "omment"),
    ],
)
@pytest.mark.parametrize("exact", [False, True])
def test_a_broken_unit_costs_only_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: str, says: str, exact: bool
) -> None:
    monkeypatch.setattr(xml_source, "FIRST", 1000)  # so that the shape is known when the broken one comes
    path = tmp_path / "broken.tmx"
    good = [tu(en=f"book {n}") for n in range(900)]
    body = "".join(good[:450]) + broken.rstrip("\n") + "\n" + "".join(good[450:])
    path.write_text(f'<tmx version="1.4"><header/><body>\n{body}</body></tmx>', encoding="utf-8")
    notices: list[Repair] = []
    units = list(read_tmx(path, "ar", "en", notices.append, exact=exact))
    assert [u.target for u in units] == [f"book {n}" for n in range(900)]
    assert [n.line for n in notices] == [452]
    assert says in notices[0].message


@pytest.mark.parametrize(
    "attributes",
    [' tuid="1" tuid="2"', ' tuid="1"\u00a0changeid="2"', ' x:y="1"', ' tuid="1"changeid="2"', " tuid='<'"],
)
def test_what_is_broken_in_most_units_is_no_shape(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, attributes: str
) -> None:
    monkeypatch.setattr(xml_source, "FIRST", 1000)
    body = "".join(tu(attributes=attributes) * 4 + tu(attributes=' tuid="1" changeid="2"') for _ in range(30))
    units, notices = read(tmp_path, body)
    assert len(units) == 30
    assert len(notices) == 21
    assert notices[-1].message.startswith("100 more units are broken")


def test_many_broken_units_are_summed_up(tmp_path: Path) -> None:
    _units, notices = read(tmp_path, tu() + tu(ar="&") * 50)
    assert [n.line for n in notices[:20]] == list(range(3, 23))
    assert notices[20:] == [Repair(0, "30 more units are broken and were passed over.")]


def test_what_is_no_unit_is_told_once_for_each_place(tmp_path: Path) -> None:
    junk = "junk\n<tuv/>\n"
    units, notices = read(tmp_path, tu() + junk + tu() + "<!-- <tu>\n</tu> --><?pi <tu> ?>\n" + tu() + "</tu>" + tu())
    assert len(units) == 4
    assert notices == [Repair(3, "2 places with what is no unit, passed over; the first is here.")]


def test_bytes_that_are_no_text_cost_one_unit(tmp_path: Path) -> None:
    path = tmp_path / "bytes.tmx"
    body = (tu() + tu(ar="@@") + tu()).encode().replace(b"@@", "كتاب".encode("cp1256"))
    path.write_bytes(b'<tmx version="1.4"><body>\n' + body + b"</body></tmx>")
    notices: list[Repair] = []
    assert len(list(READERS["tmx"](path, "ar", "en", notices.append))) == 2
    assert [(n.line, "bytes" in n.message) for n in notices] == [(3, True)]


def test_references_to_what_xml_forbids_are_replaced_and_told(tmp_path: Path) -> None:
    (unit,), notices = read(tmp_path, tu(ar="ا&#x1F;ب&#0;"))
    assert unit.source == "ا\ufffdب\ufffd"
    assert notices == [Repair(2, "2 characters that cannot be stored (U+0000, U+001F) became U+FFFD.")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1256"])
def test_encodings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encoding: str) -> None:
    monkeypatch.setattr(xml_source, "FIRST", 101)  # so that characters and line ends lie across the stretches
    monkeypatch.setattr(xml_source, "CHUNK", 103)
    path = tmp_path / "coded.tmx"
    said = "windows-1256" if encoding == "cp1256" else encoding[:6].removesuffix("-")
    text = f'<?xml version="1.0" encoding="{said}"?>\r\n<tmx version="1.4"><body>\r\n' + tu(ar="سطر\r\nثان") * 900
    path.write_bytes((text + "</body></tmx>").encode(encoding))
    units = list(READERS["tmx"](path, "ar", "en", print))
    assert len(units) == 900
    assert {u.source for u in units} == {"سطر\nثان"}


@pytest.mark.parametrize("said", ["klingon", "rot13", "idna", "utf-16", "UTF-32LE"])
def test_a_false_encoding_is_named(tmp_path: Path, said: str) -> None:
    path = tmp_path / "coded.tmx"
    path.write_text(f'<?xml version="1.0" encoding="{said}"?><tmx version="1.4"><body>{tu()}</body></tmx>', "utf-8")
    with pytest.raises(FileError, match=said) as e:
        list(READERS["tmx"](path, "ar", "en", print))
    assert e.value.line == 1


def variants(*pairs: tuple[str, str]) -> str:
    return "<tu>" + "".join(f'<tuv xml:lang="{lang}"><seg>{text}</seg></tuv>' for lang, text in pairs) + "</tu>\n"


@pytest.mark.parametrize(
    ("given", "pairs"),
    [
        ([("ar", "ا"), ("fr", "x"), ("en", "a")], [("ا", "a")]),
        ([("ar-SA", "ا"), ("ar", "ب"), ("en", "a"), ("en-GB", "b")], [("ب", "a")]),
        ([("AR_sa", "ا"), ("EN-us", "a")], [("ا", "a")]),
        ([("en", "a"), ("en", "b"), ("ar", "ا")], [("ا", "a"), ("ا", "b")]),
        ([("ar", "ا"), ("ar", "ب"), ("en", "a")], [("ا", "a"), ("ب", "a")]),
        ([("ar", "ا"), ("ar", "ب"), ("en", "a"), ("en", "b"), ("en", "c")], [("ا", "a"), ("ب", "b"), ("ا", "c")]),
        ([("ar", "ا"), ("en", "a"), ("en", "a"), ("en", " ")], [("ا", "a")]),
        ([("ar-EG", "ا"), ("AR_eg", "ب"), ("en", "a")], [("ا", "a"), ("ب", "a")]),
        ([("ar-EG", "ا"), ("ar-SA", "ا"), ("en", "a")], [("ا", "a")]),
    ],
)
def test_languages_are_chosen_and_alternatives_kept(
    tmp_path: Path, given: list[tuple[str, str]], pairs: list[tuple[str, str]]
) -> None:
    units, notices = read(tmp_path, variants(*given))
    assert [(u.source, u.target) for u in units] == pairs
    assert notices == []


def test_of_several_regions_the_first_with_text_is_taken_and_told(tmp_path: Path) -> None:
    body = [
        variants(("ar-EG", "ا"), ("en", "a")),
        variants(("ar-SA", "ا"), ("ar-EG", "ب"), ("ar-SA", "ج"), ("en-US", "a"), ("en-GB", "b")),
        variants(("ar-LB", " "), ("ar-EG", "د"), ("en", "c")),
        variants(("en", "d"), ("ar-EG", "ه"), ("ar-MA", "و")),
    ]
    units, notices = read(tmp_path, "".join(body))
    assert [(u.source, u.target) for u in units] == [("ا", "a"), ("ا", "a"), ("ج", "a"), ("د", "c"), ("ه", "d")]
    assert [(n.line, n.message) for n in notices] == [
        (
            3,
            "2 units have other texts for other regions (ar-EG, ar-MA, en-GB): the first region is taken; the first is here.",
        )
    ]


def test_context_notes_and_properties_of_both_levels_are_kept(tmp_path: Path) -> None:
    inner = (
        '<note>n</note><prop type="file">a.txt</prop><prop type="id">7</prop><prop type="prev">قبل</prop>'
        '<prop type="next">بعد</prop><prop type="x-Context">1, 2</prop>'
    )
    body = tu(inner).replace(
        '"ar">', '"ar"><note>of ar</note><prop type="x-context-pre">&lt;seg&gt;a&lt;/seg&gt;</prop>'
    )
    (unit,), _ = read(tmp_path, body.replace('"en">', '"en"><prop type="Att::x">y</prop>'))
    assert (unit.before, unit.after, unit.note) == ("قبل", "بعد", "n\nof ar")
    assert unit.props == (
        ("file", "a.txt"),
        ("id", "7"),
        ("x-Context", "1, 2"),
        ("source:x-context-pre", "<seg>a</seg>"),
        ("target:Att::x", "y"),
    )
    path = tmp_path / "again.tmx"
    WRITERS["tmx"](path, [unit], source="ar", target="en")
    assert list(READERS["tmx"](path, "ar", "en", print)) == [unit]
    (turned,) = READERS["tmx"](path, "en", "ar", print)
    assert ("target:x-context-pre", "<seg>a</seg>") in turned.props


@pytest.mark.parametrize("name", ["x-codes", "x-x-codes"])
def test_a_property_that_looks_like_our_codes_is_but_a_property(tmp_path: Path, name: str) -> None:
    value = '[[[1,"/","ph",{},["x"]]],[]]'
    (unit,), _ = read(tmp_path, tu(f'<prop type="{name}">{value}</prop>', ar="&lt;1/&gt;"))
    assert unit.props == ((f"x-{name}", value),)
    path = tmp_path / "again.tmx"
    WRITERS["tmx"](path, [unit], source="ar", target="en")
    assert list(READERS["tmx"](path, "ar", "en", print)) == [unit]


def test_a_date_that_is_none_is_kept_as_a_property(tmp_path: Path) -> None:
    (unit,), _ = read(tmp_path, tu(attributes=' creationdate="03/04/2026"'))
    assert (unit.created, unit.props) == ("", (("x-creationdate", "03/04/2026"),))


def test_reading_begins_at_once_and_tells_how_far_it_is(tmp_path: Path) -> None:
    path = tmp_path / "large.tmx"
    path.write_text(f'<tmx version="1.4"><body>\n{tu() * 60_000}</body></tmx>', encoding="utf-8")
    told: list[tuple[int, int]] = []
    units = read_tmx(path, "ar", "en", print, progress=lambda done, total: told.append((done, total)))
    next(units)
    assert told == []
    assert sum(1 for _ in units) == 59_999
    assert told[0][0] < told[-1][0] == told[-1][1] == path.stat().st_size


def test_a_unit_without_an_end_does_not_fill_the_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tmx_read, "LONGEST_UNIT", 2_000_000)
    endless = "<tu>" + "x" * 5_000_000 + "\n"
    units, notices = read(tmp_path, tu() + endless + tu())
    assert len(units) == 2
    assert [(n.line, "does not end" in n.message) for n in notices] == [(3, True)]


def test_entities_may_not_grow_over_many_units(tmp_path: Path) -> None:
    head = f'<!DOCTYPE tmx [<!ENTITY a "{"x" * 50_000}">]>'
    with pytest.raises(FileError, match="entities that are not allowed") as e:
        read(tmp_path, tu(en="&a;" * 2) * 400, head=head)
    assert e.value.line > 2


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    for path in (tmp_path / "none.tmx", tmp_path):
        with pytest.raises(FileError, match="cannot be read"):
            list(READERS["tmx"](path, "ar", "en", print))


def test_the_region_asked_for_is_written_everywhere(tmp_path: Path) -> None:
    path = tmp_path / "region.tmx"
    turned = Unit("en", "ar", "pen", "قلم", origin=Origin.HUMAN)
    WRITERS["tmx"](path, [Unit("ar", "en", "كتاب", "book"), turned], source="ar-SA", target="en-GB")
    root = etree.parse(str(path)).getroot()
    assert root.find("header").get("srclang") == "ar-SA"
    assert [t.get(XML_LANG) for t in root.iter("tuv")] == ["ar-SA", "en-GB", "en-GB", "ar-SA"]


def test_what_stands_after_the_end_is_told(tmp_path: Path) -> None:
    path = tmp_path / "after.tmx"
    path.write_text(f'<tmx version="1.4"><body>\n{tu()}</body></tmx>\nand more', encoding="utf-8")
    notices: list[Repair] = []
    assert len(list(READERS["tmx"](path, "ar", "en", notices.append))) == 1
    assert notices == [Repair(4, "1 place with what is no unit, passed over.")]


def test_noncharacters_are_replaced_and_told(tmp_path: Path) -> None:
    (unit,), notices = read(tmp_path, tu(en="a\ufffe\ufffd\uffff"))
    assert unit.target == "a\ufffd\ufffd\ufffd"
    assert notices == [Repair(2, "2 characters that cannot be stored (U+FFFE, U+FFFF) became U+FFFD.")]
