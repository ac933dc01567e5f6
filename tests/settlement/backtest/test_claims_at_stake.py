"""What is at stake where a credit has to be claimed: nothing so far, and what it would be if all were claimed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

import contractkit as ck

CLAIM = {"kind": "claim", "for": "all", "within": "2 months", "counted_from": "period-end", "late": "lost"}
PAYS = {"kind": "tier-credit", "of": "fee", "tiers": [{"below": "reach", "credit": "5 %"}]}
TARGET = {
    "kind": "time-target",
    "name": "solved",
    "starts": {"field": "opened_at"},
    "stops": {"field": "closed_at"},
    "within": "4 hours",
    "calendar": "always",
    "reach": "90 %",
    "per": "month",
    "pays": [PAYS],
}
MAPPING = {
    "contractkit": 1,
    "document": "mapping",
    "items": {"id": "id", "fields": {"opened_at": "opened", "closed_at": "closed"}},
}
# One of two late: 50 %, below 90 %, so 5 % of EUR 1000.00.
ITEMS = {
    "id": ["T-1", "T-2"],
    "opened": ["2026-01-12T09:00Z", "2026-01-13T09:00Z"],
    "closed": ["2026-01-12T15:00Z", "2026-01-13T10:00Z"],
}


def stakes(*claims: dict[str, str], day: datetime = datetime(2026, 2, 10, tzinfo=UTC), **more: Any) -> ck.Exposure:
    agreement = ck.load_agreement(
        data={
            "contractkit": 1,
            "document": "sla",
            "id": "S-1",
            "title": "Desk",
            "currency": "EUR",
            "zone": "UTC",
            "fields": {"opened_at": "instant", "closed_at": "instant"},
            "clauses": {
                "2": {"kind": "fee", "name": "fee", "amount": "EUR 1000.00", "per": "month"},
                "3": TARGET,
            }
            | more.get("clauses", {"4": CLAIM}),
        }
    )
    facts = ck.Facts.from_frames(mapping=MAPPING, items=ITEMS)
    told = ck.SettlementFacts.from_dict({"claims": list(claims)}, agreement=agreement, period="2026-01")
    result = ck.evaluate(agreement, facts, as_of=day)
    return ck.exposure(agreement, result, facts, period="2026-01", told=told)


def test_before_anything_is_claimed_it_says_what_claims_would_take() -> None:
    found = stakes()
    assert (str(found.at_risk), str(found.if_claimed), found.claims) == ("EUR 0.00", "EUR -50.00", 0)


def test_it_is_what_the_same_paper_takes_that_asks_for_no_claim() -> None:
    found = stakes(clauses={})
    assert (str(found.at_risk), found.if_claimed) == ("EUR -50.00", None)


def test_a_credit_that_asks_for_a_claim_by_itself_says_so_too() -> None:
    own = TARGET | {"pays": [PAYS | {"claim": "2 months"}]}
    found = stakes(clauses={"3": own})
    assert (str(found.at_risk), str(found.if_claimed)) == ("EUR 0.00", "EUR -50.00")


def test_what_was_claimed_is_at_stake_as_it_is() -> None:
    found = stakes({"of": "solved", "on": "2026-02-05", "period": "2026-01"})
    assert (str(found.at_risk), str(found.if_claimed), found.claims) == ("EUR -50.00", "EUR -50.00", 1)


@pytest.mark.parametrize("day", [datetime(2026, 3, 31, tzinfo=UTC), datetime(2026, 4, 2, tzinfo=UTC)])
def test_the_deadline_does_not_move_what_claims_made_in_time_would_have_taken(day: datetime) -> None:
    assert str(stakes(day=day).if_claimed) == "EUR -50.00"


def test_a_late_claim_is_set_aside_for_one_in_time() -> None:
    found = stakes({"of": "solved", "on": "2026-04-05", "period": "2026-01"}, day=datetime(2026, 5, 1, tzinfo=UTC))
    assert (str(found.at_risk), str(found.if_claimed)) == ("EUR 0.00", "EUR -50.00")


def test_as_data_both_stand_beside_each_other() -> None:
    data = stakes().to_dict()
    assert (data["at_risk"], data["if_claimed"], data["claims"]) == ("0.00", "-50.00", 0)
