"""Amounts on their way through the steps, what steps change about them, and where the steps lead. Values only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any, Literal

import attrs

from contractkit.charging.base_amount import Base
from contractkit.charging.exact import added
from contractkit.charging.knowing import NOTHING_KNOWN, ChargingFacts
from contractkit.quantities.periods import Period
from contractkit.quantities.rounding import Rounding
from contractkit.records.clauses import ClauseRef
from contractkit.settlement.ledger import Ledger
from contractkit.settlement.measuring.conditions import Held
from contractkit.settlement.remembered import Carried, Side, WonBack
from contractkit.terms import Agreement
from contractkit.terms.figure_conditions import FiguresCondition
from contractkit.terms.settling import SettlementTerms

__all__ = ["Added", "Amount", "Change", "Course", "Cut", "Minimum", "Setting", "left_of"]


@attrs.frozen
class Amount:
    """An amount on its way through the steps.

    Attributes:
        exact: The amount; negative for a malus.
        settled_on: For an effect, the last day of its own period, which decides the windows that it counts in; None
            for a charge.
        id: What its line and the ledger call it.
        name: What it is called in a sentence.
        period: The effect's own period; None for a charge.
        target: The id of the target whose figure it looked at; empty for none.
        clause: Where the effect stands; empty for none.
        level: The service level that it belongs to; None for none.
        service: The service that it belongs to; None for none.
        side: On which side it counts; None: that of its sign. What was won back counts as malus, and is positive.
        brought: What a step brought it in as: ``carried`` or ``earn-back``; None for what was given.
        returns: For what was won back, the day on which the malus was settled; None where nobody says of which it is.
        each: The values of the fields that its figure is for, as its line says them, empty for none: it takes in again
            what its effect kept for these. None where it takes in nothing, because the effect gives no money.
        waited: For what was won back, what a step had kept, where the malus was paid of that.
    """

    exact: Fraction
    settled_on: date | None = None
    id: str = ""
    name: str = ""
    period: Period | None = None
    target: str = ""
    clause: str = ""
    level: str | None = None
    service: str | None = None
    side: Side | None = None
    brought: Literal["carried", "earn-back"] | None = None
    returns: date | None = None
    each: str | None = ""
    waited: Carried | None = None

    def counts_as(self, net: Fraction) -> Side | None:
        """Return the side on which it counts with what is left of it; None for a charge, and where nothing is left."""
        if self.settled_on is None or not net:
            return None
        return self.side or ("malus" if net.numerator < 0 else "bonus")


@attrs.frozen
class Setting:
    """What the steps of a settlement look at.

    Attributes:
        agreement: The version of the agreement that settles.
        period: What is settled.
        ledger: Earlier settlements.
        amount: What a word of the agreement means in a period, exactly: ``(word, period, clause)``.
        told: What was told, amounts of the period among it.
        holds: Whether a condition holds of an own period; None where no figures can be asked.
        won_back: What somebody tells was won back in the period; None where the ledger and the figures say it.
        others: What effects are known by that follow clauses of their own, of the clause for everything else.
        members: What effects are known by that follow this clause; None for the clause for everything else.
        terms: The steps; those of the agreement where None is given.
        kept: Limits that are known already, of amounts that no ledger decides on.
        names: What the targets of conditions are called, as far as that was asked.
        awaited: The clauses of effects whose own period goes on after what is settled.
        tells: Whether an amount was told for just some dates, so that no parts of them have to be added up;
            None: none was.
        settled_under: The wordings that may have settled a period, the likeliest first: ``(period, known_at)``; None:
            only the version at hand.
    """

    agreement: Agreement
    period: Period
    ledger: Ledger
    amount: Callable[[str, Period, ClauseRef | None], Base]
    told: ChargingFacts = NOTHING_KNOWN
    holds: Callable[[FiguresCondition, Period], Held] | None = None
    won_back: Fraction | None = None
    others: frozenset[str] = frozenset()
    members: frozenset[str] | None = None
    tells: Callable[[str, Period], bool] | None = attrs.field(default=None, kw_only=True)
    awaited: frozenset[str] = attrs.field(default=frozenset(), kw_only=True)
    kept: dict[Any, Any] = attrs.field(factory=dict, kw_only=True, eq=False, repr=False)
    names: dict[Any, frozenset[str]] = attrs.field(factory=dict, kw_only=True, eq=False, repr=False)
    settled_under: Callable[[Period, date | None], tuple[Agreement, ...]] | None = attrs.field(
        default=None, kw_only=True
    )
    terms: SettlementTerms = attrs.field(
        default=attrs.Factory(lambda self: self.agreement.settlement, takes_self=True), kw_only=True
    )

    @property
    def clause(self) -> ClauseRef:
        """Return where the steps stand."""
        return self.terms.clause or ClauseRef(self.agreement.id)

    @property
    def part(self) -> ClauseRef | None:
        """Return where the steps stand if they are for some effects only; None for the clause for everything else."""
        return None if self.members is None else self.clause

    @property
    def alone(self) -> bool:
        """Return whether no other clause settles anything."""
        return self.members is None and not self.others

    def settles(self, target: str, clause: str) -> bool:
        """Return whether an effect follows this clause.

        Args:
            target: The id of the target that it is for; empty for none.
            clause: Where it stands, with its row.
        """
        known = {target, clause, clause.split(" ", 1)[0]}
        return not known & self.others if self.members is None else bool(known & self.members)


@attrs.frozen
class Cut:
    """What one cap took back in one window.

    Attributes:
        step: The place of the cap in the order, from 0.
        side: Which side it cuts.
        window: The window over which it counts.
        limit: The most, in words.
        before: What the effects of this settlement came to in the window, as a magnitude; for a cap on the difference
            of bonus and malus, that difference, and negative where it lies on the other side.
        used: What earlier settlements used of the limit for certain; negative where what came back, or what lay on the
            other side of a difference, leaves more room than the limit.
        open: What effects that are open in them could have used more; it is held back.
        missing: The stretches of the window of which no settlement is known; everything is then held back.
        certain: How much of the cut does not depend on what is missing or open, as a magnitude.
        parts: The place of each amount that is cut, and what comes back on it.
        of: Whose limit it is: the target, level or service; None where the contract has it once.
        on_excess: What becomes of what is cut off: report-only, carry-forward or drop.
        net: Whether it is the difference of bonus and malus that is limited (``net``), or one side (``apart``).
        unknown: What is not known of the limit; None where all is.
        reached: Where a difference is limited with every effect as it comes: what it came to with each effect that is
            cut, earlier settlements included, and what of it stays, as magnitudes; None for the limit.
        all_of: What the effects of this settlement came to on the side of a difference, where all of it is cut and
            that is less than what lies above the limit; None else.
        by: The settlement clause, where it is for some effects only; None for that of everything else.
        waiting: What of `used` was not paid, but waits at a later step.
    """

    step: int
    side: Side
    window: Period
    limit: str
    before: Fraction
    used: Fraction
    open: Fraction
    missing: tuple[tuple[date, date], ...]
    certain: Fraction
    parts: tuple[tuple[int, Fraction], ...]
    of: str | None = None
    on_excess: str = "report-only"
    net: Literal["apart", "net"] = "apart"
    unknown: str | None = None
    by: ClauseRef | None = None
    waiting: Fraction = Fraction(0)
    reached: tuple[tuple[Fraction, Fraction | None], ...] = ()
    all_of: Fraction | None = None

    @property
    def unsure(self) -> bool:
        """Return whether the cut depends on what is missing or open in earlier settlements, or on an unknown limit."""
        return bool(self.missing or self.open or self.unknown)

    @property
    def goes_on(self) -> Literal["cap", "minimum-issue"] | None:
        """Return why what is cut off waits for the next period; None where it does not."""
        return "cap" if self.on_excess == "carry-forward" else None

    @property
    def exact(self) -> Fraction:
        """Return what comes back: positive for a malus that is cut, negative for a bonus."""
        return added(part for _, part in self.parts)


@attrs.frozen
class Minimum:
    """What a minimum issue changed: amounts that were too little to be paid, or were raised.

    Attributes:
        step: The place of the step in the order, from 0.
        side: Which side it changed.
        tested: What was compared with the minimum, as a magnitude.
        least: The minimum, in words.
        otherwise: What becomes of less: drop, carry-forward or lift.
        of: The name of the line that was tested; None where the total was.
        parts: The place of each amount that is changed, and what is added to it.
        by: The settlement clause, where it is for some effects only; None for that of everything else.
    """

    step: int
    side: Side
    tested: Fraction
    least: str
    otherwise: str
    of: str | None
    parts: tuple[tuple[int, Fraction], ...]
    by: ClauseRef | None = None

    @property
    def goes_on(self) -> Literal["cap", "minimum-issue"] | None:
        """Return why what is not paid waits for the next period; None where it does not."""
        return "minimum-issue" if self.otherwise == "carry-forward" else None

    @property
    def exact(self) -> Fraction:
        """Return what is added to the total."""
        return sum((part for _, part in self.parts), Fraction(0))


Change = Cut | Minimum
"""What takes away from amounts or adds to them."""


@attrs.frozen
class Added:
    """An amount that a step brings in: what an earlier period carried on, or what is won back of an earlier malus.

    Attributes:
        step: The place of the step in the order, from 0.
        kind: ``carried`` or ``earn-back``.
        amount: The amount, before it is rounded.
        place: Its place among all amounts: behind those that were given.
        says: Where it comes from, in a sentence.
        won: For an earn-back, the malus of which it is a part; None otherwise.
        unsure: What is not known, so that it is not paid for now; None where all is known.
        could: What it comes to at most; the amount itself where all is known.
        origin: For what was carried on, what the ledger kept; None otherwise.
        by: The settlement clause, where it is for some effects only; None for that of everything else.
    """

    step: int
    kind: Literal["carried", "earn-back"]
    amount: Amount
    place: int
    says: str
    won: WonBack | None = None
    unsure: str | None = None
    could: Fraction = Fraction(0)
    origin: Carried | None = None
    by: ClauseRef | None = None


@attrs.frozen(slots=False)
class Course:
    """Where the steps lead.

    Attributes:
        amounts: The amounts before caps, rounded, in the order in which they were given.
        cuts: What caps took back, rounded.
        exact_cuts: The same before rounding.
        rounding: The rounding that gave the last word.
        agreed: Whether a clause asks for that rounding at its place; else the library's default was taken.
        added: What steps brought in, in order.
        brought: The amounts of `added`, rounded, before what took away from them.
        minimums: What minimum issues changed, rounded.
        exact_minimums: The same before rounding.
        changes: Cuts and minimums together, in the order of the steps, rounded.
        allocated: What is spread over each charge by its place, rounded; empty where no step asks for it.
    """

    amounts: tuple[Fraction, ...]
    cuts: tuple[Cut, ...]
    exact_cuts: tuple[Cut, ...]
    rounding: Rounding
    agreed: bool
    added: tuple[Added, ...] = ()
    brought: tuple[Fraction, ...] = ()
    minimums: tuple[Minimum, ...] = ()
    exact_minimums: tuple[Minimum, ...] = ()
    changes: tuple[Change, ...] = ()
    allocated: tuple[tuple[int, Fraction], ...] = ()

    @cached_property
    def total(self) -> Fraction:
        """Return the rounded sum of all amounts and changes."""
        return added(self._left)

    @property
    def nets(self) -> tuple[Fraction, ...]:
        """Return what the steps left of each amount that was given, rounded."""
        return self._left[: len(self.amounts)]

    @property
    def brought_nets(self) -> tuple[Fraction, ...]:
        """Return what the steps left of each amount that they brought in, rounded."""
        return self._left[len(self.amounts) :]

    @cached_property
    def _left(self) -> tuple[Fraction, ...]:
        return left_of((*self.amounts, *self.brought), self.changes or self.cuts)

    @property
    def unsure(self) -> bool:
        """Return whether anything depends on what is not known."""
        return any(cut.unsure for cut in self.cuts) or any(one.unsure for one in self.added)


def left_of(amounts: Sequence[Fraction], changes: Sequence[Change]) -> tuple[Fraction, ...]:
    """Return what changes left of each amount."""
    if not changes:
        return tuple(amounts)
    parts: list[list[Fraction]] = [[amount] for amount in amounts]
    for change in changes:
        for place, part in change.parts:
            parts[place].append(part)
    return tuple(own[0] if len(own) == 1 else added(own) for own in parts)
