"""What is paid for beforehand, told: how many units a block has, what it costs, when it begins and when it lapses."""

from __future__ import annotations

from contractkit.quantities.money import Percent
from contractkit.quantities.spans import Span
from contractkit.statements.clauses import spans
from contractkit.statements.clauses.amounts import number, period
from contractkit.statements.clauses.names import named, words
from contractkit.statements.clauses.registry import Teller, tells
from contractkit.terms.provisions.prepaid import Prepaid

__all__ = ["prepaid"]

PREPAID = {
    "en": {
        "prepaid": "{name}: {units} of {of} paid beforehand{begins}{price}. {lapses}{carries}{drawn} What lies beyond "
        "has the price of {of}.",
        "every": " every {period}",
        "on": " on {day}",
        "as-ordered": ", as many times as ordered",
        "price": ", for {amount}",
        "price.none": ", in what is charged otherwise",
        "span": "What is left lapses {span} after the first date.",
        "with-its-period": "What is left at the end of the {period} lapses.",
        "never": "What is left lapses with the agreement.",
        "carries": " At the end of the {period} at most {much} of it go on.",
        "carries.percent": " At the end of the {period} at most {much} of it goes on.",
        "drawn.first-to-lapse": " What lapses first is used first.",
        "drawn.newest-first": " What began last is used first.",
    },
    "nl": {
        "prepaid": "{name}: {units} van {of} vooraf betaald{begins}{price}. {lapses}{carries}{drawn} Wat daarboven "
        "komt, kost de prijs van {of}.",
        "every": " per {period}",
        "on": " op {day}",
        "as-ordered": ", zo vaak als besteld",
        "price": ", voor {amount}",
        "price.none": ", in wat op een andere wijze in rekening komt",
        "span": "Wat overblijft, vervalt {span} na de eerste dag.",
        "with-its-period": "Wat aan het einde van de periode ({period}) overblijft, vervalt.",
        "never": "Wat overblijft, vervalt met de overeenkomst.",
        "carries": " Aan het einde van de periode ({period}) gaat daarvan ten hoogste {much} mee.",
        "carries.percent": " Aan het einde van de periode ({period}) gaat daarvan ten hoogste {much} mee.",
        "drawn.first-to-lapse": " Wat het eerst vervalt, wordt het eerst gebruikt.",
        "drawn.newest-first": " Wat het laatst begon, wordt het eerst gebruikt.",
    },
}


@tells(Prepaid, PREPAID)
def prepaid(term: Prepaid, tell: Teller) -> str:
    """Return what is paid for beforehand."""
    speaks = tell.speaks
    per = "" if term.every is None else period(term.every, speaks)
    if isinstance(term.lapses_after, Span):
        lapses = tell("span", span=spans.span(term.lapses_after, speaks))
    else:
        lapses = tell(term.lapses_after, period=per)
    return tell(
        "prepaid",
        name=words(term.name),
        units=f"{number(term.units, speaks)} {named(term.unit, speaks)}",
        of=words(term.of),
        begins=_begins(term, tell, per),
        price=tell("price.none") if term.price is None else tell("price", amount=speaks.money(term.price)),
        lapses=lapses,
        carries=_carries(term, tell, per),
        drawn=tell(f"drawn.{term.drawn}") if _several(term) else "",
    )


def _begins(term: Prepaid, tell: Teller, per: str) -> str:
    if term.every is not None:
        return tell("every", period=per)
    if term.bought is None or term.bought == "as-ordered":
        return tell("as-ordered")
    return tell("on", day=tell.speaks.day(term.bought))


def _carries(term: Prepaid, tell: Teller, per: str) -> str:
    if term.carries is None:
        return ""
    if isinstance(term.carries, Percent):
        return tell("carries.percent", much=tell.speaks.percent(term.carries.value), period=per)
    much = f"{number(term.carries, tell.speaks)} {named(term.unit, tell.speaks)}"
    return tell("carries", much=much, period=per)


def _several(term: Prepaid) -> bool:
    """Return whether several blocks of the clause can hold on one date."""
    if term.every is not None:
        return term.lapses_after != "with-its-period"
    return term.bought == "as-ordered"
