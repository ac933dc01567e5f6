"""Stretches of figures as sentences say them: where a band begins and ends."""

from __future__ import annotations

from contractkit.statements.clauses.levels import level
from contractkit.statements.clauses.registry import Teller
from contractkit.statements.wording import Language
from contractkit.terms.ladders import Stretch

__all__ = ["stretch"]

WORDS = {
    "en": {
        "from": "from {low}",
        "above": "above {low}",
        "through": "up to and including {high}",
        "below": "below {high}",
        "to.through": "{low} up to and including {high}",
        "to.below": "{low} to below {high}",
        "every": "whatever it is",
    },
    "nl": {
        "from": "vanaf {low}",
        "above": "boven {low}",
        "through": "tot en met {high}",
        "below": "onder {high}",
        "to.through": "{low} tot en met {high}",
        "to.below": "{low} tot {high}",
        "every": "ongeacht de hoogte",
    },
}


def stretch(value: Stretch, speaks: Language) -> str:
    """Return where a figure lies: ``from 97 % to below 98 %``, ``above 5 percentage points``."""
    tell = Teller(speaks, WORDS)
    low = None if value.low is None else tell(value.low_end, low=level(value.low, speaks))
    if value.high is None:
        return low or tell("every")
    high = level(value.high, speaks)
    if low is None:
        return tell(value.high_end, high=high)
    return tell(f"to.{value.high_end}", low=low, high=high)
