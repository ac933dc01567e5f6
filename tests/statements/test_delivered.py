"""What was delivered against what was agreed, as a statement shows it: on the page, on a terminal, as data."""

from __future__ import annotations

import io
import json
import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

import attrs
import pytest
from rich.console import Console

import contractkit as ck
from contractkit.delivery.lines import ServiceLine
from contractkit.quantities.money import Money
from contractkit.statements import terminal
from contractkit.statements.charts.bands import strip
from contractkit.statements.delivered.favours import quota as quota_said
from contractkit.statements.delivered.letters import quote_letter
from contractkit.statements.delivered.terminal import show_delivered
from contractkit.statements.wording import language

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
CLAUSES: dict[str, Any] = {
    "1.1": {"kind": "term", "start": "2026-01-01", "initial": "12 months"},
    "2.1": {"kind": "calendar", "name": "office", "week": {"mon-fri": "09:00-17:00"}},
    "3.1": {
        "kind": "service",
        "name": "mail",
        "volume": "100 mailboxes",
        "price": "EUR 4.00 per mailbox per month",
        "band": "5 %",
    },
    "4.1": {
        "kind": "time-target",
        "name": "fixed",
        "title": "Fixed",
        "starts": {"field": "opened_at"},
        "stops": {"field": "solved_at"},
        "within": "4 hours",
        "calendar": "office",
    },
    "5.1": {"kind": "insurance", "cover": "cyber", "minimum": "EUR 1 000", "certificate_until": "2026-05-01"},
    "7.1": {
        "kind": "scope",
        "calendar": "office",
        "rows": [
            {"name": "private", "when": {"category": "phone"}, "is": "grey", "follow_up": "10 business days"},
            {"name": "moves", "when": {"category": "move"}, "is": "out", "then": "quote"},
            {"name": "rest", "otherwise": "in"},
        ],
    },
    "8.1": {"kind": "rate", "name": "engineer", "price": "EUR 90.00 per hour"},
    "8.2": {
        "kind": "favours",
        "at_most": "30 minutes per month",
        "valued_at": "engineer",
        "told_within": "5 business days",
        "calendar": "office",
        "above": "quote",
    },
    "8.3": {"kind": "quote", "within": "2 business days", "calendar": "office", "silence": "refused"},
}
ITEMS = {
    "id": ["T-1", "T-2", "T-3", "R-1", "R-2", "R-3"],
    "service": ["mail", "mail", "mail", "reporting", "reporting", "reporting"],
    "category": ["spam", "phone", "move", "report", "report", "report"],
    "opened": [f"2026-0{m}-10 10:00" for m in (3, 3, 3, 1, 2, 3)],
    "solved": [f"2026-0{m}-10 16:00" for m in (3, 3, 3, 1, 2, 3)],
}
MAPPING = {
    "contractkit": 1,
    "document": "mapping",
    "zone": "Europe/Amsterdam",
    "items": {
        "id": "id",
        "fields": {"service": "service", "category": "category", "opened_at": "opened", "solved_at": "solved"},
    },
}
NASTY = "<script>alert(1)</script> & co"


@pytest.fixture(scope="module")
def statement() -> ck.Statement:
    """Return a statement with something in every part of a delivery."""
    agreement = ck.load_agreement(
        data={
            "contractkit": 1,
            "document": "sla",
            "id": "S-1",
            "title": "Mail",
            "currency": "EUR",
            "zone": "Europe/Amsterdam",
            "fields": {"category": "text", "opened_at": "instant", "solved_at": "instant"},
            "clauses": CLAUSES,
        }
    )
    facts = ck.Facts.from_frames(items=ITEMS, mapping=MAPPING)
    evaluation = ck.evaluate(agreement, facts, as_of=datetime(2026, 4, 1, tzinfo=AMSTERDAM))
    told = ck.DeliveryFacts(
        work=[ck.WorkDone(item, timedelta(minutes=95)) for item in ("T-2", "R-1", "R-2", "R-3")],
        favours=[ck.Favour(NASTY, date(2026, 3, 10), time=timedelta(minutes=45))],
        decisions=[ck.GreyDecision("T-2", "priced", date(2026, 3, 24))],
        told=[ck.CustomerTold("warning", "T-1", datetime(2026, 3, 10, 13, tzinfo=AMSTERDAM))],
        quotes=[ck.QuoteSent("T-3", datetime(2026, 3, 13, 9, tzinfo=AMSTERDAM))],
    )
    period = ck.Period.parse("2026-03")
    known = ck.ChargingFacts(volumes=(ck.CountedVolume("mail", period, 107),))
    delivery = ck.delivered(agreement, evaluation, period="2026-Q1", told=told, known=known)
    return ck.Statement(agreement, evaluation, period="2026-Q1", facts=facts, delivery=delivery)


