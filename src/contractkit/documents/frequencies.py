"""How much time, or how often, at most, in each period."""

from __future__ import annotations

from typing import Annotated

from contractkit.documents.faults import fault
from contractkit.documents.scalars import Reads, Written
from contractkit.quantities import notation as n

__all__ = ["AtMostText"]

_COUNTED = ("window", "windows", "time", "times", "day", "days")


class _AtMost(Reads):
    """Reads so much time, or so many windows, in each period."""

    def read(self, text: str) -> Written[n.Quota]:
        """Return the value that `text` writes; raises a fault where it is none."""
        written: Written[n.Quota] = super().read(text)
        if written.value.time is None and written.value.unit not in _COUNTED:
            says = f"'{written.value.unit}' is no unit of time and no number of windows"
            raise fault("quantity", says, "for example 8 hours per month, or 4 windows per month")
        return written


AtMostText = Annotated[Written[n.Quota], _AtMost(n.QUOTA)]
"""So much time, or so many windows, in each period: ``8 hours per month``, ``4 windows per month``."""
