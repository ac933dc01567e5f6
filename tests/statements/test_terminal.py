"""Statements on a terminal."""

from __future__ import annotations

import io
from typing import Any

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
            "and 3 more, on the page and in the JSON",
            "1 case cannot be judged",
            "2 cases were open and not yet due",
            "grey zone 1",
            "5 events",
        ],
    )
    def test_it_says(self, made: Any, words: str) -> None:
        assert words in shown([self.statement(made)])

    def test_what_looks_like_markup_is_shown_as_it_is(self, made: Any) -> None:
        target = made.target(title="[bold red]Solved[/]")
        assert "[bold red]Solved[/]" in shown([made.statement(made.cases(target, met=1), target)])

    def test_several_statements_have_an_overview(self, made: Any) -> None:
        one = self.statement(made)
        assert shown([one, one]).startswith("Customer")
        assert not shown([one]).startswith("Customer")
