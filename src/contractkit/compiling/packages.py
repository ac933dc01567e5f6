"""Levels that are packages: a base and what differs from it. They are read; computing them comes later."""

from __future__ import annotations

from contractkit.compiling.desk import Desk
from contractkit.records.clauses import Assumption

__all__ = ["refuse_packages"]


def refuse_packages(desk: Desk) -> None:
    """Add levels with a base to the desk's problems, and record that a level's own price is not charged by itself."""
    for place, clause in desk.clauses("level"):
        if clause.based_on is not None:
            says = "a level that is based on another is not computed by this version"
            desk.report(place.at("based_on"), "not-yet", says, "write the level's own targets out")
        if clause.price is not None:
            says = "whether the price of the level comes on top of that of the service"
            desk.assume(Assumption("level-price", "contained", ("on top",), place.ref(), says))
