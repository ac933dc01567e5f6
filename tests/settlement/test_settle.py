"""From an agreement and its counts to the money of a period."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import attrs
import pytest

from contractkit.errors import PeriodError, UsageError
from contractkit.quantities.money import Money
from contractkit.quantities.periods import Period
from contractkit.settlement import Ledger, LedgerEntry, SettledPeriod, settle
from contractkit.terms.conditions import Is

MISSED = {label: {"4.2": (1, 1)} for label in ("2025-07", "2025-08", "2025-09", "2026-07")}


def run(given, agreement, counts=None, period="2026-Q1", before=None, **kept):
    return settle(agreement, given.counted(agreement, counts, **kept), None, period=period, before=before or Ledger())


@pytest.fixture(scope="module")
def monthly(given):
    """12 400 a month; below 97 % 2 % of it is credited, below 90 % 5 %; settled per month."""
    target = given.target("4.2", "month", given.tiers("base", ("97", "2"), ("90", "5")), title="Resolution P1")
    return given.agreement(target, fees=[given.fee("base", "12400.00", "month")], steps=[given.rounding()], per="month")


@pytest.fixture(scope="module")
def bonus(given):
    """8 000 a month with a curve on it; settled per month."""
    curve = given.curve("fixed-fee", ("90", "-10"), ("95", "0"), ("97", "0"), ("100", "5"))
    target = given.target("5.1", "month", curve, title="Broken PCs")
    return given.agreement(
        target, fees=[given.fee("fixed-fee", "8000.00", "month")], steps=[given.rounding()], per="month"
    )


@pytest.fixture(scope="module")
def yearly_cap(given):
    """1 000 a month; a month below 97 % is credited 30 %; no more than 500 in a contract year, which begins in July."""
    return given.agreement(
        given.target("4.2", "month", given.tiers("base", ("97", "30"))),
        fees=[given.fee("base", "1000.00", "month")],
        steps=[given.cap("500.00", "year"), given.rounding()],
        per="month",
        start="2025-07-01",
    )


def used_in_august(amount):
    period = Period.parse("2025-08")
    entry = LedgerEntry("x", "4.2", "SLA/4.2", period.last, "malus", Money(amount, "EUR"))
    return Ledger.empty().with_period("C-1", SettledPeriod(period, "final", Money("1", "EUR"), (entry,)))


class TestSentences:
    def test_a_credit_says_figure_bound_and_base(self, given, monthly):
        """A contract manager reads it without a manual."""
        settlement, _ = run(given, monthly, {"2026-02": {"4.2": (46, 2)}}, "2026-02")
        line = settlement.lines[1]
        assert line.says == (
            "Resolution P1, 2026-02: 46 of 48 in time = 95.83 %, below 97 %: credit 2 % of base EUR 12 400.00"
        )
        assert line.formula == "tier below 97 %: -2 % × base EUR 12 400.00 = EUR -248.00"
        assert line.inputs == {
            "met": "46",
            "breached": "2",
            "undetermined": "0",
            "running": "0",
            "attainment": "23/24",
            "percent": "-2",
            "of": "base",
            "base": "12400",
        }
        assert (line.kind, line.state, line.items, line.target) == ("malus", "settled", 48, "4.2")

    def test_no_credit_says_so(self, given, monthly):
        """At the bound nothing is credited."""
        settlement, _ = run(given, monthly, {"2026-02": {"4.2": (97, 3)}}, "2026-02")
        assert (
            settlement.lines[1].says == "Resolution P1, 2026-02: 97 of 100 in time = 97.00 %, not below 97 %: no credit"
        )
        assert settlement.lines[1].kind == "none"

    def test_a_curve_says_bonus_or_malus_and_works_it_out(self, given, bonus):
        """99 % is two thirds of the way from 97 (0) to 100 (5)."""
        settlement, _ = run(given, bonus, {"2026-02": {"5.1": (99, 1)}}, "2026-02")
        line = settlement.lines[1]
        assert line.says == (
            "Broken PCs, 2026-02: 99 of 100 in time = 99.00 %, between 97 % and 100 %: "
            "bonus 3.3333… % of fixed-fee EUR 8 000.00"
        )
        assert line.formula == (
            "0 + (5 - 0) × (99 - 97) / (100 - 97): 3.3333… % × fixed-fee EUR 8 000.00 = EUR 266.6666…"
        )
        assert line.inputs["percent"] == "10/3"
        assert (line.amount, line.exact) == (Money("266.67", "EUR"), Fraction(800, 3))
        assert line.rounding == Fraction("266.67") - Fraction(800, 3)

    def test_undetermined_items_give_an_interval(self, given, monthly):
        """46 met, 2 breached, 2 unknown."""
        settlement, _ = run(given, monthly, {"2026-02": {"4.2": (47, 2, 1)}}, "2026-02")
        assert settlement.lines[1].says == (
            "Resolution P1, 2026-02: 47 of 49 in time = 95.92 %, with 1 undetermined, so between 94.00 % and 96.00 %: "
            "credit 2 % of base EUR 12 400.00"
        )
        settlement, _ = run(given, monthly, {"2026-02": {"4.2": (96, 2, 2)}}, "2026-02")
        line = settlement.lines[1]
        assert line.says == (
            "Resolution P1, 2026-02: 96 of 98 in time = 97.96 %, with 2 undetermined, so between 96.00 % and 98.00 %: "
            "between credit 2 % and no credit of base EUR 12 400.00; nothing is settled until that is known"
        )
        assert (line.kind, line.state, line.low, line.high) == (
            "malus",
            "undetermined",
            Money("-248.00", "EUR"),
            Money("0.00", "EUR"),
        )

    def test_no_volume_says_so_and_an_item_that_runs_is_not_no_volume_in_words(self, given, monthly):
        """Nothing came in; or nothing is judged yet."""
        settlement, _ = run(given, monthly, {}, "2026-02")
        assert settlement.lines[1].says == "Resolution P1, 2026-02: no items, so no effect"
        assert settlement.lines[1].state == "no-volume"
        settlement, _ = run(given, monthly, {"2026-02": {"4.2": (0, 0, 0, 3)}}, "2026-02")
        assert settlement.lines[1].says == "Resolution P1, 2026-02: no item is judged yet and 3 still run, so no effect"
        assert settlement.status == "provisional"

    def test_targets_of_one_title_are_told_apart_by_their_names(self, given):
        """Rows of one clause share its title."""
        credit = given.tiers("base", ("97", "5"))
        agreement = given.agreement(
            *(given.target(name, "month", credit, title="Resolution") for name in ("p1", "p2")),
            fees=[given.fee("base", "1", "month")],
            per="month",
        )
        settlement, _ = run(given, agreement, {}, "2026-02")
        assert [line.says.split(",")[0] for line in settlement.lines[1:]] == ["Resolution (p1)", "Resolution (p2)"]

    def test_a_title_that_is_a_sentence_stays_out_of_the_sentence(self, given):
        """The name is used."""
        target = given.target("pc", "month", given.tiers("base", ("97", "5")), title="A broken PC works in four hours.")
        agreement = given.agreement(target, fees=[given.fee("base", "1", "month")], per="month")
        assert run(given, agreement, {}, "2026-02")[0].lines[1].says.startswith("pc, 2026-02: ")

    def test_a_charge_says_what_was_agreed(self, given, monthly):
        """How it comes to its amount stands in the formula."""
        charge = run(given, monthly, {}, "2026-02")[0].lines[0]
        assert charge.says == "base, 2026-02: EUR 12 400.00 per month"
        assert charge.formula == "EUR 12 400.00 per month × 1 month = EUR 12 400.00"

    def test_a_cap_names_its_limit_and_its_clause(self, given):
        """5 % of 12 400 is 620; at most 3 % is 372."""
        agreement = given.agreement(
            given.target("4.2", "month", given.tiers("base", ("97", "5"))),
            fees=[given.fee("base", "12400.00", "month")],
            steps=[given.cap("3 % of base", "month"), given.rounding()],
            per="month",
        )
        settlement, _ = run(given, agreement, {"2026-02": {"4.2": (1, 1)}}, "2026-02")
        cap = settlement.lines[2]
        assert cap.says == (
            "Malus in 2026-02: EUR 620.00; the most is 3 % of base EUR 12 400.00 = EUR 372.00: "
            "EUR 248.00 is not deducted"
        )
        assert str(cap.clause) == "SLA/6.9"
        assert settlement.malus == Money("-372.00", "EUR")
        assert settlement.net(settlement.lines[1]) == Money("-372.00", "EUR")

    def test_a_result_is_met_and_not_in_time(self, given, bonus):
        """A result has more conditions than time."""
        line = bonus.lines[0]
        target = attrs.evolve(line.targets[0], also=Is("data-restored", ("yes",)))
        agreement = attrs.evolve(bonus, lines=(attrs.evolve(line, targets=(target,)),))
        settlement, _ = run(given, agreement, {"2026-02": {"5.1": (96, 4)}}, "2026-02")
        assert settlement.lines[1].says == (
            "Broken PCs, 2026-02: 96 of 100 met = 96.00 %, between 95 % and 97 %: no bonus, no malus"
        )


class TestStatus:
    END_OF_FEBRUARY = "2026-02-28T23:00:00+00:00"  # midnight of 1 March in Amsterdam

    def test_at_the_end_of_the_period_in_its_own_zone_it_is_final(self, given, monthly):
        """One microsecond earlier it is not."""
        counts = {"2026-02": {"4.2": (9, 1)}}
        end = given.as_of(self.END_OF_FEBRUARY)
        assert run(given, monthly, counts, "2026-02", as_of=end)[0].status == "final"
        early = run(given, monthly, counts, "2026-02", as_of=end - 1)[0]
        assert early.status == "provisional"
        assert early.reasons == (
            "Facts are known up to 2026-02-28T22:59:59.999999+00:00, which is before the end of 2026-02.",
        )

    def test_an_item_that_still_runs_is_a_reason(self, given, monthly):
        """Its verdict can change the figure."""
        settlement, _ = run(given, monthly, {"2026-02": {"4.2": (9, 1, 0, 1)}}, "2026-02")
        assert settlement.reasons == ("1 item is still running under targets that pay.",)

    def test_an_undetermined_figure_is_a_reason_only_where_it_matters(self, given, monthly):
        """Whatever the unknown item is, below 90 % stays below 90 %."""
        sure, _ = run(given, monthly, {"2026-02": {"4.2": (1, 8, 1)}}, "2026-02")
        assert (sure.status, sure.low, sure.high) == ("final", None, None)
        unsure, _ = run(given, monthly, {"2026-02": {"4.2": (96, 3, 1)}}, "2026-02")
        assert unsure.reasons == (
            "What Resolution P1 pays in 2026-02 is not known: 1 of 100 items lacks a fact; the total is without it.",
        )

    def test_an_item_that_still_runs_keeps_it_open_whatever_it_would_pay(self, given, monthly):
        """Below 90 % with or without it: the settlement says so and waits."""
        settlement, _ = run(given, monthly, {"2026-02": {"4.2": (1, 8, 0, 1)}}, "2026-02")
        assert settlement.status == "provisional"

    def test_items_of_targets_that_do_not_pay_keep_nothing_open(self, given, monthly):
        """Unknown and running ones move no amount."""
        free = given.target("9.9", "month")
        agreement = given.agreement(*monthly.targets, free, fees=monthly.fees, steps=[given.rounding()], per="month")
        settlement, _ = run(given, agreement, {"2026-02": {"4.2": (9, 1), "9.9": (1, 1, 5, 5)}}, "2026-02")
        assert (settlement.status, settlement.reasons) == ("final", ())

    def test_a_month_with_nothing_but_an_unknown_item_is_open(self, given, monthly):
        """It may be late, in time, or of another month."""
        settlement, _ = run(given, monthly, {"2026-02": {"4.2": (0, 0, 1)}}, "2026-02")
        assert (settlement.status, settlement.low, settlement.high) == (
            "provisional",
            Money("11780.00", "EUR"),
            Money("12400.00", "EUR"),
        )

    def test_a_part_of_a_settlement_period_is_never_final(self, given):
        """Also the last month of a quarter with the other two in the ledger: the quarter settles it."""
        agreement = given.agreement(fees=[given.fee("base", "100.00", "quarter")], per="quarter")
        ledger = Ledger.empty()
        for period in ("2026-01", "2026-02", "2026-03"):
            settlement, ledger = run(given, agreement, {}, period, ledger)
            assert settlement.reasons == (
                f"{period} is only a part of the settlement period 2026-Q1; that settles it.",
            )
        assert run(given, agreement, {}, "2026-Q1")[0].status == "final"

    def test_a_price_without_a_volume_is_a_problem_and_not_a_silent_nothing(self, given):
        """The settlement is there, with the problem on it."""
        agreement = given.agreement(services=[given.service("mail", "4.10", "month", None)], per="month")
        settlement, _ = run(given, agreement, {}, "2026-02")
        (problem,) = settlement.problems
        assert (problem.code, problem.fatal) == ("no-agreed-volume", False)
        assert settlement.status == "provisional"


class TestUndetermined:
    def test_the_total_has_a_least_and_a_most_under_all_steps(self, given):
        """Two targets of 400 and 300, the second unknown, cap 500: 9 500 to 9 600."""
        agreement = given.agreement(
            given.target("a", "quarter", given.tiers("base", ("97", "4"))),
            given.target("b", "quarter", given.tiers("base", ("97", "3"))),
            fees=[given.fee("base", "10000.00", "quarter")],
            steps=[given.cap("500.00", "quarter"), given.rounding()],
        )
        settlement, _ = run(given, agreement, {"2026-Q1": {"a": (1, 1), "b": (96, 3, 1)}})
        assert [str(amount) for amount in (settlement.low, settlement.total, settlement.high)] == [
            "EUR 9 500.00",
            "EUR 9 600.00",
            "EUR 9 600.00",
        ]

    def test_an_effect_that_may_be_either_is_neither_for_now(self, given, bonus):
        """From 94 % (malus) to 98 % (bonus)."""
        settlement, _ = run(given, bonus, {"2026-02": {"5.1": (94, 2, 4)}}, "2026-02")
        line = settlement.lines[1]
        assert (line.kind, line.state, line.amount.amount) == ("none", "undetermined", 0)
        assert (line.low, line.high) == (Money("-160.00", "EUR"), Money("133.33", "EUR"))

    def test_caps_from_wide_to_narrow_give_an_interval_that_is_wide_but_true(self, given):
        """A quarter's cap of 600 before a month's of 300: a month that owes more can make the quarter pay less.

        February owes 300. January owes 1 000, 300 or nothing, as none, one or both of its items are met. With 300 both
        months pay: 600. With 1 000 the 600 are split 461.54 and 138.46, and the month's cap leaves 300 + 138.46. So the
        ends of January's range do not enclose the middle, and only what holds before caps is certain.
        """
        agreement = given.agreement(
            given.target("a", "month", given.curve("base", ("0", "-100"), ("50", "-30"), ("100", "0"))),
            fees=[given.fee("base", "1000.00", "month")],
            steps=[given.cap("600.00", "quarter"), given.cap("300.00", "month"), given.rounding()],
        )
        counts = {"2026-01": {"a": (0, 0, 2)}, "2026-02": {"a": (1, 1)}}
        settlement, _ = run(given, agreement, counts)
        assert [settlement.low, settlement.high] == [Money("1700.00", "EUR"), Money("3000.00", "EUR")]
        found = []
        for january in ((0, 2), (1, 1), (2, 0)):
            later, _ = run(given, agreement, {**counts, "2026-01": {"a": january}})
            found.append(str(later.malus.amount))
            assert settlement.low <= later.total <= settlement.high
        assert found == ["-438.46", "-600.00", "-300.00"]


class TestYearlyCap:
    def test_the_cap_counts_earlier_settlements_of_its_year(self, given, yearly_cap):
        """300, then 200 of 300, then nothing; the next contract year begins anew."""
        ledger, found = Ledger.empty(), []
        for period in ("2025-07", "2025-08", "2025-09"):
            settlement, ledger = run(given, yearly_cap, MISSED, period, ledger)
            found.append(str(settlement.malus.amount))
            assert settlement.status == "final"
        assert found == ["-300.00", "-200.00", "0.00"]
        for month in (10, 11, 12, 1, 2, 3, 4, 5, 6):
            _, ledger = run(given, yearly_cap, {}, f"{2025 + (month < 7)}-{month:02}", ledger)
        settlement, _ = run(given, yearly_cap, MISSED, "2026-07", ledger)
        assert str(settlement.malus.amount) == "-300.00"

    def test_what_is_left_of_the_cap_is_said(self, given, yearly_cap):
        """Of 500, 300 were used."""
        _, ledger = run(given, yearly_cap, MISSED, "2025-07")
        settlement, _ = run(given, yearly_cap, MISSED, "2025-08", ledger)
        assert settlement.lines[-1].says == (
            "Malus in 2025-07-01..2026-06-30: EUR 300.00; the most is EUR 500.00, of which earlier settlements used "
            "EUR 300.00: EUR 100.00 is not deducted"
        )

    def test_missing_history_is_a_problem_and_not_zero(self, given, yearly_cap):
        """Nobody knows whether July used the cap up: September's malus is held back, and lies between 0 and 300."""
        _, ledger = run(given, yearly_cap, {}, "2025-08")
        settlement, _ = run(given, yearly_cap, MISSED, "2025-09", ledger)
        (problem,) = settlement.problems
        assert (problem.code, problem.where, problem.fatal) == ("missing-history", "clause SLA/6.9", False)
        assert "from 2025-07-01 to 2025-07-31 that are not in the ledger" in problem.says
        assert settlement.status == "provisional"
        assert [str(amount) for amount in (settlement.malus, settlement.low, settlement.total, settlement.high)] == [
            "EUR 0.00",
            "EUR 700.00",
            "EUR 1 000.00",
            "EUR 1 000.00",
        ]
        cap = settlement.lines[-1]
        assert (cap.state, cap.low, cap.high) == ("undetermined", Money("0.00", "EUR"), Money("300.00", "EUR"))
        assert "the settlements of 2025-07-01 to 2025-07-31 are not known, so EUR 300.00 is held back" in cap.says

    def test_a_cap_that_known_settlements_used_up_needs_no_more_history(self, given, yearly_cap):
        """August alone used 500; whatever July was, nothing is left."""
        settlement, _ = run(given, yearly_cap, MISSED, "2025-09", used_in_august("-500.00"))
        assert (settlement.problems, settlement.status, settlement.low) == ((), "final", None)
        assert settlement.malus == Money("0.00", "EUR")

    def test_a_cap_that_was_passed_takes_nothing_back(self, given, yearly_cap):
        """600 of 500 were credited, under older terms perhaps: nothing more now, and no bonus of 100."""
        agreement = attrs.evolve(yearly_cap, term=attrs.evolve(yearly_cap.term, start=date(2025, 8, 1)))
        settlement, _ = run(given, agreement, MISSED, "2025-09", used_in_august("-600.00"))
        assert settlement.total == Money("1000.00", "EUR")
        assert settlement.net(settlement.lines[1]) == Money("0.00", "EUR")

    def test_an_effect_that_is_not_known_is_open_in_the_ledger(self, given, yearly_cap):
        """July pays nothing for now, and may come to 300."""
        _, ledger = run(given, yearly_cap, {"2025-07": {"4.2": (96, 3, 1)}}, "2025-07")
        (entry,) = ledger.governing[0].entries
        assert (entry.kind, entry.amount, entry.least, entry.most) == (
            "malus",
            Money("0.00", "EUR"),
            Money("-300.00", "EUR"),
            None,
        )
        assert ledger.governing[0].status == "provisional"

    def test_what_an_open_effect_could_have_used_is_held_back(self, given):
        """9 000 a quarter, credits of 180 and 540, at most 600 a year.

        In the first quarter 7 are met, 2 breached and 1 is unknown: it uses 180 to 540. The second owes 540, of which
        420 to 60 are left: it pays 8 580 to 8 940, and 8 940 for now.
        """
        agreement = given.agreement(
            given.target("4.2", "quarter", given.tiers("base", ("90", "2"), ("80", "6"))),
            fees=[given.fee("base", "9000.00", "quarter")],
            steps=[given.cap("600.00", "year"), given.rounding()],
        )
        counts = {"2026-Q1": {"4.2": (7, 2, 1)}, "2026-Q2": {"4.2": (0, 1)}}
        _, ledger = run(given, agreement, counts)
        ledger = Ledger.from_dict(json.loads(json.dumps(ledger.to_dict())))
        settlement, ledger = run(given, agreement, counts, "2026-Q2", ledger)
        assert [str(amount) for amount in (settlement.low, settlement.total, settlement.high)] == [
            "EUR 8 580.00",
            "EUR 8 940.00",
            "EUR 8 940.00",
        ]
        assert settlement.reasons == ("2026-Q1 was settled provisionally.",)
        cap = settlement.lines[-1]
        assert cap.says == (
            "Malus in 2026: EUR 540.00; the most is EUR 600.00, of which earlier settlements used "
            "EUR 180.00 and may have used EUR 360.00 more, so EUR 480.00 is held back"
        )
        assert (cap.state, cap.low, cap.high) == ("undetermined", Money("120.00", "EUR"), Money("480.00", "EUR"))
        assert (ledger.governing[1].entries[0].least, ledger.governing[1].entries[0].most) == (
            Money("-420.00", "EUR"),
            None,
        )

    def test_an_open_effect_that_may_be_either_is_open_on_both_sides(self, given):
        """January comes to a malus of 160 or a bonus of 133.33; February owes 800, of which 740 to 900 may be."""
        curve = given.curve("base", ("90", "-10"), ("95", "0"), ("97", "0"), ("100", "5"))
        agreement = given.agreement(
            given.target("5.1", "month", curve),
            fees=[given.fee("base", "8000.00", "month")],
            steps=[given.cap("900.00", "year", "both"), given.rounding()],
            per="month",
        )
        counts = {"2026-01": {"5.1": (94, 2, 4)}, "2026-02": {"5.1": (0, 1)}}
        _, ledger = run(given, agreement, counts, "2026-01")
        assert [(entry.kind, entry.least, entry.most) for entry in ledger.governing[0].entries] == [
            ("malus", Money("-160.00", "EUR"), None),
            ("bonus", None, Money("133.33", "EUR")),
        ]
        settlement, _ = run(given, agreement, counts, "2026-02", ledger)
        assert [str(amount) for amount in (settlement.low, settlement.total, settlement.high)] == [
            "EUR 7 200.00",
            "EUR 7 260.00",
            "EUR 7 260.00",
        ]

    def test_an_open_effect_does_not_matter_where_the_cap_is_not_reached(self, given, yearly_cap):
        """At most 300 of 500 were used in July, and August owes nothing."""
        _, ledger = run(given, yearly_cap, {"2025-07": {"4.2": (96, 3, 1)}}, "2025-07")
        settlement, _ = run(given, yearly_cap, {}, "2025-08", ledger)
        assert (settlement.total, settlement.low) == (Money("1000.00", "EUR"), None)

    def test_missing_history_does_not_matter_where_nothing_is_to_be_cut(self, given, yearly_cap):
        """Without a malus no cap is asked."""
        settlement, _ = run(given, yearly_cap, {}, "2025-09")
        assert (settlement.problems, settlement.status) == ((), "final")

    def test_nothing_before_the_term_is_missing(self, given, yearly_cap):
        """The first month of the contract needs no history."""
        assert run(given, yearly_cap, MISSED, "2025-07")[0].problems == ()

    def test_a_stretch_from_the_beginning_of_the_year_needs_no_ledger(self, given, yearly_cap):
        """September alone holds 300 back for ever; July to September asks for the same month with its history."""
        alone, _ = run(given, yearly_cap, MISSED, "2025-09")
        assert (alone.status, str(alone.malus)) == ("provisional", "EUR 0.00")
        together, _ = run(given, yearly_cap, MISSED, "2025-07-01..2025-09-30")
        assert (together.status, str(together.malus)) == ("final", "EUR -500.00")

    def test_a_provisional_past_makes_the_present_provisional(self, given, yearly_cap):
        """What July used of the cap may still change."""
        _, ledger = run(given, yearly_cap, {"2025-07": {"4.2": (9, 1, 0, 1)}}, "2025-07")
        settlement, _ = run(given, yearly_cap, MISSED, "2025-08", ledger)
        assert settlement.reasons == ("2025-07 was settled provisionally.",)

    def test_quarters_settled_one_by_one_are_the_year_settled_at_once(self, given, yearly_cap):
        """A longer period is a fold over its settlement periods, ledger in hand."""
        ledger, months = Ledger.empty(), []
        for period in ("2025-07", "2025-08", "2025-09"):
            settlement, ledger = run(given, yearly_cap, MISSED, period, ledger)
            months.append(settlement)
        quarter, after = run(given, yearly_cap, MISSED, "2025-Q3")
        assert after == ledger
        assert quarter.lines == tuple(line for month in months for line in month.lines)
        assert quarter.total == Money("2500.00", "EUR")
        assert (quarter.period.label, quarter.status) == ("2025-Q3", "final")


