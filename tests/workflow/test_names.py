from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.workflow.names import NAME_BYTES, free_slug, slug


@given(st.text(max_size=80))
def test_a_slug_is_a_safe_file_name_and_stays_itself(name: str) -> None:
    made = slug(name)
    assert slug(made) == made
    assert not any(c in made for c in '/\\:*?"<>|\x00\n')
    assert len(made.encode()) <= NAME_BYTES + len("project-")
    assert not made.startswith((".", "-"))


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("Gaza desk", "Gaza-desk"),
        ("مقال الاقتصاد", "مقال-الاقتصاد"),
        ("../../etc/passwd", "etc-passwd"),
        ("CON", "project-CON"),
        ("nul.txt", "project-nul.txt"),
        ("x\u202egnp.exe", "xgnp.exe"),
        ("..", ""),
    ],
)
def test_slugs(name: str, made: str) -> None:
    assert slug(name) == made


def test_a_taken_slug_gets_a_number() -> None:
    assert free_slug("a", ["A", "a-2"]) == "a-3"
