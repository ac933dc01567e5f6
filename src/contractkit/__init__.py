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
    from contractkit.compiling.varying import Papers
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
    from contractkit.evaluation import Evaluation, Written, evaluate, evaluate_to, evaluation_schema
    from contractkit.facts import Facts
    from contractkit.quantities.money import Money, Percent, PercentagePoints
    from contractkit.quantities.periods import Period
    from contractkit.quantities.spans import BusinessDays, CalendarDays, ElapsedTime, Moment, Months, WorkingTime
    from contractkit.records.in_force import InForce
    from contractkit.settlement import (
        AnsweredClaim,
        Correction,
        Ledger,
        LossClaim,
        Recomputed,
        SealedSettlement,
        Settlement,
        agree,
        answer_claims,
        correction,
        recompute,
        seal,
        settle,
        settlement_schema,
    )
    from contractkit.settlement.backtest import BackTest, Exposure, backtest, exposure
    from contractkit.settlement.forecasting import Forecast, forecast
    from contractkit.settlement.measuring import FigureValue, figures
    from contractkit.settlement.readings import OtherReadings, other_readings
    from contractkit.settlement.told import SettlementFacts, ToldFigure, ToldMeasurement
    from contractkit.statements import Statement, effect_chart, sentence, trace_text
    from contractkit.terms import Agreement, LastNotice, last_notice_date
    from contractkit.terms.variants import Variant

__version__ = VERSION

_HOMES = {
    "ALWAYS": "calendars",
    "Agreement": "terms",
    "AlternatingWeeks": "calendars",
    "AnsweredClaim": "settlement",
    "BackTest": "settlement.backtest",
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
    "Correction": "settlement",
    "Count": "calendars",
    "CountedVolume": "charging",
    "DocumentRejected": "errors",
    "ElapsedTime": "quantities.spans",
    "Evaluation": "evaluation",
    "EventOrderError": "errors",
    "ExplicitDates": "calendars",
    "Exposure": "settlement.backtest",
    "Facts": "facts",
    "FactsRejected": "errors",
    "FigureValue": "settlement.measuring",
    "Forecast": "settlement.forecasting",
    "HolidaySource": "calendars",
    "HolidaysPackage": "calendars",
    "IcalHolidays": "calendars",
    "InForce": "records.in_force",
    "IndexSeries": "charging",
    "LastNotice": "terms",
    "Ledger": "settlement",
    "LevelVolume": "charging",
    "LossClaim": "settlement",
    "MissingExtraError": "errors",
    "Moment": "quantities.spans",
    "Money": "quantities.money",
    "Months": "quantities.spans",
    "NaiveDatetimeError": "errors",
    "NeverOpenError": "errors",
    "NotComputedError": "errors",
    "OtherReadings": "settlement.readings",
    "Papers": "compiling.varying",
    "Percent": "quantities.money",
    "PercentagePoints": "quantities.money",
    "Period": "quantities.periods",
    "PeriodError": "errors",
    "Problem": "errors",
    "PublicHolidays": "calendars",
    "QuantityError": "errors",
    "Recomputed": "settlement",
    "SealedSettlement": "settlement",
    "Season": "calendars",
    "Settlement": "settlement",
    "SettlementFacts": "settlement.told",
    "Statement": "statements",
    "StoredClockError": "errors",
    "Stretch": "calendars",
    "ToldFigure": "settlement.told",
    "ToldMeasurement": "settlement.told",
    "Transition": "clocks.clock",
    "UsageError": "errors",
    "Variant": "terms.variants",
    "WorkingTime": "quantities.spans",
    "Written": "evaluation",
    "agree": "settlement",
    "answer_claims": "settlement",
    "backtest": "settlement.backtest",
    "charges": "charging",
    "check": "compiling",
    "correction": "settlement",
    "effect_chart": "statements",
    "evaluate": "evaluation",
    "evaluate_to": "evaluation",
    "evaluation_schema": "evaluation",
    "exposure": "settlement.backtest",
    "figures": "settlement.measuring",
    "forecast": "settlement.forecasting",
    "last_notice_date": "terms",
    "load_agreement": "compiling",
    "load_agreements": "compiling",
    "other_readings": "settlement.readings",
    "price_on": "charging",
    "recompute": "settlement",
    "seal": "settlement",
    "sentence": "statements",
    "settle": "settlement",
    "settlement_schema": "settlement",
    "trace_text": "statements",
}

__all__ = [
    "ALWAYS",
    "Agreement",
    "AlternatingWeeks",
    "AnsweredClaim",
    "BackTest",
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
    "Correction",
    "Count",
    "CountedVolume",
    "DocumentRejected",
    "ElapsedTime",
    "Evaluation",
    "EventOrderError",
    "ExplicitDates",
    "Exposure",
    "Facts",
    "FactsRejected",
    "FigureValue",
    "Forecast",
    "HolidaySource",
    "HolidaysPackage",
    "IcalHolidays",
    "InForce",
    "IndexSeries",
    "LastNotice",
    "Ledger",
    "LevelVolume",
    "LossClaim",
    "MissingExtraError",
    "Moment",
    "Money",
    "Months",
    "NaiveDatetimeError",
    "NeverOpenError",
    "NotComputedError",
    "OtherReadings",
    "Papers",
    "Percent",
    "PercentagePoints",
    "Period",
    "PeriodError",
    "Problem",
    "PublicHolidays",
    "QuantityError",
    "Recomputed",
    "SealedSettlement",
    "Season",
    "Settlement",
    "SettlementFacts",
    "Statement",
    "StoredClockError",
    "Stretch",
    "ToldFigure",
    "ToldMeasurement",
    "Transition",
    "UsageError",
    "Variant",
    "WorkingTime",
    "Written",
    "agree",
    "answer_claims",
    "backtest",
    "charges",
    "check",
    "correction",
    "effect_chart",
    "evaluate",
    "evaluate_to",
    "evaluation_schema",
    "exposure",
    "figures",
    "forecast",
    "last_notice_date",
    "load_agreement",
    "load_agreements",
    "other_readings",
    "price_on",
    "recompute",
    "seal",
    "sentence",
    "settle",
    "settlement_schema",
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
