"""How prices change with an index, a mix of several, or by a fixed rate."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import attrs

from contractkit.quantities.money import Percent
from contractkit.quantities.rounding import Rounding
from contractkit.terms.provisions.base import Provision

__all__ = ["EachWageAgreement", "FixedChange", "Indexation", "MixedChange", "MixedPart", "Rebased", "SeriesChange"]


NOTHING = Percent(0)
"""The fixed share of a mix that has none."""


@attrs.frozen
class Rebased:
    """A new base of a series: so many points on the old base are so many on the new one.

    Attributes:
        at: The first year and month with figures of the new base.
        old: A figure on the old base, or the factor that new figures are multiplied by.
        new: The same on the new base, or the factor that old figures are multiplied by.
        source: Where that comes from.
    """

    at: tuple[int, int]
    old: Decimal
    new: Decimal = Decimal(1)
    source: str | None = None

    @property
    def link(self) -> Fraction:
        """Return what new figures are multiplied by to compare with old ones."""
        return Fraction(self.old) / Fraction(self.new)


@attrs.frozen
class SeriesChange:
    """By an index series: P0 It / I0 from the base, or Pt-1 It / It-1 from the year before (``chain``).

    Attributes:
        series: Its name.
        base: The year and month whose figure belongs to the first price.
        observe: ``month``: the figure of that month of each year; ``average-of-12-months``.
        method: ``base`` or ``chain``.
        figure: ``first-published``, or ``final-with-true-up``.
        rebased: The new bases that were published since.
        when_rebased: What a further one means; None where the published factors stand in the text.
    """

    series: str
    base: tuple[int, int]
    observe: str
    method: str
    figure: str
    rebased: tuple[Rebased, ...] = ()
    when_rebased: str | None = None


@attrs.frozen
class FixedChange:
    """By a fixed rate r: P0 (1 + r)^n after n changes (``yearly``), or P0 (1 + n r) (``none``).

    Attributes:
        percent: The rate.
        compounding: Which of the two.
    """

    percent: Percent
    compounding: str


@attrs.frozen
class MixedPart:
    """One part of a mix, with its weight."""

    weight: Percent
    of: SeriesChange | FixedChange


@attrs.frozen
class MixedChange:
    """By several parts: the sum of each weight times its change.

    Attributes:
        parts: The parts.
        fixed_share: The share of a price that does not change; with the weights it makes 100 %.
    """

    parts: tuple[MixedPart, ...]
    fixed_share: Percent = NOTHING


@attrs.frozen
class EachWageAgreement:
    """The dates on which a collective agreement raises wages."""


@attrs.frozen
class Indexation(Provision):
    """When and by what prices change.

    A change is bounded first, min(max(d, floor), cap); then compared with the threshold; then the rate is rounded, the
    price worked out and rounded.

    Attributes:
        by: What the change is taken from.
        every: The days of the year, as month and day, on which prices change; or each raise of wages.
        first: The first date on which they do; None where no term says when the agreement begins.
        cap: The highest change; None where there is none.
        floor: The lowest change; None where there is none.
        cap_over: The bounds hold for ``each-change``, or for all changes ``since-base``.
        cap_on: The bounds hold for the ``whole`` of a mix, or for ``each-part``.
        threshold: Only a change of more than this is passed on; None where every change is.
        threshold_passes: The ``whole-change``, or the ``excess-only``.
        excess: What the cap cuts off is ``lost``, or ``carried`` into the next year.
        decrease: A falling index lowers prices: ``allowed`` or ``not-allowed``.
        skipped_year: After a year without a change the reference figure stays or moves.
        round_rate: To what the rate is rounded; None where it is exact.
        round_price: To what new prices are rounded; None where they are not.
        mid_period: A change inside a billing period counts ``by-days``, or from the ``next-period``.
        applies_to: The services, fees and rates whose prices change; empty for all.
    """

    by: SeriesChange | FixedChange | MixedChange
    every: tuple[tuple[int, int] | EachWageAgreement, ...]
    first: date | None
    mid_period: str
    cap: Percent | None = None
    floor: Percent | None = None
    cap_over: str | None = None
    cap_on: str | None = None
    threshold: Percent | None = None
    threshold_passes: str | None = None
    excess: str | None = None
    decrease: str | None = None
    skipped_year: str | None = None
    round_rate: Rounding | None = None
    round_price: Rounding | None = None
    applies_to: tuple[str, ...] = ()
