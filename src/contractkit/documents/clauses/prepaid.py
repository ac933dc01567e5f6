"""Units of a service that are paid for beforehand."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import model_validator

from contractkit.documents.clauses.registry import Clause
from contractkit.documents.conventions import Assumes, Settles
from contractkit.documents.faults import Faults
from contractkit.documents.fields import AmountText, Name, PeriodWord, VolumeText
from contractkit.documents.holding import DayText
from contractkit.documents.references import Defines, ServiceRef
from contractkit.documents.scalars import ReadsBeside, ReadsEither, Word, Written
from contractkit.documents.unions import Forms
from contractkit.quantities import notation as n
from contractkit.quantities.money import Percent
from contractkit.quantities.notation import Volume, same_unit
from contractkit.quantities.spans import Span

__all__ = ["AnyBought", "AnyLapse", "Prepaid"]

_PERIODS = ("week", "month", "quarter", "half-year", "year", "contract-year")
"""The periods that may each have a block of their own."""
_ORDERED = "as-ordered"
_LAPSES = ("with-its-period", "never")


def _bought_form(value: Any) -> str:
    return "word" if isinstance(value, str) and value[:1].isalpha() else "day"


def _lapse_form(value: Any) -> str:
    return "word" if isinstance(value, str) and value[:1].isalpha() else "span"


AnyBought = Annotated[
    Written[n.DayOrSpan] | str,
    Forms(_bought_form, day=DayText, word=Annotated[str, Word(_ORDERED, beside=n.DAY_OR_SPAN)]),
]
"""The date on which a block begins, or ``as-ordered``."""

AnyLapse = Annotated[
    Written[Span] | str,
    Forms(
        _lapse_form,
        span=Annotated[Written[Span], ReadsBeside(n.SPAN, *_LAPSES)],
        word=Annotated[str, Word(*_LAPSES, beside=n.SPAN)],
    ),
]
"""A span from the first date of a block on, ``with-its-period``, or ``never``."""

AnyCarry = Annotated[Written[Volume | Percent], ReadsEither(n.VOLUME, n.PERCENT)]
"""A number of units, or a percentage of a block."""


class Prepaid(Clause):
    """Units of a service that are paid for beforehand, in blocks; what no block covers has the price of the service.

    Attributes:
        name: What orders, facts, an indexation and the ledger call it.
        of: The service whose units they are, or the part of one.
        units: How many a block has.
        price: What a block costs; left out where it is paid in another way, such as in a fee.
        every: The period each of which has a block of its own.
        bought: The date on which one block begins; ``as-ordered`` for as many as were ordered.
        lapses_after: How long after its first date a block lapses.
        carries: How much of a block at most goes on at the end of its own period.
        drawn: Which block is used first.
    """

    kind: Literal["prepaid"]
    name: Annotated[Name, Defines("prepaid")]
    of: ServiceRef
    units: VolumeText
    price: AmountText | None = None
    every: PeriodWord | None = None
    bought: AnyBought | None = None
    lapses_after: Annotated[AnyLapse | None, Assumes("lapses_after")] = None
    carries: AnyCarry | None = None
    drawn: Annotated[str | None, Settles("drawn")] = None

    def matters(self, field: str) -> bool:
        """Return whether the reading that `field` settles decides something: one block alone is the first of all.

        A block that is bought by itself has no period with which it could lapse; one of which a part goes on does not.
        """
        if field == "drawn":
            return isinstance(self.bought, str) or (self.every is not None and not self._lapses_with_its_period)
        return field != "lapses_after" or (self.every is not None and self.carries is None)

    @property
    def _lapses_with_its_period(self) -> bool:
        return self.lapses_after == "with-its-period"

    @model_validator(mode="after")
    def _one_form(self) -> Prepaid:
        wrong = Faults()
        if (self.every is None) == (self.bought is None):
            says = "nothing says when a block begins" if self.every is None else "'every' and 'bought' both say it"
            code = "missing-field" if self.every is None else "contradiction"
            wrong.add(code, says, "every: month, bought: 2026-03-01, or bought: as-ordered", ("bought",))
        if self.every is not None and self.every not in _PERIODS:
            says = f"no block is bought every {self.every}"
            wrong.add("quantity", says, f"one of {', '.join(_PERIODS)}", ("every",))
        for field, period in (("units", self.units.value.per), ("price", self._priced_per)):
            if period is not None:
                hint = f"write every: {period}, and here what one block has or costs"
                wrong.add("quantity", f"'{getattr(self, field).text}' is for a {period}", hint, (field,))
        if self.units.value.number <= 0:
            wrong.add("quantity", f"a block of {self.units.text} has nothing in it", "for example 20 hours", ("units",))
        if self.every is None and self._lapses_with_its_period:
            says = "a block that is bought by itself has no period with which it lapses"
            wrong.add("contradiction", says, "for example 12 months, or never", ("lapses_after",))
        self._check_carry(wrong)
        wrong.tell()
        return self

    @property
    def _priced_per(self) -> str | None:
        return None if self.price is None or self.price.value.per is None else str(self.price.value.per)

    def _check_carry(self, wrong: Faults) -> None:
        if self.carries is None:
            return
        value = self.carries.value
        if self.every is None:
            says = "a block that is bought by itself has no period at whose end a part of it goes on"
            wrong.add("contradiction", says, "leave carries out, or write every:", ("carries",))
        elif self._lapses_with_its_period:
            says = "nothing goes on of a block that lapses with its period"
            wrong.add("contradiction", says, "for example lapses_after: 3 months", ("carries",))
        if isinstance(value, Percent):
            if not 0 < value.value < 100:
                says = f"'{self.carries.text}' is no part of a block"
                wrong.add("quantity", says, "for example 50 %; leave it out where all of it goes on", ("carries",))
        elif not same_unit(value.unit, self.units.value.unit):
            says = f"a block has {self.units.text}, and '{self.carries.text}' of it go on"
            wrong.add("unit", says, "use one word for the unit", ("carries",))
        elif not 0 < value.number < self.units.value.number:
            says = f"'{self.carries.text}' is no part of {self.units.text}"
            wrong.add("quantity", says, "less than a block has; leave it out where all of it goes on", ("carries",))
