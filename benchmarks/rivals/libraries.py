"""The libraries of the dependency group `bench`, each asked in the way its own documentation shows.

They are imported by name when they are first used, as some come without types; `missing` says which are not installed.
"""

from __future__ import annotations

import warnings
from datetime import UTC, datetime, time, timedelta
from importlib import import_module, metadata
from typing import Any, Final

import attrs
import numpy as np

from rivals.contest import Contestant, Entry, Prepared, each
from rivals.whole_days import busday
from rivals.workload import FIFTY, OFFICE, DateQuestions, Ints, Office, Questions, datetimes

__all__ = ["REQUIRED", "libraries", "missing"]

REQUIRED: Final = {
    "workclock": ("workclock",),
    "businesstimedelta": ("businesstimedelta", "pytz"),
    "django-bizcal": ("django-bizcal", "django"),
    "pandas": ("pandas",),
    "busday": ("numpy",),
    "diy": ("numpy",),
}
"""The packages that must be installed, by the word that `--only` takes."""

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_US: Final = timedelta(microseconds=1)
_HOUR: Final = 3_600_000_000
_OPEN, _NOON, _ONE, _CLOSE = time(9), time(12), time(13), time(17, 30)


def missing(keys: frozenset[str]) -> list[str]:
    """Return the packages that the rivals of some words need and that are not installed."""
    lacking = []
    for package in dict.fromkeys(name for key in REQUIRED if key in keys for name in REQUIRED[key]):
        try:
            metadata.version(package)
        except metadata.PackageNotFoundError:
            lacking.append(package)
    return lacking


def _instant(said: datetime) -> int:
    return (said - _EPOCH) // _US


def _amount(said: timedelta) -> int:
    return said // _US


def _starts_allowed(asked: Questions) -> tuple[list[datetime], list[timedelta]]:
    return datetimes(asked.starts, OFFICE.tz), [timedelta(microseconds=one) for one in asked.allowed.tolist()]


def _starts_ends(asked: Questions) -> tuple[list[datetime], list[datetime]]:
    return datetimes(asked.starts, OFFICE.tz), datetimes(asked.ends, OFFICE.tz)


# -- workclock ---------------------------------------------------------------------------------------------------------


def _schedule(office: Office) -> Any:
    """Return the office as workclock writes it: hours from the first opening to the last closing, less the breaks."""
    kit = import_module("workclock")
    rules = [kit.WorkDay(office.pieces[0][0], office.pieces[-1][1], office.days)]
    for (_, closes), (opens, _) in zip(office.pieces, office.pieces[1:], strict=False):
        rules.append(kit.Break(closes, opens, office.days))
    return kit.Schedule([*rules, kit.Holidays(office.closed)], time_zone=office.zone)


def _workclock() -> Contestant:
    schedule = _schedule(OFFICE)

    def due(asked: Questions) -> Prepared:
        return each(schedule.add, _starts_allowed(asked), _instant)

    def elapsed(asked: Questions) -> Prepared:
        return each(schedule.between, _starts_ends(asked), _amount)

    def due_array(asked: Questions) -> Prepared:
        columns = asked.starts.view("datetime64[us]"), asked.allowed.view("timedelta64[us]")
        return Prepared(lambda: schedule.add_many(*columns), lambda: schedule.add_many(*columns).view(np.int64))

    def elapsed_array(asked: Questions) -> Prepared:
        columns = asked.starts.view("datetime64[us]"), asked.ends.view("datetime64[us]")
        return Prepared(lambda: schedule.between_many(*columns), lambda: schedule.between_many(*columns).view(np.int64))

    def mixed(operation: str) -> Entry[Questions]:
        schedules = [_schedule(office) for office in FIFTY]

        def prepare(asked: Questions) -> Prepared:
            starts, allowed = asked.starts.view("datetime64[us]"), asked.allowed.view("timedelta64[us]")
            ends = asked.ends.view("datetime64[us]")

            def run() -> Ints:
                found = np.empty(len(asked), np.int64)
                for code, one in enumerate(schedules):
                    rows = np.flatnonzero(asked.codes == code)
                    if len(rows):
                        answer = (
                            one.add_many(starts[rows], allowed[rows])
                            if operation == "due"
                            else one.between_many(starts[rows], ends[rows])
                        )
                        found[rows] = answer.view(np.int64)
                return found

            return Prepared(run, run)

        return Entry(prepare, remark="a mask per calendar")

    return Contestant(
        "workclock",
        "workclock",
        {
            ("due", "scalar"): Entry(due),
            ("elapsed", "scalar"): Entry(elapsed),
            ("due", "array"): Entry(due_array, all_rows=True),
            ("elapsed", "array"): Entry(elapsed_array, all_rows=True),
        },
        mixed={"due": mixed("due"), "elapsed": mixed("elapsed")},
    )


# -- businesstimedelta -------------------------------------------------------------------------------------------------


def _businesstimedelta() -> Contestant:
    kit, zones = import_module("businesstimedelta"), import_module("pytz")
    zone, days = zones.timezone(OFFICE.zone), list(OFFICE.days)
    rules = kit.Rules(
        [
            kit.WorkDayRule(start_time=_OPEN, end_time=_CLOSE, working_days=days, tz=zone),
            kit.LunchTimeRule(start_time=_NOON, end_time=_ONE, working_days=days, tz=zone),
            kit.HolidayRule(OFFICE.closed, tz=zone),
        ]
    )

    def due(asked: Questions) -> Prepared:
        def add(start: datetime, allowed: timedelta) -> datetime:
            found: datetime = start + kit.BusinessTimeDelta(rules, timedelta=allowed)
            return found

        return each(add, _starts_allowed(asked), _instant)

    def elapsed(asked: Questions) -> Prepared:
        def between(start: datetime, end: datetime) -> timedelta:
            found: timedelta = rules.difference(start, end).timedelta
            return found

        return each(between, _starts_ends(asked), _amount)

    return Contestant(
        "businesstimedelta",
        "businesstimedelta",
        {("due", "scalar"): Entry(due), ("elapsed", "scalar"): Entry(elapsed)},
    )


