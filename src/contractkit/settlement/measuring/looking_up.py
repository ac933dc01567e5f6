"""What a condition looks at: the figures and verdicts of this period and of earlier ones."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from contractkit.charging.windows import cycle_window
from contractkit.errors import UsageError
from contractkit.quantities.periods import Period
from contractkit.settlement.ledger import Ledger
from contractkit.settlement.measuring.figure import FigureValue, Verdict, value_suffix, worst_of
from contractkit.settlement.measuring.naming import Measurable
from contractkit.settlement.measuring.worded import Worded
from contractkit.settlement.told.facts import SettlementFacts
from contractkit.terms import Agreement
from contractkit.terms.provisions.figure_target import FigureTarget
from contractkit.terms.targets import Target

__all__ = ["Scenery", "figure_in", "verdict_in", "whole_at_hand", "worded_in"]


class Figured(Protocol):
    """Where figures are looked up."""

    def figure(self, one: Measurable, period: Period, where: Mapping[str, str] = ...) -> FigureValue:
        """The figure of a target or metric in a period."""

    def worded(self, one: Measurable, period: Period, where: Mapping[str, str] = ...) -> tuple[Worded, ...]:
        """The figure of a target under the wording that governs a period; of one that is split several."""


class Scenery(Protocol):
    """What a condition looks at."""

    @property
    def agreement(self) -> Agreement:
        """The version of the agreement that governs the period."""

    @property
    def period(self) -> Period:
        """The period at hand."""

    @property
    def told(self) -> SettlementFacts:
        """What was told."""

    @property
    def ledger(self) -> Ledger:
        """What earlier settlements found and paid."""


def verdict_in(target: Target | FigureTarget, period: Period, scene: Scenery) -> Verdict:
    """Return the verdict of a target in a period: of an earlier one that of the ledger, where it has one.

    A period is judged under the wording that governs it; one that an amendment split failed where one of its parts did.
    """
    if period.end <= scene.period.start:
        settled = _settled(target, period, scene)
        if settled is not None:
            return settled
    return worst_of(one.figure.verdict for one in worded_in(target, period, scene))


def worded_in(target: Target | FigureTarget, period: Period, scene: Scenery) -> tuple[Worded, ...]:
    """Return the figure of a target under the wording that governs a period; of one that is split several, by date.

    Raises:
        UsageError: There is no book of figures to look in.
    """
    return _book(target, period, scene).worded(target, period, _where(target, scene))


def whole_at_hand(scene: Scenery) -> Period:
    """Return the period at hand; for a part of one that an amendment split, the period itself: it has one verdict."""
    per = getattr(getattr(scene, "target", None), "per", None)
    if per is None or getattr(scene, "share", 1) == 1:
        return scene.period
    return cycle_window(scene.agreement, per, scene.period.last)


def _settled(target: Target | FigureTarget, period: Period, scene: Scenery) -> Verdict | None:
    """Return the verdict of an earlier period as the ledger has it; of one for each value the worst of them."""
    suffix = value_suffix(_where(target, scene))
    for name in dict.fromkeys((target.id, target.name)):
        known = scene.ledger.verdict_of(f"{name}{suffix}", period)
        if known is not None:
            return known
    every = (one for record in scene.ledger.governing for one in record.figures if one.period == period)
    of_values = [one.verdict for one in every if one.of.startswith(f"{target.id} (")]
    return worst_of(of_values) if of_values and not suffix else None


def _where(one: Measurable, scene: Scenery) -> Mapping[str, str]:
    """Return the values of fields that are looked at: those of the figure at hand, where it is of the same target."""
    own: Any = getattr(scene, "target", None)
    figure: FigureValue | None = getattr(scene, "figure", None)
    same = own is not None and figure is not None and own.clause == one.clause and own.name == one.name
    return figure.where if same and figure is not None else {}


def figure_in(one: Measurable, period: Period, scene: Scenery) -> FigureValue:
    """Return the figure of something in a period; of what is paid for some values of fields, that of these.

    Raises:
        UsageError: There is no book of figures to look in.
    """
    book = _book(one, period, scene)
    where = _where(one, scene)
    return book.figure(one, period, where) if where else book.figure(one, period)


def _book(one: Measurable, period: Period, scene: Scenery) -> Figured:
    book: Figured | None = getattr(scene, "book", None)
    if book is None:
        raise UsageError(f"{one.name} in {period.label}: there is no book of figures to look it up in", of=one.name)
    return book
