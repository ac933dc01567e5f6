"""One quarter of tickets of three customers, as a ticketing system would export them: items, events, feedback.

With them come what people wrote down beside the tickets: time spent on what nobody agreed, and warnings.

Run it to write the five CSV files beside it again, byte for byte: ``python generate.py [FOLDER]``. The tickets of
``written_by_hand.txt`` come out as they stand there; the rest is drawn from a seeded generator. What is drawn is how
long people work and wait, never a verdict: contractkit is not used here.
"""

from __future__ import annotations

import csv
import random
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from beside import SPENT, WARNED, spent, warned
from habits import (
    BROKEN_PCS,
    CLOSED,
    HOURS,
    INCIDENT,
    LATE,
    ORDER,
    ORDERED,
    PLANNED,
    PRIORITY,
    SERVICE,
    SUBJECT,
    VOLUME,
)

HERE = Path(__file__).parent
ZONE = ZoneInfo("Europe/Amsterdam")
ZERO = datetime(2025, 12, 1, tzinfo=ZoneInfo("UTC"))  # instants are whole minutes since then
DAY = 24 * 60
FIRST, LAST = date(2025, 12, 15), date(2026, 4, 14)
EXPORTED = "2026-04-14 07:00"


class Draw:
    """Draws from `random.Random.random` alone: the one method that Python keeps the same in every version."""

    def __init__(self, seed: int) -> None:
        self._share = random.Random(seed).random

    def chance(self, share: float) -> bool:
        """Return True in that share of the draws."""
        return self._share() < share

    def whole(self, least: int, most: int) -> int:
        """Return a whole number, both ends included."""
        return least + int(self._share() * (most - least + 1))

    def part(self, least: float, most: float) -> float:
        """Return a number from `least` on, below `most`."""
        return least + self._share() * (most - least)

    def one(self, weights: Mapping[str, float]) -> str:
        """Return one of the names, as often as its weight says."""
        left = self._share() * sum(weights.values())
        for name, weight in weights.items():
            left -= weight
            if left < 0:
                return name
        return name


def minute(local: datetime) -> int:
    """Return the instant of a local time, as whole minutes since `ZERO`."""
    return (local.replace(tzinfo=ZONE).astimezone(ZERO.tzinfo) - ZERO) // timedelta(minutes=1)


def text(at: int) -> str:
    """Return an instant as the export writes it: local time, without its zone."""
    return (ZERO + timedelta(minutes=at)).astimezone(ZONE).strftime("%Y-%m-%d %H:%M")


class Desk:
    """The minutes in which people work for a customer."""

    def __init__(self, hours: Sequence[tuple[str, str]]) -> None:
        self._open = bytearray(200 * DAY)
        for day in days(FIRST, LAST + timedelta(days=40)):
            if day.weekday() < 5 and day not in CLOSED:
                for begin, end in hours:
                    a = minute(datetime.combine(day, time.fromisoformat(begin)))
                    b = minute(datetime.combine(day, time.fromisoformat(end)))
                    self._open[a:b] = b"\x01" * (b - a)

    def opening(self, at: int) -> int:
        """Return the first minute from `at` on in which somebody works."""
        while not self._open[at]:
            at += 1
        return at

    def after(self, at: int, work: int) -> int:
        """Return when so many minutes of work, begun at `at`, are done."""
        while work > 0:
            work -= self._open[at]
            at += 1
        return at

    def reached(self, opened: str, work: int) -> str | None:
        """Return when so many minutes of work since an opening are over, as the export writes it."""
        return text(self.after(minute(datetime.fromisoformat(opened)), work))


class RoundTheClock(Desk):
    """People who work day and night."""

    def __init__(self) -> None:
        self._open = bytearray(b"\x01" * (200 * DAY))


