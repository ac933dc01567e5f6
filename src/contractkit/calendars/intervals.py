"""The open pieces of a stretch of time, and why the gaps between them are closed."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import attrs
import numpy as np

from contractkit.calendars.compiling import Timelines
from contractkit.calendars.instants import to_datetime

__all__ = ["Stretch", "stretches"]


@attrs.frozen
class Stretch:
    """A piece of time that is open throughout, or closed throughout for one reason.

    Attributes:
        start: Its first instant, on the calendar's wall clock with the offset then in force.
        end: The first instant after it.
        state: ``open`` or ``closed``.
        why: For a closed piece the reason: the holiday's name, ``closed date``, ``exception``, ``closure``,
            ``no hours on sat`` or ``outside hours``; for an open one ``open``. In a combination of calendars a reason
            is told with the calendar it comes from (``support: outside hours; night desk: Christmas Day``); what a
            difference takes away is ``taken away`` with the name of the calendar that takes it.
    """

    start: datetime
    end: datetime
    state: Literal["open", "closed"]
    why: str


def stretches(timelines: Timelines, start: int, end: int) -> tuple[Stretch, ...]:
    """Return the pieces of `[start, end)` in order, without gaps; closed pieces end where their reason changes."""
    pieces = timelines.pieces(start, end)
    clock = timelines.rules.clock
    edges = np.array([start, *(last for _, last, _ in pieces)], np.int64)
    offsets = clock.around(start, end)
    readings = offsets.readings(edges).tolist()
    said = [to_datetime(us, reading - us) for us, reading in zip(edges.tolist(), readings, strict=True)]
    return tuple(
        Stretch(said[row], said[row + 1], "open" if why == "open" else "closed", why)
        for row, (_, _, why) in enumerate(pieces)
    )
