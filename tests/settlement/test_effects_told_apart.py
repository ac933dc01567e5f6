"""Of several effects of one target each line says which one it is; of one with a name, its name."""

from __future__ import annotations

from typing import Any

import contractkit as ck

CREDIT: dict[str, Any] = {"kind": "tier-credit", "of": "fee", "tiers": [{"below": "reach", "credit": "30 %"}]}
CURVE: dict[str, Any] = {
    "kind": "curve",
    "of": "fee",
    "points": [{"at": "90 %", "pays": "-10 %"}, {"at": "100 %", "pays": "0 %"}],
}


def lines(*pays: dict[str, Any]) -> list[str]:
    """Return how the lines of the effects begin, in January with 98 % available of 99 %."""
    agreement = ck.load_agreement(
        data={
            "contractkit": 1,
            "document": "sla",
            "id": "H-1",
            "title": "Hosting",
            "currency": "EUR",
            "zone": "UTC",
            "clauses": {
                "1": {"kind": "fee", "name": "fee", "amount": "EUR 1 000.00", "per": "month"},
                "3": {"kind": "metric", "name": "uptime", "measures": "availability", "relief": "none"},
                "4": {
                    "kind": "figure-target",
                    "name": "av",
                    "metric": "uptime",
                    "reach": "at least 99 %",
                    "per": "month",
                    "pays": list(pays),
                },
            },
        }
    )
    told = ck.SettlementFacts.from_dict({"figures": {"av": "98 %"}}, agreement=agreement, period="2026-01")
    money, _ = ck.settle(agreement, None, None, period="2026-01", told=told)
    return [line.says.partition(":")[0] for line in money.lines if line.kind != "charge"]


def test_two_of_different_kinds_say_their_kind() -> None:
    assert lines(CREDIT, CURVE) == ["av (tier-credit), 2026-01", "av (curve), 2026-01"]


def test_two_of_one_kind_say_their_number() -> None:
    assert lines(CREDIT, CREDIT | {"of": "charges"}) == ["av (tier-credit 1), 2026-01", "av (tier-credit 2), 2026-01"]


def test_a_name_comes_before_the_kind() -> None:
    assert lines(CREDIT | {"name": "rebate"}, CURVE) == ["av (rebate), 2026-01", "av (curve), 2026-01"]


def test_a_single_one_says_its_name_and_without_one_nothing() -> None:
    assert lines(CREDIT | {"name": "rebate"}) == ["av (rebate), 2026-01"]
    assert lines(CREDIT) == ["av, 2026-01"]
