"""What would change an amount and is not computed yet is refused by name: nothing that is written is passed over."""

from __future__ import annotations

import attrs
import pytest
from papers import sla

import contractkit as ck
from contractkit.compiling.effects.modifying import WORDS
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
    def test_a_percentage_of_a_fee_below_the_reach_is_settled(self) -> None:
        assert said(paying(CREDIT.replace("MORE", ""))) == []

    @pytest.mark.parametrize("credit", ["EUR 20", "5 % of yearly-fees"])
    def test_a_credit_of_anything_else_is_not(self, credit: str) -> None:
        found = said(paying(f"{{kind: tier-credit, tiers: [{{below: reach, credit: {credit}}}]}}"))
        assert found == ["2: an effect in money, or of several amounts, is not computed by this version"]

    def test_neither_is_a_curve_in_money(self) -> None:
        found = said(paying("{kind: curve, points: [{at: 90 %, pays: -EUR 20}, {at: reach, pays: EUR 0}]}"))
        assert found == ["2: an effect in money, or of several amounts, is not computed by this version"]

    def test_nor_a_share_of_an_amount_that_is_not_worked_out(self) -> None:
        found = said(paying(CREDIT.replace("MORE", "").replace("of: base", "of: order-value")))
        assert found == ["2: the amount 'order-value' is not worked out by this version"]

    @pytest.mark.parametrize("word", QUALIFIED)
    def test_whatever_qualifies_an_effect_is_refused_by_its_word(self, word: str) -> None:
        found = said(paying(CREDIT.replace("MORE", f", {word}: {QUALIFIED[word]}")))
        assert found == [f"2: '{word}' of an effect is not computed by this version"]

    def test_bonus_gates_too(self) -> None:
        curve = "{kind: curve, points: [{at: 90 %, pays: -2 %}, {at: reach, pays: 0 %}], bonus_only_if: {priority: P1}}"
        assert said(paying(curve)) == ["2: 'bonus_only_if' of an effect is not computed by this version"]

    def test_no_qualification_is_left_out_here(self) -> None:
        assert {*QUALIFIED, "bonus_only_if"} == set(WORDS)
        assert {field.name for field in attrs.fields(Modifiers)} - {"on_excess"} == set(WORDS)  # that needs a cap

    def test_an_effect_that_holds_between_dates_is_not_settled(self) -> None:
        found = said(paying(CREDIT.replace("MORE", ", holds: {from: 2027-01-01}")))
        assert found == ["2: a part that holds between dates is not computed by this version"]

    @pytest.mark.parametrize(
        ("kind", "rest"),
        [
            ("gap-credit", "credit_per_point: 1 %"),
            ("step-credit", "step: 1 pp, credit_per_step: 1 %"),
            ("band-effect", "bands: [{from: reach, credit: 0 %}, {below: reach, credit: 1 %}]"),
            ("per-item", "verdict: breached, pays: -EUR 5"),
        ],
    )
    def test_other_kinds_of_effects_are_refused_by_their_kind(self, kind: str, rest: str) -> None:
        found = said(paying(f"{{kind: {kind}, {rest}}}"))
        assert found == [f"2: an effect of the kind {kind} is not computed by this version"]


class TestSteps:
    @pytest.mark.parametrize(
        "step",
        [
            CAP.replace("LIMIT", "EUR 500"),
            CAP.replace("LIMIT", "10 % of charges"),
            CAP.replace("LIMIT", "EUR 500").replace("}", ", on_excess: drop}"),
            "{step: round, to: 0.01}",
            "{step: allocate, method: proportional}",
        ],
    )
    def test_what_is_settled(self, step: str) -> None:
        assert said(settled(step)) == []

    @pytest.mark.parametrize(
        ("step", "what"),
        [
            (CAP.replace("LIMIT", "EUR 500").replace("malus", "net"), "a cap on the net sum"),
            (CAP.replace("LIMIT", "EUR 500").replace("}", ", adds_up: running}"), "a running cap"),
            (CAP.replace("LIMIT", "EUR 500").replace("}", ", scope: service}"), "a cap with scope service"),
            (
                CAP.replace("LIMIT", "EUR 500").replace("}", ", on_excess: carry-forward}"),
                "what a cap carries forward",
            ),
            (
                CAP.replace("LIMIT", "5 % of charges").replace("}", ", charges_of: preceding}"),
                "a share of the charges before the window",
            ),
            (
                CAP.replace("LIMIT", "EUR 500").replace("per: quarter", "per: rolling 3 months"),
                "a cap per rolling 3 months",
            ),
            (CAP.replace("LIMIT", "EUR 500 per month"), "'EUR 500 per month': a period inside the limit"),
            (CAP.replace("LIMIT", "{lowest_of: [EUR 500, EUR 600]}"), "the lowest or highest of several limits"),
            (
                CAP.replace("LIMIT", "EUR 500").replace("}", ", holds: {from: 2027-01-01}}"),
                "a part that holds between dates",
            ),
            ("{step: round, to: 0.01, scope: line}", "a rounding scope other than once"),
            ("{step: allocate, method: proportional, ties: largest-line}", "ties other than first-line"),
            ("{step: earn-back, when: {target: fast, verdict: met}, returns: 50 %}", "the step 'earn-back'"),
            ("{step: minimum-issue, more_than: EUR 5, otherwise: drop}", "the step 'minimum-issue'"),
        ],
    )
    def test_what_is_not(self, step: str, what: str) -> None:
        assert said(settled(step)) == [f"3: {what} is not computed by this version"]


