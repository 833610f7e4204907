"""What other programs say of their pairs: drafts stay out, a machine's and aligned ones count less."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.formats.pair_marks import Mark, mark_of
from workbench.model import Origin
from workbench.store import units as units_table
from workbench.workflow.memory_import import import_memory
from workbench.workflow.workspace import Workspace


@pytest.mark.parametrize(
    ("props", "mark"),
    [
        ((("x-ConfirmationLevel", "Draft"),), Mark.UNFINISHED),
        ((("ConfirmationLevel", " rejectedtranslation "),), Mark.UNFINISHED),
        ((("target:x-ConfirmationLevel", "RejectedSignOff"), ("x-Origin", "TM")), Mark.UNFINISHED),
        ((("x-ConfirmationLevel", "Unspecified"),), None),
        ((("x-ConfirmationLevel", "ApprovedTranslation"), ("x-Origin", "MachineTranslation")), Mark.MACHINE),
        ((("x-origin", "AdaptiveMachineTranslation"),), Mark.MACHINE),
        ((("aligned", "yes"), ("Origin", "MachineTranslation")), Mark.MACHINE),
        ((("Origin", "Alignment"),), Mark.ALIGNED),
        ((("corrected", "no"), ("aligned", "Yes")), Mark.ALIGNED),
        ((("aligned", "no"),), None),
        ((("x-Origin", "TM"), ("x-Origin", ""), ("note", "Draft"), ("origin", "web")), None),
        ((), None),
    ],
)
def test_marks(props: tuple[tuple[str, str], ...], mark: Mark | None) -> None:
    assert mark_of(props) is mark


def unit(n: int, *props: tuple[str, str]) -> str:
    marks = "".join(f'<prop type="{name}">{value}</prop>' for name, value in props)
    sides = (f"الجملة {n} من التقرير الكبير", f"Sentence {n} of the large report")
    texts = "".join(
        f'<tuv xml:lang="{tag}"><seg>{text}</seg></tuv>' for tag, text in zip(("ar-SA", "en"), sides, strict=True)
    )
    return f"<tu>{marks}{texts}</tu>\n"


def test_what_another_program_left_unfinished_stays_out(ws: Workspace, tmp_path: Path) -> None:
    level, origin = "x-ConfirmationLevel", "x-Origin"
    body = [
        unit(1, (origin, "TM"), (level, "Translated")),
        unit(2, (origin, "TM"), (level, "Draft")),
        unit(3, (origin, "MachineTranslation"), (level, "Translated")),
        unit(4, (origin, "MachineTranslation"), (level, "RejectedTranslation")),
        unit(5, (origin, "Alignment"), (level, "Unspecified")),
        unit(6, ("x-origin", "human"), (origin, "MachineTranslation")),
    ]
    path = tmp_path / "theirs.tmx"
    path.write_text(f'<tmx version="1.4"><header/><body>{"".join(body)}</body></tmx>', encoding="utf-8")
    done = import_memory(ws, path)
    stored = {u.target: u for u in units_table.iter_units(ws.store.read(), memory_ids=[1])}
    origins = {target.split()[1]: u.origin for target, u in stored.items()}
    assert origins == {"1": None, "3": Origin.MT, "5": Origin.ALIGNED, "6": Origin.HUMAN}, "our own word goes first"
    assert (origin, "MachineTranslation") in stored["Sentence 3 of the large report"].props
    assert [n.message for n in done.notices] == [
        "2 pairs are drafts in the program they come from, or were rejected there: passed over.",
        "1 pair is a machine translation by its mark: penalty_machine says how much less it counts.",
        "1 pair is aligned by its mark: penalty_aligned says how much less it counts.",
    ]
