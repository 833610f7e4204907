from __future__ import annotations

from pathlib import Path

import pytest

from workbench.errors import FileError
from workbench.formats.srx import read_srx, write_srx
from workbench.model import BreakRule

RULES = [BreakRule(False, r"\bص\.\s", r"\p{Nd}"), BreakRule(True, r"[.؟!]+\s", ""), BreakRule(True, "<&>", '"')]

CASCADE = """\
<?xml version="1.0" encoding="UTF-8"?>
<srx xmlns="http://www.lisa.org/srx20" version="2.0">
<header segmentsubflows="yes" cascade="{cascade}"/>
<body><languagerules>
<languagerule languagerulename="Arabic"><rule break="no"><beforebreak>ص\\.</beforebreak><afterbreak>\\s</afterbreak></rule>
</languagerule>
<languagerule languagerulename="All"><rule break="yes"><beforebreak>\\.</beforebreak><afterbreak>\\s</afterbreak></rule>
<rule><beforebreak>!</beforebreak></rule></languagerule>
</languagerules><maprules>
<languagemap languagepattern="[Aa][Rr].*" languagerulename="Arabic"/>
<languagemap languagepattern=".*" languagerulename="All"/>
</maprules></body></srx>
"""


def test_rules_come_back_as_they_were_written(tmp_path: Path) -> None:
    path = tmp_path / "rules.srx"
    assert write_srx(path, {"ar": RULES, "en": RULES[1:]}) == 5
    assert read_srx(path, "ar") == RULES
    assert read_srx(path, "ar-EG") == RULES
    assert read_srx(path, "EN") == RULES[1:]


def test_cascade_takes_all_that_fit_else_the_first(tmp_path: Path) -> None:
    path = tmp_path / "rules.srx"
    path.write_text(CASCADE.format(cascade="yes"), encoding="utf-8")
    arabic, stop, mark = read_srx(path, "ar")
    assert (arabic.breaks, arabic.before) == (False, r"ص\.")
    assert (stop.breaks, mark.breaks, mark.after) == (True, True, "")
    path.write_text(CASCADE.format(cascade="no"), encoding="utf-8")
    assert read_srx(path, "ar") == [arabic]
    assert read_srx(path, "en") == [stop, mark]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "broken"),
        ("<srx><body>", "broken"),
        ("<tmx/>", "begins with <tmx>"),
        ("<srx/>", "no rules for ar"),
        (CASCADE.format(cascade="no").replace("ص\\.", "(["), ":5: "),
        (CASCADE.format(cascade="no").replace("[Aa][Rr].*", "[Aa"), "language pattern"),
        ('<!DOCTYPE s [<!ENTITY x SYSTEM "file:///etc/passwd">]><srx>&x;</srx>', "broken"),
    ],
)
def test_bad_files_are_refused_by_name(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "bad.srx"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FileError, match=r"bad\.srx") as e:
        read_srx(path, "ar")
    assert message in str(e.value)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="cannot be read"):
        read_srx(tmp_path / "none.srx", "ar")
