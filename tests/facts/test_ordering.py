"""The order of item and time is that of a stable sort, however wide the instants are."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contractkit.facts.ordering import gathered, in_order, order_of

# Close together, far apart, and pairs that differ only in the last bits of a wide range.
TIMES = st.one_of(
    st.integers(0, 3),
    st.integers(-(2**61), 2**61),
    st.builds(lambda high, low: high * 2**58 + low, st.integers(-3, 3), st.integers(0, 2)),
)
ROWS = st.lists(st.tuples(st.integers(0, 4), TIMES), max_size=60)


class TestOrder:
    """Rows come by item, then by time, then as they stood."""

    @given(ROWS)
    def test_it_is_that_of_a_stable_sort(self, rows):
        item = np.array([row[0] for row in rows], np.int32)
        at = np.array([row[1] for row in rows], np.int64)
        order = order_of(item, at)
        assert order.tolist() == sorted(range(len(rows)), key=lambda place: rows[place])
        assert in_order(item.take(order), at.take(order))
        assert in_order(item, at) is (rows == sorted(rows, key=lambda row: row[:2]))

    @pytest.mark.parametrize("spread", [1, 10**6, 2**45])
    def test_of_many_rows(self, spread):
        draws = np.random.default_rng(1)
        item = draws.integers(0, 3000, 20_000).astype(np.int32)
        at = draws.integers(0, 2**16, 20_000) * spread
        assert (order_of(item, at) == np.lexsort((at, item))).all()

    def test_what_is_gathered_is_what_stands_there(self):
        values = np.arange(200_000, dtype=np.int8)
        places = np.random.default_rng(2).permutation(200_000).astype(np.int32)
        assert (gathered(values, places) == values[places]).all()
