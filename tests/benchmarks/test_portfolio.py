"""The benchmark of portfolios asks what it says: a dozen families of service levels, all else each customer's own."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import contractkit as ck

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


@pytest.fixture
def papers() -> Iterator[Any]:
    sys.path.insert(0, str(BENCHMARKS))
    yield import_module("portfolio_papers")
    sys.path.remove(str(BENCHMARKS))


@pytest.fixture
def figures_of(papers: Any) -> Any:
    return import_module("portfolio")


class TestPapers:
    def test_each_has_its_own_prices_volumes_and_contacts_and_one_of_a_dozen_desk_terms(self, papers: Any) -> None:
        documents = [papers.paper(number) for number in range(60)]
        for clause in ("3.1", "8.9"):
            assert len({str(one["clauses"][clause]) for one in documents}) == 60
        found = ck.Portfolio.of(ck.load_agreement(data=one) for one in documents)
        assert repr(found) == "<Portfolio of 60 agreements, 60 customers, 12 different desk terms>"

    def test_every_call_finds_its_customer_and_most_are_promised_something(self, papers: Any) -> None:
        found = ck.Portfolio.of(ck.load_agreement(data=papers.paper(number)) for number in range(24))
        answers = [
            ck.entitlement(found, item=papers.call(number, number), at="2026-02-17T10:05+01:00") for number in range(24)
        ]
        assert [one.customer for one in answers] == [f"customer-{number}" for number in range(24)]
        assert sum(len(one.promises) for one in answers) > 24


class TestFigures:
    def test_a_ratio_decides_where_there_is_one_and_the_figure_itself_elsewhere(self, figures_of: Any) -> None:
        figure = figures_of.Figure
        assert figure("slow machine", 9.0, "s", 1.0, times=3.0, most=5.0).reached
        assert not figure("slow code", 0.5, "s", 1.0, times=6.0, most=5.0).reached
        assert not figure("memory", 61.0, "MB", 60.0).reached

    def test_all_of_a_small_portfolio_is_measured(self, figures_of: Any, papers: Any, tmp_path: Path) -> None:
        figures_of.built(40).save(tmp_path / "few.portfolio")
        figures = list(figures_of.measured(tmp_path / "few.portfolio"))
        assert [one.unit for one in figures] == ["s", "us", "MB", "s", "s"]
