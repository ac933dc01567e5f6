"""Two published agreements, written as a new user would: what the papers say is what was understood, checked by hand."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from papers import HEAD, sla

import contractkit as ck
from contractkit.terms.effects import TierCredit
from contractkit.terms.figure_conditions import AllHold, AnyHolds, Counted, Found, Lasts
from contractkit.terms.provisions.band_effect import Band, BandEffect
from contractkit.terms.provisions.claim import Claim
from contractkit.terms.provisions.duty import Duty
from contractkit.terms.provisions.figure_target import FigureTarget
from contractkit.terms.provisions.metric import Metric
from contractkit.terms.provisions.no_charge import NoCharge
from contractkit.terms.provisions.points_credit import PointsCredit
from contractkit.terms.provisions.relief import Relief
from contractkit.terms.provisions.remedy import Remedy
from contractkit.terms.provisions.sole_remedy import SoleRemedy
from contractkit.terms.provisions.termination import Termination
from contractkit.terms.settling import CapStep, MinimumIssueStep

PAPERS = Path(__file__).parents[1] / "cases" / "papers"


@pytest.fixture(scope="module")
def cloud() -> ck.Agreement:
    return ck.load_agreement(PAPERS / "published-cloud")


@pytest.fixture(scope="module")
def msa() -> ck.Agreement:
    return ck.load_agreement(PAPERS / "published-msa")


def named(agreement: ck.Agreement, form: type[Any], name: str) -> Any:
    return next(term for term in agreement.provisions_of(form) if term.name == name)


def told(agreement: ck.Agreement, clause: str, locale: str = "en") -> list[str]:
    terms = agreement.terms_in(clause)
    return [ck.sentence(term, locale, agreement=agreement).replace("\u00a0", " ") for term in terms]


@pytest.mark.parametrize("name", ["published-cloud", "published-msa"])
def test_a_paper_has_no_problems_and_leaves_nothing_open(name: str) -> None:
    assert [str(problem) for problem in ck.check(PAPERS / name)] == []
    assert [str(one.convention) for one in ck.load_agreement(PAPERS / name).assumptions] == []


class TestACloudProvidersAgreement:
    """Uptime by region and by instance, a ladder of credits, a claim, and no other remedy."""

    @pytest.mark.parametrize(
        ("target", "uptime", "credit"),
        [
            ("region-level", "99.99", None),  # at the commitment itself nothing is due
            ("region-level", "99.98", 10),
            ("region-level", "99.0", 10),  # "less than 99.0 %" is the next step
            ("region-level", "98.99", 30),
            ("region-level", "95.0", 30),
            ("region-level", "94.99", 100),
            ("instance-level", "99.5", None),
            ("instance-level", "99.49", 10),
            ("instance-level", "98.9", 30),
            ("instance-level", "94", 100),
        ],
    )
    def test_the_ladders_are_those_of_the_paper(
        self, cloud: ck.Agreement, target: str, uptime: str, credit: int | None
    ) -> None:
        effect = named(cloud, FigureTarget, target).effects[0]
        assert isinstance(effect, TierCredit)
        passed = [tier.credit.value for tier in effect.tiers if Decimal(uptime) < tier.below.value]
        assert (passed[-1] if passed else None) == credit

    @pytest.mark.parametrize(
        ("target", "amount"),
        [("region-level", "charges-of-the-service"), ("instance-level", "charges-of-the-instance")],
    )
    def test_a_credit_is_a_share_of_what_was_down_and_of_nothing_else(
        self, cloud: ck.Agreement, target: str, amount: str
    ) -> None:
        assert named(cloud, FigureTarget, target).effects[0].of == amount

    def test_each_service_in_each_region_has_a_figure_of_its_own_and_so_has_each_instance(
        self, cloud: ck.Agreement
    ) -> None:
        each = {metric.name: metric.each for metric in cloud.provisions_of(Metric)}
        assert each == {"region-uptime": ("service", "region"), "instance-uptime": ("instance",)}

    def test_a_region_counts_only_where_two_zones_are_in_use(self, cloud: ck.Agreement) -> None:
        assert str(named(cloud, Metric, "region-uptime").when) == "zones-in-use is two-or-more"

    def test_down_is_when_nothing_can_be_reached_or_volumes_stand_still(self, cloud: ck.Agreement) -> None:
        assert str(named(cloud, Metric, "instance-uptime").down_when) == "unreachable is all"
        down = named(cloud, Metric, "region-uptime").down_when
        assert [str(part) for part in down.parts] == [
            "service is ec2 or ecs or fargate and unreachable is all",
            "service is ebs and volumes is standing-still-with-work-waiting",
        ]

    def test_uptime_is_compared_as_measured_and_every_outage_counts(self, cloud: ck.Agreement) -> None:
        metrics = cloud.provisions_of(Metric)
        assert [(one.precision, one.ignore_shorter_than) for one in metrics] == [(None, None), (None, None)]

    def test_a_month_without_running_is_met_and_the_target_takes_that_from_its_metric(
        self, cloud: ck.Agreement
    ) -> None:
        assert {target.no_volume for target in cloud.provisions_of(FigureTarget)} == {"met"}

    def test_an_hour_is_free_after_more_than_six_minutes(self, cloud: ck.Agreement) -> None:
        condition = cloud.provisions_of(NoCharge)[0].condition
        assert isinstance(condition, AllHold)
        assert Lasts("down-in-the-hour", "more_than", timedelta(minutes=6)) in condition.parts
        assert told(cloud, "COMPUTE-SLA/3.3") == [
            "Not charged: instance hours, if service is ec2 and down in the hour is more than 6 minutes."
        ]

    def test_a_claim_comes_within_two_billing_months_and_is_lost_after(self, cloud: ck.Agreement) -> None:
        claim = cloud.provisions_of(Claim)[0]
        assert (claim.covers, str(claim.within), claim.counted_from, claim.late) == (
            ("all",),
            "2 months",
            "period-end",
            "lost",
        )
        assert (claim.paid, str(claim.paid_within)) == ("same-service-only", "1 month")
        assert len(claim.needs) == 5

    def test_a_credit_of_one_dollar_is_not_given(self, cloud: ck.Agreement) -> None:
        (step,) = cloud.settlement.steps
        assert isinstance(step, MinimumIssueStep)
        assert (str(step.minimum.more_than), step.minimum.otherwise, step.minimum.scope) == ("USD 1.00", "drop", "line")

    def test_credits_are_the_sole_remedy(self, cloud: ck.Agreement) -> None:
        sole = cloud.provisions_of(SoleRemedy)[0]
        assert (sole.covers, sole.excludes) == (("region-level", "instance-level"), "everything-else")
        assert sole.unless is None

    def test_what_is_excused_is_taken_out_of_the_downtime_only(self, cloud: ck.Agreement) -> None:
        relief = cloud.provisions_of(Relief)[0]
        assert len(relief.causes) == 6
        assert {metric.relief_taken_from for metric in cloud.provisions_of(Metric)} == {"downtime"}

    def test_nothing_else_of_it_is_left_out_of_a_settlement(self, cloud: ck.Agreement) -> None:
        assert {str(one.clause).rpartition("/")[2] for one in cloud.not_computed} <= {"5.1"}


class TestTheModelServicesAgreement:
    """Indicators with severities, points, credits under a cap, and what follows where it stays bad."""

    @pytest.mark.parametrize(
        ("uptime", "points", "severity"),
        [
            ("100", 0, None),
            ("99.0", 0, None),
            ("98.95", 0, None),  # half up to 99.0
            ("98.94", 1, "minor"),
            ("98.5", 1, "minor"),  # the worked example of the schedule
            ("97.9", 2, "serious"),
            ("96.96", 2, "serious"),  # half up to 97.0
            ("96.0", 3, "severe"),
            ("95.94", 4, "below-threshold"),
        ],
    )
    def test_availability_brings_the_points_of_the_worked_example(
        self, msa: ck.Agreement, uptime: str, points: int, severity: str | None
    ) -> None:
        effect = named(msa, FigureTarget, "kpi-1").effects[0]
        assert effect.precision.to == Decimal("0.1")
        assert effect.precision.mode == "half-up"
        rounded = (Decimal(uptime) * 10 + Decimal("0.5")) // 1 / 10
        (band,) = [one for one in effect.rows[0].bands if lies_in(one, rounded)]
        assert (band.gives, band.name) == (points, severity)

    def test_a_repeat_failure_doubles_and_stays_doubled(self, msa: ck.Agreement) -> None:
        repeats = {effect.modifiers.repeat for effect in msa.provisions_of(BandEffect)}
        assert [(repeat.multiply_by, repeat.when, repeat.grows) for repeat in repeats] == [
            (2, "previous-period-failed", "stays")
        ]

    def test_every_indicator_gives_points_and_no_subsidiary_one_does(self, msa: ck.Agreement) -> None:
        assert msa.provisions_of(PointsCredit)[0].figures == ("kpi-1", "kpi-2", "kpi-3", "kpi-4")
        assert named(msa, FigureTarget, "pi-2").effects == ()
        assert next(target for target in msa.targets if target.name == "pi-1").effects == ()

    def test_ten_points_of_a_month_cost_five_percent_of_its_charges(self, msa: ck.Agreement) -> None:
        credit = msa.provisions_of(PointsCredit)[0]
        assert credit.of == "service-charges"
        assert 10 * credit.credit.value == 5

    def test_maintenance_shrinks_the_time_that_is_measured(self, msa: ck.Agreement) -> None:
        assert named(msa, Metric, "availability").relief_taken_from == "downtime-and-base"
        assert named(msa, Relief, "permitted-maintenance").announced.time.n == 10

    def test_the_cap_of_the_first_year_gives_way_to_one_over_twelve_months(self, msa: ck.Agreement) -> None:
        first, later = (step for step in msa.settlement.steps if isinstance(step, CapStep))
        assert (first.limit.of, str(first.per), first.holds.until) == (
            "estimated-charges-of-year-1",
            "contract-year",
            date(2027, 4, 1),
        )
        assert (later.limit.of, str(later.per), later.charges_of, later.holds.since) == (
            "service-charges",
            "rolling 12 months",
            "preceding",
            date(2027, 4, 1),
        )
        assert {str(first.limit.percent), str(later.limit.percent)} == {"10 %"}

    def test_a_material_failure_is_one_of_three_bands_of_any_target(self, msa: ck.Agreement) -> None:
        plan = next(one for one in msa.provisions_of(Remedy) if one.grants == ("rectification-plan",))
        assert plan.when == Found((), None, ("serious", "severe", "below-threshold"))
        assert told(msa, "MSA-2-2/7.2")[0].startswith("If any target was in band serious, severe or below-threshold,")

    def test_half_of_the_indicators_below_the_threshold_are_unacceptable_and_bring_no_credits(
        self, msa: ck.Agreement
    ) -> None:
        withheld = next(one for one in msa.provisions_of(Remedy) if one.grants == ("withholding",)).when
        assert isinstance(withheld, Counted)
        assert (withheld.what, withheld.bands, withheld.relation) == ("breached", ("below-threshold",), "at_least")
        assert withheld.of == ("kpi-1", "kpi-2", "kpi-3", "kpi-4")
        gate = msa.provisions_of(PointsCredit)[0].modifiers.only_if
        assert isinstance(gate, Counted)
        assert (gate.relation, gate.value) == ("less_than", withheld.value)

    def test_a_critical_failure_is_forty_points_in_six_months_or_the_whole_cap(self, msa: ck.Agreement) -> None:
        condition = msa.provisions_of(Termination)[0].condition
        assert isinstance(condition, AnyHolds)
        points, credits_ = condition.parts
        assert isinstance(points, Counted)
        assert isinstance(credits_, Counted)
        assert (points.what, points.value.number, str(points.over)) == ("points", 40, "rolling 6 months")  # type: ignore[union-attr]
        assert (credits_.what, credits_.value.of, str(credits_.over)) == ("credits", "cap", "rolling 12 months")  # type: ignore[union-attr]

    def test_credits_are_the_only_money_until_sixty_points_in_a_year(self, msa: ck.Agreement) -> None:
        sole = msa.provisions_of(SoleRemedy)[0]
        assert sole.excludes == "other-money"
        assert isinstance(sole.unless, AnyHolds)
        assert len(sole.unless.parts) == 2
        assert told(msa, "MSA-2-2/7.4")[0].endswith("It does not hold for wilful default and loss of data.")

    def test_the_report_comes_in_ten_working_days_and_the_records_stay_a_year(self, msa: ck.Agreement) -> None:
        duties = {one.clause.clause: one for one in msa.provisions_of(Duty)}
        report, records = duties["B.1.1"], duties["B.2"]
        assert report.due is not None
        assert (str(report.due.time), report.due.calendar_name) == ("10 business days", "working-days")
        assert records.lasts is not None
        assert (records.due, str(records.lasts.time)) == (None, "12 months")

    def test_users_are_asked_once_a_year(self, msa: ck.Agreement) -> None:
        survey = named(msa, Metric, "satisfaction")
        assert (survey.asked, str(survey.every)) == (("end-users",), "year")


def lies_in(band: Band, figure: Decimal) -> bool:
    """Return whether a figure lies in a band, by its two ends."""
    stretch = band.stretch
    low, high = (None if end is None else end.value for end in (stretch.low, stretch.high))  # type: ignore[union-attr]
    above = low is None or (figure >= low if stretch.low_end == "from" else figure > low)
    below = high is None or (figure <= high if stretch.high_end == "through" else figure < high)
    return above and below


def refused(clauses: str) -> list[tuple[str, str | None]]:
    with pytest.raises(ck.DocumentRejected) as caught:
        ck.load_agreement(text=sla(clauses))
    return [(problem.code, problem.hint) for problem in caught.value.problems]


AVAILABLE = """\
"1": {kind: metric, name: up, measures: availability, no_volume: met}
"2":
  kind: figure-target
  name: is-up
  metric: up
  reach: 99 %
  per: month
  pays: [{kind: tier-credit, name: money, of: charges, tiers: [{below: reach, credit: 5 %}]}]
