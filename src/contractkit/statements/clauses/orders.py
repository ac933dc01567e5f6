"""Orders, told."""

from __future__ import annotations

from contractkit.quantities.spans import BusinessDays
from contractkit.statements.clauses import moments, spans
from contractkit.statements.clauses.conditions import items
from contractkit.statements.clauses.registry import Teller, tells
from contractkit.terms.conditions import EVERYTHING
from contractkit.terms.provisions.orders import LeadTime, Orders

__all__ = ["orders"]

WORDS = {
    "en": {
        "orders": "Orders{items} come in{channels}{window}.",
        "items": " ({items})",
        "channels": " through {channels}",
        "window": " while the calendar {calendar} is open",
        "lead": " Delivered {times}.",
        "row": "{within} for {items}",
        "rest": "{within} for all others",
        "all": "{within}",
        "counted": " Counted so: {readings}.",
        "needs": " An order says {needs}.",
    },
    "nl": {
        "orders": "Bestellingen{items} komen binnen{channels}{window}.",
        "items": " ({items})",
        "channels": " via {channels}",
        "window": " zolang de kalender {calendar} open is",
        "lead": " Levering {times}.",
        "row": "{within} voor {items}",
        "rest": "{within} voor alle andere",
        "all": "{within}",
        "counted": " Zo wordt geteld: {readings}.",
        "needs": " Een bestelling noemt {needs}.",
    },
}


@tells(Orders, WORDS)
def orders(term: Orders, tell: Teller) -> str:
    """Return how orders come in, and how long they take."""
    speaks = tell.speaks
    said = tell(
        "orders",
        items="" if term.condition == EVERYTHING else tell("items", items=items(term.condition, speaks)),
        channels=tell("channels", channels=moments.channels(term.channels, speaks)) if term.channels else "",
        window="" if term.window_name is None else tell("window", calendar=term.window_name),
    )
    if term.lead_times:
        said += tell("lead", times="; ".join(_lead(one, term, tell) for one in term.lead_times))
    days = next((one.allowance.time for one in term.lead_times if isinstance(one.allowance.time, BusinessDays)), None)
    if days is not None:
        said += tell("counted", readings="; ".join(spans.readings(days, speaks)))
    return said + (tell("needs", needs=moments.roles(term.needs, speaks)) if term.needs else "")


def _lead(one: LeadTime, term: Orders, tell: Teller) -> str:
    within = moments.allowed(one.allowance, tell.speaks)
    if one.condition != EVERYTHING:
        return tell("row", within=within, items=items(one.condition, tell.speaks))
    return tell("rest" if len(term.lead_times) > 1 else "all", within=within)
