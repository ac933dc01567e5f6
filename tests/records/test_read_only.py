"""A mapping of a frozen value can be read, compared, copied and sent to another process, and not changed."""

from __future__ import annotations

import copy
import json
import pickle
from typing import Any

import pytest

from contractkit.records.read_only import ReadOnly, read_only

ENTRIES = {"office": 8, "night": 24}


class TestReadOnly:
    """What it is, and what it refuses."""

    def test_it_is_what_it_was_made_of_in_the_same_order(self) -> None:
        made: Any = read_only(ENTRIES)
        assert made == ENTRIES
        assert made == read_only(dict(reversed(ENTRIES.items())))
        assert made != {"office": 8}
        assert list(made) == ["office", "night"]
        assert ("night" in made, "day" in made, len(made), made.get("day", 0)) == (True, False, 2, 0)
        assert repr(made) == repr(ENTRIES)

    def test_what_becomes_of_the_dict_does_not_reach_it(self) -> None:
        entries = dict(ENTRIES)
        made = read_only(entries)
        entries["day"] = 12
        assert made == ENTRIES

    def test_one_that_is_read_only_is_not_made_again(self) -> None:
        made = read_only(ENTRIES)
        assert read_only(made) is made

    @pytest.mark.parametrize(
        "change",
        [
            lambda one: one.__setitem__("day", 1),
            lambda one: one.__delitem__("office"),
            lambda one: one.update(day=1),
            lambda one: one.pop("office"),
            lambda one: one.clear(),
            lambda one: setattr(one, "_entries", {}),
            lambda one: delattr(one, "_entries"),
        ],
    )
    def test_nothing_changes_it(self, change: Any) -> None:
        made = read_only(ENTRIES)
        with pytest.raises((AttributeError, TypeError)):
            change(made)
        assert made == ENTRIES

    @pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
    def test_it_is_copied_and_pickled(self, protocol: int) -> None:
        made = read_only(ENTRIES)
        for again in (copy.copy(made), copy.deepcopy(made), pickle.loads(pickle.dumps(made, protocol))):
            assert isinstance(again, ReadOnly)
            assert again == made
            assert list(again) == list(made)

    def test_a_copy_shares_nothing_that_can_change(self) -> None:
        made = read_only({"hours": [8]})
        again = copy.deepcopy(made)
        again["hours"].append(9)
        assert made == {"hours": [8]}

    def test_as_a_dict_it_is_plain_data(self) -> None:
        assert json.dumps(dict(read_only(ENTRIES))) == json.dumps(ENTRIES)
