"""Settlements that ``contractkit settle --json-out`` wrote, as far as they say what can be claimed or done."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import attrs

from contractkit.errors import UsageError
from contractkit.quantities.money import Money
from contractkit.quantities.periods import Period
from contractkit.records.clauses import ClauseRef

__all__ = ["Followed", "Settled", "SettledLine", "settled_in"]


@attrs.frozen
class SettledLine:
    """One line of a settlement, as it was written down."""

    id: str
    kind: str
    clause: ClauseRef
    period: Period
    target: str | None
    low: Money | None
    state: str


@attrs.frozen
class Followed:
    """What follows of a settlement besides money, as it was written down."""

    clause: ClauseRef
    state: str
    says: str


@attrs.frozen
class Settled:
    """A settlement, as it was written down.

    Attributes:
        agreement: The id of its agreement.
        period: Its period.
        lines: Its lines.
        consequences: What follows besides money.
    """

    agreement: str
    period: Period
    lines: tuple[SettledLine, ...]
    consequences: tuple[Followed, ...]


def settled_in(files: Iterable[Path]) -> tuple[Settled, ...]:
    """Return the settlements that files hold.

    Args:
        files: What ``contractkit settle --json-out`` wrote.

    Raises:
        UsageError: A file is no settlement.
    """
    return tuple(_settled(file) for file in files)


def _settled(file: Path) -> Settled:
    says = f"{file} holds no settlement; contractkit settle --json-out writes one"
    try:
        data: Any = json.loads(file.read_text(encoding="utf-8"))
        data = data.get("settlement", data)
        currency = data["currency"]
        return Settled(
            data["agreement"],
            _period(data["period"]),
            tuple(_line(line, currency) for line in data["lines"]),
            tuple(Followed(_clause(one["clause"]), one["state"], one["says"]) for one in data["consequences"]),
        )
    except (UnicodeDecodeError, ValueError, KeyError, TypeError, AttributeError, InvalidOperation):
        raise UsageError(says) from None


def _line(line: Mapping[str, Any], currency: str) -> SettledLine:
    low = None if line["low"] is None else Money(Decimal(line["low"]), currency)
    clause, period = _clause(line["clause"]), _period(line["period"])
    return SettledLine(line["id"], line["kind"], clause, period, line["target"], low, line["state"])


def _period(written: Mapping[str, str]) -> Period:
    return Period(date.fromisoformat(written["start"]), date.fromisoformat(written["end"]), written["label"])


def _clause(written: str) -> ClauseRef:
    place, _, row = written.partition(" ")
    document, _, number = place.rpartition("/")
    return ClauseRef(document or place, number if document else None, row or None)
