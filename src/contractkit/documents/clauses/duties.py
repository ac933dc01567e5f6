"""What a party owes besides: duties with dates, promises of effort, and clauses that are only to be read."""

from __future__ import annotations

from typing import Annotated, Literal

from contractkit.documents.clauses.registry import Clause
from contractkit.documents.fields import CycleText, Name, Ref, SpanText
from contractkit.documents.scalars import OneOrMany, Word
from contractkit.documents.wordings import WordingText

__all__ = ["Duty", "Effort", "Text"]

Owner = Annotated[str, Word("provider", "customer", "both")]


class Duty(Clause):
    """Something owed with a date and an owner."""

    computes = False
    kind: Literal["duty"]
    owner: Owner
    does: WordingText
    due: SpanText
    after: Annotated[
        str,
        Word(
            "period-end",
            "week-end",
            "month-end",
            "quarter-end",
            "half-year-end",
            "year-end",
            "contract-year-end",
            "signature",
            "start",
            "end",
        ),
    ]
    every: CycleText | None = None
    calendar: Ref | None = None
    contains: OneOrMany[Name] = ()


class Effort(Clause):
    """A promise to do one's best: it has no measurable outcome."""

    computes = False
    kind: Literal["effort"]
    owner: Owner | None = None
    text: WordingText


class Text(Clause):
    """Words that the parties agreed and that nothing computes."""

    computes = False
    kind: Literal["text"]
    text: WordingText
