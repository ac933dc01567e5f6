"""Attainment: exact counts by period and group, with their interval, counted by hand."""

from __future__ import annotations

import numpy as np
import pytest

from contractkit.errors import PeriodError, UsageError
from contractkit.evaluation import evaluate
from contractkit.quantities.money import Percent
from contractkit.terms.targets import AtField

TICKET = {"status": "new", "priority": "P2"}


def by(table, *names):
    return {tuple(row[name] for name in names): row for row in table.to_records()}


class TestPeriods:
    """Due falls in (start, end], opened and stopped in [start, end); bounds are local midnights."""

    # Around the clock, two hours: due two hours after the opening, whatever the hour.
    CASES = (
        ("A", "2026-01-31 21:59", "2026-01-31 22:30"),  # due 23:59 on 31 January
        ("B", "2026-01-31 22:00", "2026-02-01 00:00"),  # due at midnight: the end of January
        ("C", "2026-01-31 22:01", "2026-02-01 00:01"),  # due 00:01 on 1 February
        ("D", "2026-02-01 00:00", "2026-02-01 01:00"),  # opened at midnight: the start of February
    )

    def counted(self, paper, assigned_by):
        line = paper.line(paper.target("P2", 2, calendar=paper.always, assigned_by=assigned_by), pauses=())
        facts = paper.facts(
            [{"id": name, "opened_at": opened, **TICKET} for name, opened, _ in self.CASES],
            [(name, closed, "status", "closed") for name, _, closed in self.CASES],
        )
        result = evaluate(paper.agreement(line), facts, paper.at("2026-03-01 00:00"))
        rows = by(result.attainment("2026-Q1", by=["month"]), "month")
        months = {month: rows[month,]["met"] + rows[month,]["breached"] for month in ("2026-01", "2026-02", "2026-03")}
        whole = [int(result.attainment(month).array("met").sum()) for month in ("2026-01", "2026-02", "2026-03")]
        assert list(months.values()) == whole
        return list(months.values())

    def test_by_due_a_period_has_its_end_and_not_its_start(self, paper) -> None:
        assert self.counted(paper, "due") == [2, 2, 0]

    def test_by_opening_a_period_has_its_start_and_not_its_end(self, paper) -> None:
        assert self.counted(paper, "opened") == [3, 1, 0]

    def test_by_stop_a_period_has_its_start_and_not_its_end(self, paper) -> None:
        assert self.counted(paper, "stopped") == [1, 3, 0]

    def test_without_the_deciding_instant_the_start_decides(self, paper) -> None:
        # Paused and in time: nothing is due.
        facts = paper.facts(
            [{"id": "T-1", "opened_at": "2026-02-27 16:00", **TICKET}], [("T-1", "2026-02-27 16:30", "status", "waiting")]
        )
        result = evaluate(paper.agreement(), facts, paper.at("2026-03-10 00:00"))
        assert result.attainment("2026-02").array("running").tolist() == [0, 1]
        assert result.attainment("2026-03").array("running").tolist() == [0, 0]
        assert result.in_period("2026-02").tolist() == [True]

    def test_a_period_of_other_dates_is_shown_in_the_months_that_it_touches(self, paper) -> None:
        result = evaluate(paper.agreement(), paper.facts([]), 0)
        assert [row["month"] for row in result.attainment("2026-01-15..2026-02-14", by="month")] == ["2026-01", "2026-02"]

    def test_a_text_that_is_no_period_is_refused(self, paper) -> None:
        result = evaluate(paper.agreement(), paper.facts([]), 0)
        with pytest.raises(PeriodError):
            result.attainment("soon")


