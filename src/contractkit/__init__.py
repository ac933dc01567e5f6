"""contractkit: signed service agreements that compute.

Everything public stands here and loads on first use, so that ``import contractkit`` costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from contractkit.records.version import VERSION

if TYPE_CHECKING:
    from contractkit.calendars import (
        ALWAYS,
        AlternatingWeeks,
        BusinessCalendar,
        CalendarSet,
        Conventions,
        Count,
        ExplicitDates,
        HolidaySource,
        HolidaysPackage,
        IcalHolidays,
        PublicHolidays,
        Season,
        Stretch,
    )
    from contractkit.charging import ChargingFacts, CountedVolume, IndexSeries, LevelVolume, charges, price_on
    from contractkit.clocks.clock import Clock, ClockEvent, ClockReading, ClockRelief, Transition
    from contractkit.compiling import check, load_agreement, load_agreements
    from contractkit.errors import (
        CalendarHorizonError,
        ContractKitError,
        DocumentRejected,
        EventOrderError,
        FactsRejected,
        MissingExtraError,
        NaiveDatetimeError,
        NeverOpenError,
        NotComputedError,
        PeriodError,
        Problem,
        QuantityError,
        StoredClockError,
        UsageError,
    )
    from contractkit.evaluation import Evaluation, Written, evaluate, evaluate_to
    from contractkit.facts import Facts
    from contractkit.quantities.money import Money, Percent, PercentagePoints
    from contractkit.quantities.periods import Period
    from contractkit.quantities.spans import BusinessDays, CalendarDays, ElapsedTime, Moment, Months, WorkingTime
    from contractkit.records.in_force import InForce
    from contractkit.settlement import Ledger, Settlement, settle
    from contractkit.statements import Statement, sentence, trace_text
    from contractkit.terms import Agreement

__version__ = VERSION

_HOMES = {
    "ALWAYS": "calendars",
    "Agreement": "terms",
    "AlternatingWeeks": "calendars",
    "BusinessCalendar": "calendars",
    "BusinessDays": "quantities.spans",
    "CalendarDays": "quantities.spans",
    "CalendarHorizonError": "errors",
    "CalendarSet": "calendars",
    "ChargingFacts": "charging",
    "Clock": "clocks.clock",
    "ClockEvent": "clocks.clock",
    "ClockReading": "clocks.clock",
    "ClockRelief": "clocks.clock",
    "ContractKitError": "errors",
    "Conventions": "calendars",
    "Count": "calendars",
    "CountedVolume": "charging",
    "DocumentRejected": "errors",
    "ElapsedTime": "quantities.spans",
    "Evaluation": "evaluation",
    "EventOrderError": "errors",
    "ExplicitDates": "calendars",
    "Facts": "facts",
    "FactsRejected": "errors",
    "HolidaySource": "calendars",
    "HolidaysPackage": "calendars",
    "IcalHolidays": "calendars",
    "InForce": "records.in_force",
    "IndexSeries": "charging",
    "Ledger": "settlement",
    "LevelVolume": "charging",
    "MissingExtraError": "errors",
    "Moment": "quantities.spans",
    "Money": "quantities.money",
    "Months": "quantities.spans",
    "NaiveDatetimeError": "errors",
    "NeverOpenError": "errors",
    "NotComputedError": "errors",
    "Percent": "quantities.money",
    "PercentagePoints": "quantities.money",
    "Period": "quantities.periods",
    "PeriodError": "errors",
    "Problem": "errors",
    "PublicHolidays": "calendars",
    "QuantityError": "errors",
    "Season": "calendars",
    "Settlement": "settlement",
    "Statement": "statements",
    "StoredClockError": "errors",
    "Stretch": "calendars",
    "Transition": "clocks.clock",
    "UsageError": "errors",
    "WorkingTime": "quantities.spans",
    "Written": "evaluation",
    "charges": "charging",
    "check": "compiling",
    "evaluate": "evaluation",
    "evaluate_to": "evaluation",
    "load_agreement": "compiling",
    "load_agreements": "compiling",
    "price_on": "charging",
    "sentence": "statements",
    "settle": "settlement",
    "trace_text": "statements",
}

__all__ = [
    "ALWAYS",
    "Agreement",
    "AlternatingWeeks",
    "BusinessCalendar",
    "BusinessDays",
    "CalendarDays",
    "CalendarHorizonError",
    "CalendarSet",
    "ChargingFacts",
    "Clock",
    "ClockEvent",
    "ClockReading",
    "ClockRelief",
    "ContractKitError",
    "Conventions",
    "Count",
    "CountedVolume",
    "DocumentRejected",
    "ElapsedTime",
    "Evaluation",
    "EventOrderError",
    "ExplicitDates",
    "Facts",
    "FactsRejected",
    "HolidaySource",
    "HolidaysPackage",
    "IcalHolidays",
    "InForce",
    "IndexSeries",
    "Ledger",
    "LevelVolume",
    "MissingExtraError",
    "Moment",
    "Money",
    "Months",
    "NaiveDatetimeError",
    "NeverOpenError",
    "NotComputedError",
    "Percent",
    "PercentagePoints",
    "Period",
    "PeriodError",
    "Problem",
    "PublicHolidays",
    "QuantityError",
    "Season",
    "Settlement",
    "Statement",
    "StoredClockError",
    "Stretch",
    "Transition",
    "UsageError",
    "WorkingTime",
    "Written",
    "charges",
    "check",
    "evaluate",
    "evaluate_to",
    "load_agreement",
    "load_agreements",
    "price_on",
    "sentence",
    "settle",
    "trace_text",
]


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'contractkit' has no attribute {name!r}")
    value = getattr(import_module(f"contractkit.{home}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
