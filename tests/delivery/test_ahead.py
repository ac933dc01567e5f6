"""Early warning: what is about to go wrong at the moment of judging, and the next step that the papers name."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

import pytest

import contractkit as ck

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
ESCALATION = {
    "8.8": {
        "kind": "escalation",
        "of": "fixed",
        "steps": [
            {"at": "50 %", "tell": "manager"},
            {"at": "75 %", "tell": "lead", "how": "phone"},
            {"at": "due", "tell": ["manager", "lead"]},
        ],
    },
    "8.9": {
        "kind": "contacts",
        "contacts": [
            {"role": "manager", "name": "Marit", "party": "provider"},
            {"role": "lead", "name": "Joris", "party": "customer"},
        ],
    },
}
# Tuesday 10 March 2026, 09:00 to 17:00; four hours from 10:00.
OPEN = ("T-1", "mail", "spam", "2026-03-10 10:00", None)


def at(text: str) -> datetime:
    """Return a local time of Amsterdam."""
    return datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM)


class TestDeadlines:
    """From the first share at which somebody is told."""

    @pytest.mark.parametrize(
        ("as_of", "share", "step_at", "who"),
        [
            ("2026-03-10 11:59", None, None, None),
            ("2026-03-10 12:00", 50, "2026-03-10 13:00", "lead"),  # at 75 %: three hours
            ("2026-03-10 13:00", 75, "2026-03-10 14:00", "manager"),
        ],
    )
    def test_the_next_step_is_the_next_share_that_is_not_reached_yet(
        self, deliver: Any, as_of: str, share: int | None, step_at: str | None, who: str | None
    ) -> None:
        found = [one for one in deliver([OPEN], as_of=as_of, clauses=ESCALATION).ahead if one.kind == "deadline"]
        if share is None:
            assert found == []
            return
        assert step_at is not None
        assert [(one.about, one.share, one.when) for one in found] == [("T-1", Fraction(share), at("2026-03-10 14:00"))]
        step = found[0].step
        assert step is not None
        assert (step.at, step.who[0][0], str(step.clause)) == (at(step_at), who, "S-1/8.8")

    def test_the_step_waits_for_the_opening_of_the_next_day(self, deliver: Any) -> None:
        late = ("T-1", "mail", "spam", "2026-03-10 14:30", None)  # 2:30 used at closing; 75 % at 09:30 on Wednesday
        found = deliver([late], as_of="2026-03-10 17:00", clauses=ESCALATION).ahead[0]
        assert found.step is not None
        assert (found.share, found.step.at) == (Fraction(125, 2), at("2026-03-11 09:30"))

    @pytest.mark.parametrize(("as_of", "many"), [("2026-03-10 12:59", 0), ("2026-03-10 13:00", 1)])
    def test_without_a_clause_three_quarters_are_a_warning(self, deliver: Any, as_of: str, many: int) -> None:
        found = deliver([OPEN], as_of=as_of).ahead
        assert [one.step for one in found] == [None] * many

    def test_a_warning_that_was_given_is_told(self, deliver: Any) -> None:
        told = [ck.CustomerTold("warning", "T-1", at("2026-03-10 12:00"))]
        assert deliver([OPEN], as_of="2026-03-10 13:30", told=told).ahead[0].told == "told"
        assert deliver([OPEN], as_of="2026-03-10 13:30").ahead[0].told == "untold"

    def test_what_is_overdue_is_no_early_warning(self, deliver: Any) -> None:
        found = deliver([OPEN], as_of="2026-03-10 14:01").ahead
        assert [one.kind for one in found if one.kind == "deadline"] == []


def tickets(late: int, good: int) -> list[tuple[str, str, str, str, str]]:
    """Return so many tickets of 3 March that were late, and so many that were in time."""
    rows = [(f"L-{n}", "mail", "spam", "2026-03-03 09:00", "2026-03-03 16:00") for n in range(late)]
    return [*rows, *((f"G-{n}", "mail", "spam", "2026-03-03 09:00", "2026-03-03 10:00") for n in range(good))]


class TestAttainment:
    """90 % per month; as many come in the rest of the month as came by now."""

    @pytest.mark.parametrize(
        ("late", "good", "left"),
        [
            # 16 of 31 days have passed: 21 known, 41 expected (21 × 31 / 16 = 40.7), 4 may be late
            (3, 18, None),
            (4, 17, 0),
            (5, 16, -1),
        ],
    )
    def test_it_is_at_risk_when_no_more_may_be_late(self, deliver: Any, late: int, good: int, left: int | None) -> None:
        found = deliver(tickets(late, good), as_of="2026-03-17 00:00", period="2026-03").ahead
        assert [one.left for one in found if one.kind == "attainment"] == ([] if left is None else [left])

    def test_nothing_late_is_no_warning_however_few_there_are(self, deliver: Any) -> None:
        assert deliver(tickets(0, 1), as_of="2026-03-17 00:00", period="2026-03").ahead == ()


def volumes(**numbers: int) -> ck.ChargingFacts:
    """Return what was counted of mail in months of 2026, by their short names."""
    months = {"jan": "2026-01", "feb": "2026-02", "mar": "2026-03"}
    return ck.ChargingFacts(
        volumes=tuple(ck.CountedVolume("mail", ck.Period.parse(months[name]), many) for name, many in numbers.items())
    )


class TestVolumes:
    """100 mailboxes, 95 to 105 agreed."""

    @pytest.mark.parametrize(
        ("numbers", "when", "turn"),
        [
            ({"jan": 98, "feb": 101, "mar": 104}, date(2026, 4, 1), "ahead"),  # 107 in April
            ({"jan": 98, "feb": 100, "mar": 102}, date(2026, 5, 1), "ahead"),  # 104, 106
            ({"jan": 99, "feb": 100, "mar": 101}, None, None),  # 104 in June
            ({"jan": 102, "feb": 99, "mar": 96}, date(2026, 4, 1), "ahead"),  # 93: too few
            ({"mar": 106}, None, "over"),
            ({"jan": 98, "mar": 102}, date(2026, 5, 1), "ahead"),  # nobody counted February: two a month, 104, 106
        ],
    )
    def test_the_pace_of_the_last_months_says_when_it_leaves(
        self, deliver: Any, numbers: dict[str, int], when: date | None, turn: str | None
    ) -> None:
        found = [one for one in deliver([OPEN], known=volumes(**numbers)).ahead if one.kind == "volume"]
        assert [(one.when, one.turn) for one in found] == ([] if turn is None else [(when, turn)])

    def test_what_is_agreed_from_a_later_date_on_is_not_the_band_of_today(self, deliver: Any, amended: Any) -> None:
        """100 of 100, and 150 agreed from June on: in April nothing has left its band."""
        found = deliver([OPEN], under=amended("2026-06-01"), known=volumes(jan=100, feb=100, mar=100)).ahead
        assert [one.kind for one in found if one.kind == "volume"] == []

    def test_the_next_step_is_who_decides_on_changes(self, deliver: Any) -> None:
        path = {"8.5": {"kind": "change-path", "approved_by": ["lead"], "within": {"deciding": "3 business days"},
                        "calendar": "office"}}  # fmt: skip
        found = deliver([OPEN], clauses={**ESCALATION, **path}, known=volumes(mar=106)).ahead
        step = next(one.step for one in found if one.kind == "volume")
        assert step is not None
        assert (step.does, step.who, str(step.clause)) == ("decide", (("lead", "Joris"),), "S-1/8.5")


class TestCertificates:
    """Ninety days ahead."""

    @pytest.mark.parametrize(
        ("until", "turn"),
        [
            ("2026-06-29", "ahead"),  # 31 March and ninety days
            ("2026-06-30", None),
            ("2026-03-31", "ahead"),  # the last day is still covered
            ("2026-03-30", "over"),
        ],
    )
    def test_a_certificate_that_ends_within_the_horizon_is_told(
        self, deliver: Any, until: str, turn: str | None
    ) -> None:
        clause = {"5.1": {"kind": "insurance", "cover": "cyber", "minimum": "EUR 1 000", "certificate_until": until}}
        found = [one for one in deliver([OPEN], clauses=clause).ahead if one.kind == "certificate"]
        assert [one.turn for one in found] == ([] if turn is None else [turn])


class TestOthers:
    """Grey items to talk about, quotes to send."""

    def test_a_grey_item_is_told_while_its_date_lies_ahead(self, deliver: Any) -> None:
        grey = ("T-2", "mail", "phone", "2026-03-10 10:00", None)  # to talk about by Tuesday 24 March
        kinds = [
            [one.kind for one in deliver([grey], as_of=as_of).ahead if one.about == "T-2"]
            for as_of in ("2026-03-25 00:00", "2026-03-25 00:01")
        ]
        assert kinds == [["follow-up"], []]

    def test_a_quote_that_has_to_be_sent_is_told(self, deliver: Any) -> None:
        quote = {"8.3": {"kind": "quote", "within": "2 business days", "calendar": "office", "silence": "refused"}}
        move = ("T-3", "mail", "move", "2026-03-10 10:00", None)
        found = deliver([move], as_of="2026-03-10 12:00", clauses=quote).ahead
        assert [(one.kind, one.when) for one in found] == [("quote", at("2026-03-12 17:00"))]
        assert "next: offer" in found[0].says
