"""Which credits a clause on claims is for: by name, or by the number of a clause in its own document."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import contractkit as ck

HEAD: dict[str, Any] = {"contractkit": 1, "title": "Desk", "zone": "UTC", "currency": "EUR"}
CREDIT = {"kind": "tier-credit", "of": "base", "tiers": [{"below": "reach", "credit": "5 %"}]}
FEE = {"kind": "fee", "name": "base", "amount": "EUR 900", "per": "month"}


def target(name: str) -> dict[str, Any]:
    when = {"stops": {"field": "closed_at"}, "within": "4 hours", "calendar": "always", "reach": "95 %", "per": "month"}
    return {"kind": "time-target", "name": name, **when, "pays": [CREDIT]}


def open_claims(folder: Path, covers: Any) -> list[str]:
    """Return where it is open how a credit is claimed: S-1 and S-2 both have a target in clause 4, S-1 the claim."""
    first = {"1": FEE, "4": target("fast"), "9": {"kind": "claim", "for": covers, "within": "30 days"}}
    for number, clauses in (("S-1", first), ("S-2", {"4": target("slow"), "5": target("slower")})):
        paper = HEAD | {"document": "sla", "id": number, "fields": {"closed_at": "instant"}, "clauses": clauses}
        (folder / f"{number}.json").write_text(json.dumps(paper), encoding="utf-8")
    agreement = ck.load_agreement(folder)
    return [str(one.clause) for one in agreement.assumptions if one.convention == "claim"]


@pytest.mark.parametrize(
    ("covers", "left"),
    [
        ("4", ["S-2/4", "S-2/5"]),
        ("fast", ["S-2/4", "S-2/5"]),
        ("S-1/4", ["S-2/4", "S-2/5"]),
        ("S-1/fast", ["S-2/4", "S-2/5"]),
        ("S-2/4", ["S-1/4", "S-2/5"]),
        ("S-2/slower", ["S-1/4", "S-2/4"]),
        (["4", "slow"], ["S-2/5"]),
        ("all", []),
    ],
)
def test_a_bare_number_is_a_clause_of_the_same_paper(covers: Any, left: list[str], tmp_path: Path) -> None:
    assert open_claims(tmp_path, covers) == left


def test_a_clause_of_which_one_row_is_claimed_stays_open_and_two_claims_close_it() -> None:
    rows = [
        {"name": "first", "within": "1 hour", "reach": "95 %", "pays": [CREDIT]},
        {"name": "second", "within": "2 hours", "reach": "95 %", "pays": [CREDIT]},
    ]
    table = {"kind": "time-target", "stops": {"field": "closed_at"}, "calendar": "always", "per": "month", "rows": rows}
    paper = HEAD | {"document": "sla", "id": "S-1", "fields": {"closed_at": "instant", "priority": ["P1", "P2"]}}
    for row, priority in zip(rows, ("P1", "P2"), strict=True):
        row["when"] = {"priority": priority}

    def left(*covers: str) -> int:
        claims = {f"9.{i}": {"kind": "claim", "for": word, "within": "30 days"} for i, word in enumerate(covers)}
        found = ck.load_agreement(data=paper | {"clauses": {"1": FEE, "4": table, **claims}})
        return sum(one.convention == "claim" for one in found.assumptions)

    assert (left(), left("first"), left("first", "second"), left("4")) == (1, 1, 0, 0)
