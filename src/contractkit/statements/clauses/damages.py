"""What lateness and failures cost, told."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from contractkit.statements.clauses import clocks, conditions
from contractkit.statements.clauses.amounts import number, period
from contractkit.statements.clauses.effects import qualified
from contractkit.statements.clauses.gates import after_if
from contractkit.statements.clauses.levels import payment
from contractkit.statements.clauses.lists import all_of
from contractkit.statements.clauses.names import named
from contractkit.statements.clauses.registry import Teller, tells
from contractkit.statements.clauses.spans import every, span
from contractkit.statements.wording import Language
from contractkit.terms.conditions import EVERYTHING, Condition
from contractkit.terms.provisions.late_penalty import LatePenalty
from contractkit.terms.provisions.liquidated_damages import DamageItem, LiquidatedDamages
from contractkit.terms.provisions.ratchet import Ratchet

__all__ = ["late_penalty", "liquidated_damages", "ratchet"]

LATE = {
    "en": {
        "late": "For {step} from {agreed} until {delivered}, {per_step} is due{applies}.",
        "applies": ", for {items}",
        "day.ignored": "A part of a day does not count.",
        "day.full-day": "A part of a day counts as a full day.",
        "step.pro-rata": "A part of a step costs that part.",
        "step.ignored": "A part of a step costs nothing.",
        "step.full-step": "A part of a step costs as much as a full one.",
        "termination": "After {span} the other party may terminate.",
        "runs": "It counts in every period as it runs.",
        "value": "What each order is worth stands in {field}.",
        "somewhen": "a moment that nobody names",
    },
    "nl": {
        "late": "Voor {step} van {agreed} tot {delivered} is {per_step} verschuldigd{applies}.",
        "applies": ", voor {items}",
        "day.ignored": "Een deel van een dag telt niet mee.",
        "day.full-day": "Een deel van een dag telt als een hele dag.",
        "step.pro-rata": "Een deel van een stap kost dat deel.",
        "step.ignored": "Een deel van een stap kost niets.",
        "step.full-step": "Een deel van een stap kost evenveel als een hele.",
        "termination": "Na {span} mag de andere partij opzeggen.",
        "runs": "Het telt in elke periode zoals het oploopt.",
        "value": "Wat elke bestelling waard is, staat in {field}.",
        "somewhen": "een moment dat niemand noemt",
    },
}
DAMAGES = {
    "en": {
        "damages": "Due is {items}. The sums add up.",
        "damages.one": "Due is {items}.",
        "item": "{amount} if {condition}",
        "each": "{amount}, times {field}, if {condition}",
    },
    "nl": {
        "damages": "Verschuldigd is {items}. De bedragen worden opgeteld.",
        "damages.one": "Verschuldigd is {items}.",
        "item": "{amount} als {condition}",
        "each": "{amount}, keer {field}, als {condition}",
    },
}
RATCHET = {
    "en": {
        "ratchet": "For {items}, {rate}{factors} is deducted. {growing}. {back}",
        "rate": "{amount}",
        "rate.unit": "{amount} per {unit}",
        "factor": " times {factor}",
        "growing": "With more than {n} failures{same} in a {per} it is {times} times as much",
        "step": ", with more than {n} it is {times} times as much",
        "same": " of the same {fields}",
        "to-first-failure": "The larger deduction holds from the first failure on.",
        "later-failures-only": "The larger deduction holds for the later failures only.",
        "used": "If {condition}, {factor} of it is deducted.",
        "used.fact": "Where it was used all the same, {factor} of it is deducted.",
        "failures": "each failure",
    },
    "nl": {
        "ratchet": "Voor {items} wordt {rate}{factors} ingehouden. {growing}. {back}",
        "rate": "{amount}",
        "rate.unit": "{amount} per {unit}",
        "factor": " keer {factor}",
        "growing": "Bij meer dan {n} tekortkomingen{same} in een {per} is het {times} keer zoveel",
        "step": ", bij meer dan {n} is het {times} keer zoveel",
        "same": " van hetzelfde {fields}",
        "to-first-failure": "De hogere inhouding geldt vanaf de eerste tekortkoming.",
        "later-failures-only": "De hogere inhouding geldt alleen voor de latere tekortkomingen.",
        "used": "Als {condition}, wordt {factor} daarvan ingehouden.",
        "used.fact": "Is het toch gebruikt, dan wordt {factor} daarvan ingehouden.",
        "failures": "elke tekortkoming",
    },
}


@tells(LatePenalty, LATE)
def late_penalty(term: LatePenalty, tell: Teller) -> str:
    """Return what lateness costs."""
    speaks = tell.speaks
    agreed, delivered = (
        tell("somewhen") if at is None else clocks.moment(at, speaks) for at in (term.agreed, term.delivered)
    )
    said = tell(
        "late",
        step=every(term.step, speaks),
        agreed=agreed,
        delivered=delivered,
        per_step=payment(term.per_step, term.of, speaks),
        applies=_applies(term.applies, tell),
    )
    said = " ".join([said, *_parts(term, tell)])
    if term.counts == "as-it-runs":
        said += " " + tell("runs")
    if term.value is not None:
        said += " " + tell("value", field=conditions.field(term.value, speaks))
    if term.termination_after is not None:
        said += " " + tell("termination", span=span(term.termination_after, speaks))
    return qualified(said, term, speaks)


def _parts(term: LatePenalty, tell: Teller) -> Iterator[str]:
    """Yield what parts of days and of steps cost, where that says something.

    A step of one day has no parts. Where parts of both count alike, what a part of a step costs says what a part of a
    day does, but for the right to terminate, which counts days.
    """
    has_parts = term.step.n > 1 or term.step.unit not in ("day", "calendar-day", "business-day")
    if not has_parts or term.part_days != term.part_steps or term.termination_after is not None:
        yield tell(f"day.{term.part_days}")
    if has_parts:
        yield tell(f"step.{term.part_steps}")


def _applies(condition: Condition, tell: Teller) -> str:
    return "" if condition == EVERYTHING else tell("applies", items=conditions.items(condition, tell.speaks))


@tells(LiquidatedDamages, DAMAGES)
def liquidated_damages(term: LiquidatedDamages, tell: Teller) -> str:
    """Return the sums that are due for what goes wrong."""
    items = "; ".join([_item(item, term, tell) for item in term.items])
    key = "damages" if len(term.items) > 1 else "damages.one"
    return qualified(tell(key, items=items), term, tell.speaks)


def _item(item: DamageItem, term: LiquidatedDamages, tell: Teller) -> str:
    speaks = tell.speaks
    facts = {"amount": payment(item.amount, term.of, speaks), "condition": after_if(item.when, speaks)}
    if item.each is None:
        return tell("item", **facts)
    return tell("each", field=conditions.field(item.each, speaks), **facts)


@tells(Ratchet, RATCHET)
def ratchet(term: Ratchet, tell: Teller) -> str:
    """Return a deduction that grows with the number of failures."""
    speaks = tell.speaks
    factors = [number(term.weight, speaks)] if term.weight != 1 else []
    factors += [conditions.field(term.periods, speaks)] if term.periods is not None else []
    said = tell(
        "ratchet",
        items=tell("failures") if term.applies == EVERYTHING else conditions.items(term.applies, speaks),
        rate=_rate(term, tell),
        factors="".join(tell("factor", factor=factor) for factor in factors),
        growing=_growing(term, tell),
        back=tell(term.reaches_back),
    )
    if term.used_factor is not None:
        said += " " + _used(term, tell)
    return qualified(said, term, speaks)


def _rate(term: Ratchet, tell: Teller) -> str:
    amount = tell.speaks.money(term.rate)
    if term.unit is None:
        return tell("rate", amount=amount)
    return tell("rate.unit", amount=amount, unit=named(term.unit, tell.speaks))


def _growing(term: Ratchet, tell: Teller) -> str:
    speaks = tell.speaks
    same = tell("same", fields=_fields(term.same, speaks)) if term.same else ""
    first, *others = [{"n": number(r.more_than, speaks), "times": number(r.times, speaks)} for r in term.repetition]
    said = tell("growing", same=same, per=period(term.per, speaks), **first)
    return said + "".join(tell("step", **other) for other in others)


def _fields(names: tuple[str, ...], speaks: Language) -> str:
    return all_of([conditions.field(name, speaks) for name in names], speaks)


def _used(term: Ratchet, tell: Teller) -> str:
    factor = tell.speaks.percent((term.used_factor or Decimal(0)) * 100)
    if term.used_when is None:
        return tell("used.fact", factor=factor)
    return tell("used", factor=factor, condition=conditions.after_if(term.used_when, tell.speaks))
