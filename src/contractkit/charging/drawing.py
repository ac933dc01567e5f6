"""How prepaid blocks go through a period: what was left before, what begins, is used and lapses, what lies beyond.

All blocks of a service are drawn from together. What earlier periods left of them is told; else it is worked out from
the last date on which nothing of them was left, with the units that were used since.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

import attrs

from contractkit.charging.blocks import BlockMoved, BlocksLeft, PrepaidBlock
from contractkit.charging.blocks_before import Known, borders, dates_of, drawn_first, holds_on, known_before, left_on
from contractkit.charging.buying import Begun, begun_of, untold_orders
from contractkit.charging.knowing import ChargingFacts
from contractkit.charging.prepaid import Drawn, Use, draw
from contractkit.charging.spending import Spent, units_used
from contractkit.charging.volumes import CountedVolume, LevelVolume
from contractkit.quantities.periods import Period
from contractkit.records.said import joined
from contractkit.terms import Agreement

__all__ = ["Beyond", "Course", "Taken", "course_of"]

_DAY = timedelta(days=1)


@attrs.frozen
class Taken:
    """Units that came from a block, on some dates."""

    during: Period
    block: PrepaidBlock
    units: Fraction


@attrs.frozen
class Beyond:
    """Units that no block covered, on some dates.

    Attributes:
        during: The dates.
        units: How many; of a price for each period, times the share of that period.
        share: Which share of the period of the price the dates are; 1 where units are charged as they come.
    """

    during: Period
    units: Fraction
    share: Fraction = Fraction(1)


@attrs.frozen
class Course:
    """How the blocks of a service go through a period.

    Attributes:
        begun: By clause, the blocks that begin in the period.
        used: How many units were used.
        taken: Those that blocks covered.
        beyond: Those that none covered.
        moves: By clause, what the period made of each block, the oldest first.
        left: By clause, what is left on the first date after the period.
        facts: The counts and levels of which the uses were taken.
        missing: What is not known, so that nobody knows what was drawn; None where all is.
        unordered: By clause, why it is not known how many of its blocks begin in the period.
    """

    begun: Mapping[str, tuple[Begun, ...]]
    used: Fraction = Fraction(0)
    taken: tuple[Taken, ...] = ()
    beyond: tuple[Beyond, ...] = ()
    moves: Mapping[str, tuple[BlockMoved, ...]] = attrs.field(factory=dict)
    left: Mapping[str, BlocksLeft] = attrs.field(factory=dict)
    facts: tuple[CountedVolume | LevelVolume, ...] = ()
    missing: str | None = None
    unordered: Mapping[str, str] = attrs.field(factory=dict)


@attrs.define
class _Tank:
    """A block on its way through the period.

    Attributes:
        block: The block with what is left in it.
        before: What was in it when the period began.
        bought: What it began with in the period.
        used: What was used of it in the period.
        gone: What lapsed of it in the period.
    """

    block: PrepaidBlock
    before: Fraction = Fraction(0)
    bought: Fraction = Fraction(0)
    used: Fraction = Fraction(0)
    gone: Fraction = Fraction(0)


def course_of(agreement: Agreement, service: str, billed: Period, facts: ChargingFacts) -> Course | None:
    """Return how the prepaid blocks of a service go through some dates; None where it has none such.

    The units that were used are those of counts, each between two dates on which blocks begin, lapse or lose a part: of
    one that crosses such a date nobody knows how much came from which block.

    Args:
        agreement: The agreement with its versions.
        service: The service, or the part of one.
        billed: The dates, all of them in force.
        facts: Counts and levels of the service, orders of blocks, what earlier periods left, and what was known when.
    """
    every = begun_of(agreement, service, billed.end, facts)
    if not every:
        return None
    own = {name: tuple(one for one in found if one.block.holds_from in billed) for name, found in every.items()}
    unordered = {
        name: says
        for name in every
        if (says := untold_orders(agreement, name, billed.start, billed.end, facts)) is not None
    }
    if unordered:
        return Course(own, missing=joined("; ", unordered.values()), unordered=unordered)
    start = known_before(agreement, every, billed.start, facts)
    if isinstance(start, str):
        return Course(own, missing=start)
    return _run(agreement, service, billed, facts, Known(start, every, own))


def _run(agreement: Agreement, service: str, billed: Period, facts: ChargingFacts, start: Known) -> Course:
    before = left_on(agreement, service, billed.start, facts, start)
    coming = [one for found in start.own.values() for one in found]
    blocks = [] if isinstance(before, str) else before
    tanks = [_Tank(block, block.units) for block in blocks]
    missing = [before] if isinstance(before, str) else []
    taken: list[Taken] = []
    beyond: list[Beyond] = []
    spent: list[Spent] = []
    for low, high in pairwise(borders(agreement, service, blocks, coming, billed, facts)):
        tanks += [_Tank(one.block, bought=one.block.units) for one in coming if one.block.holds_from == low]
        held = [tank for tank in tanks if holds_on(tank.block, low)]
        uses = units_used(agreement, service, dates_of(low, high), billed.start, facts)
        if isinstance(uses, str):
            missing.append(uses)
            continue
        order = drawn_first(agreement, service, low, facts)
        drawn = draw(
            [tank.block for tank in held], [Use(one.during.start, one.units) for one in uses], high, first=order
        )
        spent += uses
        taken += _taken(held, uses, drawn)
        beyond += _beyond(uses, drawn)
        for tank, left, used, gone in zip(held, drawn.left, drawn.used, drawn.gone, strict=True):
            tank.block, tank.used, tank.gone = left, tank.used + used, tank.gone + gone
    if missing:
        return Course(start.own, missing=joined("; ", dict.fromkeys(missing)))
    names = tuple(start.every)
    return Course(
        begun=start.own,
        used=sum((one.units for one in spent), Fraction(0)),
        taken=tuple(taken),
        beyond=tuple(beyond),
        moves={name: tuple(_moved(tank) for tank in tanks if tank.block.name == name) for name in names},
        left={name: _left(name, tanks, billed.end) for name in names},
        facts=tuple(dict.fromkeys(fact for one in spent for fact in one.facts)),
    )


def _taken(held: Sequence[_Tank], uses: Sequence[Spent], drawn: Drawn) -> Iterator[Taken]:
    for place, number, units in drawn.drawn:
        yield Taken(uses[place].during, held[number].block, units)


def _beyond(uses: Sequence[Spent], drawn: Drawn) -> Iterator[Beyond]:
    covered = {place: Fraction(0) for place in range(len(uses))}
    for place, _, units in drawn.drawn:
        covered[place] += units
    for place, use in enumerate(uses):
        if use.units > covered[place]:
            yield Beyond(use.during, use.units - covered[place], use.share)


def _moved(tank: _Tank) -> BlockMoved:
    return BlockMoved(tank.block, tank.before, tank.bought, tank.used, tank.gone)


def _left(name: str, tanks: Sequence[_Tank], on: date) -> BlocksLeft:
    own = (
        tank.block for tank in tanks if tank.block.name == name and tank.block.units > 0 and holds_on(tank.block, on)
    )
    return BlocksLeft(on, tuple(own))
