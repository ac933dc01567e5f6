"""What was told and decides nothing says so in a note, and what was told beside something else says which counted."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

import contractkit as ck

HEAD: dict[str, Any] = {
    "contractkit": 1,
    "document": "sla",
    "id": "H-1",
    "title": "Hosting",
    "language": "en",
    "currency": "EUR",
    "zone": "UTC",
    "parties": {"provider": {"name": "Tweestroom IT"}, "customer": {"name": "Rietland"}},
}
CREDIT: dict[str, Any] = {"kind": "tier-credit", "of": "fee", "tiers": [{"below": "reach", "credit": "30 %"}]}


def hosting(effect: dict[str, Any] | None = None, **clauses: Any) -> ck.Agreement:
    """Return a fee of EUR 1 000.00 a month, of which 30 % comes back where less than 99 % was available."""
    return ck.load_agreement(
        data={
            **HEAD,
            "clauses": {
                "1": {"kind": "fee", "name": "fee", "amount": "EUR 1 000.00", "per": "month"},
                "3": {"kind": "metric", "name": "uptime", "measures": "availability", "relief": "none"},
                "4": {
                    "kind": "figure-target",
                    "name": "available",
                    "metric": "uptime",
                    "reach": "at least 99 %",
                    "per": "month",
                    "pays": [{**CREDIT, **(effect or {})}],
                },
                **clauses,
            },
        }
    )


def settled(agreement: ck.Agreement, period: str = "2026-01", **told: Any) -> ck.Settlement:
    facts = ck.SettlementFacts.from_dict({"figures": {"available": "98 %"}, **told}, agreement=agreement, period=period)
    return ck.settle(agreement, None, None, period=period, told=facts)[0]


class TestNamesThatNobodyReads:
    @pytest.mark.parametrize(
        ("told", "note"),
        [
            (
                {"points": {"available": 3}},
                "The points told of available for 2026-01 decide nothing: no clause counts any.",
            ),
            (
                {"failures": {"available": 3}},
                (
                    "The failures told of available for 2026-01 decide nothing: "
                    "no deduction of the period is counted by failures of it."
                ),
            ),
            (
                {"choices": [{"of": "available"}]},
                (
                    "That the customer chose available for 2026-01 decides nothing: "
                    "no clause leaves a choice between it and other effects."
                ),
            ),
            (
                {"claims": [{"of": "available", "on": "2026-02-03"}]},
                (
                    "The claim told of available for 2026-01 decides nothing: "
                    "the credit is given without a claim, as no clause asks for one."
                ),
            ),
            (
                {"raises": ["2026-01-01"]},
                "The raises of wages that were told decide nothing: no price follows a collective agreement.",
            ),
            (
                {"overdue": {"amount": "EUR 100.00", "for": "3 days"}},
                "That EUR 100.00 was overdue decides nothing: no clause of the period asks interest on it.",
            ),
            (
                {"overdue": {"for": "3 days"}},
                "That something was overdue decides nothing: no clause of the period says that an invoice lapses.",
            ),
        ],
    )
    def test_each_is_noted_and_the_credit_stays_what_it_is(self, told: dict[str, Any], note: str) -> None:
        money = settled(hosting(), **told)
        assert money.notes == (note,)
        assert str(money.total) == "EUR 700.00"

    def test_a_baseline_of_a_service_without_a_band_is_noted(self) -> None:
        service = {"kind": "service", "name": "desk", "volume": "100 seats", "price": "EUR 2.00 per seat per month"}
        assert settled(hosting(**{"5": service}), baselines={"desk": "45"}).notes == (
            "The baseline told of desk decides nothing: no clause prices what lies outside a band around it.",
        )

    def test_what_a_clause_reads_is_not_noted(self) -> None:
        interest = {"kind": "interest", "rate": "8 % per year"}
        overdue = {"amount": "EUR 100.00", "for": "3 days"}
        assert settled(hosting(**{"5": interest}), overdue=overdue).notes == ()

    def test_a_claim_that_a_clause_asks_for_is_not_noted(self) -> None:
        claims = [{"of": "available", "on": "2026-02-03"}]
        assert settled(hosting({"claim": "30 days"}), claims=claims).notes == ()

    def test_what_was_told_of_other_dates_is_left_to_their_settlement(self) -> None:
        assert settled(hosting(), points={"available": {"2026-02": 3}}).notes == ()


class TestFigureOfATargetAndOfItsMetric:
    def test_where_they_differ_both_values_are_said(self) -> None:
        money = settled(hosting(), figures={"available": "98 %", "uptime": "99.9 %"})
        assert str(money.total) == "EUR 700.00"
        assert money.notes == (
            (
                "The figure told of uptime for 2026-01, 99.90 %, decides nothing for available: "
                "the figure told of available itself counts, 98.00 %."
            ),
        )

    def test_where_they_are_the_same_that_is_said(self) -> None:
        (note,) = settled(hosting(), figures={"available": "98 %", "uptime": "98 %"}).notes
        assert note.endswith("the figure told of available itself counts, and it is the same.")

    def test_one_of_the_metric_alone_decides_and_is_not_noted(self) -> None:
        money = settled(hosting(), figures={"uptime": "98 %"})
        assert (str(money.total), money.notes) == ("EUR 700.00", ())


def desk() -> ck.Agreement:
    """Return a promise that 90 % of the tickets are solved in four hours."""
    return ck.load_agreement(
        data={
            **HEAD,
            "fields": {"opened_at": "instant", "resolved_at": "instant"},
            "clauses": {
                "1": {"kind": "fee", "name": "fee", "amount": "EUR 1 000.00", "per": "month"},
                "4": {
                    "kind": "time-target",
                    "name": "solved",
                    "starts": {"field": "opened_at"},
                    "stops": {"field": "resolved_at"},
                    "calendar": "always",
                    "within": "4 hours",
                    "reach": "90 %",
                    "per": "month",
                    "pays": [CREDIT],
                },
            },
        }
    )


def of_tickets(**told: Any) -> ck.Settlement:
    """Settle January with two tickets, one of them solved in time: 50 %, breached."""
    agreement = desk()
    facts = ck.Facts.from_frames(
        items={
            "id": ["T1", "T2"],
            "opened": ["2026-01-12T09:00Z", "2026-01-13T09:00Z"],
            "resolved": ["2026-01-12T10:00Z", "2026-01-13T19:00Z"],
        },
        mapping={
            "contractkit": 1,
            "document": "mapping",
            "items": {"id": "id", "fields": {"opened_at": "opened", "resolved_at": "resolved"}},
        },
    )
    result = ck.evaluate(agreement, facts, datetime(2026, 2, 2, tzinfo=UTC))
    facts_told = ck.SettlementFacts.from_dict(told, agreement=agreement, period="2026-01")
    return ck.settle(agreement, result, facts, period="2026-01", told=facts_told)[0]


class TestToldBesideItems:
    def test_a_verdict_that_the_items_give_too_decides_nothing(self) -> None:
        money = of_tickets(verdicts={"solved": "breached"})
        assert str(money.total) == "EUR 700.00"
        assert money.notes == (
            (
                "The verdict told of solved for 2026-01, breached, decides nothing: "
                "the items give 50.00 %, breached, which counts."
            ),
        )

    def test_a_verdict_that_the_items_deny_leaves_the_verdict_open_and_their_figure_counts(self) -> None:
        money = of_tickets(verdicts={"solved": "met"})
        assert str(money.total) == "EUR 700.00"
        assert money.notes == (
            (
                "The verdict told of solved for 2026-01, met, is denied: the items give 50.00 %, breached; "
                "that figure counts, and the verdict stays open."
            ),
        )

    def test_a_figure_that_the_items_deny_stands_against_them(self) -> None:
        assert of_tickets(figures={"solved": "95 %"}).notes == (
            (
                "The figure told of solved for 2026-01, 95.00 %, stands against what the items give (50.00 %, breached): "
                "neither counts alone."
            ),
        )

    def test_without_anything_told_nothing_is_said(self) -> None:
        assert of_tickets().notes == ()


THREE_MONTHS = {"kind": "term", "start": "2026-01-01", "initial": "3 months"}


class TestTheNextPeriodOfTheLastOne:
    def test_a_share_of_the_month_after_the_term_is_of_nought_and_says_so(self) -> None:
        money = settled(hosting({"of_period": "next"}, **{"2": THREE_MONTHS}), "2026-03")
        assert str(money.total) == "EUR 1 000.00"
        assert money.notes == (
            (
                "available, 2026-03: the share is taken of fee of the next period, 2026-04, which lies outside the term "
                "(it ends with 2026-03-31): that is EUR 0.00, so nothing is paid (H-1/4)."
            ),
        )

    def test_inside_of_the_term_nothing_is_said(self) -> None:
        money = settled(hosting({"of_period": "next"}, **{"2": THREE_MONTHS}), "2026-02")
        assert (str(money.total), money.notes) == ("EUR 700.00", ())

    def test_a_month_without_a_credit_says_nothing(self) -> None:
        money = settled(
            hosting({"of_period": "next"}, **{"2": THREE_MONTHS}), "2026-03", figures={"available": "100 %"}
        )
        assert money.notes == ()


def test_what_is_told_of_a_target_for_one_month_leaves_another_to_its_metric() -> None:
    """30 % of EUR 1 000.00 in both months: January's 98 % was told of the metric, February's of the target."""
    head = {"contractkit": 1, "document": "sla", "id": "S-1", "title": "Hosting", "currency": "EUR", "zone": "UTC"}
    clauses: dict[str, Any] = {
        "1": {"kind": "fee", "name": "base-fee", "amount": "EUR 1 000", "per": "month"},
        "2": {"kind": "metric", "name": "uptime", "measures": "availability", "relief": "none"},
        "3": {"kind": "figure-target", "name": "available", "metric": "uptime", "reach": "99.5 %", "per": "month"},
        "4": {
            "kind": "tier-credit",
            "for": "available",
            "of": "base-fee",
            "tiers": [{"below": "reach", "credit": "30 %"}],
        },
    }
    agreement = ck.load_agreement(data={**head, "clauses": clauses})
    facts = {"figures": {"uptime": {"2026-01": "98 %"}, "available": {"2026-02": "98 %"}}}
    for period in ("2026-01", "2026-02"):
        told = ck.SettlementFacts.from_dict(facts, agreement=agreement, period=period)
        money, _ = ck.settle(agreement, None, None, period=period, told=told)
        assert (money.status, str(money.total)) == ("final", "EUR 700.00")
