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
        severity = Severity.CRITICAL if must else Severity.ERROR
        message = f"not to be used: {use.found}" + (f" (use {approved})" if approved else "")
        return _in_target(use, severity, message, TermAspect.REFUSED, fix=approved or None, must=must)
    if use.mention and use.wanted:
        severity = min(_SEVERITY[concept.enforce], Severity.WARNING, key=lambda s: s.rank)
        message = f"{_SAID[use.mention]}: use {use.wanted} (not {use.found})"
        fix = _behind_article(use.wanted, context.target[: use.start])
        return _in_target(use, severity, message, TermAspect.MENTION, fix=fix)
    if use.kind is TermUseKind.KEPT_LOOSELY and language == "en":
        message = f"written otherwise: {use.found} (agreed: {approved})"
        return _in_target(use, Severity.INFO, message, TermAspect.WRITTEN)
    return None


def _in_target(
    use: TermUse, severity: Severity, message: str, aspect: TermAspect, *, fix: str | None = None, must: bool = False
) -> Issue:
    concept = use.hit.concept.id
    return Issue(
        "terminology",
        severity,
        Side.TARGET,
        use.start,
        use.end,
        message,
        fix=fix,
        concept=concept,
        must=must,
        aspect=aspect,
    )
