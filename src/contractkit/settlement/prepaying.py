"""Prepaid blocks from one settlement to the next: what earlier ones left, and what a period made of each block."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs

from contractkit.charging.blocks import BlockMoved, BlocksLeft, PrepaidBlock
from contractkit.charging.charge import Charge
from contractkit.charging.drawing import course_of
from contractkit.charging.exact import exact_text
from contractkit.charging.paid_units import PaidUnits, paid_units
from contractkit.charging.priced import held_versions
from contractkit.charging.volumes import CountedVolume
from contractkit.charging.windows import in_force
from contractkit.quantities.periods import Period
from contractkit.records.said import said
from contractkit.settlement.ledger import Ledger
from contractkit.settlement.matter import Matter
from contractkit.settlement.remembered import SettledPeriod
from contractkit.settlement.told import SettlementFacts
from contractkit.terms import Agreement
from contractkit.terms.provisions.prepaid import Prepaid

__all__ = [
    "block_moves",
    "blocks_beside",
    "blocks_gone",
    "blocks_left",
    "has_blocks",
    "moves_together",
    "named_by",
    "needs_history",
    "rests_on_blocks",
    "units_left",
    "with_blocks",
]


def has_blocks(version: Agreement) -> bool:
    """Return whether units of a service are paid for beforehand, so that what earlier periods left decides."""
    return any(isinstance(one, Prepaid) for one in version.provisions)


def _sold(agreement: Agreement) -> Iterator[Prepaid]:
    """Yield the prepaid clauses of all wordings: what was bought under an earlier one stays."""
    return (one for span in agreement.versions.spans() for one in span.value.provisions_of(Prepaid))


def named_by(charge: Charge) -> str:
    """Return the name of the prepaid clause that a charge is of, which stands behind that of its service."""
    return charge.name.rpartition(": ")[2]


def with_blocks(agreement: Agreement, period: Period, told: SettlementFacts, ledger: Ledger) -> SettlementFacts:
    """Return facts with what earlier settlements left of prepaid blocks, as far as nobody tells it of a later date.

    Of one date, what was told counts before what the ledger has.

    Args:
        agreement: The agreement with its versions, which says where each block was agreed.
        period: What is settled.
        told: What was told.
        ledger: Earlier settlements.
    """
    known = ledger.blocks(period.start)
    if not known:
        return told
    own = {name: left for name, left in told.blocks.items() if left.on <= period.start}
    newer = {name: left for name, left in known.items() if name not in own or own[name].on < left.on}
    placed = {name: attrs.evolve(left, blocks=_placed(agreement, left, told.known_at)) for name, left in newer.items()}
    return attrs.evolve(told, blocks={**told.blocks, **placed}) if placed else told


def _placed(agreement: Agreement, left: BlocksLeft, known_at: date | None) -> Iterator[PrepaidBlock]:
    """Yield blocks with the clause by which each was agreed, that of the wording on its first date."""
    for block in left.blocks:
        version = agreement.at(block.holds_from, known_at)
        clause = next((one.clause for one in version.provisions_of(Prepaid) if one.name == block.name), block.clause)
        yield attrs.evolve(block, clause=clause)


def blocks_left(charged: Iterable[Charge]) -> dict[str, BlocksLeft]:
    """Return what charges leave of prepaid blocks, by the name of their clause; what is not known is left out.

    The clauses of the blocks are left out too: the ledger keeps none.

    Args:
        charged: The charges of a period.
    """
    found = {named_by(charge): charge.blocks for charge in charged if charge.blocks is not None}
    bare = ((name, [attrs.evolve(block, clause=None) for block in left.blocks]) for name, left in found.items())
    return {name: BlocksLeft(found[name].on, tuple(blocks)) for name, blocks in bare}


def block_moves(charged: Iterable[Charge]) -> tuple[BlockMoved, ...]:
    """Return what a period made of each prepaid block, clause by clause in the order of the page."""
    return tuple(move for charge in charged for move in charge.moves)


def moves_together(moves: Iterable[BlockMoved]) -> tuple[BlockMoved, ...]:
    """Return what periods that follow each other made of each block together, in the order of their first appearance.

    Args:
        moves: Those of the periods, one period after the other.
    """
    found: dict[tuple[str, date], BlockMoved] = {}
    for move in moves:
        key = (move.block.name, move.block.holds_from)
        first = found.get(key)
        found[key] = move if first is None else _added(first, move)
    return tuple(found.values())


def _added(first: BlockMoved, then: BlockMoved) -> BlockMoved:
    """Return what a period and the next one made of a block; what the second had before is what the first one left."""
    more: dict[str, Fraction] = {
        word: getattr(first, word) + getattr(then, word) for word in ("bought", "used", "lapsed")
    }
    return BlockMoved(then.block, first.before, **more)


def blocks_beside(matter: Matter, told: SettlementFacts) -> tuple[str, ...]:
    """Return a sentence for each told state of prepaid blocks that decides nothing, or that the ledger has otherwise.

    Args:
        matter: What is settled.
        told: What was told, without what the ledger has.
    """
    return tuple(_beside(matter, told)) if told.blocks else ()


def _beside(matter: Matter, told: SettlementFacts) -> Iterator[str]:
    known = matter.ledger.blocks(matter.period.start)
    for name, left in told.blocks.items():
        if left.on > matter.period.start:
            yield said(
                "What was told to be left of {name} on {on} decides nothing for {label}, which begins before it.",
                name=name,
                on=left.on,
                label=matter.period.label,
            )
        earlier = known.get(name)
        if earlier is not None and earlier.on == left.on and _units(earlier.blocks) != _units(left.blocks):
            yield said(
                "Of {name}, {units} units are told to be left on {on}, which counts; in the ledger there are {others}.",
                name=name,
                units=exact_text(left.units),
                on=left.on,
                others=exact_text(earlier.units),
            )


def _units(blocks: Sequence[PrepaidBlock]) -> set[tuple[date, date | None, Fraction]]:
    return {(block.holds_from, block.lapses_on, block.units) for block in blocks if block.units}


def blocks_gone(matter: Matter, charged: Iterable[Charge]) -> tuple[str, ...]:
    """Return a sentence for each block of which the last settlement of an agreement leaves units that nobody can use.

    Args:
        matter: What is settled.
        charged: What is charged in its period.
    """
    term = matter.version.term
    if term is None or term.end is None or matter.period.end < term.end:
        return ()
    last = term.end - timedelta(days=1)
    return tuple(
        said(
            "{units} {unit} of {name} from {since} are left, and the agreement ends with {last}: they lapse "
            "({clause}).",
            units=exact_text(one.left),
            unit=one.block.unit,
            name=one.block.name,
            since=one.block.holds_from,
            last=last,
            clause=one.block.clause,
        )
        for one in block_moves(charged)
        if one.left
    )


def needs_history(matter: Matter, charged: Iterable[Charge]) -> frozenset[str]:
    """Return the services of which nobody knows what earlier periods left of their blocks, so that no charge is known.

    Whether it is that, and not what was used in the period itself, is found out by charging as if nothing was.

    Args:
        matter: What is settled.
        charged: What is charged in its period.
    """
    unknown = {charge.name for charge in charged if charge.missing is not None}
    sold: dict[str, set[str]] = {}
    for one in _sold(matter.agreement) if unknown else ():
        if one.of in unknown:
            sold.setdefault(one.of, set()).add(one.name)
    period = in_force(matter.version, matter.period) or matter.period
    found = []
    for service, names in sold.items():
        nothing = (CountedVolume(name, period, Decimal(0)) for name in (service, *names))
        volumes: Any = (*matter.told.volumes, *nothing)
        told = attrs.evolve(matter.told, volumes=volumes)
        course = course_of(matter.agreement, service, period, told)
        if course is not None and course.missing is not None:
            found.append(service)
    return frozenset(found)


def rests_on_blocks(matter: Matter) -> tuple[str, ...]:
    """Return a sentence for each earlier settlement that may still leave other units, or that rests on an older one.

    A provisional one may where uses of it are not known, or were known only up to a date inside of it; one that waits
    for something else leaves what it leaves.

    Args:
        matter: What is settled.
    """
    if not any(_sold(matter.agreement)):
        return ()
    start, label = matter.period.start, matter.period.label
    records = [one for one in matter.ledger.before(start) if one.status == "provisional"]
    open_still = [one for one in records if _is_open(matter, one)]
    return (
        *(
            said(
                "{label} was settled provisionally, and may leave {what} to {next}.",
                label=one.period.label,
                what="prepaid units",
                next=label,
            )
            for one in open_still
        ),
        *(
            said(
                "{late} was settled before {anew}, on which it may rest, was settled anew; settle {late} again first.",
                late=late,
                anew=anew,
            )
            for late, anew in matter.ledger.on_older(start)
        ),
    )


def _is_open(matter: Matter, record: SettledPeriod) -> bool:
    """Return whether the uses of an earlier period may still become others."""
    versions = held_versions(matter.agreement, record.period, matter.told)
    sold = [one for version in versions for one in version.provisions_of(Prepaid)]
    unknown = any(one.name not in record.blocks and one.of not in record.charged for one in sold)
    seen_in_part = record.known_at is not None and record.known_at < record.period.last
    return unknown or (bool(sold) and seen_in_part)


def units_left(
    agreement: Agreement, period: Period, on: date, told: SettlementFacts, before: Ledger
) -> tuple[PaidUnits, ...]:
    """Return what is left of the prepaid units of every service on a date, as far as it is known.

    Args:
        agreement: The agreement with its versions.
        period: The period in which the date lies.
        on: The date, at its beginning.
        told: What was told: what was used up to the date, or what earlier periods left.
        before: The ledger before the period.
    """
    services = dict.fromkeys(one.of for one in _sold(agreement))
    known = with_blocks(agreement, period, told, before) if services else told
    return tuple(unit for service in services for unit in paid_units(agreement, service, on, known))
