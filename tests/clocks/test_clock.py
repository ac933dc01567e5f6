"""The clock of one ticket, by hand: what it says, what it foretells, how it is stored, and what it refuses.

Office hours are Monday to Friday 09:00-17:00. P1 has two hours, P2 eight, P3 sixteen, P4 no target.
"""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import attrs
import pytest

import contractkit as ck
from contractkit.records.clauses import ClauseRef
from contractkit.terms.conditions import EVERYTHING, AllOf, Compares, Is
from contractkit.terms.figure_conditions import FiguresCondition
from contractkit.terms.targets import (
    AtField,
    ClockLine,
    Happens,
    Limit,
    Measure,
    Pause,
    TableRow,
    Target,
    TargetTable,
    WhenState,
)

ZONE = ZoneInfo("Europe/Amsterdam")
CLAUSE = ClauseRef("SLA", "4.2")
OFFICE = ck.BusinessCalendar(tz="Europe/Amsterdam", week={"mon-fri": "09:00-17:00"}, name="office")
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
HOUR = timedelta(hours=1)
US = timedelta(microseconds=1)
OPENING = AtField("opened_at")
STOPS = WhenState(Is("status", ("solved", "closed")))
WAITING = Pause(CLAUSE, Is("status", ("waiting",)))
HOURS = {"P1": 2, "P2": 8, "P3": 16}


def at(text: str) -> datetime:
    """Return an instant of the week of Monday 2 March 2026, such as ``Mon 09:00``."""
    day, clock = text.split()
    local = datetime.fromisoformat(f"{date(2026, 3, 2) + timedelta(days=DAYS.index(day))}T{clock}")
    return local.replace(tzinfo=ZONE)


def target(name: str, within: Any, calendar: ck.BusinessCalendar = OFFICE, **more: Any) -> Target:
    terms = {"applies": Is("priority", (name,)), "limit": Limit(within, calendar, calendar.name or "", CLAUSE), **more}
    return Target(name, name, CLAUSE, "resolution", **terms)


def line(*targets: Target, starts: Any = OPENING, stops: Any = STOPS, **more: Any) -> ClockLine:
    measured = {name: more.pop(name) for name in ("resets", "cancels") if name in more}
    targets = targets or tuple(target(name, ck.WorkingTime.of(hours=count)) for name, count in HOURS.items())
    pauses = more.pop("pauses", (WAITING,))
    return ClockLine(Measure("resolution", starts, stops, CLAUSE, **measured), targets, pauses, **more)


def clock(*events: tuple[Any, ...], terms: ClockLine | None = None, opened: str = "Mon 09:00", **item: Any) -> ck.Clock:
    """Return a clock told events: (time, field, value) or (time, field, value, sequence)."""
    made = ck.Clock.start(terms or line(), at=at(opened), item={"status": "new", "priority": "P2", **item})
    return told(made, *events)


def told(made: ck.Clock, *events: tuple[Any, ...]) -> ck.Clock:
    for when, field, value, *seq in events:
        made = made.advance({"at": at(when), "field": field, "value": value, "seq": seq[0] if seq else None})
    return made


def hours(amount: Any) -> float | None:
    return None if amount is None else amount.us / 3_600_000_000


