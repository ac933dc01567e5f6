"""Times of teams and suppliers that stand behind one promise: whether they fit into it, one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import attrs

from contractkit.errors import Problem
from contractkit.quantities.spans import BusinessDays, CalendarDays, ElapsedTime, WorkingTime
from contractkit.terms.agreement import Agreement
from contractkit.terms.conditions import EVERYTHING
from contractkit.terms.targets import Measure, Target

__all__ = ["advise_on_teams"]

_HINT = "shorten one of them, or promise a longer time; it may stay where they work side by side"

Amount = WorkingTime | ElapsedTime | BusinessDays | CalendarDays
Promise = tuple[Measure, Target]


def advise_on_teams(agreements: Iterable[Agreement], supports: Mapping[str, tuple[str, ...]]) -> Iterator[Problem]:
    """Yield advice on each promise for which the times of several teams, added up, are too long.

    Only what surely compares is added up: times in one unit, on equal calendars, one for each team.

    Args:
        agreements: All agreements of a folder, those between teams and with suppliers among them.
        supports: The papers between teams and with suppliers by id, with the promises that they stand behind.
    """
    if not supports:
        return
    promises: dict[str, list[Promise]] = {}
    for agreement in agreements:
        for line in agreement.lines:
            for target in line.targets:
                promises.setdefault(str(target.clause.document), []).append((line.measure, target))
    for ref in dict.fromkeys(ref for several in supports.values() for ref in several):
        document, _, word = ref.rpartition("/")
        behind = [promises.get(paper, []) for paper, several in supports.items() if ref in several]
        for promise in promises.get(document, ()):
            if word in (promise[1].clause.clause, promise[1].clause.row, promise[1].name):
                yield from _too_long(promise, behind)


def _too_long(promise: Promise, behind: Iterable[list[Promise]]) -> Iterator[Problem]:
    found = [one for several in behind if (one := _of_team(promise, several)) is not None]
    limit = _amount(promise[1])
    if limit is None:
        return
    total = _added_up([amount for one in found if (amount := _amount(one)) is not None])
    if total is None or _size(total) <= _size(limit):
        return
    last = found[-1].clause
    parts = " and ".join(f"{one.clause} ({_sure(one)})" for one in found)
    taken = f"{parts} come to {total}" if len(found) > 1 else f"{last} allows {total}"
    says = f"{taken}, and {promise[1].clause} promises {limit}"
    yield Problem(
        "does-not-fit", says, last.file, last.line, where=f"clause {last.clause}", hint=_HINT, severity="advice"
    )


def _of_team(promise: Promise, targets: Iterable[Promise]) -> Target | None:
    """Return the time of a team that a promise can be compared with: for the same items if there is one, else any."""
    wanted, limit = promise[1], _amount(promise[1])
    alike = [
        (measure, target)
        for measure, target in targets
        if limit is not None and type(_amount(target)) is type(limit) and _calendar(target) == _calendar(wanted)
    ]
    stops = [target for measure, target in alike if measure.stops == promise[0].stops]
    for several in (stops, [target for _, target in alike]):
        same = [target for target in several if target.applies in (wanted.applies, EVERYTHING)]
        if several:
            return min(same or several, key=lambda target: _size(_sure(target)))
    return None


def _amount(target: Target) -> Amount | None:
    within = None if target.limit is None else target.limit.within
    return within if isinstance(within, WorkingTime | ElapsedTime | BusinessDays | CalendarDays) else None


def _sure(target: Target) -> Amount:
    amount = _amount(target)
    assert amount is not None
    return amount


def _calendar(target: Target) -> object:
    return None if target.limit is None else target.limit.calendar


def _size(amount: Amount) -> int:
    return amount.us if isinstance(amount, WorkingTime | ElapsedTime) else amount.n


def _added_up(amounts: list[Amount]) -> Amount | None:
    if not amounts:
        return None
    total = sum(_size(amount) for amount in amounts)
    first = amounts[0]
    if isinstance(first, WorkingTime | ElapsedTime):
        return attrs.evolve(first, us=total)
    return attrs.evolve(first, n=total)
