"""Measure the replay of event logs, from frames to outcomes, beside what people write instead, in one run.

The log has a million items with five million events as Arrow frames with ids of text; three targets run on each item,
with pauses, changes of priority and events of one instant, and both readings are made. The yardsticks are a loop over
items on whole numbers, written by hand, a loop over the public `Clock`, and pandas' CustomBusinessHour doing the due
times alone; each is timed on a sample, the first and the last from the same frames on, and held against contractkit's
answers, the loop in every column. Times are those of the processor, the best of several; memory and files are measured
in processes of their own. The figures that must be reached are printed last; the exit code is 1 if one of them does not
hold or the answers differ, and 2 if a rival is not installed.
"""

from __future__ import annotations

import argparse
import gc
import json
import math
import sys
from collections.abc import Callable, Sequence
from importlib import metadata
from pathlib import Path
from time import process_time
from typing import Any, Final

import attrs

from rivals.bars import Bar
from rivals.report import bar_line

REQUIRED: Final = ("pandas", "pyarrow")


@attrs.frozen
class Size:
    """How much is measured.

    Attributes:
        items: Items of the log.
        looped: Items of the sample of the hand-written loop.
        clocked: Items of the sample of the loop over clocks.
        dated: Items of the sample of pandas.
        rounds: Repetitions of which the best counts.
        streamed: Items of the Parquet files that are replayed into a file.
        smallest: Items of the smallest log of the exponent.
    """

    items: int
    looped: int
    clocked: int
    dated: int
    rounds: int
    streamed: int
    smallest: int


FULL: Final = Size(1_000_000, 50_000, 1_000, 4_000, 3, 4_000_000, 2_000)
QUICK: Final = Size(20_000, 5_000, 100, 200, 3, 20_000, 2_000)


@attrs.frozen
class Yardstick:
    """A rival on a sample, and contractkit over the whole log.

    Attributes:
        name: Who it is.
        items: Items of the sample.
        seconds: Its time for them.
        ours: contractkit's time for an item of the whole log, in seconds.
        wrong: What differs from contractkit's answers, in words.
    """

    name: str
    items: int
    seconds: float
    ours: float
    wrong: tuple[str, ...] = ()

    @property
    def ratio(self) -> float:
        """How many times longer it takes for an item."""
        return self.seconds / self.items / self.ours


def arguments() -> argparse.Namespace:
    """Return what the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="small sizes, under a minute; the bars are only shown")
    parser.add_argument("--json", type=Path, metavar="FILE", help="where to write everything as JSON")
    return parser.parse_args()


def missing() -> list[str]:
    """Return the packages of the yardsticks that are not installed."""
    lacking = []
    for package in REQUIRED:
        try:
            metadata.version(package)
        except metadata.PackageNotFoundError:
            lacking.append(package)
    return lacking


def best(run: Callable[[], object], rounds: int) -> float:
    """Return the shortest time of the processor of some repetitions, in seconds."""
    return in_turn([run], rounds)[0]


def in_turn(runs: Sequence[Callable[[], object]], rounds: int) -> list[float]:
    """Return the shortest time of each run; they take turns, so that what else the machine does hits all of them."""
    found = [math.inf] * len(runs)
    for _ in range(rounds):
        for place, run in enumerate(runs):
            gc.collect()
            start = process_time()
            answer = run()
            found[place] = min(found[place], process_time() - start)
            del answer
    return found


def measured_yardsticks(log: Any, size: Size) -> list[Yardstick]:
    """Return the rivals on their samples, each in turn with contractkit, and what they answer differently."""
    from clock_rivals import custom_hours, integer_loop, ours, scalar_loop

    looped, clocked, dated = (log.first(count) for count in (size.looped, size.clocked, size.dated))
    rows = ours.rows_of(ours.evaluated(looped).outcomes)
    wrong = ours.different(rows, integer_loop.loop(integer_loop.prepared(looped)))
    items = integer_loop.prepared(clocked)
    mine = [(*row[:3], row[4], row[6]) for row in ours.rows_of(ours.evaluated(clocked).outcomes)]
    differs = ours.different(mine, scalar_loop.shown(scalar_loop.loop(items)))
    rivals: list[tuple[str, int, Callable[[], object], list[str]]] = [
        (
            "a hand-written loop on whole numbers",
            size.looped,
            lambda: integer_loop.loop(integer_loop.prepared(looped)),
            wrong,
        ),
        ("a loop over the public Clock", size.clocked, lambda: scalar_loop.loop(items), differs),
        ("CustomBusinessHour, due times alone", size.dated, lambda: custom_hours.due_times(dated), []),
    ]
    found = []
    for name, count, run, wrong_rows in rivals:
        theirs, own = in_turn([run, lambda: ours.evaluated(log)], size.rounds)
        found.append(Yardstick(name, count, theirs, own / size.items, tuple(wrong_rows)))
    return found


def exponent(small: tuple[int, float], large: tuple[int, float]) -> float:
    """Return how the time grows with the size: 1 where twice as much takes twice as long."""
    return math.log(large[1] / small[1]) / math.log(large[0] / small[0])


@attrs.frozen
class Times:
    """Seconds of the processor.

    Attributes:
        whole: From the frames of the log, sorted by time, to outcomes.
        intake: Of that, from the frames to facts.
        shuffled: From the frames of the log in no order to outcomes.
        small: From the frames of a small log to outcomes.
        same: Whether the outcomes of both orders are the same.
    """

    whole: float
    intake: float
    shuffled: float
    small: float
    same: bool


def measured_times(log: Any, size: Size) -> Times:
    """Return contractkit's own times, and print each as it comes in."""
    from clock_rivals import ours, workload

    print(f"{size.items:,} items, {log.events.num_rows:,} events; processor time, best of {size.rounds}")
    whole = best(lambda: ours.evaluated(log), size.rounds)
    intake = best(lambda: ours.facts_of(log), size.rounds)
    print(f"  sorted by time      {whole:8.2f} s, of which facts {intake:.2f} s", flush=True)
    mixed = log.shuffled()
    shuffled = best(lambda: ours.evaluated(mixed), size.rounds)
    same = bool(ours.evaluated(mixed).outcomes == ours.evaluated(log).outcomes)
    print(f"  shuffled            {shuffled:8.2f} s, outcomes {'the same' if same else 'DIFFERENT'}", flush=True)
    little = workload.make(size.smallest)
    small = best(lambda: ours.evaluated(little), size.rounds * 3)
    print(f"  {size.smallest:,} items{'':9s}{small * 1000:8.1f} ms", flush=True)
    return Times(whole, intake, shuffled, small, same)


