"""What would change an amount and is not computed yet is refused by name: nothing that is written is passed over."""

from __future__ import annotations

import attrs
import pytest
from papers import sla

import contractkit as ck
from contractkit.terms.modifiers import Modifiers

FEE = '"1": {kind: fee, name: base, amount: EUR 1 000, per: month}\n'
TARGET = (
    '"2": {kind: time-target, name: fast, stops: {field: closed_at}, within: 4 hours, calendar: always, reach: 95 %, '
    "per: month, pays: [PAYS]}\n"
)
CREDIT = "{kind: tier-credit, of: base, tiers: [{below: reach, credit: 5 %}]MORE}"
SETTLEMENT = '"3": {kind: settlement, per: quarter, order: [STEP]}\n'
CAP = "{step: cap, limit: LIMIT, per: quarter, caps: malus}"
QUALIFIED = {
    "only_if": "{priority: P1}",
    "repeat": "{multiply_by: 2, when: previous-period-failed}",
    "scaled_by": "{affected: monthly-fee, total: charges}",
    "cap": "EUR 500",
    "minimum_issue": "{more_than: EUR 5, otherwise: drop}",
    "paid_in": "{currency: USD, rate: 1.1}",
    "rounding": "{to: 0.01}",
    "instead_of": "'1'",
    "of_period": "next",
    "claim": "30 days",
    "one_incident": "largest",
}


def said(text: str) -> list[str]:
    """Return what the settlement of an agreement has to refuse, clause and reason."""
    agreement = ck.load_agreement(text=text)
    found = [f"{one.clause.clause}: {one.says}" for one in agreement.not_computed if one.stage == "settling"]
    if found:
        with pytest.raises(ck.NotComputedError):
            agreement.refuse_not_computed("settling")
    return found


def paying(pays: str) -> str:
    """Return an agreement whose target pays one effect."""
    return sla(FEE + TARGET.replace("PAYS", pays) + SETTLEMENT.replace("STEP", ""))


def banded(more: str) -> str:
    """Return an agreement with one service whose volume may differ by a tenth."""
    price = "volume: 10 seats, band: 10 %, price: EUR 5 per seat per month"
    return sla(f'"1": {{kind: service, name: desk, {price}{more}}}\n')


def settled(step: str) -> str:
    """Return an agreement with one step of settlement."""
    pays = CREDIT.replace("MORE", "")
    return sla(FEE + TARGET.replace("PAYS", pays) + SETTLEMENT.replace("STEP", step))


class TestEffects:
    @pytest.mark.parametrize(
        "pays",
        [
            CREDIT.replace("MORE", ""),
            CREDIT.replace("MORE", "").replace("of: base", "of: order-value"),
            "{kind: tier-credit, tiers: [{below: reach, credit: EUR 20}]}",
            "{kind: curve, points: [{at: 90 %, pays: -EUR 20}, {at: reach, pays: EUR 0}]}",
            "{kind: gap-credit, credit_per_point: 1 %}",
            "{kind: step-credit, step: 1 pp, credit_per_step: 1 %}",
            "{kind: band-effect, bands: [{from: reach, credit: 0 %}, {below: reach, credit: 1 %}]}",
            "{kind: per-item, verdict: breached, pays: -EUR 5}",
        ],
    )
    def test_every_kind_of_effect_is_settled(self, pays: str) -> None:
        assert said(paying(pays)) == []

    @pytest.mark.parametrize("word", QUALIFIED)
    def test_whatever_qualifies_an_effect_is_settled_with_it(self, word: str) -> None:
        assert said(paying(CREDIT.replace("MORE", f", {word}: {QUALIFIED[word]}"))) == []

    def test_no_qualification_is_left_out_here(self) -> None:
        assert {field.name for field in attrs.fields(Modifiers)} - {"on_excess", "cap_bounds"} == {
            *QUALIFIED,
            "bonus_only_if",
        }

    def test_an_effect_that_holds_between_dates_is_settled_between_them(self) -> None:
        assert said(paying(CREDIT.replace("MORE", ", holds: {from: 2027-01-01}"))) == []