"""


class TestWhatWasHard:
    """What a new user tried first, and what comes of it now."""

    @pytest.mark.parametrize("covers", ["all", "is-up", "money", '"2"'])
    def test_a_clause_on_claims_settles_how_the_credits_are_claimed_that_it_is_for(self, covers: str) -> None:
        claim = f'"3": {{kind: claim, for: {covers}, within: 30 days}}\n'
        words = {one.convention for one in ck.load_agreement(text=sla(AVAILABLE + claim)).assumptions}
        assert "claim" not in words
        assert "claim" in {one.convention for one in ck.load_agreement(text=sla(AVAILABLE)).assumptions}

    def test_a_clause_on_claims_of_another_target_leaves_it_open(self) -> None:
        other = AVAILABLE.replace('"1"', '"4"').replace('"2"', '"5"').replace("up", "awake").replace("money", "coins")
        claim = '"3": {kind: claim, for: is-awake, within: 30 days}\n'
        agreement = ck.load_agreement(text=sla(AVAILABLE + other + claim))
        clauses = [str(one.clause) for one in agreement.assumptions if one.convention == "claim"]
        assert clauses == ["SLA-1/2"]

    def test_relief_that_says_from_what_it_is_taken_settles_it_for_the_metric(self) -> None:
        relief = '"3": {kind: relief, cause: customer, relief_taken_from: downtime-and-base}\n'
        agreement = ck.load_agreement(text=sla(AVAILABLE + relief))
        assert agreement.provisions_of(Metric)[0].relief_taken_from == "downtime-and-base"
        assert "relief_taken_from" not in {one.convention for one in agreement.assumptions}

    def test_a_band_can_be_counted_only_among_verdicts(self) -> None:
        remedy = '"3": {kind: remedy, grants: report, when: {counted: points, band: bad, at_least: 3}}\n'
        assert refused(AVAILABLE + remedy) == [("condition", "counted: breached, or leave band out")]

    def test_a_counted_band_has_to_exist(self) -> None:
        remedy = '"3": {kind: remedy, grants: report, when: {counted: breached, band: bad, at_least: 3}}\n'
        assert [code for code, _ in refused(AVAILABLE + remedy)] == ["unknown-reference"]

    def test_what_is_down_is_said_of_an_availability_and_of_nothing_else(self) -> None:
        assert refused('"1": {kind: metric, name: up, measures: availability, good_when: {status: new}}\n') == [
            ("contradiction", "down_when: says what is down")
        ]
        assert refused('"1": {kind: metric, name: up, measures: duration, down_when: {status: new}}\n') == [
            ("contradiction", "measures: availability")
        ]

    @pytest.mark.parametrize(
        ("clause", "hint"),
        [
            ("{kind: exclusive-remedy, for: all}", "write sole-remedy"),
            ("{kind: duty, owner: provider, does: Keeps records, keep_for: 1 year}", "write lasts: 12 months"),
            (
                "{kind: claim, for: all, within: 30 days, paid_within: 1 billing-cycle}",
                "write '1 month': a billing cycle is a month here",
            ),
        ],
    )
    def test_words_that_people_try_have_a_hint(self, clause: str, hint: str) -> None:
        assert hint in [found for _, found in refused(f'{AVAILABLE}"3": {clause}\n')]

    def test_a_period_of_an_hour_is_told_what_to_write_instead(self) -> None:
        (found,) = [hint for _, hint in refused(AVAILABLE.replace("per: month", "per: hour"))]
        assert found is not None
        assert "the shortest period is 'day'" in found

    def test_a_repeat_that_is_no_map_shows_one(self) -> None:
        clauses = AVAILABLE.replace("of: charges,", "of: charges, repeat: double,")
        assert ("wrong-shape", "for example repeat: {multiply_by: 2, when: previous-period-failed}") in refused(clauses)

    def test_a_cause_of_ones_own_is_said_to_belong_in_the_head(self) -> None:
        ((code, hint),) = refused('"1": {kind: relief, cause: own-downtime}\n')
        assert code == "unknown-reference"
        assert hint is not None
        assert hint.endswith("causes of your own are the values of the field cause in the head")

    def test_alternatives_with_several_parts_stand_in_brackets(self) -> None:
        down = "{any_of: [{priority: P1, status: new}, {priority: P2, status: waiting}]}"
        agreement = ck.load_agreement(
            text=HEAD + f'  "1": {{kind: metric, name: up, measures: availability, down_when: {down}}}\n'
        )
        said = "(priority is P1 and status is new) or (priority is P2 and status is waiting)"
        assert f"It counts as down if {said}." in told(agreement, "SLA-1/1")[0]
