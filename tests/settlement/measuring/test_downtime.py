"""Availability by hand: what is down, for how long it is measured, what is relieved, what is too short to count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest

import contractkit as ck
from contractkit.errors import UsageError
from contractkit.settlement.measuring import FigureBook
from contractkit.settlement.told import Outage

APRIL = ck.Period.parse("2026-04")
MINUTES = 43_200  # of April, which has 30 days


def span(start: str, end: str) -> Outage:
    return Outage.between(*(datetime.fromisoformat(f"2026-{text}").replace(tzinfo=UTC) for text in (start, end)))


def length(minutes: str) -> Outage:
    return Outage(timedelta(minutes=float(minutes)))


def measured(
    metric: Mapping[str, Any],
    outages: Sequence[Outage] | None,
    *,
    clauses: Mapping[str, Any] | None = None,
    **more: Any,
) -> ck.FigureValue:
    head = {"contractkit": 1, "document": "sla", "id": "S-1", "title": "Hosting", "currency": "EUR", "zone": "UTC"}
    own = {"kind": "metric", "name": "uptime", "measures": "availability", **metric}
    papers = ck.load_agreement(data={**head, "clauses": {"1": own, **(clauses or {})}})
    entry = ck.ToldMeasurement(
        "uptime", more.pop("period", APRIL), outages=None if outages is None else tuple(outages), **more
    )
    return FigureBook(papers, told=ck.SettlementFacts(measured=[entry])).of("uptime", entry.period)


def minutes_down(found: ck.FigureValue) -> float:
    assert found.downtime is not None
    return found.downtime / timedelta(minutes=1)


class TestDowntime:
    def test_overlapping_outages_count_once(self) -> None:
        found = measured({}, [span("04-07T09:00", "04-07T10:00"), span("04-07T09:30", "04-07T10:30")])
        assert minutes_down(found) == 90
        assert found.value == Fraction(100 * (MINUTES - 90), MINUTES)

    def test_only_what_lies_in_the_period_counts(self) -> None:
        found = measured({}, [span("03-31T23:00", "04-01T01:00"), span("04-30T23:30", "05-01T02:00")])
        assert minutes_down(found) == 60 + 30

    def test_an_outage_is_as_long_as_it_was_altogether_also_outside_of_the_period(self) -> None:
        short_inside = [span("03-31T22:00", "04-01T00:02")]
        assert minutes_down(measured({"ignore_shorter_than": "5 minutes"}, short_inside)) == 2

    @pytest.mark.parametrize(("minutes", "counted"), [("4.99", 0), ("5", 5), ("5.01", 5.01)])
    def test_an_outage_of_exactly_the_least_length_counts(self, minutes: str, counted: float) -> None:
        assert minutes_down(measured({"ignore_shorter_than": "5 minutes"}, [length(minutes)])) == counted

    def test_two_outages_that_touch_are_one_and_long_enough_together(self) -> None:
        touching = [span("04-07T09:00", "04-07T09:03"), span("04-07T09:03", "04-07T09:06")]
        assert minutes_down(measured({"ignore_shorter_than": "5 minutes"}, touching)) == 6

    def test_no_outage_is_a_hundred_per_cent(self) -> None:
        assert measured({}, []).value == 100

    def test_what_nobody_measured_is_not_a_hundred_per_cent(self) -> None:
        found = measured({}, None, time=timedelta(days=30))
        assert (found.state, found.value, found.low, found.high) == ("undetermined", None, 0, 100)

    def test_more_downtime_than_time_is_refused(self) -> None:
        with pytest.raises(UsageError, match="longer than the time that was measured: 61 of 60"):
            measured({}, [length("61")], time=timedelta(hours=1))

    def test_a_period_without_any_time_has_no_volume(self) -> None:
        assert measured({}, [], time=timedelta(0)).state == "no-volume"

    def test_a_month_in_the_zone_of_the_contract_is_an_hour_shorter_in_spring(self) -> None:
        head = {"contractkit": 1, "document": "sla", "id": "S-1", "title": "T", "currency": "EUR"}
        metric = {"kind": "metric", "name": "uptime", "measures": "availability"}
        papers = ck.load_agreement(data={**head, "zone": "Europe/Amsterdam", "clauses": {"1": metric}})
        march = ck.Period.parse("2026-03")
        entry = ck.ToldMeasurement("uptime", march, outages=(length("743"),))
        found = FigureBook(papers, told=ck.SettlementFacts(measured=[entry])).of("uptime", march)
        assert found.value == Fraction(100 * (743 * 60 - 743), 743 * 60)


class TestHours:
    OFFICE = {"0": {"kind": "calendar", "name": "office", "week": {"mon-fri": "09:00-17:00"}, "zone": "UTC"}}  # noqa: RUF012

    def test_only_downtime_in_the_hours_counts(self) -> None:
        tuesday_evening = [span("04-07T16:00", "04-07T20:00")]
        found = measured({"calendar": "office"}, tuesday_evening, clauses=self.OFFICE)
        assert minutes_down(found) == 60
        assert found.value == Fraction(100 * (22 * 8 - 1), 22 * 8)  # April 2026 has 22 days from Monday to Friday

    def test_a_length_is_one_of_the_hours_themselves(self) -> None:
        assert minutes_down(measured({"calendar": "office"}, [length("90")], clauses=self.OFFICE)) == 90

    def test_how_short_an_outage_is_counts_in_the_hours(self) -> None:
        evening = [span("04-07T16:57", "04-07T20:00")]
        found = measured({"calendar": "office", "ignore_shorter_than": "5 minutes"}, evening, clauses=self.OFFICE)
        assert minutes_down(found) == 0


class TestRelief:
    def test_relief_is_taken_out_of_the_downtime_that_it_overlaps(self) -> None:
        outage, relief = [span("04-07T09:00", "04-07T11:00")], (span("04-07T10:00", "04-07T11:00"),)
        assert minutes_down(measured({}, outage, relieved=relief)) == 60

    def test_and_out_of_the_base_where_the_clause_says_so(self) -> None:
        outage, relief = [span("04-07T09:00", "04-07T11:00")], (span("04-07T10:00", "04-07T11:00"),)
        found = measured({"relief_taken_from": "downtime-and-base"}, outage, relieved=relief)
        assert found.value == Fraction(100 * (MINUTES - 60 - 60), MINUTES - 60)

    def test_without_relief_in_the_clause_it_is_downtime_like_any_other(self) -> None:
        outage, relief = [span("04-07T09:00", "04-07T11:00")], (span("04-07T10:30", "04-07T11:30"),)
        assert minutes_down(measured({"relief": "none"}, outage, relieved=relief)) == 150


class TestMaintenance:
    def window(self, **more: Any) -> dict[str, Any]:
        clause = {"kind": "maintenance", "window": {"tue": "22:00-24:00"}, "inside": "excused", **more}
        return {"2": {**clause, "outside": "counts-as-downtime"}}

    def test_downtime_in_an_agreed_window_is_excused(self) -> None:
        outage = [span("04-07T21:30", "04-07T22:30")]  # a Tuesday
        assert minutes_down(measured({}, outage, clauses=self.window())) == 30

    def test_downtime_on_another_evening_is_not(self) -> None:
        assert minutes_down(measured({}, [span("04-08T22:00", "04-08T22:30")], clauses=self.window())) == 30

    def test_whether_it_was_announced_is_not_known_so_both_are_possible(self) -> None:
        outage = [span("04-07T21:30", "04-07T22:30")]
        found = measured({}, outage, clauses=self.window(announced="10 days"))
        assert (found.low, found.high) == (
            Fraction(100 * (MINUTES - 60), MINUTES),
            Fraction(100 * (MINUTES - 30), MINUTES),
        )

    def test_no_more_windows_are_excused_than_were_agreed(self) -> None:
        tuesdays = [span(f"04-{day}T22:00", f"04-{day}T22:30") for day in ("07", "14", "21")]
        assert minutes_down(measured({}, tuesdays, clauses=self.window(at_most="2 windows per month"))) == 30

    def test_nothing_is_excused_of_a_metric_without_relief(self) -> None:
        outage = [span("04-07T21:30", "04-07T22:30")]
        assert minutes_down(measured({"relief": "none"}, outage, clauses=self.window())) == 60
