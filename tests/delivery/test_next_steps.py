"""What is done next with work outside of what was agreed: who talks, offers or decides, until when, by which clause."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

import contractkit as ck

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
PHONE = ("T-1", "mail", "phone", "2026-02-11 13:15", None)  # grey; ten business days later is 25 February
MOVE = ("T-4", "mail", "move", "2026-03-02 10:00", None)  # quoted within two business days: by 4 March 17:00
GARDEN = ("T-7", "garden", "hedge", "2026-03-05 10:00", None)  # a service that nobody agreed
CLAUSES: dict[str, Any] = {
    "8.3": {
        "kind": "quote",
        "within": "2 business days",
        "calendar": "office",
        "priced_from": ["engineer"],
        "accepted_by": "lead",
    },
    "8.4": {
        "kind": "change-path",
        "name": "contract",
        "approved_by": ["lead"],
        "within": "5 business days",
        "calendar": "office",
    },
    "8.9": {"kind": "contacts", "contacts": [{"role": "lead", "name": "Joris", "party": "customer"}]},
}


def at(text: str) -> datetime:
    """Return a local time of Amsterdam."""
    return datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM)


def steps(delivery: ck.Delivery) -> dict[str, str | None]:
    """Return the next step of each item outside, in words."""
    return {one.item: None if one.step is None else str(one.step) for one in delivery.outside}


class TestSteps:
    """One step for each item, with its clause."""

    def test_grey_is_talked_about_what_is_quoted_offered_and_the_rest_decided(self, deliver: Any) -> None:
        delivery = deliver([PHONE, MOVE, GARDEN], as_of="2026-03-03 09:00", clauses=CLAUSES)
        assert steps(delivery) == {
            "T-1": "talk customer by 2026-02-25 (S-1/7.1 private)",
            "T-4": "offer Joris (lead) at 2026-03-04 17:00 (S-1/8.3)",
        }
        later = deliver([PHONE, MOVE, GARDEN], as_of="2026-03-06 09:00", clauses=CLAUSES)
        assert steps(later)["T-4"] == "offer Joris (lead) (S-1/8.3)"
        assert steps(later)["T-7"] == "decide Joris (lead) (S-1/8.4)"

    def test_the_register_says_the_same(self, deliver: Any) -> None:
        delivery = deliver([PHONE], as_of="2026-03-03 09:00", clauses=CLAUSES)
        assert delivery.grey[0].item.step == delivery.outside[0].step
        assert delivery.to_dict()["grey"][0]["step"]["at"] == "2026-02-25"

    @pytest.mark.parametrize(
        "told",
        [
            {"decisions": [ck.GreyDecision("T-1", "favour", date(2026, 2, 20))]},
            {"quotes": [ck.QuoteSent("T-4", at("2026-03-03 09:00"))]},
        ],
    )
    def test_what_was_decided_or_offered_waits_for_nobody(self, deliver: Any, told: dict[str, Any]) -> None:
        rows = [PHONE] if "decisions" in told else [MOVE]
        delivery = deliver(rows, as_of="2026-03-06 09:00", clauses=CLAUSES, **told)
        assert list(steps(delivery).values()) == [None]

    def test_where_no_clause_says_who_decides_there_is_none(self, deliver: Any) -> None:
        assert steps(deliver([GARDEN], as_of="2026-03-06 09:00")) == {"T-7": None}
