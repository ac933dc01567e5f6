"""How much, or how often, in each period."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from contractkit.errors import QuantityError
from contractkit.quantities.notation import QUOTA, Cycle, parse_quota


class TestQuota:
    """`parse_quota`."""

    @pytest.mark.parametrize(
        ("text", "number", "unit", "per"),
        [
            ("2 hours per month", "2", "hours", Cycle("month")),
            ("4 windows per month", "4", "windows", Cycle("month")),
            ("1 hour per week", "1", "hour", Cycle("week")),
            ("1.5 hours per rolling 3 months", "1.5", "hours", Cycle("rolling", n=3, unit="months")),
            ("1 000 items per contract-year", "1000", "items", Cycle("contract-year")),
        ],
    )
    def test_it_is_a_number_a_word_and_a_period(self, text: str, number: str, unit: str, per: Cycle) -> None:
        quota = parse_quota(text)
        assert (quota.number, quota.unit, quota.per) == (Decimal(number), unit, per)

    @pytest.mark.parametrize(
        "text", ["2 hours per month", "4 windows per month from day 16", "1.5 hours per rolling 3 months"]
    )
    def test_it_reads_back_from_its_own_text(self, text: str) -> None:
        assert parse_quota(str(parse_quota(text))) == parse_quota(text)

    def test_hours_and_minutes_are_time_and_pieces_are_not(self) -> None:
        assert parse_quota("1.5 hours per month").time == timedelta(minutes=90)
        assert parse_quota("30 minutes per day").time == timedelta(minutes=30)
        assert parse_quota("4 windows per month").time is None

    @pytest.mark.parametrize(
        ("text", "hint"),
        [
            ("2 hours", "for example '2 hours per month'"),
            ("2h per month", "write '2 hours per month'"),
            ("2.5 windows per month", "a whole number"),
            ("eight hours or so", ""),
            ("-2 hours per month", ""),
            ("2 hours per fortnight", ""),
        ],
    )
    def test_what_is_none_is_refused_with_the_way_out(self, text: str, hint: str) -> None:
        with pytest.raises(QuantityError) as caught:
            parse_quota(text)
        assert hint.lower() in (caught.value.hint or "").lower()

    def test_its_examples_are_right(self) -> None:
        assert all(QUOTA.matches(example) for example in QUOTA.examples)