def measured_forms(log: Any, rounds: int) -> dict[str, float]:
    """Return the seconds from frames to facts for a log in other forms, and print them: shown, not required."""
    from clock_rivals.forms import forms

    shapes = forms(log)
    seconds = in_turn([form.facts for form in shapes], rounds)
    print("  to facts from other forms of the log")
    for form, found in zip(shapes, seconds, strict=True):
        print(f"    {form.name:34s} {found:6.2f} s", flush=True)
    return {form.name: found for form, found in zip(shapes, seconds, strict=True)}


def measured(size: Size) -> tuple[dict[str, Any], list[Yardstick], list[Bar]]:
    """Measure all, and print each figure as it comes in."""
    from clock_rivals import log_alone, ours, workload

    log = workload.make(size.items)
    ours.evaluated(log.first(100))
    times = measured_times(log, size)
    shapes = measured_forms(log, size.rounds)
    yardsticks = measured_yardsticks(log, size)
    print("\nYardsticks on samples, microseconds an item, each in turn with contractkit")
    for one in yardsticks:
        equal = "" if not one.wrong else f"  {len(one.wrong)} ROWS DIFFER: {one.wrong[0]}"
        print(
            f"  {one.name:40s} {one.seconds / one.items * 1e6:10.2f} {one.ours * 1e6:8.2f} {one.ratio:9.1f} x{equal}",
            flush=True,
        )
    memory = log_alone.from_frames(log)
    print(f"\nMemory, in a process of its own: {memory['above']:.0f} MiB above frames of {memory['input']:.0f} MiB")
    file = log_alone.streamed(size.streamed)
    print(f"Parquet, {size.streamed:,} items: {file['rows']:,.0f} outcomes written, peak {file['peak']:.0f} MiB")
    grows = exponent((size.smallest, times.small), (size.items, times.whole))
    limits = (8, 40, 80)
    bars = [
        *(
            Bar(f"against {one.name}", "at least", limit, "x", one.ratio)
            for one, limit in zip(yardsticks, limits, strict=True)
        ),
        Bar("exponent of the time", "at most", 1.1, "", grows),
        Bar("memory above the frames", "at most", 800, "MB", memory["above"] * 2**20 / 1e6),
        Bar("peak of Parquet to Parquet", "at most", 1500, "MB", file["peak"] * 2**20 / 1e6),
        Bar("sorted by time, on one core", "at most", 3.5, "s", times.whole),
        Bar("shuffled, on one core", "at most", 5, "s", times.shuffled),
    ]
    data = {"size": attrs.asdict(size), "seconds": attrs.asdict(times), "exponent": grows, "forms": shapes}
    return data | {"memory_mib": memory, "parquet": file}, yardsticks, bars


def verdict(*, same: bool, yardsticks: Sequence[Yardstick], bars: Sequence[Bar], quick: bool) -> int:
    """Print the figures that must be reached, and return the exit code."""
    print("\nMust reach" + (" (small sizes: only shown)" if quick else ""))
    for bar in bars:
        print(bar_line(bar))
    wrong = not same or any(one.wrong for one in yardsticks)
    missed = any(bar.holds is False for bar in bars)
    return 1 if wrong or (missed and not quick) else 0


def main() -> int:
    """Run the benchmark."""
    said = arguments()
    if lacking := missing():
        print(f"not installed: {', '.join(lacking)}; nothing is measured without them. Install the dependency group:")
        print("  python -m pip install --group bench        (pip 25.1 or later)")
        print(f"  python -m pip install {' '.join(lacking)}")
        return 2
    data, yardsticks, bars = measured(QUICK if said.quick else FULL)
    if said.json is not None:
        data["yardsticks"] = [{**attrs.asdict(one), "ratio": one.ratio} for one in yardsticks]
        data["bars"] = [{**attrs.asdict(bar), "holds": bar.holds} for bar in bars]
        said.json.write_text(json.dumps(data, indent=2) + "\n", encoding="utf-8")
    return verdict(same=data["seconds"]["same"], yardsticks=yardsticks, bars=bars, quick=said.quick)


if __name__ == "__main__":
    sys.exit(main())
