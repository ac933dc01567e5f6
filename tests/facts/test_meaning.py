"""What a mapping means: items, their events, what they were at the opening, and what stands in the events alone."""

from __future__ import annotations

import random
from typing import Any, ClassVar

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contractkit.errors import UsageError
from contractkit.facts import MISSING, NAT, UNMENTIONED, Coded, Events, Facts

HEAD = {"contractkit": 1, "document": "mapping", "zone": "UTC"}
SNAPSHOT = {
    "item": "id", "at": "at", "sequence": "n", "form": "snapshot", "fields": {"status": "status", "priority": "priority"},
}  # fmt: skip
CHANGE = {
    "item": "id", "at": "at", "form": "change", "field": "field", "value": "new", "was": "old",
    "fields": {"status": {"name": "State"}, "priority": {"name": "Priority", "values": {"1 - High": "P1"}}},
}  # fmt: skip


def clock(day: int, hour: int, minute: int = 0) -> int:
    """Return an instant of January 2026 in UTC."""
    return int(np.datetime64(f"2026-01-{day:02}T{hour:02}:{minute:02}", "us").astype(np.int64))


def words(events: Events, field: str) -> list[str | None]:
    return events.words(field).words()


def mapping(**parts: Any) -> dict[str, Any]:
    return {**HEAD, **parts}


class TestItems:
    """A field takes its column, its constant, its translated word, in its type."""

    def test_each_kind_of_field(self) -> None:
        """Words, instants, numbers, yes and no, and a constant."""
        fields = {
            "opened_at": "opened",
            "due": {"column": "due", "type": "instant"},
            "priority": {"column": "prio", "values": {"3 - Moderate": "P3", "none": None}},
            "hours": {"column": "hours", "type": "number"},
            "restored": {"column": "restored", "type": "yes-no"},
            "service": {"always": "mail"},
        }
        items = {
            "id": ["T-1", "T-2"],
            "opened": ["2026-01-05 09:00", ""],
            "due": ["2026-01-05T09:00:00+01:00", None],
            "prio": [" 3 - Moderate ", "none"],
            "hours": ["1.5e1", " "],
            "restored": ["TRUE", "n"],
        }
        facts = Facts.from_frames(items=items, mapping=mapping(items={"id": "id", "fields": fields}))
        found = facts.items
        assert found.ids.tolist() == ["T-1", "T-2"]
        assert found.instants("opened_at").us.tolist() == [clock(5, 9), NAT]
        assert found.instants("due").us.tolist() == [clock(5, 8), NAT]
        assert found.words("priority").words() == ["P3", None]
        assert found.numbers("hours").values[0] == 15
        assert np.isnan(found.numbers("hours").values[1])
        assert found.words("restored").words() == ["yes", "no"]
        assert found.words("service").words() == ["mail", "mail"]
        assert facts.problems == ()

    def test_what_the_mapping_calls_missing_is_missing(self) -> None:
        """An empty cell always is; a question mark where the mapping says so."""
        items = {"id": ["T-1", "T-2", "T-3"], "c": ["?", "", "x"]}
        facts = Facts.from_frames(items=items, mapping=mapping(missing=["?"], items={"id": "id", "fields": {"c": "c"}}))
        assert facts.items.words("c").words() == [None, None, "x"]

    def test_a_field_of_another_type_is_told(self) -> None:
        """Whoever asks for instants where words are gets the way out."""
        facts = Facts.from_frames(
            items={"id": ["T-1"], "c": ["x"]}, mapping=mapping(items={"id": "id", "fields": {"due": "c"}})
        )
        with pytest.raises(UsageError, match="type: instant"):
            facts.items.instants("due")
        with pytest.raises(UsageError, match="known: due"):
            facts.items.words("duo")

    def test_zone_and_form_of_one_column_win(self) -> None:
        """A column may be written in another form and zone than the rest."""
        fields = {
            "opened_at": "a",
            "closed_at": {"column": "b", "format": "%d/%m/%Y %H:%M", "zone": "Europe/Amsterdam"},
        }
        items = {"id": ["T-1"], "a": ["2026-01-05 09:00"], "b": ["05/01/2026 09:00"]}
        found = Facts.from_frames(items=items, mapping=mapping(items={"id": "id", "fields": fields}))
        assert found.items.instants("opened_at").us.tolist() == [clock(5, 9)]
        assert found.items.instants("closed_at").us.tolist() == [clock(5, 8)]
        zones = [one.taken for one in found.assumptions if one.convention == "zone-of-facts"]
        assert zones == ["UTC", "Europe/Amsterdam"]

    def test_a_zone_that_nobody_needed_is_no_assumption(self) -> None:
        """Times with an offset leave nothing open."""
        items = {"id": ["T-1"], "a": ["2026-01-05T09:00Z"]}
        found = Facts.from_frames(items=items, mapping=mapping(items={"id": "id", "fields": {"opened_at": "a"}}))
        assert found.assumptions == ()


