"""Results with several time limits: each limit runs on a clock of its own, and their verdicts are put together.

A way of reaching a result has one instant at which it is reached, and several deadlines: each is judged as a promise of
its own, all with the same conditions, so that all see the same instant. What is not known stays so until something else
decides (Kleene's strong logic): one missed deadline decides against all of a way, one way that was kept for the result.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.clocks import Replayed, Verdict
from contractkit.clocks.limits import Limits
from contractkit.facts import NAT
from contractkit.terms.alternatives import alternatives_of
from contractkit.terms.targets import ClockLine

__all__ = ["together", "ways_of"]

Ints = NDArray[np.int64]
Codes = NDArray[np.int8]
Rows = NDArray[np.intp]

_MET, _BREACHED, _EXCUSED = Verdict.MET, Verdict.BREACHED, Verdict.EXCUSED
_RUNNING, _UNDETERMINED, _NONE = Verdict.RUNNING, Verdict.UNDETERMINED, Verdict.NOT_APPLICABLE
_ALL: Final = (_EXCUSED, _BREACHED, _UNDETERMINED, _RUNNING, _MET, _NONE)
"""Of several deadlines the verdict that comes first here holds."""
_ANY: Final = (_EXCUSED, _MET, _UNDETERMINED, _RUNNING, _BREACHED, _NONE)
"""Of several ways the verdict that comes first here holds."""
_FAR: Final = 2**62


def ways_of(line: ClockLine) -> tuple[tuple[ClockLine, ...], ...]:
    """Return the clock lines on which the limits of a result run: for each way of reaching it one for each limit.

    Empty where the line is to be replayed as it is.
    """
    target = line.targets[0] if line.targets else None
    if target is None or target.met_when is None:
        return ()
    return tuple(
        tuple(
            attrs.evolve(
                line,
                measure=attrs.evolve(
                    line.measure,
                    starts=test.starts if test.starts is not None else line.measure.starts,
                    stops=test.stops if test.stops is not None else line.measure.stops,
                ),
                targets=(attrs.evolve(target, limit=test.limit, also=way.also, met_when=None),),
            )
            for test in way.limits
        )
        for way in alternatives_of(target.met_when) or ()
    )


def together(line: ClockLine, ways: Sequence[Sequence[Replayed]]) -> Replayed:
    """Return the answers of a result: a row for each item and cycle, with the figures of the limit that decided.

    Of several deadlines the one that decided is the first to pass: of a way that was missed the first that was missed.
    Of several ways it is the first that was kept; of a result that was missed, or runs, the way that lasts longest.

    Args:
        line: The line of the result.
        ways: For each way of reaching it the answers of its limits, in the order of the page.
    """
    parts = [part for way in ways for part in way]
    keys, place = _joined(parts)
    verdict = _matrix(parts, place, "verdict")
    lived = _matrix(parts, place, "lived")
    until = np.stack(
        [np.where(one >= 0, np.append(part.until, NAT)[one], NAT) for part, one in zip(parts, place, strict=True)]
    )
    first = 0
    chosen: list[Rows] = []
    found: list[tuple[Codes, Codes]] = []
    for way in ways:
        rows = slice(first, first + len(way))
        best = _folded(verdict[rows], _ALL)
        soonest = np.where(until[rows] == NAT, _FAR, until[rows])
        decides = _first(verdict[rows] == best, soonest)
        chosen.append(first + decides)
        found.append((best, _folded(lived[rows], _ALL)))
        first += len(way)
    of_ways, lived_ways = (np.stack(column) for column in zip(*found, strict=True))
    final = _folded(of_ways, _ANY)
    columns = np.arange(len(keys))
    ends = np.stack([until[some, columns] for some in chosen])
    latest = np.where((final == _MET) | (ends == NAT), -_FAR, -ends)
    best_way = _first(of_ways == final, latest)
    part = np.stack(chosen)[best_way, columns]
    return _picked(line, parts, part, np.stack(place)[part, columns], final, _folded(lived_ways, _ANY))


def _joined(parts: Sequence[Replayed]) -> tuple[Ints, list[Rows]]:
    """Return the items and cycles of all parts as numbers, in order, and for each part their places in it, -1: none."""
    cycles = [getattr(part, "cycle", np.ones(len(part), np.int32)) for part in parts]
    most = max((int(cycle.max()) for cycle in cycles if len(cycle)), default=1) + 1
    own = [part.item.astype(np.int64) * most + cycle for part, cycle in zip(parts, cycles, strict=True)]
    keys = np.unique(np.concatenate(own))
    places = []
    for key in own:
        place = np.full(len(keys), -1, np.intp)
        place[np.searchsorted(keys, key)] = np.arange(len(key))
        places.append(place)
    return keys, places


def _matrix(parts: Sequence[Replayed], places: Sequence[Rows], name: str) -> Codes:
    """Return a column of all parts, a row for each part; not-applicable where a part says nothing."""
    columns = [np.append(getattr(part, name), np.int8(_NONE)) for part in parts]
    return np.stack([column[place] for column, place in zip(columns, places, strict=True)])


def _folded(verdicts: Codes, order: Sequence[Verdict]) -> Codes:
    rank = np.empty(len(order), np.int8)
    rank[[int(verdict) for verdict in order]] = np.arange(len(order))
    best = rank[verdicts].min(axis=0)
    found: Codes = np.array([int(verdict) for verdict in order], np.int8)[best]
    return found


def _first(decides: NDArray[np.bool_], after: Ints) -> Rows:
    """Return for each column the row that decides and comes first by `after`; of equal ones the first on the page."""
    return np.asarray(np.where(decides, after, _FAR + 1).argmin(axis=0))


def _picked(
    line: ClockLine, parts: Sequence[Replayed], part: Rows, row: Rows, verdict: Codes, lived: Codes
) -> Replayed:
    """Return the rows that decide, of all parts, as answers of the result."""
    targets = tuple(part.line.targets[0] for part in parts)
    before = np.cumsum([0, *(len(one) for one in parts)])
    row = before[part] + row
    columns: dict[str, Any] = {
        field.name: np.concatenate([getattr(one, field.name) for one in parts])[row]
        for field in attrs.fields(Replayed)
        if isinstance(getattr(parts[0], field.name), np.ndarray)
    }
    limit = columns["limit"]
    columns["limit"] = np.where(limit >= 0, part, limit).astype(limit.dtype)
    columns["target"] = np.zeros(len(row), columns["target"].dtype)
    columns["verdict"], columns["lived"] = verdict, lived
    filled: dict[str, int] = {}
    for one in parts:
        for field, count in one.filled.items():
            filled[field] = max(filled.get(field, 0), count)
    return attrs.evolve(
        parts[0],
        line=line,
        limits=Limits.of(attrs.evolve(line, targets=targets)),
        filled=filled,
        unhistoried=frozenset(field for one in parts for field in one.unhistoried),
        silent=max(one.silent for one in parts),
        late_columns=max(one.late_columns for one in parts),
        **columns,
    )
