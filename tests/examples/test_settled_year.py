"""The year of examples/settled-year: every month as a person works it out, and the commands on the same papers."""

from __future__ import annotations

import json
import sys
from contextlib import redirect_stdout
from datetime import UTC, date, datetime
from importlib import import_module
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import contractkit as ck

FOLDER = Path(__file__).parents[2] / "examples" / "settled-year"

# charges, malus without what was won back, bonus, won back: all worked out in the example's own page.
MONTHS = {
    "2026-01": ("12000.00", "0.00", "240.00", "0.00"),
    "2026-02": ("12000.00", "-1200.00", "60.00", "0.00"),
    "2026-03": ("12000.00", "-648.00", "0.00", "0.00"),
    "2026-04": ("12000.00", "0.00", "0.00", "0.00"),
    "2026-05": ("12000.00", "0.00", "0.00", "900.00"),
    "2026-06": ("12000.00", "0.00", "120.00", "450.00"),
    "2026-07": ("12000.00", "-792.00", "0.00", "0.00"),
    "2026-08": ("12750.00", "-327.82", "0.00", "0.00"),
    "2026-09": ("13550.00", "0.00", "180.00", "0.00"),
    "2026-10": ("13550.00", "0.00", "0.00", "463.91"),
    "2026-11": ("13550.00", "-677.50", "0.00", "0.00"),
    "2026-12": ("13550.00", "0.00", "0.00", "0.00"),
}


@pytest.fixture(scope="module")
def script() -> Any:
    sys.path.insert(0, str(FOLDER))
    try:
        return import_module("year")
    finally:
        sys.path.remove(str(FOLDER))


@pytest.fixture(scope="module")
def year(script: Any) -> Any:
    return script.settled()


def sums(money: ck.Settlement) -> tuple[str, ...]:
    found = (money.charges, money.malus, money.bonus, money.won_back)
    return tuple(f"{one.amount:.2f}" for one in found)


class TestYear:
    @pytest.mark.parametrize("month", MONTHS)
    def test_each_month_comes_to_what_a_person_works_out(self, year, month):
        last = [money for _, money in year.settlements if money.period.label == month][-1]
        assert sums(last) == MONTHS[month]

    def test_march_was_settled_as_it_was_known_and_then_corrected(self, year):
        first, again = (money for _, money in year.settlements if money.period.label == "2026-03")
        assert (str(first.total), first.status) == ("EUR 11 040.00", "final")
        assert (str(again.total), again.status) == ("EUR 11 352.00", "corrected")
        (correction,) = year.corrections
        assert str(correction.total) == "EUR 312.00"
        assert [str(line.amount) for line in correction.lines] == ["EUR 336.00", "EUR -24.00"]

    def test_april_settled_again_is_no_correction(self, year):
        april = [money for _, money in year.settlements if money.period.label == "2026-04"]
        assert [one.status for one in april] == ["final", "final"]

    def test_the_page_shows_what_the_script_prints(self, script):
        said = StringIO()
        with redirect_stdout(said):
            script.main()
        assert said.getvalue() in (FOLDER / "README.md").read_text(encoding="utf-8")

    def test_the_table_is_what_its_script_writes(self):
        sys.path.insert(0, str(FOLDER))
        try:
            tickets = import_module("make_tickets").tickets()
        finally:
            sys.path.remove(str(FOLDER))
        assert (FOLDER / "items.csv").read_text(encoding="utf-8") == "\n".join(tickets) + "\n"


class TestAmendedMonth:
    """August, which the amendment of the 17th splits, with the ledger of January to July."""

    @pytest.fixture
    def papers(self) -> Any:
        return ck.load_agreement(FOLDER), ck.Facts.from_files(FOLDER / "items.csv", mapping=FOLDER / "mapping.yaml")

    @pytest.fixture
    def before(self, papers: Any, script: Any) -> ck.Ledger:
        agreement, facts = papers
        result = ck.evaluate(agreement, facts, as_of=datetime(2026, 8, 10, tzinfo=UTC))
        told = script.told(agreement, date(2026, 8, 10))
        _, ledger = ck.settle(agreement, result, facts, period="2026-01-01..2026-07-31", told=told)
        return ledger

    def test_ahead_looks_at_the_half_that_runs_and_keeps_the_other(self, papers, before, script):
        """20 August: 3 of 4 since the 17th, 15 expected. At best 14 of 15, below 95 %: 5 % of EUR 6 556.45."""
        agreement, facts = papers
        result = ck.evaluate(agreement, facts, as_of=datetime(2026, 8, 20, 22, tzinfo=UTC))
        told = script.told(agreement, date(2026, 8, 20))
        found = ck.forecast(agreement, result, facts, period="2026-08", before=before, told=told)
        (solved,) = found.targets
        assert (solved.period.label, solved.met, solved.breached) == ("2026-08-17..2026-08-31", 3, 1)
        assert solved.expected == 15
        assert [str(one) for one in (found.best, found.worst)] == ["EUR -327.82", "EUR -655.65"]

    def test_one_more_breach_counts_in_the_half_that_runs(self, papers, before, script):
        """9 of 10 cost 5 % already, and so do 8 of 10; at 7 of 10 it is 10 %, and never more."""
        agreement, facts = papers
        result = ck.evaluate(agreement, facts, as_of=datetime(2026, 9, 10, tzinfo=UTC))
        told = script.told(agreement, date(2026, 9, 10))
        found = ck.exposure(agreement, result, facts, period="2026-08", before=before, told=told)
        (solved,) = found.stakes
        assert (solved.period.label, str(solved.next_breach)) == ("2026-08-17..2026-08-31", "EUR 0.00")
        assert solved.used_up_at == 3


