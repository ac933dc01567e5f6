"""A value that nobody agreed leaves open what reads its field, and nothing else."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

import contractkit as ck

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
AS_OF = datetime(2026, 3, 6, tzinfo=UTC)

PAPER = {
    "contractkit": 1,
    "document": "sla",
    "id": "DESK",
    "title": "Desk",
    "currency": "EUR",
    "zone": "Europe/Amsterdam",
    "fields": {
        "priority": ["P1", "P2"],
        "status": ["new", "waiting", "solved"],
        "comment": ["customer", "agent"],
        "site": ["north", "south"],
        "opened_at": "instant",
    },
    "clauses": {
        "1": {"kind": "calendar", "name": "office", "week": {"mon-fri": "09:00-17:00"}},
        "2": {"kind": "pause", "while": {"status": "waiting"}},
        "3": {
            "kind": "time-target",
            "name": "solved",
            "starts": {"field": "opened_at"},
            "stops": {"status": "solved"},
            "calendar": "office",
            "rows": [
                {"name": "p1", "when": {"priority": "P1"}, "within": "4 hours"},
                {"name": "p2", "when": {"priority": "P2"}, "within": "8 hours"},
            ],
        },
        "4": {
            "kind": "time-target",
            "name": "reply",
            "starts": {"event": {"comment": "customer"}},
            "stops": {"event": {"comment": "agent"}},
            "within": "1 hour",
            "calendar": "office",
        },
    },
}
MAPPING = {
    "contractkit": 1,
    "document": "mapping",
    "zone": "Europe/Amsterdam",
    "items": {
        "id": "id",
        "fields": {
            "opened_at": "opened",
            "priority": {"column": "priority", "holds": "at-opening"},
            "status": {"column": "status", "holds": "at-opening"},
            "site": "site",
        },
    },
    "events": {
        "item": "id",
        "at": "at",
        "form": "change",
        "field": "field",
        "value": "value",
        "fields": {name: {"name": name} for name in ("priority", "status", "comment")},
    },
}
LOG = [  # a question at 10:00 on Monday 2 March, answered at 10:45; solved at 12:00
    ("2026-03-02 10:00", "comment", "customer"),
    ("2026-03-02 10:45", "comment", "agent"),
    ("2026-03-02 12:00", "status", "solved"),
]


def judged(log=LOG, paper=PAPER, **item):
    ticket = {"id": "T-1", "opened": "2026-03-02 09:00", "priority": "P2", "status": "new", "site": "north", **item}
    facts = ck.Facts.from_frames(
        items={name: [value] for name, value in ticket.items()},
        events={
            "id": ["T-1"] * len(log),
            "at": [at for at, _, _ in log],
            "field": [field for _, field, _ in log],
            "value": [value for _, _, value in log],
        },
        mapping=MAPPING,
    )
    return ck.evaluate(ck.load_agreement(data=paper), facts, as_of=AS_OF)


def verdicts(result):
    return {row["target"]: (row["verdict"], row["reason"]) for row in result.outcomes.to_records()}


DOUBTFUL = ("undetermined", "unknown-value")
MET = ("met", None)


class TestStrangeValues:
    def test_a_strange_priority_leaves_a_promise_alone_that_does_not_depend_on_it(self) -> None:
        # solved within a limit that nobody can tell; answered in 45 minutes of 60, whatever the priority
        found = verdicts(judged(priority="P9"))
        assert found == {"DESK/3 p1": DOUBTFUL, "DESK/3 p2": DOUBTFUL, "DESK/4": MET}

    def test_a_strange_value_of_a_field_that_no_clause_reads_decides_nothing(self) -> None:
        result = judged(site="nroth")
        assert verdicts(result) == {"DESK/3 p2": MET, "DESK/4": MET}
        assert [(one.code, one.line) for one in result.problems] == [("unknown-value", 1)]  # and is told all the same

    def test_a_strange_status_leaves_every_clock_open_that_stands_still_by_it(self) -> None:
        log = [*LOG[:2], ("2026-03-02 11:00", "status", "wating"), LOG[2]]
        assert verdicts(judged(log)) == {"DESK/3 p2": DOUBTFUL, "DESK/4": DOUBTFUL}

    def test_an_item_is_still_undetermined_under_all_where_a_scope_rule_reads_the_field(self) -> None:
        rows = [{"name": "far", "when": {"site": "south"}, "is": "out"}]
        clauses = {**PAPER["clauses"], "5": {"kind": "scope", "rows": rows}}
        found = verdicts(judged(paper={**PAPER, "clauses": clauses}, site="nroth"))
        assert found == {"DESK/3 p2": DOUBTFUL, "DESK/4": DOUBTFUL}

    def test_the_item_counts_once_and_the_other_promise_is_attained(self) -> None:
        result = judged(priority="P9")
        assert result.counts["unknown-value"] == 1
        found = {row["target"]: row["attainment"] for row in result.attainment("2026-03", by="target").to_records()}
        assert found["DESK/4"] == 1.0

    @pytest.mark.parametrize("item", [{}, {"priority": "P9"}, {"site": "nroth"}, {"status": "odd"}])
    def test_the_single_clock_says_the_same(self, item) -> None:
        # it reads the fields of its line alone, so it had answered otherwise than the replay
        agreement, result = ck.load_agreement(data=PAPER), judged(**item)
        expected = verdicts(result)
        for clause in ("3", "4"):
            state = {"priority": "P2", "status": "new", "site": "north", **item}
            opened = datetime(2026, 3, 2, 9, tzinfo=AMSTERDAM)
            clock = ck.Clock.start(agreement.line_of(clause), at=opened, item=state)
            for at, field, value in LOG:
                told = datetime.fromisoformat(at).replace(tzinfo=AMSTERDAM)
                clock = clock.advance({"at": told, "field": field, "value": value})
            said = clock.at(AS_OF)
            found = {verdict for target, verdict in expected.items() if target.startswith(f"DESK/{clause}")}
            assert found == {(said.verdict, said.reason or None)}
