"""A statement as plain data."""

from __future__ import annotations

import json
from typing import Any


class TestToDict:
    """Everything is there, exact, and JSON can hold it."""

    def test_the_record_survives_json(self, made: Any) -> None:
        target = made.target()
        record = made.statement(made.cases(target, met=2, breached=1), target, settlement=made.settlement()).to_dict()
        assert json.loads(json.dumps(record)) == record

    def test_it_says_what_it_is_and_in_which_version(self, made: Any) -> None:
        record = made.statement().to_dict()
        assert (record["version"], record["kind"]) == (1, "statement")
        assert record["period"] == {"label": "2026-Q1", "start": "2026-01-01", "end": "2026-04-01"}
        assert record["as_of"] == "2026-04-09T22:00:00+00:00"

    def test_counts_are_exact_and_shares_stand_beside_them(self, made: Any) -> None:
        target = made.target()
        cases = made.cases(target, met=6, breached=2, undetermined=2, running=1)
        level = made.statement(cases, target).to_dict()["levels"][0]
        assert {name: level[name] for name in ("met", "breached", "undetermined", "running", "excused")} == {
            "met": 6, "breached": 2, "undetermined": 2, "running": 1, "excused": 0,
        }  # fmt: skip
        assert (level["low"], level["attainment"], level["high"]) == (0.6, 0.75, 0.8)

    def test_a_target_says_its_clause_its_stretches_and_how_many_may_be_late(self, made: Any) -> None:
        target = made.target(reach="95")
        figures = made.statement(made.cases(target, met=57, breached=3), target).to_dict()["levels"][0]["targets"][0]
        assert figures["clause"] == {"document": "SLA-1", "clause": "4.2", "row": None}
        assert (figures["reach"], figures["verdict"]) == ("95", "met")
        assert [(piece["verdict"], piece["may_be_late"]) for piece in figures["pieces"]] == [
            ("no-volume", None),
            ("met", 3),
            ("no-volume", None),
        ]

    def test_a_late_case_has_its_instants_in_utc(self, made: Any) -> None:
        breach = made.statement([made.case("breached")], made.target()).to_dict()["breaches"][0]
        assert breach["due"] == "2026-02-10T11:00:00+00:00"  # 12:00 in Amsterdam in winter
        assert breach["stopped"] == "2026-02-10T13:00:00+00:00"
        assert breach["late_us"] == 2 * 3_600_000_000

    def test_each_figure_opens_down_to_its_cases(self, made: Any) -> None:
        target = made.target()
        cases = [*made.cases(target, met=2, breached=1, undetermined=1), made.case("met", scope="grey")]
        record = made.statement([*cases, made.case("met", "2026-05-01T12:00")], target).to_dict()
        rows = [dict(zip(record["outcomes"]["columns"], row, strict=True)) for row in record["outcomes"]["rows"]]
        assert [(row["item"], row["verdict"]) for row in rows] == [
            ("T-1", "met"), ("T-2", "met"), ("T-3", "breached"), ("T-4", "undetermined"),
        ]  # fmt: skip
        assert rows[0] == {
            "item": "T-1",
            "target": target.id,
            "verdict": "met",
            "reason": None,
            "started": "2026-02-10T07:00:00+00:00",  # 08:00 in Amsterdam, four hours before it was due
            "due": "2026-02-10T11:00:00+00:00",
            "in_time_until": "2026-02-10T11:00:00+00:00",
            "stopped": "2026-02-10T11:00:00+00:00",
            "used_us": 4 * 3_600_000_000,
            "paused_us": 0,
            "used_days": None,
            "row": 2,
        }

    def test_totals_are_not_set_aside_and_nothing_is_counted_under_two_names(self, made: Any) -> None:
        counts = {"items": 9, "events": 5, "event-before-opening": 2, "events-before-opening": 2, "items-in": 9}
        record = made.statement(counts=counts).to_dict()
        assert record["totals"] == {"items": 9, "events": 5}
        assert record["set_aside"] == {"event-before-opening": 2}

    def test_the_money_is_that_of_the_settlement(self, made: Any) -> None:
        settlement = made.settlement(made.line("charge", "18500.00"))
        record = made.statement(settlement=settlement).to_dict()
        assert record["settlement"] == settlement.to_dict()
        assert made.statement().to_dict()["settlement"] is None
