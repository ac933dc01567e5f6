"""What an amendment adds is owed, also where its date counts from before the amendment."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

import contractkit as ck

CONTRACT = """
contractkit: 1
document: contract
id: C-1
title: T
language: en
currency: EUR
zone: UTC
parties: {provider: {name: P}, customer: {name: K}}
clauses:
  "1": {kind: term, start: 2026-01-01, initial: 12 months}
  "5": {kind: duty, owner: provider, does: Delivers the plan, due: 1 month, after: start}
"""
AMENDMENT = """
contractkit: 1
document: amendment
id: A-1
title: More
amends: C-1
signed_on: 2026-06-01
effective_from: 2026-06-01
changes:
  - CHANGE
"""
ALL_2026 = (date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture
def dues(tmp_path: Path) -> Any:
    def found(change: str) -> dict[str, str]:
        (tmp_path / "contract.yaml").write_text(CONTRACT, encoding="utf-8")
        (tmp_path / "amendment.yaml").write_text(AMENDMENT.replace("CHANGE", change), encoding="utf-8")
        owed = ck.obligations(ck.load_agreement(tmp_path), between=ALL_2026, as_of=date(2026, 6, 2))
        return {one.id: one.due.isoformat() for one in owed if one.kind != "end"}

    return found


class TestAddedClauses:
    def test_a_duty_that_counts_from_the_start_is_owed_though_it_was_added_later(self, dues):
        """Nine months after 1 January is 1 October; it was agreed in June."""
        change = (
            '{clause: "6", action: add, to: {kind: duty, owner: provider, does: Tests, due: 9 months, after: start}}'
        )
        assert dues(change) == {"C-1/5 2026-01-01": "2026-02-01", "C-1/6 2026-01-01": "2026-10-01"}

    def test_a_certificate_that_had_ended_when_it_was_agreed_is_asked_for(self, dues):
        """Through 31 May; agreed from 1 June on."""
        insurance = "{kind: insurance, cover: cyber, minimum: EUR 500 000, certificate_until: 2026-05-31}"
        change = f'{{clause: "6", action: add, to: {insurance}}}'
        assert dues(change)["C-1/6 insurance 2026-05-31"] == "2026-05-31"

    def test_what_was_owed_under_the_old_wording_keeps_its_date_and_is_there_once(self, dues):
        """Two months instead of one, from June on: the plan of the start was due on 1 February, and is still."""
        change = '{clause: "5", action: change, fields: {due: {was: 1 month, becomes: 2 months}}}'
        assert dues(change) == {"C-1/5 2026-01-01": "2026-02-01"}
