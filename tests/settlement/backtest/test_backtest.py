"""Back-test, stakes, other readings and forward view on a history that a person works out by hand."""

from __future__ import annotations

import gc
from datetime import UTC, datetime
from fractions import Fraction
from typing import Any

import pytest

import contractkit as ck
from contractkit.errors import PeriodError, UsageError

SLA = """
contractkit: 1
document: sla
id: SLA-7
title: Desk
language: en
currency: EUR
zone: Etc/UTC
fields: {opened_at: instant, closed_at: instant}
clauses:
  "1": {kind: term, start: 2026-01-01}
  "2": {kind: fee, name: fixed-fee, amount: EUR 1 000.00, per: month}
  "2.1": {kind: calendar, name: office, week: {mon-sun: "00:00-24:00"}}
  "3":
    kind: time-target
    name: solved
    starts: {field: opened_at}
    stops: {field: closed_at}
    within: 4 hours
    calendar: office
    reach: 90 %
    per: month
    pays:
      - kind: curve
        of: fixed-fee
        points:
          - {at: 50 %, pays: -10 %}
          - {at: 90 %, pays: 0 %}
          - {at: 100 %, pays: 5 %}
  "4":
    kind: settlement
    per: month
    order:
      - {step: cap, limit: 8 % of charges, per: month, caps: malus}
      - {step: round, to: 0.01, mode: half-up}
"""

BANDS = (
    SLA[: SLA.index("    pays:")]
    + """    pays:
      - kind: band-effect
        of: fixed-fee
        repeat: {multiply_by: 2, when: previous-period-failed, grows: stays}
        bands:
          - {from: 95 %, pays: 2 %}
          - {from: 90 %, below: 95 %, pays: 0 %}
          - {below: 90 %, pays: -3 %}
  "4":
    kind: settlement
    per: month
    order:
      - {step: earn-back, when: {target: solved, verdict: met}, returns: 50 %}
      - {step: round, to: 0.01, mode: half-up}
"""
)
METRIC = """
  "5": {kind: metric, name: kept, measures: in-time, of: [solved]}
  "6": {kind: figure-target, name: kept-share, metric: kept, reach: at least 50 %, per: month}
"""

# Ten tickets in January: eight take 3 hours, one 5, one 7. Ten in February: all take 3 hours but one, which takes 5.
HOURS = {"2026-01": [3] * 8 + [5, 7], "2026-02": [3] * 9 + [5]}


def facts() -> ck.Facts:
    rows: dict[str, list[str]] = {"id": [], "opened": [], "closed": []}
    for month, hours in HOURS.items():
        for place, took in enumerate(hours):
            rows["id"].append(f"{month}-{place}")
            rows["opened"].append(f"{month}-{place + 5:02}T09:00Z")
            rows["closed"].append(f"{month}-{place + 5:02}T{9 + took:02}:00Z")
    return ck.Facts.from_frames(
        items=rows,
        mapping={
            "contractkit": 1,
            "document": "mapping",
            "items": {"id": "id", "fields": {"opened_at": "opened", "closed_at": "closed"}},
        },
    )


@pytest.fixture(scope="module")
def papers() -> ck.Papers:
    return ck.Papers.of(text=SLA)


@pytest.fixture(scope="module")
def happened() -> ck.Facts:
    return facts()


@pytest.fixture(scope="module")
def judged(papers: ck.Papers, happened: ck.Facts) -> ck.Evaluation:
    return ck.evaluate(papers.agreement, happened, as_of=datetime(2026, 4, 1, tzinfo=UTC))


@pytest.fixture
def tried(papers: ck.Papers, judged: ck.Evaluation, happened: ck.Facts) -> Any:
    def run(vary: Any, **more: Any) -> ck.BackTest:
        given = {"period": "2026-01-01..2026-02-28", **more}
        return ck.backtest(papers.agreement, judged, happened, papers.variants(vary), **given)

    return run


