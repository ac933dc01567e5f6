"""Why steps leave a settlement open: unknown limits, and what may come back."""

from __future__ import annotations

from collections.abc import Iterator

from contractkit.quantities.periods import Period
from contractkit.settlement.steps import Course

__all__ = ["open_steps"]


def open_steps(course: Course, period: Period) -> tuple[str, ...]:
    """Return why a settlement is provisional on account of its steps, one sentence for each reason.

    Args:
        course: Where the steps led.
        period: The period that is settled.
    """
    return tuple(dict.fromkeys(_reasons(course, period)))


def _reasons(course: Course, period: Period) -> Iterator[str]:
    for cut in course.cuts:
        if cut.unknown:
            yield f"The limit of a cap in {cut.window.label} is not known: {cut.unknown}."
    for added in course.added:
        if added.unsure:
            yield f"Whether a malus is won back in {period.label} is not known: {added.unsure}."
