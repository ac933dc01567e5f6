"""What contradicts itself in a stopwatch: one state that would do two things, and a reset with nothing to undo.

Of several effects that one state could have, the strongest wins: cancel, reset, stop, pause, start. So states that may
meet are no contradiction, and a narrower condition may take something out of a wider one. Written twice for the very
same values, the weaker of the two could never hold, which nobody means.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

from contractkit.compiling.desk import Desk, Place
from contractkit.terms.conditions import AnyOf, Condition, Is
from contractkit.terms.stopwatch import AtField, Happens, WhenState
from contractkit.terms.targets import Measure

__all__ = ["check_stopwatch"]

_DOES = {"starts": "starts", "stops": "stops", "resets": "resets", "cancels": "cancels"}


def check_stopwatch(desk: Desk, measure: Measure, places: Mapping[str, Place]) -> None:
    """Add what contradicts itself in a stopwatch to the desk's problems, once however many targets share it.

    Args:
        desk: Where problems go.
        measure: The stopwatch.
        places: Where each part of it stands, by ``starts``, ``stops``, ``resets`` and ``cancels``; what is not there
            was not written.
    """
    for word, says, hint in (*_same_values(measure), *_nothing_to_undo(measure)):
        if word in places:
            problem = places[word].problem("contradiction", says, hint)
            if problem not in desk.problems:
                desk.problems.append(problem)


def _same_values(measure: Measure) -> Iterator[tuple[str, str, str]]:
    parts = {word: _values(getattr(measure, word)) for word in ("starts", "stops", "resets", "cancels")}
    for one, other in combinations(parts, 2):
        if (one, other) == ("starts", "stops"):
            continue
        for field, values in parts[one].items():
            common = [value for value in parts[other].get(field, ()) if value in values]
            if common:
                said = f"{field}: {' or '.join(common)}"
                says = f"'{said}' {_DOES[one]} and {_DOES[other]} the clock"
                yield other, says, f"take it out of {one} or of {other}: of the two, {other} would always win"


def _nothing_to_undo(measure: Measure) -> Iterator[tuple[str, str, str]]:
    if measure.resets is None:
        return
    if isinstance(measure.stops, AtField):
        says = f"the clock is reset, and the stop in {measure.stops.field} happens once"
        yield "resets", says, "name the state that stops it, such as stops: {status: solved}, so that it can stop again"
    elif measure.starts is None:
        yield "resets", "the clock is reset, and nothing starts it", "leave resets out, or say what starts the clock"


def _values(part: AtField | WhenState | Happens | Condition | None) -> Mapping[str, tuple[str, ...]]:
    """Return the values that alone are enough for a part, by field; empty for what asks for more than one value."""
    condition = part.condition if isinstance(part, WhenState) else part
    tests = condition.parts if isinstance(condition, AnyOf) else (condition,)
    found: dict[str, tuple[str, ...]] = {}
    for test in tests:
        if isinstance(test, Is):
            found[test.field] = (*found.get(test.field, ()), *test.values)
    return found
