"""A small agreement on paper and tickets in words, for everything that `evaluate` gives back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from contractkit.calendars import BusinessCalendar
from contractkit.facts import MISSING, NAT, UNMENTIONED, Coded, Events, Facts, Instants, Items
from contractkit.quantities.money import Percent
from contractkit.quantities.spans import WorkingTime
from contractkit.records.clauses import ClauseRef
from contractkit.terms import Agreement, ScopeRule, Term
from contractkit.terms.conditions import Is
from contractkit.terms.effects import Service
from contractkit.terms.settling import SettlementTerms
from contractkit.terms.targets import AtField, ClockLine, Limit, Measure, Pause, Target, WhenState

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
OFFICE = BusinessCalendar(
    tz="Europe/Amsterdam", week={"mon-fri": "09:00-17:00"}, closed=[date(2026, 2, 18)], name="office"
)
ALWAYS = BusinessCalendar(tz="Europe/Amsterdam", week={"mon-sun": "00:00-24:00"}, name="always")
STATUSES = ("active", "closed", "new", "waiting")


class Paper:
    """Makes agreements and facts; times are local texts such as ``2026-02-03 10:00`` (a Tuesday)."""

    office = OFFICE
    always = ALWAYS

    def us(self, text: str) -> int:
        local = datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM)
        return (local - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)

    def at(self, text: str) -> datetime:
        return datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM)

    def clause(self, number: str) -> ClauseRef:
        return ClauseRef("SLA", number)

    def target(self, priority: str, hours: int, **more: Any) -> Target:
        calendar = more.pop("calendar", OFFICE)
        within = more.pop("within", WorkingTime.of(hours=hours))
        clause = ClauseRef("SLA", "4.2", row=priority.lower())
        terms: dict[str, Any] = {
            "applies": Is("priority", (priority,)),
            "limit": Limit(within, calendar, calendar.name or "", clause),
            "reach": Percent(75),
            "level": "gold",
        }
        return Target(str(clause), f"resolution-{priority.lower()}", clause, "resolution", **{**terms, **more})

    def line(self, *targets: Target, **more: Any) -> ClockLine:
        pauses = more.pop("pauses", (Pause(ClauseRef("SLA", "4.6"), Is("status", ("waiting",)), "others"),))
        stops = more.pop("stopping", WhenState(Is("status", ("closed",))))
        starts = more.pop("starts", AtField("opened_at"))
        measure = Measure("resolution", starts, stops, ClauseRef("SLA", "4.1"))
        return ClockLine(measure, targets or (self.target("P1", 2), self.target("P2", 8)), pauses, **more)

    def agreement(
        self,
        *lines: ClockLine,
        scope: Sequence[ScopeRule] = (),
        term: Term | None = None,
        services: Sequence[str] = (),
        fields: Mapping[str, Any] | None = None,
    ) -> Agreement:
        known = {name: Service(name, self.clause("3.1")) for name in services}
        declared = {"priority": ("P1", "P2", "P3"), "status": STATUSES, "note": "text"}
        return Agreement(
            id="C-1",
            title="Paper",
            zone="Europe/Amsterdam",
            currency="EUR",
            parties=(),
            documents=(),
            term=term,
            fields=declared if fields is None else fields,
            calendars={"office": OFFICE},
            services=known,
            lines=lines or (self.line(),),
            scope=tuple(scope),
            fees=(),
            settlement=SettlementTerms("month", ()),
            clauses=(),
            assumptions=(),
        )

    def facts(
        self,
        tickets: Sequence[Mapping[str, str | None]],
        events: Sequence[tuple[str, str, str, str | None]] = (),
        **more: Any,
    ) -> Facts:
        """Return tickets with id, opened_at and fields, and events as (id, time, field, value)."""
        ids = [str(ticket["id"]) for ticket in tickets]
        fields = sorted({field for ticket in tickets for field in ticket} - {"id"})
        moving = sorted({field for _, _, field, _ in events})
        words = {
            field: tuple(
                sorted(
                    {str(ticket[field]) for ticket in tickets if ticket.get(field) is not None}
                    | {str(value) for _, _, name, value in events if name == field and value is not None}
                )
            )
            for field in {*fields, *moving}
        }
        columns: dict[str, Any] = {}
        for field in fields:
            held = [ticket.get(field) for ticket in tickets]
            if field.endswith("_at"):
                columns[field] = Instants([NAT if text is None else self.us(text) for text in held])
            else:
                columns[field] = Coded(
                    [MISSING if word is None else words[field].index(word) for word in held], words[field]
                )
        values = {field: np.full(len(events), UNMENTIONED, np.int32) for field in moving}
        for place, (_, _, field, value) in enumerate(events):
            values[field][place] = MISSING if value is None else words[field].index(value)
        log = Events(
            [ids.index(item) for item, *_ in events],
            [self.us(at) for _, at, *_ in events],
            values,
            {field: words[field] for field in moving},
            rows=np.arange(2, len(events) + 2),
            file="events.csv",
        )
        rows = np.arange(2, len(ids) + 2)
        return Facts(Items(ids, columns, rows=rows, file="items.csv", **more), log if events else None)


@pytest.fixture(scope="session")
def paper() -> Paper:
    """The paper."""
    return Paper()
