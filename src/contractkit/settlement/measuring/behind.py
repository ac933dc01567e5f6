"""The items behind a figure: which were counted, as what, and by how much each was over. Nothing is judged here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, Final, Literal

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.evaluation import Evaluation
from contractkit.facts import NAT
from contractkit.quantities.periods import Period
from contractkit.settlement.measuring.figure import FigureCounts
from contractkit.settlement.measuring.from_items import chosen_of
from contractkit.settlement.measuring.items import Chosen, good_places, judged_outcomes
from contractkit.settlement.measuring.naming import Measurable, metric_of
from contractkit.terms import Agreement
from contractkit.terms.conditions import EVERYTHING, Condition
from contractkit.terms.targets import Target

__all__ = ["CountedAs", "ItemBehind", "ItemsBehind", "items_behind"]

CountedAs = Literal["met", "breached", "undetermined", "running", "excused"]
"""As what an item counted; of a share of good items ``met`` is a good one and ``breached`` another."""

_COUNTED: Final[tuple[CountedAs, ...]] = ("met", "breached", "undetermined", "running", "excused")
_FIRST: Final = np.array([3, 0, 1, 2, 4])  # the rank of each of these: what was missed comes first
_SHARES: Final = ("share", "success-rate", "error-rate")


@attrs.frozen
class ItemBehind:
    """One item that a figure was counted from.

    Attributes:
        item: Its id.
        target: The id of the target under which it was judged; None for one that was counted without a clock.
        cycle: The number of the cycle, from 1; None without a clock.
        counted: As what it counted.
        reason: Why its verdict is not known, or nothing was to be judged; None elsewhere.
        started: When the clock started, UTC; of an item without a clock when it was opened.
        due: By when it had to be done, UTC; None where there is no due, or it is not known.
        stopped: When it was done, UTC; None where it is open or that is not known.
        used: How much of the limit's own time was counted; None for business days, moments and what is not known.
        allowed: How much of it was allowed.
        used_days: How many business days were counted; None for other limits.
        allowed_days: How many were allowed.
        allowed_text: The limit as it is written; None without one.
        calendar: The calendar on which it counted; None without a clock.
        edition: The edition of that calendar.
    """

    item: str
    target: str | None
    cycle: int | None
    counted: CountedAs
    reason: str | None = None
    started: datetime | None = None
    due: datetime | None = None
    stopped: datetime | None = None
    used: timedelta | None = None
    allowed: timedelta | None = None
    used_days: int | None = None
    allowed_days: int | None = None
    allowed_text: str | None = None
    calendar: str | None = None
    edition: str | None = None

    @property
    def over(self) -> timedelta | None:
        """Return how much more was counted than was allowed; None where it was not, or is told in business days."""
        if self.used is None or self.allowed is None or self.used <= self.allowed:
            return None
        return self.used - self.allowed

    @property
    def over_days(self) -> int | None:
        """Return how many business days more were counted than were allowed; None where none were."""
        if self.used_days is None or self.allowed_days is None or self.used_days <= self.allowed_days:
            return None
        return self.used_days - self.allowed_days

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data: instants in ISO 8601, UTC; lengths of time in microseconds."""
        return {
            "item": self.item,
            "target": self.target,
            "cycle": self.cycle,
            "counted": self.counted,
            "reason": self.reason,
            **{name: _iso(getattr(self, name)) for name in ("started", "due", "stopped")},
            **{f"{name}_us": _us(getattr(self, name)) for name in ("used", "allowed", "over")},
            **{name: getattr(self, name) for name in ("used_days", "allowed_days", "over_days")},
            "allowed_text": self.allowed_text,
            "calendar": self.calendar,
            "edition": self.edition,
        }


@attrs.frozen
class ItemsBehind:
    """The items that a figure was counted from.

    Attributes:
        of: ``promises``: outcomes of targets about time, each with its clock; ``items``: items without a clock.
        counts: How many there are of each.
        items: The first ones: what was missed, then what is not known, runs, was met, was excused; of each the one
            that is longest past its due first.
    """

    of: Literal["promises", "items"]
    counts: FigureCounts
    items: tuple[ItemBehind, ...]

    @property
    def total(self) -> int:
        """Return how many there are, shown or not."""
        return sum(attrs.astuple(self.counts))

    @property
    def left_off(self) -> int:
        """Return how many of them are not among `items`."""
        return self.total - len(self.items)

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {
            "of": self.of,
            "counts": attrs.asdict(self.counts),
            "total": self.total,
            "left_off": self.left_off,
            "items": [one.to_dict() for one in self.items],
        }


