"""A document of very many segments, stored without being cut into sentences first."""

from __future__ import annotations

from pathlib import Path
from random import Random

from workbench.model import Block, Piece, Role
from workbench.store import documents as documents_table
from workbench.workflow import editing
from workbench.workflow.projects import new_project
from workbench.workflow.workspace import open_workspace

TEXT = (
    "قال المدير إن المدينة القديمة كانت في الصباح مزدحمة بالناس وأهلها يعملون منذ سنوات طويلة على ترميم البيوت والجسور"
    " والمدارس بعد الحرب وقالت سلمى حداد مديرة مستشفى النهر للأمم المتحدة"
)
GLOSSARY = """\
id,ar,en,kind,enforce,en_first,en_later
un,الأمم المتحدة,United Nations,organisation,info,United Nations (UN),UN
nahar,مستشفى النهر,River Hospital,organisation,info,,
salma-haddad,سلمى حداد,Salma Haddad,person,info,,
"""
CONFIRMED = 60


def make_book(workspace: Path, segments: int) -> None:
    """Make project ``big`` with a document ``big`` of so many segments, some of them confirmed, and a glossary."""
    random = Random(1)
    (workspace / "glossaries" / "names.csv").write_text(GLOSSARY, encoding="utf-8")
    lines = [" ".join(random.choices(TEXT.split(), k=random.randint(8, 25))) + f" رقم {n}.\n" for n in range(segments)]
    blocks, pieces, at = [], [], 0
    for n, line in enumerate(lines):
        blocks.append(Block(n, at, at + len(line), Role.BODY))
        pieces.append(Piece(n, Role.BODY, at, at + len(line), n))
        at += len(line)
    with open_workspace(workspace) as ws:
        project = new_project(ws, "big", "ar", "en")
        with ws.store.write() as conn:
            document = documents_table.insert_document(
                conn,
                project=project.id,
                slug="big",
                name="big",
                sha256="",
                text="".join(lines),
                original="big.txt",
                blocks=blocks,
                pieces=pieces,
                at="2026-01-01T00:00:00Z",
            )
        for number in range(200, 200 + CONFIRMED):
            segment = editing.get_segment(ws, document, number)
            editing.confirm(ws, project, editing.set_draft(ws, segment, f"The manager said so, number {number}."))