class TestServices:
    def test_which_work_belongs_to_a_service_is_not_judged(self) -> None:
        agreement = ck.load_agreement(text=sla('"1": {kind: service, name: desk, when: {priority: P1}}\n'))
        assert [(one.stage, one.says) for one in agreement.not_computed] == [
            ("judging", "which work belongs to a service is read from the facts only")
        ]

    @pytest.mark.parametrize(
        ("more", "what"),
        [
            (
                "volume: 10 seats per month, price: EUR 5 per seat per month",
                "a volume per month with a price per month is not computed by this version",
            ),
            ("price: EUR 500 per week", "a price per week is not computed by this version"),
            (
                "volume: 10 seats, price: EUR 5 per seat",
                "a price for units as they are delivered is not computed by this version",
            ),
            (
                "rows: [{name: one, volume: 10 seats, price: EUR 5 per seat per month}]",
                "'rows' of a service are not computed by this version",
            ),
        ],
    )
    def test_what_of_a_service_is_not_charged(self, more: str, what: str) -> None:
        assert said(sla(f'"1": {{kind: service, name: desk, {more}}}\n')) == [f"1: {what}"]

    @pytest.mark.parametrize(
        "outside",
        [
            "{above: EUR 4 per seat}",
            "{below: 85 % of price}",
            "{above: none, below: none, carried: into-next-baseline}",
        ],
    )
    def test_what_units_outside_the_band_cost_is_not_charged(self, outside: str) -> None:
        assert said(banded(f", outside_band: {outside}")) == [
            "1: what units outside the band cost is not computed by this version"
        ]

    @pytest.mark.parametrize("outside", ["", ", outside_band: {above: none, below: none, carried: none}"])
    def test_a_band_outside_of_which_nothing_costs_anything_is_settled(self, outside: str) -> None:
        assert said(banded(outside)) == []

    def test_that_nothing_is_said_about_units_outside_the_band_stays_a_reading(self) -> None:
        found = {one.convention: one.taken for one in ck.load_agreement(text=banded("")).assumptions}
        assert (found["outside_band"], found["volume"]) == ("the agreed price", "agreed")


class TestOtherClauses:
    def test_a_fee_that_is_not_charged_is_not_settled_with_it(self) -> None:
        found = said(sla(FEE + '"4": {kind: no-charge, what: base}\n'))
        assert found == ["4: that base is not charged is not computed by this version"]

    def test_work_that_is_not_charged_is_no_fee(self) -> None:
        assert said(sla(FEE + '"4": {kind: no-charge, what: travel}\n')) == []

    def test_credits_that_use_up_a_cap_of_liability_are_not_settled(self) -> None:
        clause = '"4": {kind: liability, per_year: EUR 10, service_credits: WORD}\n'
        found = said(sla(FEE + clause.replace("WORD", "use-up-the-cap")))
        assert found == ["4: service credits that use up the cap of a liability are not computed by this version"]
        assert said(sla(FEE + clause.replace("WORD", "stand-apart"))) == []


def test_the_lowest_of_no_limits_is_a_problem_at_its_line() -> None:
    text = sla(FEE + SETTLEMENT.replace("STEP", CAP.replace("LIMIT", "{lowest_of: []}")))
    with pytest.raises(ck.DocumentRejected) as refused:
        ck.load_agreement(text=text)
    (problem,) = refused.value.problems
    assert (problem.code, problem.line) == ("missing-field", text[: text.index("lowest_of")].count("\n") + 1)
