"""What history says of requests like one: how long such requests took, as far as it was known at the instant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, Final

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.clocks.scalar.doors import word_of
from contractkit.errors import UsageError
from contractkit.evaluation import Evaluation
from contractkit.evaluation.scope import latest
from contractkit.facts import NAT, Coded

__all__ = ["PastRequests", "RequestHistory"]

BY: Final = ("service", "type", "priority", "category")
LEAST: Final = 5


@attrs.frozen
class PastRequests:
    """How long requests like one took.

    Attributes:
        measure: What was measured, such as ``resolution``.
        count: How many requests were finished by then.
        median: Half of them took no longer, on the wall: nights and weekends count.
        ninetieth: Nine of ten took no longer.
        alike: The fields in which they are like the request, with its words.
    """

    measure: str
    count: int
    median: timedelta
    ninetieth: timedelta
    alike: Mapping[str, str]

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data, ready for JSON; durations in seconds."""
        return {
            "measure": self.measure,
            "count": self.count,
            "median_seconds": self.median.total_seconds(),
            "ninetieth_seconds": self.ninetieth.total_seconds(),
            "alike": dict(self.alike),
        }


@attrs.frozen(eq=False, repr=False)
class RequestHistory:
    """Finished requests, ready to be asked how long such requests took.

    Attributes:
        by: The fields that make requests alike; the last one is given up first where too few are alike.
    """

    by: tuple[str, ...]
    _measures: tuple[str, ...]
    _measure: NDArray[np.int32]
    _stopped: NDArray[np.int64]
    _wall: NDArray[np.int64]
    _fields: Mapping[str, Coded]

    @classmethod
    def of(cls, evaluations: Evaluation | Sequence[Evaluation], by: Sequence[str] = BY) -> RequestHistory:
        """Return the history that evaluations hold.

        Args:
            evaluations: One, or several of different agreements.
            by: The fields that make requests alike, the one that matters most first.

        Raises:
            UsageError: No evaluation was given, or no field.
        """
        every = [evaluations] if isinstance(evaluations, Evaluation) else list(evaluations)
        if not every or not by:
            raise UsageError("a history of requests is made of at least one evaluation, by at least one field")
        parts = [_finished(one, tuple(by)) for one in every]
        measures = tuple(dict.fromkeys(word for part in parts for word in part[0]))
        number = {word: place for place, word in enumerate(measures)}
        codes = [np.array([number[word] for word in part[0]], np.int32) for part in parts]
        fields = {}
        for place, field in enumerate(by):
            words = [word for part in parts for word in part[3][place]]
            fields[field] = Coded.from_words(words)
        return cls(
            tuple(by),
            measures,
            np.concatenate(codes) if codes else np.zeros(0, np.int32),
            np.concatenate([part[1] for part in parts]),
            np.concatenate([part[2] for part in parts]),
            fields,
        )

    def __len__(self) -> int:
        """Return how many finished clocks there are."""
        return len(self._wall)

    def __repr__(self) -> str:
        """Return how many finished clocks there are, and by what they are alike."""
        return f"<RequestHistory of {len(self)} finished clocks by {', '.join(self.by)}>"

    def like(self, item: Mapping[str, Any], us: int) -> tuple[PastRequests, ...]:
        """Return how long requests like one took, for each measure.

        Requests are alike that say the same in all fields that were given; where fewer than five of them are finished,
        the last field is given up, and so on. Half of the sorted times, rounded up, lie at or below the median.

        Args:
            item: What the request says.
            us: Only what was finished by then counts, in microseconds since the epoch.
        """
        given = {field: word_of(item[field], field) for field in self.by if item.get(field) is not None}
        fields = [field for field in self.by if field in given]
        known = self._stopped <= us
        found = []
        for number, measure in enumerate(self._measures):
            own = known & (self._measure == number)
            for count in range(len(fields), 0, -1):
                alike = own.copy()
                for field in fields[:count]:
                    alike &= self._is(field, given[field])
                if int(alike.sum()) >= LEAST:
                    words = {field: str(given[field]) for field in fields[:count]}
                    found.append(_summed(measure, np.sort(self._wall[alike]), words))
                    break
        return tuple(found)

    def _is(self, field: str, word: str | None) -> NDArray[np.bool_]:
        column = self._fields[field]
        codes = [place for place, one in enumerate(column.categories) if one == word]
        return np.isin(column.codes, codes)


def _finished(
    evaluation: Evaluation, by: tuple[str, ...]
) -> tuple[list[str], NDArray[np.int64], NDArray[np.int64], list[list[str | None]]]:
    """Return measure, stop, time on the wall and the words of the fields of each clock that has stopped."""
    outcomes = evaluation.outcomes
    wall = outcomes.array("wall").view(np.int64)
    stopped = outcomes.array("stopped").view(np.int64)
    done = np.flatnonzero((stopped != NAT) & (wall != NAT))
    promise = outcomes.array("promise")[done]
    measures = [evaluation.promises[place].target.measure for place in promise.tolist()]
    items = outcomes.array("item_row")[done]
    words = []
    for field in by:
        column = latest(evaluation.history, field).take(items)
        words.append([None if code < 0 else column.categories[code] for code in column.codes.tolist()])
    return measures, stopped[done], wall[done], words


def _summed(measure: str, times: NDArray[np.int64], alike: Mapping[str, str]) -> PastRequests:
    count = len(times)

    def rank(tenths: int) -> timedelta:
        return timedelta(microseconds=int(times[-(-count * tenths // 10) - 1]))

    return PastRequests(measure, count, rank(5), rank(9), alike)