class TestOrderOfSteps:
    def test_rounding_before_a_cap_is_repeated_after_it(self, given):
        """Twice 5.005 is rounded first; the cap of 3.33 then leaves 1.665 each, which must add up to whole cents."""
        agreement = given.agreement(
            given.target("a", "quarter", given.tiers("base", ("97", "5"))),
            given.target("b", "quarter", given.tiers("base", ("97", "5"))),
            fees=[given.fee("base", "100.10", "quarter")],
            steps=[given.rounding(), given.cap("3.33", "quarter")],
        )
        settlement, _ = run(given, agreement, {"2026-Q1": {"a": (1, 1), "b": (1, 1)}})
        assert settlement.malus == Money("-3.33", "EUR")
        assert settlement.total == Money("96.77", "EUR")
        assert sorted(str(settlement.net(line).amount) for line in settlement.lines[1:3]) == ["-1.66", "-1.67"]

    def test_a_cap_after_rounding_is_not_rounded_past_its_limit(self, given):
        """900 of malus in whole euros, then at most 10.55 or 10.559: 10.55; in the other order 11 whole euros."""
        target = given.target("a", "quarter", given.tiers("base", ("97", "10")))
        for limit in ("10.55", "10.559"):
            cap, rounding = given.cap(limit, "quarter"), given.rounding("1.00")
            totals = []
            for steps in ([rounding, cap], [cap, rounding], [rounding, cap, rounding]):
                agreement = given.agreement(target, fees=[given.fee("base", "9000.00", "quarter")], steps=steps)
                settlement, _ = run(given, agreement, {"2026-Q1": {"a": (1, 1)}})
                totals.append((str(settlement.malus), str(settlement.total)))
            assert totals[0] == ("EUR -10.55", "EUR 8 989.45")
            assert totals[1] == totals[2] == ("EUR -11.00", "EUR 8 989.00")

    def test_a_cap_after_rounding_that_does_not_bite_leaves_the_rounded_amounts(self, given):
        """10 % of 104 is 10.40, rounded 10; the cap of 10.20 then finds nothing to cut."""
        agreement = given.agreement(
            given.target("a", "quarter", given.tiers("base", ("97", "10"))),
            fees=[given.fee("base", "104.00", "quarter")],
            steps=[given.rounding("1.00"), given.cap("10.20", "quarter")],
        )
        settlement, _ = run(given, agreement, {"2026-Q1": {"a": (1, 1)}})
        assert [str(line.amount) for line in settlement.lines] == ["EUR 104.00", "EUR -10.00"]

    def test_the_odd_cent_of_a_cut_falls_on_the_first_of_equal_lines(self, given):
        """700 off 200, 200, 200 and 600: 116.666… three times and 350."""
        agreement = given.agreement(
            *(given.target(name, "quarter", given.tiers("base", ("97", "2"))) for name in "abc"),
            given.target("d", "quarter", given.tiers("base", ("97", "6"))),
            fees=[given.fee("base", "10000.00", "quarter")],
            steps=[given.cap("500.00", "quarter"), given.rounding()],
        )
        settlement, _ = run(given, agreement, {"2026-Q1": dict.fromkeys("abcd", (0, 1))})
        parts = [str(part.amount.amount) for part in settlement.lines[-1].parts]
        assert parts == ["116.67", "116.67", "116.66", "350.00"]

    def test_no_line_moves_by_a_cent_not_even_that_of_a_cap(self, given):
        """Three times 466.6662 cut to 233.3331: 1 166.6655 comes back."""
        agreement = given.agreement(
            *(given.target(name, "quarter", given.tiers("base", ("97", "6"))) for name in "abc"),
            fees=[given.fee("base", "7777.77", "quarter")],
            steps=[given.cap("3 % of base", "quarter"), given.rounding()],
        )
        settlement, _ = run(given, agreement, {"2026-Q1": dict.fromkeys("abc", (0, 1))})
        assert [str(line.amount.amount) for line in settlement.lines] == [
            "7777.77",
            "-466.67",
            "-466.67",
            "-466.66",
            "1166.67",
        ]
        assert settlement.malus == Money("-233.33", "EUR")

    def test_parts_of_a_cap_after_rounding_add_up_too(self, given):
        """Three times 5.00 cut to 1.00: the lines come to 0.34, 0.33 and 0.33, not to three times 0.33."""
        agreement = given.agreement(
            *(given.target(name, "quarter", given.tiers("base", ("97", "5"))) for name in "abc"),
            fees=[given.fee("base", "100.00", "quarter")],
            steps=[given.rounding(), given.cap("1.00", "quarter")],
        )
        settlement, _ = run(given, agreement, {"2026-Q1": dict.fromkeys("abc", (1, 1))})
        nets = [str(settlement.net(line).amount) for line in settlement.lines[1:4]]
        assert sorted(nets) == ["-0.33", "-0.33", "-0.34"]
        assert settlement.malus == Money("-1.00", "EUR")

    def test_what_a_cap_left_is_not_moved_by_the_rounding_of_other_lines(self, given):
        """Three maluses capped to 1.00 together and a bonus of 0.016: the sum is -0.984, and 1.00 stays 1.00."""
        agreement = given.agreement(
            *(given.target(name, "quarter", given.tiers("base", ("97", "5"))) for name in "abc"),
            given.target("d", "quarter", given.curve("base", ("0", "0.016"), ("100", "0.016"))),
            fees=[given.fee("base", "100.00", "quarter")],
            steps=[given.cap("1.00", "quarter"), given.rounding()],
        )
        settlement, _ = run(given, agreement, {"2026-Q1": dict.fromkeys("abcd", (1, 1))})
        assert (str(settlement.malus), str(settlement.bonus)) == ("EUR -1.00", "EUR 0.02")

    def test_each_window_of_a_cap_keeps_its_own_sum(self, given):
        """Three thirds of 1.00 in January and three in February, of other targets: each month is 1.00, no odd cent more."""
        agreement = given.agreement(
            *(given.target(name, "month", given.tiers("base", ("97", "5"))) for name in "abcd"),
            fees=[given.fee("base", "100.00", "month")],
            steps=[given.cap("1.00", "month"), given.rounding()],
        )
        counts = {"2026-01": dict.fromkeys("abc", (1, 1)), "2026-02": dict.fromkeys("bcd", (1, 1))}
        settlement, _ = run(given, agreement, counts)
        for month in ("2026-01", "2026-02"):
            nets = [settlement.net(line).amount for line in settlement.lines[1:13] if line.period.label == month]
            assert sum(nets) == Decimal("-1.00")

    def test_the_written_order_of_caps_decides(self, given):
        """500 a month to 300, then 900 to 600; the other way round 1 500 to 600 at once, and no month is above 300."""
        target = given.target("a", "month", given.tiers("base", ("97", "50")))
        caps = [given.cap("300.00", "month"), given.cap("600.00", "quarter")]
        counts = {f"2026-0{month}": {"a": (1, 1)} for month in (1, 2, 3)}
        nets = []
        for steps in (caps, caps[::-1]):
            agreement = given.agreement(target, fees=[given.fee("base", "1000", "month")], steps=steps)
            settlement, _ = run(given, agreement, counts)
            nets.append((settlement.malus.amount, [line.id for line in settlement.lines if line.kind == "cap"]))
        assert nets[0][0] == nets[1][0] == Decimal("-600.00")
        assert len(nets[0][1]) == 4
        assert nets[1][1] == ["cap 1 malus 2026-Q1"]


