"""One variant on its way through the settlement periods: what an earlier one found is taken, the rest is worked out.

Two variants whose past is the same in everything that later settlements look at have one number for it. Amounts have a
past of their own, and so has what was found about figures: steps look at the first, conditions and repeats at both.
The ledger, and what is settled with everything that is known about it, are put together only where something asks.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any

import attrs

from contractkit.quantities.periods import Period
from contractkit.settlement.backtest.effects_known import Asking, Effects, Known
from contractkit.settlement.backtest.results import PeriodSum
from contractkit.settlement.backtest.sums import sum_of_worked
from contractkit.settlement.backtest.ways import Ways
from contractkit.settlement.findings import Findings, findings_of
from contractkit.settlement.looking_back import looked_back_on
from contractkit.settlement.matter import Matter
from contractkit.settlement.paying.past import OWN
from contractkit.settlement.remembered import SettledPeriod
from contractkit.settlement.stepping import Stepped, amounts_of_charges, setting_of, stepped
from contractkit.settlement.steps import Amount
from contractkit.settlement.steps.following import begun
from contractkit.settlement.worked import Worked, concluded
from contractkit.terms import Agreement

__all__ = ["Outcome", "Outcomes", "Stretch", "Turn"]


@attrs.frozen(eq=False)
class Outcome:
    """What a settlement period came to for the first variant that asked.

    Attributes:
        number: A number for the past in which it is the last period, as far as amounts go.
        worked: What it came to, of that variant.
        sums: Its sums.
        settled: Whether all up to its end is settled for good.
        keeps: Whether effects keep something for themselves that later periods take in.
    """

    number: int
    worked: Worked
    sums: PeriodSum
    settled: bool
    keeps: bool


@attrs.frozen(eq=False)
class Stretch:
    """One settlement period of one variant, before it is known what it comes to.

    Attributes:
        version: The wording that settles it.
        period: What is settled.
        whole: The agreed settlement period of which it is a part; None where it is one.
        asking: Who asks what effects come to.
        past: A number for what earlier settlements came to.
        settled: Whether everything before it is settled for good.
        places: Where among the steps comes in what waits for it.
    """

    version: Agreement
    period: Period
    whole: Period | None
    asking: Asking
    past: int
    settled: bool
    places: tuple[int, ...] = ()


@attrs.frozen(slots=False, eq=False)
class Turn:
    """What one settlement period of a variant comes to.

    Attributes:
        outcome: What it comes to.
        matter_of: Finds what is settled, of this variant.
        known: What its effects come to.
        found: A number for what was found about figures up to its end.
        findings: Finds what was found.
    """

    outcome: Outcome
    matter_of: Callable[[], Matter]
    known: tuple[Known, ...]
    found: int
    findings: Callable[[Matter], Findings] = attrs.field(repr=False)

    @property
    def sums(self) -> PeriodSum:
        """Return the sums of the period."""
        return self.outcome.sums

    @cached_property
    def worked(self) -> Worked:
        """Return all that was worked out, about what this variant settles."""
        matter, first = self.matter_of(), self.outcome.worked
        if first.matter is matter:
            return first
        every = tuple(one.paid for one in self.known)
        paid = tuple(one.paid for one in self.known if one.stands)
        return attrs.evolve(first, matter=matter, every=every, paid=paid, record=self.record)

    @cached_property
    def record(self) -> SettledPeriod:
        """Return what the ledger keeps of it."""
        matter, first = self.matter_of(), self.outcome.worked
        if first.matter is matter:
            return first.record
        figures, points = self.findings(matter)
        return attrs.evolve(first.record, figures=figures, points=points)


@attrs.define(eq=False)
class Outcomes:
    """What settlement periods of variants came to.

    Attributes:
        effects: What effects came to.
        ways: Where steps led.
        number: Finds one number for all equal values.
    """

    effects: Effects
    ways: Ways
    number: Callable[[Any], int]
    _numbers: dict[tuple[Any, ...], int] = attrs.field(factory=dict, init=False)
    _open: dict[tuple[Any, ...], tuple[int, Stepped]] = attrs.field(factory=dict, init=False)
    _known: dict[tuple[Any, ...], Outcome] = attrs.field(factory=dict, init=False)
    _about: dict[int, tuple[Agreement, frozenset[str] | None]] = attrs.field(factory=dict, init=False)
    _findings: dict[int, Findings] = attrs.field(factory=dict, init=False)
    _charges: dict[tuple[Any, ...], tuple[Amount, ...]] = attrs.field(factory=dict, init=False)

    def turn(self, stretch: Stretch, known: tuple[Known, ...]) -> Turn:
        """Return what a settlement period comes to.

        Args:
            stretch: The period.
            known: What its effects come to.
        """
        version, period, asking = stretch.version, stretch.period, stretch.asking
        paid = tuple(one for one in known if one.stands)
        found = self._found(stretch, paid)
        whole = None if stretch.whole is None else (stretch.whole.start, stretch.whole.end)
        own = (stretch.past, stretch.places, period.start, period.end, whole, asking.amounts)
        given = self._number(("given", *own, *(one.money for one in paid)))
        figures = self._number(("figures", asking.body, asking.past))
        terms = self.number(version.settlement)
        led: Callable[[], Stepped]
        if any(one.open for one in paid):
            way, led = self._led_open((given, terms, figures, *(one.found for one in paid)), asking.matter, paid)
        else:
            place, course = self.ways.follow(
                version.settlement,
                period,
                given,
                figures,
                lambda: setting_of(asking.matter()),
                lambda: begun(version.currency, (*self._charged(asking, period), *(one.amount for one in paid))),
            )
            if course.unsure:
                way, led = self._led_open((given, terms, figures), asking.matter, paid)
            else:
                way, led = place, lambda: Stepped(course, None)
        running = tuple((one.found, one.running) for one in paid if one.running)
        open_past = None if stretch.settled else (terms, asking.body)
        key = (given, way, running, open_past)
        outcome = self._known.get(key)
        if outcome is None:
            every = tuple(one.paid for one in known)
            findings = self._findings_of(found, asking.matter, paid)
            worked = concluded(asking.matter(), stretch.whole, every, led(), findings)
            outcome = self._known[key] = self._outcome(worked, stretch)
        return Turn(outcome, asking.matter, known, found, lambda matter: self._findings_of(found, lambda: matter, paid))

    def _charged(self, asking: Asking, period: Period) -> tuple[Amount, ...]:
        """Return the charges of a period as steps take them."""
        key = (asking.amounts, period.start, period.end)
        if key not in self._charges:
            self._charges[key] = amounts_of_charges(asking.matter().charges())
        return self._charges[key]

    def _led_open(
        self, key: tuple[Any, ...], matter: Callable[[], Matter], paid: tuple[Known, ...]
    ) -> tuple[int, Callable[[], Stepped]]:
        """Return where steps lead if something is not known, for all that is possible, and a negative number for it."""
        if key not in self._open:
            made = stepped(matter(), matter().charges(), tuple(one.paid for one in paid))
            self._open[key] = (-1 - len(self._open), made)
        way, found = self._open[key]
        return way, lambda: found

    def _findings_of(self, found: int, matter: Callable[[], Matter], paid: tuple[Known, ...]) -> Findings:
        """Return what was found about figures in a period that ends with a number for all that was found so far."""
        if found not in self._findings:
            self._findings[found] = findings_of(matter(), tuple(one.paid for one in paid))
        return self._findings[found]

    def _outcome(self, worked: Worked, stretch: Stretch) -> Outcome:
        record = worked.record
        return Outcome(
            number=self._number(("past", len(self._known))),
            worked=worked,
            sums=sum_of_worked(worked),
            settled=stretch.settled and record.status != "provisional",
            keeps=any(one.step == OWN for one in record.carried),
        )

    def _found(self, stretch: Stretch, paid: tuple[Known, ...]) -> int:
        """Return a number for what was found about figures up to the end of a period."""
        asking, names = stretch.asking, self._names(stretch.version)
        others = None if names == frozenset() else (asking.body, names)
        dates = (stretch.period.start, stretch.period.end)
        return self._number(("found", asking.past, *dates, others, *(one.found for one in paid)))

    def _names(self, version: Agreement) -> frozenset[str] | None:
        """Return of which targets it matters later what was found, as `looked_back_on` does."""
        if id(version) not in self._about:
            self._about[id(version)] = (version, looked_back_on(version))
        return self._about[id(version)][1]

    def _number(self, value: tuple[Any, ...]) -> int:
        return self._numbers.setdefault(value, len(self._numbers))
