"""``contractkit obligations``, as somebody uses it for the first time."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

MSP = Path(__file__).parents[2] / "examples" / "msp"
AUTUMN = ("--from", "2026-09-01", "--to", "2027-01-31", "--as-of", "2026-10-05")
EVENTS = """\
id,obligation,what,at,actor,evidence
E-1,C-HVK-2025/5.1 2026-Q3,fulfilled,2026-10-02,provider,statement 2026-Q3
E-2,C-RTL-2026/2.2 notice 2027-01-31,fulfilled,2026-10-01,customer,letter 12
"""


CLAIMED = """\
contractkit: 1
document: contract
id: C-9
title: Hosting
language: en
currency: EUR
zone: Etc/UTC
parties: {provider: {name: Tweestroom IT}, customer: {name: Rietland}}
clauses:
  "1": {kind: term, start: 2026-01-01, initial: 12 months}
  "3": {kind: fee, name: hosting, amount: EUR 1 000.00, per: month}
  "4": {kind: metric, name: uptime, measures: availability, relief: none}
  "5":
    kind: figure-target
    name: available
    metric: uptime
    reach: at least 99 %
    per: month
    pays: [{kind: tier-credit, of: hosting, tiers: [{below: reach, credit: 10 %}]}]
  "7": {kind: settlement, per: month, order: [{step: round, to: 0.01}]}
  "8": {kind: claim, for: all, within: 30 days}