class TestPartOfAQuarter:
    @pytest.fixture
    def cut(self, given):
        """18 500 a quarter from 17 January 2026; a month below 97 % is credited 6 % of it."""
        target = given.target("4.2", "month", given.tiers("fixed-fee", ("97", "6")))
        fees = [given.fee("fixed-fee", "18500.00", "quarter")]
        return {
            per: given.agreement(target, fees=fees, steps=[given.rounding()], per=per, start="2026-01-17")
            for per in ("month", "quarter")
        }

    def test_settled_by_the_month_it_costs_what_it_costs_by_the_quarter(self, given, cut):
        """15/90 = 3 083.33, 28/90 = 5 755.56 and 31/90 = 6 372.22 are 74/90 = 15 211.11."""
        by_month, _ = run(given, cut["month"], {}, "2026-Q1")
        assert [str(line.amount.amount) for line in by_month.lines if line.kind == "charge"] == [
            "3083.33",
            "5755.56",
            "6372.22",
        ]
        by_quarter, _ = run(given, cut["quarter"], {}, "2026-Q1")
        assert (str(by_month.total), str(by_quarter.total)) == ("EUR 15 211.11", "EUR 15 211.11")

    def test_what_monthly_credits_take_their_share_of_adds_up_to_the_charge(self, given, cut):
        """Three months missed, 6 % of 74/90: 912.67 rounded once, 185.00 + 345.33 + 382.33 rounded month by month."""
        missed = {f"2026-0{month}": {"4.2": (0, 1)} for month in (1, 2, 3)}
        for per, malus in (("quarter", "-912.67"), ("month", "-912.66")):
            agreement = cut[per]
            settlement, _ = run(given, agreement, missed, "2026-Q1")
            bases = [Fraction(line.inputs["base"]) for line in settlement.lines if line.kind == "malus"]
            charged = sum(line.exact for line in settlement.lines if line.kind == "charge")
            assert sum(bases) == charged == 18500 * Fraction(74, 90)
            assert str(settlement.malus.amount) == malus


