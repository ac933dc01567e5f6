"""What the pieces of a life come to: time used, when a limit is due, and what a change of target does."""

from __future__ import annotations

import attrs

from contractkit.errors import CalendarHorizonError, NeverOpenError
from contractkit.quantities.spans import CalendarDays, Moment, Months
from contractkit.terms.targets import Limit
from contractkit.testing.replay.lives import Life, Piece
from contractkit.testing.replay.measuring import (
    amount_of,
    aware,
    last_in_time,
    time_after,
    time_in,
    us_of,
)

__all__ = ["Reckoning", "Standing"]


@attrs.frozen
class Standing:
    """How a clock stands at its end; `missing` where the limit names a moment that is not there."""

    used: int
    due: int | None
    until: int | None
    late: bool
    missing: bool = False

    def verdict(self, stopped: int | None) -> str:
        """Return the verdict."""
        return "breached" if self.late else "running" if stopped is None else "met"


@attrs.frozen
class Stretch:
    """How long one limit held: its end is where its own time ends, which is the stop if the clock was stopped then."""

    begin: int
    end: int
    limit: Limit


class Reckoning:
    """The pieces of one life, counted in one reading: contractual (pauses left out) or as lived (pauses in)."""

    def __init__(self, life: Life, also: tuple[str, ...]) -> None:
        self.life = life
        self.running = ("runs", *also)
        self.pieces = life.pieces
        self.end = self.pieces[-1].end
        self.start = self.pieces[0].start

    def counts(self, piece: Piece) -> bool:
        """Return whether a piece counts in this reading."""
        return piece.does in self.running and piece.limit is not None

    def stretches(self) -> list[Stretch]:
        """Return the stretches of each limit, in the order in which they came to hold."""
        found: list[Stretch] = []
        for piece in self.pieces:
            if piece.limit is None:
                continue
            end = piece.start if piece.does == "stopped" else piece.end
            if found and found[-1].limit is piece.limit:
                found[-1] = attrs.evolve(found[-1], end=end)
            else:
                found.append(Stretch(piece.start, end, piece.limit))
        return found

    def changes(self) -> list[tuple[int, Limit]]:
        """Return the limits in the order in which they came to hold, each with the instant of the change."""
        return [(stretch.begin, stretch.limit) for stretch in self.stretches()]

    def standing(self) -> Standing:
        """Go through the changes of limit and return how the clock stands (rules 9, 11 and 20; decision 0251)."""
        due = until = None
        late = missing = False
        stretches = self.stretches()
        for place, stretch in enumerate(stretches):
            last = place == len(stretches) - 1
            own = self.due_of(stretch.limit, "last" if last else "earlier")
            if place and own[0] is not None and own[0] <= stretch.begin:  # used up already
                if missing:  # whether it was in time until here is not known, and decides when it is due
                    continue
                if not late:
                    due = until = stretch.begin
            else:
                due, until = own
                missing = self.is_missing(stretch.limit)
            late = until is not None and until < (self.end if last else stretch.end)
        current = stretches[-1].limit
        still = self.pieces[-1].does not in self.running and self.life.stopped is None
        if still and not late and not self.is_fixed(current):
            due = until = None
        return Standing(self.amount(), due, until, late, missing)

    def due_of(self, limit: Limit, which: str) -> tuple[int | None, int | None]:
        """Return what `reckon` does; nothing for an earlier limit that could never be used up."""
        try:
            return self.reckon(limit)
        except (NeverOpenError, CalendarHorizonError):
            if which == "last":
                raise
            return None, None

    def is_missing(self, limit: Limit) -> bool:
        """Return whether a limit names a moment that is not there."""
        return isinstance(limit.within, Moment) and self.moment(limit) is None

    def is_fixed(self, limit: Limit) -> bool:
        """Return whether no pause moves the due of a limit (rules 20 and 32)."""
        return isinstance(limit.within, CalendarDays | Months | Moment)

    def amount(self) -> int:
        """Return how much was used by the end; nothing of what names a moment."""
        names = isinstance(self.changes()[-1][1].within, CalendarDays | Months | Moment)
        return 0 if names else self.used()

    def reckon(self, limit: Limit) -> tuple[int | None, int | None]:
        """Return when a limit is used up on these pieces, and the last instant in time."""
        if isinstance(limit.within, CalendarDays | Months | Moment):
            moment = self.moment(limit)
            return moment, moment
        return self.time_due(amount_of(limit.within)), self.time_until(amount_of(limit.within))

    # -- time --------------------------------------------------------------------------------------------------

    def used(self) -> int:
        """Return the time that was used by the end."""
        total = 0
        for piece in self.pieces:
            if self.counts(piece) and piece.limit is not None:
                total += time_in(piece.limit, piece.start, piece.end)
        return total

    def time_due(self, amount: int) -> int | None:
        """Return the earliest instant by which an amount has been used; for none of it the first that would."""
        if amount == 0:
            return self.first_counted()
        left = amount
        for piece in self.pieces:
            if self.counts(piece) and piece.limit is not None:
                measured = time_in(piece.limit, piece.start, piece.end)
                if measured >= left:
                    return time_after(piece.limit, piece.start, left)
                left -= measured
        return None if self.stands_still() else time_after(self.changes()[-1][1], self.end, left)

    def first_counted(self) -> int | None:
        """Return the first instant that would use something."""
        for piece in self.pieces:
            if self.counts(piece) and piece.limit is not None and time_in(piece.limit, piece.start, piece.end):
                return time_after(piece.limit, piece.start, 0)
        return None if self.stands_still() else time_after(self.changes()[-1][1], self.end, 0)

    def time_until(self, amount: int) -> int | None:
        """Return the last instant by which no more than an amount has been used."""
        left = amount
        for piece in self.pieces:
            if self.counts(piece) and piece.limit is not None:
                measured = time_in(piece.limit, piece.start, piece.end)
                if measured > left:
                    return last_in_time(piece.limit, piece.start, left)
                left -= measured
        return None if self.stands_still() else last_in_time(self.changes()[-1][1], self.end, left)

    def stands_still(self) -> bool:
        """Return whether the clock is open and does not run."""
        return self.life.stopped is None and self.pieces[-1].does not in self.running

    # -- moments -----------------------------------------------------------------------------------------------

    def moment(self, limit: Limit) -> int | None:
        """Return the instant that a limit names."""
        if isinstance(limit.within, Moment):
            return self.life.item.instant(limit.within.field)
        return us_of(limit.calendar.due_at(aware(self.start), limit.within))
