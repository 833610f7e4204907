from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from workbench.errors import NotFoundError, UsageError
from workbench.model import Origin, Project, Side, State, Unit, Waiver, WaiverReason
from workbench.store import memories as memories_table
from workbench.store import segments as segments_table
from workbench.store import units as units_table
from workbench.store import waivers
from workbench.workflow import editing
from workbench.workflow.batches import find_batch, list_batches, undo_batch
from workbench.workflow.impact import find_impact
from workbench.workflow.impact_fix import chosen, fix_impact
from workbench.workflow.importing import import_text
from workbench.workflow.pacing import Pace, Stopped
from workbench.workflow.projects import documents_of, new_project
from workbench.workflow.term_places import find_places
from workbench.workflow.workspace import Workspace, open_workspace

OLD = """\
id,ar,en,kind,ar_variants,en_variants,en_forbidden
nahar,مستشفى النهر,Nahr Hospital,organisation,,,
hama,حماة,Hamah,place,,,
haddad,سلمى حداد,Salma Haddad,person,,,
gone,سوق الورد,Rose Market,place,,,
"""
NEW = """\
id,ar,en,kind,ar_variants,en_variants,en_forbidden
nahar,مستشفى النهر,River Hospital,organisation,,,
hama,حماة,Hama,place,,,
haddad,سلمى حداد,Salma Haddad,person,,,
kabir,الجسر الكبير,Great Bridge,place,,,Big Bridge
"""
FORMS = {
    "nahar": ("مستشفى النهر", "بمستشفى النهر", "ولمستشفى النهر", "مُسْتَشْفَى النهر", "مستشـفى ٱلنهر", "مستشفی النهر"),
    "hama": ("حماة", "وحماة", "بحماة", "حمـاة", "حماه", "حَمَاة", "ﺣماة"),
    "kabir": ("الجسر الكبير", "للجسر الكبير", "بالجسر الكبير", "الجسر الکبير"),
}
WRONG = {"nahar": "Nahr Hospital", "hama": "Hamah", "kabir": "Big Bridge"}
RIGHT = {"nahar": "River Hospital", "hama": "Hama", "kabir": "Great Bridge"}
FILL = (
    ("عاد الهدوء إلى المدينة", "Calm returned to the city"),
    ("كان النهر واسعا قرب المستشفى", "The river was wide near the hospital"),
    ("حماية الأطفال واجب", "Protecting children is a duty"),
    ("قال المدير إن الجسر قديم والكبير فيهم بعيد", "The director said the bridge is old"),
)


@pytest.fixture
def old_file(ws: Workspace, tmp_path: Path) -> Path:
    (ws.paths.glossaries / "names.csv").write_text(NEW, encoding="utf-8")
    old = tmp_path / "names.csv"
    old.write_text(OLD, encoding="utf-8")
    return old


def pairs(seed: int, count: int) -> tuple[list[Unit], set[int]]:
    """Generated pairs, and which of them break a decision."""
    rng = random.Random(seed)
    out: list[Unit] = []
    bad = set()
    for n in range(count):
        arabic, english = rng.choice(FILL)
        kind = rng.randrange(6)
        if kind < 3:
            term = rng.choice(list(FORMS))
            form = rng.choice(FORMS[term])
            shown = (WRONG if kind == 0 else RIGHT)[term]
            arabic, english = f"{arabic} {form} في {n} يوما", f"{english}, and {shown} in {n} days."
            if kind == 0:
                bad.add(n)
        else:
            arabic, english = f"{arabic} {n}", f"{english} {n}. See {WRONG['hama']}."
        out.append(Unit("ar", "en", arabic, english, author="a", created="2020-01-01T00:00:00Z", changer="b"))
    return out, bad


def fill(ws: Workspace, units: list[Unit]) -> None:
    with ws.store.write() as conn:
        memory = memories_table.ensure_memory(conn, "old", "ar", "en")
        assert units_table.insert_units(conn, memory, units) == len(units)