class TestAt:
    """What a clock says at an instant."""

    def test_a_running_clock_says_when_it_is_due_and_what_is_left(self) -> None:
        said = clock().at(at("Mon 12:00"))
        assert (said.does, said.verdict, said.cycle, said.started) == ("running", "running", 1, at("Mon 09:00"))
        assert (said.due, said.in_time_until) == (at("Mon 17:00"), at("Tue 09:00"))
        assert (hours(said.used), hours(said.remaining), hours(said.allowed)) == (3, 5, 8)

    def test_the_due_carries_the_calendars_wall_clock_with_the_offset_then_in_force(self) -> None:
        # Opened on Friday 27 March 16:00; on Sunday the clock is put forward. One hour on Friday, seven on Monday.
        made = ck.Clock.start(
            line(), at=datetime(2026, 3, 27, 16, tzinfo=ZONE), item={"status": "new", "priority": "P2"}
        )
        assert made.at(datetime(2026, 3, 27, 17, tzinfo=ZONE)).due.isoformat() == "2026-03-30T16:00:00+02:00"

    def test_a_paused_clock_has_no_due_and_keeps_what_is_left(self) -> None:
        said = clock(("Mon 12:00", "status", "waiting")).at(at("Tue 12:00"))
        assert (said.does, said.due, said.in_time_until) == ("paused", None, None)
        assert (hours(said.remaining), hours(said.paused), said.lived_verdict) == (5, 8, "breached")

    def test_a_stopped_clock_keeps_the_due_that_it_had(self) -> None:
        said = clock(("Mon 12:00", "status", "solved")).at(at("Fri 12:00"))
        assert (said.does, said.verdict, said.stopped, said.due) == ("stopped", "met", at("Mon 12:00"), at("Mon 17:00"))
        assert said.remaining is None

    def test_a_microsecond_after_the_last_instant_in_time_it_is_breached(self) -> None:
        # Used up at Monday's closing; still in time at Tuesday's opening.
        assert clock().at(at("Tue 09:00")).verdict == "running"
        assert clock().at(at("Tue 09:00") + US).verdict == "breached"

    def test_an_instant_before_the_last_event_sets_aside_what_came_after_it(self) -> None:
        made = clock(("Mon 10:00", "status", "waiting"), ("Mon 12:00", "status", "solved"))
        assert made.at(at("Mon 11:00")) == clock(("Mon 10:00", "status", "waiting")).at(at("Mon 11:00"))

    def test_before_its_opening_it_has_not_started(self) -> None:
        said = clock().at(at("Mon 08:00"))
        assert (said.does, said.verdict, said.reason) == ("not-started", "not-applicable", "not-started")

    def test_business_days_tick_outside_of_pauses(self) -> None:
        # Two days from Monday: marks on Tuesday and Wednesday 17:00. Tuesday's lies in a pause.
        made = clock(
            ("Tue 12:00", "status", "waiting"),
            ("Wed 10:00", "status", "active"),
            terms=line(target("P2", ck.BusinessDays(2))),
        )
        said = made.at(at("Thu 12:00"))
        assert (said.due, said.used, said.paused) == (at("Thu 17:00"), ck.BusinessDays(1), ck.BusinessDays(1))

    def test_calendar_days_name_a_moment(self) -> None:
        said = clock(("Mon 12:00", "status", "waiting"), terms=line(target("P2", ck.CalendarDays(3)))).at(
            at("Tue 12:00")
        )
        assert (said.due, said.used, said.does) == (at("Thu 09:00"), None, "paused")

    def test_a_moment_may_stand_in_the_item(self) -> None:
        made = clock(terms=line(target("P2", ck.Moment("promised_at"))), promised_at=at("Wed 12:00"))
        assert made.at(at("Wed 12:00")).verdict == "running"
        assert made.at(at("Wed 12:00") + US).verdict == "breached"

    def test_a_table_has_the_row_that_had_begun_by_the_start(self) -> None:
        def row(since: date | None, count: int) -> TableRow:
            return TableRow(("P2",), since, Limit(ck.WorkingTime.of(hours=count), OFFICE, "office", CLAUSE))

        table = TargetTable(("priority",), (row(None, 8), row(date(2026, 3, 3), 4)))
        made = line(target("P2", ck.WorkingTime.of(hours=1), limit=None, table=table))
        assert clock(terms=made).at(at("Wed 09:00")).due == at("Mon 17:00")
        assert clock(terms=made, opened="Tue 09:00").at(at("Wed 09:00")).due == at("Tue 13:00")

    def test_a_result_is_reached_when_all_of_it_holds(self) -> None:
        terms = line(target("P2", ck.WorkingTime.of(hours=8), also=Is("restored", ("yes",))))
        made = clock(("Mon 12:00", "status", "solved"), ("Mon 15:00", "restored", "yes"), terms=terms, restored="no")
        assert made.at(at("Tue 12:00")).stopped == at("Mon 15:00")

    def test_a_result_that_is_not_known_is_undetermined(self) -> None:
        terms = line(target("P2", ck.WorkingTime.of(hours=8), also=Is("restored", ("yes",))))
        said = clock(("Mon 12:00", "status", "solved"), terms=terms).at(at("Wed 12:00"))
        assert (said.verdict, said.reason) == ("undetermined", "result-unknown")


