"""The fields of which an agreement lists all values: any other value is one that nobody agreed.

It counts as unknown, in the columnar replay as in the clock of one item.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import attrs

from contractkit.terms.targets import ClockLine, Fields, ListedValues

__all__ = ["closed_lists", "listed_in", "with_listed_values"]

_YES_NO: Final = ("yes", "no")
_SERVICE: Final = "service"  # a service that nobody agreed is none: work on it is out of scope


def closed_lists(fields: Fields) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Return the declared fields of which all values are known, with those values.

    Example:
        >>> list(closed_lists({"priority": ("P1", "P2"), "vip": "yes-no", "note": "text"}))
        [('priority', ('P1', 'P2')), ('vip', ('yes', 'no'))]
    """
    for field, known in fields.items():
        if known == "yes-no":
            yield field, _YES_NO
        elif not isinstance(known, str):
            yield field, tuple(known)


def listed_in(*versions: Fields) -> ListedValues:
    """Return the values that any of some versions lists, for each field whose values are listed; not of services.

    Where one version lists values and a later one does not, or the other way round, the later one holds.

    Example:
        >>> listed_in({"priority": ("P1",), "site": ("north",)}, {"priority": ("P2",), "site": "text"})
        (('priority', ('P1', 'P2')),)
    """
    found: dict[str, tuple[str, ...]] = {}
    for fields in versions:
        closed = dict(closed_lists(fields))
        found = {field: known for field, known in found.items() if field in closed or field not in fields}
        for field, known in closed.items():
            found[field] = tuple(dict.fromkeys((*found.get(field, ()), *known)))
    return tuple((field, known) for field, known in found.items() if field != _SERVICE)


def with_listed_values(line: ClockLine, listed: ListedValues) -> ClockLine:
    """Return a line that carries the values listed; the same line if it has them already."""
    return line if line.listed == listed else attrs.evolve(line, listed=listed)
