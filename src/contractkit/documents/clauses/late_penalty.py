"""What every day or step of lateness costs."""

from __future__ import annotations

from typing import Annotated, Literal

from contractkit.documents.clauses.effects import MoneyEffect, PaysText
from contractkit.documents.conditions import Condition
from contractkit.documents.conventions import Settles
from contractkit.documents.fields import FieldName, SpanText
from contractkit.documents.instants import Event
from contractkit.quantities.notation.payments import Payment

__all__ = ["LatePenalty"]


class LatePenalty(MoneyEffect):
    """So much for each step between the agreed instant and the delivery.

    Attributes:
        agreed: When it had to be delivered.
        delivered: When it was.
        when: For which items it holds.
        step: How long a step is.
        per_step: What a step costs.
        part_days: Whether a part of a day counts.
        late_part_steps: Whether a part of a step costs a part of it, a whole one, or nothing.
        late_counts: Whether a delivery counts when it came, or in every period so many steps as it had in it.
        value: The number field that says what each order is worth: `order-value`; left out, that is told.
        cap_bounds: Whether the cap, where it is not for each month or year, bounds each delivery or all of a period.
        termination_after: How late it may be before the other party may terminate.
    """

    kind: Literal["late-penalty"]
    agreed: Event
    delivered: Event
    when: Condition | None = None
    step: SpanText
    per_step: PaysText
    part_days: Annotated[str | None, Settles("part_days")] = None
    late_part_steps: Annotated[str | None, Settles("late_part_steps")] = None
    late_counts: Annotated[str | None, Settles("late_counts")] = None
    value: FieldName | None = None
    cap_bounds: Annotated[str | None, Settles("cap_bounds")] = None
    termination_after: SpanText | None = None

    @property
    def payments(self) -> tuple[Payment, ...]:
        """Return what it pays for a step."""
        return (self.per_step.value,)

    @property
    def bounds_something(self) -> bool:
        """Return whether there is a cap of which nobody says for which dates it is: each month, a contract year."""
        limit = None if self.cap is None else self.cap.value
        if limit is None or str(limit) == "none":
            return False
        return all(part is None or part.per is None for part in (limit.share, limit.amount))

    def matters(self, field: str) -> bool:
        """Return whether the reading that `field` settles decides something: a step of one day has no parts."""
        if field == "late_part_steps":
            return (self.step.value.n, self.step.value.unit) != (1, "day")
        if field == "cap_bounds":
            return self.bounds_something and self.on_excess != "carry-forward"
        return super().matters(field)