class TestEventsOfOneInstant:
    """clocks.md rules 1, 2 and 4."""

    @pytest.mark.parametrize("order", [(0, 1), (1, 0)])
    def test_a_stop_is_stronger_than_a_pause_whichever_is_told_first(self, order: tuple[int, int]) -> None:
        events = (("Mon 10:00", "status", "waiting"), ("Mon 10:00", "status", "solved"))
        assert clock(*(events[place] for place in order)).at(at("Mon 12:00")).stopped == at("Mon 10:00")

    def test_the_last_in_sequence_is_the_state(self) -> None:
        made = clock(("Mon 10:00", "status", "solved", 1), ("Mon 10:00", "status", "waiting", 2))
        assert made.at(at("Mon 12:00")).does == "paused"

    def test_an_event_without_a_number_takes_the_numbers_of_its_instant_away(self) -> None:
        # Also one of a field that nobody reads.
        made = clock(
            ("Mon 10:00", "status", "solved", 1), ("Mon 10:00", "status", "waiting", 2), ("Mon 10:00", "owner", "ann")
        )
        assert made.at(at("Mon 12:00")).does == "stopped"

    def test_a_later_event_of_an_instant_that_was_read_already_is_taken_in(self) -> None:
        made = clock(("Mon 10:00", "status", "waiting"))
        assert made.at(at("Mon 10:00")).does == "paused"
        assert told(made, ("Mon 10:00", "status", "solved")).at(at("Mon 10:00")).does == "stopped"

    def test_an_event_at_the_opening_comes_after_the_opening_state(self) -> None:
        assert clock(("Mon 09:00", "status", "active"), status="solved").at(at("Mon 10:00")).does == "running"

    def test_several_fields_may_change_in_one_event(self) -> None:
        made = clock().advance({"at": at("Mon 10:00"), "fields": {"status": "waiting", "priority": "P1"}})
        said = made.at(at("Mon 10:00"))
        assert (said.does, hours(said.remaining)) == ("paused", 1)


