"""A period paid anew under other terms: the numbers of `settle`, piece by piece, with no line written.

Every piece is worked out by what works out a settlement. What variants have in common is looked up, not worked out.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import attrs

from contractkit.charging.exact import added
from contractkit.facts import Facts
from contractkit.quantities.money import Money
from contractkit.quantities.periods import Period
from contractkit.settlement.backtest.results import PeriodSum
from contractkit.settlement.backtest.sharing import Sharing
from contractkit.settlement.billed import as_billed
from contractkit.settlement.effects import Paid
from contractkit.settlement.figures import Attained
from contractkit.settlement.ledger import Ledger
from contractkit.settlement.pieces import matter_of, pieces_in, refuse
from contractkit.settlement.told import SettlementFacts
from contractkit.settlement.told_history import with_told
from contractkit.settlement.worked import Worked, worked_out
from contractkit.terms import Agreement

__all__ = ["Repaying", "sum_of_worked"]


@attrs.frozen(eq=False)
class Repaying:
    """Pays a period under any terms.

    Attributes:
        facts: The facts that were evaluated, or None.
        period: The period.
        before: The ledger before it.
        told: What `settle` has to be told besides.
        sharing: What other terms have found already.
    """

    facts: Facts | None
    period: Period
    before: Ledger
    told: SettlementFacts
    sharing: Sharing = attrs.field(factory=Sharing)

    def worked(self, agreement: Agreement, evaluation: Attained | None, figures: Any = None) -> tuple[Worked, ...]:
        """Return what each settlement period comes to, in order, each with the ledger of those before it.

        Args:
            agreement: The terms.
            evaluation: The verdicts under them; None where no promise is judged on items.
            figures: Its counts by target and period; None where they are asked of `evaluation`.

        Raises:
            PeriodError: As `settle` does.
            UsageError: As `settle` does.
            NotComputedError: As `settle` does.
        """
        return tuple(self._worked(as_billed(agreement), evaluation, figures))

    def _worked(self, agreement: Agreement, evaluation: Attained | None, figures: Any) -> Iterator[Worked]:
        pieces, whole = pieces_in(agreement, self.period, self.period, self.told.known_at)
        refuse(agreement, self.period, evaluation, self.told)
        told = self.told.of_period(self.period)
        known = self.sharing.known(agreement, evaluation, figures, told.known_at)
        common = self.sharing.common(agreement)
        ledger = self.before
        for piece in pieces:
            matter = matter_of(
                agreement,
                piece,
                evaluation,
                self.facts,
                told,
                with_told(ledger, told, piece),
                asked=piece,
                known=dict(known),
                common=common,
            )
            found = worked_out(matter, whole)
            yield found
            ledger = matter.ledger.with_period(agreement.id, found.record)
            if ledger.told is not self.before.told:
                ledger = attrs.evolve(ledger, told=self.before.told)


def sum_of_worked(worked: Worked) -> PeriodSum:
    """Return the sums of one settlement period: of each side what effects come to and what steps changed about it."""
    course, currency = worked.found.now, worked.matter.version.currency
    sides: dict[str, list[Fraction]] = {"malus": [], "bonus": []}
    for paid, amount in zip(worked.paid, course.amounts[len(worked.charged) :], strict=True):
        side = _side(paid)
        if side is not None:
            sides[side].append(amount)
    for one, amount in zip(course.added, course.brought, strict=True):
        sides[one.amount.side or ("malus" if one.amount.exact < 0 else "bonus")].append(amount)
    for change in course.changes:
        sides[change.side].append(change.exact)
    malus, bonus, total = (
        Money(course.rounding.apply(added(amounts)), currency)
        for amounts in (sides["malus"], sides["bonus"], (course.total,))
    )
    rest = total - malus - bonus
    short = tuple(f"{one.name}: {one.missing}" for one in worked.charged if one.missing is not None)
    return PeriodSum(worked.matter.period, rest, malus, bonus, total, worked.low, worked.high, short)


def _side(paid: Paid) -> str | None:
    """Return on which side of a settlement a line stands; None for charges, points and what comes to nothing."""
    if paid.settles_as == "charge" and paid.computed.state == "settled":
        return None
    return None if paid.kind == "none" else paid.kind