class TestPage:
    """Every part stands on the page, in each language."""

    @pytest.mark.parametrize(
        ("locale", "said"),
        [
            (
                "en",
                [
                    "Agreed and delivered",
                    "5 items outside the agreement",
                    "95 to 105",
                    "more than agreed",
                    "agreed 0, delivered 3",
                    "3 times in 3 months in a row",
                    "1 × EUR 142.50 per month",
                    "sent 16 h too late",
                    "was due 12 Mar 2026 17:00",
                    "R-3 still waits for its quote, 19 days late",
                    "EUR 22.50",
                    "The grey zone",
                    "15 min beyond what is agreed: to be quoted",
                    "Warned before it happened: 1 of 1",
                    "The certificate for Cyber ends",
                    "How much the papers say",
                    "A rule about phone",
                ],
            ),
            (
                "nl",
                [
                    "Afgesproken en geleverd",
                    "5 meldingen buiten de afspraken",
                    "95 tot en met 105",
                    "meer dan afgesproken",
                    "afgesproken 0, geleverd 3",
                    "3 keer in 3 maanden achter elkaar",
                    "1 × EUR 142,50 per maand",
                    "16 u te laat verstuurd",
                    "had er 12 mrt 2026 17:00 moeten zijn",
                    "R-3 wacht nog op een offerte, 19 dagen te laat",
                    "EUR 22,50",
                    "Het grijze gebied",
                    "15 min meer dan is afgesproken: daarvoor komt een offerte",
                    "Gewaarschuwd voordat het misging: 1 van 1",
                    "Het certificaat voor Cyber loopt af",
                    "Hoeveel er op papier staat",
                    "Een regel over phone",
                ],
            ),
        ],
    )
    def test_every_part_is_told_in_the_language_of_the_page(
        self, statement: ck.Statement, locale: str, said: list[str]
    ) -> None:
        page = attrs.evolve(statement, locale=locale).to_html().replace("\u00a0", " ")
        assert [words for words in said if words not in page] == []

    def test_no_word_of_a_table_is_escaped_twice_or_run(self, statement: ck.Statement) -> None:
        page = statement.to_html()
        assert "<script>" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; co" in page

    def test_nothing_is_asked_of_the_network(self, statement: ck.Statement) -> None:
        assert not re.search(r"""(src|href)=["']?(https?:)?//""", statement.to_html())

    def test_every_clause_that_is_cited_can_be_reached(self, statement: ck.Statement) -> None:
        page = statement.to_html()
        part = page[page.index("Agreed and delivered") : page.index("How much the papers say")]
        for anchor in re.findall(r'href="#([^"]+)"', part):
            assert f'id="{anchor}"' in page

    def test_without_a_delivery_the_page_says_nothing_of_it(self, statement: ck.Statement) -> None:
        assert "Agreed and delivered" not in attrs.evolve(statement, delivery=None).to_html()


def volumes(*numbers: int) -> tuple[ServiceLine, list[ServiceLine]]:
    """Return a service of 100 units, 95 to 105 agreed, with what was delivered of it in months from January on."""

    def line(label: str, delivered: int) -> ServiceLine:
        return ServiceLine(
            service="mail",
            period=ck.Period.parse(label),
            clause=None,
            agreed=Decimal(100),
            unit="mailboxes",
            low=Fraction(95),
            high=Fraction(105),
            delivered=Fraction(delivered),
            state="inside",
            items=0,
            outside=0,
            spent=timedelta(0),
            worth=Money("0.00", "EUR"),
            unpriced=0,
            charged=None,
            formula="",
            missing=(),
        )

    return line("2026-Q1", numbers[-1]), [line(f"2026-{month:02}", n) for month, n in enumerate(numbers, start=1)]


