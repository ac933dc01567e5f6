"""A trace says from which wording a clause comes, where an amendment changed it: the one that bound the clock.

The office is open on weekdays from 09:00 to 17:00. P1 has four hours; on 1 March 2026, a Sunday, an amendment makes them
six, lets the clock stand still while somebody is called back, and leaves 4.4 alone.
"""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

import contractkit as ck
from contractkit.records.clauses import ClauseRef

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
SLA: dict[str, Any] = {
    "contractkit": 1,
    "document": "sla",
    "id": "SLA-7",
    "title": "Service desk",
    "currency": "EUR",
    "zone": "Europe/Amsterdam",
    "fields": {"status": ["new", "open", "waiting", "calling", "solved"], "opened_at": "instant"},
    "clauses": {
        "1": {"kind": "calendar", "name": "office", "week": {"mon-fri": "09:00-17:00"}},
        "4.2": {
            "kind": "time-target",
            "name": "solved",
            "starts": {"field": "opened_at"},
            "stops": {"status": "solved"},
            "within": "4 hours",
            "calendar": "office",
        },
        "4.3": {"kind": "pause", "while": {"status": "waiting"}},
        "4.4": {"kind": "pause", "while": {"status": "calling"}},
    },
}
MAPPING: dict[str, Any] = {
    "contractkit": 1,
    "document": "mapping",
    "zone": "Europe/Amsterdam",
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
        "fields": {"status": {"name": "status"}},
    },
}
FRI_2026_02_27, MON_2026_03_02 = "2026-02-27", "2026-03-02"


def amended(path: Path, **more: Any) -> ck.Agreement:
    paper = {
        "contractkit": 1,
        "document": "amendment",
        "id": "A-1",
        "title": "Six hours",
        "amends": "SLA-7",
        "effective_from": "2026-03-01",
        "signed_on": "2026-02-10",
        "recorded_on": "2026-02-12",
        "changes": [
            {"clause": "SLA-7/4.2", "action": "change", "fields": {"within": {"was": "4 hours", "becomes": "6 hours"}}},
            {
                "clause": "SLA-7/4.3",
                "action": "replace",
                "to": {"kind": "pause", "while": {"status": ["waiting", "new"]}, "for": "solved"},
            },
        ],
        **more,
    }
    for name, document in (("sla", SLA), ("amendment", paper)):
        (path / f"{name}.json").write_text(json.dumps(document), encoding="utf-8")
    return ck.load_agreement(path)


def trace(agreement: ck.Agreement, opened: str, *happened: tuple[str, str], as_of: str = "2026-03-20") -> ck.Evaluation:
    events = {
        "id": ["T-1"] * len(happened),
        "at": [at for at, _ in happened],
        "field": ["status"] * len(happened),
        "value": [value for _, value in happened],
    }
    early = f"{FRI_2026_02_27} 09:00"  # of another ticket, so that both versions are judged
    items = {"id": ["T-1", "T-0"], "opened_at": [opened, early], "status": ["open", "solved"]}
    facts = ck.Facts.from_frames(items=items, events=events, mapping=MAPPING)
    return ck.evaluate(agreement, facts, as_of=datetime.fromisoformat(as_of).replace(tzinfo=AMSTERDAM))


def page(result: ck.Evaluation, locale: str = "en") -> str:
    return ck.trace_text(result.trace("T-1", "4.2"), result.agreement, locale).replace("\u00a0", " ")


