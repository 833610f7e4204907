"""The checks, in the order in which issues of equal severity are shown."""

from __future__ import annotations

from workbench.model import Issue
from workbench.qa import figure_order, joints, numbers, punctuation, quotation, scripts, terms, whitespace
from workbench.qa.context import Check, Context

CHECKS: tuple[Check, ...] = (
    Check("omission", "empty target", scripts.check_empty),
    Check("terminology", "terms", terms.check_terms),
    Check("numbers", "numbers", numbers.check_numbers),
    Check("untranslated", "text left in the source language", scripts.check_untranslated),
    Check("typographical", "end punctuation", punctuation.check_end),
    Check("typographical", "brackets", punctuation.check_pairs),
    Check("typographical", "partners and number of quotation marks", quotation.check_partners),
    Check("typographical", "kinds of quotation marks", quotation.check_kinds),
    Check("typographical", "joints between the pieces of a sentence", joints.check_joints),
    Check("locale-violation", "punctuation of the other language", punctuation.check_locale),
    Check("locale-violation", "order of groups of digits in Arabic", figure_order.check_figure_order),
    Check("whitespace", "spaces", whitespace.check_spaces),
)


def run_checks(context: Context) -> list[Issue]:
    """Return the issues of a pair, the worst first, then in the order of :data:`CHECKS`, then by place.

    An empty target has no issue but that it is empty, and that only when it is confirmed or about to be.
    """
    if not context.target.strip():
        return list(scripts.check_empty(context))
    found = [issue for check in CHECKS for issue in check.run(context)]
    return sorted(found, key=lambda i: -i.severity.rank)
