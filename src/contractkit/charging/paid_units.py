"""Units of a service that are paid for already, block by block: what is left, or was left when that was known last."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import attrs

from contractkit.charging.blocks import PrepaidBlock
from contractkit.charging.blocks_before import blocks_on
from contractkit.charging.buying import begun, names_of, prepaid_in
from contractkit.charging.exact import exact_text
from contractkit.charging.knowing import ChargingFacts
from contractkit.charging.volumes import known_counts
from contractkit.records.clauses import ClauseRef
from contractkit.records.said import said
from contractkit.terms import Agreement

__all__ = ["PaidUnits", "paid_units"]

_DAY = timedelta(days=1)


@attrs.frozen
class PaidUnits:
    """Units that are paid for already, of one block.

    Attributes:
        name: The name of the clause.
        clause: Where it stands; of a block where that was agreed.
        block: The block, with what is left of it where that is known or was known last, else with all that it began
            with; None where no paper says which blocks there are, since they come as they are ordered.
        missing: Why it is not known what is left of it; None where that is known.
        known_on: The date on which so much was left of it as `block` has, where that is not the date of the request.
    """

    name: str
    clause: ClauseRef | None
    block: PrepaidBlock | None
    missing: str | None = None
    known_on: date | None = None

    @property
    def says(self) -> str:
        """Return it in one sentence."""
        block = self.block
        if block is None:
            return said("{name}, as it was ordered: {missing}", name=self.name, missing=self.missing)
        last = None if block.lapses_on is None else block.lapses_on - _DAY
        facts = {
            "name": self.name,
            "since": block.holds_from,
            "units": said("{number} {unit}", number=exact_text(block.units), unit=block.unit),
            "until": said("as long as the agreement holds") if last is None else said("until {last}", last=last),
        }
        if self.missing is None:
            return said("{units} of {name} from {since}, {until}", **facts)
        if self.known_on is not None:
            return said("{units} of {name} from {since}, {until}: {missing}", **facts, missing=self.missing)
        return said("{name} from {since}, of {units}, {until}: {missing}", **facts, missing=self.missing)

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data, ready for JSON: what is left, and what it began with, as exact text.

        ``left`` is what is left on the date of the request, or on ``known_on`` where only that is known.
        """
        block = self.block
        known = block is not None and (self.missing is None or self.known_on is not None)
        return {
            "name": self.name,
            "clause": None if self.clause is None else str(self.clause),
            "left": exact_text(block.units) if block is not None and known else None,
            "known_on": None if self.known_on is None else self.known_on.isoformat(),
            "bought": None if block is None or block.bought is None else exact_text(block.bought),
            "unit": None if block is None else block.unit,
            "since": None if block is None else block.holds_from.isoformat(),
            "lapses_on": None if block is None or block.lapses_on is None else block.lapses_on.isoformat(),
            "missing": self.missing,
            "says": self.says,
        }


def paid_units(agreement: Agreement, service: str, on: date, facts: ChargingFacts) -> tuple[PaidUnits, ...]:
    """Return the units of a service that are paid for already on a date, the oldest block first.

    Where nobody told all that was used up to the date, they stand as they were known last; where nobody told anything,
    the blocks stand as the papers have them.

    Args:
        agreement: The agreement with its versions.
        service: The service, or the part of one.
        on: The date, at its beginning.
        facts: What was used of the service, or what is left of its blocks; orders, and what was known when.
    """
    found = blocks_on(agreement, service, on, facts)
    if found is None:
        return ()
    if not isinstance(found, str):
        return tuple(PaidUnits(one.name, one.clause, one) for one in found if one.units)
    return tuple(_as_known_last(agreement, service, on, facts))


def _as_known_last(agreement: Agreement, service: str, on: date, facts: ChargingFacts) -> Iterator[PaidUnits]:
    day, left = _known_last(agreement, service, on, facts)
    for name in names_of(agreement, service, on + _DAY, facts):
        blocks = [one.block for one in begun(agreement, name, on + _DAY, facts)]
        if day is None:
            missing = said("how much is left of it is not told")
        else:
            missing = said("what was used since {day} is not told", day=day)
            blocks = [*(one for one in left if one.name == name), *(one for one in blocks if one.holds_from > day)]
        held = [one for one in blocks if one.units and (one.lapses_on is None or on < one.lapses_on)]
        yield from (PaidUnits(name, one.clause, one, missing, day) for one in held)
        term = prepaid_in(agreement.at(on, facts.known_at), name)
        if not blocks and term is not None and day is None:
            yield PaidUnits(name, term.clause, None, missing)


def _known_last(
    agreement: Agreement, service: str, on: date, facts: ChargingFacts
) -> tuple[date | None, tuple[PrepaidBlock, ...]]:
    """Return the last date up to another on which it is known what was left, and what that was."""
    counts = known_counts(facts.volumes, service, facts.known_at)
    days = {*(one.during.end for one in counts), *(one.on for one in facts.blocks.values())}
    for day in sorted((one for one in days if one <= on), reverse=True):
        found = blocks_on(agreement, service, day, facts)
        if isinstance(found, tuple):
            return day, found
    return None, ()
