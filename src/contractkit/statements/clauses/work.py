"""Steps and processes, told."""

from __future__ import annotations

from contractkit.statements.clauses import moments
from contractkit.statements.clauses.conditions import items
from contractkit.statements.clauses.registry import Teller, tells
from contractkit.statements.clauses.spans import clock_time
from contractkit.terms.conditions import EVERYTHING
from contractkit.terms.provisions.process import Process
from contractkit.terms.provisions.step import Step
from contractkit.terms.stopwatch import AtField

__all__ = ["process", "step"]

STEP = {
    "en": {
        "step": "The step {name} is done{who}{items}{time}{serves}.",
        "part": "{name}{who}{items}{time}{otherwise}",
        "owner": " by {owner}",
        "owner.party": " by {owner} of {party}",
        "items": " for {items}",
        "within": " {within}",
        "after": " {within} after {anchors}",
        "after.only": " after {anchors}",
        "before": " {span} before {anchor} at the latest",
        "before.only": " before {anchor}",
        "at": " on {date}",
        "at.time": " at {time} on {date}",
        "date": "the date of {anchor}",
        "date.field": "the date in {field}",
        "serves": ", in the time of {serves}",
        "and": " and ",
    },
    "nl": {
        "step": "De stap {name} wordt gedaan{who}{items}{time}{serves}.",
        "part": "{name}{who}{items}{time}{otherwise}",
        "owner": " door {owner}",
        "owner.party": " door {owner} van {party}",
        "items": " voor {items}",
        "within": " {within}",
        "after": " {within} na {anchors}",
        "after.only": " na {anchors}",
        "before": " uiterlijk {span} voor {anchor}",
        "before.only": " voor {anchor}",
        "at": " op {date}",
        "at.time": " om {time} op {date}",
        "date": "de datum van {anchor}",
        "date.field": "de datum in {field}",
        "serves": ", binnen de tijd van {serves}",
        "and": " en ",
    },
}
PROCESS = {
    "en": {
        "process": "The process {name}{service}{items} has these steps{starts}{serves}: {steps}.",
        "service": " of {service}",
        "items": " for {items}",
        "starts": ", from {anchor} on",
        "serves": ", in the time of {serves}",
    },
    "nl": {
        "process": "Het proces {name}{service}{items} heeft deze stappen{starts}{serves}: {steps}.",
        "service": " van {service}",
        "items": " voor {items}",
        "starts": ", vanaf {anchor}",
        "serves": ", binnen de tijd van {serves}",
    },
}


@tells(Step, STEP)
def step(term: Step, tell: Teller) -> str:
    """Return what is done, by whom, and in how much time."""
    serves = "" if term.serves is None else tell("serves", serves=str(term.serves))
    return tell("step", **_facts(term, tell), serves=serves) + moments.consequence(term.otherwise, tell.speaks)


@tells(Process, PROCESS)
def process(term: Process, tell: Teller) -> str:
    """Return what starts a process, and its steps."""
    speaks, steps = tell.speaks, Teller(tell.speaks, STEP)
    told = [
        steps("part", **_facts(one, steps), otherwise=moments.otherwise(one.otherwise, speaks)) for one in term.steps
    ]
    return tell(
        "process",
        name=moments.words(term.name),
        service="" if term.service is None else tell("service", service=term.service),
        items="" if term.condition == EVERYTHING else tell("items", items=items(term.condition, speaks)),
        starts="" if term.starts is None else tell("starts", anchor=moments.anchor(term.starts, speaks)),
        serves="" if term.serves is None else tell("serves", serves=str(term.serves)),
        steps="; ".join(told),
    )


def _facts(term: Step, tell: Teller) -> dict[str, str]:
    speaks = tell.speaks
    return {
        "name": moments.words(term.name),
        "who": _who(term, tell),
        "items": "" if term.condition == EVERYTHING else tell("items", items=items(term.condition, speaks)),
        "time": _time(term, tell),
    }


def _who(term: Step, tell: Teller) -> str:
    party = None if term.party is None else moments.party(term.party, tell.speaks)
    if term.owner is None:
        return "" if party is None else tell("owner", owner=party)
    owner = moments.the_roles((term.owner,), tell.speaks)
    return tell("owner", owner=owner) if party is None else tell("owner.party", owner=owner, party=party)


def _time(term: Step, tell: Teller) -> str:
    speaks = tell.speaks
    if term.at is not None:
        field = term.at.field if isinstance(term.at, AtField) else None
        date = (
            tell("date", anchor=moments.anchor(term.at, speaks)) if field is None else tell("date.field", field=field)
        )
        return (
            tell("at", date=date) if term.at_time is None else tell("at.time", date=date, time=clock_time(term.at_time))
        )
    anchors = tell("and").join(moments.anchor(one, speaks) for one in term.after)
    if term.before is not None:
        after = tell("after.only", anchors=anchors) if anchors else ""
        anchor = moments.anchor(term.before, speaks)
        if term.allowance is None:
            return after + tell("before.only", anchor=anchor)
        return after + tell("before", anchor=anchor, span=moments.how_long(term.allowance, speaks))
    if term.allowance is None:
        return tell("after.only", anchors=anchors) if anchors else ""
    within = moments.allowed(term.allowance, speaks)
    return tell("after", within=within, anchors=anchors) if anchors else tell("within", within=within)
