"""A value that the agreement does not know, asked of `evaluate` and of the single `Clock` by one agreement, by hand.

P1 has four hours and P2 eight, around the clock; P3 has no target. The ticket opens on Monday 2 March 2026 at 09:00.
"""

from __future__ import annotations

import json
import pickle
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import attrs
import pytest

import contractkit as ck
from contractkit.clocks.scalar.storing import terms_of
from contractkit.terms.targets import ClockLine

PAPER: dict[str, Any] = {
    "contractkit": 1, "document": "sla", "id": "S-1", "title": "Desk", "currency": "EUR", "zone": "UTC",
    "calendar": "always",
    "fields": {
        "priority": ["P1", "P2", "P3"], "status": ["new", "waiting", "solved", "void"], "vip": "yes-no",
        "site": "text",
    },
    "clauses": {
        "4.1": {
            "kind": "time-target", "name": "fixed", "stops": {"status": "solved"}, "cancels": {"status": "void"},
            "rows": [
                {"name": "p1", "when": {"priority": "P1"}, "within": "4 hours"},
                {"name": "p2", "when": {"priority": "P2"}, "within": "8 hours"},
            ],
        },
        "4.2": {"kind": "pause", "while": {"status": "waiting"}},
        "4.3": {
            "kind": "time-target", "name": "called", "measure": "response", "stops": {"status": "waiting"},
            "when": {"vip": "yes", "site": "north"}, "within": "1 hour",
        },
    },
}  # fmt: skip
MAPPING = {
    "contractkit": 1, "document": "mapping",
    "items": {"id": "id", "fields": {"opened_at": "opened_at", "priority": {"column": "priority", "holds": "at-opening"},
        "status": {"column": "status", "holds": "at-opening"}, "vip": "vip", "site": "site"}},
    "events": {"item": "id", "at": "at", "form": "change", "field": "field", "value": "value",
        "fields": {"status": "status", "priority": "priority"}},
}  # fmt: skip
AGREEMENT = ck.load_agreement(data=PAPER)
ITEM = {"priority": "P1", "status": "new", "vip": "no", "site": "south"}
UNKNOWN = ("undetermined", "unknown-value")
Event = tuple[str, str, str | None]


def at(clock: str) -> datetime:
    return datetime.fromisoformat(f"2026-03-02T{clock}+00:00")


def clock(*events: Event, line: ClockLine | None = None, **item: Any) -> ck.Clock:
    made = ck.Clock.start(line or AGREEMENT.line_of("p1"), at=at("09:00"), item={**ITEM, **item})
    for when, field, value in events:
        made = made.advance({"at": at(when), "field": field, "value": value})
    return made


def judged(events: Sequence[Event], as_of: str, measure: str, **item: Any) -> list[dict[str, Any]]:
    """Return the outcomes of the ticket by `evaluate` on the clocks of one measure."""
    facts = ck.Facts.from_frames(
        items={"id": ["T"], "opened_at": [at("09:00")], **{name: [word] for name, word in {**ITEM, **item}.items()}},
        events={
            "id": ["T"] * len(events), "at": [at(when) for when, _, _ in events],
            "field": [field for _, field, _ in events], "value": [value for _, _, value in events],
        },
        mapping=MAPPING,
    )  # fmt: skip
    rows = ck.evaluate(AGREEMENT, facts, as_of=at(as_of)).outcomes.to_records()
    return [row for row in rows if row["measure"] == measure]


CASES = [
    # a slip in the priority at the opening: nobody knows which target applies
    ("slip-at-first", {"priority": "p1"}, (), "10:00", UNKNOWN),
    # it was put right at 10:00, and the item is doubtful all the same
    ("put-right", {"priority": "p1"}, (("10:00", "priority", "P1"),), "11:00", UNKNOWN),
    # a status that nobody agreed: did the clock run from 10:00 on?
    ("strange-status", {}, (("10:00", "status", "onhold"),), "20:00", UNKNOWN),
    # judged before it was told
    ("before-it", {}, (("10:00", "status", "onhold"),), "09:59", ("running", "")),
    ("at-it", {}, (("10:00", "status", "onhold"),), "10:00", UNKNOWN),
    # the clock had stopped in time an hour before
    ("after-the-stop", {}, (("10:00", "status", "solved"), ("11:00", "status", "onhold")), "20:00", UNKNOWN),
    ("after-the-cancel", {}, (("10:00", "status", "void"), ("11:00", "status", "onhold")), "20:00", UNKNOWN),
    # a priority that is known and has no target, and then one that nobody knows
    ("slip-later", {}, (("10:00", "priority", "P9"),), "11:00", UNKNOWN),
    # a field without a value was not told wrongly
    ("missing", {"priority": None}, (), "10:00", ("undetermined", "target-unknown")),
    ("known", {}, (("10:00", "status", "waiting"),), "20:00", ("running", "")),
    ("known-late", {}, (), "13:00", ("running", "")),
    ("known-later", {}, (), "13:01", ("breached", "")),
]


