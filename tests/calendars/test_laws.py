"""Laws of business time, and the fast calendar against the slow one, at the edges where they break."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta, timezone

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contractkit.calendars import BusinessCalendar
from contractkit.quantities.spans import BusinessDays, CalendarDays, ElapsedTime, Months, WorkingTime
from contractkit.testing.business_time import BeyondWindow, SlowCalendar
from contractkit.testing.calendar_strategies import CalendarSpec, calendar_specs, edge_instants, working_amounts

few = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), print_blob=True)
EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)  # noqa: UP017
HOUR = 3_600_000_000


def us(instant: datetime) -> int:
    return (instant - EPOCH) // timedelta(microseconds=1)


def at(instant: int) -> datetime:
    return EPOCH + timedelta(microseconds=instant)


class Drawn:
    """A calendar with ways to draw instants and amounts on it."""

    def __init__(self, data: st.DataObject) -> None:
        self.data = data
        self.spec: CalendarSpec = data.draw(calendar_specs(), label="calendar")
        self.slow: SlowCalendar = self.spec.slow()
        self.fast: BusinessCalendar = self.spec.fast()
        self.instants = edge_instants(self.slow, self.spec)
        self.amounts = working_amounts(self.slow, self.instants)

    def several(self, count: int = 12) -> list[int]:
        return self.data.draw(st.lists(self.instants, min_size=1, max_size=count), label="instants")

    def instant(self) -> int:
        return self.data.draw(self.instants, label="instant")

    def amount(self) -> int:
        return self.data.draw(self.amounts, label="amount")


def answered(ask: Callable[[], int]) -> int | None:
    """Return the slow answer, or None where it lies outside the window."""
    try:
        return ask()
    except BeyondWindow:
        return None


class TestFastIsSlow:
    """The compiled calendar gives the answers of the one that looks at every quarter of an hour."""

    @few
    @given(st.data())
    def test_is_open_and_what_lies_next_to_an_instant(self, data: st.DataObject) -> None:
        drawn = Drawn(data)
        fast, slow = drawn.fast, drawn.slow
        for instant in drawn.several():
            assert fast.is_open(at(instant)) == slow.is_open(instant)
            for name in ("next_open", "previous_open", "next_close", "previous_close"):
                expected = answered(lambda name=name, instant=instant: getattr(slow, name)(instant))
                if expected is not None:
                    assert us(getattr(fast, name)(at(instant))) == expected, name

    @few
    @given(st.data())
    def test_elapsed_due_and_in_time_until(self, data: st.DataObject) -> None:
        drawn = Drawn(data)
        fast, slow = drawn.fast, drawn.slow
        for instant in drawn.several(6):
            other, amount = drawn.instant(), drawn.amount()
            assert fast.elapsed(at(instant), at(other)) // timedelta(microseconds=1) == slow.elapsed(instant, other)
            expected = answered(lambda instant=instant, amount=amount: slow.due(instant, amount))
            if expected is not None:
                assert us(fast.due_at(at(instant), WorkingTime(amount))) == expected
            if amount >= 0:
                expected = answered(lambda instant=instant, amount=amount: slow.until(instant, amount))
                if expected is not None:
                    assert us(fast.in_time_until(at(instant), WorkingTime(amount))) == expected

    @few
    @given(st.data())
    def test_dates(self, data: st.DataObject) -> None:
        drawn = Drawn(data)
        fast, slow = drawn.fast, drawn.slow
        near = st.integers(-8, 8).map(lambda days: drawn.spec.anchor + timedelta(days=days))
        for first, second in data.draw(st.lists(st.tuples(near, near), min_size=1, max_size=8)):
            assert fast.is_business_day(first) == slow.is_business_day(first)
            assert fast.count_days(first, second) == slow.count_days(first, second)
            for n in (-3, -1, 0, 1, 2):
                try:
                    expected = slow.add_days(first, n)
                except BeyondWindow:
                    continue
                assert fast.add_days(first, n) == expected

    @settings(few, max_examples=80)
    @given(st.data())
    def test_business_days_under_every_policy(self, data: st.DataObject) -> None:
        drawn = Drawn(data)
        times = st.sampled_from((time(0), time(0, 15), time(1), time(2, 30), time(8, 30), time(17), time(23, 59, 59)))
        policy = data.draw(
            st.fixed_dictionaries(
                {
                    "outside": st.sampled_from(("next-opening", "keep-time")),
                    "cut_off": st.none() | times,
                    "at_cut_off": st.sampled_from(("in-time", "late")),
                    "restart": st.none() | times,
                    "counting": st.sampled_from(("after-start", "from-start")),
                    "ends": st.sampled_from(("close-of-business", "same-time", "end-of-day")) | times,
                    "landing": st.sampled_from(("keep", "next-opening")),
                }
            ),
            label="policy",
        )
        starts = drawn.several(4)
        for n in data.draw(st.lists(st.sampled_from((0, 1, 1, 2, 3, -1, -2)), min_size=1, max_size=3), label="n"):
            found = drawn.fast.business_days_due_us(np.array(starts), BusinessDays(n, **policy), errors="mark")
            for start, due in zip(starts, found.tolist(), strict=True):
                expected = answered(lambda start=start, n=n: drawn.slow.business_days_due(start, n, **policy))
                if expected is not None:
                    assert at(due) == at(expected)
                    assert us(drawn.fast.due_at(at(start), BusinessDays(n, **policy))) == expected

    @few
    @given(st.data())
    def test_ticks_of_business_days(self, data: st.DataObject) -> None:
        drawn = Drawn(data)
        ends = data.draw(st.sampled_from(("close-of-business", "same-time", "end-of-day", time(2, 30))))
        days = BusinessDays(1, ends=ends)
        start, instant = drawn.instant(), drawn.instant()
        try:
            ticks = drawn.slow.ticks(start, instant, ends)
        except BeyondWindow:
            return
        count = drawn.fast.marks_before(np.array([instant]), np.array([start]), days)[0]
        assert count == len(ticks)
        if ticks != sorted(ticks):
            return
        for index, tick in enumerate(ticks, start=1):
            assert drawn.fast.mark_at(index, np.array([start]), days)[0] == tick


class TestLaws:
    """What holds on every calendar, whatever its hours."""

    @few
    @given(st.data())
    def test_elapsed_is_additive_and_antisymmetric(self, data: st.DataObject) -> None:
        drawn = Drawn(data)
        a, b, c = (at(drawn.instant()) for _ in range(3))
        elapsed = drawn.fast.elapsed
        assert elapsed(a, b) + elapsed(b, c) == elapsed(a, c)
        assert elapsed(a, b) == -elapsed(b, a)
        assert elapsed(a, a) == timedelta(0)

    @few
    @given(st.data())
    def test_due_at_uses_exactly_the_allowed_time_and_no_earlier_instant_does(self, data: st.DataObject) -> None:
        drawn = Drawn(data)
        start, amount = drawn.instant(), drawn.amount()
        if answered(lambda: drawn.slow.due(start, amount)) is None:
            return
        due = drawn.fast.due_at(at(start), WorkingTime(amount))
        elapsed = drawn.fast.elapsed(at(start), due)
        assert elapsed == timedelta(microseconds=amount)
        if amount > 0:
            assert drawn.fast.elapsed(at(start), due - timedelta(microseconds=1)) < elapsed
        if amount < 0:
            assert drawn.fast.elapsed(at(start), due + timedelta(microseconds=1)) > elapsed

    @few
    @given(st.data())
    def test_in_time_until_is_the_last_instant_that_uses_no_more(self, data: st.DataObject) -> None:
        drawn = Drawn(data)
        start, amount = drawn.instant(), abs(drawn.amount())
        if answered(lambda: drawn.slow.until(start, amount)) is None:
            return
        last = drawn.fast.in_time_until(at(start), WorkingTime(amount))
        allowed = timedelta(microseconds=amount)
        assert drawn.fast.elapsed(at(start), last) == allowed
        assert drawn.fast.elapsed(at(start), last + timedelta(microseconds=1)) > allowed

    @few
    @given(st.data())
    def test_due_at_is_monotone_in_start_and_amount(self, data: st.DataObject) -> None:
        drawn = Drawn(data)
        (a, b), (x, y) = sorted((drawn.instant(), drawn.instant())), sorted((drawn.amount(), drawn.amount()))
        found = drawn.fast.due_us(np.array([a, b, a, b]), np.array([x, x, y, y]), errors="mark")
        low_a, low_b, high_a, high_b = found.tolist()
        assert low_a <= low_b
        assert high_a <= high_b
        assert low_a <= high_a
        assert low_b <= high_b

    @few
    @given(st.data())
    def test_two_parts_take_as_long_as_the_whole(self, data: st.DataObject) -> None:
        drawn = Drawn(data)
        start, x, y = drawn.instant(), abs(drawn.amount()) + 1, abs(drawn.amount()) + 1
        if answered(lambda: drawn.slow.due(start, x + y)) is None:
            return
        whole = drawn.fast.due_at(at(start), WorkingTime(x + y))
        first = drawn.fast.due_at(at(start), WorkingTime(x))
        assert drawn.fast.due_at(first, WorkingTime(y)) == whole

    @few
    @given(st.data())
    def test_a_row_of_an_array_is_the_answer_for_one_instant(self, data: st.DataObject) -> None:
        drawn = Drawn(data)
        fast = drawn.fast
        starts = drawn.several(8)
        ends = [drawn.instant() for _ in starts]
        amounts = [data.draw(st.integers(-40, 40)) * HOUR // 4 + drawn.amount() % 3 - 1 for _ in starts]
        array, others = np.array(starts), np.array(ends)
        assert fast.elapsed_array(array, others).tolist() == [
            fast.elapsed(at(a), at(b)) // timedelta(microseconds=1) for a, b in zip(starts, ends, strict=True)
        ]
        assert fast.is_open_array(array).tolist() == [fast.is_open(at(a)) for a in starts]
        due, status = fast.due_at_array(array, np.array(amounts), errors="mark")
        last, _ = fast.in_time_until_array(array, np.array(amounts), errors="mark")
        for row, (start, amount) in enumerate(zip(starts, amounts, strict=True)):
            if status[row] == 0:
                assert us(fast.due_at(at(start), WorkingTime(amount))) == due[row]
                assert us(fast.in_time_until(at(start), WorkingTime(amount))) == last[row]

    @few
    @given(st.data())
    def test_open_time_and_its_inverses_undo_each_other(self, data: st.DataObject) -> None:
        drawn = Drawn(data)
        fast = drawn.fast
        starts = np.array(drawn.several())
        values = fast.cum(starts)
        left, right = fast.inverse_left(values), fast.inverse_right(values)
        assert (fast.cum(left) == values).all()
        assert (fast.cum(right) == values).all()
        assert ((left <= starts) & (starts <= right)).all()

    @few
    @given(st.data())
    def test_intervals_cover_a_stretch_without_gaps_and_hold_all_open_time(self, data: st.DataObject) -> None:
        drawn = Drawn(data)
        first, last = sorted((drawn.instant(), drawn.instant()))
        pieces = drawn.fast.intervals(at(first), at(last))
        if first == last:
            assert pieces == ()
            return
        assert [us(piece.start) for piece in pieces] == [first, *(us(piece.end) for piece in pieces[:-1])]
        assert us(pieces[-1].end) == last
        opened = sum((piece.end - piece.start for piece in pieces if piece.state == "open"), timedelta(0))
        assert opened == drawn.fast.elapsed(at(first), at(last))
        for piece in pieces:
            assert drawn.fast.is_open(piece.start) == (piece.state == "open")

    @few
    @given(st.data())
    def test_a_wider_question_changes_no_answer(self, data: st.DataObject) -> None:
        drawn = Drawn(data)
        fast = drawn.fast
        a, b = np.array([drawn.instant()]), np.array([drawn.instant()])
        before, due = fast.cum(b) - fast.cum(a), fast.due_us(a, HOUR, errors="mark")
        origin = fast.cum(a)
        ranks = fast.count_days(drawn.spec.anchor, drawn.spec.anchor + timedelta(days=9))
        fast.elapsed(at(int(a[0])) - timedelta(days=4000), at(int(a[0])) + timedelta(days=4000))
        assert fast.cum(a) == origin
        assert fast.cum(b) - fast.cum(a) == before
        assert fast.due_us(a, HOUR, errors="mark") == due
        assert fast.count_days(drawn.spec.anchor, drawn.spec.anchor + timedelta(days=9)) == ranks


class TestWallTime:
    """Calendar days and months keep the wall clock, whatever the offset does."""

    @few
    @given(st.data(), st.integers(-12, 12))
    def test_calendar_days_show_the_same_reading(self, data: st.DataObject, n: int) -> None:
        drawn = Drawn(data)
        start = drawn.instant()
        day, reading = drawn.slow.shown(start)
        expected = start if n == 0 else drawn.slow.first_shown(day + timedelta(days=n), reading)
        assert us(drawn.fast.due_at(at(start), CalendarDays(n))) == expected
        end = drawn.slow.first_shown(day + timedelta(days=n + 1), 0)
        assert us(drawn.fast.due_at(at(start), CalendarDays(n, "end-of-day"))) == end
        assert us(drawn.fast.due_at(at(start), ElapsedTime(n))) == start + n

    @pytest.mark.parametrize(
        ("start", "n", "expected"),
        [
            ("2026-01-31T10:00:00+01:00", 1, "2026-02-28T10:00:00+01:00"),
            ("2026-01-31T10:00:00+01:00", 2, "2026-03-31T10:00:00+02:00"),
            ("2028-02-29T23:59:59.999999+01:00", 12, "2029-02-28T23:59:59.999999+01:00"),
            ("2026-03-31T10:00:00+02:00", -1, "2026-02-28T10:00:00+01:00"),
            ("2026-02-28T02:30:00+01:00", 1, "2026-03-28T02:30:00+01:00"),
            ("2026-02-28T02:30:00+01:00", 0, "2026-02-28T02:30:00+01:00"),
        ],
    )
    def test_months_are_clipped_to_the_last_day_of_the_month(self, start: str, n: int, expected: str) -> None:
        office = BusinessCalendar(tz="Europe/Amsterdam", week={})
        assert office.due_at(datetime.fromisoformat(start), Months(n)) == datetime.fromisoformat(expected)
