"""What every update keeps, whatever was done to the article and whatever its author did to the text."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator
from itertools import groupby, pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.errors import UsageError
from workbench.model import Segment
from workbench.store import cuts as cuts_table
from workbench.store import documents as documents_table
from workbench.store import segments as segments_table
from workbench.text.fold import fold_key
from workbench.workflow.cutting import join, split
from workbench.workflow.importing import import_text
from workbench.workflow.matching import SIMILAR, equal_pairs, same_words, similar_pairs, similarity
from workbench.workflow.projects import new_project
from workbench.workflow.workspace import init_workspace, open_workspace

from .updating_cases import NEW, OTHER, A, B, C, Case, D, E, F, G, H, J, K, L, Paragraphs, article, give_work

SENTENCES = (A, B, C, D, E, F, G, H, L, J, K)


def edited(sentence: str, at: int, word: str) -> str:
    """Return a sentence with one of its words, never the last, changed."""
    words = sentence.split()
    words[at % (len(words) - 1)] = word
    return " ".join(words)


sentences = st.sampled_from(SENTENCES)
changed = st.one_of(
    sentences, st.builds(edited, sentences, st.integers(0, 9), st.sampled_from(["كلمة", "أخرى", "15"])), st.just(NEW)
)
old_articles = st.lists(st.lists(sentences, min_size=1, max_size=4).map(tuple), min_size=1, max_size=4).map(tuple)
new_articles = st.lists(st.lists(changed, min_size=1, max_size=5).map(tuple), min_size=1, max_size=4).map(tuple)


@st.composite
def histories(draw: st.DrawFn) -> tuple[Paragraphs, list[Paragraphs]]:
    """An article and newer versions: any others, or the one before with its paragraphs moved, merged, split or edited."""
    first = draw(old_articles)
    versions: list[Paragraphs] = []
    last: Paragraphs = first
    for _ in range(draw(st.integers(1, 2))):
        act = draw(st.sampled_from(["any", "shuffle", "merge", "split", "edit", "drop"]))
        if act == "any":
            last = draw(new_articles)
        elif act == "shuffle":
            last = tuple(draw(st.permutations(last)))
        elif act == "merge":
            last = (tuple(s for p in last for s in p),)
        elif act == "split":
            last = tuple((s,) for p in last for s in p)
        elif act == "drop" and len(last) > 1:
            last = last[1:]
        else:
            last = (*last[:-1], (*last[-1][:-1], edited(last[-1][-1], draw(st.integers(0, 9)), "كلمة")), (OTHER,))
        versions.append(last)
    return first, versions


acts = st.lists(
    st.tuples(st.sampled_from(["split", "join", "work"]), st.integers(0, 30), st.integers(0, 60)), max_size=12
)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir=tmp_path_factory.getbasetemp()) as folder:
        yield init_workspace(Path(folder) / "ws").root


def act_on(case: Case, done: list[tuple[str, int, int]]) -> None:
    for n, (act, number, at) in enumerate(done):
        found = case.segments
        segment = found[number % len(found)]
        try:
            if act == "split":
                places = [
                    m for m in range(1, len(segment.text)) if segment.text[m - 1] == " " and segment.text[m:].strip()
                ]
                if places:
                    split(case.ws, case.document, segment.number, places[at % len(places)])
            elif act == "join":
                join(case.ws, case.project, case.document, segment.number)
            elif not segment.current:
                give_work(case, segment, at % 5, f"T{n}")
        except UsageError:
            continue


def state(case: Case) -> dict[int, tuple[object, ...]]:
    return {s.id: (s.source, s.state, s.target, s.draft, s.origin, s.note, s.translate) for s in case.segments}


def check_form(case: Case) -> None:
    found = case.segments
    blocks = {b.number: b for b in documents_table.blocks(case.ws.store.read(), case.document.id)}
    assert all(a.end == b.start for a, b in pairwise(found))
    assert all(blocks[s.block].start <= s.start < s.end <= blocks[s.block].end for s in found)
    assert all(s.role is blocks[s.block].role for s in found)
    assert all(a.sentence <= b.sentence for a, b in pairwise(found))
    assert all(a.sentence != b.sentence for a, b in pairwise(found) if a.block != b.block)
    forced, joined = cuts_table.load_cuts(case.ws.store.read(), case.document.id)
    starts = {s.start for s in found}
    assert forced <= starts
    assert not joined & starts


def check_kept(before: dict[int, tuple[object, ...]], after: dict[int, tuple[object, ...]]) -> None:
    """Of every source as many segments go on, with all they have, as it stands in both versions."""
    assert all(after[i] == before[i] for i in after if i in before)
    was, now = Counter(v[0] for v in before.values()), Counter(v[0] for v in after.values())
    kept = Counter(v[0] for i, v in after.items() if i in before)
    assert kept == was & now


def cut_sentences(case: Case) -> dict[str, list[Segment]]:
    """Return the sentences people have split or joined, by their text, where it stands once."""
    forced, joined = cuts_table.load_cuts(case.ws.store.read(), case.document.id)
    out: dict[str, list[Segment]] = {}
    text = case.text
    for _sentence, group in groupby(case.segments, key=lambda s: s.sentence):
        parts = list(group)
        source = text[parts[0].start : parts[-1].end].strip()
        if text.count(source) == 1 and any(parts[0].start < at < parts[-1].end for at in forced | joined):
            out[source] = parts
    return out


@settings(max_examples=settings().max_examples // 2)
@given(histories(), acts)
def test_laws_of_an_update(
    place: Path, versions: tuple[Paragraphs, list[Paragraphs]], done: list[tuple[str, int, int]]
) -> None:
    with open_workspace(place) as ws:
        number = len(list(ws.paths.projects.iterdir()))
        project = new_project(ws, f"p{number}", "ar", "en")
        first, newer = versions
        import_text(ws, project, "doc", article(first))
        case = Case(ws, project, "doc")
        act_on(case, done)
        for version in newer:
            before, typed, cut = state(case), case.typed(), cut_sentences(case)
            told = {h.id for s in case.segments for h in segments_table.history(ws.store.read(), s.id)}
            report = case.update(version)
            check_form(case)
            after = state(case)
            check_kept(before, after)
            assert report.kept == len(before.keys() & after.keys())
            assert report.kept + report.changed + report.added == len(after)
            assert report.kept + report.changed + report.gone == len(before)
            assert typed <= case.typed()
            for segment in case.segments:
                for entry in segments_table.history(ws.store.read(), segment.id):
                    if entry.id not in told and entry.act == "update":
                        assert similarity(entry.reason, segment.source) >= SIMILAR
                if segment.id not in before and segment.draft:
                    assert any(segment.draft == v[3] and same_words(str(v[0]), segment.source) for v in before.values())
            lone = [s for p in version for s in p]
            for source, parts in cut.items():
                inside = any(source in " ".join(p) for p in version)
                if inside and all(lone.count(s) == 1 for s in SENTENCES if s in source):
                    assert {p.id for p in parts} <= after.keys()


keys = st.lists(st.sampled_from("abcde"), max_size=12)


@given(keys, keys)
def test_equal_texts_are_paired_as_often_as_they_stand_on_both_sides(old: list[str], new: list[str]) -> None:
    pairs = equal_pairs(old, new)
    assert all(new[n] == old[o] for n, o in pairs.items())
    assert len(set(pairs.values())) == len(pairs)
    assert Counter(new[n] for n in pairs) == Counter(old) & Counter(new)


@given(keys)
def test_a_text_that_stayed_is_paired_in_order(same: list[str]) -> None:
    assert equal_pairs(same, same) == {n: n for n in range(len(same))}


texts = st.lists(st.one_of(changed, st.text(max_size=8)), max_size=8)


@given(texts, texts)
def test_no_pair_is_less_alike_than_the_threshold(old: list[str], new: list[str]) -> None:
    pairs = similar_pairs(old, new)
    assert all(similarity(old[o], new[n]) >= SIMILAR for n, o in pairs.items())
    assert len(set(pairs.values())) == len(pairs)
    # The most alike first: whoever is left has no better partner that is left, too.
    for n in set(range(len(new))) - pairs.keys():
        for o in set(range(len(old))) - set(pairs.values()):
            assert similarity(old[o], new[n]) < SIMILAR or not fold_key(old[o])


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("قال الوزير", "قال الوَزير،", True),
        ("إلى الآن", "الى الان", True),
        ("نحو 1.5 مليون", "نحو ١٫٥ مليون", True),
        ("نحو 1.5 مليون", "نحو 1,5 مليون", False),
        ("نحو 15 مليون", "نحو 1,5 مليون", False),
        ("زاد 5 %", "زاد 5", False),
        ("درجة -5", "درجة 5", False),
        ("قال", "قالت", False),
        ("قال الوزير", "ما قال الوزير", False),
        ("It rained.", "it rained!", True),
    ],
)
def test_the_same_words(a: str, b: str, same: bool) -> None:
    assert same_words(a, b) is same