class TestLife:
    """Resets, cancels, reopenings, changes and cycles."""

    REOPENED = (("Mon 11:00", "status", "solved"), ("Mon 15:00", "status", "active"))

    @pytest.mark.parametrize(
        ("how", "due", "cycle"),
        [
            ("resume", "Tue 13:00", 1),  # two hours were used
            ("undo-stop", "Mon 17:00", 1),
            ("restart", "Tue 15:00", 1),
            ("new-cycle", "Tue 15:00", 2),
        ],
    )
    def test_what_a_reopening_does_is_agreed(self, how: Any, due: str, cycle: int) -> None:
        said = clock(*self.REOPENED, terms=line(on_reopen=how)).at(at("Mon 15:30"))
        assert (said.due, said.cycle) == (at(due), cycle)

    def test_each_cycle_has_its_outcome(self) -> None:
        first, second = clock(*self.REOPENED, terms=line(on_reopen="new-cycle")).outcomes(at("Thu 12:00"))
        assert (first.cycle, first.verdict, first.stopped) == (1, "met", at("Mon 11:00"))
        assert (second.cycle, second.verdict, second.started) == (2, "breached", at("Mon 15:00"))

    @pytest.mark.parametrize(
        ("how", "due", "used"),
        [
            ("keep", "Tue 09:00", 8),  # nine hours are more than P2's eight: due at the change
            ("restart", "Tue 17:00", 0),
            ("retroactive", "Mon 17:00", 8),
        ],
    )
    def test_what_a_change_of_target_does_is_agreed(self, how: Any, due: str, used: int) -> None:
        # P3 becomes P2 on Tuesday at the opening, when eight hours were used.
        said = clock(("Tue 09:00", "priority", "P2"), priority="P3", terms=line(on_change=how)).at(at("Tue 09:00"))
        assert (said.due, hours(said.used)) == (at(due), used)

    def test_a_reset_forgets_and_a_cancel_ends(self) -> None:
        terms = line(resets=Is("status", ("misrouted",)), cancels=Is("status", ("void",)))
        made = clock(("Mon 10:00", "status", "misrouted"), terms=terms)
        assert (made.at(at("Mon 11:00")).reason, hours(made.at(at("Mon 11:00")).used)) == ("reset", 0)
        made = told(made, ("Mon 12:00", "status", "active"))
        assert made.at(at("Mon 13:00")).started == at("Mon 12:00")
        made = told(made, ("Mon 14:00", "status", "void"), ("Mon 15:00", "status", "active"))
        said = made.at(at("Mon 16:00"))
        assert (said.does, said.verdict, said.due, hours(said.used)) == ("cancelled", "not-applicable", None, 2)

    def test_the_next_reply_runs_from_the_oldest_question(self) -> None:
        terms = line(
            starts=Happens("comment", ("customer",)), stops=Happens("comment", ("public",)), on_reopen="new-cycle"
        )
        made = clock(terms=terms)
        assert made.at(at("Mon 10:00")).does == "not-started"
        made = told(made, ("Mon 10:00", "comment", "customer"), ("Mon 11:00", "comment", "customer"))
        assert made.at(at("Mon 12:00")).started == at("Mon 10:00")
        made = told(made, ("Mon 13:00", "comment", "public"), ("Mon 14:00", "comment", "customer"))
        assert [said.started for said in made.outcomes(at("Mon 15:00"))] == [at("Mon 10:00"), at("Mon 14:00")]

    def test_the_last_cycle_of_an_update_is_not_judged_if_it_was_still_in_time(self) -> None:
        every = Limit(ck.WorkingTime.of(hours=2), OFFICE, "office", CLAUSE)
        terms = line(target("P2", None, limit=None, every=every, again=Happens("comment", ("update",))))
        made = clock(("Mon 10:00", "comment", "update"), ("Mon 13:00", "comment", "update"), terms=terms)
        found = told(made, ("Mon 14:00", "status", "solved")).outcomes(at("Mon 16:00"))
        assert [said.verdict for said in found] == ["met", "breached", "not-applicable"]

    def test_a_clock_may_start_by_a_state_for_a_team_that_holds_the_ticket(self) -> None:
        # From 11:00, when the team gets it; away from 12:00 to 14:00: three hours used by 16:00.
        away = WhenState(Is("team", ("desk",)))
        terms = line(starts=WhenState(Is("team", ("network",))), stops=away)
        events = (("Mon 11:00", "team", "network"), ("Mon 12:00", "team", "desk"), ("Mon 14:00", "team", "network"))
        said = clock(*events, terms=terms, team="desk").at(at("Mon 16:00"))
        assert (said.started, hours(said.used)) == (at("Mon 11:00"), 3)

    def test_a_gap_at_first_takes_the_first_known_value_and_a_later_one_is_undetermined(self) -> None:
        made = clock(priority=None)
        assert made.at(at("Mon 10:00")).reason == "target-unknown"
        made = told(made, ("Mon 15:00", "priority", "P1"))
        assert (made.at(at("Mon 15:00")).verdict, made.at(at("Mon 15:00")).due) == ("breached", at("Mon 11:00"))
        assert told(made, ("Mon 16:00", "priority", None)).at(at("Mon 16:00")).reason == "target-unknown"

    def test_numbers_are_compared_as_numbers(self) -> None:
        terms = line(
            pauses=(
                Pause(
                    CLAUSE,
                    AllOf((Is("status", ("new",)), Compares("weight", "at_least", 3))),
                ),
            )
        )
        made = clock(terms=terms, weight=2)
        assert made.at(at("Mon 10:00")).does == "running"
        assert (
            made.advance({"at": at("Mon 10:00"), "field": "weight", "value": 10.0}).at(at("Mon 11:00")).does == "paused"
        )

    def test_a_stop_may_stand_in_a_column_that_is_told_later(self) -> None:
        made = clock(terms=line(stops=AtField("closed_at")))
        assert made.at(at("Mon 12:00")).does == "running"
        made = made.advance({"at": at("Mon 13:00"), "field": "closed_at", "value": at("Mon 11:00")})
        assert (made.at(at("Mon 14:00")).stopped, made.at(at("Mon 12:00")).stopped) == (at("Mon 11:00"), None)


