"""What earlier settlements paid, effect by effect: all that a settlement needs to know of the past.

A ledger is plain data that the caller keeps. It only grows: a period that is settled anew is added, and the last
settlement of a period is the one that counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any, Literal, Self, cast

import attrs

from contractkit.errors import UsageError
from contractkit.quantities.money import Money
from contractkit.quantities.periods import Period

__all__ = ["Ledger", "LedgerEntry", "Reading", "SettledPeriod"]

Reading = Literal["now", "least", "most"]
"""Which of the possible amounts is followed: what is settled now, or the least or the most that it can come to."""

_VERSION = 1


@attrs.frozen
class LedgerEntry:
    """What one effect came to, after caps and rounding.

    Attributes:
        effect: The id of the settlement line.
        target: The target whose figure it looked at.
        clause: Where the effect stands.
        settled_on: The last day of the effect's own period, which decides the windows of caps that it counts in.
        kind: Whether it was a malus or a bonus.
        amount: What was paid; negative for a malus. Nothing for now where the effect is not known yet.
        least: What it comes to where the total of its settlement is least; None where that is `amount`.
        most: What it comes to where the total of its settlement is most; None where that is `amount`.
    """

    effect: str
    target: str
    clause: str
    settled_on: date
    kind: Literal["malus", "bonus"]
    amount: Money
    least: Money | None = None
    most: Money | None = None

    def under(self, reading: Reading) -> Money:
        """Return the amount under a reading of what was not known when it was settled."""
        known = {"now": None, "least": self.least, "most": self.most}[reading]
        return self.amount if known is None else known

    def to_dict(self) -> dict[str, Any]:
        """Return the entry as plain data, amounts and dates as text; what is None is left out."""
        ends = {"least": self.least, "most": self.most}
        return {
            "effect": self.effect,
            "target": self.target,
            "clause": self.clause,
            "settled_on": self.settled_on.isoformat(),
            "kind": self.kind,
            "amount": str(self.amount.amount),
            "currency": self.amount.currency,
            **{name: str(end.amount) for name, end in ends.items() if end is not None},
        }


@attrs.frozen
class SettledPeriod:
    """One settlement, as far as later ones need it.

    Attributes:
        period: The period that was settled.
        status: Whether its amounts were final.
        total: What was to be paid.
        entries: What each effect came to.
    """

    period: Period
    status: Literal["provisional", "final"]
    total: Money
    entries: tuple[LedgerEntry, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the settled period as plain data; its ``end`` is the first date after it."""
        return {
            "period": self.period.label,
            "start": self.period.start.isoformat(),
            "end": self.period.end.isoformat(),
            "status": self.status,
            "total": str(self.total.amount),
            "currency": self.total.currency,
            "entries": [entry.to_dict() for entry in self.entries],
        }


