"""One settlement period of a plain agreement through its caps and its rounding: sums, and no lines.

Where a figure leaves open what an effect pays, the same is done for the least and the most that it can pay, and what
an open effect could have used of a cap is held back in later periods, as `settle` does.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

import attrs

from contractkit.quantities.money import Money
from contractkit.quantities.periods import Period
from contractkit.quantities.rounding import Rounding, largest_remainder
from contractkit.settlement.backtest.results import PeriodSum

__all__ = ["BONUS", "MALUS", "CapHere", "PieceCaps", "Used", "settled_piece"]

Window = tuple[date, date]
MALUS, BONUS = -1, 1
_NOTHING = Fraction(0)
_Reading = Literal["now", "least", "most"]
_FULLEST: dict[int, _Reading] = {MALUS: "least", BONUS: "most"}
"""A malus uses most of its limit where the sum is least, a bonus where it is most."""


@attrs.frozen(eq=False)
class CapHere:
    """One cap in one settlement period.

    Attributes:
        sides: Which sides it cuts: -1 malus, 1 bonus.
        windows: Its windows in this period, each with its limit and the places of the effects that lie in it.
        carried: Whether its windows reach beyond this period, so that earlier periods have used some of them.
    """

    sides: tuple[int, ...]
    windows: tuple[tuple[Window, Fraction, tuple[int, ...]], ...]
    carried: bool


@attrs.frozen(eq=False)
class PieceCaps:
    """What decides the sums of one settlement period beside its effects.

    Attributes:
        period: The period.
        currency: The currency of all amounts.
        rounding: How the sum is rounded.
        charged: What is charged.
        caps: The caps, in their order.
    """

    period: Period
    currency: str
    rounding: Rounding
    charged: Fraction
    caps: tuple[CapHere, ...]


@attrs.define(eq=False)
class Used:
    """What earlier periods used of the caps: for certain, and at most."""

    _by: dict[tuple[int, int, Window], tuple[Fraction, Fraction]] = attrs.field(factory=dict)

    def of(self, cap: int, side: int, window: Window) -> tuple[Fraction, Fraction]:
        """Return what a side used of a cap in a window: for certain, and what open effects could have used with it."""
        return self._by.get((cap, side, window), (_NOTHING, _NOTHING))

    def add(self, cap: int, side: int, window: Window, sure: Fraction, could: Fraction) -> None:
        """Add what one more period used."""
        before = self.of(cap, side, window)
        self._by[cap, side, window] = before[0] + sure, before[1] + max(sure, could)


@attrs.frozen(eq=False)
class _Course:
    rounded: dict[int, Decimal]
    total: Decimal
    unsure: bool


def settled_piece(piece: PieceCaps, ends: Sequence[tuple[Fraction, Fraction]], used: Used) -> PeriodSum:
    """Return the sums of one settlement period, and note what it used of the caps.

    Args:
        piece: The period.
        ends: For each effect the least and the most that it comes to before caps; the same twice where it is known.
        used: What earlier periods used.
    """
    known = all(low is high or low == high for low, high in ends)
    now = _course(piece, [low if low is high or low == high else _NOTHING for low, high in ends], used, "now")
    least = most = now
    if not known or now.unsure:
        least = _course(piece, [low for low, _ in ends], used, "least")
        most = _course(piece, [high for _, high in ends], used, "most")
    for number, cap in enumerate(piece.caps):
        for side in cap.sides if cap.carried else ():
            full, empty = (least, most) if side == MALUS else (most, least)
            sure, could = (abs(Fraction(course.rounded.get(side, 0))) for course in (empty, full))
            for window, _, _ in cap.windows:
                used.add(number, side, window, sure, could)
    nothing = Decimal(0)
    charges, malus, bonus = (now.rounded.get(side, nothing) for side in (0, MALUS, BONUS))
    open_still = least is not now
    return PeriodSum(
        period=piece.period,
        charges=Money(charges, piece.currency),
        malus=Money(malus, piece.currency),
        bonus=Money(bonus, piece.currency),
        total=Money(now.total, piece.currency),
        low=Money(least.total, piece.currency) if open_still else None,
        high=Money(most.total, piece.currency) if open_still else None,
    )


def _course(piece: PieceCaps, amounts: list[Fraction], used: Used, reading: _Reading) -> _Course:
    """Return the rounded sums of charges, malus and bonus after all caps, under a reading of what is open."""
    unsure = False
    for number, cap in enumerate(piece.caps):
        for side in cap.sides:
            for window, limit, places in cap.windows:
                here = [place for place in places if (amounts[place] < 0 if side < 0 else amounts[place] > 0)]
                if not here:
                    continue
                whole = abs(sum([amounts[place] for place in here], _NOTHING))
                gone, could = used.of(number, side, window) if cap.carried else (_NOTHING, _NOTHING)
                left = max(_NOTHING, limit - gone)
                sure = left if could is gone else max(_NOTHING, limit - could)
                room = left if reading == _FULLEST[side] else sure
                if whole > room:
                    unsure = unsure or sure < left
                    kept = room / whole
                    for place in here:
                        amounts[place] = amounts[place] * kept
    sums = {0: piece.charged}
    for amount in amounts:
        side = MALUS if amount < 0 else BONUS
        sums[side] = sums[side] + amount if side in sums else amount
    total = piece.rounding.apply(sum(sums.values(), _NOTHING))
    if len(sums) == 1:
        return _Course({0: total}, total, unsure)
    shared = largest_remainder(list(sums.values()), total, piece.rounding.to)
    return _Course(dict(zip(sums, shared, strict=True)), total, unsure)
