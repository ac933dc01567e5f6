"""The documents of the examples are without problems."""

from __future__ import annotations

from pathlib import Path

import pytest

import contractkit as ck

EXAMPLES = Path(__file__).parents[2] / "examples"


class TestDocuments:
    """Every example loads as it stands."""

    @pytest.mark.parametrize("name", ["msp", "incident-log"])
    def test_check_finds_nothing_wrong(self, name: str) -> None:
        assert [str(problem) for problem in ck.check(EXAMPLES / name)] == []

    def test_the_provider_has_three_agreements_with_one_catalogue_between_them(self) -> None:
        agreements = ck.load_agreements(EXAMPLES / "msp")
        assert sorted(agreement.id for agreement in agreements) == ["C-GRM-2025", "C-HVK-2025", "C-RTL-2026"]
        for agreement in agreements:
            assert {head.kind for head in agreement.documents} == {"contract", "sla", "sop", "catalogue"}
            assert "CAT-TWS-2025" in {head.id for head in agreement.documents}

    def test_the_papers_of_the_provider_leave_few_readings_open(self) -> None:
        for agreement in ck.load_agreements(EXAMPLES / "msp"):
            assert len(agreement.assumptions) <= 5, [str(a) for a in agreement.assumptions]
