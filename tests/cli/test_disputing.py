"""Two parties and one settlement: made again from one's own tables, corrected, and looked at while the month runs."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from test_money import ITEMS, MAPPING, PAPERS, TABLES, VOLUMES, shown

OWN = ("--mapping", "mapping.yaml", "--items", "items.csv")
HOSTING = """\
contractkit: 1
document: contract
id: H-1
title: Hosting
language: en
currency: EUR
zone: Etc/UTC
parties: {provider: {name: Tweestroom IT}, customer: {name: Rietland}}
clauses:
  "1": {kind: term, start: 2026-01-01}
  "2": {kind: fee, name: hosting, amount: EUR 1 000.00, per: month}
  "3": {kind: metric, name: uptime, measures: availability, relief: none}
  "4":
    kind: figure-target
    name: available
    metric: uptime
    reach: at least 99.9 %
    per: month
    pays: [{kind: tier-credit, of: hosting, tiers: [{below: reach, credit: 10 %}]}]
"""
DOWN = """\
contractkit: 1
document: facts
agreement: H-1
measured: {uptime: {2026-02: {outages: [30 minutes]}}}
"""


@pytest.fixture
def desk(bare: Any) -> Any:
    """Return the desk with the seals of January and February, and the ledgers after each."""
    bare.write("c.yaml", PAPERS)
    bare.write("mapping.yaml", MAPPING)
    bare.write("items.csv", ITEMS)
    first = ("--period", "2026-01", "--ledger-out", "l1.json", "--seal", "s1.json")
    second = ("--period", "2026-02", "--ledger", "l1.json", "--ledger-out", "l2.json", "--seal", "s2.json")
    for words in (first, second):
        assert bare.run("settle", "c.yaml", *TABLES, *words).exit_code == 0
    return bare


class TestRecompute:
    def test_one_call_says_that_it_is_the_same(self, desk: Any) -> None:
        """Period, agreement and moment of judging are in the record; only papers and tables are one's own."""
        result = desk.run("recompute", "s1.json", "c.yaml", *OWN)
        assert (result.exit_code, shown(result)) == (0, "C-7, 2026-01: EUR 950.00, final. The same, to the last line.")

    def test_another_table_is_an_exit_code_and_what_differs(self, desk: Any) -> None:
        desk.write("items.csv", ITEMS.replace("2026-01-13 14:00", "2026-01-13 12:00"))
        result = desk.run("recompute", "s1.json", "c.yaml", *OWN)
        assert result.exit_code == 1
        assert "s1.json comes to 950.00, and here it is 1000.00" in result.stderr
        assert "settlement/lines/C-7/3 2026-01/amount: sealed -50.00, recomputed 0.00" in result.stderr

    def test_json_has_every_difference_whole(self, desk: Any) -> None:
        desk.write("items.csv", ITEMS.replace("2026-01-13 14:00", "2026-01-13 12:00"))
        result = desk.run("recompute", "s1.json", "c.yaml", *OWN, "--json")
        found = json.loads(result.stdout)
        assert (result.exit_code, found["same"]) == (1, False)
        assert {"where": "settlement/total", "sealed": "950.00", "recomputed": "1000.00"} in found["differences"]

    def test_without_a_ledger_that_of_the_record_is_used_and_named(self, desk: Any) -> None:
        result = desk.run("recompute", "s2.json", "c.yaml", *OWN)
        assert result.exit_code == 0
        assert "made again with no facts told and the ledger in s2.json (2026-01 EUR 950.00)" in plain(result)

    def test_ones_own_ledger_counts_as_it_stood_before(self, desk: Any) -> None:
        """The ledger of the customer goes on to February; January of it is the same."""
        result = desk.run("recompute", "s2.json", "c.yaml", *OWN, "--ledger", "l2.json")
        assert (result.exit_code, "the ledger in l2.json" in result.stderr) == (0, True)
        assert "another" not in result.stderr

    def test_another_ledger_is_said_before_what_follows_from_it(self, desk: Any) -> None:
        """In the customer's ledger January was in time, so that the cap of the quarter is unused."""
        desk.write("items.csv", ITEMS.replace("2026-01-13 14:00", "2026-01-13 12:00"))
        desk.run("settle", "c.yaml", *TABLES, "--period", "2026-01", "--ledger-out", "own.json")
        desk.write("items.csv", ITEMS)
        result = desk.run("recompute", "s2.json", "c.yaml", *OWN, "--ledger", "own.json")
        assert result.exit_code == 1
        says = (
            "the ledger in own.json is another than the one in s2.json: 2026-01 EUR 1 000.00; there 2026-01 EUR 950.00"
        )
        assert says in plain(result)

    def test_what_it_was_made_from_is_asked_for(self, desk: Any) -> None:
        result = desk.run("recompute", "s1.json", "c.yaml")
        assert (result.exit_code, "made from items: give --mapping with --items" in result.stderr) == (2, True)

    def test_a_record_without_its_inputs_is_no_seal(self, desk: Any) -> None:
        data = json.loads(read(desk, "s1.json"))
        del data["inputs"]["before"]
        desk.write("s1.json", json.dumps(data))
        result = desk.run("recompute", "s1.json", "c.yaml", *OWN)
        assert (result.exit_code, "no whole sealed settlement" in result.stderr) == (2, True)


