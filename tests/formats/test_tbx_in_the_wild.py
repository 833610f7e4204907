"""TBX as other programs write it: both styles of the standard, the older layouts, and files that attack."""

from __future__ import annotations

import re
import socket
import time
from pathlib import Path

import pytest
from lxml import etree

from workbench.errors import FileError
from workbench.formats.terms import ReadOptions, Tally, WriteOptions
from workbench.formats.terms_tbx_read import read_tbx
from workbench.formats.terms_tbx_write import NAMESPACE, plain_id, write_tbx, xml_id
from workbench.formats.xml_stream import elements

HOSTILE = Path(__file__).parents[1] / "data" / "hostile"
V3 = f'<tbx xmlns="{NAMESPACE}" xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic" type="TBX-Basic" style="{{}}" xml:lang="en"><tbxHeader/><text><body>{{}}</body></text></tbx>'


def read(path: Path, text: str) -> tuple[list[dict[str, str]], Tally]:
    path.write_text(text, encoding="utf-8")
    tally = Tally()
    return [dict(row.cells) for row in read_tbx(path, ReadOptions(), tally)], tally


DCA = V3.format(
    "dca",
    """
<conceptEntry id="c7"><descrip type="subjectField">law</descrip>
 <transacGrp><transac type="transactionType">modification</transac><date>2026-02-02</date></transacGrp>
 <transacGrp><transac type="transactionType">origination</transac>
  <transacNote type="responsibility">N. Saab</transacNote><date>2026-01-31</date></transacGrp>
 <admin type="source">law desk</admin>
 <langSec xml:lang="en-GB"><descripGrp><descrip type="definition">A court of
\t\t\tlast resort.</descrip><admin type="source">a dictionary</admin></descripGrp>
  <termSec><term>high court</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></termSec>
  <termSec><term>the court</term><termNote type="termType">shortForm</termNote></termSec>
  <termSec><term>Court of <hi>Cassation</hi></term><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>
   <termNote type="partOfSpeech">noun</termNote></termSec>
  <termSec><term>CC</term><termNote type="termType">acronym</termNote></termSec>
  <termSec><term>old court</term><termNote type="administrativeStatus">supersededTerm-admn-sts</termNote></termSec></langSec>
 <langSec xml:lang="AR_001"><termSec><term> محكمة التمييز </term><termNote type="grammaticalGender">feminine</termNote>
  <descrip type="context">قررت المحكمة</descrip></termSec></langSec>
 <langSec xml:lang="fr"><termSec><term>cour</term></termSec></langSec></conceptEntry>""",
)
EXPECTED = {
    "id": "c7", "ar": "محكمة التمييز", "en": "Court of Cassation", "status": "preferred", "subject": "law", "pos": "noun",
    "gender": "feminine", "author": "N. Saab", "date": "2026-01-31", "note": "A court of last resort.", "origin": "law desk", "en_later": "the court",
    "en_variants": "CC", "en_forbidden": "high court | old court",
}  # fmt: skip


def test_categories_as_attributes(tmp_path: Path) -> None:
    rows, tally = read(tmp_path / "a.tbx", DCA)
    assert rows == [EXPECTED]
    assert dict(tally.lost) == {"language=fr": 1, "context": 1, "source": 1, "status=superseded form": 1}


def test_categories_as_elements(tmp_path: Path) -> None:
    tagged = re.sub(
        r'<(descrip|termNote|transac|transacNote|admin) type="(\w+)">([^<]*)</\1>', r"<basic:\2>\3</basic:\2>", DCA
    )
    assert "termNote" not in tagged
    rows, _tally = read(tmp_path / "a.tbx", tagged.replace('"dca"', '"dct"'))
    assert rows == [EXPECTED]


@pytest.mark.parametrize("section", ["<tig>{}</tig>", "<ntig><termGrp>{}</termGrp></ntig>"], ids=["tig", "ntig"])
def test_the_older_layout(tmp_path: Path, section: str) -> None:
    def term(text: str, notes: str = "") -> str:
        return section.format(f"<term>{text}</term>{notes}")

    text = f"""<?xml version="1.0"?><!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX" xml:lang="en"><martifHeader/><text><body>
<termEntry id="9"><note>seen in print</note>
<langSet xml:lang="EN">{term("dam", '<termNote type="administrativeStatus">obsolete</termNote>')}{term("barrage")}</langSet>
<langSet xml:lang="ar">{term("سد", '<termNote type="termType">fullForm</termNote>')}{term("حاجز", '<termNote type="administrativeStatus">forbidden</termNote>')}{term("سدة", '<termNote type="termType">fullForm</termNote>')}</langSet>
</termEntry><termEntry id="10"><langSet xml:lang="en">{term("weir")}</langSet></termEntry></body></text></martif>"""
    rows, tally = read(tmp_path / "a.tbx", text)
    assert rows == [
        {
            "id": "9", "ar": "سد", "en": "barrage", "status": "preferred", "note": "seen in print", "en_forbidden": "dam",
            "ar_variants": "سدة", "ar_forbidden": "حاجز",
        }
    ]  # fmt: skip
    assert tally.skipped == {"without ar": (1, 6)}


def test_statuses_of_an_entry(tmp_path: Path) -> None:
    def entry(en: str, ar: str) -> str:
        note = '<termNote type="administrativeStatus">{}</termNote>'
        sections = (("en", "x", en), ("ar", "س", ar))
        return "<conceptEntry>" + "".join(
            f'<langSec xml:lang="{lang}"><termSec><term>{t}</term>{note.format(s) if s else ""}</termSec></langSec>'
            for lang, t, s in sections
        ) + "</conceptEntry>"  # fmt: skip

    cases = [
        ("", "", "preferred"), ("preferredTerm-admn-sts", "", "preferred"), ("admittedTerm-admn-sts", "admittedTerm", "allowed"),
        ("preferredTerm-admn-sts", "deprecatedTerm-admn-sts", "forbidden"), ("supersededTerm-admn-sts", "", "superseded"),
    ]  # fmt: skip
    rows, _tally = read(tmp_path / "a.tbx", V3.format("dca", "".join(entry(a, b) for a, b, _s in cases)))
    assert [row["status"] for row in rows] == [status for _a, _b, status in cases]


