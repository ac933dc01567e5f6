"""When a clock will say something else, if nothing more happens to its item."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Final, Literal

import attrs

from contractkit.calendars.instants import to_datetime
from contractkit.clocks.scalar.recording import Record
from contractkit.clocks.scalar.rulers import Ruler
from contractkit.clocks.scalar.runs import Run
from contractkit.clocks.scalar.signals import Phase
from contractkit.clocks.scalar.standing import stand, tick_ahead, time_ahead
from contractkit.clocks.scalar.sums import Sums
from contractkit.clocks.units import Unit
from contractkit.errors import CalendarHorizonError, NeverOpenError, UsageError
from contractkit.quantities.money import Percent
from contractkit.quantities.spans import BusinessDays, ElapsedTime, WorkingTime

__all__ = ["Kind", "Transition", "Warned", "transition_after"]

Warned = Percent | timedelta | WorkingTime | ElapsedTime | BusinessDays
"""A share of the limit that is used, or an amount of it that is left."""

Kind = Literal[
    "excused", "breached", "due", "warning", "column", "relief-begins", "relief-ends", "opening", "closing", "day"
]
"""What changes, the weightiest first where several do at once."""

_KINDS: Final[tuple[Kind, ...]] = (
    *("excused", "breached", "due", "warning", "column"),
    *("relief-begins", "relief-ends", "opening", "closing", "day"),
)
_US: Final = timedelta(microseconds=1)
_Candidate = tuple[int, Kind, Warned | None]


@attrs.frozen
class Transition:
    """An instant at which a clock says something else, if nothing more happens to its item; unpacks into both.

    Attributes:
        at: When.
        kind: What: ``warning``, ``due``, ``breached``, ``excused``, ``opening``, ``closing``, ``relief-begins``,
            ``relief-ends``, ``day`` or ``column``.
        warning: Which warning it is; None for anything else.
    """

    at: datetime
    kind: Kind
    warning: Warned | None = None

    def __iter__(self) -> Iterator[object]:
        return iter((self.at, self.kind))


def transition_after(record: Record, us: int, warnings: tuple[Warned, ...]) -> Transition | None:
    """Return the next instant strictly after another at which a clock says something else; None if there is none.

    Raises:
        UsageError: A warning is none, or of another kind than the limit.
    """
    for one in warnings:
        _check(one)
    found = list(_candidates(record, us, warnings))
    if not found:
        return None
    at, kind, warned = min(found, key=lambda one: (one[0], _KINDS.index(one[1])))
    return Transition(to_datetime(at, record.offset_at(at)), kind, warned)


def _check(warning: object) -> None:
    if not isinstance(warning, (Percent, timedelta, WorkingTime, ElapsedTime, BusinessDays)):
        says = "a warning is a share that is used, such as Percent(80), or an amount that is left, such as a timedelta"
        raise UsageError(f"{says}, not {warning!r}", value=warning)


def _candidates(record: Record, us: int, warnings: tuple[Warned, ...]) -> Iterator[_Candidate]:
    story = record.story(us, "possible")
    if story is None:
        yield record.opening.at, "column", None
        return
    life = story.upto(us)
    column = story.next_column(us)
    if column is not None:
        yield column, "column", None
    run = life.course.run
    if life.phase is not Phase.ON or run is None or run.limit < 0 or record.judged(us)[0].verdict == "undetermined":
        return
    run = run.copy()
    run.extend(us)
    ahead = _Ahead(run, us)
    for look in (ahead.dues, ahead.hours, ahead.relief, ahead.days, ahead.excuse):
        yield from _known(look())
    for one in warnings:
        yield from _known(ahead.warned(one))


def _known(found: Iterator[_Candidate]) -> Iterator[_Candidate]:
    """Return what can be said; what lies outside of what a calendar knows cannot."""
    try:
        yield from found
    except (CalendarHorizonError, NeverOpenError):
        return


class _Ahead:
    """What lies ahead of a run that has been extended to an instant."""

    def __init__(self, run: Run, us: int) -> None:
        self.run, self.us = run, us
        self.sums: Sums = run.measured("open")
        self.ruler: Ruler = run.frame.plan.rulers[run.limit]
        self.running = run.mode == "running"

    def dues(self) -> Iterator[_Candidate]:
        """Return when it is due, and when it will be breached."""
        meter, frame = self.sums.counted, self.run.frame
        if self.sums.mixed:
            return
        until = meter.pinned if meter.pinned is not None else meter.until
        if until is None or self.running:
            found = stand(self.run, self.sums, meter, self.us, frame.known, "goes-on" if self.running else "still")
            until = found.until
            if found.due is not None and found.due > self.us:
                yield found.due, "due", None
        if until is not None and until >= self.us and not self.sums.excused:
            if meter.pinned is None and self.ruler.unit is Unit.WORKING:
                self.ruler.limit.calendar.axis_us.plain.next_open_one(until)  # at the horizon nothing is known any more
            yield until + 1, "breached", None

    def hours(self) -> Iterator[_Candidate]:
        """Return when the calendar opens or closes next, for a clock that counts its hours."""
        if not self.running or self.ruler.unit is not Unit.WORKING:
            return
        axis, known = self.ruler.limit.calendar.axis_us.plain, self.run.frame.known
        at = self.us
        while True:
            kind: Kind = "closing" if axis.is_open_one(at) else "opening"
            at = axis.next_close_one(at) if kind == "closing" else axis.next_open_one(at)
            if not known.covers(at):
                yield at, kind, None
                return
            at = next(until for begin, until in known.ahead(at) if begin <= at)
            if at >= _FAR:
                return

    def relief(self) -> Iterator[_Candidate]:
        """Return when relief begins or ends next."""
        for begin, until in self.run.frame.known.ahead(self.us):
            if begin > self.us:
                yield begin, "relief-begins", None
                return
            if until < _FAR:
                yield until, "relief-ends", None
                return

    def days(self) -> Iterator[_Candidate]:
        """Return when the next business day is used."""
        if self.running and self.ruler.unit is Unit.DAYS:
            yield self._tick(1), "day", None

    def _tick(self, number: int) -> int:
        limit, passed = tick_ahead(self.run, self.sums, self.us, number, self.run.frame.known)
        return self.run.frame.marks(limit).tick(passed)[1]

    def excuse(self) -> Iterator[_Candidate]:
        """Return when relief of extent whole takes the item out."""
        if self.sums.excused:
            return
        for begin, until in self.run.frame.known.wholes:
            first = max(begin, self.us)
            if until <= first:
                continue
            if self.ruler.unit is not Unit.ELAPSED:
                first = self.ruler.limit.calendar.axis_us.plain.next_open_one(first)
            if first < until:
                yield first + 1, "excused", None
                return

    def warned(self, warning: Warned) -> Iterator[_Candidate]:
        """Return when a warning falls."""
        unit, meter = self.ruler.unit, self.sums.counted
        if unit is Unit.MOMENT:
            yield from self._before_moment(warning)
            return
        allowed = self.run.frame.plan.rulers[meter.limit].amount
        rest = self._threshold(warning, allowed) - meter.used
        if not self.running or meter.pinned is not None or rest <= 0 or self.sums.mixed:
            return
        if unit is Unit.DAYS:
            yield self._tick(rest), "warning", warning
        else:
            yield time_ahead(self.ruler, self.us, rest, self.run.frame.known, "due"), "warning", warning

    def _threshold(self, warning: Warned, allowed: int) -> int:
        """Return how much is used when a warning falls."""
        if isinstance(warning, Percent):
            share = Fraction(warning.value) * allowed / 100
            return -(-share.numerator // share.denominator)
        kinds = {
            Unit.WORKING: (timedelta, WorkingTime),
            Unit.ELAPSED: (timedelta, ElapsedTime),
            Unit.DAYS: (BusinessDays,),
        }
        if not isinstance(warning, kinds[self.ruler.unit]):
            says = f"{warning!r} is no part of {self.ruler.limit.within}; warn at a share, or an amount of its own kind"
            raise UsageError(says, value=warning)
        if isinstance(warning, timedelta):
            return allowed - warning // _US
        return allowed - (warning.n if isinstance(warning, BusinessDays) else warning.us)

    def _before_moment(self, warning: Warned) -> Iterator[_Candidate]:
        moment, started = self.run.frame.moment(self.run.limit), self.run.frame.started
        if moment is None:
            return
        if isinstance(warning, Percent):
            share = Fraction(warning.value) * (moment - started) / 100
            at = started + -(-share.numerator // share.denominator)
        elif isinstance(warning, (timedelta, ElapsedTime)):
            at = moment - (warning // _US if isinstance(warning, timedelta) else warning.us)
        else:
            says = f"{warning!r} is no part of the time before a moment; warn at a share, or at a timedelta before it"
            raise UsageError(says, value=warning)
        if at > self.us:
            yield at, "warning", warning


_FAR: Final = 2**61
