"""What Tab may put at the caret: the rest of what is being typed, from terms, proposals, fragments and words used before.

Nothing here knows of screens or databases.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from workbench.model import Fragment, Proposal, TermHit, is_rtl
from workbench.termbase.arabic import PROCLITICS
from workbench.text.fold import fold_key
from workbench.text.proclitics import behind, has_article
from workbench.text.tokens import Token, words
from workbench.text.used_words import LEAST, UsedWord, UsedWords, key_of
from workbench.workflow.candidates import Candidate, From, begun, form_of, in_case, key_of_text

MOST = 6
"""Candidates for one place."""
_BACK = 120
"""Code points before the caret in which what is typed is looked for."""
_TYPED_WORDS = 5
"""Words of a term or a fragment that may have been typed of it already."""
_OF_USED = 3
"""Words used before that are offered."""
_PHRASE = 5
"""Words a proposal is continued with."""
_LEFT = 4
"""Letters that words typed whole must have together for a term to go on from them behind a space."""
_INSIDE_WORD = regex.compile(r"[\p{L}\p{N}\p{M}_\u0640]")


@dataclass(frozen=True, slots=True)
class Offers:
    """What candidates are made from, all in the target language.

    ``terms`` are those of the source in its order, in the form to put; ``others`` other forms they may be completed to.
    ``proposal`` is the bright one, sure up to ``sure`` code points. ``near`` are texts of the memory for such a source.
    """

    language: str
    terms: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    used_terms: frozenset[str] = frozenset()
    """Forms of terms that count as used when a text has another one of them: never put unasked."""
    proposal: str = ""
    sure: int = 0
    fragments: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    words: UsedWords | None = None
    """Those of the confirmed targets of the document."""
    memory: UsedWords | None = None
    """Those of the memory's newest targets."""
    begins: bool = False
    """Whether the source begins a sentence, so that a term put first has a capital."""


def offers_of(
    language: str,
    text: str,
    hits: Sequence[TermHit],
    wanted: Mapping[str, str],
    proposals: Sequence[Proposal] = (),
    bright: int = 0,
    fragments: Sequence[Fragment] = (),
    used: UsedWords | None = None,
    memory: UsedWords | None = None,
    *,
    begins: bool = False,
) -> Offers:
    """Return what there is to complete from in a segment. ``wanted`` is by concept the form to put by its mention."""
    own = [h.concept for h in hits if not h.nested]
    approved = [c.preferred(language) for c in own]
    forms = [wanted.get(c.id) or form for c, form in zip(own, approved, strict=True)]
    there = fold_key(text)
    # Another form of a term that stands there already uses it up.
    spent = {
        f for f, c in zip(forms, own, strict=True) if any(_stands(_whole(form), there) for form in c.forms(language))
    }
    chosen = proposals[bright] if 0 <= bright < len(proposals) else None
    return Offers(
        language,
        tuple(dict.fromkeys(filter(None, forms))),
        tuple(dict.fromkeys(filter(None, approved))),
        frozenset(filter(None, spent)),
        chosen.text if chosen else "",
        (chosen.differs[0] if chosen.differs else len(chosen.text)) if chosen else 0,
        tuple(f.target for f in fragments),
        tuple(p.text for p in proposals),
        used,
        memory,
        begins,
    )


def candidates(text: str, caret: int, offers: Offers) -> list[Candidate]:
    """Return what may be put at the caret, best first: what goes on from what is typed, else the next term.

    Before a word there is the next term only, inside one nothing.
    """
    before = caret < len(text) and _INSIDE_WORD.match(text, caret) is not None
    if before and caret and _INSIDE_WORD.match(text, caret - 1):
        return []
    found = [] if before else _distinct(_completions(text, caret, offers), text[:caret])
    if found:
        return found
    term = next_term(text, offers)
    if offers.begins and not text[:caret].strip():
        term = _capital(term)
    return [Candidate(term, 0, From.TERM)] if term else []


def _capital(form: str) -> str:
    """Return a form as it begins a sentence; one like eBay stays."""
    return form if form[1:2].isupper() else form[:1].upper() + form[1:]


def _stands(key: str, there: str) -> bool:
    """Whether a folded form stands in a folded text, not as a part of a word."""
    at = there.find(key) if key else -1
    while at >= 0:
        if not (there[at - 1 : at].isalnum() or there[at + len(key) : at + len(key) + 1].isalnum()):
            return True
        at = there.find(key, at + 1)
    return False


def next_term(text: str, offers: Offers) -> str:
    """Return the first term of the source that the text lacks, '' when it has them all."""
    there = fold_key(text)
    return next((t for t in offers.terms if t not in offers.used_terms and _whole(t) not in there), "")


