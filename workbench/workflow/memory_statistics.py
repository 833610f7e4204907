"""A memory in numbers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from workbench.store.memories import MemoryInfo
from workbench.workflow.memory_upkeep import get_memory, walk
from workbench.workflow.pacing import AT_ONCE, Pace
from workbench.workflow.workspace import Workspace


@dataclass(frozen=True, slots=True)
class MemoryStatistics:
    """A memory in numbers.

    ``origins`` counts units by where they come from, ``years`` by when they were last changed, ``authors`` by who changed
    them last, else made them, ``documents`` by theirs; the last two with the most units first.
    """

    info: MemoryInfo
    distinct_sources: int
    alternatives: int
    source_characters: int
    target_characters: int
    of_articles: int
    origins: dict[str, int]
    years: dict[str, int]
    authors: dict[str, int]
    documents: dict[str, int]


def statistics(ws: Workspace, name: str, pace: Pace = AT_ONCE) -> MemoryStatistics:
    """Return a memory in numbers."""
    info = get_memory(ws, name)
    sources: Counter[str] = Counter()
    origins: Counter[str] = Counter()
    years: Counter[str] = Counter()
    authors: Counter[str] = Counter()
    documents: Counter[str] = Counter()
    source_characters = target_characters = of_articles = 0
    for unit in walk(ws, info, pace):
        sources[unit.source] += 1
        origins[unit.origin.value if unit.origin else "unknown"] += 1
        years[(unit.changed or unit.created)[:4] or "unknown"] += 1
        authors[unit.changer or unit.author or "unknown"] += 1
        documents[unit.document or "unknown"] += 1
        source_characters += len(unit.source)
        target_characters += len(unit.target)
        of_articles += unit.segment is not None
    return MemoryStatistics(
        info,
        len(sources),
        sum(many > 1 for many in sources.values()),
        source_characters,
        target_characters,
        of_articles,
        dict(sorted(origins.items())),
        dict(sorted(years.items())),
        dict(authors.most_common()),
        dict(documents.most_common()),
    )