def items_behind(
    agreement: Agreement,
    evaluation: Evaluation,
    one: Measurable,
    period: Period,
    where: Mapping[str, str],
    *,
    when: Condition = EVERYTHING,
    at_most: int = 20,
) -> ItemsBehind | None:
    """Return the items behind a figure; None for a figure that is no count of items, such as an availability.

    Args:
        agreement: The version of the agreement under which the figure was taken.
        evaluation: The verdicts.
        one: What has the figure.
        period: The period of the figure.
        where: The values of fields that it is for; empty for all items.
        when: Only items of a target about time of which this holds; everything by default.
        at_most: How many items are returned; the others are counted.
    """
    if isinstance(one, Target):
        return _promises(evaluation, period, Chosen((one.id,), when=when), at_most)
    metric = metric_of(agreement, one)
    if metric is None:
        return None
    chosen = chosen_of(agreement, one, metric, where)
    if metric.measures == "in-time":
        return _promises(evaluation, period, chosen, at_most)
    if metric.measures in _SHARES and metric.good_when is not None:
        return _items(evaluation, good_places(evaluation, period, chosen, metric.good_when), at_most)
    if metric.measures == "count":
        return _items(evaluation, good_places(evaluation, period, chosen, EVERYTHING), at_most)
    return None


def _promises(evaluation: Evaluation, period: Period, chosen: Chosen, at_most: int) -> ItemsBehind:
    counts = np.zeros(len(_COUNTED), np.int64)
    found: list[tuple[tuple[int, int, str], ItemBehind]] = []
    for table, how in judged_outcomes(evaluation, period, chosen):
        counts += np.bincount(how, minlength=len(_COUNTED))
        past = _past_due(evaluation, table.array("due").view(np.int64), table.array("stopped").view(np.int64))
        first = np.lexsort((-past, _FIRST[how]))[:at_most]
        rows = table.select(first).to_records()
        for place, row in zip(first.tolist(), rows, strict=True):
            key = (int(_FIRST[how[place]]), -int(past[place]), row["item"])
            found.append((key, _of_row(row, _COUNTED[how[place]])))
    found.sort(key=lambda pair: pair[0])
    return ItemsBehind("promises", FigureCounts(*counts.tolist()), tuple(one for _, one in found[:at_most]))


def _past_due(evaluation: Evaluation, due: NDArray[np.int64], stopped: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return how long after its due each was done, or is open, in microseconds; the least there is without a due."""
    end = np.where(stopped == NAT, evaluation.as_of, stopped)
    least: NDArray[np.int64] = np.full(len(due), -(2**62), np.int64)
    known = due != NAT
    least[known] = end[known] - due[known]
    return least


def _of_row(row: Mapping[str, Any], counted: CountedAs) -> ItemBehind:
    same = ("item", "target", "cycle", "reason", "started", "due", "stopped", "used", "allowed")
    days = ("used_days", "allowed_days", "allowed_text", "calendar", "edition")
    return ItemBehind(counted=counted, **{name: row[name] for name in (*same, *days)})


def _items(evaluation: Evaluation, found: tuple[NDArray[np.intp], NDArray[np.int64]], at_most: int) -> ItemsBehind:
    places, how = found
    counts = np.bincount(how, minlength=len(_COUNTED))
    first = np.argsort(_FIRST[how], kind="stable")[:at_most]
    return ItemsBehind("items", FigureCounts(*counts.tolist()), tuple(_opened(evaluation, places[first], how[first])))


def _opened(evaluation: Evaluation, places: NDArray[np.intp], how: NDArray[np.int64]) -> Iterator[ItemBehind]:
    rows = evaluation.items.select(places).to_records()
    for row, counted in zip(rows, how.tolist(), strict=True):
        yield ItemBehind(row["id"], None, None, _COUNTED[counted], started=row["opened"])


def _iso(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()


def _us(length: timedelta | None) -> int | None:
    return None if length is None else length // timedelta(microseconds=1)
