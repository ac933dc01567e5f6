"""Result agreements: the one time limit in a tree of conditions, and what must hold besides."""

from __future__ import annotations

from typing import Any

from contractkit.compiling.conditions import compile_condition
from contractkit.compiling.desk import Desk, Place
from contractkit.compiling.names import Names
from contractkit.documents import conditions as written
from contractkit.terms.conditions import EVERYTHING, AllOf, Condition

__all__ = ["split_result"]


def split_result(desk: Desk, names: Names, place: Place, clause: Any) -> tuple[Any, Place, Condition]:
    """Return the time limit of a result, where it stands, and the other conditions.

    The limit stands alone or as one part of `all_of`; anything else is added to the desk's problems, and the limit is
    then None.
    """
    at = place.at("met_when")
    tree = clause.met_when
    if isinstance(tree, written.WithinTest):
        return _plain(desk, at, tree), at, EVERYTHING
    if isinstance(tree, written.AllOf):
        limits = [
            (at.at("all_of", i), part) for i, part in enumerate(tree.all_of) if isinstance(part, written.WithinTest)
        ]
        if len(limits) == 1:
            others = [
                compile_condition(desk, at.at("all_of", i), part, names.fields)
                for i, part in enumerate(tree.all_of)
                if not isinstance(part, written.WithinTest)
            ]
            return _plain(desk, *limits[0]), limits[0][0], _joined(others)
        if len(limits) > 1:
            desk.not_computed(
                limits[1][0],
                "judging",
                "a second time limit in one result is not computed by this version",
                "write two results",
            )
            return None, at, EVERYTHING
    says = "a result needs one time limit, alone or directly under all_of"
    desk.report(at, "result", says, "for example all_of: [{within: 4 hours}, {field: ..., is: ...}]")
    return None, at, EVERYTHING


def _plain(desk: Desk, place: Place, test: Any) -> Any:
    for word in ("from_", "to"):
        if getattr(test, word) is not None:
            desk.not_computed(
                place,
                "judging",
                f"'{word.rstrip('_')}' in a limit is not computed by this version",
                "use starts and stops",
            )
    return test


def _joined(conditions: list[Condition]) -> Condition:
    flat: list[Condition] = []
    for condition in conditions:
        flat.extend(condition.parts if isinstance(condition, AllOf) else (condition,))
    if not flat:
        return EVERYTHING
    return flat[0] if len(flat) == 1 else AllOf(tuple(flat))
