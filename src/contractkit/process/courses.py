"""What becomes of every start at once: instants as a function of instants, piece by piece and exact.

Here stand the pieces and how functions are joined. Which function a time limit is, and where its pieces begin, stands
in `limits`; what is proved with them in `proofs`.
"""

from __future__ import annotations

from collections.abc import Callable

import attrs
import numpy as np
from numpy.typing import NDArray

__all__ = ["Course", "UnknownTurnError", "course_through", "earliest", "identity", "latest"]

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


class UnknownTurnError(ArithmeticError):
    """A function goes another way at an instant that was not named: nothing can be proved of it."""


@attrs.frozen(eq=False)
class Course:
    """A function from the starts of a stretch to instants, in pieces; in each it goes along with the start, or stays.

    Instants are whole microseconds, so that a piece has a first and a last start, and no open end is left: what only
    comes near to a value never reaches it, and the nearest that it comes is what its last start gives.

    Attributes:
        starts: int64, the first start of each piece, ascending; microseconds since the epoch.
        until: The first start behind the last piece.
        values: int64, what the first start of each piece becomes.
        rises: Whether it goes along with the start in a piece, microsecond for microsecond, or stays as it is.
    """

    starts: Ints
    until: int
    values: Ints
    rises: Flags

    @property
    def last_starts(self) -> Ints:
        """The last start of each piece."""
        return np.append(self.starts[1:], self.until) - 1

    @property
    def last_values(self) -> Ints:
        """What the last start of each piece becomes."""
        return self.values + np.where(self.rises, self.last_starts - self.starts, 0)

    @property
    def image(self) -> tuple[int, int]:
        """The earliest and the latest instant that a start becomes, both included."""
        both = self.values, self.last_values
        return int(min(one.min() for one in both)), int(max(one.max() for one in both))

    def at(self, starts: Ints) -> Ints:
        """Return what starts become; all of them lie in the stretch."""
        place = np.searchsorted(self.starts, starts, "right") - 1
        return self.values[place] + np.where(self.rises[place], starts - self.starts[place], 0)

    def then(self, following: Callable[[int, int], Course]) -> Course:
        """Return what becomes of each start when what it becomes is the start of something else.

        A piece that stays takes one value of the other function; one that goes along takes a stretch of them, and is
        parted where a piece of the other begins. So the pieces of the two, joined, are again such pieces.

        Args:
            following: Gives the other function on the stretch from its first argument to before its second.
        """
        low, high = self.image
        other = following(low, high + 1)
        first = np.searchsorted(other.starts, self.values, "right")  # the first piece of the other that begins later
        last = np.searchsorted(other.starts, self.last_values, "right")
        inside = np.where(self.rises, last - first, 0)
        piece = np.repeat(np.arange(len(inside)), inside)
        nth = np.arange(len(piece)) - np.repeat(np.cumsum(inside) - inside, inside)
        parted = self.starts[piece] + other.starts[first[piece] + nth] - self.values[piece]
        starts = np.sort(np.concatenate((self.starts, parted)))
        here = np.searchsorted(self.starts, starts, "right") - 1
        reached = self.at(starts)
        there = np.searchsorted(other.starts, reached, "right") - 1
        return Course(starts, self.until, other.at(reached), self.rises[here] & other.rises[there])

    def later_than(self, other: Course) -> int:
        """Return how many starts of the same stretch become a later instant than another course makes of them."""
        starts = np.union1d(self.starts, other.starts)
        last = np.append(starts[1:], self.until) - 1
        first, ends = self.at(starts) - other.at(starts), self.at(last) - other.at(last)
        length, step = last - starts + 1, np.sign(ends - first)
        rising = length - np.clip(1 - first, 0, length)
        falling = np.clip(first, 0, length)
        staying = np.where(first > 0, length, 0)
        return int(np.where(step > 0, rising, np.where(step < 0, falling, staying)).sum())


def identity(low: int, high: int) -> Course:
    """Return what leaves every start in `[low, high)` as it is.

    Example:
        >>> identity(0, 60).image
        (0, 59)
    """
    return Course(np.array([low], np.int64), high, np.array([low], np.int64), np.array([True]))


def course_through(function: Callable[[Ints], Ints], breaks: Ints, low: int, high: int) -> Course:
    """Return a function on `[low, high)` as a course.

    Args:
        function: What each start becomes.
        breaks: Every start at which the function may begin to go another way, in any order; more of them do no harm.
        low: The first start.
        high: The first start behind the last one, after `low`.

    Raises:
        UnknownTurnError: Between two of the breaks the function goes another way after all.
    """
    inside = breaks[(breaks > low) & (breaks < high)]
    starts = np.unique(np.append(inside, low)).astype(np.int64)
    length = np.append(starts[1:], high) - starts
    ends = function(np.concatenate((starts, starts + length - 1)))
    values, last = ends[: len(starts)], ends[len(starts) :]
    climbed = last - values
    straight = (climbed == 0) | (climbed == length - 1)
    if not straight.all():
        raise UnknownTurnError(f"a time limit turns between {starts[~straight][0]} and the next instant that was known")
    return _merged(Course(starts, high, values, climbed > 0))


def _merged(course: Course) -> Course:
    """Return the same function without breaks at which it goes on as before."""
    alone = course.last_starts == course.starts
    before, last = np.append(False, course.rises[:-1]), np.append(course.values[0], course.last_values[:-1])
    step = course.values - last
    goes_on = (before & (step == 1) & (course.rises | alone)) | (~before & (step == 0) & ~course.rises)
    goes_on[1:] &= ~alone[:-1]  # a piece of one instant has no direction that the next one could go on in
    goes_on[0] = False
    return Course(course.starts[~goes_on], course.until, course.values[~goes_on], course.rises[~goes_on])


def latest(courses: tuple[Course, ...]) -> Course:
    """Return the latest of what several courses make of each start of the same stretch."""
    return _joined(courses, np.maximum)


def earliest(courses: tuple[Course, ...]) -> Course:
    """Return the earliest of what several courses make of each start of the same stretch."""
    return _joined(courses, np.minimum)


def _joined(courses: tuple[Course, ...], choose: Callable[[Ints, Ints], Ints]) -> Course:
    found = courses[0]
    for other in courses[1:]:
        found = _chosen(found, other, choose)
    return found


def _chosen(one: Course, other: Course, choose: Callable[[Ints, Ints], Ints]) -> Course:
    """Return the greater or the smaller of two courses: where they cross inside of a piece, it is parted there."""
    starts = np.union1d(one.starts, other.starts)
    length = np.append(starts[1:], one.until) - starts
    a, b = one.at(starts), other.at(starts)
    up_a, up_b = _rising(one, starts), _rising(other, starts)
    ahead = np.where(up_a & ~up_b, b - a, np.where(up_b & ~up_a, a - b, 0))
    crosses = (ahead > 0) & (ahead < length)
    starts = np.union1d(starts, starts[crosses] + ahead[crosses])
    a, b = one.at(starts), other.at(starts)
    values = choose(a, b)
    up_a, up_b = _rising(one, starts), _rising(other, starts)
    both = up_a & up_b
    either = up_a | up_b
    rises = np.where(a == b, either if choose is np.maximum else both, np.where(values == a, up_a, up_b))
    return Course(starts, one.until, values, rises)


def _rising(course: Course, starts: Ints) -> Flags:
    return course.rises[np.searchsorted(course.starts, starts, "right") - 1]
