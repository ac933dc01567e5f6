"""What loads in silence elsewhere and is refused or listed here, each with its place."""

from __future__ import annotations

import pytest
from papers import sla

import contractkit as ck

FEE = '"1.1": {kind: fee, name: fixed-fee, amount: EUR 9 000, per: quarter}\n'
TARGET = """
"4.1":
  kind: time-target
  name: solved
  starts: {field: opened_at}
  stops: {field: closed_at}
  within: 4 hours
  calendar: always
  reach: 95 %
  per: PER
  pays:
    - {kind: tier-credit, of: fixed-fee, tiers: [{below: reach, credit: FIRST}, {below: 90 %, credit: SECOND}]}
"""
SETTLEMENT = '"6.1": {kind: settlement, per: quarter, order: [STEP]}\n'


def paper(per: str = "quarter", first: str = "2 %", second: str = "5 %", step: str = "{step: round, to: 0.01}") -> str:
    """Return an agreement with one paying target and one settlement step."""
    target = TARGET.replace("PER", per).replace("FIRST", first).replace("SECOND", second)
    return sla(FEE + target + SETTLEMENT.replace("STEP", step))


def refused(text: str) -> list[tuple[str, str | None]]:
    """Return code and place in words of everything that is wrong with `text`."""
    with pytest.raises(ck.DocumentRejected) as caught:
        ck.load_agreement(text=text)
    return [(problem.code, problem.where) for problem in caught.value.problems]


class TestSettlementSteps:
    def test_the_paper_is_fine_as_it_stands(self) -> None:
        assert ck.load_agreement(text=paper()).id == "SLA-1"

    def test_nothing_can_be_rounded_to_nought(self) -> None:
        assert refused(paper(step="{step: round, to: 0}")) == [("quantity", "clause 6.1 > order > [1] > to")]

    @pytest.mark.parametrize("limit", ["-EUR 450.00", "-5 % of charges"])
    def test_a_limit_has_no_sign(self, limit: str) -> None:
        (found,) = refused(paper(step=f"{{step: cap, limit: {limit}, per: quarter}}"))
        assert found == ("quantity", "clause 6.1 > order > [1] > limit")


class TestTiers:
    def test_a_credit_above_the_whole_is_hardly_meant(self) -> None:
        """It is a warning, as a cap above the whole is: a penalty of 120 % can be agreed."""
        assert [one.code for one in ck.load_agreement(text=paper(second="200 %")).warnings] == ["above-whole"]

    def test_a_worse_figure_cannot_cost_less(self) -> None:
        assert refused(paper(first="5 %", second="2 %")) == [
            ("tiers", "clause 4.1 > pays > [1] > tiers > [2] > credit")
        ]


class TestPeriods:
    @pytest.mark.parametrize("per", ["week", "half-year", "year"])
    def test_a_paying_target_may_be_judged_over_more_or_less_than_is_settled(self, per: str) -> None:
        assert ck.load_agreement(text=paper(per=per)).not_computed == ()

    def test_a_share_without_a_period_is_taken_per_month_and_says_so(self) -> None:
        agreement = ck.load_agreement(text=paper().replace("    per: quarter\n    pays", "    pays"))
        assert agreement.targets[0].per == "month"
        assert ("per", "month") in {(a.convention, a.taken) for a in agreement.assumptions}


class TestFrame:
    def test_an_agreement_without_a_term_holds_always_and_says_so(self) -> None:
        agreement = ck.load_agreement(text=paper())
        assert agreement.term is None
        assert ("term", "always") in {(a.convention, a.taken) for a in agreement.assumptions}

    def test_a_zone_that_no_document_names_is_listed_with_the_paper_at_the_head(self) -> None:
        agreement = ck.load_agreement(text=paper().replace("zone: Europe/Amsterdam\n", ""))
        (zone,) = (a for a in agreement.assumptions if a.convention == "zone")
        assert (agreement.zone, str(zone.clause)) == ("Etc/UTC", "SLA-1")

    def test_a_calendar_that_never_opens_is_refused(self) -> None:
        never = '"2.1": {kind: calendar, name: never, week: {mon-sun: closed}, holidays: []}\n'
        assert refused(sla(never)) == [("calendar", "clause 2.1 > week")]

    def test_a_holiday_code_that_nobody_knows_is_found_at_the_holidays(self) -> None:
        wrong = '"2.1":\n  kind: calendar\n  name: office\n  week: {mon-fri: 09:00-17:00}\n  holidays: [XX]\n'
        assert refused(sla(wrong)) == [("calendar", "clause 2.1 > holidays")]
