"""The lines of a settlement, and the settlement itself: frozen data that says where every cent comes from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

import attrs

from contractkit.charging.blocks import BlockMoved
from contractkit.charging.exact import exact_text
from contractkit.errors import Problem
from contractkit.quantities.money import Money
from contractkit.quantities.periods import Period
from contractkit.records.clauses import Assumption, ClauseRef
from contractkit.settlement.paying.computed import Consequence
from contractkit.settlement.remembered import Status

__all__ = ["Line", "Part", "SettledPeriod", "Settlement"]

_VERSION = 1
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@attrs.frozen
class Part:
    """How much of a cap falls on one line.

    Attributes:
        line: The id of the line that is cut.
        amount: What comes back on it: positive for a malus that is cut, negative for a bonus.
    """

    line: str
    amount: Money


@attrs.frozen
class Line:
    """One line of a settlement.

    Attributes:
        id: What other lines and the ledger call it; unique in the settlement.
        kind: ``charge`` for what is charged, and for what is neither bonus nor malus, such as interest, or what a duty
            costs that was late; ``malus`` or ``bonus`` for an effect that pays; ``none`` for one that pays nothing;
            ``points`` for one that gives points, which others make into money; ``cap`` for what a cap takes back;
            ``minimum-issue`` for what is too little to be paid, or raised; ``carried`` for what an earlier period kept;
            ``earn-back`` for what comes back of an earlier malus.
        clause: The clause that it rests on.
        period: The period that it is about: for an effect its target's own, for a cap its window.
        says: The line in one sentence.
        formula: How the amount came about, in words and numbers.
        inputs: The numbers that went in, by name, written exactly.
        amount: What is paid (positive: to the provider), rounded.
        exact: The amount before it was rounded.
        state: ``settled``; ``no-volume`` for an effect without items; ``undetermined`` where the amount cannot be known
            yet: an effect then pays nothing for now, and a cap holds everything back.
        target: The target whose figure was looked at; None for other lines than effects.
        caps: For a line that a step adds, whether it is about malus or bonus.
        nature: For an effect, the legal nature that the parties gave it.
        items: For an effect, how many items were judged.
        low: The least that it can come to, where that is not yet known.
        high: The most that it can come to, where that is not yet known.
        parts: For a cap or a minimum issue, the lines that it changes, each with its share.
        evidence: What it was taken from, in words: items, figures and measurements with source and date of recording.
        paid_as: What is left of it after every cap, in the currency in which it is paid; None where that is the
            agreement's.
    """

    id: str
    kind: Literal["charge", "malus", "bonus", "none", "points", "cap", "minimum-issue", "carried", "earn-back"]
    clause: ClauseRef
    period: Period
    says: str
    formula: str
    inputs: Mapping[str, str]
    amount: Money
    exact: Fraction
    state: Literal["settled", "no-volume", "undetermined"] = "settled"
    target: str | None = None
    caps: Literal["malus", "bonus"] | None = None
    nature: str | None = None
    items: int | None = None
    low: Money | None = None
    high: Money | None = None
    parts: tuple[Part, ...] = ()
    evidence: tuple[str, ...] = ()
    paid_as: Money | None = None

    @property
    def rounding(self) -> Fraction:
        """Return what rounding added to the exact amount; negative where it took away."""
        return Fraction(self.amount.amount) - self.exact

    def to_dict(self) -> dict[str, Any]:
        """Return the line as plain data, exact numbers as text."""
        return {
            "id": self.id,
            "kind": self.kind,
            "state": self.state,
            "clause": str(self.clause),
            "period": _period_dict(self.period),
            "target": self.target,
            "caps": self.caps,
            "nature": self.nature,
            "says": self.says,
            "formula": self.formula,
            "inputs": dict(self.inputs),
            "items": self.items,
            "amount": str(self.amount.amount),
            "exact": exact_text(self.exact),
            "rounding": exact_text(self.rounding),
            "low": None if self.low is None else str(self.low.amount),
            "high": None if self.high is None else str(self.high.amount),
            "parts": [{"line": part.line, "amount": str(part.amount.amount)} for part in self.parts],
            "evidence": list(self.evidence),
            "paid_as": None if self.paid_as is None else str(self.paid_as),
        }


@attrs.frozen
class SettledPeriod:
    """What one of several periods came to that were settled together.

    Attributes:
        period: The period.
        lines: How many lines of the settlement are its own; those of the periods stand behind each other.
        charges: What is charged before any effect.
        malus: All maluses after caps, without what was won back of them; at most zero.
        bonus: All bonuses after caps; at least zero.
        won_back: What came back of maluses; at least zero.
        total: What the customer pays for the period.
    """

    period: Period
    lines: int
    charges: Money
    malus: Money
    bonus: Money
    won_back: Money
    total: Money

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data, amounts as text."""
        amounts = ("charges", "malus", "bonus", "won_back", "total")
        return {"period": _period_dict(self.period), **{name: str(getattr(self, name).amount) for name in amounts}}