class TestStrip:
    """A volume against its band, drawn."""

    @pytest.mark.parametrize(
        ("numbers", "discs", "diamonds"), [((95, 100, 105), 3, 0), ((94, 100, 106), 1, 2), ((105, 106, 107), 1, 2)]
    )
    def test_a_disc_lies_inside_and_a_diamond_outside(
        self, numbers: tuple[int, ...], discs: int, diamonds: int
    ) -> None:
        drawn = strip(*volumes(*numbers), "said")
        assert (drawn.count("<circle"), drawn.count('class="mark breached"')) == (discs, diamonds)

    def test_more_stands_higher(self) -> None:
        heights = re.findall(r'cy="([0-9.]+)"', strip(*volumes(96, 100, 104), "said"))
        assert [float(height) for height in heights] == sorted(map(float, heights), reverse=True)

    @pytest.mark.parametrize("numbers", [(100, 100, 100), (104,)])
    def test_where_there_is_nothing_to_see_nothing_is_drawn(self, numbers: tuple[int, ...]) -> None:
        assert strip(*volumes(*numbers), "said") == ""

    def test_what_it_says_is_escaped(self) -> None:
        assert "<title>a &lt; b</title>" in strip(*volumes(96, 100), "a < b")


LETTERS = {
    "en": """\
Draft quote: Report

Outside the agreement S-1, Mail

What: Report (R-3), asked on 10 March 2026
Price: 1 × EUR 142.50 per month
How it came about: 1 h 35 min × EUR 90.00 per hour (S-1/8.1)
This quote was owed by 12 Mar 2026 17:00 (S-1/8.3).
No answer means no.
""",
    "nl": """\
Conceptofferte: Report

Buiten de overeenkomst S-1, Mail

Wat: Report (R-3), gevraagd op 10 maart 2026
Prijs: 1 × EUR 142,50 per maand
Hoe die tot stand kwam: 1 uur 35 min × EUR 90,00 per uur (S-1/8.1)
Deze offerte had er uiterlijk 12 mrt 2026 17:00 moeten zijn (S-1/8.3).
Geen antwoord betekent nee.
""",
}


class TestLetter:
    """A draft quote as a text that can be sent."""

    @pytest.mark.parametrize("locale", ["en", "nl"])
    def test_it_says_what_for_how_much_and_until_when(self, statement: ck.Statement, locale: str) -> None:
        assert statement.delivery is not None
        quote = next(one for one in statement.delivery.quotes if one.item == "R-3")
        assert quote_letter(statement.delivery, quote, language(locale)) == LETTERS[locale]

    def test_it_stands_on_the_page_while_it_is_not_sent(self, statement: ck.Statement) -> None:
        page = statement.to_html()
        assert "Draft quote: Report" in page
        assert "Draft quote: Move" not in page


class TestTerminal:
    """The same figures in eighty columns."""

    @pytest.mark.parametrize("locale", ["en", "nl"])
    def test_it_fits_the_screen(self, statement: ck.Statement, locale: str) -> None:
        assert statement.delivery is not None
        screen = Console(file=io.StringIO(), width=80)
        show_delivered([statement.delivery], language(locale), screen)
        shown = screen.file.getvalue()  # type: ignore[attr-defined]
        assert "427" in shown
        assert max(map(len, shown.splitlines())) <= 80

    def test_a_statement_shows_it_too(self, statement: ck.Statement) -> None:
        screen = Console(file=io.StringIO(), width=80)
        terminal.show([statement], screen)
        assert "Warned before it happened: 1 of 1" in screen.file.getvalue()  # type: ignore[attr-defined]


class TestRecord:
    """The same as data."""

    def test_it_is_ready_for_json_with_kind_and_version(self, statement: ck.Statement) -> None:
        record = json.loads(json.dumps(statement.to_dict()))["delivery"]
        assert (record["kind"], record["version"], record["worth"]) == ("delivery", 1, "578.00")

    def test_a_statement_without_one_has_none(self, statement: ck.Statement) -> None:
        assert attrs.evolve(statement, delivery=None).to_dict()["delivery"] is None

    def test_a_delivery_of_another_period_is_refused(self, statement: ck.Statement) -> None:
        with pytest.raises(ck.UsageError, match="the same period"):
            attrs.evolve(statement, period=ck.Period.parse("2026-03"))


class TestQuota:
    def test_favours_whose_time_nobody_told_are_said_beside_what_was_used(self, statement: ck.Statement) -> None:
        """45 of 30 minutes are used; of one more nobody told how long it took, so that it may be more."""
        assert statement.delivery is not None
        (quota,) = statement.delivery.quotas
        told = [attrs.evolve(quota, unknown=unknown) for unknown in (0, 1)]
        said = [quota_said(one, language("en")).replace("\u00a0", " ") for one in told]
        assert said == ["Mar 2026: 45 min of 30 min used", "Mar 2026: 45 min of 30 min used; 1 of unknown length"]
