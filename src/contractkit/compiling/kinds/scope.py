"""What belongs to the agreement, what does not, and what is grey; rules that items are judged by, in an order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from contractkit.compiling.allowances import allowance_of
from contractkit.compiling.desk import Place
from contractkit.compiling.draft import Draft
from contractkit.terms.provisions.scope import ScopeRule

__all__ = ["compile_scope"]


def compile_scope(draft: Draft) -> tuple[ScopeRule, ...]:
    """Return the scope rules, in the order of the page; the first that speaks decides."""
    return tuple(rule for place, clause in draft.desk.clauses("scope") for rule in _rules(draft, place, clause))


def _rules(draft: Draft, place: Place, clause: Any) -> Iterator[ScopeRule]:
    for number, row in enumerate(clause.rows):
        at = place.at("rows", number)
        yield ScopeRule(
            str(row.name),
            place.ref().at_row(str(row.name), at.line, at.file),
            draft.condition(at.at("when"), row.when),
            row.says,
            row.meanwhile,
            row.then,
            allowance_of(draft, at.at("follow_up"), row.follow_up, (place, clause)),
        )