class TestSnapshots:
    """Each row shows the item as it then was."""

    EVENTS: ClassVar[dict[str, Any]] = {
        "id": ["T-1", "T-1", "T-2"],
        "at": ["2026-01-05 09:00", "2026-01-05 10:00", "2026-01-06 09:00"],
        "n": ["0", "1", ""],
        "status": ["new", "solved", ""],
        "priority": ["P3", "P1", "P2"],
    }

    def test_each_row_is_an_event_of_all_fields(self) -> None:
        """Every event mentions every field; an empty cell says that the field became empty."""
        items = {"id": ["T-2", "T-1"]}
        facts = Facts.from_frames(items=items, events=self.EVENTS, mapping=mapping(items={"id": "id"}, events=SNAPSHOT))
        events = facts.events
        assert events is not None
        assert events.item.tolist() == [0, 1, 1]
        assert events.at.tolist() == [clock(6, 9), clock(5, 9), clock(5, 10)]
        assert events.seq is not None
        assert events.seq.tolist() == [NAT, 0, 1]
        assert words(events, "status") == [None, "new", "solved"]
        assert words(events, "priority") == ["P2", "P3", "P1"]
        assert events.rows.tolist() == [3, 1, 2]

    def test_without_opened_at_the_first_event_opens(self) -> None:
        """Recorded as an assumption; an item without events has no opening."""
        items = {"id": ["T-1", "T-2", "T-3"]}
        facts = Facts.from_frames(items=items, events=self.EVENTS, mapping=mapping(items={"id": "id"}, events=SNAPSHOT))
        assert facts.items.instants("opened_at").us.tolist() == [clock(5, 9), clock(6, 9), NAT]
        assert "opened-at" in [one.convention for one in facts.assumptions]

    def test_items_and_events_share_their_codes(self) -> None:
        """A field that both carry has one list of words, in code-point order."""
        fields = {"priority": {"column": "p", "holds": "at-opening"}, "status": {"column": "s", "holds": "latest"}}
        items = {"id": ["T-1", "T-2"], "p": ["P4", ""], "s": ["closed", "new"]}
        known = mapping(items={"id": "id", "fields": fields}, events=SNAPSHOT)
        facts = Facts.from_frames(items=items, events=self.EVENTS, mapping=known)
        assert facts.events is not None
        assert facts.items.words("priority").categories == ("P1", "P2", "P3", "P4")
        assert facts.events.categories["priority"] == ("P1", "P2", "P3", "P4")
        assert facts.items.words("priority").words() == ["P4", None]
        assert (
            facts.items.words("status").categories == facts.events.categories["status"] == ("closed", "new", "solved")
        )
        assert facts.items.latest == {"status"}

    def test_the_sequence_makes_events_different(self) -> None:
        """Two rows equal but for their number are two events; equal in all, they are one."""
        twice = {name: [*cells, cells[0]] for name, cells in self.EVENTS.items()}
        numbered = {**twice, "n": [*self.EVENTS["n"], "7"]}
        known = mapping(items={"id": "id"}, events=SNAPSHOT)
        items = {"id": ["T-1", "T-2"]}
        assert Facts.from_frames(items=items, events=twice, mapping=known).counts["exact-duplicate-events"] == 1
        assert "exact-duplicate-events" not in Facts.from_frames(items=items, events=numbered, mapping=known).counts

    def test_of_rows_in_order_the_last_copy_stays(self) -> None:
        """New, active, and new again at one instant end in new: dropping the later copy would end in active."""
        events = {"id": ["T-1"] * 3, "at": ["2026-01-05 09:00"] * 3, "status": ["new", "active", "new"]}
        known = mapping(
            items={"id": "id"},
            events={**SNAPSHOT, "sequence": "row-order", "fields": {"status": "status"}},
        )
        facts = Facts.from_frames(items={"id": ["T-1"]}, events=events, mapping=known)
        assert facts.events is not None
        assert facts.events.seq is not None
        assert words(facts.events, "status") == ["active", "new"]
        assert facts.events.seq.tolist() == [1, 2]
        assert facts.counts["exact-duplicate-events"] == 1

    def test_a_number_that_is_none_casts_doubt(self) -> None:
        """A sequence must be whole numbers."""
        events = {**self.EVENTS, "n": ["0", "first", ""]}
        known = mapping(items={"id": "id"}, events=SNAPSHOT)
        facts = Facts.from_frames(items={"id": ["T-1", "T-2"]}, events=events, mapping=known)
        assert [(problem.code, problem.line, problem.where) for problem in facts.problems] == [
            ("bad-value", 2, "events > sequence")
        ]
        assert facts.items.doubt.tolist() == [1, 0]