class TestPeriods:
    def test_a_period_outside_the_term_is_refused_with_the_clause(self, given, monthly):
        """The term begins in January 2026."""
        with pytest.raises(PeriodError, match=r"C-1/2\.1: 2025-12 lies outside the term, which runs from 2026-01-01"):
            run(given, monthly, {}, "2025-12")

    def test_a_period_of_days_is_refused(self, given, monthly):
        """Money is agreed per month; an ISO week and a day are not offered either."""
        for text in ("2026-02-02..2026-02-08", "2026-W07", "2026-02-02"):
            with pytest.raises(PeriodError, match=f"{text} is not made of whole months; write 2026-Q1") as caught:
                run(given, monthly, {}, text)
            assert "W07" not in str(caught.value).split("write")[1]
        with pytest.raises(PeriodError, match=r"SLA/6\.9: .* is not made of whole months"):
            run(given, monthly, {}, Period.parse("2026-W07"))

    def test_a_text_that_is_no_period_names_only_forms_that_can_be_settled(self, given, monthly):
        """Neither weeks nor days are among them."""
        with pytest.raises(PeriodError) as caught:
            run(given, monthly, {}, "foo")
        assert str(caught.value) == (
            "'foo' is not a period; write 2026-Q1, 2026-03, 2026-H1, 2026 or 2026-01-01..2026-03-31"
        )

    def test_a_bare_year_is_the_contract_year(self, given):
        """A contract of 1 April 2025: 2026 is April 2026 to March 2027, over which its yearly cap counts too."""
        agreement = given.agreement(
            given.target("a", "month", given.tiers("base", ("97", "20"))),
            fees=[given.fee("base", "100.00", "month")],
            steps=[given.cap("30.00", "year"), given.rounding()],
            start="2025-04-01",
        )
        missed = {label: {"a": (0, 1)} for label in ("2026-03", "2026-04", "2027-03", "2027-04")}
        settlement, ledger = run(given, agreement, missed, "2026")
        assert [record.period.label for record in ledger.settled] == ["2026-Q2", "2026-Q3", "2026-Q4", "2027-Q1"]
        assert (str(settlement.charges), str(settlement.malus)) == ("EUR 1 200.00", "EUR -30.00")
        assert settlement.status == "final"

    def test_the_year_of_the_calendar_is_written_by_its_dates(self, given):
        """January to December of the same contract: a stretch is what it says."""
        agreement = given.agreement(fees=[given.fee("base", "100.00", "month")], start="2025-04-01")
        _, ledger = run(given, agreement, {}, "2026-01-01..2026-12-31")
        assert ledger.settled[0].period.label == "2026-Q1"

    def test_a_contract_year_that_is_not_made_of_settlement_periods_says_how_to_ask(self, given):
        """From 17 January no quarters of the calendar make the year."""
        agreement = given.agreement(fees=[given.fee("base", "100.00", "month")], start="2026-01-17")
        with pytest.raises(
            PeriodError, match=r"2026-01-17\.\.2027-01-16 is not made of whole ones.*ask for 2026-Q1"
        ) as e:
            run(given, agreement, {}, "2026")
        assert "2026 is the contract year; 2026-01-01..2026-12-31 is that of the calendar" in str(e.value)

    def test_a_period_across_settlement_periods_is_refused(self, given):
        """February to April is no quarter and no part of one."""
        agreement = given.agreement(fees=[given.fee("base", "1", "month")], per="quarter")
        with pytest.raises(PeriodError, match=r"SLA/6\.9: the settlement is per quarter"):
            run(given, agreement, {}, "2026-02-01..2026-04-30")

    def test_settlement_periods_before_the_term_are_not_settled(self, given):
        """The half-year of a contract from April is its second quarter."""
        agreement = given.agreement(fees=[given.fee("base", "1", "month")], start="2026-04-01")
        settlement, ledger = run(given, agreement, {}, "2026-H1")
        assert [line.id for line in settlement.lines] == ["charge base 2026-Q2"]
        assert [record.period.label for record in ledger.settled] == ["2026-Q2"]

    def test_months_before_the_term_are_not_judged(self, given, monthly):
        """A target of a contract from February has no line in January."""
        agreement = given.agreement(
            *monthly.targets, fees=monthly.fees, steps=[given.rounding()], per="quarter", start="2026-02-01"
        )
        settlement, _ = run(given, agreement, {})
        assert [line.id for line in settlement.lines] == ["charge base 2026-Q1", "4.2 2026-02", "4.2 2026-03"]

    def test_a_quarter_that_the_term_cuts_short_pays_where_the_term_ends(self, given):
        """Settled per month, a contract until 1 March pays its quarterly target in February."""
        agreement = given.agreement(
            given.target("a", "quarter", given.tiers("base", ("97", "10"))),
            fees=[given.fee("base", "100", "month")],
            per="month",
            end="2026-03-01",
        )
        settlement, _ = run(given, agreement, {"2026-Q1": {"a": (1, 1)}}, "2026-02")
        assert [str(line.amount.amount) for line in settlement.lines] == ["100.00", "-20.00"]

    def test_a_week_costs_its_days_of_the_fee(self, given):
        """7 of 31 days of 3 100 are 700; 2 % of them are 14. The week that ends on 4 January is settled in January."""
        agreement = given.agreement(
            given.target("4.2", "week", given.tiers("fixed-fee", ("97", "2"))),
            fees=[given.fee("fixed-fee", "3100.00", "month")],
            per="month",
        )
        settlement, _ = run(given, agreement, {"2026-W03": {"4.2": (1, 1)}}, "2026-01")
        assert [line.period.label for line in settlement.lines[1:]] == [f"2026-W0{week}" for week in (1, 2, 3, 4)]
        assert str(settlement.malus) == "EUR -14.00"

    def test_an_effect_longer_than_the_window_of_a_cap_counts_where_it_ends_and_says_so(self, given):
        """A quarterly malus of 60 under a cap of 50 a month is cut in March."""
        agreement = given.agreement(
            given.target("a", "quarter", given.tiers("base", ("97", "2"))),
            fees=[given.fee("base", "1000", "month")],
            steps=[given.cap("50.00", "month"), given.rounding()],
        )
        settlement, _ = run(given, agreement, {"2026-Q1": {"a": (1, 1)}})
        assert settlement.malus == Money("-50.00", "EUR")
        assert settlement.lines[-1].period.label == "2026-03"
        (assumption,) = settlement.assumptions
        assert (assumption.convention, assumption.taken) == ("cap-window", "by-end")