class TestBacktest:
    def test_what_was_signed_comes_to_what_settle_says(self, tried):
        """January 80 %: -10 + 10 × 30/40 = -2.5 %, EUR -25.00. February 90 %: nothing."""
        signed = tried({}).signed
        assert [str(one.total) for one in signed.periods] == ["EUR 975.00", "EUR 1 000.00"]
        assert str(signed.effects) == "EUR -25.00"

    def test_another_curve_keeps_every_verdict(self, tried):
        """The break-even at 80 % instead of 90 %: January 0, February 80 to 100 is 5 %: at 90 2.5 %, EUR 25.00."""
        (one,) = tried({"3 pays.1.points.90 %.at": ["80 %"]})
        assert (one.anew, str(one.effects)) == ("settled", "EUR 25.00")

    def test_another_allowed_time_has_items_judged_again(self, tried):
        """Six hours: nine of ten in January, all in February: nothing, and 5 %."""
        (one,) = tried({"3 within": ["6 hours"]})
        assert one.anew == "judged"
        assert [str(each.total) for each in one.periods] == ["EUR 1 000.00", "EUR 1 050.00"]

    def test_a_limit_is_met_exactly_at_its_end(self, tried):
        """Five hours are in time within five hours."""
        (at, below) = tried({"3 within": ["5 hours", "299 minutes"]})
        assert [str(one.bonus) for one in (at, below)] == ["EUR 50.00", "EUR 0.00"]

    def test_another_calendar_is_evaluated_anew_and_says_so(self, tried):
        """An office open from 10 only: the ticket of five hours takes four; the one of seven takes six."""
        (one,) = tried({"2.1 week.mon-sun": ["10:00-24:00"]})
        assert one.anew == "evaluated"
        assert [str(each.total) for each in one.periods] == ["EUR 1 000.00", "EUR 1 050.00"]

    def test_a_pause_or_a_scope_is_evaluated_anew(self, tried):
        (one,) = tried({"3 stops.field": ["opened_at"]})
        assert one.anew == "evaluated"
        assert str(one.bonus) == "EUR 100.00"

    def test_both_parties_see_the_same_difference_with_opposite_signs(self, tried):
        found = tried({"3 within": ["6 hours"]})
        (one,) = found
        assert (str(found.difference(one)), str(found.difference(one, "customer"))) == ("EUR 75.00", "EUR -75.00")
        assert found.best_for("provider") is one
        assert found.best_for("customer") is found.signed
        rows = found.to_table("customer").to_records()
        assert [row["difference"] for row in rows] == [0, -75]
        assert [row["total"] for row in rows] == [-1975, -2050]

    def test_a_draft_on_the_table_is_a_variant_too(self, papers, judged, happened):
        draft = ck.load_agreement(text=SLA.replace("EUR 1 000.00", "EUR 900.00"))
        found = ck.backtest(papers.agreement, judged, happened, [ck.Variant.of("draft", draft)], period="2026-01")
        assert str(found["draft"].total) == "EUR 877.50"

    def test_the_lines_of_a_variant_are_there_for_the_asking(self, tried):
        """Judged again under six hours; each month comes to the sum that was found."""
        found = tried({"3 within": ["6 hours"]})
        (one,) = found
        months = found.settlements(one)
        assert [month.total for month in months] == [each.total for each in one.periods]
        assert "9 of 10 in time = 90.00 %" in months[0].lines[1].says

    @pytest.mark.parametrize("beside", ["", METRIC], ids=["counts alone", "a metric measured on items"])
    def test_other_allowed_times_under_other_clauses_are_what_evaluating_and_settling_them_gives(
        self, happened, beside
    ):
        """Bands with a repeat, earn-back: judged again by their counts, or evaluated where a metric looks at the items."""
        papers = ck.Papers.of(text=BANDS + beside)
        evaluated = ck.evaluate(papers.agreement, happened, as_of=datetime(2026, 4, 1, tzinfo=UTC))
        hours = {"3 within": ["3 hours", "299 minutes", "5 hours", "6 hours", "7 hours"]}
        found = ck.backtest(
            papers.agreement, evaluated, happened, papers.variants(hours), period="2026-01-01..2026-02-28"
        )
        for one in (found.signed, *found):
            agreement = one.variant.agreement
            own = ck.evaluate(agreement, happened, as_of=datetime(2026, 4, 1, tzinfo=UTC))
            ledger, totals = ck.Ledger.empty(), []
            for month in ("2026-01", "2026-02"):
                money, ledger = ck.settle(agreement, own, happened, period=month, before=ledger)
                totals.append(money.total)
            assert [each.total for each in one.periods] == totals
            assert one.anew == ("settled" if one is found.signed else "judged")
        assert len({one.total for one in found}) > 2

    def test_variants_that_differ_in_their_repeat_share_the_months_in_which_it_does_nothing(self, happened):
        """Two hours: 30 in January, and as many times more in February. Four: 30, of which the met February returns half.

        Each is drawn beside the others as it is alone: a repeat belongs to its own variant.
        """
        papers = ck.Papers.of(text=BANDS)
        evaluated = ck.evaluate(papers.agreement, happened, as_of=datetime(2026, 4, 1, tzinfo=UTC))
        grid = {"3 within": ["4 hours", "2 hours"], "3 pays.1.repeat.multiply_by": ["1.5", "2", "3"]}
        variants = papers.variants(grid)

        def tried(some: Any) -> Any:
            return ck.backtest(
                papers.agreement, evaluated, happened, some, period="2026-01-01..2026-02-28", resamples=60, seed=3
            )

        found = list(tried(variants))
        assert [str(one.effects.amount) for one in found] == [
            *("-15.00", "-15.00", "-15.00"),
            *("-75.00", "-90.00", "-120.00"),
        ]
        alone = [next(iter(tried([one]))) for one in variants]
        assert [one.interval for one in found] == [one.interval for one in alone]
        assert len({one.interval.mean for one in found[:3] if one.interval}) == 3

    def test_nothing_that_was_worked_out_waits_for_the_garbage_collector(self, happened):
        """It goes when nobody asks for it any more: a thousand variants of a year leave their results and no more."""
        papers = ck.Papers.of(text=BANDS)
        evaluated = ck.evaluate(papers.agreement, happened, as_of=datetime(2026, 4, 1, tzinfo=UTC))
        variants = papers.variants({"3 within": ["4 hours", "2 hours"], "3 pays.1.repeat.multiply_by": ["2", "3"]})

        def work() -> None:
            ck.backtest(papers.agreement, evaluated, happened, variants, period="2026-01-01..2026-02-28")
            ledger = ck.Ledger.empty()
            for month in ("2026-01", "2026-02"):
                _, ledger = ck.settle(papers.agreement, evaluated, happened, period=month, before=ledger)

        work()  # what the first use sets up stays
        gc.collect()
        gc.disable()
        try:
            work()
            assert gc.collect() == 0
        finally:
            gc.enable()

    def test_two_variants_of_one_name_are_refused(self, papers, judged, happened):
        twice = [ck.Variant.of("draft", papers.agreement)] * 2
        with pytest.raises(UsageError, match="two variants are called 'draft'"):
            ck.backtest(papers.agreement, judged, happened, twice, period="2026-01")

    def test_a_variant_in_another_currency_is_refused(self, papers, judged, happened):
        dollars = ck.load_agreement(text=SLA.replace("EUR", "USD"))
        with pytest.raises(UsageError, match="is in USD"):
            ck.backtest(papers.agreement, judged, happened, [ck.Variant.of("x", dollars)], period="2026-01")

    def test_other_allowed_times_without_facts_are_refused(self, papers, judged):
        other = papers.variants({"3 within": ["6 hours"]})
        with pytest.raises(UsageError, match="takes the facts"):
            ck.backtest(papers.agreement, judged, None, other, period="2026-01")

    def test_the_record_is_plain_data(self, tried):
        import json

        record = json.loads(json.dumps(tried({"3 within": ["6 hours"]}, resamples=10).to_dict()))
        assert record["variants"][0]["difference"] == "75.00"
        assert record["variants"][0]["settings"] == [{"clause": "SLA-7/3", "field": "within", "value": "6 hours"}]
        assert record["signed"]["interval"]["resamples"] == 10


