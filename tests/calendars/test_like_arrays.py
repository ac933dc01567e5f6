"""Under the conventions of any system, a row of an array is the answer of the scalar method."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np
import pytest

from contractkit.calendars import BusinessCalendar
from contractkit.calendars.conventions import Conventions
from contractkit.calendars.instants import MISSING, from_datetime, to_datetime
from contractkit.calendars.presets import PRESETS
from contractkit.calendars.rows import BEYOND_HORIZON, NEVER_OPEN, NO_VALUE, OK
from contractkit.errors import CalendarHorizonError, ContractKitError, NeverOpenError

MIXTURES = {
    **{name: preset.conventions for name, preset in PRESETS.items()},
    "everything at once": Conventions(
        boundary="next-day",
        backward="previous-closing",
        zero="keep",
        closing_instant="open",
        reversed="absolute",
        least_elapsed=timedelta(seconds=1),
        dst="wall-clock",
        days_start="roll-along",
        zero_days="roll-forward",
        counting_dates="[a, b]",
        reversed_dates="from-start",
    ),
}

CALENDARS: dict[str, dict[str, Any]] = {
    "lunch": {"tz": "Europe/Amsterdam", "week": {"mon-fri": "09:00-12:00 and 13:00-17:00"}},
    "nights": {"tz": "Europe/Amsterdam", "week": {"sat": "22:00-06:00", "sun": "22:00-06:00", "mon": "22:00-06:00"}},
    "always": {"tz": "Europe/Amsterdam", "week": {"mon-sun": "00:00-24:00"}},
    "Lord Howe": {"tz": "Australia/Lord_Howe", "week": {"mon-sun": "01:00-02:15"}},
    "holidays": {
        "tz": "America/New_York",
        "week": {"mon-fri": "09:00-17:00"},
        "holidays": [date(2026, 3, 27)],
        "exceptions": {date(2026, 3, 28): "10:00-12:00"},
        "closures": {date(2026, 3, 30): "10:00-11:00"},
    },
    "late": {"tz": "Europe/Amsterdam", "week": {"mon-sun": "08:00-10:00 and 20:00-24:00"}},
    "once": {"tz": "UTC", "week": {}, "exceptions": {date(2026, 3, 28): "09:00-12:00 and 13:00-17:00"}},
}

HOUR = 3_600_000_000
SAT_2026_03_28 = from_datetime(datetime(2026, 3, 28, tzinfo=UTC))
SAT_2026_04_04 = from_datetime(datetime(2026, 4, 4, tzinfo=UTC))
SAT_2026_10_24 = from_datetime(datetime(2026, 10, 24, tzinfo=UTC))
CHANGES = [
    from_datetime(datetime(*when, tzinfo=UTC))
    for when in ((2026, 3, 29, 1), (2026, 10, 25, 1), (2026, 4, 4, 15), (2026, 10, 3, 15, 30), (2026, 3, 8, 7))
]
"""When the clocks of Europe, of Lord Howe and of New York change."""


def edges(cal: BusinessCalendar) -> list[int]:
    """Return instants beside openings, closings and midnights of a few days, and some far from them."""
    ends = set()
    for anchor, before, after in ((SAT_2026_03_28, 30, 60), (SAT_2026_04_04, 2, 20), (SAT_2026_10_24, 16, 30)):
        first, last = to_datetime(anchor - before * HOUR, 0), to_datetime(anchor + after * HOUR, 0)
        ends |= {edge for piece in cal.intervals(first, last) for edge in (piece.start, piece.end)}
    ends |= {to_datetime(change, 0) for change in CHANGES}
    return sorted({from_datetime(edge) + step for edge in ends for step in (-HOUR // 4, -1, 0, 1, HOUR // 3)})


def answered(ask: Callable[[], Any]) -> tuple[Any, int]:
    try:
        found = ask()
    except CalendarHorizonError:
        return MISSING, BEYOND_HORIZON
    except NeverOpenError:
        return MISSING, NEVER_OPEN
    return (from_datetime(found) if isinstance(found, datetime) else found), OK


@pytest.mark.parametrize("kind", CALENDARS)
@pytest.mark.parametrize("like", MIXTURES)
class TestARowIsTheScalar:
    """Each row of an array has the answer, or the error, of the scalar method."""

    def test_due_at(self, like: str, kind: str) -> None:
        cal = BusinessCalendar(**CALENDARS[kind], like=MIXTURES[like])
        starts = edges(cal)
        amounts = [0, 1, -1, 3 * HOUR, 4 * HOUR, 7 * HOUR, -3 * HOUR, -7 * HOUR, 24 * HOUR, -24 * HOUR]
        rows = [(start, amount) for start in starts for amount in amounts]
        found, status = cal.due_at_array(
            np.array([start for start, _ in rows]), np.array([amount for _, amount in rows]), errors="mark"
        )
        until, _ = cal.in_time_until_array(
            np.array([start for start, _ in rows]), np.array([amount for _, amount in rows]), errors="mark"
        )
        for row, (start, amount) in enumerate(rows):
            at, within = to_datetime(start, 0), timedelta(microseconds=amount)
            assert (found[row], status[row]) == answered(lambda: cal.due_at(at, within)), (at, within)  # noqa: B023
            assert until[row] == answered(lambda: cal.in_time_until(at, within))[0], (at, within)  # noqa: B023

    def test_elapsed_and_is_open(self, like: str, kind: str) -> None:
        cal = BusinessCalendar(**CALENDARS[kind], like=MIXTURES[like])
        instants = edges(cal)
        start, end = (part.ravel() for part in np.meshgrid(np.array(instants[::3]), np.array(instants[1::3])))
        found = cal.elapsed_array(start, end)
        for row in range(len(start)):
            expected = cal.elapsed(to_datetime(int(start[row]), 0), to_datetime(int(end[row]), 0))
            assert found[row] == expected // timedelta(microseconds=1)
        opens = cal.is_open_array(np.array(instants))
        assert opens.tolist() == [cal.is_open(to_datetime(us, 0)) for us in instants]

    def test_dates(self, like: str, kind: str) -> None:
        cal = BusinessCalendar(**CALENDARS[kind], like=MIXTURES[like])
        days = [date(2026, 3, 24) + timedelta(days=step) for step in range(12)]
        ways: dict[str, int] = {}
        for n in (-3, -1, 0, 1, 2):
            found, status = cal.add_days_array(np.array(days, "datetime64[D]"), n, errors="mark")
            for row, day in enumerate(days):
                expected, why = answered(lambda: cal.add_days(day, n))  # noqa: B023
                assert status[row] == why, (day, n)
                if why == OK:
                    assert found[row].item() == expected, (day, n)
                    ways["answered"] = ways.get("answered", 0) + 1
        assert ways["answered"] > 0
        for end in days:
            counts = cal.count_days_array(np.array(days, "datetime64[D]"), np.datetime64(end))
            assert counts.tolist() == [cal.count_days(day, end) for day in days], end
        rolled = [answered(lambda: cal.roll(day))[0] for day in days]  # noqa: B023
        plain = BusinessCalendar(**CALENDARS[kind])
        assert rolled == [answered(lambda: plain.roll(day))[0] for day in days]  # noqa: B023


@pytest.mark.parametrize("like", MIXTURES)
class TestRowsWithoutAnAnswer:
    """Missing rows stay missing, rows past the horizon are marked or raise, under every convention."""

    def test_missing_and_far_rows_are_marked(self, like: str) -> None:
        cal = BusinessCalendar(
            tz="Europe/Amsterdam", week={"mon-fri": "09:00-17:00"}, holidays="NL", like=MIXTURES[like]
        )
        far = from_datetime(datetime(9000, 1, 1, tzinfo=UTC))
        start = np.array([SAT_2026_03_28, MISSING, far, SAT_2026_03_28], np.int64)
        amount = np.array([HOUR, HOUR, HOUR, MISSING], np.int64)
        found, status = cal.due_at_array(start, amount, errors="mark")
        assert status.tolist() == [OK, NO_VALUE, BEYOND_HORIZON, NO_VALUE]
        assert found[0] == from_datetime(cal.due_at(to_datetime(SAT_2026_03_28, 0), timedelta(hours=1)))
        assert found[1:].tolist() == [MISSING] * 3
        used, status = cal.elapsed_array(start, np.full(4, SAT_2026_03_28 + 100 * HOUR), errors="mark")
        assert status.tolist() == [OK, NO_VALUE, BEYOND_HORIZON, OK]
        assert used[1:3].tolist() == [MISSING] * 2
        assert cal.is_open_array(np.array([MISSING])).tolist() == [False]
        opens, status = cal.is_open_array(np.array([MISSING, SAT_2026_03_28]), errors="mark")
        assert (opens[0], status.tolist()) == (False, [NO_VALUE, OK])  # missing is told from closed by its status

    def test_a_row_past_the_horizon_raises(self, like: str) -> None:
        cal = BusinessCalendar(
            tz="Europe/Amsterdam", week={"mon-fri": "09:00-17:00"}, holidays="NL", like=MIXTURES[like]
        )
        start = np.array([SAT_2026_03_28, from_datetime(datetime(9000, 1, 1, tzinfo=UTC))], np.int64)
        with pytest.raises(ContractKitError, match="row 1"):
            cal.due_at_array(start, "1 hour")
        with pytest.raises(CalendarHorizonError):
            cal.due_us(start, HOUR)

    def test_no_rows_are_no_trouble(self, like: str) -> None:
        cal = BusinessCalendar(**CALENDARS["lunch"], like=MIXTURES[like])
        nothing = np.zeros(0, np.int64)
        assert cal.due_at_array(nothing, nothing).tolist() == []
        assert cal.elapsed_array(nothing, nothing).tolist() == []
        assert cal.add_days_array(nothing.view("datetime64[D]"), nothing).tolist() == []
