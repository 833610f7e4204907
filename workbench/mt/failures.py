"""The ways machine translation can fail, each with its sentence for the panel."""

from __future__ import annotations

from workbench.errors import MTError
from workbench.model import MTFailure

_SENTENCES: dict[MTFailure, tuple[str, str]] = {
    MTFailure.NOT_CONFIGURED: ("{engine} is not an engine of this program.", "Check mt_engines in the settings."),
    MTFailure.CONSENT: (
        "{engine} is off for this project.",
        "Who asks for it is asked first whether its text may be sent.",
    ),
    MTFailure.CONFIDENTIAL: ("This project is confidential: nothing is sent to {engine}.", ""),
    MTFailure.UNSUPPORTED_PAIR: ("{engine} does not translate this pair.", ""),
    MTFailure.TOO_LONG: ("This segment is too long for {engine}.", "Translate it by hand."),
    MTFailure.OFFLINE: ("{engine} cannot be reached: no network.", "Everything else works."),
    MTFailure.TIMEOUT: ("{engine} did not answer in time.", "Ask it again."),
    MTFailure.RATE_LIMITED: ("{engine} takes no more requests for now.", "It is asked again later."),
    MTFailure.QUOTA: ("The quota of {engine} is used up.", ""),
    MTFailure.AUTH: ("{engine} refuses access.", "Check the key."),
    MTFailure.SERVER: ("{engine} has an error of its own.", "Ask it again."),
    MTFailure.BAD_RESPONSE: ("{engine} sent something that is no translation.", ""),
    MTFailure.CIRCUIT_OPEN: ("{engine} failed several times and rests.", "It is asked again later."),
    MTFailure.BUDGET: (
        "The month's budget for {engine} is used up.",
        "Raise budget in the settings of the engine; workbench mt usage shows what was sent.",
    ),
    MTFailure.CANCELLED: ("{engine} was not asked any more.", ""),
    MTFailure.INTERNAL: ("{engine} failed.", "Ask it again."),
}


def failure(
    kind: MTFailure, engine: str, retry_after: float | None = None, *, message: str = "", hint: str = ""
) -> MTError:
    """Return the error of this kind, ``message`` and ``hint`` in place of the usual ones.

    Its text never holds what was to be translated, nor a library's words.
    """
    usual, what_to_do = _SENTENCES[kind]
    hint = hint or what_to_do
    if retry_after:
        hint = f"Again in {max(1, round(retry_after))} s."
    return MTError(kind.value, message or usual.format(engine=engine), hint, retry_after)
