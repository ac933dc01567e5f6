"""Reading instants and dates as they are typed, such as after `--as-of`: an instant with its offset, or a date."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import attrs

from contractkit.errors import NaiveDatetimeError, UsageError
from contractkit.quantities.midnights import midnight_us

__all__ = ["AsOf", "typed_date"]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@attrs.frozen
class AsOf:
    """Up to when things that happened are known, as it was typed.

    Attributes:
        value: An instant in UTC, or a date, which means its end in the zone of whoever asks.
    """

    value: datetime | date

    @classmethod
    def parse(cls, text: str, option: str = "--as-of") -> AsOf:
        """Return what `text` means: ``2026-04-10T09:00+02:00``, ``2026-04-10T07:00Z`` or ``2026-04-10``.

        Args:
            text: What was typed.
            option: After which option, for the message.

        Raises:
            NaiveDatetimeError: a time of day without an offset.
            UsageError: neither an instant nor a date.
        """
        try:
            value = _read(text)
        except (ValueError, OverflowError):
            raise UsageError(
                f"{option} {text!r} is no instant; write 2026-04-10T09:00+02:00, or 2026-04-10 for the end of that date"
            ) from None
        if isinstance(value, datetime) and value.tzinfo is None:
            raise NaiveDatetimeError(
                f"{option} {text!r} does not say its zone; add the offset, such as {text}+02:00, or Z for UTC"
            )
        return cls(value)

    def instant(self, zone: str) -> datetime:
        """Return the instant in UTC; for a date the end of it, 24:00, on the wall clock of `zone`."""
        if isinstance(self.value, datetime):
            return self.value
        return _EPOCH + timedelta(microseconds=midnight_us(self.value + timedelta(days=1), zone))


def typed_date(text: str, option: str) -> date:
    """Return the date that `text` means.

    Args:
        text: What was typed.
        option: After which option, for the message.

    Raises:
        UsageError: It is none.
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{option} {text!r} is no date; write it as 2026-03-01", value=text) from None


def _read(text: str) -> datetime | date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        instant = datetime.fromisoformat(text)
        return instant if instant.tzinfo is None else instant.astimezone(UTC)
    _ = day + timedelta(days=1)  # the end of the last date that there is cannot be said
    return day
