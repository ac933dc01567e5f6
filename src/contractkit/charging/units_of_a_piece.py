"""Which number of units a piece of a billing period has: of its period, or for units as they come of its own dates."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import attrs

from contractkit.charging.exact import exact_text
from contractkit.charging.knowing import ChargingFacts
from contractkit.charging.offered_dates import offered_dates
from contractkit.charging.parted_counts import PartedCounts, parted_counts
from contractkit.charging.pieces import Piece
from contractkit.charging.volumes import CountedVolume, Measured, known_counts, measured
from contractkit.charging.windows import DAYS_PER
from contractkit.quantities.periods import Period
from contractkit.records.clauses import Assumption
from contractkit.records.said import joined, said
from contractkit.terms import Agreement
from contractkit.terms.effects import Service
from contractkit.terms.prices import BandedPrice, LumpSum, by_use

__all__ = ["hours_used", "measured_while_held", "volume_of"]

_DAY = timedelta(days=1)


def volume_of(
    agreement: Agreement,
    version: Agreement,
    service: Service,
    piece: Piece,
    billed: Period,
    per: str | None,
    facts: ChargingFacts,
    *,
    told_as: str | None = None,
) -> Measured:
    """Return the volume of a piece of a billing period.

    Of a price that names a period, that of the period: a count of exactly it, else what its days say on which the
    service is offered. Of units as they come, the counts of the piece's own dates; a count across a change of the price
    is spread over its days, and noted. In bands the number is that of all billed dates, of whose cost the piece has the
    share of its units. Where levels tell units per hour, day or week, those of the piece's own dates.

    Args:
        agreement: The agreement with its versions.
        version: The one that holds in the piece.
        service: The service.
        piece: Dates over which prices stand still.
        billed: The dates that are charged, which are the billing period where the price names none.
        per: The period of the price; None where it names none.
        facts: What was measured.
        told_as: Under which name units are told; None for that of the service.
    """
    name = told_as or service.name
    dates = offered_dates(agreement, service.name, facts)
    named = service if told_as is None else attrs.evolve(service, name=told_as)
    if per is not None:
        return measured_while_held(facts, named, piece.window, dates.within(piece.window, piece.start))
    own = billed if (piece.start, piece.end) == (billed.start, billed.end) else _dates(piece.start, piece.end)
    counts = known_counts(facts.volumes, name, facts.known_at)
    found = parted_counts(counts, dates, billed, own, piece.turns)
    if found is not None:
        return _counted(service, piece, found)
    if by_use(service.details.pricing, service.volume):
        used = hours_used(version, named, own, facts)
        return attrs.evolve(used, times=Fraction(1)) if piece.turns else used
    on = service.details.counted_on or "period-end"
    return measured(facts.volumes, name, billed, on, facts.known_at)


def _counted(service: Service, piece: Piece, found: PartedCounts) -> Measured:
    silent = tuple(_spread(service, piece, one) for one in found.spread)
    pricing = service.details.pricing
    banded = isinstance(pricing, BandedPrice)
    if not piece.turns:
        return Measured(found.whole, "counted", found.facts, Fraction(1), found.whole)
    if found.whole and (banded or found.count == 1):
        lumps = isinstance(pricing, BandedPrice) and any(isinstance(band.price, LumpSum) for band in pricing.bands)
        times = None if lumps else found.units / found.whole
        return Measured(found.whole, "counted", found.facts, times, found.whole, silent)
    if banded:
        return Measured(found.whole, "counted", found.facts, None, found.whole)
    return Measured(found.units, "counted", found.facts, Fraction(1), found.whole, silent)


def _spread(service: Service, piece: Piece, count: CountedVolume) -> Assumption:
    turns = [turn for turn in piece.turns if count.during.start < turn < count.during.end]
    return Assumption(
        convention="volume-spread",
        taken="evenly",
        alternatives=("as it comes",),
        clause=service.clause,
        says=said(
            "{name}: {number} in {label} are spread evenly over its days, as the price changes on {turns}; "
            "counts until then and from then on would say which units have which price",
            number=count.number,
            name=count.service,
            label=count.during.label,
            turns=joined(", ", (said("{day}", day=turn) for turn in turns)),
        ),
    )


def measured_while_held(facts: ChargingFacts, service: Service, window: Period, held: Period) -> Measured:
    """Return the volume of a billing period: a count of it, else what the dates say on which the service is offered.

    Args:
        facts: What was measured.
        service: The service.
        window: The billing period.
        held: The dates of it on which the service is offered; levels on others do not count.
    """
    on = service.details.counted_on or "period-end"
    if held != window:
        counts = known_counts(facts.volumes, service.name, facts.known_at)
        whole = measured(counts, service.name, window, on, facts.known_at)
        if whole.number is not None:
            return whole
    return measured(facts.volumes, service.name, held, on, facts.known_at)


def hours_used(version: Agreement, service: Service, dates: Period, facts: ChargingFacts) -> Measured:
    """Return how many hours, days or weeks units were used, where levels tell how many there were from when on."""
    found = measured(facts.volumes, service.name, dates, "average", facts.known_at)
    if found.number is None:
        return found
    per = str(getattr(service.details.pricing, "per", ""))
    begin, end = dates.bounds_us(version.zone)
    days = Fraction((dates.end - dates.start).days)
    times = Fraction(end - begin, 3_600_000_000) if per == "hour" else days / DAYS_PER[per]
    return attrs.evolve(
        found,
        number=found.number * times,
        says=said(f"{{says}}, for {{times}} {per}s", says=found.says, times=exact_text(times)),
    )


def _dates(start: date, end: date) -> Period:
    return Period(start, end, f"{start}..{end - _DAY}")
