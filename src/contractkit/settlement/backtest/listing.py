"""Which effects stand in the periods of variants: listed once for all variants in which the same pays.

Allowed times are no part of what pays: they decide which items are met, and the figures have that already.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import attrs

from contractkit.quantities.periods import Period
from contractkit.settlement.effects import stands_beside
from contractkit.settlement.own_periods.occasions import Occasion, Wordings, occasions_in, wordings
from contractkit.settlement.own_periods.sources import PaysFor, Source
from contractkit.terms import Agreement
from contractkit.terms.provisions.figure_target import FigureTarget
from contractkit.terms.targets import Target

__all__ = ["Listed", "Listing", "Wording"]


@attrs.frozen(eq=False)
class Wording:
    """What pays in an agreement.

    Attributes:
        number: The same one for all agreements in which the same pays by the same rules.
        worded: What pays in each of its versions.
    """

    number: int
    worded: Wordings

    @property
    def versions(self) -> tuple[Agreement, ...]:
        """Return the versions, in order of time."""
        return tuple(span.value for span, _ in self.worded)


@attrs.frozen(eq=False)
class _Place:
    """Where an effect of a period stands: the version that holds, and the source and its place in it."""

    version: int
    worded: int
    source: str
    effect: int


@attrs.frozen(eq=False)
class Listed:
    """The effects of a period, in order, as one agreement has them; others with the same wording have their like.

    Attributes:
        period: The period.
        occasions: The effects in their dates.
        numbers: For each effect in its dates a number, and one for the promise whose figure it looks at.
        apart: Whether what some effect comes to depends on others.
    """

    period: Period
    occasions: tuple[Occasion, ...]
    numbers: tuple[tuple[int, int], ...]
    apart: bool
    _places: tuple[_Place, ...]

    def version(self, place: int) -> int:
        """Return the place of the version under which an effect stands."""
        return self._places[place].version

    def occasion(self, place: int, wording: Wording) -> Occasion:
        """Return an effect in its dates, as an agreement with the same wording has it.

        Args:
            place: Its place among the effects.
            wording: What pays in that agreement.
        """
        one, at = self.occasions[place], self._places[place]
        version = wording.worded[at.version][0].value
        if one.version is version:
            return one
        source = wording.worded[at.worded][1][at.source]
        return Occasion(one.id, one.name, version, source.effects[at.effect], source.target, one.window, one.period)

    def under(self, wording: Wording) -> tuple[Occasion, ...]:
        """Return all of them as an agreement with the same wording has them."""
        return tuple(self.occasion(place, wording) for place in range(len(self.occasions)))


@attrs.define(eq=False)
class Listing:
    """Lists effects.

    Attributes:
        number: Finds one number for all equal values.
    """

    number: Callable[[Any], int]
    _listed: dict[Any, Listed] = attrs.field(factory=dict, init=False)
    _bare: dict[int, tuple[PaysFor, PaysFor, int]] = attrs.field(factory=dict, init=False)
    _numbers: dict[tuple[Any, ...], int] = attrs.field(factory=dict, init=False)

    def wording(self, agreement: Agreement, known_at: date | None) -> Wording:
        """Return what pays in an agreement.

        Args:
            agreement: The agreement with its versions.
            known_at: Only amendments that were recorded on that date or before; None for all.
        """
        worded = wordings(agreement, known_at)
        spans = tuple(
            (span.start, span.end, self._rules(span.value), *(self._source(one) for one in own.values()))
            for span, own in worded
        )
        return Wording(self._number(("wording", *spans)), worded)

    def listed(self, wording: Wording, period: Period) -> Listed:
        """Return the effects of a period; of equal wordings they are listed once."""
        key = (wording.number, period.start, period.end)
        if key not in self._listed:
            found = tuple(occasions_in(wording.worded, period))
            places = tuple(_place(wording.worded, one) for one in found)
            numbers = tuple((self._occasion(one), self._promise(one.target)) for one in found)
            self._listed[key] = Listed(period, found, numbers, any(stands_beside(one.effect) for one in found), places)
        return self._listed[key]

    def _rules(self, version: Agreement) -> int:
        """Return a number for what else decides about names and dates."""
        promises: tuple[Target | FigureTarget, ...] = (*version.targets, *version.provisions_of(FigureTarget))
        names = tuple((one.name, one.title) for one in promises)
        return self._number(("rules", self.number(version.term), version.settlement.amended_mid_period, names))

    def _source(self, source: Source) -> int:
        timed = isinstance(source.target, Target)
        effects = tuple(self.number(effect) for effect in source.effects)
        alike = None if timed else self.number(source.same)
        return self._number(("source", source.key, self._promise(source.target), effects, str(source.per), alike))

    def _occasion(self, one: Occasion) -> int:
        pays = (self.number(one.effect), self._promise(one.target))
        return self._number(("occasion", *pays, one.id, one.name, one.settled_on, one.share, one.window, one.period))

    def _promise(self, target: PaysFor | None) -> int:
        """Return a number for what a target promises, without what pays for it and what judged its items."""
        if target is None:
            return -1
        known = self._bare.get(id(target))
        if known is None:
            bare: PaysFor = target
            if isinstance(target, Target):
                bare = attrs.evolve(target, effects=(), limit=None, table=None)
            elif isinstance(target, FigureTarget):
                bare = attrs.evolve(target, effects=())
            known = self._bare[id(target)] = (target, bare, self.number(bare))
        return known[2]

    def _number(self, value: tuple[Any, ...]) -> int:
        return self._numbers.setdefault(value, len(self._numbers))


def _place(worded: Wordings, one: Occasion) -> _Place:
    version = next(place for place, (span, _) in enumerate(worded) if span.value is one.version)
    for place, (_, own) in enumerate(worded):
        for key, source in own.items():
            for number, effect in enumerate(source.effects):
                if effect is one.effect and source.target is one.target:
                    return _Place(version, place, key, number)
    raise AssertionError(f"{one.id} stands in no wording")
