"""Credits for the distance to a target, told: in proportion, or in steps."""

from __future__ import annotations

from contractkit.quantities.notation import Level
from contractkit.statements.clauses.effects import figure_of, qualified
from contractkit.statements.clauses.levels import level, payment
from contractkit.statements.clauses.registry import Teller, tells
from contractkit.terms.provisions.gap_credit import GapCredit
from contractkit.terms.provisions.step_credit import StepCredit

__all__ = ["gap_credit", "step_credit"]

GAP = {
    "en": {
        "percent": (
            "For each percentage point that {figure} lies below {start}, {credit} is credited to the customer, "
            "and for a part of a point that part."
        ),
        "unit": (
            "For each 1 that {figure} lies below {start}, {credit} is credited to the customer, and for a part "
            "of it that part."
        ),
    },
    "nl": {
        "percent": (
            "Voor elk procentpunt dat {figure} onder {start} ligt, krijgt de klant {credit} als korting, en voor "
            "een deel van een punt dat deel."
        ),
        "unit": (
            "Voor elke 1 die {figure} onder {start} ligt, krijgt de klant {credit} als korting, en voor een deel "
            "daarvan dat deel."
        ),
    },
}
STEP = {
    "en": {
        "ignored": (
            "For each full {step} that {figure} lies below {start}, {credit} is credited to the customer; a part "
            "of a step counts for nothing."
        ),
        "full-step": (
            "For each {step} that {figure} lies below {start}, {credit} is credited to the customer; a part of a "
            "step counts as a full one."
        ),
    },
    "nl": {
        "ignored": (
            "Voor elke volle {step} die {figure} onder {start} ligt, krijgt de klant {credit} als korting; een "
            "deel van een stap telt niet mee."
        ),
        "full-step": (
            "Voor elke {step} die {figure} onder {start} ligt, krijgt de klant {credit} als korting; een deel "
            "van een stap telt als een hele."
        ),
    },
}


@tells(GapCredit, GAP)
def gap_credit(term: GapCredit, tell: Teller) -> str:
    """Return a credit in proportion to the distance."""
    speaks = tell.speaks
    facts = {"figure": figure_of(term, speaks, tell.agreement), "start": level(term.start, speaks)}
    key = "unit" if isinstance(term.start, Level) else "percent"
    return qualified(tell(key, credit=payment(term.credit, term.of, speaks), **facts), term, speaks)


@tells(StepCredit, STEP)
def step_credit(term: StepCredit, tell: Teller) -> str:
    """Return a credit for each step of the distance."""
    speaks = tell.speaks
    facts = {"figure": figure_of(term, speaks, tell.agreement), "start": level(term.start, speaks)}
    said = tell(term.part_steps, step=level(term.step, speaks), credit=payment(term.credit, term.of, speaks), **facts)
    return qualified(said, term, speaks)