@pytest.mark.parametrize(
    ("column", "cell", "written", "lost"),
    [
        ("gender", "m", "masculine", {}),
        ("gender", "common", "other", {"gender=common": 1}),
        ("pos", "verb", "verb", {}),
        ("pos", "noun phrase", "noun", {"pos=noun phrase": 1}),
        ("pos", "proper name", "noun", {"pos=proper name": 1}),
        ("pos", "particle", "other", {"pos=particle": 1}),
    ],
)
def test_words_outside_the_picklists(
    tmp_path: Path, column: str, cell: str, written: str, lost: dict[str, int]
) -> None:
    tally = Tally()
    write_tbx(tmp_path / "a.tbx", [{"id": "a", "ar": "قمر", "en": "moon", column: cell}], WriteOptions(), tally)
    assert dict(tally.lost) == lost
    assert next(iter(read_tbx(tmp_path / "a.tbx", ReadOptions(), Tally()))).cells[column] == written


@pytest.mark.parametrize("key", ["river", "1918 flu", "a:b", "_x41_", "نهر", "-", "x_x_", "é", "😀"])
def test_ids_are_names_to_xml_and_come_back(key: str) -> None:
    written = xml_id(key)
    etree.fromstring(f'<a xml:id="{written}"/>')
    assert not re.match(r"[\d.:-]", written)
    assert ":" not in written
    assert " " not in written
    assert plain_id(written) == key


SHAPE = {
    "tbx": "tbxHeader text ",
    "conceptEntry": "((descrip|transacGrp|admin|note) )*(langSec ){2}",
    "langSec": "(termSec )+",
    "termSec": "term (termNote )*",
    "transacGrp": "transac ((transacNote|date) )*",
}
"""The order of elements in the core of the standard, of those we write."""


def test_what_is_written_has_the_shape_of_the_dialect(tmp_path: Path) -> None:
    row = {**EXPECTED, "status": "candidate", "pos": "proper noun", "en_first": "the Court of Cassation"}
    tally = Tally()
    write_tbx(tmp_path / "a.tbx", [row, row], WriteOptions(), tally)
    root = etree.parse(tmp_path / "a.tbx").getroot()
    ns = {"t": NAMESPACE}
    assert (root.get("type"), root.get("style")) == ("TBX-Basic", "dca")
    assert [str(etree.QName(e).localname) for e in root.iterfind("t:text/t:body/*", ns)] == ["conceptEntry"] * 2
    ids = root.xpath("//t:conceptEntry/@id", namespaces=ns)
    assert ids == ["c7", "c7-2"]
    for kind, allowed in (
        ("partOfSpeech", {"noun"}),
        ("grammaticalGender", {"feminine"}),
        ("termType", {"fullForm", "shortForm", "variant"}),
        ("administrativeStatus", {"admittedTerm-admn-sts", "deprecatedTerm-admn-sts"}),
    ):
        assert set(root.xpath(f'//t:termSec/t:termNote[@type="{kind}"]/text()', namespaces=ns)) == allowed
    assert root.xpath('//t:langSec[@xml:lang="en"]//t:termNote[@type="grammaticalGender"]', namespaces=ns) == []
    for name, content in SHAPE.items():
        for element in root.iter(f"{{{NAMESPACE}}}{name}"):
            assert re.fullmatch(content, "".join(f"{etree.QName(e).localname} " for e in element)), name
    assert dict(tally.lost) == {"pos=proper noun": 2, "id": 1}


@pytest.mark.parametrize(
    ("name", "says", "line"),
    [
        ("billion_laughs", "entity", True),
        ("quadratic", "entity", True),
        ("xxe_file", "entity", True),
        ("xxe_http", "entity", True),
        ("truncated", "broken here", True),
        ("bad_char", "broken here", True),
        ("wrong_root", "no TBX file", False),
        ("empty", "empty", False),
    ],
)
def test_refused(name: str, says: str, line: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_connection(*_args: object) -> None:
        raise AssertionError("a connection was made")

    monkeypatch.setattr(socket.socket, "connect", no_connection)
    began = time.perf_counter()
    with pytest.raises(FileError) as e:
        list(read_tbx(HOSTILE / f"{name}.tbx", ReadOptions(), Tally()))
    assert says in e.value.message
    assert name in e.value.message
    assert bool(e.value.line) is line
    assert "root:" not in e.value.message
    assert time.perf_counter() - began < 30


def test_formulas_are_terms(tmp_path: Path) -> None:
    rows = list(read_tbx(HOSTILE / "note_injection.tbx", ReadOptions(), Tally()))
    assert rows[0].cells["en"] == '=HYPERLINK("http://127.0.0.1/","x")'


def test_an_entry_is_forgotten_when_it_is_read(tmp_path: Path) -> None:
    """Memory stays where it is however many entries there are."""
    rows = ({"id": f"t{n}", "ar": f"كلمة {n}", "en": f"word {n}", "note": "n" * 200} for n in range(2000))
    write_tbx(tmp_path / "a.tbx", rows, WriteOptions(), Tally())
    stream = elements(tmp_path / "a.tbx", what="TBX", roots=("tbx",), entries=("conceptEntry",), noun="entry")
    before = [entry.getparent().index(entry) for entry in stream]
    assert len(before) == 2000
    assert max(before) <= 1
