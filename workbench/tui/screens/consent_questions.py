"""What is asked before text of a project may leave this computer, before that ends, and before a project is closed off."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from workbench.model import Project
from workbench.tui.screens.resource_rows import CONFIDENTIAL
from workbench.tui.screens.sections import GUARD
from workbench.tui.widgets.question import Ask, Choice
from workbench.workflow.mt_upkeep import Offer

Part = tuple[str, str, str]
"""What it is, its text, the language of that."""
Body = list[tuple[str, str]]


def consent(offer: Offer, project: Project, parts: Sequence[Part], where: str, decide: Callable[[bool], None]) -> Ask:
    """Ask for a yes; ``parts`` are what would be sent now of ``where``, none when no article is open. No is the default."""
    how = "encrypted" if offer.encrypted else "NOT ENCRYPTED: everybody on the way can read it"
    body: Body = [
        (f"It leaves this computer, for {offer.host} ({offer.place}), {how}.", "en"),
        (f"Project {project.name} is marked: not confidential.", "en"),
    ]
    if parts:
        body.append((f"Exactly this would be sent now, for {where}:", "en"))
        for what, text, language in parts:
            body += ([(f"{what}:", "en")] if what else []) + [(text, language)]
    else:
        body.append(("Nothing is sent now, as no article is open. For every segment that is asked for:", "en"))
    # Said in any case: the next segment may have what this one has not.
    body.append((f"Of every segment: {', '.join(offer.sends)}.", "en"))
    body.append(
        ("What the service keeps is not known. Everything sent is logged in your own folder; l shows it.", "en")
    )
    return Ask(
        f"Send text of project {project.name} to {offer.title}?",
        body,
        [
            Choice("enter", "no, keep it offline", lambda: None),
            Choice("n", "no, and do not ask again", lambda: decide(False)),
            Choice("y", "yes, for this project", lambda: decide(True), whole=True),
        ],
        guard=GUARD,
    )


def withdrawal(title: str, host: str, project: Project, decide: Callable[[bool], None]) -> Ask:
    """Ask whether a yes ends."""
    return Ask(
        f"{title} may be sent text of project {project.name}. Take that back?",
        [
            (f"Nothing more goes to {host}. What was sent already is theirs; l shows it.", "en"),
        ],
        [
            Choice("enter", "leave it allowed", lambda: None),
            Choice("n", "take it back", lambda: decide(False)),
        ],
        guard=GUARD,
    )


def mark(project: Project, allowed: Sequence[str], decide: Callable[[bool], None]) -> Ask:
    """Ask whether the project is to be confidential, or no longer; ``allowed`` are the engines it would hold up."""
    if project.confidential:
        then = f"What you have allowed counts again at once: {', '.join(allowed)}." if allowed else ""
        return Ask(
            f"Project {project.name} is confidential. Take the mark off?",
            [(then or "No engine is allowed for it: each is asked about before anything is sent.", "en")],
            [
                Choice("enter", "leave it confidential", lambda: None),
                Choice("y", "take the mark off", lambda: decide(False)),
            ],
            guard=GUARD,
        )
    kept = "What engines answered before is kept until: workbench mt cache --forget"
    return Ask(
        f"Mark project {project.name} as confidential?",
        [(CONFIDENTIAL, "en"), (kept, "en")],
        [
            Choice("enter", "leave it as it is", lambda: None),
            Choice("y", "mark it confidential", lambda: decide(True)),
        ],
        guard=GUARD,
    )
