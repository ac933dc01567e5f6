"""Agreed against delivered: for each service and period the volume, the work outside, and what both are worth."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

import attrs
import numpy as np

from contractkit.charging.exact import exact_text
from contractkit.charging.windows import in_force
from contractkit.delivery.outside import OutsideItem
from contractkit.delivery.volumes import drift_of
from contractkit.delivery.work import Work
from contractkit.delivery.worth import Worth, known_sum, why_unpriced, worth_said
from contractkit.evaluation.scope import SCOPES
from contractkit.quantities.money import Money
from contractkit.quantities.periods import Period
from contractkit.records.clauses import ClauseRef
from contractkit.terms.effects import Service

__all__ = ["ServiceLine", "lines_of"]

VolumeState = Literal["inside", "above", "below", "not-measured", "no-volume", "nobody-agreed"]
"""Where the delivered volume lies; ``no-volume``: none was agreed; ``nobody-agreed``: neither was the service."""


@attrs.frozen
class ServiceLine:
    """What was agreed of one service in one period, and what was delivered.

    Attributes:
        service: The service; None for work of which the facts do not say it.
        period: The period.
        clause: Where the service is agreed; None where no clause agrees it.
        agreed: The agreed volume; nought for a service that nobody agreed, None where no volume was agreed.
        unit: What is counted; ``requests`` for a service that nobody agreed.
        low: The lower end of the agreed band.
        high: The upper end of the agreed band.
        delivered: The volume that was delivered; None where it is not measured.
        state: Where it lies.
        items: All items of the period on the service, those in scope among them.
        outside: How many of them lie outside of what was agreed.
        spent: How long people worked on those, as far as it was told.
        worth: What was delivered and is not charged, as far as it is known; None where nothing of it is.
        unpriced: Of how many items outside it is not known what they are worth.
        charged: What is charged for it all the same: what the agreement charges, or gives back, for volumes outside of
            the band, and what the customer accepted to pay for items; None where nothing is.
        formula: How the worth of the volume came about; empty where there is none.
        missing: What is not known of volumes and their prices.
        why_unpriced: Why the worth is not known, or not all of it; empty where it is.
    """

    service: str | None
    period: Period
    clause: ClauseRef | None
    agreed: Decimal | None
    unit: str | None
    low: Fraction | None
    high: Fraction | None
    delivered: Fraction | None
    state: VolumeState
    items: int
    outside: int
    spent: timedelta
    worth: Money | None
    unpriced: int
    charged: Money | None
    formula: str
    missing: tuple[str, ...]
    why_unpriced: tuple[str, ...] = ()

    @property
    def says(self) -> str:
        """Return the line in one sentence."""
        agreed = "no volume agreed" if self.agreed is None else f"agreed {exact_text(Fraction(self.agreed))}"
        delivered = "not measured" if self.delivered is None else f"delivered {exact_text(self.delivered)}"
        parts = [agreed, delivered] if self.state != "no-volume" else [agreed]
        if self.outside and self.state != "nobody-agreed":
            parts.append(f"{self.outside} of {self.items} items outside the agreement")
        parts.append(worth_said(self.worth, self.unpriced, self.why_unpriced))
        return f"{self.service or 'service not known'} in {self.period.label}: {', '.join(parts)}"

    def to_dict(self) -> dict[str, Any]:
        """Return the line as plain data, ready for JSON; amounts and volumes as exact text."""
        return {
            "service": self.service,
            "period": self.period.label,
            "clause": None if self.clause is None else str(self.clause),
            "agreed": None if self.agreed is None else f"{self.agreed:f}",
            "unit": self.unit,
            "low": _text(self.low),
            "high": _text(self.high),
            "delivered": _text(self.delivered),
            "state": self.state,
            "items": self.items,
            "outside": self.outside,
            "spent_us": self.spent // timedelta(microseconds=1),
            "worth": None if self.worth is None else str(self.worth.amount),
            "unpriced": self.unpriced,
            "why_unpriced": list(self.why_unpriced),
            "charged": None if self.charged is None else str(self.charged.amount),
            "formula": self.formula,
            "missing": list(self.missing),
            "says": self.says,
        }


def _text(value: Fraction | None) -> str | None:
    return None if value is None else exact_text(value)


def lines_of(work: Work, period: Period, outside: Sequence[OutsideItem]) -> tuple[ServiceLine, ...]:
    """Return a line for each service of a period: those that are agreed in the order of the page, then the others.

    Args:
        work: What happened.
        period: The period; an item belongs to it when it was opened in it.
        outside: The items outside of what was agreed that were opened in it.
    """
    counts = _counted(work, period)
    spans = work.agreement.versions.spans(work.known.known_at)
    services = {
        name: service
        for span in spans
        if span.touches(period.start, period.end)
        for name, service in span.value.services.items()
    }
    if in_force(work.agreement, period) is None:
        services = {}
    others = sorted((name for name in counts if name not in services), key=lambda name: (name is None, name or ""))
    return (
        *(_agreed(work, period, service, outside, counts.get(name, 0)) for name, service in services.items()),
        *(_unagreed(work, period, name, outside, counts[name]) for name in others),
    )


def _agreed(work: Work, period: Period, service: Service, outside: Sequence[OutsideItem], items: int) -> ServiceLine:
    own = [one for one in outside if one.service == service.name]
    currency = work.agreement.currency
    drift = drift_of(work, service, period)
    return ServiceLine(
        service=service.name,
        period=period,
        clause=service.clause,
        agreed=service.volume,
        unit=service.details.unit,
        low=drift.low,
        high=drift.high,
        delivered=drift.delivered,
        state=drift.state,
        items=items,
        worth=_worth(own, currency, drift.worth),
        charged=_charged(own, drift.charged),
        formula=drift.formula,
        missing=drift.missing,
        **_outside(own, drift.unpriced),
    )


def _unagreed(work: Work, period: Period, name: str | None, outside: Sequence[OutsideItem], items: int) -> ServiceLine:
    own = [one for one in outside if one.service == name]
    return ServiceLine(
        service=name,
        period=period,
        clause=None,
        agreed=Decimal(0),
        unit="requests",
        low=None,
        high=None,
        delivered=Fraction(items),
        state="nobody-agreed",
        items=items,
        worth=_worth(own, work.agreement.currency, Money("0.00", work.agreement.currency)),
        charged=_charged(own, None),
        formula="",
        missing=(),
        **_outside(own, ()),
    )


def _worth(own: Sequence[OutsideItem], currency: str, volume: Money | None) -> Money | None:
    """Return what items outside are worth that the customer did not accept to pay for, and a volume beyond its band."""
    return known_sum((*(one.amount for one in _unpaid(own)), volume), currency)


def _unpaid(own: Sequence[OutsideItem]) -> list[Worth]:
    return [one.unpaid for one in own if one.unpaid is not None]


def _charged(own: Sequence[OutsideItem], outside_band: Money | None) -> Money | None:
    """Return what is charged besides: outside of the band, and for quotes that were accepted."""
    every = [one.accepted for one in own if one.accepted is not None]
    if not every:
        return outside_band
    total = sum((one.amount for one in every), Decimal(0) if outside_band is None else outside_band.amount)
    return Money(total, every[0].currency)


def _outside(own: Sequence[OutsideItem], volume: Sequence[str]) -> dict[str, Any]:
    reasons = (*why_unpriced(_unpaid(own)), *volume)
    return {
        "outside": len(own),
        "spent": sum((one.spent for one in own if one.spent is not None), timedelta(0)),
        "unpriced": sum(1 for one in _unpaid(own) if one.amount is None),
        "why_unpriced": tuple(dict.fromkeys(reasons)),
    }


def _counted(work: Work, period: Period) -> dict[str | None, int]:
    """Return how many items of each service were opened in a period."""
    start, end = period.bounds_us(work.agreement.zone)
    end = min(end, work.evaluation.as_of + 1)
    inside = (work.opened >= start) & (work.opened < end)
    codes, scopes = work.codes
    not_yet = scopes.index(SCOPES[-1]) if SCOPES[-1] in scopes else -1
    services = work.evaluation.items.words("service")
    own = services.codes[inside & (codes != not_yet)]
    many = np.bincount(own + 1, minlength=len(services.categories) + 1).tolist()
    names = (None, *services.categories)
    return {name: count for name, count in zip(names, many, strict=True) if count}
