"""How long 10,000 contracts take to load, and what they need: in a folder and as texts, from few templates and none.

Each way is measured in a process of its own: seconds of the processor and on the wall, and by how much the memory of
the process grew, at its highest and at the end. Beside it stands what the standard library needs to read and to write
the same texts, so that the committed limit is a ratio, which a slower machine does not change.
"""

from __future__ import annotations

import argparse
import gc
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import attrs

CONTRACTS = 10_000
MAX_SECONDS = 15.0
MAX_MEGABYTES = 60.0
MAX_TIMES = {"templates": 40.0, "all-different": 90.0}
"""How many times as long as reading and writing the same JSON with the standard library loading may take."""

_FIELDS = {
    "priority": ["P1", "P2", "P3"],
    "category": "text",
    "status": ["new", "waiting", "solved", "closed"],
    "opened_at": "instant",
    "answered_at": "instant",
}
_WEEKS = ({"mon-fri": "08:00-18:00"}, {"mon-fri": "08:30-17:00", "sat": "09:00-12:00"}, {"mon-sun": "07:00-19:00"})
_TOWNS = ("Assen", "Bergen", "Cottbus", "Dordrecht", "Eger", "Fredrikstad", "Gouda", "Hengelo", "Ieper", "Joure")
_TRADES = ("Bakkerijen", "Notarissen", "Musea", "Scholen", "Werven", "Ziekenhuizen", "Drukkerijen")


def from_template(number: int) -> dict[str, Any]:
    """Return a contract of about 5 KB from one of four templates, with its own names, prices, volumes and dates."""
    kind = number % 4
    return _contract(number, _promises(kind), kind)


def all_different(number: int) -> dict[str, Any]:
    """Return a contract of about 5 KB of which nearly every clause is unlike every clause of the others."""
    contract = _contract(number, {}, number % 4)
    for place in range(5):
        contract["clauses"][f"4.{place}"] = _own_promise(number, place)
    for name, clause in contract["clauses"].items():
        clause["note"] = f"Agreed in the meeting about {name} of file {number}."
    return contract


def _contract(number: int, promises: dict[str, Any], kind: int) -> dict[str, Any]:
    name = f"{_TOWNS[number % 10]} {_TRADES[number % 7]} {number}"
    start = f"20{20 + number % 7}-{number % 12 + 1:02}-01"
    frame: dict[str, Any] = {
        "1.1": {"kind": "term", "start": start, "initial": f"{24 + 12 * (number % 3)} months"},
        "1.2": {"kind": "renewal", "renews": "tacitly", "by": "12 months", "notice": "3 months"},
        "2.1": {"kind": "calendar", "name": "office", "week": _WEEKS[kind % 3], "holidays": ["NL"]},
        "3.1": {"kind": "level", "name": "gold", "calendar": "office"},
        "3.2": {
            "kind": "service",
            "name": "workplace",
            "level": "gold",
            "volume": f"{20 + number % 900} seats",
            "price": f"EUR {25 + number % 1000 / 100:.2f} per seat per month",
        },
        "3.3": {"kind": "fee", "name": "fixed-fee", "amount": f"EUR {1000 + number}.00", "per": "quarter"},
        "3.4": {"kind": "payment", "within": "30 days"},
        "5.1": {"kind": "liability", "per_event": "EUR 250 000", "per_year": "100 % of yearly-fees"},
        "5.2": {
            "kind": "insurance",
            "cover": "professional-indemnity",
            "minimum": "EUR 1 000 000",
            "certificate_until": f"20{27 + number % 3}-12-31",
        },
        "6.1": {
            "kind": "settlement",
            "per": "quarter",
            "order": [
                {"step": "cap", "limit": "10 % of fixed-fee", "per": "quarter"},
                {"step": "round", "to": "0.01"},
            ],
        },
        "7.1": {"kind": "effort", "owner": "provider", "text": "The provider keeps the same people where it can."},
        "7.2": {"kind": "text", "title": "Governing law", "text": "Dutch law applies to this contract."},
    }
    return {
        "contractkit": 1,
        "document": "contract",
        "id": f"C-{number:05}",
        "title": {"en": f"Workplaces for {name}", "nl": f"Werkplekken voor {name}"},
        "language": "en",
        "currency": "EUR",
        "zone": "Europe/Amsterdam",
        "signed_on": f"20{19 + number % 7}-11-{number % 28 + 1:02}",
        "parties": {
            "provider": {"name": "Tweestroom IT B.V.", "registration": "KvK 00000017"},
            "customer": {"name": f"{name} B.V.", "registration": f"KvK {number:08}", "code": f"customer-{number}"},
        },
        "fields": _FIELDS,
        "clauses": {**frame, **promises},
    }


