"""Facts documents of several agreements: each for the one that it names, and one with index figures alone for all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from contractkit.cli.commands import app

CONTRACT = """
contractkit: 1
document: contract
id: ID
title: Hosting
language: en
currency: EUR
zone: Europe/Amsterdam
parties: {provider: {name: Host}, customer: {name: CODE, code: CODE}}
clauses:
  "1": {kind: term, start: 2025-01-01, initial: 36 months}
  "2": {kind: fee, name: hosting, amount: EUR PRICE, per: month}
  "3":
    kind: indexation
    by: {series: SERIES, base: 2024-09}
    every: 1 January
    first: 2026-01-01
"""
SHARED = "contractkit: 1\ndocument: facts\nindex:\n  cpi: {2024-09: 100.0, 2025-09: 104.0}\n  ppi: {2024-09: 80.0, 2025-09: 84.0}\n"


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """Return a folder with three contracts, two of which follow one index, and the figures of both indexes."""
    (tmp_path / "papers").mkdir()
    for code, price, series in (("acme", "100.00", "cpi"), ("bolt", "300.00", "cpi"), ("cord", "200.00", "ppi")):
        text = CONTRACT.replace("ID", f"C-{code}").replace("CODE", code).replace("PRICE", price)
        (tmp_path / "papers" / f"{code}.yaml").write_text(text.replace("SERIES", series), encoding="utf-8")
    (tmp_path / "index.yaml").write_text(SHARED, encoding="utf-8")
    return tmp_path


def price(files: Path, agreement: str, *facts: str) -> Result:
    """Ask what a contract costs on a date of 2026."""
    told = [part for name in facts for part in ("--facts", str(files / name))]
    asked = ["price", str(files / "papers"), "--on", "2026-03-01", "--agreement", agreement, *told, "--json"]
    return CliRunner().invoke(app, asked)


def amount(result: Result) -> str:
    """Return the one price that was told."""
    assert result.exit_code == 0, result.output
    (one,) = json.loads(result.stdout)["prices"]
    return str(one["price"])


class TestShared:
    """One document with the figures of an index, for every contract that follows it."""

    @pytest.mark.parametrize(("agreement", "costs"), [("C-acme", "104"), ("C-bolt", "312"), ("C-cord", "210")])
    def test_each_contract_reads_the_series_that_it_follows(self, files: Path, agreement: str, costs: str) -> None:
        """4 % of EUR 100 and of EUR 300, and 84/80 of EUR 200."""
        assert amount(price(files, agreement, "index.yaml")).removesuffix(".00") == costs

    def test_it_stands_beside_the_contracts_own_facts(self, files: Path) -> None:
        own = "contractkit: 1\ndocument: facts\nagreement: C-acme\nknown_at: 2026-02-01\n"
        other = "contractkit: 1\ndocument: facts\nagreement: C-bolt\nknown_at: 2026-02-01\n"
        (files / "own.yaml").write_text(own, encoding="utf-8")
        (files / "other.yaml").write_text(other, encoding="utf-8")
        assert amount(price(files, "C-acme", "own.yaml", "other.yaml", "index.yaml")).removesuffix(".00") == "104"

    def test_a_series_that_no_contract_follows_is_a_slip_of_the_pen(self, files: Path) -> None:
        (files / "index.yaml").write_text(SHARED.replace("ppi:", "ppl:"), encoding="utf-8")
        done = price(files, "C-acme", "index.yaml")
        assert done.exit_code == 1
        assert "index.yaml:5" in done.stderr
        assert "did you mean" in done.stderr or "known: cpi" in done.stderr

    def test_a_series_that_is_told_twice_is_refused_with_its_place(self, files: Path) -> None:
        own = "contractkit: 1\ndocument: facts\nagreement: C-acme\nindex: {cpi: {2024-09: 100.0, 2025-09: 105.0}}\n"
        (files / "own.yaml").write_text(own, encoding="utf-8")
        done = price(files, "C-acme", "own.yaml", "index.yaml")
        assert done.exit_code == 1
        assert "contradictory-figures" in done.stderr
        assert "index.yaml:4" in done.stderr

    def test_two_documents_of_one_contract_are_refused(self, files: Path) -> None:
        for name in ("one.yaml", "two.yaml"):
            (files / name).write_text("contractkit: 1\ndocument: facts\nagreement: C-acme\n", encoding="utf-8")
        done = price(files, "C-acme", "one.yaml", "two.yaml")
        assert (done.exit_code, "are both for C-acme" in done.stderr) == (2, True)

    def test_where_no_document_is_for_the_contract_that_is_said(self, files: Path) -> None:
        (files / "other.yaml").write_text("contractkit: 1\ndocument: facts\nagreement: C-bolt\n", encoding="utf-8")
        done = price(files, "C-acme", "other.yaml")
        assert (done.exit_code, "these facts are of C-bolt" in done.stderr) == (1, True)

    def test_settling_reads_it_too(self, files: Path) -> None:
        """A quarter at EUR 104.00 a month."""
        told = ["--facts", str(files / "index.yaml"), "--json"]
        asked = ["settle", str(files / "papers"), "--agreement", "C-acme", "--period", "2026-Q1", *told]
        done = CliRunner().invoke(app, asked)
        assert done.exit_code == 0, done.output
        assert json.loads(done.stdout)["settlement"]["total"] == "312.00"
