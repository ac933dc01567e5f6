"""Hypothesis strategies for calendars, instants and questions that aim at the edges. Needs hypothesis.

Uniform draws find nothing in calendars: what goes wrong goes wrong at openings, closings, midnights, in skipped and
repeated hours, on the eves of closed dates, at the horizon, and a microsecond beside each of them.

Example:
    A property of one's own calendar code, held against the slow calendar::

        @given(st.data())
        def test_my_deadlines_are_exact(data):
            spec = data.draw(calendar_specs())
            slow = spec.slow()
            start = data.draw(edge_instants(slow, spec))
            assert my_next_opening(spec, start) == slow.next_open(start)
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from hypothesis import strategies as st

from contractkit.testing.asking import Question
from contractkit.testing.asking_drawing import QuestionDrawer
from contractkit.testing.business_time import SlowTime
from contractkit.testing.drawing import draw_calendar, draw_combination
from contractkit.testing.edges import Edges
from contractkit.testing.plain_calendars import CalendarSpec, CombinedSpec, Spec

__all__ = ["calendar_specs", "combined_specs", "edge_instants", "questions", "specs", "working_amounts"]

T = TypeVar("T")


class _Drawn:
    """What chooses in a strategy: Hypothesis, which then knows how to make a failing choice simpler."""

    def __init__(self, draw: st.DrawFn) -> None:
        self._draw = draw

    def choice(self, options: Sequence[T]) -> T:
        return self._draw(st.sampled_from(options))

    def randint(self, low: int, high: int) -> int:
        return self._draw(st.integers(low, high))


@st.composite
def calendar_specs(draw: st.DrawFn) -> CalendarSpec:
    """Draw a calendar whose special dates lie around a date on which its zone's clocks change, or a year ends.

    The calendar has everything that calendars can have, one feature more likely than another: several intervals a day,
    hours over midnight, alternating weeks, seasons, hours from a date on, holidays, worked days, closed dates,
    exceptions, timed closures and openings, and a source that knows few years.
    """
    return draw_calendar(_Drawn(draw))


@st.composite
def combined_specs(draw: st.DrawFn) -> CombinedSpec:
    """Draw two calendars, half of the time in two zones, as ``a | b``, ``a & b``, ``a - b`` or ``a.changed(...)``."""
    return draw_combination(_Drawn(draw))


def specs() -> st.SearchStrategy[Spec]:
    """Return a strategy for calendars, combined ones among them."""
    return calendar_specs() | combined_specs()


@st.composite
def questions(draw: st.DrawFn, slow: SlowTime, spec: Spec, most: int = 12) -> list[Question]:
    """Draw questions to a calendar: every operation, at its edges.

    Args:
        draw: Given by Hypothesis.
        slow: The slow calendar.
        spec: What it was made from.
        most: How many at most.
    """
    drawer = QuestionDrawer(_Drawn(draw), Edges(slow, spec))
    return [drawer.question() for _ in range(draw(st.integers(1, most)))]


@st.composite
def edge_instants(draw: st.DrawFn, slow: SlowTime, spec: Spec, days: int = 6) -> int:
    """Draw an instant, in microseconds, at or beside an edge of a calendar; in one case of six anywhere.

    Edges are openings, closings, midnights, the starts and ends of what the clocks skip or repeat, and the horizon.

    Args:
        draw: Given by Hypothesis.
        slow: The slow calendar.
        spec: What it was made from.
        days: How many days around the anchor most instants lie.
    """
    return Edges(slow, spec, days).instant(_Drawn(draw))


@st.composite
def working_amounts(draw: st.DrawFn, slow: SlowTime, spec: Spec) -> int:
    """Draw an amount of working time: zero, what lies between two edges, and a microsecond beside it."""
    edges, drawn = Edges(slow, spec), _Drawn(draw)
    return edges.amount(drawn, edges.instant(drawn))
