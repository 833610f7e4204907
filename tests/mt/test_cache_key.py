"""Keys of kept answers."""

from __future__ import annotations

from dataclasses import replace

from workbench.mt.cache import cache_key
from workbench.mt.engine import Place, Request


class Engine:
    id, title, version, host = "one", "One", "1", "one.example"
    place, interval, batch = Place.INPROC, 0.0, 1
    takes: frozenset[str] = frozenset()

    def supports(self, _source: str, _target: str) -> bool:
        return True

    def fits(self, _request: Request) -> bool:
        return True

    def translate(self, requests: object, call: object) -> list[str]:
        raise NotImplementedError


ASKED = Request("نص", "ar", "en", terms=(("نص", "text"),), before="قبل", after="بعد", matches=(("ن", "t"),))


def test_no_two_requests_share_a_key() -> None:
    others = [
        replace(ASKED, text="نص\udcff"),
        replace(ASKED, text="نص\udcfe"),
        replace(ASKED, text="نص\ufffd"),
        replace(ASKED, text="نص?"),
        replace(ASKED, before="قبل\ud800"),
        replace(ASKED, before="قبلب", after="عد"),
        replace(ASKED, terms=(), matches=(("نص", "text"), ("ن", "t"))),
    ]
    keys = {cache_key(Engine(), r) for r in (ASKED, *others)}
    assert len(keys) == 1 + len(others)
    assert {len(k) for k in keys} == {20}


def test_how_a_letter_and_its_marks_are_encoded_makes_no_other_key() -> None:
    assert cache_key(Engine(), replace(ASKED, text="أ")) == cache_key(Engine(), replace(ASKED, text="ا\u0654"))