# ---------------------------------------------------------------------- what is typed


@lru_cache(1024)
def _whole(form: str) -> str:
    return fold_key(form)


@dataclass(frozen=True, slots=True)
class _Typed:
    """What stands before the caret: the word under way, '' behind a space, its key, and the words typed whole.

    ``spans`` are the last words as they are typed, with their keys, the longest run first; none goes over a sign.
    """

    partial: str
    key: str
    whole: tuple[str, ...]
    spans: tuple[tuple[str, str], ...]
    follows: bool
    """Whether only a space stands between the last whole word and the caret or the word under way."""


def _typed(text: str, caret: int) -> _Typed:
    first = max(0, caret - _BACK)
    before = text[first:caret]
    found = words(before)
    if first and found and found[0].start == 0:
        found = found[1:]
    partial = found[-1].text if found and found[-1].end == len(before) else ""
    whole = found[:-1] if partial else found
    end = len(before) - len(partial)
    follows = bool(whole) and before[whole[-1].end : end] == " "
    spans: list[tuple[str, str]] = []
    end = len(before)
    for word in reversed(found[-_TYPED_WORDS:]):
        if before[word.end : end] not in ("", " "):
            break
        end = word.start
        span = before[end:]
        # Behind a space some letters must stand, or anything that begins with "the" would come.
        if partial or sum(c.isalpha() for c in span) >= _LEFT:
            spans.append((span, key_of_text(span)))
    spans = [s for s in reversed(spans) if len(s[1]) >= LEAST]
    return _Typed(partial, key_of_text(partial), tuple(w.text for w in whole), tuple(spans), follows)


# ---------------------------------------------------------------------- where it comes from


def _completions(text: str, caret: int, offers: Offers) -> Iterator[Candidate]:
    typed = _typed(text, caret)
    arabic = is_rtl(offers.language)
    there = fold_key(text)
    forms = dict.fromkeys((*offers.terms, *offers.others))
    unused = [f for f in forms if f not in offers.used_terms and _whole(f) not in there]
    ranked = [*unused, *(f for f in forms if f not in unused)]
    for form in ranked:
        yield from _ofform_of(typed, form, From.TERM)
    if arabic:
        for form in ranked:
            yield from _behind(typed, form, From.TERM)
    yield from _continued(text, caret, typed, offers)
    fragments = sorted(offers.fragments, key=lambda f: _whole(f) in there)
    for form in fragments:
        yield from _ofform_of(typed, form, From.FRAGMENT)
    yield from _used(typed, offers, arabic=arabic)


def _ofform_of(typed: _Typed, form: str, origin: From) -> Iterator[Candidate]:
    """Yield a form of which the last words typed are the beginning, or from one of its words on."""
    known = form_of(form)
    for span, key in typed.spans:
        if known.begins(key):
            yield Candidate(in_case(form, span), len(span), origin)
            return
    if len(typed.key) >= LEAST:
        for start, key in known.inner:
            if len(typed.key) < len(key) and key.startswith(typed.key):
                yield Candidate(in_case(form[start:], typed.partial), len(typed.partial), origin)
                return


def _behind(typed: _Typed, form: str, origin: From) -> Iterator[Candidate]:
    """Yield an Arabic form behind what was typed joined to its beginning."""
    if len(typed.key) > LEAST:
        for joined in _joined(typed.key, form):
            yield Candidate(joined, len(typed.partial), origin)
            return


def _joined(key: str, form: str) -> Iterator[str]:
    """Yield a form behind the words of one letter, and the article, that were typed before its own letters.

    The article goes before one word only: of two the first one has none as a rule.
    """
    articles = ("",) if has_article(form) or " " in form else ("", "ال")
    for proclitic in ("", *PROCLITICS):
        if not key.startswith(proclitic):
            continue
        for article in articles:
            # Two letters of the form itself must be there: everything begins with ب somewhere.
            own = len(behind(proclitic, f"{article}xx")) - 2 if article else len(proclitic)
            if not (proclitic or article) or len(key) < own + LEAST + 2 * has_article(form):
                continue
            joined = behind(proclitic, article + form)
            if begun(joined, key) is not None:
                yield joined


