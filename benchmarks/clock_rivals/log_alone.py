"""What can be told of a process only from inside of it: how much memory a replay takes, from frames or from files."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from clock_rivals import workload
from contractkit.facts.extras import need
from rivals.alone import _resident

__all__ = ["from_frames", "streamed"]


# -- in the parent -----------------------------------------------------------------------------------------------------


def _told(*arguments: str) -> Any:
    here = Path(__file__).parents[1]
    paths = os.pathsep.join([str(here), *(str(Path(path).resolve()) for path in sys.path if path)])
    command = [sys.executable, "-m", "clock_rivals.log_alone", *arguments]
    done = subprocess.run(command, env={**os.environ, "PYTHONPATH": paths}, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} failed:\n{done.stderr}")
    return json.loads(done.stdout)


def from_frames(log: workload.Log) -> dict[str, float]:
    """Return the MiB by which a process that holds the frames of a log grows at most until it has the outcomes."""
    arrow: Any = need("pyarrow", "arrow")
    with tempfile.TemporaryDirectory() as folder:
        for name, table in (("items", log.items), ("events", log.events)):
            with arrow.OSFile(f"{folder}/{name}.arrow", "wb") as file, arrow.ipc.new_file(file, table.schema) as writer:
                writer.write_table(table)
        found: dict[str, float] = _told("frames", folder)
    return found


def streamed(items: int) -> dict[str, float]:
    """Return the peak, in MiB, of a process that writes the outcomes of Parquet files with so many items."""
    parquet: Any = need("pyarrow.parquet", "arrow")
    with tempfile.TemporaryDirectory() as folder:
        log = workload.make(items)
        parquet.write_table(log.items, f"{folder}/items.parquet", row_group_size=1 << 20)
        parquet.write_table(log.events, f"{folder}/events.parquet", row_group_size=1 << 20)
        del log
        found: dict[str, float] = _told("streamed", folder)
    return found


# -- in the process of its own -----------------------------------------------------------------------------------------


def _frames(folder: str) -> dict[str, float]:
    arrow: Any = need("pyarrow", "arrow")
    from clock_rivals import ours

    ours.evaluated(workload.make(50))
    tables = []
    for name in ("items", "events"):
        with arrow.OSFile(f"{folder}/{name}.arrow", "rb") as file:
            tables.append(arrow.ipc.open_file(file).read_all().combine_chunks())
    log = workload.Log(*tables)
    arrow.default_memory_pool().release_unused()
    before, _ = _resident()
    result = ours.evaluated(log)
    held, peak = _resident()
    mib = 2**20
    return {
        "input": (log.items.nbytes + log.events.nbytes) / mib,
        "before": before / mib,
        "above": (peak - before) / mib,
        "held": (held - before) / mib,
        "rows": len(result.outcomes),
    }


def _streamed(folder: str) -> dict[str, float]:
    import contractkit as ck
    from clock_rivals import ours

    items, events = f"{folder}/items.parquet", f"{folder}/events.parquet"
    facts = ck.Facts.from_files(items=items, events=events, mapping=workload.MAPPING)
    written = ck.evaluate_to(ours.agreement(), facts, f"{folder}/outcomes.parquet", workload.AS_OF)
    return {"peak": _resident()[1] / 2**20, "rows": written.rows, "bytes": Path(written.path or "").stat().st_size}


def main() -> None:
    """Measure one thing, and print it as JSON."""
    match sys.argv[1:]:
        case ["frames", folder]:
            print(json.dumps(_frames(folder)))
        case ["streamed", folder]:
            print(json.dumps(_streamed(folder)))
        case other:
            raise SystemExit(f"frames or streamed, not {other}")


if __name__ == "__main__":
    main()
