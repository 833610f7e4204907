"""The workspace the pictures of the manual are taken in: the samples, and some of the article translated."""

from __future__ import annotations

from pathlib import Path
from typing import Any

OPEN = 44
"""The segment that is open in the editor."""
DONE = {
    9: "Experts from Jordan, Iraq, Lebanon, Syria, Egypt and Iran concluded the Water and Grain Forum on the evening of"
    " Thursday, 24 April 2025. It was hosted by the Springs Centre for Studies in the Jordanian capital, and about 240"
    " engineers, farmers and researchers took part over three days.",
    10: "Najla al-Sayrafi, the forum's spokesperson, said the participants had agreed on a plan of 12 points to exchange"
    " data on rivers and ease the passage of grain.",
    11: "Al-Sayrafi explained that the plan does not bind any government. It will be put first to universities and"
    " municipalities, then to whichever international organisations wish to see it, such as the United Nations, the"
    " World Food Programme and the Food and Agriculture Organization.",
    14: "In the bilateral and open sessions, Marwan al-Tahhan, head of the Corridors Committee, praised what he"
    " called the spirit of neighbourliness.",
    42: "The Corridors Committee will hold its next meeting in Beirut on 15 September 2025.",
    43: "Marwan al-Tahhan has chaired the committee since 2023.",
}
"""Segments that are confirmed, by number, with the seconds and keys they took."""
DRAFTS = {
    12: "She noted that sharing the figures of water is  much easier than sharing water itself.",
    38: "There were 240 participants from five countries",
    40: "The first forum cost 140,000 Jordanian dinars.",
}
"""Segments with a draft, not all of them right."""
PAIRS = (
    (
        "ويدير مروان الطحان مكتب بيروت، أما مكتب عمّان فتديره سلوى الناعوري منذ عامين.",
        "Marwan al-Tahhan runs the Beirut office. The Amman office has been run by Salwa al-Naouri for two years.",
    ),
    ("ويدير وليد البيدر مكتب بيروت.", "Walid al-Baydar runs the Beirut office."),
)
"""A second memory."""
NOT_YET = ("hala-al-sawaqi", "najla-al-sayrafi", "difaf-cultural-festival")
"""Rows the glossary of the pictures lacks: names are still to be decided there."""


def made_workspace(folder: Path) -> Any:
    """Return the workspace of the pictures: the samples, some of the article translated, a project without articles."""
    from workbench.store import effort
    from workbench.workflow import comments, editing
    from workbench.workflow.demo import MAIN, make_demo
    from workbench.workflow.memory_import import import_memory
    from workbench.workflow.pretranslating import pretranslate
    from workbench.workflow.projects import add_memory, get_document, get_project, new_project

    ws, _ = make_demo(folder)
    for path in ws.paths.glossaries.glob("*.csv"):
        rows = path.read_text(encoding="utf-8").splitlines(keepends=True)
        kept = "".join(row for row in rows if not row.startswith(NOT_YET))
        path.write_text(kept, encoding="utf-8", newline="")
    project = get_project(ws, MAIN)
    document = get_document(ws, project, "water-and-grain-forum.ar")
    pretranslate(ws, project, confirm_exact=True, fuzzy=101)
    for number, text in (DONE | DRAFTS).items():
        segment = editing.set_draft(ws, editing.get_segment(ws, document, number), text)
        if number in DONE:
            segment = editing.confirm(ws, project, segment)
        spent = effort.Spent(segment.id, number, "2026-03-02", 4 + len(text) / 3, 6 + len(text) // 2)
        with ws.store.write() as conn:
            effort.add(conn, document.id, "Nadia", [spent])
    segment = editing.set_note(ws, editing.get_segment(ws, document, OPEN), "The Beirut office was opened in March.")
    comments.add_comment(ws, segment, "Is this the Walid al-Baydar of segment 18?")
    new_project(ws, "Morning news", "ar", "en")
    older = folder / "older.tsv"
    older.write_text("".join(f"{ar}\t{en}\n" for ar, en in (("ar", "en"), *PAIRS)), encoding="utf-8")
    import_memory(ws, older, memory="older-articles")
    add_memory(ws, project, "older-articles")
    return ws
