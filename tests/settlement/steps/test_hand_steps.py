"""Steps that can be checked with pencil and paper."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from contractkit.charging.base_amount import Base
from contractkit.errors import UsageError
from contractkit.quantities.money import Money, Percent
from contractkit.quantities.notation import Cycle
from contractkit.quantities.periods import Period
from contractkit.quantities.spans import Span
from contractkit.settlement import Ledger, LedgerEntry, SettledPeriod
from contractkit.settlement.remembered import ToldStretch
from contractkit.settlement.steps import Amount, Course, Setting, follow
from contractkit.settlement.steps.earning_back import lasts_until
from contractkit.settlement.steps.netting import cut_net
from contractkit.terms.amounts import LimitOf, PerPeriod, Share
from contractkit.terms.settling import CapStep, RoundStep

JANUARY, JUNE = Period.parse("2026-01"), Period.parse("2026-06")


def eur(text: str) -> Money:
    return Money(text, "EUR")


def setting(given: Any, *steps: Any, period: Period = JANUARY, ledger: Ledger | None = None, **more: Any) -> Setting:
    def unknown(word: str, window: Period, clause: Any) -> Any:
        raise AssertionError(f"{word} was asked")

    agreement = given.agreement(steps=steps)
    return Setting(agreement, period, ledger or Ledger.empty(), more.pop("amount", unknown), **more)


def amount(exact: str, service: str = "s", name: str = "a", on: date = JANUARY.last) -> Amount:
    month = Period.containing(on, "month")
    return Amount(Fraction(exact), on, f"{name} {service}", name, month, name, name, None, service)


def nets(course: Course) -> list[str]:
    return [str(net) for net in course.nets]


class TestFollow:
    def test_which_of_two_crossing_caps_comes_first_decides(self, given):
        """100 and 20 of two services: 80 with the services first, 75 with the contract first."""
        own = CapStep(eur("60"), "year", "malus", "service")
        all_of_it = CapStep(eur("90"), "month", "malus")
        both = [amount("-100", "one"), amount("-20", "two")]
        assert nets(follow(setting(given, own, all_of_it), both)) == ["-60", "-20"]
        assert nets(follow(setting(given, all_of_it, own), both)) == ["-60", "-15"]

    def test_a_cap_over_the_whole_term_needs_no_end_of_it(self, given):
        """40 of 100 are used since the start."""
        entry = LedgerEntry("x", "a", "a", date(2026, 1, 31), "malus", eur("-40"))
        ledger = Ledger.empty()
        for number in range(1, 6):
            period = Period.parse(f"2026-{number:02}")
            ledger = ledger.with_period(
                "C-1", SettledPeriod(period, "final", eur("0"), (entry,) if number == 1 else ())
            )
        cap = CapStep(eur("100"), Cycle("term"), "malus")
        course = follow(setting(given, cap, period=JUNE, ledger=ledger), [amount("-100", on=JUNE.last)])
        assert nets(course) == ["-60"]
        assert course.cuts[0].window.label == "the whole term"

    def test_money_per_month_in_a_quarter_is_three_times_that(self, given):
        """50 per month, a window of three months."""
        cap = CapStep(PerPeriod(eur("50"), Cycle("month")), "quarter", "malus")
        assert nets(follow(setting(given, cap), [amount("-400")])) == ["-150"]

    def test_no_limit_among_the_highest_is_no_limit_and_among_the_lowest_says_nothing(self, given):
        """`none` stands beside 50."""
        highest, lowest = (
            CapStep(LimitOf(which, (eur("50"), None)), "month", "malus") for which in ("highest", "lowest")
        )
        assert nets(follow(setting(given, highest), [amount("-400")])) == ["-400"]
        assert nets(follow(setting(given, lowest), [amount("-400")])) == ["-50"]

    def test_a_running_cap_fills_up_by_date_whatever_the_order_of_the_page(self, given):
        """The malus of January stands, that of March is cut, though it is on the page before."""
        cap = CapStep(eur("100"), "quarter", "malus", adds_up="running")
        given_in = [amount("-80", on=date(2026, 3, 31)), amount("-70", on=date(2026, 1, 31))]
        assert nets(follow(setting(given, cap, period=Period.parse("2026-Q1")), given_in)) == ["-30", "-70"]

    def test_a_limit_that_nobody_knows_holds_everything_back_and_says_so(self, given):
        """Charges of a window of which neither ledger nor papers know the beginning."""

        def missing(word: str, window: Period, clause: Any) -> Base:
            return Base(word, Fraction(0), "EUR", "", (), (), "what is charged was not measured")

        cap = CapStep(Share(Percent("10"), "charges"), "month", "malus")
        course = follow(setting(given, cap, amount=missing), [amount("-100")])
        assert nets(course) == ["0"]
        assert (course.cuts[0].unsure, course.cuts[0].unknown) == (True, "what is charged was not measured")
        assert nets(follow(setting(given, cap, amount=missing), [amount("-100")], "least")) == ["-100"]

    def test_told_history_of_a_window_that_reaches_further_back_is_held_back(self, given):
        """90 in the five months before June; how much of it lies in April to June nobody knows."""
        told = ToldStretch(date(2026, 1, 1), date(2026, 6, 1), malus=Fraction(90), bonus=Fraction(0))
        ledger = Ledger.empty().with_told_history(told)
        quarter, half = (CapStep(eur("100"), per, "malus") for per in ("quarter", "half-year"))
        one = follow(setting(given, quarter, period=JUNE, ledger=ledger), [amount("-50", on=JUNE.last)])
        assert (nets(one), one.cuts[0].open, one.cuts[0].certain) == (["-10"], 90, 0)
        other = follow(setting(given, half, period=JUNE, ledger=ledger), [amount("-50", on=JUNE.last)])
        assert (nets(other), other.cuts[0].unsure) == (["-10"], False)

    @pytest.mark.parametrize(("scope", "expected"), [("once", ["1/100", "0"]), ("line", ["1/100", "1/100"])])
    def test_by_line_each_half_cent_is_rounded_away_from_nought(self, given, scope, expected):
        """Two halves are one cent together and two cents apart."""
        step = RoundStep(Decimal("0.01"), "half-up", scope)
        assert nets(follow(setting(given, step), [amount("0.005"), amount("0.005", name="b")])) == expected

    def test_by_period_each_month_is_rounded_by_itself(self, given):
        """Three half cents in January are two cents, one in February is one: three in all, where the sum has two."""
        step = RoundStep(Decimal("0.01"), "half-up", "period")
        months = [amount("0.005", name=name) for name in "abc"] + [amount("0.005", name="d", on=date(2026, 2, 28))]
        assert follow(setting(given, step), months).total == Fraction("0.03")
        assert follow(setting(given, RoundStep(Decimal("0.01"))), months).total == Fraction("0.02")


class TestCutNet:
    def test_what_came_before_stays_even_beyond_the_limit(self):
        """The sum stands at -15 with a limit of 10: another malus is cut whole, a bonus is not."""
        cuts = cut_net([Fraction(-5), Fraction(8)], Fraction(-15), Fraction(10), "running")
        assert cuts == [5, 0]

    def test_at_the_end_only_the_side_that_is_over_gives_back(self):
        """-20 and -10 with +5 is -25: 15 come back on the two maluses, two to one."""
        cuts = cut_net([Fraction(-20), Fraction(5), Fraction(-10)], Fraction(0), Fraction(10), "at-end")
        assert cuts == [10, 0, 5]


class TestLastsUntil:
    @pytest.mark.parametrize(
        ("settled_on", "span", "last"),
        [
            (date(2026, 1, 31), Span(1, "month"), date(2026, 2, 28)),
            (date(2026, 2, 28), Span(1, "month"), date(2026, 3, 31)),
            (date(2026, 2, 28), Span(1, "year"), date(2027, 2, 28)),
            (date(2026, 2, 14), Span(1, "month"), date(2026, 3, 31)),
            (date(2026, 2, 28), Span(2, "week"), date(2026, 3, 14)),
            (date(2026, 2, 28), None, date.max),
        ],
    )
    def test_days_count_from_the_day_after_and_months_from_the_month_s_end(self, settled_on, span, last):
        """A month that follows a month is a whole one."""
        assert lasts_until(settled_on, span) == last

    def test_business_days_are_refused(self):
        """No calendar is named for them."""
        with pytest.raises(UsageError, match="write days, weeks, months or years"):
            lasts_until(date(2026, 1, 31), Span(5, "business-day"))
