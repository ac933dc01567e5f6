"""The legal frame: precedence, term, renewal, payment, interest, liability, insurance."""

from __future__ import annotations

from typing import Annotated, Literal

from contractkit.documents.clauses.registry import Clause
from contractkit.documents.clauses.settlements import AnyLimit
from contractkit.documents.conventions import Settles
from contractkit.documents.fields import DateText, LimitText, Name, RateText, Ref, SpanText
from contractkit.documents.scalars import Many, OneOrMany, Word

__all__ = ["Insurance", "Interest", "Liability", "Payment", "Precedence", "Renewal", "Term"]


class Precedence(Clause):
    """Which document decides where two contradict each other."""

    computes = False
    kind: Literal["precedence"]
    order: Many[Ref]


class Term(Clause):
    """From when the agreement holds, and for how long at first; without ``initial`` it has no end."""

    kind: Literal["term"]
    start: DateText
    initial: SpanText | None = None
    end: Annotated[str | None, Settles("end")] = None

    def matters(self, field: str) -> bool:  # noqa: ARG002
        """Return whether the reading that `field` settles decides something: the end needs one."""
        return self.initial is not None


class Renewal(Clause):
    """Whether and how the agreement goes on after its term."""

    computes = False
    kind: Literal["renewal"]
    renews: Annotated[str, Word("tacitly", "expressly", "not")]
    by: SpanText | None = None
    notice: SpanText | None = None
    notice_counts_from: Annotated[str | None, Settles("notice_counts_from")] = None
    notice_is: Annotated[str | None, Settles("notice_is")] = None
    month_end: Annotated[str | None, Settles("month_end")] = None
    closed_day: Annotated[str | None, Settles("closed_day")] = None
    calendar: Ref | None = None

    def matters(self, field: str) -> bool:  # noqa: ARG002
        """Return whether the reading that `field` settles decides something: notice has to be agreed."""
        return self.notice is not None


class Payment(Clause):
    """When an invoice is due."""

    computes = False
    kind: Literal["payment"]
    within: SpanText
    lapses_after: SpanText | None = None
    part_days: Annotated[str | None, Settles("part_days")] = None

    def matters(self, field: str) -> bool:  # noqa: ARG002
        """Return whether the reading that `field` settles decides something: parts of days matter for a lapse."""
        return self.lapses_after is not None


class Interest(Clause):
    """What a late payment costs."""

    computes = False
    kind: Literal["interest"]
    rate: RateText
    day_count: Annotated[str | None, Settles("day_count")] = None
    compounding: Annotated[str | None, Settles("compounding")] = None


class Liability(Clause):
    """What a party owes at most."""

    computes = False
    kind: Literal["liability"]
    per_event: AnyLimit | None = None
    per_year: AnyLimit | None = None
    in_total: AnyLimit | None = None
    uncapped: OneOrMany[Name] = ()
    excludes: OneOrMany[Name] = ()
    service_credits: Annotated[str | None, Settles("service_credits")] = None


class Insurance(Clause):
    """Which insurance a party has to have."""

    computes = False
    kind: Literal["insurance"]
    cover: Name
    minimum: LimitText
    certificate_until: DateText | None = None
