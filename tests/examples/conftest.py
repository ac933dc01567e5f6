"""The example of a managed-service provider, loaded and judged once."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import attrs
import pytest

import contractkit as ck

EXAMPLES = Path(__file__).parents[2] / "examples"
MSP = EXAMPLES / "msp"
AS_OF = datetime(2026, 4, 10, tzinfo=ZoneInfo("Europe/Amsterdam"))


@attrs.frozen
class Judged:
    """One customer's agreement and what became of its tickets."""

    agreement: ck.Agreement
    facts: ck.Facts
    evaluation: ck.Evaluation

    def outcomes(self) -> dict[tuple[str, str], dict[str, object]]:
        """Return the outcomes by ticket and name of the target."""
        names = {target.id: target.name for target in self.agreement.targets}
        return {(row["item"], names[row["target"]]): row for row in self.evaluation.outcomes.to_records()}

    def items(self) -> dict[str, dict[str, object]]:
        """Return where each ticket stands: scope, rule, service."""
        return {row["id"]: row for row in self.evaluation.items.to_records()}


@pytest.fixture(scope="session")
def msp() -> dict[str, Judged]:
    """Return the three customers of examples/msp, by code."""
    facts = ck.Facts.from_files(
        items=MSP / "items.csv", events=MSP / "events.csv", feedback=MSP / "feedback.csv", mapping=MSP / "mapping.yaml"
    )
    judged = {}
    for agreement in ck.load_agreements(MSP):
        assert agreement.customer is not None
        own = facts.of_customer(agreement.customer)
        judged[agreement.customer] = Judged(agreement, own, ck.evaluate(agreement, own, as_of=AS_OF))
    return judged
