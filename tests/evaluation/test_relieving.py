"""Which recorded stretches of relief count, how far, and why others do not: worked by hand on a calendar page.

Stretches are of tickets in Amsterdam, February 2026; the office is open from Monday to Friday, and closed on Wednesday
the 18th. Sunday is the 1st.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import attrs
import numpy as np
import pytest

from contractkit.clocks import History
from contractkit.clocks.relief import FOREVER
from contractkit.errors import NotComputedError
from contractkit.evaluation.relieving import relieve
from contractkit.facts import NAT, Coded, Instants, Table
from contractkit.quantities.notation import parse_quota
from contractkit.quantities.spans import Span
from contractkit.terms import Term
from contractkit.terms.conditions import Compares, Is
from contractkit.terms.figure_conditions import AllHold, Found, IsKnown, NotHolds
from contractkit.terms.provisions.allowances import Allowance
from contractkit.terms.provisions.base import Holding
from contractkit.terms.provisions.relief import Relief


class Desk:
    """Relief clauses over stretches that are written as (item, begin, end, cause)."""

    def __init__(self, paper):
        self.paper = paper

    def us(self, text):
        return NAT if text is None else self.paper.us(text)

    def clause(self, number="4.5", causes=("planned-maintenance",), **more):
        return Relief(self.paper.clause(number), None, tuple(causes), **more)

    def relieved(
        self, stretches, *clauses, known_at=None, as_of="2026-03-01 00:00", tickets=None, events=(), **columns
    ):
        items = sorted({one[0] for one in stretches})
        tickets = tickets or [{"id": item, "opened_at": "2026-02-01 09:00", "priority": "P1"} for item in items]
        facts = self.paper.facts(tickets, events)
        ids = [ticket["id"] for ticket in tickets]
        columns = {
            name: Instants([self.us(text) for text in held]) if name.endswith("_at") else Coded.from_words(held)
            for name, held in columns.items()
        }
        table = Table(
            {
                "item": np.array([ids.index(one[0]) for one in stretches], np.int32),
                "begin": Instants([self.us(one[1]) for one in stretches]),
                "end": Instants([self.us(one[2]) for one in stretches]),
                "cause": Coded.from_words([one[3] for one in stretches]),
                **columns,
                "row": np.arange(1, len(stretches) + 1),
            }
        )
        facts = attrs.evolve(facts, relief=table)
        line = self.paper.line(relief=tuple(clauses))
        history = History.of(facts, self.us(as_of))
        agreement = self.paper.agreement(line, term=Term(date(2025, 7, 16), None, self.paper.clause("1")))
        known = None if known_at is None else self.us(known_at)
        return line, relieve(agreement, [line], history, known)

    def spans(self, found, line):
        """Return what counts as (item, from, to) in local texts."""
        stretches = found.of(line)
        if stretches is None:
            return []
        rows = zip(stretches.item.tolist(), stretches.begin.tolist(), stretches.end.tolist(), strict=True)
        return [(item, self.text(begin), "open" if end == FOREVER else self.text(end)) for item, begin, end in rows]

    def text(self, us):
        zone = self.paper.at("2026-01-01 00:00").tzinfo
        return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=us)).astimezone(zone).strftime("%d %H:%M")

    def why(self, found):
        return [(row["counts"], row["why"]) for row in found.listed]


@pytest.fixture
def desk(paper):
    return Desk(paper)


MAINTENANCE = "planned-maintenance"


class TestCauses:
    STRETCHES = (
        ("A", "2026-02-03 10:00", "2026-02-03 12:00", MAINTENANCE),
        ("A", "2026-02-03 11:00", None, "customer"),
        ("B", "2026-02-03 10:00", "2026-02-03 10:00", MAINTENANCE),
        ("B", "2026-02-03 10:00", "2026-02-03 11:00", "flood"),
    )

    def test_a_clause_takes_the_causes_that_it_names_and_all_else_is_listed(self, desk) -> None:
        line, found = desk.relieved(self.STRETCHES, desk.clause(), desk.clause("4.6", ["customer"]))
        assert desk.spans(found, line) == [(0, "03 10:00", "03 12:00"), (0, "03 11:00", "open")]
        assert [(row["clause"], row["cause"], row["counts"], row["why"]) for row in found.listed] == [
            ("SLA/4.5", MAINTENANCE, "yes", None),
            ("SLA/4.6", "customer", "yes", None),
            ("SLA/4.5", MAINTENANCE, "yes", None),
            (None, "flood", "no", "no-clause"),
        ]

    def test_of_two_clauses_both_may_grant_one_stretch(self, desk) -> None:
        line, found = desk.relieved(
            self.STRETCHES[:1],
            desk.clause(area="service"),
            desk.clause("4.7", takes_out="whole-item", area="others"),
        )
        stretches = found.of(line)
        assert stretches.whole.tolist() == [False, True]
        assert stretches.area.tolist() == [0, 3]
        assert [str(stretches.clauses[code]) for code in stretches.clause] == ["SLA/4.5", "SLA/4.7"]

    def test_without_stretches_or_clauses_nothing_counts(self, desk) -> None:
        line, found = desk.relieved(self.STRETCHES[:1])
        assert found.of(line) is None
        assert desk.why(found) == [("no", "no-clause")]

    def test_what_was_recorded_later_is_set_aside_and_listed(self, desk) -> None:
        stretches = [self.STRETCHES[0]] * 3
        _, found = desk.relieved(
            stretches,
            desk.clause(),
            known_at="2026-02-10 12:00",
            recorded_at=["2026-02-10 12:00", "2026-02-10 12:01", None],
        )
        assert desk.why(found) == [("yes", None), ("no", "not-recorded-yet"), ("yes", None)]
        assert found.set_aside == 1


class TestAnnouncements:
    def judged(self, desk, span, announced, calendar=None):
        begin = "2026-02-20 22:00"  # a Friday
        clause = desk.clause(announced=Allowance(span, calendar, None))
        _, found = desk.relieved(
            [("A", begin, "2026-02-20 23:00", MAINTENANCE)] * len(announced), clause, announced_at=announced
        )
        return desk.why(found)

    def test_days_are_dates_back_from_the_begin(self, desk) -> None:
        # Five days before Friday the 20th is Sunday the 15th, to its last minute.
        assert self.judged(desk, Span(5, "day"), ["2026-02-15 23:59", "2026-02-16 00:00", None]) == [
            ("yes", None),
            ("no", "announced-too-late"),
            ("no", "not-announced"),
        ]

    def test_business_days_leave_out_closed_dates(self, desk) -> None:
        # Back from Friday the 20th: 19, 17 (the 18th is closed), 16, 13, 12.
        said = ["2026-02-12 23:59", "2026-02-13 00:00"]
        assert self.judged(desk, Span(5, "business-day"), said, desk.paper.office) == [
            ("yes", None),
            ("no", "announced-too-late"),
        ]

    def test_business_days_of_no_calendar_leave_it_unknown(self, desk) -> None:
        assert self.judged(desk, Span(5, "business-day"), ["2026-02-12 23:59"]) == [("unknown", "announcement-unknown")]

    @pytest.mark.parametrize(("span", "day"), [(Span(2, "week"), "06"), (Span(1, "month"), "20")])
    def test_weeks_and_months_are_counted_back_too(self, desk, span, day) -> None:
        month = "01" if span.unit == "month" else "02"
        said = [f"2026-{month}-{day} 23:59", f"2026-{month}-{int(day) + 1:02} 00:00"]
        assert [counts for counts, _ in self.judged(desk, span, said)] == ["yes", "no"]

    def test_a_month_before_the_31st_is_clipped_to_the_end_of_the_month(self, desk) -> None:
        clause = desk.clause(announced=Allowance(Span(1, "month")))
        stretch = ("A", "2026-03-31 10:00", "2026-03-31 11:00", MAINTENANCE)
        _, found = desk.relieved([stretch] * 2, clause, announced_at=["2026-02-28 12:00", "2026-03-01 00:00"])
        assert [counts for counts, _ in desk.why(found)] == ["yes", "no"]

    def test_a_table_without_the_column_leaves_it_unknown(self, desk) -> None:
        _, found = desk.relieved(
            [("A", "2026-02-20 22:00", "2026-02-20 23:00", MAINTENANCE)],
            desk.clause(announced=Allowance(Span(5, "day"))),
        )
        assert desk.why(found) == [("unknown", "announcement-unknown")]


class TestTelling:
    STRETCH = ("A", "2026-02-20 22:00", "2026-02-20 23:00", "force-majeure")

    def judged(self, desk, told, as_of="2026-03-01 00:00"):
        clause = desk.clause(
            causes=["force-majeure"], told_within=Allowance(Span(2, "business-day"), desk.paper.office)
        )
        _, found = desk.relieved([self.STRETCH] * len(told), clause, told_at=told, as_of=as_of)
        return desk.why(found)

    def test_the_last_date_counts_to_its_end(self, desk) -> None:
        # After Friday the 20th: Monday the 23rd, Tuesday the 24th.
        assert self.judged(desk, ["2026-02-24 23:59", "2026-02-25 00:00", None]) == [
            ("yes", None),
            ("no", "told-too-late"),
            ("no", "not-told"),
        ]

    def test_as_long_as_it_may_still_be_told_it_is_unknown(self, desk) -> None:
        assert self.judged(desk, [None], as_of="2026-02-24 12:00") == [("unknown", "telling-unknown")]


class TestEvidence:
    def test_what_is_not_shown_does_not_count(self, desk) -> None:
        stretch = ("A", "2026-02-20 22:00", "2026-02-20 23:00", "customer")
        clause = desk.clause(causes=["customer"], evidence="required")
        _, found = desk.relieved([stretch] * 3, clause, evidence=["mail of 21 February", "no", None])
        assert desk.why(found) == [("yes", None), ("no", "no-evidence"), ("no", "no-evidence")]


class TestConditions:
    STRETCH = ("A", "2026-02-03 10:00", "2026-02-03 14:00", "customer")

    def judged(self, desk, when, events=(), **ticket):
        clause = desk.clause(causes=["customer"], when=when)
        tickets = [{"id": "A", "opened_at": "2026-02-03 09:00", "priority": "P1", **ticket}]
        line, found = desk.relieved([self.STRETCH], clause, tickets=tickets, events=events)
        return desk.spans(found, line), desk.why(found)

    def test_it_is_asked_at_each_instant_of_the_stretch(self, desk) -> None:
        events = [("A", "2026-02-03 11:00", "priority", "P2"), ("A", "2026-02-03 13:00", "priority", "P1")]
        spans, why = self.judged(desk, Is("priority", ("P1",)), events)
        assert spans == [(0, "03 10:00", "03 11:00"), (0, "03 13:00", "03 14:00")]
        assert why == [("in-part", "condition-not-met")]

    def test_of_an_item_that_never_meets_it_nothing_counts(self, desk) -> None:
        assert self.judged(desk, Is("priority", ("P2",))) == ([], [("no", "condition-not-met")])

    def test_a_value_that_is_missing_leaves_it_unknown(self, desk) -> None:
        assert self.judged(desk, Is("site", ("north",)), site=None) == ([], [("unknown", "condition-unknown")])

    def test_that_a_field_is_known_may_be_asked(self, desk) -> None:
        when = AllHold((IsKnown("site", "known"), NotHolds(IsKnown("opened_at", "unknown"))))
        assert self.judged(desk, when, site="north")[1] == [("yes", None)]
        assert self.judged(desk, when, site=None)[1] == [("no", "condition-not-met")]

    def test_a_condition_on_figures_is_refused_by_its_clause(self, desk) -> None:
        with pytest.raises(NotComputedError, match=r"SLA/4\.5"):
            self.judged(desk, Found(("4.2",), "met"))

    def test_a_clause_holds_between_its_dates_only(self, desk) -> None:
        clause = desk.clause(causes=["customer"], holds=Holding(date(2026, 2, 3), date(2026, 2, 5)))
        stretches = [
            ("A", "2026-02-02 12:00", "2026-02-03 12:00", "customer"),
            ("A", "2026-02-04 12:00", None, "customer"),
            ("A", "2026-02-05 00:00", None, "customer"),
        ]
        line, found = desk.relieved(stretches, clause)
        assert desk.spans(found, line) == [(0, "03 00:00", "03 12:00"), (0, "04 12:00", "05 00:00")]
        assert desk.why(found) == [("in-part", "not-in-force"), ("in-part", "not-in-force"), ("no", "not-in-force")]


class TestQuotas:
    def spans(self, desk, quota, stretches, **more):
        line, found = desk.relieved(stretches, desk.clause(at_most=parse_quota(quota), **more))
        return desk.spans(found, line), desk.why(found)

    def test_time_beyond_the_quota_of_a_month_is_held_against_the_provider(self, desk) -> None:
        # 3 hours and 2 hours in February: four are granted. March has its own four.
        spans, why = self.spans(
            desk,
            "4 hours per month",
            [
                ("A", "2026-02-27 20:00", "2026-02-27 22:00", MAINTENANCE),
                ("B", "2026-02-05 20:00", "2026-02-05 23:00", MAINTENANCE),
                ("B", "2026-03-02 20:00", "2026-03-02 23:00", MAINTENANCE),
            ],
        )
        assert spans == [
            (0, "27 20:00", "27 21:00"),
            (1, "05 20:00", "05 23:00"),
            (1, "02 20:00", "02 23:00"),
        ]
        assert why == [("in-part", "over-the-quota"), ("yes", None), ("yes", None)]

    def test_an_hour_that_touches_many_items_is_one_hour(self, desk) -> None:
        stretches = [(item, "2026-02-05 20:00", "2026-02-05 23:00", MAINTENANCE) for item in "ABC"]
        spans, _ = self.spans(desk, "2 hours per month", stretches)
        assert spans == [(item, "05 20:00", "05 22:00") for item in range(3)]

    def test_a_stretch_over_the_border_uses_up_both_months(self, desk) -> None:
        # From 28 February 20:00: the four hours of February end at midnight, those of March at 04:00.
        spans, why = self.spans(desk, "4 hours per month", [("A", "2026-02-28 18:00", "2026-03-01 06:00", MAINTENANCE)])
        assert spans == [(0, "28 18:00", "28 22:00"), (0, "01 00:00", "01 04:00")]
        assert why == [("in-part", "over-the-quota")]

    def test_months_may_begin_on_another_day(self, desk) -> None:
        stretches = [("A", f"2026-02-{day} 20:00", f"2026-02-{day} 22:00", MAINTENANCE) for day in ("14", "15", "16")]
        spans, _ = self.spans(desk, "2 hours per month from day 16", stretches)
        assert spans == [(0, "14 20:00", "14 22:00"), (0, "16 20:00", "16 22:00")]

    def test_a_contract_year_begins_with_the_term(self, desk) -> None:
        stretches = [
            ("A", "2026-07-15 20:00", "2026-07-15 22:00", MAINTENANCE),
            ("A", "2026-07-16 20:00", "2026-07-16 22:00", MAINTENANCE),
        ]
        spans, _ = self.spans(desk, "1 hours per contract-year", stretches)
        assert spans == [(0, "15 20:00", "15 21:00"), (0, "16 20:00", "16 21:00")]

    def test_of_pieces_the_first_that_begin_in_a_period_are_granted_whole(self, desk) -> None:
        # 20:00-21:00 and 20:30-22:00 are one window; the third window of February is too much.
        stretches = [
            ("A", "2026-02-05 20:00", "2026-02-05 21:00", MAINTENANCE),
            ("B", "2026-02-05 20:30", "2026-02-05 22:00", MAINTENANCE),
            ("A", "2026-02-12 20:00", "2026-02-12 21:00", MAINTENANCE),
            ("A", "2026-02-28 23:00", "2026-03-01 01:00", MAINTENANCE),
            ("B", "2026-03-02 20:00", "2026-03-02 21:00", MAINTENANCE),
        ]
        _, why = self.spans(desk, "2 windows per month", stretches)
        assert why == [("yes", None), ("yes", None), ("yes", None), ("no", "over-the-quota"), ("yes", None)]

    def test_what_does_not_count_anyway_uses_nothing_up(self, desk) -> None:
        line, found = desk.relieved(
            [
                ("A", "2026-02-05 20:00", "2026-02-05 22:00", MAINTENANCE),
                ("A", "2026-02-06 20:00", "2026-02-06 22:00", MAINTENANCE),
            ],
            desk.clause(at_most=parse_quota("2 hours per month"), announced=Allowance(Span(1, "day"))),
            announced_at=[None, "2026-02-01 10:00"],
        )
        assert desk.spans(found, line) == [(0, "06 20:00", "06 22:00")]

    def test_an_open_stretch_has_its_quota_in_each_period_to_come(self, desk) -> None:
        spans, _ = self.spans(desk, "1 hours per month", [("A", "2026-02-28 20:00", None, MAINTENANCE)])
        assert spans[:2] == [(0, "28 20:00", "28 21:00"), (0, "01 00:00", "01 01:00")]
        assert len(spans) > 100

    def test_one_clause_has_one_quota_though_it_stands_under_two_conditions(self, desk) -> None:
        quota = parse_quota("3 hours per month")
        clauses = [desk.clause(at_most=quota, when=Is("priority", (word,))) for word in ("P1", "P2")]
        tickets = [
            {"id": "A", "opened_at": "2026-02-01 09:00", "priority": "P1"},
            {"id": "B", "opened_at": "2026-02-01 09:00", "priority": "P2"},
        ]
        stretches = [
            ("A", "2026-02-05 20:00", "2026-02-05 22:00", MAINTENANCE),
            ("B", "2026-02-06 20:00", "2026-02-06 22:00", MAINTENANCE),
        ]
        line, found = desk.relieved(stretches, *clauses, tickets=tickets)
        assert desk.spans(found, line) == [(0, "05 20:00", "05 22:00"), (1, "06 20:00", "06 21:00")]
        assert desk.why(found) == [("yes", None), ("in-part", "over-the-quota")]

    def test_a_rolling_window_ends_with_the_date_of_the_stretch(self, desk) -> None:
        # 30 dates up to and with 6 March begin on 5 February: 1 + 1 hours are used up; those up to 7 March begin a day later
        stretches = [
            ("A", "2026-02-05 20:00", "2026-02-05 21:00", MAINTENANCE),
            ("A", "2026-02-20 20:00", "2026-02-20 22:00", MAINTENANCE),
            ("A", "2026-03-06 20:00", "2026-03-06 22:00", MAINTENANCE),
            ("A", "2026-03-07 20:00", "2026-03-07 22:00", MAINTENANCE),
        ]
        spans, why = self.spans(desk, "2 hours per rolling 30 days", stretches)
        assert spans == [(0, "05 20:00", "05 21:00"), (0, "20 20:00", "20 21:00"), (0, "07 20:00", "07 21:00")]
        cut = "over-the-quota"
        assert why == [("yes", None), ("in-part", cut), ("no", cut), ("in-part", cut)]

    def test_what_a_rolling_window_refused_uses_nothing_up(self, desk) -> None:
        # Of seven dates: Monday the 2nd is granted, Sunday the 8th is not, and so Monday the 9th is
        stretches = [
            ("A", f"2026-02-{day} 20:00", f"2026-02-{day} 22:00", MAINTENANCE) for day in ("02", "08", "09", "10")
        ]
        spans, _ = self.spans(desk, "1 windows per rolling 1 weeks", stretches)
        assert spans == [(0, "02 20:00", "02 22:00"), (0, "09 20:00", "09 22:00")]

    def test_a_rolling_month_is_clipped_at_the_end_of_february(self, desk) -> None:
        # the month up to and with 28 February begins on the 1st: what was granted on 31 January is out of it
        stretches = [
            ("A", "2026-01-31 20:00", "2026-01-31 22:00", MAINTENANCE),
            ("A", "2026-02-28 20:00", "2026-02-28 21:00", MAINTENANCE),
        ]
        spans, _ = self.spans(desk, "2 hours per rolling 1 months", stretches)
        assert spans == [(0, "31 20:00", "31 22:00"), (0, "28 20:00", "28 21:00")]

    def test_a_stretch_over_midnight_uses_up_the_window_of_both_dates(self, desk) -> None:
        spans, _ = self.spans(desk, "3 hours per rolling 2 days", [("A", "2026-02-05 22:00", None, MAINTENANCE)])
        # the 5th: 2 hours; the 6th has one left; the 7th has two, since the 5th is out of its window; the 8th has one
        assert spans[:4] == [
            (0, "05 22:00", "06 00:00"),
            (0, "06 00:00", "06 01:00"),
            (0, "07 00:00", "07 02:00"),
            (0, "08 00:00", "08 01:00"),
        ]

    @pytest.mark.parametrize("quota", [2, 5, 9, 40])
    def test_no_window_ever_grants_more_and_each_date_has_what_the_others_leave(self, desk, quota) -> None:
        # The law, hour by hour on sets of hours: each hour of each date in turn is granted if seven dates have room.
        draws = np.random.default_rng(quota)
        stretches, hours = [], {}
        for _ in range(50):
            day, hour, length = (int(draws.integers(*ends)) for ends in ((1, 28), (0, 20), (1, 4)))
            stretches.append(
                ("A", f"2026-02-{day:02} {hour:02}:00", f"2026-02-{day:02} {hour + length:02}:00", MAINTENANCE)
            )
            hours.setdefault(day, set()).update(range(hour, hour + length))
        granted: list[tuple[int, int]] = []
        for day in range(1, 29):
            for hour in sorted(hours.get(day, ())):
                if sum(day - 7 < other <= day for other, _ in granted) < quota:
                    granted.append((day, hour))
        line, found = desk.relieved(stretches, desk.clause(at_most=parse_quota(f"{quota} hours per rolling 7 days")))
        spans = found.of(line)
        kept = {
            desk.text(hour)
            for begin, end in zip(spans.begin.tolist(), spans.end.tolist(), strict=True)
            for hour in range(begin, end, 3_600_000_000)
        }
        assert kept == {f"{day:02} {hour:02}:00" for day, hour in granted}

    def test_quotas_add_up_whatever_the_stretches_are(self, desk) -> None:
        # Law: laid on one another, what is granted in a month is the smaller of the quota and what there was.
        draws = np.random.default_rng(3)
        stretches = []
        for _ in range(60):
            day, hour, length = (int(draws.integers(*ends)) for ends in ((1, 28), (0, 20), (1, 4)))
            stretches.append(
                (
                    "AB"[int(draws.integers(0, 2))],
                    f"2026-02-{day:02} {hour:02}:00",
                    f"2026-02-{day:02} {hour + length:02}:00",
                    MAINTENANCE,
                )
            )
        for quota in (5, 30, 500):
            line, found = desk.relieved(stretches, desk.clause(at_most=parse_quota(f"{quota} hours per month")))
            ends = [(desk.us(begin), desk.us(end)) for _, begin, end, _ in stretches]
            every = {hour for begin, end in ends for hour in range(begin, end, 3_600_000_000)}
            granted = found.of(line)
            kept = {
                hour
                for begin, end in zip(granted.begin.tolist(), granted.end.tolist(), strict=True)
                for hour in range(begin, end, 3_600_000_000)
            }
            assert sorted(kept) == sorted(every)[:quota]


class TestDoubt:
    def test_what_may_count_is_kept_apart_from_what_surely_does(self, desk) -> None:
        stretches = [
            ("A", "2026-02-03 10:00", "2026-02-03 11:00", "customer"),
            ("B", "2026-02-03 10:00", "2026-02-03 11:00", "customer"),
        ]
        tickets = [
            {"id": "A", "opened_at": "2026-02-01 09:00", "site": None},
            {"id": "B", "opened_at": "2026-02-01 09:00", "site": "north"},
        ]
        line, found = desk.relieved(
            stretches, desk.clause(causes=["customer"], when=Is("site", ("north",))), tickets=tickets
        )
        doubt = found.in_doubt(line, 2)
        assert doubt.tolist() == [True, False]
        assert found.of(line).item.tolist() == [1]
        assert found.of(line, doubt).item.tolist() == [0, 1]

    def test_a_part_has_the_relief_of_its_items_counted_from_its_first(self, desk) -> None:
        stretches = [(item, "2026-02-03 10:00", "2026-02-03 11:00", "customer") for item in "ABCD"]
        tickets = [
            {"id": item, "opened_at": "2026-02-01 09:00", "site": None if item == "C" else "north"} for item in "ABCD"
        ]
        clause = desk.clause(causes=["customer"], when=Is("site", ("north",)))
        line, found = desk.relieved(stretches, clause, tickets=tickets)
        part = found.part(1, 2)
        doubt = part.in_doubt(line, 2)
        assert part.of(line).item.tolist() == [0]
        assert doubt.tolist() == [False, True]
        assert part.of(line, doubt).item.tolist() == [0, 1]

    def test_numbers_are_compared_as_conditions_do(self, desk) -> None:
        when = Compares("seats", "more_than", Decimal(5))
        _, found = desk.relieved(
            [("A", "2026-02-03 10:00", "2026-02-03 11:00", "customer")],
            desk.clause(causes=["customer"], when=when),
            tickets=[{"id": "A", "opened_at": "2026-02-01 09:00", "seats": "6"}],
        )
        assert desk.why(found) == [("yes", None)]
