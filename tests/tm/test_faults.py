from __future__ import annotations

import pytest

from workbench.model import Unit
from workbench.tm.faults import faults


@pytest.mark.parametrize(
    ("source", "target", "found"),
    [
        ("قال الوزير إن العمل بدأ", "The minister said work had begun", []),
        ("OK", "OK", []),
        ("موقع example.org", "the site example.org", []),
        ("Sans Serif", "Sans Serif", ["untranslated"]),
        ("12.5%", "12.5%", []),
        ("***", "***", []),
        ("...", "the end", ["empty"]),
        ("The work had begun", "كان العمل قد بدأ", ["reversed"]),
        ("قال الوزير إن العمل بدأ", "و قد بدأ العمل أمس", ["wrong-language"]),
        ("Ø§Ù„ØªÙ‚Ø±ÙŠØ±", "the report", ["mojibake"]),
        ("قال الوزير إن العمل بدأ", "the ministerâ€™s work", ["mojibake"]),
        ("قال الوزير \ufffd إن العمل", "The minister said work", ["mojibake"]),
        ("\ufeed\ufe8e\ufed7 \ufeae\ufbff\ufe8e\ufe92\ufefb", "the minister spoke", ["bidi"]),
        ("قال \u202bالوزير إن العمل", "The minister said work", ["bidi"]),
        ("قال \u202bالوزير\u202c إن العمل", "The minister said work", []),
        ("قال الوزير إن العمل بدأ في المدينة أمس", "He did", ["length"]),
        ("نعم", "Yes, of course it is", []),
        ("و", ",", []),
        ("فشل apt-get: %s", "apt-get failed: %s", []),
        ("%(first)s من %(second)s %(third)s", "%(first)s of %(second)s %(third)s", []),
        ("<p style='margin: 0; color: black'>خرج</p>", "<p>Left</p>", []),
        ("https://example.org/a", "https://example.org/a", []),
        ("The minister said it again", "The minister said it", ["wrong-language"]),
        ("لا يمكن إيقاف الخادم", "مدينة بعيدة", ["wrong-language"]),
        ("Entry '%(entry_name_of_it)s' added", "أضيف المدخل '%(entry_name_of_it)s'", ["reversed"]),
        ("مشغّل SmartMedia", "SmartMedia drive", []),
        ("تدويل", "Internationalization", []),
        ("التقرير السنوي".encode().decode("cp1256"), "The annual report", ["mojibake"]),
        ("التقرير السنوي".encode("cp1256").decode("cp1252"), "The annual report", ["mojibake"]),
        ("قال: \u202bنعم", "He said yes", ["bidi"]),
        ("قال: \u202bنعم\u202c", "He said yes", []),
    ],
)
def test_faults(source: str, target: str, found: list[str]) -> None:
    assert [f.value for f in faults(Unit("ar", "en", source, target))] == found
