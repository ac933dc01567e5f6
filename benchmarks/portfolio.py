"""What a portfolio of 10,000 contracts costs: to open, to keep, to be asked on the phone, and a year of obligations.

The portfolio is built from papers once and saved; everything else is measured in a process of its own that opens the
saved file. Beside each time stands that of a yardstick in the same process, so that the committed limits are ratios,
which a slower machine does not change: the standard library reading and writing as many records as JSON, and one due
time of one calendar.
"""

from __future__ import annotations

import argparse
import gc
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import attrs

from portfolio_papers import call, paper

CONTRACTS = 10_000
AT = datetime(2026, 2, 17, 10, 5, tzinfo=ZoneInfo("Europe/Amsterdam"))  # a Tuesday
YEAR = (date(2026, 1, 1), date(2026, 12, 31))


@attrs.frozen
class Figure:
    """One measured figure.

    Attributes:
        name: What was measured.
        value: How much.
        unit: Its unit.
        limit: How much it may be, of a figure that depends on no machine; else how much it may be here.
        times: How many times the yardstick it is; None for a figure without one.
        most: How many times it may be.
    """

    name: str
    value: float
    unit: str
    limit: float
    times: float | None = None
    most: float | None = None

    @property
    def reached(self) -> bool:
        """Return whether it is no more than it may be; where there is a ratio, that decides."""
        if self.times is None or self.most is None:
            return self.value < self.limit
        return self.times < self.most

    def __str__(self) -> str:
        """Return the line of the table."""
        ratio = "" if self.times is None else f"{self.times:6.1f} x (at most {self.most:g} x)"
        told = "" if self.reached else "   NOT REACHED"
        told = told or ("" if self.value < self.limit else "   more than the limit here")
        return f"{self.name:<44}{self.value:>9.2f} {self.unit:<3} limit {self.limit:>5g} {ratio}{told}"


def built(count: int) -> Any:
    """Return the portfolio of so many customers, built from their papers."""
    import contractkit as ck

    return ck.Portfolio.of(ck.load_agreement(data=paper(number)) for number in range(count))


def measured(path: Path) -> Iterable[Figure]:
    """Yield the figures of a saved portfolio, measured in this process."""
    import contractkit as ck
    from contractkit.portfolio import Portfolio

    few = ck.Portfolio.of(ck.load_agreement(data=paper(number)) for number in range(10**6, 10**6 + 24))
    for number in range(10**6, 10**6 + 24):
        ck.entitlement(few, item=call(number, number), at=AT)  # all that is loaded once is loaded
    gc.collect()
    before = resident()
    start = time.process_time()
    portfolio = Portfolio.load(path)
    seconds = time.process_time() - start
    text = json.dumps([{"id": one, "zone": "Europe/Amsterdam", "since": None} for one in portfolio.ids])
    reading = best(lambda: json.loads(text), 5)
    share = len(portfolio) / CONTRACTS
    yield Figure("load the saved form", seconds / share, "s", 2.0, seconds / reading, 250)
    items = [call(number, number) for number in range(len(portfolio))]

    def ask_all() -> None:
        for item in items:
            ck.entitlement(portfolio, item=item, at=AT)

    ask_all()
    gc.collect()
    grown = resident() - before
    office = next(iter(portfolio)).calendars["office"]
    limit = timedelta(hours=4)
    due = best(lambda: [office.due_at(AT, limit) for _ in range(2000)], 5) / 2000
    each = best(ask_all, 5) / len(items)
    yield Figure("entitlement, each of all contracts, warm", each * 1e6, "us", 40.0, each / due, 25)
    yield Figure("memory, all contracts asked once", grown / share, "MB", 60.0)
    start = time.process_time()
    found = portfolio.obligations(YEAR)
    rows = len(found.table)
    seconds = time.process_time() - start
    records = [{"agreement": "C-00001", "clause": "C-00001/1.2", "due": "2026-01-01", "kind": "x"}] * rows
    writing = best(lambda: json.loads(json.dumps(records)), 3)
    name = f"obligations of a year, {rows} rows, as columns"
    yield Figure(name, seconds / share, "s", 1.0, seconds / writing, 14)
    start = time.process_time()
    decisions = len(portfolio.decisions(date(2026, 10, 1)))
    yield Figure(f"decisions of 90 days, {decisions} rows", (time.process_time() - start) / share, "s", 1.0)


def best(what: Callable[[], object], times: int) -> float:
    """Return the seconds of the fastest of some runs."""
    found = []
    for _ in range(times):
        start = time.process_time()
        what()
        found.append(time.process_time() - start)
    return min(found)


def resident() -> float:
    """Return the memory of this process in MB, as Linux tells it."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


def main() -> int:
    """Print the figures; return 1 where one of them is more than it may be."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--contracts", type=int, default=CONTRACTS, help="how many; the figures are scaled to 10,000")
    parser.add_argument("--saved", type=Path, metavar="FILE", help="a portfolio of these papers that was saved before")
    given = parser.parse_args()
    if given.saved is not None and given.saved.exists():
        figures = list(measured(given.saved))
        for figure in figures:
            print(figure, flush=True)
        return 0 if all(figure.reached for figure in figures) else 1
    with tempfile.TemporaryDirectory() as home:
        path = given.saved or Path(home, "all.portfolio")
        start = time.process_time()
        portfolio = built(given.contracts)
        seconds = time.process_time() - start
        portfolio.save(path)
        print(portfolio)
        each = path.stat().st_size / given.contracts
        print(f"built from papers: {seconds / given.contracts * 1000:.1f} ms each; saved: {each:.0f} bytes each")
        del portfolio
        return subprocess.run([sys.executable, __file__, "--saved", str(path)], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
