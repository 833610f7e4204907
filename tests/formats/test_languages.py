"""Language tags as files write them."""

from __future__ import annotations

import pytest

from workbench.formats.languages import pick, primary


@pytest.mark.parametrize("tag", ["ar", "AR", "ar-SA", "ar_SA", "AR_sa", "ara", "arb", "ar-Arab-SA", " ar ", "ar-001"])
def test_arabic(tag: str) -> None:
    assert primary(tag) == "ar"


@pytest.mark.parametrize("tag", ["en", "EN-US", "en_GB", "eng", "en-Latn-US"])
def test_english(tag: str) -> None:
    assert primary(tag) == "en"


@pytest.mark.parametrize("tag", ["", "fr", "arc", "arz", "english", "enm", "-ar", "fas", "x-ar"])
def test_others(tag: str) -> None:
    assert primary(tag) not in ("ar", "en")


@pytest.mark.parametrize(
    ("tags", "wanted", "at"),
    [
        (["en", "ar-EG", "ar"], "ar", 2),
        (["en", "ar-EG", "ar-SA"], "ar", 1),
        (["ar", "ar-SA"], "ar-SA", 1),
        (["ar-EG", "ar"], "ar-SA", 1),
        (["fr", "AR_sa"], "ar-SA", 1),
        (["fr", "ara"], "ar", 1),
        (["fr", "de"], "ar", None),
        ([], "ar", None),
    ],
)
def test_language_and_region_then_language_then_any_region(tags: list[str], wanted: str, at: int | None) -> None:
    assert pick(tags, wanted) == at
