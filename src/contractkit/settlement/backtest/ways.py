"""Where steps lead, kept step by step: variants that differ in one step share the way up to it, and often behind it.

The steps are those of `settle`, one by one. After a step that changed nothing the amounts stand where they stood, so
that whatever comes next is shared again: a minimum that no amount falls short of is the same as any other such one.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

import attrs

from contractkit.quantities.periods import Period
from contractkit.settlement.remembered import Reading
from contractkit.settlement.steps import Course, Setting
from contractkit.settlement.steps.following import State, after, ended, looks_at
from contractkit.terms.settling import EarnBackStep, SettlementTerms

__all__ = ["Ways"]

_NOW: Reading = "now"
_Route = tuple[tuple[int, bool], ...]
"""For each step, and for the end: a number for what it looks at, and whether it asks about figures."""


@attrs.define(eq=False)
class Ways:
    """What became of amounts under steps.

    Attributes:
        number: Finds one number for all equal values.
    """

    number: Callable[[Any], int]
    _numbers: dict[Hashable, int] = attrs.field(factory=dict, init=False)
    _routes: dict[tuple[int, Any], _Route] = attrs.field(factory=dict, init=False)
    _states: list[State] = attrs.field(factory=list, init=False)
    _begun: dict[int, int] = attrs.field(factory=dict, init=False)
    _after: dict[tuple[Any, ...], int] = attrs.field(factory=dict, init=False)
    _ended: dict[tuple[int, int], tuple[int, Course]] = attrs.field(factory=dict, init=False)

    def follow(
        self,
        terms: SettlementTerms,
        period: Period,
        given: int,
        figures: int,
        setting: Callable[[], Setting],
        amounts: Callable[[], State],
    ) -> tuple[int, Course]:
        """Return where steps lead, and a number for it: the same one for all that led there by the same way.

        Args:
            terms: The steps.
            period: What is settled.
            given: A number for all that decides before the first step: the amounts, the charges, the dates, the past.
            figures: A number for all that conditions on figures look at.
            setting: Finds what the steps look at; asked where something is worked out.
            amounts: Finds where the amounts stand before the first step; asked likewise.
        """
        route = self._route(terms, period)
        found: Setting | None = None
        place = self._begun.get(given)
        if place is None:
            place = self._begun[given] = self._stand(amounts())
        for number, (looks, asks) in enumerate(route[:-1]):
            key = (place, looks, figures) if asks else (place, looks)
            reached = self._after.get(key)
            if reached is None:
                found = found or setting()
                before = self._states[place]
                stands = after(found, before, number, _NOW)
                reached = self._after[key] = place if stands is before else self._stand(stands)
            place = reached
        last = (place, route[-1][0])
        if last not in self._ended:
            self._ended[last] = (len(self._ended), ended(found or setting(), self._states[place]))
        return self._ended[last]

    def _stand(self, state: State) -> int:
        self._states.append(state)
        return len(self._states) - 1

    def _route(self, terms: SettlementTerms, period: Period) -> _Route:
        key = (self.number(terms), period.last)
        if key not in self._routes:
            asked = [isinstance(step, EarnBackStep) for step in terms.steps]
            looks = [looks_at(terms, number, period.last) for number in range(len(terms.steps) + 1)]
            places = (self._numbers.setdefault(one, len(self._numbers)) for one in looks)
            self._routes[key] = tuple(zip(places, [*asked, False], strict=True))
        return self._routes[key]
