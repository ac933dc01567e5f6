"""Prices on the phone: what an index made of them, where its figures are told, and what is said where they are not."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from call_papers import paper
from typer.testing import CliRunner

import contractkit as ck

AT = "2026-02-17T10:05+01:00"
INDEX = {
    "kind": "indexation",
    "by": {"series": "cpi", "base": "2024-12", "observe": "month", "method": "chain"},
    "every": "1 January",
    "first": "2026-01-01",
}
CPI = ck.ChargingFacts(index=[ck.IndexSeries.of("cpi", {"2024-12": "120", "2025-12": "123"})])
CALL = {"customer": "bakery", "service": "desk", "priority": "P1"}


def load(**clauses: Any) -> ck.Agreement:
    return ck.load_agreement(data=paper(**{"c3_4": INDEX, **clauses}))


def price_line(answer: ck.Entitlement, locale: str = "en") -> str:
    lines = ck.entitlement_text(answer, locale).replace("\xa0", " ").splitlines()
    return lines[lines.index({"en": "Price", "nl": "Prijs"}[locale]) + 1].strip()


class TestTold:
    # EUR 9.00 × 123 / 120 = EUR 9.225
    def test_the_figures_of_the_index_make_the_price(self) -> None:
        (found,) = ck.entitlement(load(), CALL, AT, told=CPI).prices
        assert (found.price, found.missing, found.last_known) == (Fraction("9.225"), None, None)

    def test_a_portfolio_takes_the_same_figures(self) -> None:
        portfolio = ck.Portfolio.of([load(), ck.load_agreement(data=paper(2, "garage"))])
        (found,) = ck.entitlement(portfolio, CALL, AT, told=CPI).prices
        assert found.price == Fraction("9.225")

    def test_each_of_several_contracts_takes_them(self) -> None:
        other = {**paper(2), "clauses": {**paper(2)["clauses"], "3.4": INDEX}}
        portfolio = ck.Portfolio.of([load(), ck.load_agreement(data=other)])
        found = ck.entitlement(portfolio, CALL, AT, told=CPI)
        assert [one.prices[0].price for one in found.alternatives] == [Fraction("9.225")] * 2

    def test_figures_that_were_published_later_than_was_known_do_not_count(self) -> None:
        found = ck.entitlement(load(), CALL, AT, known_at=date(2026, 1, 10), told=CPI)
        assert found.prices[0].price == Fraction("9.225")  # without a date of publication it was always known
        late = ck.IndexSeries.of("cpi", {"2024-12": "120", "2025-12": "123"}, published_on=date(2026, 1, 20))
        told = ck.ChargingFacts(index=[late])
        assert ck.entitlement(load(), CALL, AT, known_at=date(2026, 1, 10), told=told).prices[0].price is None
        assert ck.entitlement(load(), CALL, AT, known_at=date(2026, 1, 20), told=told).prices[0].price is not None

    def test_what_is_no_facts_is_refused(self) -> None:
        with pytest.raises(ck.UsageError, match="told is 'cpi'; pass"):
            ck.entitlement(load(), CALL, AT, told="cpi")  # type: ignore[arg-type]


class TestNotTold:
    def test_the_signed_price_is_given_with_the_date_from_which_it_may_be_another(self) -> None:
        (found,) = ck.entitlement(load(), CALL, AT).prices
        last = found.last_known
        assert last is not None
        assert (last.prices, last.made_by, last.since, last.indexed_from) == ((9,), "signed", None, date(2026, 1, 1))
        assert found.to_dict()["last_known"] == {
            "prices": ["9"],
            "made_by": "signed",
            "since": None,
            "indexed_from": "2026-01-01",
        }

    def test_before_the_first_date_of_change_the_price_is_known(self) -> None:
        (found,) = ck.entitlement(load(c3_4={**INDEX, "first": "2027-01-01"}), CALL, AT).prices
        assert (found.price, found.last_known) == (9, None)

    def test_where_earlier_figures_are_told_the_price_that_they_made_is_given(self) -> None:
        agreement = load(c1_1={"kind": "term", "start": "2026-01-01", "initial": "24 months"})
        (found,) = ck.entitlement(agreement, CALL, "2027-02-17T10:05+01:00", told=CPI).prices
        last = found.last_known
        assert last is not None
        assert (last.prices, last.made_by) == ((Fraction("9.225"),), "index")
        assert (last.since, last.indexed_from) == (date(2026, 1, 1), date(2027, 1, 1))

    def test_of_a_price_in_bands_each_band_is_given(self) -> None:
        bands = [
            {"below": 5, "price": "EUR 9.00 per seat per month"},
            {"from": 5, "price": "EUR 7.00 per seat per month"},
        ]
        price = {"counts": "all-units", "bands": bands}
        service = {"kind": "service", "name": "desk", "volume": "10 seats", "price": price}
        (found,) = ck.entitlement(load(c3_1=service), CALL, AT).prices
        assert found.last_known is not None
        assert (found.last_known.prices, found.price) == ((9, 7), None)
        assert found.agreed == "EUR 9.00 / EUR 7.00"

    @pytest.mark.parametrize(
        ("locale", "says"),
        [
            (
                "en",
                (
                    "desk on 2026-02-17: EUR 9.00 per seat per month as signed, may have been indexed since 2026-01-01: "
                    "no figures of cpi are given (C-1/3.1)"
                ),
            ),
            (
                "nl",
                (
                    "desk op 17 februari 2026: EUR 9,00 per seat per maand zoals getekend, kan sinds 1 januari 2026 "
                    "zijn geïndexeerd: van cpi zijn geen cijfers gegeven (C-1/3.1)"
                ),
            ),
        ],
    )
    def test_it_is_said_in_the_language_of_the_reader(self, locale: str, says: str) -> None:
        assert price_line(ck.entitlement(load(), CALL, AT), locale) == says


class TestShown:
    def test_a_text_rounds_to_cents_half_up_and_the_data_keeps_every_digit(self) -> None:
        found = ck.entitlement(load(), CALL, AT, told=CPI)
        says = "desk on 2026-02-17: EUR 9.23 per seat per month, rounded, indexed from 2026-01-01 on (C-1/3.1)"
        assert price_line(found) == says
        assert found.to_dict()["prices"][0]["price"] == "9.225"

    def test_a_price_that_comes_out_in_cents_is_not_called_rounded(self) -> None:
        # EUR 8.00 × 123 / 120 = EUR 8.20
        service = {"kind": "service", "name": "desk", "volume": "10 seats", "price": "EUR 8.00 per seat per month"}
        found = ck.entitlement(load(c3_1=service), CALL, AT, told=CPI)
        assert price_line(found) == (
            "desk on 2026-02-17: EUR 8.20 per seat per month, indexed from 2026-01-01 on (C-1/3.1)"
        )

    def test_a_price_below_one_keeps_its_digits(self) -> None:
        # EUR 0.02 × 123 / 120 = EUR 0.0205
        service = {"kind": "service", "name": "desk", "volume": "10 seats", "price": "EUR 0.02 per seat per month"}
        found = ck.entitlement(load(c3_1=service), CALL, AT, told=CPI)
        assert "EUR 0.0205 per seat per month, indexed" in price_line(found)


class TestCommand:
    def run(self, *words: str) -> str:
        from contractkit.cli.commands import app

        done = CliRunner().invoke(app, ["entitlement", *words, "--at", AT], env={"COLUMNS": "140"})
        return done.output.replace("\xa0", " ")

    @pytest.fixture
    def papers(self, tmp_path: Path) -> Path:
        folder = tmp_path / "papers"
        folder.mkdir()
        for number, customer in ((1, "bakery"), (2, "garage")):
            text = json.dumps(paper(number, customer, c3_4=INDEX))
            (folder / f"{customer}.json").write_text(text, encoding="utf-8")
        return folder

    @pytest.fixture
    def facts(self, tmp_path: Path) -> Path:
        file = tmp_path / "facts.yaml"
        head = "contractkit: 1\ndocument: facts\nagreement: C-1\n"
        file.write_text(f"{head}index:\n  cpi: {{2024-12: 120, 2025-12: 123}}\n", encoding="utf-8")
        return file

    def test_a_facts_document_gives_the_figures(self, papers: Path, facts: Path) -> None:
        told = self.run(str(papers), "customer=bakery", "service=desk", "priority=P1", "--facts", str(facts))
        assert "desk on 2026-02-17: EUR 9.23 per seat per month, rounded" in told

    def test_of_several_contracts_the_one_that_it_names_gets_them(self, papers: Path, facts: Path) -> None:
        (papers / "garage.json").write_text(json.dumps(paper(2, "bakery", c3_4=INDEX)), encoding="utf-8")
        told = self.run(str(papers), "customer=bakery", "service=desk", "priority=P1", "--facts", str(facts))
        assert "EUR 9.23 per seat per month, rounded, indexed from 2026-01-01 on (C-1/3.1)" in told
        assert "no figures of cpi are given (C-2/3.1)" in told

    def test_one_of_another_agreement_is_refused(self, papers: Path, facts: Path) -> None:
        told = self.run(str(papers), "customer=garage", "service=desk", "priority=P1", "--facts", str(facts))
        assert "these facts are of C-1, and C-2 was asked about" in told
