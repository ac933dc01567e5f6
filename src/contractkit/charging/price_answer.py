"""A price on a date as an answer: the price, where it stands, how it came about, and what is not known of it."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import attrs

from contractkit.charging.exact import as_decimal, exact_text
from contractkit.charging.indexation import IndexStep
from contractkit.charging.last_known import LastKnownPrice
from contractkit.charging.paid_before import PaidBefore
from contractkit.charging.priced import price_text
from contractkit.errors import UsageError
from contractkit.quantities.money import Money
from contractkit.records.clauses import ClauseRef
from contractkit.records.said import Said, joined, said

__all__ = ["PriceOn"]


@attrs.frozen
class PriceOn:
    """A price on a date.

    Attributes:
        name: The fee, service or rate.
        clause: Where it stands on that date.
        on: The date.
        price: The price; of a price in bands, that of the band in which the number of units lies. None where it is not
            known, or where a price in bands was asked for without a number of units.
        currency: Its ISO 4217 code.
        agreed: What the papers say, in words.
        since: From when on this is the price; None from the beginning on.
        amount: What the asked number of units costs; None without a number.
        formula: How the price, or the amount, came about.
        steps: The changes by an index since the price was agreed.
        missing: What is not known; None where all is.
        notes: What has to be said beside it, one sentence each: that the date lies outside of the term.
        per: What the price in the formula is for: ``seat per month``, ``quarter``, ``hour``. None for a single sum, and
            where the formula comes to the amount of so many units.
        last_known: Where an index may have changed the price and its figures are not told: what the price was before,
            and from when on it may be another; else None.
        prepaid: The units of the service that are paid beforehand on the date: the price is that of those beyond them.
            None where none of it are sold so.
    """

    name: str
    clause: ClauseRef
    on: date
    price: Fraction | None
    currency: str
    agreed: str
    since: date | None
    amount: Fraction | None
    formula: str
    steps: tuple[IndexStep, ...] = ()
    missing: str | None = None
    notes: tuple[str, ...] = ()
    per: str | None = None
    last_known: LastKnownPrice | None = None
    prepaid: PaidBefore | None = None

    @property
    def money(self) -> Money | None:
        """Return the price; of a fraction that no decimal equals, the nearest one of 34 digits. None without one."""
        return None if self.price is None else Money(as_decimal(self.price), self.currency)

    def __str__(self) -> str:
        """Return the price with its reason on one line."""
        if self.last_known is not None:
            return self.before_index(joined(" / ", (price_text(one, self.currency) for one in self.last_known.prices)))
        return said(
            "{name} on {on}: {formula}{per} ({clause}){noted}",
            name=self.name,
            on=self.on,
            formula=self.formula,
            per="" if self.missing is not None else self.per_unit,
            clause=self.clause,
            noted=self.noted,
        )

    @property
    def per_unit(self) -> str:
        """Return what the price is for as the end of a phrase, such as `` per seat per month``; empty without it."""
        if self.per is None:
            return ""
        return said(" per {per}", per=self.per if isinstance(self.per, Said) else said(self.per))

    @property
    def noted(self) -> str:
        """Return the notes as the end of a sentence; empty where there are none."""
        return joined("", (said("; {note}", note=note) for note in self.notes))

    def before_index(self, price: str) -> str:
        """Return on one line what the price was before an index that nobody has told, and since when it may be another.

        Args:
            price: That price in words, with as many digits as shall be shown.

        Raises:
            UsageError: The price is known.
        """
        last = self.last_known
        if last is None:
            raise UsageError(f"the price of {self.name} on {self.on} is known; there is none before it", value=self)
        return said(
            "{name} on {on}: {price}{per} {stood}, may have been indexed since {since}: {missing} ({clause}){noted}",
            name=self.name,
            on=self.on,
            price=price,
            per=self.per_unit,
            stood=said("as signed") if last.since is None else said("from {since} on", since=last.since),
            since=last.indexed_from,
            missing=self.missing,
            clause=self.clause,
            noted=self.noted,
        )

    def to_dict(self) -> dict[str, Any]:
        """Return the price as plain data, ready for JSON; amounts as exact text."""
        return {
            "name": self.name,
            "clause": str(self.clause),
            "on": self.on.isoformat(),
            "price": None if self.price is None else exact_text(self.price),
            "currency": self.currency,
            "per": self.per,
            "agreed": self.agreed,
            "since": None if self.since is None else self.since.isoformat(),
            "amount": None if self.amount is None else exact_text(self.amount),
            "formula": self.formula,
            "steps": [step.to_dict() for step in self.steps],
            "missing": self.missing,
            "last_known": None if self.last_known is None else self.last_known.to_dict(),
            "prepaid": None if self.prepaid is None else self.prepaid.to_dict(),
            "notes": list(self.notes),
        }