def _continued(text: str, caret: int, typed: _Typed, offers: Offers) -> Iterator[Candidate]:
    """Yield the next words of the proposal, where what is typed is its beginning or the last words stand in it."""
    if not offers.proposal:
        return
    known = _words_of(offers.proposal)
    before = [key_of(w) for w in typed.whole]
    for at in _places(before, [k for k, _w in known], whole=caret <= _BACK and bool(before)):
        first = known[at][1]
        if typed.partial and not (len(typed.key) < len(known[at][0]) and known[at][0].startswith(typed.key)):
            continue
        if not typed.partial and not (text[:caret] == "" or text[caret - 1].isspace()):
            continue
        end = _phrase_end(offers.proposal, [w for _k, w in known], at, offers.sure)
        if end > first.start:
            yield Candidate(offers.proposal[first.start : end], len(typed.partial), From.PROPOSAL)
            return


def _places(before: list[str], known: list[str], *, whole: bool) -> Iterator[int]:
    """Yield where a proposal may go on: behind all that is typed, behind its last two words, behind its last one."""
    n = len(before)
    if whole and n < len(known) and known[:n] == before:
        yield n
    if n >= 2:
        yield from (k + 2 for k in range(len(known) - 2) if known[k : k + 2] == before[-2:])
    if n and len(before[-1]) > LEAST and known.count(before[-1]) == 1 and known[-1] != before[-1]:
        yield known.index(before[-1]) + 1


@lru_cache(64)
def _words_of(text: str) -> list[tuple[str, Token]]:
    return [(key_of(w.text), w) for w in words(text)]


def _phrase_end(text: str, known: list[Token], at: int, sure: int) -> int:
    """Return where a phrase ends: before a sign, with the one that ends the text, before what is not sure."""
    end = known[at].start
    limit = sure if sure > end else len(text)
    for n in range(at, min(at + _PHRASE, len(known))):
        if known[n].end > limit:
            break
        end = known[n].end
        following = text[end : known[n + 1].start] if n + 1 < len(known) else text[end:]
        if following != " ":
            return len(text.rstrip()) if n + 1 == len(known) and limit == len(text) else end
    return end


def _used(typed: _Typed, offers: Offers, *, arabic: bool) -> Iterator[Candidate]:
    """Yield words used before in this document, then what the memory has for such a source, then what else it has."""
    word = typed.partial
    if len(typed.key) < LEAST:
        return
    before = typed.whole[-2:] if typed.follows else ()
    if offers.words is not None:
        for found in offers.words.beginning_with(word, before, _OF_USED):
            yield from _one_used(found.text, word)
    for found in sorted(_near(word, offers.near), key=lambda u: -u.seen):
        yield from _one_used(found.text, word)
    if offers.memory is not None:
        for found in offers.memory.beginning_with(word, before, _OF_USED):
            yield from _one_used(found.text, word)
    for known in (offers.words, offers.memory) if arabic else ():
        if known is not None:
            yield from _used_behind(typed, known)


def _used_behind(typed: _Typed, known: UsedWords) -> Iterator[Candidate]:
    """Yield Arabic words behind what was typed joined to their beginning, with the article or without it."""
    for proclitic in ("", *PROCLITICS):
        for article in ("", "ال"):
            joined = behind(proclitic, f"{article}xx")[:-2] if article else proclitic
            own = typed.key[len(joined) :]
            if joined and typed.key.startswith(joined) and len(own) > LEAST:
                for found in known.beginning_with(own, (), 1):
                    if not (article and has_article(found.text)):
                        yield from _one_used(behind(proclitic, article + found.text), typed.partial)
        whole = typed.key[len(proclitic) :]
        if proclitic.endswith("ل") and typed.key.startswith(proclitic + "ل") and len(whole) > LEAST:
            for found in known.beginning_with("ال" + whole[1:], (), 1):
                yield from _one_used(behind(proclitic, found.text), typed.partial)


def _one_used(text: str, typed: str) -> Iterator[Candidate]:
    if begun(text, typed) is not None:
        yield Candidate(in_case(text, typed), len(typed), From.USED)


def _near(typed: str, texts: Iterable[str]) -> Iterator[UsedWord]:
    start = key_of(typed)
    seen: dict[str, list[str]] = {}
    for text in texts:
        for n, (key, word) in enumerate(_words_of(text)):
            if key.startswith(start) and key != start and key[0].isalpha():
                # The capital of a first word may be owed to its place.
                seen.setdefault(key, []).insert(0 if n else len(seen.get(key, ())), word.text)
    for forms in seen.values():
        yield UsedWord(forms[0], len(forms), 0)


def _distinct(found: Iterable[Candidate], before: str) -> list[Candidate]:
    """Return candidates that differ in the text they make, the first of each."""
    out: dict[str, Candidate] = {}
    for one in found:
        made = before[: len(before) - one.replaces] + one.text
        if made != before:
            out.setdefault(made, one)
        if len(out) >= MOST:
            break
    return list(out.values())
