"""What the clock of one ticket costs: telling it an event, asking it, both in turn, and asking for the next transition.

Each figure is the best of several rounds in one process, in CPU time, beside a yardstick of the same round: reading
the same event from its JSON text (`json.loads`). Prints the figures and fails if one is missed: an event may cost at
most 10 microseconds, and each figure so many yardsticks as stand in `MOST`.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final

import contractkit as ck
from contractkit.records.clauses import ClauseRef
from contractkit.terms.conditions import Is
from contractkit.terms.targets import AtField, ClockLine, Limit, Measure, Pause, Target, WhenState

ROUNDS: Final = 7
TICKETS: Final = 300
MOST_ADVANCE_US: Final = 10.0
MOST: Final = {"advance": 4.0, "at": 25.0, "advance and at": 60.0, "next_transition": 50.0, "due_if_resumed": 45.0}
GROWTH: Final = 1.25  # of the cost of an event from 10,000 to 100,000 events on one ticket

OFFICE = ck.BusinessCalendar(
    tz="Europe/Amsterdam",
    week={"mon-fri": "09:00-12:00 and 13:00-17:30"},
    holidays="NL",
    name="office",
)
CLAUSE = ClauseRef("SLA", "4.2")


def line() -> ClockLine:
    """Return three targets in working time that share a stopwatch, with a pause."""
    hours = {"P1": 4, "P2": 8, "P3": 40}
    targets = tuple(
        Target(
            name,
            name,
            CLAUSE,
            "resolution",
            Is("priority", (name,)),
            Limit(ck.WorkingTime.of(hours=count), OFFICE, "office", CLAUSE),
        )
        for name, count in hours.items()
    )
    measure = Measure("resolution", AtField("opened_at"), WhenState(Is("status", ("solved", "closed"))), CLAUSE)
    return ClockLine(measure, targets, (Pause(CLAUSE, Is("status", ("waiting",))),))


START = datetime(2026, 3, 2, 8, tzinfo=UTC)


def told(count: int) -> list[dict[str, object]]:
    """Return events of one ticket, one every 40 minutes: it waits, goes on, changes its priority."""
    steps = (("status", "waiting"), ("status", "active"), ("priority", "P3"), ("status", "active"), ("priority", "P2"))
    return [
        {"at": START + timedelta(minutes=40 * number), "field": field, "value": value}
        for number, (field, value) in ((number, steps[number % len(steps)]) for number in range(1, count + 1))
    ]


def cpu(work: Callable[[], object]) -> float:
    """Return the CPU seconds of some work."""
    begin = time.process_time()
    work()
    return time.process_time() - begin


def asking(clocks: list[ck.Clock], what: Callable[[ck.Clock], object]) -> Callable[[], None]:
    """Return the work of asking every clock ten times."""

    def ask() -> None:
        for clock in clocks:
            for _ in range(10):
                what(clock)

    return ask


def one_round(terms: ClockLine, events: list[dict[str, object]], texts: list[str]) -> dict[str, float]:
    """Return microseconds a call of everything, in one round."""
    clocks = [ck.Clock.start(terms, at=START, item={"priority": "P2", "status": "new"}) for _ in range(TICKETS)]
    total = TICKETS * len(events)

    def read() -> None:
        for _ in range(TICKETS):
            for text in texts:
                json.loads(text)

    def advance() -> None:
        for place, clock in enumerate(clocks):
            for event in events:
                clock = clock.advance(event)
            ended[place] = clock

    def both() -> None:
        for clock in clocks:
            for event in events:
                clock = clock.advance(event)
                clock.at(event["at"])  # type: ignore[arg-type]

    ended = list(clocks)
    later = START + timedelta(minutes=40 * len(events) + 5)
    found = {"json.loads": cpu(read) / total, "advance": cpu(advance) / total, "advance and at": cpu(both) / total}
    calls = TICKETS * 10
    for clock in ended:
        clock.at(later)
    found["at"] = cpu(asking(ended, lambda clock: clock.at(later))) / calls
    found["next_transition"] = (
        cpu(asking(ended, lambda clock: clock.next_transition(later, [ck.Percent("80")]))) / calls
    )
    found["due_if_resumed"] = cpu(asking(ended, lambda clock: clock.due_if_resumed(later))) / calls
    return {name: seconds * 1e6 for name, seconds in found.items()}


def long_ticket(terms: ClockLine, count: int) -> float:
    """Return microseconds an event for a ticket with many events that is asked after each, and at the end."""
    events = [{**event, "at": START + timedelta(seconds=20 * place)} for place, event in enumerate(told(count))]

    def work() -> None:
        clock = ck.Clock.start(terms, at=START, item={"priority": "P2", "status": "new"})
        for event in events:
            clock = clock.advance(event)
            clock.at(event["at"])  # type: ignore[arg-type]
        clock.outcomes(START + timedelta(days=60))

    return min(cpu(work) for _ in range(2)) / count * 1e6


def main() -> int:
    """Print the figures; return 1 if one is missed."""
    terms, events = line(), told(12)
    texts = [json.dumps({**event, "at": str(event["at"])}) for event in events]
    rounds = [one_round(terms, events, texts) for _ in range(ROUNDS)]
    best = {name: min(one[name] for one in rounds) for name in rounds[0]}
    yardstick = best.pop("json.loads")
    missed = best["advance"] > MOST_ADVANCE_US
    print(f"json.loads of the event  {yardstick:7.2f} us")
    for name, figure in best.items():
        ratio = figure / yardstick
        missed |= ratio > MOST[name]
        print(f"{name:<24} {figure:7.2f} us, {ratio:5.1f} of the yardstick (at most {MOST[name]:g})")
    short, long = long_ticket(terms, 10_000), long_ticket(terms, 100_000)
    missed |= long / short > GROWTH
    print(f"an event of 10,000       {short:7.2f} us, told and asked")
    print(f"an event of 100,000      {long:7.2f} us, {long / short:.2f} of that (at most {GROWTH})")
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