class TestChanges:
    """Each row names the field that changed, and its new value."""

    EVENTS: ClassVar[dict[str, Any]] = {
        "id": ["T-1", "T-1", "T-1", "T-1"],
        "at": ["2026-01-05 09:00", "2026-01-05 10:00", "2026-01-05 11:00", "2026-01-05 12:00"],
        "field": ["State", "Priority", "State", "Owner"],
        "new": ["active", "1 - High", "solved", "eva"],
        "old": ["new", "P3", "active", "jan"],
    }

    def test_an_event_mentions_one_field(self) -> None:
        """Of other fields it says nothing, and changes of fields that are not mapped are counted."""
        known = mapping(items={"id": "id"}, events=CHANGE)
        facts = Facts.from_frames(items={"id": ["T-1"]}, events=self.EVENTS, mapping=known)
        events = facts.events
        assert events is not None
        assert events.categories == {"status": ("active", "new", "solved"), "priority": ("P1", "P3")}
        assert events.values["status"].tolist() == [0, UNMENTIONED, 2]
        assert events.values["priority"].tolist() == [UNMENTIONED, 0, UNMENTIONED]
        assert facts.counts["changes-of-other-fields"] == 1
        assert facts.problems == ()

    def test_the_first_old_value_is_that_of_the_opening(self) -> None:
        """Also where the rows stand in another order; an item without changes has none."""
        backwards = {name: cells[::-1] for name, cells in self.EVENTS.items()}
        known = mapping(items={"id": "id"}, events=CHANGE)
        facts = Facts.from_frames(items={"id": ["T-1", "T-2"]}, events=backwards, mapping=known)
        assert facts.items.words("status").words() == ["new", None]
        assert facts.items.words("priority").words() == ["P3", None]

    def test_of_changes_of_one_instant_the_chain_tells_the_first(self) -> None:
        """From new to active and from active to solved in one instant began in new, though active is smaller."""
        events = {
            "id": ["T-1"] * 2, "at": ["2026-01-05 09:00"] * 2, "field": ["State"] * 2,
            "new": ["solved", "active"], "old": ["active", "new"],
        }  # fmt: skip
        known = mapping(items={"id": "id"}, events=CHANGE)
        facts = Facts.from_frames(items={"id": ["T-1"]}, events=events, mapping=known)
        assert facts.items.words("status").words() == ["new"]

    def test_a_sequence_tells_the_first_before_the_chain_does(self) -> None:
        """With numbers, the first number counts."""
        events = {
            "id": ["T-1"] * 2, "at": ["2026-01-05 09:00"] * 2, "field": ["State"] * 2,
            "new": ["new", "active"], "old": ["active", "new"], "n": [2, 1],
        }  # fmt: skip
        known = mapping(items={"id": "id"}, events={**CHANGE, "sequence": "n"})
        facts = Facts.from_frames(items={"id": ["T-1"]}, events=events, mapping=known)
        assert facts.items.words("status").words() == ["new"]

    def test_an_opening_that_the_log_contradicts_casts_doubt(self) -> None:
        """The items say P2 at the opening, the first change says it was P3; where the items say nothing, the log does."""
        fields = {"priority": {"column": "p", "holds": "at-opening"}, "status": {"column": "s", "holds": "at-opening"}}
        known = mapping(items={"id": "id", "fields": fields}, events=CHANGE)
        items = {"id": ["T-1"], "p": ["P2"], "s": [""]}
        facts = Facts.from_frames(items=items, events=self.EVENTS, mapping=known)
        assert [(problem.code, problem.line) for problem in facts.problems] == [("opening-contradicted", 1)]
        assert facts.items.doubts[facts.items.doubt[0]] == "opening-contradicted"
        assert facts.items.words("priority").words() == ["P2"]
        assert facts.items.words("status").words() == ["new"]

    def test_the_opening_behind_a_latest_value_is_what_the_first_change_says_it_was(self) -> None:
        """An item that was changed opens as its first change says; one that never was opens as it is."""
        fields = {"priority": {"column": "p", "holds": "latest"}}
        known = mapping(items={"id": "id", "fields": fields}, events=CHANGE)
        facts = Facts.from_frames(items={"id": ["T-1", "T-9"], "p": ["P1", "P4"]}, events=self.EVENTS, mapping=known)
        assert facts.problems == ()
        assert facts.items.words("priority").words() == ["P3", "P4"]  # the log: P3 became P1
        assert facts.items.latest == frozenset()