class TestCited:
    """Which wording binds a clock is what it was when the clock started."""

    def happened(self, day: str) -> list[tuple[str, str]]:
        return [(f"{day} 10:00", "waiting"), (f"{day} 11:00", "calling"), (f"{day} 12:00", "solved")]

    def test_a_clock_that_started_before_has_the_wording_as_signed(self, tmp_path: Path) -> None:
        told = page(trace(amended(tmp_path), f"{FRI_2026_02_27} 09:00", *self.happened(FRI_2026_02_27)))
        assert "within 4 hours" in told
        assert "(SLA-7/4.2, the wording as signed)." in told
        assert "The clock stands still while status is waiting and while status is calling" in told
        assert "while status is waiting (SLA-7/4.3, the wording as signed)" in told

    def test_one_that_starts_later_has_that_of_the_amendment(self, tmp_path: Path) -> None:
        result = trace(amended(tmp_path), f"{MON_2026_03_02} 09:00", *self.happened(MON_2026_03_02))
        told = page(result)
        assert "within 6 hours" in told
        assert "(SLA-7/4.2, the wording of 1 March 2026)." in told
        assert "(SLA-7/4.3, the wording of 1 March 2026)" in told
        assert "(SLA-7/4.4)" in told
        dutch = page(result, "nl")
        assert "(SLA-7/4.2, tekst van 1 maart 2026)." in dutch

    @pytest.mark.parametrize(("opened", "since"), [("2026-02-28 23:59", None), ("2026-03-01 00:00", date(2026, 3, 1))])
    def test_the_first_instant_of_the_date_decides(self, tmp_path: Path, opened: str, since: date | None) -> None:
        found = trace(amended(tmp_path), opened).trace("T-1", "4.2")
        (wording,) = found.wordings
        assert (wording.clause, wording.since) == (ClauseRef("SLA-7", "4.2"), since)
        assert wording.amendment == (None if since is None else "A-1")

    def test_before_anything_is_amended_nothing_is_said_of_wordings(self) -> None:
        result = trace(ck.load_agreement(data=SLA), f"{MON_2026_03_02} 09:00", *self.happened(MON_2026_03_02))
        assert "wording" not in page(result)
        assert result.trace("T-1", "4.2").to_dict()["wordings"] == []

    def test_it_stands_in_the_data_too(self, tmp_path: Path) -> None:
        result = trace(amended(tmp_path), f"{MON_2026_03_02} 09:00", *self.happened(MON_2026_03_02))
        told = json.loads(json.dumps(result.trace("T-1", "4.2").to_dict()))["wordings"]
        assert told == [
            {"clause": f"SLA-7/{clause}", "since": "2026-03-01", "amendment": "A-1", "binds_from": None}
            for clause in ("4.2", "4.3")
        ]

    def test_an_amendment_that_ends_gives_the_old_wording_back(self, tmp_path: Path) -> None:
        change = {"clause": "SLA-7/4.2", "action": "change", "until": "2026-03-09"}
        change["fields"] = {"within": {"was": "4 hours", "becomes": "6 hours"}}  # type: ignore[assignment]
        agreement = amended(tmp_path, changes=[change])
        assert "(SLA-7/4.2, the wording of 1 March 2026)" in page(trace(agreement, "2026-03-08 10:00"))
        assert "(SLA-7/4.2, the wording as signed)" in page(trace(agreement, "2026-03-09 10:00"))


class TestReached:
    """An amendment that reaches clocks that run binds them from its first instant on."""

    def test_each_limit_is_cited_in_its_own_wording(self, tmp_path: Path) -> None:
        # Friday 16:00 to 17:00 is one hour of four; from Sunday on of six: due on Monday 14:00.
        result = trace(
            amended(tmp_path, running_clocks="keep"), f"{FRI_2026_02_27} 16:00", as_of=f"{MON_2026_03_02}T12:00"
        )
        told = page(result)
        assert "1 h counted, on the calendar office (SLA-7/4.2, the wording as signed)" in told
        assert "For all items: within 6 hours on the calendar office" in told
        assert "1 Mar 2026 00:00: from here on the limit is 6 hours (SLA-7/4.2, the wording of 1 March 2026)" in told
        assert "3 h counted, on the calendar office\n" in told
        assert "Due 2 Mar 2026 14:00." in told
        found = result.trace("T-1", "4.2").wordings
        first = datetime(2026, 3, 1, tzinfo=AMSTERDAM)
        assert [(str(one.clause), one.since, one.binds_from) for one in found] == [
            ("SLA-7/4.2", None, None),
            ("SLA-7/4.2", date(2026, 3, 1), first),
        ]
