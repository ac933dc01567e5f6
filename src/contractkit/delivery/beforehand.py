"""What work outside the agreement is worth whose units are paid for beforehand: nothing, as long as units are left.

Work on a date whose units are counted is in that count, which blocks cover or the agreement charges. Where it is known
what was left as the date began, items draw on it in the order in which they were opened, and only what is then beyond
has the price of the service.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import accumulate
from typing import TYPE_CHECKING, Final

import attrs

from contractkit.charging import price_on
from contractkit.charging.exact import amount_text, exact_text
from contractkit.charging.offered import offered
from contractkit.charging.paid_before import paid_before
from contractkit.charging.volumes import known_counts
from contractkit.delivery.worth import Worth, of_catalogue, rounded, time_text
from contractkit.errors import NotComputedError, UsageError
from contractkit.facts import NAT
from contractkit.quantities.notation import same_unit
from contractkit.records.said import said
from contractkit.terms import Agreement
from contractkit.terms.provisions.catalogue_item import CatalogueItem
from contractkit.terms.provisions.prepaid import Prepaid

if TYPE_CHECKING:
    from contractkit.delivery.work import Work

__all__ = ["Drawing", "drawing_of", "paid_service", "worth_beforehand"]

_SIZES: Final = {"hour": timedelta(hours=1), "minute": timedelta(minutes=1)}
_US = timedelta(microseconds=1)


@attrs.frozen
class Drawing:
    """The items outside of an agreement that draw on the prepaid units of one service, in the order of their opening.

    Attributes:
        places: Their places, by which each is found again.
        days: The date of each.
        before: The time that those before each took together, and behind the last what all did.
    """

    places: dict[int, int]
    days: tuple[date, ...]
    before: tuple[timedelta, ...]

    def taken(self, place: int, on: date) -> timedelta:
        """Return the time that items of the same date took before an item; what came before the date is counted.

        Args:
            place: The place of the item; where it is no such item, it comes first.
            on: The date of the item.
        """
        first = bisect_left(self.days, on)
        return self.before[max(first, self.places.get(place, first))] - self.before[first]


def drawing_of(work: Work, service: str) -> Drawing:
    """Return the items outside that draw on the prepaid units of a service.

    Args:
        work: What happened.
        service: The service.
    """
    rows = []
    for place in work.outside:
        us = int(work.opened[place])
        day = work.today if us == NAT else work.date_of(us)
        spent = work.spent.get(work.item(place))
        if spent is not None and paid_service(work, place, day, ()) == service:
            rows.append((day, place, spent))
    times = accumulate((spent for _, _, spent in rows), initial=timedelta(0))
    return Drawing({place: n for n, (_, place, _) in enumerate(rows)}, tuple(day for day, _, _ in rows), tuple(times))


def paid_service(work: Work, place: int, day: date, names: Sequence[str]) -> str | None:
    """Return the service whose prepaid units the work on an item takes first; None where it takes none.

    It is the one that a clause names first for its price; where no clause names any, that of the item, if neither a
    catalogue entry of its name nor a rate prices it.

    Args:
        work: What happened.
        place: The place of the item.
        day: The date whose wording holds.
        names: The prices that the caller's clause names; empty for none.
    """
    if not work.sells_beforehand:
        return None
    version = work.agreement.at(day, work.known.known_at)
    quote = work.quote_of(place)
    named = tuple(names) or (() if quote is None else quote.priced_from)
    if not named and work.rates_of(place):
        return None
    service = named[0] if named else work.service(place)
    if service is None or service not in offered(version) or _clause(version, service) is None:
        return None
    entry = next((one for one in version.provisions_of(CatalogueItem) if one.name == service), None)
    return service if named or entry is None or of_catalogue(entry, None, version.currency) is None else None


def _clause(version: Agreement, service: str) -> Prepaid | None:
    return next((one for one in version.provisions_of(Prepaid) if one.of == service), None)


def worth_beforehand(work: Work, place: int, day: date, service: str, spent: timedelta | None) -> Worth:
    """Return what work is worth of whose service units are paid for beforehand: what of it is beyond them.

    Args:
        work: What happened.
        place: The place of the item.
        day: The date whose prices hold, and on which units are looked for.
        service: The service.
        spent: How long the work took; None where nobody told.
    """
    version = work.agreement.at(day, work.known.known_at)
    clause = _clause(version, service)
    assert clause is not None  # `paid_service` found it
    size = next((size for unit, size in _SIZES.items() if same_unit(clause.unit, unit)), None)
    if size is None:
        says = said(
            "{unit} of {service} are paid beforehand, and how many it took is not told",
            unit=clause.unit,
            service=service,
        )
        return Worth(None, says, clause.clause)
    counts = known_counts(work.known.volumes, service, work.known.known_at)
    if any(one.during.start <= day < one.during.end for one in counts):
        says = said(
            "counted among the {unit} of {service}, which are paid beforehand or charged",
            unit=clause.unit,
            service=service,
        )
        return Worth(rounded(Fraction(0), version.currency), says, clause.clause)
    if spent is None:
        says = said(
            "how long it took is not told; {unit} of {service} are paid beforehand", unit=clause.unit, service=service
        )
        return Worth(None, says, clause.clause)
    paid = paid_before(work.agreement, service, day, work.known)
    left = None if paid is None else paid.units
    if left is None:
        says = said(
            "{unit} of {service} are paid beforehand, and how many were left on {day} is not told",
            unit=clause.unit,
            service=service,
            day=day,
        )
        return Worth(None, says, clause.clause)
    free = max(Fraction(0), left - Fraction(work.drawing(service).taken(place, day) // _US, size // _US))
    units = Fraction(spent // _US, size // _US)
    if units <= free:
        shown = said(
            "{spent} of {free} {unit} of {service} that are paid beforehand",
            spent=time_text(spent),
            free=exact_text(free),
            unit=clause.unit,
            service=service,
        )
        return Worth(rounded(Fraction(0), version.currency), shown, clause.clause)
    return _beyond(work, day, service, time_text(spent), free, units - free)


def _beyond(work: Work, day: date, service: str, spent: str, free: Fraction, beyond: Fraction) -> Worth:
    """Return what the units of an item are worth that no prepaid unit covers."""
    version = work.agreement.at(day, work.known.known_at)
    own = offered(version)[service]
    try:
        priced = price_on(work.agreement, service, day, work.known)
    except (NotComputedError, UsageError) as error:
        return Worth(None, str(error), own.clause)
    per_units = getattr(own.details.pricing, "per_units", None)
    if priced.price is None or per_units is None:
        return Worth(None, priced.missing or said("the price of {name} is not known", name=service), own.clause)
    each = priced.price / per_units
    formula = said(
        "{spent}, of which {free} are paid beforehand: {beyond} × {each}",
        spent=spent,
        free=exact_text(free),
        beyond=exact_text(beyond),
        each=amount_text(each, version.currency),
    )
    return Worth(rounded(beyond * each, version.currency), formula, own.clause)
