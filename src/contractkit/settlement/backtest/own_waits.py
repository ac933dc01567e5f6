"""What effects keep for themselves in drawn histories: above their own cap, or too little by their own rule.

Floats and numpy. What steps keep of them is another thing, and stands in `drawn_parts`.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import attrs

from contractkit.settlement.backtest.drawn_parts import Part, waiting
from contractkit.settlement.backtest.luck import Floats
from contractkit.settlement.matter import Matter
from contractkit.settlement.own_periods.awaiting import awaited
from contractkit.settlement.paid import Paid
from contractkit.settlement.paying.past import OWN, in_all_dates, is_of, keeps
from contractkit.settlement.paying.scene import Scene
from contractkit.settlement.remembered import Carried
from contractkit.settlement.steps.amounts import Amount, Setting
from contractkit.settlement.steps.following import is_its_own

__all__ = ["OwnWaits"]

_NOTHING = Fraction(0)
_Kept = dict[Any, tuple[Carried, Floats]]


@attrs.define(eq=False)
class OwnWaits:
    """What effects kept for themselves, settlement after settlement, as the ledger has it."""

    _before: _Kept | None = attrs.field(default=None, init=False)
    _now: _Kept | None = attrs.field(default=None, init=False)
    _matter: Matter | None = attrs.field(default=None, init=False)
    _clauses: set[str] = attrs.field(factory=set, init=False)

    def begin(self, matter: Matter) -> None:
        """Begin a settlement: what the one before it kept is what waits for this one.

        Args:
            matter: What is settled.
        """
        if self._matter is not None and self._now is not None:
            still = awaited(self._matter.version, self._matter.period) - self._clauses if self._before else frozenset()
            went_on = {key: kept for key, kept in (self._before or {}).items() if kept[0].clause in still}
            self._before = {**went_on, **self._now}
        self._matter, self._now, self._clauses = matter, {}, set()

    def keep(self, paid: Paid, waits: Floats) -> None:
        """Keep what an effect has kept in one of its periods; the last one of a settlement has all of it.

        Args:
            paid: The effect as it happened.
            waits: How much, in each history.
        """
        self._clauses.add(str(paid.clause))
        if self._now is None:
            return
        # Of several effects under one target the lines are numbered, and each keeps its own.
        key = (str(paid.clause), paid.target or "", in_all_dates(paid.id, paid.period.label))
        self._now.pop(key, None)  # a later part of the period has taken it in
        if not keeps(None if paid.occasion is None else paid.occasion.effect):
            return
        kept = Carried(
            paid.told_apart,
            OWN,
            "cap",
            _NOTHING,
            paid.settled_on,
            paid.target or "",
            str(paid.clause),
            paid.level,
            paid.service,
        )
        self._now[key] = (kept, waits)

    def of(self, scene: Scene) -> Floats | float | None:
        """Return what waits for an effect of the settlement at hand; None in the first, of which the ledger says it.

        Args:
            scene: The effect in its first period there.
        """
        if self._before is None:
            return None
        mine = (waits for kept, waits in self._before.values() if is_of(scene, kept.effect, kept.target, kept.clause))
        return sum(mine, 0.0)

    def owed(self, setting: Setting, given: list[Amount]) -> list[tuple[int, Part]]:
        """Return what waited of effects that are no longer in the papers.

        Args:
            setting: What the steps of the settlement at hand look at.
            given: The amounts before the first step.
        """
        kept = (self._before or {}).values()
        return [(OWN, waiting(setting, one, waits)) for one, waits in kept if not is_its_own(setting, one, given)]
