"""On which dates units lapse that were paid for beforehand, as far as the papers alone say which blocks there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final, Literal

import attrs

from contractkit.duties.counting import Counting
from contractkit.duties.line import Line, Scene, Unsaid, line
from contractkit.duties.occasions import Listed, Occasion
from contractkit.errors import PeriodError
from contractkit.quantities.money import Percent
from contractkit.quantities.notation import Cycle
from contractkit.quantities.recurring import Recurring, recurring
from contractkit.quantities.span_dates import shifted
from contractkit.quantities.spans import Span
from contractkit.records.said import said
from contractkit.terms.provisions.prepaid import Prepaid

__all__ = ["BlockStarts", "prepaid_lines"]

_LENGTHS: Final = {
    "week": Span(1, "week"),
    "month": Span(1, "month"),
    "quarter": Span(3, "month"),
    "half-year": Span(6, "month"),
    "year": Span(1, "year"),
    "contract-year": Span(1, "year"),
}
"""How long after the beginning of each period the next one begins."""


@attrs.frozen
class BlockStarts:
    """The beginnings of periods that each have a block of their own, as far as it lapses while the agreement holds.

    Attributes:
        periods: The periods.
        lapses: How long after its first date a block lapses, or a part of it.
        start: The first date of the agreement; None where nobody says.
        over: The first date after it; None where it goes on.
        counts_from: The date that the lapse is counted from: the first one of the ``block``, or of its ``period``,
            which may lie before the agreement.
        what: What lapses of a block, behind its date in the label; empty for all that is left.
    """

    periods: Recurring
    lapses: Span
    start: date | None
    over: date | None
    counts_from: Literal["block", "period"] = "block"
    what: str = ""

    def number_of(self, day: date) -> int:
        """Return the number of the period in which a date lies, or of the nearest in the agreement."""
        first = day if self.start is None else max(day, self.start)
        return self.periods.number_of(first if self.over is None else min(first, self.over))

    def at(self, number: int) -> Occasion | None:
        """Return the beginning of the block of one period; None where it lies outside the agreement."""
        try:
            period = self.periods.numbered(number)
        except PeriodError:
            return None
        if self.start is not None and period.end <= self.start:
            return None
        if self.over is not None and period.start >= self.over:
            return None
        begins = period.start if self.start is None else max(period.start, self.start)
        base = begins if self.counts_from == "block" else period.start
        return _while_it_holds(Occasion(f"{begins.isoformat()}{self.what}", base, begins), self.lapses, self.over)


def _while_it_holds(occasion: Occasion, lapses: Span, over: date | None) -> Occasion:
    """Return an occasion, without a label where the agreement is over by then: then all lapses with it."""
    gone = over is not None and shifted(occasion.base, lapses) >= over
    return attrs.evolve(occasion, label="") if gone else occasion


def prepaid_lines(scene: Scene, clause: Prepaid) -> Iterable[Line | Unsaid]:
    """Return on which dates units of a prepaid clause lapse, and why nobody can say it of blocks that are ordered.

    Args:
        scene: The version with its terms.
        clause: The clause.
    """
    return tuple(_lines(scene, clause))


def _lines(scene: Scene, clause: Prepaid) -> Iterator[Line | Unsaid]:
    frame, lapses = scene.frame, clause.lapses_after
    does = said("What is left of {name} lapses", name=clause.name)
    if clause.bought == "as-ordered":
        if isinstance(lapses, Span):
            says = said(
                "blocks of {name} are bought as they are ordered, and on which dates is in no paper", name=clause.name
            )
            yield Unsaid(clause.clause, "not-told", says, "a settlement with what was ordered says when they lapse")
        return
    if isinstance(clause.bought, date):
        if isinstance(lapses, Span):
            one = _while_it_holds(Occasion(clause.bought.isoformat(), clause.bought, clause.bought), lapses, frame.over)
            yield line("lapse", clause, "customer", does, Listed((one,)), Counting(lapses))
        return
    periods = None if clause.every is None else _periods(scene, clause)
    if periods is None or isinstance(periods, Unsaid):
        yield from () if periods is None else (periods,)
        return
    own = _LENGTHS[str(clause.every)]
    if lapses == "with-its-period":
        yield line(
            "lapse",
            clause,
            "customer",
            does,
            BlockStarts(periods, own, frame.start, frame.over, "period"),
            Counting(own),
        )
    elif isinstance(lapses, Span):
        yield line(
            "lapse", clause, "customer", does, BlockStarts(periods, lapses, frame.start, frame.over), Counting(lapses)
        )
    if clause.carries is not None:
        much = (
            clause.carries
            if isinstance(clause.carries, Percent)
            else said("{n} {unit}", n=clause.carries, unit=clause.unit)
        )
        part = said("What is left of {name} beyond {much} of a block lapses", name=clause.name, much=much)
        schedule = BlockStarts(periods, own, frame.start, frame.over, "period", " in part")
        yield line("lapse", clause, "customer", part, schedule, Counting(own))


def _periods(scene: Scene, clause: Prepaid) -> Recurring | Unsaid:
    every = str(clause.every)
    word = "contract-year" if every == "year" and scene.frame.start is not None else every  # as prices count years
    try:
        periods = recurring(Cycle(word), scene.frame.zone, scene.frame.start)
    except PeriodError as error:
        return Unsaid(clause.clause, "no-term", error.message, "add a clause kind: term")
    assert isinstance(periods, Recurring)  # a clause names no rolling window
    return periods
