"""What is not charged although it is delivered: always, between dates, for some units, or where a condition holds.

A condition on figures is looked up by whoever settles; without anybody who knows, the charge is not known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

import attrs

from contractkit.charging.charge import Charge
from contractkit.charging.exact import amount_text, exact_text
from contractkit.charging.in_bands import per_of
from contractkit.charging.knowing import ChargingFacts
from contractkit.charging.nothing import charged_nothing, why_nothing
from contractkit.charging.offered import offered, per_period
from contractkit.charging.priced import held_versions
from contractkit.charging.units_left_out import told_apart, units_left_out
from contractkit.charging.windows import PRICE_PERIODS, price_window
from contractkit.quantities.periods import Period
from contractkit.records.said import joined, said
from contractkit.terms import Agreement
from contractkit.terms.conditions import EVERYTHING
from contractkit.terms.provisions.no_charge import NoCharge

__all__ = ["Charges", "Decides", "decided", "free_throughout", "spared"]

Charges = Callable[[Period], tuple[Charge, ...]]
"""What is charged in any dates, before anything is left out."""

Decides = Callable[[NoCharge, Period], bool | None]
"""Whether the condition of a clause holds in a period; None where that is not known."""

_DAY = timedelta(days=1)


@attrs.frozen
class _Free:
    """Dates in which a clause leaves something out."""

    clause: NoCharge
    start: date
    end: date


def decided(agreement: Agreement) -> bool:
    """Return whether a condition decides in some version what is charged."""
    clauses = (one for span in agreement.versions.spans() for one in span.value.provisions_of(NoCharge))
    return any(not _unconditional(one) for one in clauses)


def free_throughout(version: Agreement, name: str) -> NoCharge | None:
    """Return the clause by which a fee, a service or a prepaid block is never charged; None where none is."""
    names = (name, name.rpartition(": ")[2])
    clauses = (one for one in version.provisions_of(NoCharge) if _always(one))
    return next((one for one in clauses if any(_names(one, called) for called in names)), None)


def _always(clause: NoCharge) -> bool:
    return _unconditional(clause) and clause.holds is None


def _unconditional(clause: NoCharge) -> bool:
    return clause.condition == EVERYTHING and not clause.spent_on


def _names(clause: NoCharge, name: str) -> bool:
    return name in clause.what or name.partition(": ")[0] in clause.what


def _leaves_out(clause: NoCharge, charge: Charge) -> bool:
    """Return whether a clause is about a charge: of prepaid blocks where it names them, or all of their service."""
    if charge.kind != "prepaid":
        return _names(clause, charge.name)
    own = charge.name.rpartition(": ")[2] in clause.what
    return own or (_names(clause, charge.name) and _unconditional(clause))


def spared(
    agreement: Agreement,
    charged: tuple[Charge, ...],
    period: Period,
    facts: ChargingFacts,
    again: Charges,
    decides: Decides | None,
) -> tuple[Charge, ...]:
    """Return charges without what the papers say is not charged.

    A clause that is amended, or holds between dates, leaves out what those dates cost. Where a condition decides, each
    period of the price is looked at by itself. Of units that are left out, so many of those that are charged: the
    facts tell their number as a volume under the clause.

    Args:
        agreement: The agreement with its versions.
        charged: What is charged in the period.
        period: The dates.
        facts: Units that are left out, and what was known when.
        again: Finds what is charged in a part of the dates.
        decides: Finds whether a condition holds; None where nobody can say.
    """
    found = _free_in(agreement, period, facts)
    if not found:
        return charged
    version = held_versions(agreement, period, facts)[-1]
    return tuple(_one(version, charge, period, facts, found, again, decides) for charge in charged)


def _free_in(agreement: Agreement, period: Period, facts: ChargingFacts) -> list[_Free]:
    """Return what is free on which dates; a clause that an amendment leaves alone goes on through it."""
    found: list[_Free] = []
    for one in _free_in_versions(agreement, period, facts):
        before = next(
            (n for n, other in enumerate(found) if (other.clause, other.end) == (one.clause, one.start)), None
        )
        if before is None:
            found.append(one)
        else:
            found[before] = attrs.evolve(found[before], end=one.end)
    return found


def _free_in_versions(agreement: Agreement, period: Period, facts: ChargingFacts) -> Iterator[_Free]:
    for span in agreement.versions.spans(facts.known_at):
        if not span.touches(period.start, period.end):
            continue
        for clause in span.value.provisions_of(NoCharge):
            holds = clause.holds
            starts = [period.start, span.start, None if holds is None else holds.since]
            ends = [period.end, span.end, None if holds is None else holds.until]
            start = max(one for one in starts if one is not None)
            end = min(one for one in ends if one is not None)
            if start < end:
                yield _Free(clause, start, end)


def _one(
    version: Agreement,
    charge: Charge,
    period: Period,
    facts: ChargingFacts,
    every: list[_Free],
    again: Charges,
    decides: Decides | None,
) -> Charge:
    own = [free for free in every if _leaves_out(free.clause, charge)]
    if not own:
        return charge
    kept = left = Fraction(0)
    told: list[str] = []
    missing: list[str] = []
    stretches = _by_price(charge, _stretches(version, charge, period, own, facts), own, facts, again)
    for stretch in stretches:
        part = charge if len(stretches) == 1 else _same(charge, again(stretch))
        if part is None:
            continue
        here = [free for free in own if free.start <= stretch.start and stretch.end <= free.end]
        share, says, unknown = _share(part, here, stretch, facts, decides)
        if share < 1:
            missing += [one for one in (unknown, part.missing) if one is not None]
        kept += part.exact * (1 - share)
        left += part.exact * share
        told += (
            [says if len(stretches) == 1 else said("{label} {says}", label=stretch.label, says=says)] if says else []
        )
    if missing:
        if charge.missing is not None and not told:
            return charge
        says = charged_nothing(joined("; ", dict.fromkeys(map(why_nothing, missing))))
        return attrs.evolve(
            charge,
            exact=Fraction(0),
            formula=said("{price}: {says}", price=charge.price, says=says),
            inputs={},
            missing=says,
        )
    if not told:
        return charge
    if not kept:
        says = said("{price}: {why}", price=charge.price, why=joined("; ", told))
        return attrs.evolve(charge, exact=Fraction(0), formula=says, inputs={}, missing=None)
    amount = amount_text(kept, charge.currency)
    inputs = {**charge.inputs, "not-charged": exact_text(left)}
    return attrs.evolve(
        charge,
        exact=kept,
        formula=said("{formula}; {spared}, {amount}", formula=charge.formula, spared=joined("; ", told), amount=amount),
        inputs=inputs,
    )


def _same(charge: Charge, every: tuple[Charge, ...]) -> Charge | None:
    return next((one for one in every if (one.name, one.kind) == (charge.name, charge.kind)), None)


def _stretches(
    version: Agreement, charge: Charge, period: Period, own: list[_Free], facts: ChargingFacts
) -> list[Period]:
    """Return the dates cut where something begins or ends to be free, and at each period of the price.

    Units that are told for all of the dates are not looked for in each of the periods.
    """
    turns = {period.start, period.end, *(free.start for free in own), *(free.end for free in own)}
    if any(not _unconditional(free.clause) and units_left_out(free.clause, period, facts) is None for free in own):
        per = _per(version, charge)
        day = period.start
        while per is not None and day < period.end:
            day = min(price_window(version, per, day).end, period.end)
            turns.add(day)
    days = sorted(turns)
    if len(days) == 2:
        return [period]
    return [_labelled(start, end) for start, end in pairwise(days)]


def _by_price(
    charge: Charge, stretches: list[Period], own: list[_Free], facts: ChargingFacts, again: Charges
) -> list[Period]:
    """Return the stretches cut where units as they come get another price, if all of them are told for these dates."""
    clauses = [free.clause for free in own if not _unconditional(free.clause)]
    found: list[Period] = []
    for stretch in stretches:
        turns = [turn for turn in charge.turns if stretch.start < turn < stretch.end]
        inside = {day for day in told_apart(clauses, stretch, turns, facts) if stretch.start < day < stretch.end}
        found += [_labelled(*pair) for pair in pairwise(sorted({stretch.start, *inside, stretch.end}))]
    if len(found) == len(stretches):
        return stretches
    parts = [_same(charge, again(part)) for part in found]
    return stretches if any(part is not None and part.missing is not None for part in parts) else found


def _labelled(start: date, end: date) -> Period:
    month = Period.containing(start, "month")
    return month if (month.start, month.end) == (start, end) else Period(start, end, f"{start}..{end - _DAY}")


def _per(version: Agreement, charge: Charge) -> str | None:
    """Return the period of the price of a charge; None where it has none that ends."""
    found = next((fee.per for fee in version.fees if fee.name == charge.name), None)
    service = offered(version).get(charge.name)
    if found is None and service is not None:
        plain = per_period(service)
        found = plain.per if plain is not None else per_of(service)
    return found if found in PRICE_PERIODS and found != "term" else None


def _share(
    part: Charge, here: list[_Free], stretch: Period, facts: ChargingFacts, decides: Decides | None
) -> tuple[Fraction, str | None, str | None]:
    """Return which share of a charge is left out in dates, with words for it, and what is not known."""
    share, says, unknown = Fraction(0), [], None
    for free in here:
        clause = free.clause
        number = None if _unconditional(clause) else units_left_out(clause, stretch, facts)
        whole = part.inputs.get("volume")
        if number and part.kind in ("surcharge", "outside-band"):
            if part.exact or part.missing is not None:
                unknown = said(
                    "whether what {clause} leaves out is a part of {name} is not known",
                    clause=clause.clause,
                    name=part.name,
                )
            continue
        if number is not None and whole not in (None, "None"):
            of = Fraction(str(whole))
            share += min(number / of, Fraction(1)) if of else Fraction(0)
            says.append(
                said(
                    "{number} of {whole} not charged ({clause})",
                    number=exact_text(number),
                    whole=whole,
                    clause=clause.clause,
                )
            )
            continue
        held = True if _unconditional(clause) else None
        if held is None and not clause.spent_on and decides is not None:
            held = decides(clause, stretch)
        if held:
            return Fraction(1), said("not charged ({clause})", clause=clause.clause), None
        if held is None and part.exact:
            unknown = said("what {clause} leaves out of {name} is not known", clause=clause.clause, name=part.name)
    return min(share, Fraction(1)), joined("; ", says) or None, unknown
