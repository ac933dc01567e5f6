"""The clock of one item: told event by event, asked at any instant.

A clock is a value: `advance` returns another one. What it says is a function of what it was told and of the clock line
alone; nothing here reads the time. The columnar `replay` answers the same for millions of items.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Literal

import attrs

from contractkit.calendars.instants import to_datetime
from contractkit.clocks.scalar.ahead import Transition, Warned, transition_after
from contractkit.clocks.scalar.doors import Value, instant_us, said
from contractkit.clocks.scalar.events import ClockEvent, Event
from contractkit.clocks.scalar.judging import judged
from contractkit.clocks.scalar.known import ClockRelief
from contractkit.clocks.scalar.parts import Parts
from contractkit.clocks.scalar.plan import plan_of
from contractkit.clocks.scalar.readings import Amount, ClockReading, reading_of
from contractkit.clocks.scalar.recording import Record
from contractkit.clocks.scalar.signals import Phase
from contractkit.clocks.scalar.starting import line_given, opening_of
from contractkit.clocks.scalar.storing import read, written
from contractkit.terms.targets import ClockLine

__all__ = ["Clock", "ClockEvent", "ClockReading", "ClockRelief", "Transition"]


@attrs.frozen(repr=False, eq=False)
class Clock:
    """The clock of one item under the targets of one clock line.

    Attributes:
        line: The clock line.
        relief: The relief that is known.

    Example:
        >>> from datetime import datetime
        >>> from contractkit.calendars import BusinessCalendar
        >>> from contractkit.quantities.spans import WorkingTime
        >>> from contractkit.records.clauses import ClauseRef
        >>> from contractkit.terms.conditions import EVERYTHING, Is
        >>> from contractkit.terms.targets import AtField, ClockLine, Limit, Measure, Pause, Target, WhenState
        >>> office = BusinessCalendar(tz="Europe/Amsterdam", week={"mon-fri": "09:00-17:00"}, name="office")
        >>> clause = ClauseRef("SLA-1", "4.2")
        >>> limit = Limit(WorkingTime.of(hours=4), office, "office", clause)
        >>> solve = Target("4.2", "solve", clause, "resolution", EVERYTHING, limit)
        >>> measure = Measure("resolution", AtField("opened_at"), WhenState(Is("status", ("solved",))))
        >>> line = ClockLine(measure, (solve,), (Pause(clause, Is("status", ("waiting",))),))
        >>> clock = Clock.start(line, at=datetime(2026, 3, 2, 9, tzinfo=office.tz), item={"status": "new"})
        >>> clock.at(datetime(2026, 3, 2, 10, tzinfo=office.tz)).due.isoformat()
        '2026-03-02T13:00:00+01:00'
        >>> clock = clock.advance({"at": "2026-03-02T10:00:00+01:00", "field": "status", "value": "waiting"})
        >>> str(clock.at(datetime(2026, 3, 2, 12, tzinfo=office.tz)).remaining)
        '3 hours'
    """

    line: ClockLine
    relief: tuple[ClockRelief, ...]
    _record: Record

    # -- what is told --------------------------------------------------------------------------------------------

    @classmethod
    def start(
        cls,
        target: ClockLine,
        at: datetime | int | str,
        item: Mapping[str, Value],
        relief: Iterable[ClockRelief] = (),
    ) -> Clock:
        """Return the clock of an item that opens.

        Args:
            target: The clock line, such as `Agreement.line_of` finds: targets that share one stopwatch.
            at: When the item opens: an aware datetime, ISO 8601 with its offset, or microseconds since the epoch.
            item: What the item says then, field by field; None where it is not known yet. Fields that the line does
                not read play no part; one that chooses the target has to be there.
            relief: The relief that is known of the item.

        A value that the agreement does not know, of a field whose values it lists (`ClockLine.listed`), counts as
        unknown; from then on the clock is undetermined for ``unknown-value``.

        Raises:
            NaiveDatetimeError: `at` has no zone.
            UsageError: `target` is no clock line, a field that chooses the target is not given, or a value cannot be
                read.
            NotComputedError: A target asks for several times together, which `evaluate` judges.

        Source: design.md section 4; clocks.md rules 2 and 18.
        """
        plan = plan_of(line_given(target))
        known = tuple(relief)
        opening = opening_of(plan, at, item, known)
        return cls(target, known, Record(opening, frozenset(map(str, item))))

    def advance(self, event: Event) -> Clock:
        """Return the clock with an event more.

        Events come in the order of time; those of one instant in any order, which decides nothing. An event about
        fields that the line does not read changes nothing, and so does any event after a cancel.

        Args:
            event: A `ClockEvent`, or a mapping with ``at``, then ``field`` and ``value`` or ``fields``, and ``seq``.

        Raises:
            NaiveDatetimeError: The instant of the event has no zone.
            EventOrderError: The event lies before the last one, or before the opening.
            UsageError: The event has no instant or no field, has something that no event has, or its field looks like
                a slip of one that is read.

        Source: design.md section 4, ties; clocks.md rules 1 to 5.
        """
        return Clock(self.line, self.relief, self._record.told(event))

    def with_relief(self, *relief: ClockRelief) -> Clock:
        """Return the clock with the relief that is known now; it takes the place of what was known before.

        Relief counts wholly, also where it lies ahead or in the past.

        Source: clocks.md rules 21 to 23.
        """
        return Clock(self.line, relief, Record.of(self._record.plan, self._record.parts(relief)))

    # -- what it says --------------------------------------------------------------------------------------------

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that the line reads: of the item's state, of its events, and those that hold instants."""
        return self._record.plan.names

    @property
    def opened(self) -> datetime:
        """When the item opened, in UTC."""
        return to_datetime(self._record.opening.at, 0)

    @property
    def last(self) -> datetime:
        """The instant of the last event, or of the opening, in UTC."""
        return to_datetime(self._record.last, 0)

    @property
    def events(self) -> tuple[ClockEvent, ...]:
        """What the clock was told, in the order of time; of fields that the line does not read only that they were."""
        return tuple(self._record.events())

    def at(self, instant: datetime | int | str) -> ClockReading:
        """Return what the clock says of its last cycle, as it had happened by an instant.

        Args:
            instant: The moment of judging; what was told of later ones is set aside.

        Raises:
            NaiveDatetimeError: The instant has no zone.
            UsageError: It is no instant.

        Source: design.md sections 4 and 5; clocks.md, the rules that each module names.
        """
        us = instant_us(instant, "the moment of reading")
        found, does = self._record.judged(us)
        return reading_of(found, self._record.plan.rulers, us, does)

    def outcomes(self, instant: datetime | int | str) -> tuple[ClockReading, ...]:
        """Return what the clock says of all its cycles, in order, as it had happened by an instant.

        Raises:
            NaiveDatetimeError: The instant has no zone.
        """
        us = instant_us(instant, "the moment of reading")
        rulers = self._record.plan.rulers
        return (*(reading_of(one, rulers, us, "stopped") for one in self._record.finished(us)), self.at(us))

    def remaining(self, instant: datetime | int | str) -> Amount | None:
        """Return what is left of the limit at an instant; None where the clock has stopped or counts nothing."""
        return self.at(instant).remaining

    def due_if_resumed(self, instant: datetime | int | str) -> datetime | None:
        """Return when the clock would be due if it ran on from an instant: resumed from a pause, or reopened.

        Args:
            instant: When it runs on; not before the last event.

        Returns:
            The due instant; None if the clock has not started, was cancelled, or nothing can be said.

        Raises:
            NaiveDatetimeError: The instant has no zone.
            EventOrderError: The instant lies before the last event.
        """
        us = instant_us(instant, "the instant of resuming")
        record = self._record
        if us < record.last:
            raise record.too_early(us)
        life = None if record.is_doubtful(us) else record.life(us, "possible")
        if life is None or life.phase not in (Phase.ON, Phase.STOPPED):
            return None
        life = life.copy()
        life.run_on(us)
        return reading_of(judged(life, us), record.plan.rulers, us, "running").due

    def next_transition(
        self, after: datetime | int | str | None = None, warnings: Iterable[Warned] = ()
    ) -> Transition | None:
        """Return the next instant at which the clock says something else, if no event comes before.

        Args:
            after: Only instants strictly after this one; the last event, or the opening, where it is left out.
            warnings: Shares of the limit that are used by then (`Percent`), or amounts that are left (a timedelta,
                `WorkingTime`, `ElapsedTime` or `BusinessDays`).

        Returns:
            When and what: ``warning``, ``due``, ``breached`` (a microsecond after the last instant in time),
            ``opening`` and ``closing`` of the calendar of a clock that runs, ``relief-begins`` and ``relief-ends``,
            ``excused``, ``day`` (a business day is used), ``column`` (an instant that stands in the item, such as its
            opening). None if nothing changes any more. What the clock says as lived is not looked at.

        Raises:
            NaiveDatetimeError: `after` has no zone.
            UsageError: A warning is none, or of another kind than the limit.

        Source: design.md section 4.
        """
        us = self._record.last if after is None else instant_us(after, "after")
        return transition_after(self._record, us, tuple(warnings))

    # -- storage -------------------------------------------------------------------------------------------------

    def to_dict(self) -> dict[str, Any]:
        """Return the clock as plain data, ready for JSON; `from_dict` reads back an equal clock.

        It holds the opening, the events and the relief, and by which terms and calendar editions they were read.
        """
        return written(self._record.plan, self._record.parts(self.relief))

    @classmethod
    def from_dict(cls, data: object, line: ClockLine, edition: Literal["same", "any"] = "same") -> Clock:
        """Return the clock that plain data stands for, under the line by which it was started.

        Args:
            data: What `to_dict` gave.
            line: The clock line.
            edition: Whether the calendars must be those by which the clock was stored; ``any`` reads all that it was
                told anew by the calendars as they are known now.

        Raises:
            StoredClockError: The data is no clock, one of another version, of other terms or of another edition of a
                calendar.
        """
        parts = read(plan_of(line_given(line)), data, edition)
        return _again(line, parts)

    # -- values --------------------------------------------------------------------------------------------------

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Clock):
            return NotImplemented
        if self.line != other.line or self.line.listed != other.line.listed:
            return False
        return self._record.value(self.relief) == other._record.value(other.relief)

    def __hash__(self) -> int:
        return hash((self._record.opening.at, self._record.opening.state, self._record.last))

    def __repr__(self) -> str:
        record = self._record
        count = 0 if record.tail is None else record.tail[5]
        told = "1 event" if count == 1 else f"{count} events"
        return f"<Clock of {self.line.measure.name}, opened {said(record.opening.at)}, {told}, now {said(record.last)}>"

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, (self.line, self._record.parts(self.relief))

    def __copy__(self) -> Clock:
        return self

    def __deepcopy__(self, memo: object) -> Clock:
        return self


def _again(line: ClockLine, parts: Parts) -> Clock:
    return Clock(line, parts.relief, Record.of(plan_of(line), parts))
