"""Agreements, evaluations and settlements made by hand, so that a test says only what matters to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

import attrs
import numpy as np
import pytest
from numpy.typing import NDArray

from contractkit.calendars import always
from contractkit.errors import Problem
from contractkit.evaluation import Trace, TracedPiece
from contractkit.facts import NAT, Coded, Facts, Integers, Items, Table
from contractkit.quantities.money import Money, Percent
from contractkit.quantities.periods import Period
from contractkit.quantities.spans import Within, WorkingTime
from contractkit.records.clauses import Assumption, ClauseRef
from contractkit.settlement import Line, Settlement
from contractkit.statements import Statement
from contractkit.terms import Agreement, ClauseText, DocumentHead, Party, Term
from contractkit.terms.conditions import EVERYTHING, Condition, Is
from contractkit.terms.settling import SettlementTerms
from contractkit.terms.targets import AtField, ClockLine, Limit, Measure, Target, WhenState

ZONE = ZoneInfo("Europe/Amsterdam")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
US = timedelta(microseconds=1)
HOUR = 3_600_000_000
COUNTED = ("met", "breached", "undetermined", "running", "excused")
WORDS = (
    "item",
    "target",
    "level",
    "service",
    "verdict",
    "reason",
    "allowed_text",
    "calendar",
    "scope",
    "lived_verdict",
)
INSTANTS = ("started", "due", "in_time_until", "stopped")
SPANS = ("used", "allowed", "paused")


def at(text: str) -> int:
    """Return a local time of Amsterdam, or one with its own offset, in microseconds since the epoch."""
    instant = datetime.fromisoformat(text)
    aware = instant if instant.tzinfo else instant.replace(tzinfo=ZONE)
    return (aware - EPOCH) // US


HOURS_2, ZERO = timedelta(hours=2), timedelta()


def utc(text: str) -> datetime:
    """Return a local time of Amsterdam as an instant in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE).astimezone(UTC)


