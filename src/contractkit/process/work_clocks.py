"""What the clocks of its promises say of a step: whether it is owed, when it was cancelled, when it stands still."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import attrs

from contractkit.process.item_clocks import ItemClock, ItemClocks
from contractkit.process.pauses import FOREVER, NEVER, Pauses
from contractkit.process.steps import Key, Work, waits_through
from contractkit.records.clauses import ClauseRef

__all__ = ["WorkClocks"]


@attrs.frozen
class WorkClocks:
    """The steps of an item beside the clocks of its promises.

    Attributes:
        works: The steps that are done for the item, by key.
        every: All steps of the wording, by key.
        clocks: How the clocks of its promises went.
    """

    works: Mapping[Key, Work]
    every: Mapping[Key, Work]
    clocks: ItemClocks

    def is_owed(self, one: Work) -> bool:
        """Return whether a step is owed: not outside of the agreement, nor for a promise of work out of scope."""
        return self.clocks.promises_hold or (self.clocks.agreement_holds and not self._promises(one))

    def _promises(self, one: Work) -> set[ClauseRef]:
        """Return the promises that a step is done for: its own, else those of the steps that wait for it."""
        if one.serves is not None:
            return {one.serves}
        return {ref for other in self.behind(one) for ref in self._promises(other)}

    def _clocks(self, one: Work) -> tuple[ItemClock, ...]:
        """Return the clocks of the promises that a step is done for."""
        found = {clock.clause: clock for ref in self._promises(one) for clock in self.clocks.of(ref)}
        return tuple(found.values())

    def cancelled(self, one: Work, done: int | None) -> int | None:
        """Return when a step was cancelled with its promises, if it was not done by then; None where it was not.

        A step that is done for no promise of the item is cancelled when all that was promised about the item is.
        """
        clocks = self._clocks(one) or self.clocks.clocks
        ends = [clock.cancelled for clock in clocks]
        known = [at for at in ends if at is not None]
        if not known or len(known) < len(ends):
            return None
        at = max(known)
        return None if done is not None and done <= at else at

    def pauses(self, one: Work) -> Pauses:
        """Return when a step stands still: while the clocks of all its promises do that are not over.

        A step of the customer does not: it is what the clock waits for.
        """
        clocks = self._clocks(one)
        if one.step.party == "customer" or not clocks:
            return NEVER
        if len(clocks) == 1:
            return clocks[0].pauses
        found = Pauses(((-FOREVER, FOREVER),))
        for clock in clocks:
            over = () if clock.over is None else ((clock.over, FOREVER),)
            found = found.and_also(Pauses.of((*clock.pauses.spans, *over)))
        ends = [clock.over for clock in clocks]
        whole = [end for end in ends if end is not None]
        return found.before(max(whole)) if len(whole) == len(ends) else found

    def is_for(self, one: Work, promise: ClauseRef) -> bool:
        """Return whether a step is done for a promise, or for a row of it."""
        return any(ItemClock(promise).is_of(ref) for ref in self._promises(one))

    def behind(self, one: Work) -> Iterator[Work]:
        """Yield the steps that wait for one."""
        for other in self.works.values():
            if one in waits_through(other, self.every, self.works):
                yield other
