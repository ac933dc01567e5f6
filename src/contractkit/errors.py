"""What can go wrong, as data: one tree of exceptions, and `Problem` for what documents and facts have wrong.

Misuse of a function raises. Problems of documents and of facts are collected, so that all of them are shown at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

import attrs

__all__ = [
    "CalendarHorizonError",
    "ContractKitError",
    "DocumentRejected",
    "EventOrderError",
    "FactsRejected",
    "MissingExtraError",
    "NaiveDatetimeError",
    "NeverOpenError",
    "NotComputedError",
    "PeriodError",
    "Problem",
    "QuantityError",
    "Severity",
    "StoredClockError",
    "StoredPortfolioError",
    "UnknownCustomerError",
    "UnknownServiceError",
    "UsageError",
]

Severity = Literal["error", "warning", "advice"]
"""How much a problem weighs: papers with an error do not load; a warning is told; advice is told to who asks for it."""


@attrs.frozen
class Problem:
    """One thing that is wrong in a document or in the facts, with its place and the way out.

    Attributes:
        code: A stable word, such as ``unknown-field``; each has a page in the documentation.
        says: What is wrong, with the value, in one sentence.
        file: The file as the caller named it; None for text or data given directly.
        line: The line in `file`, counted from 1; for facts the row of the table, counted as a text editor shows it.
        column: The column in `line`, counted from 1.
        where: The clause or field in words, such as ``clause 4.2 > within``.
        hint: The nearest right answer, or the next step.
        fatal: Whether the file as a whole means nothing; else only the row or the clause is affected.
        severity: ``error``: the papers do not load. ``warning``: they do, and this is hardly what was meant.
            ``advice``: they do, and a clause is missing or promises nothing that could be measured.
        path: The same place for a program: the keys, and the numbers of items counted from 0, that lead to it from the
            top of the document, such as ``("clauses", "4.2", "rows", 0, "within")``; empty where it is about the
            document or the table as a whole, and where the document got what is wrong from an amendment. What is
            missing leads to where it would stand.
    """

    code: str
    says: str
    file: str | None = None
    line: int | None = None
    column: int | None = None
    where: str | None = None
    hint: str | None = None
    fatal: bool = True
    severity: Severity = "error"
    path: tuple[str | int, ...] = ()

    def __str__(self) -> str:
        """Return the problem on one line: place, clause, what is wrong, what to do."""
        place = ":".join(str(part) for part in (self.file, self.line) if part is not None)
        text = f"{self.where}: {self.says}" if self.where else self.says
        text = f"{place}: {text}" if place else text
        text = f"{text} [{self.code}]"
        return f"{text}; {self.hint}" if self.hint else text

    def to_dict(self) -> dict[str, Any]:
        """Return the problem as plain data, ready for JSON: every attribute by its name, `path` as a list."""
        return {field.name: getattr(self, field.name) for field in attrs.fields(Problem)} | {"path": list(self.path)}


class ContractKitError(Exception):
    """The root of every error that contractkit raises.

    Attributes:
        code: A stable word for the kind of error.
    """

    code = "error"

    def __init__(self, message: str, **facts: Any) -> None:
        super().__init__(message)
        self.message = message
        self.facts = facts
        for name, value in facts.items():
            setattr(self, name, value)

    def __reduce__(self) -> tuple[Any, ...]:
        return (_rebuild, (type(self), self.message, self.facts))

    def to_dict(self) -> dict[str, Any]:
        """Return the error as plain data, ready for JSON: its code, the message, and what else it carries.

        Values that JSON does not have stand as text, as ``str`` writes them.

        Example:
            >>> PeriodError("2026-13 is no period", value="2026-13").to_dict()
            {'version': 1, 'kind': 'period', 'says': '2026-13 is no period', 'facts': {'value': '2026-13'}}
        """
        facts = {name: _plain(value) for name, value in self.facts.items()}
        return {"version": 1, "kind": self.code, "says": self.message, "facts": facts}


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, bool | int | str) else str(value)


def _rebuild(kind: type[ContractKitError], message: str, facts: dict[str, Any]) -> ContractKitError:
    error = kind.__new__(kind)
    ContractKitError.__init__(error, message, **facts)
    return error


class NotComputedError(ContractKitError, NotImplementedError):
    """The papers say what this version of the library does not compute; `not_computed` lists it."""

    code = "not-yet"


class UsageError(ContractKitError, ValueError):
    """A function was called with something that it cannot mean."""

    code = "usage"


class NaiveDatetimeError(UsageError):
    """An instant was given without its zone, so that nobody knows which instant is meant."""

    code = "naive-datetime"


class EventOrderError(UsageError):
    """A clock was told, or asked about, an instant that lies before the last one that it was told.

    Attributes:
        at: That instant, in microseconds since the epoch.
        last: The last one before it.
    """

    code = "event-order"


class StoredClockError(UsageError):
    """A stored clock cannot be gone on with: it is none, or was read by other terms, calendars or another version.

    Attributes:
        differs: What differs: ``document``, ``version``, ``terms``, ``edition`` or ``data``.
    """

    code = "stored-clock"


class UnknownCustomerError(UsageError):
    """No agreement that was asked is with this customer.

    Attributes:
        customer: The code that was given.
    """

    code = "unknown-customer"


class UnknownServiceError(UsageError):
    """No agreement and no catalogue that was asked knows this service.

    Attributes:
        service: The name that was given.
    """

    code = "unknown-service"


class StoredPortfolioError(UsageError):
    """A stored portfolio cannot be read: it is none, or one of another version."""

    code = "stored-portfolio"


class PeriodError(UsageError):
    """A period could not be read, or lies outside every term of the agreement."""

    code = "period"


class CalendarHorizonError(ContractKitError, LookupError):
    """A calendar was asked about a year for which its holidays are not known."""

    code = "calendar-horizon"


class NeverOpenError(ContractKitError, LookupError):
    """A calendar does not open between the instant asked about and its horizon."""

    code = "never-open"


class QuantityError(ContractKitError, ValueError):
    """A text is not the quantity that stands here.

    Attributes:
        hint: The nearest right form, or None.
        text: What was written, or None where the message alone says it.
        at: The first character of `text` that does not fit, counted from 0; None where the text as a whole is meant.
    """

    code = "quantity"
    hint: str | None
    text: str | None
    at: int | None

    def __init__(
        self, message: str, hint: str | None = None, *, text: str | None = None, at: int | None = None
    ) -> None:
        super().__init__(message, hint=hint, text=text, at=at)

    @property
    def pointer(self) -> str | None:
        """The text with a caret under the character that does not fit, on two lines; None where there is none."""
        if not self.text or self.at is None:
            return None
        first = max(0, self.at - 60)
        shown = "".join(c if c.isprintable() else " " for c in self.text[first : self.at + 40])
        return f"  {shown}\n  {' ' * (self.at - first)}^"

    def __str__(self) -> str:
        """Return the message, the hint, and the text with a caret under what does not fit."""
        says = f"{self.message}; {self.hint}" if self.hint else self.message
        return f"{says}\n{self.pointer}" if self.pointer else says


class MissingExtraError(ContractKitError, ImportError):
    """An optional library is not installed; the message names the extra that brings it."""

    code = "missing-extra"


class _Rejected(ContractKitError, ValueError):  # noqa: N818 - the two below are named for what happened
    problems: tuple[Problem, ...]

    def __init__(self, problems: Iterable[Problem]) -> None:
        found = tuple(problems)
        lines = [f"{len(found)} problem{'' if len(found) == 1 else 's'}", *(f"  {problem}" for problem in found)]
        super().__init__("\n".join(lines), problems=found)

    def to_dict(self) -> dict[str, Any]:
        """Return the refusal as plain data, ready for JSON, with all problems.

        Example:
            >>> refused = DocumentRejected([Problem("tag", "a tag stands here", "desk.yaml", 7)]).to_dict()
            >>> refused["version"], refused["kind"], refused["problems"][0]["line"]
            (1, 'document-rejected', 7)
        """
        return {"version": 1, "kind": self.code, "problems": [problem.to_dict() for problem in self.problems]}


class DocumentRejected(_Rejected):
    """Documents have problems; `problems` lists all of them."""

    code = "document-rejected"


class FactsRejected(_Rejected):
    """A table of facts means nothing as a whole; `problems` lists all that is wrong with it."""

    code = "facts-rejected"