class TestItemsFromEvents:
    """The items may come from the log itself: one for each id."""

    EVENTS: ClassVar[dict[str, Any]] = {
        "id": ["T-2", "T-1", "T-1", "T-1"],
        "at": ["2026-01-06 09:00", "2026-01-05 10:00", "2026-01-05 09:00", "2026-01-05 10:00"],
        "n": [0, 1, 0, 2],
        "status": ["new", "active", "new", "solved"],
        "priority": ["P2", "P3", "P4", "P1"],
        "closed": ["", "2026-01-07 09:00", "", "2026-01-08 09:00"],
        "who": ["a", "b", "c", "d"],
    }

    def known(self, **extra: Any) -> dict[str, Any]:
        fields = {
            "closed_at": "closed",
            "who": "who",
            "first_who": {"column": "who", "holds": "at-opening"},
            "priority": {"column": "priority", "holds": "at-opening"},
        }
        return mapping(items={"from": "events", "fields": fields, **extra}, events=SNAPSHOT)

    def test_fields_come_from_the_last_or_first_event(self) -> None:
        """The last by time and then by sequence; where it holds what was at the opening, the first."""
        facts = Facts.from_frames(events=self.EVENTS, mapping=self.known())
        items = facts.items
        assert items.ids.tolist() == ["T-2", "T-1"]
        assert items.instants("closed_at").us.tolist() == [NAT, clock(8, 9)]
        assert items.words("who").words() == ["a", "d"]
        assert items.words("first_who").words() == ["a", "c"]
        assert items.words("priority").words() == ["P2", "P4"]
        assert items.instants("opened_at").us.tolist() == [clock(6, 9), clock(5, 9)]

    def test_each_has_its_own_where_all_rows_tie(self) -> None:
        """As many rows are ends as there are rows, and they do not stand in the order of the items."""
        events = {
            "id": ["T-1", "T-2", "T-1", "T-2"],
            "at": ["2026-01-05 09:00"] * 4,
            "status": ["new", "new", "active", "active"],
            "priority": ["P1"] * 4,
            "closed": ["2026-01-05 10:00", "2026-01-06 10:00", "2026-01-05 11:00", "2026-01-06 11:00"],
            "who": ["b", "d", "a", "c"],
        }
        known = self.known()
        known["events"] = {key: value for key, value in SNAPSHOT.items() if key != "sequence"}
        items = Facts.from_frames(events=events, mapping=known).items
        assert items.words("who").words() == items.words("first_who").words() == ["a", "c"]
        assert items.instants("closed_at").us.tolist() == [clock(5, 10), clock(6, 10)]

    def test_it_is_said_that_they_differ(self) -> None:
        """Fields that change in the log are named, with the number of items."""
        facts = Facts.from_frames(events=self.EVENTS, mapping=self.known())
        (said,) = [one.says or "" for one in facts.assumptions if one.convention == "item-fields-of-events"]
        assert "who in 1" in said

    def test_without_a_sequence_the_smallest_value_counts(self) -> None:
        """At 10:00 two rows tie: of b and d the smaller is b, and the earlier closing."""
        known = self.known()
        known["events"] = {key: value for key, value in SNAPSHOT.items() if key != "sequence"}
        items = Facts.from_frames(events=self.EVENTS, mapping=known).items
        assert items.words("who").words() == ["a", "b"]
        assert items.instants("closed_at").us.tolist() == [NAT, clock(7, 9)]

    def test_one_missing_number_and_the_numbers_order_nothing(self) -> None:
        """The tie at 10:00 has one number and one gap."""
        events = {**self.EVENTS, "n": [0, None, 0, 2]}
        assert Facts.from_frames(events=events, mapping=self.known()).items.words("who").words() == ["a", "b"]

    @given(seed=st.integers(0, 10_000), numbered=st.booleans())
    def test_shuffled_rows_change_nothing(self, seed: int, numbered: bool) -> None:  # noqa: FBT001
        """Whatever the order of the rows, each item has the same fields."""
        known = self.known()
        if not numbered:
            known["events"] = {key: value for key, value in SNAPSHOT.items() if key != "sequence"}
        order = list(range(4))
        random.Random(seed).shuffle(order)
        shuffled = {name: [cells[place] for place in order] for name, cells in self.EVENTS.items()}
        assert self.by_id(shuffled, known) == self.by_id(self.EVENTS, known)

    def by_id(self, events: Any, known: Any) -> dict[str, list[Any]]:
        items = Facts.from_frames(events=events, mapping=known).items
        columns = [items.words(name).words() for name in ("who", "first_who", "priority")]
        columns.append(items.instants("closed_at").us.tolist())
        return {name: [column[place] for column in columns] for place, name in enumerate(items.ids.tolist())}

    def test_an_item_all_of_whose_events_are_unplaced_is_there_and_in_doubt(self) -> None:
        """Nothing is dropped in silence."""
        events = {**self.EVENTS, "at": ["soon", *self.EVENTS["at"][1:]]}
        facts = Facts.from_frames(events=events, mapping=self.known())
        assert facts.items.ids.tolist() == ["T-2", "T-1"]
        assert [facts.items.doubts[code] for code in facts.items.doubt.tolist()] == ["bad-value", ""]
        assert facts.items.words("who").words() == ["a", "d"]

    def test_a_table_of_items_besides_is_wrong_use(self) -> None:
        """One of the two would be left out in silence."""
        with pytest.raises(UsageError, match="leave out the items"):
            Facts.from_frames(items={"id": ["T-1"]}, events=self.EVENTS, mapping=self.known())


