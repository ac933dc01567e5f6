"""What is passed at the doors of settlement: each argument of another kind is refused, with what to pass."""

from __future__ import annotations

import inspect
from datetime import UTC, date, datetime
from typing import Any

import pytest

import contractkit as ck
from contractkit.errors import ContractKitError, UsageError

AGREEMENT = ck.load_agreement(
    data={
        "contractkit": 1, "document": "sla", "id": "S-1", "title": "Desk", "currency": "EUR", "zone": "UTC",
        "fields": {"opened_at": "instant", "closed_at": "instant"},
        "clauses": {
            "1": {"kind": "term", "start": "2026-01-01"},
            "2": {"kind": "fee", "name": "fee", "amount": "EUR 1 000.00", "per": "month"},
            "3": {
                "kind": "time-target", "name": "solved", "starts": {"field": "opened_at"},
                "stops": {"field": "closed_at"}, "within": "4 hours", "calendar": "always", "reach": "90 %",
                "per": "month", "pays": [{"kind": "tier-credit", "of": "fee", "tiers": [
                    {"below": "reach", "credit": "10 %"}]}],
            },
        },
    }
)  # fmt: skip
MAPPING = {
    "contractkit": 1, "document": "mapping",
    "items": {"id": "id", "fields": {"opened_at": "opened", "closed_at": "closed"}},
}  # fmt: skip
FACTS = ck.Facts.from_frames(
    items={"id": ["T-1"], "opened": ["2026-01-12T09:00Z"], "closed": ["2026-01-12T15:00Z"]}, mapping=MAPPING
)
RESULT = ck.evaluate(AGREEMENT, FACTS, as_of=datetime(2026, 4, 1, tzinfo=UTC))
MONEY, LEDGER = ck.settle(AGREEMENT, RESULT, FACTS, period="2026-01")
EMPTY, NOTHING = ck.Ledger.empty(), ck.SettlementFacts()
COMMON: dict[str, Any] = {
    "agreement": AGREEMENT, "evaluation": RESULT, "facts": FACTS, "period": "2026-01", "before": EMPTY, "told": NOTHING,
}  # fmt: skip
CALLS: dict[str, dict[str, Any]] = {
    "settle": COMMON,
    "forecast": COMMON | {"volumes": {}},
    "other_readings": COMMON | {"readings": ()},
    "backtest": COMMON | {"variants": ()},
    "exposure": COMMON,
    "figures": COMMON | {"of": "solved"},
    "correction": {"earlier": MONEY, "later": MONEY},
    "agree": {"settlement": MONEY, "ledger": LEDGER},
    "answer_claims": {"agreement": AGREEMENT, "claims": (), "told": NOTHING, "before": EMPTY},
    "seal": {"settlement": MONEY} | {name: COMMON[name] for name in COMMON if name != "period"},
    "recompute": {"sealed": ck.seal(MONEY, AGREEMENT, RESULT, FACTS)}
    | {name: COMMON[name] for name in COMMON if name != "period"},
    "price_on": {"agreement": AGREEMENT, "name": "fee", "on": date(2026, 3, 1), "facts": NOTHING, "units": 1},
    "charges": {"agreement": AGREEMENT, "period": ck.Period.parse("2026-01"), "facts": NOTHING},
    "last_notice_date": {"agreement": AGREEMENT, "asked_on": date(2026, 3, 1)},
    "effect_chart": {"agreement": AGREEMENT, "effect": "solved", "told": NOTHING, "settlement": MONEY},
    "settlement_chart": {"settlement": MONEY},
}
WRONG = [5, object(), b"x", date, AGREEMENT, RESULT, FACTS, MONEY, LEDGER, NOTHING, {"a": 1}, "x", None]
NONE_MEANS_NONE = {
    ("settle", "evaluation"), ("settle", "facts"), ("forecast", "facts"), ("other_readings", "evaluation"),
    ("other_readings", "facts"), ("backtest", "evaluation"), ("backtest", "facts"), ("exposure", "evaluation"),
    ("exposure", "facts"), ("figures", "evaluation"), ("figures", "facts"), ("figures", "of"), ("seal", "facts"),
    ("recompute", "evaluation"), ("recompute", "facts"), ("recompute", "told"), ("recompute", "before"),
    ("price_on", "units"), ("effect_chart", "told"), ("effect_chart", "settlement"),
}  # fmt: skip
ARGUMENTS = [(function, name) for function, given in CALLS.items() for name in given]


@pytest.mark.parametrize("function", CALLS)
def test_with_what_belongs_there_every_door_opens(function: str) -> None:
    getattr(ck, function)(**CALLS[function])


@pytest.mark.parametrize(("function", "name"), ARGUMENTS, ids=lambda value: str(value))
def test_what_is_of_another_kind_is_refused_as_misuse(function: str, name: str) -> None:
    right = CALLS[function][name]
    for value in WRONG:
        told_as_facts = isinstance(value, ck.SettlementFacts) and isinstance(right, ck.SettlementFacts)
        if type(value) is type(right) or told_as_facts or (value is None and (function, name) in NONE_MEANS_NONE):
            continue
        if name == "volumes" and isinstance(value, dict):
            continue
        with pytest.raises(ContractKitError) as refused:
            getattr(ck, function)(**{**CALLS[function], name: value})
        assert isinstance(refused.value, UsageError), refused.value


@pytest.mark.parametrize(
    "function", ["settle", "exposure", "seal", "figures", "backtest", "forecast", "other_readings"]
)
def test_nothing_told_is_left_out_and_not_none(function: str) -> None:
    with pytest.raises(UsageError, match=r"told is None; pass ck\.SettlementFacts") as refused:
        getattr(ck, function)(**{**CALLS[function], "told": None})
    assert "or leave it out where nothing is told" in str(refused.value)


def test_a_forecast_says_from_where_it_looks() -> None:
    with pytest.raises(UsageError, match=r"pass evaluation, as ck\.evaluate returns it, or as_of="):
        ck.forecast(AGREEMENT, period="2026-01")
    with pytest.raises(UsageError, match="another moment than as_of"):
        ck.forecast(AGREEMENT, RESULT, FACTS, period="2026-01", as_of=datetime(2026, 1, 2, tzinfo=UTC))
    with pytest.raises(UsageError, match="zone"):
        ck.forecast(AGREEMENT, period="2026-01", as_of=datetime(2026, 1, 2))  # noqa: DTZ001


def test_swapped_arguments_say_which_one_is_wrong() -> None:
    with pytest.raises(UsageError, match=r"settle: evaluation is a Facts; pass what ck\.evaluate returned"):
        ck.settle(AGREEMENT, FACTS, RESULT, period="2026-01")  # type: ignore[arg-type]


def test_every_function_of_the_money_side_stands_in_this_test() -> None:
    money = {"contractkit.settlement", "contractkit.charging"}
    found = {
        name
        for name in ck.__all__
        if inspect.isfunction(getattr(ck, name))
        and ".".join(getattr(ck, name).__module__.split(".")[:2]) in money
        and not name.endswith("_schema")
    }
    assert found <= set(CALLS)
