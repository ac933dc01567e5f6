"""What was agreed and delivered of each service, told: in words, month by month, and drawn against its band."""

from __future__ import annotations

from contractkit.delivery import Delivery
from contractkit.delivery.lines import ServiceLine
from contractkit.delivery.result import NoPaper
from contractkit.statements.charts.bands import strip
from contractkit.statements.delivered.measures import number
from contractkit.statements.delivered.worths import unpriced_too, worth_phrase
from contractkit.statements.wording import Language

__all__ = ["agreed", "by_month", "drawn", "lead", "no_paper"]


def lead(delivery: Delivery, speaks: Language) -> str:
    """Return how much work lay outside, and what it was worth."""
    many = len(delivery.outside)
    if not many and delivery.worth is not None and not delivery.worth.amount:
        return speaks.say("delivery.lead.none") + "."
    said = speaks.say("delivery.lead", n=many, worth=worth_phrase(delivery.worth, delivery.why_unpriced, speaks))
    return f"{said}{unpriced_too(delivery.unpriced, speaks)}."


def agreed(line: ServiceLine, speaks: Language) -> str:
    """Return what was agreed of a service: ``92 mailboxes``."""
    if line.service is None:
        return "–"
    if line.state == "nobody-agreed":
        return "0"
    if line.agreed is None:
        return speaks.say("delivery.no-volume")
    return f"{number(line.agreed, speaks)} {line.unit or ''}".strip()


def by_month(delivery: Delivery, line: ServiceLine, speaks: Language) -> str:
    """Return what was delivered of a service in each month of the period; nothing where it is one month."""
    own = [one for one in delivery.months if one.service == line.service]
    if len({one.period for one in delivery.months}) < 2:
        return ""
    told = {one.period.start: "–" if one.delivered is None else number(one.delivered, speaks) for one in own}
    if line.state == "nobody-agreed":
        told = {one.period.start: told.get(one.period.start, "0") for one in delivery.months}
    months = (
        speaks.say("delivery.month", month=speaks.month(start), number=said) for start, said in sorted(told.items())
    )
    return " · ".join(months)


def drawn(delivery: Delivery, line: ServiceLine, speaks: Language) -> str:
    """Return the volume of a service against its band as SVG; nothing where there is nothing to draw."""
    own = [one for one in delivery.months if one.service == line.service and one.clause is not None]
    says = f"{line.service}: {speaks.say('delivery.agreed').lower()} {agreed(line, speaks)}"
    return strip(line, own, f"{says}; {by_month(delivery, line, speaks)}")


def no_paper(one: NoPaper, speaks: Language) -> str:
    """Return how much work had no paper, or no signature yet."""
    said = speaks.say(f"paper.{one.why}", n=one.items)
    line = speaks.say("paper.between", line=said, first=speaks.day(one.since), last=speaks.day(one.until))
    if one.worth is None and not one.why_unpriced:
        return f"{line}."
    said = speaks.say("paper.worth", line=line, worth=worth_phrase(one.worth, one.why_unpriced, speaks))
    return f"{said}{unpriced_too(one.unpriced, speaks)}."
