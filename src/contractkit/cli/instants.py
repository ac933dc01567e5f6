"""Reading `--as-of`: an instant with its offset, or a date."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import attrs

from contractkit.errors import NaiveDatetimeError, UsageError

__all__ = ["AsOf"]


@attrs.frozen
class AsOf:
    """Up to when things that happened are known, as it was typed.

    Attributes:
        value: An aware instant, or a date, which means its end in the zone of whoever asks.
    """

    value: datetime | date

    @classmethod
    def parse(cls, text: str) -> AsOf:
        """Return what `text` means: ``2026-04-10T09:00+02:00``, ``2026-04-10T07:00Z`` or ``2026-04-10``.

        Raises:
            NaiveDatetimeError: a time of day without an offset.
            UsageError: neither an instant nor a date.
        """
        try:
            return cls(date.fromisoformat(text))
        except ValueError:
            pass
        try:
            instant = datetime.fromisoformat(text)
        except ValueError:
            raise UsageError(
                f"--as-of {text!r} is no instant; write 2026-04-10T09:00+02:00, or 2026-04-10 for the end of that date"
            ) from None
        if instant.tzinfo is None:
            raise NaiveDatetimeError(
                f"--as-of {text!r} does not say its zone; add the offset, such as {text}+02:00, or Z for UTC"
            )
        return cls(instant)

    def instant(self, zone: str) -> datetime:
        """Return the instant in UTC; for a date the end of it, 24:00, on the wall clock of `zone`."""
        if isinstance(self.value, datetime):
            return self.value.astimezone(UTC)
        end = self.value + timedelta(days=1)
        return datetime(end.year, end.month, end.day, tzinfo=ZoneInfo(zone)).astimezone(UTC)
