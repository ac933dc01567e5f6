"""What a party may do, and need not."""

from __future__ import annotations

from typing import Any

from contractkit.compiling.allowances import allowance_of
from contractkit.compiling.desk import Place
from contractkit.compiling.draft import Draft
from contractkit.compiling.kinds.registry import compiles
from contractkit.terms.provisions.right import Right

__all__ = ["right"]


@compiles("right")
def right(draft: Draft, place: Place, clause: Any) -> Right:
    """Return what a party may do, how often, and on what notice."""
    return Right(
        place.ref(),
        clause.owner,
        draft.text(place, clause.may) or "",
        None if clause.times is None else int(clause.times.value.number),
        None if clause.per is None else clause.per.value,
        allowance_of(draft, place.at("notice"), clause.notice, (place, clause)),
        allowance_of(draft, place.at("use_within"), clause.use_within, (place, clause)),
    )