def rows(ws: Workspace) -> list[tuple[object, ...]]:
    sql = "SELECT id, source, target, changed, changer, author, origin FROM unit ORDER BY id"
    return ws.store.read().execute(sql).fetchall()


def test_all_seeded_cases_are_found_fixed_and_taken_back(ws: Workspace, old_file: Path) -> None:
    units, bad = pairs(1, 600)
    fill(ws, units)
    before = rows(ws)
    found = find_impact(ws, since=str(old_file))
    assert {f.unit - 1 for f in found.findings} == bad
    assert found.checked > len(bad)
    assert all(f.fixed for f in found.findings)
    fixed = fix_impact(ws, chosen(found.findings, "all"))
    assert (len(fixed.done), len(fixed.left)) == (len(bad), 0)
    again = find_impact(ws, since=str(old_file))
    assert again.findings == ()
    after = rows(ws)
    for n, unit in enumerate(units):
        assert after[n][1] == unit.source
        if n in bad:
            assert "River Hospital" in str(after[n][2]) or "Hama " in str(after[n][2]) or "Great" in str(after[n][2])
            assert after[n][4] == "Tester"
        else:
            assert after[n] == before[n]
    # Twice is harmless: what was seen does not stand there any more.
    twice = fix_impact(ws, found.findings)
    assert (twice.batch, twice.done, len(twice.left)) == (0, (), len(bad))
    assert rows(ws) == after
    assert [b.act.value for b in list_batches(ws)] == ["impact"]
    undone = undo_batch(ws, find_batch(ws))
    assert (undone.taken, undone.kept) == (len(bad), 0)
    assert rows(ws) == before


def test_a_sweep_of_everything_finds_the_same_forbidden_forms(ws: Workspace, old_file: Path) -> None:
    units, _bad = pairs(2, 200)
    fill(ws, units)
    everything = find_impact(ws)
    some = find_impact(ws, terms=("kabir",))
    assert [f.key for f in some.findings] == [f.key for f in everything.findings if "kabir" in f.ids]
    assert some.findings
    assert all(f.uses[0].found == "Big Bridge" for f in some.findings)
    # Without the older file nobody knows what Hamah was; it sounds like Hama.
    hama = find_impact(ws, terms=("hama",)).findings
    assert {f.unit for f in hama} == {f.unit for f in everything.findings if "hama" in f.ids}


def confirmed(ws: Workspace, project: Project, text: str, *targets: str) -> list[int]:
    import_text(ws, project, "doc", text)
    document = documents_of(ws, project)[-1]
    found = segments_table.load_segments(ws.store.read(), document.id)
    for segment, target in zip(found, targets, strict=False):
        if target:
            editing.confirm(ws, project, editing.set_draft(ws, segment, target))
    return [s.id for s in found]


def segment(ws: Workspace, number: int) -> tuple[object, ...]:
    sql = "SELECT state, target, draft, origin FROM segment WHERE id = ?"
    found: tuple[object, ...] = ws.store.read().execute(sql, (number,)).fetchone()
    return found


TEXT = "وصل الوفد إلى مستشفى النهر أمس.\n\nوقال المدير لحماة كلمته.\n\nعاد الهدوء إلى المدينة.\n"