"""
TOLD = """\
contractkit: 1
document: facts
agreement: C-9
figures: {available: 98 %}
"""


@pytest.fixture
def run(bare: Any) -> Any:
    """Return the command line, run in an empty folder."""
    return bare.run


@pytest.fixture
def events(tmp_path: Path) -> Path:
    file = tmp_path / "events.csv"
    file.write_text(EVENTS, encoding="utf-8")
    return file


class TestObligations:
    def test_it_lists_what_is_due_over_all_contracts_of_a_folder(self, run: Any) -> None:
        """Notice, the report of a quarter, a certificate: of three customers, by date."""
        done = run("obligations", str(MSP), *AUTUMN, "--json")
        assert done.exit_code == 0
        rows = json.loads(done.stdout)["obligations"]
        due = {row["id"]: row["due"] for row in rows}
        assert due["C-HVK-2025/5.1 2026-Q3"] == "2026-10-14"
        assert due["C-RTL-2026/2.2 notice 2027-01-31"] == "2026-12-31"
        assert due["C-GRM-2025/2.2 notice 2027-03-31"] == "2027-01-31"
        assert due["C-HVK-2025/4.2 insurance 2026-12-31"] == "2026-12-31"
        assert list(due.values()) == sorted(due.values())

    def test_the_table_has_a_line_for_each_and_gaps_go_to_standard_error(self, run: Any) -> None:
        """When an invoice was sent is in no paper."""
        done = run("obligations", str(MSP), *AUTUMN)
        assert "2026-12-31" in done.stdout
        assert "C-GRM-2025/3.2: it counts from the date of an invoice" in done.stderr
        assert "not dated" not in done.stdout

    def test_decisions_are_the_options_that_are_open(self, run: Any) -> None:
        """Notice of two contracts, and the audit of the third."""
        done = run("obligations", str(MSP), *AUTUMN, "--decisions")
        assert "statement of the" not in done.stdout
        assert done.stdout.count("Give notice") == 2

    def test_events_decide_the_states(self, run: Any, events: Path) -> None:
        """Done, and given notice: the contract of Rietland ends and is not renewed."""
        done = run("obligations", str(MSP), *AUTUMN, "--events", str(events), "--json")
        states = {row["id"]: row["state"] for row in json.loads(done.stdout)["obligations"]}
        assert states["C-HVK-2025/5.1 2026-Q3"] == "fulfilled"
        assert states["C-RTL-2026/2.2 end 2027-01-31"] == "created"

    def test_a_facts_document_tells_events_too(self, run: Any, tmp_path: Path) -> None:
        """The same words as keys; a wrong one has its line."""
        file = tmp_path / "facts.yaml"
        head = "contractkit: 1\ndocument: facts\nagreement: C-HVK-2025\nobligations:\n"
        event = "  - {id: E-1, obligation: C-HVK-2025/5.1 2026-Q3, what: WHAT, at: 2026-10-02}\n"
        file.write_text(head + event.replace("WHAT", "waived"), encoding="utf-8")
        done = run("obligations", str(MSP), *AUTUMN, "--events", str(file), "--json")
        states = {row["id"]: row["state"] for row in json.loads(done.stdout)["obligations"]}
        assert states["C-HVK-2025/5.1 2026-Q3"] == "waived"
        file.write_text(head + event.replace("WHAT", "waved"), encoding="utf-8")
        refused = run("obligations", str(MSP), *AUTUMN, "--events", str(file))
        assert refused.exit_code == 1
        assert f"{file}:5" in refused.stderr
        assert "did you mean 'waived'?" in refused.stderr

    def test_events_about_nothing_are_refused(self, run: Any, events: Path) -> None:
        """With the nearest obligation."""
        events.write_text(EVENTS.replace("5.1 2026-Q3", "5.1 2026-Q7"), encoding="utf-8")
        done = run("obligations", str(MSP), *AUTUMN, "--events", str(events))
        assert done.exit_code == 1
        assert "[unknown-obligation]" in done.stderr

    def test_the_calendar_file_opens_in_another_parser(self, run: Any, tmp_path: Path) -> None:
        """An entry for each obligation, on its date, and the same file when it is made again."""
        icalendar = pytest.importorskip("icalendar")
        file = tmp_path / "duties.ics"
        done = run("obligations", str(MSP), *AUTUMN, "--ics", str(file), "--json")
        first = file.read_bytes()
        entries = icalendar.Calendar.from_ical(first).walk("VEVENT")
        rows = json.loads(done.stdout)["obligations"]
        assert [entry.start.isoformat() for entry in entries] == [row["due"] for row in rows]
        run("obligations", str(MSP), *AUTUMN, "--ics", str(file))
        assert file.read_bytes() == first
        assert run("obligations", str(MSP), *AUTUMN, "--ics", "-").stdout.startswith("BEGIN:VCALENDAR")

    def test_a_settlement_that_was_written_down_brings_its_claims(self, run: Any, tmp_path: Path) -> None:
        """10 % of EUR 1,000 for March, to be claimed by 30 April."""
        for name, text in (("c.yaml", CLAIMED), ("facts.yaml", TOLD)):
            (tmp_path / name).write_text(text, encoding="utf-8")
        settled = run("settle", "c.yaml", "--period", "2026-03", "--facts", "facts.yaml", "--json-out", "s.json")
        assert settled.exit_code == 0, settled.stderr
        asked = ("obligations", "c.yaml", "--from", "2026-04-01", "--to", "2026-05-31", "--json")
        done = run(*asked, "--settled", "s.json")
        rows = [row for row in json.loads(done.stdout)["obligations"] if row["kind"] == "claim"]
        assert [(row["due"], row["owner"]) for row in rows] == [("2026-04-30", "customer")]
        assert "EUR 100.00" in rows[0]["says"]
        refused = run(*asked, "--settled", "c.yaml")
        assert refused.exit_code == 2
        assert "holds no settlement" in refused.stderr

    @pytest.mark.parametrize(
        ("options", "says"),
        [
            (("--from", "2026-13-01", "--to", "2026-12-31"), "--from '2026-13-01' is no date"),
            (("--from", "2026-12-31", "--to", "2026-01-01"), "the first comes after the last"),
            ((*AUTUMN, "--agreement", "C-HVK-2026"), "did you mean 'C-HVK-2025'?"),
            ((*AUTUMN, "--locale", "hu"), "en or nl"),
            ((*AUTUMN, "--decisions", "--why"), "give one of them"),
        ],
    )
    def test_what_cannot_be_meant_is_wrong_use(self, run: Any, options: tuple[str, ...], says: str) -> None:
        """Exit code 2, in one line."""
        done = run("obligations", str(MSP), *options)
        assert done.exit_code == 2
        assert says in done.stderr
