"""How spans of time are printed: as a clause says them, and as ISO 8601 durations."""

from __future__ import annotations

from datetime import time
from typing import Final

__all__ = ["clock_iso", "clock_text", "counted", "days_iso", "time_text"]

_UNITS: Final = (
    ("hour", 3_600_000_000),
    ("minute", 60_000_000),
    ("second", 1_000_000),
    ("millisecond", 1_000),
    ("microsecond", 1),
)


def counted(n: int, unit: str) -> str:
    """Return a number with its unit, in the singular or the plural."""
    return f"{n} {unit}{'' if n in (1, -1) else 's'}"


def clock_text(us: int) -> str:
    """Return microseconds in words: ``1 hour 30 minutes``."""
    sign, us = ("-", -us) if us < 0 else ("", us)
    parts = []
    for name, size in _UNITS:
        count, us = divmod(us, size)
        if count:
            parts.append(counted(count, name))
    return sign + (" ".join(parts) or "0 minutes")


def clock_iso(us: int) -> str:
    """Return microseconds as a duration: ``PT1H30M``."""
    sign, us = ("-", -us) if us < 0 else ("", us)
    minutes, us = divmod(us, 60_000_000)
    seconds = f"{us // 1_000_000}.{us % 1_000_000:06d}".rstrip("0").rstrip(".")
    hours, minutes = divmod(minutes, 60)
    parts = ((str(hours), "H"), (str(minutes), "M"), (seconds, "S"))
    return f"{sign}PT{''.join(n + unit for n, unit in parts if n != '0') or '0S'}"


def days_iso(n: int, unit: str) -> str:
    """Return days or months as a duration: ``P5D``."""
    return f"{'-' if n < 0 else ''}P{abs(n)}{unit}"


def time_text(at: time) -> str:
    """Return a time of day, with its seconds where it has some."""
    return at.isoformat("auto" if at.second or at.microsecond else "minutes")
