"""Minimum commitments: what has to be bought or paid at least, and what a shortfall costs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

import attrs

from contractkit.charging.charge import Charge
from contractkit.charging.committed import Committed, committed_in
from contractkit.charging.exact import amount_text, exact_text
from contractkit.charging.knowing import ChargingFacts
from contractkit.charging.naming import concerns, priced_name
from contractkit.charging.nothing import charged_nothing
from contractkit.charging.paths import in_currency
from contractkit.charging.short_units import Short, counts_towards, short_of_units
from contractkit.quantities.money import Money
from contractkit.quantities.notation import Volume
from contractkit.quantities.periods import Period
from contractkit.records.said import joined, said
from contractkit.terms import Agreement
from contractkit.terms.amounts import Limit, LimitOf, PerPeriod
from contractkit.terms.prices import periods_in
from contractkit.terms.provisions.minimum_commitment import MinimumCommitment

__all__ = ["Least", "least_of", "minimum_charges"]


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
        agreement: The agreement with its versions.
        period: The dates that are charged.
        facts: The amounts and counts that it is compared with.
        charged: Returns what else is charged in a period.
    """
    for committed in committed_in(agreement, period, facts.known_at):
        yield _charge(agreement, committed, facts, charged)


def _charge(agreement: Agreement, committed: Committed, facts: ChargingFacts, charged: Charges) -> Charge:
    minimum, version = committed.last.minimum, committed.last.version
    leasts = [least_of(part.version, part.minimum, facts) for part in committed.parts]
    price = said("at least {formula} per {per}", formula=leasts[-1].formula, per=said(str(minimum.per)))
    unknown = next((least.formula for least in leasts if least.number is None), None)
    if unknown is None and len({least.unit for least in leasts}) > 1:
        unknown = "an amendment puts units in the place of money, or money in that of units"
    if unknown is not None:
        return _told(version, minimum, price, unknown)
    shares = committed.shares
    numbers = (least.number or Fraction(0) for least in leasts)
    wanted = sum((number * share.part for number, share in zip(numbers, shares, strict=True)), Fraction(0))
    unit = leasts[-1].unit
    found = (
        _in_money(committed, charged, wanted) if unit is None else short_of_units(agreement, committed, wanted, facts)
    )
    if isinstance(found, str):
        return _told(version, minimum, price, found)
    shown = [
        amount_text(number, version.currency)
        if unit is None
        else said("{number} {unit}", number=exact_text(number), unit=unit)
        for number in (wanted, found.bought, found.lacking)
    ]
    counted = (
        said("{formula} × {days} of {of} days", formula=least.formula, days=share.days, of=share.of)
        if share.part != 1
        else least.formula
        for least, share in zip(leasts, shares, strict=True)
    )
    return Charge(
        name="minimum-commitment",
        clause=minimum.clause,
        exact=found.cost,
        currency=version.currency,
        price=price,
        formula=said(
            "{counted} = {shown}; bought {bought}, short {lacking}{cost} = {short}",
            counted=joined(" + ", counted),
            shown=shown[0],
            bought=shown[1],
            lacking=shown[2],
            cost=found.working,
            short=amount_text(found.cost, version.currency),
        ),
        inputs={
            "at-least": exact_text(wanted),
            "bought": exact_text(found.bought),
            "short": exact_text(found.lacking),
        },
        kind="minimum",
    )


def _told(agreement: Agreement, minimum: MinimumCommitment, price: str, missing: str) -> Charge:
    says = charged_nothing(missing)
    told = said("{price}: {says}", price=price, says=says)
    return Charge(
        "minimum-commitment", minimum.clause, Fraction(0), agreement.currency, price, told, {}, (), says, "minimum"
    )


def _in_money(committed: Committed, charged: Charges, wanted: Fraction) -> Short | str:
    """Return what was bought, and what is short of the minimum; or what is not known of it."""
    minimum, version = committed.last.minimum, committed.last.version
    every = (one for dates in committed.stretches for one in charged(dates))
    parts = [one for one in every if _counts(minimum, version, one)]
    missing = next((one.missing for one in parts if one.missing is not None), None)
    if missing is not None:
        return missing
    bought = sum((one.exact for one in parts), Fraction(0))
    short = max(Fraction(0), wanted - bought)
    return Short(bought, short, short)


def _counts(minimum: MinimumCommitment, agreement: Agreement, charge: Charge) -> bool:
    """Return whether a charge counts: of a service, of a fee that is named, or of any fee where that was agreed."""
    if charge.kind == "fee":
        if not minimum.applies_to:
            return minimum.counted_towards == "services-and-fees"
        return concerns(minimum, minimum.applies_to, charge.name, charge.clause)
    return counts_towards(minimum, agreement, priced_name(charge.name, charge.kind))
