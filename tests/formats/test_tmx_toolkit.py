"""TMX against another program's reader: translate-toolkit, where it is installed."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.formats.tmx_read import read_tmx
from workbench.formats.tmx_write import write_tmx
from workbench.model import Unit

tmx = pytest.importorskip("translate.storage.tmx")

TEXT = st.text(st.sampled_from("كتاب ab&<>\"'\u200f\u2028؟\U0001f600"), min_size=1, max_size=12).filter(
    lambda s: s.strip() and s == s.strip()
)


@given(st.lists(st.tuples(TEXT, TEXT), min_size=1, max_size=4))
def test_it_reads_what_we_write(pairs: list[tuple[str, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.tmx"
        write_tmx(path, [Unit("ar", "en", a, b) for a, b in pairs], source="ar", target="en")
        with path.open("rb") as f:
            found = tmx.tmxfile(f, sourcelanguage="ar", targetlanguage="en")
        assert [(u.source, u.target) for u in found.units] == pairs


@given(st.lists(st.tuples(TEXT, TEXT), min_size=1, max_size=4, unique=True))
def test_we_read_what_it_writes(pairs: list[tuple[str, str]]) -> None:
    store = tmx.tmxfile()
    for a, b in pairs:
        store.addtranslation(a, "ar", b, "en", "a note")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.tmx"
        path.write_bytes(bytes(store))
        units = list(read_tmx(path, "ar", "en", print))
    assert [(u.source, u.target, u.note) for u in units] == [(*pair, "a note") for pair in pairs]
