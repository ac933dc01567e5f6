"""How long the language takes: an agreement of 15,000 lines, 10,000 contracts in JSON, one document, and bad input.

Each figure is measured in a process of its own, and printed beside what it has to reach; the exit code is 1 where one
does not. Seconds are those of the processor: what a clock on the wall shows on a machine that does nothing else.
"""

from __future__ import annotations

import argparse
import gc
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs

LINES = 15_000
CONTRACTS = 10_000
HEAD = """\
contractkit: 1
document: sla
id: SLA-BIG
title: A long agreement
language: en
currency: EUR
zone: Europe/Amsterdam
fields:
  priority: [P1, P2]
  category: text
  status: [new, waiting, solved, closed]
  opened_at: instant
clauses:
  "1.1": {kind: calendar, name: office, week: {mon-fri: 08:00-18:00}, holidays: [NL]}
  "1.2": {kind: fee, name: fixed-fee, amount: EUR 85 000, per: quarter}
"""
CLAUSE = """\
  "4.%d":
    kind: time-target
    name: t%d
    title: {nl: Doel %d, en: Target %d}
    starts: {field: opened_at}
    stops: {status: [solved, closed]}
    when: {category: c%d, priority: [P1, P2]}
    within: 1 business day by 17:00
    calendar: office
    reach: 95 %%
    per: month
    pays:
      - kind: tier-credit
        of: fixed-fee
        tiers:
          - {below: reach, credit: 2 %%}
          - {below: 90 %%, credit: 5 %%}
"""
TABLE = """\
  "4.1":
    kind: time-target
    starts: {field: opened_at}
    stops: {status: [solved, closed]}
    calendar: office
    rows:
"""
ROW = "      - {name: r%d, when: {category: c%d, priority: [P1, P2]}, within: %d hours, reach: 95 %%}\n"


@attrs.frozen
class Figure:
    """What was measured.

    Attributes:
        name: In words.
        found: The figure.
        unit: What it counts.
        limit: What it has to stay below.
    """

    name: str
    found: float
    unit: str
    limit: float

    def __str__(self) -> str:
        """Return the line of the table."""
        told = "" if self.found < self.limit else "   NOT REACHED"
        return f"{self.name:<66}{self.found:>9,.2f} {self.unit:<5} below {self.limit:g}{told}"


def contract(number: int) -> dict[str, Any]:
    """Return a contract of about 5 KB, from a template that many contracts share."""
    targets = {
        f"4.{target}": {
            "kind": "time-target",
            "name": f"t{target}",
            "title": {"nl": f"Oplossen van storingen {target}", "en": f"Resolution of incidents {target}"},
            "starts": {"field": "opened_at"},
            "stops": {"status": ["solved", "closed"]},
            "when": {"category": f"c{target}", "priority": ["P1", "P2"]},
            "within": f"{target + 1} hours",
            "calendar": "office",
            "reach": "95 %",
            "per": "month",
            "pays": [
                {
                    "kind": "tier-credit",
                    "of": "fixed-fee",
                    "tiers": [{"below": "reach", "credit": "2 %"}, {"below": "90 %", "credit": "5 %"}],
                }
            ],
        }
        for target in range(8)
    }
    desk = f"desk{number}@provider.example"
    frame: dict[str, Any] = {
        "2.1": {"kind": "calendar", "name": "office", "week": {"mon-fri": "08:00-18:00"}, "holidays": ["NL"]},
        "2.2": {"kind": "term", "start": "2026-01-01", "initial": "36 months"},
        "2.3": {"kind": "renewal", "renews": "tacitly", "by": "12 months", "notice": "3 months"},
        "2.4": {"kind": "fee", "name": "fixed-fee", "amount": f"EUR {1000 + number}", "per": "quarter"},
        "2.5": {"kind": "liability", "per_event": "EUR 250 000", "per_year": "100 % of yearly-fees"},
        "3.1": {
            "kind": "service",
            "name": "workplace",
            "level": "gold",
            "volume": f"{10 + number % 500} seats",
            "price": "EUR 31.50 per seat per month",
        },
        "3.2": {"kind": "level", "name": "gold", "calendar": "office"},
        "6.9": {
            "kind": "settlement",
            "per": "quarter",
            "order": [
                {"step": "cap", "limit": "10 % of fixed-fee", "per": "quarter"},
                {"step": "round", "to": "0.01"},
            ],
        },
        "9.1": {"kind": "contacts", "contacts": [{"role": "service-desk", "name": f"Desk {number}", "reach_at": desk}]},
    }
    return {
        "contractkit": 1,
        "document": "contract",
        "id": f"C-{number}",
        "title": f"Contract {number}",
        "language": "en",
        "currency": "EUR",
        "zone": "Europe/Amsterdam",
        "parties": {"provider": {"name": "Noorderlicht IT"}, "customer": {"name": f"Customer {number}"}},
        "fields": {"priority": ["P1", "P2"], "category": "text", "status": ["new", "solved", "closed"]}
        | {"opened_at": "instant"},
        "clauses": {**frame, **targets},
    }


def long_text(kind: str) -> str:
    """Return an agreement of 15,000 lines, in clauses or in the rows of one table."""
    if kind == "clauses":
        count = (LINES - HEAD.count("\n")) // CLAUSE.count("\n")
        return HEAD + "".join(CLAUSE % (n, n, n, n, n) for n in range(count))
    count = LINES - HEAD.count("\n") - TABLE.count("\n")
    return HEAD + TABLE + "".join(ROW % (n, n, n % 90 + 1) for n in range(count))


