"""Conditions on what was found about a period, as sentences say them behind *if*: verdicts, bands, counts, figures."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from contractkit.quantities.notation import Cycle, Level
from contractkit.quantities.spans import ElapsedTime
from contractkit.statements.clauses import clocks, conditions, limits, spans
from contractkit.statements.clauses.amounts import limit, periods
from contractkit.statements.clauses.levels import level
from contractkit.statements.clauses.lists import all_of, joined
from contractkit.statements.clauses.registry import Teller
from contractkit.statements.wording import Language
from contractkit.terms.conditions import AllOf, AnyOf
from contractkit.terms.figure_conditions import (
    AllHold,
    AnyHolds,
    Counted,
    Found,
    InTime,
    IsKnown,
    Lasts,
    Measured,
    NotHolds,
)

__all__ = ["after_if"]

WORDS = {
    "en": {
        "all": "any target",
        "all.met": "every target",
        "and": " and ",
        "or": " or ",
        "group": "({parts})",
        "not": "it is not so that ({part})",
        "found.met": "{targets} was met{often}",
        "found.breached": "{targets} was breached{often}",
        "found.undetermined": "{targets} could not be judged{often}",
        "found.band": "{targets} was in band {bands}{often}",
        "in-a-row": " in {n} period in a row| in {n} periods in a row",
        "out-of": " in {n} of the last {of} periods| in {n} of the last {of} periods",
        "counted": "{what}{of}{bands} came to {relation} {value}{over}",
        "of": " of {names}",
        "in-band": " with a figure in band {bands}",
        "over": " over a {window}",
        "over.last": " over the last {window}",
        "measured": "{metric} is {relation} {value}{over}",
        "known": "{field} is known",
        "unknown": "{field} is not known",
        "lasts": "{field} is {relation} {time}",
        "in-time": "it is done {limit}{clock}",
        "clock": " from {start} until {stop}",
        "clock.from": " from {start}",
        "clock.until": " until {stop}",
        "at_least": "at least",
        "more_than": "more than",
        "at_most": "at most",
        "less_than": "less than",
        "breached": "the targets breached",
        "met": "the targets met",
        "undetermined": "the targets that could not be judged",
        "points": "the points",
        "credits": "the credits",
        "malus": "the malus",
        "bonus": "the bonus",
    },
    "nl": {
        "all": "een norm",
        "all.met": "elke norm",
        "and": " en ",
        "or": " of ",
        "group": "({parts})",
        "not": "het niet zo is dat ({part})",
        "found.met": "{targets} is gehaald{often}",
        "found.breached": "{targets} niet is gehaald{often}",
        "found.undetermined": "{targets} niet te beoordelen was{often}",
        "found.band": "{targets} in band {bands} lag{often}",
        "in-a-row": " in {n} periode op rij| in {n} perioden op rij",
        "out-of": " in {n} van de laatste {of} perioden| in {n} van de laatste {of} perioden",
        "counted": "{what}{of}{bands} uitkomt op {relation} {value}{over}",
        "of": " van {names}",
        "in-band": " met een cijfer in band {bands}",
        "over": " over een {window}",
        "over.last": " over de laatste {window}",
        "measured": "{metric} {relation} {value} is{over}",
        "known": "{field} bekend is",
        "unknown": "{field} niet bekend is",
        "lasts": "{field} {relation} {time} is",
        "in-time": "het klaar is {limit}{clock}",
        "clock": " vanaf {start} tot {stop}",
        "clock.from": " vanaf {start}",
        "clock.until": " tot {stop}",
        "at_least": "ten minste",
        "more_than": "meer dan",
        "at_most": "ten hoogste",
        "less_than": "minder dan",
        "breached": "het aantal niet gehaalde normen",
        "met": "het aantal gehaalde normen",
        "undetermined": "het aantal niet te beoordelen normen",
        "points": "het aantal punten",
        "credits": "de som van de kortingen",
        "malus": "de malus",
        "bonus": "de bonus",
    },
}


def after_if(condition: Any, speaks: Language) -> str:
    """Return a condition on a period, or on an item in it, as it stands behind *if*."""
    return _said(condition, Teller(speaks, WORDS))


def _said(condition: Any, tell: Teller) -> str:
    speaks = tell.speaks
    match condition:
        case AllHold():
            return joined([_part(part, tell) for part in condition.parts], tell("and"))
        case AnyHolds():
            return joined([_part(part, tell) for part in condition.parts], tell("or"))
        case NotHolds():
            return tell("not", part=_said(condition.part, tell))
        case Found():
            return _found(condition, tell)
        case Counted():
            of = tell("of", names=all_of(condition.of, speaks)) if condition.of else ""
            relation, value = tell(condition.relation), _value(condition.value, speaks)
            bands = tell("in-band", bands=joined(condition.bands, tell("or"))) if condition.bands else ""
            return tell(
                "counted",
                what=tell(condition.what),
                bands=bands,
                of=of,
                relation=relation,
                value=value,
                over=_over(condition.over, tell),
            )
        case Measured():
            relation, value = tell(condition.relation), level(condition.value, speaks)
            return tell(
                "measured", metric=condition.metric, relation=relation, value=value, over=_over(condition.over, tell)
            )
        case InTime():
            return tell("in-time", limit=limits.on_calendar(condition.limit, speaks), clock=_clock(condition, tell))
        case Lasts():
            time = spans.amount(ElapsedTime(condition.time // timedelta(microseconds=1)), speaks)
            name = conditions.field(condition.field, speaks)
            return tell("lasts", field=name, relation=tell(condition.relation), time=time)
        case IsKnown():
            return tell(condition.state, field=conditions.field(condition.field, speaks))
    return conditions.after_if(condition, speaks)


_SEVERAL = (AllHold, AllOf, AnyHolds, AnyOf)


def _part(condition: Any, tell: Teller) -> str:
    said = _said(condition, tell)
    return tell("group", parts=said) if isinstance(condition, _SEVERAL) and len(condition.parts) > 1 else said


def _clock(condition: InTime, tell: Teller) -> str:
    """Return from when to when the time of a limit counts, where it says so itself."""
    start, stop = ("" if at is None else clocks.moment(at, tell.speaks) for at in (condition.starts, condition.stops))
    key = "clock" if start and stop else "clock.from" if start else "clock.until"
    return tell(key, start=start, stop=stop) if start or stop else ""


def _found(condition: Found, tell: Teller) -> str:
    targets = joined(condition.targets, tell("or")) if condition.targets else tell(_all(condition))
    often = ""
    if condition.often.of > 1:
        key = "in-a-row" if condition.often.periods == condition.often.of else "out-of"
        often = tell(key, n=condition.often.periods, of=condition.often.of)
    if condition.verdict is None:
        return tell("found.band", targets=targets, bands=joined(condition.bands, tell("or")), often=often)
    return tell(f"found.{condition.verdict}", targets=targets, often=often)


def _all(condition: Found) -> str:
    return "all.met" if condition.verdict == "met" else "all"


def _value(value: Any, speaks: Language) -> str:
    return level(value, speaks) if isinstance(value, Level) else limit(value, speaks)


def _over(window: Cycle | None, tell: Teller) -> str:
    if window is not None and window.n is not None:
        unit = (window.unit or "months").removesuffix("s")
        return tell("over.last", window=spans.counted(window.n, unit, tell.speaks))
    return "" if window is None else tell("over", window=periods(window, tell.speaks))
