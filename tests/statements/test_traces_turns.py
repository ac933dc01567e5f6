"""What a trace says of instants that no stretch shows: another limit came to hold, a stop that was none yet."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

import contractkit as ck

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
AS_OF = datetime(2026, 3, 6, tzinfo=AMSTERDAM)
SLA: dict[str, Any] = {
    "contractkit": 1,
    "document": "contract",
    "id": "C-1",
    "title": "Desk",
    "currency": "EUR",
    "zone": "Europe/Amsterdam",
    "signed_on": "2025-12-01",
    "parties": {"provider": {"name": "A"}, "customer": {"name": "B"}},
    "fields": {"restored": "yes-no", "status": ["new", "solved", "void"], "opened_at": "instant"},
    "clauses": {
        "1": {"kind": "term", "start": "2026-01-01"},
        "2": {"kind": "calendar", "name": "office", "week": {"mon-fri": "09:00-17:00"}},
        "4": {
            "kind": "time-target",
            "name": "solved",
            "starts": {"field": "opened_at"},
            "stops": {"status": "solved"},
            "cancels": {"status": "void"},
            "within": "8 hours",
            "calendar": "office",
        },
        "5": {
            "kind": "result",
            "name": "works-again",
            "starts": {"field": "opened_at"},
            "stops": {"status": "solved"},
            "met_when": {
                "all_of": [{"within": "4 hours", "calendar": "office"}, {"field": "restored", "is": "yes"}],
            },
        },
    },
}
AMENDMENT: dict[str, Any] = {
    "contractkit": 1,
    "document": "amendment",
    "id": "A-1",
    "title": "Faster",
    "amends": "C-1",
    "effective_from": "2026-03-03",
    "signed_on": "2026-02-10",
    "running_clocks": "keep",
    "changes": [
        {"clause": "C-1/4", "action": "change", "fields": {"within": {"was": "8 hours", "becomes": "4 hours"}}}
    ],
}
MAPPING: dict[str, Any] = {
    "contractkit": 1,
    "document": "mapping",
    "zone": "Europe/Amsterdam",
    "items": {
        "id": "id",
        "fields": {"opened_at": "opened_at", "restored": {"column": "restored", "holds": "at-opening"}},
    },
    "events": {
        "item": "id",
        "at": "at",
        "form": "change",
        "field": "field",
        "value": "value",
        "fields": {"status": {"name": "status"}, "restored": {"name": "restored"}},
    },
}


def judged(agreement, log, opened="2026-03-02 12:00", restored=None):
    facts = ck.Facts.from_frames(
        items={"id": ["T-1"], "opened_at": [opened], "restored": [restored]},
        events={
            "id": ["T-1"] * len(log),
            "at": [at for at, _, _ in log],
            "field": [field for _, field, _ in log],
            "value": [value for _, _, value in log],
        },
        mapping=MAPPING,
    )
    return ck.evaluate(agreement, facts, as_of=AS_OF)


def lines(result, target, locale="en"):
    text = ck.trace_text(result.trace("T-1", target), result.agreement, locale).replace("\xa0", " ")
    return [line.strip() for line in text.splitlines()]


@pytest.fixture
def amended(tmp_path):
    # with the term only: a result under an amendment that reaches running clocks is refused
    paper = {**SLA, "clauses": {number: clause for number, clause in SLA["clauses"].items() if number != "5"}}
    Path(tmp_path, "contract.json").write_text(json.dumps(paper), "utf-8")
    Path(tmp_path, "amendment.json").write_text(json.dumps(AMENDMENT), "utf-8")
    return ck.load_agreement(tmp_path)


class TestAnotherLimit:
    LOG = (("2026-03-03 12:00", "status", "solved"),)

    def test_an_amendment_that_reaches_the_clock_is_told_at_its_midnight(self, amended) -> None:
        # 5 hours on Monday, 3 on Tuesday: in time by 8 hours; the 4 hours of Tuesday's wording were used up on Monday
        said = lines(judged(amended, self.LOG), "solved")
        assert "3 Mar 2026 00:00: from here on the limit is 4 hours (C-1/4, the wording of 3 March 2026)" in said
        place = said.index("Due 3 Mar 2026 00:00.")
        assert said[place + 1] == "That is when that limit came to hold: it had been used up by then."

    def test_in_dutch_too(self, amended) -> None:
        said = lines(judged(amended, self.LOG), "solved", "nl")
        assert "3 mrt 2026 00:00: vanaf hier is de termijn 4 uur (C-1/4, tekst van 3 maart 2026)" in said
        assert "Dat is toen die termijn ging gelden: hij was op dat moment al verbruikt." in said

    def test_a_limit_with_room_left_says_nothing_of_being_used_up(self, amended) -> None:
        # one hour on Monday: the fourth ends on Tuesday at 12:00
        said = lines(judged(amended, self.LOG, opened="2026-03-02 16:00"), "solved")
        assert "Due 3 Mar 2026 12:00." in said
        assert not any("used up by then" in line for line in said)

    def test_the_data_say_it_as_well(self, amended) -> None:
        (turn,) = judged(amended, self.LOG).trace("T-1", "solved").to_dict()["turns"]
        assert turn == {
            "at": "2026-03-02T23:00:00+00:00",
            "did": "other-limit",
            "limit": {"within": "4 hours", "calendar": "office", "clause": "C-1/4"},
            "asks": None,
        }

    def test_what_the_papers_add_to_the_log_is_no_event_of_the_facts(self, amended) -> None:
        counts = judged(amended, self.LOG).counts
        assert counts["events"] == 1
        assert "made-events" not in counts


class TestResults:
    SOLVED = ("2026-03-02 14:00", "status", "solved")

    def test_a_stop_without_the_rest_of_the_result_is_told_and_the_clock_goes_on(self) -> None:
        said = lines(judged(ck.load_agreement(data=SLA), [self.SOLVED], restored="no"), "works-again")
        expected = (
            "2 Mar 2026 14:00: the moment at which status is solved; but the result also asks that restored is yes, "
            "which does not hold, so the clock goes on"
        )
        assert expected in said
        assert "Still open." in said

    def test_what_is_not_known_of_the_result_is_named(self) -> None:
        said = lines(judged(ck.load_agreement(data=SLA), [self.SOLVED]), "works-again", "nl")
        expected = (
            "2 mrt 2026 14:00: het moment waarop status solved is; maar het resultaat vraagt ook dat restored ja is, "
            "en of dat zo is, is niet bekend"
        )
        assert expected in said

    def test_a_result_that_is_reached_later_is_told_once(self) -> None:
        log = [self.SOLVED, ("2026-03-02 15:00", "restored", "yes")]
        result = judged(ck.load_agreement(data=SLA), log, restored="no")
        (row,) = [row for row in result.outcomes.to_records() if row["target"] == "C-1/5"]
        assert (row["verdict"], row["stopped"].isoformat()) == ("met", "2026-03-02T14:00:00+00:00")  # 15:00 here
        turns = result.trace("T-1", "works-again").turns
        assert [(turn.at.isoformat(), turn.did) for turn in turns] == [("2026-03-02T13:00:00+00:00", "not-reached")]

    def test_a_result_that_is_reached_at_once_has_no_turn(self) -> None:
        assert (
            judged(ck.load_agreement(data=SLA), [self.SOLVED], restored="yes").trace("T-1", "works-again").turns == ()
        )


class TestOver:
    def test_what_was_cancelled_is_not_still_open(self) -> None:
        said = lines(judged(ck.load_agreement(data=SLA), [("2026-03-02 14:00", "status", "void")]), "solved")
        assert "2 Mar 2026 14:00: the clock is over: cancelled" in said
        assert "Still open." not in said


class TestMarks:
    def test_a_business_day_that_is_full_at_the_very_stop_is_told_with_it(self) -> None:
        # two days from Monday 10:00: Tuesday's closing and Wednesday's, at which the ticket is solved
        clause = {**SLA["clauses"]["4"], "within": "2 business days"}
        agreement = ck.load_agreement(data={**SLA, "clauses": {**SLA["clauses"], "4": clause}})
        said = lines(judged(agreement, [("2026-03-04 17:00", "status", "solved")], opened="2026-03-02 10:00"), "solved")
        assert "2 Mar 2026 10:00 – 4 Mar 2026 17:00: 1 business day counted" in said
        assert "4 Mar 2026 17:00: 1 business day counted; the clock stops: the moment at which status is solved" in said
        assert "2 business days counted of the 2 business days allowed." in said
