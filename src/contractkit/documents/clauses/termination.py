"""How a party may end the agreement before its term does."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import model_validator

from contractkit.documents.anchors import Side
from contractkit.documents.clauses.registry import Clause
from contractkit.documents.clauses.settlements import AnyLimit
from contractkit.documents.conditions import Condition
from contractkit.documents.faults import Faults
from contractkit.documents.fields import DateText, SpanText
from contractkit.documents.period_words import EndOf
from contractkit.documents.references import CalendarRef
from contractkit.documents.scalars import Word
from contractkit.documents.unions import Forms

__all__ = ["Termination"]


def _from_form(value: Any) -> str:
    return "date" if isinstance(value, str) and value[4:5] == "-" else "span"


DateOrSpan = Annotated[Any, Forms(_from_form, date=DateText, span=SpanText)]
"""A date, or a span from the start of the agreement on."""


class Termination(Clause):
    """Who may end the agreement, on which ground, from when, on what notice and at what price.

    Attributes:
        who: Who may.
        ground: ``convenience``: for no reason; ``breach``: the other party does not keep it; ``repeated-failure``: what
            `when` says; the rest as the word says.
        cure: How long the other party has to put a breach right.
        when: The failure, as figures and verdicts show it.
        not_before: The first date on which it may end, or how long after the start that is.
        notice: How long before it has to be said; ``none`` is written by leaving it out.
        to_end_of: To the end of which periods it can end: ``month``, ``quarter``, ``half-year`` and ``year`` of the
            calendar, or ``contract-year``; on any day where it is left out.
        pays: What the party that ends it pays.
        use_within: How long the right may be used once it has come about.
        calendar: On which calendar business days of these spans count.
    """

    computes = False
    kind: Literal["termination"]
    who: Side
    ground: Annotated[
        str, Word("convenience", "breach", "repeated-failure", "insolvency", "force-majeure", "change-of-control")
    ]
    cure: SpanText | None = None
    when: Condition | None = None
    not_before: DateOrSpan | None = None
    notice: SpanText | None = None
    to_end_of: EndOf | None = None
    pays: AnyLimit | None = None
    use_within: SpanText | None = None
    calendar: CalendarRef | None = None

    @model_validator(mode="after")
    def _fits_its_ground(self) -> Termination:
        wrong = Faults()
        if self.ground == "repeated-failure" and self.when is None:
            hint = "for example when: {target: solved-in-time, verdict: breached, periods_in_a_row: 3}"
            wrong.add("missing-field", "'when' is missing: which failure?", hint)
        if self.ground != "repeated-failure" and self.when is not None:
            says = f"'when' counts failures, and the ground is {self.ground}"
            wrong.add("contradiction", says, "write ground: repeated-failure", ("when",))
        if self.cure is not None and self.ground not in ("breach", "repeated-failure"):
            says = f"there is nothing to put right where the ground is {self.ground}"
            wrong.add("contradiction", says, "write ground: breach, or leave cure out", ("cure",))
        wrong.tell()
        return self
