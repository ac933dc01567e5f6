"""The clocks of a line once more, stretch by stretch: for questions that verdicts do not keep the answer to.

`evaluate` keeps what became of each promise and forgets the stretches. Whose time it was, who held an item when, and
why a verdict is as it is are asked seldom, and of few; then the same clocks run again, as they did.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.clocks import History
from contractkit.clocks.axis import Axis, measure
from contractkit.clocks.limits import Limits
from contractkit.clocks.meaning import Meanings
from contractkit.clocks.reading import Reading, read
from contractkit.clocks.relief import ReliefStretches
from contractkit.clocks.relieving import with_relief
from contractkit.clocks.stretches import Ended, State, Stretches, Taken
from contractkit.clocks.targeting import stretches
from contractkit.clocks.truth import UNKNOWN
from contractkit.evaluation.promises import Promise
from contractkit.evaluation.relieving import Relieving
from contractkit.evaluation.results import ways_of
from contractkit.facts import Coded, Table
from contractkit.terms.targets import ClockLine

__all__ = ["Amounts", "Running", "amounts_of", "is_met", "items_of", "keys_of", "outcomes_by_line", "running"]

Ints = NDArray[np.int64]
Rows = NDArray[np.intp]
Flags = NDArray[np.bool_]

_ROWS: Final = 1 << 17
"""About how many items and events are looked at at a time; decides speed and memory, and no answer."""
_CYCLES: Final = 32
"""How many bits of a key are for the number of a cycle."""


@attrs.frozen(eq=False)
class Running:
    """The clocks of a line on some items, cut where relief of extent overlapping begins and ends.

    Attributes:
        item: For each item of the reading its place among all items.
        reading: What the states mean to the line.
        clocks: The stretches.
        relief: The relief that is cut in, by the places of the items in the reading; None where there is none.
        taken: How what is unknown of a result's conditions was taken.
    """

    item: Rows
    reading: Reading
    clocks: Stretches
    relief: ReliefStretches | None
    taken: Taken

    @property
    def keys(self) -> Ints:
        """Return for each clock a number that stands for its item and cycle, in order."""
        return keys_of(self.item[self.clocks.item], self.clocks.cycle)

    def among(self, keys: Ints, met: Flags, done: Flags) -> tuple[Rows, Rows]:
        """Return which outcomes were judged on these clocks, and the place of the clock of each; they are then done.

        Args:
            keys: int64, for each outcome its key, in order.
            met: Whether each is met.
            done: Whether the clock of each was found before; set here for those that are found.
        """
        if not len(self.clocks.item):
            return np.zeros(0, np.intp), np.zeros(0, np.intp)
        own = self.keys
        first, last = np.searchsorted(keys, own[0]), np.searchsorted(keys, own[-1], side="right")
        some = slice(int(first), int(last))
        place = np.minimum(np.searchsorted(own, keys[some]), len(own) - 1)
        here = (own[place] == keys[some]) & ~done[some]
        if self.taken == "certain":
            here &= met[some]
        done[some] |= here
        return first + np.flatnonzero(here), place[here]


@attrs.frozen(eq=False)
class Amounts:
    """How much of each stretch counted and how much pauses and relief took, in the unit of its limit.

    Attributes:
        used: int64, what counted.
        left_out: int64, what pauses or relief took, so that it did not.
        paused: int64, what pauses took, relief or not.
        relieved: int64, what relief took, paused or not.
    """

    used: Ints
    left_out: Ints
    paused: Ints
    relieved: Ints


def running(
    line: ClockLine, history: History, relieving: Relieving, items: Rows, taken: Taken | None = None
) -> Iterator[Running]:
    """Return the clocks of a line on some items, part by part.

    Args:
        line: The line: one of the lines of an agreement that is replayed as it is, or one way of a result.
        history: What happened.
        relieving: Which relief counts.
        items: The places of the items, in order.
        taken: How what is unknown of a result's conditions is taken; None: where any is, first as not met and then as
            met. Outcomes that are met are those of the first.
    """
    facts, count = history.facts, len(history.facts.items)
    if len(items) < count:
        mask = np.zeros(count, np.bool_)
        mask[items] = True
        facts = facts.where(mask)
    relief = _on(relieving.of(line), items, count)
    limits = Limits.of(line)
    meanings: Meanings | None = None
    for first, part in History.of(facts, history.as_of, history.known_at).parts(_ROWS):
        if meanings is None or not meanings.fits(part):
            meanings = Meanings.of(line, limits, part)
        here = len(part.facts.items)
        reading = read(meanings, part)
        own = None if relief is None else relief.of_items(first, here)
        ways: tuple[Taken, ...] = ("certain", "possible")
        if taken is not None:
            ways = (taken,)
        elif not any((table == UNKNOWN).any() for table in reading.tables.also):
            ways = ("possible",)
        for way in ways:
            clocks = stretches(reading, way)
            if own is not None and len(own) and len(clocks.item):
                clocks = with_relief(clocks, own)
            yield Running(items[first : first + here], reading, clocks, own, way)


def _on(relief: ReliefStretches | None, items: Rows, count: int) -> ReliefStretches | None:
    """Return the relief of extent overlapping on some items, by their places among those."""
    if relief is None:
        return None
    relief = relief.take(~relief.whole)
    if len(items) < count:
        place = np.searchsorted(items, relief.item)
        inside = np.append(items, -1)[place] == relief.item
        relief = attrs.evolve(relief.take(inside), item=place[inside].astype(np.int32))
    return relief if len(relief) else None


def amounts_of(clocks: Stretches, limits: Limits) -> Amounts:
    """Return how much of each stretch counted, and how much did not."""
    nothing = np.zeros(len(clocks.at), np.int64)
    if not len(clocks.item) or not len(limits.limits):
        return Amounts(nothing, nothing, nothing, nothing)
    axis = measure(clocks, limits)
    used, left_out = axis.contractual.amount, axis.lived.amount - axis.contractual.amount
    forgotten = (clocks.ended == Ended.RESET) | (clocks.ended == Ended.NEVER)
    if forgotten.any():
        kept = ~forgotten[clocks.clock]
        used, left_out = np.where(kept, used, 0), np.where(kept, left_out, 0)
    return _each_where_it_lies(clocks, axis, used, left_out)


def _each_where_it_lies(clocks: Stretches, axis: Axis, used: Ints, left_out: Ints) -> Amounts:
    """Return amounts with the tick of an old mark, exactly where other marks begin to hold, in what begins there.

    The replay counts that tick in the stretch before; where a pause or relief begins at that instant it is theirs.
    """
    nothing = np.zeros(len(used), np.int64)
    paused = left_out if axis.paused is None else axis.paused
    relieved = nothing if axis.relieved is None else axis.relieved
    stands = clocks.state == State.PAUSED
    covered = np.zeros(len(stands), np.bool_) if clocks.relieved is None else clocks.relieved
    own = np.where(stands & covered, np.minimum(paused, relieved), np.where(stands, paused, relieved))
    own = np.where(stands | covered, own, 0)
    later = left_out - own
    if axis.high is None or not later.any():
        return Amounts(used, left_out, np.where(stands, left_out, 0), np.where(covered, left_out, 0))
    left_out = own
    left_out[1:] += later[:-1]
    return Amounts(used, left_out, np.where(stands, left_out, 0), np.where(covered, left_out, 0))


def keys_of(item: NDArray[np.integer[Any]], cycle: NDArray[np.integer[Any]]) -> Ints:
    """Return a number for each item and cycle, in the order of both."""
    return (item.astype(np.int64) << _CYCLES) | cycle


def items_of(items: NDArray[np.int32]) -> Rows:
    """Return the different items among the items of outcomes, which are in order."""
    begins = np.append(True, items[1:] != items[:-1])[: len(items)]
    found: Rows = items[begins].astype(np.intp, copy=False)
    return found


def is_met(outcomes: Table) -> Flags:
    """Return which outcomes are met."""
    verdict = outcomes.words("verdict")
    flags: Flags = verdict.codes == verdict.categories.index("met")
    return flags


def outcomes_by_line(promises: Sequence[Promise], outcomes: Table, rows: Rows) -> Iterator[tuple[ClockLine, Rows]]:
    """Return the clock lines on which some outcomes were judged, each with the rows of the outcomes.

    Of a result with several limits the outcome was judged on the line of the limit that decided.

    Args:
        promises: What the outcomes are about.
        outcomes: The outcomes.
        rows: The rows that are asked for, in order.
    """
    about = outcomes.array("promise")[rows]
    lines = {id(one.line): one.line for one in promises}
    places = {number: [place for place, one in enumerate(promises) if id(one.line) == number] for number in lines}
    for number, line in lines.items():
        own = rows[np.isin(about, places[number])]
        ways = [one for way in ways_of(line) for one in way]
        if not ways:
            if len(own):
                yield line, own
            continue
        allowed, calendar = outcomes.words("allowed_text").take(own), outcomes.words("calendar").take(own)
        for one in ways:
            limit = one.targets[0].limit
            if limit is None:
                continue
            decided = _says(allowed, str(limit.within)) & _says(calendar, limit.calendar_name)
            if decided.any():
                yield one, own[decided]
            own, allowed, calendar = own[~decided], allowed.take(~decided), calendar.take(~decided)


def _says(words: Coded, word: str) -> Flags:
    code = words.code_of(word)
    flags: Flags = np.zeros(len(words), np.bool_) if code is None else words.codes == code
    return flags
