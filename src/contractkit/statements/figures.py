"""The figures of a statement: counts, exact shares and verdicts, per target, level and stretch of time.

Verdicts come from the evaluation; nothing is judged here. Shares are exact fractions of counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from types import MappingProxyType
from typing import Literal

import attrs

from contractkit.errors import PeriodError
from contractkit.evaluation import Evaluation
from contractkit.evaluation.attained import Rule
from contractkit.evaluation.felt import may_be_late
from contractkit.quantities.money import Percent
from contractkit.quantities.notation.words import Cycle
from contractkit.quantities.periods import Period
from contractkit.settlement import Figure
from contractkit.settlement.measuring.pieces import own_periods
from contractkit.settlement.own_periods.occasions import Wordings, promised_in, promises
from contractkit.statements.columns import rows_of
from contractkit.terms import Agreement
from contractkit.terms.targets import Target

__all__ = ["VERDICT_STYLES", "Judged", "LevelFigures", "TargetFigures", "Verdict", "figures_of", "pooled", "worst"]

Verdict = Literal["met", "breached", "undetermined", "no-volume", "too-few", "no-share", "open"]
"""What a stretch came to, as attainment says it; ``no-share``, where it says nothing: no share was agreed; ``open``, of
a target: the period is a part of those over which it is judged, so that the agreement says nothing of it yet."""

_WORST_FIRST: tuple[Verdict, ...] = ("breached", "undetermined", "met", "open", "too-few", "no-share")


VERDICT_STYLES: Mapping[Verdict, str] = MappingProxyType({"met": "cyan", "breached": "red", "undetermined": "magenta"})
"""How verdicts are coloured on a terminal."""


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """Return what several verdicts come to together: one breach decides, then one that is undetermined."""
    found = set(verdicts)
    return next((verdict for verdict in _WORST_FIRST if verdict in found), "no-volume")


_COUNTED = ("met", "breached", "undetermined", "running", "excused")


@attrs.frozen
class Judged:
    """What one target came to in one stretch of time.

    Attributes:
        counts: Its cases by verdict.
        verdict: What it came to.
        agreed: The share that had to be in time, as the wording of those dates has it; None where none was agreed, or
            where an amendment changed it inside of the stretch.
        may_be_late: How many of the cases may be late with the target still met: 95 % of 60 bears three. None without
            a share or without cases.
    """

    counts: Figure
    verdict: Verdict
    agreed: Percent | None
    may_be_late: int | None

    @property
    def period(self) -> Period:
        """Return the stretch."""
        return self.counts.period

    @property
    def reach(self) -> Fraction | None:
        """Return the agreed share, 1 for all."""
        return as_share(self.agreed)


@attrs.frozen
class TargetFigures:
    """One target over the period of the statement.

    Attributes:
        target: The promise, as it was worded last in the period.
        whole: The whole period in one figure; what it says is for reading, the pieces are what counts.
        pieces: The stretches over which the agreement takes the share; where an amendment changes the promise inside of
            one, the dates before and after, each under its own wording.
        months: The months of the period, for the chart; the same as `pieces` for a share per month.
        divides: Whether the period is made of whole stretches; if not, the one piece is no verdict of the agreement.
        lived: The cases as the customer lived them: no pauses taken off.
    """

    target: Target
    whole: Judged
    pieces: tuple[Judged, ...]
    months: tuple[Judged, ...]
    divides: bool
    lived: Figure

    @property
    def has_pieces(self) -> bool:
        """Return whether the agreement judges the period in several stretches."""
        return len(self.pieces) > 1

    @property
    def agreed(self) -> tuple[tuple[date, Percent | None], ...]:
        """Return the shares that were agreed in the period, each with the first date of the stretch that it judges."""
        found: list[tuple[date, Percent | None]] = []
        for piece in self.pieces:
            if not found or found[-1][1] != piece.agreed:
                found.append((piece.period.start, piece.agreed))
        return tuple(found)

    @property
    def verdict(self) -> Verdict:
        """Return what the pieces come to together: one breached piece makes the target breached."""
        if not self.divides and self.target.reach is not None:
            return "open"
        return worst(piece.verdict for piece in self.pieces)


@attrs.frozen
class LevelFigures:
    """The targets of one service level.

    Attributes:
        name: The level; None for targets that belong to none.
        targets: Its targets, in the order of the page.
    """

    name: str | None
    targets: tuple[TargetFigures, ...]

    @property
    def counts(self) -> Figure:
        """Return the cases of all its targets added up; an item under two targets counts at both."""
        return pooled([figures.whole.counts for figures in self.targets])

    @property
    def verdict(self) -> Verdict:
        """Return what its targets come to together."""
        return worst(figures.verdict for figures in self.targets)

    def with_verdict(self, *verdicts: Verdict) -> tuple[TargetFigures, ...]:
        """Return the targets that came to one of `verdicts`."""
        return tuple(figures for figures in self.targets if figures.verdict in verdicts)


def as_share(percent: Percent | None) -> Fraction | None:
    """Return a percentage as an exact share of one."""
    return None if percent is None else Fraction(percent.value) / 100


class _Stretches:
    """What the evaluation says of a stretch, asked once for each."""

    def __init__(self, evaluation: Evaluation) -> None:
        self._evaluation = evaluation
        self._known: dict[Period, dict[str, tuple[Figure, Verdict]]] = {}

    def judged(self, target: Target, period: Period) -> Judged:
        if period not in self._known:
            rows = rows_of(self._evaluation.attainment(period, by=("target",)))
            self._known[period] = {
                str(row["target"]): (
                    Figure(period, *(int(row[name]) for name in _COUNTED)),
                    row["verdict"] or "no-share",
                )
                for row in rows
            }
        counts, verdict = self._known[period].get(target.id, (Figure(period), "no-volume"))
        may = None
        if target.reach is not None and counts.volume:
            may = may_be_late(target.reach, counts.volume, target.precision)
            if verdict == "no-share":  # the wordings of its dates differ, and the papers say which one holds for all
                verdict = _verdict(target, counts)
        return Judged(counts, verdict, target.reach, may)


def _verdict(target: Target, counts: Figure) -> Verdict:
    said, _ = Rule.of(target).verdict(counts.met, counts.undetermined, counts.volume)
    return next((verdict for verdict in _WORST_FIRST if verdict == said), "no-share")


def _split(agreement: Agreement, period: Period, per: Cycle | str) -> tuple[tuple[Period, ...], bool]:
    """Return the own periods of a target of which a period is made, and True; else the period itself, and False."""
    try:
        own = own_periods(agreement, per, period)
    except PeriodError:  # such as contract years of an agreement without a start
        return (period,), False
    whole = bool(own) and (own[0].start, own[-1].end) == (period.start, period.end)
    return (own, True) if whole else ((period,), False)


def _months(period: Period) -> tuple[Period, ...]:
    try:
        return tuple(period.months())
    except PeriodError:
        return (period,)


def figures_of(
    agreement: Agreement,
    evaluation: Evaluation,
    period: Period,
    lived: Mapping[str, Figure],
    known_at: date | None = None,
) -> tuple[LevelFigures, ...]:
    """Return the figures of every target that is promised in a period, grouped by level in the order of the page.

    Args:
        agreement: The agreement whose targets are asked about, with its versions.
        evaluation: Its evaluation.
        period: The period of the statement.
        lived: The cases as the customer lived them, by target.
        known_at: Only amendments that were recorded on that date or before; None for all.
    """
    stretches, worded = _Stretches(evaluation), promises(agreement, known_at)
    by_level: dict[str | None, list[TargetFigures]] = {}
    for target in _targets(worded, period):
        own, divides = _split(agreement, period, target.per)
        pieces = tuple(_of_wording(worded, target, own)) if divides else ((target, period),)
        judged = tuple(stretches.judged(wording, dates) for wording, dates in pieces)
        months = _months(period)
        whole = stretches.judged(target, period)
        if len({piece.agreed for piece in judged}) > 1:
            whole = attrs.evolve(whole, agreed=None, may_be_late=None)
        by_level.setdefault(target.level, []).append(
            TargetFigures(
                target=target,
                whole=whole,
                pieces=judged,
                months=judged
                if divides and own == months
                else tuple(stretches.judged(_worded_last(worded, target, month), month) for month in months),
                divides=divides,
                lived=lived.get(target.id, Figure(period)),
            )
        )
    return tuple(LevelFigures(name, tuple(targets)) for name, targets in by_level.items())


def _targets(worded: Wordings, period: Period) -> tuple[Target, ...]:
    """Return the targets of a period as they were worded last in it: those of its last version first, by the page."""
    touching = [span.value for span, _ in worded if span.touches(period.start, period.end)]
    found: dict[str, Target] = {}
    for version in reversed(touching or [worded[-1][0].value]):
        for target in version.targets:
            found.setdefault(target.id, target)
    return tuple(found.values())


def _of_wording(worded: Wordings, target: Target, periods: Iterable[Period]) -> Iterator[tuple[Target, Period]]:
    """Yield the dates over which each wording of a target judges, and that wording; else the period as it is."""
    for own in periods:
        found = [(one, dates) for _, one, dates in promised_in(worded, target.id, own) if isinstance(one, Target)]
        yield from found or [(target, own)]


def _worded_last(worded: Wordings, target: Target, month: Period) -> Target:
    return list(_of_wording(worded, target, (month,)))[-1][0]


def pooled(figures: Sequence[Figure]) -> Figure:
    """Return the cases of several figures of one period added up."""
    sums = (sum(getattr(figure, name) for figure in figures) for name in _COUNTED)
    return Figure(figures[0].period, *sums)
