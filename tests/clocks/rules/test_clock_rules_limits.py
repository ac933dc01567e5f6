"""Rules 33 and 34 of clocks: where nothing opens any more, and which of several special verdicts holds.

Office hours are Monday to Friday 09:00-17:00; P1 has two hours, P2 eight, P3 sixteen, P4 no target.
"""

from __future__ import annotations

import pytest

ONCE = {
    "once": {"tz": "Europe/Amsterdam", "week": {}, "holidays": [], "exceptions": {"2026-03-02": [["09:00", "17:00"]]}}
}


class TestRule33:
    """No opening before the horizon: a null due, and undetermined."""

    @pytest.mark.parametrize("stop", [None, "Tue 09:00", "Wed 12:00"])
    @pytest.mark.parametrize("amount", [0, 1])
    def test_rule_33_no_due_can_be_computed(self, desk, stop, amount) -> None:
        events = () if stop is None else ((stop, "status", "solved"),)
        targets = {"P2": desk.hours(amount, "once")}
        row = desk.judge(*events, opened="Tue 09:00", targets=targets, calendars=ONCE)
        assert (row.verdict, row.due, row.until) == ("undetermined", None, None)

    def test_rule_33_business_days_have_none_either(self, desk) -> None:
        row = desk.judge(targets={"P2": desk.days(1, "once")}, calendars=ONCE, as_of="Mon 12:00")
        assert (row.verdict, row.due) == ("undetermined", None)

    def test_rule_33_a_due_without_a_next_opening_is_in_time_until_the_horizon(self, desk) -> None:
        row = desk.judge(("next Sun 09:00", "status", "solved"), targets={"P2": desk.hours(8, "once")}, calendars=ONCE)
        assert (row.verdict, row.due) == ("met", "Mon 17:00")
        assert row.until is not None
        assert row.until > "9000"


class TestRule34:
    """Cancel or reset, then undetermined, then no target, then excused, then the rest."""

    GAP = (("Mon 10:00", "priority", None), ("Mon 11:00", "priority", "P2"))
    WHOLE = (("Mon 09:00", "Mon 12:00", "whole"),)

    def test_rule_34_cancel_comes_before_undetermined(self, desk) -> None:
        assert desk.judge(*self.GAP, ("Mon 12:00", "status", "void")).verdict == "not-applicable"

    def test_rule_34_reset_comes_before_undetermined(self, desk) -> None:
        row = desk.judge(*self.GAP, ("Mon 12:00", "status", "misrouted"))
        assert (row.verdict, row.used) == ("not-applicable", 0)

    def test_rule_34_undetermined_comes_before_no_target(self, desk) -> None:
        events = (("Mon 10:00", "priority", None), ("Mon 11:00", "priority", "P4"), ("Mon 12:00", "status", "solved"))
        assert desk.judge(*events).verdict == "undetermined"

    def test_rule_34_undetermined_comes_before_excused(self, desk) -> None:
        row = desk.judge(*self.GAP, ("Mon 12:00", "status", "solved"), relief=self.WHOLE)
        assert row.verdict == "undetermined"

    def test_rule_34_no_target_comes_before_excused(self, desk) -> None:
        events = (("Mon 11:00", "priority", "P4"), ("Mon 12:00", "status", "solved"))
        assert desk.judge(*events, relief=self.WHOLE).verdict == "not-applicable"

    def test_rule_34_cancel_comes_before_excused(self, desk) -> None:
        assert desk.judge(("Mon 12:00", "status", "void"), relief=self.WHOLE).verdict == "not-applicable"
