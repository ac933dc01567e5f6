"""The contracts of the portfolio benchmark load, are as long as they say, and are alike or unlike as they say."""

from __future__ import annotations

import json
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import contractkit as ck

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


@pytest.fixture(scope="module")
def portfolio() -> Any:
    sys.path.insert(0, str(BENCHMARKS))
    yield import_module("portfolio_documents")
    sys.path.remove(str(BENCHMARKS))


@pytest.mark.parametrize("maker", ["templates", "all-different"])
class TestContracts:
    def test_they_load(self, portfolio: Any, maker: str) -> None:
        for number in range(30):
            agreement = ck.load_agreement(data=portfolio.MAKERS[maker](number))
            assert len(agreement.targets) in (5, 7)

    def test_they_have_four_to_six_kilobytes(self, portfolio: Any, maker: str) -> None:
        sizes = [len(json.dumps(portfolio.MAKERS[maker](number))) for number in range(0, 10_000, 250)]
        assert min(sizes) > 4_000
        assert max(sizes) < 6_000


def shared(contracts: list[dict[str, Any]]) -> float:
    """Return which part of the clauses stands in another contract too."""
    clauses = [json.dumps(clause) for contract in contracts for clause in contract["clauses"].values()]
    return sum(clauses.count(clause) > 1 for clause in clauses) / len(clauses)


def test_those_from_templates_share_most_of_their_clauses_and_the_others_none(portfolio: Any) -> None:
    assert shared([portfolio.from_template(number) for number in range(40)]) > 0.7
    assert shared([portfolio.all_different(number) for number in range(40)]) == 0
