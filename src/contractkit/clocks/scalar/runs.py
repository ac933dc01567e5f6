"""One start of a clock: it runs and stands still, its target changes, and it may go on after a stop.

A run is fed with what an item says, in order; where it stops, and what a reopening does, is decided in `life`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from contractkit.clocks.scalar.frames import Frame
from contractkit.clocks.scalar.known import Known
from contractkit.clocks.scalar.meaning import NONE, UNSURE
from contractkit.clocks.scalar.plan import Plan
from contractkit.clocks.scalar.sums import Sums

__all__ = ["Run"]

_MARK: Final = "mark of a "

Piece = tuple["Piece | None", int, int, str, int]
"""A piece of a run: the one before it, its begin and end, the mode (or that it is a mark), and how many there are."""


class Run:
    """A clock from its start on.

    Attributes:
        frame: What stays the same: the start, the plan, the relief.
        since: From when on nothing has been added to the sums yet.
        ended: Whether a piece ended at `since` whose last mark has not been added yet.
        mode: What it does since then: ``running`` or ``paused``.
        limit: The limit in force since then, `NONE` or `UNSURE`.
        held: The last limit that was in force; `NONE` where none was yet.
        left: Up to when that limit was measured.
        unsure: Whether it is not known since then what the clock does.
        sums: What was used; under *retroactive* nothing, see `measured`.
        state_doubt: Whether a piece went by of which it is not known what the clock did.
        target_doubt: Whether a piece ran of which it is not known which target applied.
        hidden: Whether such a piece was paused.
    """

    __slots__ = (
        "_pieces",
        "_straight",
        "ended",
        "frame",
        "held",
        "hidden",
        "left",
        "limit",
        "mode",
        "retroactive",
        "since",
        "state_doubt",
        "sums",
        "target_doubt",
        "unsure",
    )

    def __init__(self, plan: Plan, started: int, known: Known, columns: Mapping[str, int | None], limit: int) -> None:
        self.frame = Frame(plan, started, known, columns)
        self.since = self.left = started
        self.ended = False
        self.mode = "running"
        self.limit = limit
        self.held = max(limit, NONE)
        self.unsure = False
        self.sums = Sums(self.held)
        self.retroactive = plan.line.on_change == "retroactive"
        self.state_doubt = self.target_doubt = self.hidden = False
        self._pieces: Piece | None = None
        self._straight: dict[int, tuple[Piece | None, Sums]] = {}

    def copy(self) -> Run:
        """Return a copy to go on with."""
        new = object.__new__(Run)
        new.frame, new.since, new.mode, new.limit, new.held = self.frame, self.since, self.mode, self.limit, self.held
        new.ended, new.left, new.unsure, new.sums = self.ended, self.left, self.unsure, self.sums.copy()
        new.state_doubt, new.target_doubt, new.hidden = self.state_doubt, self.target_doubt, self.hidden
        new.retroactive, new._pieces, new._straight = self.retroactive, self._pieces, self._straight
        return new

    def extend(self, to: int) -> None:
        """Add all up to an instant, but for a mark that stands exactly there."""
        since = self.since
        if to <= since:
            return
        if self.unsure:
            self.state_doubt = True
        limit = self.limit
        if limit == UNSURE:
            if self.mode == "running":
                self.target_doubt = True
            else:
                self.hidden = True
        if self.retroactive:
            self._note(to, self.mode)
        elif limit >= 0:
            self.sums.add(self.frame, limit, since, to, self.mode)
        if limit >= 0:
            self.left = to
        self.since, self.ended = to, True

    def set(self, limit: int, mode: str) -> None:
        """Go on from `since` in a mode, under a limit that may be another one."""
        if self.ended:
            self._end(mode)
        self.mode = mode
        if limit == self.limit:
            return
        if limit >= 0:
            if self.retroactive:
                self.target_doubt = self.hidden = False  # all of it is measured under this limit
            elif self.held < 0:
                self.sums = Sums(limit)
            elif limit != self.held:
                self.sums.change(self.frame, self.held, limit, self.since, self.left)
            self.held = limit
        self.limit = limit

    def stop(self) -> None:
        """Stop at the instant up to which the run has been extended; a mark that stands exactly there was reached."""
        if self.ended:
            self._end("running")

    def resume(self, at: int) -> None:
        """Go on after a stop; what lies between counts nowhere, and a mark exactly at the reopening neither."""
        self.since, self.ended = at, False

    def measured(self, how: Literal["open", "stopped"]) -> Sums:
        """Return the sums up to the instant to which the run has been extended: its stop, or the moment of judging.

        A mark that stands exactly at the moment of judging was reached.
        """
        sums = self._straightened(self.held) if self.retroactive and self.held >= 0 else self.sums
        limit = self.held if self.retroactive else self.limit
        if how == "open" and self.ended and limit >= 0 and self.frame.plan.rulers[limit].days is not None:
            sums = sums.copy()
            sums.add_mark(self.frame, limit, self.since, self.mode)
        return sums

    def _end(self, mode: str) -> None:
        self.ended = False
        if self.retroactive:
            self._note(self.since, _MARK + mode)
        elif self.limit >= 0:
            self.sums.add_mark(self.frame, self.limit, self.since, mode)

    def _note(self, to: int, mode: str) -> None:
        number = self._pieces[4] + 1 if self._pieces is not None else 1
        self._pieces = (self._pieces, self.since, to, mode, number)

    def _straightened(self, limit: int) -> Sums:
        """Return the sums of all pieces under one limit; what was reckoned for it before is gone on with."""
        known, sums = self._straight.get(limit, (None, Sums(limit)))
        todo: list[Piece] = []
        cell, done = self._pieces, 0 if known is None else known[4]
        while cell is not None and cell[4] > done:
            todo.append(cell)
            cell = cell[0]
        if cell is not known:  # the run went another way since then
            sums = Sums(limit)
            while cell is not None:
                todo.append(cell)
                cell = cell[0]
        elif todo:
            sums = sums.copy()
        for _, begin, end, mode, _ in reversed(todo):
            if mode.startswith(_MARK):
                sums.add_mark(self.frame, limit, begin, mode.removeprefix(_MARK))
            else:
                sums.add(self.frame, limit, begin, end, mode)
        self._straight[limit] = (self._pieces, sums)
        return sums
