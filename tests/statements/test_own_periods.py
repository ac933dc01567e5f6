"""A share that is judged over periods of its own: months from the 16th, and a statement over another period than that."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

import contractkit as ck
from contractkit.quantities.notation import Cycle
from contractkit.statements.sentences import headlines

AS_OF = datetime(2026, 4, 20, tzinfo=UTC)
FROM_THE_16TH = "2026-03-16..2026-04-15"


def agreement(per: str, **more: Any) -> ck.Agreement:
    return ck.load_agreement(
        data={
            "contractkit": 1,
            "document": "sla",
            "id": "S-1",
            "title": "Desk",
            "currency": "EUR",
            "zone": "Europe/Amsterdam",
            "fields": {"opened_at": "instant", "solved_at": "instant"},
            "clauses": {
                "1": {"kind": "calendar", "name": "office", "week": {"mon-fri": "09:00-17:00"}},
                "4": {
                    "kind": "time-target",
                    "name": "solved",
                    "starts": {"field": "opened_at"},
                    "stops": {"field": "solved_at"},
                    "within": "4 hours",
                    "calendar": "office",
                    "reach": "90 %",
                    "per": per,
                    **more,
                },
            },
        }
    )


def statement(terms: ck.Agreement, period: str) -> Any:
    mapping = {
        "contractkit": 1,
        "document": "mapping",
        "zone": "Europe/Amsterdam",
        "items": {"id": "id", "fields": {"opened_at": "opened", "solved_at": "solved"}},
    }
    facts = ck.Facts.from_frames(
        mapping=mapping,
        items={  # due at 13:00 on Monday 2 March, and on Wednesday 18 March; the second one is late
            "id": ["A", "B"],
            "opened": ["2026-03-02 09:00", "2026-03-18 09:00"],
            "solved": ["2026-03-02 12:00", "2026-03-18 15:00"],
        },
    )
    result = ck.evaluate(terms, facts, as_of=AS_OF)
    money, _ = ck.settle(terms, result, facts, period=period)
    return ck.Statement(terms, result, money)


class TestMonthsFromADay:
    def test_the_period_of_a_promise_is_that_of_its_clause(self) -> None:
        terms = agreement("month from day 16")
        assert terms.targets[0].per == Cycle("month", from_day=16)
        assert terms.not_computed == ()
        said = ck.sentence(terms.targets[0], agreement=terms).replace("\xa0", " ")
        assert said.startswith("Per month that begins on day 16, at least 90 %")

    def test_a_period_of_that_kind_is_judged(self) -> None:
        (level,) = statement(agreement("month from day 16"), FROM_THE_16TH).contents.levels
        (figures,) = level.targets
        assert (figures.verdict, figures.whole.counts.breached, figures.divides) == ("breached", 1, True)

    def test_a_month_of_the_calendar_is_no_verdict_of_the_agreement_and_the_headline_says_so(self) -> None:
        made = statement(agreement("month from day 16"), "2026-03")
        (level,) = made.contents.levels
        assert (level.verdict, level.targets[0].verdict) == ("open", "open")
        (said,) = headlines(made.contents, made.language)
        assert said.replace("\xa0", " ") == "All work: 50.0 % in time, no verdict yet"

    def test_several_of_them_make_a_longer_period(self) -> None:
        (level,) = statement(agreement("month from day 16"), "2026-02-16..2026-04-15").contents.levels
        assert [piece.verdict for piece in level.targets[0].pieces] == ["met", "breached"]

    @pytest.mark.parametrize("per", ["contract-year", "rolling 3 months", "day", "term"])
    def test_other_periods_are_said_as_they_are_written(self, per: str) -> None:
        terms = agreement(per)
        assert str(terms.targets[0].per) == per
        assert terms.not_computed == ()
        assert not ck.sentence(terms.targets[0], agreement=terms).startswith("Per month,")

    def test_what_it_pays_is_settled(self) -> None:
        pays = [{"kind": "tier-credit", "of": "charges", "tiers": [{"below": "reach", "credit": "5 %"}]}]
        assert agreement("month from day 16", pays=pays).not_computed == ()