class TestInterval:
    def test_one_seed_gives_one_interval_and_another_seed_another(self, tried):
        first, again, other = (tried({}, resamples=200, seed=seed).signed.interval for seed in (1, 1, 2))
        assert first == again
        assert first != other

    def test_where_every_item_was_met_there_is_no_luck(self, tried):
        """All of ten met: drawn anew, all of ten are met."""
        (one,) = tried({"3 within": ["7 hours"]}, resamples=50)
        assert one.interval is not None
        assert (str(one.interval.low), str(one.interval.high)) == ("EUR 100.00", "EUR 100.00")

    def test_the_mean_is_near_what_the_binomial_says(self, papers, judged, happened):
        """January alone, ten items at 80 %: the expectation over k met, each with its curve and the cap, by hand."""
        from math import comb

        def pays(met: int) -> Fraction:
            share = Fraction(met, 10)
            below = max(Fraction(-80), Fraction(-100) + 100 * (share - Fraction(1, 2)) * Fraction(5, 2))
            return below if share <= Fraction(9, 10) else Fraction(50)

        expected = sum(float(pays(met)) * comb(10, met) * 0.8**met * 0.2 ** (10 - met) for met in range(11))
        found = ck.backtest(papers.agreement, judged, happened, [], period="2026-01", resamples=40_000, seed=5)
        assert found.signed.interval is not None
        assert float(found.signed.interval.mean.amount) == pytest.approx(expected, abs=0.8)

    def test_an_effect_with_a_cap_of_its_own_is_drawn_too(self, tried):
        """No month takes more than EUR 10.00, so that both together lie between -20.00 and the bonus of two months."""
        (one,) = tried({"3 pays.1.cap": ["EUR 10.00"]}, resamples=200)
        assert str(one.effects) == "EUR -10.00"
        assert one.interval is not None
        assert str(one.interval.low) == "EUR -20.00"
        assert one.interval.held == ()

    def test_an_effect_that_stands_in_the_place_of_another_has_no_interval_and_says_so(self, tried):
        """Which of the two counts is decided by what each comes to; that is not drawn."""
        (one,) = tried({"3 pays.1.instead_of": [["3"]]}, resamples=10)
        assert one.interval is None
        assert "in the place of another" in (one.no_interval or "")


