"""What earlier periods left of units that were paid for beforehand, as plain data tells it, and written down again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs

from contractkit.charging.blocks import BlocksLeft, CarryLimit, PrepaidBlock
from contractkit.charging.buying import begun, prepaid_in
from contractkit.charging.exact import exact_text
from contractkit.charging.knowing import ChargingFacts
from contractkit.charging.volumes import CountedVolume
from contractkit.quantities.notation import same_unit
from contractkit.quantities.periods import Period
from contractkit.settlement.told.names import Known
from contractkit.settlement.told.notes import Notes
from contractkit.terms.provisions.prepaid import Prepaid

__all__ = ["read_blocks", "written_blocks"]

Path = tuple[str | int, ...]

_DAY = timedelta(days=1)
_NONE = ("none", "0", "")
_STATE = ("on", "blocks")
_ROW = ("from", "left", "bought", "lapses", "carries")
_CARRY = ("on", "at_most")
_HINT = "for example {2026-02-01: 8 hours}, by the first date of each block; none where nothing is left"


def read_blocks(notes: Notes, group: Any, known: Known) -> dict[str, BlocksLeft]:
    """Return what is left of prepaid blocks, by the name of their clause.

    Under each name stands what is left of each block by its first date; ``none`` where nothing is; of a clause with one
    block alone also just the units. With ``on`` it is of another date than the first one of the period. When a block
    lapses is in the papers; a row may say it where it was agreed otherwise.

    Args:
        notes: Where problems go.
        group: The group ``blocks``.
        known: The names that the agreement knows.
    """
    found = {}
    for name, value in notes.mapping(("blocks",), group):
        path: Path = ("blocks", name)
        notes.name(path, name, known.prepaid, (), "prepaid clause")
        if name in known.prepaid:
            left = _state(notes, path, name, value)
            if left is not None:
                found[name] = left
    return found


def _state(notes: Notes, path: Path, name: str, value: Any) -> BlocksLeft | None:
    on: date | None = notes.period.start
    if isinstance(value, Mapping) and set(value) & set(_STATE):
        notes.words(path, value, _STATE)
        on = notes.day((*path, "on"), value["on"]) if "on" in value else on
        path, value = (*path, "blocks"), value.get("blocks")
    count = len(notes.problems)
    if on is None:
        return None
    blocks = tuple(_blocks(notes, path, name, value, on))
    twice = [one.holds_from for one in blocks if [other.holds_from for other in blocks].count(one.holds_from) > 1]
    if twice:
        says = f"two blocks of '{name}' begin on {twice[0]}"
        notes.problem(path, "contradiction", says, "tell what is left of them together")
    return BlocksLeft(on, blocks) if len(notes.problems) == count else None


def _blocks(notes: Notes, path: Path, name: str, value: Any, on: date) -> Iterator[PrepaidBlock]:
    if isinstance(value, list | tuple):
        for number, row in enumerate(value):
            found = _of_row(notes, (*path, number), name, row, on)
            if found is not None:
                yield found
    elif isinstance(value, Mapping):
        for key, left in value.items():
            at = (*path, str(key))
            first = notes.day(at, key)
            found = None if first is None else _of_row(notes, at, name, {"from": first, "left": left}, on)
            if found is not None:
                yield found
    elif value is not None and str(value) not in _NONE:
        first = _only_block(notes.agreement, name)
        if first is None:
            says = f"'{name}' has more than one block, and '{value}' says not of which"
            notes.problem(path, "missing-field", says, _HINT)
            return
        found = _of_row(notes, path, name, {"from": first, "left": value}, on)
        if found is not None:
            yield found


def _only_block(agreement: Any, name: str) -> date | None:
    """Return the date on which the one block of a clause begins; None where it sells several, or may do so."""
    terms = (prepaid_in(entry.value, name) for entry in agreement.versions)
    days = {one.bought for one in terms if one is not None}
    day = days.pop() if len(days) == 1 else None
    return day if isinstance(day, date) else None


def _of_row(notes: Notes, path: Path, name: str, row: Any, on: date) -> PrepaidBlock | None:
    """Return one block with what is left of it; None where that cannot be read, with the problem."""
    count = len(notes.problems)
    entries = dict(notes.mapping(path, row))
    if len(notes.problems) > count:
        return None
    notes.words(path, entries, _ROW)
    if entries.get("from") is None or entries.get("left") is None:
        gone = "from" if entries.get("from") is None else "left"
        notes.problem(path, "missing-field", f"'{gone}' is missing: which block, and how much is left of it", _HINT)
        return None
    first = notes.day((*path, "from"), entries["from"])
    if first is None:
        return None
    agreed = _agreed(notes, path, name, first)
    if agreed is None:
        return None
    block, term = agreed
    left = _units(notes, (*path, "left"), entries["left"], term)
    bought = (
        block.bought if entries.get("bought") is None else _units(notes, (*path, "bought"), entries["bought"], term)
    )
    lapses = block.lapses_on
    if "lapses" in entries:
        lapses = None if entries["lapses"] in (None, "never") else notes.day((*path, "lapses"), entries["lapses"])
    carries = _carry(notes, path, entries, term, block.carries)
    if left is None or len(notes.problems) > count:
        return None
    says = _impossible(name, first, left, bought, lapses, on)
    if says is not None:
        notes.problem(path, "quantity", *says)
        return None
    behind = carries is not None and carries.on <= on
    return attrs.evolve(block, units=left, lapses_on=lapses, bought=bought, carries=None if behind else carries)


def _agreed(notes: Notes, path: Path, name: str, first: date) -> tuple[PrepaidBlock, Prepaid] | None:
    """Return the block that begins on a date as the papers have it, with its clause; None and a problem without one."""
    volumes: Any = (CountedVolume(name, Period.containing(first, "day"), Decimal(1)),)
    every = begun(notes.agreement, name, first + _DAY, ChargingFacts(volumes=volumes))
    found = next((one for one in every if one.block.holds_from == first), None)
    if found is not None:
        # How many were ordered is not in the papers.
        block = found.block if found.order is None else attrs.evolve(found.block, bought=None)
        return block, found.term
    before = every[-1].block.holds_from if every else None
    says = f"no block of '{name}' begins on {first}"
    hint = "tell it by the first date of the block" + ("" if before is None else f", such as {before}")
    notes.problem(path, "unknown-reference", says, hint)
    return None


def _units(notes: Notes, path: Path, value: Any, term: Prepaid) -> Fraction | None:
    """Return so many units of a block; a fraction such as ``31/3 hours`` too, which no clause would write."""
    text, _, unit = str(value).partition(" ")
    over, _, under = text.partition("/")
    if under.isdigit() and over.isdigit() and int(under):
        if unit and not same_unit(unit, term.unit):
            _other_unit(notes, path, value, term)
            return None
        return Fraction(int(over), int(under))
    found = notes.volume(path, value, term.name)
    if found is None:
        return None
    bare = found.unit in (None, "unit", term.name, str(path[-1]))
    if not bare and not same_unit(str(found.unit), term.unit):
        _other_unit(notes, path, value, term)
        return None
    return Fraction(found.number)


def _other_unit(notes: Notes, path: Path, value: Any, term: Prepaid) -> None:
    says = f"'{value}' is told of '{term.name}', whose blocks count {term.unit}"
    notes.problem(path, "unit", says, f"for example 8 {term.unit}")


def _carry(
    notes: Notes, path: Path, row: Mapping[str, Any], term: Prepaid, agreed: CarryLimit | None
) -> CarryLimit | None:
    if "carries" not in row:
        return agreed
    if row["carries"] is None:
        return None
    at = (*path, "carries")
    entries = dict(notes.mapping(at, row["carries"]))
    notes.words(at, entries, _CARRY)
    on = notes.day((*at, "on"), entries.get("on"))
    most = _units(notes, (*at, "at_most"), entries.get("at_most"), term)
    return None if on is None or most is None else CarryLimit(on, most)


def _impossible(
    name: str, first: date, left: Fraction, bought: Fraction | None, lapses: date | None, on: date
) -> tuple[str, str] | None:
    """Return what is wrong with a block of which something is told to be left, and what to do; None where it can be."""
    if bought is not None and left > bought:
        says = f"{exact_text(left)} units are left of a block of '{name}' that had {exact_text(bought)}"
        return says, "tell what is left, not what was used"
    if first >= on:
        says = f"the block of '{name}' from {first} begins on {on} or later, and nothing of it is left by then"
        return says, "leave it out: it is in the papers, or in the volumes as an order"
    if lapses is not None and lapses <= on:
        return f"the block of '{name}' from {first} has lapsed on {lapses}, and {on} is not before it", "leave it out"
    return None


def written_blocks(blocks: Mapping[str, BlocksLeft]) -> dict[str, Any]:
    """Return what is left of prepaid blocks as plain data that `read_blocks` reads."""
    return {
        name: {"on": left.on.isoformat(), "blocks": [_written(block) for block in left.blocks] or "none"}
        for name, left in blocks.items()
    }


def _written(block: PrepaidBlock) -> dict[str, Any]:
    carries = block.carries
    row = {
        "from": block.holds_from.isoformat(),
        "left": exact_text(block.units),
        "lapses": "never" if block.lapses_on is None else block.lapses_on.isoformat(),
        "carries": None if carries is None else {"on": carries.on.isoformat(), "at_most": exact_text(carries.at_most)},
    }
    return row if block.bought is None else row | {"bought": exact_text(block.bought)}
