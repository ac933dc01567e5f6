"""Courses against the functions that they stand for, start by start, on stretches of a few microseconds."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contractkit.process.courses import Course, UnknownTurnError, course_through, earliest, identity, latest

LENGTH = 24
"""So many starts has a stretch; what they become lies in twice as many."""

Table = list[int]


@st.composite
def tables(draw: st.DrawFn, length: int = LENGTH) -> tuple[Table, list[int]]:
    """Draw what each start becomes, and where the pieces begin: pieces that go along with the start, or stay."""
    breaks = sorted({0, *draw(st.lists(st.integers(0, length - 1), max_size=6))})
    values: Table = []
    for place, start in enumerate(breaks):
        end = breaks[place + 1] if place + 1 < len(breaks) else length
        value, rises = draw(st.integers(0, LENGTH)), draw(st.booleans())
        values += [value + step if rises else value for step in range(end - start)]
    return values, breaks


def course(table: tuple[Table, list[int]], low: int = 0) -> Course:
    values, breaks = table
    array = np.array(values, np.int64)

    def become(starts: np.ndarray) -> np.ndarray:
        return array[starts - low]

    return course_through(become, np.array(breaks, np.int64) + low, low, low + len(values))


def every(found: Course) -> Table:
    return found.at(np.arange(int(found.starts[0]), found.until)).tolist()


class TestCourses:
    @given(tables())
    def test_a_course_is_its_function(self, one: tuple[Table, list[int]]) -> None:
        found = course(one)
        assert every(found) == one[0]
        assert found.image == (min(one[0]), max(one[0]))
        assert found.last_values.tolist() == [one[0][start] for start in found.last_starts.tolist()]

    @given(tables(), tables(length=2 * LENGTH + 1))
    def test_one_behind_another_is_the_function_of_the_function(
        self, one: tuple[Table, list[int]], other: tuple[Table, list[int]]
    ) -> None:
        def following(low: int, high: int) -> Course:
            return course((other[0][low:high], [start - low for start in other[1] if low <= start < high] or [0]), low)

        found = course(one).then(following)
        assert every(found) == [other[0][value] for value in one[0]]
        assert _is_in_pieces(found)

    @pytest.mark.parametrize(("join", "chosen"), [(latest, max), (earliest, min)])
    @given(one=tables(), other=tables(), third=tables())
    def test_the_latest_and_the_earliest_are_chosen_start_by_start(
        self,
        join: Callable[[tuple[Course, ...]], Course],
        chosen: Callable[..., int],
        one: tuple[Table, list[int]],
        other: tuple[Table, list[int]],
        third: tuple[Table, list[int]],
    ) -> None:
        found = join((course(one), course(other), course(third)))
        assert every(found) == [chosen(*values) for values in zip(one[0], other[0], third[0], strict=True)]
        assert _is_in_pieces(found)

    @given(tables(), tables())
    def test_how_many_starts_become_later_is_counted_exactly(
        self, one: tuple[Table, list[int]], other: tuple[Table, list[int]]
    ) -> None:
        late = sum(a > b for a, b in zip(one[0], other[0], strict=True))
        assert course(one).later_than(course(other)) == late

    def test_a_break_that_was_not_named_is_found_out(self) -> None:
        with pytest.raises(UnknownTurnError, match="turns"):
            course(([0, 1, 2, 0, 1, 2, 2], [0]))

    def test_the_identity_leaves_everything_as_it_is(self) -> None:
        assert every(identity(3, 9)) == list(range(3, 9))


def _is_in_pieces(found: Course) -> bool:
    """Return whether the pieces are in order, and in each the course goes along or stays as it says."""
    steps = every(found)
    pieces = zip(found.starts.tolist(), found.last_starts.tolist(), found.rises.tolist(), strict=True)
    return all(steps[last] - steps[first] == (last - first if rises else 0) for first, last, rises in pieces)
