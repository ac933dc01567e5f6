"""Amounts of outcomes in the unit of their limit, and as the two columns that a table has for them."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from contractkit.facts import NAT, Integers, Table
from contractkit.facts.table import TableColumn

__all__ = ["amount_columns", "in_days", "in_own_unit"]

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


def in_days(outcomes: Table) -> Flags:
    """Return which outcomes are measured in business days."""
    column = outcomes.column("allowed_days")
    assert isinstance(column, Integers)
    return ~column.missing


def in_own_unit(outcomes: Table, name: str) -> Ints:
    """Return an amount of outcomes in microseconds or business days; `NAT` where there is none."""
    days = outcomes.column(f"{name}_days")
    assert isinstance(days, Integers)
    return np.where(days.missing, outcomes.array(name).view(np.int64), days.values)


def amount_columns(amounts: Mapping[str, Ints], days: Flags) -> dict[str, TableColumn]:
    """Return columns of time, and after them columns of business days with the same names and ``_days`` behind.

    Args:
        amounts: The amounts by name, in microseconds or business days; `NAT` for none.
        days: Which rows are in business days.
    """
    time: dict[str, TableColumn] = {
        name: np.where(days, NAT, amount).view("timedelta64[us]") for name, amount in amounts.items()
    }
    return time | {f"{name}_days": Integers(amount, ~days | (amount == NAT)) for name, amount in amounts.items()}
