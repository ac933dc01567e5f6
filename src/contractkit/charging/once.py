"""Fees that are paid a single time, on a date."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

import attrs

from contractkit.charging.charge import Charge
from contractkit.charging.exact import amount_text
from contractkit.charging.knowing import ChargingFacts
from contractkit.charging.nothing import charged_nothing
from contractkit.charging.paths import Written, point_on, price_path
from contractkit.charging.priced import held_versions, price_text
from contractkit.quantities.money import Money
from contractkit.quantities.periods import Period
from contractkit.records.clauses import ClauseRef
from contractkit.records.said import said
from contractkit.terms import Agreement
from contractkit.terms.effects import Fee

__all__ = ["OncePrice", "once_charges"]


@attrs.frozen
class OncePrice:
    """The amount of a fee that is paid once."""

    name: str

    def clause(self, version: Agreement) -> ClauseRef | None:
        """Return where the fee stands."""
        fee = self.found(version)
        return None if fee is None else fee.clause

    def amount(self, version: Agreement) -> Money | None:
        """Return its amount."""
        fee = self.found(version)
        return None if fee is None else fee.amount

    def written(self, version: Agreement) -> Written | None:
        """Return the fee as it is written."""
        fee = self.found(version)
        return None if fee is None else Written.of(fee.clause, fee)

    def found(self, version: Agreement) -> Fee | None:
        """Return the fee in a version; None where that version has none."""
        return next((fee for fee in version.fees if fee.name == self.name and fee.per == "once"), None)


def once_charges(agreement: Agreement, period: Period, facts: ChargingFacts) -> Iterator[Charge]:
    """Yield the fees that are paid once on a date of the period: the date they are due, else the start of the term.

    One that is due on something that happens, or on nobody knows which date, is charged nothing and says so.

    Args:
        agreement: The agreement with its versions.
        period: The dates that are charged.
        facts: Index figures, and what was known when.
    """
    told: set[str] = set()
    for version in held_versions(agreement, period, facts):
        for fee in version.fees:
            if fee.per != "once" or fee.name in told:
                continue
            told.add(fee.name)
            start = None if version.term is None else version.term.start
            due = start if fee.due is None else fee.due
            if isinstance(due, date) and (due not in period or (fee.holds is not None and not fee.holds.on(due))):
                continue
            yield _charge(agreement, fee, due if isinstance(due, date) else None, facts)


def _charge(agreement: Agreement, fee: Fee, due: date | None, facts: ChargingFacts) -> Charge:
    price = said("{amount} once", amount=fee.amount)
    if due is None:
        missing = "when it is due is not a date, so nothing is charged"
        told = said("{price}: {missing}", price=price, missing=missing)
        return Charge(fee.name, fee.clause, Fraction(0), agreement.currency, price, told, {}, (), missing)
    point = point_on(price_path(agreement, OncePrice(fee.name), due, facts), due)
    if point.price is None:
        missing = charged_nothing(str(point.missing))
        told = said("{price}: {missing}", price=price, missing=missing)
        return Charge(fee.name, fee.clause, Fraction(0), agreement.currency, price, told, {}, (), missing)
    shown = said("{price} once", price=price_text(point.price, agreement.currency))
    return Charge(
        name=fee.name,
        clause=fee.clause,
        exact=point.price,
        currency=agreement.currency,
        price=shown,
        formula=said(
            "{shown}, due on {due} = {price}", shown=shown, due=due, price=amount_text(point.price, agreement.currency)
        ),
        inputs={"price": str(fee.amount.amount), "due": due.isoformat()},
        steps=point.steps,
        evidence=tuple(dict.fromkeys(one for step in point.steps for one in step.evidence)),
    )
