"""A slow referee of facts and conditions: compound conditions of which part is unknown, results, columns and tables.

It shares nothing with `contractkit.clocks`: it reads facts as words, one item at a time, asks calendars one instant at
a time, and walks through the item's life in order. It counts time and reads moments; business days, cycles, resets,
relief, versions and what else a clock may do are judged by the referee in `contractkit.testing.clocks` alone, on
questions of one status and one priority. Why there are two: docs/decisions/0165-two-referees.md.
"""

from __future__ import annotations

from contractkit.facts import Facts
from contractkit.terms.targets import ClockLine
from contractkit.testing.replay.answers import Answer, answers_of
from contractkit.testing.replay.items import Item

__all__ = ["Answer", "replay_slowly"]


def replay_slowly(line: ClockLine, facts: Facts, as_of: int) -> list[Answer]:
    """Return what became of the promises of `line` on every item of `facts`, as it had happened by `as_of`.

    Args:
        line: The clock line.
        facts: What happened.
        as_of: The moment of judging, in microseconds since the epoch.

    Source: design.md sections 4 and 5; clocks.md.
    """
    answers = []
    for item in range(len(facts.items)):
        answers += answers_of(Item(line, facts, as_of, item))
    return answers
