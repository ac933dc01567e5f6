"""Which variants are settled in the same way, with other numbers: their drawn histories are followed together.

Two settlements have one shape where they have the same effects in the same periods and the same steps, but for the
limits of caps, what comes back of a malus, and what is too little to be paid.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import attrs

from contractkit.quantities.money import Money, Percent
from contractkit.settlement.backtest.sharing import versions_of
from contractkit.settlement.matter import Matter
from contractkit.settlement.own_periods.parting import parts_of
from contractkit.settlement.paid import Paid
from contractkit.settlement.remembered import Side
from contractkit.settlement.stepping import settings_of
from contractkit.settlement.steps.coming_in import comes_in_at, moved
from contractkit.settlement.worked import Worked
from contractkit.terms import Agreement
from contractkit.terms.settling import CapStep, EarnBackStep, MinimumIssueStep, SettlementTerms, Step

__all__ = ["Shapes"]


@attrs.define(eq=False)
class Shapes:
    """Finds one number for all settlements of a shape."""

    _numbers: dict[Any, int] = attrs.field(factory=dict, init=False)
    _known: dict[int, tuple[Any, int]] = attrs.field(factory=dict, init=False)

    def of(self, worked: Sequence[Worked]) -> int:
        """Return the number of the shape of the settlements of one variant, period after period."""
        agreement = worked[0].matter.agreement
        wording = tuple((start, end, self._wording(one)) for start, end, one in versions_of(agreement))
        periods = tuple(
            (one.matter.period, one.matter.version.currency, tuple(_place(paid) for paid in one.paid)) for one in worked
        )
        return self._number((agreement.id, wording, periods, _come_in(worked[0].matter), tuple(_moved(worked))))

    def _wording(self, version: Agreement) -> int:
        """Return a number for what a version says of steps, and of whom it calls what: they go by names."""
        known = self._known.get(id(version))
        if known is None:
            parts = (version.settlement, *parts_of(version))
            called = tuple((one.id, one.name) for one in version.targets)
            provisions = tuple((type(one), one.clause, getattr(one, "name", None)) for one in version.provisions)
            seen = (version.term, tuple(map(_without_numbers, parts)), called, provisions)
            known = self._known[id(version)] = (version, self._number(seen))
        return known[1]

    def _number(self, value: Any) -> int:
        return self._numbers.setdefault(value, len(self._numbers))


def _place(paid: Paid) -> tuple[Any, ...]:
    """Return everything of an effect that steps look at, but for what it comes to."""
    return (paid.target, paid.clause, paid.level, paid.service, paid.settled_on, paid.period, paid.settles_as)


def _come_in(matter: Matter) -> tuple[int | None, ...]:
    """Return where comes in what waits for the first period."""
    waits = matter.ledger.carried(matter.period.start)
    settings = settings_of(matter) if waits else ()
    return tuple(comes_in_at(setting, one) for setting in settings for one in waits)


def _moved(worked: Sequence[Worked]) -> Iterator[tuple[Any, ...]]:
    """Yield where steps stand after an amendment: two of one kind may be told apart by their numbers only."""
    for place, (one, other) in enumerate(pairwise(worked)):
        before, after = one.matter.version, other.matter.version
        if before is after:
            continue
        old = {str(part.clause): part.steps for part in parts_of(before)}
        old[""] = before.settlement.steps
        new = {str(part.clause): part.steps for part in parts_of(after)}
        new[""] = after.settlement.steps
        for by in sorted(old.keys() & new.keys()) if old != new else ():
            sides: tuple[Side, Side] = ("malus", "bonus")
            yield place, by, tuple(tuple(moved(old[by], new[by], side).items()) for side in sides)


def _without_numbers(terms: SettlementTerms) -> SettlementTerms:
    return attrs.evolve(terms, steps=tuple(map(_plain, terms.steps)))


def _plain(step: Step) -> Step:
    if isinstance(step, CapStep):
        return attrs.evolve(step, limit=None)
    if isinstance(step, EarnBackStep):
        return attrs.evolve(step, returns=Percent(0))
    if isinstance(step, MinimumIssueStep):
        nothing = Money(0, step.minimum.more_than.currency)
        return attrs.evolve(step, minimum=attrs.evolve(step.minimum, more_than=nothing))
    return step
