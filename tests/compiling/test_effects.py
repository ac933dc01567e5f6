"""Effects from the page to terms: what they are for, which ladders are refused, what is kept and not computed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from papers import sla

import contractkit as ck
from contractkit.quantities.money import Money, Percent
from contractkit.terms.effects import TierCredit
from contractkit.terms.provisions.band_effect import BandEffect
from contractkit.terms.provisions.claim import Claim
from contractkit.terms.provisions.figure_target import FigureTarget
from contractkit.terms.provisions.part_settlement import PartSettlement
from contractkit.terms.provisions.pool_credit import PoolCredit
from contractkit.terms.settling import CapStep, EarnBackStep

UPTIME = '"1.1": {kind: metric, name: uptime, measures: availability}\n'
MARK = '"1.2": {kind: metric, name: mark, measures: satisfaction, scale: {from: 1, through: 10}}\n'
TARGET = (
    '"2": {kind: figure-target, name: available, metric: uptime, reach: at least 99 %, per: month, pays: [EFFECT]}\n'
)


def paying(effect: str) -> str:
    """Return an agreement whose availability of at least 99 % pays one effect."""
    return sla(UPTIME + TARGET.replace("EFFECT", effect))


def refused(text: str) -> list[tuple[str, str | None]]:
    """Return code and place in words of everything that is wrong with `text`."""
    with pytest.raises(ck.DocumentRejected) as caught:
        ck.load_agreement(text=text)
    return [(problem.code, problem.where) for problem in caught.value.problems]


class TestReach:
    def test_reach_in_a_band_is_the_targets_own(self) -> None:
        agreement = ck.load_agreement(
            text=paying(
                "{kind: band-effect, bands: [{from: reach, points: 0}, {below: reach, points: 2, name: minor}]}"
            )
        )
        (effect,) = agreement.provisions_of(BandEffect)
        good, bad = effect.rows[0].bands
        assert (good.stretch.low, bad.stretch.high) == (Percent(99), Percent(99))
        assert (bad.gives, effect.names) == (Decimal(2), ("minor",))

    def test_bands_that_cost_something_elsewhere_than_below_the_reach_are_refused(self) -> None:
        text = paying("{kind: band-effect, bands: [{from: 98 %, points: 0}, {below: 98 %, points: 1}]}")
        assert refused(text) == [("reach-differs", "clause 2 > pays > [1] > bands > [2] > below")]

    def test_a_band_without_consequence_below_the_reach_is_what_was_meant(self) -> None:
        bands = "[{from: reach, points: 0}, {from: 98 %, below: reach, points: 0}, {below: 98 %, points: 1}]"
        assert ck.load_agreement(text=paying(f"{{kind: band-effect, bands: {bands}}}")).id == "SLA-1"

    def test_a_credit_for_figures_that_reach_the_target_is_refused(self) -> None:
        bands = "[{from: 99.5 %, credit: 0 %}, {from: reach, below: 99.5 %, credit: 1 %}, {below: reach, credit: 5 %}]"
        assert refused(paying(f"{{kind: band-effect, bands: {bands}}}"))[0][0] == "reach-differs"

    @pytest.mark.parametrize("second", ["99 %", "99.5 %"])
    def test_tiers_go_down_each_bound_once(self, second: str) -> None:
        found = refused(
            paying(f"{{kind: tier-credit, tiers: [{{below: reach, credit: 5 %}}, {{below: {second}, credit: 9 %}}]}}")
        )
        assert found == [("tiers", "clause 2 > pays > [1] > tiers > [2] > below")]

    def test_a_metric_promises_nothing_that_could_be_missed(self) -> None:
        gap = '"3": {kind: gap-credit, for: uptime, credit_per_point: 1 %}\n'
        assert refused(sla(UPTIME + gap)) == [("reach-missing", "clause 3")]

    def test_of_a_figure_that_is_better_lower_the_tiers_lie_above(self) -> None:
        metric = '"1": {kind: metric, name: lost, measures: error-rate}\n'
        target = '"2": {kind: figure-target, name: few, metric: lost, reach: at most 2 %, per: month, pays: [EFFECT]}\n'
        right = "{kind: tier-credit, tiers: [{above: reach, credit: 2 %}, {above: 5 %, credit: 4 %}]}"
        (effect,) = ck.load_agreement(text=sla(metric + target.replace("EFFECT", right))).provisions_of(TierCredit)
        assert [tier.side for tier in effect.tiers] == ["above", "above"]
        wrong = "{kind: tier-credit, tiers: [{below: reach, credit: 2 %}]}"
        assert refused(sla(metric + target.replace("EFFECT", wrong))) == [
            ("direction", "clause 2 > pays > [1] > tiers")
        ]


class TestPools:
    def test_a_pool_inside_a_time_target_names_other_time_targets(self) -> None:
        timed = (
            "{kind: time-target, name: NAME, stops: {field: closed_at}, within: 4 hours, calendar: always, per: month"
        )
        pool = "{kind: pool-credit, at_risk: 10 % of charges, allocations: [{for: WORD, pool: 100 %, allocation: 5 %}]}"
        one = timed.replace("NAME", "answered") + "}"
        two = timed.replace("NAME", "solved") + f", reach: 90 %, pays: [{pool}]}}"
        text = sla(f'"1": {one}\n"2": {two}\n')
        agreement = ck.load_agreement(text=text.replace("WORD", "answered"))
        (effect,) = next(one for one in agreement.targets if one.name == "solved").effects
        assert isinstance(effect, PoolCredit)
        assert effect.allocations[0].figure == "answered"
        assert refused(text.replace("WORD", "answering")) == [
            ("unknown-reference", "clause 2 > pays > [1] > allocations > [1] > for")
        ]

    def test_a_metric_that_promises_nothing_cannot_fail(self) -> None:
        metric = '"1": {kind: metric, name: up, measures: availability, down_when: {status: new}}\n'
        target = '"2": {kind: figure-target, name: is-up, metric: up, reach: 99 %, per: month}\n'
        pool = '"3": {kind: pool-credit, at_risk: 10 % of charges, allocations: [{for: WORD, pool: 100 %, allocation: 5 %}]}'
        text = sla(f"{metric}{target}{pool}\n")
        assert refused(text.replace("WORD", "up")) == [("reach-missing", "clause 3 > allocations > [1] > for")]
        assert ck.load_agreement(text=text.replace("WORD", "is-up"))


class TestUnits:
    def test_bands_of_a_mark_are_marks(self) -> None:
        target = '"2": {kind: figure-target, metric: mark, reach: at least 7.0, per: month, pays: [EFFECT]}\n'
        curve = "{kind: curve, points: [{at: 60 %, pays: -3 %}, {at: 80 %, pays: 0 %}]}"
        found = refused(sla(MARK + target.replace("EFFECT", curve)))
        assert [code for code, _ in found] == ["unit", "unit"]

    @pytest.mark.parametrize("pays", ["-500", "EUR -500", "500.00"])
    def test_money_in_a_band_has_its_currency_with_the_sign_in_front(self, pays: str) -> None:
        text = paying(f"{{kind: band-effect, bands: [{{from: reach, pays: 0 %}}, {{below: reach, pays: {pays}}}]}}")
        assert refused(text) == [("quantity", "clause 2 > pays > [1] > bands > [2] > pays")]

    def test_a_credit_may_be_a_sum(self) -> None:
        (effect,) = ck.load_agreement(
            text=paying("{kind: tier-credit, tiers: [{below: reach, credit: EUR 500}]}")
        ).provisions_of(TierCredit)
        assert effect.tiers[0].credit == Money(500, "EUR")

    def test_points_and_credits_do_not_mix_in_one_ladder(self) -> None:
        text = paying("{kind: band-effect, bands: [{from: reach, points: 0}, {below: reach, credit: 5 %}]}")
        assert [code for code, _ in refused(text)] == ["band-gives"]


class TestLadders:
    def test_signed_bands_say_what_every_figure_pays(self) -> None:
        text = paying("{kind: band-effect, bands: [{from: reach, pays: 0 %}, {from: 90 %, below: reach, pays: -2 %}]}")
        assert refused(text) == [("band-gap", "clause 2 > pays > [1]")]

    def test_credits_have_to_cover_every_failure_and_nothing_else(self) -> None:
        assert ck.load_agreement(text=paying("{kind: band-effect, bands: [{below: reach, credit: 5 %}]}")).id == "SLA-1"
        text = paying("{kind: band-effect, bands: [{from: 95 %, below: reach, credit: 5 %}]}")
        assert refused(text) == [("band-gap", "clause 2 > pays > [1]")]

    def test_the_precision_of_the_metric_holds_for_a_ladder_that_names_none(self) -> None:
        bands = "[{from: 99.0 %, points: 0}, {through: 98.9 %, points: 1}]"
        target = TARGET.replace("EFFECT", f"{{kind: band-effect, bands: {bands}}}")
        tenths = '"1.1": {kind: metric, name: uptime, measures: availability, precision: 0.1 %}\n'
        assert ck.load_agreement(text=sla(tenths + target)).id == "SLA-1"
        assert refused(sla(UPTIME + target)) == [("band-gap", "clause 2 > pays > [1]")]


class TestCounts:
    @pytest.mark.parametrize(
        "effect",
        [
            "kind: liquidated-damages, items: [{when: {data-restored: no}, amount: EUR 5, each: FIELD}]",
            "kind: ratchet, rate: EUR 5 per failure, periods: FIELD, repetition: [{more_than: 2, times: 2}]",
        ],
    )
    def test_how_many_times_is_a_number(self, effect: str) -> None:
        assert ck.load_agreement(text=sla(f'"1": {{{effect}}}\n'.replace("FIELD", "hours-spent"))).id == "SLA-1"
        ((code, _),) = refused(sla(f'"1": {{{effect}}}\n'.replace("FIELD", "status")))
        assert code == "condition"


class TestClauses:
    def test_an_effect_on_a_figure_says_whose(self) -> None:
        clause = '"3": {kind: band-effect, bands: [{from: 95 %, pays: 0 %}, {below: 95 %, pays: -3 %}]}\n'
        assert refused(sla(UPTIME + clause)) == [("missing-field", "clause 3")]

    def test_points_are_credited_of_what_gives_points(self) -> None:
        text = paying("{kind: tier-credit, tiers: [{below: reach, credit: 5 %}]}")
        found = refused(text + '  "3": {kind: points-credit, for: available, credit_per_point: 1 %}\n')
        assert found == [("wrong-reference", "clause 3 > for")]

    def test_what_is_for_a_figure_target_is_settled(self) -> None:
        agreement = ck.load_agreement(text=paying("{kind: tier-credit, tiers: [{below: reach, credit: 5 %}]}"))
        assert agreement.provisions_of(TierCredit)
        assert agreement.not_computed == ()

    def test_a_claim_clause_and_the_claim_of_an_effect_contradict_each_other(self) -> None:
        effect = "{kind: tier-credit, claim: 30 days, tiers: [{below: reach, credit: 5 %}]}"
        clause = '  "3": {kind: claim, for: all, within: 2 months}\n'
        assert refused(paying(effect) + clause) == [("contradiction", "clause 2 > pays > [1] > claim")]
        agreement = ck.load_agreement(text=paying(effect.replace("claim: 30 days, ", "")) + clause)
        (claim,) = agreement.provisions_of(Claim)
        assert (claim.covers, claim.counted_from) == (("all",), "period-end")
        assert ("counted_from", "period-end") in {(a.convention, a.taken) for a in agreement.assumptions}


class TestSettlement:
    TWO = """
