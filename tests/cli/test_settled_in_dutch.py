"""``contractkit settle --locale nl`` speaks Dutch of other readings, of what lies ahead and of corrections too."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from contractkit.cli.settled_words import WHY_NOT, WORDS
from contractkit.compiling.wordless import WORDLESS

from .test_money import ITEMS, MAPPING, PAPERS, TABLES

NL = ("--locale", "nl")


@pytest.fixture
def desk(bare: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("COLUMNS", "200")  # so that no cell is broken
    bare.write("c.yaml", PAPERS)
    bare.write("mapping.yaml", MAPPING)
    bare.write("items.csv", ITEMS)
    return bare


def shown(result: Any) -> str:
    assert result.exit_code == 0, result.stderr
    return " ".join(result.stdout.replace("\u00a0", " ").split())


class TestOtherReadings:
    def test_what_each_moves_is_told_in_dutch(self, desk: Any) -> None:
        """Nobody claimed the credit of EUR 50.00: if it had to be claimed, the customer would pay so much more."""
        text = shown(desk.run("settle", "c.yaml", *TABLES, "--period", "2026-01", "--readings", *NL))
        assert "waar de tekst zwijgt artikel gelezen als ook mogelijk verschil" in text
        assert "of de klant zelf moet claimen C-7/3 nee, automatisch ja, binnen 30 dagen +50,00" in text
        assert "andere lezingen zouden in deze periode niets veranderen." in text

    def test_why_one_cannot_be_worked_out_too(self, desk: Any) -> None:
        desk.write("o.yaml", PAPERS.replace("calendar: always", "calendar: office").replace(
            '  "2": {kind: fee', '  "1.2": {kind: calendar, name: office, week: {mon-fri: 09:00-17:00}}\n  "2": {kind: fee'
        ))  # fmt: skip
        text = shown(desk.run("settle", "o.yaml", *TABLES, "--period", "2026-01", "--readings", *NL))
        assert "feestdagen (C-7/1.2): de kalender van het stuk zegt welke dagen gesloten zijn" in text
        assert not re.search(r"\b(reading|readings|calendar of|cannot be worked out|left open)\b", text.lower())

    def test_every_reason_and_every_word_has_dutch(self) -> None:
        assert sorted(WORDLESS) == sorted(word for word in WHY_NOT["nl"] if word not in ("", "another"))
        assert sorted(WORDS["en"]) == sorted(WORDS["nl"])


class TestAhead:
    def test_what_is_left_is_told_in_dutch(self, desk: Any) -> None:
        """One of the two items of January is late by the 20th; the cap of the quarter leaves EUR 60.00."""
        text = shown(
            desk.run(
                "settle", "c.yaml", "--mapping", "mapping.yaml", "--items", "items.csv", "--as-of", "2026-01-20",
                "--period", "2026-01", "--ahead", *NL,
            )
        )  # fmt: skip
        assert "Vooruitblik op 2026-01" in text
        assert "norm tot nu drempel mag nog te laat van het verwachte" in text
        assert "solved, 2026-01 1 van 2 afgesproken 90 %" in text
        assert "korting onder 50 %" in text
        assert "plafond tijdvak grens eerder gebruikt nu over" in text
        assert "EUR 60,00" in text


class TestCorrection:
    def test_what_changes_is_told_in_dutch(self, desk: Any) -> None:
        """The second item was in time after all: the EUR 50.00 that were taken off come back."""
        desk.run("settle", "c.yaml", *TABLES, "--period", "2026-01", "--ledger-out", "l1.json")
        desk.write("items.csv", ITEMS.replace("2026-01-13 14:00", "2026-01-13 12:00"))
        text = shown(desk.run("settle", "c.yaml", *TABLES, "--period", "2026-01", "--ledger", "l1.json", *NL))
        assert "2026-01 was al afgerekend, definitief, op EUR 950,00. Wat verandert:" in text
        assert "Hierdoor te betalen 950,00 1 000,00 +50,00" in text


class TestCharts:
    def test_the_drawings_are_in_the_language_too(self, desk: Any) -> None:
        desk.run("settle", "c.yaml", *TABLES, "--period", "2026-01", "--charts", "drawn", *NL)
        assert "afrekening van 2026-01, definitief" in (Path("drawn") / "settlement.svg").read_text(encoding="utf-8")
