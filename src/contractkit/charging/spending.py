"""How many units of a service were used between two dates, count by count."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import attrs

from contractkit.charging.in_bands import per_of
from contractkit.charging.knowing import ChargingFacts
from contractkit.charging.naming import proration_of
from contractkit.charging.offered import offered
from contractkit.charging.shares import slices_of
from contractkit.charging.units_of_a_piece import hours_used, measured_while_held
from contractkit.charging.volumes import CountedVolume, LevelVolume, counted_pieces, known_counts
from contractkit.charging.windows import held_part, in_force, price_window
from contractkit.quantities.periods import Period
from contractkit.records.said import said
from contractkit.terms import Agreement
from contractkit.terms.effects import Service
from contractkit.terms.prices import by_use

__all__ = ["Spent", "units_used"]


@attrs.frozen
class Spent:
    """Units of a service in a stretch of dates.

    Attributes:
        during: The dates.
        units: How many; of a price for each period, times the share of that period.
        facts: The counts or levels that tell it.
        share: Which share of the period of the price the dates are; 1 where units are charged as they come.
    """

    during: Period
    units: Fraction
    facts: tuple[CountedVolume | LevelVolume, ...]
    share: Fraction = Fraction(1)


def units_used(
    agreement: Agreement, service: str, dates: Period, first: date, facts: ChargingFacts
) -> list[Spent] | str:
    """Return the units of a service in a stretch, count by count, or what is not known of them.

    Units of a price for each hour, day or week are counted from levels too: from when on there were how many. Of a
    price for longer periods, each period has one number of units.

    Args:
        agreement: The agreement with its versions.
        service: The service, or the part of one.
        dates: The stretch, inside of which prepaid blocks do not change.
        first: The date on which is asked what is left; the stretch lies before it, or on it and later.
        facts: Counts and levels.
    """
    version = agreement.at(dates.start, facts.known_at)
    own = offered(version).get(service)
    if own is None:
        return []
    held = held_part(own.holds, dates)
    if held is None:
        return []
    per = per_of(own)
    if per is not None:
        return _of_windows(version, own, held, per, first, facts)
    found = counted_pieces(facts.volumes, service, held, facts.known_at)
    if not isinstance(found, str):
        return [Spent(one.during, Fraction(one.number), (one,)) for one in found]
    counts = known_counts(facts.volumes, service, facts.known_at)
    around = [one for one in counts if one.during.start < held.end and held.start < one.during.end]
    inside = counted_pieces([_inside(one, held) for one in around], service, held)
    if not isinstance(inside, str):
        return [Spent(one.during, Fraction(one.number), (one,)) for one in inside]
    if by_use(own.details.pricing, own.volume):
        measured = hours_used(version, own, held, facts)
        if measured.number is not None:
            return [Spent(held, measured.number, measured.facts)]
    across = next((one for one in around if one.during.start < held.start or held.end < one.during.end), None)
    if across is not None:
        turn = held.start if across.during.start < held.start else held.end
        return said(
            "the count of {service} in {dates} crosses {turn}, on which prepaid units begin or lapse, or are asked "
            "for: tell it until then and from then on",
            service=service,
            dates=across.during,
            turn=turn,
        )
    return _unknown_before(service, held, first) if held.end <= first else found


def _unknown_before(service: str, held: Period, first: date) -> str:
    return said(
        "what is left of prepaid units of {service} on {day} is not known: tell it, or the units used from {since} on",
        service=service,
        day=first,
        since=held.start,
    )


def _of_windows(
    version: Agreement, own: Service, held: Period, per: str, first: date, facts: ChargingFacts
) -> list[Spent] | str:
    """Return the units of each period of a price; a part of a period has that part of its number."""
    found: list[Spent] = []
    day = held.start
    while day < held.end:
        window = price_window(version, per, day)
        dates = held_part(own.holds, in_force(version, window) or window) or window
        if dates.start < held.start or held.end < dates.end:
            return said(
                "prepaid units of {service} begin or lapse, or are asked for, inside of {dates}, which has one number "
                "of units",
                service=own.name,
                dates=window,
            )
        measured = measured_while_held(facts, own, window, dates)
        if measured.number is None:
            return _unknown_before(own.name, dates, first) if held.end <= first else measured.says
        rule = proration_of(version, own.name, own.clause, dates.start)
        parts = slices_of(
            version, per, window, dates.start, dates.end, one_price="throughout", rule=rule, holds=own.holds
        )
        share = sum((part.times for part in parts), Fraction(0))
        found.append(Spent(dates, measured.number * share, measured.facts, share))
        day = window.end
    return found


def _inside(count: CountedVolume, dates: Period) -> CountedVolume:
    """Return the part of a count that lies in some dates, where it is known: of none there are none in every part."""
    start, end = max(count.during.start, dates.start), min(count.during.end, dates.end)
    if count.number or (start, end) == (count.during.start, count.during.end):
        return count
    return attrs.evolve(count, during=Period(start, end, count.during.label))
