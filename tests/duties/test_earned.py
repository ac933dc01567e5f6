"""What settlements make a party able to do before a date: claim a credit, end the agreement."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from duty_agreements import agreement, event

import contractkit as ck

YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def promised(**effect: Any) -> dict[str, Any]:
    """Return clauses of a hosting contract: a fee, a figure that has to be reached, and what is paid where it is not."""
    credit = {"kind": "tier-credit", "of": "hosting", "tiers": [{"below": "reach", "credit": "10 %"}], **effect}
    return {
        "3": {"kind": "fee", "name": "hosting", "amount": "EUR 1 000.00", "per": "month"},
        "4": {"kind": "metric", "name": "uptime", "measures": "availability", "relief": "none"},
        "5": {
            "kind": "figure-target", "name": "available", "metric": "uptime", "reach": "at least 99 %",
            "per": "month", "pays": [credit],
        },
        "7": {"kind": "settlement", "per": "month", "order": [{"step": "round", "to": "0.01"}]},
    }  # fmt: skip


def settled(known: ck.Agreement, figure: str = "98 %") -> ck.Settlement:
    told = ck.SettlementFacts.from_dict({"figures": {"available": figure}}, agreement=known, period="2026-03")
    return ck.settle(known, None, None, period="2026-03", told=told)[0]


class TestClaims:
    def test_a_credit_that_has_to_be_claimed_has_a_last_date(self):
        """Thirty days after 31 March is 30 April; 10 % of EUR 1,000."""
        known = agreement({**promised(), "8": {"kind": "claim", "for": "all", "within": "30 days"}})
        found = ck.obligations(known, between=YEAR, settlements=[settled(known)]).of(kind="claim")
        (one,) = found
        assert (one.due, one.owner, one.nature) == (date(2026, 4, 30), "customer", "option")
        assert "EUR 100.00" in one.says
        assert str(one.clause) == "S-1/8"

    def test_the_effect_can_say_it_itself(self):
        """Claim within two months: 31 May."""
        known = agreement(promised(claim="2 months"))
        (one,) = ck.obligations(known, between=YEAR, settlements=[settled(known)]).of(kind="claim")
        assert one.due == date(2026, 5, 31)

    def test_claimed_it_is_done_and_unclaimed_it_lapses(self):
        """On the last day, and on the day after."""
        known = agreement({**promised(), "8": {"kind": "claim", "for": "all", "within": "30 days"}})
        money = settled(known)
        (one,) = ck.obligations(known, between=YEAR, settlements=[money]).of(kind="claim")
        made = event("fulfilled", one.due, one.id)

        def state(events: list[ck.ObligationEvent]) -> str:
            found = ck.obligations(known, between=YEAR, settlements=[money], events=events, as_of=date(2026, 6, 1))
            return found.of(kind="claim").rows[0].state

        assert (state([made]), state([])) == ("fulfilled", "expired")

    def test_an_event_about_a_claim_whose_settlement_was_not_given_is_a_gap(self):
        """The record is right, and what it is about is not known here; with the settlement it is."""
        known = agreement({**promised(), "8": {"kind": "claim", "for": "all", "within": "30 days"}})
        (one,) = ck.obligations(known, between=YEAR, settlements=[settled(known)]).of(kind="claim")
        made = event("fulfilled", one.due, one.id)
        found = ck.obligations(known, between=YEAR, events=[made])
        assert len(found.of(kind="claim")) == 0
        assert "which a settlement brings about, and none was given" in str(found.gaps[0])

    def test_where_nothing_was_missed_nothing_can_be_claimed(self):
        """The target was met."""
        known = agreement({**promised(), "8": {"kind": "claim", "for": "all", "within": "30 days"}})
        found = ck.obligations(known, between=YEAR, settlements=[settled(known, "99.5 %")])
        assert len(found.of(kind="claim")) == 0

    def test_a_credit_that_is_given_without_a_claim_is_none(self):
        """The text asks for no claim."""
        known = agreement(promised())
        assert len(ck.obligations(known, between=YEAR, settlements=[settled(known)]).of(kind="claim")) == 0


class TestRights:
    def test_a_right_to_end_the_agreement_lapses(self):
        """Missed in March: sixty days after 31 March are over on 30 May."""
        leaving = {
            "kind": "termination", "who": "customer", "ground": "repeated-failure", "use_within": "60 days",
            "when": {"target": "available", "verdict": "breached", "periods_in_a_row": 1},
        }  # fmt: skip
        known = agreement({**promised(), "8": leaving})
        money = settled(known)
        if not any(one.state == "arises" for one in money.consequences):
            pytest.fail(f"the right did not arise: {money.consequences}")
        (one,) = ck.obligations(known, between=YEAR, settlements=[money]).of(kind="termination")
        assert (one.due, one.occasion, one.owner) == (date(2026, 5, 30), "2026-03", "customer")
