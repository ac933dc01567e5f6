"""Case files: questions about one calendar with the answers that another system gives, read and checked.

A file is a JSON list of cases. Everything that is wrong in it is listed at once, each with the file, the case and the
field. What the answers of contractkit are stands in `cases`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final, Literal, get_args

import attrs

from contractkit.errors import Problem, UsageError
from contractkit.quantities.notation import nearest
from contractkit.testing import case_fields as fields
from contractkit.testing.case_fields import Stretches, Wrong

__all__ = ["Case", "Op", "Policy", "read_cases"]

Op = Literal[
    "add",
    "between",
    "is_open",
    "next_open",
    "prev_open",
    "add_days",
    "count_days",
    "deadline",
    "elapsed",
    "deadline_before",
    "deadline_days",
]
"""What a case asks."""

Policy = Literal["same_time_skip_start", "same_time_then_open", "end_of_nth_day"]
"""What business days mean in a case."""

_DATES: Final = ("add_days", "count_days")
_WITH_END: Final = ("between", "elapsed", "count_days")
_WITH_SECONDS: Final = ("add", "deadline", "deadline_before")
_WITH_DAYS: Final = ("add_days", "deadline_days")
_WORDS: Final = ("boundary", "note", "reason", "source")
_SHOWN: Final = 20


@attrs.frozen
class Case:
    """One question about one calendar, and the answer of the system that it was taken from.

    Attributes:
        id: What the case is called in its file.
        source: The system, as the file names it.
        op: What is asked.
        tz: The zone of the calendar.
        week: The hours of each day of the week.
        holidays: Closed dates.
        shifts: The hours of dates that have their own.
        breaks: Hours that are closed on dates.
        pauses: Stretches `[from, to)` in which the clock stands still.
        start: The instant or the date that is asked about.
        end: The other one, where the question is about two.
        seconds: The amount of working time.
        days: The number of business days.
        policy: What business days mean.
        end_of_day: Whether the mark is the day's last closing.
        direction: ``backward`` for an amount that is counted back.
        expected: The answer of the source: an instant, a date, a number or a truth value.
        disputed: Whether the convention of the source is another than ours.
        neutral: Where it is disputed, the answer under our conventions; None where the file has none.
        reason: Why it is disputed.
    """

    id: str
    source: str
    op: Op
    tz: str
    week: Mapping[str, Stretches]
    holidays: tuple[date, ...]
    shifts: Mapping[date, Stretches]
    breaks: Mapping[date, Stretches]
    pauses: tuple[tuple[datetime, datetime], ...]
    start: datetime | date
    end: datetime | date | None
    seconds: int | float | None
    days: int | None
    policy: Policy | None
    end_of_day: bool
    direction: Literal["forward", "backward"]
    expected: datetime | date | float | bool
    disputed: bool
    neutral: datetime | date | float | bool | None
    reason: str


def read_cases(path: Path | str) -> tuple[Case, ...]:
    """Return the cases of a file.

    Args:
        path: A JSON file with a list of cases.

    Raises:
        UsageError: The file is no list of cases, or cases in it cannot be read; all that is wrong is listed, and the
            error's `problems` hold it as data.
        OSError: The file cannot be read.
    """
    name = str(path)
    try:
        data = json.loads(Path(path).read_text("utf-8"), object_pairs_hook=_once)
    except UnicodeDecodeError as error:
        raise UsageError(f"{name} is no text in UTF-8: {error.reason} at byte {error.start}", value=name) from None
    except json.JSONDecodeError as error:
        raise UsageError(f"{name}:{error.lineno}:{error.colno} is no JSON: {error.msg}", value=name) from None
    except _Twice as twice:
        raise UsageError(f"{name}: a case has the field {twice.name!r} twice", value=name) from None
    if not isinstance(data, list):
        raise UsageError(f"{name} holds {fields.kind(data)}; a file of cases is a list of them", value=name)
    problems: list[Problem] = []
    cases = []
    seen: set[str] = set()
    for place, item in enumerate(data, 1):
        reader = _Reader(name, place, item, problems)
        case = reader.case()
        if case is None:
            continue
        if case.id in seen:
            reader.flag("id", f"{case.id!r} is the id of an earlier case too")
        seen.add(case.id)
        cases.append(case)
    if problems:
        lines = [f"{len(problems)} problem{'' if len(problems) == 1 else 's'} in {name}"]
        lines += [f"  {problem}" for problem in problems[:_SHOWN]]
        lines += [f"  and {len(problems) - _SHOWN} more"] if len(problems) > _SHOWN else []
        raise UsageError("\n".join(lines), problems=tuple(problems))
    return tuple(cases)


class _Twice(ValueError):  # noqa: N818 - it says what is wrong
    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise _Twice(name)
        found[name] = value
    return found


class _Reader:
    """Reads one case, and notes what is wrong in it."""

    def __init__(self, file: str, place: int, item: object, problems: list[Problem]) -> None:
        self._file = file
        self._item = item if isinstance(item, dict) else {}
        self._problems = problems
        self._broken = not isinstance(item, dict)
        named = self._item.get("id")
        self._where = f"case {named}" if isinstance(named, str) else f"case number {place}"
        if self._broken:
            self.flag(None, f"{fields.kind(item)} is no case; a case is an object with fields")

    def flag(self, field: str | None, says: str, hint: str | None = None) -> None:
        where = self._where if field is None else f"{self._where} > {field}"
        self._broken = True
        self._problems.append(Problem("case", says, file=self._file, where=where, hint=hint))

    def case(self) -> Case | None:
        """Return the case, or None where it cannot be read."""
        if self._broken:
            return None
        known = [field.name for field in attrs.fields(Case)] + ["oracle", "brute_force", *_WORDS]
        for name in self._item:
            if name not in known:
                self.flag(name, "there is no such field", nearest(name, known))
        op = self._field("op", fields.one_of(get_args(Op)))
        if op is None:
            return None
        when: Callable[[object], Any] = fields.plain_date if op in _DATES else fields.instant
        answer = fields.answer_of(op)
        neutral = next((name for name in ("oracle", "brute_force", "neutral") if name in self._item), None)
        zone = self._field("tz", fields.text)
        read: dict[str, Any] = {
            "id": self._field("id", fields.text),
            "source": self._field("source", fields.text, ""),
            "op": op,
            "tz": zone,
            "week": self._field("week", fields.week),
            "holidays": self._field("holidays", fields.dates, ()),
            "shifts": self._field("shifts", fields.by_date, {}),
            "breaks": self._field("breaks", fields.by_date, {}),
            "pauses": self._field("pauses", fields.pauses, ()),
            "start": self._field("start", when),
            "end": self._field("end", when) if op in _WITH_END else None,
            "seconds": self._field("seconds", fields.number) if op in _WITH_SECONDS else None,
            "days": self._field("days", fields.whole) if op in _WITH_DAYS else None,
            "policy": self._field("policy", fields.one_of(get_args(Policy))) if op == "deadline_days" else None,
            "end_of_day": self._field("end_of_day", fields.truth, otherwise=False),
            "direction": self._field("direction", fields.one_of(("forward", "backward")), "forward"),
            "expected": self._field("expected", answer),
            "disputed": self._field("disputed", fields.truth, otherwise=False),
            "neutral": None if neutral is None else self._field(neutral, answer),
            "reason": self._field("reason", fields.text, ""),
        }
        if read["pauses"] and op not in ("deadline", "elapsed", "add", "between", "deadline_before"):
            self.flag("pauses", f"a question of {op} has no pauses")
        return None if self._broken else Case(**read)

    def _field(self, name: str, read: Callable[[Any], Any], otherwise: Any = ...) -> Any:
        if name not in self._item:
            if otherwise is ...:
                self.flag(name, "is missing")
                return None
            return otherwise
        try:
            return read(self._item[name])
        except Wrong as wrong:
            self.flag(name, wrong.says, wrong.hint)
            return None
