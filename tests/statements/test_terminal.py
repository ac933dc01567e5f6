"""Statements on a terminal."""

from __future__ import annotations

import io
from typing import Any

import attrs
import pytest
from rich.console import Console

from contractkit.statements.terminal import show


def shown(statements: Any, width: int = 80) -> str:
    screen = io.StringIO()
    show(statements, Console(file=screen, width=width, highlight=False))
    return screen.getvalue().replace("\u00a0", " ")


class TestShow:
    """The same figures as the page, within the width of the terminal."""

    def statement(self, made: Any, **more: Any) -> Any:
        target = made.target(title="A broken PC works again within four hours, with all data of its user")
        cases = [*made.cases(target, met=90, breached=8, undetermined=1, running=2)]
        settlement = made.settlement(made.line("charge", "18500.00"), made.line("malus", "-308.33", target))
        items = [{"id": "G-1", "scope": "grey", "rule": "r", "opened": "2026-02-01T09:00"}]
        return made.statement(cases, target, settlement=settlement, items=items, counts={"events": 5}, **more)

    @pytest.mark.parametrize("locale", ["en", "nl"])
    def test_no_line_is_wider_than_eighty_columns(self, made: Any, locale: str) -> None:
        screen = shown([self.statement(made, locale=locale), self.statement(made, locale=locale)])
        assert max(len(line) for line in screen.splitlines()) <= 80

    @pytest.mark.parametrize(
        "words",
        [
            "91.8 %",
            "18 191.67",
            "8 cases were late",
            "and 3 more: the page and the JSON list them all",
            "1 case cannot be judged, of 1 item.",
            "A case is one item under one promise",
            "90.9–91.9 %",
            "per month",
            "The facts: 102 items = 101 in scope in this period + 1 grey zone.",
            "2 cases were open and not yet due",
            "grey zone 1",
            "5 events",
        ],
    )
    def test_it_says(self, made: Any, words: str) -> None:
        assert words in shown([self.statement(made)])

    def test_time_by_the_clock_is_told_from_time_on_the_calendar(self, made: Any) -> None:
        target = made.target()
        working = made.case("breached", item="T-1")  # two hours over its four
        wall = made.case("breached", item="T-2", used=-(2**63), stopped="2026-02-10T15:00")  # three by the clock
        screen = shown([made.statement([working, wall], target)])
        assert [line.split()[-2:] for line in screen.splitlines() if line.startswith("T-")] == [["2", "h"], ["3", "h*"]]
        assert "* by the clock" in screen
        assert "* by the clock" not in shown([made.statement([working], target)])

    def test_a_share_judged_in_one_piece_is_not_said_to_be_judged_in_several(self, made: Any) -> None:
        target = made.target(per="quarter")
        assert "per quarter" not in shown([made.statement(made.cases(target, met=1), target)])

    @pytest.mark.parametrize("width", [40, 30])
    def test_on_a_narrow_terminal_no_amount_is_cut(self, made: Any, width: int) -> None:
        statement = self.statement(made)
        screen = shown([statement, statement], width)
        assert "…" not in screen
        for amount in ("18 500.00", "−308.33", "18 191.67"):
            assert amount in screen

    @pytest.mark.parametrize(("many", "said"), [(1, "1 blank row."), (2, "2 blank rows.")])
    def test_one_is_said_as_one(self, made: Any, many: int, said: str) -> None:
        words = said.replace("blank row", "empty row")
        assert words in shown([made.statement([made.case("met")], counts={"blank-rows": many})])

    def test_what_looks_like_markup_is_shown_as_it_is(self, made: Any) -> None:
        target = made.target(title="[bold red]Solved[/]")
        assert "[bold red]Solved[/]" in shown([made.statement(made.cases(target, met=1), target)])

    def test_a_total_that_can_still_differ_says_so_in_the_overview(self, made: Any) -> None:
        known, open_ = (
            made.statement(
                [made.case("met")],
                settlement=made.settlement(status=status, reasons=("A figure is not known.",)),
            )
            for status in ("final", "provisional")
        )
        overview = shown([known, open_]).split("C-1 ·")[0]
        assert overview.count("provisional") == 1

    def test_an_agreement_without_targets_stands_in_the_overview(self, made: Any) -> None:
        """It is charged all the same: nobody may overlook it."""
        with_targets = made.statement([made.case("met")])
        without = made.statement(agreement=attrs.evolve(made.agreement(), lines=()), settlement=made.settlement())
        overview = shown([with_targets, without]).split(" · ")[0]
        assert "EUR 0.00" in overview

    def test_several_statements_have_an_overview(self, made: Any) -> None:
        one = self.statement(made)
        assert shown([one, one]).startswith("Customer")
        assert not shown([one]).startswith("Customer")
