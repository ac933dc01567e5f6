"""A few rows of a large table: only they are made, and they are those of the whole."""

from __future__ import annotations

import numpy as np

from contractkit.facts import Coded, Table
from contractkit.facts.lazy import Lazy
from contractkit.facts.texts import Texts


class _Counting(Texts):
    """Texts that cannot be gone through from end to end."""

    def __iter__(self):
        raise AssertionError("all texts were read for a few rows")


def test_the_words_of_a_few_rows_are_read_alone() -> None:
    ids = Texts.of([f"T-{number}" for number in range(100)])
    column = Coded(np.array([5, -1, 99, 5]), _Counting(ids.data, ids.bounds))
    assert column.words() == ["T-5", None, "T-99", "T-5"]


def test_a_column_that_can_make_some_rows_makes_no_others() -> None:
    def every() -> np.ndarray:
        raise AssertionError("all rows were made for a few")

    squares = Lazy(1000, every, lambda places: np.asarray(places) ** 2)
    table = Table({"n": np.arange(1000), "squares": squares}).select(np.array([3, 30]))
    assert table.to_records() == [{"n": 3, "squares": 9}, {"n": 30, "squares": 900}]
