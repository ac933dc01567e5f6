"""Ladders that run backwards: a worse figure that pays more, or costs less, than a better one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any

from contractkit.compiling.desk import Place
from contractkit.compiling.draft import Draft
from contractkit.compiling.linting.directions import Better, Directions, reach_number
from contractkit.compiling.linting.gates import advise_worse, lint_gates
from contractkit.documents.clauses import Effect
from contractkit.documents.silences import parts_in

__all__ = ["lint_slopes"]

_Path = tuple[str | int, ...]
_Steps = list[tuple[Decimal, Decimal, int]]
"""Of each step a figure of which more is better, what it is worth to the provider, and its number on the page."""

_LOWEST = Decimal("-Infinity")


def lint_slopes(draft: Draft) -> None:
    """Advise on everything that pays more for worse: ladders, signs, conditions of effects, steps of a settlement."""
    directions = Directions.of(draft)
    for place, clause in draft.desk.clauses():
        for path, part in parts_in(clause):
            if isinstance(part, Effect):
                target = directions.looked_at(place.paper.model.id, clause, part)
                for inside, steps in _ladders(part, directions.better(target), reach_number(target)):
                    _runs(draft, place.at(*path, *inside), steps)
    lint_gates(draft, directions)


def _ladders(effect: Any, better: Better, reach: Decimal | None) -> Iterator[tuple[_Path, _Steps]]:
    """Yield each ladder of an effect with its place."""
    sign = 1 if better == "higher" else -1
    points = getattr(effect, "points", None)
    if isinstance(points, tuple):
        yield ("points",), _steps([(_figure(one.at, reach), _worth(one.pays)) for one in points], sign)
    tiers = getattr(effect, "tiers", None)
    if isinstance(tiers, tuple):
        yield ("tiers",), _steps([(_figure(one.bound, reach), _less(_worth(one.credit))) for one in tiers], sign)
    table = getattr(effect, "table", None)
    if isinstance(table, tuple):
        yield ("table",), _steps([(_figure(one.from_points, None), _less(_worth(one.credit))) for one in table], -1)
    ratings = getattr(effect, "ratings", None)
    if isinstance(ratings, tuple) and getattr(effect, "earns", None) == "rating-share":
        yield ("ratings",), _steps([(_start(one, reach), _worth(one.earns)) for one in ratings], sign)
    repetition = getattr(effect, "repetition", None)
    if isinstance(repetition, tuple) and getattr(effect, "reaches_back", None) != "later-failures-only":
        rows = [(one.more_than.value, _less(one.times.value)) for one in repetition]
        yield ("repetition",), [*_steps(rows, -1), (Decimal(0), Decimal(-1), 0)]
    ladders: list[tuple[_Path, Any]] = [(("bands",), getattr(effect, "bands", ()))]
    several: Sequence[Any] = getattr(effect, "rows", ())
    ladders += [(("rows", i, "bands"), row.bands) for i, row in enumerate(several) if hasattr(row, "bands")]
    shortfall = getattr(effect, "compares", None) == "shortfall"
    for path, bands in ladders:
        found = [(_start(band, None if shortfall else reach), _band_worth(band)) for band in bands or ()]
        yield path, _steps(found, -1 if shortfall else sign)


def _steps(found: Sequence[tuple[Decimal | None, Decimal | None]], sign: int) -> _Steps:
    return [
        (sign * figure, worth, i) for i, (figure, worth) in enumerate(found) if figure is not None and worth is not None
    ]


def _runs(draft: Draft, place: Place, steps: _Steps) -> None:
    for (_, worse, _), (_, good, number) in pairwise(sorted(steps)):
        if good < worse:
            advise_worse(draft, place.at(number), "a better figure is worth less here than a worse one")
            return


def _figure(level: Any, reach: Decimal | None) -> Decimal | None:
    if isinstance(level, str):
        return reach
    return getattr(getattr(level, "value", None), "number", None)


def _start(band: Any, reach: Decimal | None) -> Decimal | None:
    """Return where a band begins; of one without a beginning a figure below all others."""
    for field in ("from_", "above"):
        end = getattr(band, field, None)
        if end is not None:
            return _figure(end, reach)
    return _LOWEST if getattr(band, "below", None) or getattr(band, "through", None) else None


def _band_worth(band: Any) -> Decimal | None:
    for field, sign in (("pays", 1), ("credit", -1), ("points", -1)):
        written = getattr(band, field, None)
        if written is not None:
            worth = _worth(written)
            return None if worth is None else sign * worth
    return None


def _less(worth: Decimal | None) -> Decimal | None:
    return None if worth is None else -worth


def _worth(written: Any) -> Decimal | None:
    value = getattr(written, "value", None)
    if isinstance(value, Decimal):
        return value
    percent = getattr(value, "percent", None)
    if percent is not None:
        return Decimal(percent.value)
    amount = getattr(value, "amount", None)
    if amount is not None:
        return Decimal(amount.number)
    number = getattr(value, "value", None)
    return number if isinstance(number, Decimal) else None
