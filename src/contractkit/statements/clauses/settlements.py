"""Settlements, told: the period, and each step from effects to the invoice in its order."""

from __future__ import annotations

from contractkit.statements.clauses.amounts import limit, number, period, periods
from contractkit.statements.clauses.gates import after_if
from contractkit.statements.clauses.holding import holding
from contractkit.statements.clauses.lists import all_of
from contractkit.statements.clauses.modifiers import MODES
from contractkit.statements.clauses.registry import Teller, tells
from contractkit.statements.clauses.spans import span
from contractkit.terms.provisions.part_settlement import PartSettlement
from contractkit.terms.settling import (
    AllocateStep,
    CapStep,
    EarnBackStep,
    MinimumIssueStep,
    RoundStep,
    SettlementTerms,
    Step,
)

__all__ = ["part_settlement", "settlement"]

WORDS = {
    "en": {
        "steps": "What {figures} becomes one sum per {per}, in this order: {steps}.",
        "one": "What {figures} becomes one sum per {per}: {step}.",
        "plain": "What {figures} becomes one sum per {per}, without caps.",
        "figures": "the figures pay",
        "figures.of": "the figures of {names} pay",
        "step": "({n}) {step}",
        "dated": "{step} ({dates})",
        "cap": "{sums}{scope} at most {limit} per {per}{charges}{running}{excess}",
        "malus": "a malus is",
        "bonus": "a bonus is",
        "both": "malus and bonus, each apart, are",
        "net": "the difference of bonus and malus is",
        "scope.target": ", for each target,",
        "scope.level": ", for each level,",
        "scope.service": ", for each service,",
        "preceding": ", where the charges are those of the window before",
        "running": ", applied to each effect as it comes",
        "carry-forward": "; what is above that goes to the next period",
        "drop": "; what is above that is lost",
        "round.once": "the total is rounded to {to}, {mode}, and the lines so that they add up to it",
        "round.line": "each line is rounded to {to}, {mode}",
        "round.period": "the sum of each period is rounded to {to}, {mode}",
        "earn-back": "if {condition}, {percent} of what is open of an earlier malus comes back{basis}{expires}",
        "same-target": " to the same target",
        "pool": ", whichever target it came from",
        "expires": ", for as long as {span} after it",
        "minimum.drop": "up to and including {amount} {what} is not paid{tested}",
        "minimum.carry-forward": "up to and including {amount} {what} waits for the next period{tested}",
        "minimum.lift": "where {what} comes to less than {amount}, that is paid{tested}",
        "line": "a line",
        "total": "the total",
        "before-rounding": ", looking at the amount before rounding",
        "after-rounding": ", looking at the rounded amount",
        "allocate.first-line": (
            "the total is spread over its lines in proportion, and of equal remainders the first line is served first"
        ),
        "allocate.largest-line": (
            "the total is spread over its lines in proportion, and of equal remainders the largest line is served first"
        ),
        "new-terms": "Where an amendment falls inside a period, the new wording holds for all of it.",
        "old-terms": "Where an amendment falls inside a period, the old wording holds for all of it.",
    },
    "nl": {
        "steps": "Wat {figures} wordt per {per} één bedrag, in deze volgorde: {steps}.",
        "one": "Wat {figures} wordt per {per} één bedrag: {step}.",
        "plain": "Wat {figures} wordt per {per} één bedrag, zonder plafond.",
        "figures": "de cijfers opleveren,",
        "figures.of": "de cijfers van {names} opleveren,",
        "step": "({n}) {step}",
        "dated": "{step} ({dates})",
        "cap": "{sums}{scope} ten hoogste {limit} per {per}{charges}{running}{excess}",
        "malus": "een malus is",
        "bonus": "een bonus is",
        "both": "malus en bonus zijn, elk apart,",
        "net": "het verschil van bonus en malus is",
        "scope.target": " per norm",
        "scope.level": " per niveau",
        "scope.service": " per dienst",
        "preceding": ", waarbij de vergoedingen die van het tijdvak ervoor zijn",
        "running": ", bij elk effect op het moment dat het ontstaat",
        "carry-forward": "; wat daarboven ligt, gaat mee naar de volgende periode",
        "drop": "; wat daarboven ligt, vervalt",
        "round.once": "het totaal wordt afgerond op {to}, {mode}, en de regels zo dat zij daarop uitkomen",
        "round.line": "elke regel wordt afgerond op {to}, {mode}",
        "round.period": "het bedrag van elke periode wordt afgerond op {to}, {mode}",
        "earn-back": "als {condition}, komt {percent} van wat van een eerdere malus openstaat terug{basis}{expires}",
        "same-target": " bij dezelfde norm",
        "pool": ", van welke norm het ook kwam",
        "expires": ", tot {span} daarna",
        "minimum.drop": "tot en met {amount} wordt {what} niet betaald{tested}",
        "minimum.carry-forward": "tot en met {amount} wacht {what} op de volgende periode{tested}",
        "minimum.lift": "is {what} minder dan {amount}, dan wordt dat betaald{tested}",
        "line": "een regel",
        "total": "het totaal",
        "before-rounding": ", gekeken naar het bedrag voor afronding",
        "after-rounding": ", gekeken naar het afgeronde bedrag",
        "allocate.first-line": (
            "het totaal wordt naar verhouding over de regels verdeeld, bij gelijke resten de eerste regel eerst"
        ),
        "allocate.largest-line": (
            "het totaal wordt naar verhouding over de regels verdeeld, bij gelijke resten de grootste regel eerst"
        ),
        "new-terms": "Valt een wijziging midden in een periode, dan geldt de nieuwe tekst voor de hele periode.",
        "old-terms": "Valt een wijziging midden in een periode, dan geldt de oude tekst voor de hele periode.",
    },
}