@attrs.frozen
class Settlement:
    """The money of a period under its clauses.

    Attributes:
        agreement: The id of the agreement.
        period: The period that is settled.
        as_of: Up to when facts were looked at, in microseconds since the epoch, UTC; None where no items were.
        currency: The ISO 4217 code of all amounts.
        status: ``final``, or ``provisional`` where a later settlement of the period can differ; `reasons` says why.
            ``agreed`` and ``corrected`` are what the parties make of it.
        reasons: Why the settlement is provisional, one sentence each; none where it is final.
        lines: Charges, effects and caps, in that order; they sum to `total`.
        total: What the customer pays for the period.
        low: The least that the total can come to; None where nothing is undetermined.
        high: The most that the total can come to; None where nothing is undetermined.
        allocated: What falls on each charge of all that effects come to, where a step spreads it; else nothing.
        assumptions: What the text leaves open about the money, and what was taken.
        problems: What is missing, such as settlements of earlier periods; none of them stops the settlement.
        consequences: What follows besides money, such as a plan that is owed or a right to terminate.
        known_at: Only what was recorded on that date or before was taken; None for all.
        notes: What was told and decides nothing, what waits for a period that never comes, and which later settlements
            of the ledger rest on this one, one sentence each.
        blocks: What the period made of each block of units that were paid for beforehand.
        periods: What each period came to, where several were settled together; else nothing. Their lines and totals
            add up to `lines` and `total`, so that they are no part of its data.
    """

    agreement: str
    period: Period
    as_of: int | None
    currency: str
    status: Status
    reasons: tuple[str, ...]
    lines: tuple[Line, ...]
    total: Money
    low: Money | None = None
    high: Money | None = None
    allocated: tuple[Part, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    problems: tuple[Problem, ...] = ()
    consequences: tuple[Consequence, ...] = ()
    known_at: date | None = None
    notes: tuple[str, ...] = ()
    blocks: tuple[BlockMoved, ...] = ()
    periods: tuple[SettledPeriod, ...] = attrs.field(default=(), eq=False)

    @property
    def charges(self) -> Money:
        """Return what is charged before any bonus or malus.

        What is neither of them stands here too: interest, costs that are passed on, deposits, what a duty costs that
        was late. A clause that takes a share of ``charges`` takes it of prices only, without these.
        """
        return self._sum(line.amount for line in self.lines if line.kind == "charge")

    @property
    def malus(self) -> Money:
        """Return all maluses after caps, without what was won back of them; at most zero."""
        return self._side("malus") - self.won_back

    @property
    def bonus(self) -> Money:
        """Return all bonuses after caps; at least zero."""
        return self._side("bonus")

    @property
    def won_back(self) -> Money:
        """Return what came back of earlier maluses, or of this period's, after caps; at least zero."""
        return self._sum(self.net(line) for line in self.lines if line.kind == "earn-back")

    @property
    def effects(self) -> Money:
        """Return bonuses, maluses and what was won back together, after caps."""
        return self.malus + self.bonus + self.won_back

    def net(self, line: Line) -> Money:
        """Return what a line comes to after the caps that cut it."""
        cuts = (part.amount for cap in self.lines for part in cap.parts if part.line == line.id)
        return self._sum((line.amount, *cuts))

    def _side(self, side: str) -> Money:
        return self._sum(line.amount for line in self.lines if line.kind == side or line.caps == side)

    def _sum(self, amounts: Iterable[Money]) -> Money:
        return Money(sum((amount.amount for amount in amounts), Decimal(0)), self.currency)

    def to_dict(self) -> dict[str, Any]:
        """Return the settlement as plain data, ready for JSON.

        Amounts and exact numbers are text, `as_of` is ISO 8601 in UTC, and the ``end`` of a
        period is the first date after it. ``blocks`` is left out where nothing was paid for beforehand.
        """
        blocks = {"blocks": [move.to_dict() for move in self.blocks]} if self.blocks else {}
        return {
            "kind": "settlement",
            "version": _VERSION,
            "agreement": self.agreement,
            "period": _period_dict(self.period),
            "as_of": None if self.as_of is None else (_EPOCH + timedelta(microseconds=self.as_of)).isoformat(),
            "currency": self.currency,
            "status": self.status,
            "reasons": list(self.reasons),
            "total": str(self.total.amount),
            "low": None if self.low is None else str(self.low.amount),
            "high": None if self.high is None else str(self.high.amount),
            "charges": str(self.charges.amount),
            "malus": str(self.malus.amount),
            "bonus": str(self.bonus.amount),
            "won_back": str(self.won_back.amount),
            "lines": [line.to_dict() for line in self.lines],
            "allocated": [{"line": part.line, "amount": str(part.amount.amount)} for part in self.allocated],
            "assumptions": [assumption.to_dict() for assumption in self.assumptions],
            "problems": [problem.to_dict() for problem in self.problems],
            "consequences": [one.to_dict() for one in self.consequences],
            "known_at": None if self.known_at is None else self.known_at.isoformat(),
            "notes": list(self.notes),
            **blocks,
        }


def _period_dict(period: Period) -> dict[str, str]:
    return {"label": period.label, "start": period.start.isoformat(), "end": period.end.isoformat()}
