"""Points that become a credit, and pools at risk."""

from __future__ import annotations

from typing import Any

from contractkit.compiling.desk import Place
from contractkit.compiling.effects.paying import Paying
from contractkit.compiling.effects.registry import pays
from contractkit.compiling.figures import figures_called
from contractkit.quantities.money import Money, Percent
from contractkit.terms.effects import Pays
from contractkit.terms.provisions.points_credit import PointsCredit, PointsRow
from contractkit.terms.provisions.pool_credit import Allocation, PoolCredit

__all__ = ["points_credit", "pool_credit"]


@pays("points-credit")
def points_credit(paying: Paying) -> PointsCredit:
    """Return points that become a credit."""
    written, place = paying.written, paying.place
    credit = None
    if written.credit_per_point is not None:
        credit = paying.payment(place.at("credit_per_point"), written.credit_per_point.value)
    table: list[PointsRow] = []
    for number, row in enumerate(written.table):
        at = place.at("table", number, "credit")
        found = paying.payment(at, row.credit.value)
        last = table[-1].credit if table else None
        if _less(found, last):
            says = f"more points credit {row.credit.text}, less than the row above"
            paying.draft.report(at, "tiers", says, "a worse result cannot cost less")
        table.append(PointsRow(row.from_points.value.number, found))
    between: Any = paying.settled("between_rows")
    return PointsCredit(**paying.common(), credit=credit, table=tuple(table), between_rows=between)


def _less(one: Pays, other: Pays | None) -> bool:
    if isinstance(one, Percent) and isinstance(other, Percent):
        return one < other
    return isinstance(one, Money) and isinstance(other, Money) and one < other


@pays("pool-credit")
def pool_credit(paying: Paying) -> PoolCredit:
    """Return an amount at risk with what each failure takes of it."""
    written, place = paying.written, paying.place
    allocations = tuple(
        Allocation(
            _cited(paying, place.at("allocations", number, "for"), str(row.for_)),
            row.pool.value,
            row.allocation.value,
            None if row.name is None else str(row.name),
        )
        for number, row in enumerate(written.allocations)
    )
    at_risk = paying.payment(place.at("at_risk"), written.at_risk.value)
    return PoolCredit(**paying.common(), at_risk=at_risk, allocations=allocations)


def _cited(paying: Paying, place: Place, word: str) -> str:
    """Return the name of the one figure that a word means, or the word: whether it means any was asked before."""
    found = figures_called(paying.draft, paying.place, word)
    if len(found) == 1 and found[0].reach is None and found[0].metric == found[0].name:
        says = f"'{word}' is a metric: it promises no level that could be missed"
        paying.draft.report(place, "reach-missing", says, "name the target that promises a level of it")
    return found[0].name if len(found) == 1 else word
