"""Which items belong to which agreement."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs
import pytest

from contractkit.cli.dividing import divide
from contractkit.compiling import load_agreement
from contractkit.facts import Coded, Facts, Items
from contractkit.records.clauses import ClauseRef
from contractkit.terms import Agreement, Term


def agreement(code: str | None, name: str = "Acme") -> Agreement:
    document = {
        "contractkit": "1", "document": "sla", "id": "SLA-7", "title": "Levels", "zone": "UTC", "currency": "EUR",
        "fields": {"closed_at": "instant"},
        "clauses": {"1": {"kind": "time-target", "name": "solved", "starts": {"field": "opened_at"},
                          "stops": {"field": "closed_at"}, "within": "4 hours", "calendar": "always"}},
    }  # fmt: skip
    from contractkit.terms import Party

    return attrs.evolve(load_agreement(data=document), id=f"C-{code}", parties=(Party("customer", name, code),))


def facts(*customers: str | None, field: str = "customer") -> Facts:
    return Facts(Items([f"T-{n}" for n, _ in enumerate(customers)], {field: Coded.from_words(customers)}))


def ids(division: Any) -> list[list[str]]:
    return [list(part.items.ids) for part in division.parts]


class TestDivide:
    """Items go to the agreement whose code their customer field holds."""

    def test_each_agreement_gets_the_items_of_its_customer(self) -> None:
        division = divide([agreement("a", "A"), agreement("b", "B")], facts("a", "b", "a", "c", None))
        assert ids(division) == [["T-0", "T-2"], ["T-1"]]
        assert {(stray.customer, stray.why, stray.items) for stray in division.strays} == {
            ("c", "no-agreement", (("T-3", 4),)),
            (None, "no-customer", (("T-4", 5),)),
        }

    def test_one_agreement_among_other_customers_gets_its_own_items(self) -> None:
        division = divide([agreement("a")], facts("a", "b"))
        assert (ids(division), [stray.customer for stray in division.strays]) == ([["T-0"]], ["b"])

    def test_items_of_a_customer_whose_agreement_holds_at_another_time_are_not_said_to_have_none(self) -> None:
        (stray,) = divide([agreement("a")], facts("a", "b"), [agreement("b", "B")]).strays
        assert (stray.customer, stray.why, stray.agreements) == ("b", "outside-term", ("C-b",))

    @pytest.mark.parametrize(("written", "near"), [("ACME", "acme"), ("acmee", "acme"), ("zeta", None)])
    def test_the_code_that_was_perhaps_meant_is_found(self, written: str, near: str | None) -> None:
        (stray,) = divide([agreement("acme")], facts(written)).strays
        assert stray.nearest == near

    @pytest.mark.parametrize("field", ["customer", "service"])
    def test_two_agreements_at_once_under_one_code_are_a_problem_that_names_both(self, field: str) -> None:
        twins = [agreement("a"), attrs.evolve(agreement("a"), id="C-2")]
        division = divide(twins, facts("a", "b", field=field))
        assert [problem.code for problem in division.problems] == ["shared-customer-code"]
        assert "C-a and C-2" in division.problems[0].says
        assert division.parts == ()

    @pytest.mark.parametrize(("begins", "problems"), [(date(2026, 2, 14), 1), (date(2026, 2, 15), 0)])
    def test_one_agreement_may_begin_on_the_day_on_which_the_other_no_longer_holds(
        self, begins: date, problems: int
    ) -> None:
        ref = ClauseRef("C", "1")
        old = attrs.evolve(agreement("a"), term=Term(date(2025, 1, 1), date(2026, 2, 15), ref))
        new = attrs.evolve(agreement("a"), id="C-2", term=Term(begins, None, ref))
        assert len(divide([old, new], facts("a")).problems) == problems

    @pytest.mark.parametrize(
        ("code", "field"),
        [(None, "customer"), ("a", "service"), (None, "service")],
        ids=["no-code", "no-field", "neither"],
    )
    def test_one_agreement_gets_all_items_where_facts_or_contract_do_not_speak_of_customers(
        self, code: str | None, field: str
    ) -> None:
        division = divide([agreement(code)], facts("a", "b", field=field))
        assert (ids(division), division.strays) == ([["T-0", "T-1"]], ())

    def test_items_that_do_not_say_whose_they_are_belong_to_the_one_code_by_assumption(self) -> None:
        division = divide([agreement("a")], facts("x", field="service"))
        assert [(one.convention, one.taken) for one in division.assumptions] == [("customer-of-items", "a")]
        assert division.parts[0].assumptions == division.assumptions
        assert divide([agreement(None)], facts("x", field="service")).assumptions == ()

    def test_a_customer_whose_agreement_holds_at_another_time_counts_as_a_customer(self) -> None:
        division = divide([agreement("a", "A")], facts("x", field="service"), [agreement("b", "B")])
        assert [problem.code for problem in division.problems] == ["no-customer-field"]

    def test_several_customers_and_no_field_is_a_problem(self) -> None:
        division = divide([agreement("a", "A"), agreement("b", "B")], facts("a", "b", field="service"))
        assert [problem.code for problem in division.problems] == ["no-customer-field"]

    def test_several_customers_of_whom_one_has_no_code_is_a_problem_that_names_the_contract(self) -> None:
        division = divide([agreement("a", "A"), agreement(None, "B")], facts("a", "b"))
        assert [(problem.code, "C-None" in problem.says) for problem in division.problems] == [
            ("no-customer-code", True)
        ]