class TestTheOpeningOfItemsFromEvents:
    """An item opens once: what its rows say must agree, unless the mapping says which of them counts."""

    EVENTS: ClassVar[dict[str, Any]] = {
        "id": ["T-1", "T-1", "T-2", "T-2", "T-2", "T-3", "T-3"],
        "at": [
            "2026-01-05 09:00", "2026-01-05 12:00",
            "2026-01-05 10:30", "2026-01-05 11:00", "2026-01-05 13:30",
            "2026-01-06 09:00", "2026-01-06 10:00",
        ],
        "n": [0, 1, 0, 1, 2, 0, 1],
        "status": ["new", "solved", "new", "active", "solved", "new", "solved"],
        "priority": ["P1"] * 7,
        "opened": [
            "2026-01-05 09:00", "2026-01-05 09:00",
            "2026-01-05 10:00", "2026-01-05 09:30", "2026-01-05 09:30",
            "2026-01-06 08:00", "",
        ],
    }  # fmt: skip

    def facts(self, opened_at: Any, **other: Any) -> Facts:
        events = {**self.EVENTS, **other}
        known = mapping(items={"from": "events", "fields": {"opened_at": opened_at}}, events=SNAPSHOT)
        return Facts.from_frames(events=events, mapping=known)

    def doubts(self, facts: Facts) -> list[str]:
        return [facts.items.doubts[code] for code in facts.items.doubt.tolist()]

    def test_rows_that_differ_put_the_item_in_doubt(self) -> None:
        """T-2 says 10:00 in row 3 and 09:30 in rows 4 and 5; T-1 always says the same; an empty cell says nothing."""
        facts = self.facts("opened")
        assert self.doubts(facts) == ["", "opening-contradicted", ""]
        (problem,) = facts.problems
        assert (problem.code, problem.line) == ("opening-contradicted", 3)
        assert problem.says == "`2026-01-05 10:00` is not the opening that row 4 says, of the same item"
        assert facts.items.instants("opened_at").us.tolist() == [clock(5, 9), clock(5, 9, 30), clock(6, 8)]

    def test_the_same_instant_written_differently_is_no_contradiction(self) -> None:
        """10:00 in Amsterdam is 09:00 in UTC."""
        opened = ["2026-01-05 09:00", "2026-01-05T10:00+01:00", *["2026-01-05 10:00"] * 3, *["2026-01-06 08:00"] * 2]
        assert self.facts("opened", opened=opened).problems == ()

    def test_the_mapping_may_say_which_row_counts(self) -> None:
        """The first event's opening, or the last one's; nothing is in doubt then."""
        first = self.facts({"column": "opened", "holds": "at-opening"})
        assert first.items.instants("opened_at").us.tolist() == [clock(5, 9), clock(5, 10), clock(6, 8)]
        last = self.facts({"column": "opened", "holds": "latest"})
        assert last.items.instants("opened_at").us.tolist() == [clock(5, 9), clock(5, 9, 30), NAT]
        assert first.problems == last.problems == ()

    def test_the_first_event_opens_the_item(self) -> None:
        """Either the mapping says so, or it leaves the opening out."""
        said = self.facts({"column": "at", "holds": "at-opening"})
        left_out = Facts.from_frames(events=self.EVENTS, mapping=mapping(items={"from": "events"}, events=SNAPSHOT))
        for facts in (said, left_out):
            assert facts.items.instants("opened_at").us.tolist() == [clock(5, 9), clock(5, 10, 30), clock(6, 9)]
            assert facts.problems == ()

    def test_an_opening_that_cannot_be_read_is_listed_in_any_row(self) -> None:
        """Also in one that is neither the first nor the last."""
        opened = [*self.EVENTS["opened"][:3], "soon", *self.EVENTS["opened"][4:]]
        facts = self.facts("opened", opened=opened)
        assert [(problem.code, problem.line) for problem in facts.problems] == [
            ("opening-contradicted", 3), ("bad-value", 4),
        ]  # fmt: skip

    @given(seed=st.integers(0, 10_000))
    def test_shuffled_rows_change_nothing(self, seed: int) -> None:
        """Neither the openings nor the doubts."""
        order = list(range(7))
        random.Random(seed).shuffle(order)
        facts = self.facts("opened", **{name: [cells[place] for place in order] for name, cells in self.EVENTS.items()})
        found = dict(zip(facts.items.ids.tolist(), facts.items.instants("opened_at").us.tolist(), strict=True))
        assert found == {"T-1": clock(5, 9), "T-2": clock(5, 9, 30), "T-3": clock(6, 8)}
        assert dict(zip(facts.items.ids.tolist(), self.doubts(facts), strict=True))["T-2"] == "opening-contradicted"


