"""The amounts that clauses take percentages of: what is charged, monthly and yearly fees, a fee by its name."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

import attrs

from contractkit.charging.charges import Charge, charges, charging_version, yearly_charges
from contractkit.charging.exact import amount_text, as_decimal
from contractkit.charging.windows import in_force
from contractkit.errors import UsageError
from contractkit.quantities.money import Money
from contractkit.quantities.periods import Period
from contractkit.records.clauses import Assumption, ClauseRef
from contractkit.terms import Agreement

__all__ = ["Base", "amount_of"]

_WORDS = ("charges", "monthly-fee", "yearly-fees")


@attrs.frozen
class Base:
    """An amount of which a clause takes a percentage; always before any bonus or malus.

    Attributes:
        word: What the clause calls it.
        exact: The amount, not rounded.
        currency: The ISO 4217 code of the amount.
        formula: How the amount came about.
        clauses: Where its parts stand.
        assumptions: What was taken where the text is silent.
    """

    word: str
    exact: Fraction
    currency: str
    formula: str
    clauses: tuple[ClauseRef, ...]
    assumptions: tuple[Assumption, ...] = ()

    @property
    def amount(self) -> Money:
        """Return the amount; of a fraction that no decimal equals, the nearest one of 34 digits."""
        return Money(as_decimal(self.exact), self.currency)

    def __str__(self) -> str:
        """Return the word with the amount, such as ``fixed-fee EUR 8 000.00``."""
        return f"{self.word} {amount_text(self.exact, self.currency)}"


def amount_of(agreement: Agreement, word: str, period: Period, clause: ClauseRef | None = None) -> Base:
    """Return the amount that `word` means in a period.

    Args:
        agreement: The agreement that knows the word.
        word: The name of a fee (which wins where it is called like a standard word); ``charges``, everything charged in
            the period; ``monthly-fee``, everything charged in the last calendar month of the period in which the
            agreement holds; ``yearly-fees``, everything charged in a full contract year at agreed volumes.
        period: Whole months; the effect's own period, not that of the settlement around it.
        clause: Where the word stands, for the message.

    Raises:
        NotComputedError: As `charges` does: something about the money of the period is not computed.
        UsageError: The agreement knows no such amount.
        PeriodError: `period` is not made of whole months.

    Example:
        >>> import contractkit as ck
        >>> agreement = ck.load_agreement(data={
        ...     "contractkit": 1, "document": "sla", "id": "SLA-7", "title": "Desk", "currency": "EUR", "zone": "UTC",
        ...     "clauses": {"1": {"kind": "fee", "name": "fixed-fee", "amount": "EUR 18 500.00", "per": "quarter"}}})
        >>> str(amount_of(agreement, "yearly-fees", Period.parse("2026-02")))
        'yearly-fees EUR 74 000.00'
    """
    agreement = charging_version(agreement, period)
    found = charges(agreement, period)
    fees = {fee.name for fee in agreement.fees}
    if word in fees:
        named = tuple(charge for charge in found if charge.kind == "fee" and charge.name == word)
        return _sum(agreement, word, period.label, named)
    if word == "charges":
        return _sum(agreement, word, period.label, found)
    if word == "monthly-fee":
        held = in_force(agreement, period) or period
        month = Period.containing(held.end - timedelta(days=1), "month")
        return _sum(agreement, word, month.label, charges(agreement, month))
    if word == "yearly-fees":
        year = yearly_charges(agreement)
        formula = f"a full contract year at agreed volumes: {amount_text(year, agreement.currency)}"
        return Base(word, year, agreement.currency, formula, tuple(charge.clause for charge in found))
    known = ", ".join((*_WORDS, *sorted(fees)))
    raise UsageError(
        f"{clause or agreement.id}: nothing is called {word!r} of which a share could be taken; known are {known}",
        clause=clause,
    )


def _sum(agreement: Agreement, word: str, label: str, parts: tuple[Charge, ...]) -> Base:
    exact = sum((part.exact for part in parts), Fraction(0))
    made = " + ".join(part.formula if len(parts) == 1 else f"({part.formula})" for part in parts)
    return Base(
        word=word,
        exact=exact,
        currency=agreement.currency,
        formula=f"{word} in {label}: {made or 'nothing is charged'}",
        clauses=tuple(part.clause for part in parts),
        assumptions=tuple(note for part in parts for note in part.assumptions),
    )
