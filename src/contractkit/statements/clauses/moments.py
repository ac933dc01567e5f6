"""Moments and allowances of time as sentences of the work say them, and who does it."""

from __future__ import annotations

from collections.abc import Iterable

from contractkit.quantities.spans import Span
from contractkit.statements.clauses import clocks, names, spans
from contractkit.statements.clauses.amounts import limit
from contractkit.statements.clauses.registry import Teller
from contractkit.statements.wording import Language
from contractkit.terms.provisions.allowances import Allowance
from contractkit.terms.provisions.anchors import Anchor, Event, StepDone
from contractkit.terms.provisions.consequences import Consequence

__all__ = [
    "allowed",
    "anchor",
    "channels",
    "consequence",
    "how_long",
    "otherwise",
    "party",
    "role",
    "roles",
    "the_roles",
    "words",
]

WORDS = {
    "en": {
        "within": "within {span}",
        "on": "{span} on the calendar {calendar}",
        "always": "{span}, day and night",
        "step": "the step {name}",
        "signature": "the signature",
        "start": "the start of the agreement",
        "end": "the end of the agreement",
        "period-end": "the end of the period",
        "week-end": "the end of the week",
        "month-end": "the end of the month",
        "quarter-end": "the end of the quarter",
        "half-year-end": "the end of the half-year",
        "year-end": "the end of the year",
        "contract-year-end": "the end of the contract year",
        "provider": "the provider",
        "customer": "the customer",
        "both": "both parties",
        "the": "the {role}",
        "and": " and ",
        "or": " or ",
        "otherwise": " If that is not done in time: {parts}.",
        "or-else": " (otherwise: {parts})",
        "pays": "{amount} is paid",
        "none": "nothing is paid",
    },
    "nl": {
        "within": "binnen {span}",
        "on": "{span} op de kalender {calendar}",
        "always": "{span}, dag en nacht",
        "step": "de stap {name}",
        "signature": "de ondertekening",
        "start": "het begin van de overeenkomst",
        "end": "het einde van de overeenkomst",
        "period-end": "het einde van de periode",
        "week-end": "het einde van de week",
        "month-end": "het einde van de maand",
        "quarter-end": "het einde van het kwartaal",
        "half-year-end": "het einde van het halfjaar",
        "year-end": "het einde van het jaar",
        "contract-year-end": "het einde van het contractjaar",
        "provider": "de dienstverlener",
        "customer": "de klant",
        "both": "beide partijen",
        "the": "de {role}",
        "and": " en ",
        "or": " of ",
        "otherwise": " Gebeurt dat niet op tijd, dan geldt: {parts}.",
        "or-else": " (anders: {parts})",
        "pays": "er wordt {amount} betaald",
        "none": "er wordt niets betaald",
    },
}


def allowed(value: Allowance, speaks: Language) -> str:
    """Return within how much time: ``within 2 business days on the calendar office``."""
    if isinstance(value.time, Span):
        return _on(Teller(speaks, WORDS)("within", span=spans.span(value.time, speaks)), value, speaks)
    return _on(spans.within(value.time, speaks), value, speaks)


def how_long(value: Allowance, speaks: Language) -> str:
    """Return how much time: ``10 business days on the calendar office``."""
    time = value.time
    return _on(spans.span(time, speaks) if isinstance(time, Span) else spans.amount(time, speaks), value, speaks)


def _on(told: str, value: Allowance, speaks: Language) -> str:
    if value.calendar_name is None:
        return told
    key = "always" if value.calendar_name == "always" else "on"
    return Teller(speaks, WORDS)(key, span=told, calendar=value.calendar_name)


def anchor(value: Anchor, speaks: Language) -> str:
    """Return a moment: ``the end of the quarter``, ``the step account``, ``the time in picked_at``."""
    if isinstance(value, Event):
        return Teller(speaks, WORDS)(value.word)
    if isinstance(value, StepDone):
        return Teller(speaks, WORDS)("step", name=words(value.name))
    return clocks.moment(value, speaks)


def party(word: str, speaks: Language) -> str:
    """Return who: ``the provider``, ``both parties``."""
    return Teller(speaks, WORDS)(word)


def role(name: str) -> str:
    """Return a role in words: ``service delivery manager``."""
    return names.words(name)


def roles(several: Iterable[str], speaks: Language, between: str = "and") -> str:
    """Return several roles, or other names that a paper gives: ``service desk and team lead``."""
    return _listed([names.words(name) for name in several], speaks, between)


def channels(several: Iterable[str], speaks: Language) -> str:
    """Return the channels of which one is used: ``phone or portal``."""
    return _listed([names.named(name, speaks) for name in several], speaks, "or")


def the_roles(several: Iterable[str], speaks: Language, between: str = "and") -> str:
    """Return several roles as people: ``the service desk and the team lead``."""
    tell = Teller(speaks, WORDS)
    return _listed([tell("the", role=role(name)) for name in several], speaks, between)


def _listed(told: list[str], speaks: Language, between: str) -> str:
    last = Teller(speaks, WORDS)(between)
    return last.join([", ".join(told[:-1]), told[-1]]) if len(told) > 1 else "".join(told)


def words(name: str) -> str:
    """Return a name in words."""
    return names.words(name)


def consequence(value: Consequence | None, speaks: Language) -> str:
    """Return what follows where something is not done in time, as a sentence with a blank in front; perhaps nothing."""
    return "" if value is None else Teller(speaks, WORDS)("otherwise", parts=_follows(value, speaks))


def otherwise(value: Consequence | None, speaks: Language) -> str:
    """Return the same in brackets, inside a sentence."""
    return "" if value is None else Teller(speaks, WORDS)("or-else", parts=_follows(value, speaks))


def _follows(value: Consequence, speaks: Language) -> str:
    tell = Teller(speaks, WORDS)
    paid = [tell("pays", amount=limit(value.pays, speaks))] if value.pays is not None else []
    done = [speaks.written(value.does).rstrip(".")] if value.does is not None else []
    return "; ".join((*paid, *done)) or tell("none")
