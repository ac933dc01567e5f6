"""What a line is called that waited: the step that kept it, the line that it came from, and the day it came up.

What waited again also says when it came in at steps before. The name is written and read here, and nowhere else.
"""

from __future__ import annotations

import re
from datetime import date

from contractkit.settlement.remembered import Carried

__all__ = ["came_from", "carried_name"]

_DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_NAME = re.compile(rf"(?:^| )carried [0-9]+ (.*) ({_DAY})(?: in {_DAY} at [0-9]+)*$")


def carried_name(carried: Carried) -> str:
    """Return what the line of an amount that waited is called.

    Args:
        carried: What waited.
    """
    by = f"{carried.by} " if carried.by else ""
    before = "".join(f" in {one.on} at {one.step + 1}" for one in carried.came_in)
    return f"{by}carried {carried.step + 1} {carried.effect} {carried.since}{before}"


def came_from(line: str) -> tuple[str, date] | None:
    """Return the line from which a line was kept, and the day on which that came up; None for one that never waited.

    Args:
        line: The id of the line.

    Example:
        >>> came_from("carried 2 SLA/3 2026-07 #1 2026-07-31 in 2026-08-31 at 1")
        ('SLA/3 2026-07 #1', datetime.date(2026, 7, 31))
        >>> came_from("SLA/3 2026-07 #1") is None
        True
    """
    found = _NAME.search(line)
    return None if found is None else (found[1], date.fromisoformat(found[2]))
