"""How the work is done in the examples: what can be asked of their working agreements, with answers from the papers."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from pathlib import Path

import pytest

import contractkit as ck
from contractkit.terms.provisions.anchors import StepDone
from contractkit.terms.provisions.contacts import Contacts
from contractkit.terms.provisions.level import Level
from contractkit.terms.provisions.process import Process
from contractkit.terms.provisions.step import Step
from contractkit.terms.provisions.termination import Termination

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="module")
def havenkroon() -> ck.Agreement:
    return next(one for one in ck.load_agreements(EXAMPLES / "msp") if one.customer == "havenkroon")


@pytest.fixture(scope="module")
def harbour() -> ck.Agreement:
    return next(one for one in ck.load_agreements(EXAMPLES / "framework") if one.customer == "harbour")


class TestHavenkroon:
    """The papers of the notaries."""

    def test_who_is_told_changes_for_the_summer_only(self, havenkroon: ck.Agreement) -> None:
        (contacts,) = havenkroon.provisions_of(Contacts)
        names = [
            contacts.who("service-delivery-manager", date(2026, *day))[0].name
            for day in ((7, 19), (7, 20), (8, 7), (8, 8))
        ]
        assert names == ["Marit Zandstra", "Hylke Postma", "Hylke Postma", "Marit Zandstra"]

    def test_a_new_colleague_is_welcomed_after_account_and_laptop(self, havenkroon: ck.Agreement) -> None:
        joiner, leaver = havenkroon.provisions_of(Process)
        assert joiner.steps[3].after == (StepDone("account"), StepDone("laptop"))
        assert (leaver.steps[0].at_time, leaver.steps[1].otherwise is not None) == (time(18), True)

    def test_the_steps_of_a_repair_serve_the_promise_about_pcs(self, havenkroon: ck.Agreement) -> None:
        assert {str(step.serves) for step in havenkroon.provisions_of(Step)} == {"SLA-HVK-2025/5.1"}

    def test_they_may_leave_at_a_price_from_2026_on(self, havenkroon: ck.Agreement) -> None:
        free, breach, failure = havenkroon.provisions_of(Termination)
        assert (free.not_before, breach.not_before, failure.pays) == (date(2026, 1, 1), None, None)
        told = ck.sentence(free).replace("\u00a0", " ")
        assert told == (
            "The customer may end the agreement without giving a reason, from 1 January 2026 at the earliest "
            "(12 months after the start), with a notice of 6 months. It then pays 25 % of the fees of the rest of the term."
        )

    def test_all_of_it_is_told_in_both_languages(self, havenkroon: ck.Agreement) -> None:
        for provision in havenkroon.provisions:
            if provision.clause.document == "SOP-HVK-2025":
                assert ck.sentence(provision, "nl") != ck.sentence(provision, "en")


class TestFramework:
    """The papers of the towns."""

    def test_the_quay_costs_a_quarter_more_than_round_the_clock(self, harbour: ck.Agreement) -> None:
        prices = {level.name: level.price.amount.amount for level in harbour.provisions_of(Level) if level.price}
        assert (prices["round-the-clock"], prices["quay"]) == (Decimal("6.00"), Decimal("7.50"))

    def test_the_working_agreements_of_the_framework_hold_for_the_port(self, harbour: ck.Agreement) -> None:
        (move,) = harbour.provisions_of(Process)
        assert [step.name for step in move.steps] == ["announced", "survey", "cabling", "moved", "checked"]
