"""Relief that is known of one item, as a clock takes it: which instants are not held against the provider."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Literal

import attrs

from contractkit.clocks.scalar.doors import instant_us, said

__all__ = ["NOTHING", "ClockRelief", "Known", "known_of"]

FOREVER = 2**62
"""Where a stretch ends that has no end yet, in microseconds."""


@attrs.frozen
class ClockRelief:
    """A stretch of time that is not held against the provider on one item.

    Whether a stretch counts (its cause, its announcement, its evidence) is for the agreement to say; a clock takes what
    it is given. Stretches that overlap are taken as one.

    Attributes:
        begin_us: From when, in microseconds since the epoch, inclusive.
        end_us: Until when, exclusive.
        extent: ``overlapping``: the time in it is not counted. ``whole``: the item is excused if the stretch covers an
            open instant of the clock's run.
        cause: Why, in the words of the agreement; it decides nothing here.

    Example:
        >>> from datetime import datetime, timezone
        >>> noon = datetime(2026, 3, 2, 12, tzinfo=timezone.utc)
        >>> str(ClockRelief.of(noon, noon.replace(hour=13), cause="customer"))
        '2026-03-02T12:00:00+00:00 to 2026-03-02T13:00:00+00:00 (customer)'
    """

    begin_us: int
    end_us: int
    extent: Literal["overlapping", "whole"] = attrs.field(
        default="overlapping", validator=attrs.validators.in_(("overlapping", "whole"))
    )
    cause: str | None = None

    @classmethod
    def of(
        cls,
        begin: datetime | int | str,
        end: datetime | int | str | None,
        extent: Literal["overlapping", "whole"] = "overlapping",
        cause: str | None = None,
    ) -> ClockRelief:
        """Return the stretch `[begin, end)`.

        Args:
            begin: An aware datetime, ISO 8601 with its offset, or microseconds since the epoch.
            end: The same; None for one that has no end yet.
            extent: ``overlapping`` or ``whole``.
            cause: Why.

        Raises:
            NaiveDatetimeError: An instant has no zone.
            UsageError: It is no instant.
        """
        until = FOREVER if end is None else instant_us(end, "the end of a relief")
        return cls(instant_us(begin, "the begin of a relief"), until, extent, cause)

    def __str__(self) -> str:
        """Return the stretch in words."""
        until = "open" if self.end_us >= FOREVER else said(self.end_us)
        return f"{said(self.begin_us)} to {until}{'' if self.cause is None else f' ({self.cause})'}"


class Known:
    """The relief of one item as sets of instants, each a sequence of stretches `[begin, end)` that do not touch.

    Attributes:
        begins: From when time is not counted.
        ends: Until when.
        wholes: The stretches that take the item out.
    """

    __slots__ = ("begins", "ends", "wholes")

    def __init__(self, relief: Iterable[ClockRelief]) -> None:
        relief = list(relief)
        merged = _merged(one for one in relief if one.extent == "overlapping")
        self.begins = [begin for begin, _ in merged]
        self.ends = [end for _, end in merged]
        self.wholes = _merged(one for one in relief if one.extent == "whole")

    def covers(self, us: int) -> bool:
        """Return whether an instant is not counted."""
        row = bisect_right(self.begins, us) - 1
        return row >= 0 and us < self.ends[row]

    def split(self, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
        """Return the pieces of `[start, end)` in order, and whether each is relieved."""
        row = bisect_right(self.ends, start)
        while start < end:
            if row == len(self.begins) or self.begins[row] >= end:
                yield start, end, False
                return
            begin, until = self.begins[row], min(self.ends[row], end)
            if begin > start:
                yield start, begin, False
            yield max(begin, start), until, True
            start, row = until, row + 1

    def ahead(self, start: int) -> Iterator[tuple[int, int]]:
        """Return the stretches that do not end by an instant, in order."""
        row = bisect_right(self.ends, start)
        yield from zip(self.begins[row:], self.ends[row:], strict=True)


def _merged(relief: Iterable[ClockRelief]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for begin, end in sorted((one.begin_us, one.end_us) for one in relief):
        if begin >= end:
            continue
        if merged and begin <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((begin, end))
    return merged


NOTHING = Known(())


def known_of(relief: tuple[ClockRelief, ...]) -> Known:
    """Return the relief as sets of instants."""
    return Known(relief) if relief else NOTHING
