"""Changes of orders, told."""

from __future__ import annotations

from contractkit.statements.clauses import moments
from contractkit.statements.clauses.amounts import limit
from contractkit.statements.clauses.conditions import items
from contractkit.statements.clauses.registry import Teller, tells
from contractkit.terms.conditions import EVERYTHING
from contractkit.terms.provisions.order_change import OrderChange, Permitted

__all__ = ["order_change"]

WORDS = {
    "en": {
        "may": "What may be done to an order that is under way{items}{channels}: {rows}.",
        "items": " ({items})",
        "channels": ", asked for through {channels}",
        "row": "{name}{of}, asked for by {party} until {until}{done}{lead}, at {costs}",
        "of": " ({items})",
        "delivery": "it is delivered",
        "done": ", carried out {within}",
        "starts-again": ", after which the lead time starts again",
        "runs-on": ", while the lead time runs on",
        "free": "no cost",
        "between": "; ",
    },
    "nl": {
        "may": "Wat met een lopende bestelling mag gebeuren{items}{channels}: {rows}.",
        "items": " ({items})",
        "channels": ", aangevraagd via {channels}",
        "row": "{name}{of}, gevraagd door {party} tot {until}{done}{lead}, kosten: {costs}",
        "of": " ({items})",
        "delivery": "zij geleverd is",
        "done": ", uitgevoerd {within}",
        "starts-again": ", waarna de levertijd opnieuw begint",
        "runs-on": ", terwijl de levertijd doorloopt",
        "free": "geen",
        "between": "; ",
    },
}


@tells(OrderChange, WORDS)
def order_change(term: OrderChange, tell: Teller) -> str:
    """Return what may be done to an order that is under way."""
    speaks = tell.speaks
    return tell(
        "may",
        items="" if term.condition == EVERYTHING else tell("items", items=items(term.condition, speaks)),
        channels=tell("channels", channels=moments.channels(term.channels, speaks)) if term.channels else "",
        rows=tell("between").join(_row(row, tell) for row in term.permitted),
    )


def _row(row: Permitted, tell: Teller) -> str:
    speaks = tell.speaks
    return tell(
        "row",
        name=moments.words(row.name),
        of="" if row.condition == EVERYTHING else tell("of", items=items(row.condition, speaks)),
        party=moments.party(row.asked_by, speaks),
        until=tell("delivery") if row.until is None else moments.anchor(row.until, speaks),
        done="" if row.allowance is None else tell("done", within=moments.allowed(row.allowance, speaks)),
        lead="" if row.lead_time is None else tell(row.lead_time),
        costs=tell("free") if row.costs is None else limit(row.costs, speaks),
    )
