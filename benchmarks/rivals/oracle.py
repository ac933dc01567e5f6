"""The slow answer, to hold every other answer against: open hours listed date by date, and walked one by one.

It shares nothing with contractkit and nothing with the rivals' tables but the description of the office.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, datetime, timedelta
from functools import cache
from typing import Literal

import numpy as np

from rivals.workload import DateQuestions, Ints, Office, Questions

__all__ = ["Walker", "add_days", "count_days", "due", "elapsed", "walker"]

FIRST, LAST = date(2020, 1, 1), date(2031, 12, 31)
_EPOCH_DAY = date(1970, 1, 1)


class Walker:
    """The open hours of an office as pairs of instants in order, and the days on which it works."""

    def __init__(self, office: Office) -> None:
        self.pairs: list[tuple[int, int]] = []
        self.worked: set[int] = set()
        for number in range((LAST - FIRST).days + 1):
            day = FIRST + timedelta(number)
            if day.weekday() in office.days and day not in office.closed:
                self.worked.add((day - _EPOCH_DAY).days)
                for opens, closes in office.pieces:
                    edges = (datetime.combine(day, edge, office.tz).timestamp() for edge in (opens, closes))
                    first, last = (round(edge) * 1_000_000 for edge in edges)
                    self.pairs.append((first, last))
        self._opens = [opens for opens, _ in self.pairs]

    def due(self, start: int, allowed: int) -> int:
        """Return the instant by which a positive amount of open time has been used up, at a closing rather than later.

        Hours before the start are stepped over at once, all others one by one.
        """
        left = allowed
        for row in range(max(0, bisect_right(self._opens, start) - 1), len(self.pairs)):
            opens, closes = self.pairs[row]
            first = max(opens, start)
            if closes <= first:
                continue
            if closes - first >= left:
                return first + left
            left -= closes - first
        raise ValueError("the oracle's hours end before the time is used up")

    def elapsed(self, start: int, end: int) -> int:
        """Return the open time in `[start, end)`, the end not before the start."""
        total = 0
        for row in range(max(0, bisect_right(self._opens, start) - 1), len(self.pairs)):
            opens, closes = self.pairs[row]
            if opens >= end:
                break
            total += max(0, min(closes, end) - max(opens, start))
        return total

    def after(self, us: int) -> int:
        """Return the instant itself if it is open, else the next opening."""
        row = bisect_right(self._opens, us)
        return us if us < self.pairs[row - 1][1] else self._opens[row]

    def add_days(self, day: int, count: int) -> int:
        """Return the business date that is so many business dates after a date."""
        while count:
            day += 1
            count -= day in self.worked
        return day

    def count_days(self, start: int, end: int) -> int:
        """Return how many business dates lie in `[start, end)`."""
        return sum(day in self.worked for day in range(start, end))


@cache
def walker(office: Office) -> Walker:
    """Return the walker of an office, listed once."""
    return Walker(office)


def due(offices: tuple[Office, ...], asked: Questions, lands: Literal["closing", "next opening"] = "closing") -> Ints:
    """Return the slow due instants; with several offices, `codes` says which one a row means.

    Args:
        offices: One office, or one for every code.
        asked: The rows.
        lands: Where it is due when the time is used up exactly at a closing.
    """
    rows = zip(asked.starts.tolist(), asked.allowed.tolist(), _walkers(offices, asked), strict=True)
    found = [(one, one.due(start, allowed)) for start, allowed, one in rows]
    return np.array([one.after(due) if lands == "next opening" else due for one, due in found], np.int64)


def elapsed(offices: tuple[Office, ...], asked: Questions) -> Ints:
    """Return the slow working time between starts and ends."""
    rows = zip(asked.starts.tolist(), asked.ends.tolist(), _walkers(offices, asked), strict=True)
    return np.array([one.elapsed(start, end) for start, end, one in rows], np.int64)


def add_days(office: Office, asked: DateQuestions) -> Ints:
    """Return the slow business dates."""
    rows = zip(asked.starts.tolist(), asked.counts.tolist(), strict=True)
    return np.array([walker(office).add_days(day, count) for day, count in rows], np.int64)


def count_days(office: Office, asked: DateQuestions) -> Ints:
    """Return the slow counts of business dates."""
    rows = zip(asked.starts.tolist(), asked.ends.tolist(), strict=True)
    return np.array([walker(office).count_days(start, end) for start, end in rows], np.int64)


def _walkers(offices: tuple[Office, ...], asked: Questions) -> list[Walker]:
    if len(offices) == 1:
        return [walker(offices[0])] * len(asked)
    return [walker(offices[code]) for code in asked.codes.tolist()]
