"""Result agreements: the one time limit in a tree of conditions, and what must hold besides; or the tree as it is."""

from __future__ import annotations

from typing import Any

import attrs

from contractkit.compiling.conditions import compile_condition
from contractkit.compiling.desk import Place
from contractkit.compiling.draft import Draft
from contractkit.documents import conditions as written
from contractkit.documents.clauses.targets import within_tests
from contractkit.terms.alternatives import alternatives_of
from contractkit.terms.conditions import EVERYTHING, Condition, all_of
from contractkit.terms.figure_conditions import FiguresCondition

__all__ = ["Outcome", "outcome_of", "single_limit"]


@attrs.frozen
class Outcome:
    """What a result promises, taken apart.

    Attributes:
        test: The one time limit, as it was read; None where there is none, or several.
        place: Where it stands.
        also: What must hold besides.
        tree: The whole condition, where it has not just one time limit; None where `test` and `also` say it.
    """

    test: Any
    place: Place
    also: Condition = EVERYTHING
    tree: FiguresCondition | None = None


def single_limit(clause: Any) -> Any:
    """Return the one time limit of a result as it was read; None where there is none, or several."""
    limits = within_tests(getattr(clause, "met_when", None))
    return limits[0] if len(limits) == 1 else None


def outcome_of(draft: Draft, place: Place, clause: Any) -> Outcome:
    """Return what a result promises.

    One time limit, alone or as one part of ``all_of``, runs on the clock of the target. A tree with several, or with
    one that stands deeper, is kept as it is; one that no clock can judge is recorded as not computed, and one without
    a limit is a problem.
    """
    at, tree = place.at("met_when"), clause.met_when
    if isinstance(tree, written.WithinTest):
        return Outcome(tree, at)
    if isinstance(tree, written.AllOf):
        limits = [(i, part) for i, part in enumerate(tree.all_of) if isinstance(part, written.WithinTest)]
        others = [(i, part) for i, part in enumerate(tree.all_of) if not isinstance(part, written.WithinTest)]
        if len(limits) == 1 and not any(within_tests(part) for _, part in others):
            number, test = limits[0]
            conditions = [_also(draft, at.at("all_of", i), part) for i, part in others]
            return Outcome(test, at.at("all_of", number), all_of(conditions))
    if not within_tests(tree):
        says = "a result needs a time limit"
        draft.report(at, "result", says, "for example all_of: [{within: 4 hours}, {field: ..., is: ...}]")
        return Outcome(None, at)
    condition = draft.figures_condition(at, tree, clause)
    if alternatives_of(condition) is None:
        says = "a result that can be met without a time limit, or by its opposite, is not computed by this version"
        draft.not_computed(at, "judging", says, "computed: in every alternative a limit, and conditions on the item")
    return Outcome(None, at, EVERYTHING, condition)


def _also(draft: Draft, place: Place, part: Any) -> Condition:
    return compile_condition(draft.desk, place, part, draft.names.fields)