class TestRelief:
    """clocks.md rules 21 to 23."""

    def test_relief_that_is_known_moves_the_due_wherever_it_lies(self) -> None:
        made = clock().with_relief(ck.ClockRelief.of(at("Mon 14:00"), at("Mon 16:00"), cause="customer"))
        assert made.at(at("Mon 12:00")).due == at("Tue 11:00")
        assert hours(made.at(at("Mon 17:00")).used) == 6
        assert (hours(made.at(at("Mon 17:00")).relieved), made.at(at("Wed 12:00")).lived_verdict) == (2, "breached")

    def test_relief_over_a_pause_counts_once(self) -> None:
        made = clock(("Mon 13:00", "status", "waiting"), ("Mon 15:00", "status", "active"))
        said = made.with_relief(ck.ClockRelief.of(at("Mon 14:00"), at("Mon 16:00"))).at(at("Mon 17:00"))
        assert (hours(said.used), hours(said.paused), hours(said.relieved)) == (5, 2, 2)

    def test_relief_of_extent_whole_excuses_what_it_covers_an_open_instant_of(self) -> None:
        night = ck.ClockRelief.of(at("Mon 17:00"), at("Tue 09:00"), "whole")
        assert clock().with_relief(night).at(at("Wed 09:00")).verdict == "breached"
        longer = attrs.evolve(night, end_us=night.end_us + 1)
        said = clock().with_relief(longer).at(at("Wed 09:00"))
        assert (said.verdict, said.lived_verdict, hours(said.used)) == ("excused", "breached", 16)

    def test_new_relief_takes_the_place_of_the_old(self) -> None:
        made = clock().with_relief(ck.ClockRelief.of(at("Mon 14:00"), at("Mon 16:00")))
        assert made.with_relief() == clock()

    def test_relief_without_an_end_leaves_no_due(self) -> None:
        made = clock().with_relief(ck.ClockRelief.of(at("Mon 14:00"), None))
        assert (made.at(at("Mon 12:00")).due, made.at(at("Mon 12:00")).reason) == (None, "no-opening")


class TestDueIfResumed:
    def test_a_paused_clock_runs_on_from_the_instant(self) -> None:
        assert clock(("Mon 12:00", "status", "waiting")).due_if_resumed(at("Wed 09:00")) == at("Wed 14:00")

    def test_a_running_clock_is_due_when_it_is_due(self) -> None:
        assert clock().due_if_resumed(at("Mon 12:00")) == at("Mon 17:00")

    def test_a_stopped_clock_is_reopened_as_agreed(self) -> None:
        made = clock(("Mon 11:00", "status", "solved"))
        assert made.due_if_resumed(at("Mon 15:00")) == at("Tue 13:00")
        undone = clock(("Mon 11:00", "status", "solved"), terms=line(on_reopen="undo-stop"))
        assert undone.due_if_resumed(at("Mon 15:00")) == at("Mon 17:00")

    def test_it_asks_about_no_instant_before_the_last_event(self) -> None:
        with pytest.raises(ck.EventOrderError, match="before the last event"):
            clock(("Mon 12:00", "status", "waiting")).due_if_resumed(at("Mon 11:00"))

    def test_a_clock_that_was_cancelled_runs_no_more(self) -> None:
        made = clock(("Mon 10:00", "status", "void"), terms=line(cancels=Is("status", ("void",))))
        assert made.due_if_resumed(at("Mon 11:00")) is None


