"""What an amendment that reaches back leaves as it was billed.

Such an amendment changes what was promised from its date on. Where the parties agreed to leave what was billed, money
follows it only from the settlement period on in which it was recorded: those before it were settled without it.
"""

from __future__ import annotations

from datetime import date

import attrs

from contractkit.charging.windows import window_of
from contractkit.records.in_force import Held, InForce
from contractkit.terms import Agreement

__all__ = ["as_billed"]


def as_billed(agreement: Agreement) -> Agreement:
    """Return the agreement with the history that money follows; the same one where nothing was left as billed.

    Args:
        agreement: The agreement with its versions.
    """
    entries = agreement.versions.entries
    if not any(_left(entry) for entry in entries):
        return agreement
    shifted = tuple(attrs.evolve(entry, holds_from=_from(entry)) for entry in entries)
    return attrs.evolve(agreement, versions=InForce(shifted))


def _left(entry: Held[Agreement]) -> bool:
    """Return whether a wording was recorded by an amendment that leaves what was billed."""
    return any(
        one.retroactive == "leave-as-billed" and entry.recorded_on in (one.recorded_on, one.signed_on)
        for one in entry.value.amendments
    )


def _from(entry: Held[Agreement]) -> date | None:
    if not _left(entry) or entry.holds_from is None or entry.recorded_on is None:
        return entry.holds_from
    return max(entry.holds_from, window_of(entry.value, entry.value.settlement.per, entry.recorded_on).start)