class TestCompare:
    def test_the_ledger_that_was_used_is_named(self, desk: Any) -> None:
        result = desk.run("settle", "c.yaml", *TABLES, "--period", "2026-02", "--compare", "s2.json")
        assert result.exit_code == 0
        assert "made again with no facts told and the ledger in s2.json" in result.stderr
        assert "what is shown here was settled without a ledger" in result.stderr

    def test_with_a_ledger_that_one_is_used(self, desk: Any) -> None:
        words = ("--period", "2026-02", "--ledger", "l1.json", "--compare", "s2.json")
        result = desk.run("settle", "c.yaml", *TABLES, *words)
        assert (result.exit_code, "the ledger in l1.json" in result.stderr) == (0, True)
        assert "settled without a ledger" not in result.stderr


class TestCorrection:
    def test_what_changes_is_shown_line_by_line(self, desk: Any) -> None:
        """The second ticket of January was in time after all: EUR 50.00 come back."""
        desk.write("items.csv", ITEMS.replace("2026-01-13 14:00", "2026-01-13 12:00"))
        result = desk.run(
            "settle", "c.yaml", *TABLES, "--period", "2026-01", "--ledger", "l1.json", "--json-out", "c.json"
        )
        text = shown(result)
        assert "2026-01 was settled before, final, at EUR 950.00. What changes:" in text
        assert "C-7/3 -50.00 0.00 +50.00" in text
        assert "To be paid because of it 950.00 1 000.00 +50.00" in text
        (change,) = json.loads(read(desk, "c.json"))["corrections"]
        assert [(line["id"], line["amount"]) for line in change["lines"]] == [("C-7/3 2026-01", "50.00")]
        assert (change["corrects"], change["total"]) == ("final", "50.00")

    def test_that_nothing_changes_is_said_too(self, desk: Any) -> None:
        result = desk.run("settle", "c.yaml", *TABLES, "--period", "2026-01", "--ledger", "l1.json")
        assert "2026-01 was settled before, final, at EUR 950.00: nothing changes." in shown(result)

    def test_a_first_settlement_has_no_correction(self, desk: Any) -> None:
        result = desk.run("settle", "c.yaml", *TABLES, "--period", "2026-01", "--json")
        assert json.loads(result.stdout)["corrections"] == []

    def test_a_ledger_without_lines_says_the_difference_as_a_whole(self, desk: Any) -> None:
        """Ledgers of before had no lines."""
        data = json.loads(read(desk, "l1.json"))
        del data["settled"][0]["lines"]
        desk.write("l1.json", json.dumps(data))
        desk.write("items.csv", ITEMS.replace("2026-01-13 14:00", "2026-01-13 12:00"))
        result = desk.run("settle", "c.yaml", *TABLES, "--period", "2026-01", "--ledger", "l1.json")
        assert "2026-01 as a whole: the ledger keeps no" in shown(result)
        assert "950.00 1 000.00 +50.00" in shown(result)


