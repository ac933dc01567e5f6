"""What holds between two dates only is not judged or settled as if it held all the time."""

from __future__ import annotations

import pytest
from papers import sla

import contractkit as ck

DATED = "holds: {from: 2027-01-01}"
CALENDAR = "kind: calendar, name: office, week: {mon-fri: 09:00-17:00}"
SCOPE = "kind: scope, rows: [{name: small, is: out, when: {priority: P3}}]"
LEVEL = "kind: level, name: gold, calendar: office"
MEASURE = "kind: measure, name: solving, starts: {field: opened_at}, stops: {field: closed_at}"
TARGET = "kind: time-target, name: fast, within: 4 hours, starts: {field: opened_at}, stops: {field: closed_at}"
FEE = "kind: fee, name: base, amount: EUR 100, per: month"
SERVICE = "kind: service, name: desk, volume: 10 seats, price: EUR 5 per seat per month"
SETTLEMENT = "kind: settlement, per: quarter, order: []"


def stages(*clauses: str) -> list[tuple[str, str]]:
    """Return where something between dates is recorded as not computed, and what has to wait for it."""
    text = sla("\n".join(f'"{number}": {{{clause}}}' for number, clause in enumerate(clauses, start=1)))
    agreement = ck.load_agreement(text=text)
    return [(str(one.clause), one.stage) for one in agreement.not_computed if "between dates" in one.says]


class TestWhatIsRecorded:
    @pytest.mark.parametrize("clause", [CALENDAR, SCOPE, MEASURE, f"{TARGET}, calendar: always"])
    def test_a_part_that_judges_items_is_not_judged_by(self, clause: str) -> None:
        clause = clause.replace("calendar: always", "calendar: office")
        office = () if clause == CALENDAR else (CALENDAR,)
        assert stages(*office, f"{clause}, {DATED}") == [(f"SLA-1/{len(office) + 1}", "judging")]

    def test_a_fee_holds_its_dates_itself(self) -> None:
        assert stages(f"{FEE}, {DATED}") == []

    @pytest.mark.parametrize("clause", [SERVICE, SETTLEMENT])
    def test_so_do_a_service_and_a_settlement(self, clause: str) -> None:
        assert stages(f"{clause}, {DATED}") == []

    @pytest.mark.parametrize("user", ["kind: service, name: desk, level: gold", f"{TARGET}, level: gold"])
    def test_so_is_a_level_that_something_is_delivered_or_judged_at(self, user: str) -> None:
        desk = () if "service" in user else ("kind: service, name: desk, level: gold",)
        assert stages(CALENDAR, f"{LEVEL}, {DATED}", user, *desk) == [("SLA-1/2", "judging")]

    def test_a_level_that_is_only_offered_decides_nothing(self) -> None:
        assert stages(CALENDAR, f"{LEVEL}, {DATED}") == []

    def test_neither_does_what_has_no_dates(self) -> None:
        assert stages(CALENDAR, SCOPE, MEASURE, FEE, SERVICE, SETTLEMENT) == []
