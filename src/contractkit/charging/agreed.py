"""What is charged at agreed prices and volumes: fees, and services whatever was delivered of them.

Over a period the price may change: by an amendment, or by its index. A period of the price in which one price holds
throughout is made of equal months; in one inside of which it changes, days are counted for each price.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from fractions import Fraction

import attrs

from contractkit.charging.charge import Charge
from contractkit.charging.exact import amount_text, exact_text
from contractkit.charging.knowing import ChargingFacts
from contractkit.charging.naming import proration_of
from contractkit.charging.nothing import charged_nothing
from contractkit.charging.paths import PricePoint, point_on, price_path
from contractkit.charging.portions import Portion, counted_by_days
from contractkit.charging.priced import Priced
from contractkit.charging.shares import Slice, slices_of
from contractkit.charging.windows import in_force, price_window
from contractkit.quantities.periods import Period
from contractkit.records.clauses import Assumption, ClauseRef
from contractkit.records.said import joined, said
from contractkit.terms import Agreement
from contractkit.terms.provisions.base import Holding

__all__ = ["PricedStretch", "agreed_charge", "stretches"]

_DAY = timedelta(days=1)


@attrs.frozen
class PricedStretch:
    """Dates over which one price holds, inside of one period of that price.

    Attributes:
        start: The first date.
        end: The first date after.
        point: The price.
        per: The period of the price.
        slices: Which share of the price it costs.
        cut: Whether the term holds in a part of the period only, and days were counted because of it.
    """

    start: date
    end: date
    point: PricePoint
    per: str
    slices: tuple[Slice, ...]
    cut: bool


def stretches(agreement: Agreement, what: Priced, period: Period, facts: ChargingFacts) -> tuple[PricedStretch, ...]:
    """Return the stretches of a period over which one price holds.

    Args:
        agreement: The agreement with its versions.
        what: What is charged.
        period: Any dates; what lies outside the term, or before there was such a price, is left out.
        facts: Index figures, and what was known when.
    """
    billed = in_force(agreement, period)
    if billed is None:
        return ()
    path = price_path(agreement, what, _horizon(agreement, what, billed), facts)
    return tuple(_stretches(what, path, billed))


def _horizon(agreement: Agreement, what: Priced, billed: Period) -> date:
    """Return the last date of the last period of the price, whose changes decide how its parts are counted."""
    last = billed.end - _DAY
    versions = (span.value for span in agreement.versions.spans() if span.touches(billed.start, billed.end))
    pers = ((version, what.per(version)) for version in versions)
    ends = [price_window(version, per, last).last for version, per in pers if per is not None]
    return max([last, *ends])


def _stretches(what: Priced, path: tuple[PricePoint, ...], billed: Period) -> Iterator[PricedStretch]:
    dates: Callable[[Agreement], Holding | None] | None = getattr(what, "holds", None)
    day = billed.start
    while day < billed.end:
        point = point_on(path, day)
        per = what.per(point.version)
        if per is None or point.agreed is None:
            later = [one.since for one in path if one.since is not None and one.since > day]
            day = min([*later, billed.end])
            continue
        window = price_window(point.version, per, day)
        held = in_force(point.version, window) or window
        until = min(window.end, billed.end)
        turns = _turns(what, path, window)
        ends = [since for since, one in turns if since > day and what.per(one.version) != per]
        until = min([until, *ends])
        for start, end, one in _between(turns, point_on(path, max(window.start, held.start)), day, until):
            if one.agreed is None:
                continue
            rule = proration_of(one.version, what.name, _clause(what, one), start)
            one_price = "not" if turns else "throughout"
            slices = slices_of(
                one.version,
                per,
                window,
                start,
                end,
                one_price=one_price,
                rule=rule,
                holds=None if dates is None else dates(one.version),
            )
            cut = (held.start, held.end) != (window.start, window.end) and rule is None
            yield PricedStretch(start, end, one, per, slices, cut)
        day = until


def _turns(what: Priced, path: tuple[PricePoint, ...], window: Period) -> list[tuple[date, PricePoint]]:
    """Return the changes inside of a period of the price, each with the date from which it counts there."""
    found: list[tuple[date, PricePoint]] = []
    before = point_on(path, window.start) if path[0].since is None or path[0].since <= window.start else path[0]
    for point in path:
        if point.since is None or not window.start < point.since < window.end:
            continue
        last = found[-1][1] if found else before
        since = point.since
        if point.turned_by == "dates":
            found.append((since, point))
            continue
        if point.turned_by == "index":
            if point.indexation is not None and point.indexation.mid_period == "next-period":
                continue
        else:
            if _same(what, last, point):
                continue
            if point.version.settlement.amended_mid_period == "old-terms":
                continue
            if point.version.settlement.amended_mid_period == "new-terms":
                found, since = [], window.start
        found.append((since, point))
    return found


def _same(what: Priced, one: PricePoint, other: PricePoint) -> bool:
    """Return whether an amendment left price, number of units and period as they were."""
    return (one.agreed, what.units(one.version), what.per(one.version)) == (
        other.agreed,
        what.units(other.version),
        what.per(other.version),
    ) and one.price == other.price


def _between(
    turns: list[tuple[date, PricePoint]], first: PricePoint, start: date, end: date
) -> Iterator[tuple[date, date, PricePoint]]:
    """Yield the stretches between changes, of the dates from `start` to `end`."""
    bounds = [(date.min, first), *turns]
    for number, (since, point) in enumerate(bounds):
        after = bounds[number + 1][0] if number + 1 < len(bounds) else date.max
        low, high = max(since, start), min(after, end)
        if low < high:
            yield low, high, point


def _clause(what: Priced, point: PricePoint) -> ClauseRef:
    clause = what.clause(point.version)
    return ClauseRef(point.version.id) if clause is None else clause


def agreed_charge(agreement: Agreement, what: Priced, period: Period, facts: ChargingFacts) -> Charge | None:
    """Return what is charged for something in a period; None where nothing of it was agreed in these dates.

    Args:
        agreement: The agreement with its versions.
        what: What is charged.
        period: Any dates.
        facts: Index figures, and what was known when.
    """
    found = stretches(agreement, what, period, facts)
    versions = [
        span.value for span in agreement.versions.spans(facts.known_at) if span.touches(period.start, period.end)
    ]
    known = [version for version in versions if what.per(version) is not None]
    if not known:
        return None
    dated = getattr(what, "holds", None)
    if not found and dated is not None and any(dated(version) is not None for version in known):
        return None
    version = found[-1].point.version if found else known[-1]
    clause = what.clause(version) or ClauseRef(version.id)
    groups = _grouped(found)
    missing = _missing(what, groups)
    parts = [(stretch, what.units(stretch.point.version), portion) for stretch, portion in groups]
    exact = Fraction(0)
    if missing is None:
        amounts = (_of(stretch) * (units or 0) * portion.times for stretch, units, portion in parts)
        exact = sum(amounts, Fraction(0))
    words = [what.words(stretch.point.version, _shown(stretch)) for stretch, _ in groups]
    if not groups:
        amount = what.amount(version)
        per = what.per(version) or ""
        words = [what.words(version, Fraction(0 if amount is None else amount.amount))]
        told: str = said("{price} × {portion}", price=words[0], portion=Portion(Fraction(0), per))
    else:
        told = joined(
            " + ",
            (
                said("{price} × {portion}", price=word, portion=portion)
                for word, (_, portion) in zip(words, groups, strict=True)
            ),
        )
    price = joined(", then ", dict.fromkeys(words))
    formula = (
        said("{price}: {missing}", price=price, missing=missing)
        if missing is not None
        else said("{told} = {exact}", told=told, exact=amount_text(exact, agreement.currency))
    )
    steps = groups[-1][0].point.steps if groups else ()
    return Charge(
        name=what.name,
        clause=clause,
        exact=exact,
        currency=agreement.currency,
        price=price,
        formula=formula,
        inputs={} if missing is not None else _inputs(what, groups, version),
        assumptions=_assumptions(found, clause),
        missing=missing,
        kind=what.kind,
        steps=steps,
        evidence=tuple(dict.fromkeys(one for step in steps for one in step.evidence)),
    )


def _of(stretch: PricedStretch) -> Fraction:
    return Fraction(0) if stretch.point.price is None else stretch.point.price


def _shown(stretch: PricedStretch) -> Fraction:
    """Return the price, or where an index leaves it open the one that the papers write."""
    point = stretch.point
    return Fraction(point.agreed.amount) if point.price is None and point.agreed is not None else _of(stretch)


def _grouped(found: tuple[PricedStretch, ...]) -> list[tuple[PricedStretch, Portion]]:
    """Return one portion for each price, in order."""
    groups: list[list[PricedStretch]] = []
    for stretch in found:
        if groups and groups[-1][-1].point == stretch.point and groups[-1][-1].per == stretch.per:
            groups[-1].append(stretch)
        else:
            groups.append([stretch])
    made = []
    for group in groups:
        slices = [part for stretch in group for part in stretch.slices]
        days = tuple((part.days, part.of) for part in slices if part.days is not None)
        times = sum((part.times for part in slices), Fraction(0))
        made.append((group[0], Portion(times, group[0].per, days)))
    return made


def _missing(what: Priced, groups: list[tuple[PricedStretch, Portion]]) -> str | None:
    """Return what is not known and would be charged; None where nothing is."""
    for stretch, portion in groups:
        if portion.times == 0:
            continue
        if stretch.point.missing is not None:
            return charged_nothing(stretch.point.missing)
        if what.units(stretch.point.version) is None:
            return charged_nothing(what.no_units(stretch.point.version))
    return None


def _inputs(what: Priced, groups: list[tuple[PricedStretch, Portion]], version: Agreement) -> dict[str, str]:
    if not groups:
        amount = what.amount(version)
        return {**what.inputs(version), "price": "0" if amount is None else str(amount.amount), "periods": "0"}
    found: dict[str, str] = {}
    for number, (stretch, portion) in enumerate(groups):
        suffix = "" if number == 0 else f" from {stretch.start}"
        point = stretch.point
        plain = point.agreed is not None and not point.steps
        price = str(point.agreed.amount) if plain and point.agreed is not None else exact_text(_of(stretch))
        own = {**what.inputs(point.version), "price": price, "periods": exact_text(portion.times)}
        found |= {f"{name}{suffix}": value for name, value in own.items()}
    return found


def _assumptions(found: tuple[PricedStretch, ...], clause: ClauseRef) -> tuple[Assumption, ...]:
    silent = any(stretch.cut and any(part.days is not None for part in stretch.slices) for stretch in found)
    return (counted_by_days(clause),) if silent else ()