class TestFields:
    """The facts name the fields that they carry, so that a clause can be told which of its own are not there."""

    def test_they_are_those_of_items_and_of_events(self) -> None:
        """A column that is empty throughout is carried; one that nobody maps is not."""
        facts = Facts.from_frames(
            items={"id": ["T-1"], "c": [""], "x": ["y"]},
            events={"id": [], "at": [], "n": [], "status": [], "priority": []},
            mapping=mapping(items={"id": "id", "fields": {"customer": "c"}}, events=SNAPSHOT),
        )
        assert facts.fields == {"opened_at", "customer", "status", "priority"}

    def test_events_that_columns_tell_count_too(self) -> None:
        """`becomes` brings a status about that no table holds, even where no item has closed."""
        rules = [{"field": "status", "value": "closed", "at": "closed_at"}]
        known = mapping(items={"id": "id", "fields": {"closed_at": "c"}, "becomes": rules})
        assert Facts.from_frames(items={"id": ["T-1"], "c": [""]}, mapping=known).fields == {"closed_at", "status"}


class TestBecomes:
    """A column of an item without events tells when a field became something."""

    KNOWN: ClassVar[dict[str, Any]] = mapping(
        items={
            "id": "id",
            "fields": {"opened_at": "o", "closed_at": "c", "status": {"column": "s", "holds": "latest"}},
            "becomes": [{"field": "status", "value": "closed", "at": "closed_at"}],
        },
        events={**SNAPSHOT, "fields": {"status": "status"}},
    )
    ITEMS: ClassVar[dict[str, Any]] = {
        "id": ["T-1", "T-2", "T-3"],
        "o": ["2026-01-05 09:00"] * 3,
        "c": ["2026-01-06 09:00", "2026-01-07 09:00", ""],
        "s": ["closed", "closed", "active"],
    }

    def test_items_without_any_log(self) -> None:
        """Each closing is an event; an item that is not closed has none."""
        events = Facts.from_frames(items=self.ITEMS, mapping=self.KNOWN).events
        assert events is not None
        assert events.item.tolist() == [0, 1]
        assert events.at.tolist() == [clock(6, 9), clock(7, 9)]
        assert words(events, "status") == ["closed", "closed"]
        assert events.made.tolist() == [True, True]
        assert events.rows.tolist() == [1, 2]

    def test_an_item_with_events_of_its_own_makes_none(self) -> None:
        """The log of T-1 counts, and the column of T-2."""
        log = {"id": ["T-1"], "at": ["2026-01-05 12:00"], "n": [0], "status": ["solved"]}
        events = Facts.from_frames(items=self.ITEMS, events=log, mapping=self.KNOWN).events
        assert events is not None
        assert events.item.tolist() == [0, 1]
        assert words(events, "status") == ["solved", "closed"]
        assert events.made.tolist() == [False, True]
        assert events.seq is not None
        assert events.seq.tolist() == [0, NAT]