class TestNextTransition:
    def walk(self, made: ck.Clock, count: int, **more: Any) -> list[tuple[datetime, str]]:
        found, after = [], None
        for _ in range(count):
            transition = made.next_transition(after, **more)
            if transition is None:
                break
            after, kind = transition
            found.append((after, kind))
        return found

    def test_warnings_come_in_the_working_time_of_the_target(self) -> None:
        # Of two hours from Monday 16:00: half of them at the closing, a quarter of an hour left on Tuesday 09:45.
        made = clock(priority="P1", opened="Mon 16:00")
        found = self.walk(made, 5, warnings=[ck.Percent("50"), timedelta(minutes=15)])
        assert found == [
            (at("Mon 17:00"), "warning"),
            (at("Tue 09:00"), "opening"),
            (at("Tue 09:45"), "warning"),
            (at("Tue 10:00"), "due"),
            (at("Tue 10:00") + US, "breached"),
        ]

    def test_due_at_a_closing_is_breached_after_the_next_opening(self) -> None:
        found = self.walk(clock(), 3)
        assert found == [(at("Mon 17:00"), "due"), (at("Tue 09:00"), "opening"), (at("Tue 09:00") + US, "breached")]

    def test_nothing_changes_for_a_clock_that_is_paused_or_stopped(self) -> None:
        assert clock(("Mon 12:00", "status", "waiting")).next_transition() is None
        assert clock(("Mon 12:00", "status", "solved")).next_transition() is None

    def test_business_days_tick(self) -> None:
        made = clock(terms=line(target("P2", ck.BusinessDays(2))))
        assert self.walk(made, 3, warnings=[ck.BusinessDays(1)]) == [
            (at("Tue 17:00"), "warning"),
            (at("Wed 17:00"), "due"),
            (at("Wed 17:00") + US, "breached"),
        ]

    def test_relief_that_lies_ahead_is_told(self) -> None:
        made = clock().with_relief(ck.ClockRelief.of(at("Mon 12:00"), at("Mon 13:00")))
        assert self.walk(made, 2) == [(at("Mon 12:00"), "relief-begins"), (at("Mon 13:00"), "relief-ends")]

    @pytest.mark.parametrize("warning", [80, "80%", ck.BusinessDays(1), ck.ElapsedTime.of(hours=1)])
    def test_a_warning_of_another_kind_is_refused(self, warning: Any) -> None:
        with pytest.raises(ck.UsageError, match="warn"):
            clock().next_transition(warnings=[warning])


class TestStorage:
    def test_a_stored_clock_goes_on_next_year(self) -> None:
        made = clock(("Mon 12:00", "status", "waiting"))
        again = ck.Clock.from_dict(json.loads(json.dumps(made.to_dict())), line())
        resumed = {"at": "2027-03-01T09:00:00+01:00", "field": "status", "value": "active"}
        moment = datetime(2027, 3, 1, 12, tzinfo=ZONE)
        assert again == made
        assert again.advance(resumed).at(moment) == made.advance(resumed).at(moment)

    def test_it_is_versioned_and_names_its_calendars(self) -> None:
        data = clock().to_dict()
        assert (data["contractkit"], data["document"]) == (1, "clock")
        assert data["calendars"] == [{"name": "office", "edition": OFFICE.edition}]

    @pytest.mark.parametrize(
        ("changed", "differs"),
        [
            ({"contractkit": 2}, "version"),
            ({"document": "calendar"}, "document"),
            ({"terms": "0" * 16}, "terms"),
            ({"calendars": [{"name": "office", "edition": "0" * 16}]}, "edition"),
            ({"events": [{"at": "2026-03-02T09:00:00", "fields": {"status": "new"}}]}, "data"),
            ({"events": [{"at": "2026-03-02T07:00:00+00:00", "fields": {"status": "new"}}]}, "data"),
            ({"item": {}}, "data"),
        ],
    )
    def test_what_cannot_be_gone_on_with_is_refused(self, changed: dict[str, Any], differs: str) -> None:
        with pytest.raises(ck.StoredClockError) as refused:
            ck.Clock.from_dict({**clock().to_dict(), **changed}, line())
        assert refused.value.differs == differs

    @pytest.mark.parametrize("data", [None, [], "clock", 7])
    def test_what_is_no_data_of_a_clock_is_refused(self, data: Any) -> None:
        with pytest.raises(ck.StoredClockError, match="no clock"):
            ck.Clock.from_dict(data, line())

    @pytest.mark.parametrize(
        ("data", "says"),
        [
            (json.dumps({"document": "clock"}), "json.loads it first"),
            ({}, "has no 'document'"),
            ({"document": "sla"}, "document: 'sla'"),
        ],
    )
    def test_it_is_told_what_the_data_is_instead(self, data: Any, says: str) -> None:
        with pytest.raises(ck.StoredClockError, match=says):
            ck.Clock.from_dict(data, line())

    def test_a_part_that_is_missing_is_named(self) -> None:
        data = {name: part for name, part in clock().to_dict().items() if name != "events"}
        with pytest.raises(ck.StoredClockError, match="'events' is missing"):
            ck.Clock.from_dict(data, line())

    def test_other_terms_are_refused_and_other_titles_are_not(self) -> None:
        data = clock().to_dict()
        with pytest.raises(ck.StoredClockError, match="other terms"):
            ck.Clock.from_dict(data, line(on_reopen="restart"))
        retitled = line(*(attrs.evolve(one, title="Solved in time", reach=ck.Percent("95")) for one in line().targets))
        assert ck.Clock.from_dict(data, retitled).at(at("Mon 12:00")).due == at("Mon 17:00")

    def test_another_edition_may_be_taken_knowingly(self) -> None:
        # The Monday becomes a holiday after the clock was stored: refused, or all of it reckoned anew.
        closed = ck.BusinessCalendar(
            tz="Europe/Amsterdam", week={"mon-fri": "09:00-17:00"}, closed=[date(2026, 3, 2)], name="office"
        )
        terms = line(*(target(name, ck.WorkingTime.of(hours=count), closed) for name, count in HOURS.items()))
        data = clock().to_dict()
        with pytest.raises(ck.StoredClockError, match="edition='any'"):
            ck.Clock.from_dict(data, terms)
        assert ck.Clock.from_dict(data, terms, edition="any").at(at("Mon 12:00")).due == at("Tue 17:00")

    def test_a_reading_is_told_in_a_line(self) -> None:
        assert str(clock().at(at("Mon 12:00"))) == "running (P2): due 2026-03-02T17:00:00+01:00, 5 hours left"
        assert (
            str(clock(("Mon 12:00", "status", "waiting")).at(at("Mon 13:00"))) == "running, paused (P2): 5 hours left"
        )
        assert str(clock(priority="P4").at(at("Mon 12:00"))) == "not-applicable for no-target"

    def test_a_reading_is_plain_data_too(self) -> None:
        data = json.loads(json.dumps(clock().at(at("Mon 12:00")).to_dict()))
        assert (data["verdict"], data["due"], data["unit"]) == ("running", "2026-03-02T17:00:00+01:00", "microseconds")
        assert (data["used"], data["target"]) == (3 * 3_600_000_000, "P2")


