"""An amount that nobody knows is not known, and never nought: in the lines, in the total, in both languages."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import contractkit as ck
from contractkit.cli.commands import app
from contractkit.statements.sums import amount_told, charges_told, total_told
from contractkit.statements.wording import language

PAPER: dict[str, Any] = {
    "contractkit": 1,
    "document": "contract",
    "id": "C-1",
    "title": "Mail",
    "language": "en",
    "currency": "EUR",
    "zone": "UTC",
    "parties": {"provider": {"name": "P"}, "customer": {"name": "K"}},
    "clauses": {
        "1": {"kind": "term", "start": "2026-01-01", "initial": "12 months"},
        "3.1": {"kind": "service", "name": "mail", "price": "EUR 4.00 per mailbox per month"},
        "3.2": {"kind": "fee", "name": "desk", "amount": "EUR 500.00", "per": "month"},
    },
}
MEASURED = {"mail": {"2026-03": "30 mailboxes"}}


def settled(told: dict[str, Any], without: str | None = None) -> tuple[ck.Agreement, ck.Settlement]:
    """Return the settlement of March 2026."""
    clauses = {number: clause for number, clause in PAPER["clauses"].items() if number != without}
    agreement = ck.load_agreement(data={**PAPER, "clauses": clauses})
    facts = ck.SettlementFacts.from_dict({"volumes": told} if told else {}, agreement=agreement, period="2026-03")
    return agreement, ck.settle(agreement, None, None, period="2026-03", told=facts)[0]


def said(settlement: ck.Settlement, locale: str) -> list[str]:
    """Return the amounts of the lines, then the total and the charges."""
    speaks = language(locale)
    told = [amount_told(line, speaks) for line in settlement.lines]
    whole = (total_told(settlement, speaks), charges_told(settlement, speaks))
    return [one.replace("\xa0", " ") for one in (*told, *whole)]


class TestTold:
    """A service whose volume nobody measured, beside a fee of EUR 500.00 a month."""

    @pytest.mark.parametrize(
        ("locale", "shown"),
        [
            ("en", ["500.00", "not known", "EUR 500.00 of what is known", "EUR 500.00 of what is known"]),
            ("nl", ["500,00", "niet bekend", "EUR 500,00 van wat bekend is", "EUR 500,00 van wat bekend is"]),
        ],
    )
    def test_what_is_not_measured_is_not_known_and_the_total_is_of_the_rest(
        self, locale: str, shown: list[str]
    ) -> None:
        assert sorted(said(settled({})[1], locale)[:2]) == sorted(shown[:2])
        assert said(settled({})[1], locale)[2:] == shown[2:]

    def test_where_nothing_is_known_the_total_is_not_known(self) -> None:
        assert said(settled({}, without="3.2")[1], "en") == ["not known"] * 3

    def test_what_is_measured_is_an_amount(self) -> None:
        """Thirty mailboxes at EUR 4.00."""
        assert sorted(said(settled(MEASURED)[1], "en")) == ["120.00", "500.00", "EUR 620.00", "EUR 620.00"]

    def test_nought_that_is_known_stays_nought(self) -> None:
        assert said(settled({"mail": {"2026-03": "0 mailboxes"}}, without="3.2")[1], "en") == [
            "0.00",
            "EUR 0.00",
            "EUR 0.00",
        ]


class TestShown:
    """On the page, and on the screen of the command."""

    def test_no_nought_is_on_the_page(self) -> None:
        agreement, settlement = settled({}, without="3.2")
        mapping = {"contractkit": 1, "document": "mapping", "items": {"id": "id", "fields": {"opened_at": "opened"}}}
        facts = ck.Facts.from_frames(items={"id": ["T-1"], "opened": ["2026-03-02T09:00Z"]}, mapping=mapping)
        judged = ck.evaluate(agreement, facts, as_of=datetime(2026, 4, 1, tzinfo=UTC))
        page = ck.Statement(agreement, judged, settlement, period="2026-03").to_html().replace("\xa0", " ")
        assert "not known" in page
        assert re.search(r"\b0\.00\b", page) is None

    def test_nor_on_the_screen_of_settle(self, tmp_path: Path) -> None:
        (tmp_path / "c.json").write_text(json.dumps(PAPER), encoding="utf-8")
        done = CliRunner(env={"COLUMNS": "100"}).invoke(app, ["settle", str(tmp_path), "--period", "2026-03"])
        assert done.exit_code == 0, done.output
        assert "not known" in done.stdout
        assert "500.00 of what is known" in done.stdout
        assert re.search(r"\b0\.00\b", done.stdout) is None
