"""The table of prepaid blocks on the statement: the page, the terminal and the data, in English and Dutch."""

from __future__ import annotations

import re
import sys
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path

import pytest

import contractkit as ck
from contractkit.charging import BlockMoved, CarryLimit
from contractkit.statements.prepaid import block_heads, block_rows
from contractkit.statements.terminal import show
from contractkit.statements.wording import language

sys.path.insert(0, str(Path(__file__).parents[1] / "settlement"))

from test_prepaid_settled import agreed, month, until


@pytest.fixture(scope="module")
def march() -> ck.Settlement:
    """6 of January's hours, 10 of February's and March's 20; 3 are used, 13 lapse."""
    agreement = agreed()
    return month(agreement, "2026-03", until(agreement, "2026-02"))[0]


def statement(money: ck.Settlement, locale: str) -> ck.Statement:
    agreement = agreed()
    facts = ck.Facts.from_frames(
        items={"id": ["T-1"], "opened": ["2026-03-12T09:00Z"]},
        mapping={"contractkit": 1, "document": "mapping", "items": {"id": "id", "fields": {"opened_at": "opened"}}},
    )
    judged = ck.evaluate(agreement, facts, datetime(2026, 4, 2, tzinfo=UTC))
    return ck.Statement(agreement, judged, settlement=money, locale=locale)


class TestRows:
    def test_each_block_has_a_row_and_all_together_one(self, march):
        rows = block_rows(march.blocks, language("en"))
        told = [(row.block.replace("\u00a0", " "), row.numbers, row.lapses.replace("\u00a0", " ")) for row in rows]
        assert told == [
            ("retainer, from 1 Jan 2026", ("6", "0", "3", "3", "0"), ""),
            ("retainer, from 1 Feb 2026", ("10", "0", "0", "0", "10"), "1 May 2026"),
            ("retainer, from 1 Mar 2026", ("0", "20", "0", "10", "10"), "1 Jun 2026"),
            ("Together", ("16", "20", "3", "13", "20"), ""),
        ]

    def test_the_unit_stands_above_what_is_left(self, march):
        assert block_heads(march.blocks, language("nl"))[5] == "Over (uur)"

    @pytest.mark.parametrize(
        ("left", "lapses"), [(20, "1 Jun 2026; above 10 on 1 Apr 2026"), (10, "1 Jun 2026"), (0, "")]
    )
    def test_where_a_part_lapses_sooner_both_dates_are_told(self, left, lapses):
        """Halfway through March: at the end of it only 10 of March's hours go on."""
        march = {"holds_from": date(2026, 3, 1), "lapses_on": date(2026, 6, 1), "unit": "hours"}
        block = ck.PrepaidBlock("retainer", left, carries=CarryLimit(date(2026, 4, 1), 10), **march)
        (row,) = block_rows([BlockMoved(block, 0, 20, 20 - left, 0)], language("en"))
        assert row.lapses.replace("\u00a0", " ") == lapses


class TestShown:
    @pytest.mark.parametrize(("locale", "heading"), [("en", "Paid for beforehand"), ("nl", "Vooraf betaald")])
    def test_the_page_has_the_table_with_a_link_to_the_clause(self, march, locale, heading):
        page = statement(march, locale).to_html()
        table = page[page.index(f"<h4>{heading}</h4>") :]
        table = table[: table.index("</table>")]
        assert re.findall(r'<td class="num"[^>]*>([^<]*)</td>', table)[:5] == ["6", "0", "3", "3", "0"]
        assert table.count('<a class="clause" href="#') == 3

    @pytest.mark.parametrize(("locale", "heading"), [("en", "Paid for beforehand:"), ("nl", "Vooraf betaald:")])
    def test_so_does_the_terminal(self, march, locale, heading):
        rich = pytest.importorskip("rich.console")
        said = StringIO()
        show([statement(march, locale)], rich.Console(file=said, width=100))
        assert heading in said.getvalue()

    def test_the_data_has_what_the_settlement_has(self, march):
        blocks = statement(march, "en").to_dict()["settlement"]["blocks"]
        assert [(one["used"], one["lapsed"], one["left"]) for one in blocks] == [
            ("3", "3", "0"),
            ("0", "0", "10"),
            ("0", "10", "10"),
        ]

    def test_a_statement_without_blocks_has_no_table(self, march):
        import attrs

        bare = statement(attrs.evolve(march, blocks=()), "en")
        assert "Paid for beforehand" not in bare.to_html()
        assert "blocks" not in bare.to_dict()["settlement"]
