"""What one effect comes to in one period of its own, before caps: the amount, the figure that it looked at, and why."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Literal

import attrs

from contractkit.quantities.periods import Period
from contractkit.records.clauses import ClauseRef
from contractkit.records.said import said
from contractkit.settlement.ledger import Reading
from contractkit.settlement.measuring.figure import FigureSource, FigureValue
from contractkit.settlement.own_periods.occasions import Occasion
from contractkit.settlement.paying import Computed
from contractkit.settlement.paying.past import values_of

__all__ = ["Paid"]


@attrs.frozen
class Paid:
    """What one effect comes to in one period of its own.

    Attributes:
        id: Unique in the settlement.
        clause: Where the effect stands.
        name: What it is called in a sentence.
        period: The dates that it is about.
        settled_on: The last of these dates on which the agreement holds.
        computed: What it comes to.
        target: The id of what has the figure that it looks at; None where it looks at none.
        level: The service level that it belongs to; None where it belongs to none.
        service: The service that it belongs to; None where it belongs to none, or to several.
        nature: The legal nature that the parties gave it; None for what is no effect.
        figure: The figure that it looked at; None where it looks at none.
        per: How long its own period is, in words; None where it is the period that is settled.
        failed: Whether it was for a failure, where it looks at no figure and the next period asks; None where nobody
            asks, or knows.
        settles_as: ``charge`` for what is neither bonus nor malus, such as interest: no cap is for it.
        occasion: The effect in its dates; None for an amount that somebody else worked out.
    """

    id: str
    clause: ClauseRef
    name: str
    period: Period
    settled_on: date
    computed: Computed
    target: str | None = None
    level: str | None = None
    service: str | None = None
    nature: str | None = None
    figure: FigureValue | None = None
    per: str | None = None
    settles_as: Literal["effect", "charge"] = "effect"
    failed: bool | None = None
    occasion: Occasion | None = attrs.field(default=None, eq=False, repr=False)

    @property
    def kind(self) -> Literal["malus", "bonus", "none"]:
        """Return what it is; where that is not yet known, what it can only be, or ``none``."""
        return self.computed.kind if self.computed.gives == "money" else "none"

    @property
    def each(self) -> str:
        """Return the values of the fields that its figure is for; empty where it is for all."""
        return "" if self.figure is None else ", ".join(self.figure.where.values())

    @property
    def told_apart(self) -> str:
        """Return its id with the values that its figure is for, also in a period in which no others were told."""
        return self.id if not self.each or values_of(self.id) else f"{self.id} {self.each}"

    @property
    def says(self) -> str:
        """Return the line in one sentence."""
        return said("{name}, {label}: {says}", name=self.name, label=self.period.label, says=self.computed.says)

    @property
    def inputs(self) -> Mapping[str, str]:
        """Return the numbers that went in, by name, written exactly."""
        return self.computed.inputs

    @property
    def items(self) -> int | None:
        """Return how many items were judged; None where the figure is not counted from items."""
        counts = None if self.figure is None else self.figure.counts
        return None if counts is None else counts.met + counts.breached

    @property
    def evidence(self) -> tuple[str, ...]:
        """Return where the figure comes from, in words, or what single things were counted."""
        if self.figure is None:
            return self.computed.evidence
        return tuple(_source_text(self.figure, one) for one in self.figure.sources)

    @property
    def low(self) -> Fraction:
        """Return the least money that it can come to."""
        return self.under("least")

    @property
    def high(self) -> Fraction:
        """Return the most money that it can come to."""
        return self.under("most")

    def under(self, reading: Reading) -> Fraction:
        """Return the amount of money under a reading of what is undetermined, exactly; nought for points."""
        if self.computed.gives != "money":
            return Fraction(0)
        found = self.computed
        return found.now if reading == "now" else found.low if reading == "least" else found.high


def _source_text(figure: FigureValue, source: FigureSource) -> str:
    if source.kind == "items":
        return said("the items of {of} in {label}", of=source.of, label=figure.period.label)
    recorded = "" if source.recorded_on is None else said(", recorded {recorded_on}", recorded_on=source.recorded_on)
    says = "" if source.says is None else said(", {says}", says=source.says)
    return said(
        "{of}: {kind} for {label}{recorded}{says}",
        of=source.of,
        kind=said(source.kind),
        label=figure.period.label,
        recorded=recorded,
        says=says,
    )
