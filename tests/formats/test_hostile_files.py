"""Files that attack or are broken: refused with one clear error, or read right; never a hang, a leak or half a result."""

from __future__ import annotations

import socket
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.errors import FileError
from workbench.formats.decode import decode
from workbench.formats.table import READERS
from workbench.formats.text import read_text
from workbench.model import Repair, Unit
from workbench.text.segments import segment_text

HOSTILE = Path(__file__).parents[1] / "data" / "hostile"


def read(path: Path, source: str = "en", target: str = "ar") -> tuple[list[Unit], list[Repair]]:
    notices: list[Repair] = []
    return list(READERS[path.suffix[1:]](path, source, target, notices.append)), notices


@pytest.mark.parametrize("place", ['<prop type="a">', '<prop type="x-via">', '<prop type="next">', "<note>", "<seg>"])
def test_a_file_grows_beyond_reason_wherever_its_entities_stand(tmp_path: Path, place: str) -> None:
    end = f"</{place[1:].split()[0].rstrip('>')}>"
    inner, arabic = ("", f"{place}&e;{end}") if place == "<seg>" else (f"{place}&e;{end}", "<seg>\u0633</seg>")
    unit = f'<tu>{inner}<tuv xml:lang="ar">{arabic}</tuv><tuv xml:lang="en"><seg>q</seg></tuv></tu>\n'
    path = tmp_path / "x.tmx"
    head = f'<!DOCTYPE tmx [<!ENTITY e "{"x" * 9000}">]><tmx version="1.4"><header/><body>\n'
    path.write_text(f"{head}{unit * 1300}</body></tmx>", encoding="utf-8")
    with pytest.raises(FileError, match="grow beyond reason"):
        read(path)


@pytest.mark.parametrize(
    ("name", "says", "line"),
    [
        ("billion_laughs.tmx", "entity", True),
        ("quadratic.tmx", "entity", True),
        ("xxe_file.tmx", "entity", True),
        ("xxe_http.tmx", "entity", True),
        ("truncated.tmx", "broken here", True),
        ("utf16_declared_utf8_bytes.tmx", "encoding", True),
        ("wrong_root.tmx", "no TMX file", False),
        ("empty.tmx", "empty", False),
    ],
)
def test_refused_tmx(name: str, says: str, line: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_connection(*_args: object) -> None:
        raise AssertionError("a connection was made")

    monkeypatch.setattr(socket.socket, "connect", no_connection)
    began = time.perf_counter()
    with pytest.raises(FileError) as e:
        read(HOSTILE / name)
    assert says in e.value.message
    assert name in e.value.message
    assert bool(e.value.line) is line
    assert "root:" not in e.value.message
    assert time.perf_counter() - began < 30


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("dtd_ref_ok.tmx", 1),
        ("dtd_public_ok.tmx", 1),
        ("utf16le_bom.tmx", 1),
        ("utf16be_bom.tmx", 1),
        ("utf8_bom.tmx", 1),
        ("cp1256.tmx", 1),
        ("lang_case.tmx", 7),
        ("lang_attr_old.tmx", 1),
        ("reversed.tmx", 1),
    ],
)
def test_accepted_tmx(name: str, count: int) -> None:
    units, notices = read(HOSTILE / name)
    assert len(units) == count
    assert units[0].source.startswith("Hello")
    assert units[0].target.startswith("مرحبا")
    assert notices == []


def test_the_other_way_round() -> None:
    (unit,), _ = read(HOSTILE / "reversed.tmx", "ar", "en")
    assert unit.source.startswith("مرحبا")


def test_inline_codes_are_numbered_tags() -> None:
    (unit,), notices = read(HOSTILE / "inline_codes.tmx")
    assert unit.source == "Click <1>here</1> <2/><3/> now"
    assert unit.target == "انقر <1>هنا</1> <2/>"
    assert notices == []


def test_a_control_character_is_replaced_and_told() -> None:
    (unit,), (notice,) = read(HOSTILE / "bad_char.tmx")
    assert unit.source == "bell \ufffd here"
    assert (notice.line, notice.message) == (2, "a character that cannot be stored (U+0007) became U+FFFD.")


def test_a_megabyte_in_one_segment(tmp_path: Path) -> None:
    path = tmp_path / "huge.tmx"
    body = "word " * 200_000
    path.write_text(
        '<tmx version="1.4"><header/><body><tu><tuv xml:lang="en"><seg>' + body + "</seg></tuv>"
        '<tuv xml:lang="ar"><seg>كلمة</seg></tuv></tu></body></tmx>',
        encoding="utf-8",
    )
    (unit,), _ = read(path)
    assert len(unit.source) == len(body)


def test_a_tmx_without_the_language_says_which_it_has(tmp_path: Path) -> None:
    path = tmp_path / "french.tmx"
    path.write_text(
        '<tmx version="1.4"><header/><body><tu><tuv xml:lang="en"><seg>a</seg></tuv>'
        '<tuv xml:lang="fr"><seg>b</seg></tuv></tu></body></tmx>',
        encoding="utf-8",
    )
    with pytest.raises(FileError, match=r"no pair of en and ar.*en, fr"):
        read(path)


