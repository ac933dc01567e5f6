"""Cases that anybody can check with a calendar and a clock: tests/cases/business_time/*.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from ruamel.yaml import YAML

from contractkit.calendars import BusinessCalendar
from contractkit.quantities.spans import BusinessDays, WorkingTime

CASES = Path(__file__).parents[1] / "cases" / "business_time"
EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


def calendar(words: Mapping[str, Any]) -> BusinessCalendar:
    given = dict(words)
    given["closed"] = [date.fromisoformat(day) for day in given.get("closed", ())]
    for name in ("exceptions", "closures", "openings"):
        given[name] = {date.fromisoformat(day): hours for day, hours in given.get(name, {}).items()}
    return BusinessCalendar(**given)


def cases(name: str) -> list[Any]:
    content = YAML(typ="safe", pure=True).load(CASES / name)
    calendars = {key: calendar(words) for key, words in content["calendars"].items()}
    return [pytest.param(case, calendars[case["calendar"]], id=case["id"]) for case in content["cases"]]


def us(text: str) -> int:
    return (datetime.fromisoformat(text) - EPOCH) // timedelta(microseconds=1)


class TestWorkingTime:
    """A time limit in working time is due, and still in time, when the page says so; for one start and for an array."""

    @pytest.mark.parametrize(("case", "cal"), cases("working-time.yaml"))
    def test_it_is_what_the_page_says(self, case: Mapping[str, Any], cal: BusinessCalendar) -> None:
        start = datetime.fromisoformat(case["start"])
        starts = np.array([us(case["start"])])
        if "elapsed_hours" in case:
            elapsed = timedelta(hours=case["elapsed_hours"])
            assert cal.elapsed(start, datetime.fromisoformat(case["end"])) == elapsed
            found = cal.elapsed_array(starts, np.array([us(case["end"])]))
            assert found.tolist() == [elapsed // timedelta(microseconds=1)]
            return
        within = case.get("within") or WorkingTime(case["microseconds"])
        due = cal.due_at(start, within, boundary=case.get("boundary", "closing"))
        assert due.isoformat() == datetime.fromisoformat(case["due"]).isoformat()
        if "boundary" not in case:
            assert cal.due_at_array(starts, within).tolist() == [us(case["due"])]
        if "in_time_until" in case:
            until = cal.in_time_until(start, within)
            assert until.isoformat() == datetime.fromisoformat(case["in_time_until"]).isoformat()
            assert cal.in_time_until_array(starts, within).tolist() == [us(case["in_time_until"])]


class TestBusinessDays:
    """Business days end when the page says so, under every policy; for one start and for an array."""

    @pytest.mark.parametrize(("case", "cal"), cases("business-days.yaml"))
    def test_they_end_when_the_page_says(self, case: Mapping[str, Any], cal: BusinessCalendar) -> None:
        words = {"outside", "cut_off", "at_cut_off", "restart", "counting", "ends", "landing"}
        policy = {key: _time(value) for key, value in case.items() if key in words}
        days = BusinessDays(case["n"], **policy)
        due = cal.due_at(datetime.fromisoformat(case["start"]), days)
        assert due.isoformat() == datetime.fromisoformat(case["due"]).isoformat()
        assert cal.in_time_until(datetime.fromisoformat(case["start"]), days) == due
        assert cal.due_at_array(np.array([us(case["start"])]), days).tolist() == [us(case["due"])]


def _time(value: str) -> str | time:
    return time.fromisoformat(value) if value[:2].isdigit() else value


class TestDates:
    """Dates are added and counted as the page says."""

    @pytest.mark.parametrize(("case", "cal"), cases("dates.yaml"))
    def test_they_are_what_the_page_says(self, case: Mapping[str, Any], cal: BusinessCalendar) -> None:
        day = date.fromisoformat(case["day"])
        if "n" in case:
            assert cal.add_days(day, case["n"]) == date.fromisoformat(case["is"])
        else:
            assert cal.count_days(day, date.fromisoformat(case["to"])) == case["count"]
