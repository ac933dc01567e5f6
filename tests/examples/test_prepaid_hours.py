"""The year of examples/prepaid-hours: every month as a person works it out, and the commands on the same papers."""

from __future__ import annotations

import json
import sys
from contextlib import redirect_stdout
from importlib import import_module
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import contractkit as ck

FOLDER = Path(__file__).parents[2] / "examples" / "prepaid-hours"

# Hours of the retainer before, bought, used, lapsed, left; sessions of the card used, lapsed, left; the total in euro.
# All worked out in the example's own page.
MONTHS: dict[str, tuple[tuple[int, ...], tuple[int, ...] | None, int]] = {
    "2026-01": ((0, 20, 6, 4, 10), None, 2850),
    "2026-02": ((10, 20, 4, 10, 16), None, 2000),
    "2026-03": ((16, 20, 3, 13, 20), (2, 0, 6), 8000),
    "2026-04": ((20, 20, 25, 5, 10), (1, 0, 5), 2000),
    "2026-05": ((10, 20, 12, 8, 10), (0, 0, 5), 2000),
    "2026-06": ((10, 20, 9, 10, 11), (2, 0, 3), 2000),
    "2026-07": ((11, 20, 30, 0, 1), (0, 0, 3), 2000),
    "2026-08": ((1, 24, 8, 7, 10), (1, 2, 0), 2350),
    "2026-09": ((10, 24, 34, 0, 0), None, 4400),
    "2026-10": ((0, 24, 24, 0, 0), None, 2350),
    "2026-11": ((0, 24, 20, 0, 4), None, 3200),
    "2026-12": ((4, 24, 22, 0, 6), None, 2350),
}


@pytest.fixture(scope="module")
def script() -> Any:
    sys.path.insert(0, str(FOLDER))
    try:
        return import_module("retainer_year")
    finally:
        sys.path.remove(str(FOLDER))


@pytest.fixture(scope="module")
def year(script: Any) -> Any:
    return script.settled()


def units(money: ck.Settlement, name: str, *words: str) -> tuple[int, ...]:
    own = [one for one in money.blocks if one.block.name == name]
    return tuple(int(sum(getattr(one, word) for one in own)) for word in words)


class TestYear:
    @pytest.mark.parametrize("month", MONTHS)
    def test_each_month_comes_to_what_a_person_works_out(self, year, month):
        money = [one for _, one in year.settlements if one.period.label == month][-1]
        hours, sessions, total = MONTHS[month]
        assert units(money, "retainer", "before", "bought", "used", "lapsed", "left") == hours
        assert units(money, "course-card", "used", "lapsed", "left") == (sessions or (0, 0, 0))
        assert money.total.amount == total
        assert money.problems == ()

    def test_september_was_settled_as_it_was_known_and_then_corrected(self, year):
        first, again = (money for _, money in year.settlements if money.period.label == "2026-09")
        assert (str(first.total), first.status) == ("EUR 4 040.00", "final")
        assert (str(again.total), again.status) == ("EUR 4 400.00", "corrected")
        (line,) = year.corrections[0].lines
        assert (line.id, str(line.amount)) == ("charge advice 2026-09", "EUR 360.00")

    def test_what_is_left_at_the_end_lapses_and_a_note_says_so(self, year):
        _, december = year.settlements[-1]
        (note,) = december.notes
        assert note == (
            "6 hours of retainer from 2026-12-01 are left, and the agreement ends with 2026-12-31: they lapse "
            "(R-VUUR-2026/2.2)."
        )

    def test_the_page_shows_what_the_script_prints(self, script):
        said = StringIO()
        with redirect_stdout(said):
            script.main()
        assert said.getvalue() in (FOLDER / "README.md").read_text(encoding="utf-8")


class TestCommands:
    FACTS = ("--facts", str(FOLDER / "facts.yaml"))

    def run(self, *words: str) -> str:
        from contractkit.cli.commands import app

        done = CliRunner().invoke(app, [words[0], str(FOLDER), *words[1:], *self.FACTS])
        assert done.exit_code == 0, done.stderr
        return done.stdout

    def test_months_follow_each_other_through_a_ledger_in_a_file(self, tmp_path):
        ledger = str(tmp_path / "ledger.json")
        self.run("settle", "--period", "2026-01", "--known-at", "2026-02-10", "--ledger-out", ledger)
        shown = self.run(
            "settle", "--period", "2026-02", "--known-at", "2026-03-10", "--ledger", ledger, "--ledger-out", ledger
        )
        assert "Paid for beforehand:" in shown
        assert "1 Apr 2026" in shown
        stored = ck.Ledger.from_dict(json.loads(Path(ledger).read_text(encoding="utf-8")))
        assert stored.settled[-1].blocks["retainer"].units == 16

    def test_on_the_phone_it_says_what_is_paid_for_already(self):
        shown = self.run("entitlement", "service=advice", "--at", "2026-03-01T10:05+01:00")
        assert "Paid for already\n  6 hours of retainer from 2026-01-01, until 2026-03-31 (R-VUUR-2026/2.2)" in shown
        assert "Price of further units\n  advice on 2026-03-01: EUR 120.00 per hour" in shown

    def test_the_price_of_an_hour_says_which_hours_come_first(self):
        shown = self.run("price", "advice", "--on", "2026-03-01")
        assert "6 hours of retainer of 2026-01-01" in shown

    def test_the_forward_view_says_what_is_left_and_until_when(self):
        shown = self.run("settle", "--period", "2026-05", "--as-of", "2026-05-20", "--ahead")
        assert (
            "10 hours of retainer from 2026-04-01, until 2026-06-30: what was used since 2026-05-01 is not told"
            in shown
        )
        assert "5 sessions of course-card from 2026-03-01, until 2026-08-31" in shown

    def test_the_dates_on_which_hours_lapse_are_in_the_agenda(self):
        from contractkit.cli.commands import app

        words = ["obligations", str(FOLDER), "--from", "2026-09-01", "--to", "2026-09-01", "--json"]
        rows = json.loads(CliRunner().invoke(app, words).stdout)["obligations"]
        assert sorted(one["id"] for one in rows) == [
            "R-VUUR-2026/2.2 lapse 2026-06-01",
            "R-VUUR-2026/2.2 lapse 2026-08-01 in part",
            "R-VUUR-2026/3.2 lapse 2026-03-01",
        ]
