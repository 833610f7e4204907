from __future__ import annotations

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.text.edited import edited_mark, edited_share

TEXT = st.text(st.sampled_from("اأآكتبab é̓ـًّ"), max_size=20)


@pytest.mark.parametrize(
    ("offered", "target", "share"),
    [
        ("The minister returned.", "The minister returned.", 0.0),
        ("kitten", "sitting", 3 / 7),
        ("abc", "xyz", 1.0),
        ("abc", "", 1.0),
        ("", "", 0.0),
        (" عاد الوزير ", "عاد الوزير", 0.0),
        (normalize("NFD", "آمال café"), normalize("NFC", "آمال café"), 0.0),
    ],
)
def test_what_was_changed(offered: str, target: str, share: float) -> None:
    assert edited_share(offered, target) == pytest.approx(share)


@given(TEXT, TEXT)
def test_it_is_a_distance(a: str, b: str) -> None:
    share = edited_share(a, b)
    assert 0 <= share <= 1
    assert share == edited_share(b, a)
    assert (share == 0) == (normalize("NFC", a.strip()) == normalize("NFC", b.strip()))


@pytest.mark.parametrize(
    ("share", "mark"), [(0.0, "0.00"), (0.0001, "0.01"), (0.126, "0.13"), (0.9999, "0.99"), (1.0, "1.00")]
)
def test_kept_and_all_new_are_written_only_where_it_is_so(share: float, mark: str) -> None:
    assert edited_mark(share) == mark
