"""Prices cannot change before the month of the figure that the first price belongs to."""

from __future__ import annotations

from typing import Any

import pytest

import contractkit as ck

HEAD: dict[str, Any] = {"contractkit": 1, "document": "sla", "id": "S-1", "title": "Desk", "zone": "UTC"}
SERIES = {"series": "wages", "base": "2025-06"}


def told(by: dict[str, Any], first: str) -> list[tuple[str, tuple[str | int, ...]]]:
    clause = {"kind": "indexation", "by": by, "every": ["1 June", "31 May", "1 January"], "first": first}
    found = ck.check(data=HEAD | {"currency": "EUR", "clauses": {"4": clause}})
    return [(one.code, one.path) for one in found if one.severity == "error"]


@pytest.mark.parametrize(
    "by", [SERIES, {"parts": [{"weight": "60 %", "of": {"fixed": "2 %"}}, {"weight": "40 %", "of": SERIES}]}]
)
def test_a_first_change_before_the_base_is_a_contradiction(by: dict[str, Any]) -> None:
    assert told(by, "2025-05-31") == [("contradiction", ("clauses", "4", "first"))]
    assert told(by, "2025-06-01") == []


def test_a_fixed_uplift_has_no_base() -> None:
    assert told({"fixed": "3 %"}, "2020-01-01") == []
