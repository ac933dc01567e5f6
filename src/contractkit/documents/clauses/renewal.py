"""Whether and how the agreement goes on after its term."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import model_validator

from contractkit.documents.clauses.registry import Clause
from contractkit.documents.conventions import Settles
from contractkit.documents.faults import Faults
from contractkit.documents.fields import CountText, SpanText
from contractkit.documents.period_words import EndOf
from contractkit.documents.references import CalendarRef
from contractkit.documents.scalars import OneOrMany, Word

__all__ = ["Renewal"]


class Renewal(Clause):
    """Whether and how the agreement goes on after its term.

    Attributes:
        renews: ``tacitly``: unless somebody gives notice; ``expressly``: if somebody says so; ``until-notice``: it goes
            on without another term until somebody gives notice; ``not``.
        by: For how long each time.
        at_most: How often.
        who: Who may give notice, or may prolong it; ``both``, or nobody named, for each of the two.
        notice: How long before the end it has to be said.
        to_end_of: To the end of which periods notice can be given, where it goes on until notice: ``month``,
            ``quarter``, ``half-year`` and ``year`` of the calendar, or ``contract-year``; any day where it is left out.
        notice_counts_from: The date that notice counts back from.
        notice_is: Whether it counts when it is sent or when it is received.
        month_end: What becomes of a day that a shorter month does not have.
        closed_day: What becomes of a last notice date on a closed day; it never moves forward.
        calendar: On which calendar days are closed, and business days count.
    """

    computes = False
    kind: Literal["renewal"]
    renews: Annotated[str, Word("tacitly", "expressly", "until-notice", "not")]
    by: SpanText | None = None
    at_most: CountText | None = None
    who: OneOrMany[Annotated[str, Word("provider", "customer", "both")]] = ()
    notice: SpanText | None = None
    to_end_of: EndOf | None = None
    notice_counts_from: Annotated[str | None, Settles("notice_counts_from")] = None
    notice_is: Annotated[str | None, Settles("notice_is")] = None
    month_end: Annotated[str | None, Settles("month_end")] = None
    closed_day: Annotated[str | None, Settles("closed_day")] = None
    calendar: CalendarRef | None = None

    def matters(self, field: str) -> bool:
        """Return whether the reading that `field` settles decides something: notice has to be agreed."""
        if field == "month_end":
            return self.notice is not None and self.notice.value.unit in ("month", "year")
        return self.notice is not None and not (field == "notice_counts_from" and self.renews == "until-notice")

    @model_validator(mode="after")
    def _fits(self) -> Renewal:
        wrong = Faults()
        if self.renews == "tacitly" and self.by is None:
            hint = "for example by: 12 months, or renews: until-notice"
            wrong.add("missing-field", "'by' is missing: for how long is it renewed?", hint)
        for field in ("by", "at_most"):
            if getattr(self, field) is not None and self.renews in ("not", "until-notice"):
                says = f"'{field}' says how it is renewed, and it is not renewed by terms"
                wrong.add("contradiction", says, "leave it out", (field,))
        if self.to_end_of is not None and self.renews != "until-notice":
            says = f"notice is given to the end of a {self.to_end_of}, and renews: {self.renews} says that terms end"
            hint = "write renews: until-notice, or leave to_end_of out"
            wrong.add("contradiction", says, hint, ("to_end_of",))
        if self.to_end_of is not None and self.notice is None:
            hint = "for example notice: 3 months"
            wrong.add("missing-field", "'notice' is missing: how long before the end is it given?", hint)
        if self.at_most is not None and (self.at_most.value.unit or self.at_most.value.number % 1):
            says = f"'{self.at_most.text}' is not how often it is renewed"
            wrong.add("quantity", says, "a whole number, such as 2", ("at_most",))
        wrong.tell()
        return self
