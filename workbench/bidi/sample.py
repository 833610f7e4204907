"""One line that tells how a terminal draws Arabic, sent in every way there is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.bidi.plain import display
from workbench.bidi.profile import PROFILES, Profile

SAMPLE = "قالت هند (WHO): عدد الأسِرّة 33، لا 12.5%."
"""Letters that join, lam-alef, marks, brackets, Latin, numbers: each goes wrong somewhere."""
WANTED = (
    "From the right: a word of four joined letters, a word of three, (WHO) in round brackets, a colon ... "
    "33 and 12.5% read from left to right, and the full stop is the leftmost sign of all."
)
_SHOWN = ("visual", "explicit", "override", "embed", "words", "logical")


@dataclass(frozen=True, slots=True)
class Line:
    """The sample as one profile sends it, ready to be written to the terminal."""

    number: int
    profile: Profile
    text: str


def sample_lines(width: int) -> Sequence[Line]:
    """Return the sample in each profile that can be shown beside others; mlterm's switch turns the whole screen."""
    out = []
    for number, name in enumerate(_SHOWN, 1):
        profile = PROFILES[name]
        drawn = display(SAMPLE, width, language="ar", profile=profile)
        out.append(Line(number, profile, f"{profile.on}{drawn}{profile.off}"))
    return out
