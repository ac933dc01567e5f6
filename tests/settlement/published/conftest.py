"""The published cases are read by the reader that the compiler's tests have; their items are judged beside them."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "compiling"))
sys.path.insert(0, str(Path(__file__).parent))
