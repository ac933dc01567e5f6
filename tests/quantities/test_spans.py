"""Spans of time: each prints as a clause says it, reads back as the same value, and refuses fractions."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from datetime import UTC, time, timedelta
from decimal import Decimal
from typing import Any

import attrs
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contractkit.errors import QuantityError, UsageError
from contractkit.quantities.notation import parse_allowed, parse_duration, parse_within
from contractkit.quantities.spans import BusinessDays, CalendarDays, ElapsedTime, Months, WorkingTime

MOST = 2**63 - 1
HOUR = 3_600_000_000

amounts = st.one_of(
    st.sampled_from([0, 1, 999, 1_000, 999_999, 1_000_000, 59_999_999, 60_000_000, HOUR - 1, HOUR, HOUR + 1, MOST]),
    st.integers(0, MOST),
)
signed = st.one_of(amounts, amounts.map(lambda us: -us))
counts = st.integers(0, 9_999_999)
clocks = st.one_of(st.sampled_from([time(0), time(17), time(23, 59), time(17, 0, 30), time(0, 0, 0, 1)]), st.times())
spans = st.one_of(
    amounts.map(WorkingTime),
    amounts.map(ElapsedTime),
    counts.map(BusinessDays),
    st.builds(lambda n, ends: BusinessDays(n, ends=ends), counts, clocks),
    counts.map(CalendarDays),
    counts.map(Months),
)


class TestStr:
    """A span prints as a clause says it."""

    @pytest.mark.parametrize(
        ("span", "says"),
        [
            (WorkingTime.of(hours=4), "4 hours"),
            (WorkingTime.of(hours=1, minutes=1, seconds=1), "1 hour 1 minute 1 second"),
            (WorkingTime.of(minutes=90), "1 hour 30 minutes"),
            (WorkingTime(0), "0 minutes"),
            (WorkingTime(1_005_000), "1 second 5 milliseconds"),
            (WorkingTime(1), "1 microsecond"),
            (WorkingTime.of(hours=-4), "-4 hours"),
            (ElapsedTime.of(hours=24), "24 hours elapsed"),
            (BusinessDays(1), "1 business day"),
            (BusinessDays(-1), "-1 business day"),
            (BusinessDays(2, ends=time(17)), "2 business days by 17:00"),
            (BusinessDays(2, ends=time(17, 0, 30)), "2 business days by 17:00:30"),
            (BusinessDays(2, cut_off=time(15), ends="same-time"), "2 business days"),
            (CalendarDays(14), "14 calendar days"),
            (Months(1), "1 month"),
        ],
    )
    def test_it_reads_like_the_clause(self, span: object, says: str) -> None:
        assert str(span) == says

    @given(span=spans)
    def test_what_it_prints_reads_back_as_the_same_span(self, span: Any) -> None:
        assert parse_within(str(span)) == span
        assert parse_allowed(str(span)) == span

    @given(one=spans, other=spans)
    def test_two_spans_that_differ_print_differently(self, one: Any, other: Any) -> None:
        assert (str(one) == str(other)) == (one == other)

    def test_what_stands_in_other_fields_of_a_clause_is_not_printed(self) -> None:
        days = BusinessDays(2, outside="keep-time", cut_off=time(15), counting="from-start", landing="next-opening")
        assert parse_within(str(days)) == BusinessDays(2)
        assert parse_within(str(CalendarDays(5, ends="end-of-day"))) == CalendarDays(5)


class TestFromIso:
    """A duration means what its type says."""

    @pytest.mark.parametrize(
        ("read", "text", "means"),
        [
            (WorkingTime.from_iso, "PT4H30M", WorkingTime.of(hours=4, minutes=30)),
            (WorkingTime.from_iso, "PT36H", WorkingTime.of(hours=36)),
            (WorkingTime.from_iso, "P0DT4H0M0S", WorkingTime.of(hours=4)),
            (WorkingTime.from_iso, "-PT90S", WorkingTime.of(seconds=-90)),
            (ElapsedTime.from_iso, "PT0.000001S", ElapsedTime(1)),
            (ElapsedTime.from_iso, "PT1,5H", ElapsedTime.of(hours=1, minutes=30)),
            (BusinessDays.from_iso, "P2D", BusinessDays(2)),
            (BusinessDays.from_iso, "-P2D", BusinessDays(-2)),
            (CalendarDays.from_iso, "P5D", CalendarDays(5)),
            (CalendarDays.from_iso, "P2W", CalendarDays(14)),
            (CalendarDays.from_iso, "P1W3D", CalendarDays(10)),
            (Months.from_iso, "P3M", Months(3)),
            (Months.from_iso, "P1Y6M", Months(18)),
        ],
    )
    def test_it_returns_the_span(self, read: Callable[[str], object], text: str, means: object) -> None:
        assert read(text) == means

    @pytest.mark.parametrize(
        ("read", "text", "hint"),
        [
            (WorkingTime.from_iso, "P1D", "24 hours are PT24H"),
            (WorkingTime.from_iso, "P1DT4H", "24 hours are PT24H"),
            (ElapsedTime.from_iso, "P1W", "PT4H30M"),
            (BusinessDays.from_iso, "PT48H", "for example 'P2D'"),
            (BusinessDays.from_iso, "P1W", "as many business days as its calendar says"),
            (CalendarDays.from_iso, "P1M", "'P5D' or 'P2W'"),
            (CalendarDays.from_iso, "PT24H", "'P5D' or 'P2W'"),
            (Months.from_iso, "P30D", "'P3M' or 'P1Y'"),
            (Months.from_iso, "PT3M", "'P3M' or 'P1Y'"),
            (WorkingTime.from_iso, "4 hours", "PT4H"),
            (WorkingTime.from_iso, "", "PT4H"),
        ],
    )
    def test_units_of_another_type_are_refused(self, read: Callable[[str], object], text: str, hint: str) -> None:
        with pytest.raises(QuantityError) as caught:
            read(text)
        assert hint in str(caught.value)

    @given(us=signed)
    def test_time_reads_back_from_what_it_prints(self, us: int) -> None:
        for kind in (WorkingTime, ElapsedTime):
            assert kind.from_iso(kind(us).to_iso()) == kind(us)

    @given(n=st.integers(-(10**7), 10**7))
    def test_dates_read_back_from_what_they_print(self, n: int) -> None:
        for kind in (BusinessDays, CalendarDays, Months):
            assert kind.from_iso(kind(n).to_iso()) == kind(n)

    @pytest.mark.parametrize("hours", [0, 1, 47, -3])
    def test_another_library_reads_the_same_amount(self, hours: int) -> None:
        span = WorkingTime.of(hours=hours, minutes=7, seconds=9, microseconds=5)
        assert pd.Timedelta(span.to_iso()).to_pytimedelta() == span.to_timedelta()


class TestParseDuration:
    """Python callers may write durations; days are refused where nothing says which."""

    @pytest.mark.parametrize(
        ("text", "means"),
        [
            ("PT4H30M", WorkingTime.of(hours=4, minutes=30)),
            ("+PT4H", WorkingTime.of(hours=4)),
            ("-PT4H", WorkingTime.of(hours=-4)),
            ("PT1.5H", WorkingTime.of(hours=1, minutes=30)),
            ("PT0S", WorkingTime(0)),
            ("P0DT0S", WorkingTime(0)),
            ("P1W", CalendarDays(7)),
            ("P3M", Months(3)),
            ("PT3M", WorkingTime.of(minutes=3)),
            ("P1Y", Months(12)),
            ("P0M", Months(0)),
            ("P0W", CalendarDays(0)),
        ],
    )
    def test_it_returns_the_span(self, text: str, means: object) -> None:
        found = parse_allowed(text)
        assert (type(found), found) == (type(means), means)

    @pytest.mark.parametrize(
        ("text", "at", "hint"),
        [
            ("P2D", 2, "write '2 business days' or '2 calendar days', or CalendarDays.from_iso('P2D')"),
            ("P0D", 2, "write '0 business days' or '0 calendar days'"),
            ("-P2D", 3, "write BusinessDays(-2) or CalendarDays(-2)"),
            ("P1M2D", None, "write one of them"),
            ("P1DT4H", None, "write one of them"),
            ("P1Y2W", None, "write one of them"),
            ("PT1.5H30M", 2, "write whole numbers before it"),
            ("PT0.0000001S", 2, "write smaller units"),
            ("PT1.00000001M", 2, "write smaller units"),
            ("P4H", 2, "write 'PT4H': hours, minutes and seconds stand behind a T"),
            ("pt4h", 0, "write 'PT4H'"),
            ("P", 1, "'PT4H'"),
            ("PT", 2, "'PT4H'"),
            ("P1.5M", 2, "'PT4H'"),
            ("PT1H2H", 5, "'PT4H'"),
            ("PT30M1H", 6, "'PT4H'"),
            ("PT4X", 3, "'PT4H'"),
            ("P-4D", 1, "'PT4H'"),
            ("PT999999999999H", None, "write fewer digits"),
        ],
    )
    def test_what_it_cannot_mean_is_refused(self, text: str, at: int | None, hint: str) -> None:
        with pytest.raises(QuantityError) as caught:
            parse_allowed(text)
        assert (caught.value.text, caught.value.at) == (text, at)
        assert hint in str(caught.value.hint)

    def test_a_fraction_that_is_a_whole_microsecond_is_exact(self) -> None:
        assert parse_duration("PT0.123456S") == WorkingTime(123_456)
        assert parse_duration("PT0.000125H") == WorkingTime(450_000)

    def test_documents_do_not_take_durations(self) -> None:
        with pytest.raises(QuantityError):
            parse_within("PT4H")


class TestAmounts:
    """Amounts are whole numbers of 64 bits; a float never is one."""

    @pytest.mark.parametrize(
        "make",
        [
            lambda: WorkingTime(1.0),
            lambda: WorkingTime(us=True),
            lambda: WorkingTime("4"),
            lambda: WorkingTime(float("nan")),
            lambda: WorkingTime(Decimal(4)),
            lambda: WorkingTime.of(hours=1.5),
            lambda: WorkingTime.of(minutes=True),
            lambda: ElapsedTime.of(seconds=0.5),
            lambda: BusinessDays(2.0),
            lambda: BusinessDays(None),
            lambda: CalendarDays(0.5),
            lambda: Months(1.0),
            lambda: WorkingTime(MOST + 1),
            lambda: ElapsedTime(-MOST - 1),
            lambda: WorkingTime.of(hours=10**12),
            lambda: WorkingTime.from_timedelta(4.0),
            lambda: WorkingTime.from_timedelta(pd.Timedelta(1500, "ns")),
        ],
    )
    def test_what_is_no_whole_number_is_refused(self, make: Callable[[], object]) -> None:
        with pytest.raises(UsageError):
            make()

    def test_the_message_names_the_unit_and_the_way_out(self) -> None:
        with pytest.raises(UsageError, match=r"hours=1.5 is no whole number; write .*minutes=30"):
            WorkingTime.of(hours=1.5)  # type: ignore[arg-type]

    def test_whole_numbers_of_numpy_are_whole_numbers(self) -> None:
        span = WorkingTime(np.int64(5))
        assert type(span.us) is int
        assert span == WorkingTime(5)
        assert WorkingTime.of(hours=np.int32(2)) == WorkingTime.of(hours=2)

    def test_the_largest_amount_is_one(self) -> None:
        assert WorkingTime(MOST).us == MOST
        assert WorkingTime(-MOST).us == -MOST

    def test_a_timedelta_of_pandas_is_taken_where_it_is_whole(self) -> None:
        assert WorkingTime.from_timedelta(pd.Timedelta(4, "h")) == WorkingTime.of(hours=4)
        assert WorkingTime.from_timedelta(timedelta(days=1)) == WorkingTime.of(hours=24)


class TestPolicies:
    """A policy is one of its words, or a time of day without a zone."""

    @pytest.mark.parametrize(
        ("policy", "hint"),
        [
            ({"outside": "next_opening"}, "did you mean 'next-opening'?"),
            ({"outside": None}, "next-opening"),
            ({"at_cut_off": "lat"}, "did you mean 'late'?"),
            ({"counting": "from_start"}, "did you mean 'from-start'?"),
            ({"ends": "17:00"}, "close-of-business"),
            ({"ends": "end of day"}, "did you mean 'end-of-day'?"),
            ({"ends": time(17, tzinfo=UTC)}, "close-of-business"),
            ({"landing": True}, "keep"),
            ({"cut_off": "15:00"}, "time(17)"),
            ({"cut_off": time(15, tzinfo=UTC)}, "time(17)"),
            ({"restart": 8}, "time(17)"),
        ],
    )
    def test_another_word_is_refused_with_the_nearest(self, policy: dict[str, Any], hint: str) -> None:
        with pytest.raises(UsageError) as caught:
            BusinessDays(2, **policy)
        assert next(iter(policy)) in str(caught.value)
        assert hint in str(caught.value)

    def test_calendar_days_end_in_two_ways(self) -> None:
        with pytest.raises(UsageError, match="did you mean 'end-of-day'"):
            CalendarDays(2, ends="end-of-da")  # type: ignore[arg-type]

    @given(span=spans)
    def test_spans_are_values(self, span: Any) -> None:
        assert pickle.loads(pickle.dumps(span)) == span
        assert attrs.evolve(span) == span
        assert hash(attrs.evolve(span)) == hash(span)


class TestTypes:
    """The kinds of time do not mix."""

    def test_equal_amounts_of_two_kinds_are_not_equal(self) -> None:
        kinds = [WorkingTime(1), ElapsedTime(1), BusinessDays(1), CalendarDays(1), Months(1)]
        assert [[one == other for other in kinds] for one in kinds] == [
            [row == column for column in range(5)] for row in range(5)
        ]

    def test_they_do_not_add_up_or_compare(self) -> None:
        with pytest.raises(TypeError):
            WorkingTime(1) + ElapsedTime(1)  # type: ignore[operator]
        with pytest.raises(TypeError):
            _ = WorkingTime(1) < ElapsedTime(1)
