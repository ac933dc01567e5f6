"""What a statement says besides counted cases: promised figures, what other clauses paid, rights that arise."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any

import pytest

import contractkit as ck
from contractkit.settlement.told import SettlementFacts
from contractkit.statements import sentences, terminal
from contractkit.statements.following import following, follows_rows
from contractkit.statements.wording import language

HOSTING = {
    "contractkit": 1, "document": "sla", "id": "H-1", "title": "Hosting", "zone": "UTC", "currency": "EUR",
    "fields": {"solved_at": "instant"},
    "clauses": {
        "1": {"kind": "fee", "name": "monthly", "amount": "EUR 1 000.00", "per": "month"},
        "2": {"kind": "time-target", "name": "solved", "starts": {"field": "opened_at"}, "stops": {"field": "solved_at"},
              "within": "4 hours", "calendar": "always", "reach": "90 %", "per": "month",
              "pays": [{"kind": "band-effect", "bands": [{"from": "reach", "points": 0}, {"below": "reach", "points": 5}]}]},
        "3": {"kind": "metric", "name": "uptime", "measures": "availability", "relief": "none"},
        "4": {"kind": "figure-target", "name": "available", "metric": "uptime", "reach": "99.9 %", "per": "month",
              "pays": [{"kind": "tier-credit", "of": "monthly", "tiers": [{"below": "reach", "credit": "10 %"}]}]},
        "5": {"kind": "points-credit", "name": "points", "for": "all", "of": "monthly",
              "table": [{"from": "5 points", "credit": "3 %"}]},
        "6": {"kind": "remedy", "who": "customer", "grants": ["rectification-plan"],
              "when": {"target": "available", "verdict": "breached"}},
        "7": {"kind": "settlement", "per": "month", "order": [{"step": "round", "to": "0.01"}]},
    },
}  # fmt: skip
"""A month at EUR 1 000.00: availability below 99.9 % costs 10 % = 100.00, five points cost 3 % = 30.00."""


LAST = {2: 28, 3: 31}


@pytest.fixture
def stated() -> Any:
    def made(*available: str, late: bool, months: int = 1, locale: str = "en") -> ck.Statement:
        agreement = ck.load_agreement(data=HOSTING)
        solved = "2026-01-05T13:01Z" if late else "2026-01-05T12:00Z"
        facts = ck.Facts.from_frames(
            items={"id": ["T-1"], "opened": ["2026-01-05T09:00Z"], "solved": [solved]},
            mapping={"contractkit": 1, "document": "mapping",
                     "items": {"id": "id", "fields": {"opened_at": "opened", "solved_at": "solved"}}},
        )  # fmt: skip
        judged = ck.evaluate(agreement, facts, as_of=datetime(2026, 5, 1, tzinfo=UTC))
        period = "2026-01" if months == 1 else f"2026-01-01..2026-0{months}-{LAST[months]}"
        figures = {f"2026-0{month}": figure for month, figure in enumerate(available, start=1)}
        told = SettlementFacts.from_dict({"figures": {"available": figures}}, agreement=agreement, period=period)
        money, _ = ck.settle(agreement, judged, facts, period=period, told=told)
        return ck.Statement(agreement, judged, money, facts, told=told, locale=locale)

    return made


def heads(statement: ck.Statement) -> list[str]:
    return [line.replace("\xa0", " ") for line in sentences.headlines(statement.contents, statement.language)]


def shown(statement: ck.Statement) -> str:
    from rich.console import Console

    file = io.StringIO()
    terminal.show([statement], Console(file=file, width=100, highlight=False))
    return " ".join(file.getvalue().replace("\xa0", " ").split())


class TestHeadLines:
    """All amounts of the head lines together are those of the settlement."""

    def test_a_malus_of_a_figure_and_one_of_points_are_told_each_with_its_sum(self, stated: Any) -> None:
        """One late item of one: five points, 3 % of 1 000 = 30.00; 99.0 % available: 10 % of 1 000 = 100.00."""
        statement = stated("99.0 %", late=True)
        assert heads(statement) == [
            "All work: 0 % in time, target 90 % breached",
            "Measured figures: Available, target 99.9 % breached; malus EUR 100.00",
            "Other clauses: malus EUR 30.00",
        ]
        assert statement.settlement is not None
        assert str(statement.settlement.malus) == "EUR -130.00"

    def test_no_bonus_no_malus_is_said_only_where_the_whole_settlement_has_none(self, stated: Any) -> None:
        (work, figures) = heads(stated("99.95 %", late=False))
        assert work == "All work: 100 % in time, target 90 % met; no bonus, no malus"
        assert figures == "Measured figures: Available, target 99.9 % met; no bonus, no malus"
        assert not any("no malus" in line for line in heads(stated("99.0 %", late=False)))

    def test_a_figure_that_nobody_told_leaves_it_open(self, stated: Any) -> None:
        statement = stated(late=False)
        assert heads(statement)[1] == (
            "Measured figures: Available, target 99.9 % undetermined; bonus or malus not decided"
        )

    def test_the_same_in_dutch(self, stated: Any) -> None:
        assert heads(stated("99.0 %", late=True, locale="nl")) == [
            "Al het werk: 0 % op tijd, norm 90 % niet gehaald",
            "Gemeten cijfers: Available, norm 99,9 % niet gehaald; malus EUR 100,00",
            "Andere artikelen: malus EUR 30,00",
        ]


class TestFigures:
    """A promised figure stands on page, terminal and in the data like a promise on time."""

    def test_a_breached_figure_makes_the_agreement_breached(self, stated: Any) -> None:
        assert stated("99.0 %", late=False).contents.verdict == "breached"
        assert stated("99.9 %", late=False).contents.verdict == "met"

    def test_each_month_has_its_figure_and_verdict(self, stated: Any) -> None:
        (figure,) = stated("99.0 %", "99.95 %", late=False, months=2).to_dict()["figures"]
        assert figure["verdict"] == "breached"
        assert [(one["period"], one["value"], one["verdict"]) for one in figure["values"]] == [
            ("2026-01", "99", "breached"),
            ("2026-02", "99.95", "met"),
        ]

    def test_page_and_terminal_have_them(self, stated: Any) -> None:
        statement = stated("99.0 %", late=False)
        page = statement.to_html().replace("\xa0", " ")
        assert "Figures that were promised, period by period" in page
        assert "Available: 99.00 % in Jan 2026, at least 99.9 % agreed." in page
        assert "Available 2026-01 at least 99.9 % 99.00 % breached" in shown(statement)


class TestFollows:
    """A right that arises is told, with whose it is and why."""

    def test_a_remedy_that_arises_stands_on_page_and_terminal(self, stated: Any) -> None:
        statement = stated("99.0 %", late=False)
        (row,) = follows_rows(statement.settlement, language("en"))
        assert (row.state, row.what, row.who) == ("arises", "rectification plan", "the customer")
        assert row.why == "rectification-plan: available, 2026-01: breached"
        assert "What follows besides money" in statement.to_html()
        assert "rectification plan (H-1/6) the customer it arises" in shown(statement)

    def test_in_dutch_it_is_a_verbeterplan_of_the_customer(self, stated: Any) -> None:
        (row,) = follows_rows(stated("99.0 %", late=False, locale="nl").settlement, language("nl"))
        assert (row.told, row.what, row.who) == ("ontstaat", "verbeterplan", "de klant")
        assert row.why == "een verbeterplan: available, 2026-01: niet gehaald"

    def test_of_several_months_each_is_told_in_which_it_arises_and_no_other(self, stated: Any) -> None:
        settled = stated("99.95 %", "99.0 %", "99.95 %", late=False, months=3).settlement
        assert [(one.state, "2026-02" in one.says) for one in following(settled)] == [("arises", True)]

    def test_what_arises_in_none_is_told_of_the_last(self, stated: Any) -> None:
        settled = stated("99.95 %", "99.95 %", late=False, months=2).settlement
        assert [(one.state, "2026-02" in one.says) for one in following(settled)] == [("does-not-arise", True)]


class TestClauses:
    """A clause without words of its own is told by what it says."""

    @pytest.mark.parametrize(
        ("locale", "told"),
        [("en", "in words worked out from the clause"), ("nl", "in woorden die uit het artikel zijn afgeleid")],
    )
    def test_no_clause_is_empty(self, stated: Any, locale: str, told: str) -> None:
        page = stated("99.0 %", late=False, locale=locale).to_html()
        assert "<dd></dd>" not in page
        assert page.count(told) == len(HOSTING["clauses"])


class TestPeriods:
    """Of several months that are settled together each has its sums."""

    def test_each_month_has_its_total_and_they_add_up(self, stated: Any) -> None:
        """January 1 000 - 100 - 30; February 1 000 - 100; March 1 000."""
        settled = stated("99.0 %", "99.0 %", "99.95 %", late=True, months=3).settlement
        assert [(one.period.label, str(one.malus), str(one.total)) for one in settled.periods] == [
            ("2026-01", "EUR -130.00", "EUR 870.00"),
            ("2026-02", "EUR -100.00", "EUR 900.00"),
            ("2026-03", "EUR 0.00", "EUR 1 000.00"),
        ]
        assert str(settled.total) == "EUR 2 770.00"
        assert sum(one.lines for one in settled.periods) == len(settled.lines)

    def test_one_month_has_no_parts(self, stated: Any) -> None:
        assert stated("99.0 %", late=True).settlement.periods == ()
