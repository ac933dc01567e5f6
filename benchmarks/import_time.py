"""Measure what `import contractkit` costs beside `import attrs`, each in fresh processes, in turn; fail above 3x."""

from __future__ import annotations

import subprocess
import sys
from statistics import median

HEAVY = ("numpy", "pendulum", "pydantic", "workalendar", "pandas", "polars", "pyarrow")
LIMIT = 3.0
ROUNDS = 15

TIMED = """
import time
start = time.perf_counter()
import {module}
print(time.perf_counter() - start)
"""

LOADED = """
import sys
import contractkit
print(",".join(name for name in {heavy!r} if name in sys.modules))
"""


def run(code: str) -> str:
    """Return what a fresh interpreter prints for `code`."""
    return subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.strip()


def main() -> int:
    """Print both medians and their ratio; return 1 if a limit is passed."""
    loaded = run(LOADED.format(heavy=HEAVY))
    for module in ("attrs", "contractkit"):
        run(TIMED.format(module=module))
    times: dict[str, list[float]] = {"attrs": [], "contractkit": []}
    for _ in range(ROUNDS):
        for module, found in times.items():
            found.append(float(run(TIMED.format(module=module))))
    ratio = median(times["contractkit"]) / median(times["attrs"])
    print(f"import attrs        {median(times['attrs']) * 1000:6.1f} ms")
    ours = median(times["contractkit"]) * 1000
    print(f"import contractkit  {ours:6.1f} ms, {ratio:.2f} of import attrs (at most {LIMIT})")
    print(f"heavy modules loaded by import contractkit: {loaded or 'none'}")
    return 1 if loaded or ratio > LIMIT else 0


if __name__ == "__main__":
    sys.exit(main())
