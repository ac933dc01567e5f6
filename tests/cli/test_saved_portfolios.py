"""A saved portfolio in the place of its documents: the same answers, and a refusal where documents are needed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import contractkit

MSP = Path(__file__).parents[2] / "examples" / "msp"
AUTUMN = ("--from", "2026-09-01", "--to", "2027-03-31")
TABLES = (
    "--mapping",
    str(MSP / "mapping.yaml"),
    "--items",
    str(MSP / "items.csv"),
    "--events",
    str(MSP / "events.csv"),
)
EVENTS = """\
id,obligation,what,at,agreement
E-1,C-HVK-2025/5.1 2026-Q3,fulfilled,2026-10-12,
E-2,C-RTL-2026/2.2 notice 2027-01-31,fulfilled,2026-11-20,C-RTL-2026
"""


def run(*words: object) -> Result:
    from contractkit.cli.commands import app

    return CliRunner().invoke(app, [str(word) for word in words], env={"COLUMNS": "120"})


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the portfolio of the example, under a name that does not say what it is."""
    file = tmp_path_factory.mktemp("saved") / "everything.bin"
    assert run("portfolio", MSP, "--save", file).exit_code == 0
    return file


class TestObligations:
    def test_they_are_those_of_the_documents(self, saved: Path) -> None:
        told = [json.loads(run("obligations", path, *AUTUMN, "--json").stdout) for path in (MSP, saved)]
        assert told[0]["obligations"] == told[1]["obligations"]
        assert {str(gap) for gap in told[0].pop("gaps")} == {str(gap) for gap in told[1].pop("gaps")}
        assert told[0] == told[1]
        assert len(told[0]["obligations"]) > 3

    def test_events_find_their_agreement_by_its_papers(self, saved: Path, tmp_path: Path) -> None:
        """The report of the third quarter of Havenkroon is sent on 12 October; its event does not name the agreement."""
        events = tmp_path / "events.csv"
        events.write_text(EVENTS, encoding="utf-8")
        told = [run("obligations", path, *AUTUMN, "--events", events, "--json") for path in (MSP, saved)]
        states = [{one["id"]: one["state"] for one in json.loads(done.stdout)["obligations"]} for done in told]
        assert states[0] == states[1]
        assert states[0]["C-HVK-2025/5.1 2026-Q3"] == "fulfilled"

    def test_events_later_than_the_day_are_set_aside_and_counted(self, saved: Path, tmp_path: Path) -> None:
        events = tmp_path / "events.csv"
        events.write_text(EVENTS, encoding="utf-8")
        asked = ("--events", events, "--as-of", "2026-10-20", "--json")
        for path in (MSP, saved):
            assert json.loads(run("obligations", path, *AUTUMN, *asked).stdout)["set_aside"] == 1

    def test_one_agreement_may_be_asked_alone(self, saved: Path) -> None:
        told = [
            json.loads(run("obligations", path, *AUTUMN, "--agreement", "C-RTL-2026", "--json").stdout)
            for path in (MSP, saved)
        ]
        assert told[0] == told[1]
        assert {one["agreement"] for one in told[0]["obligations"]} == {"C-RTL-2026"}

    def test_an_agreement_that_is_not_there_is_wrong_use_with_the_nearest(self, saved: Path) -> None:
        done = run("obligations", saved, *AUTUMN, "--agreement", "C-RTL-2027")
        assert (done.exit_code, "did you mean 'C-RTL-2026'?" in done.stderr) == (2, True)

    @pytest.mark.parametrize(
        ("row", "says"),
        [
            ("E-1,X-1/5.1 2026-Q3,fulfilled,2026-10-12,", "fill the column agreement"),
            ("E-1,C-HVK-2025/5.1 2026-Q3,fulfilled,2026-10-12,C-HVK-2024", "did you mean 'C-HVK-2025'?"),
        ],
    )
    def test_an_event_of_nobody_is_refused(self, saved: Path, tmp_path: Path, row: str, says: str) -> None:
        events = tmp_path / "events.csv"
        events.write_text(f"{EVENTS.splitlines()[0]}\n{row}\n", encoding="utf-8")
        for path in (MSP, saved):
            done = run("obligations", path, *AUTUMN, "--events", events)
            assert (done.exit_code, says in done.stderr) == (2, True), done.stderr

    def test_calendar_and_page_name_the_agreements(self, saved: Path, tmp_path: Path) -> None:
        for number, path in enumerate((MSP, saved)):
            outputs = ("--ics", tmp_path / f"{number}.ics", "--html", tmp_path / f"{number}.html")
            assert run("obligations", path, *AUTUMN, *outputs).exit_code == 0
        assert (tmp_path / "0.ics").read_bytes() == (tmp_path / "1.ics").read_bytes()
        assert "Rietland" in (tmp_path / "1.html").read_text(encoding="utf-8")


