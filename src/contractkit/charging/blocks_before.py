"""What is left of the prepaid blocks of a service on a date: as it is told, or worked out from what was used before.

It is worked out from the last date on which nothing was left of any block, or on which it is told what was left.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise

import attrs

from contractkit.charging.blocks import BlocksLeft, PrepaidBlock
from contractkit.charging.buying import Begun, begins_on, begun_of, ends_before, untold_orders
from contractkit.charging.knowing import ChargingFacts
from contractkit.charging.prepaid import DrawnFirst, Use, draw
from contractkit.charging.spending import units_used
from contractkit.quantities.periods import Period
from contractkit.records.said import said
from contractkit.terms import Agreement
from contractkit.terms.provisions.prepaid import Prepaid

__all__ = ["Known", "blocks_on", "borders", "dates_of", "drawn_first", "holds_on", "known_before", "left_on"]

_DAY = timedelta(days=1)


@attrs.frozen
class Known:
    """Where the blocks of a service are known, and which begin when.

    Attributes:
        on: The date.
        every: By clause, all blocks that begin before the end of the period.
        own: By clause, those that begin in it.
    """

    on: date
    every: Mapping[str, tuple[Begun, ...]]
    own: Mapping[str, tuple[Begun, ...]]

    def coming(self, until: date) -> list[Begun]:
        """Return the blocks that begin on the date, or after it and before another."""
        return [one for found in self.every.values() for one in found if self.on <= one.block.holds_from < until]


def blocks_on(
    agreement: Agreement, service: str, on: date, facts: ChargingFacts
) -> tuple[PrepaidBlock, ...] | str | None:
    """Return the prepaid blocks of a service that hold on a date, with what is left in them at its beginning.

    Args:
        agreement: The agreement with its versions.
        service: The service, or the part of one.
        on: The date.
        facts: Counts and levels of the service, orders of blocks, what earlier periods left, and what was known when.

    Returns:
        The blocks, the oldest first; what is not known, so that nobody knows what is left; None where it has none such.
    """
    after = on + _DAY
    every = begun_of(agreement, service, after, facts)
    if not every:
        return None
    untold = (untold_orders(agreement, name, on, after, facts) for name in every)
    unknown = next((says for says in untold if says is not None), None)
    start = unknown or known_before(agreement, every, on, facts)
    if isinstance(start, str):
        return start
    found = left_on(agreement, service, on, facts, Known(start, every, {}))
    if isinstance(found, str):
        return found
    return (*found, *(one.block for several in every.values() for one in several if one.block.holds_from == on))


def known_before(
    agreement: Agreement, every: Mapping[str, tuple[Begun, ...]], first: date, facts: ChargingFacts
) -> date | str:
    """Return the last date, at most the first of the period, on which is known what is left of every clause."""
    told = {name: facts.blocks[name] for name in every if name in facts.blocks and facts.blocks[name].on <= first}
    blocks = [one.block for found in every.values() for one in found]
    blocks += [block for one in told.values() for block in one.blocks]
    lapses = (block.lapses_on for block in blocks if block.lapses_on is not None)
    begins = (block.holds_from for block in blocks)
    starts = (start for name in every if (start := begins_on(agreement, name, first, facts)) is not None)
    dates = {first, *(one.on for one in told.values()), *lapses, *begins, *starts}
    missing = ""
    for day in sorted((one for one in dates if one <= first), reverse=True):
        says = [_unknown(agreement, name, found, told.get(name), (day, first), facts) for name, found in every.items()]
        if all(one is None for one in says):
            return day
        missing = next((one for one in says if one), missing)
    return missing or said("what is left of prepaid units on {day} is not told", day=first)


def _unknown(
    agreement: Agreement,
    name: str,
    found: Sequence[Begun],
    told: BlocksLeft | None,
    dates: tuple[date, date],
    facts: ChargingFacts,
) -> str | None:
    """Return why it is not known what is left of a clause on the first of two dates, and what began until the other.

    It is empty where something is left of blocks that began before; None where all is known.
    """
    day, first = dates
    if told is not None and told.on == day:
        return untold_orders(agreement, name, day, first, facts)
    blocks = [*(one.block for one in found), *(() if told is None else told.blocks)]
    if any(block.holds_from < day and (block.lapses_on is None or day < block.lapses_on) for block in blocks):
        return ""
    since = ends_before(agreement, name, day, facts)
    return untold_orders(agreement, name, since if told is None else max(since, told.on), first, facts)


def left_on(
    agreement: Agreement, service: str, first: date, facts: ChargingFacts, start: Known
) -> list[PrepaidBlock] | str:
    """Return what is left on a date of the blocks that began before it, or what is not known of it."""
    blocks = [block for one in _told(start, facts) for block in one.blocks]
    if start.on == first:
        return blocks
    coming = start.coming(first)
    dates = Period(start.on, first, "")
    for low, high in pairwise(borders(agreement, service, blocks, coming, dates, facts)):
        blocks = [block for block in blocks if holds_on(block, low)]
        blocks += [one.block for one in coming if one.block.holds_from == low]
        if not blocks:
            continue
        uses = units_used(agreement, service, dates_of(low, high), first, facts)
        if isinstance(uses, str):
            return uses
        order = drawn_first(agreement, service, low, facts)
        blocks = list(draw(blocks, [Use(use.during.start, use.units) for use in uses], high, first=order).left)
    return [block for block in blocks if block.units and holds_on(block, first)]


def _told(start: Known, facts: ChargingFacts) -> list[BlocksLeft]:
    told = (facts.blocks[name] for name in start.every if name in facts.blocks)
    return [one for one in told if one.on == start.on]


def borders(
    agreement: Agreement,
    service: str,
    blocks: Sequence[PrepaidBlock],
    coming: Sequence[Begun],
    dates: Period,
    facts: ChargingFacts,
) -> list[date]:
    """Return the dates between which no block begins, lapses or loses a part, with the first and the last date."""
    found = {dates.start, dates.end}
    for block in (*blocks, *(one.block for one in coming)):
        turns = (block.holds_from, block.lapses_on, None if block.carries is None else block.carries.on)
        found |= {day for day in turns if day is not None and day in dates}
    spans = (one.start for one in agreement.versions.spans(facts.known_at) if one.start is not None)
    for day in (day for day in spans if day in dates):
        if drawn_first(agreement, service, day, facts) != drawn_first(agreement, service, day - _DAY, facts):
            found.add(day)
    return sorted(found)


def drawn_first(agreement: Agreement, service: str, on: date, facts: ChargingFacts) -> DrawnFirst:
    """Return which block is used first on a date: as the clauses of that date say, else the last ones that did."""
    spans = [span for span in agreement.versions.spans(facts.known_at) if span.start is None or span.start <= on]
    for span in reversed(spans):
        terms = [one for one in span.value.provisions_of(Prepaid) if one.of == service]
        if terms:
            return "newest-first" if any(term.drawn == "newest-first" for term in terms) else "first-to-lapse"
    return "first-to-lapse"


def dates_of(start: date, end: date) -> Period:
    """Return some dates as a period, called as their month where they are one."""
    month = Period.containing(start, "month")
    return month if (month.start, month.end) == (start, end) else Period(start, end, f"{start}..{end - _DAY}")


def holds_on(block: PrepaidBlock, day: date) -> bool:
    """Return whether a block that has begun has not lapsed on a date."""
    return block.lapses_on is None or day < block.lapses_on
