"""The register of grey items: how old each is, when the parties talk about it, and what they made of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Literal

import attrs

from contractkit.clocks.truth import fields_of
from contractkit.delivery.moments import known_due_on
from contractkit.delivery.outside import OutsideItem
from contractkit.delivery.told import GreyDecision, Outcome
from contractkit.delivery.work import Work
from contractkit.quantities.periods import Period
from contractkit.terms.provisions.scope import ScopeRule

__all__ = ["GreyItem", "State", "agreed_since", "contradicted", "every_grey", "register_of"]

State = Literal["open", "overdue", "decided"]
"""``overdue``: the date on which the parties wanted to talk about it has passed."""


@attrs.frozen
class GreyItem:
    """A grey item in the register.

    Attributes:
        item: The item with its worth.
        rule: The rule that said so.
        age: How many days after its opening it was decided, or else is now; None where its opening is not known.
        follow_up: The last date on which the parties talk about it; None where nothing is written, or no calendar knows
            it.
        state: Whether that lies ahead, has passed, or a decision was made.
        outcome: What they made of it; None where nothing was decided.
        decided_on: When; None likewise.
        decided_by: Who; None where nobody says.
        holds: Whether the decision holds ``for-all`` such requests or only ``once``; None where nothing was decided.
        told_at: When the customer was told first that it is grey; None where nobody did.
        decided_with: The id of the like item that the decision was about; None for a decision on this one.
        values: What the item has in the fields that the rule reads, by which like items are known.
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
    decided_with: str | None = None
    values: tuple[tuple[str, str], ...] = ()

    @property
    def says(self) -> str:
        """Return where it stands in one sentence."""
        said = f"{self.item.item} is grey by {self.rule.name} ({self.rule.clause})"
        if self.state == "decided":
            like = "" if self.decided_with is None else f" with {self.decided_with}"
            return f"{said}; decided on {self.decided_on}{like}: {self.outcome}"
        age = "" if self.age is None else f", {self.age} days old"
        if self.follow_up is None:
            return f"{said}{age}; no date to talk about it is known"
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
            "decided_with": self.decided_with,
            "says": self.says,
        }


def _iso(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


def register_of(work: Work, period: Period) -> tuple[GreyItem, ...]:
    """Return the grey items of a period: opened in it or before, and not decided before it began.

    A decision that holds for all such requests decides every item that is grey by the same rule and has the same
    values in the fields which that rule reads, unless it has a decision of its own.

    Args:
        work: What happened.
        period: The period.
    """
    _, end = period.bounds_us(work.agreement.zone)
    return tuple(one for one in every_grey(work) if _is_of(one, period, end))


def _is_of(grey: GreyItem, period: Period, end: int) -> bool:
    opened, day = grey.item.opened, grey.item.day
    if opened is not None and opened >= end:
        return False
    settled = grey.decided_on is not None and grey.decided_on < period.start
    return not (settled and (day is None or day < period.start))


def every_grey(work: Work) -> Iterator[GreyItem]:
    """Yield the grey items of all time, in the order of their opening.

    Args:
        work: What happened.
    """
    told = _told(work)
    decisions = _decisions(work)
    like = _for_all(work, decisions)
    for place, item in zip(work.outside, work.outside_items, strict=True):
        rule = work.rule(place)
        if item.scope != "grey" or rule is None:
            continue
        values = _values(work, rule, place)
        decision = decisions.get(item.item) or like.get((rule.name, values))
        follow_up = None if rule.follow_up is None or item.day is None else known_due_on(item.day, rule.follow_up)
        at = told.get(item.item)
        if decision is None:
            state: State = "overdue" if follow_up is not None and work.today > follow_up else "open"
            age = None if item.day is None else (work.today - item.day).days
            yield GreyItem(item, rule, age, follow_up, state, told_at=at, values=values)
            continue
        yield GreyItem(
            item=item,
            rule=rule,
            age=None if item.day is None else max(0, (decision.on - item.day).days),
            follow_up=follow_up,
            state="decided",
            outcome=decision.outcome,
            decided_on=decision.on,
            decided_by=decision.by,
            holds=decision.holds,
            told_at=at,
            decided_with=None if decision.item == item.item else decision.item,
            values=values,
        )


def _told(work: Work) -> dict[str, datetime]:
    """Return when somebody was told first that an item is grey."""
    found: dict[str, datetime] = {}
    for one in sorted(work.told.told, key=lambda one: one.at):
        if one.about == "grey" and work.happened(one.at):
            found.setdefault(one.item, one.at)
    return found


def agreed_since(work: Work) -> frozenset[str]:
    """Return the grey items that were asked after the parties had decided that such requests belong to the agreement.

    They stand in the register, as long as no amendment says so, and are no work outside of what was agreed.

    Args:
        work: What happened.
    """
    return frozenset(
        one.item.item
        for one in every_grey(work)
        if one.outcome == "in" and one.decided_on is not None and one.item.day is not None
        if one.item.day > one.decided_on
    )


def contradicted(work: Work) -> tuple[str, ...]:
    """Return the items of which different things were decided on one date, the last one: they count as not decided."""
    every = _last_by_item(work)
    return tuple(sorted(item for item, found in every.items() if _agreed(found) is None))


def _decisions(work: Work) -> dict[str, GreyDecision]:
    """Return what was decided of each item by the moment of judging; of several decisions the last by date."""
    every = {item: _agreed(found) for item, found in _last_by_item(work).items()}
    return {item: found for item, found in every.items() if found is not None}


def _for_all(
    work: Work, decisions: Mapping[str, GreyDecision]
) -> dict[tuple[str, tuple[tuple[str, str], ...]], GreyDecision]:
    """Return the decisions that hold for all such requests, by the rule and the values of the item."""
    alike: dict[tuple[str, tuple[tuple[str, str], ...]], list[GreyDecision]] = defaultdict(list)
    for decision in decisions.values():
        place = work.place_of(decision.item)
        rule = None if place is None else work.rule(place)
        if decision.holds == "for-all" and place is not None and rule is not None:
            values = _values(work, rule, place)
            if values:
                alike[rule.name, values].append(decision)
    found = {key: _agreed([one for one in every if one.on == _last(every)]) for key, every in alike.items()}
    return {key: decision for key, decision in found.items() if decision is not None}


def _last_by_item(work: Work) -> dict[str, list[GreyDecision]]:
    """Return the decisions of the last date that is known of each item."""
    every: dict[str, list[GreyDecision]] = defaultdict(list)
    for decision in work.told.decisions:
        if decision.on <= work.today:
            every[decision.item].append(decision)
    return {item: [one for one in found if one.on == _last(found)] for item, found in every.items()}


def _last(decisions: Sequence[GreyDecision]) -> date:
    return max(one.on for one in decisions)


def _agreed(decisions: Sequence[GreyDecision]) -> GreyDecision | None:
    """Return the first by its item of decisions that say the same; None where they contradict each other."""
    if len({(one.outcome, one.holds) for one in decisions}) > 1:
        return None
    return min(decisions, key=lambda one: (one.item, one.by or ""))


def _values(work: Work, rule: ScopeRule, place: int) -> tuple[tuple[str, str], ...]:
    """Return the fields that a rule reads, with what an item has there; empty where one is missing."""
    found = [(field, work.value(field, place)) for field in sorted(set(fields_of(rule.condition)))]
    told = tuple((field, word) for field, word in found if word is not None)
    return told if len(told) == len(found) else ()
