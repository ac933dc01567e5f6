"""The dates on which prepaid units lapse stand among the obligations, as far as the papers alone say them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

import contractkit as ck
from contractkit.charging.buying import begun
from contractkit.charging.knowing import ChargingFacts

HEAD: dict[str, Any] = {
    "contractkit": 1,
    "document": "contract",
    "id": "R-1",
    "title": "Advice",
    "language": "en",
    "currency": "EUR",
    "zone": "Europe/Amsterdam",
    "parties": {"provider": {"name": "Lindhof"}, "customer": {"name": "Rietland"}},
}
YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def agreed(start: str = "2026-01-01", initial: str = "12 months", **clause: Any) -> ck.Agreement:
    fields = {
        "name": "retainer",
        "of": "advice",
        "units": "20 hours",
        "price": "EUR 2 000.00",
        "drawn": "first-to-lapse",
    }
    prepaid = {"kind": "prepaid", **fields, **clause}
    clauses = {
        "1": {"kind": "term", "start": start, "initial": initial},
        "2": {"kind": "service", "name": "advice", "price": "EUR 120.00 per hour"},
        "3": {word: value for word, value in prepaid.items() if value is not None},
    }
    return ck.load_agreement(data={**HEAD, "clauses": clauses})


def lapses(agreement: ck.Agreement, between: tuple[date, date] = YEAR) -> list[tuple[str, str]]:
    found = ck.obligations(agreement, between=between).of(kind="lapse")
    return [(one.occasion, one.due.isoformat()) for one in found]


class TestDates:
    def test_a_card_lapses_once(self):
        """Bought on 31 August, for six months: 28 February is the first date on which it is no good."""
        agreement = agreed(initial="24 months", bought="2026-08-31", lapses_after="6 months", drawn=None)
        (one,) = ck.obligations(agreement, between=(date(2026, 1, 1), date(2027, 12, 31))).of(kind="lapse")
        assert (one.id, one.due, one.owner, one.nature) == (
            "R-1/3 lapse 2026-08-31",
            date(2027, 2, 28),
            "customer",
            "event",
        )
        assert one.says == "on 2027-02-28 what is left of retainer lapses; 6 months after 2026-08-31 (R-1/3)"

    def test_each_month_s_block_lapses_and_before_that_what_does_not_go_on(self):
        """At the end of January what is left above 10 hours; on 1 April the rest of January's block."""
        agreement = agreed(every="month", lapses_after="3 months", carries="10 hours")
        found = lapses(agreement, (date(2026, 1, 1), date(2026, 4, 30)))
        assert found == [
            ("2026-01-01 in part", "2026-02-01"),
            ("2026-02-01 in part", "2026-03-01"),
            ("2026-01-01", "2026-04-01"),
            ("2026-03-01 in part", "2026-04-01"),
        ]

    def test_nothing_is_listed_that_lapses_with_the_agreement(self):
        """October's block would lapse on 1 January, when the agreement is over."""
        agreement = agreed(every="month", lapses_after="3 months")
        assert lapses(agreement, (date(2026, 11, 15), date(2027, 6, 30))) == [("2026-09-01", "2026-12-01")]

    def test_blocks_without_a_lapse_have_none(self):
        assert lapses(agreed(every="month", lapses_after="never")) == []

    def test_of_ordered_blocks_nobody_can_say_it(self):
        found = ck.obligations(agreed(bought="as-ordered", lapses_after="6 months"), between=YEAR)
        assert [one.kind for one in found] == ["end"]
        (gap,) = found.gaps
        assert gap.says == "blocks of retainer are bought as they are ordered, and on which dates is in no paper"

    @pytest.mark.parametrize("every", ["week", "month", "quarter", "half-year", "year", "contract-year"])
    @pytest.mark.parametrize("lapses_after", ["with-its-period", "3 months", "45 days", "6 weeks"])
    @pytest.mark.parametrize("start", ["2026-01-01", "2026-01-16"])
    def test_they_are_the_dates_by_which_blocks_are_charged(self, every, lapses_after, start):
        """What charging takes as a block's lapse, of each block that begins in the term and lapses in it."""
        agreement = agreed(start, every=every, lapses_after=lapses_after)
        end = agreement.term.end
        blocks = [one.block for one in begun(agreement, "retainer", end, ChargingFacts())]
        expected = [(one.holds_from.isoformat(), one.lapses_on.isoformat()) for one in blocks if one.lapses_on < end]
        assert lapses(agreement, (date(2026, 1, 1), end + timedelta(days=400))) == expected
        assert expected or every in ("year", "contract-year")

    @pytest.mark.parametrize("every", ["month", "quarter"])
    def test_so_is_the_date_of_what_goes_on(self, every):
        agreement = agreed("2026-01-16", every=every, lapses_after="never", carries="50 %")
        end = agreement.term.end
        blocks = [one.block for one in begun(agreement, "retainer", end, ChargingFacts())]
        turns = [(f"{one.holds_from} in part", one.carries.on.isoformat()) for one in blocks if one.carries.on < end]
        assert lapses(agreement, (date(2026, 1, 1), end)) == turns

    def test_under_an_amendment_a_block_keeps_the_lapse_with_which_it_was_bought(self, tmp_path):
        """From 1 March blocks lapse after 1 month: February's still after 3, on 1 May."""
        import json

        clause = {
            "kind": "prepaid",
            "name": "retainer",
            "of": "advice",
            "units": "20 hours",
            "every": "month",
            "lapses_after": "3 months",
            "drawn": "first-to-lapse",
        }
        clauses = {
            "1": {"kind": "term", "start": "2026-01-01", "initial": "12 months"},
            "2": {"kind": "service", "name": "advice", "price": "EUR 120.00 per hour"},
            "3": clause,
        }
        amendment = {
            "contractkit": 1,
            "document": "amendment",
            "id": "A-1",
            "title": "Shorter",
            "amends": "R-1",
            "signed_on": "2026-02-02",
            "effective_from": "2026-03-01",
            "changes": [
                {
                    "clause": "3",
                    "action": "change",
                    "fields": {"lapses_after": {"was": "3 months", "becomes": "1 month"}},
                }
            ],
        }
        for name, document in (("contract", {**HEAD, "clauses": clauses}), ("amendment", amendment)):
            (tmp_path / f"{name}.json").write_text(json.dumps(document), encoding="utf-8")
        found = lapses(ck.load_agreement(tmp_path), (date(2026, 1, 1), date(2026, 5, 31)))
        assert sorted(found) == [
            ("2026-01-01", "2026-04-01"),
            ("2026-02-01", "2026-05-01"),
            ("2026-03-01", "2026-04-01"),
            ("2026-04-01", "2026-05-01"),
        ]


class TestMany:
    def test_a_portfolio_lists_them_too(self):
        portfolio = ck.Portfolio.of([agreed(bought="2026-02-10", lapses_after="6 months", drawn=None)])
        rows = portfolio.obligations(between=YEAR)
        assert [(one.id, one.due) for one in rows if one.kind == "lapse"] == [
            ("R-1/3 lapse 2026-02-10", date(2026, 8, 10))
        ]