# -- django-bizcal -----------------------------------------------------------------------------------------------------


def _django_bizcal() -> Contestant:
    settings = import_module("django.conf").settings
    if not settings.configured:
        settings.configure()
    kit, providers = import_module("django_bizcal"), import_module("django_bizcal.providers")
    pieces = [(opens.strftime("%H:%M"), closes.strftime("%H:%M")) for opens, closes in OFFICE.pieces]
    calendar = kit.WorkingCalendar(
        tz=OFFICE.zone,
        weekly_schedule=dict.fromkeys(OFFICE.days, pieces),
        holiday_provider=providers.SetHolidayProvider.from_dates(OFFICE.closed),
    )

    def due(asked: Questions) -> Prepared:
        return each(calendar.add_business_time, _starts_allowed(asked), _instant)

    def elapsed(asked: Questions) -> Prepared:
        return each(calendar.business_time_between, _starts_ends(asked), _amount)

    return Contestant(
        "django-bizcal", "django-bizcal", {("due", "scalar"): Entry(due), ("elapsed", "scalar"): Entry(elapsed)}
    )


# -- pandas ------------------------------------------------------------------------------------------------------------


def _whole_hours(asked: Questions) -> Questions:
    return attrs.evolve(asked, allowed=np.maximum(asked.allowed // _HOUR, 1) * _HOUR)


def _same_hours(asked: Questions) -> Questions:
    hours = {"hour": 1, "fortnight": 38, "six years": 10_800}[asked.span]
    return attrs.evolve(asked, allowed=np.full(len(asked), hours * _HOUR))


def _five_days(asked: DateQuestions) -> DateQuestions:
    return attrs.evolve(asked, counts=np.full(len(asked), 5))


def _pandas() -> Contestant:
    pd = import_module("pandas")
    warnings.filterwarnings("ignore", category=pd.errors.PerformanceWarning)

    def hours(count: int) -> Any:
        edges = [list(column) for column in zip(*OFFICE.pieces, strict=True)]
        return pd.offsets.CustomBusinessHour(count, start=edges[0], end=edges[1], holidays=OFFICE.closed)

    def instant(stamp: Any) -> int:
        return int(stamp.value) // 1000

    def due(asked: Questions) -> Prepared:
        starts = [pd.Timestamp(start) for start in datetimes(asked.starts, OFFICE.tz)]
        counts = (asked.allowed // _HOUR).tolist()
        offsets = {count: hours(count) for count in set(counts)}
        return each(lambda start, offset: start + offset, (starts, [offsets[count] for count in counts]), instant)

    def due_array(asked: Questions) -> Prepared:
        starts = pd.DatetimeIndex(asked.starts.view("datetime64[us]")).tz_localize("UTC").tz_convert(OFFICE.zone)
        offset = hours(int(asked.allowed[0]) // _HOUR)
        return Prepared(lambda: starts + offset, lambda: np.array((starts + offset).as_unit("us").asi8, np.int64))

    def add_days(asked: DateQuestions) -> Prepared:
        starts = [pd.Timestamp(day, unit="D") for day in asked.starts.tolist()]
        offsets = {count: pd.offsets.CustomBusinessDay(count, holidays=OFFICE.closed) for count in range(1, 11)}
        columns = starts, [offsets[count] for count in asked.counts.tolist()]
        return each(lambda start, offset: start + offset, columns, lambda stamp: stamp.toordinal() - 719_163)

    def add_days_array(asked: DateQuestions) -> Prepared:
        starts = pd.DatetimeIndex(asked.starts.view("datetime64[D]"))
        offset = pd.offsets.CustomBusinessDay(int(asked.counts[0]), holidays=OFFICE.closed)

        def answers() -> Ints:
            return np.asarray((starts + offset).to_numpy().astype("datetime64[D]").astype(np.int64))

        return Prepared(lambda: starts + offset, answers)

    return Contestant(
        "pandas",
        "pandas",
        {
            ("due", "scalar"): Entry(
                due, asked=_whole_hours, lands="next opening", remark="CustomBusinessHour, whole hours only"
            ),
            ("due", "array"): Entry(
                due_array,
                asked=_same_hours,
                lands="next opening",
                remark="CustomBusinessHour, one whole number of hours for all rows",
            ),
        },
        dates={
            ("add days", "scalar"): Entry(add_days, remark="CustomBusinessDay"),
            ("add days", "array"): Entry(
                add_days_array, asked=_five_days, remark="CustomBusinessDay, one number of days for all rows"
            ),
        },
    )


def libraries(keys: frozenset[str]) -> tuple[Contestant, ...]:
    """Return the libraries of some words; all of them must be installed."""
    makers = {
        "workclock": _workclock,
        "businesstimedelta": _businesstimedelta,
        "django-bizcal": _django_bizcal,
        "pandas": _pandas,
        "busday": busday,
    }
    return tuple(make() for key, make in makers.items() if key in keys)
