"""The conditions of a clock line: what starts, stops, pauses, resets and cancels, and which fields they speak of."""

from __future__ import annotations

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.clocks.dimensions import DONE, fields_in
from contractkit.clocks.limits import fields_of_target
from contractkit.clocks.truth import NO, effect_of
from contractkit.terms.conditions import Condition, Is
from contractkit.terms.targets import ClockLine, Happens, WhenState

__all__ = ["Rules"]


@attrs.frozen(eq=False)
class Rules:
    """The conditions of a line, and the fields that they speak of.

    Attributes:
        stop: The condition that stops the clock; None where a column does.
        start: The condition that starts it; None where a column or a happening does, or where it needs no start.
        cancel: The condition that cancels it, or None.
        reset: The condition that resets it, or None.
        pauses: The conditions that pause it.
        waits: The condition under which nothing has asked for the clock yet; None where no happening stops it.
        again: The different conditions of what has to happen again and again.
        ends: The fields that decide start, stop, reset and cancel.
        target_fields: The fields that decide which target applies, and with which limit.
        result_fields: The fields that a result agreement asks for besides.
    """

    stop: Condition | None
    start: Condition | None
    cancel: Condition | None
    reset: Condition | None
    pauses: tuple[Condition, ...]
    waits: Condition | None
    again: tuple[Condition, ...]
    ends: frozenset[str]
    target_fields: frozenset[str]
    result_fields: frozenset[str]

    @classmethod
    def of(cls, line: ClockLine) -> Rules:
        """Return the conditions of `line`; what a happening decides is a condition on `DONE`."""
        measure = line.measure
        stop = measure.stops.condition if isinstance(measure.stops, WhenState) else None
        start = measure.starts.condition if isinstance(measure.starts, WhenState) else None
        waits = None
        if isinstance(measure.stops, Happens):
            stop = Is(DONE, ("stopped",))
            waits = Is(DONE, ("nothing",)) if isinstance(measure.starts, Happens | WhenState) else None
        again = dict.fromkeys(one.again.condition for one in line.targets if isinstance(one.again, WhenState))
        ends = fields_in(one for one in (stop, start, measure.cancels, measure.resets) if one is not None)
        return cls(
            stop,
            start,
            measure.cancels,
            measure.resets,
            tuple(pause.condition for pause in line.pauses),
            waits,
            tuple(again),
            ends,
            frozenset(field for target in line.targets for field in fields_of_target(target)),
            fields_in(target.also for target in line.targets),
        )

    @property
    def asked(self) -> frozenset[str]:
        """Return every field that a condition of start, stop, pause or result speaks of."""
        return self.ends | self.result_fields | fields_in((*self.pauses, *self.again))

    def effect(self, field: str, words: tuple[str, ...]) -> NDArray[np.int8] | None:
        """Return how strong each word of a field is (clocks.md 1); None where all words are equal.

        Of fields that choose the target and neither start nor end a clock the smallest word is the state.
        """
        ladder = [(self.start, 1), *((pause, 2) for pause in self.pauses), (self.stop, 3)]
        ladder += [(self.reset, 4), (self.cancel, 5)]
        if field in self.target_fields - self.ends:
            return None
        strength = np.zeros(len(words), np.int8)
        for condition, step in ladder:
            if condition is not None:
                strength[effect_of(condition, field, words) != NO] = step
        return strength if strength.any() else None