class TestCounts:
    """Met, breached, undetermined and running are counted apart, exactly."""

    def evaluated(self, paper, *rest, **more):
        met = [f"M{n}" for n in range(3)]
        facts = paper.facts(
            [
                *({"id": name, "opened_at": "2026-02-03 09:00", "region": "north", **TICKET} for name in met),
                {"id": "late", "opened_at": "2026-02-03 09:00", "region": "south", **TICKET},
                {"id": "odd", "opened_at": "2026-02-03 09:00", "region": "south", **TICKET},
                {"id": "open", "opened_at": "2026-02-27 16:00", "region": None, **TICKET},
            ],
            [
                *((name, "2026-02-03 10:00", "status", "closed") for name in met),
                ("late", "2026-02-05 10:00", "status", "closed"),
                ("odd", "2026-02-03 08:00", "status", "active"),
                *rest,
            ],
        )
        return evaluate(paper.agreement(*more.pop("lines", ())), facts, paper.at(more.pop("as_of", "2026-02-28 00:00")))

    def test_the_row_of_a_target_has_counts_shares_and_verdict(self, paper) -> None:
        # 3 of 4 judged, one unknown: between 3 of 5 and 4 of 5; 75 % lies inside.
        row = by(self.evaluated(paper).attainment("2026-Q1"), "target")["SLA/4.2 p2",]
        assert row == {
            "target": "SLA/4.2 p2", "met": 3, "breached": 1, "undetermined": 1, "running": 1, "excused": 0,
            "attainment": 0.75, "low": 0.6, "high": 0.8, "reach": 0.75, "verdict": "undetermined",
        }  # fmt: skip

    def test_a_target_without_volume_has_its_own_verdict(self, paper) -> None:
        row = by(self.evaluated(paper).attainment("2026-Q1"), "target")["SLA/4.2 p1",]
        assert (row["met"], row["attainment"], row["low"], row["verdict"]) == (0, None, None, "no-volume")

    @pytest.mark.parametrize(
        ("reach", "verdict"), [("60", "met"), ("60.0000001", "undetermined"), ("80", "undetermined"), ("80.0000001", "breached")]
    )
    def test_the_share_agreed_is_compared_exactly_with_both_ends(self, paper, reach, verdict) -> None:
        line = paper.line(paper.target("P2", 8, reach=Percent(reach)))
        assert self.evaluated(paper, lines=(line,)).attainment("2026-Q1").to_records()[0]["verdict"] == verdict

    def test_without_a_share_agreed_there_is_no_verdict(self, paper) -> None:
        line = paper.line(paper.target("P2", 8, reach=None))
        row = self.evaluated(paper, lines=(line,)).attainment("2026-Q1").to_records()[0]
        assert (row["reach"], row["verdict"]) == (None, None)

    def test_a_level_gathers_its_targets_and_has_their_share_where_it_is_one(self, paper) -> None:
        row = by(self.evaluated(paper).attainment("2026-Q1", by="level"), "level")["gold",]
        assert (row["met"], row["breached"], row["reach"]) == (3, 1, 0.75)
        mixed = paper.line(paper.target("P1", 2, reach=Percent(99)), paper.target("P2", 8))
        row = by(self.evaluated(paper, lines=(mixed,)).attainment("2026-Q1", by="level"), "level")["gold",]
        assert (row["met"], row["reach"], row["verdict"]) == (3, None, None)

    def test_targets_by_month_stand_there_where_nothing_happened_too(self, paper) -> None:
        found = by(self.evaluated(paper).attainment("2026-Q1", by=["target", "month"]), "target", "month")
        assert list(found) == [(f"SLA/4.2 {p}", f"2026-0{m}") for p in ("p1", "p2") for m in (1, 2, 3)]
        assert found["SLA/4.2 p2", "2026-02"]["met"] == 3
        # Opened on Friday 16:00 with eight hours: due on Monday 2 March.
        assert found["SLA/4.2 p2", "2026-03"]["running"] == 1

    def test_any_field_of_the_items_makes_groups_with_the_missing_ones_last(self, paper) -> None:
        found = self.evaluated(paper).attainment("2026-Q1", by="region")
        assert [(row["region"], row["met"], row["breached"], row["running"]) for row in found] == [
            ("north", 3, 0, 0), ("south", 0, 1, 0), (None, 0, 0, 1),
        ]  # fmt: skip

    def test_a_field_that_changes_is_taken_as_of_the_moment_of_judging(self, paper) -> None:
        found = self.evaluated(paper).attainment("2026-Q1", by="status")
        assert {row["status"]: row["met"] for row in found}["closed"] == 3

    def test_no_key_at_all_gives_one_row(self, paper) -> None:
        (row,) = self.evaluated(paper).attainment("2026-Q1", by=())
        assert (row["met"], row["breached"], row["undetermined"]) == (3, 1, 1)

    def test_weeks_are_iso_weeks(self, paper) -> None:
        found = by(self.evaluated(paper).attainment("2026-02", by="week"), "week")
        assert found["2026-W06",]["met"] == 3

    def test_what_is_no_field_is_refused_with_what_there_is(self, paper) -> None:
        with pytest.raises(UsageError, match=r"target, level, measure"):
            self.evaluated(paper).attainment("2026-Q1", by="colour")

    def test_overdue_and_open_counts_as_breached_or_is_left_out(self, paper) -> None:
        as_of = "2026-03-05 00:00"
        counted = self.evaluated(paper, as_of=as_of).attainment("2026-Q1").to_records()[1]
        left_out = paper.line(paper.target("P1", 2), paper.target("P2", 8, open_overdue="left-out"))
        kept = self.evaluated(paper, as_of=as_of, lines=(left_out,)).attainment("2026-Q1").to_records()[1]
        assert (counted["breached"], counted["running"]) == (2, 0)
        assert (kept["breached"], kept["running"]) == (1, 1)

    def test_an_item_of_unknown_target_widens_each_target_and_counts_once_in_a_level(self, paper) -> None:
        facts = paper.facts([{"id": "T-1", "opened_at": "2026-02-03 09:00", "priority": None, "status": "new"}])
        result = evaluate(paper.agreement(), facts, paper.at("2026-03-05 00:00"))
        assert result.attainment("2026-02").array("undetermined").tolist() == [1, 1]
        assert result.attainment("2026-02", by="level").array("undetermined").tolist() == [1]

    def test_items_alone_are_enough(self, paper) -> None:
        line = paper.line(stopping=AtField("closed_at"), pauses=())
        facts = paper.facts(
            [{"id": "T-1", "opened_at": "2026-02-03 09:00", "closed_at": "2026-02-03 10:00", "priority": "P2"}]
        )
        result = evaluate(paper.agreement(line), facts, paper.at("2026-03-01 00:00"))
        assert result.attainment("2026-02").array("met").tolist() == [0, 1]


class TestLaws:
    """The parts of a period add up to the whole."""

    def test_months_add_up_to_the_quarter_and_targets_to_the_level(self, paper) -> None:
        draws = np.random.default_rng(5)
        tickets, events = [], []
        for number in range(200):
            day, hour = int(draws.integers(1, 29)), int(draws.integers(0, 24))
            month = int(draws.integers(1, 4))
            name = f"T-{number}"
            priority = ("P1", "P2", None)[int(draws.integers(0, 3))]
            tickets.append({"id": name, "opened_at": f"2026-{month:02}-{day:02} {hour:02}:00", "priority": priority, "status": "new"})
            if draws.integers(0, 2):
                events.append((name, f"2026-04-{day:02} 00:00", "status", "closed"))
        result = evaluate(paper.agreement(), paper.facts(tickets, events), paper.at("2026-05-01 00:00"))
        for name in ("met", "breached", "undetermined", "running"):
            whole = result.attainment("2026-Q1").array(name)
            months = sum(result.attainment(f"2026-{month:02}").array(name) for month in (1, 2, 3))
            apart = result.attainment("2026-Q1", by=["target", "month"]).array(name).reshape(2, 3)
            assert whole.tolist() == months.tolist() == apart.sum(axis=1).tolist()
