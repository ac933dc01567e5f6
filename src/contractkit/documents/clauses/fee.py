"""Fixed amounts."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import model_validator

from contractkit.documents.clauses.registry import Clause
from contractkit.documents.faults import fault
from contractkit.documents.fields import AmountText, Name, PeriodWord, Ref
from contractkit.documents.holding import DayText
from contractkit.documents.references import Defines
from contractkit.documents.scalars import Written
from contractkit.documents.unions import Forms
from contractkit.quantities.notation import DAY_OR_SPAN, DayOrSpan

__all__ = ["AnyDue", "Fee"]


def _due_form(value: Any) -> str:
    return "day" if isinstance(value, Written) or DAY_OR_SPAN.matches(str(value)) else "instant"


AnyDue = Annotated[Written[DayOrSpan] | str, Forms(_due_form, day=DayText, instant=Ref)]
"""A date, one counted from the start of the agreement, or an instant of an item such as ``accepted``."""


class Fee(Clause):
    """A fixed amount for a period, or paid once.

    Attributes:
        per: The period; ``once`` for what is paid a single time.
        due: When it is paid: an instant such as ``accepted``, or a date.
    """

    kind: Literal["fee"]
    name: Annotated[Name, Defines("amount")]
    amount: AmountText
    per: PeriodWord
    due: AnyDue | None = None

    @model_validator(mode="after")
    def _one_period(self) -> Fee:
        per = self.amount.value.per
        if per is not None:
            hint = f"write the amount alone, and per: {per}"
            raise fault("quantity", f"'{self.amount.text}' says its period a second time", hint, ("amount",))
        return self
