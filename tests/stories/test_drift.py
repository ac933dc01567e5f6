"""Story 4, the drift: a monthly report that nobody agreed, delivered every month.

Agreed 0, delivered 3, worth EUR 427.50: three times an hour and a half at the catalogue's EUR 95.00 for an hour. A draft
quote, and a proposal for the catalogue that charges EUR 142.50 a month once it is signed.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import contractkit as ck
from contractkit.cli.delivering import DeliveredRequest, tell_delivered
from contractkit.statements.delivered.papers import proposal_paper
from contractkit.statements.wording import language

QUARTER = (date(2026, 1, 1), date(2026, 3, 31))
REPORTS = ("T-0022", "T-0901", "T-0902")

WorthByHand = Callable[[list[Any], date, date], dict[tuple[str, str], tuple[Decimal, int]]]


@pytest.fixture
def drift(quarter: dict[str, Any]) -> Any:
    """Return the line of the report."""
    return next(line for line in quarter["graanmolen"].delivery.services if line.service == "reporting")


class TestDrift:
    """Work on services that no paper names is counted and shown."""

    def test_the_report_was_agreed_never_and_delivered_three_times(self, quarter: dict[str, Any]) -> None:
        told = quarter["graanmolen"]
        assert "reporting" not in told.agreement.services
        delivered = {item for item, row in told.items().items() if row["service"] == "reporting"}
        assert delivered == set(REPORTS)
        assert {told.items()[item]["scope"] for item in delivered} == {"no-service"}

    def test_the_count_per_service_is_that_of_the_export(self, quarter: dict[str, Any], counted: Any) -> None:
        expected = Counter(
            (t.customer, t.service)
            for t in counted.tickets
            if t.scope == "no-service" and QUARTER[0] <= t.day <= QUARTER[1]
        )
        found = Counter[tuple[str, str]]()
        for customer, told in quarter.items():
            for count in told.statement.contents.outside_counts:
                if count.scope == "no-service":
                    found[customer, count.service] += count.items
        assert found == expected
        assert found["graanmolen", "reporting"] == 3

    def test_no_target_speaks_of_it_and_no_figure_counts_it(self, quarter: dict[str, Any]) -> None:
        told = quarter["graanmolen"]
        judged = {item for (item, _), row in told.outcomes().items() if row["scope"] == "in"}
        assert not judged & set(REPORTS)

    def test_the_page_shows_it(self, quarter: dict[str, Any]) -> None:
        page = quarter["graanmolen"].statement.to_html()
        assert all(ticket in page for ticket in REPORTS)
        assert "reporting" in page

    def test_work_before_the_contract_began_is_counted_too(self, quarter: dict[str, Any], counted: Any) -> None:
        expected = {t.id for t in counted.tickets if t.scope == "before-term" and QUARTER[0] <= t.day <= QUARTER[1]}
        assert "T-0021" in expected
        assert len(expected) > 20
        counts = quarter["rietland"].statement.contents.outside_counts
        assert sum(count.items for count in counts if count.scope == "before-term") == len(expected)
        page = quarter["rietland"].statement.to_html()
        assert [ticket for ticket in expected if ticket not in page] == []
        (paper,) = quarter["rietland"].delivery.no_paper
        assert (paper.why, paper.items) == ("before-term", len(expected))


class TestWorth:
    """What nobody is charged for, priced from the papers."""

    def test_agreed_nought_delivered_three_worth_427_50(self, drift: Any) -> None:
        assert (drift.agreed, drift.delivered, str(drift.worth)) == (0, 3, "EUR 427.50")

    def test_one_was_delivered_in_each_month(self, quarter: dict[str, Any]) -> None:
        months = [line for line in quarter["graanmolen"].delivery.months if line.service == "reporting"]
        assert [(str(line.period), line.delivered, str(line.worth)) for line in months] == [
            ("2026-01", 1, "EUR 142.50"),
            ("2026-02", 1, "EUR 142.50"),
            ("2026-03", 1, "EUR 142.50"),
        ]

    def test_the_price_is_that_of_the_catalogue(self, quarter: dict[str, Any]) -> None:
        found = [one for one in quarter["graanmolen"].delivery.outside if one.item in REPORTS]
        assert {(str(one.worth.clause), one.worth.formula) for one in found} == {
            ("CAT-TWS-2025/E.1", "1 h 30 min × EUR 95.00 per hour")
        }

    def test_all_work_outside_is_worth_what_the_slow_count_says(
        self, quarter: dict[str, Any], counted: Any, worth_by_hand: WorthByHand
    ) -> None:
        # volumes besides: (3 + 6) seats × EUR 31.50 for graanmolen, 3 seats × EUR 34.00 for havenkroon
        volumes = {("graanmolen", "workplace"): Decimal("283.50"), ("havenkroon", "workplace"): Decimal("102.00")}
        expected = worth_by_hand(counted.tickets, *QUARTER)
        for customer, told in quarter.items():
            for line in told.delivery.services:
                worth, unknown = expected.get((customer, line.service), (Decimal(0), 0))
                worth += volumes.get((customer, line.service), Decimal(0))
                contradicted = {"T-0913", "T-0914", "T-0915", "T-0916"}
                assert (line.worth.amount, line.unpriced) == (worth, unknown), (customer, line.service, contradicted)

    def test_columns_say_the_same(self, quarter: dict[str, Any]) -> None:
        frame = quarter["graanmolen"].delivery.table("services").to_pandas().set_index("service")
        assert frame.loc["reporting", ["agreed", "delivered", "worth"]].tolist() == ["0", "3", "427.50"]


class TestOffer:
    """It was asked month after month: a draft quote, and a proposal."""

    def test_it_became_standard(self, quarter: dict[str, Any]) -> None:
        found = next(one for one in quarter["graanmolen"].delivery.repeats if one.service == "reporting")
        assert (found.items, found.months, found.times, str(found.each)) == (REPORTS, 3, 3, "EUR 142.50")

    def test_a_draft_quote_has_a_clock_of_its_own(self, quarter: dict[str, Any]) -> None:
        # Ten business days from Tuesday 31 March 09:00: 1, 2, 3, 7 (Easter Monday is closed), 8, 9, 10, 13, 14, 15
        # April, until closing at 17:00.
        quote = next(one for one in quarter["graanmolen"].delivery.quotes if one.service == "reporting")
        assert (str(quote.worth.amount), quote.units, quote.per, quote.state) == ("EUR 142.50", 1, "month", "draft")
        assert quote.due == datetime.fromisoformat("2026-04-15T17:00+02:00")
        assert quote.accepted_by == (("customer-contact", "Tess Bolwerk"),)

    def test_the_proposal_is_charged_once_it_is_signed(self, quarter: dict[str, Any], tmp_path: Path) -> None:
        (proposal,) = quarter["graanmolen"].delivery.proposals
        papers = tmp_path / "msp"
        shutil.copytree(Path(__file__).parents[2] / "examples" / "msp", papers)
        (papers / "reports.yaml").write_text(proposal.signed(date(2026, 4, 20)), encoding="utf-8")
        agreement = next(one for one in ck.load_agreements(papers) if one.customer == "graanmolen")
        names = {charge.name: str(charge.amount) for charge in ck.charges(agreement, ck.Period.parse("2026-05"))}
        assert names["reporting"] == "EUR 142.50"
        assert "reporting" not in {charge.name for charge in ck.charges(agreement, ck.Period.parse("2026-04"))}
        assert agreement.services["reporting"].item is not None

    def test_the_proposal_speaks_dutch_and_loads_all_the_same(self, quarter: dict[str, Any], tmp_path: Path) -> None:
        (proposal,) = quarter["graanmolen"].delivery.proposals
        text = proposal_paper(proposal, language("nl"))
        assert "Monthly report, 1 per maand, zoals geleverd sinds 30 januari 2026." in text
        assert "Monthly report: 1 per maand voor EUR 142,50" in text
        papers = tmp_path / "msp"
        shutil.copytree(Path(__file__).parents[2] / "examples" / "msp", papers)
        signed = text.replace("changes:", "signed_on: 2026-04-20\nchanges:", 1)
        (papers / "reports.yaml").write_text(signed, encoding="utf-8")
        agreement = next(one for one in ck.load_agreements(papers) if one.customer == "graanmolen")
        assert agreement.services["reporting"].item is not None


class TestPage:
    """From files to a page, in both languages."""

    @pytest.mark.parametrize(
        ("locale", "said"),
        [
            ("en", ["Monthly report: agreed 0, delivered 3, worth EUR 427.50", "Draft quotes", "EUR 142.50 per month"]),
            (
                "nl",
                [
                    "Monthly report: afgesproken 0, geleverd 3, ter waarde van EUR 427,50",
                    "Offertes",
                    "EUR 142,50 per maand",
                ],
            ),
        ],
    )
    def test_one_command_leads_from_the_files_to_the_page(
        self, tmp_path: Path, locale: str, said: list[str], capsys: pytest.CaptureFixture[str]
    ) -> None:
        from contractkit.cli.beside import Beside
        from contractkit.cli.reading import Tables

        msp = Path(__file__).parents[2] / "examples" / "msp"
        page = tmp_path / "page.html"
        tell_delivered(
            DeliveredRequest(
                path=msp,
                tables=Tables(msp / "mapping.yaml", msp / "items.csv", msp / "events.csv"),
                period="2026-Q1",
                as_of="2026-04-09",
                agreement="C-GRM-2025",
                beside=Beside(msp, (msp / "graanmolen" / "volumes.yaml",)),
                html=page,
                proposals=tmp_path,
                locale=locale,
            )
        )
        html = page.read_text(encoding="utf-8").replace("\u00a0", " ")
        assert [words for words in said if words not in html] == []
        assert (tmp_path / "PROPOSAL-C-GRM-2025-1.yaml").is_file()
        assert "427" in capsys.readouterr().out
