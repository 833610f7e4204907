"""Where the pieces of a long sentence meet: capitals, and marks at their ends."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.model import Issue, Severity, Side
from workbench.qa.context import Context
from workbench.qa.punctuation import ends_in_pause
from workbench.text.rejoin import Joint, JointKind, joints


def check_joints(context: Context) -> Iterator[Issue]:
    """Yield what is wrong where a piece meets its neighbours of the same sentence.

    A wrong first letter is an issue of the piece it stands in, with the right one as the fix; a missing mark is one of
    the piece before. Where only one segment is looked at, it shows as well when the next piece begins wrongly: either of
    the two can be changed. A mark is wanted only where the source piece ends in a comma or
    semicolon: behind any other :func:`workbench.qa.punctuation.check_end` has its say, and behind none there is none to miss.
    """
    target = context.target
    for joint in _between(context, context.before, target):
        if joint.kind is not JointKind.UNMARKED:
            start = target.index(joint.word)
            yield _issue(joint, start, start + len(joint.word), joint.message, joint.fix or None)
    for joint in _between(context, target, context.behind):
        end = len(target.rstrip())
        if joint.kind is JointKind.UNMARKED:
            if ends_in_pause(context.source):
                yield _issue(joint, max(0, end - 1), end, f"{joint.message}, and the sentence goes on")
        elif not context.listed:
            yield _issue(joint, max(0, end - 1), end, f"the next piece: {joint.message}")


def _between(context: Context, left: str, right: str) -> list[Joint]:
    return joints([left, right], context.target_lang, is_name=context.is_name)


def _issue(joint: Joint, start: int, end: int, message: str, fix: str | None = None) -> Issue:
    severity = Severity.WARNING if joint.sure else Severity.INFO
    return Issue("typographical", severity, Side.TARGET, start, end, message, fix=fix)
