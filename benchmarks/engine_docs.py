"""Write the chart and the tables of the documentation from the JSON of `engine.py --json`."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Final

from rivals.chart import chart
from rivals.pages import tables

STATIC: Final = Path(__file__).parents[1] / "docs" / "_static"


def main() -> int:
    """Write `engine.svg` and `engine.md`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path, help="what engine.py --json wrote")
    parser.add_argument("--into", type=Path, default=STATIC, help="the folder for engine.svg and engine.md")
    said = parser.parse_args()
    run = json.loads(said.path.read_text(encoding="utf-8"))
    (said.into / "engine.svg").write_text(chart(run), encoding="utf-8")
    (said.into / "engine.md").write_text(tables(run), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
