"""Why steps leave a settlement open: unknown limits, and what may come back."""

from __future__ import annotations

from collections.abc import Iterator

from contractkit.quantities.periods import Period
from contractkit.records.said import said
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
            yield said(
                "The limit of a cap in {label} is not known: {unknown}.", label=cut.window.label, unknown=cut.unknown
            )
    for added in course.added:
        if added.unsure:
            yield said(
                "Whether a malus is won back in {label} is not known: {unsure}.",
                label=period.label,
                unsure=added.unsure,
            )
