"""The billing periods of what is delivered, cut where a price changes, and what their amounts come to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
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
from contractkit.charging.turns import Turn, turns_in
from contractkit.charging.volumes import CountedVolume, LevelVolume, Measured
from contractkit.charging.windows import held_part, in_force, price_window
from contractkit.quantities.money import Money
from contractkit.quantities.periods import Period
from contractkit.records.clauses import Assumption, ClauseRef
from contractkit.records.said import joined, said
from contractkit.terms import Agreement
from contractkit.terms.effects import Service
from contractkit.terms.prices import LumpSum, PriceOf
from contractkit.terms.provisions.base import Holding

__all__ = ["Find", "Piece", "PriceIn", "Sum", "asked_until", "charge_of", "count_told", "pieces_of", "plus"]

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
        turns: The first dates of other prices inside of the billing period.
    """

    window: Period
    start: date
    end: date
    day: date
    times: Fraction
    turns: tuple[date, ...] = ()


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
        turns = turns_in(paths, window)
        until = min([until, *_other_periods(name, paths[0], turns, day, per, per_of)])
        cuts = tuple(turn.since for turn in turns if turn.since > window.start)
        bounds = [Turn(window.start, _first_day(version, window)), *turns, Turn(window.end, window.end)]
        rule = proration_of(version, name, service.clause, day)
        for low, high in pairwise(bounds):
            start, end = max(low.since, day), min(high.since, until)
            if start >= end:
                continue
            if per is None:
                of = held_part(service.holds, billed) or billed
                times = Fraction((end - start).days, (of.end - of.start).days)
            else:
                one_price = "not" if turns else "throughout"
                parts = slices_of(version, per, window, start, end, one_price=one_price, rule=rule, holds=service.holds)
                times = sum((part.times for part in parts), Fraction(0))
            yield Piece(window, start, end, max(low.day, _first_day(version, window)), times, cuts)
        day = until


def asked_until(
    agreement: Agreement, name: str, billed: Period, per_of: Callable[[Service], str | None], facts: ChargingFacts
) -> date:
    """Return the last date whose price decides what dates cost: of a longer billing period, a change after them too.

    Args:
        agreement: The agreement with its versions.
        name: The service.
        billed: The dates, all of them in force.
        per_of: Finds the billing period of the service; None where the billed dates are one.
        facts: What was agreed when.
    """
    versions = [
        span.value for span in agreement.versions.spans(facts.known_at) if span.touches(billed.start, billed.end)
    ]
    pers = [(version, per_of(offered(version)[name])) for version in versions if name in offered(version)]
    return max([billed.last, *(price_window(version, per, billed.last).last for version, per in pers if per)])


def _other_periods(
    name: str,
    path: tuple[PricePoint, ...],
    turns: Iterable[Turn],
    day: date,
    per: str | None,
    per_of: Callable[[Service], str | None],
) -> Iterator[date]:
    """Yield from when on the price is for another period than `per`, or is charged at once where it was not."""
    for turn in turns:
        service = offered(point_on(path, turn.day).version).get(name)
        if turn.since > day and service is not None and per_of(service) != per:
            yield turn.since


def _first_day(version: Agreement, window: Period) -> date:
    return (in_force(version, window) or window).start


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
        assumptions: How counts were divided, where nobody tells it.
        turns: For units as they come, the dates from which on a unit has another price.
    """

    exact: Fraction = Fraction(0)
    told: tuple[str, ...] = ()
    inputs: tuple[tuple[str, str], ...] = ()
    missing: tuple[str, ...] = ()
    steps: tuple[IndexStep, ...] = ()
    evidence: tuple[str, ...] = ()
    baseline: Decimal | None = None
    assumptions: tuple[Assumption, ...] = ()
    turns: tuple[date, ...] = ()


def plus(total: Sum, piece: Piece, cost: BandCost, volume: Measured, points: list[PricePoint], units: str) -> Sum:
    """Return a sum with the amount of one more piece, or with what is missing of it."""
    if cost.amount is None:
        return attrs.evolve(total, missing=(*total.missing, cost.formula))
    times = piece.times if volume.times is None else volume.times
    share = "" if times == 1 else said(" × {times}", times=times)
    parted = volume.whole is not None and volume.whole != volume.number
    label = f" {piece.start}" if total.inputs or parted else ""
    numbers = [(f"volume{label}", units), (f"periods{label}", exact_text(times))]
    if parted and volume.whole is not None and not total.inputs:
        numbers = [("volume", exact_text(volume.whole)), *numbers]
    steps = points[-1].steps if points else ()
    return attrs.evolve(
        total,
        exact=total.exact + cost.amount * times,
        told=(*total.told, said("{formula}{share}", formula=cost.formula, share=share)),
        inputs=(*total.inputs, *numbers),
        steps=steps,
        evidence=tuple(
            dict.fromkeys(
                [*total.evidence, *map(count_told, volume.facts), *(one for s in steps for one in s.evidence)]
            )
        ),
        assumptions=tuple(dict.fromkeys([*total.assumptions, *volume.assumed])),
        turns=() if volume.whole is None else tuple(dict.fromkeys([*total.turns, *piece.turns])),
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
        assumptions=() if missing else total.assumptions,
        missing=missing,
        kind=kind,
        steps=total.steps,
        evidence=total.evidence,
        baseline=None if missing else total.baseline,
        turns=total.turns,
    )
