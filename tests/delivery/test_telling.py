"""Warned before it happened: told before the due instant, not at it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

import contractkit as ck

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
# Four hours of 09:00-17:00 from Tuesday 10 March 2026 10:00: due at 14:00, solved an hour late.
LATE = ("T-1", "mail", "spam", "2026-03-10 10:00", "2026-03-10 15:00")
IN_TIME = ("T-2", "mail", "spam", "2026-03-10 10:00", "2026-03-10 11:00")


def warned(text: str, item: str = "T-1", target: str | None = None) -> ck.CustomerTold:
    """Return that somebody was warned at a local time."""
    return ck.CustomerTold("warning", item, datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM), target)


class TestWarnings:
    """What was missed, and whether the customer knew before."""

    @pytest.mark.parametrize(
        ("told", "said"),
        [
            ("2026-03-10 13:59", "before"),
            ("2026-03-10 14:00", "after"),
            ("2026-03-10 14:01", "after"),
        ],
    )
    def test_told_at_the_due_instant_is_too_late(self, deliver: Any, told: str, said: str) -> None:
        register = deliver([LATE, IN_TIME], told=[warned(told)]).told
        assert [line.told for line in register.lines] == [said]
        assert (register.warned, register.missed) == (int(said == "before"), 1)

    def test_the_first_warning_counts(self, deliver: Any) -> None:
        told = [warned("2026-03-10 14:30"), warned("2026-03-10 12:00")]
        assert deliver([LATE], told=told).told.warned == 1

    def test_a_warning_about_another_promise_is_none(self, deliver: Any) -> None:
        assert deliver([LATE], told=[warned("2026-03-10 12:00", target="answered")]).told.warned == 0
        assert deliver([LATE], told=[warned("2026-03-10 12:00", target="fixed")]).told.warned == 1

    def test_a_warning_after_the_moment_of_judging_is_not_known_yet(self, deliver: Any) -> None:
        open_item = ("T-1", "mail", "spam", "2026-03-10 10:00", None)
        register = deliver([open_item], as_of="2026-03-10 15:00", told=[warned("2026-03-10 15:01")]).told
        assert [line.told for line in register.lines] == ["untold"]

    def test_what_lies_outside_can_miss_no_promise(self, deliver: Any) -> None:
        grey = ("T-1", "mail", "phone", "2026-03-10 10:00", "2026-03-10 15:00")
        register = deliver([grey]).told
        assert (register.missed, register.grey, register.grey_untold) == (0, 1, 1)

    def test_it_is_said_in_one_sentence(self, deliver: Any) -> None:
        said = deliver([LATE], told=[warned("2026-03-10 12:00")]).told.says
        assert said == "warned before it happened: 1 of 1; favours untold: 0; grey items untold: 0"

    def test_an_instant_without_a_zone_is_refused(self) -> None:
        with pytest.raises(ck.NaiveDatetimeError):
            ck.CustomerTold("warning", "T-1", datetime(2026, 3, 10, 12))  # noqa: DTZ001
