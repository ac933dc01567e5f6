"""A promise that is changed inside of a month: which wording judges which dates, as the contract says."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

import contractkit as ck

CASE = Path(__file__).parents[2] / "cases" / "money" / "published" / "f-amendment-mid-period.yaml"


def papers(rule: str, folder: Path) -> ck.Agreement:
    """Return hosting whose promise rises from 99.0 % to 99.5 % on 16 June 2025; signed on 2 June."""
    found = YAML(typ="base", pure=True).load(CASE.read_text(encoding="utf-8"))
    for number, text in enumerate(found["documents"]):
        changed = text.replace("amended_mid_period: split", f"amended_mid_period: {rule}")
        (folder / f"{number}.yaml").write_text(changed, encoding="utf-8")
    return ck.load_agreement(folder)


def verdicts(agreement: ck.Agreement, value: str, period: str, **more: Any) -> list[tuple[str, str]]:
    parts = ("2025-06-01..2025-06-15", "2025-06-16..2025-06-30", "2025-06", "2025-07", "2025-05")
    told = ck.SettlementFacts(
        figures=[ck.ToldFigure("available", ck.Period.parse(part), value, "%") for part in parts], **more
    )
    return [(str(one.period), one.verdict) for one in ck.figures(agreement, told=told, period=period, of="available")]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("split", [("2025-06-01..2025-06-15", "met"), ("2025-06-16..2025-06-30", "breached")]),
        ("old-terms", [("2025-06", "met")]),
        ("new-terms", [("2025-06", "breached")]),
    ],
)
def test_the_contract_says_which_wording_judges_the_month(rule: str, expected: Any, tmp_path: Path) -> None:
    assert verdicts(papers(rule, tmp_path), "99.2", "2025-06") == expected


def test_months_before_and_after_have_one_wording(tmp_path: Path) -> None:
    agreement = papers("split", tmp_path)
    assert verdicts(agreement, "99.2", "2025-05") == [("2025-05", "met")]
    assert verdicts(agreement, "99.2", "2025-07") == [("2025-07", "breached")]


def test_an_amendment_that_was_not_known_yet_judges_nothing(tmp_path: Path) -> None:
    agreement = papers("split", tmp_path)
    assert verdicts(agreement, "99.2", "2025-06", known_at=date(2025, 6, 1)) == [("2025-06", "met")]


def test_a_quarter_with_a_change_has_four_verdicts_of_a_monthly_target(tmp_path: Path) -> None:
    found = ck.figures(papers("split", tmp_path), period="2025-Q2", of="available")
    assert [str(one.period) for one in found] == [
        "2025-04",
        "2025-05",
        "2025-06-01..2025-06-15",
        "2025-06-16..2025-06-30",
    ]


def test_a_figure_of_the_whole_month_says_nothing_of_its_halves(tmp_path: Path) -> None:
    told = ck.SettlementFacts(figures=[ck.ToldFigure("available", ck.Period.parse("2025-06"), "99.2", "%")])
    found = ck.figures(papers("split", tmp_path), told=told, period="2025-06", of="available")
    assert [one.state for one in found] == ["undetermined", "undetermined"]
    assert all("told of 2025-06, and not of these dates" in one.says for one in found)
