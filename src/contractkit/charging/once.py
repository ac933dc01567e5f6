"""Fees that are paid a single time, on a date."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import attrs

from contractkit.charging.charge import Charge
from contractkit.charging.exact import amount_text
from contractkit.charging.knowing import ChargingFacts
from contractkit.charging.nothing import charged_nothing
from contractkit.charging.paths import Written, point_on, price_path
from contractkit.charging.priced import price_text
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


def once_charges(agreement: Agreement, period: Period, facts: ChargingFacts) -> tuple[Charge, ...]:
    """Return the fees that are paid once on a date of the period: the date they are due, else the start of the term.

    The wording that holds on a date says whether a fee is due on it. So an amendment moves only what was not due before
    it took effect; what was, is charged already, and not again under its name. What an amendment makes due before it
    takes effect is due on its first date. One that is due on something that happens, or on nobody knows which date, is
    charged nothing and says so.

    Args:
        agreement: The agreement with its versions.
        period: The dates that are charged.
        facts: Index figures, and what was known when.
    """
    charged: set[str] = set()
    found: dict[str, Charge] = {}
    for span in agreement.versions.spans(facts.known_at):
        for fee in span.value.fees:
            if fee.per != "once" or fee.name in charged:
                continue
            due = _due(span.value, fee)
            if due is None:
                if span.touches(period.start, period.end):
                    found[fee.name] = _undated(agreement, fee)
                continue
            on = due if span.start is None else max(due, span.start)
            if (span.end is not None and span.end <= on) or not all(_holds(fee, day) for day in (due, on)):
                continue
            charged.add(fee.name)
            if on in period:
                found[fee.name] = _charge(agreement, fee, due, on, facts)
    return tuple(found.values())


def _due(version: Agreement, fee: Fee) -> date | None:
    """Return the date on which a version says that a fee is due; None where that is no date."""
    if fee.due is None:
        return None if version.term is None else version.term.start
    return fee.due if isinstance(fee.due, date) else None


def _holds(fee: Fee, day: date) -> bool:
    return fee.holds is None or fee.holds.on(day)


def _undated(agreement: Agreement, fee: Fee) -> Charge:
    price = said("{amount} once", amount=fee.amount)
    missing = "when it is due is not a date, so nothing is charged"
    told = said("{price}: {missing}", price=price, missing=missing)
    return Charge(fee.name, fee.clause, Fraction(0), agreement.currency, price, told, {}, (), missing)


def _charge(agreement: Agreement, fee: Fee, due: date, on: date, facts: ChargingFacts) -> Charge:
    """Return what a fee costs that is due on one date, and charged on another where an amendment asks for it later."""
    point = point_on(price_path(agreement, OncePrice(fee.name), on, facts), on)
    if point.price is None:
        price = said("{amount} once", amount=fee.amount)
        missing = charged_nothing(str(point.missing))
        told = said("{price}: {missing}", price=price, missing=missing)
        return Charge(fee.name, fee.clause, Fraction(0), agreement.currency, price, told, {}, (), missing)
    shown = said("{price} once", price=price_text(point.price, agreement.currency))
    told = (
        said("{shown}, due on {due}", shown=shown, due=due)
        if due == on
        else said("{shown}, due on {due} and agreed from {on} on", shown=shown, due=due, on=on)
    )
    return Charge(
        name=fee.name,
        clause=fee.clause,
        exact=point.price,
        currency=agreement.currency,
        price=shown,
        formula=said("{told} = {price}", told=told, price=amount_text(point.price, agreement.currency)),
        inputs={"price": str(fee.amount.amount), "due": on.isoformat()},
        steps=point.steps,
        evidence=tuple(dict.fromkeys(one for step in point.steps for one in step.evidence)),
    )
