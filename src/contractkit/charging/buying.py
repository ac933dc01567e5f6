"""Which prepaid blocks begin when, with how many units, for which price: each period's, a single one, those ordered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

import attrs

from contractkit.charging.blocks import CarryLimit, PrepaidBlock
from contractkit.charging.knowing import ChargingFacts
from contractkit.charging.naming import proration_of
from contractkit.charging.paths import PricePoint, Written, point_on, price_path
from contractkit.charging.shares import slices_of
from contractkit.charging.volumes import CountedVolume, known_counts
from contractkit.charging.windows import held_part, in_force, price_window
from contractkit.quantities.money import Money, Percent
from contractkit.quantities.months import add_months
from contractkit.quantities.periods import Period
from contractkit.quantities.spans import Span
from contractkit.records.clauses import ClauseRef
from contractkit.records.said import said
from contractkit.terms import Agreement
from contractkit.terms.provisions.prepaid import Prepaid

__all__ = [
    "Begun",
    "BlockPrice",
    "begins_on",
    "begun",
    "begun_of",
    "ends_before",
    "names_of",
    "prepaid_in",
    "untold_orders",
]

_DAY = timedelta(days=1)


@attrs.frozen
class BlockPrice:
    """The price of a block.

    Attributes:
        name: The service and the clause, as in ``consulting: hours-card``: what changes prices of the one, or of the
            other, changes it.
    """

    name: str

    def clause(self, version: Agreement) -> ClauseRef | None:
        """Return where the blocks are agreed."""
        found = self.found(version)
        return None if found is None else found.clause

    def amount(self, version: Agreement) -> Money | None:
        """Return the price of a block."""
        found = self.found(version)
        return None if found is None else found.price

    def written(self, version: Agreement) -> Written | None:
        """Return the price as it is written; another number of units makes another price of it."""
        found = self.found(version)
        if found is None or found.price is None:
            return None
        return Written(found.clause, found.price, f"{found.units} {found.unit}", 1, found.every)

    def found(self, version: Agreement) -> Prepaid | None:
        """Return the clause in a version; None where that version has none such."""
        return prepaid_in(version, self.name.rpartition(": ")[2])


@attrs.frozen
class Begun:
    """Blocks that begin on one date.

    Attributes:
        block: One block with all that those of the date have in it.
        term: The clause as it stands on the date.
        version: The agreement as it stands on the date.
        number: How many blocks: 1, or as many as were ordered.
        share: Which share of a block it is, where only a part of its period lies in the term.
        days: Where that share counts days, how many of how many.
        order: What tells the order; None where none is needed.
    """

    block: PrepaidBlock
    term: Prepaid
    version: Agreement
    number: Fraction = Fraction(1)
    share: Fraction = Fraction(1)
    days: tuple[tuple[int, int], ...] = ()
    order: CountedVolume | None = None

    def point(self, agreement: Agreement, facts: ChargingFacts) -> PricePoint:
        """Return the price of a block on the date on which it begins."""
        day = self.block.holds_from
        return point_on(price_path(agreement, BlockPrice(f"{self.term.of}: {self.term.name}"), day, facts), day)


@attrs.frozen
class _Stretch:
    """Dates in which a clause holds in one wording, with the version that has it."""

    start: date
    end: date
    term: Prepaid
    version: Agreement


def prepaid_in(version: Agreement, name: str) -> Prepaid | None:
    """Return the prepaid clause of a name in a version; None where it has none such."""
    return next((one for one in version.provisions_of(Prepaid) if one.name == name), None)


def names_of(agreement: Agreement, service: str, until: date, facts: ChargingFacts) -> tuple[str, ...]:
    """Return the names of the clauses that sell units of a service in some version before a date, in their order."""
    spans = [span for span in agreement.versions.spans(facts.known_at) if span.start is None or span.start < until]
    found = (one for span in spans for one in span.value.provisions_of(Prepaid) if one.of == service)
    return tuple(dict.fromkeys(one.name for one in found))


def begun(agreement: Agreement, name: str, until: date, facts: ChargingFacts) -> tuple[Begun, ...]:
    """Return all blocks of a clause that begin before a date, the oldest first.

    A block has the units, the price, the lapse and the limit of the wording that holds on its first date, and keeps
    them. A new block begins with each period in which the clause holds; where it holds in a part of one only, the block
    has that part of the units, for that part of the price.

    Args:
        agreement: The agreement with its versions.
        name: The clause.
        until: The first date after all that is asked about.
        facts: Orders, and what was known when.
    """
    held = list(_stretches(agreement, name, until, facts))
    orders = [one for one in known_counts(facts.volumes, name, facts.known_at) if one.number]
    found = [*_single(held, until), *_of_periods(held, until), *_ordered(held, orders, until)]
    return tuple(sorted(found, key=lambda one: one.block.holds_from))


def begun_of(agreement: Agreement, service: str, until: date, facts: ChargingFacts) -> dict[str, tuple[Begun, ...]]:
    """Return by clause all blocks of a service that begin before a date; of another service a clause may sell others.

    Args:
        agreement: The agreement with its versions.
        service: The service, or the part of one.
        until: The first date after all that is asked about.
        facts: Orders, and what was known when.
    """
    return {
        name: tuple(one for one in begun(agreement, name, until, facts) if one.term.of == service)
        for name in names_of(agreement, service, until, facts)
    }


def untold_orders(agreement: Agreement, name: str, since: date, until: date, facts: ChargingFacts) -> str | None:
    """Return what is not known of the blocks that were ordered between two dates; None where all is.

    Each calendar month in which blocks can be ordered has to be told: the day of each order, or nought for none.

    Args:
        agreement: The agreement with its versions.
        name: The clause.
        since: The first date that is asked about.
        until: The first date after.
        facts: Orders, and what was known when.
    """
    told = known_counts(facts.volumes, name, facts.known_at)
    for stretch in _stretches(agreement, name, until, facts):
        if stretch.term.bought != "as-ordered":
            continue
        start, end = max(stretch.start, since), min(stretch.end, until)
        day = start
        while day < end:
            month = Period.containing(day, "month")
            if not any(one.during.start < month.end and month.start < one.during.end for one in told):
                return said(
                    "how many blocks of {name} were ordered in {month} is not told; 0 says that none were",
                    name=name,
                    month=month.label,
                )
            day = month.end
        for one in told:
            several = (one.during.end - one.during.start).days > 1
            if one.number and several and one.during.start < end and start < one.during.end:
                return said(
                    "on which date of {dates} blocks of {name} were ordered is not told", dates=one.during, name=name
                )
    return None


def begins_on(agreement: Agreement, name: str, until: date, facts: ChargingFacts) -> date | None:
    """Return the first date on which a clause holds before another date; None where nothing says it."""
    first = next((one.start for one in _stretches(agreement, name, until, facts)), None)
    return None if first == date.min else first


def ends_before(agreement: Agreement, name: str, day: date, facts: ChargingFacts) -> date:
    """Return a date before which no block can have begun that holds on a day: as early as any wording lets it."""
    spans = [one.term.lapses_after for one in _stretches(agreement, name, day, facts)]
    if not spans or not all(isinstance(span, Span) for span in spans):
        return date.min
    return min(_later(day, attrs.evolve(span, n=-span.n)) for span in spans if isinstance(span, Span))


def _stretches(agreement: Agreement, name: str, until: date, facts: ChargingFacts) -> Iterator[_Stretch]:
    for span in agreement.versions.spans(facts.known_at):
        version, term = span.value, prepaid_in(span.value, name)
        if term is None:
            continue
        holds, whole = term.holds, version.term
        starts = [span.start, None if whole is None else whole.start, None if holds is None else holds.since]
        ends = [until, span.end, None if whole is None else whole.end, None if holds is None else holds.until]
        start = max((one for one in starts if one is not None), default=date.min)
        end = min(one for one in ends if one is not None)
        if start < end:
            yield _Stretch(start, end, term, version)


def _single(held: list[_Stretch], until: date) -> Iterator[Begun]:
    for one in held:
        day = one.term.bought
        if isinstance(day, date) and one.start <= day < min(one.end, until):
            yield Begun(_block(one.term, day, None, Fraction(1)), one.term, one.version)


def _ordered(held: list[_Stretch], orders: list[CountedVolume], until: date) -> Iterator[Begun]:
    for one in held:
        for order in orders if one.term.bought == "as-ordered" else ():
            day = order.during.start
            if one.start <= day < min(one.end, until):
                number = Fraction(order.number)
                yield Begun(_block(one.term, day, None, number), one.term, one.version, number, order=order)


def _of_periods(held: list[_Stretch], until: date) -> Iterator[Begun]:
    free = date.min
    for one in held:
        if one.term.every is None:
            continue
        day = max(one.start, free)
        if day == date.min:
            day = _first_needed(one, until)
        while day < one.end:
            window = price_window(one.version, one.term.every, day)
            yield _of_period(one, window, day)
            day = free = window.end


def _first_needed(one: _Stretch, until: date) -> date:
    """Return a date from which all blocks are counted that can hold at the end, where no start of the term is known."""
    last = until - _DAY
    span = one.term.lapses_after
    back = last if not isinstance(span, Span) else _later(last, attrs.evolve(span, n=-span.n))
    return price_window(one.version, str(one.term.every), back).start


def _of_period(one: _Stretch, window: Period, day: date) -> Begun:
    term, version = one.term, one.version
    own = in_force(version, window)
    own = (None if own is None else held_part(term.holds, own)) or window
    rule = proration_of(version, f"{term.of}: {term.name}", term.clause, day)
    slices = slices_of(
        version,
        str(term.every),
        window,
        day,
        own.end,
        one_price="throughout" if day == own.start else "not",
        rule=rule,
        holds=term.holds,
    )
    share = sum((part.times for part in slices), Fraction(0))
    days = tuple((part.days, part.of) for part in slices if part.days is not None)
    return Begun(_block(term, day, window, share), term, version, share=share, days=days)


def _block(term: Prepaid, day: date, window: Period | None, times: Fraction) -> PrepaidBlock:
    units = Fraction(term.units) * times
    span = term.lapses_after
    lapses = None
    if isinstance(span, Span):
        lapses = _later(day, span)
    elif span == "with-its-period" and window is not None:
        lapses = window.end
    carries = None
    if term.carries is not None and window is not None:
        part = term.carries
        most = units * Fraction(part.value) / 100 if isinstance(part, Percent) else Fraction(part)
        carries = CarryLimit(window.end, most)
    return PrepaidBlock(term.name, units, day, lapses, term.clause, bought=units, carries=carries, unit=term.unit)


def _later(day: date, span: Span) -> date:
    try:
        if span.unit in ("month", "year"):
            return add_months(day, span.n * (12 if span.unit == "year" else 1))
        return day + timedelta(days=span.n * (7 if span.unit == "week" else 1))
    except (ValueError, OverflowError):
        return date.max
