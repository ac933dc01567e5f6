"""What says how business days count stands beside a limit in business days, or the agreement is refused.

"Calls after 16:00 count from 09:00 of the next working day" with "within 4 hours": no rule of hours moves a start, so a
call of 16:30 would be due as if the sentence were not there.
"""

from __future__ import annotations

from typing import Any

import pytest

import contractkit as ck

OFFICE = {"kind": "calendar", "name": "office", "week": {"mon-fri": "08:00-18:00"}}
CUT_OFF = {"after": "16:00", "restart": "09:00"}


def told(**target: Any) -> list[tuple[str, str]]:
    clause = {
        "kind": "time-target",
        "starts": {"field": "opened_at"},
        "stops": {"field": "solved_at"},
        "calendar": "office",
        **target,
    }
    head = {"contractkit": 1, "document": "sla", "id": "S", "title": "t", "language": "en", "zone": "Europe/Amsterdam"}
    fields = {"opened_at": "instant", "solved_at": "instant", "due_at": "instant", "works": "yes-no"}
    data = {**head, "fields": fields, "clauses": {"3": OFFICE, "4": clause}}
    found = [one for one in ck.check(data=data) if one.code == "days-only"]
    return [(str(one.severity), str(one.says)) for one in found]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("cut_off", CUT_OFF),
        ("at_cut_off", "late"),
        ("ends", "same-time"),
        ("landing", "next-opening"),
        ("counting", "from-start"),
        ("outside_hours", "keep-time"),
    ],
)
def test_beside_hours_it_is_refused(field: str, value: Any) -> None:
    assert [(severity, field in says) for severity, says in told(within="4 hours", **{field: value})] == [
        ("error", True)
    ]
    assert told(within="2 business days", **{field: value}) == []


def test_beside_elapsed_time_calendar_days_and_an_instant_too() -> None:
    for limit in ({"within": "24 hours elapsed"}, {"within": "3 calendar days"}, {"due": {"field": "due_at"}}):
        assert len(told(**limit, cut_off=CUT_OFF)) == 1


def test_no_cut_off_may_be_said_beside_hours() -> None:
    assert told(within="4 hours", cut_off="none") == []


def test_where_only_some_limits_are_in_business_days_a_warning_names_the_others() -> None:
    rows = [
        {"name": "p1", "when": {"works": "no"}, "within": "4 hours"},
        {"name": "p2", "when": {"works": "yes"}, "within": "2 business days"},
    ]
    ((severity, says),) = told(rows=rows, cut_off=CUT_OFF)
    assert severity == "warning"
    assert says == "the cut-off moves the start of limits in business days; 4 hours begins at once, also after it"


def test_a_result_and_a_table_are_looked_at_too() -> None:
    result = {
        "kind": "result",
        "promise": "It works",
        "met_when": {"all_of": [{"within": "4 hours"}, {"works": "yes"}]},
    }
    table = {"kind": "target-table", "by": "works", "rows": [{"is": "yes", "within": "4 hours"}]}
    assert [len(told(**one, cut_off=CUT_OFF)) for one in (result, table)] == [1, 1]
