"""How a price went from the beginning to a date: each amendment of it, and each change by an index."""

from __future__ import annotations

from datetime import date

from contractkit.charging.called import called, is_priced, not_priced
from contractkit.charging.doors import refuse_wrong
from contractkit.charging.knowing import NOTHING_KNOWN, ChargingFacts
from contractkit.charging.paths import PricePoint, price_path
from contractkit.terms import Agreement

__all__ = ["price_history"]


def price_history(
    agreement: Agreement, name: str, until: date, facts: ChargingFacts = NOTHING_KNOWN
) -> tuple[PricePoint, ...]:
    """Return a price from the beginning to a date: each amendment of it, and each change by an index.

    Args:
        agreement: The agreement with its versions.
        name: The fee, the service or the rate; of a price in bands, that of the lowest band.
        until: The last date; it counts too.
        facts: Index figures, and what was known when.

    Returns:
        The points at which the price changed, by date: each holds until the next one begins. The first one holds from
        the beginning.

    Raises:
        UsageError: Nothing is called so.
    """
    refuse_wrong("price_history", agreement=agreement, name=name, until=until, facts=facts)
    spans = [span for span in agreement.versions.spans(facts.known_at) if span.start is None or span.start <= until]
    for span in reversed(spans):
        if is_priced(span.value, name):
            found = price_path(agreement, called(span.value, name), until, facts)
            return tuple(
                point
                for number, point in enumerate(found)
                if number == 0 or (point.agreed, point.price) != (found[number - 1].agreed, found[number - 1].price)
            )
    raise not_priced(agreement, name)
