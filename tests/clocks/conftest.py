"""A service desk on paper: one ticket, its events in words, and what became of it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import attrs
import numpy as np
import pytest

from contractkit.calendars import BusinessCalendar
from contractkit.clocks import REASONS, History, replay
from contractkit.clocks.relief import FOREVER, ReliefStretches
from contractkit.clocks.units import Unit
from contractkit.facts import NAT, Coded, Events, Facts, Instants, Items
from contractkit.quantities.spans import WorkingTime
from contractkit.records.clauses import ClauseRef
from contractkit.terms.conditions import EVERYTHING, Is
from contractkit.terms.targets import AtField, ClockLine, Limit, Measure, Pause, Target, WhenState

CLAUSE = ClauseRef("SLA", "4.2")
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MON_2026_03_02 = date(2026, 3, 2)
OFFICE = BusinessCalendar(tz="Europe/Amsterdam", week={"mon-fri": "09:00-17:00"}, name="office")
VERDICTS = ("met", "breached", "excused", "running", "undetermined", "not-applicable")
FIELDS = {
    "status": ("active", "closed", "misrouted", "new", "solved", "void", "waiting"),
    "comment": ("agent", "customer", "update"),
    "priority": ("P1", "P2", "P3", "P4"),
    "restored": ("no", "yes"),
}
STOPS = WhenState(Is("status", ("solved", "closed")))
WAITING = Pause(CLAUSE, Is("status", ("waiting",)))


@attrs.frozen
class Row:
    """What became of the ticket; instants as texts such as ``Mon 09:00``, amounts in hours or days."""

    target: str
    verdict: str
    reason: str
    lived: str
    started: str | None
    due: str | None
    until: str | None
    stopped: str | None
    used: float | int | None
    paused: float | int | None
    cycle: int = 1
    allowed: float | int | None = None
    relieved: float | int | None = None
    lived_used: float | int | None = None


class Desk:
    """Judges one ticket. Times are texts: ``Mon 09:00`` in the week of 2 March 2026, ``next Mon 09:00`` a week later."""

    zone = ZoneInfo("Europe/Amsterdam")
    office = OFFICE
    clause = CLAUSE
    stops = STOPS

    def us(self, text: str) -> int:
        """Return a text as microseconds since the epoch; ``Mon 09:00+1us`` is a microsecond later."""
        clock, _, more = text.partition("+")
        week = 7 if clock.startswith("next ") else 0
        day, at = clock.removeprefix("next ").split()
        shown = MON_2026_03_02 + timedelta(days=DAYS.index(day) + week)
        local = datetime.fromisoformat(f"{shown}T{at}").replace(tzinfo=self.zone)
        return (local - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1) + bool(more)

    def text(self, us: int) -> str | None:
        """Return microseconds as such a text."""
        if us == NAT:
            return None
        local = (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=us)).astimezone(self.zone)
        days = (local.date() - MON_2026_03_02).days
        if not 0 <= days < 14:
            return local.isoformat()
        rest = "+1us" if local.microsecond == 1 else ""
        return f"{'next ' if days >= 7 else ''}{DAYS[days % 7]} {local:%H:%M}{rest}"

    def target(self, priority: str, within: object, calendar: BusinessCalendar = OFFICE, **more: Any) -> Target:
        """Return the target of a priority."""
        limit = Limit(within, calendar, calendar.name or "", CLAUSE)  # type: ignore[arg-type]
        terms = {"applies": Is("priority", (priority,)), "limit": limit, **more}
        return Target(id=priority, name=priority, clause=CLAUSE, measure="resolution", **terms)

    def line(self, *targets: Target, pauses: tuple[Pause, ...] = (WAITING,), **more: Any) -> ClockLine:
        """Return a clock line from opening to solved or closed that pauses while waiting.

        Without targets: P1 two hours, P2 eight, P3 sixteen, and none for P4.
        """
        starts, stops = more.pop("starts", AtField("opened_at")), more.pop("stopping", STOPS)
        endings = {word: Is("status", (more.pop(word),)) for word in ("resets", "cancels") if word in more}
        hours = {"P1": 2, "P2": 8, "P3": 16}
        if not targets:
            targets = tuple(self.target(name, WorkingTime.of(hours=count)) for name, count in hours.items())
        return ClockLine(Measure("resolution", starts, stops, CLAUSE, **endings), targets, pauses, **more)

    def facts(self, *events: tuple[Any, ...], opened: str = "Mon 09:00", **item: str | None) -> Facts:
        """Return the facts of one ticket: events are (time, field, value) or (time, field, value, sequence)."""
        values = {field: np.full(len(events), -2, np.int32) for field in FIELDS}
        for place, (_, field, value, *_) in enumerate(events):
            values[field][place] = -1 if value is None else FIELDS[field].index(value)
        columns: dict[str, Coded | Instants] = {"opened_at": Instants([self.us(opened)])}
        for field, word in {"status": "new", "priority": "P2", **item}.items():
            if field.endswith("_at"):
                columns[field] = Instants([NAT if word is None else self.us(word)])
            else:
                words = FIELDS[field]
                columns[field] = Coded([-1 if word is None else words.index(word)], words)
        seq = [NAT if len(event) < 4 else event[3] for event in events]
        made = Events([0] * len(events), [self.us(event[0]) for event in events], values, FIELDS, seq)
        return Facts(Items(["T-1"], columns), made)

    def rows(
        self,
        *events: tuple[Any, ...],
        line: ClockLine | None = None,
        as_of: str = "next Sun 12:00",
        relief: tuple[tuple[str, str | None, str], ...] = (),
        **item: Any,
    ) -> list[Row]:
        """Return all rows about the ticket; relief is (from, to, extent), without an end where `to` is None."""
        facts = self.facts(*events, **item)
        found = replay(line or self.line(), History.of(facts, self.us(as_of)), self.relief(*relief))
        return [self._row(found, place) for place in range(len(found))]

    def relief(self, *stretches: tuple[str, str | None, str]) -> ReliefStretches | None:
        """Return relief of the ticket: (from, to, extent), without an end where `to` is None."""
        if not stretches:
            return None
        begin = [self.us(one) for one, _, _ in stretches]
        end = [FOREVER if one is None else self.us(one) for _, one, _ in stretches]
        return ReliefStretches.of([0] * len(begin), begin, end, [extent == "whole" for _, _, extent in stretches])

    def judge(self, *events: tuple[Any, ...], **more: Any) -> Row:
        """Return the one row about the ticket."""
        (row,) = self.rows(*events, **more)
        return row

    def _row(self, found: Any, place: int) -> Row:
        def amount(name: str) -> float | int | None:
            value = int(getattr(found, name)[place])
            if value == NAT or found.unit[place] == Unit.DAYS:
                return None if value == NAT else value
            return value / 3_600_000_000

        times = {name: self.text(int(getattr(found, name)[place])) for name in ("started", "due", "until", "stopped")}
        return Row(
            target=found.line.targets[found.target[place]].id,
            verdict=VERDICTS[found.verdict[place]],
            reason=REASONS[found.reason[place]],
            lived=VERDICTS[found.lived[place]],
            used=amount("used"),
            paused=amount("paused"),
            cycle=int(found.cycle[place]),
            allowed=amount("allowed"),
            relieved=amount("relieved"),
            lived_used=amount("lived_used"),
            **times,
        )


@pytest.fixture(scope="session")
def desk() -> Desk:
    """The desk."""
    return Desk()


@pytest.fixture(scope="session")
def everything() -> object:
    """The condition that always holds."""
    return EVERYTHING
