"""``tm`` clean and dedupe: what looks wrong in a memory, shown, and changed only when asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import click

from workbench.cli.app import Session, notice
from workbench.cli.output import Page, json_option, print_json, progress
from workbench.cli.tm import tm
from workbench.cli.tm_upkeep import ended_row, tell_ended
from workbench.errors import UsageError
from workbench.model import Unit, counted

if TYPE_CHECKING:
    from workbench.workflow.memory_faults import Faulty

FAULTS = ("empty", "mojibake", "reversed", "wrong-language", "untranslated", "bidi", "length")
_limit = click.option(
    "--limit", type=click.IntRange(0), default=50, show_default=True, help="How many to show (0: all)."
)


@tm.command("clean")
@click.argument("name", metavar="MEMORY")
@click.option("--rule", "rules", multiple=True, type=click.Choice(FAULTS), help="Only this rule (repeatable).")
@_limit
@click.option("--remove", is_flag=True, help="Take them out of the memory, as one act that can be undone.")
@click.option(
    "--repair", is_flag=True, help="Put right what can be (bidi, mojibake, reversed), as one act that can be undone."
)
@json_option
@click.pass_obj
def tm_clean(
    session: Session, name: str, rules: tuple[str, ...], limit: int, remove: bool, repair: bool, as_json: bool
) -> None:
    r"""Show pairs of MEMORY that look wrong. Changes nothing unless --remove or --repair is given.

    \b
    empty           a side has no letter or figure
    mojibake        a side was read in a wrong encoding
    reversed        each side is in the other's language
    wrong-language  a side is not in its language
    untranslated    both sides are equal
    bidi            letters in the order of the screen, direction controls not closed
    length          one side is three times as long as the other makes one expect
    """
    from workbench.workflow.memory_faults import Fault, find_faults, repair_units
    from workbench.workflow.memory_upkeep import remove_units
    from workbench.workflow.pacing import Pace

    if remove and repair:
        raise UsageError("--repair and --remove are two acts.", "First --repair, then --remove what is left.")
    ws = session.workspace()
    with progress(f"looking through {name}") as update:
        found = list(find_faults(ws, name, [Fault(r) for r in rules], Pace(update)))
    done = None
    if remove:
        with progress("taking out") as update:
            done = remove_units(ws, name, [f.unit.id for f in found], "clean", Pace(update))
    elif repair:
        with progress("repairing") as update:
            done = repair_units(ws, name, found, Pace(update))
    if as_json:
        print_json([_row(f) for f in found] if done is None else {"pairs": [_row(f) for f in found], **ended_row(done)})
    else:
        _show(Page(session), found[: limit or None])
        if limit and len(found) > limit:
            notice(f"{len(found) - limit} more: --limit 0 shows all.")
    notice(f"Pairs that look wrong: {len(found)}{_by_rule(found)}.")
    if done is not None:
        tell_ended(done, "taken out" if remove else "repaired", left_why=repair)
        return
    mendable = sum(f.better is not None for f in found)
    notice("Nothing was changed.")
    if mendable:
        notice(f"{counted(mendable, 'pair')} can be put right: --repair")


def _row(found: Faulty) -> Mapping[str, object]:
    u = found.unit
    row: dict[str, object] = {
        "id": u.id,
        "rules": [f.value for f in found.why],
        u.source_lang: u.source,
        u.target_lang: u.target,
    }
    if found.better is not None:
        row["repaired"] = dict(zip((u.source_lang, u.target_lang), found.better, strict=True))
    return row


def _by_rule(found: Sequence[Faulty]) -> str:
    counts = Counter(f.value for one in found for f in one.why)
    return f" ({', '.join(f'{n} {rule}' for rule, n in counts.most_common())})" if counts else ""


def _show(page: Page, found: Sequence[Faulty]) -> None:
    for one in found:
        u = one.unit
        page.line(f"{u.id}  {', '.join(f.value for f in one.why)}")
        page.paragraph("", u.source, u.source_lang)
        page.paragraph("", u.target, u.target_lang)
        if one.better is not None:
            for was, better, language in zip(
                (u.source, u.target), one.better, (u.source_lang, u.target_lang), strict=True
            ):
                if was != better:
                    page.paragraph("repaired: ", better, language)


@tm.command("dedupe")
@click.argument("name", metavar="MEMORY")
@_limit
@click.option("--remove", is_flag=True, help="Leave one of each, as one act that can be undone.")
@json_option
@click.pass_obj
def tm_dedupe(session: Session, name: str, limit: int, remove: bool, as_json: bool) -> None:
    """Show pairs of MEMORY that say the same on both sides. Changes nothing unless --remove is given.

    Vowel marks, tatweel, forms of alef, digits, case and punctuation of one kind do not count. Kept is the pair of an
    article, else the one changed last.
    """
    from workbench.workflow.memory_upkeep import find_doubles, remove_units

    ws = session.workspace()
    groups = find_doubles(ws, name)
    surplus = [u.id for group in groups for u in group[1:]]
    done = remove_units(ws, name, surplus, "dedupe") if remove else None
    if as_json:
        rows = [{"keep": group[0].id, "remove": [u.id for u in group[1:]]} for group in groups]
        print_json(rows if done is None else {"groups": rows, **ended_row(done)})
    else:
        _show_groups(Page(session), groups[: limit or None])
        if limit and len(groups) > limit:
            notice(f"{len(groups) - limit} more groups: --limit 0 shows all.")
    if done is not None:
        tell_ended(done, "taken out")
    else:
        notice(f"Pairs that stand there again: {len(surplus)}; nothing was changed.")


def _show_groups(page: Page, groups: Sequence[Sequence[Unit]]) -> None:
    for group in groups:
        for n, unit in enumerate(group):
            page.line(f"{unit.id}  {'kept' if not n else 'double'}")
            page.paragraph("", unit.source, unit.source_lang)
            page.paragraph("", unit.target, unit.target_lang)