def test_a_confirmed_segment_and_its_unit_change_together(ws: Workspace, project: Project, old_file: Path) -> None:
    ids = confirmed(ws, project, TEXT, "They reached Nahr Hospital.", "He gave Hamah his word.", "Calm returned.")
    with ws.store.write() as conn:
        conn.execute("UPDATE segment SET state = 'reviewed' WHERE id = ?", (ids[0],))
        conn.execute("UPDATE unit SET changer = 'b', changed = '2020-01-01T00:00:00Z'")
    units = rows(ws)
    found = find_impact(ws, since=str(old_file)).findings
    assert [f.key for f in found] == [f"s{ids[0]}", f"s{ids[1]}"]
    assert found[0].place == "news/doc 1"
    done = fix_impact(ws, chosen(found, "1"))
    assert segment(ws, ids[0]) == ("reviewed", "They reached River Hospital.", None, "human")
    assert segment(ws, ids[1])[1] == "He gave Hamah his word."
    assert rows(ws)[0][2] == "They reached River Hospital."
    history = segments_table.history(ws.store.read(), ids[0])
    assert [(h.act, h.target) for h in history[-2:]] == [
        ("replaced", "They reached Nahr Hospital."),
        ("impact", "They reached River Hospital."),
    ]
    assert history[-1].reason == "term nahar: Nahr Hospital → River Hospital"
    assert history[-1].state is State.REVIEWED
    undo_batch(ws, find_batch(ws, done.batch))
    assert segment(ws, ids[0]) == ("reviewed", "They reached Nahr Hospital.", None, "human")
    assert rows(ws) == units
    # It is as it was seen: it can be put right again.
    assert len(fix_impact(ws, chosen(found, "1")).done) == 1


def test_a_draft_is_told_and_never_written_over(ws: Workspace, project: Project, old_file: Path) -> None:
    ids = confirmed(ws, project, TEXT, "They reached Nahr Hospital.", "He gave Hamah his word.")
    found = find_impact(ws, since=str(old_file)).findings
    with open_workspace(ws.paths.root) as other:
        theirs = segments_table.get_segment(other.store.read(), ids[0])
        assert theirs is not None
        editing.set_draft(other, theirs, "They came to")
    fixed = fix_impact(ws, found)
    assert [f.key for f in fixed.left] == [f"s{ids[0]}"]
    assert segment(ws, ids[0])[1:3] == ("They reached Nahr Hospital.", "They came to")
    assert segment(ws, ids[1])[1] == "He gave Hama his word."
    (held,) = find_impact(ws, since=str(old_file)).findings
    assert (held.held, held.fixed) == ("draft", "")
    assert held.changes == ()
    assert [c.new for c in held.suggestions] == ["River Hospital"]


def test_what_a_person_changed_after_the_fix_stays(ws: Workspace, project: Project, old_file: Path) -> None:
    ids = confirmed(ws, project, TEXT, "They reached Nahr Hospital.", "He gave Hamah his word.")
    fix_impact(ws, find_impact(ws, since=str(old_file)).findings)
    mine = segments_table.get_segment(ws.store.read(), ids[0])
    assert mine is not None
    editing.confirm(ws, project, editing.set_draft(ws, mine, "They came to River Hospital."))
    undone = undo_batch(ws, find_batch(ws))
    assert (undone.taken, undone.kept) == (1, 1)
    assert segment(ws, ids[0])[1] == "They came to River Hospital."
    assert {str(r[2]) for r in rows(ws)} == {"They came to River Hospital.", "He gave Hamah his word."}


def test_a_waived_term_is_no_finding(ws: Workspace, project: Project, old_file: Path) -> None:
    ids = confirmed(ws, project, TEXT, "They reached Nahr Hospital.")
    found = segments_table.get_segment(ws.store.read(), ids[0])
    assert found is not None
    with ws.store.write() as conn:
        waiver = Waiver(
            found.id, "terminology", "nahar", WaiverReason.QUOTED, "", found.source, "a", "2026-01-01T00:00:00Z"
        )
        waivers.add(conn, found, waiver)
    assert find_impact(ws, since=str(old_file)).findings == ()


