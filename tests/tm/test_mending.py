from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.model import Unit
from workbench.tm.faults import faults
from workbench.tm.mending import mended

REPORT = "التقرير السنوي"


@pytest.mark.parametrize(
    ("source", "target", "better"),
    [
        (REPORT, "The annual report", None),
        ("The work had begun", "كان العمل قد بدأ", ("كان العمل قد بدأ", "The work had begun")),
        (REPORT.encode().decode("cp1256"), "The annual report", (REPORT, "The annual report")),
        (REPORT.encode().decode("latin-1"), "The annual report", (REPORT, "The annual report")),
        (REPORT.encode("cp1256").decode("cp1252"), "The annual report", (REPORT, "The annual report")),
        (REPORT, "The ministerâ€™s report", (REPORT, "The minister’s report")),
        ("قال \ufffd الوزير", "The minister said", None),
        ("قال\tا\ufefbسم\nوالعمر", "Name\nand age", ("قال\tالاسم\nوالعمر", "Name\nand age")),
        ("\ufeb3\ufeae\ufef3\ufeca", "fast", ("سريع", "fast")),
        ("\ufeca\ufef3\ufeae\ufeb3", "fast", ("سريع", "fast")),
        ("قال \u202bنعم", "He said yes", ("قال نعم", "He said yes")),
    ],
)
def test_what_needs_no_guess_is_put_right(source: str, target: str, better: tuple[str, str] | None) -> None:
    unit = Unit("ar", "en", source, target)
    assert mended(unit, tuple(faults(unit))) == better


_TEXTS = st.text(st.sampled_from("ابتثم، ؟\t\nab <1>é—’\u202b\u202c\ufefb\ufeb3Ø§Ù„\ufffd"), min_size=1, max_size=30)


@given(_TEXTS, _TEXTS)
def test_mending_twice_changes_nothing_more(source: str, target: str) -> None:
    unit = Unit("ar", "en", source, target)
    better = mended(unit, tuple(faults(unit)))
    if better is not None:
        again = Unit("ar", "en", *better)
        assert mended(again, tuple(faults(again))) in (None, better)
        assert all(map(str.strip, better))
