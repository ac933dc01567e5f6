"""Results with several time limits: reached at one instant, judged against every deadline; worked by hand.

Everything opens on Monday 5 January 2026 at 09:00 in an office that is open 09:00-17:00, Amsterdam.
"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

import contractkit as ck
from contractkit.terms.alternatives import alternatives_of
from contractkit.terms.conditions import AllOf, AnyOf, Is, Not
from contractkit.terms.figure_conditions import AllHold, AnyHolds, InTime, NotHolds

PAPER = """
contractkit: 1
document: sla
id: SLA-1
title: Results
zone: Europe/Amsterdam
currency: EUR
fields: {status: [new, waiting, replaced, solved], restored: yes-no}
clauses:
  "1": {kind: calendar, name: office, week: {mon-fri: 09:00-17:00}}
  "4.6": {kind: pause, while: {status: waiting}, area: others}
  "5.1":
    kind: result
    name: pc
    starts: {field: opened_at}
    stops: {status: [solved, replaced]}
    met_when: %s
    reach: 90 %%
"""

BOTH = "{all_of: [{within: 16 hours, calendar: office}, {within: 2 calendar days}, {field: restored, is: true}]}"
EITHER = """
      any_of:
        - all_of: [{within: 4 hours, calendar: office}, {field: status, is: solved}, {field: restored, is: true}]
        - all_of: [{within: 8 hours, calendar: office}, {field: status, is: replaced}]"""


def judged(met_when, events, as_of="2026-02-01T00:00", items=("A",)):
    mapping = {
        "contractkit": 1, "document": "mapping", "zone": "Europe/Amsterdam",
        "items": {"id": "id", "fields": {
            "opened_at": "opened",
            "status": {"column": "status", "holds": "at-opening"},
            "restored": {"column": "restored", "holds": "at-opening", "type": "yes-no"},
        }},
        "events": {
            "item": "id", "at": "at", "form": "change", "field": "field", "value": "value",
            "fields": {"status": "status", "restored": {"name": "restored", "type": "yes-no"}},
        },
    }  # fmt: skip
    count = len(items)
    columns = {
        "id": list(items),
        "opened": ["2026-01-05 09:00"] * count,
        "status": ["new"] * count,
        "restored": ["no"] * count,
    }
    log = {name: [event[place] for event in events] for place, name in enumerate(("id", "at", "field", "value"))}
    facts = ck.Facts.from_frames(items=columns, events=log, mapping=mapping)
    result = ck.evaluate(
        ck.load_agreement(text=PAPER % met_when), facts, datetime.fromisoformat(as_of).replace(tzinfo=UTC)
    )
    return result.outcomes.to_records()


def utc(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


class TestBoth:
    """16 office hours end on Tuesday at 17:00, two calendar days on Wednesday at 09:00."""

    def test_it_is_reached_where_all_conditions_hold_together(self) -> None:
        # Solved on Monday, restored on Tuesday at 16:00: that instant is judged, and lies in both limits.
        (row,) = judged(
            BOTH, [("A", "2026-01-05 12:00", "status", "solved"), ("A", "2026-01-06 16:00", "restored", "yes")]
        )
        assert (row["verdict"], row["stopped"]) == ("met", utc("2026-01-06T15:00"))

    def test_what_misses_one_limit_is_missed_by_the_first_that_passed(self) -> None:
        # Wednesday 08:30: 16 office hours are used and no more, two days are not over; at 09:30 both are.
        events = [("A", "2026-01-05 12:00", "status", "solved")]
        (row,) = judged(BOTH, [*events, ("A", "2026-01-07 08:30", "restored", "yes")])
        assert row["verdict"] == "met"
        (row,) = judged(BOTH, [*events, ("A", "2026-01-07 09:30", "restored", "yes")])
        assert (row["verdict"], row["allowed_text"]) == ("breached", "16 hours")
        assert row["due"] == utc("2026-01-06T16:00")

    def test_a_pause_moves_the_one_limit_and_not_the_other(self) -> None:
        # Three hours of waiting: the office hours last until Wednesday 12:00, the two days until 09:00.
        events = [
            ("A", "2026-01-05 10:00", "status", "waiting"),
            ("A", "2026-01-05 13:00", "status", "new"),
            ("A", "2026-01-07 10:00", "status", "solved"),
            ("A", "2026-01-07 10:00", "restored", "yes"),
        ]
        (row,) = judged(BOTH, events)
        assert (row["verdict"], row["allowed_text"], row["lived_verdict"]) == (
            "breached",
            "2 calendar days",
            "breached",
        )

    def test_while_it_runs_the_first_deadline_is_due(self) -> None:
        (row,) = judged(BOTH, [("A", "2026-01-05 12:00", "status", "solved")], as_of="2026-01-05T15:00")
        assert (row["verdict"], row["due"]) == ("running", utc("2026-01-06T16:00"))


class TestEither:
    """Repaired and restored by 13:00, or replaced by 17:00."""

    @pytest.mark.parametrize(
        ("events", "verdict", "limit"),
        [
            ([("12:00", "status", "solved"), ("12:00", "restored", "yes")], "met", "4 hours"),
            ([("16:00", "status", "replaced")], "met", "8 hours"),
            ([("14:00", "status", "solved"), ("14:00", "restored", "yes")], "breached", "8 hours"),
            ([("12:00", "status", "solved")], "breached", "8 hours"),
            ([("12:00", "status", "solved"), ("16:00", "status", "replaced")], "met", "8 hours"),
            ([], "breached", "8 hours"),
        ],
    )
    def test_one_way_is_enough(self, events, verdict, limit) -> None:
        (row,) = judged(EITHER, [("A", f"2026-01-05 {at}", field, value) for at, field, value in events])
        assert (row["verdict"], row["allowed_text"]) == (verdict, limit)

    def test_as_long_as_one_way_is_open_it_runs(self) -> None:
        (row,) = judged(EITHER, [], as_of="2026-01-05T13:00")  # 14:00 in Amsterdam: the first way is over
        assert (row["verdict"], row["due"]) == ("running", utc("2026-01-05T16:00"))

    def test_what_is_not_known_of_one_way_does_not_matter_where_the_other_was_kept(self) -> None:
        events = [
            ("A", "2026-01-05 10:00", "restored", ""),
            ("A", "2026-01-05 12:00", "status", "solved"),
            ("B", "2026-01-05 10:00", "restored", ""),
            ("B", "2026-01-05 12:00", "status", "solved"),
            ("B", "2026-01-05 15:00", "status", "replaced"),
        ]
        first, second = judged(EITHER, events, items=("A", "B"))
        assert (first["verdict"], first["reason"]) == ("undetermined", "result-unknown")
        assert second["verdict"] == "met"

    def test_several_items_keep_their_own_rows(self) -> None:
        items = [f"T{number}" for number in range(40)]
        events = [
            (item, f"2026-01-05 {9 + number % 8}:30", "status", "replaced")
            for number, item in enumerate(items)
            if number % 3
        ]
        rows = judged(EITHER, [(i, a.replace(" 9:", " 09:"), f, v) for i, a, f, v in events], items=items)
        assert [row["item"] for row in rows] == items
        assert [row["verdict"] for row in rows] == ["met" if number % 3 else "breached" for number in range(40)]


class TestAlternatives:
    """A tree of conditions as a list of ways, each with its limits."""

    ONE, TWO = InTime(None), InTime(None, starts=None, stops=None)  # type: ignore[arg-type]
    A, B = Is("a", ("1",)), Is("b", ("1",))

    def ways(self, tree):
        found = alternatives_of(tree)
        return None if found is None else [(len(way.limits), way.also) for way in found]

    def test_parts_that_must_all_hold_are_one_way(self) -> None:
        assert self.ways(AllHold((self.ONE, self.TWO, self.A, self.B))) == [(2, AllOf((self.A, self.B)))]

    def test_an_alternative_inside_is_multiplied_out(self) -> None:
        tree = AllHold((self.ONE, AnyHolds((self.A, AllHold((self.B, self.TWO))))))
        assert self.ways(tree) == [(1, self.A), (2, self.B)]

    def test_an_alternative_between_conditions_on_the_item_is_one_way(self) -> None:
        assert self.ways(AllHold((self.ONE, AnyOf((self.A, self.B))))) == [(1, AnyOf((self.A, self.B)))]

    @pytest.mark.parametrize("tree", [AnyHolds((ONE, A)), NotHolds(ONE), AllHold((A, Not(B)))])
    def test_a_way_without_a_limit_and_its_opposite_cannot_be_judged(self, tree) -> None:
        assert alternatives_of(tree) is None
