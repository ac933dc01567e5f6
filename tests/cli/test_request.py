"""``contractkit request``, ``contractkit process``, and the proofs of ``contractkit check``, on the example of an MSP."""

from __future__ import annotations

import json
from pathlib import Path

from typer.testing import CliRunner, Result

from contractkit.cli.commands import app

MSP = Path(__file__).parents[2] / "examples" / "msp"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, [str(one) for one in arguments])


def asked(item: str, *more: str) -> Result:
    tables = ("--mapping", MSP / "mapping.yaml", "--items", MSP / "items.csv", "--events", MSP / "events.csv")
    return run("request", MSP, item, *map(str, tables), *more)


def processed(*more: str) -> Result:
    tables = ("--mapping", MSP / "mapping.yaml", "--items", MSP / "items.csv", "--events", MSP / "events.csv")
    return run("process", MSP, *map(str, tables), *more)


class TestRequest:
    def test_it_tells_the_customer_in_words(self) -> None:
        """The broken PC of 10 March 2026 at 10:30: answered, the repair due at 15:00, the result at 13:00."""
        done = asked("T-0018", "--as-of", "2026-03-10T10:30+01:00")
        assert done.exit_code == 0
        assert "  First answer, within 1 hour: done on 10 Mar 2026 09:10, in time." in done.stdout
        assert (
            "  Broken PC working again with its data, within 4 hours: by 10 Mar 2026 13:00 at the latest."
            in done.stdout
        )

    def test_it_speaks_dutch_and_writes_a_page(self, tmp_path: Path) -> None:
        page = tmp_path / "request.html"
        done = asked("T-0018", "--as-of", "2026-03-10T10:30+01:00", "--locale", "nl", "--html", str(page))
        assert "Wat er is toegezegd" in done.stdout
        assert "Wat er is toegezegd" in page.read_text(encoding="utf-8")

    def test_as_json_it_is_data(self) -> None:
        data = json.loads(asked("T-0018", "--as-of", "2026-03-10T10:30+01:00", "--json").stdout)["request"]
        assert (data["document"], data["item"], len(data["promises"])) == ("open-request", "T-0018", 3)

    def test_an_item_that_is_not_there_is_wrong_use(self) -> None:
        done = asked("T-9999", "--as-of", "2026-03-10")
        assert (done.exit_code, "there is no item 'T-9999'" in done.stderr) == (2, True)

    def test_an_item_in_other_letters_is_told_with_the_right_ones(self) -> None:
        done = asked("t-0905", "--as-of", "2026-03-20")
        assert (done.exit_code, "there is no item 't-0905'; did you mean 'T-0905'?" in done.stderr) == (2, True)

    def test_of_a_request_that_is_still_to_come_nobody_says_that_nothing_was_promised(self) -> None:
        """T-0905 came in on 18 March 2026 at 10:00, and has a promise of 12 hours."""
        done = asked("T-0905", "--as-of", "2026-03-10T10:30+01:00")
        assert done.stdout.splitlines()[3:] == ["What has happened", "  This request had not come in yet."]

    def test_what_happened_to_a_request_outside_of_the_agreement_is_told_all_the_same(self) -> None:
        """T-1003 is an office move, which is out of scope: solved on 2 January 2026 at 10:13."""
        done = asked("T-1003", "--as-of", "2026-02-01")
        assert "  This request does not belong to your agreement." in done.stdout
        assert "  2 Jan 2026 10:13  Status: solved." in done.stdout

    def test_a_grey_request_that_was_decided_says_so_where_decisions_are_given(self) -> None:
        """Decided on 25 February 2026, for all such requests: a private phone has a price (decisions.csv)."""
        alone = asked("T-0023", "--as-of", "2026-03-10")
        assert "  Whether this request belongs to your agreement is still being settled." in alone.stdout
        told = asked("T-0023", "--as-of", "2026-03-10", "--beside", str(MSP))
        assert "  It was agreed on 25 February 2026 that this request has a price of its own." in told.stdout
        assert "still being settled" not in told.stdout
        before = asked("T-0023", "--as-of", "2026-02-24", "--beside", str(MSP))
        assert "  It is talked about with you by 25 February 2026 at the latest." in before.stdout

    def test_a_decision_with_another_request_holds_for_this_one_too(self) -> None:
        """T-1180 is a private phone of the same customer as T-0023, with which all of them were decided."""
        data = json.loads(asked("T-1180", "--as-of", "2026-03-10", "--beside", str(MSP), "--json").stdout)["request"]
        assert data["decided"] == {"outcome": "priced", "on": "2026-02-25", "about": "such-requests"}

    def test_a_folder_with_none_of_the_tables_is_wrong_use(self, tmp_path: Path) -> None:
        done = asked("T-0023", "--as-of", "2026-03-10", "--beside", str(tmp_path))
        assert (done.exit_code, "holds none of" in done.stderr) == (2, True)


class TestProcess:
    def test_of_one_item_the_steps_and_what_its_breach_is_made_of(self) -> None:
        """Solved in four hours and one minute; the steps were allowed three hours and a half together."""
        done = processed("T-0025", "--as-of", "2026-04-10")
        assert done.exit_code == 0
        assert "T-0025 was 1 minute late under SLA-HVK-2025/5.1" in done.stdout
        assert "first-diagnosis and replace-pc (field-engineers) cost 31 minutes" in done.stdout

    def test_of_all_items_the_steps_by_state(self) -> None:
        done = processed("--as-of", "2026-04-10")
        assert "C-HVK-2025  112 steps of 56 items" in done.stdout
        assert "    first-diagnosis (service-desk): 56 undetermined" in done.stdout

    def test_as_json_it_is_data(self) -> None:
        (data,) = json.loads(processed("T-0025", "--as-of", "2026-04-10", "--json").stdout)["processes"]
        late = [one for one in data["allocations"] if one["why_not"] is None]
        assert (data["item"], [one["beyond_us"] for one in late]) == ("T-0025", [60_000_000])
        every = json.loads(processed("--as-of", "2026-04-10", "--json").stdout)["processes"]
        assert [len(one["steps"]) for one in every] == [0, 112, 0]

    def test_an_item_that_is_not_there_is_wrong_use(self) -> None:
        assert processed("T-9999", "--as-of", "2026-04-10").exit_code == 2


class TestCheck:
    def test_a_chain_that_fits_is_proved(self) -> None:
        done = run("check", str(MSP))
        assert (
            "    proved: first-diagnosis and replace-pc fit into the 4 hours (office) of SLA-HVK-2025/5.1"
            in done.stdout
        )
        assert json.loads(run("check", str(MSP), "--json").stdout)["proofs"][0]["verdict"] == "fits"

    def test_a_chain_that_does_not_fit_is_a_warning_with_its_worst_start_told_once(self, tmp_path: Path) -> None:
        for file in MSP.rglob("*.yaml"):
            there = tmp_path / file.relative_to(MSP)
            there.parent.mkdir(parents=True, exist_ok=True)
            text = file.read_text(encoding="utf-8")
            there.write_text(text.replace("within: 2 hours 30 minutes", "within: 3 hours 30 minutes"), encoding="utf-8")
        found = [line for line in run("check", str(tmp_path)).stdout.splitlines() if "[does-not-fit]" in line]
        assert len(found) == 1
        assert "warning: clause 8.7: first-diagnosis and replace-pc do not always fit" in found[0]
        # 24 December at 13:30: diagnosed at 14:30, repaired after Christmas and the weekend; due at 17:30
        assert "in time is Wed 2025-12-24 17:30:00.000001, 110 hours 30 minutes earlier" in found[0]
