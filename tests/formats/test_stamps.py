"""Times in the shapes met in exchange files."""

from __future__ import annotations

import pytest

from workbench.formats.stamps import stored_stamp, tmx_stamp
from workbench.formats.tmx_codes_write import known_codes, seg_markup


@pytest.mark.parametrize(
    ("raw", "stored"),
    [
        ("20260131T102030Z", "2026-01-31T10:20:30Z"),
        ("2026-01-31T10:20:30Z", "2026-01-31T10:20:30Z"),
        ("2026-01-31 10:20:30.123", "2026-01-31T10:20:30Z"),
        ("20260131T1020Z", "2026-01-31T10:20:00Z"),
        ("2026-01-31", "2026-01-31T00:00:00Z"),
        ("20260131T013000+0300", "2026-01-30T22:30:00Z"),
        ("2026-01-31T23:30:00-01:00", "2026-02-01T00:30:00Z"),
        ("20260230T000000Z", ""),
        ("20260131T246060Z", ""),
        ("2026-0131", ""),
        ("03/04/2026", ""),
        ("00010101T000000+0100", ""),
        ("20260131T000000+1500", ""),
        ("٢٠٢٦٠١٣١T102030Z", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_a_time_is_stored_in_one_shape_or_not_at_all(raw: str | None, stored: str) -> None:
    assert stored_stamp(raw) == stored
    assert stored_stamp(tmx_stamp(stored)) == stored


CODES = (
    '[[[1,"<","bpt",{"i":"4","x":"1"},["b"]],[1,">","ept",{"i":"4"},["/b"]],[2,"<","hi",{},[]],[2,">","hi",{},[]],'
    '[3,"<","hi",{"x":"9"},[]],[3,">","hi",{},[]],[5,"/","ph",{},["&"]]],[]]'
)


@pytest.mark.parametrize(
    ("text", "markup"),
    [
        ("<1>a</1>", '<bpt i="4" x="1">b</bpt>a<ept i="4">/b</ept>'),
        ("<1>a", '<it pos="begin" x="1">b</it>a'),
        ("a</1>", 'a<it pos="end">/b</it>'),
        ("<1></1><1></1>", '<bpt i="4" x="1">b</bpt><ept i="4">/b</ept><bpt i="1" x="1">b</bpt><ept i="1">/b</ept>'),
        ("<2>a", "a"),
        ("a</2>", "a"),
        ("<2>a<3>b</2>c</3>", "<hi>ab</hi>c"),
        ("<2><3>b</3></2>", '<hi><hi x="9">b</hi></hi>'),
        ("<5/>&<7/></5/>", "<ph>&amp;</ph>&amp;&lt;7/&gt;&lt;/5/&gt;"),
    ],
)
def test_whatever_is_done_to_tags_gives_sound_markup(text: str, markup: str) -> None:
    source, target = known_codes(CODES)
    assert seg_markup(text, source, target) == seg_markup(text, target, source) == markup


@pytest.mark.parametrize(
    "value", ["", "[]", "{}", "[[],[],[]]", '[[[1,"/","sub",{},[]]],[]]', '[[[1,"/","ph",{},[["ph",{},[]]]]],[]]']
)
def test_codes_that_are_not_as_they_were_made_are_none(value: str) -> None:
    assert known_codes(value) == ({}, {})
