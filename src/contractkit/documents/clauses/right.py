"""What a party may do, and need not."""

from __future__ import annotations

from typing import Literal

from pydantic import model_validator

from contractkit.documents.anchors import Side
from contractkit.documents.clauses.registry import Clause
from contractkit.documents.faults import fault
from contractkit.documents.fields import CountText, CycleText, SpanText
from contractkit.documents.references import CalendarRef
from contractkit.documents.wordings import WordingText

__all__ = ["Right"]


class Right(Clause):
    """Something that a party may do: audit, survey, inspect, choose an option.

    Attributes:
        owner: Who may.
        may: What.
        times: How often in each period of `per`, or in all.
        notice: How long before it has to be said.
        use_within: How long it may be used, once it has come about; left out, always.
        calendar: On which calendar business days of these spans count.
    """

    computes = False
    kind: Literal["right"]
    owner: Side
    may: WordingText
    times: CountText | None = None
    per: CycleText | None = None
    notice: SpanText | None = None
    use_within: SpanText | None = None
    calendar: CalendarRef | None = None

    @model_validator(mode="after")
    def _whole(self) -> Right:
        if self.per is not None and self.times is None:
            raise fault("missing-field", "'times' is missing: how often in each period?", "for example times: 1")
        number = None if self.times is None else self.times.value
        if number is not None and (number.unit is not None or number.number != int(number.number) or number.number < 1):
            raise fault("quantity", f"'{self.times}' is no number of times", "a whole number such as 2", ("times",))
        return self
