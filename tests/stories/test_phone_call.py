"""Story 1, the phone call: Tuesday 10:05, a dead printer. Three customers, three contracts, three due times."""

from __future__ import annotations

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