@dataclass
class Ticket:
    """A ticket and what happened to it; times are texts, as in the export."""

    customer: str
    service: str
    type: str
    category: str
    priority: str
    opened: str
    restored: str
    subject: str
    id: str = ""
    events: list[tuple[str, str, str, str]] = field(default_factory=list)

    def event(self, at: int, what: str, value: str, by: str) -> None:
        """Add what happened, unless the export was made before."""
        if text(at) <= EXPORTED:
            self.events.append((text(at), what, value, by))

    def rows(self) -> list[list[object]]:
        """Return the rows of the ticket in the file of events."""
        now = {"Status": "New", "Priority": self.priority}
        rows = []
        for sequence, (at, what, value, by) in enumerate(self.events, start=1):
            rows.append([self.id, at, sequence, what, now[what], value, by])
            now[what] = value
        return rows

    def row(self) -> list[str]:
        """Return the row of the ticket in the file of items, as it was when the export was made."""
        latest = {"Status": "New", "Priority": self.priority} | {what: value for _, what, value, _ in self.events}
        about = [self.id, self.customer, self.service, self.type, self.category, self.priority]
        return [*about, latest["Priority"], latest["Status"], self.opened, self.restored, self.subject]


def days(first: date, last: date) -> list[date]:
    """Return all dates from `first` to `last`, both included."""
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def written_by_hand() -> list[Ticket]:
    """Return the tickets of ``written_by_hand.txt``, literally."""
    tickets: list[Ticket] = []
    for line in (HERE / "written_by_hand.txt").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.split("|")]
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith(" "):
            at, what, value, by = cells
            tickets[-1].events.append((at, what, value, by))
        else:
            name, customer, service, kind, category, priority, opened, restored, subject = cells
            ticket = Ticket(customer, service, kind, category, priority, opened, restored, subject, name)
            tickets.append(ticket)
    return tickets


