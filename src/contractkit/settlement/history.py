"""What can be asked of earlier settlements: what was used of a limit, verdicts, charges, points, what is open.

Nothing is changed here; `ledger` adds to what is known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

import attrs

from contractkit.charging.blocks import BlocksLeft
from contractkit.charging.exact import added
from contractkit.quantities.periods import Period
from contractkit.settlement.remembered import (
    Carried,
    LedgerEntry,
    PaidClaim,
    Reading,
    SettledFigure,
    SettledPeriod,
    Side,
    ToldStretch,
    Verdict,
)
from contractkit.settlement.uncovered import uncovered

__all__ = ["History", "OpenCredit"]

_FROM_WORST: tuple[Verdict, ...] = ("breached", "undetermined", "met", "no-volume")


@attrs.frozen
class OpenCredit:
    """A malus of an earlier settlement, as far as it was not won back.

    Attributes:
        entry: What was settled.
        period: The period whose settlement it stands in.
        open: How much of it is left, as a magnitude: more than zero.
    """

    entry: LedgerEntry
    period: Period
    open: Fraction


@attrs.frozen(slots=False)
class History:
    """Settlements, answered claims and told stretches, and what can be asked of them.

    Attributes:
        settled: The settlements in the order in which they were made.
        claims: The claims for damages that were answered, in order.
        told: What somebody tells of stretches that were not settled here.
    """

    settled: tuple[SettledPeriod, ...] = attrs.field(default=(), kw_only=True)
    claims: tuple[PaidClaim, ...] = attrs.field(default=(), kw_only=True)
    told: tuple[ToldStretch, ...] = attrs.field(default=(), kw_only=True)

    @cached_property
    def governing(self) -> tuple[SettledPeriod, ...]:
        """Return the last settlement of each period, by date."""
        last = {(record.period.start, record.period.end): record for record in self.settled}
        return tuple(record for _, record in sorted(last.items(), key=lambda item: item[0]))

    @cached_property
    def is_sure(self) -> bool:
        """Return whether what every effect came to is known, so that every reading of it is the same."""
        entries = (entry for record in self.governing for entry in record.entries)
        return not self.told and all(entry.least is None and entry.most is None for entry in entries)

    def record_of(self, period: Period) -> SettledPeriod | None:
        """Return the settlement of a period that counts; None where it was not settled."""
        dates = (period.start, period.end)
        return next((one for one in self.governing if (one.period.start, one.period.end) == dates), None)

    def before(self, day: date) -> tuple[SettledPeriod, ...]:
        """Return the settlements that count and ended no later than `day`, by date."""
        return tuple(record for record in self.governing if record.period.end <= day)

    def entries(
        self, side: Side, window: Period, before: date, counted_on: Callable[[LedgerEntry], date] | None = None
    ) -> tuple[LedgerEntry, ...]:
        """Return the effects of one side that count in a window, of settlements before a day.

        Args:
            side: Malus or bonus.
            window: The window.
            before: Only settlements that ended no later than this.
            counted_on: On which day an effect counts; None: on that on which its own period ended.
        """
        return tuple(
            entry
            for record in self.before(before)
            for entry in record.entries
            if entry.kind == side
            and window.start <= (entry.settled_on if counted_on is None else counted_on(entry)) < window.end
        )

    def used(
        self,
        kind: Side,
        window: Period,
        before: date,
        reading: Reading = "now",
        of: Callable[[LedgerEntry], bool] | None = None,
        counted_on: Callable[[LedgerEntry], date] | None = None,
    ) -> Fraction:
        """Return what effects of a kind came to in a window, in settlements that ended no later than `before`.

        Told stretches count with what is told of them. Of one that reaches out of the window, or where only some
        effects count, nobody knows how much of it counts: nothing where the reading leaves most of the limit, all of it
        where it leaves least.

        Args:
            kind: Malus or bonus, each for itself.
            window: The dates on which the effects count.
            before: The first day of the period that is being settled.
            reading: What is taken of effects that are open: nothing (``now``), or what they come to where the total of
                their settlement is least or most. A malus used most where the total is least.
            of: Which effects count; None: all.
            counted_on: On which day an effect counts; None: on that on which its own period ended.

        Returns:
            A magnitude: at least zero for either kind.
        """
        entries = (entry for entry in self.entries(kind, window, before, counted_on) if of is None or of(entry))
        found = added(abs(entry.under(reading).amount) for entry in entries)
        fullest = reading == ("least" if kind == "malus" else "most")
        for told in self.told:
            outside = told.start < window.start or told.end > window.end or of is not None
            if told.end <= before and told.end > window.start and (fullest or not outside):
                found += told.used(kind) or Fraction(0)
        return found

    def missing(self, start: date, end: date, side: Side | None = None) -> tuple[tuple[date, date], ...]:
        """Return the stretches of ``[start, end)`` that no settlement covers, each with its end exclusive.

        Args:
            start: The first date.
            end: The first date after the last.
            side: Told stretches that say what effects of this side came to cover their dates; None: they do not.
        """
        covered = [(record.period.start, record.period.end) for record in self.governing]
        covered += [(one.start, one.end) for one in self.told if side is not None and one.used(side) is not None]
        return uncovered(covered, start, end)

    def provisional(self, start: date, end: date) -> tuple[str, ...]:
        """Return the labels of the settlements that touch ``[start, end)`` and were not final."""
        return tuple(
            record.period.label
            for record in self.governing
            if record.status == "provisional" and record.period.start < end and start < record.period.end
        )

    def on_older(self, end: date) -> tuple[tuple[str, str], ...]:
        """Return the settlements that were made before one of an earlier period that counts, by date.

        Args:
            end: Only those that ended no later than this date.

        Returns:
            The labels of each with that of the earlier period: the last of those that were made later.
        """
        made = {id(record): place for place, record in enumerate(self.settled)}
        found: list[tuple[str, str]] = []
        latest: SettledPeriod | None = None
        for record in self.before(end):
            if latest is not None and made[id(record)] < made[id(latest)]:
                found.append((record.period.label, latest.period.label))
            else:
                latest = record
        return tuple(found)

    def figure_of(self, name: str, period: Period) -> SettledFigure | None:
        """Return what was found about a target or metric in exactly one period; None where the ledger does not say.

        Args:
            name: Its id, its name or its row.
            period: Its own period.
        """
        dates = (period.start, period.end)
        for record in reversed(self.governing):
            for figure in record.figures:
                if figure.called(name) and (figure.period.start, figure.period.end) == dates:
                    return figure
        return None

    def verdict_of(self, name: str, period: Period) -> Verdict | None:
        """Return the verdict of a target in one period; None where the ledger does not say.

        A period that an amendment split was judged in parts: it is breached where one of them is.
        """
        figure = self.figure_of(name, period)
        return self._verdict_of_parts(name, period) if figure is None else figure.verdict

    def _verdict_of_parts(self, name: str, period: Period) -> Verdict | None:
        """Return the worst verdict of figures that make up a period without a gap; None where none do."""
        found = [one for record in self.governing for one in record.figures if one.called(name)]
        parts = [one for one in found if period.start <= one.period.start and one.period.end <= period.end]
        if not parts or uncovered({(one.period.start, one.period.end) for one in parts}, period.start, period.end):
            return None
        verdicts = {one.verdict for one in parts}
        return next((word for word in _FROM_WORST if word in verdicts), "none")

    def figures(self, name: str, before: date) -> tuple[SettledFigure, ...]:
        """Return the figures of a target or metric in periods that ended no later than `before`, by date."""
        found = (one for record in self.governing for one in record.figures if one.called(name))
        return tuple(sorted((one for one in found if one.period.end <= before), key=lambda one: one.period.start))

    def charged(self, word: str, start: date, end: date) -> Fraction | None:
        """Return what was charged in ``[start, end)``; None where the ledger does not know all of it.

        Args:
            word: ``charges``, or the name of a fee or service.
            start: The first date.
            end: The first date after the last.
        """
        inside = self.charged_in(word, start, end)
        return None if uncovered(inside, start, end) else sum(inside.values(), Fraction(0))

    def charged_in(self, word: str, start: date, end: date) -> dict[tuple[date, date], Fraction]:
        """Return what is known of what was charged inside ``[start, end)``, by its dates.

        Args:
            word: ``charges``, or the name of a fee or service.
            start: The first date.
            end: The first date after the last.
        """
        parts = {(r.period.start, r.period.end): r.charged[word] for r in self.governing if word in r.charged}
        parts |= {(one.start, one.end): one.charged[word] for one in self.told if word in one.charged}
        return {dates: amount for dates, amount in parts.items() if start <= dates[0] and dates[1] <= end}

    def points(self, name: str, start: date, end: date) -> Fraction:
        """Return the points that were given for a target or effect in periods that ended in ``[start, end)``.

        Args:
            name: The target or effect; empty for all.
            start: The first date.
            end: The first date after the last.
        """
        found = (one for record in self.governing for one in record.points if start <= one.settled_on < end)
        return sum((one.points for one in found if name in ("", one.of, one.effect)), Fraction(0))

    def came_to(self, side: Side, start: date, end: date, of: Iterable[str] = ()) -> Fraction:
        """Return what effects of a side came to before any cap in periods that ended in ``[start, end)``.

        Args:
            side: Malus or bonus.
            start: The first date.
            end: The first date after the last.
            of: Targets, effects or clauses whose effects count; empty for all.

        Returns:
            A magnitude.
        """
        names = frozenset(of)
        found = (one for record in self.governing for one in record.entries if start <= one.settled_on < end)
        counted = (one for one in found if not names or names & {one.target, one.effect, one.clause})
        return sum((abs(one.came_to) for one in counted if one.kind == side), Fraction(0))

    def won_back(self, window: Period, before: date, of: Callable[[LedgerEntry], bool] | None = None) -> Fraction:
        """Return what was won back in a window, in settlements that ended no later than `before`.

        Args:
            window: The dates on which good periods ended that brought it back.
            before: The first day of the period that is being settled.
            of: Which maluses count that came back; None: all.
        """
        earlier = self.before(before)
        found = [one for record in earlier for one in record.won_back if window.start <= one.on < window.end]
        if of is not None and found:
            kept = {(entry.effect, entry.settled_on) for record in earlier for entry in record.entries if of(entry)}
            found = [one for one in found if (one.effect, one.settled_on) in kept]
        return sum((one.amount for one in found), Fraction(0))

    def open_credits(self, before: date, since: date | None = None) -> tuple[OpenCredit, ...]:
        """Return the maluses of earlier settlements that were not wholly won back, by date.

        Args:
            before: The first day of the period that is being settled.
            since: Only those that were settled on this date or later; None for all.
        """
        won: dict[tuple[str, date], Fraction] = {}
        for record in self.before(before):
            for back in record.won_back:
                key = (back.effect, back.settled_on)
                won[key] = won.get(key, Fraction(0)) + back.amount
        found = []
        for record in self.before(before):
            for entry in record.entries:
                if entry.kind == "malus" and (since is None or entry.settled_on >= since):
                    left = -Fraction(entry.amount.amount) - won.get((entry.effect, entry.settled_on), Fraction(0))
                    if left > 0:
                        found.append(OpenCredit(entry, record.period, left))
        return tuple(sorted(found, key=lambda one: one.entry.settled_on))

    def carried(self, before: date) -> tuple[Carried, ...]:
        """Return what waits for the period that begins on `before`: what its last settlement before that kept."""
        last = next((record for record in reversed(self.governing) if record.period.end <= before), None)
        return () if last is None else last.carried

    def baseline(self, service: str, before: date) -> Decimal | None:
        """Return the volume to which the agreed one of a service had moved on a date; None where nobody knows of it.

        It is not known either where a period between is not settled, which may have moved it again.
        """
        moved = next((one for one in reversed(self.before(before)) if service in one.baselines), None)
        if moved is None:
            return None
        covered = [(one.period.start, one.period.end) for one in self.governing]
        return None if uncovered(covered, moved.period.end, before) else moved.baselines[service]

    def blocks(self, before: date) -> dict[str, BlocksLeft]:
        """Return what was left of prepaid blocks last, no later than a date, by the name of their clause."""
        return {name: left for record in self.before(before) for name, left in record.blocks.items()}
