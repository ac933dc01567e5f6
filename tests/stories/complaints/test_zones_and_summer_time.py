"""Complaints 30 to 35: time zones, and the days on which the clocks are changed.

In Amsterdam the clocks go forward on Sun 29 March 2026 (02:00 becomes 03:00) and back on Sun 25 October (03:00 becomes
02:00). Each answer is worked out by hand in the comments.

Not here: times that a browser shows (the banner of frappe/erpnext#38745); what is left of them is that an instant
without a zone is refused.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

import pytest

import contractkit as ck
from contractkit.errors import NaiveDatetimeError

DAY_AND_NIGHT = {day: [["00:00", "24:00"]] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}


class TestTheDaysOfTheChange:
    @pytest.mark.parametrize(
        ("opened", "stopped", "verdict", "used", "due"),
        [
            # 4 hours of Saturday, then the hours 00, 01, 03, ... of Sunday: the twelfth ends at 09:00.
            ("Sat 28 Mar 20:00", "Sun 29 Mar 08:30", "met", 11.5, "Sun 29 Mar 09:00"),
            # 4 hours of Saturday, then 00, 01, 02, 02, 03, ...: the twelfth ends at 07:00.
            ("Sat 24 Oct 20:00", "Sun 25 Oct 08:30", "breached", 13.5, "Sun 25 Oct 07:00"),
            # Any other night: 12 hours are up at 08:00.
            ("Sat 4 Apr 20:00", "Sun 5 Apr 08:30", "breached", 12.5, "Sun 5 Apr 08:00"),
        ],
    )
    def test_an_hour_that_is_skipped_is_not_used_and_one_that_is_repeated_is_used_twice(
        self, desk: Any, opened: str, stopped: str, verdict: str, used: float, due: str
    ) -> None:
        """OTRS/otrs#787 (bug 9884): the solution time is wrong on the days on which the clocks are changed."""
        cycle = desk.one(
            targets={"P2": 12},
            hours=DAY_AND_NIGHT,
            opened=opened,
            happened=[f"{stopped} status solved"],
            as_of="Sun 1 Nov 09:00",
        )
        assert cycle.of("verdict used due") == (verdict, used, due)

    def test_a_midnight_that_does_not_exist_is_passed_over(self, desk: Any) -> None:
        """zendesk/biz#37: clocks that change at midnight.

        In Santiago Sun 6 September 2026 begins at 01:00. Four hours from Sat 22:00: two until midnight, two from 01:00.
        """
        cycle = desk.one(
            targets={"P2": 4},
            tz="America/Santiago",
            hours=DAY_AND_NIGHT,
            opened="Sat 5 Sep 22:00",
            happened=["Sun 6 Sep 03:00 status solved"],
            as_of="Mon 7 Sep 09:00",
        )
        assert cycle.of("verdict used due") == ("met", 4, "Sun 6 Sep 03:00")

    def test_an_hour_may_be_repeated_in_february(self, desk: Any) -> None:
        """zendesk/biz#160: an hour of Casablanca is ambiguous though nobody there speaks of summer time.

        For Ramadan the clocks go back on Sun 15 February 2026, 03:00 (+01:00) becoming 02:00 (+00:00). Opened at the
        first 01:30; waiting from the first 02:30 to the second, one hour; solved at 03:30. 01:30 to 02:30 (1), a pause
        (1), 02:30 to 03:30 (1).
        """
        cycle = desk.one(
            targets={"P2": 2},
            tz="Africa/Casablanca",
            hours=DAY_AND_NIGHT,
            pause=["waiting"],
            opened="Sun 15 Feb 01:30 +01:00",
            happened=[
                "Sun 15 Feb 02:30 +01:00 status waiting",
                "Sun 15 Feb 02:30 +00:00 status open",
                "Sun 15 Feb 03:30 +00:00 status solved",
            ],
            as_of="Mon 16 Feb 09:00",
        )
        assert cycle.of("verdict used paused due") == ("met", 2, 1, "Sun 15 Feb 03:30")


