"""Promises about time, told: of which items how many, within what, on which calendar, counted from when to when."""

from __future__ import annotations

from contractkit.statements.clauses import clocks, gates, limits, spans
from contractkit.statements.clauses.amounts import day, number, periods
from contractkit.statements.clauses.conditions import after_if, field, the_items, value
from contractkit.statements.clauses.lists import all_of
from contractkit.statements.clauses.modifiers import MODES
from contractkit.statements.clauses.registry import Teller, tells
from contractkit.terms.agreement import Agreement
from contractkit.terms.conditions import EVERYTHING, AllOf, Condition, Is
from contractkit.terms.targets import AtField, ClockLine, Target, TargetTable

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
        "again": "As {measure} counts {moment}.",
        "on_change.restart": "Where another target comes to hold in mid-flight, the clock starts anew.",
        "on_change.retroactive": "Where another target comes to hold in mid-flight, it holds from the start.",
        "precision": "The share is rounded to {unit} before it is compared, {mode}.",
        "minimum": "With fewer than {n} items nothing is decided.",
        "no_data.missed": "A share that cannot be determined counts as not reached.",
        "no_volume.met": "A period without items counts as met.",
        "on_reopen.undo-stop": "Reopening undoes the stop.",
        "on_reopen.restart": "Reopening starts the clock anew.",
        "on_reopen.new-cycle": "Each reopening is judged for itself, with a clock of its own.",
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
        "again": "Als {measure} telt {moment}.",
        "on_change.restart": "Gaat onderweg een ander doel gelden, dan begint de klok opnieuw.",
        "on_change.retroactive": "Gaat onderweg een ander doel gelden, dan geldt dat vanaf het begin.",
        "precision": "Het aandeel wordt afgerond op {unit} voordat het wordt vergeleken, {mode}.",
        "minimum": "Zijn het minder dan {n} meldingen, dan wordt niets beslist.",
        "no_data.missed": "Een aandeel dat niet is vast te stellen, telt als niet gehaald.",
        "no_volume.met": "Een periode zonder meldingen telt als gehaald.",
        "on_reopen.undo-stop": "Heropenen maakt het stoppen ongedaan.",
        "on_reopen.restart": "Heropenen laat de klok opnieuw beginnen.",
        "on_reopen.new-cycle": "Elke heropening wordt apart beoordeeld, met een eigen klok.",
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
    per = periods(term.per, speaks)
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
    parts = [said, *_again(term, tell), *_rows(term.table, tell), *_readings(term, tell), *_policies(term, line, tell)]
    if line is not None:
        parts += clocks.endings(line.measure, speaks)
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


def _again(term: Target, tell: Teller) -> list[str]:
    """Return what counts as that which happens again and again; nothing where it stands in a column of its own name."""
    if term.again is None or isinstance(term.again, AtField):
        return []
    return [tell("again", measure=term.measure, moment=clocks.moment(term.again, tell.speaks))]


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
    facts = {"per": periods(term.per, tell.speaks)}
    chosen = [f"assigned_by.{term.assigned_by}", f"open_overdue.{term.open_overdue}"]
    if line is not None:
        changes = len(line.targets) > 1 or term.table is not None
        chosen += [f"on_change.{line.on_change}"] if changes else []
        chosen += [f"on_reopen.{line.on_reopen}", f"stops.{line.stops}"]
    chosen += [f"no_data.{term.no_data}", f"no_volume.{term.no_volume}"]
    return [*_looked_at(term, tell), *(tell(key, **facts) for key in chosen if key in WORDS["en"])]


def _looked_at(term: Target, tell: Teller) -> list[str]:
    """Return how a share is looked at before it is compared."""
    told = []
    if term.precision is not None:
        unit, mode = tell.speaks.percent(term.precision.to), Teller(tell.speaks, MODES)(term.precision.mode)
        told.append(tell("precision", unit=unit, mode=mode))
    if term.minimum is not None:
        told.append(tell("minimum", n=number(term.minimum, tell.speaks)))
    return told
