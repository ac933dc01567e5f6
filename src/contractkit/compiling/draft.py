"""What the compiler of one clause may ask for: names, readings, amounts, conditions, dates, and where problems go."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, TypeVar

import attrs

from contractkit.calendars import BusinessCalendar
from contractkit.compiling import amounts
from contractkit.compiling.conditions import compile_condition
from contractkit.compiling.desk import Desk, Place
from contractkit.compiling.figure_conditions import figures_condition
from contractkit.compiling.frame import later
from contractkit.compiling.instants import compile_instant
from contractkit.compiling.limits import LimitMaker
from contractkit.compiling.names import Names
from contractkit.quantities.money import Money
from contractkit.quantities.notation import AfterStart
from contractkit.records.clauses import Stage
from contractkit.terms.agreement import Term
from contractkit.terms.amounts import Limit, Share
from contractkit.terms.conditions import Condition
from contractkit.terms.effects import Fee
from contractkit.terms.figure_conditions import FiguresCondition
from contractkit.terms.provisions import Holding
from contractkit.terms.stopwatch import AtField, WhenState
from contractkit.terms.stopwatch import Limit as TimeLimit
from contractkit.terms.targets import Target

__all__ = ["Draft"]

T = TypeVar("T")


@attrs.frozen
class Draft:
    """An agreement while its clauses are compiled, one after the other.

    Attributes:
        desk: The papers, and what was found wrong or open in them.
        names: What the papers define by name.
        term: From when to when the agreement holds, or None.
        fees: The fees, whose names are amounts.
        targets: The time targets and results.
    """

    desk: Desk
    names: Names
    term: Term | None = None
    fees: tuple[Fee, ...] = ()
    targets: tuple[Target, ...] = ()
    _found: dict[str, Any] = attrs.field(factory=dict, eq=False, repr=False)

    def once(self, what: str, find: Callable[[], T]) -> T:
        """Return what `find` finds in the papers as they lie there; it is looked for once for all clauses."""
        if what not in self._found:
            self._found[what] = find()
        return self._found[what]  # type: ignore[no-any-return]

    def reading(self, place: Place, clause: Any, word: str, field: str | None = None) -> str:
        """Return what holds for a convention, recording an assumption where the text is silent (`Desk.reading`)."""
        return self.desk.reading(place, clause, word, field)

    def report(self, place: Place, code: str, says: str, hint: str | None = None) -> None:
        """Add a problem."""
        self.desk.report(place, code, says, hint)

    def unknown(self, place: Place, what: str, word: str, known: Iterable[str]) -> None:
        """Add the problem that a word refers to nothing."""
        self.desk.unknown(place, what, word, known)

    def not_computed(
        self, place: Place, stage: Stage, says: str, hint: str | None = None, *, since: date | None = None
    ) -> None:
        """Record that a clause is right, and that this version does not compute it; `since`: from that date on."""
        self.desk.not_computed(place, stage, says, hint, since=since)

    def text(self, place: Place, wording: Any) -> str | None:
        """Return a wording in the binding language of its paper; None where there is none."""
        return None if wording is None else wording.text(getattr(place.paper.model, "language", None))

    def condition(self, place: Place, written: Any) -> Condition:
        """Return a condition on an item, checked against the fields that items have; None becomes everything."""
        return compile_condition(self.desk, place, written, self.names.fields)

    def figures_condition(self, place: Place, written: Any, clause: Any = None) -> FiguresCondition:
        """Return a condition on what was found about a period, or on an item in it; None becomes everything.

        Args:
            place: Where it stands.
            written: The condition as it was read.
            clause: The clause around it, whose calendar and readings hold for time limits in the condition.
        """
        return figures_condition(self, place, written, clause)

    def instant(self, place: Place, written: Any) -> AtField | WhenState | None:
        """Return an instant that a clause names by a word, a field or a state; None where it names none."""
        return compile_instant(self.desk, self.names, place, written)

    def time_limit(self, place: Place, part: Any, clause: Any = None, level: str | None = None) -> TimeLimit:
        """Return the time limit in ``within`` (or ``due``) of a part, with the calendar on which it runs.

        The calendar is that of the part, of the clause, of the level, of the head of the paper; a limit that needs one
        and has none is reported.

        Args:
            place: Where the part stands.
            part: What has ``within``, and perhaps ``calendar``.
            clause: The clause around it, if the part is not the clause itself.
            level: The name of the level whose calendar is meant where neither names one.
        """
        calendar = None if level is None else self.names.levels.get(level)
        maker = LimitMaker(self.desk, self.names, Place(place.paper, place.number), clause or part, calendar)
        return maker.limit(place, part, place.ref())

    def calendar(self, place: Place, name: Any) -> BusinessCalendar | None:
        """Return the calendar of that name; None where no name was written or it is unknown (which is reported)."""
        if name is None:
            return None
        if str(name) not in self.names.calendars:
            self.unknown(place, "calendar", str(name), self.names.calendars)
        return self.names.calendars.get(str(name))

    def money(self, place: Place, amount: Any) -> Money:
        """Return a written amount (`notation.Amount`) as money in the agreement's currency."""
        return amounts.money_of(self.desk, self.names, place, amount)

    def share(self, place: Place, share: Any) -> Share:
        """Return a written share (`notation.Share`) of an amount that the agreement knows."""
        return Share(share.percent, self.amount(place, share.of))

    def amount(self, place: Place, word: Any) -> str:
        """Return the word of an amount: a standard one, a fee, or one that a head declares; else report it."""
        return amounts.check_amount(self.desk, place, str(word), self.fees)

    def limit(self, place: Place, written: Any) -> Limit:
        """Return a written limit: money, a share, either for each period, or the lowest or highest of several."""
        return amounts.limit_of(self.desk, self.names, self.fees, place, written)

    def bound(self, place: Place, written: Any) -> Limit:
        """Return a written limit as `limit` does, where nothing below zero can be meant."""
        found = self.limit(place, written)
        if isinstance(found, Money) and found.amount < 0:
            self.report(place, "quantity", f"'{written.text}' is below zero", "an amount has no sign here")
        return found

    def day(self, place: Place, written: Any) -> date | None:
        """Return a written date; one that is counted from the start of the agreement needs a term clause."""
        if not isinstance(written, AfterStart):
            return written  # type: ignore[no-any-return]
        if self.term is None:
            says = "a date is counted from the start of the agreement, and no term clause says when that is"
            self.report(place, "holds", says, "add a clause kind: term, or write a date")
            return None
        return later(self.term.start, written.span)

    def holding(self, place: Place, part: Any) -> Holding | None:
        """Return between which dates a clause, effect or step holds; None for the whole term."""
        if part.holds is None:
            return None
        since, until = (self._end(place, part.holds, word) for word in ("from", "below"))
        through = self._end(place, part.holds, "through")
        if through is not None:
            until = date.fromordinal(through.toordinal() + 1)
        if since is not None and until is not None and until <= since:
            says = f"it holds from {since} and only until {until}"
            self.report(place.at("holds"), "holds", says, "the end comes after the beginning")
        return Holding(since, until)

    def _end(self, place: Place, holds: Any, word: str) -> date | None:
        written = getattr(holds, "from_" if word == "from" else word)
        return None if written is None else self.day(place.at("holds", word), written.value)
