"""Agreements of several papers that no folder holds: as plain data, such as rows of a database, or as texts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import contractkit as ck
from contractkit.errors import DocumentRejected, UsageError

HEAD = {"contractkit": 1, "currency": "EUR", "zone": "UTC"}
FEE = {"kind": "fee", "name": "desk", "amount": "EUR 1 000.00", "per": "month"}
SLA: dict[str, Any] = HEAD | {"document": "sla", "id": "S-1", "title": "Desk"}
SLA |= {"clauses": {"1": {"kind": "term", "start": "2026-01-01"}, "2": FEE}}
CHANGE = {"clause": "2", "action": "change", "fields": {"amount": {"was": "EUR 1 000.00", "becomes": "EUR 900.00"}}}
AMENDMENT: dict[str, Any] = {"contractkit": 1, "document": "amendment", "id": "A-1", "title": "Less", "amends": "S-1"}
AMENDMENT |= {"signed_on": "2026-06-01", "effective_from": "2026-07-01", "changes": [CHANGE]}
WAYS = [
    {"data": [SLA, AMENDMENT]},
    {"data": {"desk": SLA, "less": AMENDMENT}},
    {"text": {"desk": json.dumps(SLA), "less": json.dumps(AMENDMENT)}},
]


class TestSeveralPapers:
    @pytest.mark.parametrize("given", WAYS, ids=["list", "by name", "texts"])
    def test_they_make_the_agreement_that_their_folder_makes(self, given, tmp_path: Path):
        """EUR 1 000 up to June and EUR 900 from July on."""
        for name, document in {"desk": SLA, "less": AMENDMENT}.items():
            (tmp_path / f"{name}.json").write_text(json.dumps(document), encoding="utf-8")
        agreement, filed = ck.load_agreement(**given), ck.load_agreement(tmp_path)
        assert (agreement.fees, agreement.term) == (filed.fees, filed.term)
        assert [one.id for one in agreement.documents] == [one.id for one in filed.documents]
        amounts = [str(ck.charges(agreement, ck.Period.parse(month))[0].amount) for month in ("2026-06", "2026-07")]
        assert amounts == ["EUR 1 000.00", "EUR 900.00"]

    @pytest.mark.parametrize("given", WAYS, ids=["list", "by name", "texts"])
    def test_so_do_papers_of_which_variants_are_made(self, given):
        (variant,) = ck.Papers.of(**given).variants({"2 amount": ["EUR 1 100.00"]})
        assert str(ck.charges(variant.agreement, ck.Period.parse("2026-06"))[0].amount) == "EUR 1 100.00"

    def test_a_problem_names_its_paper(self):
        """By the name that was given; in a list, by the id of the paper."""
        wrong = AMENDMENT | {"amends": "S-2"}
        assert {problem.file for problem in ck.check(data={"desk": SLA, "less": wrong})} == {"less"}
        assert {problem.file for problem in ck.check(data=[SLA, wrong])} == {"A-1"}

    def test_several_agreements_come_one_by_one(self):
        parties = {"parties": {"provider": {"name": "Tweestroom IT"}, "customer": {"name": "Rietland"}}}
        contract = SLA | parties | {"document": "contract"}
        found = ck.load_agreements(data=[contract, contract | {"id": "C-2"}])
        assert [agreement.id for agreement in found] == ["S-1", "C-2"]

    def test_two_papers_of_one_id_are_refused(self):
        with pytest.raises(DocumentRejected) as refused:
            ck.load_agreement(data=[SLA, SLA])
        assert "is the id of S-1 already" in str(refused.value)


class TestNothingHandedIn:
    @pytest.mark.parametrize("given", [{"data": []}, {"text": {}}])
    def test_it_is_refused(self, given):
        with pytest.raises(UsageError, match="was given no document"):
            ck.load_agreement(**given)

    def test_bytes_are_not_guessed(self):
        with pytest.raises(UsageError, match="the text of desk is a str, and a bytes was given"):
            ck.load_agreement(text={"desk": b"contractkit: 1"})

    def test_one_paper_is_still_one(self):
        assert ck.load_agreement(data=SLA).fees == ck.load_agreement(text=json.dumps(SLA)).fees
