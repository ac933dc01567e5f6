"""What variants of one agreement have in common: charges, amounts and figures, each worked out once for all of them.

Two variants share what is worked out of terms that are equal in them. Nothing is settled here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import attrs

from contractkit.settlement.backtest.listing import Listing
from contractkit.settlement.figures import Attained, Figures
from contractkit.settlement.paying.kept import Kept
from contractkit.terms import Agreement
from contractkit.terms.effects import Effect
from contractkit.terms.provisions.base import Provision
from contractkit.terms.provisions.figure_target import FigureTarget
from contractkit.terms.provisions.metric import Metric
from contractkit.terms.provisions.part_settlement import PartSettlement
from contractkit.terms.targets import Target

__all__ = ["Sharing", "versions_of"]


def versions_of(agreement: Agreement) -> tuple[tuple[Any, Any, Agreement], ...]:
    """Return from when to when each wording of an agreement holds."""
    if len(agreement.versions) == 1:
        return ((None, None, agreement),)
    return tuple((span.start, span.end, span.value) for span in agreement.versions.spans())


@attrs.define(eq=False)
class Sharing:
    """What was worked out for some variant, found again by the terms that it was worked out of.

    Attributes:
        kept: What kinds of effects came to at figures.
        listing: Which effects stand in a period.
    """

    kept: Kept = attrs.field(factory=Kept, init=False)
    listing: Listing = attrs.field(init=False)
    _amounts: list[tuple[Any, dict[Any, Any]]] = attrs.field(factory=list, init=False)
    _books: list[tuple[Any, Any, dict[Any, Any]]] = attrs.field(factory=list, init=False)
    _shares: dict[Any, Any] = attrs.field(factory=dict, init=False)
    _counts: dict[int, Figures] = attrs.field(factory=dict, init=False)
    _parts: dict[int, tuple[Agreement, Any, Any]] = attrs.field(factory=dict, init=False)

    @listing.default
    def _nothing_listed(self) -> Listing:
        return Listing(self.kept.number)

    def common(self, agreement: Agreement) -> dict[Any, Any]:
        """Return the charges and amounts that are known of an agreement that charges the same."""
        charging = tuple((start, end, self._of(one)[0]) for start, end, one in versions_of(agreement))
        found = next((known for terms, known in self._amounts if terms == charging), None)
        if found is None:
            found = {}
            self._amounts.append((charging, found))
        return found

    def known(
        self, agreement: Agreement, evaluation: Attained | None, figures: Any, known_at: date | None
    ) -> dict[Any, Any]:
        """Return what a settlement knows of figures, by the keys of `Matter`.

        Args:
            agreement: The agreement that is settled.
            evaluation: Its verdicts.
            figures: Its counts by target and period; None where they are asked of `evaluation`.
            known_at: Only amendments that were recorded on that date or before; None for all.
        """
        known: dict[Any, Any] = {"kept": self.kept, "shares": self._shares, "names": {}}
        wording = self.listing.wording(agreement, known_at)
        known["wording"] = wording
        known["occasions"] = lambda period: self.listing.listed(wording, period).under(wording)
        if figures is None and evaluation is not None:
            figures = self._counts.setdefault(id(evaluation), Figures(evaluation))
        known["figures"] = figures
        for _, _, version in versions_of(agreement):
            known["looked up", id(version)] = self._book(version, evaluation)
        return known

    def books(self, versions: Sequence[Agreement], evaluation: Attained | None) -> tuple[dict[Any, Any], ...]:
        """Return for each version where figures are kept: the same place for equal promises and the same verdicts."""
        return tuple(self._book(version, evaluation) for version in versions)

    def _book(self, version: Agreement, evaluation: Attained | None) -> dict[Any, Any]:
        measuring = self._of(version)[1]
        for terms, verdicts, known in self._books:
            if verdicts is evaluation and terms == measuring:
                return known
        fresh: dict[Any, Any] = {}
        self._books.append((measuring, evaluation, fresh))
        return fresh

    def _of(self, version: Agreement) -> tuple[Any, Any]:
        """Return what decides on the charges and what on the figures of a version."""
        known = self._parts.get(id(version))
        if known is None:
            known = self._parts[id(version)] = (version, _charging(version), _measuring(version))
        return known[1], known[2]


def _charging(version: Agreement) -> tuple[Any, ...]:
    """Return everything of a version that decides on what is charged."""
    settlement = version.settlement
    return (
        version.currency,
        version.zone,
        version.term,
        version.fees,
        dict(version.services),
        dict(version.amounts),
        dict(version.calendars),
        settlement.per,
        settlement.amended_mid_period,
        tuple(
            one for one in version.provisions if not isinstance(one, Effect | FigureTarget | Metric | PartSettlement)
        ),
    )


def _measuring(version: Agreement) -> tuple[Any, ...]:
    """Return everything of a version that decides on its figures and their verdicts."""
    return (
        version.currency,
        version.zone,
        version.term,
        dict(version.services),
        dict(version.fields),
        dict(version.calendars),
        tuple(_without_effects(target) for target in version.targets),
        tuple(_measured(version)),
    )


def _measured(version: Agreement) -> Iterator[Provision]:
    for one in version.provisions:
        if isinstance(one, FigureTarget):
            yield attrs.evolve(one, effects=())
        elif not isinstance(one, Effect | PartSettlement):
            yield one


def _without_effects(target: Target) -> Target:
    return attrs.evolve(target, effects=()) if target.effects else target
