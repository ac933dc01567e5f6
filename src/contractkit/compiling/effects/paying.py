"""One effect while it is compiled: its levels, amounts and conditions, and what all effects share."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import attrs

from contractkit.compiling.amounts import check_amount
from contractkit.compiling.desk import Place
from contractkit.compiling.draft import Draft
from contractkit.compiling.effects.modifying import modifiers_of
from contractkit.compiling.figures import UNTOLD, Figure
from contractkit.documents import CONVENTIONS
from contractkit.quantities.money import Percent, PercentagePoints
from contractkit.quantities.notation import Level
from contractkit.quantities.notation.payments import Payment
from contractkit.terms.amounts import Share
from contractkit.terms.conditions import EVERYTHING, Condition
from contractkit.terms.effects import FigureLevel, Pays
from contractkit.terms.figure_conditions import FiguresCondition

__all__ = ["Paying", "as_figure"]


@attrs.frozen
class Paying:
    """One effect while it is compiled.

    Attributes:
        draft: The agreement.
        place: Where the effect stands.
        written: The effect as it was read.
        figure: What it is for; None for an effect that reads facts only.
        figures: The figures that it names itself, as they are cited; empty where it stands inside its target.
        row: The row of a table that it is for.
    """

    draft: Draft
    place: Place
    written: Any
    figure: Figure | None = None
    figures: tuple[str, ...] = ()
    row: str | None = None

    def settled(self, word: str, field: str | None = None) -> str:
        """Return what holds for a convention; silence is recorded only where the reading decides something."""
        name = field or word
        if getattr(self.written, name, None) is None and not self.written.matters(name):
            return CONVENTIONS[word].default
        return self.draft.reading(self.place, self.written, word, field)

    def common(self) -> dict[str, Any]:
        """Return what every effect has: clause, amount, nature, name, dates, and what qualifies it."""
        return {
            "clause": self.place.ref(self.row),
            "of": self.of(),
            "nature": self.settled("nature"),
            "name": None if self.written.name is None else str(self.written.name),
            "holds": self.draft.holding(self.place, self.written),
            "figures": self.figures,
            "modifiers": modifiers_of(self),
        }

    def of(self) -> str | None:
        """Return the word of the amount that percentages are taken of; None where there are none."""
        if self.written.of is not None:
            return check_amount(self.draft.desk, self.place.at("of"), str(self.written.of), self.draft.fees)
        if not self.written.takes_a_share:
            return None
        return check_amount(self.draft.desk, self.place, self.settled("of"), self.draft.fees)

    def payment(self, place: Place, payment: Payment) -> Pays:
        """Return what is paid: a percentage, a share of an amount, or money in the agreement's currency."""
        if payment.amount is not None:
            return self.draft.money(place, payment.amount)
        percent = payment.percent or Percent(Decimal(0))
        if payment.of is None:
            return percent
        return Share(percent, check_amount(self.draft.desk, place, payment.of, self.draft.fees))

    def level(self, place: Place, written: Any) -> Level | None:
        """Return a level of the figure; ``reach`` becomes the target's own. None where that is missing."""
        if not isinstance(written, str):
            found: Level = written.value
            self.in_unit(place, written.text, found)
            return found
        return self.reach(place)

    def reach(self, place: Place) -> Level | None:
        """Return the level that the target promises; None where there is none, which is reported."""
        if self.figure is None:
            return None
        if self.figure.reach is None:
            says = "the target has no reach to be below of"
            if self.figure.metric == self.figure.name:
                says = f"'{self.figure.name}' is a metric: it promises no level that could be missed"
            self.draft.report(place, "reach-missing", says, "give the target a reach, or name the target of the metric")
            return None
        return self.figure.reach.level

    def in_unit(self, place: Place, text: str, level: Level) -> None:
        """Add a problem where a level is not written in the unit of the figure."""
        unit = UNTOLD if self.figure is None else self.figure.unit
        if unit in (UNTOLD, level.unit):
            if unit == "%" and not 0 <= level.number <= 100 and self.figure is not None:
                says = f"'{text}' is no figure that '{self.figure.name}' can have: a share lies between 0 % and 100 %"
                self.draft.report(place, "quantity", says)
            return
        if unit == "%":
            self.draft.report(place, "unit", f"'{text}' is no percentage, the figure is one", "write it with %")
        else:
            called = f"has the unit '{unit}'" if unit else "is a number without a unit"
            says = f"'{text}' does not fit: the figure {called}"
            self.draft.report(place, "unit", says, f"write it as the target does: {self._example()}")

    def _example(self) -> str:
        return "7.0" if self.figure is None or self.figure.reach is None else str(self.figure.reach.level)

    def condition(self, place: Place, written: Any) -> Condition:
        """Return a condition on an item; None becomes everything."""
        return EVERYTHING if written is None else self.draft.condition(place, written)

    def gate(self, place: Place, written: Any) -> FiguresCondition | None:
        """Return a condition over figures and verdicts, or over an item; None for none."""
        return None if written is None else self.draft.figures_condition(place, written)


def as_figure(level: Level) -> FigureLevel:
    """Return a level as it computes: a percentage, a difference of percentages, or a number of another unit."""
    if level.unit == "%":
        return Percent(level.number)
    return PercentagePoints(level.number) if level.unit == "pp" else level
