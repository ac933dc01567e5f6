"""The tests of calls and portfolios share the papers in `call_papers`."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent)]
