"""The forward view: while a period runs, how many more may be late, what it comes to, and what is left of each cap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import Any
from zoneinfo import ZoneInfo

import attrs

from contractkit.calendars.instants import from_datetime, to_datetime
from contractkit.charging.exact import as_decimal
from contractkit.charging.windows import MONTHS_PER, in_force, window_of
from contractkit.errors import PeriodError, UsageError
from contractkit.evaluation.felt import Slack
from contractkit.facts import Facts
from contractkit.quantities.money import Money, Percent
from contractkit.quantities.periods import Period
from contractkit.records.read_only import read_only
from contractkit.settlement.ahead.figures import Scenario, figures_ahead, told_as
from contractkit.settlement.ahead.headroom import headroom_of
from contractkit.settlement.ahead.outlook import Ahead, FigureAhead, Forecast, Kind, LevelLeft, ThresholdLeft
from contractkit.settlement.backtest.counted import Shifted
from contractkit.settlement.backtest.folding import settled_in_turn
from contractkit.settlement.backtest.stage import PlainEffect, pieces_of
from contractkit.settlement.doors import refuse_wrong
from contractkit.settlement.figures import Attained, Figure, Figures
from contractkit.settlement.ledger import Ledger
from contractkit.settlement.lines import Settlement
from contractkit.settlement.own_periods.occasions import Occasion, occasions
from contractkit.settlement.payments import bounds_of
from contractkit.settlement.prepaying import units_left
from contractkit.settlement.told import SettlementFacts
from contractkit.terms import Agreement
from contractkit.terms.effects import TierCredit
from contractkit.terms.targets import Target

__all__ = ["Ahead", "FigureAhead", "Forecast", "LevelLeft", "ThresholdLeft", "forecast"]

_DAY = timedelta(days=1)
_NOTHING_YET = Ledger.empty()
_NOTHING_TOLD = SettlementFacts()
_NOTHING_SAID: Mapping[str, int] = read_only({})


def forecast(
    agreement: Agreement,
    evaluation: Attained | None = None,
    facts: Facts | None = None,
    *,
    period: str | Period,
    before: Ledger = _NOTHING_YET,
    told: SettlementFacts = _NOTHING_TOLD,
    volumes: Mapping[str, int] = _NOTHING_SAID,
    as_of: datetime | None = None,
) -> Forecast:
    """Return where a period that runs leads, as it looks at the moment of judging.

    How many items a target still gets is what `volumes` says; else as many as came by now in the part of its period
    that has passed, and never fewer than are known. What is told of a figure that is measured, such as downtime, is
    known up to that moment; of a stretch that ends before it, up to its end. The three amounts are what `settle` comes
    to with such counts and figures, so that caps, earlier settlements and everything told are in them. What is
    undetermined stays so; a figure that is neither a share nor an availability stays as it is.

    Args:
        agreement: The agreement.
        evaluation: Its evaluation, as of a moment in the period or after it; None where no promise is judged on items.
        facts: The facts that were evaluated.
        period: The period, as for `settle`.
        before: The ledger before it.
        told: What `settle` has to be told besides.
        volumes: By the name or the id of a target how many items are expected in its own period.
        as_of: Without an evaluation, the moment up to which what is told is known; timezone-aware.

    Returns:
        How many more items of each target may be late, what the period comes to in three courses (as it went so far,
        with nothing more late, with everything more late), and what is left of each cap.

    Raises:
        PeriodError: The period begins after the moment of judging, or as `settle` does.
        UsageError: There is neither an evaluation nor a moment, or two moments.
        NotComputedError: As `settle` does.

    Example:
        >>> from contractkit.evaluation.felt import Slack
        >>> print(ThresholdLeft(Fraction(95), "reach", Slack(40, 2, 1), Slack(60, 3, 1)).expected.left)
        2
    """
    refuse_wrong("forecast", agreement=agreement, evaluation=evaluation, facts=facts, period=period, as_of=as_of)
    refuse_wrong("forecast", before=before, told=told, volumes=volumes)
    moment = _moment(evaluation, as_of)
    asked = agreement.period(period, made_of="months")
    told = told.of_period(asked)
    start, _ = asked.bounds_us(agreement.zone)
    if moment <= start:
        raise PeriodError(f"{asked.label} begins after the moment of judging: nothing of it is known yet")
    ahead, shifted = _of_items(agreement, evaluation, asked, told, volumes)
    today = _today(agreement, asked, moment)
    measured = figures_ahead(agreement, evaluation, facts, told, today=today, as_of=moment, volumes=volumes)
    sums = {}
    for end, counts in shifted.items():
        known: Any = None if evaluation is None else Shifted(evaluation, counts)
        facts_then = told_as(told, agreement.at(today, told.known_at), measured, end)
        settlements, ledger = settled_in_turn(agreement, known, facts, asked, before, facts_then)
        sums[end] = (settlements, ledger, known, facts_then)
    settlements, ledger, known, expected = sums["expected"]
    pieces = pieces_of(agreement.at(asked.start), asked)
    now = next((one for one in pieces if _contains(agreement, one, moment)), pieces[-1])
    return Forecast(
        period=asked,
        as_of=moment,
        targets=tuple(ahead),
        expected=_added(one.effects for one in settlements),
        best=_added(one.effects for one in sums["best"][0]),
        worst=_added(one.effects for one in sums["worst"][0]),
        total=_added(one.total for one in settlements),
        caps=headroom_of(agreement, known, facts, now, ledger, ledger, expected, _today(agreement, now, moment)),
        reasons=tuple(dict.fromkeys((*_still(asked, moment, agreement, evaluation), *_reasons(settlements)))),
        figures=measured,
        prepaid=units_left(agreement, asked, _date_of(agreement, moment), told, before),
    )


def _moment(evaluation: Attained | None, as_of: datetime | None) -> int:
    """Return the moment that is looked from, in microseconds since the epoch, UTC."""
    if evaluation is None and as_of is None:
        says = "forecast: nothing says which moment is looked from"
        raise UsageError(f"{says}; pass evaluation, as ck.evaluate returns it, or as_of= where all figures are told")
    moment = None if as_of is None else from_datetime(as_of, "as_of")
    if evaluation is None:
        assert moment is not None
        return moment
    if moment not in (None, evaluation.as_of):
        raise UsageError("forecast: the evaluation is as of another moment than as_of; leave as_of out")
    return evaluation.as_of


def _still(asked: Period, moment: int, agreement: Agreement, evaluation: Attained | None) -> tuple[str, ...]:
    """Return that the period runs, where no evaluation says it."""
    _, end = asked.bounds_us(agreement.zone)
    if evaluation is not None or moment >= end:
        return ()
    return (f"What is told is known up to {to_datetime(moment, 0).isoformat()}, before the end of {asked.label}.",)


def _reasons(settlements: Iterable[Settlement]) -> Iterator[str]:
    for one in settlements:
        yield from one.reasons


def _of_items(
    agreement: Agreement, evaluation: Attained | None, asked: Period, told: SettlementFacts, volumes: Mapping[str, int]
) -> tuple[list[Ahead], dict[Scenario, dict[tuple[str, date, date], Figure]]]:
    """Return how the targets on items stand, and with which counts they end."""
    ahead: list[Ahead] = []
    shifted: dict[Scenario, dict[tuple[str, date, date], Figure]] = {"expected": {}, "best": {}, "worst": {}}
    if evaluation is None:
        return ahead, shifted
    figures = Figures(evaluation)
    for target, own in _own(agreement, evaluation, asked, told.known_at):
        figure = figures.of(target.id, own)
        passed = _passed(agreement, own, evaluation.as_of)
        expected = _expected(target, figure, passed, volumes)
        ahead.append(_ahead(target, figure, passed, expected))
        if target.effects:
            key = (target.id, own.start, own.end)
            for name, ended in _scenarios(figure, expected).items():
                shifted[name][key] = ended
    return ahead, shifted


def _own(
    agreement: Agreement, evaluation: Attained, asked: Period, known_at: date | None
) -> list[tuple[Target, Period]]:
    """Return each target with the own period that runs at the moment of judging, else its last one in the period."""
    version = agreement.at(asked.last)
    paid: dict[str, Occasion] = {}
    for one in occasions(agreement, asked, known_at):
        if isinstance(one.target, Target) and one.period.bounds_us(agreement.zone)[0] < evaluation.as_of:
            paid[one.target.id] = one
    found = []
    for target in version.targets:
        if target.per not in MONTHS_PER or not (target.effects or target.reach):
            continue
        occasion = paid.get(target.id)
        if occasion is not None and isinstance(occasion.target, Target):
            found.append((occasion.target, occasion.period))
            continue
        own, last = window_of(version, target.per, asked.start), None
        while own.start < asked.end:
            if in_force(version, own) is not None and own.bounds_us(agreement.zone)[0] < evaluation.as_of:
                last = own
            own = window_of(version, target.per, own.end)
        if last is not None:
            found.append((target, last))
    return found


def _passed(agreement: Agreement, own: Period, as_of: int) -> Fraction:
    start, end = own.bounds_us(agreement.zone)
    return min(Fraction(1), Fraction(as_of - start, end - start))


def _contains(agreement: Agreement, period: Period, as_of: int) -> bool:
    start, end = period.bounds_us(agreement.zone)
    return start < as_of <= end


def _today(agreement: Agreement, period: Period, as_of: int) -> date:
    """Return the date of the moment of judging, the last one of the period where that lies after it."""
    last_instant = to_datetime(as_of - 1, 0).astimezone(ZoneInfo(agreement.zone))
    return min(period.last, max(period.start, last_instant.date()))


def _date_of(agreement: Agreement, moment: int) -> date:
    """Return the date in which the moment of judging lies."""
    return to_datetime(moment, 0).astimezone(ZoneInfo(agreement.zone)).date()


def _expected(target: Target, figure: Figure, passed: Fraction, volumes: Mapping[str, int]) -> int:
    known = figure.volume + figure.running
    said = volumes.get(target.id, volumes.get(target.name))
    return max(known, ceil(figure.volume / passed) if said is None else said)


def _ahead(target: Target, figure: Figure, passed: Fraction, expected: int) -> Ahead:
    known = figure.volume + figure.running
    thresholds: dict[Fraction, Kind] = {}
    for effect in target.effects:
        if isinstance(effect, PlainEffect):
            kind: Kind = "tier" if isinstance(effect, TierCredit) else "point"
            thresholds |= {bound: kind for bound in bounds_of(effect) if 0 < bound <= 100}
    if target.reach is not None:
        thresholds[Fraction(target.reach.value)] = "reach"

    def slack(at: Fraction, volume: int) -> Slack:
        precision = target.precision if thresholds[at] == "reach" else None
        return Slack.of(Percent(as_decimal(at)), volume, figure.breached, figure.undetermined, precision)

    return Ahead(
        target=target.id,
        name=target.name,
        period=figure.period,
        passed=passed,
        met=figure.met,
        breached=figure.breached,
        undetermined=figure.undetermined,
        running=figure.running,
        expected=expected,
        thresholds=tuple(
            ThresholdLeft(at, thresholds[at], slack(at, known), slack(at, expected))
            for at in sorted(thresholds, reverse=True)
        ),
    )


def _scenarios(figure: Figure, expected: int) -> dict[Scenario, Figure]:
    """Return the counts at the end: if the share stays, if nothing more is late, if everything more is."""
    more = expected - figure.volume
    share = Fraction(1) if figure.share is None else figure.share
    late = round(more * (1 - share))

    def ended(late: int) -> Figure:
        return attrs.evolve(figure, met=figure.met + more - late, breached=figure.breached + late, running=0)

    return {"expected": ended(late), "best": ended(0), "worst": ended(more)}


def _added(amounts: Any) -> Money:
    every = list(amounts)
    return Money(sum((amount.amount for amount in every), Decimal(0)), every[0].currency)
