"""Bytes to text: a mark, strict UTF-8 or what the user says; every other answer is one clear error."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.errors import FileError
from workbench.formats.decode import decode

ARABIC = "كتب المؤلف مقالا طويلا عن أثر الاقتصاد في السياسة."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_marks(encoding: str) -> None:
    assert decode(ARABIC.encode(encoding), "x.txt") == (ARABIC, ())


@pytest.mark.parametrize("encoding", ["utf-16-be", "utf-16-le"])
@pytest.mark.parametrize("text", [ARABIC, "Hello world, this is plain."])
def test_utf16_without_a_mark_is_not_taken_for_utf8(text: str, encoding: str) -> None:
    """The bytes of Arabic in UTF-16 are valid UTF-8, full of control characters."""
    with pytest.raises(FileError) as e:
        decode(text.encode(encoding), "x.txt")
    assert f"--encoding {encoding}" in e.value.hint
    assert decode(text.encode(encoding), "x.txt", encoding)[0] == text


@pytest.mark.parametrize("encoding", ["cp1256", "iso8859_6", "mac_arabic"])
def test_the_hint_names_the_arabic_code_page(encoding: str) -> None:
    with pytest.raises(FileError) as e:
        decode(ARABIC.encode(encoding), "x.txt")
    assert f"--encoding {encoding}," in e.value.hint
    assert e.value.line == 1


@pytest.mark.parametrize("encoding", ["rot13", "hex", "base64", "klingon", "", "undefined", "idna", "a\x00b"])
def test_a_codec_that_is_no_encoding_of_text(encoding: str) -> None:
    with pytest.raises(FileError):
        decode(b"abc\xff", "x.txt", encoding)


def test_the_place_counts_the_mark() -> None:
    with pytest.raises(FileError, match=r"byte 7, 0xFF") as e:
        decode(b"\xef\xbb\xbfok\nb\xff", "x.txt")
    assert e.value.line == 2


@given(st.binary(min_size=1, max_size=80), st.sampled_from([None, "utf-8", "cp1256", "utf-16", "utf-32-be"]))
def test_any_bytes_give_text_or_one_error(data: bytes, encoding: str | None) -> None:
    try:
        text, _ = decode(data, "x.txt", encoding)
    except FileError:
        return
    assert isinstance(text, str)
