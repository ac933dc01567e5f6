"""Answers do not depend on the machine: neither its zone nor what else is imported."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src"

ASK = """
from datetime import date, datetime, timedelta
import numpy as np
from contractkit.calendars import BusinessCalendar, always
from contractkit.quantities.spans import BusinessDays, CalendarDays
cal = BusinessCalendar(tz="Europe/Amsterdam", week={"mon-fri": "22:00-06:00", "sun": "01:00-04:00"}, holidays="NL")
start = datetime.fromisoformat("2026-03-26T12:00:00+00:00")
for step in range(12):
    at = start + timedelta(hours=7 * step)
    print(cal.due_at(at, timedelta(hours=5)), cal.due_at(at, BusinessDays(2)), cal.next_open(at), cal.previous_close(at))
    print(cal.due_at(at, CalendarDays(1)), cal.elapsed(start, at), cal.is_open(at))
starts = np.arange(12) * 25_200_000_000 + 1_774_526_400_000_000
print(cal.due_us(starts, 18_000_000_000).tolist(), cal.business_days_due_us(starts, BusinessDays(2)).tolist())
print(cal.due_at_array(np.array(["2026-10-25T02:30"], "datetime64[s]"), "1 hour", zone="Europe/Amsterdam"))
print(cal.edition, always("Pacific/Chatham").edition, cal.count_days(date(2026, 1, 1), date(2027, 1, 1)))
"""


def answers(**environment: str) -> str:
    given = {**os.environ, "PYTHONPATH": str(SOURCE), **environment}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", ASK], env=given, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


class TestMachine:
    """The same question has the same answer everywhere."""

    def test_the_zone_and_the_locale_of_the_machine_change_nothing(self) -> None:
        here = answers(TZ="UTC")
        assert len(here.splitlines()) == 27
        assert answers(TZ="Pacific/Chatham", LC_ALL="C") == here

    def test_workalendar_and_the_notation_load_when_they_are_needed(self) -> None:
        code = (
            "import sys, contractkit.calendars as c; c.ALWAYS.edition; "
            "c.BusinessCalendar(tz='UTC', week={'mon': [('09:00', '17:00')]}); "
            "print(sorted({'workalendar', 'pendulum', 'pydantic', 'pandas', 'hypothesis'} & set(sys.modules)))"
        )
        done = subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONPATH": str(SOURCE)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.stdout.strip() == "[]", done.stderr
