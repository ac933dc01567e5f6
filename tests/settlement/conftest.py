"""Agreements and evaluations made by hand, so that a test says only what matters to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import attrs
import pytest

from contractkit.quantities.money import Money, Percent
from contractkit.quantities.periods import Period
from contractkit.records.clauses import ClauseRef
from contractkit.terms import Agreement, Term
from contractkit.terms.conditions import EVERYTHING
from contractkit.terms.effects import Curve, CurvePoint, Effect, Fee, Service, Share, Tier, TierCredit, UnitPrice
from contractkit.terms.settling import CapStep, RoundStep, SettlementTerms, Step
from contractkit.terms.targets import AtField, ClockLine, Measure, Target

COUNTED = ("met", "breached", "undetermined", "running", "excused")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def microseconds(text: str) -> int:
    return int((datetime.fromisoformat(text) - EPOCH).total_seconds()) * 1_000_000


@attrs.frozen
class Records:
    """The part of a table that a settlement reads."""

    rows: list[dict[str, Any]]

    def to_records(self) -> list[dict[str, Any]]:
        return self.rows


@attrs.frozen
class Counted:
    """An evaluation that is nothing but its counts: period label -> target -> met, breached, undetermined, running."""

    agreement: Agreement
    counts: Mapping[str, Mapping[str, Sequence[int]]]
    as_of: int = microseconds("2027-06-01T00:00:00+00:00")

    def attainment(self, period: str | Period, by: Sequence[str] = ("target",)) -> Records:
        assert tuple(by) == ("target",)
        label = period if isinstance(period, str) else period.label
        rows = [
            {"target": target, **dict.fromkeys(COUNTED, 0), **dict(zip(COUNTED, counts, strict=False))}
            for target, counts in self.counts.get(label, {}).items()
        ]
        return Records(rows)


class Given:
    """Makes terms and facts."""

    as_of = staticmethod(microseconds)

    def fee(self, name: str, amount: str, per: str, currency: str = "EUR", clause: str = "3.1") -> Fee:
        return Fee(name, Money(amount, currency), per, ClauseRef("SLA", clause))

    def service(
        self, name: str, price: str, per: str, volume: str | None, per_units: int = 1, currency: str = "EUR"
    ) -> Service:
        return Service(
            name=name,
            clause=ClauseRef("SLA", f"3.{name}"),
            volume=None if volume is None else Decimal(volume),
            price=UnitPrice(Money(price, currency), per_units, "seat", per),
        )

    def tiers(self, of: str, *tiers: tuple[str, str], clause: str = "4.2") -> TierCredit:
        made = tuple(Tier(Percent(below), Percent(credit)) for below, credit in tiers)
        return TierCredit(ClauseRef("SLA", clause), of, made)

    def curve(self, of: str, *points: tuple[str, str], outside: Any = "clamp", clause: str = "5.1") -> Curve:
        made = tuple(CurvePoint(Percent(at), Percent(pays)) for at, pays in points)
        return Curve(ClauseRef("SLA", clause), of, made, outside)

    def target(self, name: str, per: str, *effects: Effect, title: str | None = None) -> Target:
        return Target(
            id=name,
            name=name,
            clause=ClauseRef("SLA", name),
            measure="resolution",
            applies=EVERYTHING,
            title=title,
            per=per,
            effects=effects,
        )

    def cap(self, limit: str, per: str, caps: Any = "malus", currency: str = "EUR") -> CapStep:
        if " of " not in limit:
            return CapStep(Money(limit, currency), per, caps)
        percent, of = limit.split(" of ")
        return CapStep(Share(Percent(percent.removesuffix(" %")), of), per, caps)

    def rounding(self, to: str = "0.01", mode: str = "half-up") -> RoundStep:
        return RoundStep(Decimal(to), mode)

    def agreement(
        self,
        *targets: Target,
        fees: Sequence[Fee] = (),
        services: Sequence[Service] = (),
        steps: Sequence[Step] = (),
        per: str = "quarter",
        settled: bool = True,
        start: str | None = "2026-01-01",
        end: str | None = None,
        currency: str = "EUR",
        name: str = "C-1",
    ) -> Agreement:
        term = None
        if start is not None:
            last = None if end is None else date.fromisoformat(end)
            term = Term(date.fromisoformat(start), last, ClauseRef(name, "2.1"))
        measure = Measure("resolution", AtField("opened_at"), AtField("closed_at"))
        return Agreement(
            id=name,
            title="An agreement",
            zone="Europe/Amsterdam",
            currency=currency,
            parties=(),
            documents=(),
            term=term,
            fields={},
            calendars={},
            services={service.name: service for service in services},
            lines=(ClockLine(measure, targets),) if targets else (),
            scope=(),
            fees=tuple(fees),
            settlement=SettlementTerms(per, tuple(steps), ClauseRef("SLA", "6.9") if settled else None),
            clauses=(),
            assumptions=(),
        )

    def counted(
        self, agreement: Agreement, counts: Mapping[str, Mapping[str, Sequence[int]]] | None = None, **kept: Any
    ) -> Counted:
        return Counted(agreement, counts or {}, **kept)


@pytest.fixture(scope="session")
def given() -> Given:
    return Given()
