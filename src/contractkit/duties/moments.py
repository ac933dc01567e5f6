"""The instants in the fields of items that duties are counted from."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

from contractkit.facts import NAT, Facts, Instants
from contractkit.terms import Agreement
from contractkit.terms.provisions.duty import Duty
from contractkit.terms.stopwatch import AtField

__all__ = ["moments_of"]

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def moments_of(agreement: Agreement, facts: Facts) -> dict[str, tuple[tuple[str, datetime], ...]]:
    """Return the instants that duties are counted from, by the name of the field: the id of the item, and when.

    Args:
        agreement: The agreement, in all its versions.
        facts: The items of its customer; an item without the instant has no such duty.
    """
    versions = [span.value for span in agreement.versions.spans()]
    duties = (duty for version in versions for duty in version.provisions_of(Duty))
    fields = dict.fromkeys(duty.anchor.field for duty in duties if isinstance(duty.anchor, AtField))
    found = {}
    for name in fields:
        column = facts.items.columns.get(name)
        if isinstance(column, Instants):
            pairs = zip(facts.items.ids, column.us.tolist(), strict=True)
            found[name] = tuple((str(item), _EPOCH + timedelta(microseconds=us)) for item, us in pairs if us != NAT)
    return found