def test_both_directions(ws: Workspace, old_file: Path) -> None:
    project = new_project(ws, "into", "en", "ar")
    ids = confirmed(ws, project, "River Hospital is open.\n\nHamah is far.\n", "المشفى مفتوح.", "حماة بعيدة.")
    fill(
        ws,
        [
            Unit("en-GB", "ar-SY", "They left Hamah early.", "غادروا حماة باكرا."),
            Unit("en", "ar", "River Hospital closed.", "أغلق المشفى."),
            Unit("en", "ar", "River Hospital opened.", "فتح مستشفى النهر."),
        ],
    )
    found = find_impact(ws, since=str(old_file)).findings
    # The article says Hamah: that is its author's spelling, not a translation.
    assert [(f.key[0], f.side, f.fixed) for f in found] == [
        ("s", Side.TARGET, ""),
        ("u", Side.SOURCE, "They left Hama early."),
        ("u", Side.TARGET, ""),
    ]
    assert found[0].segment == ids[0]
    fix_impact(ws, found)
    assert [f.side for f in find_impact(ws, since=str(old_file)).findings] == [Side.TARGET, Side.TARGET]


def test_a_removed_term_is_told_where_its_form_stands(ws: Workspace, old_file: Path) -> None:
    fill(ws, [Unit("ar", "en", "زار سوق الورد.", "He saw Rose Market."), Unit("ar", "en", "في سوق الورد.", "There.")])
    (found,) = find_impact(ws, since=str(old_file)).findings
    assert (found.ids, found.fixed) == (("gone",), "")
    # The same term under another id is no removed one.
    text = NEW + "rose,سوق الورد,Rose Market,place,,,\n"
    (ws.paths.glossaries / "names.csv").write_text(text, encoding="utf-8")
    (found,) = find_impact(ws, since=str(old_file)).findings
    assert (found.ids, found.uses[0].kind.value) == (("rose",), "missing")


def test_a_project_is_held_to_its_own_glossaries(ws: Workspace, old_file: Path) -> None:
    (ws.paths.glossaries / "other.csv").write_text("id,ar,en\nx,الهدوء,quiet\n", encoding="utf-8")
    project = new_project(ws, "own", "ar", "en", glossaries=["other.csv"])
    confirmed(ws, project, TEXT, "They reached Nahr Hospital.", "", "Calm returned.")
    assert find_impact(ws, since=str(old_file.parent)).findings[0].ids == ("x",)
    assert find_impact(ws, since=str(old_file), glossaries=("names.csv",)).findings == ()


def test_since_a_git_revision(ws: Workspace, old_file: Path) -> None:
    def git(*words: str) -> None:
        named = ("-c", "user.name=a", "-c", "user.email=a@b")
        subprocess.run(["git", "-C", str(ws.paths.root), *named, *words], check=True, capture_output=True)

    path = ws.paths.glossaries / "names.csv"
    git("init", "-q")
    path.write_text(OLD, encoding="utf-8")
    git("add", "glossaries")
    git("commit", "-q", "-m", "old")
    path.write_text(NEW, encoding="utf-8")
    fill(ws, [Unit("ar", "en", "في حماة.", "In Hamah."), Unit("ar", "en", "مع سلمى حداد.", "With S. Haddad.")])
    found = find_impact(ws, since="HEAD")
    assert [f.fixed for f in found.findings] == ["In Hama."]
    assert found.terms == 4
    git("commit", "-q", "-a", "-m", "new")
    assert find_impact(ws, since="HEAD").findings == ()
    assert len(find_impact(ws, since="HEAD~1").findings) == 1
    git("mv", "glossaries/names.csv", "glossaries/أسماء.csv")
    git("commit", "-q", "-m", "moved")
    assert find_impact(ws, since="HEAD~1").terms == 0
    assert [f.fixed for f in find_impact(ws, since="HEAD~2").findings] == ["In Hama."]
    for wrong in ("nothing", "--help", "HEAD:x"):
        with pytest.raises(NotFoundError):
            find_impact(ws, since=wrong)


