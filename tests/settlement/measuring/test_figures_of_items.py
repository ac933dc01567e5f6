"""Figures that are counted from items: shares of some items, each site, marks, durations, downtime of a state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from fractions import Fraction
from typing import Any

import contractkit as ck

AS_OF = datetime(2026, 7, 1, tzinfo=UTC)
HEAD = {"contractkit": 1, "document": "sla", "id": "S-1", "title": "Desk", "currency": "EUR", "zone": "UTC"}
FIELDS = {
    "opened_at": "instant",
    "closed_at": "instant",
    "priority": ["P1", "P2"],
    "site": ["north", "south"],
    "works": "yes-no",
    "status": ["up", "down"],
}
SOLVED = {
    "kind": "time-target",
    "name": "solved",
    "measure": "resolution",
    "starts": {"field": "opened_at"},
    "stops": {"field": "closed_at"},
    "within": "4 hours",
    "calendar": "always",
    "reach": "50 %",
    "per": "month",
}
TICKETS = [
    # id, opened in April, hours until closed, priority, site, works
    ("T1", "2026-04-02T08:00Z", 1, "P1", "north", "yes"),
    ("T2", "2026-04-03T08:00Z", 9, "P1", "north", "no"),
    ("T3", "2026-04-04T08:00Z", 2, "P2", "south", "yes"),
    ("T4", "2026-04-05T08:00Z", 3, "P2", "south", ""),
]


def papers(**clauses: Mapping[str, Any]) -> ck.Agreement:
    return ck.load_agreement(data={**HEAD, "fields": FIELDS, "clauses": {"9": SOLVED, **clauses}})


def facts(tickets: Sequence[tuple[str, str, int, str, str, str]] = TICKETS, **tables: Any) -> ck.Facts:
    mapping: dict[str, Any] = {
        "contractkit": 1,
        "document": "mapping",
        "items": {
            "id": "id",
            "fields": {name: name for name in ("opened_at", "closed_at", "priority", "site", "works")},
        },
    }
    if "feedback" in tables:
        mapping["feedback"] = {"item": "item", "score": "score", "at": "at"}
    opened = [datetime.fromisoformat(row[1]) for row in tickets]
    return ck.Facts.from_frames(
        items={
            "id": [row[0] for row in tickets],
            "opened_at": [row[1] for row in tickets],
            "closed_at": [
                at.replace(hour=at.hour + row[2]).isoformat() for at, row in zip(opened, tickets, strict=True)
            ],
            "priority": [row[3] for row in tickets],
            "site": [row[4] for row in tickets],
            "works": [row[5] for row in tickets],
        },
        mapping=mapping,
        **tables,
    )


def of(name: str, agreement: ck.Agreement, found: ck.Facts, period: str = "2026-04") -> tuple[ck.FigureValue, ...]:
    return ck.figures(agreement, ck.evaluate(agreement, found, AS_OF), found, period=period, of=name)


class TestInTime:
    def test_without_words_all_targets_count(self) -> None:
        (figure,) = of("fast", papers(**{"1": {"kind": "metric", "name": "fast", "measures": "in-time"}}), facts())
        assert (figure.value, figure.counts and figure.counts.met) == (75, 3)

    def test_only_items_that_meet_the_condition_count(self) -> None:
        metric = {"kind": "metric", "name": "fast", "measures": "in-time", "when": {"priority": "P1"}}
        (figure,) = of("fast", papers(**{"1": metric}), facts())
        assert figure.value == 50

    def test_an_item_of_which_it_is_not_known_whether_it_belongs_keeps_the_figure_open(self) -> None:
        metric = {"kind": "metric", "name": "fast", "measures": "in-time", "when": {"works": True}}
        (figure,) = of("fast", papers(**{"1": metric}), facts())
        assert (figure.state, figure.low, figure.high) == ("undetermined", Fraction(200, 3), 100)

    def test_each_value_has_a_figure_of_its_own(self) -> None:
        metric = {"kind": "metric", "name": "fast", "measures": "in-time", "each": ["site"]}
        found = of("fast", papers(**{"1": metric}), facts())
        assert {one.where["site"]: one.value for one in found} == {"north": 50, "south": 100}

    def test_a_value_that_is_listed_and_has_no_items_has_no_volume(self) -> None:
        metric = {"kind": "metric", "name": "fast", "measures": "in-time", "each": ["site"]}
        found = of("fast", papers(**{"1": metric}), facts(TICKETS[:2]))
        assert {one.where["site"]: one.state for one in found} == {"north": "known", "south": "no-volume"}

    def test_a_figure_target_with_its_own_condition_judges_those_items(self) -> None:
        metric = {"kind": "metric", "name": "fast", "measures": "in-time"}
        rows = [{"name": f"fast-{p}", "when": {"priority": p.upper()}, "reach": "80 %"} for p in ("p1", "p2")]
        target = {"kind": "figure-target", "metric": "fast", "per": "month", "rows": rows}
        found = of("2", papers(**{"1": metric, "2": target}), facts())
        assert [(one.value, one.verdict) for one in found] == [(50, "breached"), (100, "met")]

    def test_the_figure_of_a_time_target_is_what_the_evaluation_counts(self) -> None:
        agreement, found = papers(), facts()
        result = ck.evaluate(agreement, found, AS_OF)
        (figure,) = ck.figures(agreement, result, found, period="2026-04")
        (row,) = result.attainment("2026-04").to_records()
        assert (figure.verdict, float(figure.value or 0)) == (row["verdict"], 100 * row["attainment"])


class TestSharesAndNumbers:
    def test_the_share_of_good_items_counts_what_is_not_known_as_open(self) -> None:
        metric = {"kind": "metric", "name": "good", "measures": "share", "good_when": {"works": True}}
        (figure,) = of("good", papers(**{"1": metric}), facts())
        assert (figure.low, figure.high, figure.volume) == (50, 75, 4)

    def test_a_good_item_may_be_one_that_was_done_within_a_time(self) -> None:
        within = {"within": "2 hours elapsed", "starts": {"field": "opened_at"}, "stops": {"field": "closed_at"}}
        metric = {"kind": "metric", "name": "good", "measures": "share", "good_when": within}
        (figure,) = of("good", papers(**{"1": metric}), facts())
        assert (figure.value, figure.volume) == (50, 4)

    def test_or_one_of_which_something_is_known(self) -> None:
        known = {"not": {"field": "works", "state": "unknown"}}
        metric = {"kind": "metric", "name": "good", "measures": "share", "good_when": known}
        (figure,) = of("good", papers(**{"1": metric}), facts())
        assert (figure.value, figure.state) == (75, "known")

    def test_a_volume_is_the_one_that_was_told(self) -> None:
        service = {"kind": "service", "name": "desk", "volume": "40 seats", "price": "12.00 per seat per month"}
        metric = {"kind": "metric", "name": "seats", "measures": "volume", "of": "desk"}
        agreement = papers(**{"1": metric, "2": service})
        told = ck.SettlementFacts.from_dict(
            {"volumes": {"desk": {"2026-04-01": "40 seats", "2026-04-16": "50 seats"}}},
            agreement=agreement,
            period="2026-04",
        )
        (figure,) = ck.figures(agreement, told=told, period="2026-04", of="seats")
        assert (figure.value, figure.state) == (50, "known")

    def test_items_of_another_month_do_not_count(self) -> None:
        metric = {"kind": "metric", "name": "many", "measures": "count"}
        assert [one.value for one in of("many", papers(**{"1": metric}), facts())] == [4]
        assert [one.value for one in of("many", papers(**{"1": metric}), facts(), "2026-05")] == [0]

    def test_a_duration_is_the_mean_of_what_the_clocks_measured(self) -> None:
        metric = {"kind": "metric", "name": "long", "measures": "duration", "of": "resolution"}
        target = {
            "kind": "figure-target",
            "name": "quick",
            "metric": "long",
            "reach": "at most 4 hours",
            "per": "month",
        }
        (figure,) = of("quick", papers(**{"1": metric, "2": target}), facts())
        assert (figure.value, figure.unit, figure.verdict) == (Fraction(15, 4), "hours", "met")


class TestSatisfaction:
    ANSWERS = {  # noqa: RUF012
        "item": ["T1", "T2", "T3", "T4"],
        "score": ["9", "6", "8", "11"],
        "at": ["2026-04-10T09:00Z", "2026-04-11T09:00Z", "2026-05-02T09:00Z", "2026-04-12T09:00Z"],
    }

    def metric(self, **more: Any) -> dict[str, Any]:
        scale = {"from": 1, "through": 10}
        return {"kind": "metric", "name": "happy", "measures": "satisfaction", "scale": scale, **more}

    def test_the_mean_is_of_the_answers_that_were_given_in_the_period(self) -> None:
        (figure,) = of("happy", papers(**{"1": self.metric()}), facts(feedback=self.ANSWERS))
        assert (figure.value, figure.volume) == (Fraction(15, 2), 2)
        assert "1 outside of the scale left out" in figure.working

    def test_the_share_of_satisfied_answers_is_a_percentage(self) -> None:
        (figure,) = of("happy", papers(**{"1": self.metric(satisfied_from=7)}), facts(feedback=self.ANSWERS))
        assert (figure.value, figure.unit) == (50, "%")

    def test_with_too_few_answers_nothing_is_decided(self) -> None:
        target = {"kind": "figure-target", "name": "liked", "metric": "happy", "reach": "at least 7.0", "per": "month"}
        clauses = {"1": self.metric(minimum_sample=3), "2": target}
        (figure,) = of("liked", papers(**clauses), facts(feedback=self.ANSWERS))
        assert (figure.value, figure.verdict, figure.term) == (Fraction(15, 2), "none", "minimum")

    def test_without_answers_there_is_no_volume(self) -> None:
        (figure,) = of("happy", papers(**{"1": self.metric()}), facts(feedback=self.ANSWERS), "2026-06")
        assert figure.state == "no-volume"


class TestDownWhen:
    def found(self, *, relief: Mapping[str, Any] | None = None, **clauses: Any) -> tuple[ck.FigureValue, ...]:
        metric = {"kind": "metric", "name": "uptime", "measures": "availability", "down_when": {"status": "down"}}
        agreement = ck.load_agreement(
            data={**HEAD, "fields": FIELDS, "clauses": {"1": {**metric, "each": ["site"]}, **clauses}}
        )
        changes = [
            ("N", "2026-01-01T00:00Z", "up"),
            ("S", "2026-01-01T00:00Z", "up"),
            ("N", "2026-04-07T09:00Z", "down"),
            ("N", "2026-04-07T10:00Z", "up"),
            ("S", "2026-04-09T09:00Z", "down"),
            ("S", "2026-04-09T09:30Z", "up"),
        ]
        mapping: dict[str, Any] = {
            "contractkit": 1,
            "document": "mapping",
            "items": {"id": "id", "fields": {"opened_at": "opened", "site": "site"}},
            "events": {"form": "snapshot", "item": "item", "at": "at", "fields": {"status": "status"}},
        }
        if relief is not None:
            mapping["relief"] = {"item": "item", "cause": "cause", "from": "begin", "to": "end"}
        read = ck.Facts.from_frames(
            items={"id": ["N", "S"], "site": ["north", "south"], "opened": ["2026-01-01T00:00Z"] * 2},
            events={name: [row[place] for row in changes] for place, name in enumerate(("item", "at", "status"))},
            relief=relief,
            mapping=mapping,
        )
        return ck.figures(agreement, ck.evaluate(agreement, read, AS_OF), read, period="2026-04", of="uptime")

    def minutes(self, figures: tuple[ck.FigureValue, ...]) -> dict[str, float]:
        return {one.where["site"]: one.downtime.total_seconds() / 60 for one in figures if one.downtime is not None}

    def test_each_site_is_down_as_long_as_its_state_says(self) -> None:
        assert self.minutes(self.found()) == {"north": 60, "south": 30}

    def test_relief_that_is_recorded_is_taken_out_of_the_downtime_of_its_item(self) -> None:
        relief = {"item": ["N"], "cause": ["customer"], "begin": ["2026-04-07T09:30Z"], "end": ["2026-04-09T11:00Z"]}
        clause = {"kind": "relief", "name": "theirs", "cause": "customer"}
        assert self.minutes(self.found(relief=relief, **{"3": clause})) == {"north": 30, "south": 30}

    def test_relief_of_another_cause_is_not(self) -> None:
        relief = {"item": ["N"], "cause": ["weather"], "begin": ["2026-04-07T09:30Z"], "end": ["2026-04-07T11:00Z"]}
        clause = {"kind": "relief", "name": "theirs", "cause": "customer"}
        assert self.minutes(self.found(relief=relief, **{"3": clause})) == {"north": 60, "south": 30}


class TestDurations:
    OFFICE = {"kind": "calendar", "name": "office", "week": {"mon-fri": "08:00-17:00"}}  # noqa: RUF012
    LONG = {"kind": "metric", "name": "long", "measures": "duration", "of": "resolution"}  # noqa: RUF012

    def long(self, **clauses: Mapping[str, Any]) -> Any:
        (figure,) = of("long", papers(**{"1": self.LONG, **clauses}), facts())
        return figure

    def test_an_item_counts_once_though_two_targets_judge_it(self) -> None:
        """1, 9, 2 and 3 hours are 15/4 on average of four items, also under a second limit of the same clock."""
        never = SOLVED | {"name": "never-later", "within": "8 hours"}
        figure = self.long(**{"10": never})
        assert (figure.value, figure.volume) == (Fraction(15, 4), 4)

    def test_clocks_that_differ_leave_it_open(self) -> None:
        """The same items in office hours and day and night: which of the two is not said."""
        in_office = SOLVED | {"name": "in-office", "calendar": "office"}
        figure = self.long(**{"0": self.OFFICE, "10": in_office})
        assert (figure.state, figure.value) == ("undetermined", None)
        assert "clocks that differ" in figure.working

    def test_other_hours_than_the_metric_names_leave_it_open(self) -> None:
        figure = self.long(**{"0": self.OFFICE, "1": self.LONG | {"calendar": "office"}})
        assert figure.state == "undetermined"
        assert "it is measured in the hours of office" in figure.working

    def test_the_hours_that_the_metric_names_are_those_of_the_clock(self) -> None:
        """Thursday 08-09, Friday 08-17 and two on a weekend: 1, 9, 0 and 0 office hours, 5/2 on average."""
        in_office = SOLVED | {"calendar": "office"}
        figure = self.long(**{"0": self.OFFICE, "1": self.LONG | {"calendar": "office"}, "9": in_office})
        assert (figure.value, figure.volume) == (Fraction(5, 2), 4)

    def test_without_a_clock_for_the_measure_it_is_not_known(self) -> None:
        repair = {
            "kind": "measure",
            "name": "repair",
            "starts": {"field": "opened_at"},
            "stops": {"field": "closed_at"},
        }
        figure = self.long(**{"1": self.LONG | {"of": "repair"}, "2": repair})
        assert figure.state == "undetermined"
        assert "no clock runs for repair" in figure.working