class TestHeld:
    HOSTING = """
  "5": {kind: metric, name: uptime, measures: availability, relief: none}
  "6":
    kind: figure-target
    name: available
    metric: uptime
    reach: at least 99 %
    per: month
    pays: [{kind: tier-credit, of: fixed-fee, tiers: [{below: reach, credit: 3 %}]}]
"""

    def told(self, agreement: ck.Agreement) -> ck.SettlementFacts:
        figures = {"figures": {"available": {"2026-01": "98 %", "2026-02": "99.5 %"}}}
        return ck.SettlementFacts.from_dict(figures, agreement=agreement, period="2026")

    def test_a_told_figure_stays_as_it_happened_and_the_interval_says_so(self, judged, happened):
        """EUR 30.00 in January whatever is drawn; without luck in the tickets (seven hours) nothing else moves."""
        papers = ck.Papers.of(text=SLA + self.HOSTING)
        agreement = papers.agreement
        result = ck.evaluate(agreement, happened, as_of=datetime(2026, 4, 1, tzinfo=UTC))
        (one,) = ck.backtest(
            agreement, result, happened, papers.variants({"3 within": ["7 hours"]}), period="2026-01-01..2026-02-28",
            told=self.told(agreement), resamples=20,
        )  # fmt: skip
        assert one.interval is not None
        assert one.interval.held == ("available",)
        assert (str(one.interval.low), str(one.interval.high)) == ("EUR 70.00", "EUR 70.00")
        assert one.to_dict()["interval"]["held"] == ["available"]

    def test_where_no_item_decides_there_is_no_interval(self):
        head = SLA[: SLA.index('  "3":')]
        agreement = ck.load_agreement(text=head + self.HOSTING)
        found = ck.backtest(agreement, None, None, [], period="2026-01", told=self.told(agreement), resamples=20)
        assert found.signed.interval is None
        assert "nothing can be drawn" in (found.signed.no_interval or "")


