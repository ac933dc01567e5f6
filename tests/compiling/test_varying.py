"""Papers with other words in a few places: which place is meant, what is refused, and that nothing else changes."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

import contractkit as ck
from contractkit.errors import DocumentRejected, UsageError

SLA = """
contractkit: 1
document: sla
id: SLA-7
title: Desk
language: en
currency: EUR
zone: Europe/Amsterdam
fields: {opened_at: instant, closed_at: instant, priority: [p1, p2]}
clauses:
  "1": {kind: term, start: 2026-01-01}
  "2": {kind: fee, name: fixed-fee, amount: EUR 900.00, per: month}
  "3":
    kind: time-target
    name: solved
    starts: {field: opened_at}
    stops: {field: closed_at}
    calendar: always
    reach: 95 %
    per: month
    rows:
      - {name: p1, when: {priority: p1}, within: 4 hours}
      - {name: p2, when: {priority: p2}, within: 8 hours}
    pays:
      - kind: curve
        of: fixed-fee
        points:
          - {at: 85 %, pays: -6 %}
          - {at: 95 %, pays: 0 %}
          - {at: 100 %, pays: 3 %}
  "4":
    kind: settlement
    per: month
    order:
      - {step: cap, limit: 10 % of charges, per: month, caps: both}
      - {step: round, to: 0.01, mode: half-up}