"8": {kind: settlement, per: month, order: [{step: cap, limit: 10 % of charges, per: month, caps: net}]}
"9": {kind: settlement, for: WORD, per: month, order: [{step: round, to: 0.01}]}
"""

    def test_two_settlements_are_for_different_things(self) -> None:
        effect = paying("{kind: band-effect, bands: [{below: reach, credit: 5 %}]}")
        text = effect + sla(self.TWO.replace("WORD", "available"), head="")
        agreement = ck.load_agreement(text=text)
        assert [step.caps for step in agreement.settlement.steps if isinstance(step, CapStep)] == ["net"]
        (part,) = agreement.provisions_of(PartSettlement)
        assert part.terms.figures == ("available",)

    def test_two_settlements_for_everything_contradict_each_other(self) -> None:
        effect = paying("{kind: band-effect, bands: [{below: reach, credit: 5 %}]}")
        text = effect + sla(self.TWO.replace("for: WORD, ", ""), head="")
        assert refused(text) == [("contradiction", "clause 9")]

    def test_nothing_is_won_back_that_was_not_lost(self) -> None:
        step = "{step: earn-back, when: {target: available, verdict: met}, returns: RETURNS}"
        text = paying("{kind: band-effect, bands: [{below: reach, credit: 5 %}]}")
        text += f'  "8": {{kind: settlement, per: month, order: [{step}]}}\n'
        (found,) = ck.load_agreement(text=text.replace("RETURNS", "50 %")).settlement.steps
        assert isinstance(found, EarnBackStep)
        assert (found.returns, found.basis) == (Percent(50), "same-target")
        assert refused(text.replace("RETURNS", "150 %")) == [("quantity", "clause 8 > order > [1] > returns")]


class TestWordsOfEffects:
    @pytest.mark.parametrize(
        ("field", "en", "nl"),
        [
            (
                "minimum_issue: {more_than: EUR 1.00, otherwise: lift, tested: before-rounding}",
                "Where it comes to less than EUR 1.00, that is paid, looking at the amount before rounding.",
                "Is het minder dan EUR 1,00, dan wordt dat betaald, gekeken naar het bedrag voor afronding.",
            ),
            (
                "one_incident: customers-choice",
                "Of several effects of one incident the customer chooses one.",
                "Van meerdere effecten van één incident kiest de klant er één.",
            ),
        ],
    )
    def test_what_qualifies_an_effect_is_told(self, field: str, en: str, nl: str) -> None:
        agreement = ck.load_agreement(
            text=paying(f"{{kind: tier-credit, {field}, tiers: [{{below: reach, credit: 5 %}}]}}")
        )
        (credit,) = agreement.provisions_of(FigureTarget)[0].effects
        told = [ck.sentence(credit, locale, agreement=agreement).replace("\u00a0", " ") for locale in ("en", "nl")]
        assert en in told[0]
        assert nl in told[1]
        assert agreement.not_computed == ()
