"""TMX as other programs write it: nothing said in it is lost or turned round, and a notice names the line."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from workbench.errors import FileError
from workbench.formats.table import READERS, WRITERS
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


def test_whole_units_are_counted_whatever_their_languages(tmp_path: Path) -> None:
    french = tu().replace('"ar"', '"fr"')
    with pytest.raises(FileError, match="2 complete units stood before it") as e:
        read(tmp_path, french + tu() + "<tu><")
    assert e.value.line == 4
    with pytest.raises(FileError, match="1 complete unit stood before it"):
        read(tmp_path, tu() + "<tu><")


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
