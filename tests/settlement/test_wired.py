"""From a document and tickets to money, with the real evaluation in between."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

import contractkit as ck

CONTRACT = {
    "contractkit": 1,
    "document": "sla",
    "id": "SLA-7",
    "title": "Service desk",
    "currency": "EUR",
    "zone": "Europe/Amsterdam",
    "fields": {"opened_at": "instant", "closed_at": "instant"},
    "clauses": {
        "1": {"kind": "term", "start": "2026-01-01"},
        "2": {"kind": "fee", "name": "fixed-fee", "amount": "EUR 18 500.00", "per": "quarter"},
        "3": {
            "kind": "time-target",
            "name": "solved",
            "starts": {"field": "opened_at"},
            "stops": {"field": "closed_at"},
            "within": "4 hours",
            "calendar": "always",
            "reach": "97 %",
            "per": "month",
            "pays": [
                {
                    "kind": "tier-credit",
                    "of": "fixed-fee",
                    "tiers": [{"below": "reach", "credit": "2 %"}, {"below": "80 %", "credit": "6 %"}],
                }
            ],
        },
        "4": {
            "kind": "settlement",
            "per": "quarter",
            "order": [
                {"step": "cap", "limit": "EUR 450.00", "per": "quarter", "caps": "malus"},
                {"step": "round", "to": "0.01", "mode": "half-up"},
            ],
        },
    },
}
MAPPING = {
    "contractkit": 1,
    "document": "mapping",
    "items": {"id": "id", "fields": {"opened_at": "opened", "closed_at": "closed"}},
}


def settled(tickets: Mapping[str, tuple[str | None, str]], as_of: datetime) -> ck.Settlement:
    agreement = ck.load_agreement(data=CONTRACT)
    facts = ck.Facts.from_frames(
        items={
            "id": list(tickets),
            "opened": [opened for opened, _ in tickets.values()],
            "closed": [closed for _, closed in tickets.values()],
        },
        mapping=MAPPING,
    )
    return ck.settle(agreement, ck.evaluate(agreement, facts, as_of), facts, period="2026-Q1")[0]


class TestSettle:
    def test_each_month_is_credited_by_its_own_tickets(self):
        """January 1 of 2, February 0 of 1: twice 6 % of a third of 18 500 = 370.00, capped to 450.00 together."""
        settlement = settled(
            {
                "T1": ("2026-01-12T09:00Z", "2026-01-12T12:59Z"),
                "T2": ("2026-01-20T09:00Z", "2026-01-20T18:00Z"),
                "T3": ("2026-02-03T09:00Z", "2026-02-03T14:00Z"),
                "T4": ("2026-03-10T09:00Z", "2026-03-10T13:00Z"),
            },
            datetime(2026, 4, 2, tzinfo=UTC),
        )
        assert [str(line.amount.amount) for line in settlement.lines] == [
            "18500.00",
            "-370.00",
            "-370.00",
            "0.00",
            "290.00",
        ]
        assert [line.items for line in settlement.lines] == [None, 2, 1, 1, None]
        assert (str(settlement.total), settlement.status) == ("EUR 18 050.00", "final")

    def test_a_ticket_due_at_the_last_midnight_counts_in_the_month_that_ends(self):
        """Due on 1 February 00:00 in Amsterdam, closed a second too late: January's credit."""
        settlement = settled({"T1": ("2026-01-31T19:00Z", "2026-01-31T23:00:01Z")}, datetime(2026, 4, 2, tzinfo=UTC))
        assert [str(line.amount.amount) for line in settlement.lines] == ["18500.00", "-370.00", "0.00", "0.00"]

    def test_before_the_end_of_the_quarter_it_is_provisional(self):
        """What is known by March is settled so far."""
        settlement = settled({"T1": ("2026-01-31T19:00Z", "")}, datetime(2026, 3, 2, tzinfo=UTC))
        assert (settlement.status, str(settlement.malus)) == ("provisional", "EUR -370.00")

    def test_an_item_whose_period_nobody_knows_keeps_every_period_open(self):
        """T9 has no opening that can be read: January, February or March may lose 370.00, and 450.00 is the most."""
        settlement = settled(
            {
                "T1": ("2026-01-12T09:00Z", "2026-01-12T12:59Z"),
                "T4": ("2026-03-10T09:00Z", "2026-03-10T13:00Z"),
                "T9": ("gisteren", "2026-01-20T18:00Z"),
                "T10": ("2026-01-20T18:00Z", "2026-01-19T18:00Z"),
                "T11": (None, "2026-01-19T18:00Z"),
            },
            datetime(2026, 4, 2, tzinfo=UTC),
        )
        assert settlement.status == "provisional"
        assert [str(amount) for amount in (settlement.low, settlement.high)] == ["EUR 18 050.00", "EUR 18 500.00"]
        assert len(settlement.reasons) == 3

    def test_one_item_whose_period_nobody_knows_is_enough(self):
        """Without it everything is in time."""
        settlement = settled(
            {"T1": ("2026-01-12T09:00Z", "2026-01-12T12:59Z"), "T9": ("gisteren", "2026-01-20T18:00Z")},
            datetime(2026, 4, 2, tzinfo=UTC),
        )
        assert settlement.status == "provisional"
