"""One item's clock from its start: the pieces of its time, after the rules of starting, stopping and reopening."""

from __future__ import annotations

import attrs

from contractkit.terms.targets import AtField, Limit, Target
from contractkit.testing.replay.conditions import holds, speaks_of
from contractkit.testing.replay.items import Item

__all__ = ["Life", "Piece"]


@attrs.define
class Piece:
    """A stretch: the clock runs, is paused, or is stopped, under a target and its limit."""

    start: int
    end: int
    does: str
    target: Target | None
    limit: Limit | None
    sure_state: bool
    sure_target: bool
    step: int


class Life:
    """One item's clock from its start: pieces of time, and what they come to."""

    def __init__(self, item: Item, begun: int, doubtful: bool) -> None:  # noqa: FBT001 - internal: unknown counts as met
        self.item, self.begun, self.doubtful = item, begun, doubtful
        self.contradicted = False
        self.stopped: int | None = None
        self.pieces: list[Piece] = []
        self.build()

    # -- pieces ------------------------------------------------------------------------------------------------

    def build(self) -> None:
        """Cut the steps at the start and at the last stop, and say what the clock does in each."""
        item, line = self.item, self.item.line
        pieces: list[Piece] = []
        flags: list[tuple[bool, bool, int]] = []  # stop state, the rest of the result, step
        for step, (at, _) in enumerate(item.steps):
            end = item.steps[step + 1][0] if step + 1 < len(item.steps) else 2**62
            if end <= self.begun:
                continue
            stops, pauses = item.stops(step), item.pauses(step)
            target, limit, sure = item.target(step, self.begun)
            known = stops is True or (stops is False and pauses is not None)
            does = "paused" if pauses else "runs"
            start = max(at, self.begun) if pieces else self.begun
            column = isinstance(line.measure.starts, AtField)  # only a column starts a clock while it is stopped
            if column and not pieces and stops and (at < self.begun or (step and item.stops(step - 1))):
                self.contradicted = True
            pieces.append(Piece(start, end, does, target, limit, known, sure, step))
            also = holds(target.also, item.steps[step][1]) if target is not None else True
            flags.append((stops is True, also is True or (also is None and self.doubtful), step))
        if isinstance(line.measure.stops, AtField):
            self.stop_by_column(pieces, [rest for _, rest, _ in flags])
        else:
            self.stop_by_state(pieces, flags)
        first = next((place for place in range(len(self.pieces)) if self.may_start(place)), len(self.pieces))
        self.pieces = self.pieces[first:]
        for piece in self.pieces:
            piece.target, piece.limit, piece.sure_target = item.target(piece.step, self.pieces[0].start)

    def may_start(self, place: int) -> bool:
        """Return whether a target comes to apply, or may, where a piece begins: not by the date alone (rule 14)."""
        item, piece = self.item, self.pieces[place]
        _, limit, sure = item.target(piece.step, piece.start)
        now, before = item.classified(piece.step), item.classified(self.pieces[place - 1].step)
        changed = not place or any(now.get(field) != before.get(field) for field in item.choosing)
        return (limit is not None or not sure) and changed

    def stop_by_column(self, pieces: list[Piece], reached: list[bool]) -> None:
        """Stop at the instant in the column, or where the rest of a result is first there after it."""
        item = self.item
        named = item.column_stop()
        if named is not None and named < self.begun:
            self.contradicted, named = True, self.begun
        end = item.as_of
        if named is not None:
            for piece, rest in zip(pieces, reached, strict=True):
                at = max(piece.start, named)
                if rest and piece.end > at:
                    end, self.stopped = at, at
                    break
        self.pieces = [attrs.evolve(piece, end=min(piece.end, end)) for piece in pieces if piece.start <= end]
        if self.stopped is not None:
            last = self.pieces[-1]
            if last.start == end:
                last.does, last.sure_state = "stopped", True
            else:
                self.pieces.append(attrs.evolve(last, start=end, end=end, does="stopped", sure_state=True))

    def stop_by_state(self, pieces: list[Piece], flags: list[tuple[bool, bool, int]]) -> None:
        """Stop where the state says so; of an unbroken stretch of stops one counts."""
        line, place = self.item.line, 0
        while place < len(pieces):
            if not flags[place][0]:
                self.pieces.append(pieces[place])
                place += 1
                continue
            after = place
            while after < len(pieces) and flags[after][0]:
                after += 1
            while place < after and not flags[place][1]:  # stopped, but the rest of the result is not there yet
                self.pieces.append(pieces[place])
                place += 1
            if place == after:
                continue
            stop = place
            if line.stops == "last":
                for later in range(place + 1, after):
                    if self.says_something_new(flags[later][2]):
                        stop = later
            before = self.pieces[-1].does if self.pieces else "runs"
            for early in range(place, stop):
                self.pieces.append(attrs.evolve(pieces[early], does=before, sure_state=True))
            if after == len(pieces):
                at = pieces[stop].start
                self.stopped = at
                self.pieces.append(attrs.evolve(pieces[stop], end=at, does="stopped", sure_state=True))
            elif line.on_reopen == "undo-stop":
                self.pieces += [attrs.evolve(piece, does="runs", sure_state=True) for piece in pieces[stop:after]]
            else:
                until = pieces[after].start
                self.pieces.append(attrs.evolve(pieces[stop], end=until, does="stopped", sure_state=True))
            place = after
        if self.stopped is None:
            self.pieces[-1].end = self.item.as_of

    def says_something_new(self, step: int) -> bool:
        """Return whether a step changed one of the fields that stop the clock (rules 4 and 16)."""
        condition = self.item.stop_condition
        before, now = self.item.steps[step - 1][1], self.item.steps[step][1]
        return condition is not None and any(before.get(field) != now.get(field) for field in speaks_of(condition))
