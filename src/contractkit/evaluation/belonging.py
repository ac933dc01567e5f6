"""Which period an outcome belongs to: by its due, its opening or its stop, as its target says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.evaluation.promises import Promise
from contractkit.facts import NAT, Table

__all__ = ["Assigned", "belongs"]

Ints = NDArray[np.int64]
Rows = NDArray[np.intp]
Flags = NDArray[np.bool_]

_WORDS: Final = ("due", "opened", "stopped")


def belongs(promises: Sequence[Promise], opened: Ints, outcomes: Table, bounds: tuple[int, int]) -> Flags:
    """Return which outcomes belong to a period or may.

    Args:
        promises: What the outcomes are about.
        opened: int64, for each item its opening, `NAT` where it is unknown.
        outcomes: The outcomes.
        bounds: The instants that bound the period.
    """
    found = np.zeros(len(outcomes), np.bool_)
    found[Assigned.of(promises, opened, outcomes).within(bounds, ()).row] = True
    return found


@attrs.frozen(eq=False)
class Assigned:
    """The instant that decides to which period each outcome belongs.

    Attributes:
        row: For each instant the place of its outcome; one that may belong to several pieces comes once for each.
        at: int64, the instant.
        by_due: Whether a period has its end and not its start; else it is the other way round.
        anywhere: Whether the outcome is undetermined, and neither the deciding instant nor a start is known.
        opened: int64, the opening of its item, before which nothing is due; `NAT` where it is unknown.
    """

    row: Rows
    at: Ints
    by_due: Flags
    anywhere: Flags
    opened: Ints

    @classmethod
    def of(cls, promises: Sequence[Promise], opened: Ints, outcomes: Table) -> Assigned:
        """Return the deciding instants: what the target names, else the start, else the opening, else the due."""
        words = [_WORDS.index(promise.target.assigned_by) for promise in promises]
        if len(set(words)) == 1:
            named = np.full(len(outcomes), words[0], np.int8)
        else:
            named = np.array([*words, 0], np.int8)[outcomes.array("promise")]
        due, started = (outcomes.array(name).view(np.int64) for name in ("due", "started"))
        at = due.copy()
        for code, word in enumerate(_WORDS[1:], 1):
            rows = np.flatnonzero(named == code) if code in words else ()
            if len(rows):
                instants = outcomes.array("stopped").view(np.int64) if word == "stopped" else None
                at[rows] = opened[outcomes.array("item_row")[rows]] if instants is None else instants[rows]
        by_due = (named == 0) & (due != NAT)
        lost = np.flatnonzero(at == NAT)
        anywhere = np.zeros(len(outcomes), np.bool_)
        opening = np.full(len(outcomes), NAT, np.int64)
        if len(lost):
            verdict = outcomes.words("verdict")
            undetermined = verdict.codes[lost] == verdict.categories.index("undetermined")
            anywhere[lost] = undetermined & (started[lost] == NAT)
            opening[lost] = opened[outcomes.array("item_row")[lost]]
            for instead in (started[lost], opening[lost], due[lost]):
                at[lost] = np.where(at[lost] == NAT, instead, at[lost])
        return cls(np.arange(len(outcomes)), at, by_due, anywhere, opening)

    def within(self, bounds: tuple[int, int], cuts: Iterable[int]) -> Assigned:
        """Return what lies between `bounds`; what may lie anywhere lies in every piece that ends after its opening.

        Args:
            bounds: The period.
            cuts: Where it is cut into the pieces that are told apart.
        """
        begin, end = bounds
        after = (self.at >= begin) & (self.at < end)
        lies = np.where(self.by_due, (self.at > begin) & (self.at <= end), after)
        some = np.flatnonzero(self.anywhere)
        lies[some] = False
        parts = [self.take(np.flatnonzero(lies))]
        if len(some):
            doubtful = self.take(some)
            for first, last in pairwise([begin, *sorted({cut for cut in cuts if begin < cut < end}), end]):
                may = doubtful.take(np.flatnonzero(doubtful.opened < last))
                here = np.full(len(may.row), first, np.int64)
                parts.append(attrs.evolve(may, at=here, by_due=np.zeros(len(here), np.bool_)))
        names = [field.name for field in attrs.fields(Assigned)]
        if len(parts) == 1:
            return parts[0]
        return Assigned(**{name: np.concatenate([getattr(part, name) for part in parts]) for name in names})

    def take(self, places: Rows) -> Assigned:
        """Return the instants at `places` alone."""
        return Assigned(**{field.name: getattr(self, field.name)[places] for field in attrs.fields(Assigned)})

    def piece(self, bounds: Ints) -> Rows:
        """Return in which of the pieces between `bounds` each instant lies; -1 or the last place for none of them."""
        found = np.searchsorted(bounds, self.at, "right")
        at_end = np.flatnonzero(self.by_due)
        found[at_end] = np.searchsorted(bounds, self.at[at_end], "left")
        return np.where(self.at == NAT, -1, found - 1)
