"""How a verdict came about, told piece by piece."""

from __future__ import annotations

from typing import Any

from contractkit.statements.page import TRACED
from contractkit.statements.telling import told


class TestTold:
    """Every piece of an item's time is told with its reason."""

    def test_each_piece_says_what_the_clock_did_and_why(self, made: Any) -> None:
        statement = made.statement([made.case("breached")], made.target())
        trace = statement.evaluation.trace("T-1", statement.agreement.targets[0].id)
        lines = [line.replace("\u00a0", " ") for line in told(trace, statement.contents.zone, statement.language)]
        assert lines == [
            "6 Feb 2026 15:00 – 17:00: 2 h counted",
            "6 Feb 2026 17:00 – 9 Feb 2026 09:00: closed: outside hours, no hours on sat",
            "9 Feb 2026 09:00 – 11:00: 2 h counted (SLA-1/4.9)",
            "9 Feb 2026 11:00 – 12:00: paused: status is waiting (SLA-1/4.9)",
            "9 Feb 2026 12:00: stopped",
        ]

    def test_the_page_tells_it_of_the_first_cases_and_says_of_how_many(self, made: Any) -> None:
        target = made.target()
        html = made.statement(made.cases(target, breached=TRACED + 1), target).to_html()
        assert html.count("How the time ran</summary>") == TRACED
        assert f"How the time ran is told for the first {TRACED} cases." in html

    def test_a_short_list_tells_it_of_every_case(self, made: Any) -> None:
        target = made.target()
        html = made.statement(made.cases(target, breached=2), target).to_html()
        assert html.count("How the time ran</summary>") == 2
        assert "is told for the first" not in html
