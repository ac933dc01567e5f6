"""An agreement that is kept as the papers that make it, packed, and compiled again when somebody looks into it.

Ten thousand agreements with all their terms are half a gigabyte; as packed papers they are a few dozen megabytes. The
agreements that were looked at last stay as they are, and so does one whose papers are large.
"""

from __future__ import annotations

from collections import OrderedDict
from functools import lru_cache
from threading import Lock
from typing import Any, Literal, TypeGuard, cast

import attrs

from contractkit.compiling.agreement import Checked
from contractkit.compiling.desk import Look
from contractkit.compiling.grouping import Group
from contractkit.compiling.versions import compile_group
from contractkit.documents.packing import PackedPaper
from contractkit.documents.source import PaperSource
from contractkit.errors import Problem
from contractkit.terms.agreement import Agreement
from contractkit.terms.keeping import kept_packed, kept_parts

__all__ = ["Use", "Wording", "can_be_packed", "kept", "kept_checked"]

Use = Literal["at-once", "later"]
"""Whether somebody may look into an agreement at once, or many others come before."""

LARGE = 100_000
"""An agreement whose papers have more characters than this together is not packed: to compile it again takes long."""

OPEN = 250_000
"""So many characters the papers may have, all together, of the agreements that were looked at last."""

_AT_HAND = ("id", "title", "zone", "currency", "parties", "under")
_SHARED_PAPERS = 16


@attrs.frozen(eq=False)
class Wording:
    """All papers of one agreement.

    Attributes:
        papers: The papers with clauses, the one at the head first.
        above: The ids of the framework's papers among them.
        amendments: The amendments.
        notices: The notices.
        look: How closely the papers were looked at.
    """

    papers: tuple[PackedPaper, ...]
    above: frozenset[str] = frozenset()
    amendments: tuple[PackedPaper, ...] = ()
    notices: tuple[PackedPaper, ...] = ()
    look: Look = "usual"

    @property
    def size(self) -> int:
        """Return how many characters the papers have together, about."""
        return sum(paper.size for paper in (*self.papers, *self.amendments, *self.notices))

    def compiled(self) -> tuple[Agreement, tuple[Problem, ...]]:
        """Return the agreement as it was compiled the first time."""
        papers: Any = tuple(_read(paper) for paper in self.papers)
        amendments: Any = [_read(paper) for paper in self.amendments]
        notices: Any = [_read(paper) for paper in self.notices]
        return compile_group(Group(papers, self.above, look=self.look), amendments, notices)

    def __call__(self) -> Agreement:
        """Return the agreement with all its terms, from those that were looked at last or compiled again."""
        return _LAST.of(self)


@lru_cache(maxsize=_SHARED_PAPERS)
def _read(paper: PackedPaper) -> PaperSource:
    """Return a paper, opened again; a catalogue that many agreements share is opened once for several of them."""
    return cast("PaperSource", paper.read()[0])


class _LookedAt:
    """The agreements that were looked at last, and the papers of those that came in last and were not looked at."""

    def __init__(self) -> None:
        self._open: OrderedDict[Wording, Agreement | Group] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    def of(self, wording: Wording) -> Agreement:
        """Return an agreement with all its terms."""
        with self._lock:
            found = self._open.get(wording)
            if found is not None:
                self._open.move_to_end(wording)
        if isinstance(found, Agreement):
            return found
        agreement, _ = wording.compiled() if found is None else compile_group(found, (), ())
        return self.put(wording, agreement)

    def put(self, wording: Wording, agreement: Agreement) -> Agreement:
        """Keep an agreement for a while; return the one that is kept, if another was faster."""
        with self._lock:
            found = self._open.get(wording)
            if isinstance(found, Agreement):
                return found
            self._keep(wording, agreement)
        return agreement

    def put_papers(self, wording: Wording, group: Group) -> None:
        """Keep the papers of an agreement open for a while."""
        with self._lock:
            self._keep(wording, group)

    def _keep(self, wording: Wording, entry: Agreement | Group) -> None:
        if wording not in self._open:
            self._size += wording.size
        self._open[wording] = entry
        while self._size > OPEN and len(self._open) > 1:
            oldest, _ = self._open.popitem(last=False)
            self._size -= oldest.size


_LAST = _LookedAt()


def can_be_packed(wording: Wording | None) -> TypeGuard[Wording]:
    """Return whether an agreement is kept as its papers: they are all there, and not large."""
    return wording is not None and wording.size <= LARGE


def kept_checked(checked: Checked, wording: Wording, group: Group, use: Use) -> Agreement:
    """Return an agreement whose terms are made when somebody looks into it.

    Args:
        checked: What is known of it.
        wording: Its papers, packed.
        group: Its papers, open.
        use: As for `kept`.
    """
    if use == "at-once":
        _LAST.put_papers(wording, group)
    return kept_parts(Agreement, checked.at_hand, wording)


def kept(agreement: Agreement, wording: Wording | None, use: Use) -> Agreement:
    """Return an agreement as it is kept: packed, where its papers are there to open it from and are not large.

    Args:
        agreement: The agreement that the papers make.
        wording: Its papers; None where one of them cannot be packed.
        use: Whether somebody may look into it at once, or many others come before.
    """
    if not can_be_packed(wording):
        return agreement
    if use == "at-once":
        _LAST.put(wording, agreement)
    return kept_packed(agreement, _AT_HAND, wording)
