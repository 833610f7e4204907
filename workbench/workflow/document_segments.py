"""The segments of the open document: a sequence that is read a page at a time and counted without being read.

An article is a few hundred segments and soon all in memory; a book of 100,000 opens as fast and takes little more.
"""

from __future__ import annotations

import threading
from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from typing import overload

from workbench.errors import StoreError
from workbench.model import Role, Segment
from workbench.store import segment_pages as pages
from workbench.store.connection import Store
from workbench.text.tokens import count_words

PAGE = 256
"""Segments read together."""
PAGES, BOOK_PAGES = 64, 16
"""Pages kept: a document that has no more is read once; of a longer one fewer."""


class DocumentSegments(Sequence[Segment]):
    """The segments of a document as they were when it was opened, each as it was last written here.

    Laws: the segment at a place is always the one with the id it had there at first, whatever others split and join
    meanwhile (one that is gone is empty and not translated); what was put there last is what is read. Several threads may
    read and one may write.
    """

    def __init__(self, store: Store, document: int) -> None:
        self._store, self._document = store, document
        self._ids = pages.ids(store.read(), document)
        self._lock = threading.RLock()
        self._pages: OrderedDict[int, list[Segment]] = OrderedDict()
        self._states: bytearray | None = None
        self._words = array("L")
        self._keys = array("q")
        self.words_total = 0
        self.words_done = 0
        if not self.long:
            self._state_of_all()

    @property
    def long(self) -> bool:
        """Whether it is a book: not all of it is kept in memory, and counting takes seconds."""
        return len(self) > PAGE * PAGES

    # ------------------------------------------------------------------ reading

    def __len__(self) -> int:
        return len(self._ids)

    @overload
    def __getitem__(self, at: int) -> Segment: ...

    @overload
    def __getitem__(self, at: slice) -> list[Segment]: ...

    def __getitem__(self, at: int | slice) -> Segment | list[Segment]:
        """Return the segment at a place, from 0; read with its neighbours where they are not in memory."""
        if isinstance(at, slice):
            return [self[n] for n in range(*at.indices(len(self)))]
        if at < 0:
            at += len(self)
        if not 0 <= at < len(self):
            raise IndexError(at)
        page = self._pages.get(at // PAGE)
        return page[at % PAGE] if page is not None else self._page(at // PAGE)[at % PAGE]

    def __iter__(self) -> Iterator[Segment]:
        """Give all, one at a time; of a long document they are not kept."""
        if not self.long:
            for at in range(len(self)):
                yield self[at]
            return
        there = {s.id: s for s in pages.each(self._store.read(), self._document)} if self.moved() else None
        found = iter(pages.each(self._store.read(), self._document)) if there is None else iter(())
        for at, id_ in enumerate(self._ids):
            segment = next(found, None) if there is None else there.get(id_)
            yield segment if segment is not None and segment.id == id_ else self._gone(at)

    def moved(self) -> bool:
        """Whether somebody has split or joined since these were read."""
        return pages.ids(self._store.read(), self._document) != self._ids

    def _page(self, number: int) -> list[Segment]:
        with self._lock:
            page = self._pages.get(number)
            if page is None:
                first = number * PAGE
                wanted = self._ids[first : first + PAGE]
                found = self._read(wanted)
                page = [(found or {}).get(id_) or self._gone(first + n) for n, id_ in enumerate(wanted)]
                if found is None:
                    # Not kept: it is read again when it is drawn the next time.
                    return page
                self._pages[number] = page
                if len(self._pages) > (BOOK_PAGES if self.long else PAGES):
                    self._pages.popitem(last=False)
            else:
                self._pages.move_to_end(number)
            return page

    def _read(self, wanted: Sequence[int]) -> dict[int, Segment] | None:
        """Return the segments with these ids; None when the database cannot be read now, which no drawing may end by."""
        try:
            return pages.load_page(self._store.read(), self._document, wanted)
        except StoreError:
            return None

    def _gone(self, at: int) -> Segment:
        return Segment(self._ids[at], self._document, at + 1, 0, Role.BODY, 0, 0, "", translate=False)

    def place_of(self, segment: int, at: int = 0) -> int | None:
        """Return where the segment with an id is, from 0, as a rule ``at``; None when there is none."""
        if 0 <= at < len(self) and self._ids[at] == segment:
            return at
        try:
            return self._ids.index(segment)
        except ValueError:
            return None

    # ------------------------------------------------------------------ writing

    def __setitem__(self, at: int, segment: Segment) -> None:
        """Take what was written at a place."""
        with self._lock:
            page = self._pages.get(at // PAGE)
            if page is not None:
                page[at % PAGE] = segment
            if self._states is not None:
                before, after = self._states[at], pages.state_of(segment)
                self._states[at] = after
                if self._words:
                    self.words_done += self._words[at] * ((after == pages.DONE) - (before == pages.DONE))

    def changed_elsewhere(self) -> list[Segment] | None:
        """Return those of the segments in memory that others have changed, and count anew; None when they split or joined.

        For a thread: the outline is read.
        """
        conn = self._store.read()
        if pages.ids(conn, self._document) != self._ids:
            return None
        with self._lock:
            self._states = None
            self._state_of_all()
            self._count_done()
            held = [(number, list(page)) for number, page in self._pages.items()]
        out = []
        for number, page in held:
            found = pages.load_page(conn, self._document, self._ids[number * PAGE : number * PAGE + PAGE])
            out += [found[s.id] for s in page if s.id in found and found[s.id].rev != s.rev]
        return out

    # ------------------------------------------------------------------ counting

    @property
    def counted(self) -> bool:
        """Whether it is known how many are confirmed: of a long document only some time after it was opened."""
        return self._states is not None

    @property
    def translatable(self) -> int:
        """Segments to translate."""
        return len(self) - self._state_of_all().count(pages.LEFT_OUT)

    @property
    def confirmed(self) -> int:
        """Segments confirmed and committed."""
        return self._state_of_all().count(pages.DONE)

    def count_states(self) -> None:
        """Know how many are confirmed: a tenth of a second with 100,000."""
        self._state_of_all()

    def take_stock(self, rest: Callable[[], None] = lambda: None) -> None:
        """Count words and find texts that stand twice, calling ``rest`` behind every segment. Reads everything."""
        self._state_of_all()
        words, keys = array("L"), array("q")
        for segment in self:
            words.append(count_words(segment.source) if segment.translate else 0)
            keys.append(hash(segment.source.strip()))
            rest()
        with self._lock:
            self._words, self._keys = words, keys
            self._count_done()

    def _count_done(self) -> None:
        self.words_total = sum(self._words)
        states = self._state_of_all()
        self.words_done = sum(w for w, state in zip(self._words, states, strict=False) if state == pages.DONE)

    def _state_of_all(self) -> bytearray:
        with self._lock:
            if self._states is None:
                self._states = pages.states(self._store.read(), self._document)
            return self._states

    # ------------------------------------------------------------------ finding

    def next_open(self, number: int, step: int, busy: Callable[[int], object]) -> int:
        """Return the number of the next segment still to do, going round at the end; ``number`` when there is none.

        Behind the last of them come confirmed ones with a newer draft: it does not go out before it is confirmed.
        One for which ``busy`` says so, called with its number, is passed over.
        """
        if not self.counted and number == len(self) and step == 1:
            # Before the first paint: the first open one is found without counting.
            return pages.first_open(self._store.read(), self._document) or number
        states, n = self._state_of_all(), len(self)
        for distance in range(1, n + 1):
            at = (number - 1 + distance * step) % n
            if states[at] in (pages.OPEN, pages.DRAFT) and not busy(at + 1):
                return at + 1
        newer = [k for k in pages.newer_drafts(self._store.read(), self._document) if k != number and not busy(k)]
        return min(newer, key=lambda k: (k - number) * step % n, default=number)

    def alike(self, number: int) -> list[int]:
        """Return the numbers of other segments that may have the same text, edge white space aside: all that do are there."""
        if not self._keys:
            text = self[number - 1].source.strip()
            return [n for n, s in enumerate(self, 1) if n != number and s.source.strip() == text]
        # By bytes: C looks through 100,000 keys in a tenth of a millisecond.
        size = self._keys.itemsize
        data, key = self._keys.tobytes(), self._keys[number - 1 : number].tobytes()
        out = []
        at = data.find(key)
        while at >= 0:
            if at % size == 0 and at // size != number - 1:
                out.append(at // size + 1)
            at = data.find(key, at + 1)
        return out
