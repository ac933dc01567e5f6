"""A target for each site, from outages to money: every site has its own figure, verdict, credit and history."""

from __future__ import annotations

from typing import Any

import contractkit as ck

AGREEMENT = ck.load_agreement(
    data={
        "contractkit": 1,
        "document": "sla",
        "id": "SLA-3",
        "title": "Hosting",
        "currency": "EUR",
        "zone": "UTC",
        "fields": {"site": ["north", "south"]},
        "clauses": {
            "1": {"kind": "term", "start": "2026-03-01"},
            "2": {"kind": "metric", "name": "uptime", "measures": "availability", "each": "site"},
            "3": {"kind": "fee", "name": "hosting", "amount": "1 000.00", "per": "month"},
            "4": {
                "kind": "figure-target",
                "name": "available",
                "metric": "uptime",
                "reach": "at least 99.9 %",
                "per": "month",
                "pays": [
                    {
                        "kind": "tier-credit",
                        "of": "hosting",
                        "tiers": [{"below": "reach", "credit": "5 %"}],
                        "only_if": {"target": "available", "verdict": "breached", "periods_in_a_row": 2},
                    }
                ],
            },
        },
    }
)


def told(period: str, **minutes: int) -> ck.SettlementFacts:
    rows = [{"where": {"site": site}, "outages": [f"{number} minutes"]} for site, number in minutes.items()]
    return ck.SettlementFacts.from_dict({"measured": {"uptime": rows}}, agreement=AGREEMENT, period=period)


def credits_of(money: ck.Settlement) -> dict[str, str]:
    return {line.id.rpartition(" ")[2]: str(line.amount.amount) for line in money.lines if line.kind != "charge"}


def settled(period: str, facts: ck.SettlementFacts, **more: Any) -> tuple[ck.Settlement, ck.Ledger]:
    return ck.settle(AGREEMENT, None, None, period=period, told=facts, **more)


def test_only_the_site_that_failed_twice_has_a_credit() -> None:
    _, ledger = settled("2026-03", told("2026-03", north=90, south=10))
    money, _ = settled("2026-04", told("2026-04", north=90, south=90), before=ledger)
    assert credits_of(money) == {"north": "-50.00", "south": "0.00"}
    assert money.status == "final"


def test_a_ledger_that_was_stored_and_read_again_says_the_same() -> None:
    _, ledger = settled("2026-03", told("2026-03", north=10, south=90))
    again = ck.Ledger.from_dict(ledger.to_dict())
    money, _ = settled("2026-04", told("2026-04", north=90, south=90), before=again)
    assert credits_of(money) == {"north": "0.00", "south": "-50.00"}


def test_without_the_month_before_nothing_is_settled_yet() -> None:
    money, _ = settled("2026-04", told("2026-04", north=90, south=10))
    assert money.status == "provisional"
    assert credits_of(money)["south"] == "0.00"
    (north,) = (line for line in money.lines if line.id.endswith("north"))
    assert (north.state, str(north.low and north.low.amount), str(north.high and north.high.amount)) == (
        "undetermined",
        "-50.00",
        "0.00",
    )


class TestRowsOfSeveralValues:
    """A band for several values of a field looks at the figure of all their items together."""

    ROWS = (
        {"when": {"site": "east"}, "bands": [{"from": "90 %", "pays": "0 %"}, {"below": "90 %", "pays": "-5 %"}]},
        {
            "when": {"site": ["north", "south"]},
            "bands": [{"from": "95 %", "pays": "0 %"}, {"below": "95 %", "pays": "-2 %"}],
        },
    )

    def total(self, **figures: str) -> tuple[str, str]:
        clauses = {
            "1": {"kind": "term", "start": "2026-03-01"},
            "2": {"kind": "metric", "name": "kept", "measures": "share", "good_when": {"kept": True}},
            "3": {"kind": "fee", "name": "hosting", "amount": "1 000.00", "per": "month"},
            "4": {"kind": "figure-target", "name": "appointments", "metric": "kept", "reach": "95 %", "per": "month"},
            "5": {"kind": "band-effect", "for": "appointments", "of": "hosting", "rows": [*self.ROWS]},
        }
        head = {"contractkit": 1, "document": "sla", "id": "S-1", "title": "Desk", "currency": "EUR", "zone": "UTC"}
        fields = {"site": ["north", "south", "east"], "kept": "yes-no"}
        agreement = ck.load_agreement(data={**head, "fields": fields, "clauses": clauses})
        rows = [{"where": {"site": site}, "value": value} for site, value in figures.items()]
        facts = ck.SettlementFacts.from_dict({"figures": {"kept": rows}}, agreement=agreement, period="2026-03")
        money, _ = ck.settle(agreement, None, None, period="2026-03", told=facts)
        return str(money.total.amount), money.status

    def test_the_items_of_both_are_counted_together(self) -> None:
        """North 18 of 20 and south 80 of 80: 98 of 100 is 98 %, though north alone has 90 %. East 17 of 20 = 85 %: 5 %."""
        assert self.total(north="18 of 20", south="80 of 80", east="17 of 20") == ("950.00", "final")
        assert self.total(north="18 of 20", south="76 of 80", east="18 of 20") == ("980.00", "final")  # 94 of 100

    def test_shares_that_were_not_counted_have_no_share_together(self) -> None:
        assert self.total(north="90 %", south="100 %", east="95 %") == ("1000.00", "provisional")
