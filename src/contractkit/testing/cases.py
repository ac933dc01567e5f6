"""What contractkit answers to case files, and whether the answers agree with those of other systems.

Every answer comes from public methods of `BusinessCalendar`. Three questions of the format are not the method of the
same name, and are asked as the format means them:

- ``prev_open`` asks where counting back begins: the instant itself if the calendar is open just before it, which takes
  in a closing, else the previous closing. `BusinessCalendar.previous_open` leaves an opening where it is.
- ``elapsed`` of an end before its start is nothing: a clock that has not started has used no time. ``between`` is
  signed, as `BusinessCalendar.elapsed` is.
- a zero that is counted back (``deadline_before``, ``direction``) is our zero, the next open instant, unless the
  calendar's conventions say otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final, Literal

import attrs

from contractkit.calendars import BusinessCalendar
from contractkit.calendars.conventions import Like, conventions_of
from contractkit.calendars.presets import PRESETS, preset_named
from contractkit.errors import ContractKitError
from contractkit.quantities.spans import BusinessDays, ElapsedTime
from contractkit.testing.case_fields import Stretches
from contractkit.testing.case_files import Case, Policy, read_cases

__all__ = ["CaseResult", "calendar_of", "preset_of_source", "read_cases", "run_cases", "sums_by_source"]

_SECOND: Final = timedelta(seconds=1)
_US: Final = timedelta(microseconds=1)

_POLICIES: Final[dict[Policy, BusinessDays]] = {
    "same_time_skip_start": BusinessDays(0, ends="same-time"),
    "same_time_then_open": BusinessDays(0, ends="same-time", landing="next-opening"),
    "end_of_nth_day": BusinessDays(0, counting="from-start"),
}

_SOURCES: Final = (
    ("zammad/zammad test/unit/", "zammad-3"),
    ("zammad/zammad", "zammad"),
    ("zendesk/biz", "biz"),
    ("glpi-project/glpi", "glpi"),
    ("znuny/Znuny", "znuny"),
    ("odoo/odoo", "odoo"),
    ("frappe/erpnext", "erpnext"),
    ("frappe/helpdesk", "frappe-helpdesk"),
    ("chatwoot/chatwoot", "chatwoot"),
    ("Intrepidd/working_hours", "working_hours"),
    ("bokmann/business_time", "business_time"),
    ("lennym/moment-business-time", "moment-business-time"),
    ("seppemans/businesstimedelta", "businesstimedelta"),
)
"""How the sources of cases begin, and the preset of each; the first that fits counts."""


@attrs.frozen
class CaseResult:
    """What came of one case.

    Attributes:
        case: The case.
        answer: What contractkit computes: an instant on the calendar's wall clock, a date, a number (of seconds, or of
            dates), a truth value; None where it raised an error.
        like: The preset under which it was computed; empty for our own conventions.
        state: ``agrees``: the answer is the expected one. ``disputed``: it is ours, where source and we are known to
            differ. ``disagrees``: anything else.
        error: The message of the error that was raised; empty where none was.
    """

    case: Case
    answer: datetime | date | float | bool | None
    like: str
    state: Literal["agrees", "disputed", "disagrees"]
    error: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Return the result as plain data, ready for JSON."""
        record: dict[str, Any] = {
            "id": self.case.id,
            "source": self.case.source,
            "op": self.case.op,
            "answer": _plain(self.answer),
            "expected": _plain(self.case.expected),
            "agrees": self.state == "agrees",
            "disputed": self.case.disputed,
        }
        if self.case.reason:
            record["reason"] = self.case.reason
        if self.like:
            record["like"] = self.like
        if self.error:
            record["error"] = self.error
        return record


def run_cases(cases: Iterable[Case], like: Like | Literal["source"] = None) -> tuple[CaseResult, ...]:
    """Return what contractkit answers to cases, in their order.

    Args:
        cases: What `read_cases` read.
        like: The conventions of the calendars: a preset's name, conventions, None for ours, or ``source`` for the
            preset of the system that each case was taken from (ours where there is none).

    Raises:
        UsageError: There is no such preset.
    """
    if like != "source":
        conventions_of(like)
    results = []
    for case in cases:
        used = preset_of_source(case.source) if like == "source" else like
        results.append(_run(case, used, "ours" if like is None else "other"))
    return tuple(results)


def preset_of_source(source: str) -> str | None:
    """Return the preset of the system that a case was taken from, by its source; None where there is none.

    Example:
        >>> from contractkit.testing.cases import preset_of_source
        >>> preset_of_source("zendesk/biz spec/calculation/for_duration_spec.rb")
        'biz'
    """
    for begins, name in _SOURCES:
        if source.startswith(begins):
            return name
    first = source.split(" ", 1)[0].split("/", 1)[0]
    return first if first in PRESETS else None


