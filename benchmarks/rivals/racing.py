"""The race: two contestants in turn, a repetition each, so that what else the machine does hits both."""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from time import perf_counter
from typing import Final, TypeVar

import attrs
import numpy as np

from rivals import oracle
from rivals.contest import Contestant, Entry, Form, Operation, Prepared
from rivals.workload import OFFICE, DateQuestions, Ints, Office, Questions, SpanName

__all__ = ["Checked", "Figure", "Size", "Track", "check", "in_turn", "race"]

_CALIBRATION: Final = 0.05
AnyQuestions = TypeVar("AnyQuestions", Questions, DateQuestions)


@attrs.frozen
class Size:
    """How much is measured.

    Attributes:
        array_rows: Rows of arrays.
        scalar_rows: Calls of scalars.
        seconds: About how long a repetition of a slow rival may take, and how long short ones are repeated at least.
        checked: Rows that are held against the oracle.
        rounds: Repetitions of which the best counts, at least.
        whole: Whether the rivals that count are timed on all rows, however long that takes.
    """

    array_rows: int
    scalar_rows: int
    seconds: float
    checked: int
    rounds: int
    whole: bool


@attrs.frozen
class Track:
    """What is run: an operation in a form, over questions of a span, on one calendar or fifty."""

    operation: Operation
    form: Form
    span: SpanName | None
    calendars: int = 1

    def __str__(self) -> str:
        many = f", {self.calendars} calendars" if self.calendars > 1 else ""
        return f"{self.operation}, {self.form}" + (f", {self.span}" if self.span else "") + many


@attrs.frozen
class Checked:
    """How many rows were held against the oracle, how many differ, and the first that does."""

    rows: int
    wrong: int
    example: str = ""


@attrs.frozen
class Figure:
    """The best of the repetitions of a rival and of contractkit in one race.

    Attributes:
        track: What was run.
        rival: Against whom.
        remark: How the rival was asked.
        rows: Rows a repetition of the rival had.
        our_rows: Rows a repetition of contractkit had.
        times: Seconds of the rival's repetitions.
        our_times: Seconds of contractkit's.
        checked: How the rival's answers stand to the oracle.
    """

    track: Track
    rival: str
    remark: str
    rows: int
    our_rows: int
    times: tuple[float, ...]
    our_times: tuple[float, ...]
    checked: Checked

    @property
    def ns(self) -> float:
        """The rival's best time a row, in nanoseconds."""
        return min(self.times) / self.rows * 1e9

    @property
    def our_ns(self) -> float:
        """The best time a row of contractkit, in nanoseconds."""
        return min(self.our_times) / self.our_rows * 1e9

    @property
    def ratio(self) -> float:
        """How many times longer the rival takes."""
        return self.ns / self.our_ns


def in_turn(runs: Sequence[Callable[[], object]], size: Size) -> list[tuple[float, ...]]:
    """Return the seconds of each run's repetitions, in turn; they have been run before, and nothing is collected.

    Short runs are repeated until they have had their seconds, so that a moment in which the machine is busy with
    something else does not cover all repetitions of one of them.
    """
    times: list[list[float]] = [[] for _ in runs]
    gc.collect()
    gc.disable()
    begun = perf_counter()
    try:
        while len(times[0]) < size.rounds or perf_counter() - begun < size.seconds:
            for run, found in zip(runs, times, strict=True):
                start = perf_counter()
                answer = run()
                found.append(perf_counter() - start)
                del answer
    finally:
        gc.enable()
    return [tuple(found) for found in times]


def rows_within(entry: Entry[AnyQuestions], asked: AnyQuestions, size: Size) -> int:
    """Return how many rows of the questions the contestant answers in the time that a repetition may take."""
    if entry.all_rows and size.whole:
        return len(asked)
    rows, most = 1, len(asked)
    while True:
        prepared = entry.prepare(entry.asked(asked.first(rows)))
        start = perf_counter()
        prepared.run()
        took = perf_counter() - start
        if took >= _CALIBRATION or rows >= most:
            return max(1, min(most, int(size.seconds / max(took, 1e-9) * rows)))
        rows = min(most, rows * 8)


def check(
    track: Track, offices: tuple[Office, ...], entry: Entry[AnyQuestions], asked: AnyQuestions, found: Ints, size: Size
) -> Checked:
    """Return how many of a sample of answers differ from the oracle's.

    Args:
        track: What was run.
        offices: Whose hours are meant.
        entry: How the contestant was asked.
        asked: The questions as it got them.
        found: Its answers.
        size: How many rows are held against the oracle.
    """
    few = size.checked if track.span != "six years" else max(50, size.checked // 10)
    rows = (
        np.unique(np.random.default_rng(7).integers(0, len(asked), few)) if len(asked) > few else np.arange(len(asked))
    )
    sample = asked.take(rows)
    if isinstance(sample, DateQuestions):
        slow = {"add days": oracle.add_days, "count days": oracle.count_days}[track.operation](OFFICE, sample)
    elif track.operation == "due":
        slow = oracle.due(offices, sample, entry.lands)
    else:
        slow = oracle.elapsed(offices, sample)
    wrong = np.flatnonzero(slow != found[rows])
    example = ""
    if len(wrong):
        row = int(wrong[0])
        example = f"row {rows[row]}: {found[rows][row]} in place of {slow[row]}"
    return Checked(len(rows), len(wrong), example)


def race(
    track: Track,
    offices: tuple[Office, ...],
    rival: Contestant,
    entry: Entry[AnyQuestions],
    ours: Prepared,
    asked: AnyQuestions,
    size: Size,
) -> Figure:
    """Return the figure of a rival against contractkit; the answers of its first run are held against the oracle.

    Args:
        track: What is run.
        offices: Whose hours are meant.
        rival: Against whom.
        entry: What it does about it.
        ours: contractkit, prepared with all rows.
        asked: All rows.
        size: How much is measured.
    """
    rows = rows_within(entry, asked, size)
    told = entry.asked(asked.first(rows))
    prepared = entry.prepare(told)
    checked = check(track, offices, entry, told, prepared.answers(), size)
    ours.run()
    times, our_times = in_turn((prepared.run, ours.run), size)
    return Figure(track, rival.name, entry.remark, rows, len(asked), times, our_times, checked)
