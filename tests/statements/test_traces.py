"""A trace as a page of text: every stretch with its reason and clause, in English and in Dutch."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

import contractkit as ck
from contractkit.errors import UsageError
from contractkit.statements import trace_text
from contractkit.statements.traces.words import WORDS

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
SLA: dict[str, Any] = {
    "contractkit": 1,
    "document": "sla",
    "id": "SLA-7",
    "title": "Service desk",
    "currency": "EUR",
    "zone": "Europe/Amsterdam",
    "fields": {
        "priority": ["P1", "P2"],
        "status": ["new", "open", "waiting", "solved"],
        "opened_at": "instant",
        "promised_at": "instant",
    },
    "clauses": {
        "1.1": {"kind": "calendar", "name": "office", "week": {"mon-fri": "09:00-17:00"}, "closed": ["2026-02-18"]},
        "4.1": {
            "kind": "measure",
            "name": "resolution",
            "starts": {"field": "opened_at"},
            "stops": {"status": "solved"},
        },
        "4.2": {
            "kind": "time-target",
            "title": "Solved",
            "measure": "resolution",
            "calendar": "office",
            "rows": [
                {"name": "p1", "when": {"priority": "P1"}, "within": "4 hours"},
                {"name": "p2", "when": {"priority": "P2"}, "within": "2 business days"},
            ],
        },
        "4.3": {"kind": "pause", "while": {"status": "waiting"}, "area": "others"},
        "4.4": {
            "kind": "time-target",
            "name": "as-promised",
            "starts": "none",
            "stops": {"status": "solved"},
            "due": {"field": "promised_at"},
        },
    },
}
FIELDS = ("priority", "status")
MAPPING: dict[str, Any] = {
    "contractkit": 1,
    "document": "mapping",
    "zone": "Europe/Amsterdam",
    "items": {
        "id": "id",
        "fields": {
            "opened_at": "opened_at",
            "promised_at": "promised_at",
            **{field: {"column": field, "holds": "at-opening"} for field in FIELDS},
        },
    },
    "events": {
        "item": "id",
        "at": "at",
        "form": "change",
        "field": "field",
        "value": "value",
        "fields": {field: {"name": field} for field in FIELDS},
    },
}


def lines(
    *happened: tuple[str, str, str],
    target: str = "p1",
    priority: str = "P1",
    opened: str = "2026-02-17 16:00",
    as_of: str = "2026-03-01 00:00",
    locale: str = "en",
) -> list[str]:
    """Return the page of one ticket, with plain spaces."""
    items = {
        "id": ["T-1"], "opened_at": [opened], "promised_at": ["2026-02-20 12:00"],
        "priority": [priority], "status": ["new"],
    }  # fmt: skip
    columns: Any = list(zip(*happened, strict=True)) or [(), (), ()]
    events = {"id": ["T-1"] * len(happened), **dict(zip(("at", "field", "value"), map(list, columns), strict=True))}
    facts = ck.Facts.from_frames(items=items, events=events, mapping=MAPPING)
    moment = datetime.fromisoformat(as_of).replace(tzinfo=AMSTERDAM)
    result = ck.evaluate(ck.load_agreement(data=SLA), facts, as_of=moment)
    return trace_text(result.trace("T-1", target), result.agreement, locale).replace("\u00a0", " ").split("\n")


class TestAPage:
    """Tuesday 17 February 2026, 16:00; Wednesday the 18th is closed."""

    # Tuesday 16-17 (1), Thursday 9-10 (1), waiting until 13 (3), 13-14 (1): 3 hours, 6 with the waiting.
    HAPPENED = (
        ("2026-02-19 10:00", "status", "waiting"),
        ("2026-02-19 13:00", "status", "open"),
        ("2026-02-19 14:00", "status", "solved"),
    )

    def test_it_says_what_was_promised_what_ran_what_did_not_and_what_that_comes_to(self) -> None:
        assert lines(*self.HAPPENED) == [
            "T-1: Solved, p1",
            "In time.",
            "",
            "What was promised",
            (
                "  For the items with priority P1: within 4 hours on the calendar office, counted from the time in opened_at "
                "until status is solved. No share of them was agreed. The clock stands still while status is waiting "
                "(SLA-7/4.2 p1)."
            ),
            "",
            "How the time ran",
            "  Times in Europe/Amsterdam.",
            "  17 Feb 2026 16:00 – 17:00: 1 h counted, on the calendar office",
            "  17 Feb 2026 17:00 – 19 Feb 2026 09:00: not counted: outside hours, a closed date",
            "  19 Feb 2026 09:00 – 10:00: 1 h counted, on the calendar office",
            (
                "  19 Feb 2026 10:00 – 13:00: not counted: the clock stands still while status is waiting; that time belongs "
                "to others (SLA-7/4.3)"
            ),
            "  19 Feb 2026 13:00 – 14:00: 1 h counted, on the calendar office",
            "  19 Feb 2026 14:00: the clock stops: the moment at which status is solved (SLA-7/4.1)",
            "",
            "What it comes to",
            "  3 h counted of the 4 hours allowed. 1 h left.",
            "  3 h on that calendar while the clock stood still.",
            "  Due 19 Feb 2026 15:00.",
            "  Stopped 19 Feb 2026 14:00.",
            "  Without what stood still and without relief: 6 h counted, late.",
        ]

    def test_the_same_in_dutch(self) -> None:
        told = lines(*self.HAPPENED, locale="nl")
        assert told[:2] == ["T-1: Solved, p1", "Op tijd."]
        assert told[3] == "Wat is beloofd"
        assert told[9:12] == [
            "  17 feb 2026 17:00 – 19 feb 2026 09:00: niet geteld: buiten de openingstijden, een gesloten dag",
            "  19 feb 2026 09:00 – 10:00: 1 u geteld, op de kalender office",
            (
                "  19 feb 2026 10:00 – 13:00: niet geteld: de klok staat stil zolang status waiting is; die tijd hoort bij "
                "anderen (SLA-7/4.3)"
            ),
        ]
        assert told[-5:] == [
            "  3 u geteld van de toegestane 4 uur. 1 u over.",
            "  3 u op die kalender terwijl de klok stilstond.",
            "  Uiterlijk 19 feb 2026 15:00.",
            "  Gestopt 19 feb 2026 14:00.",
            "  Zonder wat stilstond en zonder ontheffing: 6 u geteld, te laat.",
        ]

    def test_a_late_one_says_by_how_much_and_one_that_is_open_where_it_was_judged(self) -> None:
        # Tuesday 1, Thursday 8 hours by 17:00: five more than four. Judged on Friday at midnight.
        told = lines(as_of="2026-02-20 00:00")
        assert told[1] == "Late."
        assert "  20 Feb 2026 00:00: judged here, while the clock runs" in told
        assert "  9 h counted of the 4 hours allowed. 5 h too much." in told
        assert told[-2:] == ["  Due 19 Feb 2026 12:00.", "  Still open."]

    def test_a_pause_has_no_due_time(self) -> None:
        told = lines(("2026-02-17 16:30", "status", "waiting"), as_of="2026-02-19 12:00")
        assert told[1] == "Not yet due."
        assert "  19 Feb 2026 12:00: judged here, while the clock stands still" in told
        assert "  No due time while the clock stands still." in told

    def test_what_is_reopened_says_so(self) -> None:
        told = lines(
            ("2026-02-17 16:30", "status", "solved"),
            ("2026-02-19 10:00", "status", "open"),
            ("2026-02-19 11:00", "status", "solved"),
        )
        assert "  17 Feb 2026 16:30 – 19 Feb 2026 10:00: not counted: stopped, and reopened later" in told
        # Half an hour and an hour: 2 h 30 min of four are left.
        assert "  1 h 30 min counted of the 4 hours allowed. 2 h 30 min left." in told

    def test_business_days_say_from_when_they_count(self) -> None:
        # Tuesday 16:00, two business days: Thursday 17:00 and Friday 17:00. Solved on Friday at noon: one has passed.
        told = lines(("2026-02-20 12:00", "status", "solved"), target="p2", priority="P2")
        assert told[1] == "In time."
        assert "  Business days are counted from 17 Feb 2026 16:00." in told
        assert "  1 business day counted of the 2 business days allowed." in told
        assert "  Due 20 Feb 2026 17:00." in told

    def test_a_moment_uses_nothing_up(self) -> None:
        told = lines(("2026-02-20 12:01", "status", "solved"), target="as-promised")
        assert told[1] == "Late."
        assert "  Due 20 Feb 2026 12:00." in told
        assert not any("allowed" in line for line in told)

    def test_many_openings_in_a_row_are_one_line(self) -> None:
        # Tuesday 1, Thursday and Friday 16, the week of the 23rd 40: 57 hours on 8 days.
        told = lines(as_of="2026-03-02 00:00")
        assert (
            "  17 Feb 2026 16:00 – 2 Mar 2026 00:00: 57 h counted, on the calendar office, in 8 stretches; between them "
            "not: outside hours, a closed date, no hours on Saturdays, no hours on Sundays"
        ) in told

    def test_a_language_that_is_not_spoken_is_refused(self) -> None:
        with pytest.raises(UsageError, match="does not speak 'fr'"):
            lines(locale="fr")


def test_every_word_is_there_in_dutch() -> None:
    assert list(WORDS["nl"]) == list(WORDS["en"])
    same = [key for key, words in WORDS["en"].items() if words == WORDS["nl"][key]]
    assert same == ["title", "clause"]
