"""What a request says where a column ends a promise, where a part is not known, and while its clock stands still."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

import contractkit as ck

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
TARGET: dict[str, Any] = {
    "kind": "time-target",
    "starts": {"field": "opened_at"},
    "calendar": "office",
    "reach": "95 %",
    "per": "month",
}
DOCUMENT: dict[str, Any] = {
    "contractkit": 1,
    "document": "sla",
    "id": "SLA-1",
    "title": "Workplaces",
    "currency": "EUR",
    "zone": "Europe/Amsterdam",
    "fields": {
        "status": ["new", "waiting", "solved"],
        "priority": ["P1", "P2"],
        "opened_at": "instant",
        "answered_at": "instant",
    },
    "clauses": {
        "1": {"kind": "calendar", "name": "office", "week": {"mon-fri": "09:00-17:00"}},
        "4.1": {
            **TARGET,
            "title": "First answer",
            "stops": {"field": "answered_at"},
            "within": "1 hour",
        },
        "4.2": {**TARGET, "name": "solved", "title": "Solved", "stops": {"status": "solved"}, "within": "8 hours"},
        "4.3": {
            **TARGET,
            "name": "lent",
            "title": "A laptop on loan",
            "stops": {"status": "solved"},
            "when": {"priority": "P1"},
            "within": "4 hours",
        },
        "5": {"kind": "pause", "while": {"status": "waiting"}, "area": "others", "for": ["solved"]},
        "8.1": {"kind": "step", "name": "look", "for": "4.2", "within": "2 hours", "after": "opened_at"},
        "8.2": {"kind": "step", "name": "mend", "for": "4.2", "within": "4 hours", "after": "look"},
    },
}
MAPPING: dict[str, Any] = {
    "contractkit": 1,
    "document": "mapping",
    "zone": "Europe/Amsterdam",
    "items": {
        "id": "id",
        "fields": {
            "opened_at": "opened_at",
            "answered_at": "answered_at",
            "priority": "priority",
            "status": {"column": "status", "holds": "at-opening"},
        },
    },
    "events": {
        "item": "item",
        "at": "at",
        "form": "change",
        "field": "field",
        "value": "value",
        "fields": {"status": {"name": "status"}, "step": {"name": "step"}},
    },
}


def request(
    *events: tuple[str, str, str],
    as_of: str,
    answered: str | None = None,
    priority: str | None = "P2",
    steps: str = "recorded",
) -> ck.OpenRequest:
    """Return a request of Monday 2 March 2026, 9:00."""
    told = [(("2026-03-02 09:00", "step", "taken-in")), *events] if steps == "recorded" else list(events)
    mapping = MAPPING
    if steps != "recorded":
        fields = {"status": {"name": "status"}}
        mapping = {**MAPPING, "events": {**MAPPING["events"], "fields": fields}}
    facts = ck.Facts.from_frames(
        items={
            "id": ["T-1"],
            "opened_at": ["2026-03-02 09:00"],
            "answered_at": [answered],
            "priority": [priority],
            "status": ["new"],
        },
        events={
            "item": ["T-1"] * len(told),
            "at": [when for when, _, _ in told],
            "field": [field for _, field, _ in told],
            "value": [word for _, _, word in told],
        },
        mapping=mapping,
    )
    now = datetime.fromisoformat(as_of).replace(tzinfo=AMSTERDAM)
    return ck.open_request(ck.evaluate(ck.load_agreement(data=DOCUMENT), facts, as_of=now), "T-1")


def said(found: ck.OpenRequest, locale: str = "en") -> str:
    return ck.request_text(found, locale).replace("\xa0", " ")


class TestColumns:
    def test_a_promise_that_a_column_ended_is_among_what_has_happened(self) -> None:
        found = request(as_of="2026-03-02 12:00", answered="2026-03-02 09:40")
        assert "  2 Mar 2026 09:40  First answer: done." in said(found)
        assert "  2 mrt 2026 09:40  First answer: gedaan." in said(found, "nl")
        (end,) = (one for one in found.happened if one.what == "promise")
        assert (end.field, end.word) == ("answered_at", "First answer")

    def test_what_an_event_ended_is_told_once_by_that_event(self) -> None:
        found = request(("2026-03-02 16:00", "status", "solved"), as_of="2026-03-03 12:00")
        assert [(one.what, one.word) for one in found.happened] == [("opened", None), ("field", "solved")]

    def test_a_column_that_lies_ahead_has_not_happened(self) -> None:
        found = request(as_of="2026-03-02 09:30", answered="2026-03-02 09:40")
        assert [one.what for one in found.happened] == ["opened"]


class TestInPartUnknown:
    """Without a priority nobody knows whether a laptop is lent; the eight hours to solve it hold in any case."""

    def test_nobody_says_that_all_of_it_is_promised(self) -> None:
        found = request(as_of="2026-03-02 12:00", answered="2026-03-02 09:40", priority=None)
        assert {one.name: one.standing for one in found.promises}["A laptop on loan"] == "undetermined"
        assert found.until is None
        assert said(found).endswith(
            "  What we know of is promised for 2 Mar 2026 17:00 at the latest.\n"
            "  Of another part nobody can say until when: something is not recorded."
        )
        assert said(found, "nl").endswith(
            "  Wat wij weten is toegezegd voor uiterlijk 2 mrt 2026 17:00.\n"
            "  Van een ander deel kan niemand zeggen tot wanneer: er is iets niet vastgelegd."
        )

    @pytest.mark.parametrize(
        ("now", "says"),
        [
            ("2026-03-02 20:00", "What we know of was promised for 2 Mar 2026 17:00, and is not done yet."),
            ("2026-03-03 12:00", "We are late. It should have been done by 2 Mar 2026 17:00."),
        ],
    )
    def test_once_that_is_past_the_unknown_part_is_still_told(self, now: str, says: str) -> None:
        text = said(request(as_of=now, answered="2026-03-02 09:40", priority=None))
        assert text.endswith(f"  {says}\n  Of another part nobody can say until when: something is not recorded.")

    def test_where_all_is_known_all_of_it_is_promised(self) -> None:
        found = request(as_of="2026-03-02 12:00", answered="2026-03-02 09:40")
        assert found.until == datetime(2026, 3, 2, 17, tzinfo=AMSTERDAM)
        assert said(found).endswith("All of it is promised for 2 Mar 2026 17:00 at the latest.")


class TestStandingStill:
    LOOKED = ("2026-03-02 10:00", "step", "look")
    WAITS = ("2026-03-02 11:00", "status", "waiting")
    GOES_ON = ("2026-03-03 15:00", "status", "new")

    def test_a_step_that_stands_still_is_not_late_and_names_no_day(self) -> None:
        found = request(self.LOOKED, self.WAITS, as_of="2026-03-03 12:00", answered="2026-03-02 09:40")
        assert [(one.name, one.state) for one in found.running] == [("mend", "paused")]
        assert "  mend, by us, as soon as the clock runs again, with 3 h left." in said(found)
        assert "  mend, door ons, zodra de klok weer loopt, met nog 3 u over." in said(found, "nl")

    def test_when_it_goes_on_it_has_the_time_that_was_left(self) -> None:
        """One of four hours was used until 11:00; two go until 17:00 on Tuesday, and one until 10:00 on Wednesday."""
        found = request(self.LOOKED, self.WAITS, self.GOES_ON, as_of="2026-03-03 16:00", answered="2026-03-02 09:40")
        assert "  mend, by us, until 4 Mar 2026 10:00 at the latest." in said(found)

    def test_the_plan_stands_still_too(self) -> None:
        """No record tells of steps: two hours of looking until 11:00, and four of mending, none of which is begun."""
        waits = request(self.WAITS, as_of="2026-03-03 12:00", answered="2026-03-02 09:40", steps="never")
        assert [(one.name, one.until) for one in waits.planned] == [("mend", None)]
        assert "  mend, by us, as soon as the clock runs again." in said(waits)
        runs = request(self.WAITS, self.GOES_ON, as_of="2026-03-03 15:30", answered="2026-03-02 09:40", steps="never")
        assert [(one.name, str(one.until)) for one in runs.planned] == [("mend", "2026-03-04 11:00:00+01:00")]