def _promises(kind: int) -> dict[str, Any]:
    """Return the promises of a template."""
    rows = [
        {
            "name": f"{word}-{priority.lower()}",
            "when": {"priority": priority},
            "within": f"{hours * (kind + 1)} hours",
            "reach": f"{97 - kind} %",
        }
        for word, factor in (("solved", 4),)
        for priority, hours in (("P1", factor), ("P2", factor * 2), ("P3", factor * 6))
    ]
    pays = [
        {
            "kind": "tier-credit",
            "of": "fixed-fee",
            "tiers": [{"below": "reach", "credit": "2 %"}, {"below": "85 %", "credit": f"{4 + kind} %"}],
        }
    ]
    promises: dict[str, Any] = {
        "4.1": {
            "kind": "time-target",
            "title": {"en": "Back at work", "nl": "Weer aan het werk"},
            "measure": "resolution",
            "starts": {"field": "opened_at"},
            "stops": {"status": ["solved", "closed"]},
            "calendar": "office",
            "per": "quarter",
            "rows": rows,
            "pays": pays,
        },
        "4.2": {"kind": "pause", "name": "waiting", "while": {"status": "waiting"}, "area": "others"},
    }
    for place in range(3, 7):
        promises[f"4.{place}"] = {
            "kind": "time-target",
            "name": f"answer-{place}",
            "title": {"en": f"An answer about group {place}", "nl": f"Een antwoord over groep {place}"},
            "starts": {"field": "opened_at"},
            "stops": {"field": "answered_at"},
            "when": {"category": [f"group-{place}", f"group-{place}-{kind}"]},
            "within": f"{place} hours" if place % 2 else "1 business day by 17:00",
            "calendar": "office",
            "reach": f"{90 + place} %",
            "per": "quarter",
            "pays": pays,
        }
    return promises


def _own_promise(number: int, place: int) -> dict[str, Any]:
    share = 90 + (number * 7 + place) % 900 / 100
    return {
        "kind": "time-target",
        "name": f"promise-{number}-{place}",
        "title": {"en": f"Promise {place} to customer {number}", "nl": f"Belofte {place} aan klant {number}"},
        "starts": {"field": "opened_at"},
        "stops": {"field": "answered_at"},
        "when": {"category": [f"group-{number}-{place}", f"other-{number}-{place}"]},
        "within": f"{number % 97 + place} hours {number % 60} minutes",
        "calendar": "office",
        "reach": f"{share:.2f} %",
        "per": "quarter",
        "pays": [
            {
                "kind": "tier-credit",
                "of": "fixed-fee",
                "tiers": [
                    {"below": "reach", "credit": f"{1 + number % 200 / 100:.2f} %"},
                    {"below": "85 %", "credit": f"{4 + number % 300 / 100:.2f} %"},
                ],
            }
        ],
    }


