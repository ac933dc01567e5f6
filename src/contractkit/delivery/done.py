"""What was done for nothing: told, or made of a grey item; each with its time, which of one item counts once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

import attrs

from contractkit.delivery.grey import every_grey
from contractkit.delivery.told import Favour
from contractkit.delivery.work import Work
from contractkit.delivery.worth import time_text

__all__ = ["Done", "all_done"]


@attrs.frozen
class Done:
    """Something that was done for nothing, with the time that is its own.

    Attributes:
        favour: What was done; its date is that by which it belongs to a period.
        priced_on: The date whose prices hold.
        spent: How long it took; None where nobody told, or not which part of the time of its item.
        undivided: Why the time of its item cannot be divided; None where that need not be, or can.
    """

    favour: Favour
    priced_on: date
    spent: timedelta | None = None
    undivided: str | None = None


def all_done(work: Work) -> tuple[Done, ...]:
    """Return what was done for nothing up to the moment of judging, in the order of its dates.

    To what was told come the grey items of which the parties made a favour, unless they were told already. Such an item
    is a favour of the date of the decision, at the prices of its opening; one that was opened later and decided with
    it, of its opening. A favour that tells no time takes that of its item, less what other favours on it tell; two that
    tell none cannot be told apart.

    Args:
        work: What happened.
    """
    every = [one for one in _every(work) if one.favour.on <= work.today]
    on_item: dict[str, list[Favour]] = defaultdict(list)
    for one in every:
        if one.favour.item is not None:
            on_item[one.favour.item].append(one.favour)
    timed = (_timed(work, one, on_item[one.favour.item or ""]) for one in every)
    return tuple(sorted(timed, key=_in_order))


def _in_order(done: Done) -> tuple[object, ...]:
    """Return by what favours are put in order: never by the places of their rows."""
    favour = done.favour
    spent = timedelta(0) if favour.time is None else favour.time
    return favour.on, favour.item or "", favour.what, spent, str(favour.worth), favour.told_on or date.max


def _every(work: Work) -> Iterator[Done]:
    yield from (Done(one, one.on) for one in work.told.favours)
    told = {one.item for one in work.told.favours}
    for grey in every_grey(work):
        item, decided_on = grey.item, grey.decided_on
        if grey.outcome != "favour" or item.item in told or item.day is None or decided_on is None:
            continue
        what = item.kind or item.item
        since = _since(work, grey.decided_with or item.item, decided_on)
        yield Done(Favour(what, max(item.day, since), item.item, service=item.service), item.day)


def _since(work: Work, item: str, last: date) -> date:
    """Return when the last decision on an item was made first: saying it once more does not move a favour."""
    since = last
    for one in sorted((one for one in work.told.decisions if one.item == item), key=lambda one: one.on, reverse=True):
        if one.on > last:
            continue
        if one.outcome != "favour":
            break
        since = one.on
    return since


def _timed(work: Work, done: Done, beside: list[Favour]) -> Done:
    """Return what was done with its time.

    Args:
        work: What happened.
        done: What was done.
        beside: All that was done on its item, itself among it.
    """
    favour = done.favour
    if favour.time is not None or favour.item is None:
        return attrs.evolve(done, spent=favour.time)
    whole = work.spent.get(favour.item)
    without = sum(1 for one in beside if one.time is None)
    if whole is None:
        return done
    if without > 1:
        says = f"{time_text(whole)} on {favour.item} is told for {without} favours together; tell the time of each"
        return attrs.evolve(done, undivided=says)
    rest = whole - sum((one.time for one in beside if one.time is not None), timedelta(0))
    if len(beside) > 1 and rest <= timedelta(0):
        says = f"{time_text(whole)} on {favour.item} is taken by the other favours on it; tell the time of this one"
        return attrs.evolve(done, undivided=says)
    return attrs.evolve(done, spent=rest)