class TestCommands:
    TABLES = (
        "--mapping", str(FOLDER / "mapping.yaml"), "--items", str(FOLDER / "items.csv"),
        "--facts", str(FOLDER / "facts.yaml"),
    )  # fmt: skip

    @pytest.fixture
    def ledger(self, tmp_path: Path) -> str:
        """Return a file with the ledger of January to July."""
        file = str(tmp_path / "ledger.json")
        period = "2026-01-01..2026-07-31"
        done = self.run(
            "settle", str(FOLDER), *self.TABLES, "--as-of", "2026-08-10", "--period", period, "--ledger-out", file
        )
        assert done.exit_code == 0, done.stderr
        return file

    def run(self, *words: str) -> Any:
        from contractkit.cli.commands import app

        return CliRunner().invoke(app, list(words))

    def test_months_follow_each_other_through_a_ledger_in_a_file(self, tmp_path, monkeypatch):
        """As it was known in April: March comes to EUR 11 040.00."""
        monkeypatch.chdir(tmp_path)
        ledger: tuple[str, ...] = ()
        for month, day in (("2026-01", "2026-02-10"), ("2026-02", "2026-03-10"), ("2026-03", "2026-04-10")):
            result = self.run(
                "settle", str(FOLDER), *self.TABLES, "--as-of", day, "--known-at", day, "--period", month,
                "--ledger-out", "ledger.json", "--json-out", "month.json", *ledger,
            )  # fmt: skip
            assert result.exit_code == 0, result.stderr
            ledger = ("--ledger", "ledger.json")
        record = json.loads(Path("month.json").read_text(encoding="utf-8"))
        assert (record["settlement"]["total"], record["settlement"]["status"]) == ("11040.00", "final")

    def test_a_back_test_goes_through_every_step_of_the_clause(self):
        """Half the earn-back: EUR 225 less in June after EUR 675 more is open; May EUR 450 less."""
        result = self.run(
            "backtest", str(FOLDER), *self.TABLES, "--as-of", "2026-07-10", "--period", "2026-H1",
            "--vary", "4.1 order.earn-back.returns: 25 %", "--json",
        )  # fmt: skip
        assert result.exit_code == 0, result.stderr
        (one,) = json.loads(result.stdout)["backtest"]["variants"]
        assert one["anew"] == "settled"
        # 50 % of 1 800 and of 900 are 1 350; 25 % of 1 800 and of 1 350 are 787.50.
        assert one["difference"] == "-562.50"

    def test_a_variant_of_an_amended_agreement_is_settled_with_its_amendment(self, ledger):
        """The tiers are not amended: 6 % instead of 5 % of EUR 6 556.45 in August, as the higher promise is missed."""
        result = self.run(
            "backtest", str(FOLDER), *self.TABLES, "--as-of", "2026-09-10", "--period", "2026-08",
            "--vary", "3.1 pays.tier-credit.tiers.reach.credit: 6 %", "--json", "--ledger", ledger,
        )  # fmt: skip
        assert result.exit_code == 0, result.stderr
        (one,) = json.loads(result.stdout)["backtest"]["variants"]
        assert one["malus"] == "-393.39"

    def test_other_readings_say_what_each_silence_is_worth(self, ledger):
        result = self.run(
            "settle", str(FOLDER), *self.TABLES, "--as-of", "2026-09-10", "--period", "2026-08", "--readings",
            "--json", "--ledger", ledger,
        )  # fmt: skip
        assert result.exit_code == 0, result.stderr
        readings = json.loads(result.stdout)["other_readings"]["readings"]
        by_word = {(one["assumption"]["convention"], one["alternative"]): one["difference"] for one in readings}
        # Under the old promise 18 of 20 reach 90 %: no credit, and the old price for the whole month, EUR 750.00 less.
        # Under the new one 95 % are missed: 5 % of EUR 13 550.00 for the whole month, EUR 800.00 more.
        assert by_word["amended_mid_period", "old-terms"] == "-422.18"
        assert by_word["amended_mid_period", "new-terms"] == "450.32"
