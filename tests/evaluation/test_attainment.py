"""Attainment: exact counts by period and group, with their interval, counted by hand."""

from __future__ import annotations

import numpy as np
import pytest

from contractkit.errors import PeriodError, UsageError
from contractkit.evaluation import evaluate
from contractkit.quantities.money import Percent
from contractkit.quantities.spans import Moment
from contractkit.terms.targets import AtField

TICKET = {"status": "new", "priority": "P2"}


def by(table, *names):
    return {tuple(row[name] for name in names): row for row in table.to_records()}


class TestBy:
    """What is counted apart is named."""

    @pytest.mark.parametrize("by", [5, None, ["target", 5], [None], {"target": 1}.values(), b"target"])
    def test_what_is_no_name_is_refused_with_what_to_say_instead(self, paper, by) -> None:
        facts = paper.facts([{"id": "A", "opened_at": "2026-01-13 10:00", **TICKET}])
        result = evaluate(paper.agreement(), facts, paper.at("2026-05-01 00:00"))
        with pytest.raises(UsageError, match=r"taken by names, and .* is none; say by='level'"):
            result.attainment("2026-Q1", by=by)

    @pytest.mark.parametrize("by", ["target", ("target",), iter(["target"]), {"target": None}])
    def test_a_name_and_anything_with_names_in_it_will_do(self, paper, by) -> None:
        facts = paper.facts([{"id": "A", "opened_at": "2026-01-13 10:00", **TICKET}])
        result = evaluate(paper.agreement(), facts, paper.at("2026-05-01 00:00"))
        assert result.attainment("2026-Q1", by=by).names[0] == "target"


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
            [{"id": "T-1", "opened_at": "2026-02-27 16:00", **TICKET}],
            [("T-1", "2026-02-27 16:30", "status", "waiting")],
        )
        result = evaluate(paper.agreement(), facts, paper.at("2026-03-10 00:00"))
        assert result.attainment("2026-02").array("running").tolist() == [0, 1]
        assert result.attainment("2026-03").array("running").tolist() == [0, 0]
        assert result.in_period("2026-02").tolist() == [True]

    def unknown_when(self, paper, assigned_by="due", **ticket):
        """One ticket in time in January, and one of which nobody knows when its clock started."""
        line = paper.line(paper.target("P2", 2, assigned_by=assigned_by), pauses=())
        facts = paper.facts(
            [
                {"id": "A", "opened_at": "2026-01-13 10:00", **TICKET},
                {"id": "B", "opened_at": None, **TICKET, **ticket},
            ],
            [(name, "2026-01-13 11:00", "status", "closed") for name in ("A", "B")],
        )
        return evaluate(paper.agreement(line), facts, paper.at("2026-05-01 00:00"))

    @pytest.mark.parametrize(
        ("period", "met"), [("2025-12", 0), ("2026-01", 1), ("2026-02", 0), ("2026-Q1", 1), ("2030", 0)]
    )
    def test_what_may_belong_to_any_period_is_undetermined_in_each(self, paper, period, met) -> None:
        result = self.unknown_when(paper)
        (row,) = result.attainment(period)
        assert (row["met"], row["breached"], row["undetermined"]) == (met, 0, 1)
        assert (row["low"], row["high"]) == (met / 2 if met else 0.0, 1.0)
        assert row["verdict"] == "undetermined"
        assert result.in_period(period).tolist() == [met == 1, True]

    def test_by_month_it_stands_in_every_month_and_once_in_the_quarter(self, paper) -> None:
        result = self.unknown_when(paper)
        assert result.attainment("2026-Q1", by="month").array("undetermined").tolist() == [1, 1, 1]
        assert result.attainment("2026-Q1", by=["quarter", "month"]).array("undetermined").tolist() == [1, 1, 1]
        assert result.attainment("2026-Q1", by=()).array("undetermined").tolist() == [1]

    def test_weeks_and_months_together_part_where_either_ends(self, paper) -> None:
        # February 2026 begins on a Sunday: week 5 lies in two months, and so in two groups.
        found = by(self.unknown_when(paper).attainment("2026-01-26..2026-02-08", by=["week", "month"]), "week", "month")
        assert {key: row["undetermined"] for key, row in found.items() if row["undetermined"]} == {
            ("2026-W05", "2026-01"): 1, ("2026-W05", "2026-02"): 1, ("2026-W06", "2026-02"): 1,
        }  # fmt: skip

    def test_by_stop_its_stop_decides_as_it_is_known(self, paper) -> None:
        line = paper.line(paper.target("P2", 2, assigned_by="stopped"), pauses=(), stopping=AtField("closed_at"))
        facts = paper.facts([{"id": "B", "opened_at": None, "closed_at": "2026-01-13 11:00", **TICKET}])
        result = evaluate(paper.agreement(line), facts, paper.at("2026-05-01 00:00"))
        assert result.attainment("2026-Q1", by="month").array("undetermined").tolist() == [1, 0, 0]

    def test_a_deadline_that_is_missing_lies_after_the_opening(self, paper) -> None:
        line = paper.line(paper.target("P2", 0, within=Moment("promised_at")), starts=None, pauses=())
        facts = paper.facts([{"id": "T-1", "opened_at": "2026-02-03 10:00", "promised_at": None, **TICKET}])
        result = evaluate(paper.agreement(line), facts, paper.at("2026-05-01 00:00"))
        counted = [
            result.attainment(month).array("undetermined").tolist() for month in ("2026-01", "2026-02", "2026-03")
        ]
        assert counted == [[0], [1], [1]]
        assert result.attainment("2026-Q1", by="month").array("undetermined").tolist() == [0, 1, 1]

    def test_by_opening_a_missing_deadline_leaves_the_period_known(self, paper) -> None:
        line = paper.line(
            paper.target("P2", 0, within=Moment("promised_at"), assigned_by="opened"), starts=None, pauses=()
        )
        facts = paper.facts([{"id": "T-1", "opened_at": "2026-02-03 10:00", "promised_at": None, **TICKET}])
        result = evaluate(paper.agreement(line), facts, paper.at("2026-05-01 00:00"))
        assert result.attainment("2026-Q1", by="month").array("undetermined").tolist() == [0, 1, 0]

    def test_what_opens_at_the_midnight_that_ends_a_period_does_not_belong_to_it(self, paper) -> None:
        line = paper.line(paper.target("P2", 0, within=Moment("promised_at")), starts=None, pauses=())
        facts = paper.facts([{"id": "T-1", "opened_at": "2026-03-01 00:00", "promised_at": None, **TICKET}])
        result = evaluate(paper.agreement(line), facts, paper.at("2026-05-01 00:00"))
        assert [result.in_period(month).tolist() for month in ("2026-02", "2026-03")] == [[False], [True]]

    def test_an_undetermined_outcome_with_a_start_belongs_where_it_started(self, paper) -> None:
        facts = paper.facts(
            [{"id": "T-1", "opened_at": "2026-02-03 10:00", **TICKET}], [("T-1", "2026-02-03 11:00", "status", None)]
        )
        result = evaluate(paper.agreement(), facts, paper.at("2026-05-01 00:00"))
        assert [int(result.attainment(m).array("undetermined").sum()) for m in ("2026-01", "2026-02", "2026-03")] == [
            0,
            1,
            0,
        ]

    def test_the_target_and_the_period_unknown_count_once_in_a_level(self, paper) -> None:
        facts = paper.facts([{"id": "T-1", "opened_at": None, "priority": None, "status": "new"}])
        result = evaluate(paper.agreement(), facts, paper.at("2026-05-01 00:00"))
        assert result.attainment("2026-02").array("undetermined").tolist() == [1, 1]
        assert result.attainment("2026-02", by="level").array("undetermined").tolist() == [1]
        assert result.attainment("2026-Q1", by=["level", "month"]).array("undetermined").tolist() == [1, 1, 1]

    def test_the_money_of_a_month_lies_between_all_that_it_may_be(self, paper) -> None:
        # January 1 met and three unknown, February two unknown, March 1 met and two unknown: of the quarter the least
        # share in each month is 1/4, 0 and 1/3, so that every month may cost the deepest credit.
        line = paper.line(paper.target("P2", 4, calendar=paper.always), pauses=(), stopping=AtField("closed_at"))
        ticket = {"priority": "P2"}
        facts = paper.facts(
            [
                {"id": "T1", "opened_at": "2026-01-12 10:00", "closed_at": "2026-01-12 13:59", **ticket},
                {"id": "T4", "opened_at": "2026-03-10 10:00", "closed_at": "2026-03-10 14:00", **ticket},
                {"id": "T9", "opened_at": None, "closed_at": "2026-01-20 19:00", **ticket},
                {"id": "T10", "opened_at": "2026-01-20 19:00", "closed_at": "2026-01-19 19:00", **ticket},
                {"id": "T11", "opened_at": None, "closed_at": "2026-01-19 19:00", **ticket},
            ]
        )
        result = evaluate(paper.agreement(line), facts, paper.at("2026-04-02 00:00"))
        rows = [result.attainment(month).to_records()[0] for month in ("2026-01", "2026-02", "2026-03")]
        assert [(row["met"], row["undetermined"]) for row in rows] == [(1, 3), (0, 2), (1, 2)]
        assert [row["low"] for row in rows] == [0.25, 0.0, 1 / 3]

    def test_a_period_of_other_dates_is_shown_in_the_months_that_it_touches(self, paper) -> None:
        result = evaluate(paper.agreement(), paper.facts([]), 0)
        assert [row["month"] for row in result.attainment("2026-01-15..2026-02-14", by="month")] == [
            "2026-01",
            "2026-02",
        ]

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
                ("odd", "2026-02-03 11:00", "status", "on fire"),
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
            "term": None,
        }  # fmt: skip

    def test_a_target_without_volume_has_its_own_verdict(self, paper) -> None:
        row = by(self.evaluated(paper).attainment("2026-Q1"), "target")["SLA/4.2 p1",]
        assert (row["met"], row["attainment"], row["low"], row["verdict"]) == (0, None, None, "no-volume")

    @pytest.mark.parametrize(
        ("reach", "verdict"),
        [("60", "met"), ("60.0000001", "undetermined"), ("80", "undetermined"), ("80.0000001", "breached")],
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

    @pytest.mark.parametrize(("slip", "meant"), [("regoin", "region"), ("Month", "month"), ("Status", "status")])
    def test_a_slip_in_a_field_of_the_items_or_a_period_is_told(self, paper, slip, meant) -> None:
        with pytest.raises(UsageError, match=f"did you mean '{meant}'"):
            self.evaluated(paper).attainment("2026-Q1", by=slip)

    @pytest.mark.parametrize("name", ["verdict", "low"])
    def test_what_a_column_of_the_figures_is_called_does_not_take_its_place(self, paper, name) -> None:
        facts = paper.facts([{"id": "T-1", "opened_at": "2026-02-03 10:00", "low": "x", **TICKET}])
        result = evaluate(paper.agreement(), facts, paper.at("2026-03-01 00:00"))
        with pytest.raises(UsageError, match=f"by '{name}': a column of its figures is called so"):
            result.attainment("2026-Q1", by=[name, "month"])

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
            tickets.append(
                {
                    "id": name,
                    "opened_at": f"2026-{month:02}-{day:02} {hour:02}:00",
                    "priority": priority,
                    "status": "new",
                }
            )
            if draws.integers(0, 2):
                events.append((name, f"2026-04-{day:02} 00:00", "status", "closed"))
        result = evaluate(paper.agreement(), paper.facts(tickets, events), paper.at("2026-05-01 00:00"))
        for name in ("met", "breached", "undetermined", "running"):
            whole = result.attainment("2026-Q1").array(name)
            months = sum(result.attainment(f"2026-{month:02}").array(name) for month in (1, 2, 3))
            apart = result.attainment("2026-Q1", by=["target", "month"]).array(name).reshape(2, 3)
            assert whole.tolist() == months.tolist() == apart.sum(axis=1).tolist()