class TestExposure:
    def test_what_is_at_risk_stops_at_the_cap_and_what_can_be_won_at_the_curve(self, papers, judged):
        """Each month 8 % of EUR 1 000 at risk, 5 % to win."""
        found = ck.exposure(papers.agreement, judged, period="2026-01-01..2026-02-28")
        assert (str(found.at_risk), str(found.to_win)) == ("EUR -160.00", "EUR 100.00")
        assert (found.share_at_risk, found.share_to_win) == (Fraction(8, 100), Fraction(5, 100))

    def test_one_more_breach_costs_what_the_curve_says(self, papers, judged):
        """February 9 of 10 pays nothing; 8 of 10 is -2.5 %."""
        (stake,) = ck.exposure(papers.agreement, judged, period="2026-01-01..2026-02-28").stakes
        assert (stake.period.label, str(stake.next_breach), stake.break_even) == ("2026-02", "EUR -25.00", 90)

    def test_the_malus_is_used_up_where_the_cap_is_reached(self, papers, judged):
        """-8 % is reached at 58 %: with five of ten breached the curve is at -10 %, with four at -7.5 %."""
        (stake,) = ck.exposure(papers.agreement, judged, period="2026-02").stakes
        assert (stake.used_up_at, stake.used_up_share, stake.is_used_up) == (5, Fraction(1, 2), False)

    def test_other_clauses_go_through_settle_and_say_how_the_ends_are_known(self, papers, judged):
        """An own cap of EUR 10 on the effect, both ways of it: all breached, all met."""
        agreement = papers.with_value("3 pays.1.cap", "EUR 10.00")
        found = ck.exposure(agreement, judged, period="2026-02")
        assert (found.exact_ends, str(found.at_risk)) == ("items", "EUR -10.00")
        assert str(found.stakes[0].next_breach) == "EUR -10.00"

    def test_bands_have_a_break_even_a_price_and_an_end_too(self, papers, judged):
        """9 of 10 pay nothing, 8 of 10 cost 5 %, and more cost no more; all in time win 2 %."""
        bands = [{"from": "95 %", "pays": "2 %"}, {"from": "90 %", "below": "95 %", "pays": "0 %"}]
        bands.append({"below": "90 %", "pays": "-5 %"})
        effect = {"kind": "band-effect", "of": "fixed-fee", "bands": bands}
        found = ck.exposure(papers.with_value("3 pays", [effect]), judged, period="2026-02")
        assert (str(found.at_risk), str(found.to_win), found.exact_ends) == ("EUR -50.00", "EUR 20.00", "figures")
        (stake,) = found.stakes
        assert (stake.break_even, str(stake.next_breach), stake.used_up_at) == (90, "EUR -50.00", 2)

    def test_steps_are_used_up_where_the_cap_is_reached(self, papers, judged):
        """1 % for each full 10 points below 90 %, so nothing above 80 %; 8 % and the cap at 10 %: nine of ten late."""
        effect = {"kind": "step-credit", "of": "fixed-fee", "below": "reach", "step": "10 pp", "credit_per_step": "1 %"}
        found = ck.exposure(
            papers.with_value("3 pays", [{**effect, "part_steps": "ignored"}]), judged, period="2026-02"
        )
        assert (str(found.at_risk), str(found.to_win)) == ("EUR -80.00", "EUR 0.00")
        (stake,) = found.stakes
        assert (stake.break_even, str(stake.next_breach), stake.used_up_at) == (80, "EUR -10.00", 9)

    def test_a_repeat_leaves_open_whether_other_figures_cost_more(self, papers, judged):
        """January failed, so that a breach in February costs twice as much; which is more than the worst of one alone."""
        agreement = papers.with_value("3 pays.1.repeat", {"multiply_by": "2", "when": "previous-period-failed"})
        found = ck.exposure(agreement, judged, period="2026-01-01..2026-02-28")
        assert found.exact_ends == "items"
        assert str(found.stakes[0].next_breach) == "EUR -50.00"

    def test_figures_measured_elsewhere_are_at_stake_too(self):
        """A curve from -20 % to 4 % under a cap of 15 % of EUR 3 000: EUR 450 to lose, 120 to win, whatever was told."""
        hosting = ck.load_agreement(
            data={
                "contractkit": 1, "document": "sla", "id": "H-1", "title": "Hosting", "currency": "EUR", "zone": "UTC",
                "clauses": {
                    "1": {"kind": "term", "start": "2026-01-01"},
                    "2": {"kind": "fee", "name": "hosting", "amount": "EUR 3 000.00", "per": "month"},
                    "3": {"kind": "metric", "name": "uptime", "measures": "availability", "relief": "none"},
                    "4": {"kind": "figure-target", "name": "available", "metric": "uptime", "reach": "at least 99.5 %",
                          "per": "month", "pays": [{"kind": "curve", "of": "charges", "points": [
                              {"at": "98 %", "pays": "-20 %"}, {"at": "99.5 %", "pays": "0 %"},
                              {"at": "99.9 %", "pays": "4 %"}]}]},
                    "5": {"kind": "settlement", "per": "month", "order": [
                        {"step": "cap", "limit": "15 % of charges", "per": "month", "caps": "malus"},
                        {"step": "round", "to": "0.01"}]},
                },
            }
        )  # fmt: skip
        told = ck.SettlementFacts.from_dict({"figures": {"available": "99.2 %"}}, agreement=hosting, period="2026-03")
        found = ck.exposure(hosting, None, period="2026-03", told=told)
        assert (str(found.at_risk), str(found.to_win), found.exact_ends) == ("EUR -450.00", "EUR 120.00", "figures")
        assert str(found.effects) == "EUR -120.00"
        unknown = ck.exposure(hosting, None, period="2026-03")
        assert (unknown.at_risk, unknown.to_win) == (found.at_risk, found.to_win)


