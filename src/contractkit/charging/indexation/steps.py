"""One change of a price, with everything that it came from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any, Literal

import attrs

from contractkit.charging.exact import amount_text, exact_text, percent_text
from contractkit.charging.indexation.readings import NoFigure, Reading
from contractkit.quantities.rounding import Rounding
from contractkit.records.clauses import ClauseRef
from contractkit.records.said import joined, said

__all__ = ["IndexStep"]


@attrs.frozen
class IndexStep:
    """What one date of an indexation makes of a price.

    Attributes:
        on: The first date of the new price.
        clause: The indexation clause.
        number: Which change of the price it is, counted from 1.
        currency: The ISO 4217 code of the price.
        before: The price before, not rounded.
        of: The price that the rate is taken of: the first one, or the one before.
        compared: The figures that the new ones are compared with; one for each part that follows a series.
        read: The figures that are read now, in the same order.
        change: The change as the figures give it, a share; None where they are not known.
        rate: The rate that is applied to `of`: bounded and rounded; None where it is not known.
        why: What was done to the change, such as ``cap 5 %``; empty where it was passed on as it is.
        carried: What a cap cut off and a later change may still bring, a share.
        reference: Whether later changes are compared with the figures of this one (``moves``), or with those that the
            price was built on before (``stays``).
        price: The new price, not rounded; None where it is not known.
        rounding: How prices are rounded; None where they are not.
        missing: The figures that are not known.
    """

    on: date
    clause: ClauseRef
    number: int
    currency: str
    before: Fraction
    of: Fraction
    compared: tuple[Reading, ...]
    read: tuple[Reading, ...]
    change: Fraction | None
    rate: Fraction | None
    why: tuple[str, ...]
    carried: Fraction
    reference: Literal["moves", "stays"]
    price: Fraction | None
    rounding: Rounding | None = None
    missing: tuple[NoFigure, ...] = ()

    @property
    def charged(self) -> Fraction | None:
        """Return the price that is charged: rounded as the clause says; None where it is not known."""
        if self.price is None or self.rounding is None:
            return self.price
        return Fraction(self.rounding.apply(self.price))

    @property
    def points(self) -> tuple[Fraction, ...]:
        """Return by how many points of the index each figure moved."""
        return tuple(now.value - then.value for then, now in zip(self.compared, self.read, strict=False))

    @property
    def status(self) -> Literal["final", "provisional", "undetermined"]:
        """Return ``undetermined`` without a figure, ``provisional`` on one that may still change."""
        if self.price is None:
            return "undetermined"
        return "final" if all(one.status == "final" for one in (*self.compared, *self.read)) else "provisional"

    @property
    def formula(self) -> str:
        """Return how the price came about, in numbers."""
        if self.price is None or self.rate is None:
            return joined("; ", dict.fromkeys(one.says for one in self.missing)) or "an earlier change is not known"
        of = amount_text(self.of, self.currency)
        exact = amount_text(self.price, self.currency)
        ratio = self._ratio()
        made = (
            said("{of} × {ratio}", of=of, ratio=ratio)
            if ratio
            else said("{of} × (1 + {rate})", of=of, rate=percent_text(self.rate * 100))
        )
        charged = self.charged
        rounded = (
            ""
            if charged is None or charged == self.price
            else said(", rounded {charged}", charged=_money(charged, self.currency))
        )
        return said("{made} = {exact}{rounded}", made=made, exact=exact, rounded=rounded)

    def _ratio(self) -> str:
        """Return the two figures, where the price is nothing but their ratio."""
        if len(self.read) != 1 or self.rate is None or self.why:
            return ""
        now, then = self.read[0].value, self.compared[0].value
        return said("{now} / {then}", now=exact_text(now), then=exact_text(then)) if now / then == 1 + self.rate else ""

    @property
    def inputs(self) -> Mapping[str, str]:
        """Return the numbers that went in, by name, written exactly."""
        found = {"price": exact_text(self.of)}
        for then, now in zip(self.compared, self.read, strict=False):
            found[f"{now.series} {then.month[0]:04}-{then.month[1]:02}"] = exact_text(then.value)
            found[f"{now.series} {now.month[0]:04}-{now.month[1]:02}"] = exact_text(now.value)
        if self.change is not None and self.rate is not None:
            found |= {"change": exact_text(self.change), "rate": exact_text(self.rate)}
        return found

    @property
    def evidence(self) -> tuple[str, ...]:
        """Return each published figure with its base, status, date of publication and source."""
        told = []
        for one in (*self.compared, *self.read):
            for value in one.values:
                on = (
                    ""
                    if value.published_on is None
                    else said(", published {published_on}", published_on=value.published_on)
                )
                source = "" if one.source is None else said(", {source}", source=one.source)
                told.append(
                    said("{value}, {status}{on}{source}", value=value, status=said(value.status), on=on, source=source)
                )
        return tuple(dict.fromkeys(told))

    def __str__(self) -> str:
        """Return the change on one line."""
        why = said(" ({why})", why=joined("; ", self.why)) if self.why else ""
        return said("{on}: {formula}{why}", on=self.on, formula=self.formula, why=why)

    def to_dict(self) -> dict[str, Any]:
        """Return the change as plain data, ready for JSON; amounts and shares as exact text."""

        def told(value: Fraction | None) -> str | None:
            return None if value is None else exact_text(value)

        return {
            "on": self.on.isoformat(),
            "clause": str(self.clause),
            "number": self.number,
            "currency": self.currency,
            "before": told(self.before),
            "of": told(self.of),
            "change": told(self.change),
            "rate": told(self.rate),
            "why": list(self.why),
            "carried": told(self.carried),
            "reference": self.reference,
            "price": told(self.price),
            "charged": told(self.charged),
            "status": self.status,
            "formula": self.formula,
            "inputs": dict(self.inputs),
            "evidence": list(self.evidence),
            "missing": [one.says for one in self.missing],
        }


def _money(amount: Fraction, currency: str) -> str:
    return amount_text(amount, currency)