def test_a_truncated_file_says_how_much_was_whole(tmp_path: Path) -> None:
    unit = '<tu><tuv xml:lang="en"><seg>a</seg></tuv><tuv xml:lang="ar"><seg>ب</seg></tuv></tu>\n'
    path = tmp_path / "cut.tmx"
    path.write_text('<tmx version="1.4"><header/><body>\n' + unit * 3 + "<tu><tuv", encoding="utf-8")
    units, (notice,) = read(path)
    assert len(units) == 3
    assert notice == Repair(5, "the file is cut off here; 3 pairs before it could be read.")


@pytest.mark.parametrize(("name", "count"), [("bom.csv", 1), ("semicolon.csv", 2), ("utf16.csv", 2), ("nul.csv", 1)])
def test_accepted_csv(name: str, count: int) -> None:
    units, notices = read(HOSTILE / name)
    assert len(units) == count
    assert units[0].source
    assert "\x00" not in units[0].source
    assert bool(notices) is (name == "nul.csv")


def test_formulas_are_text() -> None:
    units, _ = read(HOSTILE / "formulas.csv")
    assert units[0].source.startswith("=")
    assert any(u.source.startswith("-") for u in units)


def test_text_that_is_not_utf8_says_where_and_what_it_looks_like() -> None:
    with pytest.raises(FileError, match="byte") as e:
        read_text(HOSTILE / "cp1256.txt")
    assert "--encoding cp1256" in e.value.hint
    _data, text, notices = read_text(HOSTILE / "cp1256.txt", "cp1256")
    assert "\r" not in text
    assert sum("\u0620" <= c <= "\u064a" for c in text) > 10
    assert "cp1256" in notices[0].message
    with pytest.raises(FileError, match="byte"):
        read_text(HOSTILE / "invalid_utf8.txt")


def test_utf16_text_with_a_mark() -> None:
    assert any("\u0620" <= c <= "\u064a" for c in read_text(HOSTILE / "utf16be_bom.txt")[1])


@pytest.mark.parametrize("name", ["nul.txt", "escapes.txt"])
def test_control_bytes_are_replaced_and_told(name: str) -> None:
    _data, text, notices = read_text(HOSTILE / name)
    assert not any(c in text for c in "\x00\x1b\x07\x08")
    assert notices


@pytest.mark.parametrize("name", ["presentation_forms.txt", "tatweel_tashkeel.txt"])
def test_odd_spellings_stay_as_they_are(name: str) -> None:
    data, text, notices = read_text(HOSTILE / name)
    assert text == data.decode()
    assert notices == ()


def test_an_unknown_encoding_is_named() -> None:
    with pytest.raises(FileError, match="klingon"):
        decode(b"abc", "x.txt", "klingon")


def test_one_line_of_megabytes() -> None:
    text = "هذه جملة من سطر طويل جدا بلا نهاية. " * 40_000
    began = time.perf_counter()
    pieces = segment_text(text, "ar")
    assert len(pieces) >= 40_000
    assert time.perf_counter() - began < 60


WHOLE = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n<tmx version="1.4"><header/><body>\n'
    '<tu tuid="1"><note>n</note><prop type="p">v</prop><tuv xml:lang="ar"><seg>كتاب</seg></tuv>'
    '<tuv xml:lang="en"><seg>a &amp; <ph>x</ph>b</seg></tuv></tu>\n</body></tmx>'
).encode()
SHEET = 'ar;en;created\r\nكتاب;"a ""b""";2026-01-31T10:20:30Z\r\n'.encode("utf-8-sig")


def test_every_cut_is_told(tmp_path: Path) -> None:
    """Wherever a file breaks off, an error or a notice says so: nobody takes the part for the whole."""
    path = tmp_path / "cut.tmx"
    whole = WHOLE.index(b"</tu>") + len(b"</tu>")
    for length in range(len(WHOLE)):
        path.write_bytes(WHOLE[:length])
        if length < whole:
            with pytest.raises(FileError):
                read(path)
        else:
            units, notices = read(path)
            assert len(units) == 1
            assert "cut off" in notices[-1].message
    path.write_bytes(WHOLE)
    assert [len(found) for found in read(path)] == [1, 0]


@given(st.sampled_from(["tmx", "csv"]), st.data())
def test_damaged_bytes_give_units_or_the_one_error(
    tmp_path_factory: pytest.TempPathFactory, kind: str, data: st.DataObject
) -> None:
    damaged = bytearray(WHOLE if kind == "tmx" else SHEET)
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(damaged) - 1))
        damaged[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=4))
        damaged = damaged or bytearray(b" ")
    path = tmp_path_factory.getbasetemp() / f"damaged.{kind}"
    path.write_bytes(damaged)
    try:
        units, _ = read(path, "ar", "en")
    except FileError:
        return
    assert all(u.source.strip() and u.target.strip() and "\r" not in u.source + u.target for u in units)