def _warm() -> None:
    import contractkit

    contractkit.load_agreement(text=json.dumps(contract(0)))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.yaml")
        path.write_text(HEAD, encoding="utf-8")
        contractkit.check(path)


def long_agreement(kind: str) -> list[Figure]:
    """Measure the check of a long agreement, and of one with a mistake of form on its last line."""
    import contractkit

    _warm()
    figures = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "long.yaml")
        for wrong, last in (("", ""), (", the last one wrong", "note:\n")):
            path.write_text(long_text(kind) + last, encoding="utf-8")
            start = time.process_time()
            problems = contractkit.check(path)
            seconds = time.process_time() - start
            if [problem.code for problem in problems] != (["empty-value"] if last else []):
                raise SystemExit(f"the long agreement has other problems: {problems[:1]}")
            figures.append(Figure(f"check an agreement of {LINES:,} lines, in {kind}{wrong}", seconds, "s", 5))
    return figures


def portfolio(count: int) -> list[Figure]:
    """Measure loading many contracts whose documents are not kept, and what their agreements need."""
    import contractkit

    _warm()
    texts = [json.dumps(contract(number)) for number in range(count)]
    gc.collect()
    before = _resident()
    start = time.process_time()
    kept = [contractkit.load_agreement(text=text) for text in texts]
    seconds = time.process_time() - start
    gc.collect()
    grown = _resident() - before
    scale = CONTRACTS / len(kept)
    size = len(texts[0]) / 1000
    name = f"{CONTRACTS:,} contracts of {size:.1f} KB in JSON"
    return [
        Figure(f"load and compile {name}", seconds * scale, "s", 15),
        Figure(f"growth by {name}", grown * scale, "MB", 100),
    ]


def one_document() -> list[Figure]:
    """Measure the reading of one right document in JSON beside the standard library's."""
    from contractkit.documents.reader import read_tree

    text = json.dumps(contract(1))
    _warm()
    ours = _best(lambda: read_tree(text, "a.json"))
    plain = _best(lambda: json.loads(text))
    return [Figure("read one document in JSON, beside json.loads", ours / plain, "times", 3)]


def bad_input() -> list[Figure]:
    """Measure how long the worst input holds the reader up."""
    from contractkit.documents import read_documents

    _warm()
    inputs = {
        "200,000 levels deep, YAML": ("a.yaml", b"a: " + b"[" * 200_000),
        "200,000 levels deep, JSON": ("a.json", b'{"a":' * 200_000),
        "a file of 100 MB": ("a.yaml", b"a: b\n" * 20_000_000),
        "an alias bomb": ("a.yaml", b"a: &a [1,1]\nb: &b [*a,*a]\nc: [*b,*b]\n" * 5_000),
        "a NUL byte": ("a.yaml", b"a: \x00b\n"),
        "bytes that are not UTF-8": ("a.yaml", b"a: \xff\xfe b\n"),
        "a text of 4.9 MB": ("a.yaml", b"a: " + b"x" * 4_900_000),
        "an unclosed text of 1.8 MB": ("a.yaml", b'a: "' + b"\\n" * 900_000),
        "900,000 words joined by dots, TOML": ("a.toml", b"a" + b".a" * 900_000 + b" = 1"),
        "a tag of 1.9 MB": ("a.yaml", b"a: !" + b"x" * 1_900_000),
        "40,000 clauses of unknown kinds": (
            "a.yaml",
            HEAD.encode() + b"".join(b'  "%d": {kind: txet%d}\n' % (n, n) for n in range(40_000)),
        ),
    }
    figures = []
    with tempfile.TemporaryDirectory() as folder:
        for name, (file, data) in inputs.items():
            path = Path(folder, file)
            path.write_bytes(data)
            start = time.process_time()
            _, problems = read_documents(path)
            figures.append(Figure(f"refuse {name}", time.process_time() - start, "s", 1))
            if not problems:
                raise SystemExit(f"{name} was taken")
    return figures


def _best(ask: Callable[[], object]) -> float:
    best = float("inf")
    for _ in range(200):
        start = time.perf_counter()
        ask()
        best = min(best, time.perf_counter() - start)
    return best


def _resident() -> float:
    """Return the memory of this process in MB; on systems other than Linux the most that it ever had."""
    try:
        lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024
    except (OSError, StopIteration):
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


PARTS: dict[str, Callable[[int], list[Figure]]] = {
    "clauses": lambda _: long_agreement("clauses"),
    "rows": lambda _: long_agreement("rows"),
    "portfolio": portfolio,
    "document": lambda _: one_document(),
    "bad": lambda _: bad_input(),
}


def main() -> int:
    """Print the figures; return 1 where one is not reached."""
    parser = argparse.ArgumentParser(description="How long the language takes.")
    parser.add_argument("part", nargs="?", choices=PARTS, help="only one part, in this process")
    parser.add_argument("--contracts", type=int, default=CONTRACTS, help="how many are loaded; the figures are scaled")
    given = parser.parse_args()
    if given.part:
        figures = PARTS[given.part](given.contracts)
        print(*figures, sep="\n")
        return 0 if all(figure.found < figure.limit for figure in figures) else 1
    command = [sys.executable, __file__, "--contracts", str(given.contracts)]
    codes = [subprocess.run([*command, part], check=False).returncode for part in PARTS]
    return max(codes)


if __name__ == "__main__":
    sys.exit(main())
