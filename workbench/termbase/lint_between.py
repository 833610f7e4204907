"""Lint rules that compare entries, of one glossary and of several."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from workbench.model import TermStatus
from workbench.termbase.glossary_file import GlossaryFile
from workbench.termbase.lint_rules import LintFinding
from workbench.termbase.soundalike import parts
from workbench.text.fold import T1, fold, fold_key

_REFUSED = (TermStatus.FORBIDDEN, TermStatus.SUPERSEDED)


@dataclass(frozen=True, slots=True)
class _Entry:
    """What is compared of a row: where it stands, its forms and their folded keys."""

    path: Path
    line: int
    id: str
    status: TermStatus
    kind: str
    subject: str
    forms: tuple[str, str]
    keys: tuple[str, str]
    variants: tuple[tuple[str, ...], tuple[str, ...]]
    refused: tuple[str, ...]

    @property
    def approved(self) -> bool:
        return self.status in (TermStatus.PREFERRED, TermStatus.ALLOWED)

    @property
    def place(self) -> str:
        return f"{self.path.name}:{self.line}"

    def tell(self, rule: str, message: str) -> LintFinding:
        return LintFinding(self.path, self.line, rule, message, self.id)


def between(files: Sequence[GlossaryFile]) -> Iterator[LintFinding]:
    """Yield what entries say against each other. One finding a row and rule; linear in the rows."""
    entries = [e for file in files for e in _entries(file)]
    yield from _ids(entries)
    yield from _pairs(entries)
    yield from _variants(entries)
    yield from _refused(entries)
    yield from _superseded(entries)
    yield from _spellings(entries)


def _entries(file: GlossaryFile) -> Iterator[_Entry]:
    arabic, english = file.cells("ar"), file.cells("en")
    more = [file.cells(f"{language}_variants") for language in ("ar", "en")]
    other = (TermStatus.ALLOWED,)
    forbidden = file.cells("en_forbidden")
    for n, c in enumerate(file.concepts):
        forms = arabic[n].strip(), english[n].strip()
        status = c.status
        yield _Entry(
            path=file.path,
            line=c.line,
            id=c.id,
            status=status,
            kind=c.kind,
            subject=c.subject,
            forms=forms,
            keys=(fold_key(forms[0]), fold_key(forms[1])),
            variants=(c.forms("ar", *other) if more[0][n] else (), c.forms("en", *other) if more[1][n] else ()),
            refused=c.forms("en", *_REFUSED) if forbidden[n] or status in _REFUSED else (),
        )


def _ids(entries: Sequence[_Entry]) -> Iterator[LintFinding]:
    first: dict[str, _Entry] = {}
    for e in entries:
        other = first.setdefault(e.id, e)
        if other.path != e.path:
            yield e.tell("id-in-two-files", f"the id {e.id!r} is used at {other.place} too")


def _pairs(entries: Sequence[_Entry]) -> Iterator[LintFinding]:
    """Find the same pair twice, two English forms of an Arabic one, and two Arabic forms of an English one.

    Entries of two subjects do not contradict each other.
    """
    pairs: dict[tuple[str, str], _Entry] = {}
    seen: tuple[dict[str, list[_Entry]], dict[str, list[_Entry]]] = (defaultdict(list), defaultdict(list))
    for e in entries:
        twin = pairs.get(e.keys)
        if twin is not None and twin.status is e.status:
            yield e.tell("duplicate-entry", f"the same pair stands at {twin.place}")
            continue
        pairs.setdefault(e.keys, e)
        if not e.approved:
            continue
        for side, rule in ((0, "two-targets"), (1, "two-sources")):
            other = next((o for o in seen[side][e.keys[side]] if not _apart(o, e)), None)
            if other is not None:
                yield e.tell(rule, f"{e.forms[side]!r} is {other.forms[1 - side]!r} at {other.place}")
            # Two are enough to compare with: subjects apart, a long list would make this quadratic.
            if len(seen[side][e.keys[side]]) < 2:
                seen[side][e.keys[side]].append(e)


def _apart(one: _Entry, two: _Entry) -> bool:
    return bool(one.subject and two.subject and one.subject != two.subject)


def _variants(entries: Sequence[_Entry]) -> Iterator[LintFinding]:
    for side in (0, 1):
        preferred: dict[str, _Entry] = {}
        for e in entries:
            if e.approved:
                preferred.setdefault(e.keys[side], e)
        for e in entries:
            for form in e.variants[side]:
                other = preferred.get(fold_key(form))
                # Of one Arabic form with two entries two-targets tells already.
                if other is not None and other.keys[side] != e.keys[side] and not _apart(other, e):
                    yield e.tell("variant-is-preferred-elsewhere", f"{form!r} is the preferred form at {other.place}")
                    break


def _refused(entries: Sequence[_Entry]) -> Iterator[LintFinding]:
    """Find English forms one entry refuses and another accepts for the same Arabic form."""
    accepted: dict[tuple[str, str], _Entry] = {}
    for e in entries:
        if e.approved:
            for form in (e.forms[1], *e.variants[1]):
                accepted.setdefault((e.keys[0], form), e)
    for e in entries:
        for form in e.refused:
            other = accepted.get((e.keys[0], form))
            if other is not None and other is not e:
                yield e.tell("forbidden-is-preferred", f"{form!r} is refused here and accepted at {other.place}")
                break


def _superseded(entries: Sequence[_Entry]) -> Iterator[LintFinding]:
    """Find superseded entries in whose place nothing approved stands, neither for their Arabic nor their English form."""
    approved = {key for e in entries if e.approved for key in (("ar", e.keys[0]), ("en", e.keys[1]))}
    for e in entries:
        if e.status is TermStatus.SUPERSEDED and not {("ar", e.keys[0]), ("en", e.keys[1])} & approved:
            yield e.tell("superseded-chain", f"{e.forms[1]!r} is superseded and no approved entry takes its place")


def _spellings(entries: Sequence[_Entry]) -> Iterator[LintFinding]:
    """Find Arabic name words written in two ways in English, over rows of persons whose words go one to one."""
    found: dict[str, dict[str, list[_Entry]]] = defaultdict(lambda: defaultdict(list))
    for e in entries:
        if e.kind != "person" or not e.approved:
            continue
        arabic, english = _name_words(e.forms[0]), parts(e.forms[1])
        if len(arabic) == len(english):
            for a, word in zip(arabic, english, strict=True):
                if len(a) > 1:
                    found[a][word].append(e)
    told: Counter[tuple[Path, int]] = Counter()
    for arabic_word, spellings in found.items():
        if len(spellings) < 2:
            continue
        best = max(spellings, key=lambda s: len(spellings[s]))
        for spelling, places in spellings.items():
            for e in places if spelling != best else ():
                if not told[e.path, e.line]:
                    told[e.path, e.line] += 1
                    usual = f"{best!r} at {spellings[best][0].place} ({len(spellings[best])} rows)"
                    yield e.tell("name-spelled-two-ways", f"{arabic_word!r} is {spelling!r} here and {usual}")


def _name_words(name: str) -> list[str]:
    """Return the words of an Arabic name, folded and without article."""
    return [w.removeprefix("ال") if len(w) > 4 else w for w in fold(name, T1).split()]
