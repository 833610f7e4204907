"""What the documents say is so."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from workbench.config import EngineSettings, Settings

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]


def test_every_setting_is_documented_with_its_default() -> None:
    page = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    for field in (*fields(Settings), *fields(EngineSettings)):
        assert f"`{field.name}`" in page or f"`{field.name} = " in page, field.name


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), target


def test_every_glossary_column_is_documented() -> None:
    from workbench.termbase.glossary_file import COLUMNS

    page = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    for column in COLUMNS:
        assert f"`{column}`" in page, column
