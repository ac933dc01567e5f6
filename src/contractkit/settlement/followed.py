"""Where steps led, kept from one settlement to the next that gives them the same amounts after the same past.

What decides is looked at every time: the amounts, the steps, the charges and everything that was settled before.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import attrs

from contractkit.charging.charges import Charge
from contractkit.settlement.effects import Paid
from contractkit.settlement.matter import Matter
from contractkit.settlement.parting import parts_of
from contractkit.settlement.stepping import Stepped, stepped
from contractkit.terms.settling import EarnBackStep

__all__ = ["Followed", "follow_steps"]


@attrs.define(eq=False)
class Followed:
    """The settlements of one agreement so far, and what steps came to in those of others.

    Attributes:
        number: Finds one number for all equal values.
        found: What steps came to, by everything that decided it; many agreements may share it.
        past: A number for everything that was settled before.
    """

    number: Callable[[Any], int]
    found: dict[Any, tuple[int, Stepped, Any]]
    past: int = 0

    def through(self, matter: Matter, charged: Sequence[Charge], paid: Sequence[Paid]) -> Stepped:
        """Return where the steps lead, and remember that for the next period."""
        terms = matter.version.settlement
        backs = any(isinstance(step, EarnBackStep) for step in terms.steps)
        key: Any = None
        if not backs and not parts_of(matter.version, matter.period):
            period = (matter.period.start, matter.period.end)
            amounts = tuple(_decides(one) for one in paid)
            agreed = (self.number(terms), self.number(matter.version.term))
            key = (self.past, period, id(matter.amounts_known), agreed, amounts)
        # A condition on figures decides what is won back, and what follows a clause of its own has a past of its own.
        if key is None or key not in self.found:
            key = key if key is not None else object()
            made = stepped(matter, charged, paid)
            self.found[key] = (len(self.found) + 1, made, matter.amounts_known)  # kept, so that its number is its own
        self.past, found, _ = self.found[key]
        return found


def _decides(paid: Paid) -> tuple[Any, ...]:
    """Return everything of an effect that steps, and later settlements, look at."""
    found = paid.computed
    ends = None if found.low == found.high else (found.low, found.high)
    place = (paid.target, paid.clause, paid.level, paid.service, paid.settled_on, paid.settles_as)
    return paid.id, found.gives, found.now, ends, found.state, bool(found.missing), found.carried, place


def follow_steps(matter: Matter, charged: Sequence[Charge], paid: Sequence[Paid]) -> Stepped:
    """Return where the steps lead from charges and effects; worked out where nothing is kept.

    Args:
        matter: What is settled.
        charged: The charges.
        paid: The effects.
    """
    followed: Followed | None = matter.followed
    return stepped(matter, charged, paid) if followed is None else followed.through(matter, charged, paid)
