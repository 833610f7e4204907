"""Source and translation side by side: what a browser and a screen reader get."""

from __future__ import annotations

import re
from pathlib import Path

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from workbench.formats.bilingual_html import (
    BilingualPage,
    BilingualRow,
    bilingual_html,
    page_text,
    write_bilingual_html,
)
from workbench.model import Role, State

CONFIRMED = State.TRANSLATED
AR_EN = (
    BilingualRow(2, 0, Role.TITLE, "تفتح المكتبة أبوابها", "The library opens", CONFIRMED),
    BilingualRow(3, 1, Role.BODY, "تتسع القاعة لنحو 250 قارئا (منهم 20 طفلا).", "It seats 250 (20 of them children).", CONFIRMED, "ask <Kamal>"),
    BilingualRow(4, 1, Role.BODY, "والدخول مجاني.", "Entry is free.", State.INITIAL),
    BilingualRow(6, 2, Role.HEADING, "الموعد", "When", State.FINAL),
    BilingualRow(7, 3, Role.BODY, "غدا.", "", State.INITIAL),
)  # fmt: skip
EN_AR = tuple(BilingualRow(r.number, r.block, r.role, r.target or "Tomorrow.", r.source, r.state) for r in AR_EN)
HARD = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("<>&\"';\x00\x07\x1b\x7f\x85\x9b\r\n\t\u2028\u200e\u200f\u061c\u202a\u202d\u202e\u202c\u2066\u2067\u2069\ufdd0\ufffe\U0001ffff\ud800"),
        st.sampled_from("ابتثج ،؟لا"),
    ),
    max_size=30,
)  # fmt: skip


def page(rows: tuple[BilingualRow, ...] = AR_EN, source: str = "ar", target: str = "en") -> BilingualPage:
    return BilingualPage("Morning & noon", "library", "2026-03-01", source, target, rows)


def parsed(html: str) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(html.encode("utf-8"))


def cells(html: str, language: str) -> list[str]:
    return [td.text_content() for td in parsed(html).iterfind(".//td") if td.get("lang") == language]


@given(HARD, HARD, HARD, HARD, st.sampled_from([Role.TITLE, Role.HEADING, Role.BODY]))
def test_any_text_comes_back_as_it_was_given(source: str, target: str, note: str, name: str, role: Role) -> None:
    row = BilingualRow(1, 0, role, source, target, CONFIRMED, note)
    html = bilingual_html(BilingualPage(name, name, "", "en", "ar", (row,)), notes=True)
    assert cells(html, "en") == [page_text(source)]
    assert cells(html, "ar") == ([page_text(target)] if target else [])
    assert parsed(html).find(".//td[@class='note']").text_content() == page_text(note)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]", html)
    tags = {e.tag for e in parsed(html).iter(etree.Element)}
    assert tags <= {
        *("html", "head", "meta", "title", "style", "body", "h1", "h2", "h3", "dl", "div", "dt", "dd", "table"),
        *("caption", "thead", "tbody", "tr", "th", "td", "span"),
    }


@given(HARD)
def test_only_what_html_forbids_is_changed(text: str) -> None:
    shown = page_text(text)
    kept = [c for c in text if c not in "\r\n\x85\u2028\u2029"]
    assert len(kept) == sum(c != "\n" for c in shown)
    assert all(a in (b, "\ufffd") for a, b in zip((c for c in shown if c != "\n"), kept, strict=True))
    assert page_text(shown) == shown


@pytest.mark.parametrize("rows", [AR_EN, EN_AR], ids=["ar-en", "en-ar"])
def test_it_is_valid_and_needs_nothing_else(rows: tuple[BilingualRow, ...]) -> None:
    pair = ("ar", "en") if rows is AR_EN else ("en", "ar")
    html = bilingual_html(page(rows, *pair), states=True, notes=True)
    parser = etree.HTMLParser(recover=False, encoding="utf-8")
    etree.fromstring(html.encode("utf-8"), parser)
    assert not list(parser.error_log)
    assert not re.search(r"<script|<link|<img|\bsrc=|\bhref=|url\(|@import|https?:|\bon\w+=", html)
    assert "default-src 'none'" in html


