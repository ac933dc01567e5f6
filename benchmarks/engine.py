"""Measure contractkit's deadline engine against every rival, in one run, and see that all of them answer right.

Every rival of the dependency group `bench` is asked the same questions about the same office, one at a time and in
arrays of ten million rows, over an hour, a fortnight and six years; so are tables that users write themselves. Each
measurement is the best of at least five repetitions, taken in turn with contractkit's, with the garbage collector off
and one thread. All answers are held against a slow oracle. The figures that must be reached are printed last; the exit
code is 1 if one of them does not hold or contractkit answers wrong, and 2 if a rival is not installed.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import attrs

from rivals import alone, bars, libraries, programme, report, tables
from rivals.racing import Figure, Size

FULL: Final = Size(array_rows=10_000_000, scalar_rows=20_000, seconds=2.0, checked=1000, rounds=5, whole=True)
QUICK: Final = Size(array_rows=200_000, scalar_rows=1000, seconds=0.05, checked=50, rounds=3, whole=False)
PARTS: Final = ("itself", "checks", "compile", "memory")
WORDS: Final = (*libraries.REQUIRED, *PARTS)


def arguments() -> argparse.Namespace:
    """Return what the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="small sizes, under a minute; the bars are only shown")
    parser.add_argument("--only", default="", metavar="WORD,...", help=f"some of: {', '.join(WORDS)}")
    parser.add_argument("--json", type=Path, metavar="FILE", help="where to write everything as JSON")
    parser.add_argument("--rows", type=int, metavar="N", help="rows of the arrays in place of ten million")
    found = parser.parse_args()
    found.words = frozenset(word for word in found.only.split(",") if word) or frozenset(WORDS)
    if unknown := sorted(found.words - set(WORDS)):
        parser.error(f"--only knows {', '.join(WORDS)}; not {', '.join(unknown)}")
    return found


def measured_rivals(words: frozenset[str], size: Size) -> list[Figure]:
    """Race the rivals of some words and print each as it comes in."""
    rivals = libraries.libraries(words) + (tables.hand_written() if "diy" in words else ())
    figures: list[Figure] = []
    for figure in programme.against_rivals(rivals, size):
        track = figure.track
        if not figures or (track.span, track.form, track.calendars) != _group(figures[-1]):
            many = f", {track.calendars} calendars" if track.calendars > 1 else ""
            print(f"\n{track.form}s, {track.span or 'whole business days'}{many}\n{report.HEAD}")
        figures.append(figure)
        print(report.figure_line(figure), flush=True)
    return figures


def _group(figure: Figure) -> tuple[str | None, str, int]:
    return figure.track.span, figure.track.form, figure.track.calendars


def measured_memory(size: Size) -> dict[str, float]:
    """Return the peaks beyond inputs and answers, each of a process of its own."""
    found = {}
    print(f"\nPeak of memory beyond inputs and answer, {size.array_rows:,} rows, each in a process of its own")
    for operation in ("due", "elapsed"):
        for calendars, many in ((1, "one calendar"), (50, "50 calendars")):
            name = f"{operation}, {many}"
            found[name] = alone.memory(operation, size.array_rows, calendars)
            print(f"  {name:42s} {found[name]:>10.1f} MiB", flush=True)
    return found


def measured_compiling(size: Size) -> list[float]:
    """Return the milliseconds of compiling cold, each in a process of its own."""
    found = alone.compiling(size.rounds)
    print(f"\nCompiling {alone.COMPILED}, cold\n  {' '.join(f'{ms:.1f}' for ms in found)} ms", flush=True)
    return found


def run(words: frozenset[str], size: Size) -> report.Result:
    """Measure what some words name."""
    memory = measured_memory(size) if "memory" in words else {}
    compiling = measured_compiling(size) if "compile" in words else []
    proofs = []
    if "checks" in words:
        print("\ncontractkit's own answers")
        for proof in programme.proofs(size):
            proofs.append(proof)
            print(report.proof_line(proof), flush=True)
    figures = measured_rivals(words, size)
    itself = []
    if "itself" in words:
        print(f"\ncontractkit beside itself, arrays\n{report.HEAD_ITSELF}")
        for one in programme.against_itself(size):
            itself.append(one)
            print(report.itself_line(one), flush=True)
    limits = bars.bars(figures, itself, min(compiling, default=None), memory)
    return report.Result(size, figures, itself, proofs, compiling, memory, limits)


def verdict(result: report.Result, quick: bool) -> int:  # noqa: FBT001 - what the command line said
    """Print the figures that must be reached, and return the exit code."""
    print("\nMust reach" + (" (small sizes: only shown)" if quick else ""))
    for bar in result.bars:
        print(report.bar_line(bar))
    wrong = sum(proof.checked.wrong for proof in result.proofs)
    if wrong:
        print(f"contractkit answers {wrong} rows wrong")
    missed = [bar for bar in result.bars if bar.holds is False]
    return 1 if wrong or (missed and not quick) else 0


def told_missing(lacking: Sequence[str]) -> int:
    """Say which rivals are not installed, and return the exit code."""
    print(f"not installed: {', '.join(lacking)}; nothing is measured without them. Install the dependency group:")
    print("  python -m pip install --group bench        (pip 25.1 or later)")
    print(f"  python -m pip install {' '.join(lacking)}")
    return 2


def main() -> int:
    """Run the benchmark."""
    said = arguments()
    if lacking := libraries.missing(said.words):
        return told_missing(lacking)
    size = QUICK if said.quick else FULL
    if said.rows:
        size = attrs.evolve(size, array_rows=said.rows)
    result = run(said.words, size)
    code = verdict(result, said.quick)
    if said.json:
        said.json.write_text(json.dumps(report.as_data(result), indent=1) + "\n", encoding="utf-8")
    return code


if __name__ == "__main__":
    sys.exit(main())
