"""Everything that a settlement has to be told: what charging needs, figures, measurements, claims, dates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Literal

import attrs

from contractkit.charging.knowing import ChargingFacts
from contractkit.duties.events import ObligationEvent
from contractkit.errors import UsageError
from contractkit.quantities.money import Money
from contractkit.quantities.notation import Volume
from contractkit.quantities.periods import Period
from contractkit.records.read_only import read_only
from contractkit.settlement.told.amounts import ToldAmount, narrowed, told_in
from contractkit.settlement.told.figures import ToldFigure
from contractkit.settlement.told.measurements import ToldMeasurement
from contractkit.settlement.told.others import Overdue, ToldChoice, ToldClaim, ToldCount, ToldDone, ToldPast, ToldRelief
from contractkit.terms import Agreement

__all__ = ["FieldValue", "SettlementFacts"]


def _all(values: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(values)


FieldValue = str | Decimal | datetime | timedelta | bool
"""The value of a field: a word, a number, an instant, a length of time, or yes and no."""


@attrs.frozen
class SettlementFacts(ChargingFacts):
    """What is neither in the papers nor in the items, and decides what a period comes to.

    To `ChargingFacts` (index, volumes, amounts, raises, baselines, blocks, known_at) it adds what follows. `amounts`
    holds one amount under each name; of several amounts under one name it holds the sum, and `several` holds them all.
    An amount of money counts once, for `amounts_of`: what a part of these dates comes to is not known from it. Words
    that name a length of their own, such as ``monthly-fee``, keep it.

    Attributes:
        figures: Figures of targets and metrics that somebody else worked out, verdicts among them.
        measured: What figures are worked out from.
        points: Points that came up.
        failures: How often something failed.
        fields: What holds of the whole period, or of the one delivery that it is about, by the name of the field.
        dates: Dates by the word that asks for them, such as ``asked-on``.
        overdue: What came too late; None where nothing did.
        claims: Which credits the customer claimed.
        choices: Which effects of one incident the customer chose.
        done: When duties were done that cost something where they are late: the short form of an event ``fulfilled``.
        obligations: What was recorded about obligations of the agreement, as `contractkit.obligations` takes it.
        relieved: What kept the one delivery from coming that `fields` tell.
        told_once: How what was told without a date counts where its period has several wordings: as the last one says
            (``last-wording``), or as each says for its share of the days (``by-days``); None: as the last one, which an
            assumption then says.
        several: Amounts of which there are several under one name.
        past: What earlier periods left, told instead of settled.
        amounts_of: The period that `amounts` are of; None: the one that is settled.
        by_period: Amounts that are told for periods of their own.
        apart: Amounts that are told for other dates than those that ask, by name, with why they are not known.

    Example:
        >>> told = SettlementFacts(figures=[ToldFigure("available", Period.parse("2026-03"), "99.5", "%")])
        >>> told.figures[0].period.label
        '2026-03'
    """

    figures: tuple[ToldFigure, ...] = attrs.field(default=(), converter=_all)
    measured: tuple[ToldMeasurement, ...] = attrs.field(default=(), converter=_all)
    points: tuple[ToldCount, ...] = attrs.field(default=(), converter=_all)
    failures: tuple[ToldCount, ...] = attrs.field(default=(), converter=_all)
    fields: Mapping[str, FieldValue] = attrs.field(factory=dict, converter=read_only)
    dates: Mapping[str, date] = attrs.field(factory=dict, converter=read_only)
    overdue: Overdue | None = None
    claims: tuple[ToldClaim, ...] = attrs.field(default=(), converter=_all)
    choices: tuple[ToldChoice, ...] = attrs.field(default=(), converter=_all)
    done: tuple[ToldDone, ...] = attrs.field(default=(), converter=_all)
    obligations: tuple[ObligationEvent, ...] = attrs.field(default=(), converter=_all)
    relieved: tuple[ToldRelief, ...] = attrs.field(default=(), converter=_all)
    told_once: Literal["last-wording", "by-days"] | None = None
    several: Mapping[str, tuple[Money | Volume, ...]] = attrs.field(factory=dict, converter=read_only)
    past: tuple[ToldPast, ...] = attrs.field(default=(), converter=_all)
    amounts_of: Period | None = None
    by_period: tuple[ToldAmount, ...] = attrs.field(default=(), converter=_all)
    apart: Mapping[str, str] = attrs.field(factory=dict, converter=read_only)

    def __attrs_post_init__(self) -> None:
        """Refuse an amount that is told for some period, and beside it for none."""
        twice = [one.of for one in self.by_period if one.of in self.amounts]
        if twice and self.amounts_of is None:
            says = f"the amount {twice[0]} is told for a period, and beside it for none"
            raise UsageError(f"{says}; say with amounts_of which period that is")

    @classmethod
    def from_dict(cls, data: Mapping[str, Any], *, agreement: Agreement, period: str | Period) -> SettlementFacts:
        """Return the facts that plain data tells.

        Args:
            data: The groups of facts by name, as in a file: ``figures``, ``measured``, ``amounts`` and so on.
            agreement: The agreement that they are for; names that it does not know are refused.
            period: The period that a value without a period of its own is of.

        Raises:
            FactsRejected: Something in the data means nothing; every problem is told.
        """
        from contractkit.settlement.told.reading import read_facts

        return read_facts(data, agreement, agreement.period(period))

    def to_dict(self) -> dict[str, Any]:
        """Return the facts as plain data, ready for JSON; `from_dict` reads it back."""
        from contractkit.settlement.told.writing import written_facts

        return written_facts(self)

    def refuse_unknown(self, agreement: Agreement) -> None:
        """Refuse what is told under a name that no version of an agreement knows: figures, counts, volumes, blocks.

        Raises:
            UsageError: A name is unknown, so that what was told under it would decide nothing in silence.
        """
        from contractkit.settlement.told.names import refuse_unknown, refuse_unknown_blocks, refuse_unknown_volumes

        groups = (self.figures, self.measured, self.points, self.failures)
        refuse_unknown(agreement, (one.of for group in groups for one in group))
        refuse_unknown_volumes(agreement, (one.service for one in self.volumes))
        refuse_unknown_blocks(agreement, self.blocks)

    def of_period(self, period: Period) -> SettlementFacts:
        """Return the facts with their amounts, and what earlier periods left, told for a period where none was said.

        Args:
            period: What is asked for, which may be settled in parts.
        """
        of = attrs.evolve(self, amounts_of=period) if self.amounts and self.amounts_of is None else self
        if all(one.period is not None for one in self.past):
            return of
        past = (one if one.period is not None else attrs.evolve(one, period=period) for one in self.past)
        return attrs.evolve(of, past=tuple(past))

    def tells(self, word: str, period: Period) -> bool:
        """Return whether an amount was told for just these dates, or for parts that make them."""
        plain = word in self.amounts and self.amounts_of is not None
        if plain and (self.amounts_of.start, self.amounts_of.end) == (period.start, period.end):  # type: ignore[union-attr]
            return True
        return told_in(self.by_period, word, period) is not None

    def amounts_in(self, period: Period) -> SettlementFacts:
        """Return the facts with the amounts that are known for some dates; `apart` says why others are not.

        Args:
            period: The dates that ask.
        """
        if not self.by_period and (self.amounts_of is None or not self.amounts):
            return self
        known, apart = narrowed(self.amounts, self.amounts_of, self.by_period, period)
        return attrs.evolve(self, amounts=known, amounts_of=period, by_period=(), apart=apart)

    def points_of(self, name: str, period: Period) -> Decimal | None:
        """Return the points that came up under a name in a period; None where nobody tells them."""
        return _number_of(self.points, name, period, self.known_at)

    def failures_of(self, name: str, period: Period) -> Decimal | None:
        """Return how often something failed in a period; None where nobody tells it."""
        return _number_of(self.failures, name, period, self.known_at)


def _number_of(counts: tuple[ToldCount, ...], name: str, period: Period, known_at: date | None) -> Decimal | None:
    found = [
        one
        for one in counts
        if one.of == name
        and one.period == period
        and (known_at is None or one.recorded_on is None or one.recorded_on <= known_at)
    ]
    return max(found, key=lambda one: one.recorded_on or date.min).number if found else None
