"""The quarter of examples/msp counted a second time: slowly, minute by minute, from the CSV files alone.

The count uses nothing of contractkit. What the papers of the three customers promise is written out below, as a person
reads it there; instants are whole minutes, because the export knows no smaller unit. At the end stands what the
stories compare it with: the same files through contractkit.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import contractkit as ck
from contractkit.cli.telling_facts import told_in

MSP = Path(__file__).parents[2] / "examples" / "msp"
ZONE = ZoneInfo("Europe/Amsterdam")
ZERO = datetime(2025, 12, 1, tzinfo=UTC)
MINUTES = 200 * 24 * 60
HOLIDAYS = {date(2025, 12, 25), date(2025, 12, 26), date(2026, 1, 1), date(2026, 4, 6), date(2026, 4, 27)}

SERVICES = {
    "havenkroon": {"workplace", "mail", "network"},
    "graanmolen": {"workplace", "mail", "hosting"},
    "rietland": {"workplace", "mail"},
}
BEGINS = {"havenkroon": "2025-01-01", "graanmolen": "2025-04-01", "rietland": "2026-02-01"}
LEVEL = {"havenkroon": "gold", "graanmolen": "silver", "rietland": "bronze"}
GREY = {"private-phone", "home-printer"}
OUT = {"office-move"}
CONTRADICTED = {"T-0913", "T-0914", "T-0915", "T-0916"}

RESPONSE = {
    "havenkroon": {"P1": 15, "P2": 60, "P3": 240, "P4": 240},
    "graanmolen": {"P1": 30, "P2": 120, "P3": 480, "P4": 480},
}
RESOLUTION = {
    "havenkroon": {"P1": 240, "P2": 360, "P3": 480, "P4": 1200},
    "graanmolen": {"P1": 240, "P2": 480, "P3": 720, "P4": 2040},
}
DELIVERY_DAYS = {"havenkroon": 2, "graanmolen": 3, "rietland": 2}


def minute(local: str) -> int:
    """Return the instant of a local time as minutes since `ZERO`."""
    return (datetime.fromisoformat(local).replace(tzinfo=ZONE) - ZERO) // timedelta(minutes=1)


def local(at: int) -> datetime:
    """Return the local time of an instant."""
    return (ZERO + timedelta(minutes=at)).astimezone(ZONE)


AS_OF = minute("2026-04-10 00:00")


class Week:
    """The opening hours of one customer's papers: which minutes are open, which dates are business dates."""

    def __init__(self, *hours: tuple[str, str], closed: frozenset[date] = frozenset()) -> None:
        """Mark every open minute, one by one."""
        self.open = [False] * MINUTES
        self.closings: list[int] = []
        day = date(2025, 12, 1)
        while day < date(2026, 6, 1):
            if day.weekday() < 5 and day not in HOLIDAYS and day not in closed:
                for opens, closes in hours:
                    first, last = (minute(f"{day} {at}") for at in (opens, closes))
                    for at in range(first, last):
                        self.open[at] = True
                self.closings.append(minute(f"{day} {hours[-1][1]}"))
            day += timedelta(days=1)

    def opening(self, at: int) -> int:
        """Return the first open minute from `at` on."""
        while not self.open[at]:
            at += 1
        return at


WEEK = {
    "havenkroon": Week(("08:00", "18:00")),
    "graanmolen": Week(("08:30", "17:00")),
    "rietland": Week(("09:00", "12:00"), ("13:00", "17:00"), closed=frozenset({date(2026, 2, 13)})),
}
DAY_AND_NIGHT = [True] * MINUTES


@dataclass
class Ticket:
    """One ticket of the export with its changes in order, those after the cut left out."""

    id: str
    customer: str
    service: str
    type: str
    category: str
    opened: int
    restored: str
    first_priority: str
    changes: list[tuple[int, int, str, str]] = field(default_factory=list)

    def status(self, at: int) -> str:
        """Return the status after everything that happened at that minute."""
        return self._value("Status", "New", at)

    def priority(self, at: int) -> str:
        """Return the priority after everything that happened at that minute."""
        return self._value("Priority", self.first_priority, at)

    def _value(self, what: str, value: str, at: int) -> str:
        for when, _, changed, new in self.changes:
            if when <= at and changed == what:
                value = new
        return value

    @property
    def day(self) -> date:
        """Return the date of the opening."""
        return local(self.opened).date()

    @property
    def last(self) -> int:
        """Return the minute of the last change."""
        return self.changes[-1][0] if self.changes else self.opened

    @property
    def scope(self) -> str:
        """Return where the papers put the ticket."""
        if local(self.opened).date() < date.fromisoformat(BEGINS[self.customer]):
            return "before-term"
        if self.service not in SERVICES[self.customer]:
            return "no-service"
        if self.category in GREY:
            return "grey"
        return "out" if self.category in OUT else "in"


