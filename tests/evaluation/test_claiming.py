"""Of several wordings of one promise, each cycle of an item is judged under one: that of its start."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from contractkit.evaluation.claiming import claims
from contractkit.facts import NAT

OLD, NEW = (-(2**62), 100), (100, 2**62)
"""The old wording binds what starts before 100, the new one what starts from 100 on."""


def claimed(
    old: Sequence[tuple[int, int, int]],
    new: Sequence[tuple[int, int, int]],
    opened: Sequence[int],
    stretches: tuple[tuple[int, int], ...] = (OLD, NEW),
) -> list[list[tuple[int, int, int]]]:
    """Return the rows (item, cycle, start) of each wording that count."""
    rows = [np.array(one, np.int64).reshape(-1, 3) for one in (old, new)]
    flags = claims(
        [one[:, 0] for one in rows],
        [one[:, 1] for one in rows],
        [one[:, 2] for one in rows],
        stretches,
        np.array(opened, np.int64),
    )
    return [[tuple(row) for row in one[flag].tolist()] for one, flag in zip(rows, flags, strict=True)]


class TestClaims:
    def test_what_starts_at_the_first_instant_of_the_new_wording_is_under_it(self) -> None:
        both = [(0, 1, 99), (1, 1, 100)]
        assert claimed(both, both, [99, 100]) == [[(0, 1, 99)], [(1, 1, 100)]]

    def test_a_cycle_that_begins_later_is_under_the_new_wording(self) -> None:
        both = [(0, 1, 20), (0, 2, 150)]
        assert claimed(both, both, [10]) == [[(0, 1, 20)], [(0, 2, 150)]]

    def test_a_clock_that_runs_is_not_started_again_elsewhere(self) -> None:
        # the old wording starts at the opening, the new one when the work begins
        assert claimed([(0, 1, 20)], [(0, 1, 130)], [20]) == [[(0, 1, 20)], []]

    def test_a_clock_between_two_wordings_is_under_that_of_the_opening(self) -> None:
        # the old wording starts when the work begins, the new one at the opening
        assert claimed([(0, 1, 130)], [(0, 1, 20)], [20]) == [[(0, 1, 130)], []]

    def test_a_promise_that_was_taken_out_starts_no_clock(self) -> None:
        assert claimed([(0, 1, 130), (1, 1, 50)], [], [20, 20], (OLD, (200, 2**62))) == [[(1, 1, 50)], []]

    def test_a_promise_that_came_later_holds_for_what_starts_later(self) -> None:
        new = [(0, 1, 20), (1, 1, 120)]
        assert claimed([], new, [20, 120], ((0, 0), NEW)) == [[], [(1, 1, 120)]]

    def test_several_rows_of_one_cycle_stay_together(self) -> None:
        # of an item of which it was never known which target applies, each that may be has a row
        assert claimed([(0, 1, 20), (0, 1, 20)], [(0, 1, 20)], [20]) == [[(0, 1, 20), (0, 1, 20)], []]

    def test_an_unknown_opening_starts_nothing_between_two_wordings(self) -> None:
        assert claimed([(0, 1, 130)], [], [NAT]) == [[], []]
