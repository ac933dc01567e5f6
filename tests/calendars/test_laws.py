"""Laws of business time, and the fast calendar against the slow one, at the edges where they break."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from itertools import pairwise

import attrs
import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from contractkit.calendars import BusinessCalendar
from contractkit.calendars.instants import MISSING
from contractkit.errors import UsageError
from contractkit.quantities.spans import CalendarDays, ElapsedTime, Months, WorkingTime
from contractkit.testing import operations
from contractkit.testing.asking import Answer, Operation, Question, Refusal, agree, ask_fast, ask_in_array, ask_slow
from contractkit.testing.asking_drawing import QuestionDrawer
from contractkit.testing.business_time import SlowDates, SlowTime
from contractkit.testing.calendar_strategies import (
    calendar_specs,
    combined_specs,
    edge_instants,
    questions,
    specs,
    working_amounts,
)
from contractkit.testing.drawing import draw_spec
from contractkit.testing.edges import Edges
from contractkit.testing.instant_sets import BeyondWindow
from contractkit.testing.plain_calendars import CalendarSpec, CombinedSpec, Spec
from contractkit.testing.wall_clocks import DAY
from contractkit.testing.written_hours import Rota, SeasonHours

few = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), print_blob=True)
EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)  # noqa: UP017
HOUR = 3_600_000_000
US = timedelta(microseconds=1)


def us(instant: datetime) -> int:
    return (instant - EPOCH) // US


def at(instant: int) -> datetime:
    return EPOCH + timedelta(microseconds=instant)


class Drawn:
    """A calendar with ways to draw instants and amounts on it, none of which meets its horizon."""

    def __init__(self, data: st.DataObject, kinds: st.SearchStrategy[Spec]) -> None:
        self.data = data
        self.spec = data.draw(kinds.map(without_horizon), label="calendar")
        self.slow = self.spec.slow()
        self.fast = self.spec.fast()
        self.instants = edge_instants(self.slow, self.spec)
        self.amounts = working_amounts(self.slow, self.spec)

    def several(self, count: int = 8) -> list[int]:
        return self.data.draw(st.lists(self.instants, min_size=1, max_size=count), label="instants")

    def instant(self) -> int:
        return self.data.draw(self.instants, label="instant")

    def amount(self) -> int:
        return self.data.draw(self.amounts, label="amount")


def without_horizon(spec: Spec) -> Spec:
    if isinstance(spec, CalendarSpec):
        return attrs.evolve(spec, years=None)
    return attrs.evolve(spec, left=attrs.evolve(spec.left, years=None), right=attrs.evolve(spec.right, years=None))


def answered(ask: Callable[[], int]) -> int | None:
    """Return the slow answer, or None where it lies outside the window."""
    try:
        return ask()
    except BeyondWindow:
        return None


def same_time(one: BusinessCalendar, other: BusinessCalendar, instants: list[int]) -> None:
    """Assert that two calendars are open at the same instants around some."""
    edges = np.array(sorted(instants))
    assert one.is_open_array(edges).tolist() == other.is_open_array(edges).tolist()
    assert one.elapsed_array(edges[:-1], edges[1:]).tolist() == other.elapsed_array(edges[:-1], edges[1:]).tolist()


class TestFastIsSlow:
    """The compiled calendar gives the answers of the one that looks at sets of instants and at dates one by one."""

    @settings(few, max_examples=40)
    @given(st.data())
    def test_each_question_has_the_slow_answer_alone_and_in_an_array(self, data: st.DataObject) -> None:
        spec = data.draw(specs(), label="calendar")
        slow = spec.slow()
        self.check(spec.fast(), slow, data.draw(questions(slow, spec, most=30), label="questions"))

    @pytest.mark.parametrize("seed", range(80))
    def test_so_have_a_hundred_questions_to_calendars_that_are_always_the_same(self, seed: int) -> None:
        rng = random.Random(seed)
        spec = draw_spec(rng)
        slow = spec.slow()
        drawer = QuestionDrawer(rng, Edges(slow, spec))
        self.check(spec.fast(), slow, [drawer.question() for _ in range(100)])

    def check(self, fast: BusinessCalendar, slow: SlowTime, asked: list[Question]) -> None:
        known: dict[object, list[tuple[Question, Answer]]] = {}
        for question in asked:
            expected = ask_slow(question, slow)
            if expected is not Refusal.UNKNOWN:
                assert agree(expected, ask_fast(question, fast)), (question.code(), expected)
                known.setdefault(question.alike, []).append((question, expected))
        known.pop(None, None)
        for group in known.values():
            answers = ask_in_array([question for question, _ in group], fast)
            for (question, expected), found in zip(group, answers, strict=True):
                assert agree(expected, found), (question.code(), expected, found)

    def test_the_drawing_meets_every_operation_and_kind_of_calendar(self) -> None:
        rng = random.Random(4)
        drawn = [draw_spec(rng) for _ in range(80)]
        assert {type(spec) for spec in drawn} == {CalendarSpec, CombinedSpec}
        assert {spec.kind for spec in drawn if isinstance(spec, CombinedSpec)} == {"|", "&", "-", "changed"}
        plain = [spec for spec in drawn if isinstance(spec, CalendarSpec)]
        assert all(any(getattr(spec, field.name) for spec in plain) for field in attrs.fields(CalendarSpec))
        assert any(isinstance(spec.week, Rota) for spec in plain)
        drawer = QuestionDrawer(rng, Edges(plain[0].slow(), plain[0]))
        met = {drawer.question().operation.name for _ in range(400)}
        every = {value.name for value in vars(operations).values() if isinstance(value, Operation)}
        assert met == every | {operation.name for operation in operations.NEXT}


class TestLaws:
    """What holds on every calendar, whatever its hours."""

    @few
    @given(st.data())
    def test_elapsed_is_additive_and_antisymmetric(self, data: st.DataObject) -> None:
        drawn = Drawn(data, specs())
        a, b, c = (at(drawn.instant()) for _ in range(3))
        elapsed = drawn.fast.elapsed
        assert elapsed(a, b) + elapsed(b, c) == elapsed(a, c)
        assert elapsed(a, b) == -elapsed(b, a)
        assert elapsed(a, a) == timedelta(0)

    @few
    @given(st.data())
    def test_due_at_uses_exactly_the_allowed_time_and_no_earlier_instant_does(self, data: st.DataObject) -> None:
        drawn = Drawn(data, specs())
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
        drawn = Drawn(data, specs())
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
        drawn = Drawn(data, specs())
        (a, b), (x, y) = sorted((drawn.instant(), drawn.instant())), sorted((drawn.amount(), drawn.amount()))
        found = drawn.fast.due_us(np.array([a, b, a, b]), np.array([x, x, y, y]), errors="mark")
        low_a, low_b, high_a, high_b = found.tolist()
        for earlier, later in ((low_a, low_b), (high_a, high_b), (low_a, high_a), (low_b, high_b)):
            assert earlier <= later or MISSING in (earlier, later)  # a calendar that closes for good has no answer

    @few
    @given(st.data())
    def test_two_parts_take_as_long_as_the_whole(self, data: st.DataObject) -> None:
        drawn = Drawn(data, specs())
        start, x, y = drawn.instant(), abs(drawn.amount()) + 1, abs(drawn.amount()) + 1
        if answered(lambda: drawn.slow.due(start, x + y)) is None:
            return
        whole = drawn.fast.due_at(at(start), WorkingTime(x + y))
        first = drawn.fast.due_at(at(start), WorkingTime(x))
        assert drawn.fast.due_at(first, WorkingTime(y)) == whole

    @few
    @given(st.data())
    def test_a_row_of_an_array_is_the_answer_for_one_instant(self, data: st.DataObject) -> None:
        drawn = Drawn(data, specs())
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
        drawn = Drawn(data, specs())
        fast = drawn.fast
        pieces = drawn.slow.open.pieces  # before the first and after the last, there may be none for ever
        starts = np.array([us for us in drawn.several() if pieces and pieces[0][1] <= us < pieces[-1][0]], np.int64)
        if not starts.size:
            return
        values = fast.cum(starts)
        left, right = fast.inverse_left(values), fast.inverse_right(values)
        assert (fast.cum(left) == values).all()
        assert (fast.cum(right) == values).all()
        assert ((left <= starts) & (starts <= right)).all()

    @few
    @given(st.data())
    def test_intervals_cover_a_stretch_without_gaps_and_hold_all_open_time(self, data: st.DataObject) -> None:
        drawn = Drawn(data, specs())
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
        drawn = Drawn(data, calendar_specs())
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


class TestCombinationLaws:
    """Combined calendars are the sets that they are said to be, and days count in the calendar that was named."""

    @few
    @given(st.data())
    def test_what_either_opens_and_what_both_open_is_as_much_as_the_two(self, data: st.DataObject) -> None:
        drawn = Drawn(data, combined_specs())
        one, other = drawn.spec.left.fast(), drawn.spec.right.fast()
        a, b = (at(drawn.instant()) for _ in range(2))
        both = (one | other).elapsed(a, b) + (one & other).elapsed(a, b)
        assert both == one.elapsed(a, b) + other.elapsed(a, b)

    @few
    @given(st.data())
    def test_what_is_taken_away_and_what_is_shared_are_the_first_calendar(self, data: st.DataObject) -> None:
        drawn = Drawn(data, combined_specs())
        one, other = drawn.spec.left.fast(), drawn.spec.right.fast()
        same_time((one - other) | (one & other), one, drawn.several())
        same_time(one - (one - other), one & other, drawn.several())
        same_time(one | other, other | one, drawn.several())

    @few
    @given(st.data())
    def test_a_history_is_the_first_calendar_before_its_day_and_the_second_from_it_on(
        self, data: st.DataObject
    ) -> None:
        drawn = Drawn(data, combined_specs())
        one, other = drawn.spec.left.fast(), drawn.spec.right.fast()
        day = drawn.spec.anchor + timedelta(days=data.draw(st.integers(-3, 3)))
        history = one.changed(on=day, to=other)
        switch = drawn.spec.right.slow().first_shown(day, 0)
        instants = [*drawn.several(), switch]
        same_time(history, one, [min(instant, switch - 1) for instant in instants])
        same_time(history, other, [max(instant, switch) for instant in instants])
        assert history.elapsed(at(switch - 1), at(switch)) == one.elapsed(at(switch - 1), at(switch))

    @few
    @given(st.data())
    def test_days_of_a_combination_are_those_of_the_calendar_that_was_named(self, data: st.DataObject) -> None:
        drawn = Drawn(data, combined_specs())
        one, other = drawn.spec.left.fast(), drawn.spec.right.fast()
        made = (one | other).with_days(tz=drawn.spec.left.zone, days_from=other)
        near = st.integers(-8, 8).map(lambda days: drawn.spec.anchor + timedelta(days=days))
        a, b = data.draw(near), data.draw(near)
        assert made.count_days(a, b) == other.count_days(a, b)
        assert made.is_business_day(a) == other.is_business_day(a)
        same_time(made, one | other, drawn.several())


class TestPatternLaws:
    """Alternating weeks, seasons and changes that say nothing new change nothing."""

    @few
    @given(st.data(), st.integers(0, 30), st.integers(1, 3))
    def test_alternating_weeks_that_are_all_alike_are_that_week(
        self, data: st.DataObject, start: int, turns: int
    ) -> None:
        drawn = Drawn(data, calendar_specs().filter(lambda spec: not isinstance(spec.week, Rota)))
        starting = drawn.spec.anchor + timedelta(days=start)
        turning = attrs.evolve(drawn.spec, week=Rota(starting, (drawn.spec.week,) * turns))
        same_time(turning.fast(), drawn.fast, drawn.several())

    @few
    @given(st.data(), st.integers(-60, 60))
    def test_alternating_weeks_do_not_mind_where_a_round_begins(self, data: st.DataObject, rounds: int) -> None:
        drawn = Drawn(data, calendar_specs().filter(lambda spec: isinstance(spec.week, Rota)))
        week = drawn.spec.week
        later = week.starting + rounds * len(week.weeks) * timedelta(days=7)
        same_time(attrs.evolve(drawn.spec, week=week._replace(starting=later)).fast(), drawn.fast, drawn.several())

    @few
    @given(st.data())
    def test_a_season_of_all_the_year_is_its_week(self, data: st.DataObject) -> None:
        drawn = Drawn(data, calendar_specs().map(lambda spec: attrs.evolve(spec, seasons=())))
        other = data.draw(calendar_specs()).week
        season = SeasonHours((1, 1), (12, 31), other)
        in_season = attrs.evolve(drawn.spec, seasons=(season,)).fast()
        same_time(in_season, attrs.evolve(drawn.spec, week=other, changes={}).fast(), drawn.several())

    @few
    @given(st.data())
    def test_a_change_long_ago_is_the_week_and_one_far_ahead_is_nothing(self, data: st.DataObject) -> None:
        drawn = Drawn(data, calendar_specs().map(lambda spec: attrs.evolve(spec, changes={})))
        other = data.draw(calendar_specs()).week
        far = timedelta(days=drawn.spec.days + 200)
        ago, ahead = drawn.spec.anchor - far, drawn.spec.anchor + far
        changed = attrs.evolve(drawn.spec, changes={ago: other}).fast()
        same_time(changed, attrs.evolve(drawn.spec, week=other).fast(), drawn.several())
        same_time(attrs.evolve(drawn.spec, changes={ahead: other}).fast(), drawn.fast, drawn.several())

    @few
    @given(st.data())
    def test_a_date_worked_in_its_own_place_is_a_date_that_is_no_holiday(self, data: st.DataObject) -> None:
        drawn = Drawn(data, calendar_specs().map(lambda spec: attrs.evolve(spec, worked=())))
        worked = attrs.evolve(drawn.spec, worked=tuple((day, day) for day in drawn.spec.holidays))
        same_time(worked.fast(), attrs.evolve(drawn.spec, holidays=()).fast(), drawn.several())

    @few
    @given(st.data())
    def test_nothing_opens_on_a_closed_date_but_what_is_opened_by_the_clock(self, data: st.DataObject) -> None:
        drawn = Drawn(data, calendar_specs().map(lambda spec: attrs.evolve(spec, openings=())))
        for day in set(drawn.spec.closed) - set(drawn.spec.exceptions):
            clock = drawn.slow.clock  # where it is put back at midnight the date before is shown once more
            cuts = sorted({*clock.cuts(day, (0, DAY)), *clock.between(day, day)})
            for low, high in pairwise(cuts):
                if clock.shown(low)[0] == day:
                    assert drawn.fast.elapsed(at(low), at(high)) == timedelta(0)
            assert not drawn.fast.is_business_day(day)


class TestWallTime:
    """Calendar days and months keep the wall clock, whatever the offset does."""

    @few
    @given(st.data(), st.integers(-12, 12))
    def test_calendar_days_show_the_same_reading(self, data: st.DataObject, n: int) -> None:
        drawn = Drawn(data, specs())
        start, clock = drawn.instant(), drawn.slow.clock
        day, reading = clock.shown(start)
        assume(clock.first + timedelta(days=13) <= day <= clock.last - timedelta(days=14))
        if not isinstance(drawn.slow, SlowDates) and len({part.clock.zone for part in drawn.slow.parts}) > 1:
            with pytest.raises(UsageError, match="with_days"):
                drawn.fast.due_at(at(start), CalendarDays(n))
            return
        expected = start if n == 0 else clock.first_shown(day + timedelta(days=n), reading)
        assert us(drawn.fast.due_at(at(start), CalendarDays(n))) == expected
        end = clock.first_shown(day + timedelta(days=n + 1), 0)
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