class TestFeedback:
    """Scores come with their item; what cannot be used is listed, and casts no doubt on the item."""

    KNOWN: ClassVar[dict[str, Any]] = mapping(items={"id": "id"}, feedback={"item": "id", "score": "score", "at": "at"})

    def test_it_is_a_table_of_item_score_and_time(self) -> None:
        """A copy counts once; an unknown item, a score that is none and a blank one are set aside."""
        feedback = {
            "id": ["T-2", "T-9", "T-1", "T-2", "T-1"],
            "score": ["8.5", "7", "good", "8.5", ""],
            "at": ["2026-01-05 09:00"] * 5,
        }
        facts = Facts.from_frames(items={"id": ["T-1", "T-2"]}, feedback=feedback, mapping=self.KNOWN)
        assert facts.feedback is not None
        assert facts.feedback.array("item").tolist() == [1]
        assert facts.feedback.array("score").tolist() == [8.5]
        assert facts.feedback.array("at").tolist() == [clock(5, 9)]
        assert [(problem.code, problem.line) for problem in facts.problems] == [
            ("feedback-of-unknown-item", 2),
            ("bad-value", 3),
            ("exact-duplicate-feedback", 4),
            ("blank-score", 5),
        ]
        assert facts.items.doubt.tolist() == [0, 0]
        assert facts.counts == {
            "items": 2, "feedback": 1, "feedback-of-unknown-items": 1, "bad-values": 1, "blank-scores": 1,
            "exact-duplicate-feedback": 1,
        }  # fmt: skip


