"""Units that are short of a minimum commitment: how many were bought, and what those cost that were not."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import attrs

from contractkit.charging.bands import cost_in_bands
from contractkit.charging.committed import Committed
from contractkit.charging.exact import amount_text
from contractkit.charging.in_bands import bands_of, cost_of, nth, per_of
from contractkit.charging.knowing import ChargingFacts
from contractkit.charging.naming import concerns
from contractkit.charging.offered import offered
from contractkit.charging.offered_dates import offered_dates
from contractkit.charging.parted_counts import parted_counts
from contractkit.charging.paths import point_on, price_path
from contractkit.charging.pieces import PriceIn
from contractkit.charging.volumes import counted_pieces, known_counts
from contractkit.charging.windows import in_force, price_window
from contractkit.quantities.periods import Period
from contractkit.records.said import said
from contractkit.terms import Agreement
from contractkit.terms.effects import Service
from contractkit.terms.prices import BandedPrice, PriceOf
from contractkit.terms.provisions.minimum_commitment import MinimumCommitment

__all__ = ["Short", "counts_towards", "short_of_units"]


@attrs.frozen
class Short:
    """What is short of a minimum.

    Attributes:
        bought: What was bought: units, or money.
        lacking: What is short, in the same.
        cost: What that costs.
        working: How the cost came about, as the end of a sentence; empty for money.
    """

    bought: Fraction
    lacking: Fraction
    cost: Fraction
    working: str = ""


def counts_towards(minimum: MinimumCommitment, agreement: Agreement, name: str) -> bool:
    """Return whether a minimum counts what is called so: a service, or a part of one."""
    service = agreement.services.get(name.partition(": ")[0])
    return service is not None and concerns(minimum, minimum.applies_to, name, service.clause)


def short_of_units(agreement: Agreement, committed: Committed, wanted: Fraction, facts: ChargingFacts) -> Short | str:
    """Return how many units were bought of those that were committed, and what those cost that are short.

    They cost what units cost on the last date. Where the price is in bands, what is due for the units of the last
    billing period with those that are short, less what is due without them; or, where that was agreed, each the price
    of the band in which the units lie that were bought.

    Args:
        agreement: The agreement with its versions.
        committed: The commitment in one of its periods.
        wanted: How many units were committed.
        facts: The counts of units, and index figures.

    Returns:
        What is short, or what is not known of it.

    Source:
        money.md, M20: the higher of what was bought and the minimum is charged, each as M19 prices it.
    """
    minimum, version = committed.last.minimum, committed.last.version
    services = [one for one in version.services.values() if counts_towards(minimum, version, one.name)]
    if len(services) != 1:
        return "a minimum in units is for one service, and it names another number of them"
    service = services[0]
    bought = _bought(agreement, service.name, committed.stretches, facts)
    if isinstance(bought, str):
        return bought
    short = Short(bought, max(Fraction(0), wanted - bought), Fraction(0))
    if isinstance(service.details.pricing, PriceOf):
        return _at_one_price(agreement, committed, service, short, facts)
    if isinstance(service.details.pricing, BandedPrice):
        return _in_bands(agreement, committed, service, short, facts)
    return said("no unit of {name} has a price", name=service.name)


def _bought(agreement: Agreement, name: str, stretches: tuple[Period, ...], facts: ChargingFacts) -> Fraction | str:
    """Return how many units some dates have; or what is not known of it."""
    units = Fraction(0)
    for dates in stretches:
        counts = known_counts(facts.volumes, name, facts.known_at)
        made = parted_counts(counts, offered_dates(agreement, name, facts), dates, dates, ())
        if made is not None:
            units += made.whole
            continue
        found = counted_pieces(facts.volumes, name, dates, facts.known_at)
        if isinstance(found, str):
            return found
        units += sum((Fraction(one.number) for one in found), Fraction(0))
    return units


def _at_one_price(
    agreement: Agreement, committed: Committed, service: Service, short: Short, facts: ChargingFacts
) -> Short | str:
    last = committed.stretches[-1].last
    point = point_on(price_path(agreement, PriceIn(service.name, nth(0)), last, facts), last)
    price = bands_of(service)[0][1]
    if point.price is None or not isinstance(price, PriceOf):
        return point.missing or said("no unit of {name} has a price", name=service.name)
    each = point.price / price.per_units
    return attrs.evolve(short, cost=short.lacking * each, working=_times(each, committed.last.version.currency))


def _in_bands(
    agreement: Agreement, committed: Committed, service: Service, short: Short, facts: ChargingFacts
) -> Short | str:
    """Return what units that are short cost on top of those of the last billing period of the price."""
    last, currency = committed.stretches[-1].last, committed.last.version.currency
    held = offered(point_on(price_path(agreement, PriceIn(service.name, nth(0)), last, facts), last).version)
    service = held.get(service.name, service)
    costs = []
    for number, (stretch, price) in enumerate(bands_of(service)):
        point = point_on(price_path(agreement, PriceIn(service.name, nth(number)), last, facts), last)
        if point.price is None:
            return point.missing or said("no unit of {name} has a price", name=service.name)
        costs.append(cost_of(stretch, price, point))
    before = _bought(agreement, service.name, _billed_last(agreement, committed, service, last), facts)
    if isinstance(before, str):
        return before
    pricing = service.details.pricing
    counts = pricing.counts if isinstance(pricing, BandedPrice) else "all-units"
    if committed.last.minimum.short_units == "band-price":
        priced = [one for one in costs if one.of == "unit"]
        each = cost_in_bands(before, priced, "all-units", currency).price
        if each is None:
            return said("no unit of {name} has a price", name=service.name)
        return attrs.evolve(short, cost=short.lacking * each, working=_times(each, currency))
    less, more = (cost_in_bands(number, costs, counts, currency) for number in (before, before + short.lacking))
    if less.amount is None or more.amount is None:
        return less.formula if less.amount is None else more.formula
    working = said(", at {more} less {less}", more=more.formula, less=less.formula)
    if more.amount < less.amount:
        working = said(", at {more}, which is not above {less}", more=more.formula, less=less.formula)
    cost = max(Fraction(0), more.amount - less.amount)
    return attrs.evolve(short, cost=cost, working=working if short.lacking else "")


def _times(each: Fraction, currency: str) -> str:
    return said(" × {each}", each=amount_text(each, currency))


def _billed_last(agreement: Agreement, committed: Committed, service: Service, last: date) -> tuple[Period, ...]:
    """Return the dates of the last billing period of a price in bands, whose units the bands count together.

    Those of a price that names no period are all dates of the commitment.
    """
    per = per_of(service)
    if per is None:
        return committed.stretches
    window = price_window(committed.last.version, per, last)
    end = last + timedelta(days=1)
    dates = window if end == window.end else Period(window.start, end, f"{window.start}..{last}")
    return (in_force(agreement, dates) or dates,)
