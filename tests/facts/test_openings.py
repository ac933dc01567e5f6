"""What a field was before the first change that a log tells of it, held against going through the changes one by one."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from contractkit.facts import NAT, UNMENTIONED, Coded
from contractkit.facts.event_rows import EventRows
from contractkit.facts.openings import first_words_before

WAS, NOW = ("a", "b", "c"), ("a", "b", "d")
# item, instant, the old word, the new one, the number in sequence; an old word of None is an emptied field, "-" no word
CHANGES = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.integers(0, 2),
        st.sampled_from((*WAS, None, "-")),
        st.sampled_from((*NOW, None)),
        st.sampled_from((1, 2, None)),
    ),
    max_size=9,
)


def read(changes: list[tuple[int, int, str | None, str | None, int | None]], numbers: str) -> EventRows:
    rows = sorted(changes, key=lambda change: change[:2])
    was = [UNMENTIONED if old == "-" else -1 if old is None else WAS.index(old) for _, _, old, _, _ in rows]
    now = [UNMENTIONED if old == "-" else -1 if new is None else NOW.index(new) for _, _, old, new, _ in rows]
    seq = None if numbers == "none" else np.array([NAT if row[4] is None else row[4] for row in rows], np.int64)
    places = np.arange(len(rows))
    return EventRows(
        places,
        places + 1,
        np.array([row[0] for row in rows], np.int32),
        np.array([row[1] for row in rows], np.int64),
        seq,
        {"status": Coded(np.array(now, np.int8), NOW)},
        {"status": Coded(np.array(was, np.int8), WAS)},
        None,
        None,
    )


def by_hand(changes: list[tuple[int, int, str | None, str | None, int | None]], item: int, numbers: str) -> str | None:
    """Return the old word of the first change: by time, by number, then the one that no other brings about."""
    own = [change for change in changes if change[0] == item and change[2] != "-"]
    if not own:
        return None
    first = min(change[1] for change in own)
    tied = [change for change in own if change[1] == first]
    known = [change[4] for change in tied if change[4] is not None]
    if numbers == "some" and len(known) == len(tied) and known.count(min(known)) == 1:
        return next(change[2] for change in tied if change[4] == min(known))
    old = sorted({change[2] for change in tied}, key=lambda word: (word is not None, word))
    brought = {change[3] for change in tied}
    return next((word for word in old if word not in brought or len(tied) == 1), old[0])


class TestFirstWordsBefore:
    @given(changes=CHANGES, numbers=st.sampled_from(("none", "some")))
    def test_of_each_item_it_is_what_one_finds_by_going_through_its_changes(self, changes, numbers) -> None:
        found = first_words_before(read(changes, numbers), "status", 3)
        assert found.words() == [by_hand(changes, item, numbers) for item in range(3)]

    def test_very_many_ties_have_the_same_answer_as_one(self) -> None:
        # Every item changes twice in one instant, from b to a and from c to b: it was c.
        count = 200_000
        item = np.repeat(np.arange(count, dtype=np.int32), 2)
        rows = np.arange(2 * count)
        was, now = (np.tile(np.array(pair, np.int8), count) for pair in ((1, 2), (0, 1)))
        columns = ({"status": Coded(now, NOW)}, {"status": Coded(was, WAS)})
        events = EventRows(rows, rows, item, np.zeros(2 * count, np.int64), None, *columns, None, None)
        assert set(first_words_before(events, "status", count).codes.tolist()) == {2}
