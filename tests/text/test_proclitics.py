"""Words of one letter in front of an Arabic word."""

from __future__ import annotations

import pytest

from workbench.text.proclitics import behind, has_article


@pytest.mark.parametrize(
    ("proclitic", "form", "written"),
    [
        ("", "الأمم المتحدة", "الأمم المتحدة"),
        ("ل", "الأمم المتحدة", "للأمم المتحدة"),
        ("ول", "الأمم المتحدة", "وللأمم المتحدة"),
        ("ل", "اللجنة الدولية", "للجنة الدولية"),
        ("ل", "اللَّجنة", "للَّجنة"),
        ("ل", "الله", "لله"),
        ("ب", "الله", "بالله"),
        ("فل", "الْأمم", "فللأمم"),
        ("وب", "الأمم المتحدة", "وبالأمم المتحدة"),
        ("ل", "وزارة الصحة", "لوزارة الصحة"),
        ("ل", "ليبيا", "لليبيا"),
        ("ل", "ألمانيا", "لألمانيا"),
        ("ل", "إلياس", "لإلياس"),
        ("ل", "ال باتشينو", "لال باتشينو"),
        ("ل", "BBC", "لـBBC"),
        ("و", "24 ساعة", "وـ24 ساعة"),
        ("ل", "«النهر»", "ل«النهر»"),
        ("ل", "", "ل"),
    ],
)
def test_a_form_is_written_behind_a_proclitic(proclitic: str, form: str, written: str) -> None:
    assert behind(proclitic, form) == written


@pytest.mark.parametrize(
    ("form", "article"),
    [
        ("الأمم", True),
        ("الله", True),
        ("ٱلأمم", True),
        ("ألمانيا", False),
        ("وزارة الصحة", False),
        ("ال باتشينو", False),
        ("الى", False),
        ("", False),
    ],
)
def test_the_article_of_a_form(form: str, article: bool) -> None:
    assert has_article(form) is article
