"""What became of a promise in each cycle of a clock, as an engine answers it."""

from __future__ import annotations

from typing import Any, Literal

import attrs

__all__ = ["Answer", "Cycle"]


@attrs.frozen
class Cycle:
    """What became of a promise in one cycle; amounts are microseconds or business days, None where there is none.

    Attributes:
        cycle: Its number, from 1.
        verdict: met, breached, excused, running, undetermined or not-applicable.
        started: When the clock started.
        due: When the limit is used up.
        until: The last instant in time.
        stopped: When it stopped.
        used: What was used.
        allowed: What is allowed.
        paused: What lay in pauses.
        relieved: What lay in relief of extent overlapping.
        lived: The verdict as lived.
        lived_used: What was used as lived.
        unit: What the amounts are; empty where there are none.
        reason: Why it is undetermined or not-applicable; empty else.
        target: The priority whose target judged; None where there is none.
    """

    cycle: int
    verdict: str
    started: int | None = None
    due: int | None = None
    until: int | None = None
    stopped: int | None = None
    used: int | None = None
    allowed: int | None = None
    paused: int | None = None
    relieved: int | None = None
    lived: str = "undetermined"
    lived_used: int | None = None
    unit: Literal["microseconds", "days", ""] = ""
    reason: str = attrs.field(default="", eq=False)
    target: str | None = attrs.field(default=None, eq=False)


@attrs.frozen
class Answer:
    """The answer to a question.

    Attributes:
        id: What the question is called.
        cycles: What became of each cycle; none where the item is opened after the moment of judging.
        notes: What was assumed and set aside, in words.
    """

    id: str
    cycles: tuple[Cycle, ...]
    notes: tuple[str, ...] = attrs.field(default=(), eq=False)

    def to_dict(self) -> dict[str, Any]:
        """Return the answer as JSON data."""
        from contractkit.testing.clocks.writing import answer_data

        return answer_data(self)
