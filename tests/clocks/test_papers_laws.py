"""The law that the columnar replay and the single clock say the same, over papers and logs as people have them.

Questions about one clock have one target for each priority. Papers have more: clocks that states and happenings start,
results of which something is missing, tables, promises of teams, columns; and logs have values that nobody agreed.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import contractkit as ck

MONDAY = datetime(2026, 3, 23, 7, tzinfo=UTC)  # the clocks of Amsterdam go forward on Sunday
AS_OF = datetime(2026, 4, 2, 12, tzinfo=UTC)
KEPT = {**{clause: ("1", "2", clause) for clause in "34567"}, "8": ("1", "2", "8", "9")}
POLICIES = st.sampled_from(["resume", "undo-stop", "restart", "new-cycle"])
CHANGES = st.sampled_from(["keep", "restart", "retroactive"])
SOLVED: dict[str, Any] = {"status": ["solved", "closed"]}
STARTS = st.sampled_from(
    [{"field": "opened_at"}, {"status": "active"}, {"not": {"status": "new"}}, {"event": {"comment": "customer"}}]
)
STOPS = st.sampled_from([SOLVED, SOLVED, {"any_of": [SOLVED, {"restored": "yes"}]}])
RESETS = st.sampled_from([{"status": "misrouted"}, {"group": "vendor"}])
VALUES: dict[str, list[str | None]] = {  # the last ones are those that something is wrong with
    "status": ["active", "waiting", "solved", "closed", "new", "misrouted", "void", "weird", None],
    "priority": ["P1", "P2", "P3", "P4", "P9", None],
    "comment": ["customer", "agent"],
    "group": ["net", "desk", "vendor", None],
    "restored": ["yes", "no", None],
}
OPENING = ("status", "priority", "group", "restored")
MAPPING: dict[str, Any] = {
    "contractkit": 1,
    "document": "mapping",
    "items": {
        "id": "id",
        "fields": {
            "opened_at": "opened",
            "closed_at": "closed",
            **{name: {"column": name, "holds": "at-opening"} for name in OPENING},
        },
    },
    "events": {
        "item": "id",
        "at": "at",
        "sequence": "seq",
        "form": "change",
        "field": "field",
        "value": "value",
        "fields": {name: {"name": name} for name in VALUES},
    },
}


@st.composite
def papers(draw: st.DrawFn) -> dict[str, Any]:
    third = draw(st.sampled_from(["2 business days", "12 hours", "10 hours elapsed", "2 calendar days"]))
    pause = st.sampled_from([{"status": "waiting"}, {"any_of": [{"status": "waiting"}, {"group": "vendor"}]}])
    clauses = {
        "1": {"kind": "calendar", "name": "office", "week": {"mon-fri": "09:00-12:00 and 13:00-17:00"}},
        "2": {"kind": "pause", "while": draw(pause)},
        "3": {
            "kind": "target-table",
            "name": "solved",
            "starts": draw(STARTS),
            "stops": draw(STOPS),
            "resets": {"status": "misrouted"},
            "cancels": {"status": "void"},
            "by": "priority",
            "calendar": "office",
            "on_reopen": draw(POLICIES),
            "on_change": draw(CHANGES),
            "stop_counts": draw(st.sampled_from(["first", "last"])),
            "rows": [
                {"is": "P1", "name": "p1", "within": "4 hours"},
                {"is": "P2", "name": "p2", "within": "8 hours"},
                {"is": "P3", "name": "p3", "within": third},
            ],
        },
        "4": {
            "kind": "time-target",
            "name": "reply",
            "starts": draw(STARTS),
            "stops": {"event": {"comment": "agent"}},
            "resets": draw(RESETS),
            "within": "1 hour",
            "calendar": "office",
            "on_reopen": draw(st.sampled_from(["resume", "new-cycle"])),
        },
        "5": {
            "kind": "result",
            "name": "works",
            "when": {"priority": ["P1", "P2"]},
            "starts": {"field": "opened_at"},
            "stops": SOLVED,
            "on_reopen": draw(POLICIES),
            "met_when": {"all_of": [{"within": "5 hours", "calendar": "office"}, {"field": "restored", "is": "yes"}]},
        },
        "6": {
            "kind": "time-target",
            "name": "network",
            "starts": {"group": "net"},
            "stops": {"any_of": [{"not": {"group": "net"}}, SOLVED]},
            "resets": {"status": "misrouted"},
            "within": "3 hours",
            "calendar": "office",
            "on_reopen": draw(POLICIES),
        },
        "7": {
            "kind": "time-target",
            "name": "in-its-column",
            "starts": {"field": "opened_at"},
            "stops": {"field": "closed_at"},
            "within": "8 hours",
            "calendar": "office",
        },
        "8": {
            "kind": "time-target",
            "name": "kept-in-the-know",
            "measure": "update",
            "starts": draw(STARTS),
            "stops": draw(STOPS),
            "resets": draw(RESETS),
            "every": "2 hours",
            "calendar": "office",
            "on_reopen": draw(POLICIES),
            "stop_counts": draw(st.sampled_from(["first", "last"])),
        },
        "9": {"kind": "measure", "name": "update", "stops": {"event": {"comment": ["agent", "customer"]}}},
    }
    fields = {name: [one for one in values if one not in ("weird", "P9", None)] for name, values in VALUES.items()}
    return {
        "contractkit": 1,
        "document": "sla",
        "id": "S",
        "title": "S",
        "currency": "EUR",
        "zone": "Europe/Amsterdam",
        "fields": {**fields, "restored": "yes-no", "opened_at": "instant", "closed_at": "instant"},
        "clauses": clauses,
    }


@st.composite
def tickets(draw: st.DrawFn) -> dict[str, Any]:
    opened = MONDAY + timedelta(hours=draw(st.integers(0, 120)))
    at, log = opened, []
    numbered = draw(st.booleans())
    for _ in range(draw(st.integers(0, 8))):
        at += timedelta(minutes=draw(st.sampled_from([0, 0, 30, 60, 120, 480, 1440])))
        field = draw(st.sampled_from(sorted(VALUES)))
        value = draw(st.sampled_from(VALUES[field]))
        log.append((at, field, value, draw(st.integers(0, 3)) if numbered else None))
    ticket = {name: draw(st.sampled_from(VALUES[name])) for name in OPENING}
    return {"opened": opened, "closed": draw(st.sampled_from([None, at])), **ticket, "log": log}


def replayed(paper: dict[str, Any], several: list[dict[str, Any]]) -> ck.Evaluation:
    events = [(f"T-{place}", *event) for place, one in enumerate(several) for event in one["log"]]
    never = AS_OF + timedelta(days=1)  # so that each field is one that changes, as the clock takes it
    events += [("T-0", never, name, VALUES[name][0], None) for name in VALUES]
    facts = ck.Facts.from_frames(
        items={
            "id": [f"T-{place}" for place in range(len(several))],
            **{name: [_text(one[name]) for one in several] for name in ("opened", "closed", *OPENING)},
        },
        events={
            name: [_text(event[place]) for event in events]
            for place, name in enumerate(("id", "at", "field", "value", "seq"))
        },
        mapping=MAPPING,
    )
    return ck.evaluate(ck.load_agreement(data=paper), facts, as_of=AS_OF)


def _text(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def stepped(line: Any, one: dict[str, Any]) -> dict[int, tuple[Any, ...]]:
    state = {name: one[name] for name in OPENING}
    clock = ck.Clock.start(line, at=one["opened"], item={**state, "comment": None, "closed_at": one["closed"]})
    for at, field, value, seq in one["log"]:
        clock = clock.advance({"at": at, "field": field, "value": value, "seq": seq})
    return {
        cycle.cycle: _shown(cycle.verdict, cycle.started, cycle.due, cycle.stopped, cycle.lived_verdict)
        for cycle in clock.outcomes(AS_OF)
    }


def _shown(verdict: str, started: Any, due: Any, stopped: Any, lived: str) -> tuple[Any, ...]:
    """Return what both have to say alike; without a verdict that is all that there is."""
    return (verdict,) if verdict in ("undetermined", "not-applicable") else (verdict, started, due, stopped, lived)


@pytest.mark.parametrize("clause", ["3", "4", "5", "6", "7", "8"])
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_the_replay_and_the_single_clock_say_the_same_of_papers(clause: str, data: st.DataObject) -> None:
    paper, several = data.draw(papers()), data.draw(st.lists(tickets(), min_size=3, max_size=3))
    paper["clauses"] = {number: one for number, one in paper["clauses"].items() if number in KEPT[clause]}
    line = ck.load_agreement(data=paper).line_of(clause)
    rows: dict[str, dict[int, tuple[Any, ...]]] = {}
    for row in replayed(paper, several).outcomes.to_records():
        shown = _shown(row["verdict"], row["started"], row["due"], row["stopped"], row["lived_verdict"])
        rows.setdefault(row["item"], {})[row["cycle"]] = shown
    for place, one in enumerate(several):
        told, found = stepped(line, one), rows.get(f"T-{place}", {})
        assert set(found) <= set(told)
        assert {cycle: told[cycle] for cycle in found} == found
        left = {verdict for cycle, (verdict, *_) in told.items() if cycle not in found}
        assert left <= {"not-applicable", "undetermined"}  # of a cycle without any target outcomes have no row