class TestMisuse:
    def test_an_evaluation_of_other_targets_is_refused(self, given, monthly, bonus):
        """It would look like no volume."""
        with pytest.raises(UsageError, match=r"knows nothing of 4\.2"):
            settle(monthly, given.counted(bonus), None, period="2026-02")

    def test_the_ledger_of_another_agreement_is_refused(self, given, monthly):
        """Before anything is computed."""
        _, ledger = run(given, monthly, {}, "2026-01")
        other = given.agreement(fees=monthly.fees, per="month", name="C-2")
        with pytest.raises(UsageError, match="the ledger is of C-1"):
            run(given, other, {}, "2026-02", ledger)

    def test_a_share_of_an_unknown_amount_is_refused_with_the_clause(self, given):
        """A typo in `of` is not a base of zero."""
        agreement = given.agreement(given.target("4.2", "month", given.tiers("bse", ("97", "2"))), per="month")
        with pytest.raises(UsageError, match=r"SLA/4\.2: nothing is called 'bse'"):
            run(given, agreement, {"2026-02": {"4.2": (1, 1)}}, "2026-02")


class TestToDict:
    def test_it_is_plain_json_with_every_cent_as_text(self, given, bonus):
        """So that it can be stored, compared and served."""
        settlement, _ = run(given, bonus, {"2026-02": {"5.1": (99, 1)}}, "2026-02")
        data = json.loads(json.dumps(settlement.to_dict()))
        assert (data["kind"], data["version"], data["total"]) == ("settlement", 1, "8266.67")
        assert data["period"] == {"label": "2026-02", "start": "2026-02-01", "end": "2026-03-01"}
        assert datetime.fromisoformat(data["as_of"]) == datetime(1970, 1, 1, tzinfo=UTC) + timedelta(
            microseconds=settlement.as_of
        )
        assert sum(Decimal(line["amount"]) for line in data["lines"]) == Decimal(data["total"])
        assert (data["lines"][1]["exact"], data["lines"][1]["clause"]) == ("800/3", "SLA/5.1")

    def test_a_period_object_is_taken_as_well_as_its_text(self, given, bonus):
        """The same settlement."""
        evaluation = given.counted(bonus, {"2026-02": {"5.1": (99, 1)}})
        by_text = settle(bonus, evaluation, None, period="2026-02")
        assert by_text == settle(bonus, evaluation, None, period=Period.parse("2026-02"))
