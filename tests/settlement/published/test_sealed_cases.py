"""Every published case can be sealed, sent and made again with the same result, in the period that it is about."""

from __future__ import annotations

from typing import Any

import attrs
import pytest
from judged_items import judged
from published_cases import PublishedFile, came_in, loaded, published_files

import contractkit as ck

MONTH = "2026-01"
"""The period of a case that names no date."""

OF_OTHER_PERIODS = {
    "K056": "2026-Q1",  # three months of figures
    "K059": "2026",  # four months of figures
    "K211": "2016-01",  # a term of one month
    "K223": "2026-08-03..2027-08-02",  # the whole term
    "K224": "2015-01-25..2015-02-02",  # the whole term
    "K240": "2025-03",  # items
    "K243": "2026-Q1",  # three months of figures
    "K244": "2025-Q1",  # items
    "K246": "2025-Q1",
    "K247": "2025-Q1",
}
"""The period of each case that is about another one."""

OF_ITEMS = {"K240", "K244", "K246", "K247"}
"""Cases whose items are judged before anything is settled."""


@attrs.frozen
class Settled:
    """A case, settled, with all that it was settled from."""

    agreement: ck.Agreement
    facts: ck.Facts | None
    evaluation: ck.Evaluation | None
    told: ck.SettlementFacts
    settlement: ck.Settlement

    def seal(self) -> ck.SealedSettlement:
        """Return it sealed, written down and read again."""
        made = ck.seal(self.settlement, self.agreement, self.evaluation, told=self.told)
        return ck.SealedSettlement.from_json(made.to_json())

    def recomputed(self, sealed: ck.SealedSettlement, evaluation: ck.Evaluation | None) -> ck.Recomputed:
        """Return what another party finds with its own verdicts, of the facts in the record."""
        return ck.recompute(sealed, self.agreement, evaluation, self.facts)


def settled(file: PublishedFile, case: dict[str, Any]) -> Settled:
    agreement = loaded(file)
    period = OF_OTHER_PERIODS.get(case["id"]) or came_in(case) or MONTH
    facts, evaluation, rest = None, None, case["facts"]
    if "items" in case["facts"]:
        facts, evaluation = judged(agreement, case["facts"])
        rest = {group: value for group, value in case["facts"].items() if group not in ("items", "relief")}
    told = ck.SettlementFacts.from_dict(rest, agreement=agreement, period=period)
    settlement, _ = ck.settle(agreement, evaluation, facts, period=period, told=told)
    return Settled(agreement, facts, evaluation, told, settlement)


CASES = [
    pytest.param(file, case, id=f"{case['id']} {file.name.removesuffix('.yaml')} {number}")
    for file in published_files()
    if file.refused is None
    for number, case in enumerate(file.cases, start=1)
]


@pytest.mark.parametrize(("file", "case"), CASES)
def test_settling_sealing_and_making_it_again_is_the_same(file: PublishedFile, case: dict[str, Any]) -> None:
    found = settled(file, case)
    recomputed = found.recomputed(found.seal(), found.evaluation)
    assert recomputed.same, str(recomputed)
    assert recomputed.settlement == found.settlement


@pytest.mark.parametrize(("file", "case"), CASES)
def test_a_case_is_tried_to_the_cents_that_it_is_settled_to(file: PublishedFile, case: dict[str, Any]) -> None:
    """In its own period, whatever it tells: fields, what is overdue, amounts that somebody worked out."""
    found = settled(file, case)
    money = found.settlement
    tried = ck.backtest(
        found.agreement, found.evaluation, found.facts, [], period=money.period, told=found.told
    ).signed  # fmt: skip
    assert tried.total == money.total
    stakes = ck.exposure(found.agreement, found.evaluation, found.facts, period=money.period, told=found.told)
    assert stakes.effects == money.effects


def test_the_tables_name_cases_that_exist() -> None:
    """And the cases with items are just those that the table names."""
    every = {param.values[1]["id"]: param.values[1] for param in CASES}
    assert set(every) >= set(OF_OTHER_PERIODS)
    assert {name for name, case in every.items() if "items" in case["facts"]} == OF_ITEMS


@pytest.mark.parametrize("name", sorted(OF_ITEMS))
def test_the_verdicts_of_items_are_under_the_seal(name: str) -> None:
    """Who judged one second more or less than was sealed finds another digest of the verdicts."""
    file, case = next(param.values for param in CASES if param.values[1]["id"] == name)
    found = settled(file, case)
    stopped = next(field for field in case["facts"]["items"] if field in ("solved_at", "restored_at"))
    later = {**case["facts"], "items": {**case["facts"]["items"], stopped: "2025-03-05T09:00Z"}}
    _, otherwise = judged(found.agreement, later)
    recomputed = found.recomputed(found.seal(), otherwise)
    assert [one.where for one in recomputed.differences] == ["inputs/evaluation/verdicts"]
