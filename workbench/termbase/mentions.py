"""Which of a concept's forms is wanted at its first mention in a document and which at later ones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from workbench.model import Concept, Mention, TermStatus
from workbench.termbase.places import Place
from workbench.termbase.rows import Rows, split_values
from workbench.text.fold import fold_key

_ACCEPTED = (TermStatus.PREFERRED, TermStatus.ALLOWED)


def mention_forms(concept: Concept, mention: Mention, language: str) -> tuple[str, ...]:
    """Return the forms wanted at a mention, the best first; none when the concept makes no difference in this language.

    Where only the other mention has forms of its own, these are not wanted here and the accepted ones are.
    """
    first, later = _of(concept.first, language), _of(concept.later, language)
    if not first and not later:
        return ()
    own, other = (first, later) if mention is Mention.FIRST else (later, first)
    plain = concept.forms(language, *_ACCEPTED)
    return own or tuple(f for f in plain if f not in other) or plain


def short_form(concept: Concept, form: str, source: str, target: str) -> str:
    """Return the form of a person who is named in the source by the end of the name alone, '' for any other form.

    The surname is the one other form of the target language that the approved one ends with.
    """
    if concept.kind != "person" or not _ends_with(concept.preferred(source), form):
        return ""
    approved = concept.preferred(target)
    short = [f for f in concept.forms(target, *_ACCEPTED) if _ends_with(approved, f)]
    return short[0] if len(short) == 1 else ""


def _ends_with(name: str, end: str) -> bool:
    return fold_key(name).endswith(f" {fold_key(end)}")


def both_mentions(concept: Concept, language: str) -> tuple[str, ...]:
    """Return the forms a concept has for first and later mentions."""
    return (*_of(concept.first, language), *_of(concept.later, language))


def has_mentions(concepts: Iterable[Concept], language: str) -> bool:
    """Whether any of these concepts has forms for first or later mentions; of a glossary file two columns are looked at."""
    if isinstance(concepts, Rows):
        at = [concepts.at[name] for name in (f"{language}_first", f"{language}_later") if name in concepts.at]
        return any(len(row) > n and row[n].strip() for n in at for row in concepts.cells)
    return any(both_mentions(c, language) for c in concepts)


def wrong_mention(
    concept: Concept, mention: Mention, places: Sequence[Place], language: str
) -> tuple[Place | None, str]:
    """Return where another accepted form than that of the mention stands, and the one wanted; (None, '') when all is right.

    ``places`` are those of all accepted forms. In the segment of the first mention its form must be the first of them, and
    any may follow; in a later one each must be a later form. Without any place the form wanted comes with None.
    """
    wanted = mention_forms(concept, mention, language)
    if not wanted:
        return None, ""
    if not places:
        return None, wanted[0]
    right = {(p.start, p.end) for p in places if p.form in wanted}
    ordered = sorted(places, key=lambda p: (p.start, -p.end))
    looked_at = ordered[:1] if mention is Mention.FIRST else ordered
    wrong = next((p for p in looked_at if (p.start, p.end) not in right), None)
    return (wrong, wanted[0]) if wrong is not None else (None, "")


def _of(forms: Sequence[tuple[str, str]], language: str) -> tuple[str, ...]:
    return tuple(f for lang, cell in forms if lang == language for f in split_values(cell))