@pytest.mark.parametrize(("item", "events", "as_of", "expected"), [one[1:] for one in CASES], ids=[o[0] for o in CASES])
class TestBoth:
    """Both answer the same for a value that the agreement lists, lists not, or that is missing."""

    def test_evaluate(self, item: Any, events: Any, as_of: str, expected: Any) -> None:
        found = {(row["verdict"], row["reason"] or "") for row in judged(events, as_of, "fixed", **item)}
        assert found == {expected}

    def test_the_clock(self, item: Any, events: Any, as_of: str, expected: Any) -> None:
        said = clock(*events, **item).at(at(as_of))
        assert (said.verdict, said.reason) == expected

    def test_the_rest_is_the_same(self, item: Any, events: Any, as_of: str, expected: Any) -> None:
        said = clock(*events, **item).at(at(as_of))
        for row in judged(events, as_of, "fixed", **item):  # one for each target that it may belong to
            assert said.lived_verdict == row["lived_verdict"]
            assert [said.started, said.stopped, said.due] == [row["started"], row["stopped"], row["due"]]


class TestWhatItTouches:
    """Only what the line reads and the agreement lists."""

    def test_where_no_target_applies_there_is_nothing_to_doubt(self) -> None:
        events = [("10:00", "status", "onhold")]
        said = clock(*events, priority="P3").at(at("12:00"))
        assert (said.verdict, said.reason) == ("not-applicable", "no-target")
        assert judged(events, "12:00", "fixed", priority="P3") == []

    @pytest.mark.parametrize(
        ("vip", "site", "expected"),
        [
            ("yes", "north", ("running", "")),
            ("perhaps", "north", UNKNOWN),
            ("perhaps", "nrth", None),  # any site may be written; whoever it is, this one has no target
        ],
    )
    def test_yes_no_is_a_list_and_text_is_none(self, vip: str, site: str, expected: Any) -> None:
        said = clock(line=AGREEMENT.line_of("called"), vip=vip, site=site).at(at("09:30"))
        found = [(row["verdict"], row["reason"] or "") for row in judged((), "09:30", "response", vip=vip, site=site)]
        assert (said.verdict, said.reason) == (expected or ("not-applicable", "no-target"))
        assert found == ([expected] if expected else [])

    def test_a_slip_in_a_field_that_the_line_does_not_read_plays_no_part(self) -> None:
        assert clock(vip="perhaps").at(at("10:00")).verdict == "running"

    def test_a_line_by_hand_lists_nothing(self) -> None:
        bare = attrs.evolve(AGREEMENT.line_of("p1"), listed=())
        assert clock(line=bare, priority="p1").at(at("10:00")).reason == "no-target"

    def test_nothing_is_foretold_of_it(self) -> None:
        made = clock(("10:00", "status", "onhold"))
        assert made.next_transition() is None
        assert made.due_if_resumed(at("11:00")) is None
        assert made.remaining(at("11:00")) is None
        assert made.at(at("11:00")).allowed == ck.WorkingTime.of(hours=4)


class TestTheLine:
    """A line carries the lists of its agreement, and is the same line with and without them."""

    def test_it_is_equal_and_has_one_hash(self) -> None:
        found = AGREEMENT.line_of("p1")
        bare = attrs.evolve(found, listed=())
        assert dict(found.listed)["priority"] == ("P1", "P2", "P3")
        assert (found == bare, hash(found) == hash(bare), terms_of(found) == terms_of(bare)) == (True, True, True)
        assert clock(line=found) != clock(line=bare)

    def test_it_is_the_same_object_each_time(self) -> None:
        assert AGREEMENT.line_of("p1") is AGREEMENT.line_of("p2") is AGREEMENT.lines[0]

    def test_plain_data_of_the_agreement_has_the_lists_once(self) -> None:
        data = AGREEMENT.to_dict()
        assert "listed" not in data["lines"][0]
        assert data["fields"]["priority"] == ["P1", "P2", "P3"]

    def test_a_stored_clock_keeps_what_it_was_told(self) -> None:
        made = clock(("10:00", "status", "onhold"), priority="p1")
        stored = json.loads(json.dumps(made.to_dict()))
        assert (stored["item"]["priority"], stored["events"][0]["fields"]) == ("p1", {"status": "onhold"})
        for again in (ck.Clock.from_dict(stored, AGREEMENT.line_of("p1")), pickle.loads(pickle.dumps(made))):
            assert again == made
            assert again.at(at("09:30")) == made.at(at("09:30"))
            assert again.at(at("11:00")).reason == "unknown-value"

    def test_relief_that_becomes_known_does_not_make_it_known(self) -> None:
        relief = ck.ClockRelief.of(at("09:00"), at("09:30"))
        said = clock(("10:00", "status", "onhold")).with_relief(relief).at(at("10:00") + timedelta(hours=1))
        assert (said.verdict, said.reason) == UNKNOWN