@attrs.frozen
class Ledger:
    """The settlements of an agreement so far.

    Attributes:
        agreement: The id of the agreement; None while nothing is settled.
        settled: The settlements in the order in which they were made.

    Example:
        >>> Ledger.empty().to_dict()
        {'kind': 'ledger', 'version': 1, 'agreement': None, 'settled': []}
    """

    agreement: str | None = None
    settled: tuple[SettledPeriod, ...] = ()

    @classmethod
    def empty(cls) -> Self:
        """Return the ledger of an agreement of which nothing is settled yet."""
        return cls()

    @property
    def governing(self) -> tuple[SettledPeriod, ...]:
        """Return the last settlement of each period, by date."""
        last = {(record.period.start, record.period.end): record for record in self.settled}
        return tuple(record for _, record in sorted(last.items(), key=lambda item: item[0]))

    def with_period(self, agreement: str, record: SettledPeriod) -> Self:
        """Return the ledger with one settlement more; the same ledger where the period was settled like that already.

        Raises:
            UsageError: The ledger is of another agreement, or it has a settlement of other dates that share some with
                this one.
        """
        self.check(agreement, record.period)
        if record in self.governing:
            return self
        return attrs.evolve(self, agreement=agreement, settled=(*self.settled, record))

    def check(self, agreement: str, period: Period) -> None:
        """Refuse a ledger with which `period` of `agreement` cannot be settled.

        Raises:
            UsageError: The ledger is of another agreement, or it has a settlement of other dates that share some with
                `period`.
        """
        if self.agreement not in (None, agreement):
            raise UsageError(f"the ledger is of {self.agreement}, the settlement of {agreement}; hand the right ledger")
        for record in self.governing:
            other = record.period
            same = (other.start, other.end) == (period.start, period.end)
            if not same and other.start < period.end and period.start < other.end:
                raise UsageError(
                    f"{other.label} is settled already and shares dates with {period.label}; "
                    f"hand the ledger as it stood before {period.label}"
                )

    def used(self, kind: Literal["malus", "bonus"], window: Period, before: date, reading: Reading = "now") -> Fraction:
        """Return what effects of a kind came to in a window, in settlements that ended no later than `before`.

        Args:
            kind: Malus or bonus, each for itself.
            window: The dates on which the effects' own periods ended.
            before: The first day of the period that is being settled.
            reading: What is taken of effects that are open: nothing (``now``), or what they come to where the total of
                their settlement is least or most. A malus used most where the total is least.

        Returns:
            A magnitude: at least zero for either kind.
        """
        return sum(
            (
                abs(Fraction(entry.under(reading).amount))
                for record in self.governing
                if record.period.end <= before
                for entry in record.entries
                if entry.kind == kind and window.start <= entry.settled_on < window.end
            ),
            Fraction(0),
        )

    def missing(self, start: date, end: date) -> tuple[tuple[date, date], ...]:
        """Return the stretches of ``[start, end)`` that no settlement covers, each with its end exclusive."""
        gaps = []
        for record in self.governing:
            if record.period.end <= start or start >= end:
                continue
            if record.period.start > start:
                gaps.append((start, min(record.period.start, end)))
            start = record.period.end
        if start < end:
            gaps.append((start, end))
        return tuple(gaps)

    def provisional(self, start: date, end: date) -> tuple[str, ...]:
        """Return the labels of the settlements that touch ``[start, end)`` and were not final."""
        return tuple(
            record.period.label
            for record in self.governing
            if record.status == "provisional" and record.period.start < end and start < record.period.end
        )

    def to_dict(self) -> dict[str, Any]:
        """Return the ledger as plain data, ready for JSON; `from_dict` reads it back."""
        return {
            "kind": "ledger",
            "version": _VERSION,
            "agreement": self.agreement,
            "settled": [record.to_dict() for record in self.settled],
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Return the ledger that `to_dict` wrote down.

        Raises:
            UsageError: The data is no ledger, or one of a version that this library does not know.
        """
        if not isinstance(data, Mapping) or data.get("kind") != "ledger":
            raise UsageError("this is no ledger: its kind is not 'ledger'")
        if data.get("version") != _VERSION:
            raise UsageError(
                f"a ledger of version {data.get('version')!r} cannot be read; this library reads {_VERSION}"
            )
        try:
            return cls(data["agreement"], tuple(_settled(record) for record in data["settled"]))
        except (KeyError, TypeError, ValueError, InvalidOperation) as error:
            raise UsageError(f"the ledger cannot be read: {type(error).__name__}: {error}") from error


def _settled(record: Mapping[str, Any]) -> SettledPeriod:
    return SettledPeriod(
        period=Period(date.fromisoformat(record["start"]), date.fromisoformat(record["end"]), record["period"]),
        status=cast("Literal['provisional', 'final']", _word(record["status"], "provisional", "final")),
        total=Money(Decimal(record["total"]), record["currency"]),
        entries=tuple(_entry(entry) for entry in record["entries"]),
    )


def _entry(entry: Mapping[str, Any]) -> LedgerEntry:
    return LedgerEntry(
        effect=entry["effect"],
        target=entry["target"],
        clause=entry["clause"],
        settled_on=date.fromisoformat(entry["settled_on"]),
        kind=cast("Literal['malus', 'bonus']", _word(entry["kind"], "malus", "bonus")),
        amount=Money(Decimal(entry["amount"]), entry["currency"]),
        least=_end(entry, "least"),
        most=_end(entry, "most"),
    )


def _end(entry: Mapping[str, Any], name: str) -> Money | None:
    return None if entry.get(name) is None else Money(Decimal(entry[name]), entry["currency"])


def _word(word: str, *known: str) -> str:
    if word not in known:
        raise ValueError(f"{word!r} is none of {', '.join(known)}")
    return word
