"""For tests: slow, obvious second implementations that the fast ones are checked against."""

from __future__ import annotations

from contractkit.testing.business_time import BeyondWindow, SlowCalendar

__all__ = ["BeyondWindow", "SlowCalendar"]
