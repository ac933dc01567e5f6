"""Amounts on their way through the steps in drawn histories, and what steps keep of them for the next settlement.

Floats and numpy: a column for each history, and a row for each variant where variants differ.
"""

from __future__ import annotations

from collections.abc import Hashable
from fractions import Fraction
from typing import Literal

import attrs
import numpy as np

from contractkit.settlement.backtest.luck import Floats
from contractkit.settlement.carrying import comes_in
from contractkit.settlement.remembered import Carried
from contractkit.settlement.steps.amounts import Amount, Setting
from contractkit.settlement.steps.coming_in import comes_in_at
from contractkit.terms.settling import CapStep

__all__ = ["Part", "Waits", "waiting"]

_NOTHING = Fraction(0)


@attrs.define(eq=False)
class Part:
    """An amount on its way through the steps.

    Attributes:
        of: What it is: when it is settled, of which target, level and service.
        left: What is left of it in each history; never written to, as others may have the same array.
        origin: Where it comes from, if an earlier settlement kept it; its amount there says nothing.
    """

    of: Amount
    left: Floats
    origin: Carried | None = None

    def on(self, side: str) -> Floats:
        """Return how much of it counts on a side, as a magnitude; what was won back counts against the maluses."""
        if self.of.side is not None:
            sign = -1 if side == "malus" else 1
            return self.left * sign if self.of.side == side else np.zeros_like(self.left)
        return np.maximum(-self.left if side == "malus" else self.left, 0.0)


@attrs.define(eq=False)
class Waits:
    """What steps keep for the next settlement: of each line one amount for each step, as the ledger has it."""

    _found: dict[tuple[Hashable, ...], Part] = attrs.field(factory=dict, init=False)

    def keep(
        self, setting: Setting, number: int, part: Part, amount: Floats, under: tuple[Hashable, ...] | None = None
    ) -> None:
        """Keep what a step takes off an amount; what was won back never waits.

        Args:
            setting: What the steps look at.
            number: The place of the step in the order.
            part: The amount.
            amount: What waits of it in each history; negative for a malus.
            under: What it is kept together with, where lines need not be told apart; None: with what the step keeps of
                the same line.
        """
        of = part.of
        if of.brought == "earn-back" or not amount.any():
            return
        since = of.settled_on or setting.period.last
        came_in = () if part.origin is None else part.origin.kept_again(number, since)
        name, since = (of.id, since) if part.origin is None else (part.origin.effect, part.origin.since)
        key: tuple[Hashable, ...] = (number, name, since, came_in) if under is None else (number, *under)
        known = self._found.get(key)
        if known is not None:
            known.left = known.left + amount
            return
        by = str(setting.part or "")
        why: Literal["cap", "minimum-issue"] = (
            "cap" if isinstance(setting.terms.steps[number], CapStep) else "minimum-issue"
        )
        kept = Carried(name, number, why, _NOTHING, since, of.target, of.clause, of.level, of.service, by, came_in)
        self._found[key] = Part(of, amount, kept)

    @property
    def kept(self) -> tuple[Part, ...]:
        """Return everything that is kept."""
        return tuple(self._found.values())

    def come_in(self, setting: Setting) -> list[tuple[int, Part]]:
        """Return what comes in in the next settlement, in order, each with the place at which it does.

        Args:
            setting: What the steps of that settlement look at.
        """
        kept = [(_sided(part.origin, part.left), part.left) for part in self._found.values() if part.origin is not None]
        kept.sort(key=lambda pair: comes_in(pair[0]))
        found = ((comes_in_at(setting, one), one, left) for one, left in kept)
        return [(place, waiting(setting, one, left)) for place, one, left in found if place is not None]


def _sided(carried: Carried, left: Floats) -> Carried:
    """Return what waits with the side on which most of it is over all histories."""
    sign = int(np.sign(left.sum()))
    return carried if carried.amount == sign else attrs.evolve(carried, amount=Fraction(sign))


def waiting(setting: Setting, carried: Carried, left: Floats) -> Part:
    """Return what an earlier settlement kept as an amount of the one at hand.

    Args:
        setting: What the steps look at.
        carried: What the ledger says of it.
        left: How much it is in each history.
    """
    amount = Amount(
        exact=_NOTHING, settled_on=setting.period.last, id=carried.effect, period=setting.period, target=carried.target,
        clause=carried.clause, level=carried.level, service=carried.service, brought="carried",
    )  # fmt: skip
    return Part(amount, left, carried)
