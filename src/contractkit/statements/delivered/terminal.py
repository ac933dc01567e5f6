"""What was delivered against what was agreed, on a terminal: the same figures as on the page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from contractkit.delivery import Delivery
from contractkit.delivery.quotes import DraftQuote
from contractkit.facts.extras import need
from contractkit.statements.delivered import spoken
from contractkit.statements.grids import Grid, text
from contractkit.statements.wording import Language

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.padding import Padding

__all__ = ["delivered_parts", "show_delivered"]

_LISTED = 5


def show_delivered(deliveries: Sequence[Delivery], speaks: Language, console: Console | None = None) -> None:
    """Write what was delivered of each agreement to a terminal.

    Args:
        deliveries: What to show.
        speaks: The language.
        console: Where to write; left out, standard output.

    Raises:
        MissingExtraError: rich is not installed.
    """
    need("rich", "cli")
    from rich.console import Console

    screen = console or Console(highlight=False)
    for place, delivery in enumerate(deliveries):
        if place:
            screen.print()
        party = next((one for one in delivery.agreement.parties if one.role == "customer"), None)
        name = delivery.agreement.id if party is None else party.name or delivery.agreement.id
        screen.print(text(f"{name} · {delivery.agreement.id} · {delivery.period.label}", "bold"))
        for part in delivered_parts(delivery, speaks):
            screen.print(part.shown(screen.width) if isinstance(part, Grid) else part)


def delivered_parts(delivery: Delivery, speaks: Language) -> list[RenderableType | Grid]:
    """Return everything that a terminal shows of a delivery, in order.

    Args:
        delivery: The delivery.
        speaks: The language.
    """
    told, zone = spoken(speaks), ZoneInfo(delivery.agreement.zone)
    parts: list[RenderableType | Grid] = [text(told.lead(delivery), "bold"), _services(delivery, speaks), ""]
    parts += [text(told.no_paper(one)) for one in delivery.no_paper]
    if delivery.undated:
        parts.append(text(f"{speaks.say('delivery.undated', n=delivery.undated)}."))
    for one in delivery.repeats[:_LISTED]:
        since = speaks.say("standard.since", day=speaks.day(one.first))
        row = speaks.say("standard.row", times=one.times, months=one.months)
        parts.append(text(f"{speaks.title_case(one.name)}: {row}, {since}; {told.repeat_phrase(one)}."))
    parts += _more(len(delivery.repeats), speaks)
    if delivery.quotes:
        parts.append(text(f"{speaks.say('quote.heading')}:"))
        for quote in delivery.quotes[:_LISTED]:
            state = speaks.word("quote.state", quote.state)
            parts.append(_under(f"{quote.called}: {told.quote_price(quote)}; {state}{_due(quote, zone, speaks)}"))
        parts += _more(len(delivery.quotes), speaks)
    if delivery.grey:
        parts.append(text(told.grey_lead(delivery)))
    if delivery.favours:
        parts.append(text(told.favours_worth(delivery)))
        parts += [_under(f"{told.quota(one)} ({one.clause})") for one in delivery.quotas]
    parts.append(text(told.told_lead(delivery)))
    if delivery.ahead:
        parts.append(text(f"{speaks.say('ahead.heading')}:"))
        for risk in delivery.ahead[:_LISTED]:
            step = speaks.say("ahead.nobody") if risk.step is None else told.step(risk.step, zone)
            at = "" if risk.when is None else f" ({told.risk_when(risk, zone)})"
            parts.append(_under(f"{told.risk(risk, None)}{at}: {step}"))
        parts += _more(len(delivery.ahead), speaks)
    for proposal in delivery.proposals:
        parts.append(text(f"{speaks.say('proposal.heading')}: {told.proposal(proposal)}."))
    parts.append(text(f"{speaks.say('papers.heading')}: {told.completeness(delivery.completeness)}"))
    return parts


def _due(quote: DraftQuote, zone: ZoneInfo, speaks: Language) -> str:
    """Return when a quote has to be there; of one that is overdue when it was due, and how late it is."""
    told = spoken(speaks)
    if quote.due is None:
        return ""
    if quote.state != "overdue":
        return f", {speaks.say('quote.due').lower()} {told.quote_due(quote, zone)}"
    return f", {told.quote_due(quote, zone)}, {speaks.say('quote.over', late=told.how_late(quote.late))}"


def _services(delivery: Delivery, speaks: Language) -> Grid:
    told, currency = spoken(speaks), delivery.agreement.currency
    keys = ("service", "agreed", "delivered", "outside")
    heads = (*(speaks.say(f"delivery.{key}") for key in keys), speaks.say("delivery.worth", currency=currency))
    grid = Grid(heads, (1, 2, 3, 4))
    for line in delivery.services:
        shown = speaks.say("delivery.unmeasured") if line.delivered is None else told.number(line.delivered)
        grid.row(
            text(line.service or speaks.say("satisfaction.unknown")),
            text(told.agreed(line)),
            text(shown),
            text(speaks.number(line.outside)),
            text(told.line_worth(line)),
        )
    grid.line()
    grid.row(text(speaks.say("delivery.total"), "bold"), "", "", "", text(told.total_worth(delivery), "bold"))
    return grid


def _more(total: int, speaks: Language) -> list[RenderableType | Grid]:
    return [_under(speaks.say("terminal.more", n=total - _LISTED))] if total > _LISTED else []


def _under(said: str) -> Padding:
    from rich.padding import Padding

    return Padding(text(said), (0, 0, 0, 2))