"""


@pytest.fixture(scope="module")
def papers() -> ck.Papers:
    return ck.Papers.of(text=SLA)


def only(papers: ck.Papers, place: str, value: Any) -> ck.Agreement:
    (variant,) = papers.variants({place: [value]})
    return variant.agreement


class TestPlaces:
    def test_a_row_goes_by_its_name(self, papers):
        agreement = only(papers, "3 rows.p2.within", "6 hours")
        assert [str(target.limit.within) for target in agreement.targets] == ["4 hours", "6 hours"]

    def test_a_clause_may_be_cited_with_its_document(self, papers):
        assert str(only(papers, "SLA-7/2 amount", "EUR 800.00").fees[0].amount) == "EUR 800.00"

    def test_an_item_of_a_list_goes_by_its_number_from_1(self, papers):
        points = only(papers, "3 pays.1.points.3.pays", "5 %").targets[0].effects[0].points
        assert [str(point.pays) for point in points] == ["-6 %", "0 %", "5 %"]

    def test_an_item_of_a_list_goes_by_what_tells_it_apart(self, papers):
        points = only(papers, "3 pays.curve.points.85 %.pays", "-9 %").targets[0].effects[0].points
        assert [str(point.pays) for point in points] == ["-9 %", "0 %", "3 %"]
        assert str(only(papers, "4 order.cap.limit", "EUR 50.00").settlement.steps[0].limit) == "EUR 50.00"

    def test_a_field_that_is_not_written_yet_may_be(self, papers):
        assert only(papers, "3 open_overdue", "left-out").targets[0].open_overdue == "left-out"

    def test_a_field_may_hold_a_list_or_a_map(self, papers):
        points = [{"at": "90 %", "pays": "-1 %"}, {"at": "100 %", "pays": "1 %"}]
        assert len(only(papers, "3 pays.1.points", points).targets[0].effects[0].points) == 2

    def test_the_head_of_a_document_goes_by_its_id(self, papers):
        agreement = only(papers, "SLA-7 conventions.assigned_by", "opened")
        assert {target.assigned_by for target in agreement.targets} == {"opened"}

    @pytest.mark.parametrize(
        ("place", "says"),
        [
            ("3", "names no place"),
            ("9 reach", "there is no clause '9'"),
            ("3 rows.p9.within", "there is no 'p9.within'"),
            ("3 pays.2.of", "there is no '2.of'"),
        ],
    )
    def test_a_place_that_is_not_there_is_named_with_what_is(self, papers, place, says):
        with pytest.raises(UsageError, match=says):
            papers.variants({place: ["x"]})


class TestValues:
    def test_a_value_that_does_not_fit_is_refused_where_it_stands(self, papers):
        with pytest.raises(DocumentRejected) as refused:
            papers.variants({"3 reach": ["oops"]})
        (problem,) = refused.value.problems
        assert "'oops' is not a percentage" in problem.says
        assert problem.where == "clause SLA-7/3"

    def test_a_field_that_no_such_clause_has_is_refused(self, papers):
        with pytest.raises(DocumentRejected):
            papers.variants({"3 raech": ["97 %"]})

    def test_a_value_that_contradicts_its_clause_is_refused_as_a_document_would_be(self, papers):
        """A curve whose points do not go up."""
        with pytest.raises(DocumentRejected, match=r"pays.1.points.95 %.at: 80 %: the points of a curve go up"):
            papers.variants({"3 pays.1.points.95 %.at": ["80 %"]})

    def test_a_text_is_no_list_of_values(self, papers):
        with pytest.raises(UsageError, match="takes a list of values"):
            papers.variants({"3 reach": "97 %"})


class TestVariants:
    def test_a_grid_is_every_combination_in_the_order_of_the_page(self, papers):
        found = papers.variants({"3 reach": ["90 %", "97 %"], "2 amount": ["EUR 1", "EUR 2"]})
        assert [one.name for one in found] == [
            "SLA-7/3 reach: 90 %, SLA-7/2 amount: EUR 1",
            "SLA-7/3 reach: 90 %, SLA-7/2 amount: EUR 2",
            "SLA-7/3 reach: 97 %, SLA-7/2 amount: EUR 1",
            "SLA-7/3 reach: 97 %, SLA-7/2 amount: EUR 2",
        ]

    def test_a_list_of_maps_is_these_combinations_only(self, papers):
        found = papers.variants([{"3 reach": "90 %"}, {"2 amount": "EUR 2"}], names=["low", "cheap"])
        assert [(one.name, len(one.settings)) for one in found] == [("low", 1), ("cheap", 1)]

    def test_several_changes_of_one_clause_all_hold(self, papers):
        (one,) = papers.variants({"3 reach": ["90 %"], "3 rows.p1.within": ["1 hour"], "3 per": ["quarter"]})
        target = one.agreement.targets[0]
        assert (str(target.reach), str(target.limit.within), target.per) == ("90 %", "1 hour", "quarter")

    def test_what_is_written_as_it_stands_is_the_same_agreement(self, papers):
        assert only(papers, "3 reach", "95 %") == papers.agreement

    def test_the_signed_agreement_stays_what_it_is(self, papers):
        before = papers.agreement.to_dict()
        only(papers, "3 reach", "50 %")
        assert papers.agreement.to_dict() == before == ck.load_agreement(text=SLA).to_dict()

    def test_a_variant_is_what_the_changed_text_loads_as(self, papers):
        """The other way to the same: change the text, and load it."""
        text = SLA.replace("within: 8 hours", "within: 6 hours").replace("limit: 10 %", "limit: 7 %")
        (one,) = papers.variants({"3 rows.p2.within": ["6 hours"], "4 order.1.limit": ["7 % of charges"]})
        assert one.agreement == ck.load_agreement(text=text)


class TestFolder:
    def test_one_agreement_of_several_is_named(self):
        folder = Path(__file__).parents[2] / "examples" / "msp"
        with pytest.raises(DocumentRejected, match="C-RTL-2026"):
            ck.Papers.of(folder)
        papers = ck.Papers.of(folder, agreement="C-RTL-2026")
        assert papers.agreement == next(one for one in ck.load_agreements(folder) if one.id == "C-RTL-2026")
        assert str(papers.with_value("4.2 reach", "90 %").targets[0].reach) == "90 %"

    def test_a_clause_number_that_several_documents_have_is_refused(self):
        folder = Path(__file__).parents[2] / "examples" / "msp"
        papers = ck.Papers.of(folder, agreement="C-RTL-2026")
        with pytest.raises(UsageError, match=r"C-RTL-2026/2.1 or SLA-RTL-2026/2.1"):
            papers.variants({"2.1 title": ["x"]})

    def test_broken_papers_are_told_all_at_once(self):
        with pytest.raises(DocumentRejected):
            ck.Papers.of(text=SLA.replace("reach: 95 %", "reach: oops"))


class TestAmended:
    """A variant replaces signed words; an amendment holds from its date on, whatever stood there before."""

    @pytest.mark.parametrize("value", ["85 %", "95 %"])
    def test_a_field_that_an_amendment_changes_is_varied_until_then(self, value):
        """Signed with 90 %; the amendment of 17 August writes 95 %, which is one of the variants as well."""
        papers = ck.Papers.of(Path(__file__).parents[2] / "examples" / "settled-year")
        (variant,) = papers.variants({"3.1 reach": [value]})
        before, after = (variant.agreement.at(day).targets[0].reach for day in (date(2026, 8, 16), date(2026, 8, 17)))
        assert (str(before), str(after)) == (value, "95 %")


class TestReadings:
    def test_each_alternative_of_each_silence_is_written_where_the_text_is_silent(self, papers):
        found = {(one.assumption.convention, one.alternative): one for one in papers.readings()}
        outside = found["outside", "extend"]
        assert outside.variant is not None
        assert str(outside.variant.settings[0]) == "SLA-7/3 pays.1.outside: extend"
        assert outside.variant.agreement.targets[0].effects[0].outside == "extend"

    def test_a_reading_leaves_everything_else_as_it_was(self, papers):
        """All other silences stay silences."""
        reading = next(one for one in papers.readings() if one.alternative == "extend")
        assert reading.variant is not None
        left = set(papers.agreement.assumptions) - set(reading.variant.agreement.assumptions)
        assert {one.convention for one in left} == {"outside"}

    def test_a_silence_that_no_clause_can_break_says_so(self, papers):
        about_facts = ck.Papers.of(text=SLA).agreement.assumptions[0]
        import attrs

        strange = attrs.evolve(about_facts, convention="customer-of-items", alternatives=("none",), clause=None)
        (one,) = papers.readings([strange])
        assert one.variant is None
        assert one.why == "it is a reading of the facts, and no clause decides it"
