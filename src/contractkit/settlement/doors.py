"""What the public functions of settlement take under each name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from contractkit.charging.doors import AGREEMENT
from contractkit.facts import Facts
from contractkit.quantities.periods import Period
from contractkit.records.doors import Door, refuse_others
from contractkit.settlement.ledger import Ledger
from contractkit.settlement.told import SettlementFacts
from contractkit.terms.variants import Reading, Variant

__all__ = ["refuse_wrong"]

_TOLD = "pass ck.SettlementFacts, such as SettlementFacts.from_dict(...), or leave it out where nothing is told"
_LEDGER = "pass the ck.Ledger that the settlement before returned, or leave it out where there was none"
_SETTLED = "pass a settlement, the first of the two that ck.settle returns"
_OF_RECORDS = ("period", "status", "total", "lines")
_OF_SETTLEMENTS = (*_OF_RECORDS, "reasons", "allocated")
_DOORS: Final = {
    "agreement": AGREEMENT,
    "evaluation": Door(
        (),
        "pass what ck.evaluate returned, or None where no promise is judged on items",
        "allowed",
        has=("agreement", "as_of", "attainment"),
    ),
    "facts": Door((Facts,), "pass the ck.Facts that were evaluated, or None without them", "allowed"),
    "period": Door((str, Period), "pass a period, such as '2026-Q1' or ck.Period.parse('2026-03')"),
    "before": Door((Ledger,), _LEDGER),
    "told": Door((SettlementFacts,), _TOLD),
    "ledger": Door((Ledger,), "pass the ck.Ledger that ck.settle returned with it"),
    "settlement": Door((), _SETTLED, has=_OF_SETTLEMENTS),
    "earlier": Door((), f"{_SETTLED}, or the record of it, ledger.record_of(period)", has=_OF_RECORDS),
    "later": Door((), _SETTLED, has=_OF_SETTLEMENTS),
    "sealed": Door(
        (), "pass a ck.SealedSettlement, such as SealedSettlement.from_json(text)", has=("record", "digest")
    ),
    "variants": Door((), "pass variants, as ck.Papers.variants returns them", each=Variant),
    "readings": Door((), "pass readings, as ck.Papers.readings returns them", each=Reading),
    "volumes": Door((Mapping,), "pass how many items are expected by the name of a target, such as {'solved': 30}"),
    "as_of": Door((datetime,), "pass an instant with its zone, such as datetime(2026, 2, 11, tzinfo=UTC)", "allowed"),
    "effect": Door((), "pass an effect of the agreement, or the name of its target or clause", has=("clause",)),
    "of": Door((str,), "pass the name of a target or a metric, or leave it out for all", "allowed"),
    "resamples": Door((int,), "pass how many histories are drawn, such as 1000"),
    "seed": Door((int,), "pass a whole number"),
}


def refuse_wrong(function: str, /, **given: Any) -> None:
    """Refuse what a function of settlement cannot mean.

    Raises:
        UsageError: An argument is of another kind; the message says what to pass.
    """
    refuse_others(function, _DOORS, **given)