class TestSteps:
    @pytest.mark.parametrize(
        "step",
        [
            CAP.replace("LIMIT", "EUR 500"),
            CAP.replace("LIMIT", "10 % of charges"),
            CAP.replace("LIMIT", "EUR 500 per month"),
            CAP.replace("LIMIT", "{lowest_of: [EUR 500, EUR 600]}"),
            CAP.replace("LIMIT", "EUR 500").replace("}", ", on_excess: drop}"),
            CAP.replace("LIMIT", "EUR 500").replace("}", ", on_excess: carry-forward}"),
            CAP.replace("LIMIT", "EUR 500").replace("malus", "net"),
            CAP.replace("LIMIT", "EUR 500").replace("}", ", adds_up: running}"),
            CAP.replace("LIMIT", "EUR 500").replace("}", ", scope: service}"),
            CAP.replace("LIMIT", "EUR 500").replace("per: quarter", "per: rolling 3 months"),
            CAP.replace("LIMIT", "EUR 500").replace("}", ", holds: {from: 2027-01-01}}"),
            CAP.replace("LIMIT", "5 % of charges").replace("}", ", charges_of: preceding}"),
            "{step: round, to: 0.01}",
            "{step: round, to: 0.01, scope: line}",
            "{step: allocate, method: proportional}",
            "{step: allocate, method: proportional, ties: largest-line}",
            "{step: earn-back, when: {target: fast, verdict: met}, returns: 50 %}",
            "{step: minimum-issue, more_than: EUR 5, otherwise: drop}",
        ],
    )
    def test_every_form_of_a_step_is_settled(self, step: str) -> None:
        assert said(settled(step)) == []

    @pytest.mark.parametrize("limit", ["EUR 500 per year", "EUR 500 per week", "{lowest_of: [EUR 500 per half-year]}"])
    def test_a_limit_per_a_period_of_which_the_window_is_not_made_is_a_problem(self, limit: str) -> None:
        with pytest.raises(ck.DocumentRejected) as refused:
            ck.load_agreement(text=settled(CAP.replace("LIMIT", limit)))
        assert [one.code for one in refused.value.problems] == ["quantity"]


class TestServices:
    def test_which_work_belongs_to_a_service_is_not_judged(self) -> None:
        agreement = ck.load_agreement(text=sla('"1": {kind: service, name: desk, when: {priority: P1}}\n'))
        assert [(one.stage, one.says) for one in agreement.not_computed] == [
            ("judging", "which work belongs to a service is read from the facts only")
        ]

    @pytest.mark.parametrize(
        "more",
        [
            "volume: 10 seats per month, price: EUR 5 per seat per month",
            "volume: 100 seats per year, price: EUR 5 per seat per month",
            "price: EUR 500 per week",
            "price: EUR 5 per seat per hour",
            "rows: [{name: one, volume: 10 seats, price: EUR 5 per seat}]",
            "price: EUR 5 per hour, surcharges: [{when: {priority: P1}, times: 1.5}]",
        ],
    )
    def test_every_form_of_a_price_is_charged(self, more: str) -> None:
        assert said(sla(f'"1": {{kind: service, name: desk, {more}}}\n')) == []

    def test_a_volume_per_week_with_a_price_per_month_is_not_charged(self) -> None:
        (found,) = said(
            sla('"1": {kind: service, name: desk, volume: 2 hours per week, price: EUR 5 per hour per month}\n')
        )
        assert found.startswith("1: a volume per week with a price per month is not computed")

    @pytest.mark.parametrize(
        "outside",
        [
            "",
            ", outside_band: {above: none, below: none, carried: none}",
            ", outside_band: {above: EUR 4 per seat}",
            ", outside_band: {below: 85 % of price}",
            ", outside_band: {above: none, below: none, carried: into-next-baseline}",
        ],
    )
    def test_a_band_is_charged_with_what_lies_outside_of_it(self, outside: str) -> None:
        assert said(banded(outside)) == []

    def test_that_nothing_is_said_about_units_outside_the_band_stays_a_reading(self) -> None:
        found = {one.convention: one.taken for one in ck.load_agreement(text=banded("")).assumptions}
        assert (found["outside_band"], found["volume"]) == ("nothing", "agreed")


