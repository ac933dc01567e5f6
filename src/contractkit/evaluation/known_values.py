"""Facts with the values that an agreement knows: of a field whose values it lists any other one counts as missing.

So a mistyped priority leaves it open which target applies, as an empty one does. That the item is doubtful, and which
row says so, is found in `doubts`.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.facts import MISSING, Coded, Facts
from contractkit.terms.listed_values import closed_lists
from contractkit.terms.targets import Fields

__all__ = ["with_known_values"]


def with_known_values(facts: Facts, fields: Fields, left: Sequence[str] = ()) -> Facts:
    """Return the facts with every value missing that its field is not declared to have; the same ones if there is none.

    Args:
        facts: What happened.
        fields: The fields that the agreement declares, with the values that it knows.
        left: Fields that stay as they are.
    """
    columns = dict(facts.items.columns)
    events = facts.events
    values = {} if events is None else dict(events.values)
    changed = False
    for field, known in closed_lists(fields):
        if field in left:
            continue
        column = columns.get(field)
        if isinstance(column, Coded) and (codes := _known(column.codes, column.categories, known)) is not None:
            columns[field], changed = Coded(codes, column.categories), True
        if events is not None and field in values:
            codes = _known(values[field], events.categories[field], known)
            if codes is not None:
                values[field], changed = codes, True
    if not changed:
        return facts
    events = None if events is None else attrs.evolve(events, values=values)
    return attrs.evolve(facts, items=attrs.evolve(facts.items, columns=columns), events=events)


def _known(codes: NDArray[np.int32], words: Sequence[str], known: Sequence[str]) -> NDArray[np.int32] | None:
    """Return codes with those of other words missing; None where there are none. Negative codes stay."""
    strange = np.array([word not in known for word in words], np.bool_)
    if not strange.any():
        return None
    found = (codes >= 0) & strange[np.maximum(codes, 0)]
    return np.where(found, np.int32(MISSING), codes) if found.any() else None
