"""Story 4, the drift: a monthly report that nobody agreed, delivered every month."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

QUARTER = (date(2026, 1, 1), date(2026, 3, 31))


class TestDrift:
    """Work on services that no paper names is counted and shown."""

    def test_the_report_was_agreed_never_and_delivered_three_times(self, quarter: dict[str, Any]) -> None:
        told = quarter["graanmolen"]
        assert "reporting" not in told.agreement.services
        delivered = {item for item, row in told.items().items() if row["service"] == "reporting"}
        assert delivered == {"T-0022", "T-0901", "T-0902"}
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
        assert not judged & {"T-0022", "T-0901", "T-0902"}

    def test_the_page_shows_it(self, quarter: dict[str, Any]) -> None:
        page = quarter["graanmolen"].statement.to_html()
        assert all(ticket in page for ticket in ("T-0022", "T-0901", "T-0902"))
        assert "reporting" in page

    def test_work_before_the_contract_began_is_counted_too(self, quarter: dict[str, Any], counted: Any) -> None:
        expected = {t.id for t in counted.tickets if t.scope == "before-term" and QUARTER[0] <= t.day <= QUARTER[1]}
        assert "T-0021" in expected
        assert len(expected) > 20
        counts = quarter["rietland"].statement.contents.outside_counts
        assert sum(count.items for count in counts if count.scope == "before-term") == len(expected)
        page = quarter["rietland"].statement.to_html()
        assert [ticket for ticket in expected if ticket not in page] == []