@attrs.frozen
class Evaluated:
    """An evaluation that holds the rows it was given, and counts them one by one."""

    agreement: Agreement
    as_of: int
    outcomes: Table
    items: Table
    problems: tuple[Problem, ...] = ()
    counts: Mapping[str, int] = attrs.field(factory=dict)
    assumptions: tuple[Assumption, ...] = ()

    def trace(self, item: str, target: str) -> Trace:
        """Tell the one trace it knows: two hours, a weekend, two hours, a wait, and too long after it."""
        promise = next(one for one in self.agreement.targets if one.id == target)
        own, waiting = promise.clause, ClauseRef("SLA-1", "4.9")
        pieces = (
            TracedPiece(
                utc("2026-02-06T15:00"), utc("2026-02-06T17:00"), "counted", HOURS_2, None, "open", own, "office"
            ),
            TracedPiece(
                utc("2026-02-06T17:00"), utc("2026-02-07T00:00"), "closed", ZERO, None, "outside hours", own, "office"
            ),
            TracedPiece(
                utc("2026-02-07T00:00"), utc("2026-02-09T09:00"), "closed", ZERO, None, "no hours on sat", own, "office"
            ),
            TracedPiece(
                utc("2026-02-09T09:00"), utc("2026-02-09T11:00"), "counted", HOURS_2, None, "open", waiting, "office"
            ),
            TracedPiece(
                utc("2026-02-09T11:00"),
                utc("2026-02-09T12:00"),
                "paused",
                None,
                None,
                "status is waiting",
                waiting,
                None,
            ),
            TracedPiece(utc("2026-02-09T12:00"), utc("2026-02-09T12:00"), "stopped", None, None, "stopped", None, None),
        )
        return Trace(item, promise, {"clause": str(own)}, None, "", pieces)

    def in_period(self, period: Period) -> NDArray[np.bool_]:
        """Return which cases are due in the period, its end inside; one without a due time counts where it started."""
        start, end = (at(f"{day}T00:00") for day in (period.start, period.end))
        found = []
        for row in self.outcomes.to_records():
            due, started = (None if v is None else (v - EPOCH) // US for v in (row["due"], row["started"]))
            unknown = started is None and row["verdict"] == "undetermined"  # may belong to any period
            found.append(start < due <= end if due is not None else unknown or start <= (started or 0) < end)
        return np.array(found, dtype=np.bool_)

    def attainment(self, period: Period, by: Sequence[str] = ("target",)) -> Table:
        """Count by target, one by one."""
        assert tuple(by) == ("target",)
        cases = zip(self.outcomes.to_records(), self.in_period(period), strict=True)
        inside = [row for row, belongs in cases if belongs and row["scope"] == "in"]
        rows = []
        for target in self.agreement.targets:
            verdicts = [row["verdict"] for row in inside if row["target"] == target.id]
            found = {name: verdicts.count(name) for name in COUNTED}
            rows.append((target.id, found, _verdict(found, target.reach)))
        return Table(
            {
                "target": Coded.from_words(target for target, _, _ in rows),
                **{name: np.array([found[name] for _, found, _ in rows], dtype=np.int64) for name in COUNTED},
                "verdict": Coded.from_words(verdict for _, _, verdict in rows),
            }
        )


def _verdict(found: Mapping[str, int], reach: Percent | None) -> str | None:
    total = found["met"] + found["breached"] + found["undetermined"]
    if not total:
        return "no-volume"
    if reach is None:
        return None
    if Fraction(found["met"], total) >= Fraction(reach.value) / 100:
        return "met"
    return (
        "undetermined"
        if Fraction(found["met"] + found["undetermined"], total) >= Fraction(reach.value) / 100
        else "breached"
    )


class Made:
    """Makes agreements, cases, evaluations, settlements and statements."""

    at = staticmethod(at)

    def target(
        self,
        name: str = "gold-resolution",
        reach: str | None = "95",
        per: str = "month",
        *,
        level: str | None = "gold",
        title: str | None = None,
        within: Within | None = None,
        also: Condition = EVERYTHING,
        applies: Condition = EVERYTHING,
        clause: str = "4.2",
        assigned_by: Any = "due",
    ) -> Target:
        ref = ClauseRef("SLA-1", clause)
        limit = Limit(within or WorkingTime.of(hours=4), always("Europe/Amsterdam"), "office", ref)
        return Target(
            id=f"SLA-1/{clause} {name}",
            name=name,
            clause=ref,
            measure="resolution",
            applies=applies,
            limit=limit,
            title=title,
            level=level,
            also=also,
            reach=None if reach is None else Percent(reach),
            per=per,
            assigned_by=assigned_by,
        )

    def agreement(self, *targets: Target, **changes: Any) -> Agreement:
        clauses = (
            ClauseText(ClauseRef("C-1", "2.1"), "term", None, "From 1 January 2026 for 36 months.", computes=True),
            *(ClauseText(target.clause, "time-target", target.title, None, computes=True) for target in targets),
        )
        measure = Measure("resolution", AtField("opened_at"), WhenState(Is("status", ("solved",))))
        agreed = Agreement(
            id="C-1",
            title="Workplace services for Acme",
            zone="Europe/Amsterdam",
            currency="EUR",
            parties=(Party("provider", "Noorderlicht IT B.V."), Party("customer", "Acme Logistics N.V.", "acme")),
            documents=(DocumentHead("C-1", "contract", "The contract", None, date(2025, 12, 12)),),
            term=Term(date(2026, 1, 1), date(2029, 1, 1), ClauseRef("C-1", "2.1")),
            fields={},
            calendars={},
            services={},
            lines=(ClockLine(measure, targets or (self.target(),)),),
            scope=(),
            fees=(),
            settlement=SettlementTerms("quarter", ()),
            clauses=clauses,
            assumptions=(),
        )
        return attrs.evolve(agreed, **changes)

    def case(self, verdict: str = "met", due: str | None = "2026-02-10T12:00", **facts: Any) -> dict[str, Any]:
        """Return one case: started four hours before it was due, and stopped as its verdict needs unless said."""
        until = NAT if due is None else at(due)
        late = 2 * HOUR if verdict == "breached" else 0
        defaults = {
            "item": None,
            "target": None,
            "level": "gold",
            "service": "workplace",
            "verdict": verdict,
            "reason": "unknown-status" if verdict == "undetermined" else None,
            "allowed_text": "4 hours",
            "calendar": "office",
            "scope": "in",
            "lived_verdict": verdict,
            "started": NAT if due is None else until - 4 * HOUR,
            "due": until,
            "in_time_until": until,
            "stopped": NAT if verdict == "running" or due is None else until + late,
            "used": 4 * HOUR + late,
            "allowed": 4 * HOUR,
            "paused": 0,
            "row": 0,
        }
        given = {
            name: at(value) if name in INSTANTS and isinstance(value, str) else value for name, value in facts.items()
        }
        return {
            **defaults,
            **{name: NAT if value is None and name in INSTANTS else value for name, value in given.items()},
        }

    def cases(self, target: Target | None = None, month: str = "2026-02", **many: int) -> list[dict[str, Any]]:
        """Return so many cases of each verdict, all due in the middle of a month."""
        named = {} if target is None else {"target": target.id, "level": target.level}
        return [self.case(v, f"{month}-10T12:00", **named) for v, count in many.items() for _ in range(count)]

    def evaluation(
        self,
        agreement: Agreement,
        cases: Sequence[Mapping[str, Any]] = (),
        items: Sequence[Mapping[str, Any]] = (),
        as_of: str = "2026-04-10T00:00",
        **more: Any,
    ) -> Evaluated:
        rows = [
            {**case, "item": case["item"] or f"T-{number}", "target": case["target"] or agreement.targets[0].id}
            for number, case in enumerate(cases, start=1)
        ]
        outcomes = Table(
            {
                **{name: Coded.from_words(row[name] for row in rows) for name in WORDS},
                **{name: np.array([row[name] for row in rows], dtype="M8[us]") for name in INSTANTS},
                **{name: np.array([row[name] for row in rows], dtype="m8[us]") for name in SPANS},
                "used_days": Integers(np.zeros(len(rows)), np.ones(len(rows), dtype=np.bool_)),
                "row": np.array([row["row"] or place + 2 for place, row in enumerate(rows)], dtype=np.int64),
                "item_row": np.arange(len(rows), dtype=np.int32),
            }
        )
        inside = [
            {"id": row["item"], "scope": row["scope"], "service": row["service"], "opened": row["started"]}
            for row in rows
        ]
        known = [
            *({"rule": None, **row} for row in inside),
            *({"rule": None, "service": None, **item} for item in items),
        ]
        table = Table(
            {
                **{name: Coded.from_words(row[name] for row in known) for name in ("id", "scope", "rule", "service")},
                "opened": np.array(
                    [at(row["opened"]) if isinstance(row["opened"], str) else row["opened"] for row in known],
                    dtype="M8[us]",
                ),
            }
        )
        return Evaluated(agreement, at(as_of), outcomes, table, **more)

    def line(self, kind: Any, amount: str, target: Target | None = None, **more: Any) -> Line:
        given = {"id": f"{kind}{amount}", "says": f"A {kind} of {amount}", "formula": "", "inputs": {}, **more}
        return Line(
            kind=kind,
            clause=ClauseRef("C-1", "3.1") if target is None else target.clause,
            period=Period.parse("2026-Q1"),
            amount=Money(amount, "EUR"),
            exact=Fraction(Decimal(amount)),
            target=None if target is None else target.id,
            **given,
        )

    def settlement(self, *lines: Line, status: Any = "final", reasons: tuple[str, ...] = ()) -> Settlement:
        total = sum((line.amount for line in lines), Money.zero("EUR"))
        return Settlement("C-1", Period.parse("2026-Q1"), at("2026-04-10T00:00"), "EUR", status, reasons, lines, total)

    def facts(self, *services: str | None, feedback: Table | None = None, **fields: Sequence[str | None]) -> Facts:
        columns = {"service": Coded.from_words(services), **{k: Coded.from_words(v) for k, v in fields.items()}}
        return Facts(Items([f"T-{n}" for n, _ in enumerate(services, start=1)], columns), feedback=feedback)

    def statement(
        self,
        cases: Sequence[Mapping[str, Any]] = (),
        *targets: Target,
        settlement: Settlement | None = None,
        facts: Facts | None = None,
        period: str = "2026-Q1",
        locale: str = "en",
        agreement: Agreement | None = None,
        **more: Any,
    ) -> Statement:
        agreed = agreement or self.agreement(*targets)
        evaluated: Any = self.evaluation(agreed, cases, **more)
        return Statement(agreed, evaluated, settlement, facts, period, locale)


@pytest.fixture(scope="session")
def made() -> Made:
    return Made()