class TestOthers:
    def test_a_call_and_the_decisions_are_those_of_the_documents(self, saved: Path) -> None:
        call = ("customer=rietland", "service=workplace", "--at", "2026-02-17T10:05+01:00", "--json")
        assert run("entitlement", saved, *call).stdout == run("entitlement", MSP, *call).stdout
        soon = ("--decisions-from", "2026-10-05", "--json")
        assert run("portfolio", saved, *soon).stdout == run("portfolio", MSP, *soon).stdout

    @pytest.mark.parametrize(
        "words",
        [
            ("check",),
            ("explain",),
            ("format", "--check"),
            ("report", *TABLES, "--period", "2026-Q1", "--as-of", "2026-04-10"),
            ("price", "--on", "2026-03-01"),
            ("settle", "--period", "2026-01"),
        ],
        ids=lambda words: words[0],
    )
    def test_commands_that_need_documents_say_so(self, saved: Path, words: tuple[str, ...]) -> None:
        done = run(words[0], saved, *words[1:])
        assert done.exit_code == 2
        assert "is a saved portfolio, and this command reads the documents" in done.stderr

    def test_saved_terms_are_read_without_what_documents_need(self, saved: Path) -> None:
        """The models of documents take longer to load than a call takes to answer."""
        words = ["entitlement", str(saved), "customer=rietland", "--at", "2026-03-02T10:05+01:00"]
        code = (
            "import sys\nfrom contractkit.cli import main\n"
            f"sys.argv[1:] = {words!r}\n"
            "try:\n    main()\nexcept SystemExit as end:\n    code = end.code\n"
            "sys.exit(code or 'contractkit.compiling' in sys.modules)"
        )
        environment = {**os.environ, "PYTHONPATH": str(Path(contractkit.__file__).parents[1])}
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=False, timeout=60
        )
        assert done.returncode == 0, done.stderr
        assert "Stichting Rietland Musea" in done.stdout

    def test_it_cannot_go_to_standard_output(self) -> None:
        assert run("portfolio", MSP, "--save", "-").exit_code == 2

    def test_a_name_that_promises_a_portfolio_is_held_to_it(self, tmp_path: Path) -> None:
        (tmp_path / "x.portfolio").write_text("contractkit: 1\n", encoding="utf-8")
        done = run("obligations", tmp_path / "x.portfolio", *AUTUMN)
        assert (done.exit_code, "no stored portfolio" in done.stderr) == (2, True)


class TestHistory:
    """What history says of a call, and that it says nothing where there is too little of it."""

    CALL = ("customer=rietland", "service=workplace", "type=incident", "category=printer", "priority=P3")

    def test_too_little_history_is_said(self) -> None:
        """In December 2025 no request of Rietland, whose contract begins in February, had been finished."""
        done = run("entitlement", MSP, *self.CALL, "--at", "2025-12-02T10:05+01:00", *TABLES)
        assert done.exit_code == 0
        assert "too little history: by 2025-12-02T10:05+01:00 fewer than 5 requests like this one" in done.stderr
        assert "none had stopped" in done.stderr

    def test_enough_of_it_needs_no_words(self) -> None:
        done = run("entitlement", MSP, *self.CALL, "--at", "2026-03-02T10:05+01:00", *TABLES)
        assert (done.exit_code, done.stderr) == (0, "")
        assert "Such requests before" in done.stdout

    def test_the_title_has_the_name_beside_the_code(self) -> None:
        done = run("entitlement", MSP, *self.CALL, "--at", "2026-03-02T10:05+01:00")
        assert done.stdout.splitlines()[0] == "What applies to Stichting Rietland Musea (rietland)"

    def test_a_call_of_nobody_asks_for_the_customer(self) -> None:
        done = run("entitlement", MSP, "service=workplace", "--at", "2026-03-02T10:05+01:00")
        assert (done.exit_code, "known: graanmolen, havenkroon, rietland" in done.stderr) == (2, True)
