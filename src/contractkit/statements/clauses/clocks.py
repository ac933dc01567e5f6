"""Measures and pauses, told: what starts a clock, what stops, resets or cancels it, and while what it stands still."""

from __future__ import annotations

from contractkit.statements.clauses.conditions import after_if, any_of, field
from contractkit.statements.clauses.lists import all_of
from contractkit.statements.clauses.registry import Teller, tells
from contractkit.statements.wording import Language
from contractkit.terms.agreement import Agreement
from contractkit.terms.conditions import AllOf, AnyOf, Condition
from contractkit.terms.provisions.measure import NamedMeasure
from contractkit.terms.targets import AtField, ClockLine, Happens, Measure, Pause, Target, WhenState

__all__ = ["counted_from", "endings", "measure", "moment", "named_measure", "pause", "pauses_of", "stands_still"]

_MOMENTS = {
    "en": {
        "field": "the time in {field}",
        "state": "the moment at which {condition}",
        "happens": "each moment at which {field} is recorded as {values}",
        "until.field": "until the time in {field}",
        "until.state": "until {condition}",
        "until.happens": "until {field} is recorded as {values}",
        "from-until": "counted from {start} {until}",
        "measured": "measured at {stop}",
        "pause": "The clock stands still while {parts}.",
        "while": " and while ",
        "resets": "While {condition} the clock has not started, and what was counted is forgotten.",
        "cancels": "Once {condition} the clock is over for good, and nothing is judged.",
    },
    "nl": {
        "field": "het tijdstip in {field}",
        "state": "het moment waarop {condition}",
        "happens": "elk moment waarop {field} wordt vastgelegd als {values}",
        "until.field": "tot het tijdstip in {field}",
        "until.state": "totdat {condition}",
        "until.happens": "totdat {field} wordt vastgelegd als {values}",
        "from-until": "gerekend vanaf {start} {until}",
        "measured": "gemeten op {stop}",
        "pause": "De klok staat stil zolang {parts}.",
        "while": " en zolang ",
        "resets": "Zolang {condition}, is de klok niet begonnen en is vergeten wat er was geteld.",
        "cancels": "Zodra {condition}, is de klok voorgoed afgelopen en wordt er niets beoordeeld.",
    },
}

MEASURE = {
    "en": {
        "clock": "The clock {name} starts at {start} and stops at {stop}.",
        "moment": "{name} is the moment itself: {stop}.",
    },
    "nl": {
        "clock": "De klok {name} begint te lopen op {start} en stopt op {stop}.",
        "moment": "{name} is het moment zelf: {stop}.",
    },
}

PAUSE = {
    "en": {
        "all": "Clocks stand still while {condition}{area}.",
        "some": "The clock {names} stands still while {condition}{area}.|The clocks {names} stand still while "
        "{condition}{area}.",
        "area": "; that time belongs to {area}",
        "service": "the service",
        "solution": "the solution",
        "data": "the data",
        "others": "others",
    },
    "nl": {
        "all": "Klokken staan stil zolang {condition}{area}.",
        "some": "De klok {names} staat stil zolang {condition}{area}.|De klokken {names} staan stil zolang "
        "{condition}{area}.",
        "area": "; die tijd hoort bij {area}",
        "service": "de dienst",
        "solution": "de oplossing",
        "data": "de gegevens",
        "others": "anderen",
    },
}


def moment(at: AtField | WhenState | Happens, speaks: Language) -> str:
    """Return an instant: ``the time in opened_at``, ``the moment at which status is solved``."""
    tell = Teller(speaks, _MOMENTS)
    if isinstance(at, AtField):
        return tell("field", field=at.field)
    if isinstance(at, Happens):
        return tell("happens", **_said(at, speaks))
    return tell("state", condition=after_if(at.condition, speaks))


def _said(at: Happens, speaks: Language) -> dict[str, str]:
    return {"field": field(at.field, speaks), "values": any_of(at.values, speaks)}


def counted_from(measured: Measure, speaks: Language) -> str:
    """Return from when to when a clock counts: ``counted from ... until ...``."""
    tell, stops = Teller(speaks, _MOMENTS), measured.stops
    if measured.starts is None:
        return tell("measured", stop=moment(stops, speaks))
    if isinstance(stops, AtField):
        until = tell("until.field", field=stops.field)
    elif isinstance(stops, Happens):
        until = tell("until.happens", **_said(stops, speaks))
    else:
        until = tell("until.state", condition=after_if(stops.condition, speaks))
    return tell("from-until", start=moment(measured.starts, speaks), until=until)


def endings(measured: Measure, speaks: Language) -> tuple[str, ...]:
    """Return what resets and what cancels a clock, a sentence each; none where nothing does."""
    tell = Teller(speaks, _MOMENTS)
    found = (("resets", measured.resets), ("cancels", measured.cancels))
    return tuple(tell(key, condition=after_if(one, speaks)) for key, one in found if one is not None)


def pauses_of(line: ClockLine, target: Target) -> tuple[Condition, ...]:
    """Return while what the clock of one target stands still; pauses of others that share its line are left out."""
    others = {one.applies for one in line.targets if one.applies != target.applies}
    found: list[Condition] = []
    for one in line.pauses:
        parts = one.condition.parts if isinstance(one.condition, AnyOf) else (one.condition,)
        bound = [part for part in parts if _bound_to(part, {*others, target.applies})]
        if not bound:
            found.append(one.condition)
        found += [part.parts[0] for part in bound if isinstance(part, AllOf) and part.parts[1] == target.applies]
    return tuple(found)


def _bound_to(condition: Condition, targets: set[Condition]) -> bool:
    """Return whether a pause was bound to some targets of its line."""
    return isinstance(condition, AllOf) and len(condition.parts) == 2 and condition.parts[1] in targets


def stands_still(pauses: tuple[Condition, ...], speaks: Language) -> str:
    """Return while what a clock stands still; nothing where it never does."""
    tell = Teller(speaks, _MOMENTS)
    return tell("pause", parts=tell("while").join(after_if(one, speaks) for one in pauses)) if pauses else ""


@tells(Measure, MEASURE)
def measure(term: Measure, tell: Teller) -> str:
    """Return what starts and what stops a clock."""
    stop = moment(term.stops, tell.speaks)
    if term.starts is None:
        said = tell("moment", name=term.name, stop=stop)
    else:
        said = tell("clock", name=term.name, start=moment(term.starts, tell.speaks), stop=stop)
    return " ".join((said, *endings(term, tell.speaks)))


@tells(NamedMeasure, MEASURE)
def named_measure(term: NamedMeasure, tell: Teller) -> str:
    """Return what starts and what stops the clock of a measure clause."""
    return measure(term.measure, tell)


@tells(Pause, PAUSE)
def pause(term: Pause, tell: Teller) -> str:
    """Return while what clocks stand still, and whose time that is."""
    area = "" if term.area is None else tell("area", area=tell(term.area))
    facts = {"condition": after_if(term.condition, tell.speaks), "area": area}
    names = () if tell.agreement is None else _stopped(term, tell.agreement)
    if not names:
        return tell("all", **facts)
    return tell("some", n=len(names), names=all_of(names, tell.speaks), **facts)


def _stopped(term: Pause, agreement: Agreement) -> tuple[str, ...]:
    """Return the names of the clocks that a pause stops; none where it stops all of them."""
    stopped = {line.measure.name for line in agreement.lines if term in line.pauses}
    every = dict.fromkeys(line.measure.name for line in agreement.lines)
    return () if stopped == set(every) else tuple(name for name in every if name in stopped)
