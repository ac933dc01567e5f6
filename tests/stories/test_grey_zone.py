"""Story 5, the grey zone: a private phone does not get mail. Judged, listed as grey with its rule, and not counted."""

from __future__ import annotations

from typing import Any

PRIVATE_PHONE = "T-0023"


class TestGreyZone:
    """A grey item is judged and listed, and moves no figure."""

    def test_it_is_grey_by_the_rule_on_the_page(self, quarter: dict[str, Any]) -> None:
        row = quarter["havenkroon"].items()[PRIVATE_PHONE]
        assert (row["scope"], row["rule"]) == ("grey", "private-devices")

    def test_it_is_judged_all_the_same(self, quarter: dict[str, Any]) -> None:
        outcome = quarter["havenkroon"].outcomes()[PRIVATE_PHONE, "gold-resolution-p4"]
        assert (outcome["verdict"], outcome["scope"]) == ("met", "grey")

    def test_the_grey_items_of_the_quarter_are_those_of_the_export(self, quarter: dict[str, Any], counted: Any) -> None:
        for customer, told in quarter.items():
            expected = {t.id for t in counted.tickets if t.customer == customer and t.scope == "grey"}
            assert {item for item, row in told.items().items() if row["scope"] == "grey"} == expected

    def test_no_figure_counts_it(self, quarter: dict[str, Any], counted: Any) -> None:
        told = quarter["havenkroon"]
        rows = {row["target"]: row for row in told.evaluation.attainment("2026-Q1", by=["target"]).to_records()}
        row = rows[told.target("gold-resolution-p4")]
        assert (row["met"], row["breached"]) == counted.tally("gold-resolution-p4", "2026-01-01", "2026-03-31")

    def test_the_page_lists_it_with_its_rule(self, quarter: dict[str, Any]) -> None:
        page = quarter["havenkroon"].statement.to_html()
        assert PRIVATE_PHONE in page
        assert "private-devices" in page
