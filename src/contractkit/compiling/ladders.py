"""The proof that bands cover what can be measured: no gap, no overlap, one unit, at the stated precision."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Literal

import attrs

from contractkit.quantities.notation import Level
from contractkit.quantities.rounding import Rounding

__all__ = ["End", "Fault", "Ladder", "Rung"]


@attrs.frozen
class End:
    """One end of a band: its level, and whether the level itself belongs to it."""

    level: Level
    side: Literal["inside", "outside"]

    @property
    def at(self) -> Decimal:
        """Return the number of the level."""
        return self.level.number

    @property
    def inside(self) -> bool:
        """Return whether the level itself belongs to the band."""
        return self.side == "inside"


@attrs.frozen
class Rung:
    """One band: its ends, None where it is open."""

    low: End | None
    high: End | None

    @property
    def empty(self) -> bool:
        """Return whether no number lies in it."""
        if self.low is None or self.high is None:
            return False
        return self.low.at > self.high.at or (
            self.low.at == self.high.at and not (self.low.inside and self.high.inside)
        )


@attrs.frozen
class Fault:
    """What is wrong with a ladder.

    Attributes:
        code: band-unit, band-end, band-overlap or band-gap.
        says: What is wrong.
        hint: What to write.
        rung: The number of the band, where it is about one.
    """

    code: str
    says: str
    hint: str | None = None
    rung: int | None = None


_GAP_HINT = (
    "let the upper band start with from where the lower one ends with below, "
    "or state the precision of the measured value"
)


@attrs.frozen
class Ladder:
    """Bands that together say what every figure gives.

    Attributes:
        rungs: The bands; their order on the page does not matter.
        precision: How a measured value is brought to a unit before it is compared; None: it is compared exactly.
        first: From where on something has to be said, and whether for that level itself; None: wherever it begins.
        last: Up to where; None: wherever it ends.
    """

    rungs: Sequence[Rung]
    precision: Rounding | None = None
    first: End | None = None
    last: End | None = None

    def faults(self) -> tuple[Fault, ...]:
        """Return what is wrong with it: every fault of the first kind that is found, nothing where it is right."""
        for check in (self._units, self._empties, self._neighbours):
            found = tuple(check())
            if found:
                return found
        return tuple(self._ends())

    def _units(self) -> Iterable[Fault]:
        units = {end.level.unit for rung in self.rungs for end in (rung.low, rung.high) if end is not None}
        if len(units) > 1:
            named = " and ".join(sorted(unit or "no unit" for unit in units))
            yield Fault("band-unit", f"bands: the ends have different units: {named}", "write every end in one unit")

    def _empties(self) -> Iterable[Fault]:
        for number, rung in enumerate(self.rungs):
            if rung.empty and rung.low is not None and rung.high is not None:
                says = f"no number lies between {rung.low.level} and {rung.high.level}"
                yield Fault("band-end", says, "the lower end stands in from or above", number)

    def _neighbours(self) -> Iterable[Fault]:
        for below, above in pairwise(self._ordered()):
            high, low = below.high, above.low
            if high is None or low is None or self._overlap(high, low):
                around = low or high
                says = "bands: two bands overlap" + ("" if around is None else f" around {around.level}")
                yield Fault("band-overlap", says, "let one end with below where the other starts with from")
            elif not self._touch(high, low):
                says = f"bands: nothing is agreed between {high.level} and {low.level}"
                if high.at == low.at:
                    says = f"bands: nothing is agreed for exactly {low.level}"
                yield Fault("band-gap", says, _GAP_HINT)

    def _ordered(self) -> list[Rung]:
        return sorted(
            self.rungs,
            key=lambda rung: (
                rung.low is not None,
                rung.low.at if rung.low is not None else Decimal(0),
                rung.low is not None and not rung.low.inside,
            ),
        )

    def _overlap(self, high: End, low: End) -> bool:
        """Return whether a measured value lies in both of two bands, one ending with `high`, one beginning at `low`."""
        if self.precision is not None:
            return _last_step(high, self.precision.to) >= _first_step(low, self.precision.to)
        return high.at > low.at or (high.at == low.at and high.inside and low.inside)

    def _touch(self, high: End, low: End) -> bool:
        """Return whether no measured value lies between two ends that do not overlap."""
        if self.precision is not None:
            return _last_step(high, self.precision.to) + 1 >= _first_step(low, self.precision.to)
        return high.at == low.at and (high.inside or low.inside)

    def _ends(self) -> Iterable[Fault]:
        ordered = self._ordered()
        low, high = ordered[0].low, self._highest()
        if self.first is not None and low is not None and not self._covers_from(low, self.first):
            yield Fault(
                "band-gap", f"bands: nothing is agreed below {low.level}", "let the lowest band have no lower end"
            )
        if self.last is not None and high is not None and not self._covers_to(high, self.last):
            says = f"bands: nothing is agreed above {high.level}"
            yield Fault("band-gap", says, "let the highest band have no upper end")

    def _highest(self) -> End | None:
        highs = [rung.high for rung in self.rungs]
        if any(high is None for high in highs):
            return None
        return max((high for high in highs if high is not None), key=lambda end: (end.at, end.inside))

    def _covers_from(self, low: End, first: End) -> bool:
        if low.at < first.at or (low.at == first.at and (low.inside or not first.inside)):
            return True
        return not first.inside and self._touch(attrs.evolve(first, side="inside"), low)

    def _covers_to(self, high: End, last: End) -> bool:
        if high.at > last.at or (high.at == last.at and (high.inside or not last.inside)):
            return True
        return not last.inside and self._touch(high, attrs.evolve(last, side="inside"))


def _first_step(low: End, step: Decimal) -> Decimal:
    """Return the first measured value of a band, counted in steps of the precision."""
    count = (low.at / step).to_integral_value(rounding="ROUND_CEILING")
    return count + 1 if count * step == low.at and not low.inside else count


def _last_step(high: End, step: Decimal) -> Decimal:
    """Return the last measured value of a band, counted in steps of the precision."""
    count = (high.at / step).to_integral_value(rounding="ROUND_FLOOR")
    return count - 1 if count * step == high.at and not high.inside else count