class TestMoments:
    @pytest.mark.parametrize("command", ["settle", "backtest"])
    def test_a_moment_of_judging_without_items_is_refused(self, desk: Any, command: str) -> None:
        result = desk.run(command, "c.yaml", "--period", "2026-01", "--as-of", "2026-02-01")
        assert (result.exit_code, "--as-of is the moment at which items are judged" in result.stderr) == (2, True)

    def test_a_moment_that_cannot_be_read_is_called_by_its_option(self, desk: Any) -> None:
        result = desk.run("settle", "c.yaml", "--period", "2026-01", "--known-at", "later")
        assert (result.exit_code, "--known-at 'later' is no instant" in result.stderr) == (2, True)

    def test_downtime_is_looked_at_from_a_moment_without_any_item(self, bare: Any) -> None:
        """0.1 % of the 40 320 minutes of February are 40.32, of which 30 are gone."""
        bare.write("h.yaml", HOSTING)
        bare.write("down.yaml", DOWN)
        words = ("--facts", "down.yaml", "--period", "2026-02", "--ahead")
        result = bare.run("settle", "h.yaml", *words, "--as-of", "2026-02-14")
        assert "promised 99.9 % 10.32 minutes" in shown(result)
        assert "if every share and figure stays as it is: -100.00; if nothing more goes wrong: 0.00" in shown(result)
        missing = bare.run("settle", "h.yaml", *words)
        assert (missing.exit_code, "give --as-of" in missing.stderr) == (2, True)


class TestSilence:
    def test_a_volume_that_decides_nothing_is_said(self, bare: Any) -> None:
        service = '  "5": {kind: service, name: seats, price: EUR 2.00 per seat per month, volume: 100 seats}\n'
        bare.write("s.yaml", HOSTING + service)
        bare.write("f.yaml", DOWN.replace("measured", "volumes: {seats: 90 seats}\nmeasured").replace("02:", "01:"))
        result = bare.run("settle", "s.yaml", "--period", "2026-01", "--facts", "f.yaml")
        assert "The volume told of seats for 2026-01 decides nothing; it is billed as agreed, 100 × EUR 2.00" in shown(
            result
        )

    def test_a_price_outside_of_the_term_says_so(self, bare: Any) -> None:
        bare.write("s.yaml", VOLUMES)
        result = bare.run("price", "s.yaml", "base", "--on", "2025-12-31")
        assert "2025-12-31 lies outside of the term, which runs from 2026-01-01 (C-8/1)" in shown(result)
        assert "outside" not in shown(bare.run("price", "s.yaml", "base", "--on", "2026-01-01"))


class TestVary:
    @pytest.mark.parametrize(
        ("setting", "says"),
        [
            ("3 rech: 95 %", "'rech' is not a field here"),
            ("3 rech: 95 %", "did you mean 'reach'?"),
            ("3 reach: banana", "for example '98 %'"),
            ("3 pays.1.tiers.1.credt: 5 %", "did you mean 'credit'?"),
            ("3 pays.0.of: x", "items are counted from 1"),
        ],
    )
    def test_a_wrong_field_is_told_in_our_words_with_the_nearest_one(self, desk: Any, setting: str, says: str) -> None:
        result = desk.run("backtest", "c.yaml", *TABLES, "--period", "2026-Q1", "--vary", setting)
        assert result.exit_code in (1, 2)
        assert says in result.stderr
        assert "Extra inputs" not in result.stderr


def read(desk: Any, name: str) -> str:
    text: str = (desk.folder / name).read_text(encoding="utf-8")
    return text


def plain(result: Any) -> str:
    return str(result.stderr).replace("\u00a0", " ")
