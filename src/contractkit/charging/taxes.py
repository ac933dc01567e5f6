"""How much tax lies in what is charged, or comes on top of it. Settlements are made without tax; this says how much."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

import attrs

from contractkit.charging.charge import Charge
from contractkit.charging.exact import amount_text, as_decimal
from contractkit.charging.naming import concerns, priced_name
from contractkit.quantities.money import Money
from contractkit.records.clauses import ClauseRef
from contractkit.records.said import said
from contractkit.terms import Agreement
from contractkit.terms.provisions.tax import Tax

__all__ = ["TaxShare", "taxes"]


@attrs.frozen
class TaxShare:
    """The tax on one charge.

    Attributes:
        name: What the tax is called.
        clause: Where it stands.
        of: The charge that it is taken of.
        exact: How much, not rounded.
        currency: The ISO 4217 code of the amount.
        formula: How it came about.
    """

    name: str
    clause: ClauseRef
    of: str
    exact: Fraction
    currency: str
    formula: str

    @property
    def amount(self) -> Money:
        """Return the tax; of a fraction that no decimal equals, the nearest one of 34 digits."""
        return Money(as_decimal(self.exact), self.currency)


def taxes(agreement: Agreement, charged: Iterable[Charge]) -> tuple[TaxShare, ...]:
    """Return the taxes on charges, in the order of the page, each for each charge that it is on.

    A charge that is not known, whose `amount` is None, has no tax here: ask the charges whether all of them are.

    Args:
        agreement: The version that charges.
        charged: What is charged, before tax.

    Example:
        >>> import contractkit as ck
        >>> agreement = ck.load_agreement(data={
        ...     "contractkit": 1, "document": "sla", "id": "S-1", "title": "Desk", "currency": "AUD", "zone": "UTC",
        ...     "clauses": {"1": {"kind": "fee", "name": "subscription", "amount": "AUD 100", "per": "month"},
        ...                 "2": {"kind": "tax", "name": "gst", "contained": "1/11"}}})
        >>> (tax,) = taxes(agreement, ck.charges(agreement, ck.Period.parse("2026-03")))
        >>> tax.exact, tax.formula
        (Fraction(100, 11), '1/11 of AUD 100.00 = AUD 9.0909…')
    """
    return tuple(_taxes(agreement, tuple(charged)))


def _taxes(agreement: Agreement, charged: tuple[Charge, ...]) -> Iterator[TaxShare]:
    for tax in agreement.provisions_of(Tax):
        for charge in charged:
            name = priced_name(charge.name, charge.kind)
            if charge.missing is not None or not concerns(tax, tax.applies_to, name, charge.clause):
                continue
            if tax.contained is not None:
                share = Fraction(tax.contained.value)
                told = str(share)
            else:
                share = Fraction(0) if tax.on_top is None else Fraction(tax.on_top.value) / 100
                told = str(tax.on_top)
            exact = charge.exact * share
            whole, found = (amount_text(amount, charge.currency) for amount in (charge.exact, exact))
            yield TaxShare(
                tax.name,
                tax.clause,
                charge.name,
                exact,
                charge.currency,
                said("{told} of {whole} = {found}", told=told, whole=whole, found=found),
            )