@attrs.frozen
class Run:
    """What one way of loading took.

    Attributes:
        way: In words.
        limit: Of `MAX_TIMES`.
        seconds: Of the processor, scaled to 10,000 contracts.
        wall: On the wall, scaled.
        yardstick: Seconds of the standard library for the same texts, scaled.
        highest: By how many MB the process was larger at its highest, scaled.
        end: By how many at the end, scaled.
    """

    way: str
    limit: float
    seconds: float
    wall: float
    yardstick: float
    highest: float
    end: float

    @property
    def reached(self) -> bool:
        """Return whether it took no longer, and needed no more, than it may."""
        return self.seconds < self.limit * self.yardstick and self.end < MAX_MEGABYTES

    def __str__(self) -> str:
        """Return the line of the table."""
        times = self.seconds / self.yardstick
        told = "" if self.reached else "   NOT REACHED"
        if self.reached and self.seconds > MAX_SECONDS:
            told = f"   more than {MAX_SECONDS:g} s here"
        return (
            f"{self.way:<34}{self.seconds:>8.1f} s {self.wall:>8.1f} s {times:>7.0f} x"
            f" {self.highest:>8.1f} MB {self.end:>8.1f} MB{told}"
        )


def _folder(texts: Sequence[str]) -> tuple[Callable[[], object], Callable[[], None]]:
    import contractkit

    home = tempfile.TemporaryDirectory()
    for number, text in enumerate(texts):
        Path(home.name, f"{number:05}.json").write_text(text, encoding="utf-8")
    return lambda: contractkit.load_agreements(home.name), home.cleanup


def _one_by_one(texts: Sequence[str]) -> tuple[Callable[[], object], Callable[[], None]]:
    import contractkit

    return lambda: [contractkit.load_agreement(text=text) for text in texts], lambda: None


MAKERS: dict[str, Callable[[int], dict[str, Any]]] = {"templates": from_template, "all-different": all_different}
LOADERS = {"folder": _folder, "texts": _one_by_one}


def measured(maker: str, loader: str, count: int) -> Run:
    """Load contracts in this process, and return what it took."""
    texts = [json.dumps(MAKERS[maker](number)) for number in range(count)]
    load, tidy = LOADERS[loader]([json.dumps(MAKERS[maker](count + number)) for number in range(20)])
    load()
    tidy()
    load, tidy = LOADERS[loader](texts)
    gc.collect()
    before, highest = _resident(), _highest()
    wall, start = time.perf_counter(), time.process_time()
    kept = load()
    seconds, wall = time.process_time() - start, time.perf_counter() - wall
    gc.collect()
    after, top = _resident(), _highest()
    start = time.process_time()
    for text in texts:
        json.dumps(json.loads(text))
    yardstick = time.process_time() - start
    del kept
    tidy()
    scale = CONTRACTS / count
    size = len(texts[0]) / 1000
    way = f"{loader}, {maker}, {size:.1f} KB"
    peak = max(top - max(highest, before), after - before)
    times, sizes = (seconds, wall, yardstick), (peak, after - before)
    return Run(way, MAX_TIMES[maker], *(figure * scale for figure in (*times, *sizes)))


def _resident() -> float:
    """Return the memory of this process in MB; on systems other than Linux the most that it ever had."""
    try:
        lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024
    except (OSError, StopIteration):
        return _highest()


def _highest() -> float:
    """Return the most memory that this process ever had, in MB."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / 1024 if sys.platform == "linux" else most / 1024**2


def _ways() -> Iterator[tuple[str, str]]:
    for loader in LOADERS:
        for maker in MAKERS:
            yield maker, loader


def main() -> int:
    """Print the table; return 1 where something takes longer or needs more than it may."""
    parser = argparse.ArgumentParser(description="How long many contracts take to load, and what they need.")
    parser.add_argument("way", nargs="*", help="only one: templates or all-different, and folder or texts")
    parser.add_argument("--contracts", type=int, default=CONTRACTS, help="how many are loaded; the figures are scaled")
    given = parser.parse_args()
    if given.way:
        run = measured(given.way[0], given.way[1], given.contracts)
        print(run)
        return 0 if run.reached else 1
    print(
        f"{CONTRACTS:,} contracts{'':<18}{'processor':>10}{'wall':>11}{'json':>10}{'highest':>12}{'end':>12}",
        flush=True,
    )
    command = [sys.executable, __file__, "--contracts", str(given.contracts)]
    codes = [subprocess.run([*command, *way], check=False).returncode for way in _ways()]
    return max(codes)


if __name__ == "__main__":
    sys.exit(main())
