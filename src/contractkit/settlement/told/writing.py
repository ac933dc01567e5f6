"""The facts of a settlement as plain data, ready for JSON: the form that `SettlementFacts.from_dict` reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from contractkit.charging.exact import exact_text
from contractkit.charging.indexation.links import BaseLink
from contractkit.charging.indexation.months import month_text
from contractkit.charging.indexation.series import IndexSeries
from contractkit.charging.volumes import CountedVolume
from contractkit.errors import PeriodError
from contractkit.quantities.money import Money
from contractkit.quantities.notation import Volume
from contractkit.quantities.notation.figures import number_text
from contractkit.quantities.periods import Period
from contractkit.settlement.told.doing import written_done, written_obligations, written_relieved
from contractkit.settlement.told.facts import FieldValue, SettlementFacts
from contractkit.settlement.told.figures import ToldFigure
from contractkit.settlement.told.measurements import Outage, ToldMaintenance, ToldMeasurement
from contractkit.settlement.told.others import Overdue, ToldPast
from contractkit.settlement.told.reading_blocks import written_blocks

__all__ = ["written_facts"]

_LONGEST = 18
"""More digits than that no number of a clause has for certain."""

_PLACES = 12
"""More decimals than that no number of a clause has."""


def written_facts(facts: SettlementFacts) -> dict[str, Any]:
    """Return facts as plain data; groups in which nothing stands are left out."""
    groups: dict[str, Any] = {
        "figures": _by_name((one.of, _figure(one)) for one in facts.figures),
        "measured": _by_name((one.of, _measurement(one)) for one in facts.measured),
        "points": _by_name((one.of, _count(one)) for one in facts.points),
        "failures": _by_name((one.of, _count(one)) for one in facts.failures),
        "amounts": _amounts(facts),
        "amounts_of": None if facts.amounts_of is None else _period(facts.amounts_of),
        "volumes": _by_name((one.service, _volume(one)) for one in facts.volumes),
        "baselines": {name: f"{number:f}" for name, number in facts.baselines.items()},
        "blocks": written_blocks(facts.blocks),
        "index": {name: _series(series) for name, series in facts.index.items()},
        "raises": None if facts.raises is None else [day.isoformat() for day in facts.raises],
        "fields": {name: _field(value) for name, value in facts.fields.items()},
        "dates": {name: day.isoformat() for name, day in facts.dates.items()},
        "overdue": None if facts.overdue is None else _overdue(facts.overdue),
        "claims": [{"of": o.of, "on": o.on.isoformat(), "period": _period(o.period)} for o in facts.claims],
        "choices": [_kept({"of": o.of, "period": _period(o.period), "incident": o.incident}) for o in facts.choices],
        "done": written_done(facts.done),
        "obligations": written_obligations(facts.obligations),
        "relieved": written_relieved(facts.relieved),
        "told_once": facts.told_once,
        "ledger": _past(facts.past),
        "known_at": None if facts.known_at is None else facts.known_at.isoformat(),
    }
    # Without a period of their own, amounts are of the one that is read for; of dated ones none may be taken as that.
    said = {"raises": facts.raises is not None, "amounts_of": bool(facts.by_period)}
    return {name: group for name, group in groups.items() if group or said.get(name)}


def _kept(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if value is not None and value != {} and value != []}


def _amounts(facts: SettlementFacts) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, amount in facts.amounts.items():
        told = [_amount(one) for one in facts.several[name]] if name in facts.several else _amount(amount)
        others = any(one.of == name for one in facts.by_period)
        found[name] = {_period(facts.amounts_of): told} if others and facts.amounts_of is not None else told
    for one in facts.by_period:
        told = [_amount(amount) for amount in one.amounts]
        here = found.setdefault(one.of, {})
        if isinstance(here, dict):
            here[_period(one.period)] = told[0] if len(told) == 1 else told
    return found


def _by_name(pairs: Iterable[tuple[str, dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for name, row in pairs:
        found.setdefault(name, []).append(row)
    return found


def _period(period: Period) -> str:
    try:
        named = Period.parse(period.label)
    except PeriodError:
        named = None
    kept = named == period and not period.label.isdigit()  # a bare year is that of the contract
    return period.label if kept else f"{period.start.isoformat()}..{period.last.isoformat()}"


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _beyond(text: str) -> bool:
    """Return whether a number has more digits, or more decimals, than a clause can write."""
    return len(text) > _LONGEST or len(text.partition(".")[2]) > _PLACES


def _level(value: Fraction | None, unit: str | None) -> str | None:
    if value is None:
        return None
    text = exact_text(value)
    if _beyond(text):
        text = f"{value.numerator}/{value.denominator}"
    return text + ("" if unit is None else f" {unit}")


def _figure(one: ToldFigure) -> dict[str, Any]:
    return _kept(
        {
            "period": _period(one.period),
            "value": _level(one.value, one.unit),
            "low": _level(one.low, one.unit),
            "high": _level(one.high, one.unit),
            "good": one.good,
            "total": one.total,
            "verdict": one.verdict,
            "where": dict(one.where),
            "source": one.source,
            "recorded_on": _day(one.recorded_on),
        }
    )


def _measurement(one: ToldMeasurement) -> dict[str, Any]:
    row = _kept(
        {
            "period": _period(one.period),
            "time": None if one.time is None else _time(one.time),
            "down": None if one.down is None else _time(one.down),
            "relieved": [_stretch(stretch) for stretch in one.relieved],
            "good": one.good,
            "total": one.total,
            "intervals": one.intervals,
            "failed": one.failed,
            "empty": one.empty,
            "parts": {name: f"{number:f}" for name, number in one.parts.items()},
            "marks": [f"{mark:f}" for mark in one.marks],
            "where": dict(one.where),
            "source": one.source,
            "recorded_on": _day(one.recorded_on),
        }
    )
    if one.outages is not None:
        row["outages"] = [_stretch(stretch) for stretch in one.outages]
    if one.maintenance is not None:
        row["maintenance"] = [_planned(planned) for planned in one.maintenance]
    return row


def _planned(one: ToldMaintenance) -> dict[str, Any]:
    said = one.announced_at
    announced = said if said is None or isinstance(said, str) else said.isoformat()
    return _kept({"from": one.start.isoformat(), "to": one.end.isoformat(), "announced_at": announced})


def _time(length: timedelta) -> str:
    return f"{exact_text(Fraction(length // timedelta(microseconds=1), 1_000_000))} seconds"


def _stretch(one: Outage) -> str:
    if one.start is None or one.end is None:
        return _time(one.lasted)
    return f"{one.start.isoformat()}/{one.end.isoformat()}"


def _count(one: Any) -> dict[str, Any]:
    row = {"period": _period(one.period), "value": f"{one.number:f}", "source": one.source}
    return _kept(row | {"recorded_on": _day(one.recorded_on)})


def _amount(amount: Money | Volume) -> str | dict[str, str]:
    """Return an amount as a clause writes it; as its number and its unit where no clause could."""
    number = amount.amount if isinstance(amount, Money) else amount.number
    text = number_text(abs(number))
    sign = "-" if number < 0 else ""
    if _beyond(text) or (sign and not isinstance(amount, Money)):
        unit = {"currency": amount.currency} if isinstance(amount, Money) else {"unit": amount.unit}
        return {"number": f"{number:f}", **unit}
    if isinstance(amount, Money):
        return f"{sign}{amount.currency} {text}"
    return f"{text} {amount.unit}" + ("" if amount.per is None else f" per {amount.per}")


def _volume(one: Any) -> dict[str, Any]:
    row: dict[str, Any] = {"value": f"{one.number:f}", "source": one.source, "recorded_on": _day(one.recorded_on)}
    when = {"period": _period(one.during)} if isinstance(one, CountedVolume) else {"since": one.since.isoformat()}
    return _kept(when | row)


def _series(series: IndexSeries) -> dict[str, Any]:
    """Return a series: its figures by month, or each with all that is known of it where they differ in that."""
    kinds = {(one.base, one.status, one.published_on) for one in series.values}
    links = [_link(one) for one in series.links]
    if len(kinds) < 2 and len({one.period for one in series.values}) == len(series.values):
        row: dict[str, Any] = {"figures": {month_text(one.period): f"{one.value:f}" for one in series.values}}
        for base, status, published_on in kinds:
            row |= {"base": base, "status": status, "published_on": _day(published_on)}
        return _kept(row | {"source": series.source, "links": links})
    rows = [
        _kept(
            {
                "month": month_text(one.period),
                "value": f"{one.value:f}",
                "base": one.base,
                "status": one.status,
                "published_on": _day(one.published_on),
            }
        )
        for one in series.values
    ]
    return _kept({"figures": rows, "source": series.source, "links": links})


def _link(link: BaseLink) -> dict[str, Any]:
    old, new = str(link.factor.numerator), str(link.factor.denominator)
    return _kept({"base": link.base, "old": old, "new": new, "source": link.source})


def _field(value: FieldValue) -> str | bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, datetime):
        return value.isoformat()
    return _time(value) if isinstance(value, timedelta) else f"{value:f}" if isinstance(value, Decimal) else value


def _overdue(one: Overdue) -> dict[str, Any]:
    return _kept(
        {
            "amount": None if one.amount is None else _amount(one.amount),
            "for": None if one.lasted is None else _time(one.lasted),
            "due": None if one.due is None else one.due.isoformat(),
            "seen": None if one.seen is None else one.seen.isoformat(),
        }
    )


def _past(past: Iterable[ToldPast]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for one in past:
        amounts = [_amount(amount) for amount in one.amounts]
        if one.over is None:
            found[one.what] = amounts
        else:
            found.setdefault(one.what, {})[str(one.over)] = amounts
    return found