def test_rows_and_files_that_moved_are_the_same_terms(ws: Workspace, tmp_path: Path) -> None:
    head = "id,ar,en,kind\n"
    old, now = tmp_path / "old", ws.paths.glossaries
    old.mkdir()
    (old / "titles.csv").write_text(head + "pm,رئيس الوزراء,premier,title\nmp,نائب,member,title\n", encoding="utf-8")
    (old / "places.csv").write_text(head + "hama,حماة,Hamah,place\n", encoding="utf-8")
    (now / "offices.csv").write_text(head + "pm,رئيس الوزراء,prime minister,title\n", encoding="utf-8")
    (now / "places.csv").write_text(head, encoding="utf-8")
    (now / "towns.csv").write_text(head + "hama,حماة,Hama,place\n", encoding="utf-8")
    fill(
        ws,
        [
            Unit("ar", "en", "قال رئيس الوزراء.", "The premier said."),
            Unit("ar", "en", "قال نائب.", "A member said."),
            Unit("ar", "en", "في حماة.", "In Hamah."),
        ],
    )
    found = find_impact(ws, since=str(old)).findings
    assert [(f.ids, f.fixed) for f in found] == [
        (("pm",), "The prime minister said."),
        (("mp",), ""),
        (("hama",), "In Hama."),
    ]
    assert [u.kind.value for f in found for u in f.uses] == ["forbidden"] * 3
    (only,) = find_impact(ws, since=str(old), glossaries=("offices.csv",)).findings
    assert only.ids == ("pm",)


def test_one_id_in_two_glossaries_is_two_terms(ws: Workspace, project: Project, tmp_path: Path) -> None:
    head = "id,ar,en,kind\n"
    now = {"a.csv": "pm,رئيس المحكمة,court president,title\n", "b.csv": "pm,رئيس الوزراء,prime minister,title\n"}
    for name, row in now.items():
        (ws.paths.glossaries / name).write_text(head + row, encoding="utf-8")
    old = tmp_path / "b.csv"
    old.write_text(head + "pm,رئيس الوزراء,premier,title\n", encoding="utf-8")
    (tmp_path / "a.csv").write_text(head + now["a.csv"], encoding="utf-8")
    court = Unit("ar", "en", "قال رئيس المحكمة.", "The premier of the court said.")
    fill(ws, [Unit("ar", "en", "قال رئيس الوزراء.", "The premier said."), court])
    (found,) = find_impact(ws, since=str(tmp_path)).findings
    assert (found.ids, found.fixed) == (("pm@b",), "The prime minister said.")
    assert [f.ids for f in find_impact(ws, terms=("pm",)).findings] == [("pm@b",), ("pm",)]
    assert [f.ids for f in find_impact(ws, terms=("pm@b",)).findings] == [("pm@b",)]
    assert [f.ids for f in find_impact(ws, glossaries=("a.csv",)).findings] == [("pm",)]
    assert [p.id for p in find_places(ws, "pm@b").places] == ["pm@b"]
    # What was waived in the translator's screen is kept under that id.
    (number,) = confirmed(ws, project, "قال رئيس الوزراء.\n", "The premier said.")
    mine = segments_table.get_segment(ws.store.read(), number)
    assert mine is not None
    with ws.store.write() as conn:
        waivers.add(conn, mine, Waiver(number, "terminology", "pm@b", WaiverReason.QUOTED, "", mine.source))
    assert [f.key for f in find_impact(ws, since=str(tmp_path)).findings] == ["u1"]


def test_what_cannot_be_asked(ws: Workspace, old_file: Path) -> None:
    with pytest.raises(NotFoundError):
        find_impact(ws, terms=("nobody",))
    with pytest.raises(UsageError):
        find_impact(ws, terms=("hama",), since=str(old_file))
    with pytest.raises(UsageError):
        chosen([], "3")
    with pytest.raises(Stopped):
        find_impact(ws, pace=Pace(stopped=lambda: True))


