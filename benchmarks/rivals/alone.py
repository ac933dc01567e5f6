"""What has to be measured in a process of its own: compiling a calendar cold, and the peak of memory.

`python -m rivals.alone compile [MODULE ...]` imports the modules, compiles and prints the milliseconds and the modules
that were loaded meanwhile. `python -m rivals.alone memory OPERATION ROWS CALENDARS` prints the MiB by which the first
call raised the peak beyond inputs and answer. `compiling` and `memory` run them.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import subprocess
import sys
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from pathlib import Path
from time import perf_counter
from typing import Any, Final

import attrs
import numpy as np

from rivals.contest import Operation

__all__ = ["COMPILED", "compiling", "memory"]

COMPILED: Final = "13 years with Dutch holidays, tables, a summer season, a Friday night shift and 20 exceptions"
_FIRST, _LAST = 2020, 2032


# -- in the parent -----------------------------------------------------------------------------------------------------


def _told(*arguments: str) -> Any:
    """Return what this module prints in a fresh process, as data."""
    here = Path(__file__).parents[1]
    paths = os.pathsep.join([str(here), *(str(Path(path).resolve()) for path in sys.path if path)])
    command = [sys.executable, "-m", "rivals.alone", *arguments]
    done = subprocess.run(command, env={**os.environ, "PYTHONPATH": paths}, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} failed:\n{done.stderr}")
    return json.loads(done.stdout)


def compiling(rounds: int) -> list[float]:
    """Return the milliseconds that compiling takes in fresh processes, with all imports done before."""
    loaded = _told("compile")["loaded"]
    found = [_told("compile", *loaded) for _ in range(rounds)]
    late = sorted({name for one in found for name in one["loaded"]})
    if late:
        raise RuntimeError(f"imported while compiling: {', '.join(late)}")
    return [one["ms"] for one in found]


def memory(operation: str, rows: int, calendars: int) -> float:
    """Return the MiB by which one call raises the peak of memory, beyond its inputs and its answer."""
    return float(_told("memory", operation, str(rows), str(calendars))["mib"])


# -- in the process of its own -----------------------------------------------------------------------------------------


def _compile(modules: list[str]) -> None:
    for name in modules:
        with suppress(ImportError):
            import_module(name)
    before = set(sys.modules)
    ck: Any = import_module("contractkit")
    season: Any = ck.Season
    gc.collect()
    gc.disable()
    start = perf_counter()
    week = {"mon-thu": "09:00-12:00 and 13:00-17:30", "fri": "09:00-12:00 and 22:00-06:00"}
    calendar = ck.BusinessCalendar(
        tz="Europe/Amsterdam",
        week=week,
        holidays="NL",
        with_="good-friday",
        seasons=[season(week={"mon-fri": "08:00-14:00"}, first="1 July", last="31 August", name="summer")],
        exceptions={date(_FIRST, 3, 2) + timedelta(233 * number): "09:00-12:00" for number in range(20)},
    )
    edges = np.array([f"{_FIRST}-01-02", f"{_LAST}-12-30"], "datetime64[us]")
    starts = np.resize(edges, 10_000)
    calendar.elapsed_array(starts, starts[::-1], zone="UTC")
    calendar.due_at_array(starts[::2], np.timedelta64(8, "h").astype("timedelta64[us]").reshape(1), zone="UTC")
    morning = datetime(_FIRST, 1, 2, 9, tzinfo=UTC)
    calendar.elapsed(morning, calendar.due_at(morning, timedelta(hours=8)))
    took = perf_counter() - start
    loaded = [name for name in sys.modules if name not in before]
    if calendar.is_open_array(edges, zone="UTC").any():
        raise RuntimeError("the calendar is open at midnight")
    print(json.dumps({"ms": took * 1000, "loaded": loaded}))


def _resident() -> tuple[int, int]:
    """Return what this process holds now and what it held at most, in bytes; without Linux' account, the peak twice.

    `ru_maxrss` is no good on Linux: a process that another one starts inherits the other's peak.
    """
    status = Path("/proc/self/status")
    if status.exists():
        told = dict(line.split(":", 1) for line in status.read_text(encoding="ascii").splitlines())
        return int(told["VmRSS"].split()[0]) * 1024, int(told["VmHWM"].split()[0]) * 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return peak, peak


def _memory(operation: Operation, rows: int, calendars: int) -> None:
    """Print by how much the very first call of the calendars raises the peak: compiling them is part of it."""
    from rivals.ours import calendar_of, contractkit
    from rivals.workload import OFFICE, questions

    elsewhere = calendar_of(attrs.evolve(OFFICE, zone="Asia/Kathmandu"))
    elsewhere.due_at_array(np.zeros(2, np.int64), np.ones(2, np.int64))
    us, asked = contractkit(), questions("fortnight", rows)
    entry = us.mixed[operation] if calendars > 1 else us.entries[operation, "array"]
    prepared = entry.prepare(asked)
    gc.collect()
    before, _ = _resident()
    answer: Any = prepared.run()
    _, peak = _resident()
    print(json.dumps({"mib": (peak - before - answer.nbytes) / 2**20}))


def main() -> None:
    """Measure one thing, and print it as JSON."""
    match sys.argv[1:]:
        case ["compile", *modules]:
            _compile(modules)
        case ["memory", operation, rows, calendars]:
            _memory("due" if operation == "due" else "elapsed", int(rows), int(calendars))
        case other:
            raise SystemExit(f"compile or memory, not {other}")


if __name__ == "__main__":
    main()
