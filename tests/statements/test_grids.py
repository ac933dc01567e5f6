"""Tables on a terminal: words stay whole where there is room for all columns, and numbers always do."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

from contractkit.cli.commands import app
from contractkit.statements.grids import Grid, text

MSP = Path(__file__).parents[2] / "examples" / "msp"


def shown(grid: Grid, width: int) -> list[str]:
    """Return the lines of a table on a screen."""
    console = Console(file=io.StringIO(), width=width)
    console.print(grid.shown(width))
    return [line.rstrip() for line in console.file.getvalue().splitlines()]  # type: ignore[attr-defined]


def table() -> Grid:
    """Return a table whose words are of 10 and 9 letters, and whose numbers are of 5."""
    grid = Grid(("contract", "customer", "sum"), right=(2,))
    grid.row(text("C-HVK-2025"), text("Notarissen Havenkroon en zonen"), text("1 059"))
    return grid


class TestWords:
    """Words of 10 letters in both columns and 5 digits are 25; with three blanks between columns 31, with two 29."""

    def test_where_all_fits_the_columns_are_as_wide_as_they_are(self) -> None:
        assert "C-HVK-2025   Notarissen Havenkroon en zonen   1 059" in shown(table(), 80)

    @pytest.mark.parametrize("width", [31, 30, 29])
    def test_in_a_narrow_place_no_word_is_broken(self, width: int) -> None:
        lines = shown(table(), width)
        words = " ".join(" ".join(lines).split())
        assert "C-HVK-2025 Notarissen 1 059 Havenkroon en zonen" in words
        assert max(map(len, lines)) <= width

    def test_where_words_have_no_room_they_are_broken_and_numbers_are_not(self) -> None:
        """8, 8 and 5 with two blanks between are 25."""
        lines = shown(table(), 25)
        assert any("C-HVK-20" in line and line.endswith("1 059") for line in lines)

    def test_where_nothing_has_room_each_field_has_its_own_line(self) -> None:
        assert shown(table(), 20)[0] == "contract: C-HVK-2025"


class TestDutch:
    """The comparison of contracts on a screen of 80 columns."""

    def test_it_breaks_no_word(self) -> None:
        tables = [f"--{name}={MSP / name}.csv" for name in ("items", "events", "feedback")]
        more = ("--period", "2026-Q1", "--as-of", "2026-04-10", "--locale", "nl")
        asked = ["compare", str(MSP), f"--mapping={MSP / 'mapping.yaml'}", *tables, *more]
        done = CliRunner(env={"COLUMNS": "80"}).invoke(app, asked)
        for word in ("resultaat", "inspanning", "C-HVK-2025", "Havenkroon", "Notarissen", "antwoorden", "Bakkerijen"):
            assert word in done.stdout
