"""The law that a portfolio owes what each of its agreements owes, over terms and clauses of many kinds.

Terms begin on both sides of what counts as long ago, renewed for ever, a few times, until notice or never; duties are
due after and before the ends of months, quarters and years, of the contract's own too.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from call_papers import paper
from hypothesis import given, settings
from hypothesis import strategies as st

import contractkit as ck
from contractkit.duties import obligations as obligations_of_one

FIRST = date(2026, 1, 1)
LONG_AGO = FIRST - timedelta(days=800)
STARTS = st.one_of(
    st.sampled_from([LONG_AGO + timedelta(days=days) for days in (-1, 0, 1)]),
    st.sampled_from([date(2016, 2, 29), date(2024, 12, 31), date(2025, 1, 1), date(2026, 1, 1), date(2026, 8, 31)]),
    st.dates(date(2015, 1, 1), date(2027, 6, 30)),
)
ENDS = ("month-end", "quarter-end", "half-year-end", "year-end", "contract-year-end", "start", "end", "signature")
LENGTHS = (
    "1 day",
    "10 business days",
    "30 days",
    "6 weeks",
    "2 months",
    "1 year",
    "18 months",
    "3 years",
    "300 business days",
)


@st.composite
def contracts(draw: st.DrawFn) -> dict[str, Any]:
    """Draw a contract with a term and clauses that make somebody owe something."""
    document = paper(1)
    clauses = document["clauses"]
    initial = draw(st.sampled_from(["6 months", "12 months", "36 months"]))
    clauses["1.1"] = {"kind": "term", "start": draw(STARTS).isoformat(), "initial": initial}
    renews = draw(st.sampled_from(["tacitly", "tacitly", "tacitly", "a few times", "expressly", "until-notice", "no"]))
    if renews != "no":
        clauses["1.2"] = {
            "kind": "renewal",
            "renews": "tacitly",
            "by": "12 months",
            "notice": draw(st.sampled_from(["1 month", "60 days"])),
        }
        if renews == "a few times":
            clauses["1.2"]["at_most"] = draw(st.integers(1, 3))
        elif renews != "tacitly":
            clauses["1.2"]["renews"] = renews
            if renews == "until-notice":
                del clauses["1.2"]["by"]
                clauses["1.2"] |= draw(st.sampled_from([{}, {"to_end_of": "quarter"}, {"to_end_of": "contract-year"}]))
    for number in range(draw(st.integers(0, 3))):
        duty = {"kind": "duty", "owner": "provider", "does": "Does it", "calendar": "office"}
        if draw(st.integers(0, 4)):
            duty |= {
                "due": draw(st.sampled_from(LENGTHS)),
                draw(st.sampled_from(["after", "before"])): draw(st.sampled_from(ENDS)),
            }
        else:
            duty |= draw(st.sampled_from([{"due": "2026-05-31"}, {"every": "month"}, {"every": "contract-year"}]))
        clauses[f"5.{number + 1}"] = duty
    if draw(st.booleans()):
        until = draw(st.sampled_from(["2025-12-31", "2026-01-01", "2026-06-30", "2027-03-01"]))
        clauses["6.1"] = {"kind": "insurance", "cover": "cyber", "minimum": "EUR 1 000", "certificate_until": until}
    if draw(st.booleans()):
        clauses["6.2"] = {
            "kind": "indexation",
            "by": {"fixed": "2 %"},
            "every": draw(st.sampled_from(["1 January", "29 February"])),
        }
        clauses["6.2"] |= draw(st.sampled_from([{}, {"first": "2026-01-01"}]))
    if draw(st.booleans()):
        clauses["6.3"] = {"kind": "payment", "within": "30 days"}
    if draw(st.booleans()):
        right = {
            "kind": "right",
            "owner": "customer",
            "may": "Look",
            "times": 1,
            "per": draw(st.sampled_from(["contract-year", "year"])),
        }
        clauses["6.4"] = {**right, "notice": "20 business days", "calendar": "office"}
    return document


class TestOwedByMany:
    @settings(max_examples=25)
    @given(
        st.lists(contracts(), min_size=2, max_size=6), st.sampled_from([FIRST, date(2026, 4, 30), date(2027, 2, 28)])
    )
    def test_it_is_what_each_owes(self, documents: list[dict[str, Any]], as_of: date) -> None:
        named = [{**one, "id": f"C-{number}"} for number, one in enumerate(documents)]
        agreements = [ck.load_agreement(data=one) for one in named if not errors(one)]
        between = (FIRST, date(2026, 12, 31))
        found = ck.Portfolio.of(agreements).obligations(between, as_of=as_of)
        alone = [obligations_of_one(one, between, as_of=as_of) for one in agreements]
        assert sorted(str(one.to_dict()) for one in found) == sorted(
            str(one.to_dict()) for each in alone for one in each
        )
        assert sorted(map(str, found.gaps)) == sorted(str(gap) for each in alone for gap in each.gaps)
        assert [row["due"].date() for row in found.table.to_records()] == sorted(
            one.due for each in alone for one in each
        )


def errors(document: dict[str, Any]) -> list[ck.Problem]:
    """Return why a document that was drawn does not load."""
    return [one for one in ck.check(data=document) if one.severity == "error"]
