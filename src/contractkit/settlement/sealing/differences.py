"""Where two records as plain data differ, place by place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import attrs

__all__ = ["Difference", "differences"]


@attrs.frozen
class Difference:
    """One thing that differs.

    Attributes:
        where: Its place in the record, such as ``settlement/total``.
        sealed: What was sealed; None where it is not there.
        recomputed: What was found now; None where it is not there.
    """

    where: str
    sealed: str | None
    recomputed: str | None

    def __str__(self) -> str:
        """Return the difference in one line."""
        return f"{self.where}: sealed {self.sealed}, recomputed {self.recomputed}"

    def to_dict(self) -> dict[str, str | None]:
        """Return the difference as plain data, ready for JSON."""
        return {"where": self.where, "sealed": self.sealed, "recomputed": self.recomputed}


def differences(sealed: Any, found: Any, where: str = "") -> Iterator[Difference]:
    """Yield what differs, in the order of the sealed record; rows with an id are called by it.

    Args:
        sealed: The one record.
        found: The other.
        where: Their place.
    """
    if isinstance(sealed, Mapping) and isinstance(found, Mapping):
        for name in dict.fromkeys((*sealed, *found)):
            yield from differences(sealed.get(name), found.get(name), f"{where}/{name}" if where else str(name))
        return
    if isinstance(sealed, list | tuple) and isinstance(found, list | tuple):
        for number in range(max(len(sealed), len(found))):
            one, other = (part[number] if number < len(part) else None for part in (sealed, found))
            named = next((part["id"] for part in (one, other) if isinstance(part, Mapping) and "id" in part), number)
            yield from differences(one, other, f"{where}/{named}")
        return
    if sealed != found:
        yield Difference(where, _text(sealed), _text(found))


def _text(value: Any) -> str | None:
    return None if value is None else str(value)
