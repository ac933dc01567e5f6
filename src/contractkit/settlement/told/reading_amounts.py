"""Amounts as plain data tells them: of the period that is asked for, and of periods of their own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from contractkit.quantities.money import Money
from contractkit.quantities.notation import Volume
from contractkit.quantities.periods import Period
from contractkit.settlement.told.amounts import ToldAmount
from contractkit.settlement.told.names import Known
from contractkit.settlement.told.notes import Notes, is_period

__all__ = ["read_amounts"]


def read_amounts(
    notes: Notes, group: Any, known: Known, asked: Period | None
) -> tuple[dict[str, tuple[Money | Volume, ...]], tuple[ToldAmount, ...]]:
    """Return the amounts of the period that is asked for, by name, and those of periods of their own."""
    found: dict[str, tuple[Money | Volume, ...]] = {}
    others: list[ToldAmount] = []
    for name, value in notes.mapping(("amounts",), group):
        path = ("amounts", name)
        notes.name(path, name, known.amounts, known.every, "amount")
        if not (isinstance(value, Mapping) and value and all(is_period(key) for key in value)):
            kept = _several(notes, path, name, value)
            found |= {name: kept} if kept else {}
            continue
        for key, inner in value.items():
            period = notes.when((*path, str(key)), key)
            kept = _several(notes, (*path, str(key)), name, inner)
            if period is not None and kept and period == asked:
                found[name] = kept
            elif period is not None and kept:
                others.append(ToldAmount(name, period, kept))
    return found, tuple(others)


def _several(notes: Notes, path: tuple[str, ...], name: str, value: Any) -> tuple[Money | Volume, ...]:
    """Return the amounts under one name and for one period; none where they do not add up, with a problem."""
    several = [notes.amount(path, one, name) for _, one in notes.rows(value)]
    kept = tuple(one for one in several if one is not None)
    units = {one.currency if isinstance(one, Money) else one.unit for one in kept}
    if len(units) > 1:
        says = f"the amounts under '{name}' are in {' and '.join(sorted(units))}, which do not add up"
        notes.problem(path, "unit", says)
        return ()
    return kept
