"""Terms: is the agreed form there, is a refused one used?"""

from __future__ import annotations

from collections.abc import Iterator

from workbench.model import Enforce, Issue, Mention, Severity, Side, TermAspect, TermUse, TermUseKind
from workbench.qa.context import Context

_SEVERITY = {Enforce.MUST: Severity.CRITICAL, Enforce.PREFER: Severity.WARNING, Enforce.INFO: Severity.INFO}

_SAID = {Mention.FIRST: "first mention", Mention.LATER: "later mention"}


def check_terms(context: Context) -> Iterator[Issue]:
    """Yield an issue for each term missing, refused, in the form of another mention, or written a little otherwise."""
    for use in context.uses:
        issue = _issue(use, context)
        if issue is not None:
            yield issue


def _behind_article(form: str, before: str) -> str:
    """Return a form to be put behind a text, without its article where one stands there."""
    return form[4:] if form[:4].lower() == "the " and before[-4:].lower() == "the " else form


def _issue(use: TermUse, context: Context) -> Issue | None:
    concept, language = use.hit.concept, context.target_lang
    approved = concept.preferred(language)
    must = concept.enforce is Enforce.MUST
    if use.kind is TermUseKind.MISSING:
        more = f" ({_SAID[use.mention]}: {use.wanted})" if use.mention and use.wanted not in ("", approved) else ""
        return Issue(
            "terminology",
            _SEVERITY[concept.enforce],
            Side.SOURCE,
            use.hit.start,
            use.hit.end,
            f"term not used: {approved}{more}",
            concept=concept.id,
            must=must,
            aspect=TermAspect.UNUSED,
        )
    if use.kind is TermUseKind.FORBIDDEN:
        return Issue(
            "terminology",
            Severity.CRITICAL if must else Severity.ERROR,
            Side.TARGET,
            use.start,
            use.end,
            f"not to be used: {use.found}" + (f" (use {approved})" if approved else ""),
            fix=approved or None,
            concept=concept.id,
            must=must,
            aspect=TermAspect.REFUSED,
        )
    if use.mention and use.wanted:
        return Issue(
            "terminology",
            min(_SEVERITY[concept.enforce], Severity.WARNING, key=lambda s: s.rank),
            Side.TARGET,
            use.start,
            use.end,
            f"{_SAID[use.mention]}: use {use.wanted} (not {use.found})",
            fix=_behind_article(use.wanted, context.target[: use.start]),
            concept=concept.id,
            aspect=TermAspect.MENTION,
        )
    if use.kind is TermUseKind.KEPT_LOOSELY and language == "en":
        return Issue(
            "terminology",
            Severity.INFO,
            Side.TARGET,
            use.start,
            use.end,
            f"written otherwise: {use.found} (agreed: {approved})",
            concept=concept.id,
            aspect=TermAspect.WRITTEN,
        )
    return None
