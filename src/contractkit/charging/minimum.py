"""Minimum commitments: what has to be bought or paid at least, and what a shortfall costs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from fractions import Fraction

import attrs

from contractkit.charging.charge import Charge
from contractkit.charging.exact import amount_text, exact_text
from contractkit.charging.knowing import ChargingFacts
from contractkit.charging.naming import concerns
from contractkit.charging.nothing import charged_nothing
from contractkit.charging.paths import in_currency
from contractkit.charging.volumes import counted_pieces
from contractkit.charging.windows import held_part, in_force, price_window, window_of
from contractkit.quantities.money import Money
from contractkit.quantities.notation import Volume
from contractkit.quantities.periods import Period
from contractkit.records.said import joined, said
from contractkit.terms import Agreement
from contractkit.terms.amounts import Limit, LimitOf, PerPeriod
from contractkit.terms.effects import Service
from contractkit.terms.prices import PriceOf, periods_in
from contractkit.terms.provisions.minimum_commitment import MinimumCommitment

__all__ = ["Least", "least_of", "minimum_charges"]


_DAY = timedelta(days=1)

Charges = Callable[[Period], tuple[Charge, ...]]
"""What is charged in a period without any minimum."""


@attrs.frozen
class Least:
    """What has to be bought or paid at least.

    Attributes:
        number: How much: units, or money in the currency of the agreement; None where it is not known.
        unit: The unit; None for money.
        formula: How it came about, or what is missing.
    """

    number: Fraction | None
    unit: str | None
    formula: str


def least_of(agreement: Agreement, minimum: MinimumCommitment, facts: ChargingFacts) -> Least:
    """Return what a minimum commitment comes to in a whole period of it.

    Args:
        agreement: The version that has the commitment.
        minimum: The commitment.
        facts: The amounts that it is a share of, such as a forecast.

    Returns:
        The minimum; of the lowest or highest of several, that one. One that is for another period counts as often as
        that period goes into the commitment's own.

    Source:
        A binding share of a forecast: Accord Project, demand forecast.
    """
    return _least(agreement, minimum, minimum.at_least, facts)


def _least(agreement: Agreement, minimum: MinimumCommitment, at_least: Limit | Volume, facts: ChargingFacts) -> Least:
    if at_least is None:
        return Least(Fraction(0), None, "none")
    if isinstance(at_least, Volume):
        return Least(Fraction(at_least.number), at_least.unit, str(at_least))
    if isinstance(at_least, Money):
        return Least(in_currency(agreement, at_least, minimum.clause), None, str(at_least))
    if isinstance(at_least, LimitOf):
        return _of_several(agreement, minimum, at_least, facts)
    if isinstance(at_least, PerPeriod):
        each, times = _least(agreement, minimum, at_least.amount, facts), periods_in(minimum.per, at_least.per.word)
        if each.number is None:
            return each
        if times is None or at_least.per.n is not None or at_least.per.from_day is not None:
            return Least(
                None,
                None,
                said(
                    "how often {per} goes into a {whole} is not known",
                    per=said(str(at_least.per)),
                    whole=said(str(minimum.per)),
                ),
            )
        return Least(
            each.number * times,
            each.unit,
            said(
                "{formula} per {per} × {times}",
                formula=each.formula,
                per=said(str(at_least.per)),
                times=exact_text(times),
            ),
        )
    of = facts.amounts.get(at_least.of)
    if of is None:
        return Least(None, None, said("the amount {of} is not given", of=at_least.of))
    number = Fraction(of.number) if isinstance(of, Volume) else in_currency(agreement, of, minimum.clause)
    return Least(
        number * Fraction(at_least.percent.value) / 100,
        of.unit if isinstance(of, Volume) else None,
        said("{percent} of {of}", percent=at_least.percent, of=of),
    )


def _of_several(agreement: Agreement, minimum: MinimumCommitment, several: LimitOf, facts: ChargingFacts) -> Least:
    """Return the lowest or highest of several minimums; units and money are not compared."""
    parts = [_least(agreement, minimum, part, facts) for part in several.parts]
    unknown = [part.formula for part in parts if part.number is None]
    told = said(f"the {several.which} of {{parts}}", parts=joined(" and ", (part.formula for part in parts)))
    if unknown:
        return Least(None, None, joined("; ", dict.fromkeys(unknown)))
    if len({part.unit for part in parts}) > 1:
        return Least(None, None, said("{told} compares units with money", told=told))
    pick = min if several.which == "lowest" else max
    return Least(pick(part.number for part in parts if part.number is not None), parts[0].unit, told)


def minimum_charges(agreement: Agreement, period: Period, facts: ChargingFacts, charged: Charges) -> Iterator[Charge]:
    """Yield what shortfalls cost that are billed in a period: the higher of what was bought and the minimum is due.

    Args:
        agreement: The version that holds at the end of the period.
        period: The dates that are charged.
        facts: The amounts and counts that it is compared with.
        charged: Returns what else is charged in a period.
    """
    billed = in_force(agreement, period)
    if billed is None:
        return
    for minimum in agreement.provisions_of(MinimumCommitment):
        for window in _windows(agreement, minimum, billed):
            yield _charge(agreement, minimum, window, facts, charged)


def _windows(agreement: Agreement, minimum: MinimumCommitment, billed: Period) -> Iterator[Period]:
    """Yield the periods of a commitment whose shortfall is billed in some dates, in order."""
    first = billed
    if minimum.settled == "at-year-end":
        year = window_of(agreement, "year", billed.last)
        closes = _held(agreement, minimum, year)
        if closes is None or closes.last not in billed:
            return
        first = closes
    day = first.start
    while day < billed.end:
        window = price_window(agreement, minimum.per, day)
        held = _held(agreement, minimum, window)
        if held is not None and (minimum.settled == "at-year-end" or held.last in billed):
            yield window
        day = window.end


def _held(agreement: Agreement, minimum: MinimumCommitment, window: Period) -> Period | None:
    """Return the dates of a window on which the agreement and the commitment hold; None where there are none."""
    return held_part(minimum.holds, in_force(agreement, window) or window)


def _charge(
    agreement: Agreement, minimum: MinimumCommitment, window: Period, facts: ChargingFacts, charged: Charges
) -> Charge:
    held = _held(agreement, minimum, window) or window
    least = least_of(agreement, minimum, facts)
    part = Fraction((held.end - held.start).days, (window.end - window.start).days)
    if minimum.part_year != "prorated":
        part = Fraction(1)
    price = said("at least {formula} per {per}", formula=least.formula, per=said(str(minimum.per)))
    if least.number is None:
        return _told(agreement, minimum, price, least.formula)
    wanted = least.number * part
    if least.unit is None:
        parts = [one for one in charged(held) if one.kind != "fee" and _counts(minimum, agreement, one.name)]
        missing = next((one.missing for one in parts if one.missing is not None), None)
        if missing is not None:
            return _told(agreement, minimum, price, missing)
        actual, each = sum((one.exact for one in parts), Fraction(0)), Fraction(1)
    else:
        found = _units(agreement, minimum, held, facts)
        if isinstance(found, str):
            return _told(agreement, minimum, price, found)
        actual, each = found
    short = max(Fraction(0), wanted - actual)
    shown = [
        amount_text(number, agreement.currency)
        if least.unit is None
        else said("{number} {unit}", number=exact_text(number), unit=least.unit)
        for number in (wanted, actual, short)
    ]
    cost = "" if least.unit is None else said(" × {each}", each=amount_text(each, agreement.currency))
    counted = (
        ""
        if part == 1
        else said(" × {days} of {of} days", days=(held.end - held.start).days, of=(window.end - window.start).days)
    )
    return Charge(
        name="minimum-commitment",
        clause=minimum.clause,
        exact=short * each,
        currency=agreement.currency,
        price=price,
        formula=said(
            "{formula}{counted} = {shown}; bought {bought}, short {lacking}{cost} = {short}",
            formula=least.formula,
            counted=counted,
            shown=shown[0],
            bought=shown[1],
            lacking=shown[2],
            cost=cost,
            short=amount_text(short * each, agreement.currency),
        ),
        inputs={"at-least": exact_text(wanted), "bought": exact_text(actual), "short": exact_text(short)},
        kind="minimum",
    )


def _told(agreement: Agreement, minimum: MinimumCommitment, price: str, missing: str) -> Charge:
    says = charged_nothing(missing)
    told = said("{price}: {says}", price=price, says=says)
    return Charge(
        "minimum-commitment", minimum.clause, Fraction(0), agreement.currency, price, told, {}, (), says, "minimum"
    )


def _counts(minimum: MinimumCommitment, agreement: Agreement, name: str) -> bool:
    service = agreement.services.get(name.partition(": ")[0])
    return service is not None and concerns(minimum, minimum.applies_to, name, service.clause)


def _units(
    agreement: Agreement, minimum: MinimumCommitment, held: Period, facts: ChargingFacts
) -> tuple[Fraction, Fraction] | str:
    """Return how many units were bought, and what a unit costs; or what is not known of it."""
    services = [one for one in agreement.services.values() if _counts(minimum, agreement, one.name)]
    if len(services) != 1:
        return "a minimum in units is for one service, and it names another number of them"
    price = _unit_price(services[0])
    if price is None:
        return said("the price of a unit of {name} depends on their number", name=services[0].name)
    found = counted_pieces(facts.volumes, services[0].name, held, facts.known_at)
    if isinstance(found, str):
        return found
    each = in_currency(agreement, price.amount, services[0].clause) / price.per_units
    return sum((Fraction(one.number) for one in found), Fraction(0)), each


def _unit_price(service: Service) -> PriceOf | None:
    return service.details.pricing if isinstance(service.details.pricing, PriceOf) else None
