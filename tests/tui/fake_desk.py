"""A desk in memory: what the screen asks of a document, without a database."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from typing import Any

from workbench.config import Settings
from workbench.errors import MTError, StoreError, WorkbenchError
from workbench.model import (
    Comment,
    Concept,
    Document,
    Enforce,
    Fragment,
    Issue,
    Origin,
    Project,
    Proposal,
    ProposalKind,
    Role,
    SaveKind,
    SaveResult,
    Segment,
    Severity,
    Side,
    State,
    Term,
    TermHit,
    TermUse,
    TermUseKind,
    Waiver,
    WaiverReason,
)
from workbench.text.used_words import UsedWords
from workbench.workflow import insertions
from workbench.workflow.candidates import Candidate
from workbench.workflow.completion import candidates, offers_of
from workbench.workflow.desk_machine import MTCallback
from workbench.workflow.desk_writing import Saved, SavedCallback
from workbench.workflow.machine import EngineInfo

SOURCES = (
    "قال مدير مستشفى النهر يوم الاثنين إن المبنى جاهز.",
    "زارت سلمى حداد المدرسة القديمة.",
    "بدأ العمل في الصباح.",
    "انتهى اليوم.",
)


def concept(name: str, arabic: str, english: str, *, must: bool = False) -> Concept:
    return Concept(
        id=name,
        terms=(Term("ar", arabic), Term("en", english)),
        enforce=Enforce.MUST if must else Enforce.PREFER,
    )


class FakeDesk:
    """Writes run in a thread of their own, at once; while ``hold`` is set they wait for :meth:`release`."""

    def __init__(
        self,
        sources: Iterable[str] = SOURCES,
        *,
        source: str = "ar",
        target: str = "en",
        settings: Settings | None = None,
        concepts: Iterable[Concept] = (),
        name: str = "doc",
    ) -> None:
        self.project = Project(1, "news", "News", source, target, memories=("main",))
        self.document = Document(1, 1, name, name, "", "")
        self.settings = settings or Settings(author="Tester")
        self.segments = [Segment(n, 1, n, n, Role.BODY, 0, 0, text) for n, text in enumerate(sources, 1)]
        self.concepts = tuple(concepts)
        self.start = 1
        self.read_only = False
        self.recutting = False
        self.rescued: list[dict[str, Any]] = []
        self.glossary_errors: tuple[WorkbenchError, ...] = ()
        self.prepared = False
        self.unsaved, self.last_saved, self.failure = 0, "", ""
        self.words_total, self.words_done, self.memory_size = 20, 0, 3
        self.counted = self.surveyed = True
        self.exact_offers: dict[int, list[Proposal]] = {}
        self.found: dict[int, list[Proposal]] = {}
        self.extra_issues: Callable[[int, str], list[Issue]] = lambda _n, _t: []
        self.engines = (
            EngineInfo(
                "google", "Google Translate (web)", "translate.google.com", True, False, CONSENT, may_be_allowed=True
            ),
        )
        self.asked: list[tuple[int, MTCallback]] = []
        self.allowed: list[tuple[str, bool]] = []
        self.waivers: list[tuple[int, str, str]] = []
        self.notes: list[str] = []
        self.glossaries_changed = False
        self.glossaries_gone: tuple[str, ...] = ()
        self.wanted: dict[str, str] = {}
        self.used = UsedWords()
        self.writes: list[tuple[str, int, str]] = []
        self.origins: list[Origin | None] = []
        self.came_from: list[tuple[str, str]] = []
        self.ahead_of: list[int] = []
        self.places: list[tuple[int, int]] = []
        self.known: dict[int, list[Proposal]] = {}
        self.pieces: dict[int, list[Fragment]] = {}
        self.said: dict[int, list[Comment]] = {}
        self.hold = False
        self.effort: dict[int, int] = {}
        self.fails = False
        self.conflicts = False
        self.closed = False
        self._held: list[Callable[[], None]] = []
        self._undo: list[Segment] = []
        self._confirming: set[int] = set()

    # ------------------------------------------------------------------ reading

    def prepare(self) -> None:
        self.prepared = True

    def segment(self, number: int) -> Segment:
        return self.segments[number - 1]

    @property
    def translatable(self) -> int:
        return sum(s.translate for s in self.segments)

    @property
    def confirmed(self) -> int:
        return sum(s.state.confirmed for s in self.segments)

    def next_open(self, number: int, step: int = 1) -> int:
        n = len(self.segments)
        for distance in range(1, n + 1):
            at = (number - 1 + distance * step) % n
            if not self.segments[at].state.confirmed and at + 1 not in self._confirming:
                return at + 1
        return number

    def confirming(self, number: int) -> bool:
        return number in self._confirming

    def terms(self, number: int) -> tuple[TermHit, ...]:
        text = self.segment(number).source
        hits = []
        for c in self.concepts:
            for form in c.forms(self.project.source):
                at = text.find(form)
                if at >= 0:
                    hits.append(TermHit(at, at + len(form), form, c, c.terms[0], 1.0))
        return tuple(sorted(hits, key=lambda h: h.start))

    def uses(self, number: int, text: str) -> list[TermUse]:
        def kind(hit: TermHit) -> TermUseKind:
            kept = hit.concept.preferred(self.project.target) in text
            return TermUseKind.KEPT if kept else TermUseKind.MISSING

        return [TermUse(hit, kind(hit)) for hit in self.terms(number)]

    def issues(self, number: int, text: str, *, confirming: bool = False) -> list[Issue]:
        out = []
        for use in self.uses(number, text):
            c = use.hit.concept
            if use.kind is TermUseKind.MISSING and (number, c.id) not in {w[:2] for w in self.waivers}:
                must = c.enforce is Enforce.MUST
                severity = Severity.CRITICAL if must else Severity.WARNING
                message = f"term not used: {c.preferred(self.project.target)}"
                out.append(
                    Issue(
                        "terminology", severity, Side.SOURCE, use.hit.start, use.hit.end, message, None, c.id, must=must
                    )
                )
        known = {w[:2] for w in self.waivers}
        return [*out, *(i for i in self.extra_issues(number, text) if (number, i.subject) not in known)]

    def exact(self, number: int) -> list[Proposal]:
        return list(self.exact_offers.get(number, ()))

    def matches(self, number: int) -> list[Proposal]:
        return [*self.exact_offers.get(number, ()), *self.found.get(number, ())]

    start_caret: int | None = None

    def remember_position(self, number: int, caret: int = 0) -> None:
        self.places.append((number, caret))

    # ------------------------------------------------------------------ writing

    def save_draft(
        self, number: int, text: str, origin: Origin | None, done: SavedCallback, *, via: str = "", offered: str = ""
    ) -> None:
        self.came_from.append((via, offered))
        self.origins.append(origin)
        self._write("draft", number, text, lambda s: replace(s, draft=text, rev=s.rev + 1), done)

    def confirm(
        self,
        number: int,
        text: str,
        origin: Origin | None,
        reason: str,
        done: SavedCallback,
        *,
        via: str = "",
        offered: str = "",
    ) -> None:
        self.came_from.append((via, offered))
        self.origins.append(origin)
        self._undo.append(self.segment(number))
        self._confirming.add(number)
        self._write(
            "confirm",
            number,
            text,
            lambda s: replace(s, target=text, draft=None, state=State.TRANSLATED, rev=s.rev + 1),
            done,
        )

    def unconfirm(self, number: int, done: SavedCallback) -> None:
        self._write(
            "unconfirm",
            number,
            "",
            lambda s: replace(s, target="", draft=s.current, state=State.INITIAL, rev=s.rev + 1),
            done,
        )

    def undo_confirm(self, done: SavedCallback) -> int | None:
        if not self._undo:
            return None
        before = self._undo.pop()
        if before.state.confirmed:
            self.confirm(before.number, before.target, before.origin, "undo", done)
            self._undo.pop()
        else:
            self.unconfirm(before.number, done)
        return before.number

    def nowhere(self) -> list[tuple[int, str]]:
        return []

    def try_again(self) -> None:
        """Nothing is kept to be tried again."""

    def waive(self, number: int, issue: Issue, reason: WaiverReason, note: str, done: SavedCallback) -> None:
        self.waivers.append((number, issue.subject, reason.value))
        self.notes.append(note)
        done(Saved(number, "waive"))

    def ignored(self, number: int) -> list[Waiver]:
        return [
            Waiver(n, "terminology" if any(c.id == s for c in self.concepts) else "numbers", s, WaiverReason(r))
            for n, s, r in self.waivers
            if n == number
        ]

    def unwaive(self, number: int, waiver: Waiver, done: SavedCallback) -> None:
        self.waivers = [w for w in self.waivers if w[:2] != (number, waiver.subject)]
        done(Saved(number, "unwaive"))

    def completions(
        self,
        number: int,
        text: str,
        caret: int,
        proposals: Sequence[Proposal] = (),
        bright: int = 0,
        fragments: Sequence[Fragment] = (),
    ) -> list[Candidate]:
        hits, wanted = self.terms(number), self.forms(number, text)
        language = self.project.target
        return candidates(text, caret, offers_of(language, text, hits, wanted, proposals, bright, fragments, self.used))

    def lacking_numbers(self, number: int, text: str) -> list[str]:
        return insertions.lacking_numbers(self.segment(number).source, text, self.project.target)

    def lacking_texts(self, number: int, text: str) -> list[str]:
        return insertions.lacking_texts(self.segment(number).source, text, self.project.source)

    def forms(self, number: int, text: str) -> dict[str, str]:
        return self.wanted

    def follow_glossaries(self) -> None:
        self.glossaries_changed = False

    def set_note(self, number: int, note: str, done: SavedCallback) -> None:
        self._write("note", number, note, lambda s: replace(s, note=note, rev=s.rev + 1), done)

    def _write(
        self, act: str, number: int, text: str, change: Callable[[Segment], Segment], done: SavedCallback
    ) -> None:
        self.unsaved += 1

        def job() -> None:
            self.unsaved -= 1
            self._confirming.discard(number)
            if self.fails:
                self.failure = "the disk is full"
                done(Saved(number, act, error=StoreError("The disk is full.", "Make room.")))
                return
            if self.conflicts:
                theirs = replace(self.segments[number - 1], target="Theirs.", draft=None, state=State.TRANSLATED)
                self.segments[number - 1] = theirs
                done(Saved(number, act, SaveResult(SaveKind.CONFLICT, theirs)))
                return
            self.failure, self.last_saved = "", "10:42"
            self.segments[number - 1] = change(self.segments[number - 1])
            self.writes.append((act, number, text))
            done(Saved(number, act, SaveResult(SaveKind.SAVED, self.segments[number - 1])))

        if self.hold:
            self._held.append(job)
        else:
            _in_thread(job)

    def release(self) -> None:
        """Let the waiting writes end."""
        self.hold = False
        for job in self._held:
            _in_thread(job)
        self._held.clear()

    def with_issues(self, _pace: Any) -> list[int]:
        return [s.number for s in self.segments if self.issues(s.number, s.current)]

    def acted(self, number: int, keys: int = 1) -> None:
        self.effort[number] = self.effort.get(number, 0) + keys

    # ------------------------------------------------------------------ machine translation

    def allow_engine(self, engine: str, yes: bool) -> None:
        self.allowed.append((engine, yes))
        told = {"allowed": yes, "reason": "" if yes else CONSENT, "may_be_allowed": not yes, "refused": not yes}
        self.engines = tuple(replace(e, **told) if e.id == engine else e for e in self.engines)  # type: ignore[arg-type]

    def sample_for_consent(self, number: int) -> str:
        return self.segment(number).source

    written_elsewhere = False
    open_comments = 0
    commented: frozenset[int] = frozenset()

    def comments(self, number: int) -> list[Comment]:
        return self.said.get(number, [])

    def fragments(self, number: int) -> list[Fragment]:
        return self.pieces.get(number, [])

    def known_mt(self, number: int) -> list[Proposal]:
        return self.known.get(number, [])

    def prefetch(self, number: int) -> None:
        self.ahead_of.append(number)

    def request_mt(self, number: int, done: MTCallback, engines: Collection[str] | None = None) -> None:
        self.asked.append((number, done))

    def answer(self, number: int, text: str | MTError) -> None:
        """Let the engine answer every question about a segment, from a thread."""
        for asked, done in self.asked:
            if asked == number:
                what = text if isinstance(text, MTError) else Proposal(ProposalKind.MT, text, "MT google")
                _in_thread(lambda done=done, what=what: done(number, "google", what))  # type: ignore[misc]

    # ------------------------------------------------------------------ the end

    def drawing(self) -> None: ...

    def drawn(self) -> None: ...

    def forget_rescued(self) -> None:
        self.rescued = []

    def flush(self, timeout: float = 10.0) -> bool:
        self.release()
        return True

    def close(self) -> None:
        self.release()
        self.closed = True


CONSENT = "Google Translate (web) is off for this project."


def _in_thread(job: Callable[[], None]) -> None:
    thread = threading.Thread(target=job)
    thread.start()
    thread.join()


def exact(text: str) -> Proposal:
    return Proposal(ProposalKind.EXACT, text, "TM 100 %", score=100)


def fuzzy(text: str, score: int = 87) -> Proposal:
    return Proposal(ProposalKind.FUZZY, text, f"TM {score} %", score=score)