def opening(draw: Draw, since: date, until: date) -> datetime:
    """Return a local time at which somebody might call: mostly by day, sometimes at night or on a Sunday."""
    while True:
        day = draw.whole(0, (until - since).days)
        found = since + timedelta(days=day)
        quiet = found.weekday() >= 5 or found in CLOSED
        if not quiet or draw.chance(0.12):
            break
    at = draw.whole(0, DAY - 1) if draw.chance(0.06) else draw.whole(7 * 60 + 30, 12 * 60) + draw.whole(0, 6 * 60)
    called = datetime.combine(found, time(at // 60, at % 60))
    return called if text(minute(called)) == f"{called:%Y-%m-%d %H:%M}" else opening(draw, since, until)


def live(draw: Draw, ticket: Ticket, desk: Desk, answer: int, work: int) -> None:
    """Play a ticket: answered, worked on, waited for the customer, solved, sometimes reopened, closed."""
    at = desk.after(minute(datetime.fromisoformat(ticket.opened)), answer)
    ticket.event(at, "Status", "In progress", "desk")
    changes = ticket.type == "incident" and ticket.category != "broken-pc" and ticket.priority != "P1"
    other = {"P2": "P3", "P3": "P2", "P4": "P3"}.get(ticket.priority, "")
    if changes and draw.chance(0.05):  # sorted out while it was taken up: two events of one instant
        ticket.event(at, "Priority", other, "desk")
        changes = False
    waits = 0 if ticket.priority == "P1" else draw.whole(1, 2) if draw.chance(0.28) else 0
    left = max(work - answer, waits + 1)
    for _ in range(waits):
        piece = max(1, int(left * draw.part(0.1, 0.6)))
        at = desk.after(at, piece)
        ticket.event(at, "Status", "Waiting for customer", "desk")
        at = desk.opening(at + draw.whole(30, 3 * DAY))
        ticket.event(at, "Status", "In progress", "customer")
        left = max(left - piece, 1)
    if changes and draw.chance(0.04) and left > 20:
        at, left = desk.after(at, left // 2), left - left // 2
        ticket.event(at, "Priority", other, "desk")
    at = desk.after(at, left)
    ticket.event(at, "Status", "Solved", draw.one({"desk": 0.8, "field": 0.2}))
    if ticket.priority != "P1" and ticket.category != "broken-pc" and draw.chance(0.05):
        at = desk.opening(at + draw.whole(60, 2 * DAY))
        ticket.event(at, "Status", "In progress", "customer")
        at = desk.after(at, max(5, int(work * draw.part(0.05, 0.3))))
        ticket.event(at, "Status", "Solved", "desk")
    ticket.event(at + 3 * DAY, "Status", "Closed", "system")


def broken_pc(draw: Draw, desk: Desk) -> Ticket:
    """Return a computer that was working again, with its data, within four hours of work."""
    called = opening(draw, date(2026, 1, 2), date(2026, 3, 25))
    opened = f"{called:%Y-%m-%d %H:%M}"
    ticket = Ticket("havenkroon", "workplace", "incident", "broken-pc", "P2", opened, "Y", SUBJECT["broken-pc"])
    ticket.priority = draw.one({"P2": 0.5, "P3": 0.5})
    live(draw, ticket, desk, draw.whole(5, 50), draw.whole(70, 235))
    return ticket


def drawn(draw: Draw, customer: str, since: date, desk: Desk) -> Ticket:
    """Return one ticket of a customer, as it might have been."""
    called = opening(draw, since, LAST - timedelta(days=2))
    opened = f"{called:%Y-%m-%d %H:%M}"
    service = draw.one(SERVICE[customer])
    kind = "order" if draw.chance(0.12) else "incident"
    category = draw.one((ORDERED if kind == "order" else INCIDENT)[service])
    priority = "P4" if kind == "order" else draw.one(PRIORITY)
    if customer == "rietland" and priority == "P1":
        priority = "P2"
    ticket = Ticket(customer, service, kind, category, priority, opened, "", SUBJECT[category])
    answer, work = PLANNED[customer][priority]
    late = LATE[customer].get(priority, LATE[customer].get(opened[:7], 0.0))
    if kind == "order":
        work, late = ORDER[customer], 0.08
    share = draw.part(1.1, 2.2) if draw.chance(late) else draw.part(0.04, 0.93)
    answer = int(answer * (draw.part(1.1, 2.0) if draw.chance(late / 2) else draw.part(0.02, 0.9)))
    if customer == "havenkroon" and priority == "P1":
        desk = RoundTheClock()
    live(draw, ticket, desk, max(answer, 1), max(int(work * share), answer + 1))
    return ticket


def feedback(draw: Draw, tickets: Sequence[Ticket]) -> list[list[object]]:
    """Return the answers of those who answered, one for a closed ticket."""
    rows: list[list[object]] = []
    for ticket in tickets:
        closed = [at for at, what, value, _ in ticket.events if (what, value) == ("Status", "Closed")]
        if ticket.id >= "T-1000" and closed and draw.chance(0.3):
            score = draw.one({"5": 0.42, "4": 0.33, "3": 0.13, "2": 0.07, "1": 0.05})
            at = minute(datetime.fromisoformat(closed[-1])) + draw.whole(20, 2 * DAY)
            if text(at) <= EXPORTED:
                rows.append([ticket.id, score, text(at)])
    return rows


def write(path: Path, head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write one file of the export."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(head)
        writer.writerows(rows)


def main(folder: Path) -> None:
    """Write items.csv, events.csv, feedback.csv, work.csv and told.csv into `folder`."""
    draw = Draw(20260410)
    desks = {customer: Desk(hours) for customer, hours in HOURS.items()}
    tickets = [broken_pc(draw, desks["havenkroon"]) for _ in range(BROKEN_PCS)]
    for customer, (count, since) in VOLUME.items():
        tickets += [drawn(draw, customer, since, desks[customer]) for _ in range(count)]
    tickets.sort(key=lambda ticket: (ticket.opened, ticket.customer, ticket.category))
    for number, ticket in enumerate(tickets, start=1001):
        ticket.id = f"T-{number}"
    tickets = written_by_hand() + tickets

    items = [ticket.row() for ticket in tickets]
    events = [row for ticket in tickets for row in ticket.rows()]
    pages = 400, 1200  # the pages of the export overlap, so some rows came twice
    for at in pages:
        items[at:at] = items[at - 2 : at]
    for at in pages:
        events[at:at] = events[at - 6 : at]
    events.append(["T-9999", "2026-02-02 10:00", 1, "Status", "New", "In progress", "desk"])

    answers = feedback(draw, tickets)
    about = ["ticket", "customer", "service", "type", "category", "first_priority", "priority", "status"]
    write(folder / "items.csv", [*about, "opened_at", "data_restored", "subject"], items)
    write(folder / "events.csv", ["ticket", "at", "seq", "field", "old_value", "new_value", "by"], events)
    write(folder / "feedback.csv", ["ticket", "score", "answered_at"], answers)
    write(folder / "work.csv", ["item", "minutes", "on"], spent(Draw(SPENT), tickets))
    write(folder / "told.csv", ["about", "item", "at", "target", "to", "how"], warned(Draw(WARNED), tickets, desks))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
