"""The wording of the papers as a field of every item, where an amendment reaches clocks that run.

Then a clock line asks which wording holds; the facts do not say it, the calendar does.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.clocks.history import OPENED
from contractkit.facts import NAT, UNMENTIONED, Coded, Events, Facts, Instants
from contractkit.quantities.midnights import midnight_us
from contractkit.terms.binding import WORDING, Wording

__all__ = ["with_wordings"]


def with_wordings(facts: Facts, wordings: Sequence[Wording], zone: str, as_of: int) -> Facts:
    """Return the facts with the wording that holds: at the opening of each item, and at each later change.

    Args:
        facts: What happened.
        wordings: What the wording is from when on, in order; the facts as they are where there is none.
        zone: The zone of those dates.
        as_of: The moment of judging; later changes say nothing yet.
    """
    if not wordings:
        return facts
    items = facts.items
    categories = tuple(sorted(one.word for one in wordings))
    codes = np.array([categories.index(one.word) for one in wordings], np.int32)
    begins = np.array([midnight_us(one.since, zone) if one.since is not None else NAT for one in wordings], np.int64)
    opened = _opened(facts)
    place = np.maximum(np.searchsorted(begins, opened, "right") - 1, 0)
    columns = {**items.columns, WORDING: Coded(np.where(opened == NAT, np.int32(-1), codes[place]), categories)}
    changed = [np.flatnonzero((opened != NAT) & (opened < begin)) for begin in begins[1:].tolist() if begin <= as_of]
    item = np.concatenate([np.zeros(0, np.intp), *changed]).astype(np.int32)
    at = np.repeat(begins[1 : len(changed) + 1], [len(some) for some in changed])
    word = np.repeat(codes[1 : len(changed) + 1], [len(some) for some in changed])
    events = _with_events(facts, item, at, word, categories)
    return attrs.evolve(facts, items=attrs.evolve(items, columns=columns), events=events)


def _opened(facts: Facts) -> NDArray[np.int64]:
    """Return when each item was opened, or else when it is first heard of; `NAT` where it never is."""
    column, events = facts.items.columns.get(OPENED), facts.events
    opened = column.us if isinstance(column, Instants) else np.full(len(facts.items), NAT, np.int64)
    unknown = opened == NAT
    if events is None or not unknown.any():
        return opened
    first = np.full(len(opened), np.iinfo(np.int64).max)
    np.minimum.at(first, events.item, events.at)
    return np.where(unknown & (first != np.iinfo(np.int64).max), first, opened)


def _with_events(
    facts: Facts,
    item: NDArray[np.int32],
    at: NDArray[np.int64],
    word: NDArray[np.int32],
    categories: tuple[str, ...],
) -> Events:
    """Return the events with those of the wording behind them, made and not logged."""
    old, count = facts.events if facts.events is not None else Events(item=[], at=[]), len(item)

    def longer(values: NDArray[np.integer], fill: int) -> NDArray[np.integer]:
        return np.concatenate([values, np.full(count, fill, values.dtype)])

    values = {name: longer(codes, UNMENTIONED) for name, codes in old.values.items()}
    values[WORDING] = np.concatenate([np.full(len(old), UNMENTIONED, np.int32), word])
    return attrs.evolve(
        old,
        item=np.concatenate([old.item, item]),
        at=np.concatenate([old.at, at]),
        values=values,
        categories={**old.categories, WORDING: categories},
        seq=None if old.seq is None else longer(old.seq, NAT + 1),  # before all others of its instant
        rows=np.concatenate([old.rows, facts.items.rows[item]]),
        made=np.concatenate([old.made, np.ones(count, np.bool_)]),
        recorded_at=None if old.recorded_at is None else longer(old.recorded_at, NAT),
    )