def calendar_of(case: Case, like: Like = None) -> BusinessCalendar:
    """Return the calendar of a case; its pauses are taken out of the open instants, unless `like` counts them apart."""
    conventions = conventions_of(like)
    pauses = () if conventions.pauses == "wall-clock" else case.pauses
    plain = BusinessCalendar(
        tz=case.tz,
        week=case.week,
        holidays=case.holidays,
        exceptions=case.shifts,
        closures=pauses or case.breaks,
        like=conventions,
    )
    if not pauses or not case.breaks:
        return plain
    return BusinessCalendar(
        tz=case.tz,
        week=case.week,
        holidays=case.holidays,
        exceptions=case.shifts,
        closures=[*pauses, *_stretches(case.breaks, plain)],
        like=conventions,
    )


def _stretches(breaks: dict[date, Stretches] | Any, cal: BusinessCalendar) -> list[tuple[datetime, datetime]]:
    found = []
    for day, pieces in breaks.items():
        for start, end in pieces:
            midnight = datetime(day.year, day.month, day.day, tzinfo=cal.tz)
            later = timedelta(days=1) if _clock(end) <= _clock(start) else timedelta(0)
            found.append((midnight + _clock(start), midnight + later + _clock(end)))
    return found


def _clock(text: str) -> timedelta:
    hours, minutes, *seconds = (int(part) for part in text.split(":"))
    return timedelta(hours=hours, minutes=minutes, seconds=seconds[0] if seconds else 0)


def _run(case: Case, like: Like, conventions: Literal["ours", "other"]) -> CaseResult:
    name = preset_named(like).name if isinstance(like, str) else "" if like is None else "conventions of your own"
    try:
        answer = _answer(case, like)
    except ContractKitError as error:
        return CaseResult(case, None, name, "disagrees", str(error))
    if _same(answer, case.expected):
        return CaseResult(case, answer, name, "agrees")
    known = case.disputed and conventions == "ours" and _ours(case, answer)
    return CaseResult(case, answer, name, "disputed" if known else "disagrees")


def _ours(case: Case, answer: object) -> bool:
    """Return whether an answer is the one that the file knows as ours; of a zero it knows another one."""
    zero = case.seconds == 0 if case.seconds is not None else False
    return zero or case.neutral is None or _same(answer, case.neutral)


def _answer(case: Case, like: Like) -> datetime | date | float | bool:
    cal = calendar_of(case, like)
    if isinstance(case.start, datetime):
        return _of_instants(case, cal, case.start)
    if case.op == "add_days":
        assert case.days is not None
        return cal.add_days(case.start, case.days)
    assert case.end is not None
    return cal.count_days(case.start, case.end)


def _of_instants(case: Case, cal: BusinessCalendar, start: datetime) -> datetime | float | bool:
    match case.op:
        case "add" | "deadline" | "deadline_before":
            return _due(case, cal, start)
        case "deadline_days":
            assert case.days is not None
            assert case.policy is not None
            policy = attrs.evolve(_POLICIES[case.policy], n=case.days)
            return cal.due_at(start, attrs.evolve(policy, ends="close-of-business") if case.end_of_day else policy)
        case "is_open":
            return cal.is_open(start)
        case "next_open":
            return cal.next_open(start)
        case "prev_open":
            return start if cal.is_open(start - _US) else cal.previous_close(start)
        case _:
            assert isinstance(case.end, datetime)
            return _elapsed(case, cal, start, case.end)


def _due(case: Case, cal: BusinessCalendar, start: datetime) -> datetime:
    assert case.seconds is not None
    back = case.op == "deadline_before" or case.direction == "backward"
    amount = timedelta(seconds=-abs(case.seconds) if back else case.seconds)
    if back and not amount and cal.conventions.zero_back != "next-opening":
        return start if cal.conventions.zero_back == "keep" else cal.previous_open(start)
    due = cal.due_at(start, amount)
    return cal.due_at(due, ElapsedTime(_paused(case, cal) // _US))


def _elapsed(case: Case, cal: BusinessCalendar, start: datetime, end: datetime) -> float:
    used = cal.elapsed(start, end) - _paused(case, cal)
    if case.op == "elapsed":
        used = max(used, timedelta(0))
    return used // _SECOND if not used % _SECOND else used / _SECOND


def _paused(case: Case, cal: BusinessCalendar) -> timedelta:
    """Return what pauses add on the wall clock; nothing where they are taken out of the open instants."""
    if cal.conventions.pauses == "working-time":
        return timedelta(0)
    return sum((end - start for start, end in case.pauses), timedelta(0))


def _same(answer: object, expected: object) -> bool:
    return isinstance(answer, bool) == isinstance(expected, bool) and answer == expected


def _plain(value: object) -> object:
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    return int(value) if isinstance(value, float) and value.is_integer() else value


def sums_by_source(results: Sequence[CaseResult]) -> dict[str, dict[str, int]]:
    """Return how many cases agree, are disputed and disagree, by source; the source is its first word."""
    sums: dict[str, dict[str, int]] = {}
    for result in results:
        name = result.case.source.split(" ", 1)[0] or "no source"
        row = sums.setdefault(name, {"agrees": 0, "disputed": 0, "disagrees": 0})
        row[result.state] += 1
    return dict(sorted(sums.items(), key=lambda item: item[0].lower()))
