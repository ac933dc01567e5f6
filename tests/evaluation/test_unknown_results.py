"""Results of which something is not known, where each reopening is a cycle of its own: which cycles there are."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

import contractkit as ck

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
AS_OF = datetime(2026, 3, 6, tzinfo=UTC)
PAPER = {
    "contractkit": 1,
    "document": "sla",
    "id": "S",
    "title": "S",
    "currency": "EUR",
    "zone": "Europe/Amsterdam",
    "fields": {"status": ["new", "solved"], "restored": "yes-no", "opened_at": "instant"},
    "clauses": {
        "1": {"kind": "calendar", "name": "office", "week": {"mon-fri": "09:00-17:00"}},
        "5": {
            "kind": "result",
            "name": "works",
            "starts": {"field": "opened_at"},
            "stops": {"status": "solved"},
            "on_reopen": "new-cycle",
            "met_when": {"all_of": [{"within": "5 hours", "calendar": "office"}, {"field": "restored", "is": "yes"}]},
        },
    },
}
MAPPING = {
    "contractkit": 1,
    "document": "mapping",
    "zone": "Europe/Amsterdam",
    "items": {
        "id": "id",
        "fields": {"opened_at": "opened", "restored": {"column": "restored", "holds": "at-opening"}},
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
MON = "2026-03-02"
SOLVED_UNKNOWN = (f"{MON} 10:00", "status", "solved")
REOPENED = (f"{MON} 11:00", "status", "new")
RESTORED = (f"{MON} 12:00", "restored", "yes")
SOLVED = (f"{MON} 12:00", "status", "solved")


def judged(logs, restored=None):
    facts = ck.Facts.from_frames(
        items={"id": list(logs), "opened": [f"{MON} 09:00"] * len(logs), "restored": [restored] * len(logs)},
        events={
            "id": [item for item, log in logs.items() for _ in log],
            "at": [at for log in logs.values() for at, _, _ in log],
            "field": [field for log in logs.values() for _, field, _ in log],
            "value": [value for log in logs.values() for _, _, value in log],
        },
        mapping=MAPPING,
    )
    return ck.evaluate(ck.load_agreement(data=PAPER), facts, as_of=AS_OF)


def told(result, item="T-1"):
    rows = [row for row in result.outcomes.to_records() if row["item"] == item]
    return [(row["cycle"], row["verdict"], row["reason"]) for row in rows]


class TestCyclesOfAnUnknownResult:
    def test_the_first_is_met_either_way_and_the_second_may_not_be_one(self) -> None:
        # restored at 10:00: one hour, then one hour; else three hours in one cycle, up to 12:00
        result = judged({"T-1": [SOLVED_UNKNOWN, REOPENED, RESTORED, SOLVED]})
        assert told(result) == [(1, "met", None), (2, "undetermined", "result-unknown")]
        row = result.outcomes.to_records()[0]
        assert row["stopped"].astimezone(AMSTERDAM).hour == 12  # what is sure to have been reached by then

    def test_the_first_is_undetermined_where_the_two_ways_differ(self) -> None:
        # one hour and then half an hour; or nine and a half from 9:00 to 10:30 on the next day
        late = [("2026-03-03 10:00", "status", "new"), ("2026-03-03 10:30", "restored", "yes")]
        log = [SOLVED_UNKNOWN, *late, ("2026-03-03 10:30", "status", "solved")]
        assert told(judged({"T-1": log})) == [
            (1, "undetermined", "result-unknown"),
            (2, "undetermined", "result-unknown"),
        ]

    def test_one_that_still_runs_says_so(self) -> None:
        log = [("2026-03-05 16:00", "status", "solved"), ("2026-03-05 16:30", "status", "new")]
        facts_of_thursday = {"T-1": [*log]}
        found = judged(facts_of_thursday)
        assert told(found)[1] == (2, "running", None)

    def test_the_others_are_judged_as_if_it_were_not_there(self) -> None:
        known = [(f"{MON} 09:30", "restored", "yes"), SOLVED_UNKNOWN, REOPENED, SOLVED]
        result = judged({"T-0": known, "T-1": [SOLVED_UNKNOWN, REOPENED, RESTORED, SOLVED], "T-2": known})
        for item in ("T-0", "T-2"):
            assert told(result, item) == [(1, "met", None), (2, "met", None)]

    def test_attainment_counts_it_as_not_known(self) -> None:
        result = judged({"T-1": [SOLVED_UNKNOWN, REOPENED, RESTORED, SOLVED]})
        (row,) = result.attainment("2026-03").to_records()
        assert (row["met"], row["undetermined"], row["low"], row["high"]) == (1, 1, 0.5, 1.0)

    @pytest.mark.parametrize(
        "log",
        [
            [SOLVED_UNKNOWN, REOPENED, RESTORED, SOLVED],
            [SOLVED_UNKNOWN, REOPENED],
            [SOLVED_UNKNOWN],
            [
                SOLVED_UNKNOWN,
                REOPENED,
                SOLVED,
                ("2026-03-03 09:00", "status", "new"),
                ("2026-03-03 10:00", "restored", "yes"),
            ],
            [
                SOLVED_UNKNOWN,
                REOPENED,
                RESTORED,
                SOLVED,
                (f"{MON} 13:00", "status", "new"),
                (f"{MON} 14:00", "status", "solved"),
            ],
        ],
    )
    def test_the_single_clock_says_the_same(self, log) -> None:
        line = ck.load_agreement(data=PAPER).line_of("works")
        opened = datetime(2026, 3, 2, 9, tzinfo=AMSTERDAM)
        clock = ck.Clock.start(line, at=opened, item={"restored": None, "status": None})
        for at, field, value in log:
            told_at = datetime.fromisoformat(at).replace(tzinfo=AMSTERDAM)
            clock = clock.advance({"at": told_at, "field": field, "value": value})
        found = [(one.cycle, one.verdict, one.reason or None) for one in clock.outcomes(AS_OF)]
        assert found == told(judged({"T-1": log}))
