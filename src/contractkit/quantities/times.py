"""Amounts of time on a clock: working time, which counts while a calendar is open, and elapsed time, which always does.

They share no base class and do not add up: an hour of opening time is not an hour.
"""

from __future__ import annotations

from datetime import timedelta

import attrs

from contractkit.quantities.span_checks import microseconds_in, microseconds_of, whole
from contractkit.quantities.span_texts import clock_iso, clock_text

__all__ = ["ElapsedTime", "WorkingTime"]


@attrs.frozen(order=True)
class WorkingTime:
    """Time that counts only while a business calendar is open.

    Attributes:
        us: The amount in microseconds, a whole number; negative amounts count back.

    Example:
        >>> str(WorkingTime.of(hours=1, minutes=30))
        '1 hour 30 minutes'
        >>> WorkingTime.from_iso("PT1H30M").to_iso()
        'PT1H30M'
    """

    us: int = attrs.field(converter=whole)

    @classmethod
    def of(cls, *, hours: int = 0, minutes: int = 0, seconds: int = 0, microseconds: int = 0) -> WorkingTime:
        """Return working time from whole units; the units add up.

        Raises:
            UsageError: A unit is a fraction.
        """
        return cls(microseconds_of(hours, minutes, seconds, microseconds))

    @classmethod
    def from_timedelta(cls, amount: timedelta) -> WorkingTime:
        """Return `amount` as working time: its 24 hours are 24 opening hours, not a day.

        Raises:
            UsageError: The amount is no whole number of microseconds, as a pandas Timedelta can be.
        """
        return cls(microseconds_in(amount))

    @classmethod
    def from_iso(cls, text: str) -> WorkingTime:
        """Return working time from an ISO 8601 duration of hours, minutes and seconds: ``PT4H30M``.

        Raises:
            QuantityError: It is no duration, or has days, weeks or months.
        """
        from contractkit.quantities.notation.durations import iso_time

        return cls(iso_time(text))

    def to_iso(self) -> str:
        """Return the amount as an ISO 8601 duration; `from_iso` reads it back."""
        return clock_iso(self.us)

    def to_timedelta(self) -> timedelta:
        """Return the amount as a plain timedelta."""
        return timedelta(microseconds=self.us)

    def __str__(self) -> str:
        """Return the amount as a clause says it."""
        return clock_text(self.us)


@attrs.frozen(order=True)
class ElapsedTime:
    """Time that always counts, day and night.

    Attributes:
        us: The amount in microseconds, a whole number; negative amounts count back.

    Example:
        >>> str(ElapsedTime.of(hours=4))
        '4 hours elapsed'
    """

    us: int = attrs.field(converter=whole)

    @classmethod
    def of(cls, *, hours: int = 0, minutes: int = 0, seconds: int = 0, microseconds: int = 0) -> ElapsedTime:
        """Return elapsed time from whole units; the units add up.

        Raises:
            UsageError: A unit is a fraction.
        """
        return cls(microseconds_of(hours, minutes, seconds, microseconds))

    @classmethod
    def from_timedelta(cls, amount: timedelta) -> ElapsedTime:
        """Return `amount` as elapsed time.

        Raises:
            UsageError: The amount is no whole number of microseconds, as a pandas Timedelta can be.
        """
        return cls(microseconds_in(amount))

    @classmethod
    def from_iso(cls, text: str) -> ElapsedTime:
        """Return elapsed time from an ISO 8601 duration of hours, minutes and seconds: ``PT4H30M``.

        Raises:
            QuantityError: It is no duration, or has days, weeks or months.
        """
        from contractkit.quantities.notation.durations import iso_time

        return cls(iso_time(text))

    def to_iso(self) -> str:
        """Return the amount as an ISO 8601 duration; `from_iso` reads it back."""
        return clock_iso(self.us)

    def to_timedelta(self) -> timedelta:
        """Return the amount as a plain timedelta."""
        return timedelta(microseconds=self.us)

    def __str__(self) -> str:
        """Return the amount as a clause says it."""
        return f"{clock_text(self.us)} elapsed"
