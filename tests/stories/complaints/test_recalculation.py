"""Complaints 15 to 21: what a change of the rules or of a ticket does to what was reckoned before.

The desk is open from Monday to Friday, 09:00 to 17:00 in Amsterdam. Each answer is worked out by hand in the comments.

Not here, because nothing of it is computed: notifications that go on (16), views of a ticket system that fail (21).
"""

from __future__ import annotations

from typing import Any, ClassVar

import pytest

import contractkit as ck

SHORT = {day: [["09:00", "13:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}


class TestAChangedCalendar:
    def test_hours_that_change_change_the_due_time_from_that_day_on(self, desk: Any) -> None:
        """zammad/zammad#534: changing the calendar did not recalculate tickets.

        Eight hours from Tue 15:00: Tuesday takes 2; from Wednesday on the desk closes at 13:00, so Wednesday takes 4
        and Thursday the last 2: due Thu 11:00. By Thu 10:00 seven are used.
        """
        later = [{"from": "2026-03-04", "tz": "Europe/Amsterdam", "week": SHORT, "holidays": []}]
        cycle = desk.one(
            targets={"P2": 8}, calendar={"later": later}, opened="Tue 3 Mar 15:00", as_of="Thu 5 Mar 10:00"
        )
        assert cycle.of("verdict used due") == ("running", 7, "Thu 5 Mar 11:00")

    @pytest.mark.parametrize(("holidays", "verdict", "used"), [([], "breached", 11), (["2026-03-03"], "met", 3)])
    def test_a_corrected_calendar_changes_closed_tickets_as_it_does_open_ones(
        self, desk: Any, holidays: list[str], verdict: str, used: float
    ) -> None:
        """JSM (Atlassian community 3139302): calendar edits recalculate ongoing cycles, closed ones keep old values.

        Mon 15-17 (2), Tue (8, or nothing where it is a holiday), Wed 09-10 (1); eight hours are allowed. Nothing is
        stored, so the old calendar gives the old answer again.
        """
        asked = {
            "targets": {"P2": 8},
            "calendar": {"holidays": holidays},
            "opened": "Mon 2 Mar 15:00",
            "as_of": "Mon 9 Mar 09:00",
        }
        closed = desk.one(**asked, happened=["Wed 4 Mar 10:00 status solved"])
        still_open = desk.one(**{**asked, "as_of": "Wed 4 Mar 10:00"})
        assert closed.of("verdict used") == (verdict, used)
        assert still_open["used"] == used
        assert desk.one(**asked, happened=["Wed 4 Mar 10:00 status solved"]) == closed


class TestATargetThatIsTakenAway:
    # 16 hours from Mon 09:00 are up on Tue 17:00; on Wednesday the target of P2 is taken out.
    LATE = ("Thu 5 Mar 10:00 status solved",)
    AWAY: ClassVar[dict[str, Any]] = {"from": "2026-03-04", "targets": {"P2": None}}

    @pytest.mark.parametrize("happened", [(), LATE])
    def test_a_running_clock_that_the_amendment_reaches_has_nothing_left_to_be_late_for(
        self, desk_over_versions: Any, happened: tuple[str, ...]
    ) -> None:
        """zammad/zammad#4353: deactivating an SLA left already escalated tickets escalated."""
        cycle = desk_over_versions.one(
            targets={"P1": 4, "P2": 16},
            opened="Mon 2 Mar 09:00",
            happened=happened,
            as_of="Fri 6 Mar 09:00",
            more={"zone": "Europe/Amsterdam", "amendments": [{**self.AWAY, "running": "keep"}]},
        )
        assert cycle.of("verdict due") == ("not-applicable", None)

    def test_a_running_clock_that_it_does_not_reach_keeps_what_was_promised(self, desk_over_versions: Any) -> None:
        """zammad/zammad#4353: what an amendment does to tickets that run already is for the amendment to say."""
        cycle = desk_over_versions.one(
            targets={"P1": 4, "P2": 16},
            opened="Mon 2 Mar 09:00",
            happened=self.LATE,
            as_of="Fri 6 Mar 09:00",
            more={"zone": "Europe/Amsterdam", "amendments": [self.AWAY]},
        )
        assert cycle.of("verdict used due") == ("breached", 25, "Tue 3 Mar 17:00")

    def test_a_ticket_that_was_late_and_closed_before_stays_late(self, desk_over_versions: Any) -> None:
        """zammad/zammad#4353: no amendment reaches what was finished.

        Fifteen hours from Mon 09:00 are up on Tue 16:00; solved at 16:30, half an hour late, the day before.
        """
        cycle = desk_over_versions.one(
            targets={"P1": 4, "P2": 15},
            opened="Mon 2 Mar 09:00",
            happened=["Tue 3 Mar 16:30 status solved"],
            as_of="Fri 6 Mar 09:00",
            more={"zone": "Europe/Amsterdam", "amendments": [{**self.AWAY, "running": "keep"}]},
        )
        assert cycle.of("verdict used due") == ("breached", 15.5, "Tue 3 Mar 16:00")


class TestNoTarget:
    def test_a_merged_ticket_is_not_applicable_and_has_no_due_time(self, desk: Any) -> None:
        """zammad/zammad#904: a merged ticket is shown escalated. Merged at Mon 11:00, two hours after its opening."""
        cycle = desk.one(
            targets={"P2": 4},
            cancel=["merged"],
            opened="Mon 2 Mar 09:00",
            happened=["Mon 2 Mar 11:00 status merged"],
            as_of="Fri 6 Mar 09:00",
        )
        assert cycle.of("verdict due in_time_until used") == ("not-applicable", None, None, 2)

    def test_a_ticket_without_a_matching_target_is_never_late(self, desk: Any) -> None:
        """zammad/zammad#904: a ticket is shown escalated without a matching SLA."""
        cycle = desk.one(targets={"P1": 4}, opened="Mon 2 Mar 09:00", as_of="Fri 6 Mar 09:00")
        assert cycle.of("verdict due in_time_until") == ("not-applicable", None, None)


class TestTeams:
    OLA: ClassVar[dict[str, Any]] = {
        "kind": "time-target",
        "name": "network-repairs",
        "starts": {"group": "network"},
        "stops": {"any_of": [{"not": {"group": "network"}}, {"status": ["solved", "closed"]}]},
        "within": "4 hours",
        "on_reopen": "resume",
    }
    SLA: ClassVar[dict[str, Any]] = {
        "kind": "time-target",
        "name": "solved",
        "stops": {"status": ["solved", "closed"]},
        "within": "8 hours",
    }
    TICKET: ClassVar[dict[str, Any]] = {
        "id": "T-1",
        "opened_at": "Mon 2 Mar 09:00",
        "status": "new",
        "priority": "P2",
        "group": "desk",
    }

    def test_a_team_that_receives_a_ticket_late_has_its_own_time(self, paper: Any) -> None:
        """glpi-project/glpi#1911: the time of a group is reckoned from the creation of the ticket.

        Opened Mon 09:00, with the network team from Tue 10:00, solved Tue 13:00: 3 of the team's 4 hours, due Tue 14:00;
        8 + 4 = 12 of the 8 hours promised to the customer.
        """
        happened = ["T-1 Tue 3 Mar 10:00 group network", "T-1 Tue 3 Mar 13:00 status solved"]
        ola = paper.judged(
            paper.agreement({"4": self.OLA}, between="internal"), [self.TICKET], happened, "Mon 9 Mar 09:00"
        )
        sla = paper.judged(paper.agreement({"4": self.SLA}), [self.TICKET], happened, "Mon 9 Mar 09:00")
        expected = ("met", "Tue 3 Mar 10:00", 3, "Tue 3 Mar 14:00")
        assert ola["T-1", "network-repairs"].of("verdict started used due") == expected
        assert sla["T-1", "solved"].of("verdict started used") == ("breached", "Mon 2 Mar 09:00", 12)

    def test_another_technician_of_the_team_changes_nothing(self, paper: Any) -> None:
        """glpi-project/glpi#14423: the OLA is restarted each time a technician is added.

        With the team from Mon 10:00; technicians come at 11:00 and 12:00, and the group is written again at 12:30.
        Solved 13:30: 3.5 of 4 hours, due 14:00.
        """
        rows = paper.judged(
            paper.agreement({"4": self.OLA}, between="internal"),
            [self.TICKET],
            [
                "T-1 Mon 2 Mar 10:00 group network",
                "T-1 Mon 2 Mar 11:00 technician anna",
                "T-1 Mon 2 Mar 12:00 technician bert",
                "T-1 Mon 2 Mar 12:30 group network",
                "T-1 Mon 2 Mar 13:30 status solved",
            ],
            "Mon 9 Mar 09:00",
        )
        expected = ("met", "Mon 2 Mar 10:00", 3.5, "Mon 2 Mar 14:00")
        assert rows["T-1", "network-repairs"].of("verdict started used due") == expected

    def test_a_ticket_that_comes_back_to_the_team_goes_on_where_it_was(self, paper: Any) -> None:
        """glpi-project/glpi#14423: what the others held is not the team's time.

        With the team Mon 10-12 (2), with the desk until Tue 09:00, with the team again until Tue 10:30 (1.5): 3.5 of 4.
        """
        rows = paper.judged(
            paper.agreement({"4": self.OLA}, between="internal"),
            [self.TICKET],
            [
                "T-1 Mon 2 Mar 10:00 group network",
                "T-1 Mon 2 Mar 12:00 group desk",
                "T-1 Tue 3 Mar 09:00 group network",
                "T-1 Tue 3 Mar 10:30 status solved",
            ],
            "Mon 9 Mar 09:00",
        )
        assert rows["T-1", "network-repairs"].of("verdict used due") == ("met", 3.5, "Tue 3 Mar 11:00")


class TestWhatIsDueNext:
    CLAUSES: ClassVar[dict[str, Any]] = {
        "4": {"kind": "time-target", "name": "answered", "stops": {"event": {"comment": "public-note"}},
              "within": "1 hour"},
        "5": {"kind": "time-target", "name": "solved", "stops": {"status": ["solved", "closed"]}, "within": "8 hours"},
    }  # fmt: skip
    TICKET: ClassVar[dict[str, Any]] = {"id": "T-1", "opened_at": "Mon 2 Mar 09:00", "status": "new", "priority": "P2"}

    def test_the_time_to_close_is_there_for_every_closed_ticket(self, paper: Any) -> None:
        """zammad/zammad#2579: the statistics of the time to close are never set.

        Mon 09:00 to Tue 10:00: 9 hours of the calendar, 25 by the wall clock.
        """
        solved = {"5": self.CLAUSES["5"]}
        happened = ["T-1 Tue 3 Mar 10:00 status closed"]
        rows = paper.judged(paper.agreement(solved), [self.TICKET], happened, "Mon 9 Mar 09:00")
        assert rows["T-1", "solved"].of("verdict stopped used wall") == ("breached", "Tue 3 Mar 10:00", 9, 25)

    def test_after_the_first_answer_the_next_due_time_is_that_of_the_solution(self, paper: Any, at: Any) -> None:
        """zammad/zammad#2082: the next escalation is not updated after the agent's first reply.

        Due are Mon 10:00 for the answer and Mon 17:00 for the solution; answered at 09:30, only 17:00 is left.
        """
        agreement = paper.agreement(self.CLAUSES)
        item = {"status": "new", "priority": "P2", "comment": None}
        clocks = [ck.Clock.start(agreement.line_of(name), at=at("Mon 2 Mar 09:00"), item=item) for name in "45"]
        assert _next_due(clocks, at("Mon 2 Mar 09:10")) == at("Mon 2 Mar 10:00")
        answer = {"at": at("Mon 2 Mar 09:30"), "field": "comment", "value": "public-note"}
        clocks = [clock.advance(answer) for clock in clocks]
        assert _next_due(clocks, at("Mon 2 Mar 09:30")) == at("Mon 2 Mar 17:00")

    def test_every_due_time_of_a_ticket_is_there_at_once(self, paper: Any) -> None:
        """zammad/zammad#3523 and #3928: of several due times only the nearest is seen, or none."""
        rows = paper.judged(paper.agreement(self.CLAUSES), [self.TICKET], [], "Mon 2 Mar 09:10")
        due = {target: row["due"] for (_, target), row in rows.items()}
        assert due == {"answered": "Mon 2 Mar 10:00", "solved": "Mon 2 Mar 17:00"}


def _next_due(clocks: list[ck.Clock], now: Any) -> Any:
    readings = [clock.at(now) for clock in clocks]
    return min(reading.due for reading in readings if reading.verdict == "running" and reading.due is not None)
