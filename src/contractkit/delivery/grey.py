"""The register of grey items: how old each is, when the parties talk about it, and what they made of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, Literal

import attrs

from contractkit.delivery.moments import due_on
from contractkit.delivery.outside import OutsideItem, Work
from contractkit.delivery.told import GreyDecision, Outcome
from contractkit.quantities.periods import Period
from contractkit.terms.provisions.scope import ScopeRule

__all__ = ["GreyItem", "decision_of", "register_of"]

State = Literal["open", "overdue", "decided"]
"""``overdue``: the date on which the parties wanted to talk about it has passed."""


@attrs.frozen
class GreyItem:
    """A grey item in the register.

    Attributes:
        item: The item with its worth.
        rule: The rule that said so.
        age: How many days after its opening it was decided, or else is now; None where its opening is not known.
        follow_up: The last date on which the parties talk about it; None where nothing is written.
        state: Whether that lies ahead, has passed, or a decision was made.
        outcome: What they made of it; None where nothing was decided.
        decided_on: When; None likewise.
        decided_by: Who; None where nobody says.
        holds: Whether the decision holds ``for-all`` such requests or only ``once``; None where nothing was decided.
        told_at: When the customer was told first that it is grey; None where nobody did.
    """

    item: OutsideItem
    rule: ScopeRule
    age: int | None
    follow_up: date | None
    state: State
    outcome: Outcome | None = None
    decided_on: date | None = None
    decided_by: str | None = None
    holds: Literal["for-all", "once"] | None = None
    told_at: datetime | None = None

    @property
    def says(self) -> str:
        """Return where it stands in one sentence."""
        said = f"{self.item.item} is grey by {self.rule.name} ({self.rule.clause})"
        if self.state == "decided":
            return f"{said}; decided on {self.decided_on}: {self.outcome}"
        age = "" if self.age is None else f", {self.age} days old"
        if self.follow_up is None:
            return f"{said}{age}; no date to talk about it is agreed"
        verb = "was to be" if self.state == "overdue" else "is to be"
        return f"{said}{age}; it {verb} talked about by {self.follow_up}"

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data, ready for JSON; dates ISO 8601."""
        return {
            **self.item.to_dict(),
            "meanwhile": self.rule.meanwhile,
            "age_days": self.age,
            "follow_up": _iso(self.follow_up),
            "state": self.state,
            "outcome": self.outcome,
            "decided_on": _iso(self.decided_on),
            "decided_by": self.decided_by,
            "holds": self.holds,
            "told_at": _iso(self.told_at),
            "says": self.says,
        }


def _iso(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


def decision_of(work: Work, item: str) -> GreyDecision | None:
    """Return what the parties made of an item by the moment of judging; of several decisions the last."""
    known = [one for one in work.told.decisions if one.item == item and one.on <= work.today]
    return max(known, key=lambda one: one.on, default=None)


def register_of(work: Work, period: Period) -> tuple[GreyItem, ...]:
    """Return the grey items of a period: opened in it or before, and not decided before it began.

    Args:
        work: What happened.
        period: The period.
    """
    return tuple(_items(work, period))


def _items(work: Work, period: Period) -> Iterator[GreyItem]:
    _, end = period.bounds_us(work.agreement.zone)
    told: dict[str, datetime] = {}
    for one in sorted(work.told.told, key=lambda one: one.at):
        if one.about == "grey" and work.happened(one.at):
            told.setdefault(one.item, one.at)
    for place, item in zip(work.outside, work.outside_items, strict=True):
        rule = work.rule(place)
        if item.scope != "grey" or rule is None or (item.opened is not None and item.opened >= end):
            continue
        decision = decision_of(work, item.item)
        if decision is not None and decision.on < period.start:
            continue
        follow_up = None
        if rule.follow_up is not None and item.day is not None:
            follow_up = due_on(item.day, rule.follow_up)
        at = told.get(item.item)
        if decision is None:
            state: State = "overdue" if follow_up is not None and work.today > follow_up else "open"
            age = None if item.day is None else (work.today - item.day).days
            yield GreyItem(item, rule, age, follow_up, state, told_at=at)
            continue
        age = None if item.day is None else (decision.on - item.day).days
        yield GreyItem(
            item, rule, age, follow_up, "decided", decision.outcome, decision.on, decision.by, decision.holds, at
        )

