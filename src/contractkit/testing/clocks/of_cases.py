"""Cases of other systems as questions about one clock: their pauses as statuses, their answers as due or as time used.

A stretch in which the clock stands still becomes two events, one that sets a status that pauses and one that sets
another status. Whoever asks gives the engine; the answers stand beside the expected ones as `CaseResult` has them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Final, Literal

from contractkit.errors import ContractKitError
from contractkit.testing.case_files import Case, Policy
from contractkit.testing.cases import CaseResult
from contractkit.testing.clocks import questions as q
from contractkit.testing.clocks.asked import ask

__all__ = ["ASKED", "holds_cases", "question_of_case", "run_on_clocks"]

ASKED: Final = ("deadline", "elapsed", "deadline_days")
"""The kinds of cases that are questions about a clock; the others ask for a calendar alone."""

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_US: Final = timedelta(microseconds=1)
_OFFICE: Final = "office"
_RUNS, _WAITS, _DONE = "open", "waiting", "solved"
_ANY: Final = q.Working(3_600_000_000)
_POLICIES: Final[dict[Policy, dict[str, Any]]] = {
    "same_time_skip_start": {"ends": "same-time"},
    "same_time_then_open": {"ends": "same-time", "landing": "next-opening"},
    "end_of_nth_day": {"counting": "from-start"},
}


def holds_cases(path: Path) -> bool:
    """Return whether a file holds cases of another system, which say what they ask (`op`), and not questions."""
    try:
        data = json.loads(path.read_text("utf-8"))
    except ValueError:
        return False
    return isinstance(data, list) and any(isinstance(item, dict) and "op" in item for item in data)


def question_of_case(case: Case) -> q.Question | None:
    """Return a case as a question about one clock.

    Args:
        case: The case. Pauses `[from, to)` that lie before its start are set aside; one that lies over it is the status
            at the opening. A deadline is asked at the end of the last pause, or at the start where there is none.

    Returns:
        The question; None for what is none: a case that counts back or asks for a calendar alone, and one with hours
        taken out of single dates, which the format of questions has no words for.

    Source: the format of questions about one clock; clocks.md rules 1 and 18.

    Example:
        >>> import json, pathlib, tempfile
        >>> from contractkit.testing.case_files import read_cases
        >>> from contractkit.testing.clocks import referee
        >>> from contractkit.testing.clocks.of_cases import question_of_case
        >>> case = {"id": "1", "op": "deadline", "tz": "UTC", "week": {"mon": [["09:00", "17:00"]]}, "seconds": 7200,
        ...         "start": "2026-03-02T09:00:00+00:00", "expected": "2026-03-02T11:30:00+00:00",
        ...         "pauses": [["2026-03-02T10:00:00+00:00", "2026-03-02T10:30:00+00:00"]]}
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     path = pathlib.Path(folder, "cases.json")
        ...     _ = path.write_text(json.dumps([case]), "utf-8")
        ...     (read,) = read_cases(path)
        >>> referee(question_of_case(read)).to_dict()["cycles"][0]["due"]
        '2026-03-02T11:30:00+00:00'
    """
    if case.op not in ASKED or case.breaks or case.end_of_day or _counts_back(case):
        return None
    assert isinstance(case.start, datetime)
    start = _us(case.start)
    pauses = [(max(begin, start), end) for begin, end in _united(case.pauses) if end > start]
    status = _WAITS if pauses and pauses[0][0] == start else _RUNS
    events = [_event(begin, _WAITS) for begin, _ in pauses if begin > start]
    events += [_event(end, _RUNS) for _, end in pauses]
    as_of = max([start, *(end for _, end in pauses)])
    if case.op == "elapsed":
        assert isinstance(case.end, datetime)
        as_of = max(start, _us(case.end))
        events = [event for event in events if event.at <= as_of] + [_event(as_of, _DONE)]
    return q.Question(
        id=case.id,
        as_of=as_of,
        calendars={_OFFICE: q.WrittenCalendar(_hours(case))},
        targets={"P1": q.Target(_limit(case), _OFFICE)},
        rule=q.Rule(pause=(_WAITS,), stop=(_DONE,)),
        item=q.Item(start, status, "P1"),
        events=tuple(events),
    )


def _counts_back(case: Case) -> bool:
    return case.direction == "backward" or (case.seconds or 0) < 0 or (case.days or 0) < 0


def _limit(case: Case) -> q.Allowed:
    if case.op == "elapsed":
        return _ANY
    if case.op == "deadline_days":
        assert case.days is not None
        assert case.policy is not None
        return q.Days(case.days, **_POLICIES[case.policy])
    assert case.seconds is not None
    return q.Working(round(case.seconds * 1_000_000))


def _hours(case: Case) -> q.HoursFrom:
    week = {day: tuple((str(one[0]), str(one[1])) for one in spans) for day, spans in case.week.items()}
    shifts = {day: tuple((str(one[0]), str(one[1])) for one in spans) for day, spans in case.shifts.items()}
    return q.HoursFrom(case.tz, week, tuple(case.holidays), shifts)


def _event(at: int, status: str) -> q.Event:
    return q.Event(at, None, "status", status)


def _united(pauses: Iterable[tuple[datetime, datetime]]) -> list[tuple[int, int]]:
    """Return pauses in order, those that touch or overlap as one."""
    united: list[tuple[int, int]] = []
    for begin, end in sorted((_us(begin), _us(end)) for begin, end in pauses):
        if united and begin <= united[-1][1]:
            united[-1] = (united[-1][0], max(end, united[-1][1]))
        else:
            united.append((begin, end))
    return united


def _us(value: datetime | date) -> int:
    assert isinstance(value, datetime)
    return (value - _EPOCH) // _US


def run_on_clocks(cases: Iterable[Case], engine: Literal["replay", "clock", "referee"]) -> tuple[CaseResult, ...]:
    """Return what one of the engines of clocks answers to the cases that are questions about a clock, in their order.

    Args:
        cases: The cases; those that are no question about a clock are left out.
        engine: Who is asked.

    Returns:
        A result for each case. `disputed` says that the answer is that of our conventions, which the file has beside
        the one of the source, and not that of the source.
    """
    results = []
    for case in cases:
        question = question_of_case(case)
        if question is None:
            continue
        try:
            (cycle,) = ask(question, engine).cycles
        except ContractKitError as error:
            results.append(CaseResult(case, None, "", "disagrees", str(error)))
            continue
        answer = _answer(case, cycle)
        state: Literal["agrees", "disputed", "disagrees"] = "agrees" if answer == case.expected else "disagrees"
        if state == "disagrees" and case.disputed and answer is not None and answer == case.neutral:
            state = "disputed"
        results.append(CaseResult(case, answer, "", state))
    return tuple(results)


def _answer(case: Case, cycle: q.Cycle) -> datetime | float | None:
    if case.op == "elapsed":
        return None if cycle.used is None else cycle.used / 1_000_000
    return None if cycle.due is None else _EPOCH + timedelta(microseconds=cycle.due)
