"""Points that become a credit, and pools at risk, told."""

from __future__ import annotations

from contractkit.statements.clauses.amounts import number
from contractkit.statements.clauses.effects import qualified
from contractkit.statements.clauses.levels import payment
from contractkit.statements.clauses.lists import all_of
from contractkit.statements.clauses.names import words
from contractkit.statements.clauses.registry import Teller, tells
from contractkit.terms.provisions.points_credit import PointsCredit
from contractkit.terms.provisions.pool_credit import Allocation, PoolCredit

__all__ = ["points_credit", "pool_credit"]

POINTS = {
    "en": {
        "each": "Each point{of} is a credit of {credit}.",
        "of": " of {names}",
        "table": "The points{of} become a credit: {rows}. Fewer points cost nothing.{between}",
        "row": "from {points} points {credit}",
        "lower-row": " A number between two rows costs what the lower one says.",
        "interpolate": " A number between two rows costs something between the two.",
    },
    "nl": {
        "each": "Elk punt{of} is een korting van {credit}.",
        "of": " van {names}",
        "table": "De punten{of} worden een korting: {rows}. Minder punten kosten niets.{between}",
        "row": "vanaf {points} punten {credit}",
        "lower-row": " Een aantal tussen twee regels kost wat de onderste zegt.",
        "interpolate": " Een aantal tussen twee regels kost iets daartussenin.",
    },
}
POOL = {
    "en": {
        "pool": "At risk is {amount}. A failure takes of it: {rows}. Together they take no more than all of it.",
        "row": "of {figure} {allocation} of {pool}{name}",
        "name": " (pool {name})",
    },
    "nl": {
        "pool": (
            "Op het spel staat {amount}. Een tekortkoming neemt daarvan: {rows}. "
            "Samen nemen zij niet meer dan het geheel."
        ),
        "row": "van {figure} {allocation} van {pool}{name}",
        "name": " (pot {name})",
    },
}


@tells(PointsCredit, POINTS)
def points_credit(term: PointsCredit, tell: Teller) -> str:
    """Return what points cost: each, or by a table."""
    speaks = tell.speaks
    of = tell("of", names=all_of(term.figures, speaks)) if term.figures else ""
    if term.credit is not None:
        return qualified(tell("each", of=of, credit=payment(term.credit, term.of, speaks)), term, speaks)
    rows = [
        tell("row", points=number(row.points, speaks), credit=payment(row.credit, None if place else term.of, speaks))
        for place, row in enumerate(term.table)
    ]
    between = tell(term.between_rows) if len(term.table) > 1 else ""
    return qualified(tell("table", of=of, rows="; ".join(rows), between=between), term, speaks)


@tells(PoolCredit, POOL)
def pool_credit(term: PoolCredit, tell: Teller) -> str:
    """Return what is at risk, and what each failure takes of it."""
    rows = "; ".join([_allocation(row, tell) for row in term.allocations])
    return qualified(tell("pool", amount=payment(term.at_risk, term.of, tell.speaks), rows=rows), term, tell.speaks)


def _allocation(row: Allocation, tell: Teller) -> str:
    name = "" if row.name is None else tell("name", name=words(row.name))
    percents = (tell.speaks.percent(value.value) for value in (row.allocation, row.pool))
    allocation, pool = percents
    return tell("row", figure=row.figure, allocation=allocation, pool=pool, name=name)
