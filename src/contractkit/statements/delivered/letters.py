"""A draft quote as a text that can be sent: what for, at which price and why, until when it can be accepted."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from contractkit.calendars.instants import from_datetime
from contractkit.delivery import Delivery
from contractkit.delivery.quotes import DraftQuote
from contractkit.statements.clauses import moments
from contractkit.statements.clauses.names import named
from contractkit.statements.delivered import spoken
from contractkit.statements.retelling import retold
from contractkit.statements.wording import Language
from contractkit.terms.provisions.quote import Quote

__all__ = ["quote_letter"]


def quote_letter(delivery: Delivery, quote: DraftQuote, speaks: Language) -> str:
    """Return a draft quote as plain text, a fact to a line.

    Args:
        delivery: The delivery that it stands in.
        quote: One of its quotes.
        speaks: The language.
    """
    agreement, told = delivery.agreement, spoken(speaks)
    zone = ZoneInfo(agreement.zone)
    parties = {party.role: party.name for party in agreement.parties}
    asked = "" if quote.asked_at is None else speaks.day(quote.asked_at.date())
    what = speaks.title_case(quote.what) + ("" if quote.item is None else f" ({quote.item})")
    lines = [
        speaks.say("letter.title", what=speaks.title_case(quote.what)),
        "",
        *(
            speaks.say(f"letter.{role}", name=name)
            for role, name in parties.items()
            if role in ("customer", "provider")
        ),
        speaks.say("letter.agreement", id=agreement.id, title=speaks.written(agreement.title)),
        "",
        speaks.say("letter.asked", what=what, day=asked) if asked else speaks.say("letter.what", what=what),
        speaks.say("letter.price", price=told.quote_price(quote)),
    ]
    if quote.worth.amount is not None:
        clause = "" if quote.worth.clause is None else f" ({quote.worth.clause})"
        lines.append(speaks.say("letter.formula", formula=f"{retold(quote.worth.formula, speaks)}{clause}"))
    if isinstance(quote.due, datetime):
        due = speaks.instant(from_datetime(quote.due), zone)
        key = "letter.was-due" if quote.state == "overdue" else "letter.due"
        lines.append(speaks.say(key, due=due, clause=quote.clause))
    lines.extend(_acceptance(delivery, quote, speaks))
    return "\n".join(line.replace("\u00a0", " ") for line in lines) + "\n"


def _acceptance(delivery: Delivery, quote: DraftQuote, speaks: Language) -> list[str]:
    clause = next((one for one in delivery.agreement.provisions_of(Quote) if one.clause == quote.clause), None)
    if clause is None:
        return []
    told = spoken(speaks)
    by = told.people(quote.accepted_by) if quote.accepted_by else ""
    valid = "" if clause.valid_for is None else moments.how_long(clause.valid_for, speaks)
    parts = [
        speaks.say("letter.by", who=by) if by else "",
        speaks.say("letter.valid", span=valid) if valid else "",
        named(clause.how, speaks) if clause.how is not None else "",
    ]
    said = ", ".join(part for part in parts if part)
    accepted = [speaks.say("letter.accepted", how=said)] if said else []
    return [*accepted, speaks.say(f"letter.silence.{clause.silence}")]