class TestOtherClauses:
    @pytest.mark.parametrize("when", ["", ", when: {priority: P1}", ", holds: {through: 2026-12-31}"])
    def test_a_fee_that_is_not_charged_is_settled(self, when: str) -> None:
        assert said(sla(FEE + f'"4": {{kind: no-charge, what: base{when}}}\n')) == []

    @pytest.mark.parametrize(
        "clause",
        [
            "{kind: minimum-commitment, at_least: EUR 1 000, per: year}",
            "{kind: minimum-commitment, at_least: {lowest_of: [EUR 1 000, EUR 100 per month]}, per: year}",
            "{kind: indexation, by: {fixed: 3 %}, every: 1 January, first: 2027-01-01}",
            "{kind: service, name: calls, price: EUR 5 per call}",
        ],
    )
    def test_what_charging_works_out_is_settled(self, clause: str) -> None:
        assert said(sla(FEE + f'"4": {clause}\n')) == []

    def test_work_that_is_not_charged_is_no_fee(self) -> None:
        assert said(sla(FEE + '"4": {kind: no-charge, what: travel}\n')) == []

    @pytest.mark.parametrize("word", ["use-up-the-cap", "stand-apart"])
    def test_bounds_of_liability_keep_no_settlement_back(self, word: str) -> None:
        clause = '"4": {kind: liability, per_year: EUR 10, service_credits: WORD}\n'
        assert said(sla(FEE + clause.replace("WORD", word))) == []


def test_the_lowest_of_no_limits_is_a_problem_at_its_line() -> None:
    text = sla(FEE + SETTLEMENT.replace("STEP", CAP.replace("LIMIT", "{lowest_of: []}")))
    with pytest.raises(ck.DocumentRejected) as refused:
        ck.load_agreement(text=text)
    (problem,) = refused.value.problems
    assert (problem.code, problem.line) == ("missing-field", text[: text.index("lowest_of")].count("\n") + 1)


class TestEveryRefusalHasAWayOut:
    """What is not computed is listed when the papers are loaded, each with what to write instead."""

    @pytest.mark.parametrize(
        ("clauses", "says", "way_out"),
        [
            (FEE + '"3": {kind: settlement, per: week, order: []}\n', "a settlement per week", "computed: month, quarter"),
            (FEE + '"3": {kind: settlement, per: day, order: []}\n', "a settlement per day", "computed: month, quarter"),
            (
                FEE
                + TARGET.replace("PAYS", CREDIT.replace("MORE", ""))
                + SETTLEMENT.replace("STEP", "")
                + '"4": {kind: settlement, for: [fast], per: month, order: '
                "[{step: minimum-issue, more_than: EUR 60, otherwise: drop}]}\n",
                "too little to be paid, per month",
                "as the clause for everything, per month and without for",
            ),
            (
                FEE
                + TARGET.replace("PAYS", CREDIT.replace("MORE", ""))
                + SETTLEMENT.replace("STEP", "")
                + '"4": {kind: settlement, for: [fast], per: month, order: '
                "[{step: earn-back, when: {target: fast, verdict: met}, returns: 50 %}]}\n",
                "what is won back",
                "as the clause for everything, per month and without for",
            ),
            (
                FEE + '"3": {kind: indexation, every: 1 January, first: 2026-01-01, by: {parts: ['
                "{weight: 50 %, of: {series: wages, base: 2024-12, method: base}}, "
                "{weight: 50 %, of: {series: goods, base: 2024-12, method: chain}}]}}\n",
                "a mix of which one part is taken from the base",
                "give all parts one method",
            ),
            (
                TARGET.replace("PAYS", "").replace("per: month", "per: month, holds: {from: 2026-02-01}"),
                "a part that holds between dates",
                "let an amendment bring it in",
            ),
        ],
    )  # fmt: skip
    def test_it_is_listed_with_its_reason_and_with_what_to_do(self, clauses, says, way_out):
        """Nobody learns of it on the day of the settlement."""
        found = [one for one in ck.load_agreement(text=sla(clauses)).not_computed if says in one.says]
        assert [way_out in str(one.hint) for one in found] == [True]

    def test_an_outage_of_business_days_is_no_length_of_time(self):
        """It was found out when the first outage was measured."""
        metric = "kind: metric, name: uptime, measures: availability, relief: none, ignore_shorter_than: 1 business day"
        (found,) = ck.check(text=sla(f'"1": {{{metric}}}\n'))
        assert (found.code, found.hint) == ("quantity", "for example 5 minutes")

    def test_of_one_in_weeks_the_hours_are_said_that_they_have(self):
        """Four weeks are 28 dates of 24 hours: 672 hours."""
        metric = "kind: metric, name: uptime, measures: availability, relief: none, ignore_shorter_than: 4 weeks"
        (found,) = ck.check(text=sla(f'"1": {{{metric}}}\n'))
        assert found.hint == "write '672 hours' if every hour counts; for example 5 minutes"
