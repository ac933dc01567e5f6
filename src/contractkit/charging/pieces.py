"""The billing periods of what is delivered, cut where a price changes, and what their amounts come to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import attrs

from contractkit.charging.bands import BandCost
from contractkit.charging.charge import Charge, ChargeKind
from contractkit.charging.exact import amount_text, exact_text
from contractkit.charging.indexation import IndexStep
from contractkit.charging.knowing import ChargingFacts
from contractkit.charging.naming import proration_of
from contractkit.charging.nothing import charged_nothing
from contractkit.charging.offered import offered
from contractkit.charging.paths import PricePoint, Written, point_on
from contractkit.charging.shares import slices_of
from contractkit.charging.volumes import CountedVolume, LevelVolume, Measured, counted_pieces, measured
from contractkit.charging.windows import DAYS_PER, held_part, in_force, price_window
from contractkit.quantities.money import Money
from contractkit.quantities.periods import Period
from contractkit.records.clauses import ClauseRef
from contractkit.records.said import joined, said
from contractkit.terms import Agreement
from contractkit.terms.effects import Service
from contractkit.terms.prices import LumpSum, PriceOf, by_use
from contractkit.terms.provisions.base import Holding

__all__ = ["Find", "Piece", "PriceIn", "Sum", "charge_of", "count_told", "pieces_of", "plus", "volume_of"]

Find = Callable[[Service], PriceOf | LumpSum | None]
"""Finds one of the prices of a service; None where it has none such."""


@attrs.frozen
class Piece:
    """Dates inside of one billing period of a service over which prices stand still.

    Attributes:
        window: The billing period.
        start: The first date.
        end: The first date after.
        day: The date whose prices hold.
        times: Which share of the billing period's amount it costs.
    """

    window: Period
    start: date
    end: date
    day: date
    times: Fraction


def _always(_: Service) -> bool:
    return True


@attrs.frozen
class PriceIn:
    """One of the prices that a service has.

    Attributes:
        name: The service, or the part of one.
        find: Finds the price.
        charged: Tells whether a wording charges it in the way that is asked about.
    """

    name: str
    find: Find
    charged: Callable[[Service], bool] = _always

    def clause(self, version: Agreement) -> ClauseRef | None:
        """Return where the service stands."""
        service = offered(version).get(self.name)
        return None if service is None else service.clause

    def amount(self, version: Agreement) -> Money | None:
        """Return the price."""
        service = offered(version).get(self.name)
        found = None if service is None or not self.charged(service) else self.find(service)
        return None if found is None else found.amount

    def written(self, version: Agreement) -> Written | None:
        """Return the price as it is written, in whichever way it is charged."""
        service = offered(version).get(self.name)
        found = None if service is None else self.find(service)
        return None if service is None or found is None else Written.of(service.clause, found)

    def holds(self, version: Agreement) -> Holding | None:
        """Return between which dates the service is charged; None for the whole term."""
        service = offered(version).get(self.name)
        return None if service is None else service.holds


def pieces_of(
    name: str,
    billed: Period,
    paths: list[tuple[PricePoint, ...]],
    per_of: Callable[[Service], str | None],
) -> Iterator[Piece]:
    """Yield the pieces of the billed dates: the billing periods, cut where a price changes inside of one.

    Args:
        name: The service.
        billed: The dates, all of them in force.
        paths: The prices of the service along time.
        per_of: Finds the billing period of the service; None where the billed dates are one.
    """
    day = billed.start
    while day < billed.end:
        version = point_on(paths[0], day).version
        service = offered(version).get(name)
        if service is None:
            later = [one.since for one in paths[0] if one.since is not None and one.since > day]
            day = min([*later, billed.end])
            continue
        per = per_of(service)
        window = billed if per is None else price_window(version, per, day)
        until = min(window.end, billed.end)
        turns = _turns(paths, window)
        bounds = [window.start, *turns, window.end]
        rule = proration_of(version, name, service.clause, day)
        for low, high in pairwise(bounds):
            start, end = max(low, day), min(high, until)
            if start >= end:
                continue
            if per is None:
                of = held_part(service.holds, billed) or billed
                times = Fraction((end - start).days, (of.end - of.start).days)
            else:
                one_price = "not" if turns else "throughout"
                parts = slices_of(version, per, window, start, end, one_price=one_price, rule=rule, holds=service.holds)
                times = sum((part.times for part in parts), Fraction(0))
            yield Piece(window, start, end, max(low, _first_day(version, window)), times)
        day = until


def _first_day(version: Agreement, window: Period) -> date:
    return (in_force(version, window) or window).start


def _turns(paths: list[tuple[PricePoint, ...]], window: Period) -> list[date]:
    found = set()
    for path in paths:
        for before, point in pairwise(path):
            if point.since is None or not window.start < point.since < window.end:
                continue
            later = point.indexation is not None and point.indexation.mid_period == "next-period"
            same = point.turned_by != "index" and (before.price, before.agreed) == (point.price, point.agreed)
            if not same and not (point.turned_by == "index" and later):
                found.add(point.since)
    return sorted(found)


@attrs.frozen
class Sum:
    """What the pieces of a charge come to.

    Attributes:
        exact: The amount.
        told: The formula of each piece.
        inputs: The numbers that went in.
        missing: What is not known.
        steps: The changes by an index of the last piece's prices.
        evidence: What was measured, and the figures of the index.
        baseline: The volume of the next year, where a band moves it.
    """

    exact: Fraction = Fraction(0)
    told: tuple[str, ...] = ()
    inputs: tuple[tuple[str, str], ...] = ()
    missing: tuple[str, ...] = ()
    steps: tuple[IndexStep, ...] = ()
    evidence: tuple[str, ...] = ()
    baseline: Decimal | None = None


def plus(total: Sum, piece: Piece, cost: BandCost, volume: Measured, points: list[PricePoint], units: str) -> Sum:
    """Return a sum with the amount of one more piece, or with what is missing of it."""
    if cost.amount is None:
        return attrs.evolve(total, missing=(*total.missing, cost.formula))
    share = "" if piece.times == 1 else said(" × {times}", times=piece.times)
    label = "" if not total.inputs else f" {piece.start}"
    numbers = (
        (f"volume{label}", units),
        (f"periods{label}", exact_text(piece.times)),
    )
    steps = points[-1].steps if points else ()
    return attrs.evolve(
        total,
        exact=total.exact + cost.amount * piece.times,
        told=(*total.told, said("{formula}{share}", formula=cost.formula, share=share)),
        inputs=(*total.inputs, *numbers),
        steps=steps,
        evidence=tuple(
            dict.fromkeys(
                [*total.evidence, *map(count_told, volume.facts), *(one for s in steps for one in s.evidence)]
            )
        ),
    )


def count_told(fact: CountedVolume | LevelVolume) -> str:
    """Return a count or a level in words, with its source and when it was recorded."""
    when = (
        said("in {label}", label=fact.during.label)
        if isinstance(fact, CountedVolume)
        else said("since {since}", since=fact.since)
    )
    on = "" if fact.recorded_on is None else said(", recorded {recorded_on}", recorded_on=fact.recorded_on)
    source = "" if fact.source is None else said(", {source}", source=fact.source)
    return said(
        "{service}: {number} {when}{on}{source}",
        service=fact.service,
        number=fact.number,
        when=when,
        on=on,
        source=source,
    )


def volume_of(
    version: Agreement, service: Service, window: Period, billed: Period, per: str | None, facts: ChargingFacts
) -> Measured:
    """Return the volume of a billing period: the sum of counts for units as they come, else what its days say.

    Of a price per hour, day or week without an agreed volume, counts are of unit-hours and so on.

    Args:
        version: The agreement as it stands in the period; a period that its term cuts is measured in the term.
        service: The service.
        window: The billing period.
        billed: The dates that are charged, which are the billing period where the price names none.
        per: The period of the price; None where it names none.
        facts: What was measured.
    """
    on = service.details.counted_on or "period-end"
    if per is None:
        for dates in dict.fromkeys((held_part(service.holds, billed) or billed, billed)):
            found = counted_pieces(facts.volumes, service.name, dates, facts.known_at)
            if not isinstance(found, str):
                return Measured(sum((Fraction(one.number) for one in found), Fraction(0)), "counted", found)
        if by_use(service.details.pricing, service.volume):
            return _used(version, service, held_part(service.holds, billed) or billed, facts)
        return measured(facts.volumes, service.name, billed, on, facts.known_at)
    whole = measured(facts.volumes, service.name, window, on, facts.known_at)
    held = in_force(version, window)
    held = None if held is None else held_part(service.holds, held)
    if whole.number is not None or held is None or held == window:
        return whole
    return measured(facts.volumes, service.name, held, on, facts.known_at)


def _used(version: Agreement, service: Service, billed: Period, facts: ChargingFacts) -> Measured:
    """Return how many hours, days or weeks units were used, where levels tell how many there were from when on."""
    found = measured(facts.volumes, service.name, billed, "average", facts.known_at)
    if found.number is None:
        return found
    per = str(getattr(service.details.pricing, "per", ""))
    begin, end = billed.bounds_us(version.zone)
    days = Fraction((billed.end - billed.start).days)
    times = Fraction(end - begin, 3_600_000_000) if per == "hour" else days / DAYS_PER[per]
    return attrs.evolve(
        found,
        number=found.number * times,
        says=said(f"{{says}}, for {{times}} {per}s", says=found.says, times=exact_text(times)),
    )


def charge_of(agreement: Agreement, version: Agreement, name: str, kind: ChargeKind, price: str, total: Sum) -> Charge:
    """Return the charge that a sum makes."""
    own = offered(version).get(name)
    clause = ClauseRef(version.id) if own is None else own.clause
    missing = joined("; ", dict.fromkeys(total.missing)) or None
    if missing is not None:
        missing = charged_nothing(missing)
    made = joined(" + ", total.told) or "nothing was delivered"
    return Charge(
        name=name,
        clause=clause,
        exact=Fraction(0) if missing else total.exact,
        currency=agreement.currency,
        price=price,
        formula=said("{price}: {missing}", price=price, missing=missing)
        if missing
        else said("{made} = {exact}", made=made, exact=amount_text(total.exact, agreement.currency)),
        inputs={} if missing else dict(total.inputs),
        missing=missing,
        kind=kind,
        steps=total.steps,
        evidence=total.evidence,
        baseline=None if missing else total.baseline,
    )
