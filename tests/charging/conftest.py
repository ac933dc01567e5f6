"""Agreements made by hand, so that a test says only what matters to it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest

from contractkit.quantities.money import Money
from contractkit.records.clauses import ClauseRef
from contractkit.terms import Agreement, Term
from contractkit.terms.effects import Fee, Service, UnitPrice
from contractkit.terms.settling import SettlementTerms


class Given:
    """Makes terms."""

    def fee(self, name: str, amount: str, per: str, currency: str = "EUR") -> Fee:
        return Fee(name, Money(amount, currency), per, ClauseRef("SLA", "3.1"))

    def service(self, name: str, price: str, per: str, volume: str | None, per_units: int = 1) -> Service:
        return Service(
            name=name,
            clause=ClauseRef("SLA", "3.2"),
            volume=None if volume is None else Decimal(volume),
            price=UnitPrice(Money(price, "EUR"), per_units, "seat", per),
        )

    def agreement(
        self,
        *fees: Fee,
        services: Sequence[Service] = (),
        start: str | None = "2024-01-01",
        end: str | None = None,
    ) -> Agreement:
        term = None
        if start is not None:
            last = None if end is None else date.fromisoformat(end)
            term = Term(date.fromisoformat(start), last, ClauseRef("C", "2.1"))
        return Agreement(
            id="C-1",
            title="An agreement",
            zone="Europe/Amsterdam",
            currency="EUR",
            parties=(),
            documents=(),
            term=term,
            fields={},
            calendars={},
            services={service.name: service for service in services},
            lines=(),
            scope=(),
            fees=fees,
            settlement=SettlementTerms("quarter", ()),
            clauses=(),
            assumptions=(),
        )


@pytest.fixture(scope="session")
def given() -> Given:
    return Given()
