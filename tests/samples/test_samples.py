"""The sample files keep their promises: they are what the demo, the screenshots and many people's first minutes stand on."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from workbench.text.segments import segment_text

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "projects" / "sample"
ARABIC = SAMPLE / "source" / "water-and-grain-forum.ar.txt"
ENGLISH = SAMPLE / "source" / "festival.en.txt"
MEMORY = SAMPLE / "memory" / "sample.tmx"
GLOSSARY = ROOT / "glossaries" / "names-and-titles.csv"

COLUMNS = [
    "id",
    "ar",
    "en",
    "kind",
    "status",
    "enforce",
    "match",
    "ar_variants",
    "en_variants",
    "ar_forbidden",
    "en_forbidden",
    "ar_first",
    "en_first",
    "ar_later",
    "en_later",
    "protect",
    "pos",
    "gender",
    "subject",
    "valid_from",
    "valid_to",
    "note",
    "origin",
    "author",
    "date",
]
CHOICES = {
    "kind": {"person", "title", "organisation", "place", "work", "other"},
    "status": {"preferred", "allowed", "forbidden", "superseded", "candidate"},
    "enforce": {"must", "prefer", "info"},
    "match": {"exact", "normal", "loose"},
}
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
NBSP = "\u00a0"


@cache
def article() -> str:
    return ARABIC.read_text(encoding="utf-8")


@cache
def rows() -> list[dict[str, str]]:
    with GLOSSARY.open(encoding="utf-8", newline="") as f:
        return list(csv.DictReader(line for line in f if not line.startswith("#")))


@cache
def pairs() -> list[tuple[str, str]]:
    out = []
    for unit in etree.parse(str(MEMORY)).getroot().iter("tu"):
        texts = {v.get(LANG): v.findtext("seg") for v in unit.iter("tuv")}
        assert set(texts) == {"ar", "en"}
        out.append((texts["ar"] or "", texts["en"] or ""))
    return out


def segments(text: str, language: str) -> list[str]:
    return [text[p.start : p.end].strip() for p in segment_text(text, language) if p.role.translated_by_default]


@pytest.mark.parametrize("path", [ARABIC, ENGLISH, MEMORY, GLOSSARY], ids=lambda p: p.name)
def test_files_are_utf8_with_unix_line_ends(path: Path) -> None:
    data = path.read_bytes()
    data.decode("utf-8")
    assert not data.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in data
    assert data.endswith(b"\n")


# ------------------------------------------------------------------------------------------- the articles


def test_the_articles_are_long_enough() -> None:
    assert len(article().split()) >= 600
    assert 220 <= len(ENGLISH.read_text(encoding="utf-8").split()) <= 350


def test_the_article_has_paragraphs_that_are_one_long_sentence() -> None:
    lengths = [len(s.split()) for s in segments(article(), "ar")]
    assert sum(45 <= n <= 170 for n in lengths) >= 5
    assert any(140 <= n <= 170 for n in lengths)
    assert sum(n <= 8 for n in lengths) >= 6


def test_the_title_stands_three_times() -> None:
    lines = [line for line in article().split("\n") if line.strip()]
    title = lines[1]
    assert lines[0] == f"الرئيسية / تقاريـــر / {title}"
    assert lines[2] == title
    assert article().count(title) == 3


@pytest.mark.parametrize(
    ("trait", "pattern"),
    [
        ("related links", r"^مواضيع ذات صلة\n\n.+\n\n.+\n\n.+\n\n"),
        ("dateline with a no-break space", rf"^عمّان-{NBSP}\S"),
        ("curly quotation", "“[^“”]+”"),
        ("angle quotation", "«[^«»]+»"),
        ("Persian letters", "[ک].*[ی]"),
        ("tatweel inside a word", "ـ{2,}"),
        ("tatweel before a number", r"الـ\d+"),
        ("Arabic-Indic digits", "[٠-٩]{2}"),
        ("Western digits", r"\d{4}"),
        ("percent sign", r"\d%"),
        ("Arabic percent sign", "[٠-٩]٪"),
        ("percent in words", "في المئة"),
        ("date with two month names", r"\d{1,2}[\s\u00a0]نيسان/أبريل \d{4}"),
        ("vowel marks", "[\u064b-\u0650]"),
        ("و before a name", "وبرنامج الأغذية العالمي"),
        ("ك before a name", "كالأمم المتحدة"),
        ("brackets", r"\([^()]+\)"),
        ("two dots for a pause", r"\.\. "),
        ("trailing category", r"^تقاريـــر\n"),
        ("teaser of another article, cut off", r"^شاهد أيضاً\n\n.+\n\n.+ \.\.\.\n\Z"),
    ],
)
def test_the_article_has_the_traits_of_a_pasted_page(trait: str, pattern: str) -> None:
    assert re.search(pattern, article(), re.MULTILINE), trait


def test_the_english_article_has_title_dateline_and_quotations() -> None:
    text = ENGLISH.read_text(encoding="utf-8")
    assert re.search(r"^JERASH, Jordan — \S", text, re.MULTILINE)
    assert len(re.findall("“[^“”]+”", text)) >= 3
    assert re.search(r"\b\d{1,2} April\b", text)


# ------------------------------------------------------------------------------------------- the glossary


def test_the_glossary_has_the_agreed_columns_and_enough_rows() -> None:
    assert list(rows()[0]) == COLUMNS
    assert len(rows()) >= 150


def test_glossary_rows_are_whole() -> None:
    for row in rows():
        assert None not in row, f"{row['id']}: too many cells"
        assert None not in row.values(), f"{row['id']}: too few cells"
        assert row["ar"], row["id"]
        assert row["en"], row["id"]
        for column, allowed in CHOICES.items():
            assert row[column] in allowed, f"{row['id']}: {column}"


def test_glossary_ids_are_unique_and_readable() -> None:
    ids = [row["id"] for row in rows()]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", i) for i in ids)


def test_no_form_is_both_right_and_wrong_and_none_stands_twice() -> None:
    for row in rows():
        for language in ("ar", "en"):
            columns = (language, f"{language}_variants", f"{language}_forbidden")
            forms = [v for c in columns for v in row[c].split(" | ") if v]
            assert len(forms) == len(set(forms)), row["id"]
            assert all(v == v.strip() for v in forms), row["id"]


@pytest.mark.parametrize(
    "english",
    [
        "Hezbollah", "Hamas", "Islamic Jihad", "Axis of Resistance", "Supreme Leader", "Islamic Republic of Iran",
        "Islamic Revolution", "Palestinian resistance factions", "West Bank", "Jerusalem", "Iran", "Tehran",
        "Secretary-General", "Deputy Secretary-General", "head of the political bureau", "Ali Khamenei",
        "Hassan Nasrallah", "Ismail Haniyeh", "Naim Qassem", "Ziyad al-Nakhalah", "Ali Akbar Velayati",
        "Najla al-Sayrafi", "Marwan al-Tahhan", "Walid al-Baydar", "Farhad Kianpour", "Hala al-Sawaqi",
        "Water and Grain Forum", "Difaf Cultural Festival", "UN Secretary-General", "Antonio Guterres",
    ],
)  # fmt: skip
def test_the_glossary_knows_the_names_of_the_news(english: str) -> None:
    assert any(row["en"] == english for row in rows())


# ------------------------------------------------------------------------------------------- the memory


def test_the_memory_is_a_tmx_of_ours() -> None:
    tree = etree.parse(str(MEMORY))
    header = tree.getroot().find("header")
    assert tree.getroot().get("version") == "1.4"
    assert tree.docinfo.system_url == "tmx14.dtd"
    assert header is not None
    assert dict(header.attrib) == {
        "creationtool": "workbench",
        "creationtoolversion": "0.1.0",
        "segtype": "sentence",
        "o-tmf": "workbench",
        "adminlang": "en",
        "srclang": "ar",
        "datatype": "plaintext",
    }


def test_the_memory_has_enough_pairs_and_none_twice() -> None:
    assert len(pairs()) >= 80
    assert len({a for a, _ in pairs()}) == len(pairs())
    assert all(a == a.strip() and a and e == e.strip() and e for a, e in pairs())


def test_pairs_match_segments_exactly() -> None:
    assert len(set(segments(article(), "ar")) & {a for a, _ in pairs()}) >= 6
    assert len(set(segments(ENGLISH.read_text(encoding="utf-8"), "en")) & {e for _, e in pairs()}) >= 3


def test_pairs_differ_from_segments_only_in_a_number() -> None:
    number = re.compile(r"[\d٠-٩]+")
    stored = {number.sub("#", a): a for a, _ in pairs() if number.search(a)}
    only = [s for s in segments(article(), "ar") if number.search(s) and stored.get(number.sub("#", s), s) != s]
    assert len(only) >= 6


def test_pairs_differ_from_segments_only_in_a_name() -> None:
    forms = {f for row in rows() for c in ("ar", "ar_variants") for f in row[c].split(" | ") if f}
    name = re.compile("|".join(rf"(?<!\w){re.escape(f)}(?!\w)" for f in sorted(forms, key=len, reverse=True)))
    frames = {name.sub("#", s): s for s in segments(article(), "ar") if name.search(s)}
    only = [a for a, _ in pairs() if name.search(a) and frames.get(name.sub("#", a), a) != a]
    assert len(only) >= 6


def test_pairs_come_near_to_segments() -> None:
    def differing(a: str, b: str) -> int:
        left, right = a.split(), b.split()
        return sum(x != y for x, y in zip(left, right, strict=True)) if len(left) == len(right) else 99

    wanted = segments(article(), "ar")
    assert sum(any(1 <= differing(a, s) <= 2 for s in wanted) for a, _ in pairs()) >= 8
