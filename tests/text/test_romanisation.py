"""The romanisation key and the bones in which Arabic and Latin spellings meet."""

from __future__ import annotations

import pytest

from workbench.text.romanisation import arabic_bones, key, latin_bones, skeleton


@pytest.mark.parametrize(
    ("latin", "arabic"),
    [
        ("Washington", "واشنطن"), ("Vietnam", "فيتنام"), ("Johnson", "جونسون"), ("Wright", "رايت"), ("Cyprus", "قبرص"),
        ("Cincinnati", "سينسيناتي"), ("Alex", "أليكس"), ("Tehran", "طهران"), ("Pittsburgh", "بيتسبرغ"), ("Trump", "ترامب"),
        ("Gaddafi", "قذافي"), ("Copenhagen", "كوبنهاجن"), ("Charles", "تشارلز"), ("Liverpool", "ليفربول"),
    ],
)  # fmt: skip
def test_a_name_has_the_same_bones_in_both_scripts(latin: str, arabic: str) -> None:
    assert arabic_bones(arabic) in latin_bones(latin)


@pytest.mark.parametrize(("latin", "arabic"), [("Berlin", "باريس"), ("Salem", "كريم"), ("Basra", "بغداد")])
def test_other_names_have_others(latin: str, arabic: str) -> None:
    assert arabic_bones(arabic) not in latin_bones(latin)


def test_marks_on_the_letters_change_no_bones() -> None:
    assert arabic_bones("دِمَشْق") == arabic_bones("دمشق")


def test_the_key_brings_spellings_of_one_name_together() -> None:
    assert skeleton("qasem") == skeleton("kassim") == "ksm"
    assert key("khaled")[0] != key("kaled")[0]