def test_the_source_is_read_first_and_arabic_stands_on_the_right() -> None:
    for rows, source, target, direction in ((AR_EN, "ar", "en", "rtl"), (EN_AR, "en", "ar", "ltr")):
        table = parsed(bilingual_html(page(rows, source, target))).find(".//table")
        assert table.get("dir") == direction
        for tr in table.iterfind(".//tbody/tr"):
            first, second = tr.findall("td")
            assert (first.get("lang"), first.get("dir")) == (source, "rtl" if source == "ar" else "ltr")
            if "open" not in second.get("class", ""):
                assert (second.get("lang"), second.get("dir")) == (target, "rtl" if target == "ar" else "ltr")


def test_a_screen_reader_gets_headers_headings_and_paragraphs() -> None:
    root = parsed(bilingual_html(page()))
    assert root.get("lang") == "en"
    assert [th.text_content() for th in root.iterfind(".//thead//th[@scope='col']")] == [
        *("No.", "Arabic (source)", "English (translation)"),
    ]
    assert [tr.get("id") for tr in root.iterfind(".//tbody/tr")] == ["s2", "s3", "s4", "s6", "s7"]
    assert [len(body) for body in root.iterfind(".//tbody")] == [1, 2, 1, 1]
    assert all(len(tr.findall("th[@scope='row']")) == 1 for tr in root.iterfind(".//tbody/tr"))
    assert [h.text for h in root.iterfind(".//td/h2")] == ["تفتح المكتبة أبوابها", "The library opens"]
    assert [h.text for h in root.iterfind(".//td/h3")] == ["الموعد", "When"]
    assert root.findtext(".//caption")
    assert root.findtext(".//title") == root.findtext(".//h1") == "The library opens"


def test_what_is_no_heading_names_the_page_by_its_document() -> None:
    root = parsed(bilingual_html(page(AR_EN[1:])))
    assert root.findtext(".//h1") == "library"
    untranslated = (BilingualRow(1, 0, Role.TITLE, "عنوان", "", State.INITIAL),)
    h1 = parsed(bilingual_html(page(untranslated))).find(".//h1")
    assert (h1.text, h1.get("lang"), h1.get("dir")) == ("عنوان", "ar", "rtl")


def test_drafts_and_holes_are_seen_whatever_the_columns() -> None:
    root = parsed(bilingual_html(page()))
    assert root.find(".//tr[@id='s4']/th/span").text == "draft"
    assert root.find(".//tr[@id='s3']/th/span") is None
    assert root.find(".//tr[@id='s7']/td[@class='open']").text == "not translated"
    about = {div.findtext("dt"): div.findtext("dd") for div in root.iterfind(".//dl/div")}
    assert about == {
        "Project": "Morning & noon",
        "Document": "library",
        "Date": "2026-03-01",
        "Languages": "Arabic to English",
        "Segments": "5, 1 not confirmed, 1 not translated",
        "Words": "15 to 14",
    }


def test_states_and_notes_only_when_they_are_asked_for() -> None:
    plain = bilingual_html(page())
    assert "Kamal" not in plain
    assert "reviewed" not in plain
    full = parsed(bilingual_html(page(), states=True, notes=True))
    assert [td.text or "" for td in full.iterfind(".//td[@class='state']")] == [
        *("confirmed", "confirmed", "draft", "final", "open"),
    ]
    assert full.find(".//tr[@id='s3']/td[@class='note']").text == "ask <Kamal>"
    assert [th.text for th in full.iterfind(".//thead//th")][-2:] == ["State", "Note"]


def test_it_prints_on_a4_with_rows_whole_and_the_heads_repeated() -> None:
    style = parsed(bilingual_html(page())).findtext(".//style")
    assert "size: A4" in style
    printed = style[style.index("@media print") :]
    assert "break-inside: avoid" in printed
    assert "table-header-group" in printed


def test_it_is_written_whole(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    assert write_bilingual_html(path, page()) == 5
    assert path.read_text(encoding="utf-8") == bilingual_html(page())
    assert [p.name for p in tmp_path.iterdir()] == ["page.html"]
