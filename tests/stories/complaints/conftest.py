"""A service desk in one week's words: times with their weekday, questions about one clock, and who is asked.

Times are local in Amsterdam unless said otherwise, and the weekday in them is checked: ``Mon 2 Mar 09:00`` is of 2026.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

import pytest

import contractkit as ck
from contractkit.testing.clocks import Answer, Question
from contractkit.testing.clocks.asked import ask

YEAR = 2026
OFFICE = {day: [["09:00", "17:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}
ENGINES = ("replay", "clock", "referee")


def local(text: str, tz: str = "Europe/Amsterdam") -> datetime:
    """Return the instant of a local time such as ``Mon 2 Mar 09:00`` (of 2026) or ``Fri 3 Jul 2015 09:00``.

    A time with an offset behind it, such as ``Sun 25 Oct 02:30 +01:00``, is that instant.
    """
    plain, _, offset = text.partition(" +")
    form = "%a %d %b %Y %H:%M:%S.%f" if "." in plain else "%a %d %b %Y %H:%M"
    words = plain.split()
    if not re.fullmatch(r"\d{4}", words[3]):
        words.insert(3, str(YEAR))
    found = datetime.strptime(" ".join(words), form)  # noqa: DTZ007
    assert found.strftime("%a") == words[0], f"{text} is a {found:%A}"
    if offset:
        hours, minutes = map(int, offset.split(":"))
        return (found - timedelta(hours=hours, minutes=minutes)).replace(tzinfo=UTC)
    return found.replace(tzinfo=ZoneInfo(tz))


def utc(text: str, tz: str = "Europe/Amsterdam") -> str:
    """Return a local time as a text in UTC."""
    return local(text, tz).astimezone(UTC).isoformat()


class Cycle(dict[str, Any]):
    """What became of the promise in one cycle."""

    def of(self, names: str) -> tuple[Any, ...]:
        """Return the values of some columns, named in one text."""
        return tuple(self[name] for name in names.split())


class Desk:
    """Asks one engine; what it answers is said in local times and in hours, or in days where the target counts days."""

    def __init__(self, engine: str) -> None:
        """Take the name of the engine."""
        self.engine = engine

    def ask(
        self,
        *,
        opened: str,
        happened: Sequence[str] = (),
        as_of: str,
        targets: Mapping[str, Any],
        status: str | None = "new",
        priority: str | None = "P2",
        tz: str = "Europe/Amsterdam",
        hours: Mapping[str, Any] = OFFICE,
        calendar: Mapping[str, Any] | None = None,
        more: Mapping[str, Any] | None = None,
        **rule: Any,
    ) -> list[Cycle]:
        """Return the cycles of one ticket.

        Args:
            opened: When it is opened.
            happened: What happened: a time, a field and a value, such as ``Mon 2 Mar 10:00 status waiting``.
            as_of: When it is judged.
            targets: The limit of each priority: a number of hours, or the `within` of the neutral format.
            status: The status at the opening.
            priority: The priority at the opening.
            tz: The zone of the calendar and of the times.
            hours: The weekly hours of the calendar, which is called office.
            calendar: More about the calendar: closed dates, hours from a date on.
            more: More about the question: amendments, relief.
            rule: The rule of the clock.
        """
        question = Question.from_dict(
            {
                "id": "complaint",
                "as_of": utc(as_of, tz),
                "calendars": {"office": {"tz": tz, "week": hours, "holidays": [], **(calendar or {})}},
                "targets": {name: _target(one) for name, one in targets.items()},
                "rule": {"stop": ["solved", "closed"], **rule},
                "item": {"opened_at": utc(opened, tz), "status": status, "priority": priority},
                "events": [_event(text, tz) for text in happened],
                **(more or {}),
            }
        )
        return told(ask(question, self.engine), tz)  # type: ignore[arg-type]

    def one(self, **asked: Any) -> Cycle:
        """Return the only cycle of one ticket; see `ask`."""
        (cycle,) = self.ask(**asked)
        return cycle


def _target(target: Any) -> dict[str, Any]:
    if isinstance(target, int | float):
        return {"within": {"working_seconds": round(target * 3600)}, "calendar": "office"}
    if "within" in target or "every" in target:
        return {"calendar": "office", **target}
    return {"within": dict(target), "calendar": "office"}


def _event(text: str, tz: str) -> dict[str, Any]:
    at, field, value = text.rsplit(" ", 2)
    return {"at": utc(at, tz), "seq": None, "field": field, "value": None if value == "null" else value}


def told(answer: Answer, tz: str) -> list[Cycle]:
    """Return the cycles with instants as local times and amounts of time as hours."""
    cycles: list[Cycle] = []
    for cycle in answer.to_dict()["cycles"]:
        found = Cycle(cycle)
        unit = answer.cycles[len(cycles)].unit
        for name in ("started", "due", "in_time_until", "stopped"):
            found[name] = found[name] and _said(found[name], tz)
        lived = found.pop("as_lived")
        found |= {"lived": lived["verdict"], "lived_used": lived["used"]}
        for name in ("used", "allowed", "paused", "relieved", "lived_used"):
            if unit == "microseconds" and found[name] is not None:
                found[name] = found[name] / 3600
        cycles.append(found)
    return cycles


def _said(text: str, tz: str) -> str:
    at = datetime.fromisoformat(text).astimezone(ZoneInfo(tz))
    said = f"{at:%a} {at.day} {at:%b} {at:%H:%M}"
    if at.year != YEAR:
        said = f"{at:%a} {at.day} {at:%b} {at.year} {at:%H:%M}"
    if at.second or at.microsecond:
        said += f":{at:%S.%f}"
    return said


class Paper:
    """An agreement of several clauses and what happened to tickets, for what one clock alone does not show."""

    FIELDS: ClassVar[dict[str, Any]] = {
        "opened_at": "instant",
        "status": ["new", "open", "waiting", "solved", "closed"],
        "priority": ["P1", "P2"],
        "group": ["desk", "network"],
        "technician": ["anna", "bert", "chris"],
        "comment": ["customer-note", "public-note", "private-note"],
    }

    def agreement(self, clauses: Mapping[str, Mapping[str, Any]], **head: Any) -> ck.Agreement:
        """Return the agreement of some clauses, with the calendar office in clause 1."""
        office = {"kind": "calendar", "name": "office", "week": {"mon-fri": "09:00-17:00"}}
        return ck.load_agreement(
            data={
                "contractkit": 1,
                "document": "sla",
                "id": "SLA",
                "title": "Service desk",
                "currency": "EUR",
                "zone": "Europe/Amsterdam",
                "calendar": "office",
                "fields": self.FIELDS,
                "clauses": {"1": office, **clauses},
                **head,
            }
        )

    def facts(self, tickets: Sequence[Mapping[str, str | None]], happened: Sequence[str] = ()) -> ck.Facts:
        """Return tickets, with what they are at the opening, and what happened to them.

        Args:
            tickets: The id, when it was opened, and the fields at the opening.
            happened: The ticket, the time, the field and the value: ``T-1 Mon 2 Mar 10:00 status waiting``.
        """
        moving = [name for name in self.FIELDS if name != "opened_at"]
        items = {name: [ticket.get(name) for ticket in tickets] for name in ("id", *moving)}
        items["opened_at"] = [utc(str(ticket["opened_at"])) for ticket in tickets]
        told = [(text.split(" ", 1)[0], *text.split(" ", 1)[1].rsplit(" ", 2)) for text in happened]
        events = {
            "item": [item for item, *_ in told],
            "at": [utc(at) for _, at, _, _ in told],
            "field": [field for _, _, field, _ in told],
            "value": [value for *_, value in told],
        }
        mapping = {
            "contractkit": 1,
            "document": "mapping",
            "items": {
                "id": "id",
                "fields": {
                    "opened_at": "opened_at",
                    **{name: {"column": name, "holds": "at-opening"} for name in moving},
                },
            },
            "events": {
                "item": "item",
                "at": "at",
                "form": "change",
                "field": "field",
                "value": "value",
                "fields": {name: {"name": name} for name in moving},
            },
        }
        return ck.Facts.from_frames(items=items, events=events, mapping=mapping)

    def judged(
        self,
        agreement: ck.Agreement,
        tickets: Sequence[Mapping[str, str | None]],
        happened: Sequence[str],
        as_of: str,
    ) -> dict[tuple[str, str], Cycle]:
        """Return the outcomes by ticket and name of the target; instants in local times, amounts in hours."""
        rows = self._rows(agreement, tickets, happened, as_of)
        return {(row["item"], name): row for name, row in rows}

    def cycles(
        self,
        agreement: ck.Agreement,
        tickets: Sequence[Mapping[str, str | None]],
        happened: Sequence[str],
        as_of: str,
    ) -> dict[str, list[Cycle]]:
        """Return the outcomes of one ticket: the cycles of each target, by its name."""
        found: dict[str, list[Cycle]] = {}
        for name, row in self._rows(agreement, tickets, happened, as_of):
            found.setdefault(name, []).append(row)
        return found

    def _rows(
        self,
        agreement: ck.Agreement,
        tickets: Sequence[Mapping[str, str | None]],
        happened: Sequence[str],
        as_of: str,
    ) -> list[tuple[str, Cycle]]:
        result = ck.evaluate(agreement, self.facts(tickets, happened), as_of=local(as_of))
        names = {target.id: target.name for target in agreement.targets}
        return [(names[row["target"]], Cycle(_plainly(row))) for row in result.outcomes.to_records()]


def _plainly(row: Mapping[str, Any]) -> dict[str, Any]:
    def plain(value: Any) -> Any:
        if isinstance(value, datetime):
            return _said(value.isoformat(), "Europe/Amsterdam")
        return value / timedelta(hours=1) if isinstance(value, timedelta) else value

    return {name: plain(value) for name, value in row.items()}


@pytest.fixture(scope="session")
def paper() -> Paper:
    """The paper."""
    return Paper()


@pytest.fixture(params=ENGINES)
def desk(request: pytest.FixtureRequest) -> Desk:
    """The desk, asked of each engine in turn."""
    return Desk(request.param)


@pytest.fixture(params=[engine for engine in ENGINES if engine != "clock"])
def desk_over_versions(request: pytest.FixtureRequest) -> Desk:
    """The desk, asked of each engine that knows amendments: a single clock runs under one version of the papers."""
    return Desk(request.param)


@pytest.fixture(scope="session")
def at() -> Any:
    """The function that reads a local time."""
    return local
