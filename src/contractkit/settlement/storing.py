"""Ledgers as plain data and back: amounts and exact numbers as text, dates as ISO 8601; what is nothing is left out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal, TypeVar, cast, get_args

from contractkit.charging.exact import exact_text
from contractkit.quantities.money import Money
from contractkit.quantities.periods import Period
from contractkit.settlement.remembered import (
    CameIn,
    Carried,
    LedgerEntry,
    PaidClaim,
    SettledFigure,
    SettledLine,
    SettledPeriod,
    SettledPoints,
    Side,
    Status,
    ToldStretch,
    Verdict,
    WonBack,
)
from contractkit.settlement.storing_blocks import blocks_data, blocks_of

__all__ = ["claim_data", "claim_of", "record_data", "record_of", "stretch_data", "stretch_of"]

T = TypeVar("T")


def record_data(record: SettledPeriod) -> dict[str, Any]:
    """Return a settled period as plain data; its ``end`` is the first date after it."""
    return _some(
        {
            **_period_data(record.period),
            "status": record.status,
            "total": str(record.total.amount),
            "currency": record.total.currency,
            "entries": [_entry_data(entry) for entry in record.entries],
        },
        {
            "figures": [_figure_data(figure) for figure in record.figures],
            "points": [_points_data(points) for points in record.points],
            "charged": {word: exact_text(amount) for word, amount in record.charged.items()},
            "carried": [_carried_data(carried) for carried in record.carried],
            "won_back": [_won_data(won) for won in record.won_back],
            "baselines": {service: str(volume) for service, volume in record.baselines.items()},
            "blocks": {name: blocks_data(left) for name, left in record.blocks.items()},
            "known_at": _day(record.known_at),
            "digest": record.digest,
            "lines": [_line_data(line) for line in record.lines],
        },
    )


def record_of(data: Mapping[str, Any]) -> SettledPeriod:
    """Return the settled period that `record_data` wrote down.

    Raises:
        KeyError: Something is not there.
        ValueError: Something is no word, number or date that it can be.
    """
    return SettledPeriod(
        period=_period_of(data),
        status=cast("Status", _word(data["status"], get_args(Status))),
        total=Money(Decimal(data["total"]), data["currency"]),
        entries=_each(data["entries"], _entry_of),
        figures=_each(data.get("figures", ()), _figure_of),
        points=_each(data.get("points", ()), _points_of),
        charged={str(word): Fraction(amount) for word, amount in data.get("charged", {}).items()},
        carried=_each(data.get("carried", ()), _carried_of),
        won_back=_each(data.get("won_back", ()), _won_of),
        baselines={str(service): Decimal(volume) for service, volume in data.get("baselines", {}).items()},
        blocks={str(name): blocks_of(str(name), left) for name, left in data.get("blocks", {}).items()},
        known_at=_maybe(data, "known_at", date.fromisoformat),
        digest=data.get("digest"),
        lines=tuple(_line_of(line, data["currency"]) for line in data.get("lines", ())),
    )


def _line_data(line: SettledLine) -> dict[str, str]:
    return {
        "id": line.id,
        "kind": line.kind,
        "clause": line.clause,
        "amount": str(line.amount.amount),
        "says": line.says,
    }


def _line_of(data: Mapping[str, Any], currency: str) -> SettledLine:
    amount = Money(Decimal(data["amount"]), currency)
    return SettledLine(str(data["id"]), str(data["kind"]), str(data["clause"]), amount, str(data["says"]))


def claim_data(claim: PaidClaim) -> dict[str, Any]:
    """Return a claim as plain data."""
    fixed = {"event": claim.event, "on": claim.on.isoformat(), "who": claim.who, "paid": exact_text(claim.paid)}
    return _some(fixed, {"head": claim.head, "capped": "" if claim.capped == "counts" else claim.capped})


def claim_of(data: Mapping[str, Any]) -> PaidClaim:
    """Return the claim that `claim_data` wrote down."""
    capped: Any = _word(data.get("capped", "counts"), ("counts", "stands-apart"))
    who = _word(data["who"], ("provider", "customer"))
    paid = Fraction(data["paid"])
    return PaidClaim(data["event"], date.fromisoformat(data["on"]), who, paid, data.get("head"), capped)


def stretch_data(told: ToldStretch) -> dict[str, Any]:
    """Return what was told about a stretch as plain data."""
    return _some(
        {"start": told.start.isoformat(), "end": told.end.isoformat()},
        {
            "malus": _number(told.malus),
            "bonus": _number(told.bonus),
            "charged": {word: exact_text(amount) for word, amount in told.charged.items()},
            "source": told.source,
        },
    )


def stretch_of(data: Mapping[str, Any]) -> ToldStretch:
    """Return what `stretch_data` wrote down."""
    return ToldStretch(
        start=date.fromisoformat(data["start"]),
        end=date.fromisoformat(data["end"]),
        malus=_maybe(data, "malus", Fraction),
        bonus=_maybe(data, "bonus", Fraction),
        charged={str(word): Fraction(amount) for word, amount in data.get("charged", {}).items()},
        source=data.get("source"),
    )


def _entry_data(entry: LedgerEntry) -> dict[str, Any]:
    ends = {"least": entry.least, "most": entry.most}
    return _some(
        {
            "effect": entry.effect,
            "target": entry.target,
            "clause": entry.clause,
            "settled_on": entry.settled_on.isoformat(),
            "kind": entry.kind,
            "amount": str(entry.amount.amount),
            "currency": entry.amount.currency,
        },
        {
            **{name: None if end is None else str(end.amount) for name, end in ends.items()},
            "earned": _number(entry.earned),
            "level": entry.level,
            "service": entry.service,
            "waited": None if entry.waited is None else _carried_data(entry.waited),
        },
    )


def _entry_of(data: Mapping[str, Any]) -> LedgerEntry:
    def money(text: str) -> Money:
        return Money(Decimal(text), data["currency"])

    return LedgerEntry(
        effect=data["effect"],
        target=data["target"],
        clause=data["clause"],
        settled_on=date.fromisoformat(data["settled_on"]),
        kind=_side(data["kind"]),
        amount=money(data["amount"]),
        least=_maybe(data, "least", money),
        most=_maybe(data, "most", money),
        earned=_maybe(data, "earned", Fraction),
        level=data.get("level"),
        service=data.get("service"),
        waited=None if data.get("waited") is None else _carried_of(data["waited"]),
    )


def _figure_data(figure: SettledFigure) -> dict[str, Any]:
    return _some(
        {"of": figure.of, **_period_data(figure.period), "verdict": figure.verdict},
        {
            "value": _number(figure.value),
            "unit": figure.unit,
            "low": _number(figure.low),
            "high": _number(figure.high),
            "name": figure.name,
        },
    )


def _figure_of(data: Mapping[str, Any]) -> SettledFigure:
    return SettledFigure(
        of=data["of"],
        period=_period_of(data),
        verdict=cast("Verdict", _word(data["verdict"], get_args(Verdict))),
        value=_maybe(data, "value", Fraction),
        unit=data.get("unit"),
        low=_maybe(data, "low", Fraction),
        high=_maybe(data, "high", Fraction),
        name=data.get("name"),
    )


def _points_data(points: SettledPoints) -> dict[str, Any]:
    on, number = points.settled_on.isoformat(), exact_text(points.points)
    return {"effect": points.effect, "of": points.of, "settled_on": on, "points": number}


def _points_of(data: Mapping[str, Any]) -> SettledPoints:
    on = date.fromisoformat(data["settled_on"])
    return SettledPoints(data["effect"], data["of"], on, Fraction(data["points"]))


def _carried_data(carried: Carried) -> dict[str, Any]:
    return _some(
        {
            "effect": carried.effect,
            "step": carried.step,
            "why": carried.why,
            "amount": exact_text(carried.amount),
            "since": carried.since.isoformat(),
        },
        {
            "target": carried.target,
            "clause": carried.clause,
            "level": carried.level,
            "service": carried.service,
            "by": carried.by,
            "came_in": [{"step": one.step, "why": one.why, "on": one.on.isoformat()} for one in carried.came_in],
        },
    )


def _carried_of(data: Mapping[str, Any]) -> Carried:
    return Carried(
        effect=data["effect"],
        step=int(data["step"]),
        why=_why(data["why"]),
        amount=Fraction(data["amount"]),
        since=date.fromisoformat(data["since"]),
        target=data.get("target", ""),
        clause=data.get("clause", ""),
        level=data.get("level"),
        service=data.get("service"),
        by=data.get("by", ""),
        came_in=_each(data.get("came_in", ()), _came_in_of),
    )


def _came_in_of(data: Mapping[str, Any]) -> CameIn:
    return CameIn(int(data["step"]), _why(data["why"]), date.fromisoformat(data["on"]))


def _why(word: str) -> Literal["cap", "minimum-issue"]:
    return cast("Literal['cap', 'minimum-issue']", _word(word, ("cap", "minimum-issue")))


def _won_data(won: WonBack) -> dict[str, Any]:
    return {
        "effect": won.effect,
        "settled_on": won.settled_on.isoformat(),
        "amount": exact_text(won.amount),
        "on": won.on.isoformat(),
    }


def _won_of(data: Mapping[str, Any]) -> WonBack:
    settled_on, on = (date.fromisoformat(data[name]) for name in ("settled_on", "on"))
    return WonBack(data["effect"], settled_on, Fraction(data["amount"]), on)


def _period_data(period: Period) -> dict[str, str]:
    return {"period": period.label, "start": period.start.isoformat(), "end": period.end.isoformat()}


def _period_of(data: Mapping[str, Any]) -> Period:
    return Period(date.fromisoformat(data["start"]), date.fromisoformat(data["end"]), data["period"])


def _some(always: dict[str, Any], maybe: dict[str, Any]) -> dict[str, Any]:
    """Return data with what is there of the second part: no None, nothing empty."""
    return always | {name: value for name, value in maybe.items() if value not in (None, "", [], {})}


def _number(value: Fraction | None) -> str | None:
    return None if value is None else exact_text(value)


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _maybe(data: Mapping[str, Any], name: str, read: Callable[[str], T]) -> T | None:
    return None if data.get(name) is None else read(data[name])


def _each(data: Sequence[Mapping[str, Any]], read: Callable[[Mapping[str, Any]], T]) -> tuple[T, ...]:
    return tuple(read(one) for one in data)


def _side(word: str) -> Side:
    return cast("Side", _word(word, get_args(Side)))


def _word(word: str, known: tuple[str, ...]) -> str:
    if word not in known:
        raise ValueError(f"{word!r} is none of {', '.join(known)}")
    return word
