"""What the public functions of charging take under each name."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any, Final

from contractkit.charging.knowing import ChargingFacts
from contractkit.quantities.periods import Period
from contractkit.records.doors import Door, refuse_others
from contractkit.terms import Agreement

__all__ = ["AGREEMENT", "refuse_wrong"]

AGREEMENT: Final = Door((Agreement,), "pass an agreement, as ck.load_agreement returns it")
_DOORS: Final = {
    "agreement": AGREEMENT,
    "name": Door((str,), "pass the name of a fee, a service or a rate"),
    "on": Door((date,), "pass a date, such as date(2026, 3, 1)"),
    "until": Door((date,), "pass a date, such as date(2026, 12, 31)"),
    "period": Door((Period,), "pass a period, such as ck.Period.parse('2026-Q1')"),
    "facts": Door(
        (ChargingFacts,), "pass ck.ChargingFacts or ck.SettlementFacts, or leave it out where nothing is told"
    ),
    "units": Door((int, Fraction), "pass how many units there are, as an int or a Fraction", "allowed"),
}


def refuse_wrong(function: str, /, **given: Any) -> None:
    """Refuse what a function of charging cannot mean.

    Raises:
        UsageError: An argument is of another kind; the message says what to pass.
    """
    refuse_others(function, _DOORS, **given)
