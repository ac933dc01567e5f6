"""An agreement is a value: equal ones hash alike, and what a clause says is found by whoever cites it."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import pytest

import contractkit as ck
from contractkit.terms.provisions.insurance import Insurance

HEAD = {"contractkit": 1, "document": "sla", "id": "SLA-7", "title": "Desk", "currency": "EUR", "zone": "UTC"}
INSURED = {"kind": "insurance", "cover": "cyber", "minimum": "EUR 250 000"}


def agreement(**clauses: Any) -> ck.Agreement:
    return ck.load_agreement(data={**HEAD, "clauses": {"7.3": INSURED} | clauses})


class TestAValue:
    """Two readings of the same papers are the same agreement."""

    def test_equal_agreements_hash_alike_and_are_one_in_a_set(self) -> None:
        assert len({agreement(), agreement(), copy.deepcopy(agreement()), pickle.loads(pickle.dumps(agreement()))}) == 1

    def test_others_are_another(self) -> None:
        assert len({agreement(), agreement(**{"8": {"kind": "text", "text": "More."}})}) == 2

    @pytest.mark.parametrize("part", ["fields", "calendars", "services"])
    def test_nobody_changes_a_part_of_it(self, part: str) -> None:
        found = agreement(**{"8": {"kind": "service", "name": "desk"}})
        entries = getattr(found, part)
        before = dict(entries)
        with pytest.raises(TypeError):
            entries["office"] = None
        with pytest.raises(AttributeError):
            entries.clear()
        assert getattr(found, part) == before
        assert type(getattr(pickle.loads(pickle.dumps(found)), part)) is type(entries)


class TestWhatAClauseSays:
    """By its citation, by the reference of a term, by the class of the term."""

    def test_the_reference_of_a_term_leads_back_to_it(self) -> None:
        found = agreement()
        (insured,) = found.provisions_of(Insurance)
        assert found.terms_in(insured.clause) == found.terms_in("SLA-7/7.3") == (insured,)

    def test_a_word_in_place_of_a_class_is_refused_with_the_way_to_write_it(self) -> None:
        with pytest.raises(ck.UsageError, match=r"contractkit\.terms\.provisions\.insurance\.Insurance"):
            agreement().provisions_of("insurance")  # type: ignore[type-var]


@pytest.mark.parametrize(
    ("clause", "where"),
    [
        ({"kind": "insurance", "cover": "cyber", "minimum": "-EUR 5"}, "clause 7.3 > minimum"),
        ({"kind": "insurance", "cover": "cyber", "minimum": "none"}, "clause 7.3 > minimum"),
        ({"kind": "deposit", "amount": "-5"}, "clause 7.3 > amount"),
        ({"kind": "liability", "per_event": "-EUR 5"}, "clause 7.3 > per_event"),
    ],
)
def test_an_amount_below_zero_is_refused_where_only_a_sum_can_be_meant(clause: dict[str, str], where: str) -> None:
    with pytest.raises(ck.DocumentRejected) as refused:
        agreement(**{"7.3": clause})
    assert [(problem.code, problem.where) for problem in refused.value.problems] == [("quantity", where)]
