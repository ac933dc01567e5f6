"""What `obligations` takes under each name."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from contractkit.charging.doors import AGREEMENT
from contractkit.duties.events import ObligationEvent
from contractkit.facts import Facts
from contractkit.records.doors import Door, refuse_others, several

__all__ = ["refuse_wrong"]

_DOORS: Final = {
    "agreement": AGREEMENT,
    "as_of": Door((date,), "pass a date or an aware instant, or leave it out for the first date", "allowed"),
    "known_at": Door((date,), "pass a date, or leave it out where everything is known", "allowed"),
    "facts": Door((Facts,), "pass ck.Facts, or leave it out where there are no items", "allowed"),
    "events": Door((), "pass a list of ck.ObligationEvent", each=ObligationEvent),
    "settlements": Door((), "pass a list of settlements, as ck.settle returns them", each=object),
}


def refuse_wrong(**given: Any) -> None:
    """Refuse what `obligations` cannot mean.

    Raises:
        UsageError: An argument is of another kind; the message says what to pass.
    """
    whole = {name: several(value) if name in ("events", "settlements") else value for name, value in given.items()}
    refuse_others("obligations", _DOORS, **whole)
