"""Judge and settle a real incident log under two SLAs, beside what csv.reader needs for the same text.

Prints the best of five of both, in turn in one process, and the peak memory of the whole report command in a process of
its own. Fails if evaluating and settling takes longer than the yardstick, or the command more than 500 MB.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import contractkit as ck

EXAMPLE = Path(__file__).parents[1] / "examples" / "incident-log"
AS_OF = datetime(2018, 1, 1, tzinfo=UTC)
PERIOD = "2016-Q2"
ROUNDS = 5
MOST_MEMORY_MB = 500


def yardstick(text: str) -> float:
    """Return the seconds that csv.reader needs for the decompressed text."""
    start = time.perf_counter()
    for _ in csv.reader(io.StringIO(text, newline="")):
        pass
    return time.perf_counter() - start


def judged(agreement: ck.Agreement, facts: ck.Facts) -> float:
    """Return the seconds that evaluate and settle need from typed columns."""
    start = time.perf_counter()
    result = ck.evaluate(agreement, facts, as_of=AS_OF)
    ck.settle(agreement, result, facts, period=PERIOD)
    return time.perf_counter() - start


def report_memory_mb(path: Path) -> float:
    """Return the peak memory of the report command on the log, writing a page and the figures."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "contractkit.cli", "report", str(EXAMPLE), "--events", str(path)]
        command += ["--mapping", str(EXAMPLE / "mapping.yaml"), "--period", PERIOD, "--as-of", AS_OF.isoformat()]
        command += ["--html", str(Path(folder, "page.html")), "--json", str(Path(folder, "figures.json"))]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def main() -> int:
    """Print the figures; return 1 if one is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path, help="the incident log: CSV, also gzipped")
    path = parser.parse_args().path
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8", newline="") as file:
        text = file.read()
    agreement = ck.load_agreement(EXAMPLE)
    facts = ck.Facts.from_files(events=path, mapping=EXAMPLE / "mapping.yaml")
    judged(agreement, facts)
    times = [(judged(agreement, facts), yardstick(text)) for _ in range(ROUNDS)]
    ours, theirs = (min(column) for column in zip(*times, strict=True))
    memory = report_memory_mb(path)
    print(f"evaluate and settle, two SLAs  {ours * 1000:7.1f} ms, {ours / theirs:.2f} of the yardstick (at most 1)")
    print(f"csv.reader over the same text  {theirs * 1000:7.1f} ms")
    print(f"peak memory of the report      {memory:7.1f} MB (at most {MOST_MEMORY_MB})")
    return 0 if ours < theirs and memory < MOST_MEMORY_MB else 1


if __name__ == "__main__":
    sys.exit(main())
