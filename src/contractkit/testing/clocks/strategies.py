"""Hypothesis strategies for questions about one clock; they need hypothesis and are imported by who uses them."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st

from contractkit.testing.clocks.drawing import Pick, drawn
from contractkit.testing.clocks.questions import Question

__all__ = ["questions"]


@st.composite
def questions(draw: st.DrawFn, without: Sequence[str] = ()) -> Question:
    """Return questions that aim at the edges, of which every choice can shrink.

    They meet events of one instant, gaps and folds in Amsterdam, Casablanca, New York and zones whose clocks change
    at midnight, openings and closings, reopenings, amendments, missing priorities, relief ahead and after the stop.

    Args:
        draw: Given by hypothesis.
        without: Features that are left out, of `contractkit.testing.clocks.drawing.FEATURES`.
    """
    return drawn(Pick(lambda options: draw(st.sampled_from(options)), without), "drawn")
