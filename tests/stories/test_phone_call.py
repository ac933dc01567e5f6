"""Story 1, the phone call: Tuesday 10:05, a dead printer. Three customers, three contracts, three due times."""

from __future__ import annotations

import subprocess
import sys
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import contractkit as ck

MSP = Path(__file__).parents[2] / "examples" / "msp"
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
TUE_2026_02_17 = datetime(2026, 2, 17, 10, 5, tzinfo=AMSTERDAM)

MAPPING = {
    "contractkit": 1,
    "document": "mapping",
    "zone": "Europe/Amsterdam",
    "items": {
        "id": "ticket",
        "fields": {
            name: name for name in ("customer", "service", "type", "category", "priority", "status", "opened_at")
        },
    },
}

# Worked out by hand from the clauses; all three are P3.
#   gold:    8 hours of 08:00-18:00. Tuesday 10:05 to 18:00 = 7:55; 0:05 on Wednesday.
#            First answer within 4 hours: Tuesday 14:05.
#   silver: 12 hours of 08:30-17:00. Tuesday 10:05 to 17:00 = 6:55; 5:05 on Wednesday from 08:30.
#            First answer within 8 hours: 1:05 on Wednesday from 08:30.
#   bronze:  3 business days, to closing at 17:00: Wednesday, Thursday, Friday. No promise about a first answer.
DUE = {
    ("havenkroon", "gold-resolution-p3"): "2026-02-18T08:05+01:00",
    ("havenkroon", "gold-response-rest"): "2026-02-17T14:05+01:00",
    ("graanmolen", "silver-resolution-p3"): "2026-02-18T13:35+01:00",
    ("graanmolen", "silver-response-rest"): "2026-02-18T09:35+01:00",
    ("rietland", "bronze-resolution"): "2026-02-20T17:00+01:00",
}


@pytest.fixture(scope="module")
def evaluations() -> dict[str, ck.Evaluation]:
    """Return what the agent sees at 10:05 for the same call of each customer."""
    customers = ["havenkroon", "graanmolen", "rietland"]
    call = {
        "ticket": [f"CALL-{customer}" for customer in customers],
        "customer": customers,
        "service": ["workplace"] * 3,
        "type": ["incident"] * 3,
        "category": ["printer"] * 3,
        "priority": ["P3"] * 3,
        "status": ["new"] * 3,
        "opened_at": ["2026-02-17 10:05"] * 3,
    }
    facts = ck.Facts.from_frames(items=call, mapping=MAPPING)
    return {
        str(agreement.customer): ck.evaluate(agreement, facts.of_customer(agreement.customer), as_of=TUE_2026_02_17)
        for agreement in ck.load_agreements(MSP)
    }


class TestPhoneCall:
    """The same request has a due time of its own under each contract."""

    def test_each_customer_gets_the_due_times_of_its_own_papers(self, evaluations: dict[str, ck.Evaluation]) -> None:
        found = {}
        for customer, evaluation in evaluations.items():
            names = {target.id: target.name for target in evaluation.agreement.targets}
            for row in evaluation.outcomes.to_records():
                assert row["verdict"] == "running"
                found[customer, names[row["target"]]] = row["due"]
        assert found == {key: datetime.fromisoformat(due) for key, due in DUE.items()}

    def test_each_customer_is_told_its_own_level(self, evaluations: dict[str, ck.Evaluation]) -> None:
        levels = {c: {row["level"] for row in e.outcomes.to_records()} for c, e in evaluations.items()}
        assert levels == {"havenkroon": {"gold"}, "graanmolen": {"silver"}, "rietland": {"bronze"}}

    @pytest.mark.parametrize("customer", ["havenkroon", "graanmolen", "rietland"])
    def test_the_call_stands_on_the_page_with_its_clause(
        self, evaluations: dict[str, ck.Evaluation], customer: str
    ) -> None:
        evaluation = evaluations[customer]
        html = ck.Statement(evaluation.agreement, evaluation, period="2026-02").to_html()
        assert f"CALL-{customer}" in html
        clauses = {str(target.clause) for target in evaluation.agreement.targets if (customer, target.name) in DUE}
        assert clauses
        assert all(clause in html for clause in clauses)


COLUMNS = ("customer", "service", "type", "category", "priority", "status")
CALL = {"service": "workplace", "type": "incident", "category": "printer", "priority": "P3"}
# What the agent says besides: what covers it, and who answers the phone at the customer's (SOPs, contacts of the day).
PRICE = {
    "havenkroon": ("fixed-fee", "EUR 24 000.00"),
    "graanmolen": ("workplace", "EUR 31.50"),
    "rietland": ("workplace", "EUR 27.00"),
}
CONTACT = {"havenkroon": "Joris van Heemst", "graanmolen": "Tess Bolwerk", "rietland": "Anneloes Rietsema"}


@pytest.fixture(scope="module")
def portfolio() -> ck.Portfolio:
    """Return the papers of all customers, as the desk has them open."""
    return ck.Portfolio.of(ck.load_agreements(MSP))


@pytest.fixture(scope="module")
def answers(portfolio: ck.Portfolio) -> dict[str, ck.Entitlement]:
    """Return what the agent is told at 10:05."""
    return {
        customer: ck.entitlement(portfolio, item={"customer": customer, **CALL}, at=TUE_2026_02_17)
        for customer in portfolio.customers
    }


