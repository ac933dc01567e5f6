"""What was taken without being listed: months of an earn-back, of a ratchet, and of a term that begins at a month end."""

from __future__ import annotations

from typing import Any

import pytest

import contractkit as ck

HEAD: dict[str, Any] = {
    "contractkit": 1, "document": "contract", "id": "C-1", "title": "Desk", "language": "en", "currency": "EUR",
    "zone": "Europe/Amsterdam", "parties": {"provider": {"name": "P"}, "customer": {"name": "Q"}},
    "fields": {"opened_at": "instant", "part": "text"},
}  # fmt: skip
FEE = {"kind": "fee", "name": "desk", "amount": "EUR 1 000.00", "per": "month"}
METRIC = {"kind": "metric", "name": "up", "measures": "availability", "relief": "none"}
TARGET = {
    "kind": "figure-target", "name": "available", "metric": "up", "reach": "at least 99 %", "per": "month",
    "pays": [{"kind": "tier-credit", "of": "desk", "tiers": [{"below": "reach", "credit": "10 %"}]}],
}  # fmt: skip
TERM = {"kind": "term", "start": "2026-01-01"}


def papers(**clauses: dict[str, Any]) -> ck.Papers:
    return ck.Papers.of(data={**HEAD, "clauses": {name.lstrip("c"): clause for name, clause in clauses.items()}})


def listed(taken_from: ck.Papers, convention: str) -> list[tuple[str, tuple[str, ...], str]]:
    found = (one for one in taken_from.agreement.assumptions if one.convention == convention)
    return [(one.taken, one.alternatives, str(one.clause)) for one in found]


def reasons(taken_from: ck.Papers, convention: str) -> set[str | None]:
    return {one.why for one in taken_from.readings() if one.assumption.convention == convention}


def earning_back(when: dict[str, Any]) -> ck.Papers:
    step = {"step": "earn-back", "when": when, "returns": "50 %"}
    settlement = {"kind": "settlement", "per": "month", "order": [step, {"step": "round", "to": "0.01"}]}
    return papers(c1=TERM, c2=FEE, c3=METRIC, c4=TARGET, c5=settlement)


class TestGoodMonthsOfAnEarnBack:
    @pytest.mark.parametrize(
        "when",
        [
            {"target": "available", "verdict": "met", "periods_in_a_row": "3"},
            {"target": "available", "verdict": "met", "periods": "3", "out_of_last": "4"},
        ],
        ids=["three in a row", "three of four"],
    )
    def test_that_look_back_count_every_time_and_that_is_listed(self, when: dict[str, Any]) -> None:
        """Good from February to May: April looks at February to April, May at March to May, and both win back."""
        found = earning_back(when)
        assert listed(found, "good-periods") == [("every time", ("once",), "C-1/5")]
        assert reasons(found, "good-periods") == {
            "which good periods brought a malus back, no settlement keeps, so that none can leave them out"
        }

    def test_one_month_by_itself_leaves_nothing_open(self) -> None:
        assert listed(earning_back({"target": "available", "verdict": "met"}), "good-periods") == []


class TestTheMonthOfAFailure:
    def test_is_that_in_which_its_item_was_opened_and_is_listed(self) -> None:
        ratchet = {
            "kind": "ratchet",
            "rate": "EUR 50.00",
            "same": ["part"],
            "repetition": [{"more_than": "4", "times": "1.5"}],
        }
        found = papers(c1=TERM, c2=FEE, c3=ratchet)
        assert listed(found, "counted-in") == [("opened", ("another instant",), "C-1/3")]
        assert reasons(found, "counted-in") == {
            "which other instant is meant, no alternative says; tell the failures of each period (failures)"
        }


class TestATermFromAMonthEnd:
    OTHERS = ("the same day where a month has it", "the last day of every month")

    @pytest.mark.parametrize(
        ("start", "initial", "by", "taken"),
        [
            # 31 August + 6 months is 28 February, and that + 6 months 28 August
            ("2026-08-31", "6 months", "6 months", "its last day, and that day from then on"),
            ("2026-08-31", "6 months", None, "its last day"),
            # 31 January + 12 months is 31 January; the renewals by a month then come to February
            ("2026-01-31", "12 months", "1 month", "its last day, and that day from then on"),
            ("2024-02-29", "1 year", "1 year", "its last day, and that day from then on"),
            # these days every month has that they come to
            ("2026-01-31", "12 months", "12 months", None),
            ("2026-01-31", "6 months", "6 months", None),
            ("2026-08-28", "6 months", "1 month", None),
            ("2026-08-31", "180 calendar days", None, None),
        ],
    )
    def test_lists_the_day_that_was_taken_where_a_month_lacks_it(
        self, start: str, initial: str, by: str | None, taken: str | None
    ) -> None:
        term = {"kind": "term", "start": start, "initial": initial}
        renewal = {} if by is None else {"c2": {"kind": "renewal", "renews": "tacitly", "by": by, "notice": "10 days"}}
        expected = [] if taken is None else [(taken, self.OTHERS, "C-1/1")]
        assert listed(papers(c1=term, **renewal, c3=FEE), "anniversary") == expected

    @pytest.mark.parametrize(
        ("term", "taken"),
        [
            ({"start": "2024-02-29"}, ["28 February"]),
            ({"start": "2024-02-29", "until": "2026-02-28"}, ["28 February"]),
            ({"start": "2024-02-29", "until": "2025-02-28"}, []),
            ({"start": "2024-02-28"}, []),
        ],
    )
    def test_lists_when_contract_years_begin_that_are_counted_from_a_leap_day(
        self, term: dict[str, str], taken: list[str]
    ) -> None:
        found = listed(papers(c1={"kind": "term", **term}, c3=FEE), "contract-year")
        assert found == [(word, ("1 March",), "C-1/1") for word in taken]
