"""Notice in hours, from the paper to the verdict: day and night where no calendar is named, else while it is open.

One ticket is open on Friday 6 February 2026 from 09:00 to 14:00, and may take four hours. What held it up from 10:00 to
12:00 leaves three hours used where it counts, five where it does not.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

import contractkit as ck
from contractkit.quantities.spans import ElapsedTime, WorkingTime
from contractkit.terms.provisions.relief import Maintenance, Relief

PAPER = """\
contractkit: 1
document: sla
id: SLA-1
title: Service levels
currency: EUR
zone: Europe/Amsterdam
fields: {opened_at: instant, closed_at: instant}
clauses:
  "1": {kind: calendar, name: office, week: {mon-fri: 09:00-17:00}}
  "2": {kind: time-target, name: solved, starts: {field: opened_at}, stops: {field: closed_at}, within: 4 hours,
    calendar: always, reach: 90 %}
  "3": {kind: relief, cause: planned-maintenance, NOTICE}
"""
MAPPING: dict[str, Any] = {
    "contractkit": 1, "document": "mapping", "zone": "Europe/Amsterdam",
    "items": {"id": "id", "fields": {"opened_at": "opened", "closed_at": "closed"}},
    "relief": {
        "item": "id", "from": "begin", "to": "end", "cause": "why", "announced_at": "announced", "told_at": "told",
    },
}  # fmt: skip


def agreed(notice: str) -> ck.Agreement:
    return ck.load_agreement(text=PAPER.replace("NOTICE", notice))


def judged(notice: str, said: str, day: str = "2026-02-06") -> tuple[Any, ...]:
    """Return the verdict of the ticket, whether its relief counts, and why not."""
    items = {"id": ["A"], "opened": [f"{day}T09:00"], "closed": [f"{day}T14:00"]}
    relief = {
        "id": ["A"], "begin": [f"{day}T10:00"], "end": [f"{day}T12:00"], "why": ["planned-maintenance"],
        "announced": [said], "told": [said],
    }  # fmt: skip
    facts = ck.Facts.from_frames(items=items, relief=relief, mapping=MAPPING)
    found = ck.evaluate(agreed(notice), facts, datetime(2026, 5, 1, tzinfo=UTC))
    (outcome,), (row,) = found.outcomes.to_records(), found.relief.to_records()
    return outcome["verdict"], row["counts"], row["why"]


def readings(notice: str) -> list[tuple[str, str]]:
    return [(one.taken, str(one.clause)) for one in agreed(notice).assumptions if one.convention == "hours"]


LATE, IN_TIME = ("breached", "no", "announced-too-late"), ("met", "yes", None)


class TestWithoutACalendar:
    @pytest.mark.parametrize("notice", ["announced: 48 hours", "announced: 48 hours elapsed"])
    def test_48_hours_before_is_in_time_and_47_hours_59_minutes_is_not(self, notice: str) -> None:
        assert judged(notice, "2026-02-04T10:00") == IN_TIME
        assert judged(notice, "2026-02-04T10:01") == LATE

    def test_the_hour_that_summer_time_skips_did_not_pass(self) -> None:
        # Monday 30 March, 10:00 in summer time: 48 hours before was Saturday, 09:00 in winter time.
        assert judged("announced: 48 hours", "2026-03-28T09:00", "2026-03-30") == IN_TIME
        assert judged("announced: 48 hours", "2026-03-28T09:01", "2026-03-30") == LATE

    def test_the_customer_hears_of_it_within_24_hours_through_the_night(self) -> None:
        assert judged("told_within: 24 hours", "2026-02-07T10:00") == IN_TIME
        assert judged("told_within: 24 hours", "2026-02-07T10:01") == ("breached", "no", "told-too-late")

    def test_that_they_pass_day_and_night_is_listed_unless_the_text_says_it(self) -> None:
        assert readings("announced: 48 hours, told_within: 24 hours") == [("elapsed", "SLA-1/3")]
        assert readings("announced: 48 hours elapsed, told_within: 10 days") == []

    def test_maintenance_may_be_announced_in_hours_too(self) -> None:
        paper = PAPER.replace("kind: relief, cause: planned-maintenance", "kind: maintenance, in: office")
        (found,) = ck.load_agreement(text=paper.replace("NOTICE", "announced: 48 hours")).provisions_of(Maintenance)
        assert found.announced is not None
        assert found.announced.time == ElapsedTime.of(hours=48)
        assert "announced at least 48 hours before" in ck.sentence(found).replace("\u00a0", " ")


class TestOnACalendar:
    def test_hours_run_while_it_is_open(self) -> None:
        # Six days of eight hours back from Friday 10:00: 5, 4, 3 and 2 February, 30 and 29 January.
        assert judged("announced: 48 hours, calendar: office", "2026-01-29T10:00") == IN_TIME
        assert judged("announced: 48 hours, calendar: office", "2026-01-29T10:01") == LATE

    def test_elapsed_hours_run_day_and_night_all_the_same(self) -> None:
        assert judged("announced: 48 hours elapsed, calendar: office", "2026-02-04T10:00") == IN_TIME

    def test_it_is_no_reading_and_the_sentence_names_it(self) -> None:
        notice = "announced: 48 hours, calendar: office"
        assert readings(notice) == []
        (found,) = agreed(notice).provisions_of(Relief)
        assert found.announced is not None
        assert found.announced.time == WorkingTime.of(hours=48)
        said = ck.sentence(found).replace("\u00a0", " ")
        assert "at least 48 hours before, on the calendar office" in said

    def test_the_calendar_of_the_document_is_one_that_is_named(self) -> None:
        paper = PAPER.replace("clauses:", "calendar: office\nclauses:").replace("NOTICE", "announced: 48 hours")
        (found,) = ck.load_agreement(text=paper).provisions_of(Relief)
        assert found.announced is not None
        assert (found.announced.time, found.announced.calendar_name) == (WorkingTime.of(hours=48), "office")


@pytest.mark.parametrize(
    ("written", "hint"), [("48h", "48 hours"), ("ten days", "10 days"), ("2 working days", "2 business days")]
)
def test_what_is_no_time_of_notice_is_refused_with_the_nearest(written: str, hint: str) -> None:
    with pytest.raises(ck.DocumentRejected, match=f"write '{hint}'"):
        agreed(f"announced: {written}")
