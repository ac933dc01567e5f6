"""One ticket of a service desk, asked of every engine: the referee, the columnar replay and the scalar clock."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import attrs
import pytest

from contractkit.testing.clocks import Answer, Cycle, Question, ask

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MON_2026_03_02 = date(2026, 3, 2)
ZONE = ZoneInfo("Europe/Amsterdam")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
HOUR = 3600
ENGINES = ("referee", "replay", "clock")


@attrs.frozen
class Row:
    """What became of the ticket; instants as texts such as ``Mon 09:00``, amounts in hours or days."""

    verdict: str
    started: str | None
    due: str | None
    until: str | None
    stopped: str | None
    used: float | None
    allowed: float | None
    paused: float | None
    relieved: float | None
    lived: str
    lived_used: float | None


class Desk:
    """Judges one ticket. Times are texts: ``Mon 09:00`` in the week of 2 March 2026, ``next Mon 09:00`` a week later.

    Office hours are Monday to Friday 09:00-17:00 in Amsterdam. P1 has two hours, P2 eight, P3 sixteen, P4 no target.
    While waiting the clock is paused; solved and closed stop it; void cancels it and misrouted resets it.
    """

    def __init__(self, engine: Any) -> None:
        self.engine = engine

    # -- times -----------------------------------------------------------------------------------------------------

    def iso(self, text: str) -> str:
        """Return a text as an instant; ``Mon 09:00+1us`` is a microsecond later, ISO texts stay what they are."""
        if text[0].isdigit():
            return text
        clock, _, more = text.partition("+")
        week = 7 if clock.startswith("next ") else 0
        day, at = clock.removeprefix("next ").split()
        shown = MON_2026_03_02 + timedelta(days=DAYS.index(day) + week)
        local = datetime.fromisoformat(f"{shown}T{at}").replace(tzinfo=ZONE)
        return (local.astimezone(UTC) + timedelta(microseconds=bool(more))).isoformat()

    def text(self, us: int | None) -> str | None:
        """Return microseconds as such a text; what lies outside of the two weeks as an ISO text in UTC."""
        if us is None:
            return None
        instant = EPOCH + timedelta(microseconds=us)
        local = instant.astimezone(ZONE)
        days = (local.date() - MON_2026_03_02).days
        if not 0 <= days < 14:
            return instant.isoformat()
        rest = "+1us" if local.microsecond == 1 else ""
        return f"{'next ' if days >= 7 else ''}{DAYS[days % 7]} {local:%H:%M}{rest}"

    # -- what is agreed --------------------------------------------------------------------------------------------

    def hours(self, count: float, calendar: str = "office") -> dict[str, Any]:
        """Return a target of working hours."""
        return {"within": {"working_seconds": round(count * HOUR)}, "calendar": calendar}

    def days(self, count: int, calendar: str = "office", **readings: Any) -> dict[str, Any]:
        """Return a target of business days."""
        return {"within": {"business_days": count, **readings}, "calendar": calendar}

    def rule(self, named: Collection[str | None], **more: Any) -> dict[str, Any]:
        """Return the rule of the desk with other words in some places; it cancels and resets where a ticket does."""
        words = {"pause": ["waiting"], "stop": ["solved", "closed"]}
        words |= {field: [word] for field, word in (("cancel", "void"), ("reset", "misrouted")) if word in named}
        return {**words, **more}

    def question(
        self,
        *events: Sequence[Any],
        targets: Mapping[str, Any] | None = None,
        opened: str = "Mon 09:00",
        status: str | None = "new",
        priority: str | None = "P2",
        as_of: str = "next Sun 12:00",
        relief: Sequence[Sequence[str]] = (),
        calendars: Mapping[str, Any] | None = None,
        amendments: Sequence[Mapping[str, Any]] = (),
        known_at: str | None = None,
        **rule: Any,
    ) -> Question:
        """Return a question: events are (time, field, value) or (time, field, value, sequence, recorded at)."""
        week = {day: [["09:00", "17:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}
        office = {"tz": "Europe/Amsterdam", "week": week, "holidays": []}
        data: dict[str, Any] = {
            "id": "ticket",
            "as_of": self.iso(as_of),
            "calendars": {"office": office, **(calendars or {})},
            "targets": targets or {"P1": self.hours(2), "P2": self.hours(8), "P3": self.hours(16)},
            "rule": self.rule({status, *(event[2] for event in events)}, **rule),
            "item": {"opened_at": self.iso(opened), "status": status, "priority": priority},
            "events": [self._event(*event) for event in events],
            "relief": [self._relief(*stretch) for stretch in relief],
            "zone": "Europe/Amsterdam",
            "amendments": list(amendments),
        }
        if known_at is not None:
            data["known_at"] = self.iso(known_at)
        return Question.from_dict(data)

    def _event(
        self, at: str, field: str, value: str | None, seq: int | None = None, recorded: str = ""
    ) -> dict[str, Any]:
        more = {"recorded_at": self.iso(recorded)} if recorded else {}
        return {"at": self.iso(at), "seq": seq, "field": field, "value": value, **more}

    def _relief(
        self, begin: str, end: str, extent: str = "overlapping", cause: str = "customer", recorded: str = ""
    ) -> dict[str, Any]:
        more = {"recorded_at": self.iso(recorded)} if recorded else {}
        return {"from": self.iso(begin), "to": self.iso(end), "extent": extent, "cause": cause, **more}

    # -- what became of it -----------------------------------------------------------------------------------------

    def answer(self, *events: Sequence[Any], **more: Any) -> Answer:
        """Return the whole answer."""
        return ask(self.question(*events, **more), self.engine)

    def cycles(self, *events: Sequence[Any], **more: Any) -> list[Row]:
        """Return all cycles of the ticket."""
        return [self._row(cycle) for cycle in self.answer(*events, **more).cycles]

    def judge(self, *events: Sequence[Any], **more: Any) -> Row:
        """Return the one cycle of the ticket."""
        (row,) = self.cycles(*events, **more)
        return row

    def _row(self, cycle: Cycle) -> Row:
        def amount(value: int | None) -> float | None:
            return value if value is None or cycle.unit != "microseconds" else value / 1_000_000 / HOUR

        return Row(
            verdict=cycle.verdict,
            started=self.text(cycle.started),
            due=self.text(cycle.due),
            until=self.text(cycle.until),
            stopped=self.text(cycle.stopped),
            used=amount(cycle.used),
            allowed=amount(cycle.allowed),
            paused=amount(cycle.paused),
            relieved=amount(cycle.relieved),
            lived=cycle.lived,
            lived_used=amount(cycle.lived_used),
        )


@pytest.fixture(params=ENGINES)
def desk(request: pytest.FixtureRequest) -> Desk:
    """The desk, judged by each engine in turn."""
    return Desk(request.param)


@pytest.fixture(params=("referee", "replay"))
def papers(request: pytest.FixtureRequest) -> Desk:
    """The desk with papers that amend it, which no single clock reads."""
    return Desk(request.param)
