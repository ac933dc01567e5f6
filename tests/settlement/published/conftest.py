"""The published cases are read by the reader that the compiler's tests have."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "compiling"))