class TestTheOffsetOfTheDate:
    @pytest.mark.parametrize(
        ("opened", "stopped", "due"),
        [
            ("Thu 15 Jan 16:00", "Fri 16 Jan 10:00", "Fri 16 Jan 10:00"),
            ("Thu 16 Jul 16:00", "Fri 17 Jul 10:00", "Fri 17 Jul 10:00"),
        ],
    )
    @pytest.mark.parametrize("as_of", ["Sat 18 Jul 12:00", "Wed 16 Dec 12:00"])
    def test_a_past_ticket_is_judged_by_the_offset_of_its_own_day(
        self, desk: Any, opened: str, stopped: str, due: str, as_of: str
    ) -> None:
        """fivetran/dbt_zendesk#25: business minutes of past tickets are computed with today's offset.

        16:00 to 17:00 and 09:00 to 10:00 are two hours, in winter and in summer, whenever they are asked for. With the
        other season's offset the office would close an hour later or earlier and two hours would be up on the first
        day, or only at 11:00.
        """
        cycle = desk.one(targets={"P2": 2}, opened=opened, happened=[f"{stopped} status solved"], as_of=as_of)
        assert cycle.of("verdict used due") == ("met", 2, due)

    def test_a_summer_morning_opens_at_the_hour_that_is_written(self, desk: Any) -> None:
        """chatwoot/chatwoot#2882 and #3064: the offset is taken without a date, so hours are wrong in summer.

        In New York 09:00 on Mon 6 July is 13:00 in UTC (14:00 in winter). Opened 08:00, answered 09:30: half an hour.
        """
        cycle = desk.one(
            targets={"P2": 1},
            tz="America/New_York",
            opened="Mon 6 Jul 08:00",
            happened=["Mon 6 Jul 09:30 status solved"],
            as_of="Tue 7 Jul 09:00",
        )
        assert cycle.of("verdict used due") == ("met", 0.5, "Mon 6 Jul 10:00")

    def test_hours_do_not_move_when_summer_time_ends(self, desk: Any) -> None:
        """grafana-cold-storage/oncall#3261: schedules kept in UTC moved by an hour when summer time ended.

        Fri 23 October 16:00, two hours: one until 17:00, one from Mon 26 October 09:00.
        """
        cycle = desk.one(targets={"P2": 2}, opened="Fri 23 Oct 16:00", as_of="Sun 25 Oct 12:00")
        assert cycle.of("verdict used due") == ("running", 1, "Mon 26 Oct 10:00")


class TestInstantsHaveAZone:
    CLAUSES: ClassVar[dict[str, Any]] = {
        "4": {"kind": "time-target", "name": "answered", "stops": {"status": ["open", "solved"]},
              "within": "30 minutes"},
    }  # fmt: skip

    @pytest.mark.parametrize("zone", ["Asia/Kolkata", "America/Los_Angeles", "UTC"])
    def test_a_new_ticket_is_as_new_for_an_agent_in_another_zone(self, paper: Any, at: Any, zone: str) -> None:
        """frappe/helpdesk#3776: an agent in another zone sees a new 30-minute SLA as failed at once.

        Opened Mon 09:00 in Amsterdam, looked at ten minutes later from elsewhere: running, due at 09:30.
        """
        line = paper.agreement(self.CLAUSES).line_of("answered")
        clock = ck.Clock.start(line, at=at("Mon 2 Mar 09:00"), item={"status": "new"})
        reading = clock.at(at("Mon 2 Mar 09:10").astimezone(ZoneInfo(zone)))
        assert reading.verdict == "running"
        assert reading.due == at("Mon 2 Mar 09:30")
        assert reading.due.utcoffset() is not None

    @pytest.mark.parametrize("zone", ["Asia/Kolkata", "America/Los_Angeles", "UTC"])
    def test_the_moment_of_judging_may_be_of_any_zone(self, paper: Any, at: Any, zone: str) -> None:
        """frappe/helpdesk#3776: the same of a table of tickets."""
        facts = paper.facts([{"id": "T-1", "opened_at": "Mon 2 Mar 09:00", "status": "new"}])
        as_of = at("Mon 2 Mar 09:10").astimezone(ZoneInfo(zone))
        (row,) = ck.evaluate(paper.agreement(self.CLAUSES), facts, as_of=as_of).outcomes.to_records()
        assert (row["verdict"], row["due"]) == ("running", datetime(2026, 3, 2, 8, 30, tzinfo=UTC))

    def test_an_instant_without_a_zone_is_refused(self, paper: Any) -> None:
        """frappe/helpdesk#3776 and frappe/erpnext#38745: deadlines are sent as texts without a zone."""
        agreement = paper.agreement(self.CLAUSES)
        naive = datetime(2026, 3, 2, 9)  # noqa: DTZ001
        facts = paper.facts([{"id": "T-1", "opened_at": "Mon 2 Mar 09:00", "status": "new"}])
        with pytest.raises(NaiveDatetimeError, match="2026-03-02"):
            ck.evaluate(agreement, facts, as_of=naive)
        with pytest.raises(NaiveDatetimeError, match="2026-03-02"):
            ck.Clock.start(agreement.line_of("answered"), at=naive, item={"status": "new"})
