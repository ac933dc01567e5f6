"""Whole papers, said in the language: they load, and mean what the paper says. What is expected was worked out by hand."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

import contractkit as ck
from contractkit.documents import read_documents
from contractkit.quantities.money import Percent
from contractkit.quantities.notation import Level as Figure
from contractkit.terms.amounts import Share
from contractkit.terms.figure_conditions import AnyHolds, Counted, Found, Lasts, Measured, NotHolds, OutOfLast
from contractkit.terms.provisions.band_effect import BandEffect
from contractkit.terms.provisions.claim import Claim
from contractkit.terms.provisions.figure_target import FigureTarget
from contractkit.terms.provisions.indexation import Indexation, SeriesChange
from contractkit.terms.provisions.level import Level
from contractkit.terms.provisions.liability import Liability
from contractkit.terms.provisions.liquidated_damages import LiquidatedDamages
from contractkit.terms.provisions.metric import Metric
from contractkit.terms.provisions.no_charge import NoCharge
from contractkit.terms.provisions.pass_through import PassThrough
from contractkit.terms.provisions.per_item import PerItem
from contractkit.terms.provisions.points_credit import PointsCredit
from contractkit.terms.provisions.relief import Maintenance
from contractkit.terms.provisions.remedy import Remedy
from contractkit.terms.provisions.renewal import Renewal
from contractkit.terms.provisions.tax import Tax
from contractkit.terms.provisions.termination import Termination

PAPERS = Path(__file__).parents[1] / "cases" / "papers"
AMSTERDAM, LONDON, OSLO = (ZoneInfo(f"Europe/{city}") for city in ("Amsterdam", "London", "Oslo"))
FOLDERS = sorted(path.name for path in PAPERS.iterdir() if path.is_dir() and path.name != "mini")

TERMS: dict[str, ck.Agreement] = {}


def paper(name: str, one: str | None = None) -> ck.Agreement:
    """Return the agreement of a folder, loaded once; of a folder with several the one with that id."""
    key = one or name
    if key not in TERMS:
        TERMS.update({a.id if one else name: a for a in ck.load_agreements(PAPERS / name)})
    return TERMS[key]


def called(agreement: ck.Agreement, name: str) -> Any:
    """Return the target, figure target or metric with a name."""
    named = [*agreement.targets, *agreement.provisions_of(FigureTarget), *agreement.provisions_of(Metric)]
    return next(one for one in named if one.name == name)


def at(text: str, zone: ZoneInfo) -> datetime:
    """Return a local time."""
    return datetime.fromisoformat(text).replace(tzinfo=zone)


def due(target: Any, start: datetime) -> str:
    """Return when a time target is due, as local time."""
    return str(target.limit.calendar.due_at(start, target.limit.within).isoformat(timespec="minutes"))[:16]


def missing(agreement: ck.Agreement) -> set[str]:
    """Return the clauses of which something is not computed by this version."""
    return {str(entry.clause).split(" ")[0] for entry in agreement.not_computed}


@pytest.mark.parametrize("name", FOLDERS)
def test_a_paper_has_no_problems_and_no_warnings(name: str) -> None:
    assert [str(problem) for problem in ck.check(PAPERS / name)] == []


class TestAgreement:
    """Contract, levels, working agreements, catalogue and amendment of one customer."""

    def test_the_promise_changes_in_october_and_the_ladder_with_it(self) -> None:
        agreement = paper("agreement")
        reaches = agreement.history(lambda version: called(version, "p1-solved").reach)
        tiers = agreement.history(lambda version: called(version, "p1-solved").effects[0].tiers[0].below)
        for on, percent in ((date(2026, 9, 30), Percent(95)), (date(2026, 10, 1), Percent(97))):
            assert (reaches.at(on), tiers.at(on)) == (percent, percent)

    def test_the_seats_are_those_that_were_known(self) -> None:
        agreement = paper("agreement")
        volumes = [
            agreement.at(on, known).services["workplace"].volume
            for on, known in (
                (date(2026, 6, 30), None),
                (date(2026, 7, 1), None),
                (date(2026, 7, 1), date(2026, 6, 18)),  # signed that day, recorded the day after
            )
        ]
        assert volumes == [420, 480, 420]

    @pytest.mark.parametrize(
        ("start", "expected"),
        [
            ("2026-05-13T14:00", "2026-05-15T17:00"),  # Wednesday; Ascension Day is closed: Friday is day 1
            ("2026-05-13T15:30", "2026-05-18T17:00"),  # after three: as if on Friday, Monday is day 1
            ("2026-04-02T10:00", "2026-04-03T17:00"),  # Good Friday is a day like any other here
        ],
    )
    def test_the_rest_is_solved_by_five_on_the_next_business_day(self, start: str, expected: str) -> None:
        assert due(called(paper("agreement"), "rest-solved"), at(start, AMSTERDAM)) == expected

    def test_gold_is_silver_in_four_hours(self) -> None:
        gold = called(paper("agreement"), "package-solved")
        assert (str(gold.clause), str(gold.limit.within), gold.reach) == (
            "P-WP-CAT/L.1.1 as changed by L.3",
            "4 hours",
            Percent(90),
        )

    def test_a_bonus_needs_the_other_promise_and_a_malus_does_not(self) -> None:
        (curve,) = called(paper("agreement"), "pc-working-again").effects
        assert curve.modifiers.only_if is None
        assert curve.modifiers.bonus_only_if == NotHolds(Found(("p1-solved",), "breached"))

    def test_a_clause_that_was_taken_away_is_gone_from_july(self) -> None:
        agreement = paper("agreement")
        stands = [bool(agreement.at(on).terms_in("P-WP-SOP/8.2")) for on in (date(2026, 6, 30), date(2026, 7, 1))]
        assert stands == [True, False]

    def test_what_is_not_computed_is_listed(self) -> None:
        assert missing(paper("agreement")) <= {"P-WP/7.1"}


def test_a_ladder_that_an_amendment_left_behind_is_a_warning_and_in_one_paper_an_error(tmp_path: Path) -> None:
    for path in (PAPERS / "agreement").iterdir():
        text = path.read_text(encoding="utf-8").replace("{below: reach, credit: 2 %}", "{below: 95 %, credit: 2 %}")
        (tmp_path / path.name).write_text(text, encoding="utf-8")
    (told,) = ck.check(tmp_path)
    assert (told.code, told.severity, Path(str(told.file)).name) == ("reach-differs", "warning", "levels.yaml")
    assert "an amendment changed the reach" in told.says
    levels = tmp_path / "levels.yaml"
    levels.write_text(levels.read_text(encoding="utf-8").replace("{below: 95 %", "{below: 94 %"), encoding="utf-8")
    assert [(one.code, one.severity) for one in ck.check(tmp_path)] == [("reach-differs", "error")]


class TestFramework:
    """A framework, and what is called off under it."""

    def test_only_the_call_off_is_an_agreement(self) -> None:
        (agreement,) = ck.load_agreements(PAPERS / "framework")
        assert (agreement.id, agreement.under) == ("P-CALL-1", "P-FRAME")

    def test_the_term_is_its_own(self) -> None:
        term = paper("framework").term
        assert term is not None
        assert (term.start, term.end) == (date(2026, 3, 1), date(2028, 3, 1))

    def test_a_replaced_clause_leaves_nothing_of_the_old_one(self) -> None:
        (liability,) = paper("framework").provisions_of(Liability)
        assert (str(liability.clause), str(liability.per_event)) == ("P-CALL-1/3", "EUR 750 000.00")
        assert liability.per_year is None

    def test_the_index_is_that_of_the_framework(self) -> None:
        (index,) = paper("framework").provisions_of(Indexation)
        assert (str(index.clause), index.cap) == ("P-FRAME/6.1", Percent(3))

    def test_prices_change_for_the_first_time_after_the_call_off_began(self) -> None:
        (index,) = paper("framework").provisions_of(Indexation)
        assert index.first == date(2027, 1, 1)


class TestMini:
    """The same target in YAML and in TOML."""

    def test_both_are_the_same_document(self) -> None:
        (yaml,), _ = read_documents(PAPERS / "mini" / "mini.yaml")
        (toml,), _ = read_documents(PAPERS / "mini" / "mini.toml")
        assert yaml.model == toml.model

    @pytest.mark.parametrize("name", ["mini.yaml", "mini.toml"])
    def test_a_closed_friday_is_no_time(self, name: str) -> None:
        (target,) = ck.load_agreement(PAPERS / "mini" / name).targets
        start = at("2026-05-14T17:30", AMSTERDAM)  # Thursday: half an hour, then Monday
        assert due(target, start) == "2026-05-18T09:00"
        assert target.reach == Percent("97.5")


class TestGovernmentServices:
    """Points, bands with names, a cap that changes after a year, grounds to leave."""

    def test_availability_has_four_bands_that_cost_points(self) -> None:
        (bands,) = called(paper("msa"), "kpi-1").effects
        assert [(band.name, band.gives) for band in bands.rows[0].bands] == [
            (None, 0),
            ("minor", 1),
            ("serious", 2),
            ("severe", 3),
            ("below-threshold", 4),
        ]
        assert bands.precision.to == Decimal("0.1")
        assert (bands.modifiers.repeat.multiply_by, bands.modifiers.repeat.grows) == (2, "stays")

    def test_a_fault_has_the_bands_of_its_severity(self) -> None:
        points = {
            name: [band.gives for row in called(paper("msa"), name).effects[0].rows for band in row.bands]
            for name in ("fix-1", "fix-2", "fix-3")
        }
        assert points == {"fix-1": [0, 2, 3, 4, 5], "fix-2": [0, 1, 2, 3, 4], "fix-3": [0, 1, 2, 3, 4]}

    def test_five_working_days_over_easter(self) -> None:
        start = at("2026-04-02T10:00", LONDON)  # Thursday; Good Friday and Easter Monday are closed
        assert due(called(paper("msa"), "fix-3"), start) == "2026-04-13T17:30"

    def test_the_cap_is_a_sum_in_the_first_year_and_a_share_of_the_year_before_after_it(self) -> None:
        first, second, _ = paper("msa").settlement.steps
        assert (str(first.limit), first.holds.since, first.holds.until) == ("GBP 400 000.00", None, date(2027, 4, 1))
        assert (second.limit.percent, second.limit.of, second.charges_of) == (
            Percent(10),
            "service-charges",
            "preceding",
        )
        assert (second.holds.since, second.holds.until) == (date(2027, 4, 1), None)

    def test_more_than_half_missed_takes_the_place_of_points(self) -> None:
        (damages,) = paper("msa").provisions_of(LiquidatedDamages)
        (item,) = damages.items
        assert isinstance(item.when, Counted)
        assert (item.when.what, item.when.of, item.when.relation) == (
            "breached",
            ("kpi-1", "P-MSA-PERF/4.2", "kpi-3"),
            "more_than",
        )
        assert (str(item.when.value), str(item.when.over), item.amount) == ("50 %", "month", Percent(100))
        assert damages.modifiers.instead_of == ("P-MSA-PERF/5",)

    def test_a_minor_miss_calls_for_no_plan(self) -> None:
        plan = paper("msa").provisions_of(Remedy)[0]
        assert isinstance(plan.when, Found)
        assert (plan.grants, plan.when.bands) == (("rectification-plan",), ("serious", "severe", "below-threshold"))

    def test_fifty_points_in_three_months_or_credits_at_the_cap_end_it(self) -> None:
        (end,) = paper("msa").provisions_of(Termination)
        assert isinstance(end.condition, AnyHolds)
        told = [(part.what, part.value, str(part.over)) for part in end.condition.parts if isinstance(part, Counted)]
        assert told == [
            ("points", Figure(Decimal(50), "points"), "rolling 3 months"),
            ("credits", Share(Percent(100), "cap"), "rolling 12 months"),
        ]

    def test_a_point_is_half_a_per_cent_of_the_charge(self) -> None:
        (credit,) = paper("msa").provisions_of(PointsCredit)
        assert (credit.credit, credit.of, credit.modifiers.of_period) == (Percent("0.5"), "service-charges", "same")
        assert str(paper("msa").fees[0].amount) == "GBP 412 000.00"

    def test_the_authority_may_go_on_twice(self) -> None:
        (renewal,) = paper("msa").provisions_of(Renewal)
        assert (renewal.renews, renewal.at_most, renewal.who) == ("expressly", 2, ("customer",))

    def test_all_of_it_is_computed(self) -> None:
        assert missing(paper("msa")) == set()


class TestCloud:
    """Ladders per region and machine, a free hour, a claim that can be late."""

    def test_who_is_judged(self) -> None:
        each = {metric.name: metric.each for metric in paper("cloud").provisions_of(Metric)}
        assert each["region-uptime"] == ("account", "region")
        assert each["instance-uptime"] == each["single-database"] == ("instance",)

    def test_every_ladder_begins_at_its_own_promise(self) -> None:
        targets = paper("cloud").provisions_of(FigureTarget)
        ladders = {one.name: [(str(tier.below), str(tier.credit)) for tier in one.effects[0].tiers] for one in targets}
        assert ladders["region-up"] == [("99.99 %", "10 %"), ("99.0 %", "30 %"), ("95.0 %", "100 %")]
        assert ladders["one-database"] == [("99.5 %", "10 %"), ("99.0 %", "25 %"), ("95.0 %", "100 %")]
        assert ladders["infrequent"] == [("99.0 %", "10 %"), ("98.0 %", "25 %"), ("95.0 %", "100 %")]

    def test_a_region_and_its_machine_are_not_both_paid(self) -> None:
        (credit,) = called(paper("cloud"), "region-up").effects
        assert credit.modifiers.instead_of == ("3.2",)

    def test_an_hour_with_more_than_six_minutes_down_is_free(self) -> None:
        (free,) = paper("cloud").provisions_of(LiquidatedDamages)
        (item,) = free.items
        assert item.when == Lasts("down-in-hour", "more_than", timedelta(minutes=6))
        assert (item.amount, free.of) == (Percent(100), "instance-hour")

    def test_a_claim_is_made_within_two_months_of_the_end_of_the_month(self) -> None:
        (claim,) = paper("cloud").provisions_of(Claim)
        assert (str(claim.within), claim.counted_from, claim.late) == ("2 months", "period-end", "lost")
        assert claim.paid == "same-service-only"

    def test_an_idle_interval_of_storage_counts_as_good(self) -> None:
        metric = called(paper("cloud"), "storage-success")
        assert (metric.better, metric.aggregate, str(metric.interval)) == ("higher", "mean-of-intervals", "5 minutes")
        assert metric.empty_interval == "counts-as-good"

    def test_prices_per_hour_are_charged_for_the_hours_of_use(self) -> None:
        agreement = paper("cloud")
        assert not missing(agreement) & {"P-CLOUD/1.1", "P-CLOUD/1.3"}
        taken = {str(one.clause): one.taken for one in agreement.assumptions if one.convention == "charged"}
        assert taken["P-CLOUD/1.1"] == "as-used"


class TestFacilities:
    """Marks, a bonus with a gate, a start without malus, an empty post."""

    def test_no_malus_is_taken_in_the_first_three_months_and_all_is_measured(self) -> None:
        clean = called(paper("fm"), "clean")
        (bands,) = clean.effects
        assert clean.holds is None
        assert (bands.holds.since, bands.holds.until) == (date(2026, 7, 1), None)

    def test_a_mark_under_six_costs_four_per_cent(self) -> None:
        (bands,) = called(paper("fm"), "clean").effects
        assert isinstance(bands, BandEffect)
        assert [str(band.gives) for band in bands.rows[0].bands] == ["1 %", "0 %", "-1 %", "-2.5 %", "-4 %"]
        assert bands.modifiers.bonus_only_if == NotHolds(Found(("P-FM-SLA/4.1",), "breached"))

    @pytest.mark.parametrize(
        ("name", "start", "expected"),
        [
            ("urgent-complaint", "2026-04-24T18:00", "2026-04-28T07:30"),  # Friday; King's Day on Monday
            ("complaints-solved", "2026-04-24T15:00", "2026-04-28T18:30"),  # until closing time
            ("alarms", "2026-04-27T03:50", "2026-04-27T04:05"),  # day and night
            ("complaints-solved", "2026-04-02T15:00", "2026-04-03T18:30"),  # Good Friday is open
        ],
    )
    def test_complaints_and_alarms(self, name: str, start: str, expected: str) -> None:
        assert due(called(paper("fm"), name), at(start, AMSTERDAM)) == expected

    def test_guards_cost_a_fifth_more_in_the_small_hours(self) -> None:
        details = paper("fm").services["guarding"].details
        (night,) = details.surcharges
        assert (details.counted_per, night.adds, night.calendar_name) == ("year", Percent(20), "small-hours")
        assert paper("fm").services["guarding"].volume == 6000

    def test_rooms_are_rows_of_one_service(self) -> None:
        rows = paper("fm").services["cleaning"].details.rows
        assert [(row.name, row.volume, str(row.price.amount)) for row in rows] == [  # type: ignore[union-attr]
            ("office", 31000, "EUR 18.40"),
            ("sanitary", 1450, "EUR 96.00"),
            ("corridor", 9800, "EUR 11.20"),
        ]

    def test_marks_under_six_or_three_bad_quarters_end_it(self) -> None:
        (end,) = paper("fm").provisions_of(Termination)
        assert isinstance(end.condition, AnyHolds)
        mark, quarters = end.condition.parts
        assert isinstance(mark, Measured)
        assert isinstance(quarters, Counted)
        assert (mark.metric, mark.relation, str(mark.value), str(mark.over)) == (
            "inspection-mark",
            "less_than",
            "6.0",
            "rolling 6 months",
        )
        assert (quarters.of, str(quarters.value), str(quarters.over)) == (("clean",), "3", "rolling 12 months")

    def test_a_floor_of_nought_leaves_no_falling_index_to_read(self) -> None:
        (index,) = paper("fm").provisions_of(Indexation)
        assert (index.floor, index.decrease) == (Percent(0), None)

    def test_hours_of_guarding_are_charged_with_what_nights_add(self) -> None:
        assert missing(paper("fm")) == set()


class TestResults:
    """Results instead of hours, a pilot, earning back."""

    def test_a_door_that_breaks_at_five_to_six_is_mended_the_next_morning(self) -> None:
        start = at("2026-03-05T17:55", AMSTERDAM)  # Thursday; 35 minutes are left of it
        assert due(called(paper("results"), "door-works"), start) == "2026-03-06T10:55"

    def test_a_stain_has_a_whole_day_and_no_office(self) -> None:
        start = at("2026-03-06T17:00", AMSTERDAM)
        assert due(called(paper("results"), "stain-gone"), start) == "2026-03-07T17:00"

    def test_between_ninety_three_and_ninety_seven_nothing_is_paid(self) -> None:
        (curve,) = called(paper("results"), "pc-works").effects
        assert [(str(point.at), str(point.pays)) for point in curve.points] == [
            ("85 %", "-8 %"),
            ("93 %", "0 %"),
            ("97 %", "0 %"),
            ("100 %", "10 %"),
        ]
        assert curve.of == "fixed-fee"

    def test_a_door_earns_or_costs_a_sum(self) -> None:
        effects = called(paper("results"), "door-works").effects
        assert all(isinstance(effect, PerItem) for effect in effects)
        assert [(effect.verdict, str(effect.pays)) for effect in effects] == [
            ("met", "EUR 150.00"),
            ("breached", "EUR -250.00"),
        ]

    def test_nothing_is_paid_in_the_pilot(self) -> None:
        agreement = paper("results")
        every = [effect for target in agreement.targets for effect in target.effects]
        assert len(every) == 4
        assert {(effect.holds.since, effect.holds.until) for effect in every if effect.holds} == {
            (date(2026, 7, 1), None)
        }

    def test_hours_spent_on_a_result_are_not_charged(self) -> None:
        (free,) = paper("results").provisions_of(NoCharge)
        assert (free.what, free.spent_on) == (("hours",), ("pc-works", "door-works", "stain-gone"))

    def test_three_bad_quarters_of_four_or_a_year_are_enough_to_leave(self) -> None:
        bad, free, _ = paper("results").provisions_of(Termination)
        assert bad.condition == Found(("pc-works",), "breached", (), OutOfLast(3, 4))
        assert bad.use_within is not None
        assert str(bad.use_within.time) == "60 days"
        assert (free.not_before, free.pays) == (date(2027, 1, 1), Share(Percent(25), "remaining-fees"))

    def test_an_older_malus_comes_back_between_two_caps(self) -> None:
        steps = paper("results").settlement.steps
        assert [type(step).__name__ for step in steps] == ["CapStep", "EarnBackStep", "CapStep", "CapStep", "RoundStep"]
        assert steps[1].when == Found(("pc-works",), "met", (), OutOfLast(2, 2))  # type: ignore[union-attr]

    def test_what_is_not_computed_is_listed(self) -> None:
        assert missing(paper("results")) == set()


class TestYear:
    """A contract, and what a year made of it."""

    @pytest.mark.parametrize(
        ("on", "known", "price"),
        [
            (date(2026, 3, 15), date(2026, 6, 1), "31.50"),
            (date(2026, 8, 1), date(2026, 6, 1), "31.50"),  # nobody knew of July yet
            (date(2026, 8, 1), date(2026, 6, 15), "33.00"),
            (date(2026, 3, 15), date(2026, 11, 5), "31.50"),  # the slip was found, and recorded a day later
            (date(2026, 3, 15), date(2026, 11, 6), "30.50"),
            (date(2026, 8, 1), None, "33.00"),  # what was agreed for July stands
        ],
    )
    def test_the_price_of_a_seat(self, on: date, known: date | None, price: str) -> None:
        seat = paper("year").at(on, known).services["workplace"].price
        assert seat is not None
        assert seat.amount.amount == Decimal(price)

    def test_that_the_correction_might_reach_past_july_is_asked(self) -> None:
        asked = [one for one in paper("year").assumptions if one.convention == "later-change"]
        assert [(one.taken, one.alternatives) for one in asked] == [
            ("P-YEAR-A2 stands", ("P-YEAR-A4 reaches past 2026-07-01",))
        ]

    @pytest.mark.parametrize(
        ("start", "expected"),
        [
            ("2026-09-25T14:00", "2026-09-28T10:00"),  # Friday: two hours, then Monday
            ("2026-10-02T16:00", "2026-10-03T13:00"),  # Friday: one hour, then Saturday from ten
        ],
    )
    def test_saturdays_are_open_from_october(self, start: str, expected: str) -> None:
        p1 = called(paper("year").at(date.fromisoformat(start[:10])), "p1-solved")
        assert due(p1, at(start, OSLO)) == expected

    def test_one_row_of_the_table_has_changed(self) -> None:
        agreement = paper("year")
        told = [
            (called(version, "p1-solved").reach, called(version, "rest-solved").reach)
            for version in (agreement.at(date(2026, 9, 30)), agreement.at(date(2026, 10, 1)))
        ]
        assert told == [(Percent(95), Percent(90)), (Percent(97), Percent(90))]

    def test_printing_begins_in_march(self) -> None:
        agreement = paper("year")
        printing = ["printing" in agreement.at(on).services for on in (date(2026, 2, 28), date(2026, 3, 1))]
        assert printing == [False, True]

    def test_the_index_starts_anew_with_a_factor(self) -> None:
        (index,) = paper("year").provisions_of(Indexation)
        assert isinstance(index.by, SeriesChange)
        assert [(one.at, one.link) for one in index.by.rebased] == [((2026, 12), Fraction(10_000, 8_475))]

    def test_the_notice_lies_beside_the_contract_and_ends_it(self) -> None:
        """Received two days before its last date, 30 September 2027; without it the term would be renewed."""
        (notice,) = paper("year").notices
        assert (notice.given_by, notice.received_on, notice.per) == ("customer", date(2027, 9, 28), date(2028, 1, 1))
        term = paper("year").term
        assert term is not None
        assert term.end == date(2028, 1, 1)
        assert missing(paper("year")) == set()


class TestPortfolio:
    """A catalogue, its customers, and a supplier."""

    def test_bronze_is_two_lines_and_three_days(self) -> None:
        bronze = paper("portfolio", "P-BRONZE")
        solved = called(bronze, "solved")
        assert {target.name for target in bronze.targets} == {"answered", "solved"}
        start = at("2026-04-24T09:00", AMSTERDAM)  # Friday; King's Day on Monday: Tuesday to Thursday
        assert due(solved, start) == "2026-04-30T18:00"

    def test_a_quarter_dearer_than_gold_in_another_paper(self) -> None:
        hospital = paper("portfolio", "P-HOSP")
        level = next(one for one in hospital.provisions_of(Level) if one.name == "at-the-bed")
        assert level.price is not None
        assert level.price.amount.amount == Decimal("7.50")

    def test_everything_at_the_bed_is_answered_in_a_quarter_of_an_hour(self) -> None:
        hospital = paper("portfolio", "P-HOSP")
        answered = {
            str(one.clause): (str(one.limit.within), one.reach, one.level)
            for one in hospital.targets
            if one.limit is not None and one.name == "urgent-answered"
        }
        assert answered == {
            "P-CAT/L.2.1": ("15 minutes", Percent(98), "gold"),
            "P-CAT/L.2.1 as changed by P-HOSP-SLA/3.1": ("15 minutes", Percent(99), "at-the-bed"),
        }

    def test_maintenance_is_for_tuesday_nights(self) -> None:
        (window,) = paper("portfolio", "P-HOSP").provisions_of(Maintenance)
        nights = ["2026-05-13T01:59", "2026-05-13T02:00", "2026-05-12T22:00"]
        assert [window.windows.is_open(at(night, AMSTERDAM)) for night in nights] == [True, False, True]
        assert (str(window.at_most), window.inside, window.outside) == (
            "4 windows per month",
            "excused",
            "counts-as-downtime",
        )

    def test_a_report_is_there_five_business_days_after_the_solution(self) -> None:
        report = called(paper("portfolio", "P-GOLD"), "major-report")
        start = at("2026-05-11T09:00", OSLO)  # Monday; Ascension Day is closed on Thursday
        assert due(report, start) == "2026-05-19T16:00"

    def test_an_update_comes_every_half_hour_from_the_declaration(self) -> None:
        update = called(paper("portfolio", "P-GOLD"), "major-update")
        assert (update.limit, str(update.every.within)) == (None, "30 minutes")

    def test_late_work_costs_sums_of_money(self) -> None:
        (credit,) = called(paper("portfolio", "P-GOLD"), "p1-solved").effects
        assert [(str(tier.below), str(tier.credit)) for tier in credit.tiers] == [
            ("95 %", "EUR 500.00"),
            ("90 %", "EUR 1 500.00"),
        ]

    def test_what_the_supplier_gives_back_is_passed_on_in_full(self) -> None:
        (passed,) = paper("portfolio", "P-GOLD").provisions_of(PassThrough)
        assert (passed.document, passed.of, passed.share, passed.split) == (
            "P-TELCO",
            "4.2",
            Percent(100),
            "by-affected-lines",
        )

    def test_the_supplier_is_asked_within_thirty_days_of_the_invoice(self) -> None:
        (claim,) = paper("portfolio", "P-TELCO").provisions_of(Claim)
        assert (str(claim.within), claim.counted_from) == ("30 days", "invoice")


class TestMechanisms:
    """One clause for every way in which money is worked out."""

    def test_every_mechanism_that_has_a_computed_case_stands_there(self) -> None:
        (source,), _ = read_documents(PAPERS / "mechanisms")
        shown = {str(word) for clause in source.model.clauses.values() for word in clause.illustrates}
        assert len(shown) == 66
        assert {"credit_tier", "gap_credit", "late_step_penalty_fx", "deduction_ratchet", "earn_back_order"} <= shown

    def test_a_fraction_stays_one(self) -> None:
        (tax,) = paper("mechanisms").provisions_of(Tax)
        assert str(tax.contained) == "1/11"

    def test_priorities_have_ladders_of_their_own(self) -> None:
        (ladder,) = (one for one in paper("mechanisms").provisions_of(BandEffect) if one.clause.clause == "B.15")
        assert [[str(band.gives) for band in row.bands] for row in ladder.rows] == [
            ["0 %", "-2 %", "-3 %", "-5 %"],
            ["0 %", "-1.5 %", "-2 %", "-3 %"],
            ["0 %", "-0.75 %", "-1.25 %", "-1.75 %"],
        ]

    def test_lunch_is_closed_in_oslo_and_christmas_eve_ends_at_one(self) -> None:
        office = paper("mechanisms").calendars["oslo-office"]
        noon, eve = at("2026-03-04T12:30", OSLO), at("2026-12-24T12:59", OSLO)
        assert (office.is_open(noon), office.is_open(eve), office.is_open(eve + timedelta(minutes=1))) == (
            False,
            True,
            False,
        )

    def test_a_minimum_of_points_costs_nothing(self) -> None:
        table = next(one for one in paper("mechanisms").provisions_of(PointsCredit) if one.table).table
        assert [(row.points, str(row.credit)) for row in table][:2] == [(5, "0 %"), (10, "2 %")]

    def test_a_mix_leaves_a_fifth_unchanged(self) -> None:
        mixed = next(one for one in paper("mechanisms").provisions_of(Indexation) if one.clause.clause == "D.12").by
        assert [str(part.weight) for part in mixed.parts] == ["50 %", "30 %"]  # type: ignore[union-attr]
        assert mixed.fixed_share == Percent(20)  # type: ignore[union-attr]

    def test_nearly_all_of_it_is_computed(self) -> None:
        assert missing(paper("mechanisms")) <= {"P-MONEY/B.14", "P-MONEY/B.17", "P-MONEY/E.8", "P-MONEY/F.2"}
