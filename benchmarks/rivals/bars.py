"""The figures that contractkit must reach, each with what was measured and whether it holds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import attrs

from rivals.contest import Form, Operation
from rivals.programme import Itself
from rivals.racing import Figure
from rivals.workload import SpanName

__all__ = ["Bar", "bars"]


@attrs.frozen
class Bar:
    """One figure that must be reached.

    Attributes:
        name: What it is about.
        bound: Whether the figure must be at least or at most the limit.
        limit: The limit.
        unit: ``x``, ``ms`` or ``MiB``.
        measured: What was measured; none if this run did not measure it.
    """

    name: str
    bound: Literal["at least", "at most"]
    limit: float
    unit: str
    measured: float | None

    @property
    def holds(self) -> bool | None:
        """Whether it holds; none if it was not measured."""
        if self.measured is None:
            return None
        return self.measured >= self.limit if self.bound == "at least" else self.measured <= self.limit


def bars(
    figures: Iterable[Figure], itself: Iterable[Itself], compiling_ms: float | None, memory_mib: dict[str, float]
) -> list[Bar]:
    """Return every figure that must be reached.

    Args:
        figures: Against the rivals.
        itself: Against contractkit itself.
        compiling_ms: The best of the compilations.
        memory_mib: Peaks beyond inputs and answers, by what was called.
    """
    ratios = {
        (figure.rival, figure.track.operation, figure.track.form, figure.track.span): figure.ratio
        for figure in figures
        if figure.track.calendars == 1
    }
    dearer = {(one.name, one.operation): one.ratio for one in itself}
    operations: tuple[Operation, ...] = ("due", "elapsed")

    def against(rival: str, form: Form, span: SpanName, limits: tuple[float, float], what: str) -> Iterable[Bar]:
        for operation, limit in zip(operations, limits, strict=True):
            yield Bar(f"{operation}, {what}", "at least", limit, "x", ratios.get((rival, operation, form, span)))

    def beside(name: str, limit: float) -> Iterable[Bar]:
        for operation in operations:
            yield Bar(f"{operation}, array, {name}", "at most", limit, "x", dearer.get((name, operation)))

    return [
        *against("workclock", "array", "fortnight", (200, 200), "array, against workclock's batch"),
        *against("DIY searchsorted", "array", "fortnight", (9, 9), "array, against the DIY searchsorted table"),
        *against("workclock", "scalar", "fortnight", (3, 2.2), "scalar up to 14 days, against workclock"),
        *against("workclock", "scalar", "six years", (40, 40), "scalar over six years, against workclock"),
        *beside("six years beside one hour", 1.3),
        *beside("50 calendars beside one", 4),
        Bar("compiling 13 years", "at most", 20, "ms", compiling_ms),
        *(Bar(f"memory, {name}", "at most", 64, "MiB", peak) for name, peak in memory_mib.items()),
    ]
