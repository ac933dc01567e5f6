"""Which lines bind which clocks: an amendment makes wordings of the promises that it touches, and leaves all others whole."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from folders import SLA, amendment, change, load

import contractkit as ck
from contractkit.terms.binding import WORDING, Binding, Bound, binding_of
from contractkit.terms.conditions import AllOf, Is

JULY, AUGUST = date(2026, 7, 1), date(2026, 8, 1)
WITHIN = change("SLA-1/4.1", "within: {was: 8 hours, becomes: 4 hours}")
AGAIN = change("SLA-1/4.1", "within: {was: 4 hours, becomes: 2 hours}")
SATURDAY = change("SLA-1/1", "week.sat: {was: left-out, becomes: 10:00-14:00}")
REMOVED = "  - {clause: SLA-1/4.1, action: remove}"


def bound(agreement: ck.Agreement, known_at: date | None = None) -> Binding:
    return binding_of(agreement, date(2026, 6, 1), date(2026, 9, 1), known_at)


def told(bounds: tuple[Bound, ...]) -> list[tuple[date | None, date | None, str]]:
    """Return from when until when each line of SLA-1/4.1 binds, with its limits."""
    of_target = [one for one in bounds if one.line.targets[0].id == "SLA-1/4.1"]
    return [(one.since, one.until, ", ".join(str(t.limit.within) for t in one.line.targets)) for one in of_target]  # type: ignore[union-attr]


class TestUntouched:
    def test_without_amendments_every_line_binds_everything(self, tmp_path: Path) -> None:
        agreement = load(tmp_path)
        binding = bound(agreement)
        assert [one.line for one in binding.bounds] == list(agreement.lines)
        assert {(one.since, one.until) for one in binding.bounds} == {(None, None)}
        assert binding.wordings == ()

    def test_a_changed_limit_binds_what_starts_from_its_date_on(self, tmp_path: Path) -> None:
        binding = bound(load(tmp_path, one=amendment(WITHIN)))
        assert told(binding.bounds) == [(None, JULY, "8 hours"), (JULY, None, "4 hours")]
        assert [one.chain for one in binding.bounds] == [0, 0, 1]

    def test_what_an_amendment_does_not_touch_stays_one_line(self, tmp_path: Path) -> None:
        binding = bound(load(tmp_path, one=amendment(WITHIN)))
        assert [(one.since, one.until) for one in binding.bounds if one.chain == 1] == [(None, None)]

    def test_a_share_is_no_matter_of_clocks(self, tmp_path: Path) -> None:
        binding = bound(load(tmp_path, one=amendment(change("SLA-1/4.1", "reach: {was: 90 %, becomes: 95 %}"))))
        assert told(binding.bounds) == [(None, None, "8 hours")]
        assert str(binding.bounds[0].line.targets[0].reach) == "95 %"

    def test_versions_outside_of_what_is_asked_about_are_left_out(self, tmp_path: Path) -> None:
        agreement = load(tmp_path, one=amendment(WITHIN))
        assert told(binding_of(agreement, date(2026, 6, 1), JULY).bounds) == [(None, JULY, "8 hours")]
        assert told(binding_of(agreement, JULY, AUGUST).bounds) == [(JULY, None, "4 hours")]

    def test_what_was_not_recorded_by_then_is_not_known(self, tmp_path: Path) -> None:
        agreement = load(tmp_path, one=amendment(WITHIN))
        assert told(bound(agreement, date(2026, 6, 15)).bounds) == [(None, None, "8 hours")]
        assert len(told(bound(agreement, date(2026, 6, 16)).bounds)) == 2

    def test_a_change_for_some_weeks_gives_three_stretches(self, tmp_path: Path) -> None:
        until = change("SLA-1/4.1", "within: {was: 8 hours, becomes: 4 hours}", until="2026-08-01")
        binding = bound(load(tmp_path, one=amendment(until)))
        assert told(binding.bounds) == [(None, JULY, "8 hours"), (JULY, AUGUST, "4 hours"), (AUGUST, None, "8 hours")]

    def test_a_promise_that_is_taken_out_binds_until_then(self, tmp_path: Path) -> None:
        assert told(bound(load(tmp_path, one=amendment(REMOVED))).bounds) == [(None, JULY, "8 hours")]

    def test_a_new_pause_binds_what_starts_from_its_date_on(self, tmp_path: Path) -> None:
        added = "  - {clause: SLA-1/9, action: add, to: {kind: pause, while: {priority: P2}, for: solved}}"
        binding = bound(load(tmp_path, one=amendment(added)))
        assert [(one.since, len(one.line.pauses)) for one in binding.bounds] == [(None, 0), (JULY, 1), (None, 0)]


class TestCalendars:
    """Hours hold as they are: one calendar with a history, for every clock."""

    def test_changed_hours_leave_one_line(self, tmp_path: Path) -> None:
        binding = bound(load(tmp_path, one=amendment(SATURDAY)))
        assert told(binding.bounds) == [(None, None, "8 hours")]

    def test_each_date_has_its_own_hours(self, tmp_path: Path) -> None:
        limit = bound(load(tmp_path, one=amendment(SATURDAY))).bounds[0].line.targets[0].limit
        assert limit is not None
        office, zone = limit.calendar, ZoneInfo("Europe/Amsterdam")
        saturdays = [datetime(2026, *day, 11, tzinfo=zone) for day in ((6, 27), (7, 4))]
        assert [office.is_open(noon) for noon in saturdays] == [False, True]
        assert office.name == "office"

    def test_an_amendment_of_limit_and_hours_gives_both_wordings_all_hours(self, tmp_path: Path) -> None:
        binding = bound(load(tmp_path, one=amendment(WITHIN, SATURDAY)))
        assert [one.since for one in binding.bounds] == [None, JULY, None]
        calendars = {one.line.targets[0].limit.calendar for one in binding.bounds}  # type: ignore[union-attr]
        assert len(calendars) == 1

    def test_hours_of_a_version_that_was_named_are_its_own(self, tmp_path: Path) -> None:
        version = load(tmp_path, one=amendment(SATURDAY)).at(date(2026, 6, 30))
        assert bound(version).bounds[0].line.targets[0].limit == version.targets[0].limit


class TestRunningClocks:
    """An amendment that reaches clocks that run puts both wordings on one line."""

    def test_each_target_holds_while_its_wording_does(self, tmp_path: Path) -> None:
        binding = bound(load(tmp_path, one=amendment(WITHIN, running_clocks="keep")))
        assert told(binding.bounds) == [(None, None, "8 hours, 4 hours")]
        (line, _) = (one.line for one in binding.bounds)
        assert [target.applies for target in line.targets] == [
            AllOf((Is(WORDING, ("as signed",)),)),
            AllOf((Is(WORDING, ("2026-07-01",)),)),
        ]
        assert [(one.since, one.word) for one in binding.wordings] == [(None, "as signed"), (JULY, "2026-07-01")]

    def test_the_policy_of_the_amendment_is_that_of_the_line(self, tmp_path: Path) -> None:
        binding = bound(load(tmp_path, one=amendment(WITHIN, running_clocks="retroactive")))
        assert binding.bounds[0].line.on_change == "retroactive"
        assert binding.bounds[1].line.on_change == "keep"

    def test_a_row_that_stays_as_it_was_stands_there_once(self, tmp_path: Path) -> None:
        rows = change("SLA-1/4.2", "rows.first.within: {was: 1 hour, becomes: 2 hours}")
        binding = bound(load(tmp_path, one=amendment(rows, running_clocks="keep")))
        (found,) = (one for one in binding.bounds if one.line.targets[0].clause.clause == "4.2")
        assert found.reached == (JULY,)
        assert [(str(one.limit.within), one.applies) for one in found.line.targets if one.limit] == [
            ("1 hour", AllOf((Is("priority", ("P1",)), Is(WORDING, ("as signed",))))),
            ("2 hours", AllOf((Is("priority", ("P1",)), Is(WORDING, ("2026-07-01",))))),
            ("4 hours", Is("priority", ("P2",))),
        ]

    def test_a_later_amendment_reaches_clocks_of_every_older_wording(self, tmp_path: Path) -> None:
        two = amendment(AGAIN, id="A-2", effective_from="2026-08-01", running_clocks="keep")
        binding = bound(load(tmp_path, one=amendment(WITHIN), two=two))
        assert told(binding.bounds) == [(None, JULY, "8 hours, 2 hours"), (JULY, None, "4 hours, 2 hours")]

    def test_one_that_says_nothing_leaves_the_clocks_before_it_alone(self, tmp_path: Path) -> None:
        two = amendment(AGAIN, id="A-2", effective_from="2026-08-01")
        binding = bound(load(tmp_path, one=amendment(WITHIN, running_clocks="keep"), two=two))
        assert told(binding.bounds) == [(None, AUGUST, "8 hours, 4 hours"), (AUGUST, None, "2 hours")]

    def test_a_promise_that_is_taken_out_has_no_target_any_more(self, tmp_path: Path) -> None:
        binding = bound(load(tmp_path, one=amendment(REMOVED, running_clocks="keep")))
        assert told(binding.bounds) == [(None, JULY, "8 hours")]
        assert binding.bounds[0].line.targets[0].applies == AllOf((Is(WORDING, ("as signed",)),))

    def test_a_pause_that_comes_holds_while_its_wording_does(self, tmp_path: Path) -> None:
        added = "  - {clause: SLA-1/9, action: add, to: {kind: pause, while: {priority: P2}, for: solved}}"
        line = bound(load(tmp_path, one=amendment(added, running_clocks="keep"))).bounds[0].line
        assert [pause.condition for pause in line.pauses] == [
            AllOf((Is("priority", ("P2",)), Is(WORDING, ("2026-07-01",))))
        ]

    def test_changed_hours_need_no_policy(self, tmp_path: Path) -> None:
        binding = bound(load(tmp_path, one=amendment(SATURDAY, running_clocks="retroactive")))
        assert binding.wordings == ()


class TestRefused:
    """What cannot be said of clocks that run is refused by the name of the amendment."""

    def refused(self, tmp_path: Path, *changes: str, sla: str = SLA, **head: str) -> str:
        with pytest.raises(ck.NotComputedError) as caught:
            bound(load(tmp_path, sla=sla, one=amendment(*changes, **head)))
        return str(caught.value)

    def test_another_policy_than_that_of_a_change_of_priority(self, tmp_path: Path) -> None:
        rows = change("SLA-1/4.2", "rows.first.within: {was: 1 hour, becomes: 2 hours}")
        sla = SLA.replace("    per: month\n    rows:", "    per: month\n    on_change: restart\n    rows:")
        says = self.refused(tmp_path, rows, sla=sla, running_clocks="keep")
        assert "A-1 changes SLA-1/4.2 on 2026-07-01: one clock would follow keep and restart" in says
        assert "running_clocks: untouched" in says

    def test_another_stop(self, tmp_path: Path) -> None:
        stops = change("SLA-1/4.1", "stops: {was: {field: closed_at}, becomes: {priority: P2}}")
        assert "what starts, stops, resets or reopens the clock" in self.refused(tmp_path, stops, running_clocks="keep")

    def test_amendments_of_one_date_that_say_different_things(self, tmp_path: Path) -> None:
        pause = "  - {clause: SLA-1/9, action: add, to: {kind: pause, while: {priority: P2}, for: solved}}"
        papers = {
            "one": amendment(WITHIN, running_clocks="keep"),
            "two": amendment(pause, id="A-2", running_clocks="retroactive"),
        }
        with pytest.raises(ck.NotComputedError, match="the amendments say different things"):
            bound(load(tmp_path, **papers))

    def test_the_same_amendments_that_reach_no_clock_are_not(self, tmp_path: Path) -> None:
        stops = change("SLA-1/4.1", "stops: {was: {field: closed_at}, becomes: {priority: P2}}")
        assert len(told(bound(load(tmp_path, one=amendment(stops))).bounds)) == 2
