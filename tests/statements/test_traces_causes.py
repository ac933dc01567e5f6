"""A trace as a page where relief took time, causes came together, and a clock was reset, cancelled or went in cycles."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

import contractkit as ck
from contractkit.evaluation.granting import COUNTS, WHYS
from contractkit.statements import trace_text
from contractkit.statements.traces.words import WORDS

CLAUSES: dict[str, Any] = {
    "1": {"kind": "calendar", "name": "office", "week": {"mon-fri": "09:00-17:00"}},
    "2": {"kind": "pause", "while": {"status": "waiting"}, "area": "others"},
    "3": {
        "kind": "measure",
        "name": "solved",
        "starts": {"field": "opened_at"},
        "stops": {"status": "solved"},
        "resets": {"status": "new"},
        "cancels": {"status": "gone"},
    },
    "4": {"kind": "time-target", "name": "repaired", "measure": "solved", "within": "8 hours", "calendar": "office"},
    "5": {"kind": "relief", "cause": ["vendor"], "area": "solution"},
    "6": {"kind": "relief", "cause": ["flood"], "takes_out": "whole-item"},
    "7": {
        "kind": "measure",
        "name": "update",
        "starts": {"field": "opened_at"},
        "stops": {"event": {"comment": "update"}},
    },
    "8": {
        "kind": "time-target",
        "name": "told",
        "measure": "update",
        "starts": {"field": "opened_at"},
        "stops": {"status": "solved"},
        "every": "2 hours",
        "calendar": "office",
    },
}
FIELDS = {
    "status": ["new", "active", "waiting", "solved", "gone"],
    "comment": ["update"],
    "cause": ["vendor", "flood"],
    "opened_at": "instant",
}
MAPPING: dict[str, Any] = {
    "contractkit": 1,
    "document": "mapping",
    "zone": "UTC",
    "items": {
        "id": "id",
        "fields": {"opened_at": "opened_at", "status": {"column": "status", "holds": "at-opening"}},
    },
    "events": {
        "item": "id",
        "at": "at",
        "form": "change",
        "field": "field",
        "value": "value",
        "fields": {"status": {"name": "status"}, "comment": {"name": "comment"}},
    },
    "relief": {"item": "id", "from": "from", "to": "to", "cause": "cause"},
}


@pytest.fixture
def page():
    """Return the lines on how the time ran and what it comes to, of a ticket opened at 09:00 on Monday 2 March 2026."""

    def lines(*happened, relief=(), target="repaired", cycle=None, locale="en"):
        paper = {"contractkit": 1, "document": "sla", "id": "S", "title": "Desk", "currency": "EUR", "zone": "UTC"}
        agreement = ck.load_agreement(data={**paper, "fields": FIELDS, "clauses": CLAUSES})
        day = "2026-03-02 "
        events = {
            "id": ["T-1"] * len(happened),
            "at": [day + at for at, _, _ in happened],
            "field": [field for _, field, _ in happened],
            "value": [value for _, _, value in happened],
        }
        stretches = {
            "id": ["T-1"] * len(relief),
            "from": [day + begin for begin, _, _ in relief],
            "to": [day + end for _, end, _ in relief],
            "cause": [cause for _, _, cause in relief],
        }
        facts = ck.Facts.from_frames(
            items={"id": ["T-1"], "opened_at": [day + "09:00"], "status": ["active"]},
            events=events,
            relief=stretches,
            mapping=MAPPING,
        )
        result = ck.evaluate(agreement, facts, as_of=datetime(2026, 3, 2, 17, tzinfo=UTC))
        text = trace_text(result.trace("T-1", target, cycle), result.agreement, locale).replace("\u00a0", " ")
        return [line.strip().partition(" 2026 ")[2] for line in text.split("\n\n")[2].split("\n")[2:]], text

    return lines


class TestCauses:
    WAITS = (("10:00", "status", "waiting"), ("12:00", "status", "active"))
    OUT = (("11:00", "13:00", "vendor"),)

    def test_relief_is_told_with_its_cause_whose_time_it_is_and_its_clause(self, page) -> None:
        ran, text = page(relief=self.OUT)
        assert ran[1] == "11:00 – 13:00: not counted: relief for vendor; that time belongs to the solution (S/5)"
        assert "2 h of relief." in text

    def test_causes_that_came_together_are_all_told(self, page) -> None:
        ran, _ = page(*self.WAITS, relief=self.OUT)
        assert ran[2] == (
            "11:00 – 12:00: not counted: the clock stands still while status is waiting; that time belongs to others "
            "(S/2); at the same time relief for vendor (S/5)"
        )
        assert ran[3].startswith("12:00 – 13:00: not counted: relief for vendor")

    def test_in_dutch(self, page) -> None:
        ran, _ = page(*self.WAITS, relief=self.OUT, locale="nl")
        assert ran[2].endswith("(S/2); tegelijk ontheffing wegens vendor (S/5)")
        assert ran[3].startswith("12:00 – 13:00: niet geteld: ontheffing wegens vendor")

    @pytest.mark.parametrize(
        ("locale", "said"),
        [
            ("en", "Taken out wholly by relief for flood (S/6)."),
            ("nl", "Geheel buiten beschouwing door ontheffing wegens flood (S/6)."),
        ],
    )
    def test_what_takes_an_item_out_is_told(self, page, locale, said) -> None:
        _, text = page(relief=[("10:00", "11:00", "flood")], locale=locale)
        assert f"  {said}" in text.split("\n")

    @pytest.mark.parametrize(
        ("locale", "heading", "said"),
        [
            (
                "en",
                "Relief that was claimed and does not count in full",
                "2 Mar 2026 10:00 – 11:00: relief for strike refused: no clause grants it",
            ),
            (
                "nl",
                "Ontheffing die is gevraagd en niet of niet geheel telt",
                "2 mrt 2026 10:00 – 11:00: ontheffing wegens strike geweigerd: geen bepaling verleent die",
            ),
        ],
    )
    def test_relief_that_is_refused_is_told_with_the_reason(self, page, locale, heading, said) -> None:
        _, text = page(relief=[("10:00", "11:00", "strike"), ("12:00", "13:00", "vendor")], locale=locale)
        part = next(part for part in text.split("\n\n") if part.startswith(heading))
        assert part.split("\n")[1:] == [f"  {said}"]

    def test_relief_that_counts_in_full_is_not_told_apart(self, page) -> None:
        _, text = page(relief=self.OUT)
        assert "claimed" not in text

    def test_every_reason_has_its_words_in_every_language(self) -> None:
        for words in WORDS.values():
            assert [why for why in WHYS if f"refused.why.{why}" not in words] == []
            assert [counts for counts in COUNTS[1:] if f"refused.{counts}" not in words] == []


class TestForgotten:
    RESET = (("10:00", "status", "new"), ("12:00", "status", "active"))

    @pytest.mark.parametrize(
        ("locale", "said"),
        [
            (
                "en",
                [
                    "09:00 – 10:00: forgotten: the clock is reset later",
                    "10:00 – 12:00: not counted: the clock is reset and has not started",
                ],
            ),
            (
                "nl",
                [
                    "09:00 – 10:00: vergeten: de klok wordt later teruggezet",
                    "10:00 – 12:00: niet geteld: de klok is teruggezet en niet begonnen",
                ],
            ),
        ],
    )
    def test_what_a_reset_forgets_is_told(self, page, locale, said) -> None:
        assert page(*self.RESET, locale=locale)[0][:2] == said

    def test_a_clock_that_is_reset_says_so_and_is_not_judged(self, page) -> None:
        ran, text = page(*self.RESET[:1])
        assert len(ran) == 2
        assert "Not applicable: the clock is reset." in text

    @pytest.mark.parametrize(
        ("locale", "said"),
        [("en", "the clock is over: cancelled (S/3)"), ("nl", "de klok is voorbij: geannuleerd (S/3)")],
    )
    def test_a_cancel_ends_the_page(self, page, locale, said) -> None:
        ran, _ = page(("12:00", "status", "gone"), locale=locale)
        assert ran[-1] == f"12:00: {said}"

    def test_an_update_ends_its_cycle(self, page) -> None:
        ran, text = page(("10:00", "comment", "update"), target="told", cycle=1)
        assert ran[-1].startswith("10:00: this cycle ends: ")
        assert "update" in ran[-1]
        assert text.startswith("T-1: Told")
