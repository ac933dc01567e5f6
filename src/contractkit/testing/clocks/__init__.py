"""Questions about one clock, their slow referee, and the ways to ask the same of the replay and the scalar clock.

A `Question` is plain data and stands in JSON (`Question.from_dict`, `read_questions`); `referee` answers it on explicit
sets of instants, `ask_replay` and `ask_clock` through the public functions of the library, `ask` by the name of any of
the three. `differences` says where two answers differ.
"""

from __future__ import annotations

from contractkit.testing.clocks.asked import ENGINES, ask, ask_clock, ask_replay, differences
from contractkit.testing.clocks.questions import Answer, Cycle, Question
from contractkit.testing.clocks.reading import read_questions
from contractkit.testing.clocks.referee import referee

__all__ = [
    "ENGINES",
    "Answer",
    "Cycle",
    "Question",
    "ask",
    "ask_clock",
    "ask_replay",
    "differences",
    "read_questions",
    "referee",
]
