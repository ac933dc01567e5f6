"""A history answers what holds on a date, as far as that was known at another."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contractkit.errors import UsageError
from contractkit.records.in_force import Held, InForce, Span

JAN, JUL, OCT = date(2026, 1, 1), date(2026, 7, 1), date(2026, 10, 1)
JUNE_15, NOV_5 = date(2026, 6, 15), date(2026, 11, 5)
DAY = timedelta(days=1)
PRICE = InForce.of("31.50").recording(JUL, JUNE_15, "33.00").recording(JAN, NOV_5, "30.50")


class TestAt:
    @pytest.mark.parametrize(
        ("on", "known_at", "holds"),
        [
            (JAN - DAY, None, "31.50"),
            (JAN, None, "30.50"),
            (JUL - DAY, None, "30.50"),
            (JUL, None, "33.00"),
            (JAN, NOV_5 - DAY, "31.50"),
            (JAN, NOV_5, "30.50"),
            (JUL, JUNE_15 - DAY, "31.50"),
            (JUL, JUNE_15, "33.00"),
        ],
    )
    def test_both_dates_are_included(self, on: date, known_at: date | None, holds: str) -> None:
        assert PRICE.at(on, known_at) == holds

    def test_of_two_from_the_same_date_the_one_recorded_last_holds(self) -> None:
        assert InForce.of(1).recording(JUL, JUNE_15, 2).recording(JUL, NOV_5, 3).at(JUL) == 3

    def test_an_instant_is_refused_because_its_date_depends_on_a_zone(self) -> None:
        with pytest.raises(UsageError, match="not for the instant 2026-07-01"):
            PRICE.at(datetime(2026, 7, 1, tzinfo=UTC))

    def test_a_history_begins_with_something(self) -> None:
        with pytest.raises(UsageError, match="begins with a value"):
            InForce((Held(JUL, JUNE_15, 1),))


class TestSpans:
    def test_they_follow_each_other_without_a_gap(self) -> None:
        assert PRICE.spans() == (Span(None, JAN, "31.50"), Span(JAN, JUL, "30.50"), Span(JUL, None, "33.00"))

    def test_they_are_those_that_were_known(self) -> None:
        assert PRICE.spans(NOV_5 - DAY) == (Span(None, JUL, "31.50"), Span(JUL, None, "33.00"))

    @pytest.mark.parametrize(
        ("start", "end", "touches"), [(JAN, JUL, True), (JUL, OCT, False), (JAN - DAY, JAN, False)]
    )
    def test_a_span_has_its_first_date_and_not_its_end(self, start: date, end: date, touches: object) -> None:
        assert Span(JAN, JUL, "30.50").touches(start, end) is touches


class TestMap:
    def test_what_does_not_change_leaves_no_entry(self) -> None:
        assert PRICE.map(len) == InForce.of(5)

    def test_a_correction_does_not_reach_past_an_entry_that_changed_nothing(self) -> None:
        history = InForce.of("a1").recording(JUL, JUNE_15, "a2").recording(JAN, NOV_5, "b1").recording(JUL, NOV_5, "a3")
        first = history.map(lambda value: value[0])
        assert [first.at(day) for day in (JAN - DAY, JAN, JUL)] == ["a", "b", "a"]
        assert first.at(JAN, NOV_5 - DAY) == "a"


DATES = st.dates(date(2026, 1, 1), date(2026, 1, 9))


@given(st.lists(st.tuples(DATES, DATES, st.integers(0, 2)), max_size=6), DATES, DATES)
def test_a_mapped_history_answers_as_the_part_of_the_whole(
    entries: list[tuple[date, date, int]], on: date, known_at: date
) -> None:
    history = InForce.of(0)
    for holds_from, recorded_on, value in entries:
        history = history.recording(holds_from, recorded_on, value)
    odd = history.map(lambda value: value % 2)
    assert odd.at(on, known_at) == history.at(on, known_at) % 2
    assert odd.at(on) == history.at(on) % 2


def test_of_two_that_were_recorded_on_one_date_for_one_date_the_later_entry_stands() -> None:
    day = date(2026, 1, 1)
    history = InForce.of("first").recording(day, day, "second").recording(day, day, "third")
    assert history.at(day, known_at=day) == "third"


def test_a_text_in_place_of_a_date_is_refused_even_where_nothing_ever_changed() -> None:
    with pytest.raises(UsageError, match=r"was given '2026-07-01'; for example date\(2026, 7, 1\)"):
        InForce.of("31.50").at("2026-07-01")  # type: ignore[arg-type]
