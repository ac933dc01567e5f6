"""Steps of a settlement in an order by which more malus can become less: what one cuts gives another room."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import attrs

from contractkit.compiling.desk import Place
from contractkit.compiling.draft import Draft
from contractkit.compiling.linting.directions import Directions
from contractkit.compiling.linting.signs import Sign, signs_of

__all__ = ["lint_orders"]

_SCOPES = {"line": 0, "target": 1, "level": 2, "service": 2, "contract": 3}
_SIDES: dict[str, tuple[Sign, ...]] = {"malus": ("malus",), "bonus": ("bonus",)}
_BOTH: tuple[Sign, ...] = ("malus", "bonus")
_DAYS = {"day": 1, "week": 7, "month": 30, "quarter": 91, "half-year": 182, "year": 365, "contract-year": 365}
_HINT = "put the narrow step first; is this order meant, leave it"
_WAITING = "pay what is won back first, or let nothing wait; is this meant, leave it"


def lint_orders(
    draft: Draft,
    directions: Directions,
    effects: Iterable[tuple[Place, Any]],
    advise: Callable[[Draft, Place, str, str], None],
) -> None:
    """Advise on steps that are not nested, and on malus that comes back because things went worse.

    A cap over several amounts cuts each in proportion. What one of them has more is then cut off the others, and a
    narrower step behind it leaves less of the sum. Where there is one amount only or none, the steps never meet, or the
    second limit is not below the first, nothing is said; nor of an earn-back of targets that no malus is for. That a
    cap lies inside the one before it has its own code too.

    Args:
        draft: The papers.
        directions: What worse means for what a condition looks at.
        effects: Every effect of the papers.
        advise: Tells one thing, at its place: what it is, and what to do.
    """
    paying = tuple(effects)
    for place, clause in draft.desk.clauses("settlement"):
        steps = [(place.at("order", number), step) for number, step in enumerate(clause.order)]
        sides = {side: _Side.of(directions, clause, paying, side) for side in _BOTH}
        many = {side: one.many for side, one in sides.items()}
        for number, (at, step) in enumerate(steps):
            before = [one for _, one in steps[:number]]
            if step.step == "earn-back":
                if not _wins_back(directions, step, sides["malus"]):
                    continue
                if "worse" in directions.turns(step.when):
                    advise(draft, at.at("when"), "a malus comes back because something went wrong", _HINT)
                elif step.basis != "pool" and many["malus"] and any(_spreads(one) for one in before):
                    says = "a cap before this spreads its cut: another target's failure changes how much can come back"
                    advise(draft, at, says, _HINT)
                elif sides["malus"].waits:
                    says = "a malus that waits for a later period comes back less often than a larger one that does not"
                    advise(draft, at, says, _WAITING)
            elif step.step in ("cap", "minimum-issue") and any(_crosses(one, step, many, before) for one in before):
                advise(draft, at, "a failure more can leave less malus behind these two steps", _HINT)


@attrs.frozen
class _Side:
    """The amounts of a settlement on one side.

    Attributes:
        targets: The target that each of them is for; None for one of which that is not clear.
        waits: Whether some of it may wait for a later period.
        many: Whether there can be more than one of them, of which something is left at the end.
    """

    targets: tuple[Any, ...]
    waits: bool
    many: bool

    @classmethod
    def of(cls, directions: Directions, clause: Any, effects: Iterable[tuple[Place, Any]], side: Sign) -> _Side:
        """Return a side of the settlements under a clause."""
        found = [(place, effect) for place, effect in effects if side in signs_of(effect)]
        where = [(place.paper.model.id, str(place.number), effect) for place, effect in found]
        targets = tuple(directions.target_of(*one) for one in where)
        waits = bool(found) and any(_waits(step) and side in _sides(step) for step in clause.order)
        gone = not waits and any(_takes_all(step) and side in _sides(step) for step in clause.order)
        several = len(found) > 1 or any(directions.own_period(*one) != str(clause.per) for one in where)
        return cls(() if gone else targets, waits, not gone and (several or waits))


def _wins_back(directions: Directions, step: Any, malus: _Side) -> bool:
    """Return whether an earn-back can find a malus: of its own targets, unless it takes those of all."""
    named = directions.named(step.when) if step.basis == "same-target" else None
    if named is None:
        return bool(malus.targets)
    plain = [one for one in malus.targets if one is not None and not getattr(one, "rows", ())]
    return len(plain) < len(malus.targets) or any(one is target for one in plain for target in named)


def _waits(step: Any) -> bool:
    return "carry-forward" in (str(getattr(step, "on_excess", None)), str(getattr(step, "otherwise", None)))


def _takes_all(step: Any) -> bool:
    """Return whether a cap leaves nothing, whatever the dates."""
    most = _ends(step.limit)[1] if step.step == "cap" and step.holds is None else None
    return most is not None and most.number <= 0 and str(step.caps) != "net"


def _spreads(step: Any) -> bool:
    return step.step in ("cap", "minimum-issue") and _scope(step) != "target" and "malus" in _sides(step)


def _scope(step: Any) -> str:
    return str(getattr(step, "scope", None) or "contract")


def _sides(step: Any) -> tuple[Sign, ...]:
    return _SIDES.get(str(getattr(step, "caps", None)), _BOTH)


def _crosses(first: Any, second: Any, many: dict[Sign, bool], before: list[Any]) -> bool:
    """Return whether what the first one counts together is more than the second one does."""
    if first.step not in ("cap", "minimum-issue"):
        return False
    if first.step == "minimum-issue" and str(first.otherwise) == "drop":
        return False  # all of it goes, or nothing: it spreads nothing
    if not any(many[side] for side in _sides(first) if side in _sides(second)):
        return False
    if getattr(first, "caps", None) == "net":
        return True
    lifted = any(step.step == "minimum-issue" and str(step.otherwise) == "lift" for step in before)
    if not lifted and _never_binds(first, second):
        return False
    one, other = _scope(first), _scope(second)
    return _SCOPES[one] > _SCOPES[other] or {one, other} == {"level", "service"}


def _never_binds(first: Any, second: Any) -> bool:
    """Return whether a cap lets through all that a wider one before it let through: as much, in no longer a window."""
    if first.step != "cap" or second.step != "cap" or "net" in (first.caps, second.caps):
        return False
    if first.holds is not None or second.holds is not None or _SCOPES[_scope(first)] <= _SCOPES[_scope(second)]:
        return False
    same = str(first.per.value) == str(second.per.value)
    if same and _is_lower_share(first, second):
        return True
    wide, narrow = _days(first.per.value), _days(second.per.value)
    if not same and (wide is None or narrow is None or narrow > wide):
        return False
    most, least = _ends(first.limit)[1], _ends(second.limit)[0]
    if most is None or least is None:
        return False
    return bool(most.currency == least.currency and most.number <= least.number)


def _is_lower_share(first: Any, second: Any) -> bool:
    """Return whether two limits are shares of one amount, of the same charges, and the first is not the larger one."""
    one, other = (getattr(getattr(step.limit, "value", None), "share", None) for step in (first, second))
    if one is None or other is None or one.of != other.of or one.per != other.per:
        return False
    return bool(str(first.charges_of) == str(second.charges_of) and one.percent.value <= other.percent.value)


def _ends(limit: Any) -> tuple[Any, Any]:
    """Return the amounts that a written limit is not below and not above; None where its words do not say one.

    A share may be anything, and so may an amount for each period of the window.
    """
    low, high = getattr(limit, "lowest_of", None), getattr(limit, "highest_of", None)
    if not low and not high:
        amount = getattr(getattr(limit, "value", None), "amount", None)
        return (None, None) if amount is None or amount.per is not None else (amount, amount)
    ends = [_ends(part) for part in low or high or ()]
    whole = [one for pair in ends for one in pair if one is not None]
    if not whole or len({one.currency for one in whole}) > 1:
        return None, None
    known = [[pair[which] for pair in ends if pair[which] is not None] for which in (0, 1)]
    pick = min if low else max
    found = [pick(some, key=lambda one: one.number, default=None) for some in known]
    needs_all = 0 if low else 1  # the lowest is below any one of them, and above something only where all are
    if len(known[needs_all]) < len(ends):
        found[needs_all] = None
    return found[0], found[1]


def _days(cycle: Any) -> int | None:
    return _DAYS.get(cycle.word) if cycle.n is None else None
