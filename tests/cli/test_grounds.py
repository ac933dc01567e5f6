"""``contractkit settle --explain``: from a sum to the minutes of each item, in one call."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from test_money import ITEMS, MAPPING, PAPERS, TABLES, shown

ASKED = ("settle", "c.yaml", *TABLES, "--period", "2026-01")


@pytest.fixture
def desk(bare: Any) -> Any:
    """Return the desk of which one item of two was late in January, by an hour."""
    bare.write("c.yaml", PAPERS)
    bare.write("mapping.yaml", MAPPING)
    bare.write("items.csv", ITEMS)
    return bare


def test_the_clause_of_a_line_opens_down_to_its_items(desk: Any) -> None:
    result = desk.run(*ASKED, "--explain", "3")
    assert result.exit_code == 0, result.stderr
    text = shown(result)
    assert "C-7/3, 2026-01: EUR -50.00" in text
    assert "T-2: from 13 Jan 2026 09:00; due 13 Jan 2026 13:00; stopped 13 Jan 2026 14:00; 5 h counted" in text
    assert "The customer pays" not in text


def test_it_is_told_in_dutch_where_that_is_asked(desk: Any) -> None:
    result = desk.run(*ASKED, "--explain", "C-7/3", "--locale", "nl")
    assert "5 u geteld van de toegestane 4 u, 1 u te veel" in shown(result)


def test_json_has_the_items_of_the_lines_that_were_asked_for_beside_the_settlement(desk: Any) -> None:
    found = json.loads(desk.run(*ASKED, "--explain", "3", "--at-most", "1", "--json").stdout)
    (grounds,) = found["grounds"]
    assert [one["item"] for one in grounds["behind"]["items"]] == ["T-2"]
    assert (grounds["behind"]["total"], found["settlement"]["total"]) == (2, "950.00")


def test_without_it_json_says_that_nothing_was_asked(desk: Any) -> None:
    assert json.loads(desk.run(*ASKED, "--json").stdout)["grounds"] is None


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (("--explain", "9"), "no line of 2026-01 is called '9'"),
        (("--explain", "3", "--why"), "--explain and --why show different things"),
        (("--at-most", "3"), "give --explain CLAUSE too"),
        (("--explain", "3", "--locale", "xx"), "xx"),
    ],
)
def test_what_cannot_be_meant_is_wrong_use(desk: Any, more: tuple[str, ...], says: str) -> None:
    result = desk.run(*ASKED, *more)
    assert (result.exit_code, says in " ".join(result.stderr.split())) == (2, True)


def test_a_back_test_says_what_claims_could_still_take(desk: Any) -> None:
    """EUR 50 off January if it is claimed; with both items late it were EUR 100, of which the cap leaves 60."""
    claim = '  "5": {kind: claim, for: all, within: 2 months, counted_from: period-end, late: lost}\n'
    desk.write("c.yaml", PAPERS + claim)
    tables = ("--mapping", "mapping.yaml", "--items", "items.csv", "--as-of", "2026-02-10")
    text = shown(desk.run("backtest", "c.yaml", *tables, "--period", "2026-01", "--vary", "3 within: 5 hours"))
    assert "950.00 to 1 000.00" in text
    assert "no claim of 2026-01 was told so far: with every one claimed in time, EUR 60.00 can be lost." in text