class TestAsked:
    """The agent asks for customer, service and priority, and gets all of it at once."""

    def test_three_customers_get_three_right_answers(self, answers: dict[str, ck.Entitlement]) -> None:
        found = {(customer, one.name): one.due for customer, answer in answers.items() for one in answer.promises}
        assert found == {key: datetime.fromisoformat(due) for key, due in DUE.items()}

    def test_they_are_those_of_the_tickets_afterwards(
        self, answers: dict[str, ck.Entitlement], evaluations: dict[str, ck.Evaluation]
    ) -> None:
        for customer, evaluation in evaluations.items():
            rows = {row["target"]: row["due"] for row in evaluation.outcomes.to_records()}
            assert {one.target: one.due for one in answers[customer].promises} == rows

    def test_the_levels_are_gold_silver_and_bronze(self, answers: dict[str, ck.Entitlement]) -> None:
        levels = {customer: answer.level for customer, answer in answers.items()}
        assert levels == {"havenkroon": "gold", "graanmolen": "silver", "rietland": "bronze"}

    def test_the_scope_rule_is_cited(self, answers: dict[str, ck.Entitlement]) -> None:
        assert {answer.scope for answer in answers.values()} == {"in"}
        assert str(answers["rietland"].scope_clause) == "SLA-RTL-2026/7.1 rest"

    def test_price_contact_and_next_step_are_there(self, answers: dict[str, ck.Entitlement]) -> None:
        for customer, answer in answers.items():
            (price,) = answer.prices
            assert (price.name, price.agreed) == PRICE[customer]
            assert CONTACT[customer] in [one.name for one in answer.contacts]
            (step,) = answer.next_steps
            assert step.due == min(datetime.fromisoformat(due) for (who, _), due in DUE.items() if who == customer)

    def test_a_broken_pc_has_its_first_step_from_the_working_agreements(self, portfolio: ck.Portfolio) -> None:
        # SOP 8.6: diagnosis within an hour of office time by the service desk, at 11:05.
        item = {"customer": "havenkroon", **CALL, "category": "broken-pc"}
        answer = ck.entitlement(portfolio, item=item, at=TUE_2026_02_17)
        (step,) = answer.next_steps
        assert (step.name, step.owner, str(step.clause)) == ("first-diagnosis", "service-desk", "SOP-HVK-2025/8.6")
        assert step.due == datetime.fromisoformat("2026-02-17T11:05+01:00")
        row = {name: ["CALL" if name == "ticket" else item.get(name, "new")] for name in ("ticket", *COLUMNS)}
        facts = ck.Facts.from_frames(items={**row, "opened_at": ["2026-02-17 10:05"]}, mapping=MAPPING)
        ticket = ck.evaluate(portfolio["C-HVK-2025"], facts, as_of=TUE_2026_02_17)
        (running,) = (one for one in ck.process_of(ticket, "CALL").steps if one.state == "running")
        assert (running.name, running.due) == (step.name, step.due)  # the process of the ticket says the same
        # SLA 5.1, the result: four hours of 08:00-18:00, Tuesday 14:05; the targets of P3 run beside it.
        assert {one.name: one.due for one in answer.promises}["pc-working-again"] == datetime.fromisoformat(
            "2026-02-17T14:05+01:00"
        )

    def test_a_priority_that_was_not_asked_for_is_asked_for(self, portfolio: ck.Portfolio) -> None:
        item = {"customer": "havenkroon", **CALL, "priority": None}
        answer = ck.entitlement(portfolio, item=item, at=TUE_2026_02_17)
        assert [one.field for one in answer.missing] == ["priority"]
        assert {one.when for one in answer.possible} == {
            *("priority is P1", "priority is P2", "priority is P3", "priority is P4", "priority is P3 or P4")
        }


class TestOnAPage:
    """What the agent looks at, and what is read aloud."""

    @pytest.mark.parametrize("customer", ["havenkroon", "graanmolen", "rietland"])
    def test_the_page_says_level_due_times_price_and_clauses(
        self, answers: dict[str, ck.Entitlement], customer: str
    ) -> None:
        answer = answers[customer]
        html = ck.entitlement_html(answer)
        assert html.startswith("<!doctype html>")
        assert f"Level {answer.level}" in html
        for one in answer.promises:
            assert str(one.clause) in html
            assert one.due is not None
            assert f"{one.due:%H:%M}" in html
        assert PRICE[customer][1] in html
        assert CONTACT[customer] in html

    def test_it_is_told_in_dutch_too(self, answers: dict[str, ck.Entitlement]) -> None:
        told = ck.entitlement_text(answers["rietland"], "nl").replace("\xa0", " ")
        assert "Solved, binnen 3 werkdagen: uiterlijk 20 feb 2026 17:00 (SLA-RTL-2026/4.2)" in told

    def test_the_command_goes_from_files_to_the_page(self, tmp_path: Path) -> None:
        page = tmp_path / "call.html"
        says = [f"{field}={word}" for field, word in {"customer": "havenkroon", **CALL}.items()]
        command = [sys.executable, "-m", "contractkit.cli", "entitlement", str(MSP), *says]
        command += ["--at", "2026-02-17T10:05+01:00", "--html", str(page)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert "18 Feb 2026 08:05" in done.stdout
        assert "18 Feb 2026 08:05" in page.read_text(encoding="utf-8").replace("\xa0", " ")
