"""An article with work of every kind in it, and what one can see of it: for the tests of updates."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tests.stored import unit_of_segment
from workbench.model import Document, Project, Segment
from workbench.store import segments as segments_table
from workbench.store.texts import text_of
from workbench.workflow import editing, roles
from workbench.workflow.importing import import_text
from workbench.workflow.projects import get_document
from workbench.workflow.updating import Updated, update_article
from workbench.workflow.workspace import Workspace

TITLE = "عنوان المقال الذي نختبره هنا"
A, B, C = (
    "قال الوزير في المؤتمر الصحفي الذي عقده اليوم.",
    "وأضاف المدير أن العمل مستمر في المدينة.",
    "وختم حديثه بالشكر لكل الحاضرين.",
)
D, E, F = (
    "وصل الوفد إلى العاصمة صباح اليوم في زيارة رسمية.",
    "والتقى الرئيس نوابا من الشمال في القصر.",
    "ثم غادر إلى بلاده مساء.",
)
G, H, L = (
    "أعلنت الشركة نتائجها السنوية أمس في بيان مكتوب.",
    "وقالت إن الأرباح زادت كثيرا هذا العام.",
    "وتوقعت نموا أكبر خلال الشهور المقبلة.",
)
J, K = "انتهت المباراة بالتعادل بين الفريقين على الملعب الكبير.", "وحضرها جمهور غفير من المشجعين والأهالي."
NEW = "تسببت الأمطار الغزيرة بإغلاق ثلاث طرق جبلية."
OTHER = "حذر خبراء الطقس سكان السواحل جميعا."
OLD = ((A, B, C), (D, E, F), (G, H, L), (J, K))

Paragraphs = tuple[tuple[str, ...], ...]
Work = tuple[object, ...]


def article(paragraphs: Paragraphs) -> str:
    return "\n\n".join([TITLE, *(" ".join(p) for p in paragraphs)]) + "\n"


@dataclass(frozen=True)
class Case:
    """A document and what can be done to it."""

    ws: Workspace
    project: Project
    name: str

    @property
    def document(self) -> Document:
        return get_document(self.ws, self.project, self.name)

    @property
    def text(self) -> str:
        return text_of(self.ws.store.read(), self.document.id)

    @property
    def segments(self) -> list[Segment]:
        found = segments_table.load_segments(self.ws.store.read(), self.document.id)
        assert "".join(s.text for s in found) == self.text
        assert [s.number for s in found] == list(range(1, len(found) + 1))
        return found

    def number(self, source: str) -> int:
        return next(s.number for s in self.segments if s.source == source)

    def named(self, source: str) -> Segment:
        return self.segments[self.number(source) - 1]

    def work(self) -> dict[str, Work]:
        """Return what was made of every segment, with its identity and its unit, by source."""
        conn = self.ws.store.read()
        out: dict[str, Work] = {}
        for s in self.segments:
            unit = unit_of_segment(conn, s.id)
            pair = (unit.id, unit.source, unit.target) if unit else None
            out[s.source] = (s.id, s.state, s.target, s.draft, s.origin, s.note, s.translate, pair)
        return out

    def typed(self) -> set[str]:
        """Return every text a person can still reach through the segments or their histories."""
        conn = self.ws.store.read()
        out: set[str] = set()
        for s in self.segments:
            out |= {s.target, s.draft or "", *s.note.split("\n")}
            out |= {part for h in segments_table.history(conn, s.id) for part in (h.target, *h.target.split("\n"))}
        return out - {""}

    def update(self, text: str | Paragraphs) -> Updated:
        new = text if isinstance(text, str) else article(text)
        return update_article(self.ws, self.project, self.document, new.encode(), Path("doc.txt"))


def give_work(case: Case, segment: Segment, kind: int, text: str) -> None:
    """Put work on a segment: a draft, a confirmed, a reviewed target, a confirmed one with a newer draft, a skip."""
    ws, project = case.ws, case.project
    written = editing.set_note(ws, editing.set_draft(ws, segment, text), f"note {text}")
    if kind in (1, 2, 3):
        done = editing.confirm(ws, project, written)
        if kind == 2:
            editing.review(ws, project, done)
        elif kind == 3:
            editing.set_draft(ws, done, f"newer {text}")
    elif kind == 4:
        roles.set_translate(ws, case.document, segment.number, translate=False)


def worked_on(ws: Workspace, project: Project, paragraphs: Paragraphs = OLD, name: str = "doc") -> Case:
    """Import an article and put work of every kind on its segments in turn."""
    import_text(ws, project, name, article(paragraphs))
    case = Case(ws, project, name)
    for segment in case.segments:
        give_work(case, segment, segment.number % 5, f"T{segment.number}")
    return case
