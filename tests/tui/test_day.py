"""A whole article from an empty workspace to the delivered files, by keys alone, through a real terminal."""

from __future__ import annotations

import csv
import os
import shutil
import statistics
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lxml import etree

from .day import Translator

SIZES = [(80, 24), (140, 45)]
REPOSITORY = Path(__file__).parents[2]
SAMPLE = REPOSITORY / "projects" / "sample" / "source" / "water-and-grain-forum.ar.txt"
ARTICLE = """\
قالت سلمى حداد مديرة مستشفى النهر إن الجسر الجديد يربط الحي الشرقي بالمستشفى منذ عام 2020.

بدأ العمل في الجسر صباح اليوم بحضور عدد كبير من أهالي المدينة.

بدأ العمل في الجسر صباح أمس بحضور عدد كبير من أهالي المدينة.

بدأ العمل في الجسر صباح اليوم بحضور عدد كبير من أهالي المدينة.
"""
GLOSSARY = """\
id,ar,en,kind,enforce
nahar,مستشفى النهر,River Hospital,organisation,must
salma-haddad,سلمى حداد,Salma Haddad,person,prefer
"""
Work = Callable[..., Translator]


@pytest.fixture
def work(workspace: Path) -> Iterator[Work]:
    opened: list[Translator] = []

    def start(size: tuple[int, int], *, arabic: bool = False) -> Translator:
        opened.append(Translator(workspace, size, arabic))
        return opened[-1]

    yield start
    for translator in opened:
        translator.close()


def whole_day(translator: Translator, article: Path) -> None:
    """Translate an article from import to delivery, and look whether everything that is to be there is."""
    translator.make_project("Desk")
    translator.import_file(article)
    name = article.stem.lower()
    todo = [s for s in translator.segments("Desk", name) if s.translate]
    for segment in todo:
        assert translator.number == segment.number
        translator.translate(segment)
    translator.deliver()
    done = [s for s in translator.segments("Desk", name) if s.translate]
    assert all(s.state.confirmed for s in done)
    folder = translator.workspace / "projects" / "Desk" / "export"
    files = {path.suffix: path for path in folder.iterdir()}
    assert set(files) == {".txt", ".html", ".tmx", ".csv"}
    text = files[".txt"].read_text(encoding="utf-8")
    assert all(s.target.strip() in text for s in done)
    units = etree.parse(str(files[".tmx"])).findall(".//tu")
    pairs = {(s.source, s.target) for s in done}
    assert {tuple(seg.text for seg in tu.iter("seg")) for tu in units} == pairs
    with files[".csv"].open(encoding="utf-8-sig", newline="") as f:
        rows = list(csv.DictReader(f))
    assert {(row["ar"], row["en"]) for row in rows} == pairs
    html = etree.parse(str(files[".html"]), etree.HTMLParser())
    cells = {" ".join("".join(td.itertext()).split()) for td in html.iter("td")}
    assert {" ".join(s.target.split()) for s in done} <= cells


def counted(translator: Translator) -> str:
    """Say how many keys the segments took, by the way they were translated."""
    said = []
    for way in ("exact", "fuzzy", "typed"):
        keys = [c.keys for c in translator.counts if c.way == way]
        if keys:
            said.append(f"{len(keys)} {way}: {min(keys)} to {max(keys)} keys, median {statistics.median(keys):.0f}")
    return "; ".join(said)


def test_a_short_article(workspace: Path, work: Work, tmp_path: Path) -> None:
    (workspace / "glossaries" / "names.csv").write_text(GLOSSARY, encoding="utf-8")
    article = tmp_path / "bridge.txt"
    article.write_text(ARTICLE, encoding="utf-8")
    translator = work((80, 24))
    whole_day(translator, article)
    taken = [(c.way, c.keys) for c in translator.counts if c.way != "typed"]
    assert taken == [("fuzzy", 2), ("exact", 1)], counted(translator)
    first = next(s for s in translator.segments("Desk", "bridge") if "سلمى" in s.source)
    assert all(part in first.target for part in ("Salma Haddad", "River Hospital", "2020"))


@pytest.mark.long
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("arabic", [False, True], ids=["us", "arabic"])
@pytest.mark.parametrize("size", SIZES, ids=["80x24", "140x45"])
@pytest.mark.parametrize("which", ["sample", "own"])
def test_a_whole_article(workspace: Path, work: Work, which: str, size: tuple[int, int], arabic: bool) -> None:
    """``WORKBENCH_ARTICLE`` names a text file of one's own."""
    article = SAMPLE if which == "sample" else Path(os.environ.get("WORKBENCH_ARTICLE", ""))
    if not article.is_file():
        pytest.skip("WORKBENCH_ARTICLE names no file")
    for glossary in (REPOSITORY / "glossaries").glob("*.csv"):
        shutil.copy(glossary, workspace / "glossaries")
    translator = work(size, arabic=arabic)
    whole_day(translator, article)
    layout = "Arabic" if arabic else "US"
    print(f"\n{article.name} at {size[0]}x{size[1]}, {layout} layout: {translator.keys:,} keys; {counted(translator)}")
