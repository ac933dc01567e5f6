"""Obligations as a page: what stands on it, in which language, and that nothing comes from elsewhere."""

from __future__ import annotations

import re
import sys
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

import contractkit as ck
from contractkit.statements.obligations.page import obligations_html

sys.path.insert(0, str(Path(__file__).parents[1] / "duties"))
from duty_agreements import ALL_2026, agreement, duty, report, tacit


class _Balanced(HTMLParser):
    """Counts what is opened and closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def shown(page: str) -> str:
    reader = _Balanced()
    reader.feed(page)
    assert reader.open == []
    return " ".join(reader.text)


def found(**more: object) -> ck.Obligations:
    clauses = {"2": tacit(), "5": report(), "7": {"kind": "payment", "within": "30 days"}, **more}
    return ck.obligations(agreement(clauses), between=ALL_2026, as_of=date(2026, 8, 1))


class TestObligationsHtml:
    def test_each_obligation_and_each_gap_stands_on_the_page(self):
        """By month, with the state and the clause."""
        text = shown(obligations_html(found()))
        assert "April 2026" in text
        for one in found():
            assert one.due.isoformat() in text
            assert str(one.clause) in text
        assert "10 days after 2026-03-31" in text
        assert "MISSED" in text
        assert str(found().gaps[0]) in text

    def test_it_speaks_dutch(self):
        """What the clause says in its own words stays in them."""
        text = shown(obligations_html(found(), locale="nl"))
        assert "Opzeggen, of laten verlengen" in text
        assert "GEMIST" in text
        assert "september 2026" in text
        assert "Sends the report" in text

    def test_what_papers_say_cannot_become_markup(self):
        """A clause with angle brackets."""
        page = obligations_html(found(**{"6": duty(due="2026-05-01", does="<script>alert(1)</script> & more")}))
        assert "<script" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more" in page

    def test_nothing_comes_from_elsewhere(self):
        """No link, no picture, no style sheet."""
        assert re.search(r"https?:|src=|href=|@import|url\(", obligations_html(found())) is None

    def test_no_obligations_are_said_so(self):
        """In a stretch without any."""
        none = ck.obligations(agreement(), between=(date(2025, 1, 1), date(2025, 1, 2)))
        assert "Nothing is due" in shown(obligations_html(none))

    def test_a_language_that_is_not_spoken_is_refused(self):
        """With those that are."""
        with pytest.raises(ck.UsageError, match="en and nl"):
            obligations_html(found(), locale="hu")