class TestRefusals:
    """What a clock is not told: each refusal says what, and what to do."""

    @pytest.mark.parametrize(
        ("event", "says"),
        [
            ({"field": "status", "value": "solved"}, "'at'"),
            ({"at": None, "field": "status", "value": "solved"}, "missing"),
            ({"at": "yesterday", "field": "status", "value": "solved"}, "yesterday"),
            ({"at": 1.5, "field": "status", "value": "solved"}, "aware datetime"),
            ({"at": 1772442000000000000, "field": "status", "value": "solved"}, "nanoseconds"),
            ({"at": "2026-03-02T10:00:00+01:00", "value": "solved"}, "no 'field'"),
            ({"at": "2026-03-02T10:00:00+01:00", "field": "status"}, "no 'value'"),
            ({"at": "2026-03-02T10:00:00+01:00", "field": "", "value": "x"}, "names no field"),
            ({"at": "2026-03-02T10:00:00+01:00", "fields": {}}, "tells one 'field'"),
            ({"at": "2026-03-02T10:00:00+01:00", "field": "status", "value": "x", "seq": "2"}, "whole number"),
            ({"at": "2026-03-02T10:00:00+01:00", "status": "solved"}, "'fields'"),
            ({"when": "2026-03-02T10:00:00+01:00", "field": "status", "value": "x"}, "no 'when'"),
            ({"at": "2026-03-02T10:00:00+01:00", "field": "status", "value": ["x"]}, "a word"),
            ("solved", "ClockEvent"),
            (None, "ClockEvent"),
        ],
    )
    def test_an_event_that_says_nothing_is_refused(self, event: Any, says: str) -> None:
        with pytest.raises(ck.UsageError, match=says):
            clock().advance(event)

    @pytest.mark.parametrize("when", [at("Mon 10:00").replace(tzinfo=None), "2026-03-02T10:00:00"])
    def test_an_instant_without_a_zone_is_refused(self, when: Any) -> None:
        with pytest.raises(ck.NaiveDatetimeError, match="no zone"):
            clock().advance({"at": when, "field": "status", "value": "solved"})
        with pytest.raises(ck.NaiveDatetimeError):
            clock().at(when)
        with pytest.raises(ck.NaiveDatetimeError):
            ck.Clock.start(line(), at=when, item={"priority": "P1"})

    def test_an_event_out_of_order_is_refused_with_the_way_out(self) -> None:
        made = clock(("Mon 12:00", "status", "waiting"))
        with pytest.raises(ck.EventOrderError, match="replay the log") as refused:
            told(made, ("Mon 11:00", "status", "solved"))
        assert refused.value.last - refused.value.at == 3_600_000_000
        with pytest.raises(ck.EventOrderError, match="before the opening"):
            told(clock(), ("Mon 08:00", "status", "solved"))

    def test_an_event_of_another_field_comes_in_order_too(self) -> None:
        made = clock(("Mon 12:00", "owner", "ann"))
        assert made.at(at("Mon 13:00")) == clock().at(at("Mon 13:00"))
        with pytest.raises(ck.EventOrderError):
            told(made, ("Mon 11:00", "status", "solved"))

    def test_a_slip_in_a_field_is_told(self) -> None:
        with pytest.raises(ck.UsageError, match="did you mean 'status'"):
            told(clock(), ("Mon 11:00", "staus", "solved"))
        assert told(clock(staus="x"), ("Mon 11:00", "staus", "solved")).at(at("Mon 12:00")).does == "running"

    def test_the_field_that_chooses_the_target_has_to_be_given(self) -> None:
        with pytest.raises(ck.UsageError, match="priority chooses the target"):
            ck.Clock.start(line(), at=at("Mon 09:00"), item={"prioritty": "P1"})

    def test_after_a_cancel_everything_is_heard_and_nothing_changes(self) -> None:
        made = clock(("Mon 10:00", "status", "void"), terms=line(cancels=Is("status", ("void",))))
        later = told(made, ("Mon 11:00", "status", "active"), ("Mon 12:00", "priority", "P1"))
        assert attrs.evolve(later.at(at("Tue 09:00")), at=at("Mon 10:30")) == attrs.evolve(
            made.at(at("Tue 09:00")), at=at("Mon 10:30")
        )

    def test_a_target_alone_does_not_say_what_starts_it(self) -> None:
        with pytest.raises(ck.UsageError, match="line_of"):
            ck.Clock.start(line().targets[0], at=at("Mon 09:00"), item={"priority": "P1"})

    def test_a_result_with_several_time_limits_is_for_evaluate(self) -> None:
        several: FiguresCondition = EVERYTHING
        terms = line(target("P2", ck.WorkingTime.of(hours=1), met_when=several))
        with pytest.raises(ck.NotComputedError, match="evaluate"):
            ck.Clock.start(terms, at=at("Mon 09:00"), item={"priority": "P2"})

    def test_a_relief_without_a_zone_is_refused(self) -> None:
        with pytest.raises(ck.NaiveDatetimeError):
            ck.ClockRelief.of("2026-03-02T09:00:00", None)


class TestOneLongTicket:
    def test_a_hundred_thousand_events_are_told_and_asked_in_turn(self) -> None:
        # Waits and goes on every other second, around the clock: half of a day by half a day is used up in time.
        made = clock(terms=line(target("P2", ck.ElapsedTime.of(hours=100))))
        start = at("Mon 09:00")
        for place in range(1, 100_001):
            made = made.advance(
                {
                    "at": start + place * timedelta(seconds=1),
                    "field": "status",
                    "value": "waiting" if place % 2 else "active",
                }
            )
            if place % 1000 == 0:
                made.at(start + place * timedelta(seconds=1))
        said = made.at(start + 100_000 * timedelta(seconds=1))
        assert (hours(said.used), hours(said.paused)) == (50_000 / 3600, 50_000 / 3600)
        assert len(made.events) == 100_000
        assert made.with_relief(ck.ClockRelief.of(start, start + 10 * timedelta(seconds=1))) != made

    def test_so_are_those_of_one_instant(self) -> None:
        made = clock()
        moment = at("Mon 10:00")
        for place in range(20_000):
            made = made.advance({"at": moment, "field": "status", "value": "waiting", "seq": place})
            if place % 100 == 0:
                made.at(moment)
        assert made.at(moment).does == "paused"