def test_a_sentence_in_pieces_keeps_its_unit(ws: Workspace, project: Project, old_file: Path) -> None:
    ids = confirmed(ws, project, "وصل الوفد إلى مستشفى النهر، وعاد إلى حماة.\n")
    with ws.store.write() as conn:
        start, end, document = conn.execute('SELECT start, "end", document FROM segment WHERE id = ?', ids).fetchone()
        middle = start + 28
        conn.execute('UPDATE segment SET "end" = ? WHERE id = ?', (middle, ids[0]))
        conn.execute(
            'INSERT INTO segment (document, number, block, role, start, "end", translate, sentence)'
            " SELECT document, number + 1, block, role, ?, ?, translate, sentence FROM segment WHERE id = ?",
            (middle, end, ids[0]),
        )
    for s, target in zip(
        segments_table.load_segments(ws.store.read(), document),
        ("They reached Nahr Hospital,", "and Hamah."),
        strict=True,
    ):
        editing.confirm(ws, project, editing.set_draft(ws, s, target))
    with ws.store.write() as conn:
        conn.execute("UPDATE unit SET changed = '2020-01-01T00:00:00Z'")
    before = rows(ws)
    assert [r[2] for r in before][-1] == "They reached Nahr Hospital, and Hamah."
    fix_impact(ws, find_impact(ws, since=str(old_file)).findings)
    assert [r[2] for r in rows(ws)][-1] == "They reached River Hospital, and Hama."
    undo_batch(ws, find_batch(ws))
    assert rows(ws) == before


KILLED = """
import sys, threading
from pathlib import Path
from workbench.workflow.workspace import open_workspace
from workbench.workflow.impact import find_impact
from workbench.workflow.impact_fix import fix_impact
with open_workspace(Path(sys.argv[1])) as ws:
    found = find_impact(ws, since=sys.argv[2]).findings
    print("ready", flush=True)
    fix_impact(ws, found)
    print("done", flush=True)
"""


@pytest.mark.long
def test_killed_while_fixing_all_or_nothing_is_done(ws: Workspace, old_file: Path) -> None:
    kill_at(ws, old_file, 900, (0.0, 30.0))


@pytest.mark.long
def test_killed_at_many_moments(ws: Workspace, old_file: Path) -> None:
    kill_at(ws, old_file, 6000, (0.0, 0.005, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 30.0))


def kill_at(ws: Workspace, old_file: Path, count: int, delays: tuple[float, ...]) -> None:
    """Kill a process that puts ``count`` pairs right after some delays; the last one is left alone."""
    units, bad = pairs(3, count)
    fill(ws, units)
    before = rows(ws)
    seen = set()
    # On a busy machine the kill may come late: the first ones again until one came in time.
    for delay in (*[0.0] * 9, *delays):
        if False in seen and delay == 0.0:
            continue
        with subprocess.Popen(
            [sys.executable, "-c", KILLED, str(ws.paths.root), str(old_file)], stdout=subprocess.PIPE, text=True
        ) as run:
            assert run.stdout is not None
            assert run.stdout.readline() == "ready\n"
            if delay < 1:
                time.sleep(delay)
                run.send_signal(signal.SIGKILL) if sys.platform != "win32" else run.kill()
            run.wait(timeout=60)
        now = rows(ws)
        changed = {n for n, (a, b) in enumerate(zip(before, now, strict=True)) if a != b}
        assert changed in (set(), bad)
        assert len([b for b in list_batches(ws) if not b.undone]) == bool(changed)
        seen.add(bool(changed))
        if changed:
            undo_batch(ws, find_batch(ws))
            assert rows(ws) == before
    assert seen == {True, False}


def test_origin_of_a_unit_stays(ws: Workspace, old_file: Path) -> None:
    fill(ws, [Unit("ar", "en", "في حماة.", "In Hamah.", origin=Origin.IMPORT, note="n", tuid="t")])
    fix_impact(ws, find_impact(ws, since=str(old_file)).findings)
    (unit,) = units_table.iter_units(ws.store.read(), memory_ids=[1])
    assert (unit.target, unit.origin, unit.note, unit.tuid) == ("In Hama.", Origin.IMPORT, "n", "t")
