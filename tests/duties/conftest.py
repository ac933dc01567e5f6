"""The tests of obligations share the agreements in `duty_agreements`, and the reader of the published cases."""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "compiling")]
