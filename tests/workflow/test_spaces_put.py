"""What a command puts stands apart from words, and close to what belongs to it."""

from __future__ import annotations

import pytest

from workbench.workflow.candidates import Candidate, From, taken


def put(shown: str, text: str) -> str:
    """Put a text at ``[]``, or in the place of what stands between."""
    before, _, behind = shown.partition("[")
    selected, _, after = behind.partition("]")
    return taken(before + after, len(before), Candidate(text, 0, From.SOURCE, over=selected))[0]


@pytest.mark.parametrize(
    ("shown", "text", "made"),
    [
        # In the place of what is selected.
        ("a [10]-year plan", "12", "a 12-year plan"),
        ('He visited "[Aleppo]" today', "Halab", 'He visited "Halab" today'),
        ('و"[سورية]" قال', "سوريا", 'و"سوريا" قال'),
        ("[Asad]'s army", "Assad", "Assad's army"),
        ("2011/[2012]-2013", "2012", "2011/2012-2013"),
        ("[20]/5/2011", "21", "21/5/2011"),
        ("at 5:[30]", "45", "at 5:45"),
        ("met [Asad] there", "Assad", "met Assad there"),
        ("in (the [Asad])", "Assad", "in (the Assad)"),
        ("the ال[نهر]ين", "بحر", "the البحرين"),
        # A space that is selected too stands there again.
        ("met [Asad ]there", "Assad", "met Assad there"),
        ("met[ Asad] there", "Assad", "met Assad there"),
        ("met[ Asad ]there", "Assad", "met Assad there"),
        # Behind a sign that belongs to what follows.
        ("تبلغ قيمة الصفقة $[]", "5.2", "تبلغ قيمة الصفقة $5.2 "),
        ("worth US$[] now", "5.2", "worth US$5.2 now"),
        ("€[]", "5", "€5 "),
        ("for £[]", "5", "for £5 "),
        ("at +[]", "30", "at +30 "),
        ("some ~[]", "30", "some ~30 "),
        ("the '[]", "Halab", "the 'Halab "),
        ("'[]", "Halab", "'Halab "),
        ("(\"'[]", "Halab", "(\"'Halab "),
        ("at 5:[]", "45", "at 5:45 "),
        ("12/[]", "5", "12/5 "),
        ("\u061c[]", "5", "\u061c5 "),
        # Behind the same where it belongs to what is before.
        ("for 5$[]", "Halab", "for 5$ Halab "),
        ("some 10+[]", "Halab", "some 10+ Halab "),
        ("the boys'[]", "Halab", "the boys' Halab "),
        ("'He went.'[]", "Halab", "'He went.' Halab "),
        ("at 5:[]", "Halab", "at 5: Halab "),
        ("these:[]", "45", "these: 45 "),
        # Before a sign that belongs to it.
        ("a []-year plan", "12", "a 12-year plan"),
        ("[]'s army", "Assad", "Assad's army"),
        ("[]’s army", "Assad", "Assad’s army"),
        ("of []/5", "20", "of 20/5"),
        ("at []°C", "20", "at 20°C"),
        ("the []–2013 war", "2011", "the 2011–2013 war"),
        ("عام []\u200f، ثم", "2011", "عام 2011\u200f، ثم"),
        ('He visited "[]" today', "Halab", 'He visited "Halab" today'),
        # Before a mark that opens, a space.
        ('He said []"yes"', "then", 'He said then "yes"'),
        ('"No," he said []"yes"', "then", '"No," he said then "yes"'),
        ("he []said", "then", "he then said"),
        ("he[]", "said", "he said "),
    ],
)
def test_what_is_put_stands_close_to_what_belongs_to_it(shown: str, text: str, made: str) -> None:
    assert put(shown, text) == made
