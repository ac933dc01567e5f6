"""What an effect comes to so far, on its way through what qualifies it: the least and the most, and what was done.

What qualifies an effect stands in `modifying`; its own cap and its smallest amount stand in `own_limits`.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import attrs

from contractkit.charging.exact import amount_text, exact_text
from contractkit.records.clauses import Assumption
from contractkit.records.said import joined, said
from contractkit.settlement.paying.computed import Computed, State

__all__ = ["SoFar"]


@attrs.define
class SoFar:
    """An effect on its way through what qualifies it.

    Attributes:
        low: The least that it comes to so far.
        high: The most.
        notes: What was done, for the sentence.
        inputs: The numbers that went in.
        before_cap: What it came to before its own cap; None where that is not one amount, or no cap applies.
        carried: How much of it waits for the next period, signed as the effect is.
        assumed: What was taken on the way where the text or the facts are silent.
    """

    low: Fraction
    high: Fraction
    notes: list[str] = attrs.field(factory=list)
    inputs: dict[str, str] = attrs.field(factory=dict)
    before_cap: Fraction | None = None
    carried: Fraction = Fraction(0)
    assumed: list[Assumption] = attrs.field(factory=list)

    def apply(self, change: Callable[[Fraction], Fraction]) -> None:
        """Change both ends alike."""
        ends = change(self.low), change(self.high)
        self.low, self.high = min(ends), max(ends)

    def widen(self, *others: Fraction) -> None:
        """Take in amounts that are possible too."""
        self.low, self.high = min(self.low, *others), max(self.high, *others)

    @property
    def known(self) -> bool:
        """Return whether there is one amount."""
        return self.low == self.high

    def of(self, computed: Computed, currency: str) -> Computed:
        """Return the effect with these amounts, said behind what its kind found.

        Args:
            computed: What its kind alone comes to.
            currency: That of the settlement.
        """
        percent = computed.percent
        if computed.percent is not None and computed.base is not None and computed.base.exact:
            percent = self.low * 100 / computed.base.exact if self.known else None
        says, formula = computed.says, computed.formula
        if self.notes:
            notes, came = joined("; ", self.notes), self._came(computed.gives, currency)
            says = said("{says}; {notes}: {came}", says=says, notes=notes, came=came)
            formula = said("{formula}; {notes}: {came}", formula=formula, notes=notes, came=came)
        return attrs.evolve(
            computed,
            now=self.low if self.known else Fraction(0),
            low=self.low,
            high=self.high,
            state=self._state(computed.state),
            says=says,
            formula=formula,
            inputs={**computed.inputs, **self.inputs},
            percent=percent,
            before_cap=self.before_cap,
            carried=self.carried,
            assumptions=(*computed.assumptions, *self.assumed),
        )

    def _came(self, gives: str, currency: str) -> str:
        """Return what it comes to, or the range, as it is said."""
        low = _shown(self.low, gives, currency)
        if self.known:
            return low
        high = _shown(self.high, gives, currency)
        return said("between {came} and {high}; nothing is settled until that is known", came=low, high=high)

    def _state(self, before: State) -> State:
        """Return the state: an effect without a volume keeps it, unless something waited from before."""
        if before == "no-volume" and self.known and not self.low:
            return before
        return "settled" if self.known else "undetermined"


def _shown(end: Fraction, gives: str, currency: str) -> str:
    return said("{points} points", points=exact_text(end)) if gives == "points" else amount_text(end, currency)
