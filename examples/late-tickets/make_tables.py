"""Write the tickets and events of this example; the same every time.

A quarter of a service desk with three teams. The desk takes every ticket and hands some over. In the application team
nobody looks at what comes in on a Friday afternoon, which is what there is to find.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random

HERE = Path(__file__).parent
FIRST, LAST = date(2026, 1, 5), date(2026, 3, 27)
OPENS, CLOSES = time(8), time(18)
MINUTE = timedelta(minutes=1)

Event = tuple[str, datetime, str, str]
"""The ticket, when, the field that changed, and to what."""


def later(at: datetime, minutes: int) -> datetime:
    """Return the instant at which so many minutes of office hours have passed."""
    while minutes:
        closing = datetime.combine(at.date(), CLOSES)
        step = min(timedelta(minutes=minutes), closing - at)
        at += step
        minutes -= step // MINUTE
        if minutes:
            at = opening_after(at.date())
    return at


def opening_after(day: date) -> datetime:
    """Return the next opening after a date."""
    day += timedelta(days=1)
    while day.weekday() >= 5:
        day += timedelta(days=1)
    return datetime.combine(day, OPENS)


def life(ticket: str, opened: datetime, priority: str, chance: Random) -> list[Event]:
    """Return what happens to a ticket, in order."""
    events: list[Event] = []
    at = opened

    def then(minutes: int, field: str, value: str) -> None:
        nonlocal at
        at = later(at, minutes)
        events.append((ticket, at, field, value))

    slow = 2 if priority == "P3" else 1
    then(chance.randint(2, 25), "status", "in-progress")
    team = chance.choices(("desk", "network", "applications"), (45, 25, 30))[0]
    if team != "desk":
        then(chance.randint(10, 40), "team", team)
        if team == "applications" and at.weekday() == 4 and at.hour >= 11:
            at = later(max(at, opening_after(at.date())), chance.randint(0, 90))
    if chance.random() < 0.18:
        then(chance.randint(5, 30), "status", "waiting-for-customer")
        then(chance.randint(60, 600), "status", "in-progress")
    work = chance.randint(15, 150) * slow
    if chance.random() < 0.04:
        work += chance.randint(120, 400) * slow
    then(work, "status", "solved")
    return events


def main() -> None:
    """Write items.csv and events.csv."""
    chance = Random(2032)
    items: list[tuple[str, datetime, str, str, str]] = []
    events: list[Event] = []
    day, number = FIRST, 0
    while day <= LAST:
        for _ in range(chance.randint(7, 11) if day.weekday() < 5 else 0):
            number += 1
            opened = datetime.combine(day, OPENS) + chance.randint(0, 560) * MINUTE
            priority = chance.choices(("P2", "P3"), (70, 30))[0]
            ticket = f"F-{number:04d}"
            items.append((ticket, opened, priority, "new", "desk"))
            events += life(ticket, opened, priority, chance)
        day += timedelta(days=1)
    write("items.csv", ("ticket", "opened_at", "priority", "status", "team"), items)
    write("events.csv", ("ticket", "at", "field", "value"), sorted(events, key=lambda event: (event[1], event[0])))


def write(name: str, header: tuple[str, ...], rows: Sequence[tuple[object, ...]]) -> None:
    """Write a table, with times as a person types them."""
    with (HERE / name).open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(header)
        out.writerows([_typed(cell) for cell in row] for row in rows)


def _typed(cell: object) -> object:
    return f"{cell:%Y-%m-%d %H:%M}" if isinstance(cell, datetime) else cell


if __name__ == "__main__":
    main()