class TestOtherReadings:
    def test_each_reading_has_the_difference_in_money(self, papers, judged, happened):
        """Opened and due lie in one month for every ticket; a claim that nobody made pays nothing of EUR -25."""
        found = ck.other_readings(papers.agreement, judged, happened, papers.readings(), period="2026-01")
        assert str(found.taken.total) == "EUR 975.00"
        by_word = {(one.assumption.convention, one.alternative): one for one in found.readings}
        assert str(by_word["assigned_by", "opened"].difference) == "EUR 0.00"
        assert [one.alternative for one in found.that_matter] == ["30 days"]
        assert str(by_word["claim", "30 days"].difference) == "EUR 25.00"

    def test_what_cannot_be_worked_out_says_why(self, papers, judged, happened):
        import attrs

        strange = attrs.evolve(papers.agreement.assumptions[0], convention="nothing", alternatives=("x",))
        (one,) = ck.other_readings(
            papers.agreement, judged, happened, papers.readings([strange]), period="2026-01"
        ).not_worked_out
        assert one.why == "no clause has a word for it"

    def test_what_only_the_settlement_had_to_assume_is_read_otherwise_too(self, happened):
        """How to round, where no clause says it: a third of EUR 100.10."""
        text = SLA.replace("EUR 1 000.00, per: month", "EUR 100.10, per: quarter").replace(
            "      - {step: round, to: 0.01, mode: half-up}\n", ""
        )
        papers = ck.Papers.of(text=text)
        result = ck.evaluate(papers.agreement, happened, as_of=datetime(2026, 4, 1, tzinfo=UTC))
        money, _ = ck.settle(papers.agreement, result, happened, period="2026-02")
        readings = papers.readings(money.assumptions)
        found = ck.other_readings(papers.agreement, result, happened, readings, period="2026-02")
        by_word = {(one.assumption.convention, one.alternative): one for one in found.readings}
        # A month of it is EUR 33.3666…: half up .37, down .36.
        assert str(found.taken.total) == "EUR 33.37"
        assert str(by_word["mode", "down"].difference) == "EUR -0.01"
        assert str(by_word["mode", "half-even"].difference) == "EUR 0.00"

    def test_the_table_has_a_row_for_each(self, papers, judged, happened):
        found = ck.other_readings(papers.agreement, judged, happened, papers.readings(), period="2026-01")
        assert len(found.to_table()) == len(found.readings) == len(found.to_dict()["readings"])


