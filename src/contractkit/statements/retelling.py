"""What a result says, in the language of whoever reads it: a sentence by its wording, its facts each in their way.

A result keeps its sentences as `records.said.Said`; what each wording is in another language stands in
`contractkit.statements.retold`. Words of a paper are shown in the language that the paper has, a name as it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from contractkit.calendars.instants import from_datetime
from contractkit.process.saying import ShownInstant, ShownTime
from contractkit.quantities import notation as n
from contractkit.quantities.money import Money, Percent, PercentagePoints
from contractkit.quantities.periods import Period
from contractkit.quantities.spans import BusinessDays, CalendarDays, Moment, Months, Span
from contractkit.quantities.times import ElapsedTime, WorkingTime
from contractkit.records.said import Figures, Said, Worded
from contractkit.statements.clauses import amounts, spans
from contractkit.statements.clauses.gates import after_if
from contractkit.statements.clauses.levels import level
from contractkit.statements.clauses.names import named
from contractkit.statements.reading_values import quantity_told
from contractkit.statements.retold import RETOLD
from contractkit.statements.wording import Language
from contractkit.terms.amounts import LimitOf, PerPeriod, Share

__all__ = ["retold"]

_US = timedelta(microseconds=1)


def retold(text: Any, speaks: Language) -> str:
    r"""Return a text of a result in a language.

    In English a sentence stays as it is, but for words of a paper that are English there. Elsewhere its wording is
    that of the language, its numbers, amounts and dates are written as there, and what is in a fact is retold in turn.
    A plain text that is known as a whole, such as ``no effect``, is retold too; every other one is a name or somebody's
    own words, and stays.

    Args:
        text: The sentence, or one of its facts.
        speaks: The language.

    Example:
        >>> from contractkit.records.said import said
        >>> from contractkit.statements.wording import language
        >>> one = said("claimed on {made}, by {deadline}", made=date(2026, 3, 2), deadline=date(2026, 3, 31))
        >>> retold(one, language("nl")).replace("\xa0", " ")
        'geclaimd op 2 maart 2026, uiterlijk 31 maart 2026'
    """
    if isinstance(text, Worded):
        return speaks.written(text)
    wordings = RETOLD.get(speaks.code)
    if isinstance(text, Said):
        return _sentence(text, wordings or {}, speaks)
    if wordings is None:
        return str(text)
    return _fact(text, wordings, speaks)


def _sentence(text: Said, wordings: Mapping[str, str], speaks: Language) -> str:
    wording = wordings.get(text.wording, text.wording)
    if "|" in wording:
        one, many = wording.split("|", 1)
        wording = one if text.facts.get("n") == 1 else many
    return wording.format_map({name: _named(name, fact, speaks) for name, fact in text.facts.items()})


def _named(name: str, fact: Any, speaks: Language) -> str:
    """Return a fact; a unit or a channel is a word of the papers that may have a customary one in the language."""
    return named(fact, speaks) if name in ("unit", "channel") and type(fact) is str else retold(fact, speaks)


def _fact(fact: Any, wordings: Mapping[str, str], speaks: Language) -> str:
    match fact:
        case Figures():
            return _figures(fact, speaks)
        case str():
            if " " in fact and fact in wordings:
                return wordings[fact]
            return quantity_told(fact, speaks) if fact[:1].isdigit() else fact
        case datetime():
            return speaks.instant(from_datetime(fact), _zone_of(fact))
        case date():
            return speaks.day(fact)
        case bool():
            return str(fact)
        case int() | Decimal():
            return speaks.number(fact)
        case Fraction():
            return _figures(str(fact), speaks)
        case Money():
            return speaks.money(fact)
        case Percent():
            return speaks.percent(fact.value)
        case Period():
            return fact.label
        case n.Cycle():
            return amounts.periods(fact, speaks)
    return _term(fact, speaks)


def _term(fact: Any, speaks: Language) -> str:
    """Return a value of the agreement as its clauses are told; another one by its own text."""
    match fact:
        case n.Level() | PercentagePoints():
            return level(fact, speaks)
        case n.Bound():
            return f"{RETOLD[speaks.code][fact.relation]} {level(fact.level, speaks)}"
        case n.Volume():
            per = "" if fact.per is None else f" per {amounts.period(fact.per, speaks)}"
            return f"{amounts.number(fact.number, speaks)} {named(fact.unit, speaks)}{per}"
        case Share() | PerPeriod() | LimitOf():
            return amounts.limit(fact, speaks)
        case Span():
            return spans.span(fact, speaks)
        case WorkingTime() | ElapsedTime() | BusinessDays() | CalendarDays() | Months() | Moment():
            return spans.amount(fact, speaks)
        case ShownTime():
            return speaks.duration(fact.time // _US)
        case ShownInstant():
            return speaks.instant(from_datetime(fact.at), _zone_of(fact.at))
    if type(fact).__module__.endswith(("terms.conditions", "terms.figure_conditions")):
        return after_if(fact, speaks)
    shown = str(fact)
    return retold(shown, speaks) if isinstance(shown, Said | Figures) else shown


def _zone_of(at: datetime) -> ZoneInfo:
    """Return the zone in which an instant is told: its own, or UTC."""
    return at.tzinfo if isinstance(at.tzinfo, ZoneInfo) else ZoneInfo("UTC")


_POINT = re.compile(r"(?<=\d)\.(?=\d)")


def _figures(text: str, speaks: Language) -> str:
    """Return digits with the decimal mark of the language; thousands stand apart already."""
    return _POINT.sub(speaks.decimal, text)
