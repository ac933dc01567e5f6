"""Time limits as they compute: the amount, the calendar on which it runs, and the readings of business days."""

from __future__ import annotations

from datetime import time
from typing import Any

import attrs

from contractkit.compiling.desk import Desk, Place
from contractkit.compiling.names import Names
from contractkit.documents.clauses.targets import CutOff
from contractkit.quantities.notation import parse_time
from contractkit.quantities.spans import BusinessDays, ElapsedTime, Moment, Within, WorkingTime
from contractkit.records.clauses import Assumption, ClauseRef
from contractkit.terms.stopwatch import Limit

__all__ = ["LimitMaker"]


@attrs.frozen
class LimitMaker:
    """Makes the limits of one clause; the readings of the clause are asked once.

    Attributes:
        desk: Where problems and assumptions go.
        names: What can be referred to.
        place: Where the clause stands.
        clause: The clause as it was read.
        level_calendar: The calendar that the clause's level names, or None.
    """

    desk: Desk
    names: Names
    place: Place
    clause: Any
    level_calendar: str | None = None

    def limit(self, place: Place, part: Any, ref: ClauseRef) -> Limit:
        """Return the limit of a row, a test or the clause itself; what `part` leaves out stands in the clause.

        Args:
            place: Where the part stands.
            part: What has `within` or `due`, and perhaps a calendar.
            ref: How the limit is cited.
        """
        own = getattr(part, "within", None) is not None or getattr(part, "due", None) is not None
        source, at = (part, place) if own else (self.clause, self.place)
        due = getattr(source, "due", None)
        within: Within = self._moment(at.at("due"), due) if due is not None else source.within.value
        return self.within(place, part, within, ref)

    def within(self, place: Place, part: Any, within: Within, ref: ClauseRef) -> Limit:
        """Return a limit of that much time, on the calendar of a part or of the clause.

        Args:
            place: Where the part stands.
            part: What perhaps names a calendar.
            within: How much time is allowed.
            ref: How the limit is cited.
        """
        if isinstance(within, BusinessDays):
            within = self._business_days(within)
        name = self._calendar_name(place, part, within)
        if isinstance(within, ElapsedTime):
            name = "always"  # whichever calendar the clause names for its other limits
        calendar = self.names.calendars[name]
        return Limit(within, calendar, name, ref)

    def _moment(self, place: Place, due: Any) -> Moment:
        field = str(due.field)
        if field not in self.names.fields:
            self.desk.unknown(place, "field", field, self.names.fields)
        elif self.names.fields[field] != "instant":
            self.desk.report(
                place, "condition", f"the field {field} is no instant", f"declare {field}: instant under fields"
            )
        return Moment(field)

    def _calendar_name(self, place: Place, part: Any, within: Within) -> str:
        for at, name in (
            (place.at("calendar"), getattr(part, "calendar", None)),
            (self.place.at("calendar"), getattr(self.clause, "calendar", None)),
            (self.place, self.level_calendar),
            (Place(self.place.paper, None, ("calendar",)), self.place.paper.model.calendar),
        ):
            if name is not None:
                if name in self.names.calendars:
                    return str(name)
                self.desk.unknown(at, "calendar", str(name), self.names.calendars)
                return "always"
        if isinstance(within, WorkingTime | BusinessDays):
            says = f"'calendar' is missing: {within}, by which clock?"
            hint = f"known: {', '.join(sorted(self.names.calendars))}"
            self.desk.report(place, "missing-field", says, hint)
        return "always"

    def _business_days(self, written: BusinessDays) -> BusinessDays:
        cut_off, restart, at_cut_off = self._cut_off()
        ends: Any = written.ends
        if not isinstance(ends, time):
            ends = self._reading("ends")
            if ends not in ("close-of-business", "same-time", "end-of-day"):
                ends = parse_time(ends)
        return attrs.evolve(
            written,
            outside=self._reading("outside_hours"),
            cut_off=cut_off,
            restart=restart,
            at_cut_off=at_cut_off,
            counting=self._reading("counting"),
            ends=ends,
            landing=self._reading("landing"),
        )

    def _cut_off(self) -> tuple[time | None, time | None, Any]:
        written = getattr(self.clause, "cut_off", None)
        if written is None:
            says = "the time of day after which a start counts as the next business day's"
            self.desk.assume(Assumption("cut_off", "none", ("a time of day",), self.place.ref(), says))
            return None, None, "in-time"
        if written == "none":
            return None, None, "in-time"
        after, restart = (written.after, written.restart) if isinstance(written, CutOff) else (written, None)
        return after.value, None if restart is None else restart.value, self._reading("at_cut_off")

    def _reading(self, word: str) -> Any:
        return self.desk.reading(self.place, self.clause, word)
