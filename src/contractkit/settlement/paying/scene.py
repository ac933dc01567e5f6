"""Everything that an effect looks at: the figure of its period, the amounts, the facts told, the past.

Nothing is worked out here. An amount or a fact that nobody told raises `NotKnownError`, of which `registry.compute`
makes an amount that is undetermined; it never becomes nought.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal, Protocol

import attrs

from contractkit.calendars import BusinessCalendar
from contractkit.charging.base_amount import Base
from contractkit.charging.bases import amount_of
from contractkit.quantities.money import Money
from contractkit.quantities.months import add_months, months_between
from contractkit.quantities.periods import Period
from contractkit.records.said import said
from contractkit.settlement.ledger import Ledger
from contractkit.settlement.measuring.figure import FigureValue, Verdict
from contractkit.settlement.measuring.worded import Worded
from contractkit.settlement.told.facts import SettlementFacts
from contractkit.terms import Agreement
from contractkit.terms.effects import Effect
from contractkit.terms.provisions.base import Provision
from contractkit.terms.provisions.figure_target import FigureTarget
from contractkit.terms.targets import Target

if TYPE_CHECKING:
    from contractkit.facts import Facts
    from contractkit.settlement.paying.kept import Kept

__all__ = ["Book", "NotKnownError", "Part", "Scene", "Seen", "following", "preceding"]

Seen = FigureValue
"""What an effect looks at."""


class NotKnownError(Exception):
    """Something that decides on an amount was not told; `says` is a clause of a sentence that names it."""

    def __init__(self, says: str) -> None:
        super().__init__(says)
        self.says = says


class Book(Protocol):
    """Where the figures of an agreement are looked up."""

    def of(self, name: str, period: Period, where: Mapping[str, str] = ...) -> FigureValue:
        """The figure of a target or metric in a period, of the items with some values of fields."""

    def worded(self, one: Target | FigureTarget, period: Period) -> tuple[Worded, ...]:
        """The figure of a target under the wording that governs a period; of one that is split several, by date."""

    def verdict_of(self, name: str, period: Period) -> Verdict:
        """What the targets of a name come to in a period, each part of it under the wording that governs it."""


@attrs.frozen
class Part:
    """Dates for which an effect is worked out: a period of its own, or the part of one that an amendment leaves.

    Attributes:
        period: The dates.
        settled_on: The last of them on which the agreement holds: the settlement of that date counts them.
        came: Works out what the effect comes to in them, and what of it waits for the next ones.
        failed: Finds whether the effect was for a failure in them; None where nobody knows.
    """

    period: Period
    settled_on: date
    came: Callable[[], tuple[Fraction, Fraction]] = attrs.field(eq=False, repr=False)
    failed: Callable[[], bool | None] = attrs.field(default=lambda: None, eq=False, repr=False)


@attrs.frozen
class Scene:
    """What an effect looks at in one period.

    Attributes:
        agreement: The version of the agreement that governs the period.
        effect: The effect, or another provision that gives money.
        period: The effect's own period.
        target: The target under which it stands; None for an effect that stands alone.
        figure: The figure that it looks at; None for one that reads facts only.
        told: What was told: amounts, figures, dates, claims.
        book: Where other figures are looked up; None where there are none.
        evaluation: The verdicts of the items; None where no promise is judged on items.
        facts: The items themselves; None where there are none.
        ledger: What earlier settlements found and paid.
        asks: Finds the amount that a word means in a period; None: it is worked out from `agreement` and `told`.
        within: The period that is settled, of which the effect's own is a part; None where that is not said.
        memory: What was worked out of earlier periods of the effect, each once.
        share: How much of its own period the dates are, where an amendment splits one: fixed sums are paid that far.
        kept: What kinds came to in other settlements that ask the same; None: everything is worked out.
        in_parts: Finds the verdict of the target in any period under the wordings that govern it; None where none do.
        parts: Finds the dates of a period of the effect, by date, each under its own wording; None, or None found: no
            amendment could split any.
        worded_before: Finds how the effect was worded otherwise between a date and its dates, each wording once; None
            in it: it was not there. None: it was never worded otherwise.
        kept_otherwise: Finds whether some wording of the effect keeps something for its next period; None: there is
            none but its own.
        cap_on: Finds the limit of the settlement's cap on maluses in whose window a date lies; None: nobody can say.
    """

    agreement: Agreement
    effect: Effect | Provision
    period: Period
    target: Target | FigureTarget | None = None
    figure: FigureValue | None = None
    told: SettlementFacts = attrs.field(factory=SettlementFacts)
    book: Book | None = None
    evaluation: Any = None
    facts: Facts | None = None
    ledger: Ledger = attrs.field(factory=Ledger.empty)
    asks: Callable[[str, Period], Base] | None = attrs.field(default=None, eq=False, repr=False)
    within: Period | None = None
    memory: dict[Any, Any] = attrs.field(factory=dict, eq=False, repr=False)
    share: Fraction = Fraction(1)
    kept: Kept | None = attrs.field(default=None, eq=False, repr=False)
    in_parts: Callable[[Period], Verdict | None] | None = attrs.field(default=None, eq=False, repr=False)
    parts: Callable[[Period], tuple[Part, ...] | None] | None = attrs.field(default=None, eq=False, repr=False)
    worded_before: Callable[[date], tuple[Effect | Provision | None, ...]] | None = attrs.field(
        default=None, eq=False, repr=False
    )
    cap_on: Callable[[date], Fraction | None] | None = attrs.field(default=None, eq=False, repr=False)
    kept_otherwise: Callable[[], bool] | None = attrs.field(default=None, eq=False, repr=False)
    _bases: dict[tuple[str, Period], Base] = attrs.field(factory=dict, eq=False, repr=False, init=False)

    @property
    def part(self) -> Fraction:
        """Return how much of the period that is settled its dates are, by days; all of it where that is not said."""
        whole = self.within
        if whole is None or not (whole.start <= self.period.start and self.period.end <= whole.end):
            return Fraction(1)
        return Fraction((self.period.end - self.period.start).days, (whole.end - whole.start).days)

    def amount(self, word: str, of_period: Literal["same", "next"] = "same") -> Base:
        """Return the amount that a word means in the period, exactly.

        Args:
            word: A fee, a standard word such as ``charges``, or an amount that the head declares.
            of_period: Whether that of the effect's own period is meant, or that of the next one.

        Raises:
            NotKnownError: The head declares the amount, and nobody told it.
        """
        return self.amount_in(word, self.period if of_period == "same" else following(self.period))

    def amount_in(self, word: str, period: Period) -> Base:
        """Return the amount that a word means in any period.

        Raises:
            NotKnownError: Nobody told it.
        """
        found = self.looked_up(word, period)
        if found.missing is not None:
            raise NotKnownError(found.missing)
        return found

    def number(self, word: str) -> Fraction:
        """Return a number that the head declares among its amounts, such as how many users there are.

        Raises:
            NotKnownError: Nobody told it.
        """
        told = self.told.amounts.get(word)
        if told is None:
            raise NotKnownError(self.told.apart.get(word, said("{word} is not told", word=word)))
        return Fraction(told.amount if isinstance(told, Money) else told.number)

    def calendar(self, what: str) -> BusinessCalendar:
        """Return the calendar on which business days are counted: the only one that the agreement has.

        Args:
            what: What is counted, for the message.

        Raises:
            NotKnownError: It has none, or several.
        """
        found = [calendar for name, calendar in self.agreement.calendars.items() if name != "always"]
        if len(found) != 1:
            raise NotKnownError(said("on which calendar {what} are counted is not said", what=what))
        return found[0]

    def moved_to(self, period: Period, figure: FigureValue | None) -> Scene:
        """Return the scene of the same effect in another of its periods.

        Args:
            period: The period.
            figure: The figure of that period.
        """
        return attrs.evolve(self, period=period, figure=figure)

    def amount_or_gap(self, word: str | None) -> Base:
        """Return an amount also where it is not known: it is nought then, and its `missing` says what lacks.

        Args:
            word: The amount; None for the one of which the effect's own percentages are taken.

        Raises:
            NotKnownError: The effect takes percentages of nothing.
        """
        of = word if word is not None else getattr(self.effect, "of", None)
        if of is None:
            raise NotKnownError("the amount of which a share is taken is not named")
        next_one = word is None and isinstance(self.effect, Effect) and self.effect.modifiers.of_period == "next"
        return self.looked_up(of, following(self.period) if next_one else self.period)

    def looked(self) -> tuple[tuple[tuple[str, Period], Base], ...]:
        """Return every amount that was looked up so far: the word and the period, and what was found."""
        return tuple(self._bases.items())

    def looked_up(self, word: str, period: Period) -> Base:
        """Return what a word means in a period, also where it is not known: its `missing` then says what lacks."""
        key = (word, period)
        if key not in self._bases:
            if self.asks is not None:
                self._bases[key] = self.asks(word, period)
            else:
                clause = self.effect.clause
                self._bases[key] = amount_of(self.agreement, word, period, clause, self.told, dates="any")
        return self._bases[key]


def following(period: Period) -> Period:
    """Return the period of the same length that begins where this one ends."""
    return _beside(period, 1)


def preceding(period: Period) -> Period:
    """Return the period of the same length that ends where this one begins."""
    return _beside(period, -1)


def _beside(period: Period, way: Literal[1, -1]) -> Period:
    months = months_between(period.start, period.end)
    if months is None:
        days = period.end - period.start
        start = period.end if way == 1 else period.start - days
        return Period(start, start + days, f"{'after' if way == 1 else 'before'} {period.label}")
    start = add_months(period.start, way * months)
    named = {1: "month", 3: "quarter", 6: "half-year", 12: "year"}.get(months)
    if named is not None:
        found = Period.containing(start, named)
        if found.start == start:
            return found
    return Period(start, add_months(start, months), f"{'after' if way == 1 else 'before'} {period.label}")
