"""Promises about time, told: of which items how many, within what, on which calendar, counted from when to when."""

from __future__ import annotations

from contractkit.statements.clauses import clocks, gates, limits, spans
from contractkit.statements.clauses.amounts import day, period
from contractkit.statements.clauses.conditions import after_if, field, the_items, value
from contractkit.statements.clauses.lists import all_of
from contractkit.statements.clauses.registry import Teller, tells
from contractkit.terms.agreement import Agreement
from contractkit.terms.conditions import EVERYTHING, AllOf, Condition, Is
from contractkit.terms.targets import ClockLine, Target, TargetTable

__all__ = ["target"]

WORDS = {
    "en": {
        "share": "Per {per}, at least {reach} of {items} are in time: {limit}{clock}{also}.",
        "each": "For {items}: {limit}{clock}{also}. No share of them was agreed.",
        "clock": ", {clock}",
        "also": ", and in time only if {also}",
        "every": "{measure} again and again, each time {limit}",
        "then-every": "{limit}, and after that {measure} again and again, each time {every}",
        "met-when": "in time are those for which {condition}",
        "counted": "Counted so: {readings}.",
        "table": "each within the limit of its {fields}",
        "row": "{key} {limit}",
        "row.from": "from {day} {key} {limit}",
        "rows": "The limits: {rows}.",
        "more": "and {n} more row|and {n} more rows",
        "assigned_by.opened": "An item counts in the {per} in which it was opened.",
        "assigned_by.stopped": "An item counts in the {per} in which its clock stopped.",
        "open_overdue.left-out": "What is overdue and still open is left out.",
        "on_reopen.undo-stop": "Reopening undoes the stop.",
        "stops.last": "Of several stops in a row the last one counts.",
    },
    "nl": {
        "share": "Per {per} is ten minste {reach} van {items} op tijd: {limit}{clock}{also}.",
        "each": "Voor {items}: {limit}{clock}{also}. Er is niet afgesproken welk aandeel op tijd moet zijn.",
        "clock": ", {clock}",
        "also": ", en alleen op tijd als {also}",
        "every": "telkens opnieuw {measure}, elke keer {limit}",
        "then-every": "{limit}, en daarna telkens opnieuw {measure}, elke keer {every}",
        "met-when": "op tijd zijn die waarvoor {condition}",
        "counted": "Zo wordt geteld: {readings}.",
        "table": "elk binnen de termijn van de eigen {fields}",
        "row": "{key} {limit}",
        "row.from": "vanaf {day} {key} {limit}",
        "rows": "De termijnen: {rows}.",
        "more": "en nog {n} rij|en nog {n} rijen",
        "assigned_by.opened": "Een melding telt in de periode ({per}) waarin zij is geopend.",
        "assigned_by.stopped": "Een melding telt in de periode ({per}) waarin haar klok stopte.",
        "open_overdue.left-out": "Wat te laat is en nog openstaat, telt niet mee.",
        "on_reopen.undo-stop": "Heropenen maakt het stoppen ongedaan.",
        "stops.last": "Van meerdere stops achter elkaar telt de laatste.",
    },
}

_ROWS = 24
"""So many rows of a table are told; a longer one says how many more there are."""


@tells(Target, WORDS)
def target(term: Target, tell: Teller) -> str:
    """Return a promise about time: the share, the items, the limit, the clock, and how it is counted."""
    speaks = tell.speaks
    line = None if tell.agreement is None else _line_of(term, tell.agreement)
    per = period(term.per, speaks)
    facts = {
        "items": the_items(_with_level(term, tell.agreement), speaks),
        "limit": _limit(term, tell),
        "clock": "" if line is None else tell("clock", clock=clocks.counted_from(line.measure, speaks)),
        "also": "" if term.also == EVERYTHING else tell("also", also=after_if(term.also, speaks)),
    }
    if term.reach is None:
        said = tell("each", **facts)
    else:
        said = tell("share", per=per, reach=speaks.percent(term.reach.value), **facts)
    parts = [said, *_rows(term.table, tell), *_readings(term, tell), *_policies(term, line, tell)]
    if line is not None:
        parts.append(clocks.stands_still(clocks.pauses_of(line, term), speaks))
    return " ".join(part for part in parts if part)


def _line_of(term: Target, agreement: Agreement) -> ClockLine | None:
    return next((line for line in agreement.lines if any(one.id == term.id for one in line.targets)), None)


def _with_level(term: Target, agreement: Agreement | None) -> Condition:
    """Return for which items a target holds, with its level where the services of that level were worked in."""
    if agreement is None or term.level is None:
        return term.applies
    levels = tuple(term.level.split(" or "))
    delivered = {name for name, service in agreement.services.items() if service.level in levels}
    parts = term.applies.parts if isinstance(term.applies, AllOf) else (term.applies,)
    worked_in = any(
        isinstance(part, Is) and part.field == "service" and set(part.values) == delivered for part in parts
    )
    return AllOf((*parts, Is("level", levels))) if worked_in else term.applies


def _limit(term: Target, tell: Teller) -> str:
    """Return within how much time, on which calendar; of a table or a tree of conditions, what stands in its place."""
    if term.met_when is not None:
        return tell("met-when", condition=gates.after_if(term.met_when, tell.speaks))
    every = "" if term.every is None else limits.on_calendar(term.every, tell.speaks)
    if term.limit is None and term.table is None:
        return tell("every", measure=term.measure, limit=every)
    if term.limit is None:
        names = [field(name, tell.speaks) for name in (term.table.by if term.table is not None else ())]
        said = tell("table", fields=all_of(names, tell.speaks))
    else:
        said = limits.on_calendar(term.limit, tell.speaks)
    return tell("then-every", limit=said, measure=term.measure, every=every) if every else said


def _rows(table: TargetTable | None, tell: Teller) -> list[str]:
    if table is None:
        return []
    told = []
    for row in table.rows[:_ROWS]:
        key = ", ".join(value(word, tell.speaks) for word in row.key)
        limit = limits.on_calendar(row.limit, tell.speaks)
        if row.since is None:
            told.append(tell("row", key=key, limit=limit))
        else:
            told.append(tell("row.from", day=day(row.since, tell.speaks), key=key, limit=limit))
    if len(table.rows) > _ROWS:
        told.append(tell("more", n=len(table.rows) - _ROWS))
    return [tell("rows", rows="; ".join(told))]


def _readings(term: Target, tell: Teller) -> list[str]:
    """Return how business days are counted; once, also where a table has many limits in them."""
    every = [term.limit, term.every, *(row.limit for row in (term.table.rows if term.table is not None else ()))]
    withins = [limit.within for limit in every if limit is not None]
    told = dict.fromkeys(reading for within in withins for reading in spans.readings(within, tell.speaks))
    return [tell("counted", readings="; ".join(told))] if told else []


def _policies(term: Target, line: ClockLine | None, tell: Teller) -> list[str]:
    """Return what was agreed otherwise than usual about periods, open items and reopened ones."""
    facts = {"per": period(term.per, tell.speaks)}
    chosen = [f"assigned_by.{term.assigned_by}", f"open_overdue.{term.open_overdue}"]
    if line is not None:
        chosen += [f"on_reopen.{line.on_reopen}", f"stops.{line.stops}"]
    return [tell(key, **facts) for key in chosen if key in WORDS["en"]]
