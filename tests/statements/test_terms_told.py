"""The term of an agreement that is renewed is told with how long it holds at first."""

from __future__ import annotations

import contractkit as ck

HEAD = {"contractkit": 1, "document": "sla", "id": "S-1", "title": "Desk", "currency": "EUR", "zone": "UTC"}
TERM = {"kind": "term", "start": "2026-01-01", "initial": "3 years"}


def told(locale: str, **clauses: object) -> str:
    agreement = ck.load_agreement(data={**HEAD, "clauses": {"1": TERM, **clauses}})
    return ck.sentence(agreement.terms_in("S-1/1")[0], locale).replace("\u00a0", " ")


def test_a_tacit_renewal_does_not_hide_the_initial_term() -> None:
    renewal = {"kind": "renewal", "renews": "tacitly", "by": "1 year", "notice": "3 months"}
    assert told("en", **{"2": renewal}) == (
        "The agreement holds from 1 January 2026, at first for 3 years, without an end that is already known."
    )
    assert "eerst voor 3 jaar" in told("nl", **{"2": renewal})


def test_without_renewal_its_last_day_is_told() -> None:
    assert told("en") == "The agreement holds from 1 January 2026 up to and including 31 December 2028."


def test_an_end_after_all_renewals_is_no_fixed_end() -> None:
    """36 months from 2026 end with 2028; two more years that nobody has to take end with 2030."""
    term = {"kind": "term", "start": "2026-01-01", "initial": "36 months"}
    renewal = {"kind": "renewal", "renews": "tacitly", "by": "12 months", "at_most": 2, "notice": "3 months"}
    assert told("en", **{"1": term, "2": renewal}) == (
        "The agreement holds from 1 January 2026, at first up to and including 31 December 2028; "
        "renewed as often as is agreed, at most up to and including 31 December 2030."
    )
    assert told("nl", **{"1": term, "2": renewal}) == (
        "De overeenkomst geldt vanaf 1 januari 2026, eerst tot en met 31 december 2028; "
        "zo vaak verlengd als is afgesproken, hoogstens tot en met 31 december 2030."
    )
