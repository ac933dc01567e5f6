"""Published logs, read as they are. They are no part of the repository: `CONTRACTKIT_DATA` names their folder."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from contractkit.compiling import load_agreement
from contractkit.evaluation import evaluate
from contractkit.facts import Facts

DATA = Path(os.environ.get("CONTRACTKIT_DATA", Path(__file__).parents[3] / "shared" / "data"))

INCIDENTS = {
    "contractkit": 1, "document": "mapping", "zone": "UTC", "instants": "%d/%m/%Y %H:%M", "missing": ["?"],
    "items": {
        "from": "events",
        "fields": {"opened_at": "opened_at", "closed_at": "closed_at", "made_sla": {"column": "made_sla", "type": "yes-no"}},
    },
    "events": {
        "item": "number", "at": "sys_updated_at", "sequence": "sys_mod_count", "form": "snapshot",
        "fields": {"status": {"column": "ident_state", "values": {"-100": None}}, "priority": "priority"},
    },
}  # fmt: skip
REQUESTS = {
    "contractkit": 1, "document": "mapping", "zone": "America/New_York", "instants": "%m/%d/%Y %I:%M:%S %p",
    "items": {
        "id": "CASE_ENQUIRY_ID",
        "fields": {
            "opened_at": "OPEN_DT", "target": {"column": "TARGET_DT", "type": "instant"}, "closed_at": "CLOSED_DT",
            "flag": "OnTime_Status", "type": "TYPE",
        },
    },
}  # fmt: skip


def published(name: str) -> Path:
    path = DATA / name
    if not path.exists():
        pytest.skip(f"{name} is not in {DATA}: set CONTRACTKIT_DATA to the folder of the published logs")
    return path


class TestIncidentLog:
    """The incident log of a ServiceNow instance, one snapshot a row, two columns of one name among the others."""

    def test_every_event_of_every_incident_is_there(self) -> None:
        """The publisher's own numbers: 97,998 events of 16,649 incidents in this copy, nothing odd among them."""
        facts = Facts.from_files(events=published("uci_incident_event_log.dev.csv.gz"), mapping=INCIDENTS)
        assert facts.counts == {"items": 16_649, "events": 97_998}
        assert facts.problems == ()
        assert [one.taken for one in facts.assumptions if one.convention == "zone-of-facts"] == ["UTC"]
        assert facts.items.words("made_sla").categories == ("no", "yes")
        events = facts.events
        assert events is not None
        assert events.rows.tolist() == list(range(2, 98_000))
        first = np.full(len(facts.items), np.iinfo(np.int64).max)
        np.minimum.at(first, events.item, events.at)
        assert (first > facts.items.instants("opened_at").us).sum() == 9_006

    def test_it_needs_little_memory(self) -> None:
        """In a process of its own it stays below 300 MB."""
        path = published("uci_incident_event_log.dev.csv.gz")
        status = Path("/proc/self/status")
        if not status.exists():
            pytest.skip("only Linux says how much memory a process had at its peak, without that of its parent")
        code = (
            "import pathlib, sys\n"
            "from contractkit.facts import Facts\n"
            f"Facts.from_files(events=sys.argv[1], mapping={INCIDENTS!r})\n"
            "lines = pathlib.Path(sys.argv[2]).read_text().splitlines()\n"
            "print(next(line.split()[1] for line in lines if line.startswith('VmHWM')))\n"
        )
        command = [sys.executable, "-c", code, path, status]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        assert int(done.stdout) * 1024 < 300_000_000


class TestServiceRequests:
    """The service requests of a city: local times of New York, with the city's own flags."""

    def test_every_flag_is_that_of_the_instants(self) -> None:
        """A closed request is on time exactly if it was closed at its target or before: no flag contradicts it."""
        facts = Facts.from_files(items=published("boston311_2015_slim.dev.csv.gz"), mapping=REQUESTS)
        assert facts.counts == {"items": 59_876, "repeated-local-times": 1}
        items = facts.items
        closed, target = items.instants("closed_at"), items.instants("target")
        judged = ~closed.missing & ~target.missing & (items.words("flag").codes >= 0)
        on_time = items.words("flag").codes[judged] == items.words("flag").code_of("ONTIME")
        assert (on_time == (closed.us <= target.us)[judged]).all()
        assert judged.sum() > 30_000


def test_the_repeated_hours_of_2011_are_counted() -> None:
    """Three openings of 2011 fall in the hour that was twice."""
    known: dict[str, Any] = {
        **{key: value for key, value in REQUESTS.items() if key != "instants"},
        "items": {"id": "case_enquiry_id", "fields": {"opened_at": "open_dt"}},
    }
    facts = Facts.from_files(items=published("boston311_2011H2_slim.dev.csv.gz"), mapping=known)
    assert facts.counts["repeated-local-times"] == 3


def test_every_flag_of_ten_years_is_that_of_the_published_target() -> None:
    """Closed requests of 2015 to 2024 through `evaluate`: in time exactly if closed at the target or before.

    This copy prints times minus their offset, the same for target and closing, so they are read as UTC.
    """
    fields = {
        "opened_at": "OPEN_DT", "closed_at": "CLOSED_DT", "flag": "OnTime_Status",
        "promised": {"column": "TARGET_DT", "type": "instant"},
    }  # fmt: skip
    known = {
        **REQUESTS, "zone": "UTC", "instants": "%Y-%m-%d %H:%M:%S", "items": {"id": "CASE_ENQUIRY_ID", "fields": fields},
    }  # fmt: skip
    facts = Facts.from_files(items=published("boston311_2015_2024_sample.dev.csv.gz"), mapping=known)
    promise = {
        "kind": "time-target", "name": "published", "starts": "none", "stops": {"field": "closed_at"},
        "due": {"field": "promised"},
    }  # fmt: skip
    agreement = load_agreement(
        data={
            "contractkit": 1, "document": "sla", "id": "CITY", "title": "City", "currency": "USD", "zone": "UTC",
            "fields": {"promised": "instant", "closed_at": "instant", "opened_at": "instant"}, "clauses": {"1": promise},
        }
    )  # fmt: skip
    outcomes = evaluate(agreement, facts, as_of=datetime(2026, 1, 1, tzinfo=UTC)).outcomes
    flags = facts.items.words("flag").words()
    pairs = [(flags[row["item_row"]], row["verdict"]) for row in outcomes.to_records() if row["due"] is not None]
    assert Counter(pair for pair in pairs if pair[0] is not None) == {
        ("ONTIME", "met"): 1_918,
        ("OVERDUE", "breached"): 244,
    }