@dataclass(frozen=True)
class Outcome:
    """What the slow count found for one ticket under one target."""

    ticket: str
    target: str
    verdict: str
    due: int | None
    opened: int

    def due_at(self) -> datetime | None:
        """Return the due time."""
        return None if self.due is None else ZERO + timedelta(minutes=self.due)

    @property
    def day(self) -> date:
        """Return the date that decides the period: of the due, or of the opening where nothing is due."""
        at = self.opened if self.due is None else self.due - 1
        return local(at).date()


def read_tickets() -> list[Ticket]:
    """Read the export; equal rows count once."""
    tickets: dict[str, Ticket] = {}
    first_priority: dict[str, str] = {}
    events: set[tuple[str, ...]] = set()
    with (MSP / "events.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            events.add((row["ticket"], row["at"], row["seq"], row["field"], row["old_value"], row["new_value"]))
    ordered = sorted((e for e in events if e[0] not in CONTRADICTED), key=lambda e: (e[0], e[1], int(e[2])))
    for number, _, _, what, old, _ in ordered:
        if what == "Priority":
            first_priority.setdefault(number, old)
    with (MSP / "items.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            number = row["ticket"]
            if number in CONTRADICTED or row["customer"] not in SERVICES:
                continue
            tickets[number] = Ticket(
                number,
                row["customer"],
                row["service"],
                row["type"],
                row["category"],
                minute(row["opened_at"]),
                row["data_restored"],
                first_priority.get(number, row["first_priority"]),
            )
    for number, at, sequence, what, _, new in ordered:
        if number in tickets and tickets[number].opened <= minute(at) <= AS_OF:
            tickets[number].changes.append((minute(at), int(sequence), what, new))
    return [ticket for ticket in tickets.values() if ticket.opened <= AS_OF]


class Stopwatch:
    """Minutes used by one ticket under targets in working time; the priority says which limit and calendar hold.

    What was used stays used when the priority changes, and the new limit holds for the total: used up already, it is
    due at the change, and who stops at that very minute is still in time.
    """

    def __init__(self, ticket: Ticket, allowed: dict[str, int], night: str | None) -> None:
        """Start at nothing; `night` is the priority whose clock runs day and night."""
        self.allowed, self.night = allowed, night
        self.office = WEEK[ticket.customer].open
        self.priority = ticket.priority(ticket.opened)
        self.used = 0
        self.due: int | None = None

    @property
    def in_time(self) -> bool:
        """Return whether no more is used than allowed."""
        return self.used <= self.allowed[self.priority]

    def change(self, at: int, priority: str) -> None:
        """Take up a new priority."""
        was_late, self.priority = not self.in_time, priority
        if self.used < self.allowed[priority]:
            self.due = None
        elif self.in_time or not was_late:
            self.due = at

    def run(self, at: int) -> None:
        """Let one minute pass."""
        self.used += DAY_AND_NIGHT[at] if self.priority == self.night else self.office[at]
        if self.due is None and self.used == self.allowed[self.priority]:
            self.due = at + 1


def hours_target(ticket: Ticket, measure: str, allowed: dict[str, int], *, result: bool = False) -> Outcome:
    """Judge a ticket under targets in working time by walking through its minutes, one by one.

    The clock runs while nothing has stopped it and nobody waits for the customer.
    """
    night = "P1" if ticket.customer == "havenkroon" and not result else None
    clock = Stopwatch(ticket, allowed, night)
    stops = {"Solved", "Closed"} | ({"In progress", "Waiting for customer"} if measure == "response" else set())
    stopped: int | None = None
    changed_at = {when for when, *_ in ticket.changes}
    status = ticket.status(ticket.opened)
    for at in range(ticket.opened, AS_OF):
        if at in changed_at:
            status = ticket.status(at)
            if ticket.priority(at) != clock.priority and stopped is None:
                clock.change(at, ticket.priority(at))
        if status in stops:
            stopped = at if stopped is None else stopped
            if measure == "response" or at >= ticket.last:
                break
        else:
            stopped = None
            if status != "Waiting for customer":
                clock.run(at)
    if stopped is not None:
        in_time = clock.in_time or stopped == clock.due
        verdict = "met" if in_time and (not result or ticket.restored == "Y") else "breached"
    else:
        verdict = "running" if clock.in_time else "breached"
    if stopped is not None or status != "Waiting for customer":
        at = AS_OF if stopped is None else stopped  # as if it had run on
        while clock.due is None:
            clock.run(at)
            at += 1
    return Outcome(ticket.id, _name(ticket, measure, clock.priority, result=result), verdict, clock.due, ticket.opened)


def _name(ticket: Ticket, measure: str, priority: str, *, result: bool) -> str:
    if result:
        return "pc-working-again"
    group = "rest" if measure == "response" and priority in ("P3", "P4") else priority.lower()
    return f"{LEVEL[ticket.customer]}-{measure}-{group}"


def days_target(ticket: Ticket, name: str, days: int, cut_off: str | None) -> Outcome:
    """Judge a ticket under business days: one tick at each closing after the date on which the count starts."""
    week = WEEK[ticket.customer]
    start = week.opening(ticket.opened)
    if cut_off is not None and local(start).time() > time.fromisoformat(cut_off):
        start = week.opening(minute(f"{local(start).date() + timedelta(days=1)} 00:00"))
    begun = local(start).date()
    ticks = 0
    due: int | None = None
    for closing in week.closings:
        if local(closing).date() <= begun:
            continue
        waited = ticket.status(closing) == "Waiting for customer"
        reopened_later = (
            ticket.status(closing - 1) in ("Solved", "Closed")
            and ticket.last > closing
            and any(
                when >= closing and what == "Status" and new not in ("Solved", "Closed")
                for when, _, what, new in ticket.changes
            )
        )
        if waited or reopened_later:
            continue
        ticks += 1
        if ticks == days:
            due = closing
            break
    stopped: int | None = None
    for when, _, what, new in ticket.changes:
        if what == "Status":
            done = new in ("Solved", "Closed")
            stopped = (when if stopped is None else stopped) if done else None
    if stopped is not None and due is not None:
        verdict = "met" if stopped <= due else "breached"
    else:
        verdict = "breached" if due is not None and due < AS_OF else "running"
        if verdict == "running" and ticket.status(AS_OF) == "Waiting for customer":
            due = None
    return Outcome(ticket.id, name, verdict, due, ticket.opened)


def judge(ticket: Ticket) -> Iterator[Outcome]:
    """Judge one ticket under every target of its customer's papers that speaks of it."""
    level = LEVEL[ticket.customer]
    if ticket.type == "order":
        yield days_target(ticket, f"{level}-delivery", DELIVERY_DAYS[ticket.customer], "15:00")
    elif level == "bronze":
        yield days_target(ticket, "bronze-resolution", 3, None)
    else:
        yield hours_target(ticket, "response", RESPONSE[ticket.customer])
        yield hours_target(ticket, "resolution", RESOLUTION[ticket.customer])
        if level == "gold" and ticket.service == "workplace" and ticket.category == "broken-pc":
            four_hours = dict.fromkeys(("P1", "P2", "P3", "P4"), 240)
            yield hours_target(ticket, "resolution", four_hours, result=True)


@dataclass(frozen=True)
class Counted:
    """The slow count of the whole export."""

    tickets: list[Ticket]
    outcomes: list[Outcome]

    def tally(self, target: str, first: str, last: str) -> tuple[int, int]:
        """Return how many were met and breached of those due from `first` to `last`, both dates included."""
        span = date.fromisoformat(first), date.fromisoformat(last)
        found = [o.verdict for o in self.outcomes if o.target == target and span[0] <= o.day <= span[1]]
        return found.count("met"), found.count("breached")


def rows_of(name: str) -> list[dict[str, str]]:
    """Return the rows of one of the tables beside the tickets."""
    with (MSP / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


RATE = {"havenkroon": Decimal("92.50"), "graanmolen": Decimal("95.00"), "rietland": Decimal("95.00")}
"""What an hour outside the agreement costs: an engineer of the contract, or extra work of the catalogue."""


def worth_by_hand(tickets: list[Ticket], first: date, last: date) -> dict[tuple[str, str], tuple[Decimal, int]]:
    """Return by customer and service what work outside was worth, to the cent for each ticket, and how many lack it."""
    minutes: dict[str, int] = {}
    for row in rows_of("work.csv"):
        minutes[row["item"]] = minutes.get(row["item"], 0) + int(row["minutes"])
    found: dict[tuple[str, str], tuple[Decimal, int]] = {}
    for ticket in tickets:
        paid = any(row["item"] == ticket.id and row["answer"] == "accepted" for row in rows_of("quotes.csv"))
        if ticket.scope == "in" or paid or not first <= ticket.day <= last:
            continue
        worth, unknown = found.get((ticket.customer, ticket.service), (Decimal(0), 0))
        if ticket.id in minutes:
            exact = RATE[ticket.customer] * minutes[ticket.id] / 60
            worth += exact.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
        else:
            unknown += 1
        found[ticket.customer, ticket.service] = (worth, unknown)
    return found


def warned_by_hand(counted: Counted, customer: str, first: date, last: date) -> tuple[int, int]:
    """Return how many late cases of a customer were warned of before they were due, and how many there were."""
    warned: dict[str, int] = {}
    for row in rows_of("told.csv"):
        if row["about"] == "warning":
            warned[row["item"]] = min(warned.get(row["item"], MINUTES), minute(row["at"]))
    own = {ticket.id for ticket in counted.tickets if ticket.customer == customer}
    late = [
        one for one in counted.outcomes if one.verdict == "breached" and one.ticket in own and first <= one.day <= last
    ]
    before = [one for one in late if one.due is not None and warned.get(one.ticket, MINUTES) < one.due]
    return len(before), len(late)


@pytest.fixture(scope="session")
def counted() -> Counted:
    """Count the export of examples/msp once for all stories."""
    tickets = read_tickets()
    in_scope = [ticket for ticket in tickets if ticket.scope == "in"]
    return Counted(tickets, [outcome for ticket in in_scope for outcome in judge(ticket)])


@dataclass(frozen=True)
class Told:
    """One customer's quarter through contractkit: from its files to a page."""

    agreement: ck.Agreement
    facts: ck.Facts
    evaluation: ck.Evaluation
    settlement: ck.Settlement
    delivery: ck.Delivery
    statement: ck.Statement

    def target(self, name: str) -> str:
        """Return the id by which the figures know the target of that name."""
        return next(target.id for target in self.agreement.targets if target.name == name)

    def outcomes(self) -> dict[tuple[str, str], dict[str, object]]:
        """Return the outcomes by ticket and name of the target."""
        names = {target.id: target.name for target in self.agreement.targets}
        return {(row["item"], names[row["target"]]): row for row in self.evaluation.outcomes.to_records()}

    def items(self) -> dict[str, dict[str, object]]:
        """Return where each ticket stands."""
        return {row["id"]: row for row in self.evaluation.items.to_records()}


def volumes_of(agreement: ck.Agreement, period: str) -> ck.SettlementFacts:
    """Return what the facts document of a customer tells; nothing where there is none."""
    file = MSP / str(agreement.customer) / "volumes.yaml"
    return told_in([file] if file.exists() else [], agreement, period)


@pytest.fixture(scope="session")
def quarter() -> dict[str, Told]:
    """Return the first quarter of 2026 of the three customers, by code."""
    facts = ck.Facts.from_files(
        items=MSP / "items.csv", events=MSP / "events.csv", feedback=MSP / "feedback.csv", mapping=MSP / "mapping.yaml"
    )
    tables = {name: MSP / f"{name}.csv" for name in ("work", "favours", "decisions", "told", "quotes")}
    beside = ck.DeliveryFacts.from_tables(zone=ZONE.key, currency="EUR", **tables)
    told = {}
    for agreement in ck.load_agreements(MSP):
        assert agreement.customer is not None
        own = facts.of_customer(agreement.customer)
        evaluation = ck.evaluate(agreement, own, as_of=datetime(2026, 4, 10, tzinfo=ZONE))
        settlement, _ = ck.settle(agreement, evaluation, own, period="2026-Q1")
        delivery = ck.delivered(
            agreement, evaluation, period="2026-Q1", told=beside, known=volumes_of(agreement, "2026-Q1")
        )
        statement = ck.Statement(agreement, evaluation, settlement, own, delivery=delivery)
        told[agreement.customer] = Told(agreement, own, evaluation, settlement, delivery, statement)
    return told


@pytest.fixture(scope="session", name="worth_by_hand")
def worth_by_hand_fixture() -> object:
    """Return what counts the worth of work outside a second time, from the CSV files alone."""
    return worth_by_hand


@pytest.fixture(scope="session", name="warned_by_hand")
def warned_by_hand_fixture() -> object:
    """Return what counts warnings a second time, from the CSV files alone."""
    return warned_by_hand
