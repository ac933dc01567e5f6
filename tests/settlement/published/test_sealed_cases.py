"""Every published case that is settled from facts alone can be sealed, sent and made again with the same result."""

from __future__ import annotations

from typing import Any

import pytest
from published_cases import PublishedFile, loaded, published_files

import contractkit as ck
from contractkit.errors import ContractKitError

PERIODS = ("2026-01", "2026-Q1", "2026")


def settled(file: PublishedFile, case: dict[str, Any]) -> tuple[ck.Agreement, ck.SettlementFacts, ck.Settlement] | None:
    agreement = loaded(file)
    for period in PERIODS:
        try:
            told = ck.SettlementFacts.from_dict(case["facts"], agreement=agreement, period=period)
            return agreement, told, ck.settle(agreement, None, None, period=period, told=told)[0]
        except ContractKitError:
            continue
    return None


CASES = [
    pytest.param(file, case, id=f"{case['id']} {file.name.removesuffix('.yaml')} {number}")
    for file in published_files()
    if file.refused is None
    for number, case in enumerate(file.cases, start=1)
]


def test_most_cases_can_be_settled_so() -> None:
    """Some are about other periods, or about items that have to be judged first."""
    found = [param for param in CASES if settled(*param.values) is not None]
    assert len(found) > 0.8 * len(CASES)


@pytest.mark.parametrize(("file", "case"), CASES)
def test_settling_sealing_and_making_it_again_is_the_same(file: PublishedFile, case: dict[str, Any]) -> None:
    found = settled(file, case)
    if found is None:
        pytest.skip("it is about another period, or about items")
    agreement, told, settlement = found
    sealed = ck.SealedSettlement.from_json(ck.seal(settlement, agreement, told=told).to_json())
    recomputed = ck.recompute(sealed, agreement)
    assert recomputed.same, str(recomputed)
    assert recomputed.settlement == settlement