class TestWhere:
    """The facts of some items alone keep their events, feedback and notes, and nothing of the others."""

    FACTS = Facts.from_frames(
        items={"id": ["A", "B", "C"], "c": ["acme", "best", "acme"], "o": ["2026-01-05 09:00", "soon", "late"]},
        events={"id": ["C", "B", "A", "X"], "at": ["2026-01-05 10:00"] * 4, "n": [0] * 4, "status": ["x"] * 4},
        feedback={"id": ["B", "C"], "score": [1, 2]},
        mapping=mapping(
            items={"id": "id", "fields": {"customer": "c", "opened_at": "o"}},
            events={**SNAPSHOT, "fields": {"status": "status"}},
            feedback={"item": "id", "score": "score"},
        ),
    )

    def test_events_and_feedback_find_their_items_again(self) -> None:
        """Of A and C, C is now the second."""
        facts = self.FACTS.where(customer="acme")
        assert facts.items.ids.tolist() == ["A", "C"]
        assert facts.events is not None
        assert facts.events.item.tolist() == [0, 1]
        assert facts.feedback is not None
        assert facts.feedback.to_records() == [{"item": 1, "score": 2.0}]
        assert [facts.items.doubts[code] for code in facts.items.doubt.tolist()] == ["", "bad-value"]

    def test_notes_of_others_are_left_out_and_those_of_nobody_stay(self) -> None:
        """The bad row of B is B's affair; the event of an unknown item may be that of any of them."""
        assert [(problem.code, problem.line) for problem in self.FACTS.problems] == [
            ("bad-value", 2), ("bad-value", 3), ("event-of-unknown-item", 4),
        ]  # fmt: skip
        acme = self.FACTS.where(customer="acme")
        assert [(problem.code, problem.line) for problem in acme.problems] == [
            ("bad-value", 3), ("event-of-unknown-item", 4),
        ]  # fmt: skip
        assert acme.counts["bad-values"] == 1

    def test_what_is_nobodys_is_no_customers(self) -> None:
        """The event of an unknown item is counted once, with the facts as a whole, and not once for each customer."""
        parts = [self.FACTS.of_customer(code) for code in ("acme", "best", "nobody")]
        assert [[problem.line for problem in part.problems] for part in parts] == [[3], [2], []]
        assert [part.counts.get("events-of-unknown-items", 0) for part in parts] == [0, 0, 0]
        assert self.FACTS.of_customer(None).counts["events-of-unknown-items"] == 1

    def test_a_mask_and_a_word_that_nobody_has(self) -> None:
        """No item is an answer too."""
        assert self.FACTS.where(np.array([False, True, False])).items.ids.tolist() == ["B"]
        nobody = self.FACTS.where(customer="nobody")
        assert len(nobody.items) == 0
        assert nobody.where(customer="acme").counts["items"] == 0

    def test_all_of_them_without_a_customer(self) -> None:
        """An agreement without a code takes all items."""
        assert self.FACTS.of_customer(None) is self.FACTS

    def test_a_mask_of_another_length_is_refused(self) -> None:
        """One flag for each item."""
        with pytest.raises(UsageError, match="3 items"):
            self.FACTS.where(np.array([True]))


class TestEventsByHand:
    """Events built by hand are checked at the door."""

    def test_arrays_of_different_length_are_refused(self) -> None:
        """Every array has an entry for each event."""
        with pytest.raises(UsageError, match="status has 1 rows for 2 events"):
            Events([0, 0], [1, 2], {"status": [0]}, {"status": ("x",)})  # type: ignore[arg-type]

    def test_missing_and_unmentioned_read_as_missing(self) -> None:
        """As a column of words, both are None."""
        events = Events([0, 0, 0], [1, 2, 3], {"s": [0, MISSING, UNMENTIONED]}, {"s": ("x",)})  # type: ignore[arg-type]
        assert events.words("s") == Coded([0, -1, -1], ("x",))  # type: ignore[arg-type]
