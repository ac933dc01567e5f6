"""Whether the work on an item was agreed: in scope, grey, out, on a service nobody agreed, or outside the term."""

from __future__ import annotations

from typing import Final

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.clocks import History
from contractkit.clocks.truth import YES, Columns, fields_of
from contractkit.facts import MISSING, NAT, Coded
from contractkit.quantities.midnights import midnight_us
from contractkit.terms import Agreement
from contractkit.terms.conditions import EVERYTHING

__all__ = ["SCOPES", "SERVICE", "Scopes", "latest", "scopes_of"]

SERVICE: Final = "service"
"""The field that says which service the work was on."""

SCOPES: Final = ("in", "grey", "out", "no-service", "before-term", "after-term", "no-target", "not-yet-open")
"""What can be said of an item, by its code in `Scopes.code`."""

_IN, _NO_SERVICE, _BEFORE, _AFTER, _NOT_YET = (
    SCOPES.index(word) for word in ("in", "no-service", "before-term", "after-term", "not-yet-open")
)


@attrs.frozen(eq=False)
class Scopes:
    """What the agreement says of the work on each item.

    Attributes:
        code: int8, the place of the answer in `SCOPES`.
        rule: int32, the place of the scope rule that said so; -1 where none did.
    """

    code: NDArray[np.int8]
    rule: NDArray[np.int32]


def latest(history: History, field: str) -> Coded:
    """Return the value of a field for each item, as of the moment of judging; missing where there is no such field."""
    column = history.facts.items.columns.get(field)
    if field in history.events.values:
        states = history.states((field,), {})
        return states.columns.by_row[field].take(states.last)
    if isinstance(column, Coded):
        return column
    return Coded(np.full(len(history.facts.items), MISSING, np.int32), ())


def scopes_of(agreement: Agreement, history: History) -> Scopes:
    """Return what the agreement says of the work on each item, read as of the moment of judging.

    An item opened before the term or after it is outside of it. Else the first scope rule that speaks of the item
    decides; a rule that speaks of everything yields to the fact that nobody agreed the service.
    """
    items = history.facts.items
    fields = {field for rule in agreement.scope for field in fields_of(rule.condition)}
    states = history.states(fields, {})
    columns: Columns = states.columns.take(states.last)
    code = np.full(len(items), _IN, np.int8)
    rule = np.full(len(items), -1, np.int32)
    free = np.ones(len(items), np.bool_)
    unagreed = _unagreed(agreement, history)
    for place, one in enumerate(agreement.scope):
        speaks = free & (columns.truth(one.condition) == YES)
        if one.condition == EVERYTHING:
            speaks &= ~unagreed
        code[speaks], rule[speaks] = SCOPES.index(one.says), place
        free &= ~speaks
    code[free & unagreed] = _NO_SERVICE
    if agreement.term is not None:
        known = history.opened != NAT
        before = known & (history.opened < midnight_us(agreement.term.start, agreement.zone))
        code[before], rule[before] = _BEFORE, -1
        if agreement.term.end is not None:
            after = known & (history.opened >= midnight_us(agreement.term.end, agreement.zone))
            code[after], rule[after] = _AFTER, -1
    code[history.opened > history.as_of] = _NOT_YET
    return Scopes(code, rule)


def _unagreed(agreement: Agreement, history: History) -> NDArray[np.bool_]:
    service = latest(history, SERVICE)
    if not agreement.services:
        return np.zeros(len(service), np.bool_)
    strange = np.array([*(word not in agreement.services for word in service.categories), False], np.bool_)
    unagreed: NDArray[np.bool_] = strange[service.codes]
    return unagreed
