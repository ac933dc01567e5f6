"""Between which dates a part of an agreement holds, told; nothing where it holds all the time."""

from __future__ import annotations

from datetime import timedelta

from contractkit.statements.clauses.registry import Teller
from contractkit.statements.wording import Language
from contractkit.terms.provisions.base import Holding

__all__ = ["held", "holding"]

WORDS = {
    "en": {
        "between": "from {since} up to and including {last}",
        "since": "from {since}",
        "until": "up to and including {last}",
        "sentence": "It holds {dates}.",
    },
    "nl": {
        "between": "van {since} tot en met {last}",
        "since": "vanaf {since}",
        "until": "tot en met {last}",
        "sentence": "Het geldt {dates}.",
    },
}


def holding(holds: Holding, speaks: Language) -> str:
    """Return the dates between which something holds: ``from 1 July 2026 up to and including 31 December 2026``."""
    tell = Teller(speaks, WORDS)
    since = "" if holds.since is None else speaks.day(holds.since)
    last = "" if holds.until is None else speaks.day(holds.until - timedelta(days=1))
    return tell("between" if since and last else "since" if since else "until", since=since, last=last)


def held(said: str, holds: Holding | None, speaks: Language) -> str:
    """Return what a clause says, followed by the dates between which it holds, if it does not hold all the time."""
    if holds is None or (holds.since is None and holds.until is None):
        return said
    return f"{said} {Teller(speaks, WORDS)('sentence', dates=holding(holds, speaks))}"
