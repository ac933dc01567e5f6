"""Other readings under which something is not known yet: what they can move is told, and never a sum for now."""

from __future__ import annotations

from typing import Any

import contractkit as ck

HEAD = {"contractkit": 1, "document": "sla", "id": "S-1", "title": "Desk", "currency": "EUR", "zone": "UTC"}
FEE = {"kind": "fee", "name": "desk", "amount": "EUR 1 000.00", "per": "month"}
METRIC = {"kind": "metric", "name": "uptime", "measures": "availability", "relief": "none"}
TIERS = {"kind": "tier-credit", "of": "desk", "tiers": [{"below": "reach", "credit": "10 %"}]}


TARGET = {"kind": "figure-target", "name": "av", "metric": "uptime", "reach": "at least 99 %", "per": "month"}


def papers(**more: Any) -> ck.Papers:
    """Return a fee of EUR 1 000 a month, of which 10 % are credited where the month is missed."""
    clauses = {"1": {"kind": "term", "start": "2026-01-01"}, "2": FEE, "3": METRIC, "4": TARGET | {"pays": [TIERS]}}
    return ck.Papers.of(data=HEAD | {"clauses": clauses | more})


def reading(of: ck.Papers, convention: str, alternative: str, **said: Any) -> Any:
    """Return what another reading of January comes to, which was missed at 98 %."""
    told = ck.SettlementFacts.from_dict({"figures": {"av": "98 %"}, **said}, agreement=of.agreement, period="2026-01")
    found = ck.other_readings(of.agreement, None, None, of.readings(), period="2026-01", told=told)
    wanted = (convention, alternative)
    return next(one for one in found.readings if (one.assumption.convention, one.alternative) == wanted)


class TestOpenReadings:
    def test_a_claim_that_may_still_come_moves_nothing_or_the_whole_credit(self):
        """EUR 900 as read; with a claim within 30 days, on 5 February, between EUR 900 and EUR 1 000."""
        found = reading(papers(), "claim", "30 days", known_at="2026-02-05")
        assert (found.difference, [str(end) for end in found.between]) == (None, ["EUR 0.00", "EUR 100.00"])
        assert str(found) == "S-1/4: claim 30 days for automatic: between EUR 0.00 and EUR 100.00"
        assert found.to_dict()["between"] == ["0.00", "100.00"]

    def test_when_the_days_are_over_it_is_known(self):
        """Nobody claimed by 2 March: the credit of EUR 100 is lost."""
        found = reading(papers(), "claim", "30 days", known_at="2026-03-15")
        assert (str(found.difference), found.between) == ("EUR 100.00", None)

    def test_a_share_of_a_month_whose_price_is_not_known_is_not_known(self):
        """Under ``next`` the credit is a share of February, whose index figure is not published."""
        index = {"kind": "indexation", "by": {"series": "cpi", "base": "2025-01"}, "every": "1 February"}
        found = reading(papers(**{"5": index | {"first": "2026-02-01"}}), "of_period", "next")
        assert (found.difference, found.between) == (None, (None, None))
        assert str(found).endswith(": not known yet")

    def test_those_that_may_move_most_come_first(self):
        of = papers()
        told = ck.SettlementFacts.from_dict(
            {"figures": {"av": "98 %"}, "known_at": "2026-02-05"}, agreement=of.agreement, period="2026-01"
        )
        found = ck.other_readings(of.agreement, None, None, of.readings(), period="2026-01", told=told)
        assert [one.assumption.convention for one in found.that_matter][:1] == ["claim"]
        row = found.to_table().to_records()[found.readings.index(found.that_matter[0])]
        assert (row["least"], row["most"]) == (0.0, 100.0)
        assert row["difference"] is None


class TestClaimsThatNobodyTells:
    def settled(self, **said: Any) -> ck.Settlement:
        """Return January, missed at 98 %, whose credit had to be claimed within 30 days; it is 10 April."""
        of = papers(**{"4": TARGET | {"pays": [TIERS | {"claim": "30 days"}]}})
        data = {"figures": {"av": "98 %"}, "known_at": "2026-04-10", **said}
        told = ck.SettlementFacts.from_dict(data, agreement=of.agreement, period="2026-01")
        return ck.settle(of.agreement, None, None, period="2026-01", told=told)[0]

    def test_that_none_was_made_is_said_where_a_credit_is_lost_by_it(self):
        """Nobody tells of a claim: EUR 100 are lost, and the silence is listed."""
        money = self.settled()
        assert str(money.total) == "EUR 1 000.00"
        (taken,) = (one for one in money.assumptions if one.convention == "no-claims")
        assert (taken.taken, taken.alternatives, str(taken.clause)) == ("none-made", ("claimed-in-time",), "S-1/4")

    def test_a_claim_that_is_told_leaves_nothing_open(self):
        for day, total in (("2026-02-10", "EUR 900.00"), ("2026-03-10", "EUR 1 000.00")):
            money = self.settled(claims=[{"of": "av", "on": day}])
            assert str(money.total) == total
            assert all(one.convention != "no-claims" for one in money.assumptions)
