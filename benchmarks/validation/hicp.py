"""How many of Eurostat's published rates of change does contractkit reproduce from the published index figures?

Each table has the index of many series with the annual rate (``ar``), and some with the rate over a month (``mr``) or a
quarter (``qr``), as Eurostat publishes them. A rate is reproduced where `IndexSeries` makes the same figure of one
decimal from the index alone.
"""

from __future__ import annotations

import argparse
import csv
import io
import sys
from decimal import Decimal
from pathlib import Path

import attrs

from contractkit.charging.indexation import IndexRow, IndexSeries, read_rows, read_table
from contractkit.quantities.rounding import Rounding

RATES = {"ar": 12, "mr": 1, "qr": 3}
"""The published rates and over how many months they are."""

TENTH = Rounding(Decimal("0.1"), "half-up")
NOT_KEYS = {"year", "12mar", "ribe", *RATES}


@attrs.define
class Count:
    """How many rates were reproduced of how many, and the first few that were not."""

    right: int = 0
    of: int = 0
    wrong: list[str] = attrs.Factory(list)


def before(month: tuple[int, int], months: int) -> tuple[int, int]:
    """Return the month so many months earlier."""
    year, number = divmod(month[0] * 12 + month[1] - 1 - months, 12)
    return year, number + 1


def compare(path: Path, counts: dict[str, Count]) -> None:
    """Count the rates of one table that come out."""
    text = read_table(path, None)
    header = next(csv.reader(io.StringIO(text)))
    keys = [name for name in header[: header.index("time")] if name not in NOT_KEYS and "weight" not in name]
    rows = list(read_rows(text, where={}))
    grouped: dict[tuple[str, ...], list[IndexRow]] = {}
    for row in rows:
        grouped.setdefault(tuple(row.keys[name] for name in keys), []).append(row)
    for name, own in grouped.items():
        series = IndexSeries.from_rows("/".join(name), own, source=path.name)
        known = set(series.months)
        for row in own:
            for rate, months in RATES.items():
                earlier = before(row.month, months)
                published = row.keys.get(rate, "")
                if published == "" or earlier not in known:
                    continue
                found = TENTH.apply(100 * series.change(row.month, since=earlier))
                count = counts.setdefault(rate, Count())
                count.of += 1
                if found == Decimal(published):
                    count.right += 1
                else:
                    count.wrong.append(
                        f"{series.name} {row.month[0]}-{row.month[1]:02}: {found}, published {published}"
                    )


def main() -> int:
    """Print the share of annual rates first, then of the other rates."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", type=Path, nargs="+", help="tables with index and rates: CSV, also gzipped")
    options = parser.parse_args()
    counts: dict[str, Count] = {}
    for path in options.paths:
        compare(path, counts)
    if not counts:
        print("no table has a rate together with the figure that it is a change from", file=sys.stderr)
        return 1
    names = {"ar": "annual", "mr": "monthly", "qr": "quarterly"}
    for rate, count in sorted(counts.items()):
        share = 100 * count.right / count.of
        print(f"{share:.2f} % of the published {names[rate]} rates are reproduced ({count.right} of {count.of})")
        for line in count.wrong[:3]:
            print(f"  not: {line}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
