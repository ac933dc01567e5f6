"""The figure of one target or metric in one period: its value, what it can still be, its verdict, its sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

import attrs

from contractkit.charging.exact import exact_text
from contractkit.quantities.notation import Bound
from contractkit.quantities.periods import Period
from contractkit.quantities.rounding import Rounding
from contractkit.records.clauses import ClauseRef
from contractkit.records.read_only import read_only
from contractkit.settlement.figures import Figure
from contractkit.settlement.measuring.allowed import Beyond, Side, between, side_of
from contractkit.settlement.payments import telling_shares

__all__ = [
    "FigureCounts",
    "FigureSource",
    "FigureState",
    "FigureValue",
    "Verdict",
    "reached",
    "value_suffix",
    "worst_of",
]

FigureState = Literal["known", "no-volume", "undetermined", "running"]
"""Whether a figure is known; ``running``: nothing is judged yet, and something still may be."""


Verdict = Literal["met", "breached", "undetermined", "no-volume", "none"]
"""What a figure comes to against its target; ``none`` where nothing has to be reached."""

_WORST: tuple[Verdict, ...] = ("breached", "undetermined", "met", "no-volume")


def worst_of(verdicts: Iterable[Verdict]) -> Verdict:
    """Return the verdict of several figures together: missed where one is, and met where the others have no volume."""
    found = set(verdicts)
    return next((word for word in _WORST if word in found), "none")


def value_suffix(where: Mapping[str, str]) -> str:
    """Return what is added to the name of a target whose figure is for some values of fields only.

    Example:
        >>> value_suffix({"site": "north"}), value_suffix({})
        (' (north)', '')
    """
    return f" ({', '.join(where.values())})" if where else ""


def reached(bound: Bound, value: Fraction) -> bool:
    """Return whether a figure keeps a bound: ``at least`` and ``at most`` include the level itself.

    Example:
        >>> from contractkit.quantities.notation import parse_bound
        >>> reached(parse_bound("at least 99.5 %"), Fraction(995, 10)), reached(parse_bound("less than 4"), Fraction(4))
        (True, False)
    """
    level = Fraction(bound.level.number)
    if bound.relation == "at least":
        return value >= level
    if bound.relation == "more than":
        return value > level
    return value <= level if bound.relation == "at most" else value < level


@attrs.frozen
class FigureCounts:
    """How many items a share was counted from.

    Attributes:
        met: How many were good.
        breached: How many were not.
        undetermined: Of how many that is not known.
        running: How many are open and not yet due.
        excused: How many do not count, by the contract's own rule.
    """

    met: int = 0
    breached: int = 0
    undetermined: int = 0
    running: int = 0
    excused: int = 0

    @property
    def count(self) -> int:
        """Return how many are good or bad."""
        return self.met + self.breached

    @property
    def volume(self) -> int:
        """Return how many the share is about: good, bad, or not known which."""
        return self.count + self.undetermined


@attrs.frozen
class FigureSource:
    """Where a figure comes from.

    Attributes:
        kind: ``items``: outcomes of the evaluation; ``told``: a figure that was told; ``measured``: worked out from a
            measurement; ``feedback``: answers of people; ``ledger``: an earlier settlement.
        of: The target whose items are counted, or the name under which it was told.
        says: Where it comes from, in words; None where nobody says.
        recorded_on: When it was recorded; None where it was always known.
    """

    kind: Literal["items", "told", "measured", "feedback", "ledger"]
    of: str
    says: str | None = None
    recorded_on: date | None = None


@attrs.frozen
class FigureValue:
    """The figure of a target or metric in one period.

    Attributes:
        of: The name of the target or metric.
        clause: Where it stands.
        period: The period.
        value: The exact figure in its unit, before any precision: 96.5 where the unit is ``%`` and 96.5 % are meant;
            None where it is not known, or there is no volume.
        unit: ``%``, another word, or None for a bare number.
        low: The least that it can come to; `value` where that is known, None where nobody can say.
        high: The most that it can come to; `value` where that is known, None where nobody can say.
        compared: The figure as targets and bands look at it: `value` brought to the metric's precision.
        state: Whether it is known.
        verdict: What it comes to against its target.
        term: The rule that decided the verdict where the figure did not: ``no-volume``, ``no-data``, ``minimum`` or
            ``told``; None where the figure did.
        counts: The items that it was counted from; None where there are none.
        volume: How many items, answers or requests it is of; None where that is not counted.
        downtime: The downtime that counts, of an availability; None for another figure.
        parts: What each part of a score adds to it, by the name of the part.
        where: The values of fields that it is for; empty for all items.
        precision: To which unit it is brought before it is compared; None: it is compared exactly.
        reach: What was promised, with its side; None where nothing was.
        minimum: With fewer items or answers nothing is decided; None for no minimum.
        says: What it is, in one sentence.
        working: How it was worked out, in numbers.
        sources: Where it comes from.
    """

    of: str
    clause: ClauseRef
    period: Period
    value: Fraction | None
    unit: str | None
    low: Fraction | None
    high: Fraction | None
    compared: Fraction | None
    state: FigureState
    verdict: Verdict
    term: Literal["no-volume", "no-data", "minimum", "told"] | None = None
    counts: FigureCounts | None = None
    volume: int | None = None
    downtime: timedelta | None = None
    parts: Mapping[str, Fraction] = attrs.field(factory=dict, converter=read_only, hash=False)
    where: Mapping[str, str] = attrs.field(factory=dict, converter=read_only, hash=False)
    precision: Rounding | None = None
    reach: Bound | None = None
    minimum: Decimal | None = None
    says: str = ""
    working: str = ""
    sources: tuple[FigureSource, ...] = ()

    def possible(self, bounds: Iterable[Fraction], beyond: Beyond = "goes-on") -> tuple[Fraction, ...]:
        """Return the values that tell between what and what an effect can come to, from low to high.

        They are values as they are compared, brought to the precision that was agreed. Of a share of items they are the
        shares next to each bound that the undetermined items can make it. Of another figure with a range they are its
        ends, the bounds inside, and one value between each two of these: an effect that steps, or lies on straight
        lines without jumps between the bounds, takes its least and its most in one of them. Where only the verdict is
        known, because it was told or because what is not known counts as missed, only values of that verdict are
        possible; `open_end` tells what comes close to a promise that none of them may be.

        Args:
            bounds: The figures at which the effect turns or jumps, in the unit of the figure.
            beyond: Where the effect is level beyond its outermost bounds, a figure of which only the verdict is known
                needs no least and no most of its own there.

        Returns:
            One value where the figure is known; none where there is no volume, or nobody can say what it may be.
        """
        if self.state in ("no-volume", "running"):
            return ()
        side = self._side()
        if self.state == "known" and (self.compared is not None or side is None):
            return () if self.compared is None else (self.compared,)
        turns = set(bounds) if self.reach is None else {*bounds, Fraction(self.reach.level.number)}
        low, high = self._ends(turns, beyond)
        if low is None or high is None:
            return ()
        if self.counts is not None and self.counts.volume:
            found = self._shares(turns)
        elif self.precision is None:
            found = between(low, high, turns)
        else:
            found = between(low, high, _around(turns, self.precision))
        if self.precision is not None:
            found = {Fraction(self.precision.apply(value)) for value in found}
        if side is not None:
            found = {value for value in found if side.has(value)} or found
        return tuple(sorted(found))

    def open_end(
        self, bounds: Iterable[Fraction], beyond: Beyond = "goes-on"
    ) -> tuple[Fraction, Fraction, Fraction] | None:
        """Return two values that come close to the promise, and the promise; None where it is no end of what may be.

        A figure that missed ``at least 99.5 %`` may be as close to it as it likes, and is not 99.5. Of a share of
        items, and of a figure that is rounded, the value next to the promise is one of those that `possible` returns.

        Args:
            bounds: The figures at which an effect turns or jumps.
            beyond: As for `possible`.
        """
        side = self._side()
        if side is None or self.reach is None or self.compared is not None or self.precision is not None:
            return None
        if self.counts is not None and self.counts.volume:
            return None
        low, high = self._ends({*bounds, side.level}, beyond)
        if low is None or high is None or side.level not in (low, high):
            return None
        near = side.near({low, high, *(turn for turn in bounds if low < turn < high)})
        return None if near is None else (*near, side.level)

    def _side(self) -> Side | None:
        """Return the values that a verdict leaves which the figure itself did not decide."""
        if self.reach is None or self.term not in ("told", "no-data"):
            return None
        return side_of(self.reach, self.verdict)

    def _ends(self, turns: set[Fraction], beyond: Beyond) -> tuple[Fraction | None, Fraction | None]:
        """Return the least and the most that the figure can be, as far as its verdict and the effect leave it open."""
        low, high = self.low, self.high
        side = self._side()
        if side is None:
            return low, high
        if low is None and beyond in ("level", "level-below"):
            low = min(turns) - 1
        if high is None and beyond in ("level", "level-above"):
            high = max(turns) + 1
        return side.cut(low, high)

    def _shares(self, turns: Iterable[Fraction]) -> set[Fraction]:
        """Return the shares that the undetermined items can make, as far as they tell the range."""
        counts = self.counts or FigureCounts()
        figure = Figure(self.period, counts.met, counts.breached, counts.undetermined)
        around = list(turns) if self.precision is None else _around(turns, self.precision)
        return {100 * share for share in telling_shares(figure, around)}

    def to_dict(self) -> dict[str, Any]:
        """Return the figure as plain data, exact numbers as text, ready for JSON."""
        numbers = {"value": self.value, "low": self.low, "high": self.high, "compared": self.compared}
        return {
            "of": self.of,
            "clause": str(self.clause),
            "period": self.period.label,
            "unit": self.unit,
            **{name: None if number is None else exact_text(number) for name, number in numbers.items()},
            "state": self.state,
            "verdict": self.verdict,
            "term": self.term,
            "counts": None if self.counts is None else attrs.asdict(self.counts),
            "volume": self.volume,
            "downtime_us": None if self.downtime is None else self.downtime // timedelta(microseconds=1),
            "parts": {name: exact_text(part) for name, part in self.parts.items()},
            "where": dict(self.where),
            "reach": None if self.reach is None else str(self.reach),
            "says": self.says,
            "working": self.working,
            "sources": [
                {
                    "kind": source.kind,
                    "of": source.of,
                    "says": source.says,
                    "recorded_on": None if source.recorded_on is None else source.recorded_on.isoformat(),
                }
                for source in self.sources
            ],
        }


def _around(turns: Iterable[Fraction], precision: Rounding) -> list[Fraction]:
    """Return the values around some figures that a precision brings to either side of them."""
    unit = Fraction(precision.to)
    return [turn + part for turn in turns for part in (-unit, -unit / 2, 0, unit / 2, unit)]