class TestForecast:
    @pytest.fixture
    def early(self, papers: ck.Papers, happened: ck.Facts) -> ck.Evaluation:
        """14 January, midnight: nine tickets are closed, one of them late; thirteen of thirty-one days have passed."""
        return ck.evaluate(papers.agreement, happened, as_of=datetime(2026, 1, 14, tzinfo=UTC))

    def test_misses_left_count_what_is_known_and_what_is_expected(self, papers, early):
        """9 in 13 of 31 days are 22 in the month. 90 % leave none of 9 and 2 of 22; one is late already."""
        found = ck.forecast(papers.agreement, early, period="2026-01")
        (target,) = found.targets
        assert (target.met, target.breached, target.expected) == (8, 1, 22)
        left = {(one.at, one.kind): (one.known.left, one.expected.left) for one in target.thresholds}
        assert left == {(100, "point"): (-1, -1), (90, "reach"): (-1, 1), (50, "point"): (3, 10)}
        assert [one.is_missed for one in target.thresholds] == [True, False, False]

    def test_expected_volumes_may_be_said(self, papers, early):
        (target,) = ck.forecast(papers.agreement, early, period="2026-01", volumes={"solved": 10}).targets
        assert target.expected == 10

    def test_best_and_worst_are_what_settle_comes_to(self, papers, early):
        """Ten expected, one late: 90 % pays nothing; the tenth late too: 80 %, EUR -25."""
        found = ck.forecast(papers.agreement, early, period="2026-01", volumes={"solved": 10})
        assert [str(one) for one in (found.best, found.worst)] == ["EUR 0.00", "EUR -25.00"]
        assert str(found.total) == "EUR 1 000.00"

    def test_the_room_under_each_cap_is_told(self, papers, happened):
        """20 January: eight of ten, EUR -25 of at most EUR 80."""
        late = ck.evaluate(papers.agreement, happened, as_of=datetime(2026, 1, 20, tzinfo=UTC))
        found = ck.forecast(papers.agreement, late, period="2026-01", volumes={"solved": 10})
        (cap,) = found.caps
        assert (cap.side, cap.limit, cap.now, cap.left) == ("malus", 80, 25, 55)

    def test_a_period_that_has_not_begun_is_refused(self, papers, early):
        with pytest.raises(PeriodError, match="begins after the moment of judging"):
            ck.forecast(papers.agreement, early, period="2026-02")


def test_a_variant_that_costs_what_nobody_told_says_so() -> None:
    """Outside the band units would cost EUR 4.00 each, and no volume was told: the sum is short of it."""
    clause = {
        "kind": "service",
        "name": "mail",
        "volume": "300 boxes",
        "price": "EUR 4.00 per box per month",
        "band": "10 %",
    }
    head = {"contractkit": 1, "document": "sla", "id": "S-9", "title": "Mail", "currency": "EUR", "zone": "UTC"}
    papers = ck.Papers.of(data={**head, "clauses": {"1": {"kind": "term", "start": "2026-01-01"}, "2": clause}})
    outside = {"above": "100 % of price", "below": "100 % of price"}
    variants = papers.variants({"2 outside_band": [outside]})
    found = ck.backtest(papers.agreement, None, None, variants, period="2026-01")
    assert found.signed.missing == ()
    assert found.variants[0].missing == ("mail: no volume of mail is measured in 2026-01, so nothing is charged",)
    told = ck.SettlementFacts(volumes=[ck.CountedVolume("mail", ck.Period.parse("2026-01"), 340)])
    known = ck.backtest(papers.agreement, None, None, variants, period="2026-01", told=told).variants[0]
    assert (known.missing, str(known.total)) == ((), "EUR 1 240.00")
