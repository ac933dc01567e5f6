"""When two names of holidays mean the same day: what `without=` and `with_=` are compared by."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["name_key"]

_OBSERVED: Final = re.compile(r"\((observed|substitute)\)|\b(shift|substitute)$")
_NO_LETTER: Final = re.compile(r"[^\w]|_")


def name_key(name: str) -> str:
    """Return what decides whether two names of holidays are the same: case, spaces, hyphens and marks do not.

    A day on which a holiday is observed, because it fell on a weekend, has the name of the holiday.

    Example:
        >>> name_key("Saint Andrew's Day shift") == name_key("saint-andrews-day")
        True
    """
    return _NO_LETTER.sub("", _OBSERVED.sub("", name.casefold()))
