"""Levels that are packages: a base and what differs from it. They are read; computing them comes later."""

from __future__ import annotations

from contractkit.compiling.desk import Desk
from contractkit.records.clauses import Assumption

__all__ = ["note_packages"]


def note_packages(desk: Desk) -> None:
    """Record that levels with a base are not computed yet, and that a level's own price is not charged by itself."""
    for place, clause in desk.clauses("level"):
        if clause.based_on is not None:
            says = "a level that is based on another is not computed by this version"
            desk.not_computed(place.at("based_on"), "judging", says, "write the level's own targets out")
        if clause.price is not None:
            says = "whether the price of the level comes on top of that of the service"
            desk.assume(Assumption("level-price", "contained", ("on top",), place.ref(), says))
