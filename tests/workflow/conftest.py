from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench.model import Project
from workbench.workflow.projects import new_project
from workbench.workflow.workspace import Workspace, open_workspace

from .machine_engines import desk, make  # noqa: F401 - fixtures of the tests of engines

GLOSSARY = """\
# Names for the tests.
id,ar,en,kind,enforce,en_variants,ar_variants
un,الأمم المتحدة,United Nations,organisation,must,UN,
nahar,مستشفى النهر,River Hospital,organisation,must,,
salma-haddad,سلمى حداد,Salma Haddad,person,prefer,,
"""

ARTICLE = """\
الرئيسية / أخبار / المستشفى يفتح أبوابه من جديد

المستشفى يفتح أبوابه من جديد

مواضيع ذات صلة

تجديد المدرسة القديمة في الحي الشرقي

النهر- قالت سلمى حداد مديرة مستشفى النهر أمس إن المبنى الجديد يتسع لأكثر من 120 سريرا وإن العمل فيه بدأ. \
وشكرت حداد الأمم المتحدة على دعمها الكبير للمستشفى طوال السنوات الثلاث الماضية وعلى ما قدمته للأطباء.

موعد الافتتاح

يفتح المستشفى أبوابه للمرضى في 15 مارس المقبل بحضور مندوبين للأمم المتحدة وعدد كبير من أهالي المدينة. هل يكفي ذلك؟
"""

ENGLISH = """\
Hospital opens its doors again

RIVERTON - Salma Haddad, the director of River Hospital, said on Monday that the new building has room for more than \
120 beds and that work there has begun. She thanked the United Nations for its support during the past three years.
"""


@pytest.fixture
def ws(workspace: Path) -> Iterator[Workspace]:
    (workspace / "glossaries" / "names.csv").write_text(GLOSSARY, encoding="utf-8")
    with open_workspace(workspace) as opened:
        yield opened


@pytest.fixture
def project(ws: Workspace) -> Project:
    return new_project(ws, "news", "ar", "en")
