"""Under which wording an earlier settlement came about: what it kept goes by the steps of that one."""

from __future__ import annotations

from datetime import date

from contractkit.quantities.periods import Period
from contractkit.settlement.pieces import settling_version
from contractkit.settlement.told import SettlementFacts
from contractkit.terms import Agreement

__all__ = ["wordings_of"]


def wordings_of(agreement: Agreement, period: Period, known_at: date | None) -> tuple[Agreement, ...]:
    """Return the wordings that may have settled a period: the one as it was known, then as it was known earlier.

    An amendment that was recorded after the settlement and reaches behind it did not settle it.

    Args:
        agreement: The agreement with its versions.
        period: What was settled.
        known_at: Only amendments that were recorded on that date or before were taken; None for all.

    Source: docs/decisions/0283 (the step that kept an amount is that of the wording that settled).
    """
    if len(agreement.versions) == 1:
        return (agreement.versions.entries[0].value,)
    latest = known_at or date.max
    earlier = (day for day in reversed((date.min, *agreement.versions.recorded)) if day < latest)
    found = (settling_version(agreement, period, SettlementFacts(known_at=day)) for day in (latest, *earlier))
    return tuple({id(one): one for one in found}.values())