@tells(SettlementTerms, WORDS)
def settlement(term: SettlementTerms, tell: Teller) -> str:
    """Return how what figures pay becomes one sum, step by step."""
    names = all_of(term.figures, tell.speaks)
    facts = {
        "per": period(term.per, tell.speaks),
        "figures": tell("figures.of", names=names) if names else tell("figures"),
    }
    steps = [_step(step, tell) for step in term.steps]
    if len(steps) > 1:
        numbered = "; ".join(tell("step", n=place, step=step) for place, step in enumerate(steps, 1))
        said = tell("steps", steps=numbered, **facts)
    else:
        said = tell("one", step=steps[0], **facts) if steps else tell("plain", **facts)
    return said if term.amended_mid_period == "split" else f"{said} {tell(term.amended_mid_period)}"


@tells(PartSettlement, WORDS)
def part_settlement(term: PartSettlement, tell: Teller) -> str:
    """Return the same for a settlement of some figures only, which it names."""
    return settlement(term.terms, tell)


def _step(step: Step, tell: Teller) -> str:
    told = _undated(step, tell)
    return told if step.holds is None else tell("dated", step=told, dates=holding(step.holds, tell.speaks))


def _undated(step: Step, tell: Teller) -> str:
    speaks = tell.speaks
    match step:
        case CapStep():
            return _cap(step, tell)
        case RoundStep():
            mode = Teller(speaks, MODES)(step.mode)
            return tell(f"round.{step.scope}", to=number(step.to, speaks), mode=mode)
        case EarnBackStep():
            expires = "" if step.expires is None else tell("expires", span=span(step.expires, speaks))
            condition, percent = after_if(step.when, speaks), speaks.percent(step.returns.value)
            return tell("earn-back", condition=condition, percent=percent, basis=tell(step.basis), expires=expires)
        case MinimumIssueStep():
            least = step.minimum
            what, tested = tell("line" if least.scope == "line" else "total"), tell(least.tested)
            return tell(f"minimum.{least.otherwise}", amount=speaks.money(least.more_than), what=what, tested=tested)
        case AllocateStep():
            return tell(f"allocate.{step.ties}")


def _cap(step: CapStep, tell: Teller) -> str:
    return tell(
        "cap",
        sums=tell(step.caps),
        scope="" if step.scope == "contract" else tell(f"scope.{step.scope}"),
        limit=limit(step.limit, tell.speaks),
        per=periods(step.per, tell.speaks),
        charges=tell("preceding") if step.charges_of == "preceding" else "",
        running=tell("running") if step.adds_up == "running" else "",
        excess="" if step.on_excess == "report-only" else tell(step.on_excess),
    )
